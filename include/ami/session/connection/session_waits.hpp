// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CONNECTION_SESSION_WAITS_HPP
#define AMI_SESSION_CONNECTION_SESSION_WAITS_HPP

#include <ami/session/actions/aborted.hpp>
#include <ami/session/connection/waiting_operations.hpp>
#include <ami/session/output.hpp>

#include <cstdint>
#include <utility>

namespace ami::detail {

// Operations that wait for the session itself: until it is ready, or for its end.
class session_waits {
public:
    explicit session_waits(output_queue& outputs) : outputs_(outputs) {}

    // A session begins. `connecting` may be null.
    void start(operation_pointer connecting)
    {
        ++sessions_;
        connecting_ = std::move(connecting);
    }

    void wait_for_end(operation_pointer operation) { for_end_.add(std::move(operation)); }
    void wait_until_ready(operation_pointer operation) { until_ready_.add(std::move(operation)); }

    void ready()
    {
        complete_connecting({});
        until_ready_.complete(outputs_, {});
    }

    // Everybody that waits is told `cause`.
    void end(const failure& cause)
    {
        complete_connecting(cause);
        until_ready_.complete(outputs_, cause);
        for_end_.complete(outputs_, cause);
    }

    // As all functions that cancel: false if it does not wait.
    bool cancel_connecting(const operation_pointer& operation)
    {
        if (!operation || connecting_ != operation)
            return false;
        complete_connecting(failure(aborted()));
        return true;
    }
    bool cancel_wait_for_end(const operation_pointer& operation)
    {
        return for_end_.cancel(outputs_, operation);
    }
    bool cancel_wait_until_ready(const operation_pointer& operation)
    {
        return until_ready_.cancel(outputs_, operation);
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
    waiting_operations until_ready_;
    waiting_operations for_end_;
    std::uint64_t sessions_ = 0;
};

} // namespace ami::detail

#endif // AMI_SESSION_CONNECTION_SESSION_WAITS_HPP
