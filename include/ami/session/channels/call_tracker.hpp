// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_CHANNELS_CALL_TRACKER_HPP
#define AMI_SESSION_CHANNELS_CALL_TRACKER_HPP

#include <ami/protocol/config/limits.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/packet.hpp>
#include <ami/session/channels/by_id.hpp>
#include <ami/session/channels/call_deadlines.hpp>
#include <ami/session/channels/channel_change.hpp>
#include <ami/session/channels/channel_table.hpp>
#include <ami/session/channels/tracked_call.hpp>

#include <ami/detail/macros.hpp>

#include <boost/unordered/unordered_flat_set.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::detail {

// Follows calls by what Asterisk says of their channels. It knows no clock and sends nothing: it says when it wants to be
// called (`deadline`), which channels it wants to ask the server for (`take_questions`) and what has changed
// (`take_changes`).
//
// Asterisk promises no order between OriginateResponse and the events of the call's channels, and several of those come
// from threads of their own. So nothing depends on the order; states only go forward, and what comes twice changes nothing.
//
// No event and no end of a call walks all calls or all channels: `steps` counts what loops look at.
class call_tracker {
public:
    // The rest of the evidence about a failed originate comes within this time.
    static constexpr duration settle_time = std::chrono::seconds(2);
    // The same where no event has told of a channel: there may never have been one.
    static constexpr duration settle_time_unseen = std::chrono::seconds(1);
    // OriginateResponse often arrives before the Hangup that has the cause. If OriginateResponse says why the call was not
    // answered, the Hangup has so long to arrive.
    static constexpr duration cause_time = std::chrono::milliseconds(500);
    // A session that sees no event of class call so long after it made a call has no right to see any.
    static constexpr duration visible_time = std::chrono::seconds(3);
    // Over HTTP events are fetched once a second or so, the first of them behind the answers of a queue of requests.
    static constexpr duration visible_time_http = std::chrono::seconds(6);
    // A failed originate's channel is gone by then, unless it was sent elsewhere.
    static constexpr duration hangup_time = std::chrono::seconds(10);

    // Calls of which nothing was heard for so long are looked for at times: a filter may keep their Hangup back.
    static constexpr duration quiet_time = std::chrono::minutes(5);
    // Events of a channel may come so long after its Hangup.
    static constexpr duration late_time = std::chrono::seconds(10);
    // Somebody else's leaving has ended a call that ends so soon after it.
    static constexpr duration leaving_time = std::chrono::seconds(2);

    // The linked ids of one call that are remembered. More come only by many transfers.
    static constexpr std::size_t max_linked_ids = 64;
    // OriginateResponses of this connection that are kept for originates without an answer, beyond one for each.
    static constexpr std::size_t max_spare_reports = 1000;
    // A channel outside of every bridge that is asked to go may end so many calls with its linked id, not more.
    static constexpr std::size_t max_other_parties = 64;

    using call_pointer = std::shared_ptr<tracked_call>;
    using factory = std::function<call_pointer()>;

    // `make` is asked for the calls that come in.
    explicit call_tracker(factory make) : make_(std::move(make)) {}

    // So many calls are followed, and their channels: a number for each call, and some more where the calls are few.
    void limit(std::size_t max_calls) noexcept { max_calls_ = max_calls; }
    std::size_t max_channels() const noexcept
    {
        return 1000 + 16 * std::min<std::size_t>(max_calls_, 1u << 24);
    }

    // A call that is being asked for, by the unique id that its channel will have. Errors: `call_exists` if a call with
    // that id is followed, `too_many_calls`.
    AMI_DECL error_code dial(const call_pointer& call, const std::string& channel_id, time_point now);
    // Asterisk accepted the originate that had this ActionID; its OriginateResponse comes within `report_time`.
    AMI_DECL void accepted(const call_pointer& call, std::string_view action_id, duration report_time,
        time_point now, duration visible = visible_time);
    // This client's request to hang it up failed.
    AMI_DECL void hangup_failed(tracked_call& call);
    // Nobody wants it any more.
    AMI_DECL void forget(const call_pointer& call);

