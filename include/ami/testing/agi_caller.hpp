// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_AGI_CALLER_HPP
#define AMI_TESTING_AGI_CALLER_HPP

#include <ami/client/operation/operation.hpp>
#include <ami/testing/agi_call.hpp>

#include <ami/detail/asio_awaitable.hpp>
#include <ami/detail/macros.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <memory>
#include <string>
#include <utility>

namespace ami::testing {
namespace detail {

struct agi_caller_state;
using agi_caller_pointer = std::shared_ptr<agi_caller_state>;

AMI_DECL const boost::asio::any_io_executor& executor_of(const agi_caller_pointer& caller) noexcept;

AMI_DECL void start_agi_open(const agi_caller_pointer& caller, ami::detail::handler_for<> done,
    diagnostics* diag, boost::asio::ip::tcp::endpoint to, bool introduces);
AMI_DECL void start_agi_play(
    const agi_caller_pointer& caller, ami::detail::handler_for<agi_played> done, diagnostics* diag);
AMI_DECL void start_agi_read(
    const agi_caller_pointer& caller, ami::detail::handler_for<std::string> done, diagnostics* diag);
AMI_DECL void start_agi_write(
    const agi_caller_pointer& caller, ami::detail::handler_for<> done, diagnostics* diag, std::string bytes);

} // namespace detail

/// The Asterisk of one FastAGI session, without an Asterisk and without AMI: for tests of FastAGI servers.
///
///     ami::testing::agi_call call("menu?lang=de");
///     call.with_argument("sales").with_digits("12#").with_hangup_after(5);
///     ami::testing::agi_caller caller(executor, call);
///     co_await caller.async_connect(endpoint_of_my_server);
///     const auto played = co_await caller.async_play();      // played.status == "SUCCESS"
///
/// `async_play` answers commands as Asterisk 16 and 22 do (which commands, and how: `server`). Instead of it, a test can
/// answer by itself with `async_read_command`, `async_answer`, `async_hangup`, `async_write`, and so do what Asterisk does
/// rarely: an answer in pieces, none, HANGUP before an answer, a reset.
///
/// One operation at a time may read, and one may write. Destroying the object closes the connection; its operations complete
/// with `boost::asio::error::operation_aborted`.
class agi_caller {
public:
    /// A caller that is not connected yet.
    explicit agi_caller(boost::asio::any_io_executor executor, agi_call call = agi_call())
        : state_(make(std::move(executor), std::move(call)))
    {}

    agi_caller(agi_caller&&) noexcept = default;
    /// Closes its own connection and takes the other one's.
    agi_caller& operator=(agi_caller&& other) noexcept
    {
        if (this != &other) {
            close();
            state_ = std::move(other.state_);
        }
        return *this;
    }
    ~agi_caller() { close(); }

    /// What `async_connect` writes: the lines of the environment and the empty one.
    AMI_DECL std::string environment() const;

    /// Connects and writes the environment.
    ///
    /// \par Completion signature
    /// `void(error_code)`
    /// \par Completes when
    /// The environment was given to the network.
    /// \par Errors
    /// Those of Asio for sockets, for example `boost::asio::error::connection_refused`. `boost::asio::error::operation_aborted`: it
    /// was closed by this side.
    /// \par Cancellation
    /// Any type: the operation ends. Close the connection then.
    /// \par Server rights
    /// None: this is not AMI.
    /// \par Thread safety
    /// On the caller's executor.
    /// \par Time
    /// No limit.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_connect(boost::asio::ip::tcp::endpoint to, Token&& token = Token())
    {
        return ami::detail::start<&detail::start_agi_open>(state_, token, to, true);
    }

    /// Connects and writes nothing, as a port scanner does. The environment can be written by `async_write`.
    ///
    /// \par Completion signature
    /// `void(error_code)`
    /// \par Completes when
    /// The connection is there.
    /// \par Errors
    /// Those of Asio for sockets, for example `boost::asio::error::connection_refused`. `boost::asio::error::operation_aborted`: it
    /// was closed by this side.
    /// \par Cancellation
    /// Any type: the operation ends. Close the connection then.
    /// \par Server rights
    /// None: this is not AMI.
    /// \par Thread safety
    /// On the caller's executor.
    /// \par Time
    /// No limit.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_connect_silently(boost::asio::ip::tcp::endpoint to, Token&& token = Token())
    {
        return ami::detail::start<&detail::start_agi_open>(state_, token, to, false);
    }

