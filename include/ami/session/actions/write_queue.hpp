// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_ACTIONS_WRITE_QUEUE_HPP
#define AMI_SESSION_ACTIONS_WRITE_QUEUE_HPP

#include <ami/protocol/values/secret.hpp>
#include <ami/session/actions/action_kind.hpp>
#include <ami/session/actions/ring.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
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
    // A login's secret passes through here; it must not stay in memory that is reused or freed.
    ~write_queue() { clear(); }

    // The place to serialize the action `id` to; ids grow. `added` must follow.
    std::string& text() noexcept { return bytes_; }
    void added(std::uint64_t id, action_kind kind = action_kind::user, std::string_view mask = {})
    {
        if (!mask.empty())
            masks_.emplace_back(id, mask);
        marks_.push_back({id, end_, bytes_.size(), false, kind});
        waiting_ += bytes_.size() - end_;
        end_ = bytes_.size();
    }

    // Makes room for `more` bytes; growing later would leave a copy of the text in memory.
    void reserve(std::size_t more) { bytes_.reserve(bytes_.size() + more); }

    // Whether the action waits, or was handed over, and no byte of it is on its way.
    bool can_remove(std::uint64_t id) const { return waits_whole(id) || is_handed_over(id); }

    // Removes an action of which no byte is on its way. Returns false if there is no such action.
    bool remove(std::uint64_t id)
    {
        if (std::erase(handed_over_, id) != 0) {
            unawaited_.push_back(id);
            return true;
        }
        if (!waits_whole(id))
            return false;
        auto& mark = marks_[place_of(id)];
        const std::size_t size = mark.end - mark.begin;
        detail::wipe(bytes_.data() + mark.begin, size);
        mark.removed = true;
        waiting_ -= size;
        removed_ += size;
        drop_what_is_gone();
        if (removed_ > waiting_ && removed_ > worth_moving)
            close_gaps();
        return true;
    }

    // Nobody waits for the answer to an action that was sent, or is being sent.
    void give_up(std::uint64_t id) { unawaited_.push_back(id); }

    // The actions that were removed after they were handed over, which must not be sent, and those that were given up.
    std::vector<std::uint64_t> take_unawaited() { return std::exchange(unawaited_, {}); }

    // Whether the network took the action's last byte.
    bool was_sent(std::uint64_t id) const noexcept { return left(id) && !is_handed_over(id); }

    // --- a transport of messages ---

    // The oldest action that waits; there is one, and no byte of it was written.
    queued_action front() const noexcept
    {
        const auto& mark = marks_.front();
        queued_action oldest{mark.id, mark.kind, {bytes_.data() + mark.begin, mark.end - mark.begin}, {}};
        for (const auto& [id, mask] : masks_) {
            if (id == mark.id)
                oldest.mask = mask;
        }
        return oldest;
    }

    // The transport has what it needs of `front`, and is to say whether it was sent.
    void hand_over()
    {
        const auto& mark = marks_.front();
        handed_over_.push_back(mark.id);
        const auto size = mark.end - mark.begin;
        written(size, size);
    }

    // The network took the last byte of the action's request.
    void sent(std::uint64_t id) noexcept { std::erase(handed_over_, id); }

    // The server refused an action that was sent without carrying it out; the transport is to send it again.
    void sent_in_vain(std::uint64_t id)
    {
        if (!is_handed_over(id))
            handed_over_.push_back(id);
    }

    // --- a transport of bytes ---

    // Bytes that wait.
    std::size_t size() const noexcept { return waiting_; }
    bool empty() const noexcept { return waiting_ == 0; }

    // What is to be written next: whole actions (of the first, what is left), no more than `most` bytes but at least
    // one action. The view is good until anything else here is called.
    std::string_view next(std::size_t most) const noexcept
    {
        std::size_t end = gone_;
        for (std::size_t i = 0; i != marks_.size(); ++i) {
            const auto& mark = marks_[i];
            if (mark.removed || (end != gone_ && mark.end - gone_ > most))
                break;
            end = mark.end;
        }
        return {bytes_.data() + gone_, end - gone_};
    }

    // The network took the first `taken` bytes of `next`. Those up to `committed` must be written as they are.
    void written(std::size_t taken, std::size_t committed) noexcept
    {
        detail::wipe(bytes_.data() + gone_, taken);
        committed_ = gone_ + std::max(taken, committed);
        gone_ += taken;
        waiting_ -= taken;
        drop_what_is_gone();
        if (gone_ > waiting_ && gone_ > worth_moving)
            close_gaps();
    }

    void clear() noexcept
    {
        drop_bytes();
        handed_over_.clear();
        unawaited_.clear();
    }

