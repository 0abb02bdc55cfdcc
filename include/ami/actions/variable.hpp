// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_ACTIONS_VARIABLE_HPP
#define AMI_ACTIONS_VARIABLE_HPP

#include <ami/actions/builder.hpp>
#include <ami/actions/priority.hpp>
#include <ami/typed/typed_answer.hpp>

#include <string_view>
#include <utility>

namespace ami::actions {

/// Gets a variable of a channel, the value of a function or, without a channel, a global variable. The answer has it in
/// `Value`. If the variable is unset or the function failed, `Value` is empty. Asterisk cuts it after 1,023 bytes.
/// \par Server rights
/// write = call or reporting
class get_variable : public builder<get_variable> {
public:
    /// What `client::async_perform` completes with.
    class answer_type : public typed_answer {
    public:
        using typed_answer::typed_answer;

        /// The name that was asked for.
        text_field variable() const& noexcept { return header("Variable"); }
        text_field variable() const&& = delete;
        /// The value; empty if the variable is unset or the function failed.
        text_field value() const& noexcept { return header("Value"); }
        text_field value() const&& = delete;
    };

    /// A variable or a function, for example `ORDER` or `CALLERID(num)`.
    explicit get_variable(std::string_view name) : builder("Getvar")
    {
        if (name.empty())
            action_.refuse(errc::invalid_header_value, "header \"Variable\": it is empty");
        action_.add("Variable", name);
    }

    /// `channel` is a channel's name or its unique id.
    get_variable& of(std::string_view channel) &
    {
        ami::detail::add_channel(action_, "Channel", channel);
        return *this;
    }
    get_variable&& of(std::string_view channel) && { return std::move(of(channel)); }
};

/// Sets a variable of a channel, the value of a function or, without a channel, a global variable, to exactly these
/// bytes.
/// \par Server rights
/// write = call
class set_variable : public builder<set_variable> {
public:
    /// A variable or a function, for example `ORDER` or `CALLERID(name)`, and its new value.
    explicit set_variable(std::string_view name, std::string_view value) : builder("Setvar")
    {
        if (name.empty())
            action_.refuse(errc::invalid_header_value, "header \"Variable\": it is empty");
        action_.add("Variable", name).add("Value", value);
    }

    /// `channel` is a channel's name or its unique id.
    set_variable& of(std::string_view channel) &
    {
        ami::detail::add_channel(action_, "Channel", channel);
        return *this;
    }
    set_variable&& of(std::string_view channel) && { return std::move(of(channel)); }
};

} // namespace ami::actions

#endif // AMI_ACTIONS_VARIABLE_HPP