    /// Plays the call as Asterisk would, up to the end of the session. What `async_read_command` has not taken is played too.
    ///
    /// \par Completion signature
    /// `void(error_code, agi_played)`
    /// \par Completes when
    /// The session has ended: the AGI server has closed the connection or sent the line `failure`, or the call has ended with
    /// `agi_call::with_exit_on_hangup`.
    /// \par Errors
    /// `boost::asio::error::not_connected`: there is no connection. `boost::asio::error::operation_aborted`: it was closed by
    /// this side. An end by the AGI server is none, a reset included.
    /// \par Cancellation
    /// Any type: the connection is closed.
    /// \par Server rights
    /// None: this is not AMI.
    /// \par Thread safety
    /// On the caller's executor.
    /// \par Time
    /// No limit. What the commands take is set by `agi_call::with_second`.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_play(Token&& token = Token())
    {
        return ami::detail::start<&detail::start_agi_play>(state_, token);
    }

    /// Reads the next line that the AGI server sends.
    ///
    /// \par Completion signature
    /// `void(error_code, std::string)`
    /// \par Completes when
    /// A line was received. It is given without its LF.
    /// \par Errors
    /// `boost::asio::error::eof` if the connection has ended, and those of Asio for sockets.
    /// \par Cancellation
    /// Any type: the operation ends, and what was received stays for the next one.
    /// \par Server rights
    /// None: this is not AMI.
    /// \par Thread safety
    /// On the caller's executor.
    /// \par Time
    /// No limit.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_read_command(Token&& token = Token())
    {
        return ami::detail::start<&detail::start_agi_read>(state_, token);
    }

    /// Writes a text and LF, for example `200 result=0`.
    ///
    /// \par Completion signature
    /// `void(error_code)`
    /// \par Completes when
    /// All was given to the network.
    /// \par Errors
    /// Those of Asio for sockets.
    /// \par Cancellation
    /// Any type: the operation ends; some bytes may have been written.
    /// \par Server rights
    /// None: this is not AMI.
    /// \par Thread safety
    /// On the caller's executor.
    /// \par Time
    /// No limit.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_answer(std::string text, Token&& token = Token())
    {
        return ami::detail::start<&detail::start_agi_write>(state_, token, std::move(text) + "\n");
    }

    /// Writes the line HANGUP.
    ///
    /// \par Completion signature
    /// `void(error_code)`
    /// \par Completes when
    /// All was given to the network.
    /// \par Errors
    /// Those of Asio for sockets.
    /// \par Cancellation
    /// Any type: the operation ends; some bytes may have been written.
    /// \par Server rights
    /// None: this is not AMI.
    /// \par Thread safety
    /// On the caller's executor.
    /// \par Time
    /// No limit.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_hangup(Token&& token = Token())
    {
        return ami::detail::start<&detail::start_agi_write>(state_, token, std::string("HANGUP\n"));
    }

    /// Writes bytes as they are, in one segment if it can be.
    ///
    /// \par Completion signature
    /// `void(error_code)`
    /// \par Completes when
    /// All was given to the network.
    /// \par Errors
    /// Those of Asio for sockets.
    /// \par Cancellation
    /// Any type: the operation ends; some bytes may have been written.
    /// \par Server rights
    /// None: this is not AMI.
    /// \par Thread safety
    /// On the caller's executor.
    /// \par Time
    /// No limit.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_write(std::string bytes, Token&& token = Token())
    {
        return ami::detail::start<&detail::start_agi_write>(state_, token, std::move(bytes));
    }

    /// Ends this side of the connection, as `shutdown` does. What the AGI server sends can be read further.
    AMI_DECL void finish_writing();

    /// Closes the connection.
    AMI_DECL void close();

    /// Closes the connection by a reset.
    AMI_DECL void reset();

private:
    AMI_DECL static detail::agi_caller_pointer make(boost::asio::any_io_executor executor, agi_call call);

    detail::agi_caller_pointer state_;
};

} // namespace ami::testing

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/agi_caller.ipp>
#include <ami/testing/impl/agi_playing.ipp>
#endif

#endif // AMI_TESTING_AGI_CALLER_HPP