    // Of all kinds but a report.
    AMI_DECL void on_change(const channel_change& change, time_point now);
    // An OriginateResponse. `may_be_early`: it may be that of an originate whose answer has not come (HTTP, with an ActionID
    // of this connection).
    AMI_DECL void on_report(const event_view& report, bool may_be_early, time_point now);

    // Whether calls that come in are followed too.
    void follow_incoming(bool value) noexcept { follow_incoming_ = value; }

    // Calls that are there already, from the items of a Status list: one for each linked id.
    AMI_DECL std::vector<call_pointer> adopt(const std::vector<event>& channels, time_point now);

    // The connection is gone; nothing is known until `reread` gets the items of a Status list. The outcome of those whose
    // OriginateResponse is awaited is `cause`, unless that list knows better.
    AMI_DECL void connection_lost(const failure& cause, time_point now);
    // The same, but the connection goes on and will tell of the originates.
    AMI_DECL void events_missed(time_point now);
    AMI_DECL void reread(const std::vector<event>& channels, time_point now);

    // The session is over: nothing more will be learned of the calls that `connection_lost` found.
    AMI_DECL void end_all(const failure& why);

    AMI_DECL std::optional<time_point> deadline() const;
    AMI_DECL void on_time(time_point now);

    // Calls whose channel shall be asked for; each is answered by one of the three.
    std::vector<call_pointer> take_questions() { return std::exchange(questions_, {}); }
    AMI_DECL void channel_lives(const call_pointer& call, const event_view& status, time_point now);
    AMI_DECL void channel_is_gone(const call_pointer& call, time_point now);
    AMI_DECL void channel_unknown(const call_pointer& call, time_point now);

    // Whether all channels shall be asked for, and the answer: the items of a Status list.
    bool take_review() noexcept { return std::exchange(review_wanted_, false); }
    AMI_DECL void review(const std::vector<event>& channels, time_point now);
    // There was no answer, to that or for `reread`.
    AMI_DECL void review_failed(time_point now);
    AMI_DECL void reread_failed(time_point now);
    // Whether the channels shall be asked for again, for `reread`.
    bool take_reread() noexcept { return std::exchange(reread_wanted_, false); }

    // Calls of which something has changed, each once, in the order of the changes; and those that came in.
    std::vector<call_pointer> take_changes()
    {
        for (const auto& each : changes_)
            each->is_changed = false;
        return std::exchange(changes_, {});
    }
    std::vector<call_pointer> take_incoming() { return std::exchange(incoming_, {}); }

    bool empty() const noexcept { return calls_.empty(); }
    bool has_seen_events() const noexcept { return call_events_seen_; }
    bool is_in_doubt() const noexcept { return in_doubt_; }
    std::size_t leg_count() const noexcept { return legs_.size(); }
    std::size_t early_report_count() const noexcept { return early_reports_.size(); }
    std::size_t call_count() const noexcept { return calls_.size(); }

    // Calls that came in or were listed beyond the limit, since the last time.
    std::uint64_t take_not_followed() noexcept { return std::exchange(not_followed_, 0); }

    // Calls and channels that loops have looked at so far, for tests.
    std::uint64_t steps() const noexcept { return steps_; }

    // Names of the channels that belong to the call, its own first.
    AMI_DECL std::vector<std::string> channels_of(const tracked_call& call) const;

private:
    using leg = channel_table::channel;

    AMI_DECL call_pointer call_of(std::string_view channel_id) const;
    AMI_DECL leg* touch(const channel_headers& channel);
    AMI_DECL void watch(tracked_call& call, std::string_view linked_id);
    AMI_DECL void unwatch(tracked_call& call);
    AMI_DECL void see(
        const call_pointer& call, const event_view& what, const channel_headers& channel, time_point now);
    AMI_DECL void set_state(const call_pointer& call, call_state to, time_point now);
    AMI_DECL void decide(const call_pointer& call, time_point now, bool at_once);
    AMI_DECL void set_outcome(const call_pointer& call, call_outcome value, time_point now);
    AMI_DECL void end(const call_pointer& call, time_point now);
    AMI_DECL void end_gone(const call_pointer& call, time_point now);
    AMI_DECL void lose(const call_pointer& call, failure why);
    AMI_DECL void drop(const call_pointer& call);
    AMI_DECL void schedule(const call_pointer& call);
    AMI_DECL void changed(const call_pointer& call);
    AMI_DECL void move(const call_pointer& call, const std::string& to, time_point now);
    AMI_DECL void ask(const call_pointer& call, time_point when);
    AMI_DECL bool is_of_party(const tracked_call& call, std::string_view channel_id) const;