private:
    struct mark_type {
        std::uint64_t id;
        std::size_t begin; // in bytes_
        std::size_t end;
        bool removed;
        action_kind kind;
    };

    void drop_bytes() noexcept
    {
        detail::wipe(bytes_);
        marks_.clear();
        masks_.clear();
        end_ = gone_ = committed_ = waiting_ = removed_ = 0;
    }

    bool left(std::uint64_t id) const noexcept { return marks_.empty() || id < marks_.front().id; }
    bool is_handed_over(std::uint64_t id) const noexcept
    {
        return std::find(handed_over_.begin(), handed_over_.end(), id) != handed_over_.end();
    }
    bool waits_whole(std::uint64_t id) const
    {
        const auto place = place_of(id);
        if (place == marks_.size())
            return false;
        const auto& mark = marks_[place];
        return mark.id == id && !mark.removed && mark.begin >= committed_;
    }

    static constexpr std::size_t worth_moving = 16384;

    static bool is_before(const mark_type& mark, std::uint64_t id) noexcept { return mark.id < id; }
    std::size_t place_of(std::uint64_t id) const { return marks_.lower_bound(id, &is_before); }

    void drop_what_is_gone() noexcept
    {
        while (!marks_.empty() && (marks_.front().removed || marks_.front().end <= gone_)) {
            if (marks_.front().removed) {
                removed_ -= marks_.front().end - marks_.front().begin;
                gone_ = marks_.front().end;
            }
            marks_.pop_front();
        }
        if (marks_.empty())
            return drop_bytes();
        if (!masks_.empty())
            std::erase_if(masks_, [this](const auto& each) { return each.first < marks_.front().id; });
    }

    // Each byte that is moved here stands for one that went or was removed since the last time.
    void close_gaps() noexcept
    {
        const std::size_t begun = !marks_.empty() && marks_.front().begin < gone_ ? 1 : 0;
        std::size_t to = 0;
        for (std::size_t i = 0; i != marks_.size(); ++i) {
            auto& mark = marks_[i];
            if (mark.removed)
                continue;
            const auto from = std::max(mark.begin, gone_);
            const auto size = mark.end - from;
            std::memmove(bytes_.data() + to, bytes_.data() + from, size);
            mark.begin = to;
            mark.end = to + size;
            to += size;
        }
        detail::wipe(bytes_.data() + to, bytes_.size() - to);
        bytes_.resize(to);
        marks_.erase_if([](const mark_type& mark) { return mark.removed; });
        committed_ = std::max(begun, committed_ > gone_ ? committed_ - gone_ : 0);
        gone_ = removed_ = 0;
        end_ = to;
    }

    std::string bytes_;
    ring<mark_type> marks_;     // by id; the first one is not removed
    std::size_t end_ = 0;       // of what is marked
    std::size_t gone_ = 0;      // bytes at the front that the network took, or that were removed
    std::size_t committed_ = 0; // bytes at the front that cannot be removed any more
    std::size_t waiting_ = 0;
    std::size_t removed_ = 0;                // bytes between others
    std::vector<std::uint64_t> handed_over_; // and not sent: not more than the transport has connections
    std::vector<std::uint64_t> unawaited_;
    std::vector<std::pair<std::uint64_t, std::string>> masks_; // of actions that wait
};

} // namespace ami::detail

#endif // AMI_SESSION_ACTIONS_WRITE_QUEUE_HPP
