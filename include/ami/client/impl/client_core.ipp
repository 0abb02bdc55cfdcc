// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_IMPL_CLIENT_CORE_IPP
#define AMI_CLIENT_IMPL_CLIENT_CORE_IPP

#include <ami/client/call_registry.hpp>
#include <ami/client/client_core.hpp>
#include <ami/protocol/redaction.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <fmt/format.h>

#include <utility>

namespace ami::detail {

AMI_DECL client_core::client_core(asio::any_io_executor executor, std::shared_ptr<network> world)
    : executor_(std::move(executor)), network_(std::move(world)), correlator_(counters_, limits{}),
      router_(std::make_shared<router>())
{}

AMI_DECL client_core::~client_core()
{
    if (calls_)
        calls_->drop();
    if (const auto agi = std::exchange(agi_, nullptr))
        agi->drop();
    if (stream_)
        stream_->close();
}

AMI_DECL void client_core::attach()
{
    shutdown_registry::of(executor_).add(weak_from_this());
    router_->watch([weak = weak_from_this()] {
        if (const auto self = weak.lock())
            self->want_events();
    });
}

AMI_DECL void client_core::log(
    log_level level, std::string_view text, std::initializer_list<log_field> fields)
{
    if (logs(level))
        hand_to_log(log_record(level, text, {fields.begin(), fields.size()}));
}

// Operations in hand must go on, whatever it throws. What it causes while it runs is not logged: a callback that sends
// an action at each record would be called without end.
AMI_DECL void client_core::hand_to_log(const log_record& record)
{
    const auto sink = log_; // it may connect again with another configuration while it runs
    logging_ = true;
    try {
        (*sink)(record);
    } catch (...) {
        ++counters_.handler_exceptions;
    }
    logging_ = false;
}

AMI_DECL void client_core::log_action(const action& what, std::uint64_t id)
{
    if (!logs(log_level::debug))
        return;
    const auto number = std::to_string(id);
    std::vector<log_field> fields{{"action", what.name()}, {"number", number}};
    const auto headers = shown_headers(what, config_.redact);
    for (const auto& each : headers)
        fields.push_back({each.name, each.value});
    hand_to_log(log_record(log_level::debug, "action started", fields));
}

AMI_DECL std::string client_core::address_text() const
{
    if (lifecycle_.address() >= endpoints_.size())
        return {};
    const auto& endpoint = endpoints_[lifecycle_.address()];
    const auto address = endpoint.address().to_string();
    return endpoint.address().is_v6() ? fmt::format("[{}]:{}", address, endpoint.port())
                                      : fmt::format("{}:{}", address, endpoint.port());
}

AMI_DECL bool client_core::reject(std::shared_ptr<pending_action> who, failure why)
{
    ++counters_.actions_started;
    ++counters_.actions_rejected;
    asio::post(executor_,
        [who = std::move(who), why = std::move(why)]() mutable { who->complete(std::move(why), {}); });
    return false;
}

AMI_DECL bool client_core::execute(
    const action& what, const action_terms& terms, std::shared_ptr<pending_action> who)
{
    if (released_)
        return reject(std::move(who), asio::error::make_error_code(asio::error::operation_aborted));
    if (what.fault())
        return reject(std::move(who), {what.fault(), what.fault_text()});
    if (what.has_several_lines() && !config_.uses_http())
        return reject(std::move(who),
            {errc::invalid_header_value,
                fmt::format(
                    "action {}: over TCP a value has one line; connect with an http:// or https:// URL to send "
                    "a value of several",
                    what.name())});
    if (config_.reconnect.hold_actions && lifecycle_.is_active() && !is_ready() &&
        lifecycle_.current() != lifecycle::state::logging_off) {
        if (held_.size() + correlator_.in_flight() >= config_.limits.max_in_flight)
            return reject(std::move(who),
                {errc::too_many_in_flight,
                    fmt::format("limits::max_in_flight is {}", config_.limits.max_in_flight)});
        const auto bound = std::max(terms.total_timeout, what.timeout().value_or(terms.timeout));
        held_.add({what, terms, std::move(who), deadline_after(network_->now(), bound)});
        ++counters_.actions_started;
        rearm();
        return true;
    }
    switch (lifecycle_.current()) {
    case lifecycle::state::ready: break;
    case lifecycle::state::idle:
        return reject(std::move(who),
            {errc::not_connected, fmt::format("action {}: async_connect comes first", what.name())});
    case lifecycle::state::closed:
    case lifecycle::state::logging_off:
        return reject(std::move(who),
            {errc::not_connected,
                fmt::format("action {}: the session is over{}{}", what.name(),
                    lifecycle_.cause() ? ": " + lifecycle_.cause().ec.message() : std::string{},
                    lifecycle_.cause().text.empty() ? std::string{} : "; " + lifecycle_.cause().text)});
    default:
        return reject(std::move(who),
            {errc::not_connected,
                fmt::format(
                    "action {}: the connection is still being made; wait for async_connect", what.name())});
    }
    if (corked_)
        time_has_passed();
    if (auto why = correlator_.add(std::move(who), what, terms, corked_ ? handler_began_ : network_->now()))
        return reject(std::move(who), std::move(why)); // NOLINT(bugprone-use-after-move): it was not taken
    const auto generation = generation_;
    log_action(what, correlator_.last_id());
    if (generation_ != generation)
        return true; // the log callback ended the session, which took the action along
    if (terms.outcome_timeout)
        stream_->want_events(); // one of them is the outcome
    if (!corked_) {             // else it is done once for all of the batch
        flush();
        rearm();
    }
    return true;
}

AMI_DECL bool client_core::cancel(const std::shared_ptr<pending_action>& who, bool only_if_unsent)
{
    const auto aborted = asio::error::make_error_code(asio::error::operation_aborted);
    // The action is withdrawn at once and completes in a later turn: a signal may be calling this.
    if (held_.remove(who)) {
        ++counters_.actions_cancelled;
        asio::post(executor_, [who, aborted] { who->complete(aborted, {}); });
        return true;
    }
    if (who->id == 0)
        return false;
    ask_what_was_sent();
    if (only_if_unsent && !correlator_.can_withdraw(who->id))
        return true;
    if (auto ended = correlator_.cancel(who->id, aborted, network_->now()))
        asio::post(executor_,
            [ended = std::move(*ended)]() mutable { ended.who->complete(std::move(ended.why), {}); });
    if (stream_)
        stream_->forget_unsent();
    if (correlator_.has_too_many_cancelled())
        asio::post(executor_, [self = shared_from_this()] { self->check_cancelled(); });
    return true;
}

// A server that answers so little is as good as gone, and each placeholder takes memory.
AMI_DECL void client_core::check_cancelled()
{
    if (!correlator_.has_too_many_cancelled())
        return;
    apply(lifecycle_.on_violation(
        {errc::too_many_cancelled,
            fmt::format("limits::max_cancelled is {}, and more cancelled actions have no answer yet",
                config_.limits.max_cancelled)},
        network_->now()));
}

AMI_DECL void client_core::log_off(std::shared_ptr<pending_action> who)
{
    // Not held back for a later connection, which it would end.
    if (config_.reconnect.hold_actions && lifecycle_.is_active() && !is_ready() && !released_) {
        reject(std::move(who),
            {errc::not_connected, "action Logoff: there is no connection; close() ends the session"});
        return;
    }
    const action_terms terms{config_.logoff_timeout, config_.logoff_timeout, std::nullopt};
    if (!execute(action("Logoff"), terms, std::move(who)))
        return;
    lifecycle_.on_logoff_started(network_->now());
    rearm();
}

AMI_DECL bool client_core::cancel_log_off(const std::shared_ptr<pending_action>& who, bool only_if_unsent)
{
    ask_what_was_sent();
    if (who->id != 0 && correlator_.can_withdraw(who->id))
        lifecycle_.on_logoff_withdrawn();
    return cancel(who, only_if_unsent);
}

AMI_DECL void client_core::wait_closed(std::shared_ptr<waiter> who)
{
    if (lifecycle_.is_active()) {
        who->waiting = true;
        closing_.push_back(std::move(who));
        return;
    }
    const auto& cause = lifecycle_.cause();
    session_end end = cause ? session_end(cause.ec, cause.text)
                            : session_end(errc::not_connected, "there was no session yet");
    asio::post(executor_,
        [who = std::move(who), end = std::move(end)]() mutable { who->complete({}, std::move(end)); });
}

AMI_DECL bool client_core::cancel_wait_closed(const std::shared_ptr<waiter>& who)
{
    if (!std::exchange(who->waiting, false))
        return false;
    // Looked for among all of them only when half have been cancelled.
    if (++closing_cancelled_ > closing_.size() / 2) {
        std::erase_if(closing_, [](const auto& each) { return !each->waiting; });
        closing_cancelled_ = 0;
    }
    abort_later(who);
    return true;
}

AMI_DECL void client_core::abort_later(std::shared_ptr<waiter> who)
{
    asio::post(executor_, [who = std::move(who)] {
        who->complete(asio::error::make_error_code(asio::error::operation_aborted), {});
    });
}

AMI_DECL void client_core::close(failure why)
{
    const bool before = std::exchange(by_post_, true); // the log callback may have come here
    apply(lifecycle_.on_close(std::move(why)));
    by_post_ = before;
}

AMI_DECL void client_core::release()
{
    released_ = true;
    router_->clear();
    observers_->clear(); // like handlers of events, they may refer to what goes with the client
    const bool active = lifecycle_.is_active();
    if (corked_)
        flush_now(); // what was started in the handler that destroys the client
    close({asio::error::make_error_code(asio::error::operation_aborted), "the client was destroyed"});
    if (active)
        return;
    // No session's end tells them.
    const failure gone = asio::error::make_error_code(asio::error::operation_aborted);
    if (calls_) {
        calls_->connection_lost();
        calls_->over(gone, true);
    }
    for (const auto& each : streams_) {
        if (const auto stream = each.lock())
            stream->session_ended(gone);
    }
    asio::post(executor_, [self = shared_from_this(), gone] {
        self->tell_streams();
        if (self->agi_)
            self->agi_->over(gone);
    });
}

AMI_DECL void client_core::context_is_going() noexcept
{
    const auto self = shared_from_this();
    released_ = true;
    ask_what_was_sent();
    take_down();
    timer_.reset();
    // The destructors of what waits may come back here.
    auto waiting = correlator_.connection_ended({}, {}, false);
    auto held = held_.take_all();
    for (const auto& each : streams_) {
        if (const auto stream = each.lock())
            stream->drop();
    }
    observers_->clear();
    if (calls_)
        calls_->drop();
    if (agi_)
        agi_->drop();
    auto connecting = std::exchange(connecting_, nullptr);
    auto closing = std::exchange(closing_, {});
    lifecycle_.on_close({errc::closed, "the execution context was destroyed"});
    router_->clear();
}

// Waits for the answer to an action of the client's own.
class internal_action final : public pending_action {
public:
    explicit internal_action(std::function<void(failure, response)> done) : done_(std::move(done)) {}
    void complete(failure&& why, response&& answer) override { done_(std::move(why), std::move(answer)); }

private:
    std::function<void(failure, response)> done_;
};

// `done` is not called where the connection ended meanwhile: the lifecycle knows that already.
AMI_DECL failure client_core::run_internally(
    const action& what, duration timeout, std::function<void(failure, response)> done)
{
    auto guarded = [weak = weak_from_this(), generation = generation_, done = std::move(done)](
                       failure why, response answer) {
        const auto self = weak.lock();
        if (self && self->generation_ == generation)
            done(std::move(why), std::move(answer));
    };
    const auto who = std::make_shared<internal_action>(std::move(guarded));
    action_terms terms{timeout, timeout, std::nullopt};
    terms.is_internal = is_ready() || login_.is_restoring();
    auto why = correlator_.add(who, what, terms, network_->now());
    flush();
    return why;
}

AMI_DECL void client_core::tell(state_change change)
{
    for (const auto& observer : observers_->all()) {
        if (observer->cancelled || abandoned_)
            continue;
        try {
            observer->handle(change);
        } catch (const std::exception& error) {
            ++counters_.handler_exceptions;
            log(log_level::error, "a handler of state changes threw", {{"error", error.what()}});
        } catch (...) {
            ++counters_.handler_exceptions;
            log(log_level::error, "a handler of state changes threw");
        }
    }
}

AMI_DECL std::shared_ptr<stream_state> client_core::make_stream(
    names events, event_predicate wants, std::size_t capacity, overflow policy)
{
    auto made = std::make_shared<stream_state>(executor_, capacity, policy);
    shutdown_registry::of(executor_).add(made); // it may outlive the client
    if (streams_.size() >= next_sweep_) {
        std::erase_if(streams_, [](const auto& each) { return each.expired(); });
        next_sweep_ = 2 * streams_.size() + 16;
    }
    streams_.push_back(made);
    const auto entry = router_->add(
        std::move(events), std::move(wants), [this, weak = std::weak_ptr(made)](const event_view& what) {
            if (const auto state = weak.lock())
                counters_.events_dropped += state->push(what);
        });
    made->subscribed(router_, entry);
    return made;
}

AMI_DECL std::shared_ptr<expectation_state> client_core::make_expectation(names events, event_predicate wants)
{
    auto made = std::make_shared<expectation_state>();
    made->name = events.text();
    made->world = network_;
    auto once = [wants = std::move(wants), seen = false](
                    const event_view& what) mutable { return !seen && (seen = !wants || wants(what)); };
    made->stream = make_stream(std::move(events), std::move(once), 1, overflow::drop_newest);
    return made;
}

AMI_DECL call_registry& client_core::calls()
{
    if (!calls_)
        calls_ = std::make_unique<call_registry>(*this);
    return *calls_;
}

AMI_DECL void client_core::count_calls_not_followed(std::uint64_t count, bool logs_it)
{
    counters_.calls_not_followed += count;
    if (logs_it)
        log(log_level::error,
            "limits::max_followed_calls is reached: new calls are not followed (logged once)",
            {{"limit", std::to_string(config_.limits.max_followed_calls)}});
}

AMI_DECL void client_core::want_events()
{
    if (stream_)
        stream_->want_events();
}

AMI_DECL void client_core::ask(const action& what, std::function<void(failure, response)> done)
{
    failure why = is_ready() ? run_internally(what, config_.action_timeout, done)
                             : failure(errc::not_connected, "action " + what.name());
    if (why)
        asio::post(executor_,
            [done = std::move(done), why = std::move(why)]() mutable { done(std::move(why), {}); });
    rearm();
}

AMI_DECL void client_core::ask_even_at_the_end(
    const action& what, std::function<void(failure, response)> done)
{
    ++farewells_;
    ask(what, [weak = weak_from_this(), done = std::move(done)](failure why, response answer) {
        const auto self = weak.lock();
        if (self && self->farewells_ != 0)
            --self->farewells_;
        done(std::move(why), std::move(answer));
    });
}

AMI_DECL bool client_core::wants_events() const
{
    return !router_->empty() || correlator_.awaits_outcome() || (calls_ && calls_->wants_events());
}

} // namespace ami::detail

#endif // AMI_CLIENT_IMPL_CLIENT_CORE_IPP
