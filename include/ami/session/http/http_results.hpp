// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_HTTP_HTTP_RESULTS_HPP
#define AMI_SESSION_HTTP_HTTP_RESULTS_HPP

#include <ami/protocol/errors/error.hpp>
#include <ami/session/actions/write_queue.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ami::detail {

// What an answer brought: packets, none of which is cut. If `id` is set, they are all of the answer to that action, or
// there is none, and `error` says why. Or a gap: events may have been lost between what came before it and what comes after it.
struct http_result {
    std::uint64_t id = 0;
    std::string packets;
    failure error;
    bool is_gap = false;
};

// What an HTTP session has for the session above: results, and in the write queue what was sent.
class http_results {
public:
    explicit http_results(write_queue& queue) : queue_(&queue) {}

    // Null once nobody takes results any more.
    write_queue* queue() const noexcept { return queue_; }
    void leave() noexcept
    {
        queue_ = nullptr;
        undelivered_.clear();
    }

    void add(std::string packets, std::uint64_t id = 0)
    {
        if (!packets.empty() || id != 0)
            results_.push_back({id, std::move(packets), {}, false});
    }

    // Of an action from the queue; 0 is none.
    void fail(std::uint64_t id, failure error)
    {
        if (id == 0)
            return;
        if (error.ec == errc::not_sent)
            sent_in_vain(id);
        results_.push_back({id, {}, std::move(error), false});
    }
    void fail_unsent(std::uint64_t id, const failure& cause) { fail(id, {errc::not_sent, cause.text}); }

    void sent(std::uint64_t id) noexcept
    {
        if (queue_ && id != 0)
            queue_->sent(id);
    }
    void sent_in_vain(std::uint64_t id)
    {
        if (queue_ && id != 0)
            queue_->sent_in_vain(id);
    }

    // The answer to the login is kept until events are collected: the program starts actions after it.
    void hold_login(std::string packets) { login_ = std::move(packets); }
    void release_login() { add(std::exchange(login_, {})); }

    // The result of this action has to reach the session above before anything else is decided.
    void await_delivery(std::uint64_t id)
    {
        if (queue_)
            undelivered_.push_back(id);
    }
    bool has_undelivered() const noexcept { return !undelivered_.empty(); }
    bool on_delivered(std::uint64_t id) { return std::erase(undelivered_, id) != 0; }

    void add_gap() { results_.push_back({0, {}, {}, true}); }
    void note_damaged(std::size_t packets) noexcept { damaged_ += packets; }

    std::vector<http_result> take() { return std::exchange(results_, {}); }
    std::size_t damaged_packets() const noexcept { return damaged_; }

private:
    write_queue* queue_;
    std::vector<http_result> results_;
    std::string login_;
    std::vector<std::uint64_t> undelivered_;
    std::size_t damaged_ = 0;
};

} // namespace ami::detail

#endif // AMI_SESSION_HTTP_HTTP_RESULTS_HPP
