// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_ACTIONS_TYPED_BUILDER_HPP
#define AMI_ACTIONS_TYPED_BUILDER_HPP

#include <ami/protocol/wire/action.hpp>

#include <ami/detail/chrono.hpp>
#include <ami/detail/macros.hpp>

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <utility>

namespace ami::actions {

/// What typed actions that were generated are made of. What Asterisk would refuse, or ignore, is refused with the reason by the
/// operation that gets the action.
class typed_builder_base {
public:
    /// The action as it is sent.
    const action& to_action() const& noexcept { return action_; }
    action to_action() && noexcept { return std::move(action_); }

protected:
    /// An action with this name.
    explicit typed_builder_base(const char* name) : action_(name) {}

    /// A header that must not be empty.
    AMI_DECL void require(std::string_view header, std::string_view value);

    /// A header that is absent or not empty: to Asterisk an empty one is absent, and an absent one often means all.
    AMI_DECL void put_text(std::string_view header, std::string_view value);

    /// A header that is set once: of two headers with one name Asterisk looks at the first.
    AMI_DECL void put(std::string_view header, std::string_view value);
    /// One that Asterisk may read more than once.
    AMI_DECL void put_other(std::string_view header, std::string_view value);
    /// A header with a whole number.
    AMI_DECL void put_number(const char* header, std::int64_t value);
    /// A header with a duration in seconds.
    AMI_DECL void put_duration(const char* header, std::chrono::seconds value);
    /// A header with a duration in milliseconds.
    AMI_DECL void put_duration(const char* header, std::chrono::milliseconds value);
    /// A header with a priority of the dialplan: a number or a label.
    AMI_DECL void put_priority(const char* header, std::string_view value);

    /// Another line of a header that may come several times.
    void put_variable(std::string_view name, std::string_view value) { action_.variable(name, value); }

    // What several parameters need of each other.
    /// Refuses the action if it has none of these headers.
    AMI_DECL void check_any_of(std::initializer_list<std::string_view> headers);
    /// Refuses the action unless it has exactly one of these headers.
    AMI_DECL void check_one_of(std::initializer_list<std::string_view> headers);
    /// Refuses the action if `needed` is missing, unless `header` has this value.
    AMI_DECL void check_needed_unless(
        std::string_view needed, std::string_view header, std::string_view value);

    /// The action so far.
    action action_;

private:
    AMI_COLD AMI_DECL void refuse(std::string_view header, std::string_view reason);
};

/// The same with what all of them have.
template <class Derived>
class typed_builder : public typed_builder_base {
public:
    /// As `action::timeout`: how long the answer may take. Without it `config::action_timeout`.
    Derived& timeout(action::duration value) & noexcept
    {
        action_.timeout(value);
        return static_cast<Derived&>(*this);
    }
    Derived&& timeout(action::duration value) && noexcept { return std::move(timeout(value)); }

    /// Adds a header that the type does not know.
    Derived& add(std::string_view header, std::string_view value) &
    {
        put_other(header, value);
        return static_cast<Derived&>(*this);
    }
    Derived&& add(std::string_view header, std::string_view value) &&
    {
        return std::move(add(header, value));
    }

protected:
    using typed_builder_base::typed_builder_base;
};

} // namespace ami::actions

#ifdef AMI_HEADER_ONLY
#include <ami/actions/impl/typed_builder.ipp>
#endif

#endif // AMI_ACTIONS_TYPED_BUILDER_HPP
