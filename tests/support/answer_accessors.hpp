// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_ANSWER_ACCESSORS_HPP
#define AMI_TESTS_SUPPORT_ANSWER_ACCESSORS_HPP

// Accessors of typed answers as functions of one type.

#include "support/accessors.hpp"

#include <ami/typed/typed_answer.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace tests {

/// What an accessor reads of an answer.
struct found_header {
    std::optional<std::string> text;
    bool is_malformed = false;
};

/// An accessor of a header. In the pattern, `######` stand for a number, of which there are up to two.
struct answer_accessor {
    std::string_view action;
    std::string_view pattern;
    found_header (*read)(const ami::response&, std::size_t first, std::size_t second);
};

template <class Action, class Read>
found_header read_answer(const ami::response& from, const Read& read)
{
    const ami::answer<Action> answer{ami::response(from)};
    const auto field = found(read(answer));
    return {field.text ? std::optional<std::string>(*field.text) : std::nullopt, field.is_malformed};
}

} // namespace tests

#endif // AMI_TESTS_SUPPORT_ANSWER_ACCESSORS_HPP
