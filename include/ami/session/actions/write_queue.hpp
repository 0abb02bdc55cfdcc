// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_ACTIONS_WRITE_QUEUE_HPP
#define AMI_SESSION_ACTIONS_WRITE_QUEUE_HPP

#include <ami/session/actions/action_kind.hpp>
#include <ami/session/actions/handed_over_actions.hpp>
#include <ami/session/actions/write_buffer.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::detail {

// An action that a transport may take.
struct queued_action {
    std::uint64_t id = 0;
    action_kind kind = action_kind::user;
    std::string_view text; // as it is written over TCP, the blank line included
    std::string_view mask; // of a login and a mask: which events the session on the server has then
};

// Actions that wait to be sent, and what is known of the sending: the transport takes them from here and says here what
// became of them; the session reads it here, and removes those that nobody waits for any more.
//
// A transport of bytes writes `next`: an action counts as sent once its last byte is gone, and can be removed as long as
// its first one is here. A transport of messages takes `front` over with `hand_over`; then the action counts as sent
// from `sent` on, and can be removed before.
class write_queue {
public:
    // The place to serialize the action `id` to; ids grow. `added` must follow.
    std::string& text() noexcept { return waiting_.text(); }
    void added(std::uint64_t id, action_kind kind = action_kind::user, std::string_view mask = {})
    {
        if (!mask.empty())
            masks_.emplace_back(id, mask);
        waiting_.added(id, kind);
    }

    // Makes room for `more` bytes; growing later would leave a copy of the text in memory.
    void reserve(std::size_t more) { waiting_.reserve(more); }

    // Whether the action waits, or was handed over, and no byte of it is on its way.
    bool can_remove(std::uint64_t id) const { return waiting_.can_remove(id) || handed_over_.contains(id); }

    // Removes an action of which no byte is on its way. Returns false if there is no such action.
    bool remove(std::uint64_t id)
    {
        if (handed_over_.withdraw(id))
            return true;
        if (!waiting_.can_remove(id))
            return false;
        waiting_.remove(id);
        drop_masks();
        return true;
    }

    // Nobody waits for the answer to an action that was sent, or is being sent.
    void give_up(std::uint64_t id) { handed_over_.give_up(id); }

    // The actions that were removed after they were handed over, which must not be sent, and those that were given up.
    std::vector<std::uint64_t> take_unawaited() { return handed_over_.take_unawaited(); }

    // Whether the network took the action's last byte.
    bool was_sent(std::uint64_t id) const noexcept
    {
        return waiting_.was_written(id) && !handed_over_.contains(id);
    }

    // --- a transport of messages ---

    // The oldest action that waits; there is one, and no byte of it was written.
    queued_action front() const noexcept
    {
        queued_action oldest{waiting_.front_id(), waiting_.front_kind(), waiting_.front_text(), {}};
        for (const auto& [id, mask] : masks_) {
            if (id == oldest.id)
                oldest.mask = mask;
        }
        return oldest;
    }

    // The transport has what it needs of `front`, and is to say whether it was sent.
    void hand_over()
    {
        handed_over_.add(waiting_.front_id());
        const auto size = waiting_.front_text().size();
        written(size, size);
    }

    // The network took the last byte of the action's request.
    void sent(std::uint64_t id) noexcept { handed_over_.sent(id); }

    // The server refused an action that was sent without carrying it out; the transport is to send it again.
    void sent_in_vain(std::uint64_t id) { handed_over_.add(id); }

    // --- a transport of bytes ---

    // Bytes that wait.
    std::size_t size() const noexcept { return waiting_.size(); }
    bool empty() const noexcept { return waiting_.size() == 0; }

    // As of `write_buffer`.
    std::string_view next(std::size_t most) const noexcept { return waiting_.next(most); }
    void written(std::size_t taken, std::size_t committed) noexcept
    {
        waiting_.written(taken, committed);
        drop_masks();
    }

    void clear() noexcept
    {
        waiting_.clear();
        handed_over_.clear();
        masks_.clear();
    }

private:
    void drop_masks() noexcept
    {
        if (!masks_.empty())
            std::erase_if(masks_, [this](const auto& each) { return waiting_.was_written(each.first); });
    }

    write_buffer waiting_;
    handed_over_actions handed_over_;
    std::vector<std::pair<std::uint64_t, std::string>> masks_; // of actions that wait
};

} // namespace ami::detail

#endif // AMI_SESSION_ACTIONS_WRITE_QUEUE_HPP
