// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_ACTIONS_BUILDER_HPP
#define AMI_ACTIONS_BUILDER_HPP

#include <ami/protocol/wire/action.hpp>

#include <string_view>
#include <utility>

namespace ami::actions {

/// What all builders of actions have.
template <class Derived>
class builder {
public:
    /// As `action::timeout`: how long the answer may take. Without it `config::action_timeout`.
    Derived& timeout(action::duration value) & noexcept
    {
        action_.timeout(value);
        return static_cast<Derived&>(*this);
    }
    Derived&& timeout(action::duration value) && noexcept { return std::move(timeout(value)); }

    /// The action as it is sent.
    const action& to_action() const& noexcept { return action_; }
    action to_action() && noexcept { return std::move(action_); }

protected:
    /// For classes that are made of it: an action with this name.
    explicit builder(std::string_view name) : action_(name) {}
    ~builder() = default;
    builder(const builder&) = default;
    builder(builder&&) noexcept = default;
    builder& operator=(const builder&) = default;
    builder& operator=(builder&&) noexcept = default;

    /// The action so far.
    action action_;
};

} // namespace ami::actions

#endif // AMI_ACTIONS_BUILDER_HPP
