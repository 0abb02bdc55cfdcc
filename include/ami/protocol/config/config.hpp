// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_CONFIG_CONFIG_HPP
#define AMI_PROTOCOL_CONFIG_CONFIG_HPP

#include <ami/protocol/config/http_settings.hpp>
#include <ami/protocol/config/limits.hpp>
#include <ami/protocol/config/log.hpp>
#include <ami/protocol/config/reconnect_policy.hpp>
#include <ami/protocol/config/tls_settings.hpp>
#include <ami/protocol/errors/error.hpp>
#include <ami/protocol/values/event_mask.hpp>
#include <ami/protocol/values/secret.hpp>

#include <ami/detail/chrono.hpp>
#include <ami/detail/macros.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ami {

/// How bytes get to the server.
enum class transport : unsigned char {
    /// AMI over plain TCP, port 5038: scheme `ami`.
    tcp,
    /// AMI over TLS, port 5039: scheme `amis`.
    tls,
    /// AMI over HTTP, port 8088: scheme `http`. Needs `<ami/http.hpp>`.
    http,
    /// AMI over HTTP inside TLS, port 8089: scheme `https`. Needs `<ami/http.hpp>`.
    https
};

/// How a client proves that it knows the secret.
enum class login_method : unsigned char {
    /// By challenge over TCP and HTTP, in clear inside TLS. HTTP paths with digest have a way of their own.
    automatic,
    /// By an MD5 of a challenge and the secret, which does not travel.
    challenge,
    /// In clear. Over TCP, everybody between client and server can read it.
    plain
};

/// When a client counts as ready.
enum class ready_when : unsigned char {
    /// Asterisk has booted: the event FullyBooted has come. Before, modules are not loaded, and their actions are refused as
    /// unknown. The login is enough if nobody can tell that FullyBooted will come: the user does not see class `system`, the
    /// event mask is unchecked, or over HTTP.
    booted,
    /// The login was accepted.
    logged_in
};

/// Everything that a client needs to know about its server. Fill it from a URL and change what you like.
/// All durations must be longer than zero.
class config {
public:
    /// The type of all times here.
    using duration = std::chrono::steady_clock::duration;

    config() = default;

    /// Reads `ami://user:secret@host:port`, or `amis://...` for TLS, or `http://user:secret@host:port/prefix/rawman` and
    /// `https://...`, whose paths end in `rawman`, `mxml`, `arawman` or `amxml`. The port may be left out; `%XX` stands
    /// for any byte, in user and secret needed for `:`, `@`, `/`, `?`, `#` and `%`; an IPv6 address stands in brackets.
    /// Throws ami::error with `errc::invalid_url` or `errc::unsupported_scheme`; the text never quotes the secret.
    AMI_COLD AMI_DECL explicit config(std::string_view url);

    /// As the constructor, without an exception. The result is only good if `ec` says no error.
    AMI_COLD static AMI_DECL config parse(std::string_view url, error_code& ec, diagnostics& details);

    /// By which protocol to talk.
    enum transport transport = transport::tcp;

    /// Host name or address of the server.
    std::string host;

    /// TCP port, 1 to 65535.
    std::uint16_t port = 5038;

    /// The user, a section of manager.conf. Asterisk compares it without case.
    std::string username;

    /// The user's secret. The client keeps one copy, which it needs to reconnect, and wipes it when the session ends.
    ami::secret secret;

    /// How to log in. The client never switches to another method by itself.
    enum login_method login_method = login_method::automatic;

    /// For `amis://` and `https://`.
    tls_settings tls;

    /// For `http://` and `https://`.
    http_settings http;

    /// Which classes of events the session wants from its login on: those that the subscriptions need, or a mask that stays.
    /// With `ready_when::booted` the login asks for class `system` too; a mask without it follows after FullyBooted, which is
    /// always told.
    event_mask events = event_mask::automatic();

    /// The longest time for the look-up of the host's addresses.
    duration resolve_timeout = std::chrono::seconds(5);

    /// The longest time for each address of the host to accept the connection.
    duration connect_timeout = std::chrono::seconds(5);

    /// The longest time for the TLS handshake.
    duration handshake_timeout = std::chrono::seconds(10);

    /// The longest wait for the banner, from the connection.
    duration banner_timeout = std::chrono::seconds(5);

    /// The longest time for the whole login. Asterisk takes one second to refuse one.
    duration login_timeout = std::chrono::seconds(10);

    /// When the client is ready. Before, `async_connect` does not complete, and actions wait or are refused.
    enum ready_when ready_when = ready_when::booted;

    /// The longest wait for FullyBooted, after the login. Then the client is ready all the same. A filter of manager.conf
    /// (`eventfilter`) that keeps FullyBooted back makes a login during a boot wait so long.
    duration boot_timeout = std::chrono::seconds(60);

    /// The longest wait for the answer to an action, after all earlier actions were answered: Asterisk runs the actions
    /// of a session one after another. Each item of a list starts it anew.
    duration action_timeout = std::chrono::seconds(10);

    /// The longest time from the start of an action to its complete answer, including the time for earlier actions.
    /// Applies in addition to `action_timeout`.
    duration action_total_timeout = std::chrono::minutes(5);

    /// The longest wait for the outcome of an originate after its ring time.
    duration originate_margin = std::chrono::seconds(10);

    /// If nothing was received for this time, the client sends a Ping, unless an action is pending that still has time.
    /// With `duration::max()` it never does.
    duration ping_after_silence = std::chrono::seconds(30);

    /// If nothing is received for this time after such a Ping, the connection counts as lost.
    duration ping_timeout = std::chrono::seconds(10);

    /// What happens when a connection is lost.
    reconnect_policy reconnect;

    /// The longest wait for the answer to a Logoff.
    duration logoff_timeout = std::chrono::seconds(5);

    /// A handler of an event that runs longer is counted and logged.
    duration slow_handler = std::chrono::milliseconds(100);

    /// What one server may make this process hold.
    struct limits limits;

    /// Gets the log records. Without it no records are made.
    log_function log;

    /// Headers whose values no log record may show, beside those that are secret by nature: for example `Variable`.
    std::vector<std::string> redact;

    /// Tells the clients of a program apart: shown in log records (`log_record::client`) and state changes
    /// (`state_change::client`).
    std::string name;

    /// Records beyond this level are not made.
    enum log_level log_level = log_level::info;

    /// Whether the URL's scheme is `amis` or `https`.
    bool uses_tls() const noexcept { return transport == transport::tls || transport == transport::https; }
    /// Whether the URL's scheme is `http` or `https`.
    bool uses_http() const noexcept { return transport == transport::http || transport == transport::https; }

    /// Whether each request has the credentials (HTTP digest), so that there is no login.
    bool uses_digest() const noexcept { return uses_http() && http.uses_digest(); }

    /// Whether the login goes by challenge.
    bool uses_md5() const noexcept
    {
        return !uses_digest() && (login_method == login_method::challenge ||
                                     (login_method == login_method::automatic && !uses_tls()));
    }

    /// Finds what is missing or out of range: `errc::invalid_config` or `errc::invalid_event_mask`.
    AMI_COLD AMI_DECL detail::failure check() const;
};

} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/protocol/config/impl/config.ipp>
#endif

#endif // AMI_PROTOCOL_CONFIG_CONFIG_HPP
