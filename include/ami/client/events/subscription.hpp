// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_EVENTS_SUBSCRIPTION_HPP
#define AMI_CLIENT_EVENTS_SUBSCRIPTION_HPP

#include <ami/client/operation/operation.hpp>
#include <ami/client/operation/user_handler.hpp>
#include <ami/client/operation/with_diagnostics.hpp>
#include <ami/net/shared_executor.hpp>
#include <ami/protocol/values/certainty.hpp>

#include <ami/detail/macros.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <memory>
#include <utility>

namespace ami {
namespace detail {

class client_core;
struct subscription_entry;

// Where a subscription is: its client may be gone.
struct subscription_place {
    std::weak_ptr<client_core> client;
    std::weak_ptr<subscription_entry> entry;
    executor_pointer executor;
};

AMI_DECL const boost::asio::any_io_executor& executor_of(const subscription_place& place) noexcept;
AMI_DECL void start_subscription_in_force(
    const subscription_place& place, user_handler<> done, diagnostics* diag);

} // namespace detail

/// A handler's registration, as `client::on` returns it. Small, copyable; dropping it changes nothing.
/// Thread safety: use it on the client's executor.
class subscription {
public:
    subscription() = default;

    /// The handler is not called any more, not even for the event in hand. May be called from inside the
    /// handler, more than once, and after the client is gone.
    AMI_DECL void cancel();

    /// Whether the handler is still registered.
    AMI_DECL bool active() const noexcept;

    /// Whether the events of this subscription can come, and why. For several names it is the answer for the one that is
    /// likeliest to come.
    ///
    /// No: the event mask has not their class, a filter of the session keeps them back, the user's `read` lacks their class,
    /// or they only are items of lists. Yes: mask, filters and rights let them pass, or such events have come already. The
    /// rights are known after `client::async_rights`. Nobody can see the filters that manager.conf sets for a user.
    /// A certain no is logged once.
    /// \par Thread safety
    /// On the executor.
    AMI_COLD AMI_DECL assessment can_fire() const;

    /// Waits until the server sends the events of this subscription. What the program's own later actions cause is seen in
    /// any case; this is for what others cause.
    ///
    /// \par Completion signature
    /// `void(error_code)`
    /// \par Completes when
    /// The server has answered a Ping that was sent after the event mask. While there is no connection, after the next login.
    /// A mask of the program that is pending counts as if it had been accepted. The subscription must be one of a client.
    /// \par Errors
    /// - `errc::event_not_visible`: the events certainly do not come; the text says why. See `can_fire`.
    /// - `errc::not_connected`: the session has ended, or was never begun.
    /// - `errc::action_refused`: Asterisk refuses the event mask, as it does while it is about to stop. The client asks again.
    /// - `errc::outcome_unknown`: the connection was lost meanwhile. On the next one they are asked for at the login.
    /// - `errc::not_sent`, `timed_out`: there was no connection or no answer in time.
    /// - `errc::too_many_in_flight`, `write_queue_full`: a limit of `config::limits` is reached.
    /// - `asio::error::operation_aborted`: the operation was cancelled, the subscription was, or the client was destroyed.
    /// \par Cancellation
    /// Any type: the wait ends.
    /// \par Server rights
    /// `read` with the class of the events.
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// At most `config::action_timeout` (10 s) after all earlier actions were answered, and
    /// `config::action_total_timeout` (5 min) in all.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_in_force(Token&& token = Token()) const
    {
        return detail::start<&detail::start_subscription_in_force>(place_, token);
    }

    explicit subscription(detail::subscription_place place) noexcept : place_(std::move(place)) {}

private:
    detail::subscription_place place_;
};

/// A subscription that ends with this object.
class scoped_subscription {
public:
    scoped_subscription() = default;
    /// Takes a subscription, which ends with this object.
    scoped_subscription(subscription owned) noexcept : owned_(std::move(owned)) {}
    /// Takes the other one's subscription.
    scoped_subscription(scoped_subscription&& other) noexcept : owned_(std::exchange(other.owned_, {})) {}

    /// Ends its own subscription and takes the other one's.
    scoped_subscription& operator=(scoped_subscription&& other) noexcept
    {
        if (this != &other) {
            owned_.cancel();
            owned_ = std::exchange(other.owned_, {});
        }
        return *this;
    }

    ~scoped_subscription() { owned_.cancel(); }

    /// The subscription.
    const subscription& get() const noexcept { return owned_; }

    /// Lets the handler live on.
    subscription release() noexcept { return std::exchange(owned_, {}); }

private:
    subscription owned_;
};

} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/client/events/impl/subscription.ipp>
#endif

#endif // AMI_CLIENT_EVENTS_SUBSCRIPTION_HPP
