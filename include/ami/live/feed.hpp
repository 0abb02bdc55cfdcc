// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_LIVE_FEED_HPP
#define AMI_LIVE_FEED_HPP

#include <ami/client/operation/operation.hpp>
#include <ami/live/feed_item.hpp>
#include <ami/live/model.hpp>

#include <ami/detail/macros.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <cstddef>
#include <memory>
#include <utility>

namespace ami {
namespace detail {

class feed_state;
using feed_pointer = std::shared_ptr<feed_state>;

AMI_DECL feed_pointer open_feed(live_core& model, std::size_t limit);
AMI_DECL void close_feed(feed_pointer state);
AMI_DECL const boost::asio::any_io_executor& executor_of(const feed_pointer& state) noexcept;
AMI_DECL void start_feed_next(
    const feed_pointer& state, user_handler<live::feed_item> done, diagnostics* diag);

} // namespace detail

namespace live {

/// What a model shows, for a reader that is slower than the events, as JSON: a snapshot, and then what changes. One feed for each
/// browser of a wallboard, for example.
///
///     ami::live::feed feed{live};
///     for (;;) {
///         const ami::live::feed_item item = co_await feed.async_next();
///         co_await socket.async_write(boost::asio::buffer(item.json()));
///     }
///
/// The first item is a snapshot. Numbers have no gaps from there on, and nothing is missing or told twice between them. If more
/// than `limit` items wait, all of them are dropped, and the next item is a new snapshot. Feeds of one model share the
/// bytes of their items: the text of a change is made once, also for 200 browsers, and that of a snapshot once for each number.
///
/// A feed outlives the connection: it tells `stale`, later what has changed meanwhile, and `live`. Destroying it ends it. A feed
/// that was moved from can only be assigned to and destroyed.
///
/// **Each item** is one JSON object, without line ends:
///
///     {"v":1,"number":7,"type":"snapshot","state":"live","faults":[{"part":"queues","text":"..."}],"records":[RECORD,...]}
///     {"v":1,"number":8,"type":"appeared","origin":"told","first_fill":false,"record":RECORD}
///     {"v":1,"number":9,"type":"changed","origin":"found","first_fill":false,"record":RECORD}
///     {"v":1,"number":10,"type":"gone","origin":"told","first_fill":false,"record":{"kind":"channel","id":"...",
///         "hangup_cause":16,"hangup_cause_text":"Normal Clearing"}}
///     {"v":1,"number":11,"type":"state","state":"stale"}
///     {"v":1,"number":12,"type":"faults","faults":[]}
///
/// `v` is the version of this shape: another one has other meanings, while members may be added to this one. `state` is
/// `none`, `filling`, `live` or `stale`, and says of all that follows how far it can be believed (`freshness`). `faults` has all
/// that the model cannot show; `part` is `calls`, `queues`, `states`, `pjsip`, `agents` or `mailboxes`. Faults are looked for
/// after lists, while the state is `live`. What is gone has its key alone; of a channel also the cause, null if it is not known;
/// of a call `ended`, `hung_up_by` (an id of a channel), the cause, and `merged_into`. A change of a call has `began_to_ring` beside
/// the record: the parties that ring now and did not before, as `parties` has them.
///
/// **A RECORD** has `kind` and `id`, which together are its key, then members named as the functions of its class:
///
/// - `channel`: `name`, `linked_id`, `first_linked_id`, `state` (`Up`), `caller_number`, `caller_name`, `connected_number`,
///   `connected_name`, `account`, `context`, `exten`, `priority`, `language`, `application`, `application_data`, `bridge_id`, `since`,
///   `variables`: `[{"name":"...","value":"..."}]`
/// - `call`: `began`, `is_ringing`, `is_answered`, `answered`, `dialled`, `queue`, `agent` (its interface), `agent_name`, `parties`:
///   of each `channel_id`, `device`, `role` (`caller` or `called`), `is_local`, `is_ringing`, `ringing_since`, `has_answered`,
///   `answered_since`, `number`, `name`, `calling_number`, `calling_name`
/// - `bridge`: `type`, `technology`, `creator`, `name`, `channel_count`, `since`
/// - `conference`: `name`, `bridge_id`, `locked`, `muted`, `since`
/// - `conference_user`: `conference`, `channel_id`, `channel_name`, `caller_number`, `caller_name`, `is_admin`, `is_muted`,
///   `is_talking`, `is_marked`, `is_waiting`, `joined_at`
/// - `parked_call`: `lot`, `space`, `channel_id`, `channel_name`, `caller_number`, `caller_name`, `parker`, `since`, `times_out_at`
/// - `queue`: `name`, `strategy`, `max`, `calls`, `hold_time`, `talk_time`, `completed`, `abandoned`, `service_level`,
///   `service_level_performance`, `service_level_performance_2`, `weight`
/// - `queue_member`: `queue`, `interface`, `name`, `state_interface`, `shares_state_interface`, `membership`, `status` (`INUSE`),
///   `in_call`, `paused`, `paused_reason`, `paused_since`, `penalty`, `calls_taken`, `last_call`, `login_time`, `wrapup_time`,
///   `ring_in_use`
/// - `queue_caller`: `queue`, `channel_id`, `channel`, `position`, `priority`, `caller_id_number`, `caller_id_name`,
///   `connected_line_number`, `connected_line_name`, `waiting_since`
/// - `device`: `name`, `state` (`INUSE`)
/// - `extension`: `exten`, `context`, `hint`, `state` (`InUse&Ringing`), `is_in_use`, `is_busy`, `is_unavailable`, `is_ringing`,
///   `is_on_hold`
/// - `presence`: `presentity`, `status`, `subtype`, `message`
/// - `endpoint`: `name`, `state` (`INUSE`), `aors`, `transport`, `contacts`
/// - `contact`: `aor`, `uri`, `endpoint`, `user_agent`, `via_address`, `status` (`Reachable`), `round_trip`
/// - `registration`: `name`, `client_uri`, `server_uri`, `status` (`Registered`)
/// - `agent`: `name`, `status` (`AGENT_IDLE`), `device` (`INUSE`), `channel_id`, `channel`, `talking_to`, `logged_in_since`
/// - `mailbox`: `name`, `is_waiting`, `new_messages`, `old_messages`, `full_name`
///
/// Text that is not known is empty. All else is null then; a state without a name, too. Times are seconds since the beginning of
/// 1970, durations are seconds; both may have a fraction.
///
/// **Text is valid UTF-8**, whatever Asterisk sends. Bytes that are no UTF-8 become U+FFFD, and the next member, named
/// `NAME_base64`, has the original. An `id` is to be compared: one that is no UTF-8 is `base64:` with the bytes.
/// \par Server rights
/// Those of the model.
/// \par Thread safety
/// On the client's executor, but for `async_next` and the destructor.
class [[nodiscard]] feed {
public:
    /// At least one item may wait, whatever `limit` is.
    explicit feed(model& of, std::size_t limit = 1000) : state_(::ami::detail::open_feed(*of.core_, limit)) {}
    feed(feed&&) noexcept = default;
    /// Ends the feed that this object had, as the destructor does.
    feed& operator=(feed&& other) noexcept
    {
        if (this != &other) {
            ::ami::detail::close_feed(std::move(state_));
            state_ = std::move(other.state_);
        }
        return *this;
    }
    ~feed() { ::ami::detail::close_feed(std::move(state_)); }

    /// Waits for the next item.
    ///
    /// \par Completion signature
    /// `void(error_code, feed_item)`
    /// \par Completes when
    /// There is an item. A snapshot is there when no list is being read.
    /// \par Errors
    /// - `errc::already_waiting`: another wait for the feed's next item is in progress.
    /// - the reason of the session's end, for example `errc::closed` or `logged_off`, after all items were taken. If the client is
    ///   connected again, the feed goes on.
    /// - `asio::error::operation_aborted`: the operation was cancelled, or the feed, the model or the client was destroyed.
    /// \par Cancellation
    /// Any type: the wait ends; no item is lost.
    /// \par Server rights
    /// Those of the model.
    /// \par Thread safety
    /// Any thread, one wait at a time.
    /// \par Time
    /// No limit.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_next(Token&& token = Token())
    {
        return ::ami::detail::start<&::ami::detail::start_feed_next>(state_, token);
    }

private:
    ::ami::detail::feed_pointer state_;
};

} // namespace live
} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/live/impl/feed.ipp>
#endif

#endif // AMI_LIVE_FEED_HPP
