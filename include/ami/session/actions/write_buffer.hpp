// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_ACTIONS_WRITE_BUFFER_HPP
#define AMI_SESSION_ACTIONS_WRITE_BUFFER_HPP

#include <ami/protocol/values/secret.hpp>
#include <ami/session/actions/action_kind.hpp>
#include <ami/session/actions/ring.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace ami::detail {

// The text of actions that wait to be written, one after another. An action can be removed as long as no byte of it was
// written, or must be.
class write_buffer {
public:
    // A login's secret passes through here; it must not stay in memory that is reused or freed.
    ~write_buffer() { clear(); }

    // The place to serialize the action `id` to; ids grow. `added` must follow.
    std::string& text() noexcept { return bytes_; }
    void added(std::uint64_t id, action_kind kind)
    {
        marks_.push_back({id, end_, bytes_.size(), false, kind});
        waiting_ += bytes_.size() - end_;
        end_ = bytes_.size();
    }

    // Makes room for `more` bytes; growing later would leave a copy of the text in memory.
    void reserve(std::size_t more) { bytes_.reserve(bytes_.size() + more); }

    // Bytes that wait.
    std::size_t size() const noexcept { return waiting_; }

    // Whether the action and all before it are gone: written, or removed.
    bool was_written(std::uint64_t id) const noexcept { return marks_.empty() || id < marks_.front().id; }

    // Whether all of the action is here, and no byte of it must be written.
    bool can_remove(std::uint64_t id) const noexcept
    {
        const auto place = place_of(id);
        if (place == marks_.size())
            return false;
        const auto& mark = marks_[place];
        return mark.id == id && !mark.removed && mark.begin >= committed_;
    }

    // Of an action that can be removed.
    void remove(std::uint64_t id)
    {
        auto& mark = marks_[place_of(id)];
        const std::size_t size = mark.end - mark.begin;
        detail::wipe(bytes_.data() + mark.begin, size);
        mark.removed = true;
        waiting_ -= size;
        removed_ += size;
        drop_what_is_gone();
        if (removed_ > waiting_ && removed_ > worth_moving)
            close_gaps();
    }

    // The oldest action; there is one, and no byte of it was written.
    std::uint64_t front_id() const noexcept { return marks_.front().id; }
    action_kind front_kind() const noexcept { return marks_.front().kind; }
    std::string_view front_text() const noexcept
    {
        const auto& mark = marks_.front();
        return {bytes_.data() + mark.begin, mark.end - mark.begin};
    }

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
        detail::wipe(bytes_);
        marks_.clear();
        end_ = gone_ = committed_ = waiting_ = removed_ = 0;
    }

private:
    struct mark_type {
        std::uint64_t id;
        std::size_t begin; // in bytes_
        std::size_t end;
        bool removed;
        action_kind kind;
    };

    static constexpr std::size_t worth_moving = 16384;

    std::size_t place_of(std::uint64_t id) const noexcept
    {
        return marks_.lower_bound(
            id, [](const mark_type& mark, std::uint64_t wanted) { return mark.id < wanted; });
    }

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
            clear();
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
    std::size_t removed_ = 0; // bytes between others
};

} // namespace ami::detail

#endif // AMI_SESSION_ACTIONS_WRITE_BUFFER_HPP
