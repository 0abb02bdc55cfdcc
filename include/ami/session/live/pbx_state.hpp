// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_PBX_STATE_HPP
#define AMI_SESSION_LIVE_PBX_STATE_HPP

#include <ami/protocol/errors/error.hpp>
#include <ami/protocol/wire/packet_view.hpp>
#include <ami/protocol/wire/response.hpp>
#include <ami/session/connection/deadline.hpp>
#include <ami/session/live/agent_store.hpp>
#include <ami/session/live/audited_headers.hpp>
#include <ami/session/live/call_side.hpp>
#include <ami/session/live/contact_store.hpp>
#include <ami/session/live/device_store.hpp>
#include <ami/session/live/endpoint_store.hpp>
#include <ami/session/live/extension_store.hpp>
#include <ami/session/live/fault.hpp>
#include <ami/session/live/mailbox_store.hpp>
#include <ami/session/live/moment.hpp>
#include <ami/session/live/parts.hpp>
#include <ami/session/live/presence_store.hpp>
#include <ami/session/live/queue_store.hpp>
#include <ami/session/live/record_budget.hpp>
#include <ami/session/live/registration_store.hpp>
#include <ami/session/live/wanted_lists.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace ami::detail {

// What is known of a PBX: all stores, what one event means for several of them, and which lists are needed when. It takes events,
// lists, and the time.
class pbx_state {
    template <class State>
    static auto stores_of(State& state) noexcept
    {
        auto& calls = state.calls_;
        auto& queues = state.queues_;
        return std::tie(calls.channels().all(), calls.bridges().all(), calls.conferences().all(),
            calls.conferences().users(), calls.parking().all(), queues.queues(), queues.members(),
            queues.callers(), state.devices_.records(), state.extensions_.records(),
            state.presence_.records(), state.endpoints_.records(), state.contacts_.records(),
            state.registrations_.records(), state.agents_.records(), state.mailboxes_.records());
    }

public:
    // How often what no event tells is looked for.
    struct audits {
        duration queues = std::chrono::seconds(60); // each queue, one after another
        duration all = std::chrono::minutes(10);
    };

    AMI_DECL pbx_state(live::part parts, const audits& every);
    pbx_state(const pbx_state&) = delete;
    pbx_state& operator=(const pbx_state&) = delete;

    // How many records it may have.
    void limit(std::size_t max_records) noexcept { budget_.limit = max_records; }
    std::size_t max_records() const noexcept { return budget_.limit; }

    // The events that it needs.
    AMI_DECL std::vector<std::string_view> event_names() const;
    AMI_DECL void on_event(const event_view& event, const moment& at);

    // The session is ready, for the first time or again after events were missed: everything is listed. And: it is lost.
    AMI_DECL void on_ready(const moment& at);
    AMI_DECL void on_lost();
    // What is shown may be wrong: everything is listed again.
    AMI_DECL void list_again(const moment& at);

    // A list to ask for now; until its end there is no other one.
    AMI_DECL std::optional<wanted_list> next_list(time_point now);
    // It was asked for, and events may overtake it (HTTP).
    AMI_DECL void on_asked(const moment& at);
    // Its items, and its end: with the server's words if it was refused.
    AMI_DECL void on_item(const event_view& item, const moment& at);
    AMI_DECL void on_listed(const moment& at);
    AMI_DECL void on_refused(std::string_view message, const moment& at);
    // There was no answer. If the connection is there, it is asked for again.
    AMI_DECL void on_not_answered(const failure& error, const moment& at);
    // Its answer, of which one of these three follows.
    AMI_DECL void on_answer(const failure& error, const response& answer, const moment& at);

    AMI_DECL void on_time(const moment& at);
    AMI_DECL std::optional<time_point> deadline() const;

    // In the middle of a list: what is known does not fit together.
    bool is_reading() const noexcept { return in_hand_ && is_reading_; }
    live::part parts() const noexcept { return parts_; }
    live::freshness freshness() const noexcept
    {
        return freshness_ == live::freshness::live && !hears_ ? live::freshness::stale : freshness_;
    }
    // Whether the server sends the events that tell of changes; it may refuse to.
    void set_hears(bool hears) noexcept { hears_ = hears; }
    // Parts that lack records, because there were too many.
    AMI_DECL live::part full_parts() const;
    AMI_DECL std::vector<live::fault> faults() const;
    // Whether the server refused it last time.
    AMI_DECL bool is_refused(live_list list) const;

