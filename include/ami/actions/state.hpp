// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_ACTIONS_STATE_HPP
#define AMI_ACTIONS_STATE_HPP

#include <ami/actions/typed_builder.hpp>
#include <ami/events/state.hpp>
#include <ami/typed/typed_answer.hpp>
#include <ami/typed/typed_list.hpp>

#include <cstdint>
#include <string_view>

namespace ami::actions {

/// `DeviceStateList`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// write = call or reporting
class device_state_list : public typed_builder<device_state_list> {
public:
    /// What `client::async_list` completes with.
    using list_type =
        typed_list<::ami::events::device_state_list_complete, ::ami::events::device_state_change>;

    device_state_list() : typed_builder("DeviceStateList") {}
};

/// `ExtensionState`. Asterisk 13 or later.
/// \par Server rights
/// write = call or reporting
class extension_state : public typed_builder<extension_state> {
public:
    /// What `client::async_perform` completes with.
    class answer_type : public typed_answer {
    public:
        using typed_answer::typed_answer;

        /// `Exten`.
        text_field exten() const& noexcept { return header("Exten"); }
        text_field exten() const&& = delete;
        /// `Context`.
        text_field context() const& noexcept { return header("Context"); }
        text_field context() const&& = delete;
        /// `Hint`.
        text_field hint() const& noexcept { return header("Hint"); }
        text_field hint() const&& = delete;
        /// `Status`.
        field<std::int64_t> status() const& noexcept { return header("Status"); }
        field<std::int64_t> status() const&& = delete;
        /// `StatusText`.
        text_field status_text() const& noexcept { return header("StatusText"); }
        text_field status_text() const&& = delete;
    };

    /// Needs `Exten`; `Context`.
    explicit extension_state(std::string_view exten, std::string_view context)
        : typed_builder("ExtensionState")
    {
        require("Exten", exten);
        require("Context", context);
    }
};

/// `ExtensionStateList`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// write = call or reporting
class extension_state_list : public typed_builder<extension_state_list> {
public:
    /// What `client::async_list` completes with.
    using list_type =
        typed_list<::ami::events::extension_state_list_complete, ::ami::events::extension_status>;

    extension_state_list() : typed_builder("ExtensionStateList") {}
};

/// `PresenceState`. Asterisk 13 or later.
/// \par Server rights
/// write = call or reporting
class presence_state : public typed_builder<presence_state> {
public:
    /// What `client::async_perform` completes with.
    class answer_type : public typed_answer {
    public:
        using typed_answer::typed_answer;

        /// `State`.
        text_field state() const& noexcept { return header("State"); }
        text_field state() const&& = delete;
    };

    /// Needs `Provider`.
    explicit presence_state(std::string_view provider) : typed_builder("PresenceState")
    {
        require("Provider", provider);
    }
};

/// `PresenceStateList`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// write = call or reporting
class presence_state_list : public typed_builder<presence_state_list> {
public:
    /// What `client::async_list` completes with.
    using list_type =
        typed_list<::ami::events::presence_state_list_complete, ::ami::events::presence_state_change>;

    presence_state_list() : typed_builder("PresenceStateList") {}
};

} // namespace ami::actions

#endif // AMI_ACTIONS_STATE_HPP
