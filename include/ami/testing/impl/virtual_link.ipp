// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_VIRTUAL_LINK_IPP
#define AMI_TESTING_IMPL_VIRTUAL_LINK_IPP

#include <ami/testing/detail/virtual_link.hpp>

#include <boost/asio/error.hpp>

#include <algorithm>
#include <cstring>
#include <utility>

namespace ami::testing::detail {

AMI_DECL std::size_t virtual_link::write(side from, std::string_view bytes, error_code& ec)
{
    auto& to = towards(other(from));
    ec = {};
    if (to.broken || to.shut) {
        ec = boost::asio::error::broken_pipe;
        return 0;
    }
    bytes = bytes.substr(0, room(to));
    if (bytes.empty()) {
        to.blocked = true;
        ec = boost::asio::error::would_block;
        return 0;
    }
    const auto size = bytes.size();
    while (!bytes.empty()) {
        const auto passage = conditions_->on_bytes(bytes.size());
        const auto together = std::clamp<std::size_t>(passage.size, 1, bytes.size());
        dispatch(
            other(from), {agenda_.now() + passage.delay, std::string(bytes.substr(0, together)), false, {}});
        bytes.remove_prefix(together);
    }
    return size;
}

AMI_DECL std::size_t virtual_link::read(side at, std::span<char> into, error_code& ec)
{
    auto& from = towards(at);
    ec = {};
    if (from.unread.empty()) {
        ec = from.end;
        return 0;
    }
    const auto size = std::min(into.size(), from.unread.size());
    std::memcpy(into.data(), from.unread.data(), size);
    from.unread.erase(0, size);
    if (from.writable && from.blocked && !std::exchange(from.blocked, false))
        from.writable();
    return size;
}

AMI_DECL void virtual_link::shut_down(side from)
{
    auto& to = towards(other(from));
    if (std::exchange(to.shut, true))
        return;
    dispatch(other(from), {agenda_.now() + conditions_->on_bytes(1).delay, {}, true, {}});
}

AMI_DECL void virtual_link::close(side from, bool resets)
{
    auto& own = towards(from);
    if (std::exchange(own.forsaken, true))
        return;
    own.readable = nullptr;
    towards(other(from)).writable = nullptr;
    if (resets || !own.unread.empty())
        return reset(other(from));
    shut_down(from);
}

AMI_DECL void virtual_link::cut(bool loses)
{
    for (const auto end : {side::client, side::server}) {
        if (loses) {
            towards(end).underway.clear();
            towards(end).underway_size = 0;
        }
        reset(end);
    }
}

// After what is on its way.
AMI_DECL void virtual_link::reset(side at)
{
    auto& to = towards(at);
    if (std::exchange(to.is_reset, true))
        return;
    to.shut = true;
    dispatch(at, {agenda_.now(), {}, true, boost::asio::error::connection_reset});
}

AMI_DECL void virtual_link::stall(side at, duration time)
{
    towards(at).stalled_until = std::max(towards(at).stalled_until, agenda_.now() + time);
}

AMI_DECL void virtual_link::dispatch(side at, piece sent)
{
    auto& to = towards(at);
    to.last = std::max({to.last, sent.when, agenda_.now()});
    sent.when = to.last;
    to.underway_size += sent.bytes.size();
    to.underway.push_back(std::move(sent));
    if (to.underway.size() == 1)
        deliver(at);
}

AMI_DECL void virtual_link::deliver(side at)
{
    auto& to = towards(at);
    while (!to.underway.empty()) {
        if (std::max(to.underway.front().when, to.stalled_until) > agenda_.now())
            return wait_for(at);
        auto sent = std::move(to.underway.front());
        to.underway.pop_front();
        to.underway_size -= sent.bytes.size();
        arrive(at, std::move(sent));
    }
}

AMI_DECL void virtual_link::wait_for(side at)
{
    auto& to = towards(at);
    if (std::exchange(to.waits, true))
        return;
    const auto when = std::max(to.underway.front().when, to.stalled_until);
    agenda_.later(when - agenda_.now(), [weak = weak_from_this(), at] {
        const auto self = weak.lock();
        if (!self)
            return;
        self->towards(at).waits = false;
        self->deliver(at);
    });
}

AMI_DECL void virtual_link::arrive(side at, piece sent)
{
    auto& to = towards(at);
    if (to.ended)
        return;
    if (to.forsaken) {
        // A reset is the answer to bytes that nobody reads.
        if (!sent.ends)
            reset(other(at));
        return;
    }
    to.unread += sent.bytes;
    if (sent.ends) {
        to.ended = true;
        to.end = sent.end;
        auto& back = towards(other(at));
        if (sent.end && !std::exchange(back.broken, true) && std::exchange(back.blocked, false) &&
            back.writable)
            back.writable();
    }
    if (to.readable)
        to.readable();
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_VIRTUAL_LINK_IPP
