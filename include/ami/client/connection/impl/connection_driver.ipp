// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_CONNECTION_IMPL_CONNECTION_DRIVER_IPP
#define AMI_CLIENT_CONNECTION_IMPL_CONNECTION_DRIVER_IPP

#include <ami/client/connection/action_id_prefix.hpp>
#include <ami/client/connection/connection_driver.hpp>
#include <ami/net/md5.hpp>

#include <ami/detail/scoped_flag.hpp>

#include <boost/asio/post.hpp>
#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

namespace ami::detail {

AMI_DECL connection_driver::connection_driver(
    executor_pointer executor, network& network, counters& counts, output_sink& sink)
    : executor_(std::move(executor)), network_(network), counters_(counts), sink_(sink),
      session_(counts, &md5_hex), clock_(network)
{}

AMI_DECL connection_driver::~connection_driver()
{
    if (transport_)
        transport_->close(false);
}

AMI_DECL time_point connection_driver::now()
{
    if (!running_)
        return network_.now();
    time_has_passed();
    return clock_.now();
}

// --- turns -----------------------------------------------------------------------------------------------------------

AMI_DECL void connection_driver::run()
{
    if (running_) // a handler lets the executor run
        return post_turn();
    const auto keep = sink_.keep_alive();
    {
        const scoped_flag running(running_);
        for (;;) {
            auto& told = session_.next(clock_.now());
            if (told.type == output::kind::none)
                break;
            perform(told);
        }
    }
    tell_transport();
    flush_now();
    arm();
    read();
}

AMI_DECL void connection_driver::post_turn()
{
    if (std::exchange(turn_is_posted_, true))
        return;
    asio::post(executor_->get(), [this, keep = sink_.keep_alive()] {
        turn_is_posted_ = false;
        clock_.start();
        run();
    });
}

AMI_DECL void connection_driver::after_request()
{
    if (running_)
        return;
    tell_transport();
    if (transport_ && connection_ != session_.connections())
        disconnect(session_.leaves_gently()); // at once; what follows from it is told later
    flush();
    arm();
    if (session_.has_output())
        post_turn();
}

AMI_DECL void connection_driver::perform(output& told)
{
    switch (told.type) {
    case output::kind::resolve: return start_resolve();
    case output::kind::connect: return connect_to(told.address);
    case output::kind::handshake: return transport_->handshake();
    case output::kind::read: must_read_ = true; return;
    case output::kind::disconnect: disconnect(told.gently); break;
    default: break;
    }
    sink_.perform(told);
}

// --- the network -----------------------------------------------------------------------------------------------------

inline std::vector<std::string> texts_of(const endpoint_list& endpoints)
{
    std::vector<std::string> texts;
    texts.reserve(endpoints.size());
    for (const auto& endpoint : endpoints) {
        const auto address = endpoint.address().to_string();
        texts.push_back(endpoint.address().is_v6() ? fmt::format("[{}]:{}", address, endpoint.port())
                                                   : fmt::format("{}:{}", address, endpoint.port()));
    }
    return texts;
}

AMI_DECL void connection_driver::start_resolve()
{
    const auto& settings = session_.settings();
    lookup_ = network_.resolve(executor_->get(), settings.host, settings.port,
        [this, weak = sink_.weak(), number = ++lookups_](failure error, endpoint_list found) {
            const auto keep = weak.lock();
            if (!keep || number != lookups_)
                return;
            lookup_.reset();
            endpoints_ = std::move(found);
            clock_.start();
            session_.on_resolved(
                std::move(error), texts_of(endpoints_), make_action_id_prefix(), clock_.now());
            run();
        });
}

AMI_DECL void connection_driver::connect_to(std::size_t address)
{
    if (transport_)
        transport_->close(false);
    connection_ = session_.connections();
    transport_ = network_.make_transport(
        executor_->get(), session_.settings(), session_.queue(), session_.server(), *this);
    events_wanted_ = false;
    check_event_demand();
    transport_->connect(endpoints_[address]);
}

AMI_DECL void connection_driver::disconnect(bool gently) noexcept
{
    ++lookups_;
    lookup_.reset();
    if (const auto left = std::exchange(transport_, nullptr))
        left->close(gently);
    must_read_ = reading_ = writing_ = false;
}

AMI_DECL void connection_driver::shut_down() noexcept
{
    disconnect(false);
    timer_.reset();
    armed_.reset();
}

// What the transport cannot know: which actions nobody waits for, and whether anybody takes events.
AMI_DECL void connection_driver::tell_transport()
{
    for (const auto id : session_.queue().take_unawaited()) {
        if (transport_)
            transport_->withdraw(id);
    }
    check_event_demand();
}

AMI_DECL void connection_driver::check_event_demand()
{
    if (!transport_)
        return;
    if (const bool wanted = sink_.wants_events(); wanted != events_wanted_) {
        events_wanted_ = wanted;
        transport_->want_events(wanted);
    }
}

AMI_DECL void connection_driver::want_events()
{
    if (transport_ && !std::exchange(events_wanted_, true))
        transport_->want_events(true);
}

AMI_DECL void connection_driver::on_connected(error_code ec)
{
    const auto keep = sink_.keep_alive();
    clock_.start();
    session_.on_connected(ec, clock_.now());
    run();
}

AMI_DECL void connection_driver::on_handshake(failure error)
{
    const auto keep = sink_.keep_alive();
    clock_.start();
    session_.on_handshake(std::move(error), clock_.now());
    run();
}

AMI_DECL void connection_driver::on_failed(failure error)
{
    const auto keep = sink_.keep_alive();
    clock_.start();
    session_.on_violation(std::move(error), clock_.now());
    run();
}

AMI_DECL void connection_driver::on_not_answered(std::uint64_t id, failure error)
{
    const auto keep = sink_.keep_alive();
    clock_.start();
    session_.on_not_answered(id, std::move(error), clock_.now());
    run();
}

AMI_DECL void connection_driver::on_answer_ended(std::uint64_t id)
{
    const auto keep = sink_.keep_alive();
    clock_.start();
    session_.on_answer_ended(id, clock_.now());
    run();
}

AMI_DECL void connection_driver::on_events_missed()
{
    const auto keep = sink_.keep_alive();
    clock_.start();
    session_.on_events_missed();
    run();
}

} // namespace ami::detail

#endif // AMI_CLIENT_CONNECTION_IMPL_CONNECTION_DRIVER_IPP
