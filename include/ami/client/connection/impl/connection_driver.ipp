// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CONNECTION_IMPL_CONNECTION_DRIVER_IPP
#define AMI_CLIENT_CONNECTION_IMPL_CONNECTION_DRIVER_IPP

#include <ami/client/connection/action_id_prefix.hpp>
#include <ami/client/connection/connection_driver.hpp>
#include <ami/net/erased_function.hpp>
#include <ami/net/md5.hpp>

#include <ami/detail/scoped_flag.hpp>

#include <utility>

namespace ami::detail {

AMI_DECL connection_driver::connection_driver(executor_pointer executor, network& network, output_sink& sink)
    : executor_(std::move(executor)), network_(network), sink_(sink), session_(&md5_hex), clock_(network)
{}

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
            if (told.type != output::kind::none)
                perform(told);
            else if (!sink_.tell_rest())
                break;
        }
    }
    tell_transport();
    flush_now();
    arm();
    if (session_.has_output())
        post_turn();
    read();
}

AMI_DECL void connection_driver::post_turn()
{
    if (std::exchange(turn_is_posted_, true))
        return;
    post_function(executor_->get(), [this, keep = sink_.keep_alive()] {
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
    if (link_.is_open() && !link_.belongs_to(session_.connections()))
        disconnect(session_.leaves_gently()); // at once; what follows from it is told later
    flush();
    arm();
    if (session_.has_output())
        post_turn();
}

AMI_DECL void connection_driver::log(
    log_level level, std::string_view text, std::vector<std::pair<std::string, std::string>> fields)
{
    if (sink_.is_abandoned() || !session_.logs(level))
        return;
    session_.log(level, text, std::move(fields));
    after_request();
}

AMI_DECL void connection_driver::perform(output& told)
{
    switch (told.type) {
    case output::kind::resolve: return start_resolve();
    case output::kind::connect: return connect_to(told.address);
    case output::kind::handshake: return link_.handshake();
    case output::kind::read: return link_.allow_reading();
    case output::kind::disconnect: disconnect(told.gently); break;
    default: break;
    }
    sink_.perform(told);
}

// --- the network -----------------------------------------------------------------------------------------------------

AMI_DECL void connection_driver::start_resolve()
{
    lookup_.start(network_, executor_->get(), session_.settings(), sink_.weak(), [this](failure error) {
        clock_.start();
        session_.on_resolved(
            std::move(error), lookup_.texts(), make_action_id_prefix(network_), clock_.now());
        run();
    });
}

AMI_DECL void connection_driver::connect_to(std::size_t address)
{
    link_.close(false); // before there is another one
    link_.open(network_.make_transport(
                   executor_->get(), session_.settings(), session_.queue(), session_.server(), *this),
        session_.connections());
    check_event_demand();
    link_.connect(lookup_.endpoint(address));
}

AMI_DECL void connection_driver::disconnect(bool gently) noexcept
{
    lookup_.give_up();
    link_.close(gently);
}

AMI_DECL void connection_driver::shut_down() noexcept
{
    disconnect(false);
    timer_.reset();
}

// What the transport cannot know: which actions nobody waits for, and whether anybody takes events.
AMI_DECL void connection_driver::tell_transport()
{
    for (const auto id : session_.queue().take_unawaited())
        link_.withdraw(id);
    check_event_demand();
    if (session_.lacks_events())
        session_.ask_for_events(now());
}

// Whether other events are needed than before.
AMI_DECL bool connection_driver::check_event_demand()
{
    const bool wanted = sink_.wants_events();
    const auto needed = sink_.needed_events();
    const bool changed = needed != session_.server().needed();
    if (changed)
        session_.need_events(needed, now());
    session_.want_events(wanted);
    link_.want_events(wanted);
    return changed;
}

AMI_DECL void connection_driver::subscriptions_changed()
{
    if (check_event_demand() && !running_ && session_.is_ready())
        post_turn();
}

AMI_DECL void connection_driver::want_events()
{
    subscriptions_changed();
    session_.want_events(true);
    link_.want_events(true);
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
