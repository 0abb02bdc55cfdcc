// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_AGI_SERVICE_HPP
#define AMI_AGI_SERVICE_HPP

#include <ami/agi/session.hpp>
#include <ami/client.hpp>

#include <ami/detail/asio_awaitable.hpp>

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
class agi_taker;

// `lead` spawns the user's coroutine and calls its second argument when it has ended.
using agi_leader = std::function<void(agi_session, std::function<void(std::exception_ptr)>)>;
using agi_filter = std::function<bool(const agi_environment&)>;

AMI_DECL std::shared_ptr<agi_taker> start_agi_service(
    const core_pointer& core, agi_filter wants, agi_leader lead);
AMI_DECL void stop_agi_service(const std::shared_ptr<agi_taker>& which);

} // namespace detail

/// Leads channels that enter `AGI(agi:async)` by coroutines.
///
///     ami::agi_service menu{pbx,
///         [](const ami::agi_environment& e) { return e["agi_extension"] == "2011"; },
///         [](ami::agi_session agi) -> asio::awaitable<void> {
///             co_await agi.async_answer();
///             const auto pin = co_await agi.async_get_data("enter-pin", 5s, 4);
///         }};
///
/// The handler is spawned on the client's executor for each channel that the filter takes, from now on. Of several services
/// of a client the one that was made first takes a channel. Nothing keeps two clients, or two programs, from leading one
/// channel together, and the first to end takes it from the other: their filters must not overlap.
///
/// When the handler ends, the channel leaves AGI and goes on in the dialplan (`asyncagi break`), behind what it still runs:
/// where the wait for a sound was cancelled, that is when the sound is over. What the handler throws is counted and logged;
/// `errc::agi_hung_up` is how most of them end, and is not. A filter that throws is counted and logged too, and nobody leads
/// the channel: it stays in AGI until it is hung up, as any does that no filter takes.
///
/// **A lost connection** fails the commands that Asterisk has (`errc::outcome_unknown`), not the handler. On the next
/// connection the channels are looked up by one `Status`: those that have gone end, and those whose handlers ended meanwhile
/// leave AGI then. Asterisk tells nobody of a channel that entered AGI while there was no connection: it is not led, but
/// logged.
///
/// **The session's end**, and the client's, ends the commands that wait: with its cause, or `operation_aborted`. The channels
/// stay in AGI.
///
/// The user needs read=agi,call and write=agi, and for the `Status` write=call. Destroying the service ends nothing but the
/// taking of new channels; handlers that run go on. Thread safety: on the client's executor.
class agi_service {
public:
    agi_service() = default;
    agi_service(agi_service&&) noexcept = default;
    agi_service& operator=(agi_service&& other) noexcept
    {
        if (this != &other)
            detail::stop_agi_service(std::exchange(taker_, std::move(other.taker_)));
        return *this;
    }
    ~agi_service() { detail::stop_agi_service(taker_); }

    template <std::predicate<const agi_environment&> Filter, class Handler>
    requires std::same_as<std::invoke_result_t<Handler&, agi_session>, boost::asio::awaitable<void>>
    explicit agi_service(client& pbx, Filter wants, Handler handler)
        : taker_(detail::start_agi_service(detail::client_access::core(pbx), std::move(wants),
              [shared = std::make_shared<Handler>(std::move(handler)), executor = pbx.get_executor()](
                  agi_session session, std::function<void(std::exception_ptr)> ended) {
                  // The coroutine may refer to it.
                  const auto argument = std::make_shared<agi_session>(std::move(session));
                  boost::asio::co_spawn(executor, (*shared)(std::move(*argument)),
                      [shared, argument, ended = std::move(ended)](
                          std::exception_ptr error) { ended(std::move(error)); });
              }))
    {}

private:
    std::shared_ptr<detail::agi_taker> taker_;
};

} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/agi/impl/service.ipp>
#endif

#endif // AMI_AGI_SERVICE_HPP
