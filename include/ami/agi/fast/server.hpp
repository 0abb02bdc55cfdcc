// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_FAST_SERVER_HPP
#define AMI_AGI_FAST_SERVER_HPP

#include <ami/agi/fast/counters.hpp>
#include <ami/agi/fast/options.hpp>
#include <ami/agi/fast/request.hpp>
#include <ami/agi/fast/server_core.hpp>
#include <ami/agi/session.hpp>
#include <ami/client/operation/operation.hpp>

#include <ami/detail/asio_awaitable.hpp>
#include <ami/detail/chrono.hpp>
#include <ami/detail/shared_object.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <concepts>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace ami {
namespace detail {

template <class Handler>
concept plain_fastagi_handler = requires(Handler& handler, agi_session session)
{
    {
        handler(std::move(session))
        } -> std::same_as<boost::asio::awaitable<void>>;
};

template <class Handler>
concept full_fastagi_handler = requires(Handler& handler, agi_session session, fastagi_request request)
{
    {
        handler(std::move(session), std::move(request))
        } -> std::same_as<boost::asio::awaitable<void>>;
};

// What a coroutine may refer to while it runs.
template <class Handler>
struct fastagi_run {
    std::shared_ptr<Handler> handler;
    agi_session session;
    fastagi_request request;

    boost::asio::awaitable<void> start()
    {
        if constexpr (full_fastagi_handler<Handler>)
            return (*handler)(std::move(session), std::move(request));
        else
            return (*handler)(std::move(session));
    }
};

template <class Handler>
erased_fastagi_handler erase_fastagi_handler(Handler handler)
{
    return [shared = make_shared_object<Handler>(std::move(handler))](const asio::any_io_executor& executor,
               agi_session session, fastagi_request request, std::function<void(std::exception_ptr)> ended) {
        const auto run = make_shared_object<fastagi_run<Handler>>(
            fastagi_run<Handler>{shared, std::move(session), std::move(request)});
        boost::asio::co_spawn(executor, run->start(),
            [run, ended = std::move(ended)](std::exception_ptr error) { ended(std::move(error)); });
    };
}

} // namespace detail

/// What can lead a call: a function of `(agi_session)` or `(agi_session, fastagi_request)` that returns
/// `asio::awaitable<void>`.
template <class Handler>
concept fastagi_handler = detail::plain_fastagi_handler<Handler> || detail::full_fastagi_handler<Handler>;

/// Runs a coroutine for each call that the dialplan gives to this program by `AGI(agi://host/script)`.
///
///     ami::fastagi_server server{executor};
///     server.route("menu", [](ami::agi_session agi, ami::fastagi_request request) -> asio::awaitable<void> {
///         co_await agi.async_answer();
///         const auto pin = co_await agi.async_get_data("enter-pin", 5s, 4);
///     });
///     server.listen();
///
/// It listens on 127.0.0.1 port 4573 unless the options say otherwise (see there who may reach it, and `fastagi_request` for what
/// can be forged). EAGI, which gives the caller's audio, does not work over the network in Asterisk.
///
/// **The end of the handler.** The connection is closed, and the dialplan goes on with `AGISTATUS=SUCCESS`. If the handler throws,
/// the dialplan goes on with `AGISTATUS=FAILURE`; the exception is counted and logged. `errc::agi_hung_up` is no
/// failure, nor is `errc::agi_dead_channel` if the call was hung up.
///
/// **A script without a route** is refused, and so is a connection that reaches a limit or is not among the peers: Asterisk gets
/// the line `failure`, the dialplan sees `AGISTATUS=FAILURE`.
///
/// **The hang-up** is told at once (`agi_session::async_wait_hangup`), and the handler is not ended: it can still read
/// variables such as DIALSTATUS. Asterisk keeps the channel until the handler ends, or runs no command for
/// `fastagi_limits::hangup_timeout`.
///
/// **The destructor** says `failure` to all calls, also those that nobody has accepted yet, and closes their connections at once.
/// Sessions do so on their executor. If that does not run any more, Asterisk sees a close, which it takes for a success. Pending
/// commands end with `errc::closed`. To let calls end by themselves, `async_stop` first.
///
/// **Threads.** Handlers run on the server's executor, or on a strand each (`fastagi_options::strand_per_session`). All functions
/// may be called from any thread.
class [[nodiscard]] fastagi_server {
public:
    /// The type of all times here.
    using duration = std::chrono::steady_clock::duration;
    /// The type of `get_executor`.
    using executor_type = boost::asio::any_io_executor;

