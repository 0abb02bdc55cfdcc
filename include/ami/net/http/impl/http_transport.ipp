// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_NET_HTTP_IMPL_HTTP_TRANSPORT_IPP
#define AMI_NET_HTTP_IMPL_HTTP_TRANSPORT_IPP

#include <ami/net/http/http_transport.hpp>
#include <ami/net/md5.hpp>

#include <boost/asio/post.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <random>
#include <utility>

namespace ami::detail {

inline std::string random_hex()
{
    std::random_device device;
    return fmt::format("{:08x}{:08x}", device(), device());
}

AMI_DECL http_transport::http_transport(asio::any_io_executor executor, const config& settings,
    std::shared_ptr<network> world, write_queue& queue, const server_settings& server,
    transport_observer& observer)
    : executor_(std::move(executor)), settings_(settings), world_(std::move(world)), queue_(queue),
      observer_(&observer), session_(settings, &md5_hex, random_hex(), queue, server)
{
    settings_.log = nullptr;
    settings_.transport = settings.uses_tls() ? transport::tls : transport::tcp;
}

AMI_DECL void http_transport::connect(const asio::ip::tcp::endpoint& to)
{
    endpoint_ = to;
    timer_ = world_->make_timer(executor_, [weak = weak_from_this()] {
        if (const auto self = weak.lock())
            self->on_timer();
    });
    open(0);
}

AMI_DECL void http_transport::open(std::size_t slot)
{
    if (slot >= connections_.size())
        connections_.resize(slot + 1);
    auto& connection = connections_[slot];
    if (connection)
        connection->close();
    connection = std::make_shared<http_connection>(slot, settings_.limits, *this);
    connection->connect(world_->make_stream(executor_, settings_, *connection), endpoint_);
}

AMI_DECL void http_transport::handshake()
{
    connections_[0]->handshake();
}

AMI_DECL void http_transport::on_http_connected(std::size_t slot, error_code ec)
{
    const auto self = shared_from_this();
    if (!started_ && observer_) {
        // The client says when to go on.
        if (!ec && settings_.transport == transport::tcp) {
            connections_[0]->start();
            session_.start(world_->now());
        }
        observer_->on_connected(ec);
    } else if (!ec && settings_.transport == transport::tls) {
        connections_[slot]->handshake();
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
        connections_[0]->start();
        session_.start(world_->now());
    }
    observer_->on_handshake(std::move(error));
}

AMI_DECL void http_transport::on_open(std::size_t slot, failure error)
{
    if (!error)
        connections_[slot]->start();
    session_.on_open(slot, std::move(error), world_->now());
    settle();
}

AMI_DECL void http_transport::on_http_answer(std::size_t slot, http_answer answer, bool keeps_alive)
{
    const auto self = shared_from_this();
    session_.on_answer(slot, std::move(answer), keeps_alive, world_->now());
    settle();
}

AMI_DECL void http_transport::on_http_closed(std::size_t slot, failure error)
{
    const auto self = shared_from_this();
    session_.on_closed(slot, std::move(error), world_->now());
    settle();
}

AMI_DECL void http_transport::on_timer()
{
    const auto self = shared_from_this();
    session_.on_time(world_->now());
    settle();
}

AMI_DECL void http_transport::read(std::span<char> into)
{
    started_ = true;
    reading_ = into;
    if (!results_.empty())
        deliver_later();
}

AMI_DECL std::size_t http_transport::send(std::size_t)
{
    const auto taken = session_.send(world_->now());
    settle();
    full_ = !queue_.empty();
    return taken;
}

AMI_DECL void http_transport::wait_writable()
{
    waits_writable_ = true;
    if (!full_)
        deliver_later();
}

AMI_DECL void http_transport::withdraw(std::uint64_t id)
{
    session_.withdraw(id, world_->now());
    settle();
}

AMI_DECL void http_transport::want_events(bool wanted)
{
    session_.want_events(wanted, world_->now());
    settle();
}

AMI_DECL void http_transport::close(bool) noexcept
{
    if (!std::exchange(observer_, nullptr))
        return;
    if (timer_)
        timer_->cancel();
    try {
        session_.leave(world_->now());
        // Not from here: an execution context that is being destroyed runs nothing any more.
        if (!session_.fault())
            return asio::post(executor_, [self = shared_from_this()] { self->linger(); });
    } catch (...) {
        // Then the server keeps the session until it is tired of it.
    }
    hang_up();
}

AMI_DECL void http_transport::linger()
{
    lingering_ = shared_from_this();
    shutdown_registry::of(executor_).add(weak_from_this());
    settle();
}

AMI_DECL void http_transport::hang_up() noexcept
{
    for (const auto& each : connections_) {
        if (each)
            each->close();
    }
}

AMI_DECL void http_transport::context_is_going() noexcept
{
    const auto self = std::exchange(lingering_, nullptr);
    hang_up();
    timer_.reset();
}

// Does what the session wants, and passes on what it has.
AMI_DECL void http_transport::settle()
{
    if ((!observer_ && !lingering_) || !timer_) // not before `connect`
        return;
    full_ = false;
    for (auto& order : session_.take_orders())
        carry_out(std::move(order));
    if (lingering_ && session_.fault()) {
        timer_->cancel();
        lingering_.reset(); // the caller still has one
        return;
    }
    for (auto& each : session_.take_results())
        results_.push_back(std::move(each));
    gap_ = session_.take_gap() || gap_;
    if (const auto next = session_.deadline())
        timer_->arm(*next);
    if (!observer_)
        return;
    if (!results_.empty() || waits_writable_ || gap_ || (session_.fault() && !failure_told_))
        deliver_later();
}

AMI_DECL void http_transport::carry_out(http_order order)
{
    switch (order.type) {
    case http_order::kind::open: open(order.slot); return;
    case http_order::kind::send:
        if (connections_[order.slot]->send(std::move(order.text)))
            session_.on_sent(order.slot);
        return;
    case http_order::kind::close:
        if (order.slot < connections_.size() && connections_[order.slot])
            connections_[order.slot]->close();
        return;
    }
}

AMI_DECL void http_transport::deliver_later()
{
    if (std::exchange(posted_, true))
        return;
    asio::post(executor_, [self = shared_from_this()] {
        self->posted_ = false;
        self->deliver();
    });
}

AMI_DECL void http_transport::deliver()
{
    if (observer_ && waits_writable_ && !full_) {
        waits_writable_ = false;
        observer_->on_writable({});
    }
    while (observer_ && !results_.empty()) {
        if (!deliver_result())
            return; // `read` goes on
    }
    if (observer_ && std::exchange(gap_, false) && !session_.fault())
        observer_->on_events_missed();
    if (observer_ && session_.fault() && !std::exchange(failure_told_, true))
        observer_->on_failed(session_.fault());
}

// A part of the oldest result, or its end. An answer's packets are read whole before anything else is told: who wants to
// read again has taken everything out of what was read before. False if nobody reads now.
AMI_DECL bool http_transport::deliver_result()
{
    if (reading_.empty())
        return false;
    auto& oldest = results_.front();
    if (taken_ != oldest.packets.size()) {
        const auto into = std::exchange(reading_, {});
        const auto size = std::min(into.size(), oldest.packets.size() - taken_);
        std::memcpy(into.data(), oldest.packets.data() + taken_, size);
        taken_ += size;
        // The reader makes something of it, which takes memory too.
        constexpr std::size_t worth_moving = 1u << 20;
        if (taken_ >= worth_moving && taken_ > oldest.packets.size() / 2 && taken_ != oldest.packets.size()) {
            oldest.packets = oldest.packets.substr(taken_);
            taken_ = 0;
        }
        observer_->on_read({}, size);
        return true;
    }
    auto ended = std::move(oldest);
    results_.pop_front();
    taken_ = 0;
    if (ended.error)
        observer_->on_not_answered(ended.id, std::move(ended.error));
    else if (ended.id != 0)
        observer_->on_answer_ended(ended.id);
    if (observer_ && session_.on_delivered(ended.id, world_->now()))
        settle();
    return true;
}

} // namespace ami::detail

#endif // AMI_NET_HTTP_IMPL_HTTP_TRANSPORT_IPP
