// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_CALL_TRACKER_HPP
#define AMI_SESSION_CHANNELS_CALL_TRACKER_HPP

#include <ami/session/channels/call_probes.hpp>
#include <ami/session/channels/call_progress.hpp>
#include <ami/session/channels/call_resync.hpp>
#include <ami/session/channels/channel_change.hpp>
#include <ami/session/channels/channel_change_rules.hpp>
#include <ami/session/channels/followed_calls.hpp>
#include <ami/session/channels/silent_calls.hpp>
#include <ami/session/channels/tracked_call.hpp>
#include <ami/session/connection/server_settings.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::detail {

// Follows calls by what Asterisk says of their channels. It knows no clock and sends nothing: it tells when it wants to be
// invoked (`deadline`), which channels it wants to ask the server for (`take_resync`, `take_check`, `take_probes`) and what
// has changed (`take_changes`).
//
// Asterisk promises no order between OriginateResponse and the events of the call's channels, and several of those come
// from threads of their own. So nothing depends on the order.
//
// No event and no end of a call walks all calls or all channels: `steps` counts what loops look at.
class call_tracker {
public:
    using call_pointer = call_progress::call_pointer;

    // `make` is asked for the calls that come in. `server`, which must live as long: why events may be missing.
    explicit call_tracker(followed_calls::factory make, const server_settings* server = nullptr)
        : followed_(std::move(make)), probes_(followed_, progress_, server), server_(server)
    {}
    call_tracker(const call_tracker&) = delete;
    call_tracker& operator=(const call_tracker&) = delete;

    // So many calls are followed, and their channels.
    void limit(std::size_t max_calls) noexcept { followed_.calls().limit(max_calls); }
    // Whether calls that come in are followed too.
    void follow_incoming(bool value) noexcept { followed_.follow_incoming(value); }

    // A call that is being asked for, by the unique id that its channel will have. Errors: `call_exists` if a call with
    // that id is followed, `too_many_calls`.
    AMI_DECL error_code originate(const call_pointer& call, const std::string& channel_id, time_point now);
    // Asterisk accepted the originate that had this ActionID; its OriginateResponse comes within `report_time`.
    AMI_DECL void accepted(const call_pointer& call, std::string_view action_id, duration report_time,
        time_point now, duration visible = call_timing::visible_time);
    // Nobody wants it any more.
    AMI_DECL void forget(const call_pointer& call);

    // Of all kinds but a report.
    AMI_DECL void on_change(const channel_change& change, time_point now);
    // An OriginateResponse. `may_be_early`: it has an ActionID of this connection, and may be that of an originate whose
    // answer has not come (over HTTP; some proxies do so over TCP).
    AMI_DECL void on_report(const event_view& report, bool may_be_early, time_point now);

    // Calls that are there already, from the items of a Status list: one for each linked id.
    std::vector<call_pointer> adopt(const std::vector<event>& channels, time_point now)
    {
        return resync_.adopt(channels, now);
    }

    // The connection is gone; nothing is known until `resync`. The outcome of calls whose OriginateResponse is awaited is
    // `cause`, unless the list of channels knows better.
    AMI_DECL void connection_lost(const failure& cause, time_point now);
    // The same, but the connection goes on and will tell of the originates.
    void events_missed(time_point now) { resync_.on_gap(now); }
    // The session is over: nothing more will be learned of the calls that `connection_lost` found.
    AMI_DECL void end_all(const failure& error);

    AMI_DECL std::optional<time_point> deadline() const;
    AMI_DECL void on_time(time_point now);

    // A list of all channels for `resync`: at once after a gap in the events, and when `take_resync` is true.
    bool awaits_resync() const noexcept { return followed_.questions().awaits_resync(); }
    bool take_resync() noexcept { return followed_.questions().take_resync(); }
    void resync(const std::vector<event>& channels, time_point now) { resync_.resync(channels, now); }
    void resync_failed(time_point now) { followed_.questions().on_resync_failed(now); }

    // A list of all channels for `check`.
    bool take_check() noexcept { return followed_.questions().take_check(); }
    void check(const std::vector<event>& channels, time_point now) { silent_.check(channels, now); }
    void check_failed(time_point now) { silent_.on_check_failed(now); }

    // Calls whose channel is to be asked for; each is answered by one of the three.
    std::vector<call_pointer> take_probes() { return followed_.questions().take_probes(); }
    void channel_lives(const call_pointer& call, const event_view& status, time_point now)
    {
        probes_.on_channel_lives(call, status, now);
    }
    void channel_is_gone(const call_pointer& call, time_point now) { probes_.on_channel_gone(call, now); }
    void probe_failed(const call_pointer& call, time_point now) { probes_.on_probe_failed(call, now); }

    // Calls of which something has changed, each once, in the order of the changes; and those that came in.
    std::vector<call_pointer> take_changes() { return followed_.changes().take(); }
    std::vector<call_pointer> take_incoming() { return followed_.changes().take_incoming(); }
    // Calls that came in or were listed beyond the limit, since the last time.
    std::uint64_t take_not_followed() noexcept { return followed_.changes().take_not_followed(); }

    bool has_seen_events() const noexcept { return followed_.has_seen_events(); }
    bool empty() const noexcept { return calls().empty(); }
    const call_index& calls() const noexcept { return followed_.calls(); }
    std::size_t early_report_count() const noexcept { return followed_.reports().early_count(); }

private:
    AMI_DECL void read_report(const call_pointer& call, const event_view& report, time_point now);
    AMI_DECL void lose_report(const call_pointer& call, failure error, time_point now);
    AMI_DECL void on_call_time(const call_pointer& call, time_point now);

    followed_calls followed_;
    call_progress progress_{followed_};
    channel_change_rules rules_{followed_, progress_};
    silent_calls silent_{followed_, progress_};
    call_resync resync_{followed_, progress_, silent_};
    call_probes probes_;
    const server_settings* server_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/channels/impl/call_tracker.ipp>
#endif

#endif // AMI_SESSION_CHANNELS_CALL_TRACKER_HPP