    /// Throws `ami::error` with `errc::invalid_config` if `peers` has what is no address and no network.
    explicit fastagi_server(executor_type executor, fastagi_options options = fastagi_options())
        : core_(detail::fastagi_core::make(std::move(executor), std::move(options)))
    {}
    /// A server on the executor of a context, for example an `io_context`.
    template <class Context>
    requires std::convertible_to<Context&, boost::asio::execution_context&>
    explicit fastagi_server(Context& context, fastagi_options options = fastagi_options())
        : fastagi_server(executor_type(context.get_executor()), std::move(options))
    {}

    fastagi_server(fastagi_server&&) noexcept = default;
    /// Closes the server that this object had, as the destructor does.
    fastagi_server& operator=(fastagi_server&& other) noexcept
    {
        if (this != &other) {
            if (const auto before = std::exchange(core_, std::move(other.core_)))
                before->close();
        }
        return *this;
    }
    ~fastagi_server()
    {
        if (core_)
            core_->close();
    }

    /// The server's executor.
    const executor_type& get_executor() const noexcept { return core_->executor(); }

    /// Leads the calls whose script has this name (`fastagi_request::name()`), for example `menu` for
    /// `AGI(agi://host/menu?lang=de)`. Replaces what was there. An empty name is that of an URL without a script.
    template <class Handler>
    requires fastagi_handler<std::decay_t<Handler>>
    void route(std::string name, Handler&& handler)
    {
        core_->route(std::move(name),
            detail::erase_fastagi_handler<std::decay_t<Handler>>(std::forward<Handler>(handler)));
    }

    /// Leads the calls whose script has no route. Without it they are refused.
    template <class Handler>
    requires fastagi_handler<std::decay_t<Handler>>
    void default_route(Handler&& handler)
    {
        core_->default_route(
            detail::erase_fastagi_handler<std::decay_t<Handler>>(std::forward<Handler>(handler)));
    }

    /// Begins to accept connections. Throws `ami::error` if the address cannot be listened on: with `errc::invalid_config` if it
    /// is none, else with the system's error.
    void listen() { core_->listen(); }

    /// The address and the port that it listens on, also if the system chose the port.
    boost::asio::ip::tcp::endpoint local_endpoint() const { return core_->local_endpoint(); }
    /// The port that it listens on.
    std::uint16_t port() const { return local_endpoint().port(); }

    /// What it has done so far.
    fastagi_counters counters() const { return core_->counters(); }

    /// Stops: no new calls, at once. Calls that nobody has accepted yet go on in the dialplan with `AGISTATUS=FAILURE`. Calls
    /// that run have `grace` to end. Then the dialplan goes on with `AGISTATUS=FAILURE`, and their commands end with
    /// `errc::closed`.
    ///
    /// \par Completion signature
    /// `void(error_code)`
    /// \par Completes when
    /// All connections and all handlers have ended.
    /// \par Errors
    /// - `errc::timed_out`: a handler still runs. It was not ended: it awaits something else than its session.
    /// \par Cancellation
    /// Any type: the wait ends, and with the last wait the stop: calls that run go on. No new ones are accepted.
    /// \par Server rights
    /// none
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// `grace`, then `fastagi_limits::close_timeout` and one second.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_stop(duration grace, Token&& token = Token())
    {
        return detail::start<&detail::start_fastagi_stop>(core_, token, grace);
    }

private:
    detail::fastagi_core_pointer core_;
};

} // namespace ami

#endif // AMI_AGI_FAST_SERVER_HPP
