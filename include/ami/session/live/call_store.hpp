// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_CALL_STORE_HPP
#define AMI_SESSION_LIVE_CALL_STORE_HPP

#include <ami/protocol/wire/packet_view.hpp>
#include <ami/session/channels/by_id.hpp>
#include <ami/session/live/bridge_store.hpp>
#include <ami/session/live/call.hpp>
#include <ami/session/live/call_course.hpp>
#include <ami/session/live/call_facts.hpp>
#include <ami/session/live/call_ties.hpp>
#include <ami/session/live/change.hpp>
#include <ami/session/live/channel_store.hpp>
#include <ami/session/live/keyed_set.hpp>
#include <ami/session/live/moment.hpp>
#include <ami/session/live/queue_caller.hpp>
#include <ami/session/live/queue_member.hpp>
#include <ami/session/live/record_entry.hpp>
#include <ami/session/live/record_store.hpp>

#include <ami/detail/macros.hpp>
#include <ami/detail/segmented_table.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::detail {

// All calls. They follow from the changes of channels, bridges and callers of queues, in their order; what happened since the last
// `tell` becomes one change of each call. A record of a call is made when somebody looks at it or is told of it.
class call_store {
public:
    // Both must outlive the store.
    call_store(const channel_store& channels, const bridge_store& bridges)
        : channels_(channels), bridges_(bridges)
    {}
    call_store(const call_store&) = delete;
    call_store& operator=(const call_store&) = delete;
    AMI_DECL ~call_store();

    // Without them no call has an agent. They must outlive the store.
    void set_members(const record_store<live::queue_member>& members) noexcept { members_ = &members; }

    // Whether somebody is to be told of changes. If not, none are made.
    void watch(bool is_watched) noexcept { is_watched_ = is_watched; }

    AMI_DECL void on_channel(const live::change<live::channel>& change, const moment& at);
    AMI_DECL void on_bridge(const live::change<live::bridge>& change, const moment& at);
    AMI_DECL void on_queue_caller(const live::change<live::queue_caller>& change, const moment& at);
    // HangupRequest and SoftHangupRequest: no record says so.
    AMI_DECL void on_hangup_requested(std::string_view channel_id, const moment& at);

    // AgentConnect.
    AMI_DECL void on_agent_connected(const event_view& event, const moment& at);
    // BlindTransfer and AttendedTransfer.
    AMI_DECL void on_transferred(const event_view& event);

    // A record each takes its time: after a list of 100,000 channels, more than one call is needed.
    void tell()
    {
        if (!has_told_all())
            tell_noted();
    }
    bool has_told_all() const noexcept { return noted_.empty(); }
    std::vector<live::change<live::call>>& changes() noexcept { return changes_; }

    // No record if there is none.
    AMI_DECL live::call find(std::string_view id) const;
    AMI_DECL live::call of_channel(std::string_view channel_id) const;
    std::size_t size() const noexcept { return calls_.size(); }
    template <class Function>
    void for_each(Function function) const
    {
        for (auto* const each : calls_)
            function(record_of(*each));
    }
    // In portions, as those of record_store.
    std::size_t portions() const noexcept { return calls_.segments(); }
    template <class Function>
    void for_each_in(std::size_t portion, Function function) const
    {
        calls_.for_each_in(portion, [&](auto* const each) { function(record_of(*each)); });
    }

private:
    struct entry {
        entry(std::string_view id, std::uint64_t order) : course(id), number(order) {}

        call_course course;
        std::uint64_t number;            // in the order in which they became known
        live::call record;               // as it is now, if somebody has looked
        std::uint32_t noted = not_noted; // where, if it has changed
        live::change_origin origin = live::change_origin::told;
        bool is_first_fill = false;
        bool is_new = true; // nobody was told of it
        bool is_over = false;
    };
    static constexpr std::uint32_t not_noted = ~std::uint32_t{};
    // A call that has changed.
    struct noted_call {
        entry* call;
        live::call before; // as it was told last, if somebody is told
    };
    struct id_of_entry {
        std::string_view operator()(const entry* of) const noexcept { return of->course.id(); }
    };
    // Where a channel is. It is found by its id, which the record of the party has.
    struct place {
        mutable entry* call;
        mutable std::uint32_t party;
        std::uint32_t hash;

