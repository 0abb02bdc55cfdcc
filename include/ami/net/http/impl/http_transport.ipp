// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_HTTP_IMPL_HTTP_TRANSPORT_IPP
#define AMI_NET_HTTP_IMPL_HTTP_TRANSPORT_IPP

#include <ami/net/erased_function.hpp>
#include <ami/net/http/http_transport.hpp>
#include <ami/net/md5.hpp>

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <utility>

namespace ami::detail {

inline std::string random_hex(network& from)
{
    std::array<unsigned char, 8> bytes{};
    from.fill_random(bytes);
    std::uint64_t number = 0;
    for (const auto byte : bytes)
        number = number << 8 | byte;
    return fmt::format("{:016x}", number);
}

AMI_DECL http_transport::http_transport(asio::any_io_executor executor, const config& settings,
    std::shared_ptr<network> carrier, write_queue& queue, const server_settings& server,
    transport_observer& observer)
    : connections_(std::move(executor), settings, std::move(carrier)), queue_(queue), observer_(&observer),
      session_(settings, &md5_hex, random_hex(connections_.carrier()), queue, server)
{}

AMI_DECL void http_transport::connect(const asio::ip::tcp::endpoint& to)
{
    connections_.set_endpoint(to);
    timer_ = connections_.carrier().make_timer(connections_.executor(), [weak = weak_from_this()] {
        if (const auto self = weak.lock())
            self->on_timer();
    });
    connections_.open(0, *this);
}

AMI_DECL void http_transport::handshake()
{
    connections_.at(0).handshake();
}

AMI_DECL void http_transport::on_http_connected(std::size_t slot, error_code ec)
{
    const auto self = shared_from_this();
    if (!started_ && observer_) {
        // The client says when to go on.
        if (!ec && !connections_.uses_tls()) {
            connections_.at(0).start();
            session_.start(now());
        }
        observer_->on_connected(ec);
    } else if (!ec && connections_.uses_tls()) {
        connections_.at(slot).handshake();
    } else {
        on_open(slot, ec);
    }
}

AMI_DECL void http_transport::on_http_handshake(std::size_t slot, failure error)
{
    const auto self = shared_from_this();
    if (started_ || !observer_)
        return on_open(slot, std::move(error));
    if (!error) {
        connections_.at(0).start();
        session_.start(now());
    }
    observer_->on_handshake(std::move(error));
}

AMI_DECL void http_transport::on_open(std::size_t slot, failure error)
{
    if (!error)
        connections_.at(slot).start();
    session_.on_open(slot, std::move(error), now());
    settle();
}

AMI_DECL void http_transport::on_http_answer(std::size_t slot, http_answer answer, bool keeps_alive)
{
    const auto self = shared_from_this();
    session_.on_answer(slot, std::move(answer), keeps_alive, now());
    settle();
}

AMI_DECL void http_transport::on_http_closed(std::size_t slot, failure error)
{
    const auto self = shared_from_this();
    session_.on_closed(slot, std::move(error), now());
    settle();
}

AMI_DECL void http_transport::on_timer()
{
    const auto self = shared_from_this();
    session_.on_time(now());
    settle();
}

AMI_DECL void http_transport::read(std::span<char> into)
{
    started_ = true;
    delivery_.read(into);
    if (delivery_.has_results())
        deliver_later();
}

AMI_DECL std::size_t http_transport::send(std::size_t)
{
    const auto taken = session_.send(now());
    settle();
    delivery_.set_full(!queue_.empty());
    return taken;
}

AMI_DECL void http_transport::wait_writable()
{
    delivery_.wait_writable();
    if (!delivery_.is_full())
        deliver_later();
}

AMI_DECL void http_transport::withdraw(std::uint64_t id)
{
    session_.withdraw(id, now());
    settle();
}

AMI_DECL void http_transport::want_events(bool wanted)
{
    session_.want_events(wanted, now());
    settle();
}

AMI_DECL void http_transport::close(bool) noexcept
{
    if (!std::exchange(observer_, nullptr))
        return;
    if (timer_)
        timer_->cancel();
    try {
        session_.leave(now());
        // Not from here: an execution context that is being destroyed runs nothing any more.
        if (!session_.fault())
            return post_function(connections_.executor(), [self = shared_from_this()] { self->linger(); });
    } catch (...) {
        // Then the server keeps the session until httptimeout.
    }
    connections_.close_all();
}

AMI_DECL void http_transport::linger()
{
    lingering_ = shared_from_this();
    shutdown_registry::of(connections_.executor()).add(weak_from_this());
    settle();
}

AMI_DECL void http_transport::context_is_going() noexcept
{
    const auto self = std::exchange(lingering_, nullptr);
    connections_.close_all();
    timer_.reset();
}

// Carries orders of the session out, and passes on what it has.
AMI_DECL void http_transport::settle()
{
    if ((!observer_ && !lingering_) || !timer_) // not before `connect`
        return;
    delivery_.set_full(false);
    for (auto& order : session_.take_orders())
        carry_out(std::move(order));
    if (lingering_ && session_.fault()) {
        timer_->cancel();
        lingering_.reset(); // the caller still owns this
        return;
    }
    delivery_.add(session_.take_results());
    if (const auto next = session_.deadline())
        timer_->arm(*next);
    if (!observer_)
        return;
    if (delivery_.is_due(bool(session_.fault())))
        deliver_later();
}

AMI_DECL void http_transport::carry_out(http_order order)
{
    switch (order.type) {
    case http_order::kind::open: connections_.open(order.slot, *this); return;
    case http_order::kind::send:
        if (connections_.at(order.slot).send(std::move(order.text)))
            session_.on_sent(order.slot);
        return;
    case http_order::kind::close: connections_.close(order.slot); return;
    }
}

AMI_DECL void http_transport::deliver_later()
{
    if (std::exchange(posted_, true))
        return;
    post_function(connections_.executor(), [self = shared_from_this()] {
        self->posted_ = false;
        self->deliver();
    });
}

// Each of these may end in `close`.
AMI_DECL void http_transport::deliver()
{
    if (observer_ && delivery_.take_writable())
        observer_->on_writable({});
    while (observer_ && delivery_.has_results()) {
        auto piece = delivery_.next_piece();
        if (!piece)
            return; // `read` goes on
        if (!piece->ended) {
            observer_->on_read({}, piece->size);
            continue;
        }
        auto& ended = *piece->ended;
        if (ended.is_gap)
            observer_->on_events_missed();
        else if (ended.error)
            observer_->on_not_answered(ended.id, std::move(ended.error));
        else if (ended.id != 0)
            observer_->on_answer_ended(ended.id);
        if (observer_ && session_.on_delivered(ended.id, now()))
            settle();
    }
    if (observer_ && delivery_.take_end(bool(session_.fault())))
        observer_->on_failed(session_.fault());
}

} // namespace ami::detail

#endif // AMI_NET_HTTP_IMPL_HTTP_TRANSPORT_IPP
