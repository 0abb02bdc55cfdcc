// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_QUEUE_MEMBERS_HPP
#define AMI_SESSION_LIVE_QUEUE_MEMBERS_HPP

#include <ami/protocol/wire/packet_view.hpp>
#include <ami/session/channels/by_id.hpp>
#include <ami/session/live/change.hpp>
#include <ami/session/live/moment.hpp>
#include <ami/session/live/queue_member.hpp>
#include <ami/session/live/record_store.hpp>
#include <ami/session/live/record_text.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ami::detail {

// The members of all queues.
class queue_members {
public:
    using store = record_store<live::queue_member>;

    // Events and lists say the same under different names. A list does not know everything: what it lacks is kept. Says whether
    // something has changed.
    AMI_DECL bool put(const event_view& packet, live::change_origin origin, const moment& at);
    AMI_DECL bool remove(const event_view& event);

    void begin_list() noexcept { records_.begin_list(); }
    // Of one queue; of all if there is no name.
    AMI_DECL void end_list(std::string_view queue);

    const live::queue_member* find(std::string_view queue, std::string_view interface)
    {
        return records_.find(key(queue, interface));
    }

    const store& records() const noexcept { return records_; }
    store& records() noexcept { return records_; }

private:
    // Says whether the member is paused and no header says since when.
    AMI_DECL bool write_headers(const event_view& packet, const live::queue_member& known);

    // Members come to share a state interface, or no longer do, by the changes from the given one on.
    AMI_DECL void regroup(std::size_t first_change);
    AMI_DECL void leave_group(const live::queue_member& member, live::change_origin origin);
    AMI_DECL void enter_group(const live::queue_member& member, live::change_origin origin);
    AMI_DECL void mark(
        std::string_view queue, std::string_view interface, bool is_sharing, live::change_origin origin);

    std::string_view key(std::string_view first, std::string_view second)
    {
        text_.clear();
        return text_.key(first).key(second).key();
    }

    store records_;
    by_id<std::vector<std::string>> groups_; // interfaces, by queue and state interface
    record_text text_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/queue_members.ipp>
#endif

#endif // AMI_SESSION_LIVE_QUEUE_MEMBERS_HPP
