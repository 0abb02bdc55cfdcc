// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_SERVICE_HPP
#define AMI_AGI_SERVICE_HPP

#include <ami/agi/session.hpp>
#include <ami/client.hpp>

#include <ami/detail/asio_awaitable.hpp>
#include <ami/detail/shared_object.hpp>

#include <boost/asio/co_spawn.hpp>

#include <concepts>
#include <exception>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace ami {
namespace detail {

class agi_dispatcher;
class agi_route;

// Spawns the user's coroutine, and invokes its second argument when the coroutine has ended.
using agi_handler = std::function<void(agi_session, std::function<void(std::exception_ptr)>)>;
using agi_filter = std::function<bool(const agi_environment&)>;

AMI_DECL std::shared_ptr<agi_route> start_agi_service(
    const core_pointer& core, agi_filter filter, agi_handler handler);
AMI_DECL void stop_agi_service(const std::shared_ptr<agi_route>& route);

} // namespace detail

/// Runs a coroutine for each channel that enters `AGI(agi:async)`.
///
///     ami::agi_service menu{pbx,
///         [](const ami::agi_environment& e) { return e["agi_extension"] == "2011"; },
///         [](ami::agi_session agi) -> asio::awaitable<void> {
///             co_await agi.async_answer();
///             const auto pin = co_await agi.async_get_data("enter-pin", 5s, 4);
///         }};
///
/// The handler is spawned on the client's executor for each channel that the filter takes, from now on. If several
/// services of a client match, the one that was made first takes the channel. If the filters of two clients or programs
/// match the same channel, both send commands to it, and the one that ends first takes it out of AGI. Make sure that
/// filters do not overlap.
///
/// **The end of the handler.** The channel leaves AGI and goes on in the dialplan (`asyncagi break`), after the command
/// that still runs. What the handler throws is counted and logged, except `errc::agi_hung_up`. If a filter throws, that
/// is counted and logged too, and no handler runs for the channel. A channel that no filter takes stays in AGI until it
/// is hung up.
///
/// **A lost connection** fails the commands that were sent (`errc::outcome_unknown`), not the handler. After the
/// reconnect one `Status` looks the channels up. Channels that have vanished end, and channels whose handlers ended
/// meanwhile leave AGI. Asterisk announces a channel only once: a channel that entered AGI while the client was
/// disconnected is logged and not handled.
///
/// **The end of the session**, or of the client, completes pending commands with its reason or `operation_aborted`. The
/// channels stay in AGI. Destroying the service only stops the taking of new channels; running handlers go on.
/// \par Server rights
/// read = agi, call; write = agi; for the `Status` write = call, system or reporting.
/// \par Thread safety
/// On the client's executor.
class [[nodiscard]] agi_service {
public:
    agi_service() = default;
    agi_service(agi_service&&) noexcept = default;
    /// Stops the service that this object had, as the destructor does.
    agi_service& operator=(agi_service&& other) noexcept
    {
        if (this != &other)
            detail::stop_agi_service(std::exchange(route_, std::move(other.route_)));
        return *this;
    }
    ~agi_service() { detail::stop_agi_service(route_); }

    /// Takes the channels for which `wants` returns true. `handler` is a coroutine, spawned for each of them.
    template <std::predicate<const agi_environment&> Filter, class Handler>
    requires std::same_as<std::invoke_result_t<Handler&, agi_session>, boost::asio::awaitable<void>>
    explicit agi_service(client& pbx, Filter wants, Handler handler)
        : route_(detail::start_agi_service(detail::client_access::core(pbx), std::move(wants),
              [shared = detail::make_shared_object<Handler>(std::move(handler)),
                  executor = pbx.get_executor()](
                  agi_session session, std::function<void(std::exception_ptr)> ended) {
                  // The coroutine may refer to it.
                  const auto argument = detail::make_shared_object<agi_session>(std::move(session));
                  boost::asio::co_spawn(executor, (*shared)(std::move(*argument)),
                      [shared, argument, ended = std::move(ended)](
                          std::exception_ptr error) { ended(std::move(error)); });
              }))
    {}

private:
    std::shared_ptr<detail::agi_route> route_;
};

} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/agi/impl/service.ipp>
#endif

#endif // AMI_AGI_SERVICE_HPP
