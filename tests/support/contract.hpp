// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The contract suite: what a client may expect of an AMI server, whichever one it is. The same cases run against the
// embedded server and against real Asterisks; one process has one server.
//
// For whoever runs it (CMake, table.sh): the server is chosen by the environment.
//   AMI_CONTRACT_SERVER=embedded|16|22   16 and 22 read the file that AMI_ASTERISK_ENV names (tests/asterisk/start.sh)
//   AMI_CONTRACT_TRANSPORT=tcp|rawman|mxml|arawman|amxml|https|amis|amis12   how to talk to it; https is rawman inside TLS,
//     amis is AMI inside TLS 1.3 (Asterisk only), amis12 inside TLS 1.2, with OPENSSL_CONF=tests/contract/tls12.cnf
//   without AMI_CONTRACT_SERVER          the Asterisk of the file in AMI_ASTERISK_ENV; embedded where that is not set
// A case that does not apply to a server prints a line with SKIPPED and passes.
//
// For whoever writes a case: it shares a real Asterisk with others. Channels get a ChannelId of their own, variables and
// keys a unique name; other people's channels and events are there at any time. Nothing sleeps, everything has an end.

#ifndef AMI_TESTS_SUPPORT_CONTRACT_HPP
#define AMI_TESTS_SUPPORT_CONTRACT_HPP

#include <ami/client.hpp>
#include <ami/http.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace tests {

namespace asio = boost::asio;
using namespace std::chrono_literals;

enum class server_kind { embedded, asterisk_16, asterisk_22 };

/// Which server the environment chose.
server_kind server();

enum class transport_kind { tcp, rawman, mxml, arawman, amxml, https, amis, amis12 };

/// How the environment wants it to be talked to; over TCP unless it says something.
transport_kind transport();

/// For clients: every way to talk to a server, as `ami::with_http`, which is dear to compile: only the suite's server.cpp
/// does.
std::shared_ptr<ami::detail::network> any_transport();

inline bool over_amis()
{
    return transport() == transport_kind::amis || transport() == transport_kind::amis12;
}
inline bool over_http()
{
    return transport() != transport_kind::tcp && !over_amis();
}
inline bool over_digest()
{
    return transport() == transport_kind::arawman || transport() == transport_kind::amxml;
}
inline bool over_mxml()
{
    return transport() == transport_kind::mxml || transport() == transport_kind::amxml;
}

/// Whether this case is only about TCP; says so then.
bool needs_tcp(const char* why);

/// `ami://user:secret@host:port` of it, or an URL of the transport, starting the embedded one if need be. Users: tests/asterisk/README.md.
std::string server_url(std::string_view user = "hello", std::string_view secret = "world");

/// rawman without TLS, as `hello`, whatever the transport is.
std::string plain_http_url();

/// Whether the server speaks TLS, with the certificates of tests/asterisk/certificates.sh.
bool has_tls();

/// The file of this name among its certificates and authorities, for example `ca.pem`.
std::string tls_file(std::string_view name);

/// What tests/asterisk/start.sh wrote about the server, for example `SPOOL` or `PHONE`; empty for the embedded one.
std::string asterisk_value(std::string_view name);

/// `amis://` as `hello`, with the server's own authority.
ami::config secure_settings();

/// How a user of the test configuration logs in.
ami::config settings(std::string_view user = "hello");

/// The same over TCP, whatever the transport is.
ami::config tcp_settings(std::string_view user = "hello");

/// The name of a header with punctuation, as the transport gives it: `Cause-txt`, or `cause_txt`.
std::string header(std::string_view name);

/// A name that nobody else has: letters, digits and underscores.
std::string unique(std::string_view what);

/// Runs a case's coroutine on an `io_context` of its own. What it throws comes out here. Fails where it does not end.
inline void run(const std::function<asio::awaitable<void>()>& body, std::chrono::seconds deadline = 30s)
{
    asio::io_context context;
    bool ended = false;
    std::exception_ptr failed;
    asio::co_spawn(context, body, [&](std::exception_ptr error) {
        ended = true;
        failed = error;
        // A handler that keeps the context busy is no reason to wait.
        context.stop();
    });
    context.run_for(deadline);
    if (failed)
        std::rethrow_exception(failed);
    if (!ended)
        throw std::runtime_error("the case did not end within " + std::to_string(deadline.count()) + " s");
}

/// How an action ends that Asterisk never answers: a later one is answered, or the whole HTTP answer has come.
inline ami::errc unanswered()
{
    return ami::errc::outcome_unknown;
}

/// Until a completion that is on its way has run: a cancelled operation completes in a later turn of the executor, which
/// may come after an answer that was read meanwhile.
inline asio::awaitable<void> until(std::function<bool()> condition)
{
    while (!condition())
        co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
}

/// Until the client has written more than `before` bytes.
inline asio::awaitable<void> more_is_sent(const ami::client& pbx, std::uint64_t before)
{
    co_await until([&] { return pbx.get_counters().bytes_sent != before; });
}

/// A client that is logged in.
inline asio::awaitable<ami::client> connected(ami::config how)
{
    ami::client pbx{co_await asio::this_coro::executor, any_transport()};
    co_await pbx.async_connect(std::move(how));
    co_return pbx;
}

inline asio::awaitable<ami::client> connected(std::string_view user = "hello")
{
    return connected(settings(user));
}

/// A client over HTTP, whatever the transport of the test: only there a value can have several lines.
inline asio::awaitable<ami::client> attacker_over_http()
{
    ami::client attacker{co_await asio::this_coro::executor, ami::with_http};
    ami::config how(plain_http_url());
    how.tls = settings().tls; // the embedded server may have HTTPS alone
    co_await attacker.async_connect(how);
    co_return attacker;
}

/// A value as the transport gives it: mxml takes the blanks off both ends.
std::string as_received(std::string value);

/// Waits until the client has seen all that happened so far. Over TCP an answer shows that; over HTTP events have a way
/// of their own, and a UserEvent goes it too (so the user must see these).
asio::awaitable<void> caught_up(ami::client& pbx);

/// How an operation failed; no error where it did not.
class outcome {
public:
    outcome() = default;
    explicit outcome(const ami::error& from) : code(from.code()), text(from.what()) {}

    bool says(std::string_view words) const { return text.find(words) != std::string::npos; }

    ami::error_code code;
    std::string text;
};

/// `co_await failure_of(pbx.async_ping())`
template <class Operation>
asio::awaitable<outcome> failure_of(Operation operation)
{
    try {
        co_await std::move(operation);
    } catch (const ami::error& error) {
        co_return outcome(error);
    }
    co_return outcome();
}

// What an attempt to connect and to ping leads to.
inline asio::awaitable<outcome> attempt(ami::config settings)
{
    ami::client pbx{co_await asio::this_coro::executor, tests::any_transport()};
    const auto failed = co_await failure_of(pbx.async_connect(std::move(settings)));
    if (!failed.code) {
        co_await pbx.async_ping();
        co_await pbx.async_logoff();
    }
    co_return failed;
}

} // namespace tests

#endif // AMI_TESTS_SUPPORT_CONTRACT_HPP
