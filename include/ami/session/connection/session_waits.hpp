// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_CONNECTION_SESSION_WAITS_HPP
#define AMI_SESSION_CONNECTION_SESSION_WAITS_HPP

#include <ami/session/actions/aborted.hpp>
#include <ami/session/output.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace ami::detail {

// Operations that wait for the session itself: one until it is ready, others for its end.
class session_waits {
public:
    explicit session_waits(output_queue& outputs) : outputs_(outputs) {}

    // A session begins. `connecting` may be null.
    void start(operation_pointer connecting)
    {
        ++sessions_;
        connecting_ = std::move(connecting);
    }

    void wait_for_end(operation_pointer operation)
    {
        closing_.emplace_back(std::move(operation))->waits_for_end = true;
    }

    void ready() { complete_connecting({}); }

    // Everybody that waits is told `cause`.
    void end(const failure& cause)
    {
        complete_connecting(cause);
        cancelled_ = 0;
        for (auto& each : std::exchange(closing_, {})) {
            if (std::exchange(each->waits_for_end, false))
                outputs_.complete(std::move(each), cause);
        }
    }

    // As all functions that cancel: false if it does not wait.
    bool cancel_connecting(const operation_pointer& operation)
    {
        if (!operation || connecting_ != operation)
            return false;
        complete_connecting(failure(aborted()));
        return true;
    }

    bool cancel_wait(const operation_pointer& operation)
    {
        if (!std::exchange(operation->waits_for_end, false))
            return false;
        // They are looked for among all only when half have been cancelled.
        if (++cancelled_ > closing_.size() / 2) {
            std::erase_if(closing_, [](const auto& each) { return !each->waits_for_end; });
            cancelled_ = 0;
        }
        outputs_.complete(operation, failure(aborted()));
        return true;
    }

    // Sessions that have begun.
    std::uint64_t sessions() const noexcept { return sessions_; }

private:
    void complete_connecting(failure cause)
    {
        if (connecting_)
            outputs_.complete(std::exchange(connecting_, nullptr), std::move(cause));
    }

    output_queue& outputs_;
    operation_pointer connecting_;
    std::vector<operation_pointer> closing_; // some were cancelled
    std::size_t cancelled_ = 0;
    std::uint64_t sessions_ = 0;
};

} // namespace ami::detail

#endif // AMI_SESSION_CONNECTION_SESSION_WAITS_HPP
