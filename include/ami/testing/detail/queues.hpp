// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_QUEUES_HPP
#define AMI_TESTING_DETAIL_QUEUES_HPP

#include <ami/testing/options.hpp>
#include <ami/testing/packet_text.hpp>

#include <ami/detail/macros.hpp>
#include <ami/testing/detail/agenda.hpp>
#include <ami/testing/detail/channel.hpp>
#include <ami/testing/detail/classes.hpp>
#include <ami/testing/detail/device_states.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ami::testing::detail {

// A member as app_queue.c keeps it.
struct live_member : queue_member {
    using queue_member::queue_member;

    std::string membership = "static";
    std::int64_t login_time = 0;
    std::int64_t last_pause = 0;
    std::int64_t last_call = 0;
    int calls_taken = 0;
    bool in_call = false;
    bool ring_in_use = true;
};

// A caller who waits.
struct live_caller {
    std::weak_ptr<channel> who; // nobody for one that the options name
    std::string channel_name;
    std::string uniqueid;
    std::string number;
    std::string name;
    std::string connected_number;
    std::string connected_name;
    int priority = 0;
    int first_position = 0;
    std::chrono::steady_clock::time_point since;
};

struct live_queue {
    std::string name;
    std::string strategy;
    std::vector<live_member> members;
    std::vector<live_caller> callers;
    int max_callers = 0; // 0: any number
    bool join_when_empty = true;
    bool leave_when_empty = false;
    std::size_t next_member = 0; // of a strategy that takes turns
    int completed = 0;
    int abandoned = 0;
    int hold_time = 0;
    int talk_time = 0;
};

// app_queue.c: the queues, their members and who waits. Whom a caller is connected with is the PBX's part.
class queues {
public:
    using emitter = std::function<void(class_mask, const std::string&)>;

    AMI_DECL queues(const options& settings, agenda& later, device_states& devices, emitter emit);

    std::vector<live_queue>& all() noexcept { return all_; }
    const std::vector<live_queue>& all() const noexcept { return all_; }

    // Null if there is none.
    AMI_DECL live_queue* find(std::string_view name);
    AMI_DECL live_member* find_member(live_queue& in, std::string_view interface);

    AMI_DECL void add(live_queue& to, live_member member);
    AMI_DECL void remove(live_queue& from, std::string_view interface);

    // Of one queue, or of all where no name is given. False if the interface is nowhere a member.
    AMI_DECL bool pause(
        std::string_view queue, std::string_view interface, bool paused, std::string_view reason);
    AMI_DECL bool set_penalty(std::string_view queue, std::string_view interface, int penalty);
    AMI_DECL bool set_ring_in_use(std::string_view queue, std::string_view interface, bool value);

    // Who waits or does not wait any more is a state of the device `Queue:NAME`.
    AMI_DECL void tell_callers(const live_queue& of);

    // The device of members is in another state.
    AMI_DECL void follow(std::string_view device, device_state state);

private:
    AMI_DECL void emit_member(
        std::string_view event, const live_queue& in, const live_member& about, std::string_view reason = {});
    AMI_DECL void tell_pause(const live_queue& in, const live_member& of);

    // Does something with each member of this interface, and tells whether there was one.
    template <class Function>
    bool for_each(std::string_view queue, std::string_view interface, const Function& function);

    const options& settings_;
    agenda& agenda_;
    device_states& devices_;
    emitter emit_;
    std::vector<live_queue> all_;
};

AMI_DECL std::int64_t unix_time(const agenda& now);

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/queues.ipp>
#endif

#endif // AMI_TESTING_DETAIL_QUEUES_HPP
