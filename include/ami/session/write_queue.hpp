// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_WRITE_QUEUE_HPP
#define AMI_SESSION_WRITE_QUEUE_HPP

#include <ami/protocol/secret.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace ami::detail {

// Actions that wait to be written, as one run of bytes. What `take` gave out counts as handed to the
// network, whether or not the network takes it: only what is still here was certainly never sent.
class write_queue {
public:
    // A login's secret passes through here; it must not stay in memory that is reused or freed.
    ~write_queue() { clear(); }

    // The place to serialize the action `id` to; ids grow. `added` must follow.
    std::string& text() noexcept { return waiting_; }
    void added(std::uint64_t id) { marks_.push_back({id, waiting_.size()}); }

    // Takes an action back that was not given out. False where it was.
    bool remove(std::uint64_t id)
    {
        const auto mark = std::lower_bound(marks_.begin(), marks_.end(), id,
            [](const mark_type& candidate, std::uint64_t wanted) { return candidate.id < wanted; });
        if (mark == marks_.end() || mark->id != id)
            return false;
        const std::size_t begin = mark == marks_.begin() ? 0 : std::prev(mark)->end;
        const std::size_t size = mark->end - begin;
        cut(waiting_, begin, size);
        for (auto later = marks_.erase(mark); later != marks_.end(); ++later)
            later->end -= size;
        return true;
    }

    // Whether the action's last byte was given out.
    bool was_taken(std::uint64_t id) const noexcept { return marks_.empty() || id < marks_.front().id; }

    std::size_t size() const noexcept { return waiting_.size(); }
    bool empty() const noexcept { return waiting_.empty(); }

    // Everything that waits. The view is good until the next call of `take`, `written` or `clear`.
    std::string_view take()
    {
        wipe(taken_);
        taken_.swap(waiting_);
        marks_.clear();
        return taken_;
    }

    // What `take` gave out is not needed any more.
    void written() noexcept { wipe(taken_); }

    void clear() noexcept
    {
        wipe(waiting_);
        wipe(taken_);
        marks_.clear();
    }

private:
    struct mark_type {
        std::uint64_t id;
        std::size_t end;
    };

    static void cut(std::string& text, std::size_t begin, std::size_t size) noexcept
    {
        const std::size_t left = text.size() - size;
        std::memmove(text.data() + begin, text.data() + begin + size, left - begin);
        detail::wipe(text.data() + left, size);
        text.resize(left);
    }

    std::string waiting_;
    std::string taken_;
    std::vector<mark_type> marks_;
};

} // namespace ami::detail

#endif // AMI_SESSION_WRITE_QUEUE_HPP
