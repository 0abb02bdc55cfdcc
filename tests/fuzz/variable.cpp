// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Variable headers: whatever name and value, the channel gets the same bytes, by a model of Asterisk's own parser.
//
// An input is the name, 0xfe and the value; then 0xfe and the value of a second variable.

#include "fuzz/check.hpp"
#include "support/asterisk_model.hpp"

#include <ami/protocol/wire/action.hpp>
#include <ami/protocol/wire/variable.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    std::string text(reinterpret_cast<const char*>(data), size);
    // Refused elsewhere, and tested by the fuzzing of actions.
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; }, '\\');
    const auto first = std::min(text.find('\xfe'), text.size());
    const auto second = std::min(text.find('\xfe', std::min(first + 1, text.size())), text.size());
    std::string name = text.substr(0, first);
    std::replace(name.begin(), name.end(), '=', '-');
    if (name.empty() || static_cast<unsigned char>(name[0]) <= 32)
        name.insert(0, "V");
    const auto value = text.substr(std::min(first + 1, text.size()), second - std::min(first + 1, second));
    const auto other = text.substr(std::min(second + 1, text.size()));

    using tests::asterisk::pairs;
    using tests::asterisk::read_variables;
    const auto one = ami::escape_variable(name) + '=' + ami::escape_variable(value);
    FUZZ_CHECK((read_variables(one) == pairs{{name, value}}));
    FUZZ_CHECK(one.size() <= 2 * (name.size() + value.size()) + 1);

    // Escaping closes what it opens: a second one on the same line stays apart.
    const auto both = one + ",W=" + ami::escape_variable(other);
    FUZZ_CHECK((read_variables(both) == pairs{{name, value}, {"W", other}}));

    // And through the builder, where it fits on a line.
    const auto action = ami::action{"Originate"}.variable(name, value);
    FUZZ_CHECK(action.fault().failed() == (std::string_view("Variable: ").size() + one.size() > 1022));
    if (!action.fault().failed())
        FUZZ_CHECK(action.header_lines() == "Variable: " + one + "\r\n");
    return 0;
}