    AMI_DECL void on_described(const channel_change& change, time_point now);
    AMI_DECL void on_dial(const channel_change& change, time_point now);
    AMI_DECL void on_gone(const channel_change& change, time_point now);
    AMI_DECL void on_hangup_requested(const channel_change& change, time_point now);
    AMI_DECL std::vector<tracked_call*> calls_near(std::string_view channel_id) const;
    AMI_DECL static void conclude_who(tracked_call& call, time_point now);
    AMI_DECL static void goes_on(tracked_call& call);
    AMI_DECL bool is_in_conference(std::string_view channel_id) const;
    AMI_DECL void on_renamed(const channel_headers& channel);
    AMI_DECL void on_paired(const channel_change& change);
    AMI_DECL void on_optimizing(const channel_change& change, time_point now);
    AMI_DECL void on_bridge_entered(const channel_change& change, time_point now);
    AMI_DECL void on_bridge_left(const channel_change& change);
    AMI_DECL error_code follow(const call_pointer& call, const std::string& channel_id, time_point now);
    AMI_DECL void answered(const call_pointer& call);
    AMI_DECL void report(const call_pointer& call, const event_view& report, time_point now);
    AMI_DECL void lose_report(const call_pointer& call, failure error, time_point now);
    AMI_DECL void read_status(const call_pointer& call, const event_view& status, time_point now);
    AMI_DECL void review_later(const call_pointer& call, time_point when);
    AMI_DECL void look_for_quiet(time_point now);
    AMI_DECL void remember_gone(std::string_view channel_id, time_point now);
    AMI_DECL bool has_gone(std::string_view channel_id, time_point now);
    AMI_DECL bool is_wanted(const leg& channel) const;
    AMI_DECL void stop_watching(tracked_call& call, const std::string& linked_id);
    AMI_DECL void drop_strays();

    factory make_;
    by_id<call_pointer> calls_;        // by the channel that stands for it
    by_id<call_pointer> by_first_id_;  // by the channel that it began with
    by_id<call_pointer> by_action_id_; // whose OriginateResponse is awaited
    by_id<event> early_reports_;       // by ActionID
    std::size_t unanswered_ = 0;
    by_id<boost::unordered_flat_set<tracked_call*>> linked_ids_;
    channel_table legs_;
    std::vector<std::string> strays_; // channels that left the linked ids of all calls, until a call ends
    call_deadlines deadlines_;
    std::vector<call_pointer> changes_;
    std::vector<call_pointer> incoming_;
    std::vector<call_pointer> questions_;
    std::size_t max_calls_ = limits{}.max_followed_calls;
    std::uint64_t not_followed_ = 0;
    mutable std::uint64_t steps_ = 0;
    bool follow_incoming_ = false;
    bool call_events_seen_ = false; // on this connection
    bool in_doubt_ = false;
    bool review_wanted_ = false;
    bool reread_wanted_ = false;
    std::optional<time_point> review_at_;
    std::optional<time_point> reread_at_;
    std::optional<time_point> look_at_; // for calls of which nothing is heard
    by_id<time_point> gone_; // channels that were hung up of late, where calls that come in are followed
    std::deque<std::pair<time_point, std::string>> gone_in_order_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/channels/impl/call_tracker.ipp>
#include <ami/session/channels/impl/call_tracker_bridges.ipp>
#include <ami/session/channels/impl/call_tracker_events.ipp>
#include <ami/session/channels/impl/call_tracker_outcome.ipp>
#include <ami/session/channels/impl/call_tracker_review.ipp>
#endif

#endif // AMI_SESSION_CHANNELS_CALL_TRACKER_HPP
