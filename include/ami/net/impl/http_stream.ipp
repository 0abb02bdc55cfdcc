// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_NET_IMPL_HTTP_STREAM_IPP
#define AMI_NET_IMPL_HTTP_STREAM_IPP

#include <ami/net/http_stream.hpp>
#include <ami/net/md5.hpp>

#include <boost/asio/post.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <random>
#include <utility>

namespace ami::detail {

// Over HTTP nothing greets; a client reads a banner first. The version is AMI's, which nobody tells.
inline constexpr std::string_view http_banner = "AMI over HTTP/0\r\n";

inline std::string random_hex()
{
    std::random_device device;
    return fmt::format("{:08x}{:08x}", device(), device());
}

AMI_DECL http_stream::http_stream(asio::any_io_executor executor, const config& settings,
    std::shared_ptr<network> world, stream_observer& observer)
    : executor_(std::move(executor)), settings_(settings), world_(std::move(world)), observer_(&observer),
      session_(settings, &md5_hex, random_hex()), received_(http_banner)
{
    settings_.log = nullptr;
    settings_.transport = settings.uses_tls() ? transport::tls : transport::tcp;
}

AMI_DECL void http_stream::connect(const asio::ip::tcp::endpoint& to)
{
    endpoint_ = to;
    timer_ = world_->make_timer(executor_, [weak = weak_from_this()] {
        if (const auto self = weak.lock())
            self->on_timer();
    });
    open(0);
}

AMI_DECL void http_stream::open(std::size_t slot)
{
    if (slot >= connections_.size())
        connections_.resize(slot + 1);
    auto& connection = connections_[slot];
    if (connection)
        connection->close();
    connection = std::make_shared<http_connection>(slot, settings_.limits, *this);
    connection->connect(world_->make_stream(executor_, settings_, *connection), endpoint_);
}

AMI_DECL void http_stream::handshake()
{
    connections_[0]->handshake();
}

AMI_DECL void http_stream::on_http_connected(std::size_t slot, error_code ec)
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

AMI_DECL void http_stream::on_http_handshake(std::size_t slot, failure why)
{
    const auto self = shared_from_this();
    if (started_ || !observer_)
        return on_open(slot, std::move(why));
    if (!why) {
        connections_[0]->start();
        session_.start(world_->now());
    }
    observer_->on_handshake(std::move(why));
}

AMI_DECL void http_stream::on_open(std::size_t slot, failure why)
{
    if (!why)
        connections_[slot]->start();
    session_.on_open(slot, std::move(why), world_->now());
    settle();
}

AMI_DECL void http_stream::on_http_answer(std::size_t slot, http_answer answer, bool keeps_alive)
{
    const auto self = shared_from_this();
    const auto now = world_->now();
    tell_session(now);
    session_.on_answer(slot, std::move(answer), keeps_alive, now);
    settle();
}

AMI_DECL void http_stream::on_http_closed(std::size_t slot, failure why)
{
    const auto self = shared_from_this();
    session_.on_closed(slot, std::move(why), world_->now());
    settle();
}

AMI_DECL void http_stream::on_timer()
{
    const auto self = shared_from_this();
    const auto now = world_->now();
    tell_session(now);
    if (observer_)
        session_.forget_unless([this](std::string_view id) { return observer_->awaits(id); }, now);
    session_.on_time(now);
    settle();
}

// What only the observer knows.
AMI_DECL void http_stream::tell_session(time_point now)
{
    if (observer_)
        session_.events_are_wanted(observer_->wants_events(), now);
}

AMI_DECL void http_stream::read(std::span<char> into)
{
    started_ = true;
    reading_ = into;
    if (taken_ != received_.size())
        deliver_later();
}

AMI_DECL write_progress http_stream::write(std::string_view bytes)
{
    const auto taken = session_.write(bytes, world_->now());
    settle();
    full_ = taken != bytes.size();
    return {taken, taken};
}

AMI_DECL void http_stream::wait_writable()
{
    waits_writable_ = true;
    if (!full_)
        deliver_later();
}

AMI_DECL void http_stream::forget_unsent()
{
    session_.forget_unsent_unless(
        [this](std::string_view id) { return !observer_ || observer_->awaits(id); }, world_->now());
    settle();
}

AMI_DECL void http_stream::want_events()
{
    session_.want_events(world_->now());
    settle();
}

AMI_DECL void http_stream::close() noexcept
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

AMI_DECL void http_stream::linger()
{
    lingering_ = shared_from_this();
    shutdown_registry::of(executor_).add(weak_from_this());
    settle();
}

AMI_DECL void http_stream::hang_up() noexcept
{
    for (const auto& each : connections_) {
        if (each)
            each->close();
    }
}

AMI_DECL void http_stream::context_is_going() noexcept
{
    const auto self = std::exchange(lingering_, nullptr);
    hang_up();
    timer_.reset();
}

// Does what the session wants, and passes on what it has.
AMI_DECL void http_stream::settle()
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
    auto more = session_.take_received();
    if (received_.empty())
        received_ = std::move(more);
    else
        received_ += more;
    for (auto& each : session_.take_failed())
        failed_.push_back(std::move(each));
    for (auto& each : session_.take_answered())
        answered_.push_back(std::move(each));
    gap_ = session_.take_gap() || gap_;
    if (const auto next = session_.deadline())
        timer_->arm(*next);
    if (!observer_)
        return;
    if (taken_ != received_.size() || waits_writable_ || !failed_.empty() || !answered_.empty() || gap_ ||
        (session_.fault() && !failure_told_))
        deliver_later();
}

AMI_DECL void http_stream::carry_out(http_order order)
{
    switch (order.what) {
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

AMI_DECL void http_stream::deliver_later()
{
    if (std::exchange(posted_, true))
        return;
    asio::post(executor_, [self = shared_from_this()] {
        self->posted_ = false;
        self->deliver();
    });
}

AMI_DECL void http_stream::deliver()
{
    if (observer_ && waits_writable_ && !full_) {
        waits_writable_ = false;
        observer_->on_writable({});
    }
    while (observer_ && !reading_.empty() && taken_ != received_.size()) {
        const auto into = std::exchange(reading_, {});
        const auto size = std::min(into.size(), received_.size() - taken_);
        std::memcpy(into.data(), received_.data() + taken_, size);
        taken_ += size;
        release_what_was_read();
        observer_->on_read({}, size);
    }
    if (!observer_ || taken_ != received_.size())
        return;
    for (const auto& each : std::exchange(answered_, {})) {
        if (observer_)
            observer_->on_answer_ended(each);
    }
    for (auto& each : std::exchange(failed_, {})) {
        if (observer_)
            observer_->on_action_failed(each.action_id, std::move(each.why));
    }
    if (observer_ && std::exchange(gap_, false) && !session_.fault())
        observer_->on_events_missed();
    if (observer_ && session_.fault() && !std::exchange(failure_told_, true))
        observer_->on_failed(session_.fault());
}

// The reader makes something of it, which takes memory too.
AMI_DECL void http_stream::release_what_was_read()
{
    constexpr std::size_t worth_moving = 1u << 20;
    if (taken_ == received_.size()) {
        if (received_.capacity() > worth_moving)
            received_ = std::string();
        received_.clear();
    } else if (taken_ >= worth_moving && taken_ > received_.size() / 2) {
        received_ = received_.substr(taken_);
    } else {
        return;
    }
    taken_ = 0;
}

} // namespace ami::detail

#endif // AMI_NET_IMPL_HTTP_STREAM_IPP