        std::string_view id() const noexcept
        {
            return record_store<live::channel>::key_of(call->course.parties().find(party)->channel);
        }
    };
    struct place_hash {
        std::size_t operator()(std::string_view id) const noexcept
        {
            return record_entry<live::channel>::key_hash::of(id);
        }
        std::size_t operator()(const place& of) const noexcept { return of.hash; }
    };
    struct place_equal {
        bool operator()(const place& a, const place& b) const noexcept
        {
            return a.hash == b.hash && a.id() == b.id();
        }
        bool operator()(std::string_view id, const place& of) const noexcept { return id == of.id(); }
        bool operator()(const place& of, std::string_view id) const noexcept { return id == of.id(); }
    };
    using places = segmented_set<place, place_hash, place_equal>;

    // How it became known what happens.
    struct source {
        template <class Record>
        source(const live::change<Record>& change, const moment& when)
            : origin(change.origin()), is_first_fill(change.is_first_fill()), at(when)
        {}
        source(live::change_origin from, const moment& when) : origin(from), is_first_fill(false), at(when) {}

        live::change_origin origin;
        bool is_first_fill;
        const moment& at;
    };

    AMI_DECL void join(const live::change<live::channel>& change, const source& by);
    AMI_DECL void leave(places::iterator of, const live::change<live::channel>& change, const source& by);
    // The two are one call: gives it.
    AMI_DECL entry& merge(entry& a, entry& b, const source& by);
    // A channel has another linked id, or another name of a Local channel, that ties it to its call.
    AMI_DECL entry& tie_linked(std::string_view before, std::string_view now, entry& of, const source& by);
    AMI_DECL entry& tie_local(std::string_view before, std::string_view now, entry& of, const source& by);
    AMI_DECL entry* find_linked(std::string_view linked_id) const noexcept;
    // Those in the bridge talk to each other. One may have come in just now.
    AMI_DECL void connect(std::string_view bridge, const source& by, std::string_view entered = {});
    AMI_DECL void find_agent(entry& of, std::string_view channel_id);
    AMI_DECL void tell_noted();
    // Before it changes.
    AMI_DECL void note(entry& of, const source& by);
    // As it was told last, of one that was noted.
    live::call& before_of(const entry& of) noexcept { return noted_[of.noted].before; }
    AMI_DECL void end(entry& of, const live::call& last);

    template <class Make>
    static live::call made(Make make)
    {
        return live::call(call_pointer(new call_content(make)));
    }
    static const live::call& record_of(entry& of)
    {
        if (!of.record)
            of.record = made([&] { return of.course.facts(); });
        return of.record;
    }

    const channel_store& channels_;
    const bridge_store& bridges_;
    const record_store<live::queue_member>* members_ = nullptr;
    keyed_set<entry*, id_of_entry> calls_; // it owns them
    places places_;
    call_ties<entry> linked_;   // linked ids of channels, but for the id of their call
    call_ties<entry> locals_;   // Local channels without the number of the half
    by_id<std::string> queued_; // queues, by channel
    std::vector<noted_call> noted_;
    std::size_t next_noted_ = 0;               // of which nothing was told yet
    std::vector<std::unique_ptr<entry>> over_; // of those that are noted
    std::vector<live::change<live::call>> changes_;
    std::uint64_t last_number_ = 0;
    bool is_watched_ = true;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/call_store.ipp>
#include <ami/session/live/impl/call_store_changes.ipp>
#endif

#endif // AMI_SESSION_LIVE_CALL_STORE_HPP
