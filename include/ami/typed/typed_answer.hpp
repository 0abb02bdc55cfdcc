// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TYPED_TYPED_ANSWER_HPP
#define AMI_TYPED_TYPED_ANSWER_HPP

#include <ami/protocol/wire/response.hpp>
#include <ami/typed/field.hpp>
#include <ami/typed/text_field.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <utility>

namespace ami {

/// An answer whose headers have types. It is the response too. A field points into the answer: it cannot be taken from a
/// temporary answer.
class typed_answer : public response {
public:
    typed_answer() = default;
    /// Takes the answer.
    explicit typed_answer(response&& from) noexcept : response(std::move(from)) {}

protected:
    /// What an accessor returns: a header becomes a field of any type.
    field_source header(const char* name) const noexcept { return {"", name, find(name)}; }

    /// The event that came after a response without a list.
    event_view follow_up() const noexcept
    {
        return events().empty() ? completion().view() : events().front().view();
    }

    /// One of several headers whose names differ in one number or two: "Line-######-######".
    AMI_DECL field_source header(const char* name, std::size_t first, std::size_t second = 0) const noexcept;

    /// One whose name has more than letters and digits: mxml spells it otherwise.
    AMI_DECL field_source punctuated(const char* name) const noexcept;
};

/// The answer to an action of `ami::actions`, for example `ami::answer<ami::actions::core_status>`.
template <class Action>
using answer = typename Action::answer_type;

} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/typed/impl/typed_answer.ipp>
#endif

#endif // AMI_TYPED_TYPED_ANSWER_HPP
