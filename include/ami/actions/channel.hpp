// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_ACTIONS_CHANNEL_HPP
#define AMI_ACTIONS_CHANNEL_HPP

#include <ami/actions/typed_builder.hpp>
#include <ami/events/channel.hpp>
#include <ami/events/pjsip.hpp>
#include <ami/typed/typed_list.hpp>

#include <string_view>

namespace ami::actions {

/// `PJSIPHangup`. Asterisk 18.21, 20.6, 21.1, 22 and 23 or later.
/// \par Server rights
/// write = call or system
class pjsip_hangup : public typed_builder<pjsip_hangup> {
public:
    /// Needs `Channel`; `Cause`.
    explicit pjsip_hangup(std::string_view channel, std::string_view cause) : typed_builder("PJSIPHangup")
    {
        require("Channel", channel);
        require("Cause", cause);
    }
};

/// `PJSIPShowAors`. It is answered with a list: use `client::async_list`. Asterisk 16 or later.
/// \par Server rights
/// write = system
class pjsip_show_aors : public typed_builder<pjsip_show_aors> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::aor_list_complete, ::ami::events::aor_list>;

    pjsip_show_aors() : typed_builder("PJSIPShowAors") {}
};

} // namespace ami::actions

#endif // AMI_ACTIONS_CHANNEL_HPP
