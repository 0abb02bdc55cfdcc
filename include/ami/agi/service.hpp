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

// `lead` spawns the user's coroutine and calls its second argument when it has ended.
using agi_leader = std::function<void(agi_session, std::function<void(std::exception_ptr)>)>;
using agi_filter = std::function<bool(const agi_environment&)>;

AMI_DECL std::shared_ptr<agi_dispatcher> make_agi_dispatcher(
    const core_pointer& core, agi_filter wants, agi_leader lead);
AMI_DECL void stop_agi_dispatcher(std::shared_ptr<agi_dispatcher> which);

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
/// The handler is spawned on the client's executor for each channel that the filter takes, from now on. When it ends, the
/// channel leaves AGI and goes on in the dialplan (`asyncagi break`). What it throws is counted and logged;
/// `errc::agi_hung_up` is how most of them end, and is not.
///
/// The user needs read=agi,call and write=agi. Destroying the service ends nothing but the taking of new channels; handlers
/// that run go on. Thread safety: on the client's executor.
class agi_service {
public:
    agi_service() = default;
    agi_service(agi_service&&) noexcept = default;
    agi_service& operator=(agi_service&& other) noexcept
    {
        if (this != &other)
            detail::stop_agi_dispatcher(std::exchange(dispatcher_, std::move(other.dispatcher_)));
        return *this;
    }
    ~agi_service() { detail::stop_agi_dispatcher(std::move(dispatcher_)); }

    template <std::predicate<const agi_environment&> Filter, class Handler>
    requires std::same_as<std::invoke_result_t<Handler&, agi_session>, boost::asio::awaitable<void>>
    explicit agi_service(client& pbx, Filter wants, Handler handler)
        : dispatcher_(detail::make_agi_dispatcher(pbx.core(), std::move(wants),
              [shared = std::make_shared<Handler>(std::move(handler)), executor = pbx.get_executor()](
                  agi_session session, std::function<void(std::exception_ptr)> ended) {
                  boost::asio::co_spawn(executor, (*shared)(std::move(session)),
                      [shared, ended = std::move(ended)](
                          std::exception_ptr error) { ended(std::move(error)); });
              }))
    {}

private:
    std::shared_ptr<detail::agi_dispatcher> dispatcher_;
};

} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/agi/impl/service.ipp>
#endif

#endif // AMI_AGI_SERVICE_HPP