    call_side& calls() noexcept { return calls_; }
    queue_store& queues() noexcept { return queues_; }
    device_store& devices() noexcept { return devices_; }
    extension_store& extensions() noexcept { return extensions_; }
    presence_store& presence() noexcept { return presence_; }
    endpoint_store& endpoints() noexcept { return endpoints_; }
    contact_store& contacts() noexcept { return contacts_; }
    registration_store& registrations() noexcept { return registrations_; }
    agent_store& agents() noexcept { return agents_; }
    mailbox_store& mailboxes() noexcept { return mailboxes_; }
    const call_side& calls() const noexcept { return calls_; }

    // All records, a store for each kind: what is referred to comes before what refers to it. Whatever else is there for each kind
    // follows from these.
    auto stores() noexcept { return stores_of(*this); }
    auto stores() const noexcept { return stores_of(*this); }
    // The changes that were not taken yet, one kind after another, of those kinds that have any. The function takes them away.
    template <class Function>
    void for_each_changes(Function function)
    {
        // Most events change nothing, or channels only: the first kind.
        const auto changed = std::exchange(budget_.changed, 0);
        std::uint32_t bit = 1;
        const auto take = [&](auto& store) {
            if ((changed & bit) != 0 && !store.changes().empty())
                function(store.changes());
            bit <<= 1;
            return bit <= changed;
        };
        if (changed != 0)
            std::apply([&](auto&... each) { static_cast<void>((take(each) && ...)); }, stores());
        if (auto& changes = calls_.calls().changes(); !changes.empty())
            function(changes);
    }

private:
    bool has(live::part which) const noexcept { return live::includes(parts_, which); }
    // Whether the session is there, so that lists can be asked for.
    bool can_list() const noexcept
    {
        return freshness_ == live::freshness::filling || freshness_ == live::freshness::live;
    }
    // Whether the user lacks the right: it does not come in this session.
    AMI_DECL bool is_denied(live_list list) const;
    AMI_DECL void want_all(time_point now, live::part parts, bool is_after_gap);
    template <class Store>
    static live::part part_of_store(const Store&) noexcept
    {
        return part_of(audited<typename Store::record>.list);
    }
    AMI_DECL void begin_list(const moment& at);
    AMI_DECL void end_list(const moment& at);
    AMI_DECL void abandon_list();
    // The list in hand is over.
    AMI_DECL void finish(const moment& at);
    AMI_DECL void ask_again(std::string text, const moment& at);
    AMI_DECL void apply(const event_view& event, const moment& at);
    AMI_DECL void on_device(std::string_view device, std::string_view state, const moment& at);
    // Calls follow from the changes of callers of queues from this one on.
    AMI_DECL void follow_callers(std::size_t first, const moment& at);
    AMI_DECL void end_callers_of_gone_channels(std::size_t first, const moment& at);
    AMI_DECL void take_connected_callers(const moment& at);
    AMI_DECL void audit(time_point now);

    template <class Function>
    void for_each_store(Function function)
    {
        std::apply([&](auto&... each) { (function(each), ...); }, stores());
    }
    // Everything was listed.
    AMI_DECL void end_fill();

    // Calls a function with the store that a list fills, if it is one of those that have nothing but lists and events.
    template <class Function>
    bool with_listed_store(live_list list, Function function);

    struct refusal {
        std::string text;
        duration pause{}; // until it is asked for again; zero: it is not
    };

    const live::part parts_;
    const audits audits_;
    record_budget budget_;
    live::freshness freshness_ = live::freshness::none;
    bool hears_ = true;
    wanted_lists wanted_;
    std::optional<wanted_list> in_hand_;
    bool has_begun_ = false; // the list in hand
    bool is_reading_ = false;
    std::set<live_list> after_gap_; // lists that are the first ones after events were missed
    std::set<wanted_list> first_;   // those that are needed before the state is live
    std::map<wanted_list, refusal> refused_;
    std::optional<time_point> next_queue_audit_;
    std::optional<time_point> next_audit_;
    std::string audited_queue_; // the last one

    call_side calls_{wanted_};
    queue_store queues_{wanted_};
    device_store devices_;
    extension_store extensions_;
    presence_store presence_;
    endpoint_store endpoints_;
    contact_store contacts_;
    registration_store registrations_{wanted_};
    agent_store agents_{wanted_};
    mailbox_store mailboxes_;
};

template <template <class> class Of, class Stores>
struct of_each_store;
template <template <class> class Of, class... Records>
struct of_each_store<Of, std::tuple<record_store<Records>&...>> {
    using type = std::tuple<Of<Records>...>;
};
// A tuple with one of these for each kind of records.
template <template <class> class Of>
using of_each_kind = typename of_each_store<Of, decltype(std::declval<pbx_state&>().stores())>::type;

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/pbx_state.ipp>
#include <ami/session/live/impl/pbx_state_lists.ipp>
#endif

#endif // AMI_SESSION_LIVE_PBX_STATE_HPP
