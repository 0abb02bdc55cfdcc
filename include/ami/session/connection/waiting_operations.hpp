// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CONNECTION_WAITING_OPERATIONS_HPP
#define AMI_SESSION_CONNECTION_WAITING_OPERATIONS_HPP

#include <ami/protocol/errors/error.hpp>
#include <ami/session/actions/aborted.hpp>
#include <ami/session/output.hpp>

#include <cstddef>
#include <utility>
#include <vector>

namespace ami::detail {

// Operations that wait for the same turn of the session.
class waiting_operations {
public:
    void add(operation_pointer operation)
    {
        all_.emplace_back(std::move(operation))->waits_for_session = true;
    }

    void complete(output_queue& outputs, const failure& error)
    {
        cancelled_ = 0;
        for (auto& each : std::exchange(all_, {})) {
            if (std::exchange(each->waits_for_session, false))
                outputs.complete(std::move(each), error);
        }
    }

    // False if it does not wait.
    bool cancel(output_queue& outputs, const operation_pointer& operation)
    {
        if (!std::exchange(operation->waits_for_session, false))
            return false;
        // They are looked for among all only when half have been cancelled.
        if (++cancelled_ > all_.size() / 2) {
            std::erase_if(all_, [](const auto& each) { return !each->waits_for_session; });
            cancelled_ = 0;
        }
        outputs.complete(operation, failure(aborted()));
        return true;
    }

private:
    std::vector<operation_pointer> all_; // some were cancelled
    std::size_t cancelled_ = 0;
};

} // namespace ami::detail

#endif // AMI_SESSION_CONNECTION_WAITING_OPERATIONS_HPP
