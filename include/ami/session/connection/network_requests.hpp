// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CONNECTION_NETWORK_REQUESTS_HPP
#define AMI_SESSION_CONNECTION_NETWORK_REQUESTS_HPP

#include <ami/session/output.hpp>

#include <cstdint>
#include <utility>

namespace ami::detail {

// What the network is asked for. It is asked for nothing of a connection that was left before it came to that.
class network_requests {
public:
    explicit network_requests(output_queue& outputs) : outputs_(outputs) {}

    output& ask(output::kind type)
    {
        auto& asked = outputs_.push(type);
        asked.epoch = left_;
        return asked;
    }

    // The connection in hand is over. `gently`: the server gets the time to read what was written. `error` is what becomes of
    // what waits.
    void leave(bool gently, failure error)
    {
        ++left_;
        leaves_gently_ = gently;
        auto& told = outputs_.push(output::kind::disconnect);
        told.gently = gently;
        told.error = std::move(error);
    }

    // Whether it was asked for a connection that was left since.
    bool is_outdated(const output& asked) const noexcept
    {
        return asked.type >= output::kind::resolve && asked.type <= output::kind::read &&
               asked.epoch != left_;
    }

    // Connections that were left.
    std::uint64_t left() const noexcept { return left_; }
    // Whether the last of them was left gently.
    bool leaves_gently() const noexcept { return leaves_gently_; }

private:
    output_queue& outputs_;
    std::uint64_t left_ = 0;
    bool leaves_gently_ = false;
};

} // namespace ami::detail

#endif // AMI_SESSION_CONNECTION_NETWORK_REQUESTS_HPP
