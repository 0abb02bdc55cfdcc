// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_CONFIG_HTTP_SETTINGS_HPP
#define AMI_PROTOCOL_CONFIG_HTTP_SETTINGS_HPP

#include <ami/protocol/errors/error.hpp>

#include <ami/detail/chrono.hpp>
#include <ami/detail/macros.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace ami {

/// How AMI is spoken over HTTP (`http://`, `https://`). The last part of the path chooses:
///
/// | path ends in | login             | answers                                             |
/// |--------------|-------------------|-----------------------------------------------------|
/// | `rawman`     | a session, cookie | as over TCP: the best choice                        |
/// | `mxml`       | a session, cookie | XML; header names lose letter case and punctuation  |
/// | `arawman`    | HTTP digest       | as over TCP                                         |
/// | `amxml`      | HTTP digest       | XML                                                 |
///
/// In XML values have lost the blanks at both ends, and `Cause-txt` is `cause_txt` and `ChanVariable(SIP/1)` is `chanvariable_sip_1_`: ask for it by that name.
class http_settings {
public:
    /// The type of all times here.
    using duration = std::chrono::steady_clock::duration;

    http_settings() = default;

    /// With a slash before it; `prefix` of http.conf stands before the last part.
    std::string path = "/rawman";

    /// Connections for actions, 1 to 16; events have one more. With one, actions run one after another in the order in
    /// which they were started, as over TCP. With more, several run at the same time, in no order. Before a change of
    /// the event mask, a filter and a Logoff the client waits for all of them. With digest there is always one, because
    /// digest's counter must arrive in order.
    std::size_t connections = 1;

    /// The longest time that one WaitEvent request waits in Asterisk. If the session would end sooner, the client asks
    /// for less. A proxy between client and server must wait at least as long.
    duration max_event_wait = std::chrono::seconds(30);

    /// `httptimeout` of manager.conf. Used only if the server does not send it: cookies have it, digest does not.
    duration session_timeout = std::chrono::seconds(60);

    /// If no subscription is left for this time, the client stops fetching events, and Asterisk stops collecting them.
    duration event_idle_timeout = std::chrono::seconds(10);

    /// Whether the path logs in by digest.
    bool uses_digest() const noexcept { return last_part() == "arawman" || last_part() == "amxml"; }
    /// Whether answers on the path are XML.
    bool uses_mxml() const noexcept { return last_part() == "mxml" || last_part() == "amxml"; }

    /// Says what is wrong with them: `errc::invalid_config`.
    AMI_DECL detail::failure check() const;

private:
    std::string_view last_part() const noexcept
    {
        return std::string_view(path).substr(path.find_last_of('/') + 1);
    }
};

} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/protocol/config/impl/http_settings.ipp>
#endif

#endif // AMI_PROTOCOL_CONFIG_HTTP_SETTINGS_HPP
