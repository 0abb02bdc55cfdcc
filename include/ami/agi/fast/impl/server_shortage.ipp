// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What a FastAGI server does when connections cannot be accepted, mostly for want of files.

#ifndef AMI_AGI_FAST_IMPL_SERVER_SHORTAGE_IPP
#define AMI_AGI_FAST_IMPL_SERVER_SHORTAGE_IPP

#include <ami/agi/fast/accept_error.hpp>
#include <ami/agi/fast/fastagi_channel.hpp>
#include <ami/agi/fast/server_core.hpp>
#include <ami/agi/fast/turn_away.hpp>
#include <ami/net/transports/accept_socket.hpp>

#include <algorithm>
#include <memory>

namespace ami::detail {

// The socket stays readable, so without a pause this would run all the time.
AMI_DECL void fastagi_core::pause_accepting(const error_code& error)
{
    constexpr duration shortest = std::chrono::milliseconds(10);
    constexpr duration longest = std::chrono::milliseconds(250);
    bool is_first = false;
    bool lasts = false;
    {
        const std::lock_guard lock(mutex_);
        ++counters_.accept_errors;
        if (!acceptor_)
            return;
        is_first = accept_pause_ == duration{};
        lasts = accept_pause_ == longest;
        accept_pause_ = std::clamp(2 * accept_pause_, shortest, longest);
        accept_timer_.emplace(executor(), accept_pause_);
        accept_timer_->async_wait([self = shared_from_this()](error_code ec) {
            if (!ec)
                self->accept_connections();
        });
    }
    if (is_first)
        log(log_level::error, "the FastAGI server cannot accept connections", {{"error", error.message()}});
    else
        make_places();
    if (lasts && is_file_missing(error))
        turn_waiting_away();
}

// The files of peers that say nothing may be what is missing. All have had the pause to say something.
AMI_DECL void fastagi_core::make_places()
{
    constexpr int most = 16;
    for (int i = 0; i != most; ++i) {
        std::shared_ptr<fastagi_channel> oldest;
        {
            const std::lock_guard lock(mutex_);
            oldest = find(admission_.oldest());
        }
        if (!oldest)
            return;
        oldest->make_place_later(true);
    }
}

// Opens the file that is kept for when there are no more.
AMI_DECL void fastagi_core::keep_spare_file_locked()
{
    error_code ignored; // then there is none
    open_socket(spare_file_.emplace(executor()), local_endpoint_.protocol(), ignored);
}

// Accepts a connection by the file that is kept for this, says `failure` and closes it. False if none waits, or there is no file.
AMI_DECL bool fastagi_core::turn_next_away(std::uint64_t fastagi_counters::*cause)
{
    const std::lock_guard lock(mutex_);
    if (!acceptor_)
        return false;
    spare_file_.reset();
    error_code ec;
    asio::ip::tcp::endpoint peer;
    {
        auto socket = accept_socket(*acceptor_, executor(), peer, ec);
        if (!ec) {
            turn_away(socket);
            ++counters_.accepted;
            ++(peers_.allows(peer.address()) ? counters_.*cause : counters_.refused_peers);
        }
    }
    keep_spare_file_locked();
    return !ec || is_of_one_connection(ec);
}

// Asterisk takes those that wait in the backlog for accepted: the callers hear nothing, for as long as that lasts.
AMI_DECL void fastagi_core::turn_waiting_away()
{
    constexpr int most = 256; // then the sessions have their turn
    for (int left = most; left != 0 && turn_next_away(&fastagi_counters::refused_sessions); --left) {}
}

} // namespace ami::detail

#endif // AMI_AGI_FAST_IMPL_SERVER_SHORTAGE_IPP
