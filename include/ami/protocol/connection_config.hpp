// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_PROTOCOL_CONNECTION_CONFIG_HPP
#define AMI_PROTOCOL_CONNECTION_CONFIG_HPP

#include <ami/protocol/error.hpp>
#include <ami/protocol/event_mask.hpp>
#include <ami/protocol/limits.hpp>
#include <ami/protocol/log.hpp>

#include <ami/detail/config.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace ami {

/// How bytes get to the server.
enum class transport : unsigned char {
    /// AMI over plain TCP, port 5038: scheme `ami`.
    tcp
};

/// Everything that a client needs to know about its server. Fill it from a URL and change what you like.
/// All durations must be longer than zero.
class config {
public:
    using duration = std::chrono::steady_clock::duration;

    config() = default;

    /// Reads `ami://user:secret@host:port`. The port may be left out; `%XX` stands for any byte, in user and
    /// secret needed for `:`, `@`, `/`, `?`, `#` and `%`; an IPv6 address stands in brackets. Throws
    /// ami::error with `errc::invalid_url` or `errc::unsupported_scheme`; the text never quotes the secret.
    AMI_DECL explicit config(std::string_view url);

    /// As the constructor, without an exception. The result is only good where `ec` says no error.
    static AMI_DECL config parse(std::string_view url, error_code& ec, diagnostics& why);

    /// By which protocol to talk.
    enum transport transport = transport::tcp;

    /// Host name or address of the server.
    std::string host;

    /// TCP port, 1 to 65535.
    std::uint16_t port = 5038;

    /// The user, a section of manager.conf. Asterisk compares it without case.
    std::string username;

    /// The user's secret.
    std::string secret;

    /// Which classes of events the session wants from its login on.
    event_mask events;

    /// For the look-up of the host's addresses.
    duration resolve_timeout = std::chrono::seconds(5);

    /// For each of the host's addresses to accept the connection.
    duration connect_timeout = std::chrono::seconds(5);

    /// For the server's first line, counted from the connection.
    duration banner_timeout = std::chrono::seconds(5);

    /// For the whole login. Asterisk takes one second to refuse one.
    duration login_timeout = std::chrono::seconds(10);

    /// For the answer to an action, counted from when it is the oldest that waits for one, because Asterisk
    /// runs the actions of a session one after another; restarts with every item of a list.
    duration action_timeout = std::chrono::seconds(10);

    /// For an action from start to end, whatever stands before it. The bound beside `action_timeout`.
    duration action_total_timeout = std::chrono::minutes(5);

    /// For the outcome of an originate after its ring time is over.
    duration originate_margin = std::chrono::seconds(10);

    /// For the server's good-bye.
    duration logoff_timeout = std::chrono::seconds(5);

    /// A handler of an event that runs longer is counted and logged.
    duration slow_handler = std::chrono::milliseconds(100);

    /// What one server may make this process hold.
    struct limits limits;

    /// Gets the log lines; none are made where it is empty.
    log_function log;

    /// Lines beyond this level are not made.
    enum log_level log_level = log_level::info;

    /// Says what is missing or out of range: `errc::invalid_config` or `errc::invalid_event_mask`.
    AMI_DECL detail::failure check() const;
};

} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/protocol/impl/connection_config.ipp>
#endif

#endif // AMI_PROTOCOL_CONNECTION_CONFIG_HPP
