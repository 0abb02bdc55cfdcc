// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_VIRTUAL_LINK_HPP
#define AMI_TESTING_DETAIL_VIRTUAL_LINK_HPP

#include <ami/protocol/errors/errc.hpp>

#include <ami/detail/macros.hpp>
#include <ami/testing/detail/agenda.hpp>
#include <ami/testing/detail/network_conditions.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace ami::testing::detail {

// A connection in memory, as TCP makes it: bytes keep their order, an end and a reset follow what was written.
class virtual_link : public std::enable_shared_from_this<virtual_link> {
public:
    using duration = std::chrono::steady_clock::duration;

    enum class side { client, server };
    static side other(side of) noexcept { return of == side::client ? side::server : side::client; }

    // All of these are used until the link is destroyed.
    virtual_link(agenda& later, const std::shared_ptr<network_conditions>& conditions)
        : agenda_(later), conditions_(conditions)
    {}

    // Is invoked when there is something to read at this end; when something can be written there, or never will.
    void watch(side end, std::function<void()> readable, std::function<void()> writable)
    {
        towards(end).readable = std::move(readable);
        towards(other(end)).writable = std::move(writable);
    }

    // How much was taken. `would_block` if that is nothing.
    AMI_DECL std::size_t write(side from, std::string_view bytes, error_code& ec);

    // What has arrived. Nothing and no error is the end.
    AMI_DECL std::size_t read(side at, std::span<char> into, error_code& ec);
    bool is_readable(side at) const noexcept { return !towards(at).unread.empty() || towards(at).ended; }
    bool is_writable(side at) const { return towards(other(at)).broken || room(towards(other(at))) != 0; }

    // This end writes no more.
    AMI_DECL void shut_down(side from);

    // This end neither reads nor writes any more. With something unread, or by `resets`, the other one gets a reset.
    AMI_DECL void close(side from, bool resets = false);

    // The network breaks the connection: both ends get a reset. `loses`: what is on its way does not arrive.
    AMI_DECL void cut(bool loses);

    // Nothing arrives at this end for so long.
    AMI_DECL void stall(side at, duration time);

    bool is_over() const noexcept { return is_closed(side::client) && is_closed(side::server); }
    bool is_closed(side end) const noexcept { return towards(end).forsaken; }

private:
    struct piece {
        agenda::time_point when;
        std::string bytes;
        bool ends = false;
        error_code end;
    };

    // What goes to one end.
    struct direction {
        std::deque<piece> underway;
        std::size_t underway_size = 0;
        std::string unread;
        agenda::time_point last{};
        agenda::time_point stalled_until{};
        bool shut = false;     // nothing more is written
        bool ended = false;    // the end has arrived
        error_code end;        // its error
        bool forsaken = false; // nobody reads
        bool broken = false;   // a reset has arrived on the way back: writing fails
        bool is_reset = false; // this end gets a reset
        bool waits = false;    // for what is on its way
        bool blocked = false;  // who writes waits for room
        std::function<void()> readable;
        std::function<void()> writable;
    };

    direction& towards(side end) noexcept { return directions_[static_cast<std::size_t>(end)]; }
    const direction& towards(side end) const noexcept { return directions_[static_cast<std::size_t>(end)]; }
    std::size_t room(const direction& to) const
    {
        const auto used = to.underway_size + to.unread.size();
        const auto all = conditions_->window();
        return used < all ? all - used : 0;
    }

    AMI_DECL void dispatch(side at, piece sent);
    AMI_DECL void deliver(side at);
    AMI_DECL void arrive(side at, piece sent);
    AMI_DECL void wait_for(side at);
    AMI_DECL void reset(side at);

    agenda& agenda_;
    std::shared_ptr<network_conditions> conditions_;
    std::array<direction, 2> directions_;
};

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/virtual_link.ipp>
#endif

#endif // AMI_TESTING_DETAIL_VIRTUAL_LINK_HPP
