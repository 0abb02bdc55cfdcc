// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_IMPL_CLIENT_CORE_SESSION_IPP
#define AMI_CLIENT_IMPL_CLIENT_CORE_SESSION_IPP

#include <ami/client/action_id_prefix.hpp>
#include <ami/client/call_registry.hpp>
#include <ami/client/client_core.hpp>
#include <ami/net/md5.hpp>
#include <ami/protocol/redaction.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <fmt/format.h>

#include <utility>

// From connecting to the end of a session, and to the next one.

namespace ami::detail {

AMI_DECL void client_core::connect(config settings, std::shared_ptr<waiter> who)
{
    failure why = settings.check();
    if (!why)
        why = network_->check(settings);
    if (!why && lifecycle_.is_active())
        why = {errc::already_connected, "close() or async_logoff first, or use a second client"};
    if (!why && released_)
        why = asio::error::make_error_code(asio::error::operation_aborted);
    if (why) {
        asio::post(executor_,
            [who = std::move(who), why = std::move(why)]() mutable { who->complete(std::move(why), {}); });
        return;
    }
    log_ = settings.log ? std::make_shared<log_function>(std::move(settings.log)) : nullptr;
    config_ = std::move(settings);
    server_.start(config_.events);
    was_ready_ = false;
    for (const auto& each : streams_) {
        if (const auto stream = each.lock())
            stream->session_began();
    }
    who->waiting = true;
    connecting_ = std::move(who);
    if (!timer_) {
        timer_ = network_->make_timer(executor_, [weak = weak_from_this()] {
            if (const auto self = weak.lock())
                self->on_timer();
        });
    }
    apply(lifecycle_.start(config_, random_number(), network_->now()));
    rearm();
}

AMI_DECL bool client_core::cancel_connect(const std::shared_ptr<waiter>& who)
{
    if (!std::exchange(who->waiting, false))
        return false;
    if (connecting_ == who) { // else its session is over and it is about to be told
        connecting_.reset();
        close({errc::closed, "async_connect was cancelled"});
    }
    abort_later(who);
    return true;
}

AMI_DECL void client_core::logged_off()
{
    apply(lifecycle_.on_logoff_answer());
}

AMI_DECL void client_core::apply(lifecycle::step what)
{
    switch (what) {
    case lifecycle::step::none: return;
    case lifecycle::step::resolve: return look_up();
    case lifecycle::step::connect: return connect_to_address();
    case lifecycle::step::handshake: return stream_->handshake();
    case lifecycle::step::read:
        // Not sooner: a handler that closes and connects again still holds a view into the old bytes.
        parser_ = parser(config_.limits);
        return start_read();
    case lifecycle::step::log_in: return log_in();
    case lifecycle::step::announce_ready: return announce_ready();
    case lifecycle::step::lose: return lose_connection();
    case lifecycle::step::close: return end_session();
    }
}

AMI_DECL void client_core::look_up()
{
    const auto generation_before = generation_;
    tell(state_change(session_state::connecting));
    if (generation_ != generation_before)
        return;
    correlator_.start(make_action_id_prefix(), config_.limits, config_.uses_http());
    lookup_ = network_->resolve(executor_, config_.host, config_.port,
        [weak = weak_from_this(), generation = generation_](failure why, endpoint_list found) {
            const auto self = weak.lock();
            if (!self || self->generation_ != generation)
                return;
            self->lookup_.reset();
            self->endpoints_ = std::move(found);
            self->apply(
                self->lifecycle_.on_resolved(std::move(why), self->endpoints_.size(), self->network_->now()));
            self->rearm();
        });
}

AMI_DECL void client_core::connect_to_address()
{
    if (stream_)
        stream_->close();
    const auto generation = generation_;
    log(log_level::debug, "connecting", {{"address", address_text()}});
    if (generation_ != generation)
        return;
    stream_ = network_->make_stream(executor_, config_, *this);
    stream_->send_whole_lines();
    if (wants_events())
        stream_->want_events();
    stream_->connect(endpoints_[lifecycle_.address()]);
}

AMI_DECL void client_core::on_connected(error_code ec)
{
    const auto self = shared_from_this();
    apply(lifecycle_.on_connected(ec, address_text(), network_->now()));
    rearm();
}

AMI_DECL void client_core::on_handshake(failure why)
{
    const auto self = shared_from_this();
    apply(lifecycle_.on_handshake(std::move(why), network_->now()));
    rearm();
}

AMI_DECL void client_core::log_in()
{
    const auto generation = generation_;
    tell(state_change(session_state::logging_in));
    if (generation_ != generation)
        return;
    login_.start(config_, server_, &md5_hex);
    continue_login();
}

AMI_DECL void client_core::continue_login()
{
    const auto generation = generation_;
    while (const auto request = login_.next()) {
        const auto of = request->what;
        auto refused = run_internally(
            request->message, config_.login_timeout, [this, of](failure error, response answer) {
                on_login(error ? login_.on_failure(of, std::move(error)) : login_.on_answer(of, answer));
            });
        if (refused)
            on_login(login_.on_refused(of, std::move(refused)));
        if (generation_ != generation)
            return;
    }
}

AMI_DECL void client_core::on_login(login_sequence::verdict verdict)
{
    switch (verdict.what) {
    case login_sequence::outcome::go_on: return continue_login();
    case login_sequence::outcome::filter_refused:
        log(log_level::error, "Asterisk does not take a filter any more", {{"message", verdict.error.text}});
        return;
    case login_sequence::outcome::ready:
    case login_sequence::outcome::failed:
        return apply(lifecycle_.on_login(std::move(verdict.error), network_->now()));
    }
}

AMI_DECL void client_core::announce_ready()
{
    const auto generation = generation_;
    liveness_.start(config_.ping_after_silence, config_.ping_timeout, network_->now());
    log(log_level::info, "logged in",
        {{"server", address_text()},
            {"version", quote(lifecycle_.greeting().version(), 64, config_.secret.view())},
            {"user", printable(config_.username)}});
    if (generation_ != generation)
        return; // by the log callback
    if (was_ready_)
        ++counters_.reconnects;
    was_ready_ = true;
    if (const auto who = std::exchange(connecting_, nullptr)) {
        who->waiting = false;
        who->complete({}, {});
    }
    if (generation_ == generation && calls_)
        calls_->ready();
    if (generation_ == generation && agi_)
        agi_->ready();
    if (generation_ == generation)
        tell(state_change(session_state::ready));
    if (generation_ == generation)
        send_held_actions();
}

AMI_DECL void client_core::send_held_actions()
{
    const auto now = network_->now();
    const auto generation = generation_;
    // One by one: the log callback may cancel the next one, or end the session, which ends those that are left.
    while (auto held = held_.take_first()) {
        held->terms.latest = std::max(held->deadline, now + duration(1));
        --counters_.actions_started; // counted when it was held
        execute(held->what, held->terms, std::move(held->who));
        if (generation_ != generation)
            return;
    }
}

AMI_DECL void client_core::fail_held_actions(std::vector<held_action> held, const failure& why)
{
    counters_.actions_not_sent += held.size();
    for (auto& each : held) {
        each.who->complete({why.ec, fmt::format("action {}: {}", each.what.name(), why.text)}, {});
    }
}

// Those that were not begun anew meanwhile.
AMI_DECL void client_core::tell_streams()
{
    const auto streams = streams_;
    for (const auto& each : streams) {
        if (const auto stream = each.lock())
            stream->tell();
    }
}

// The connection is gone and there will be another: what belonged to this one ends.
AMI_DECL void client_core::lose_connection()
{
    const auto self = shared_from_this();
    ask_what_was_sent();
    take_down();
    const auto generation = generation_;
    const failure cause = lifecycle_.cause();
    const auto until = lifecycle_.deadline().value_or(network_->now());
    const auto reason = cause.text.empty() ? cause.ec.message() : cause.ec.message() + ": " + cause.text;
    // The log callback may start another session, so everything of this connection was taken out before.
    if (calls_)
        calls_->connection_lost();
    auto ended = correlator_.connection_ended(reason, {}, true);
    for (auto& each : ended) {
        if (each.again)
            held_.add(std::move(*each.again));
    }
    rearm();
    log(log_level::error, "connection lost",
        {{"cause", cause.ec.message()}, {"details", cause.text},
            {"seconds_to_wait",
                fmt::format("{:.1f}", std::chrono::duration<double>(until - network_->now()).count())}});
    for (auto& each : ended) {
        if (!each.again)
            each.who->complete(std::move(each.why), {});
    }
    if (agi_)
        agi_->connection_lost();
    if (generation_ == generation)
        tell(state_change(session_state::lost, cause.ec, cause.text));
    if (generation_ == generation)
        tell(state_change(session_state::waiting, until));
}

// Takes the network down; who waits is not told.
AMI_DECL void client_core::take_down() noexcept
{
    ++generation_;
    lookup_.reset();
    if (stream_) {
        if (std::exchange(farewells_, 0) != 0)
            stream_->close_gently();
        else
            stream_->close();
        stream_.reset();
    }
    if (timer_)
        timer_->cancel();
    armed_.reset();
    liveness_.stop();
    login_.stop();
    writing_ = false;
    corked_ = false;
}

AMI_DECL void client_core::end_session()
{
    const auto self = shared_from_this();
    ask_what_was_sent();
    take_down();
    const failure cause = lifecycle_.cause();
    const bool aborted = cause.ec == asio::error::operation_aborted;
    const auto reason = cause.text.empty() ? cause.ec.message() : cause.ec.message() + ": " + cause.text;
    const bool wanted = cause.ec == errc::logged_off || cause.ec == errc::closed || aborted;
    config_.secret.clear();
    config_.tls.key_password.clear();
    // At once: a handler below may connect again.
    for (const auto& each : streams_) {
        if (const auto stream = each.lock())
            stream->session_ended(cause);
    }
    if (calls_)
        calls_->connection_lost();
    auto finish = [self, cause, aborted, held = held_.take_all(),
                      unsent = failure(aborted ? cause.ec : make_error_code(errc::not_sent), reason),
                      actions =
                          correlator_.connection_ended(reason, aborted ? cause.ec : error_code{}, false),
                      connecting = std::exchange(connecting_, nullptr),
                      closing = std::exchange(closing_, {})]() mutable {
        self->fail_held_actions(std::move(held), unsent);
        for (auto& ended : actions)
            ended.who->complete(std::move(ended.why), {});
        if (self->calls_)
            self->calls_->over(cause, false);
        if (self->agi_)
            self->agi_->over(cause);
        if (connecting && std::exchange(connecting->waiting, false))
            connecting->complete(cause, {});
        for (const auto& who : closing) {
            if (std::exchange(who->waiting, false))
                who->complete(aborted ? failure(cause) : failure(), {cause.ec, cause.text});
        }
        self->tell_streams();
        // A new session that was begun meanwhile has told its own states already.
        if (!self->lifecycle_.is_active())
            self->tell(state_change(session_state::closed, cause.ec, cause.text));
    };
    // The log callback may start the next session, so everything of this one was taken out before.
    log(wanted ? log_level::info : log_level::error, "session ended",
        {{"cause", cause.ec.message()}, {"details", cause.text}});
    if (by_post_)
        asio::post(executor_, std::move(finish));
    else
        finish();
}

AMI_DECL void client_core::on_failed(failure why)
{
    const auto self = shared_from_this();
    apply(lifecycle_.on_violation(std::move(why), network_->now()));
}

// One timer serves every deadline. It is set anew only for an earlier one: most actions are answered long
// before theirs, and a timer that fires too early just looks again.
AMI_DECL void client_core::rearm()
{
    auto next = lifecycle_.deadline();
    if (const auto other = correlator_.next_deadline(); other && (!next || *other < *next))
        next = other;
    for (const auto& other : {liveness_.deadline(), held_.next_deadline()}) {
        if (other && (!next || *other < *next))
            next = other;
    }
    if (!next || !lifecycle_.is_active() || (armed_ && *armed_ <= *next))
        return;
    armed_ = next;
    timer_->arm(*next);
}

AMI_DECL void client_core::on_timer()
{
    const auto self = shared_from_this();
    armed_.reset();
    const auto generation = generation_;
    const auto now = network_->now();
    apply(lifecycle_.on_time(address_text(), now));
    if (generation_ == generation) {
        ask_what_was_sent();
        const bool overdue = correlator_.on_time(now);
        if (stream_)
            stream_->forget_unsent();
        if (overdue && generation_ == generation)
            liveness_.suspect(now);
    }
    if (generation_ == generation)
        check_cancelled();
    fail_held_actions(held_.take_expired(now), {errc::not_sent, "there was no connection in time"});
    if (generation_ == generation)
        ask_for_life();
    rearm();
}

AMI_DECL void client_core::ask_for_life()
{
    const auto now = network_->now();
    switch (liveness_.on_time(correlator_.is_waiting(), now)) {
    case liveness::verdict::alive: return;
    case liveness::verdict::ask:
        // Its answer counts as any other byte does; its own deadline only keeps it from waiting for ever.
        run_internally(action("Ping"), 2 * config_.ping_timeout, [](failure, response) {});
        return;
    case liveness::verdict::gone: apply(lifecycle_.on_silence(now)); return;
    }
}

} // namespace ami::detail

#endif // AMI_CLIENT_IMPL_CLIENT_CORE_SESSION_IPP
