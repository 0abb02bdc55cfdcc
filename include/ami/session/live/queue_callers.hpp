// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_QUEUE_CALLERS_HPP
#define AMI_SESSION_LIVE_QUEUE_CALLERS_HPP

#include <ami/protocol/wire/packet_view.hpp>
#include <ami/session/channels/by_id.hpp>
#include <ami/session/live/change.hpp>
#include <ami/session/live/moment.hpp>
#include <ami/session/live/queue_caller.hpp>
#include <ami/session/live/record_store.hpp>
#include <ami/session/live/record_text.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ami::detail {

// Who waits in which queue, in order. Asterisk tells positions when a caller joins or leaves; those of the others follow.
//
// A list may be ahead of the events: QueueCallerJoin of a caller who is there and QueueCallerLeave of one who is not change
// nothing.
class queue_callers {
public:
    using store = record_store<live::queue_caller>;

    // Whether the event agrees with what is known: its position and its count of the callers.
    AMI_DECL bool join(const event_view& event, const moment& at);
    AMI_DECL bool leave(const event_view& event);

    // A caller's channel has hung up, or is in a bridge or parked. Asterisk may have its place in the queue for longer, and may
    // never tell when the place is gone. Gives the queue; nothing if the channel has no place in any.
    AMI_DECL std::string take(std::string_view channel_id);

    AMI_DECL void begin_list();
    AMI_DECL void put_item(const event_view& item, const moment& at);
    // Of one queue; of all if there is no name.
    AMI_DECL void end_list(std::string_view queue);

    // As Asterisk counts: with those who were taken away and whose place may still be there.
    std::size_t count(std::string_view queue) const noexcept
    {
        const auto found = lines_.find(queue);
        return found == lines_.end() ? 0 : found->second.now.size();
    }
    // In order.
    AMI_DECL std::vector<live::queue_caller> waiting_in(std::string_view queue) const;

    const store& records() const noexcept { return records_; }
    store& records() noexcept { return records_; }

private:
    struct place {
        std::string caller;
        bool is_taken = false;    // has no record
        std::uint32_t joined = 0; // during this list
    };
    using places = std::vector<place>;
    struct line {
        places now;
        places listed; // by the list that is being read
    };

    AMI_DECL static places::iterator find(places& in, std::string_view caller) noexcept;
    AMI_DECL static std::size_t number(const event_view& packet, std::string_view header) noexcept;
    AMI_DECL line& line_of(std::string_view queue);
    AMI_DECL void set_queue(std::string_view caller, std::string_view queue);
    AMI_DECL void put(const event_view& packet, std::size_t position, const queue_caller_values& values,
        live::change_origin origin);
    AMI_DECL void renumber(std::string_view queue, const line& of, live::change_origin origin);
    AMI_DECL void end_list(std::string_view queue, line& of);
    AMI_DECL void erase(std::string_view queue, std::string_view caller, live::change_origin origin);

    std::string_view key(std::string_view queue, std::string_view caller) const
    {
        text_.clear();
        return text_.key(queue).key(caller).key();
    }

    store records_;
    by_id<line> lines_;           // by queue
    by_id<std::string> waits_in_; // the queue, by channel
    mutable record_text text_;
    std::uint32_t list_ = 1; // counts the lists
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/queue_callers.ipp>
#include <ami/session/live/impl/queue_callers_list.ipp>
#endif

#endif // AMI_SESSION_LIVE_QUEUE_CALLERS_HPP
