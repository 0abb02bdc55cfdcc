// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_HTTP_PORT_HPP
#define AMI_TESTING_HTTP_PORT_HPP

#include <ami/testing/http_options.hpp>
#include <ami/testing/http_reply.hpp>
#include <ami/testing/request.hpp>
#include <ami/testing/server.hpp>

#include <ami/detail/macros.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace ami::testing {
namespace detail {

class http_front;

} // namespace detail

/// The test server's AMI over HTTP: a port of its own, a choice because it is dear to compile. If the library is
/// compiled separately, its part is in <ami/testing/http_src.hpp>.
///
///     ami::testing::server pbx;
///     ami::testing::http_port web(pbx);
///     run_my_program(web.url("rawman"));          // http://hello:world@127.0.0.1:PORT/asterisk/rawman
///
/// It listens from the constructor on, on the server's thread, until it is destroyed, which must be before the server
/// is. Every function may be called from any thread, from the server's handlers too.
///
/// It serves `rawman` and `mxml` (sessions by cookie), `arawman` and `amxml` (digest) as Asterisk 16 and 22 were seen to
/// do, and 404 for every other path. A session over HTTP is one of the server's: its actions, `script`, `requests`,
/// `inject`, `sessions`, `close` and event masks are as over TCP, with these differences:
///
/// - Events are collected for a session and fetched by WaitEvent.
/// - `request::session()` is the session's number. A connection has another.
/// - `reply::never()` answers with no packets, as an action that writes nothing does. `http_reply::never` is silence.
/// - `reply::then_close()` ends the session, not the connection.
/// - `options::authentication_timeout` is not for HTTP: a session that is not logged in lives for 5 s.
///
/// `server::faults` applies to the connections, all but the banner's.
class http_port {
public:
    /// Changes an answer before it is sent.
    using rewriter = std::function<void(const request&, http_reply&)>;

    /// Throws `boost::system::system_error` if the port cannot be listened on, or certificate and key cannot be used.
    AMI_DECL explicit http_port(server& of, http_options configuration = http_options());

    AMI_DECL ~http_port();

    http_port(const http_port&) = delete;
    http_port& operator=(const http_port&) = delete;

    /// `http://USER:SECRET@HOST:PORT/PREFIX/PATH` of the server's first user; `https://` if there is a certificate.
    AMI_DECL std::string url(std::string_view path = "rawman") const;

    /// The same for another user, with the secret given here, right or wrong.
    AMI_DECL std::string url(
        std::string_view path, std::string_view user_name, std::string_view secret) const;

    /// The port that it listens on.
    AMI_DECL std::uint16_t port() const;

    /// What is done to the answers to an action, or to all of them if the name is empty, before they are sent; asked
    /// for by the action's name also if no action was run, as for a 401. Replaces what was said for it before. Runs
    /// on the server's thread.
    ///
    ///     web.rewrite("Ping", [](const request&, http_reply& answer) { answer.cut_after = 10; });
    AMI_DECL void rewrite(std::string_view action, rewriter change);

    /// Takes that back.
    AMI_DECL void unrewrite(std::string_view action);

    /// Sets the clock of sessions, nonces and WaitEvent forward, as if this time had gone by.
    AMI_DECL void advance(std::chrono::steady_clock::duration by);

    /// Forgets all sessions, and answers no request that waits, as a restart does. `server::faults().cut()` ends the
    /// connections.
    AMI_DECL void forget_sessions();

    /// The nonces in use are too old from now on: their next request gets `stale=true` and another nonce.
    AMI_DECL void invalidate_nonces();

    /// Sessions over HTTP that there are, logged in or not.
    AMI_DECL std::size_t sessions() const;

private:
    server& server_;
    std::shared_ptr<detail::http_front> front_;
};

} // namespace ami::testing

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/http_port.ipp>
#endif

#endif // AMI_TESTING_HTTP_PORT_HPP
