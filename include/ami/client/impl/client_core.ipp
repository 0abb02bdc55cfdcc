// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_IMPL_CLIENT_CORE_IPP
#define AMI_CLIENT_IMPL_CLIENT_CORE_IPP

#include <ami/client/action_id_prefix.hpp>
#include <ami/client/call_registry.hpp>
#include <ami/client/client_core.hpp>
#include <ami/net/md5.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <fmt/format.h>

#include <utility>

namespace ami::detail {

inline constexpr std::size_t read_size = 65536;

// Which limit the server broke, and by what.
inline failure limit_failure(error_code ec, const limits& bounds, std::string_view pending)
{
    const auto begins = fmt::format(
        "the packet begins with \"{}\"", printable(pending.substr(0, pending.find_first_of("\r\n")), 40));
    if (ec == errc::line_too_long)
        return {ec, fmt::format("limits::max_line is {} bytes; {}", bounds.max_line, begins)};
    if (ec == errc::packet_has_too_many_headers)
        return {ec, fmt::format("limits::max_headers is {}; {}", bounds.max_headers, begins)};
    if (ec == errc::packet_too_large)
        return {ec, fmt::format("limits::max_packet is {} bytes; {}", bounds.max_packet, begins)};
    return {ec, fmt::format("its first line does not end; it begins with \"{}\"", printable(pending, 40))};
}

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

// Operations in hand must go on, whatever it throws.
AMI_DECL void client_core::hand_to_log(const log_record& record)
{
    const auto sink = log_; // it may connect again with another configuration while it runs
    try {
        (*sink)(record);
    } catch (...) {
        ++counters_.handler_exceptions;
    }
}

AMI_DECL void client_core::log_action(const action& what, std::uint64_t id)
{
    if (!logs(log_level::debug))
        return;
    const auto number = std::to_string(id);
    std::vector<log_field> fields{{"action", what.name()}, {"number", number}};
    for (header_iterator at{what.header_lines()}; at != header_iterator{}; ++at) {
        const bool secret = is_redacted(at->name, config_.redact);
        const bool several = at->value.find('\0') != std::string_view::npos;
        fields.push_back({at->name, secret    ? std::string_view("(redacted)")
                                    : several ? std::string_view("(several lines)")
                                              : at->value});
    }
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
    filters_.clear();
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

AMI_DECL void client_core::cancel_connect(const std::shared_ptr<waiter>& who)
{
    if (!who->waiting)
        return;
    who->waiting = false;
    if (connecting_ == who) { // else its session is over and it is about to be told
        connecting_.reset();
        apply(lifecycle_.on_close({errc::closed, "async_connect was cancelled"}));
    }
    who->complete(asio::error::make_error_code(asio::error::operation_aborted), {});
}

AMI_DECL bool client_core::reject(std::shared_ptr<pending_action> who, failure why)
{
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
    log_action(what, correlator_.last_id());
    if (terms.outcome_timeout)
        stream_->want_events(); // one of them is the outcome
    if (!corked_) {             // else it is done once for all of the batch
        flush();
        rearm();
    }
    return true;
}

AMI_DECL void client_core::cancel(const std::shared_ptr<pending_action>& who, bool only_if_unsent)
{
    if (held_.remove(who)) {
        ++counters_.actions_cancelled;
        who->complete(asio::error::make_error_code(asio::error::operation_aborted), {});
        return;
    }
    if (who->id == 0 || (only_if_unsent && correlator_.was_sent(who->id)))
        return;
    correlator_.cancel(
        who->id, asio::error::make_error_code(asio::error::operation_aborted), network_->now());
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

AMI_DECL void client_core::cancel_log_off(const std::shared_ptr<pending_action>& who, bool only_if_unsent)
{
    if (who->id != 0 && !correlator_.was_sent(who->id))
        lifecycle_.on_logoff_withdrawn();
    cancel(who, only_if_unsent);
}

AMI_DECL void client_core::logged_off()
{
    apply(lifecycle_.on_logoff_answer());
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

AMI_DECL void client_core::cancel_wait_closed(const std::shared_ptr<waiter>& who)
{
    if (!who->waiting)
        return;
    who->waiting = false;
    std::erase(closing_, who);
    who->complete(asio::error::make_error_code(asio::error::operation_aborted), {});
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
    case lifecycle::step::challenge: return ask_challenge();
    case lifecycle::step::login: return send_login();
    case lifecycle::step::restore: return restore();
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

AMI_DECL void client_core::start_read()
{
    stream_->read(parser_.prepare(read_size));
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
    terms.is_internal = is_ready() || lifecycle_.current() == lifecycle::state::restoring;
    auto why = correlator_.add(who, what, terms, network_->now());
    flush();
    return why;
}

AMI_DECL void client_core::ask_challenge()
{
    const auto generation = generation_;
    tell(state_change(session_state::logging_in));
    if (generation_ != generation)
        return;
    auto why = run_internally(action("Challenge").add("AuthType", "MD5"), config_.login_timeout,
        [this](failure how, response answer) {
            if (!how)
                apply(lifecycle_.on_challenge_answer(answer, network_->now()));
        });
    if (why)
        apply(lifecycle_.on_close({errc::invalid_config, std::move(why.text)}));
}

AMI_DECL void client_core::send_login()
{
    action login("Login");
    login.holds_secret();
    if (config_.uses_md5()) {
        const auto key = md5_hex(lifecycle_.challenge(), config_.secret.view());
        if (!key) {
            apply(lifecycle_.on_close({errc::md5_unavailable,
                "the platform's OpenSSL does not compute MD5 (FIPS mode?); use amis:// or login_method::plain"}));
            return;
        }
        login.add("AuthType", "MD5").add("Username", config_.username).add("Key", *key);
    } else {
        const auto generation = generation_;
        tell(state_change(session_state::logging_in));
        if (generation_ != generation)
            return;
        login.add("Username", config_.username);
        if (!config_.uses_digest())
            login.add("Secret", config_.secret.view());
    }
    // Until the filters are there, the server would send what they keep out.
    login.add("Events", filters_.empty() ? config_.events.text() : event_mask::none().text());
    auto why = run_internally(login, config_.login_timeout, [this](failure how, response answer) {
        if (!how)
            apply(lifecycle_.on_login_answer(answer, !filters_.empty(), network_->now()));
    });
    if (why)
        apply(lifecycle_.on_close({errc::invalid_config, std::move(why.text)}));
}

AMI_DECL void client_core::restore()
{
    const auto generation = generation_;
    for (const auto& filter : filters_) {
        run_internally(filter, config_.login_timeout, [this](failure why, response answer) {
            if (!why && !answer.ok())
                log(log_level::error, "Asterisk does not take a filter any more",
                    {{"message", printable(answer.message(), 200)}});
        });
        if (generation_ != generation)
            return;
    }
    // With brokeneventsaction=yes in manager.conf some masks are not answered: the Ping behind it always is, and actions
    // are carried out in order (protocol.md 2.5).
    run_internally(action("Events").add("EventMask", config_.events.text()), config_.login_timeout,
        [](failure, response) {});
    if (generation_ != generation)
        return;
    run_internally(action("Ping"), config_.login_timeout,
        [this](failure why, response) { apply(lifecycle_.on_restored(std::move(why), network_->now())); });
}

AMI_DECL void client_core::announce_ready()
{
    const auto generation = generation_;
    liveness_.start(config_.ping_after_silence, config_.ping_timeout, network_->now());
    log(log_level::info, "logged in",
        {{"server", address_text()}, {"version", printable(lifecycle_.greeting().version())},
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
    for (auto& held : held_.take_all()) {
        auto terms = held.terms;
        terms.latest = std::max(held.deadline, now + duration(1));
        --counters_.actions_started; // counted when it was held
        execute(held.what, terms, std::move(held.who));
    }
}

AMI_DECL void client_core::fail_held_actions(std::vector<held_action> held, const failure& why)
{
    counters_.actions_not_sent += held.size();
    for (auto& each : held) {
        each.who->complete({why.ec, fmt::format("action {}: {}", each.what.name(), why.text)}, {});
    }
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
    std::string_view name, event_predicate wants, std::size_t capacity, overflow policy)
{
    auto made = std::make_shared<stream_state>(executor_, capacity, policy);
    shutdown_registry::of(executor_).add(made); // it may outlive the client
    std::erase_if(streams_, [](const auto& each) { return each.expired(); });
    streams_.push_back(made);
    const auto entry =
        router_->add(name, std::move(wants), [this, weak = std::weak_ptr(made)](const event_view& what) {
            if (const auto state = weak.lock())
                counters_.events_dropped += state->push(what);
        });
    made->subscribed(router_, entry);
    return made;
}

AMI_DECL std::shared_ptr<expectation_state> client_core::make_expectation(
    std::string_view name, event_predicate wants)
{
    auto made = std::make_shared<expectation_state>();
    made->name = name;
    made->world = network_;
    auto once = [wants = std::move(wants), seen = false](
                    const event_view& what) mutable { return !seen && (seen = !wants || wants(what)); };
    made->stream = make_stream(name, std::move(once), 1, overflow::drop_newest);
    return made;
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
    writing_ = false;
    corked_ = false;
}

AMI_DECL void client_core::end_session()
{
    const auto self = shared_from_this();
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

AMI_DECL void client_core::on_read(error_code ec, std::size_t size)
{
    if (abandoned_)
        return;
    const auto self = shared_from_this();
    if (ec || size == 0) {
        apply(lifecycle_.on_lost(ec, parser_.pending(), network_->now()));
        return;
    }
    counters_.bytes_received += size;
    parser_.commit(size);
    corked_ = true;
    reading_generation_ = generation_;
    handler_began_ = network_->now();
    recent_tick_ = network_->recent_now();
    if (is_ready())
        liveness_.heard(handler_began_);
    if (!read_packets())
        return;
    corked_ = false;
    flush_now();
    rearm();
    start_read();
}

// False where the session ended meanwhile.
AMI_DECL bool client_core::read_packets()
{
    for (;;) {
        error_code ec;
        switch (parser_.next(ec)) {
        case parser::result::need_more: return true;
        case parser::result::banner: apply(lifecycle_.on_banner(parser_.banner(), network_->now())); break;
        case parser::result::packet: on_packet(parser_.packet()); break;
        case parser::result::error:
            apply(lifecycle_.on_violation(
                limit_failure(ec, config_.limits, parser_.pending()), network_->now()));
            return false;
        }
        if (is_over())
            return false;
    }
}

AMI_DECL void client_core::on_packet(const packet_view& found)
{
    switch (found.kind()) {
    case packet_kind::event: {
        ++counters_.events_received;
        const event_view what(found);
        if (!correlator_.on_event(what, handler_began_))
            time_has_passed(); // in what was no handler of an event
        else if (!is_over())
            hand_out(what);
        break;
    }
    case packet_kind::response:
        ++counters_.responses_received;
        if (!correlator_.on_response(found, handler_began_) && !is_over())
            log(log_level::info, "a response to no action of ours",
                {{"action_id", printable(found["ActionID"])}});
        time_has_passed();
        break;
    case packet_kind::other:
        ++counters_.other_packets;
        if (logs(log_level::debug))
            log(log_level::debug, "a packet that is neither event nor response",
                {{"begins", printable(found.raw(), 40)}});
        break;
    }
}

AMI_DECL void client_core::hand_out(const event_view& what)
{
    // Before any handler: what it asks a call object is true then.
    if (const auto kind = calls_ ? calls_->wants(what.name()) : std::nullopt) {
        calls_->on_event(*kind, what, handler_began_);
        time_has_passed(); // in what was no handler of an event
        if (is_over())
            return;
    }
    router_->dispatch(what, *this);
}

AMI_DECL const std::shared_ptr<call_registry>& client_core::calls()
{
    if (!calls_)
        calls_ = std::make_shared<call_registry>(*this, executor_);
    return calls_;
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

// Sets the clock of the batch in hand. Looking at the time costs as much as handing out an event, so it is done where
// a quicker clock has moved, or where a handler of few milliseconds is to be noticed.
AMI_DECL bool client_core::time_has_passed()
{
    const auto tick = network_->recent_now();
    if (tick == recent_tick_ && config_.slow_handler >= std::chrono::milliseconds(20))
        return false;
    recent_tick_ = tick;
    handler_began_ = network_->now();
    return true;
}

AMI_DECL void client_core::handler_returned(const event_view& what)
{
    ++counters_.events_delivered;
    const auto began = handler_began_;
    if (!time_has_passed())
        return;
    const auto taken = handler_began_ - began;
    if (taken < config_.slow_handler)
        return;
    ++counters_.slow_handlers;
    log(log_level::info, "a handler was slow, and nothing was read meanwhile",
        {{"event", printable(what.name())},
            {"seconds", fmt::format("{:.3f}", std::chrono::duration<double>(taken).count())}});
}

AMI_DECL void client_core::handler_threw(const event_view& what, std::exception_ptr error)
{
    ++counters_.handler_exceptions;
    std::string text = "something that is no std::exception";
    try {
        std::rethrow_exception(std::move(error));
    } catch (const std::exception& e) {
        text = e.what();
    } catch (...) {}
    log(log_level::error, "a handler threw", {{"event", printable(what.name())}, {"error", text}});
}

AMI_DECL void client_core::flush()
{
    if (corked_ || writing_ || !stream_ || correlator_.queue().empty())
        return;
    writing_ = true;
    stream_->write(correlator_.queue().take());
}

// The same, but first without the detour by the executor. Only behind a batch, whose actions go out together: each of
// several that are started elsewhere would be sent alone.
AMI_DECL void client_core::flush_now()
{
    if (writing_ || !stream_ || correlator_.queue().empty())
        return;
    const auto bytes = correlator_.queue().take();
    const auto taken = stream_->write_now(bytes);
    counters_.bytes_sent += taken;
    if (taken == bytes.size()) {
        correlator_.queue().written();
        return;
    }
    writing_ = true;
    stream_->write(bytes.substr(taken));
}

AMI_DECL void client_core::on_written(error_code ec, std::size_t size)
{
    const auto self = shared_from_this();
    counters_.bytes_sent += size;
    if (!ec)
        correlator_.queue().written();
    // After a failure nothing more is written. What the server said before it went away is still to be
    // read, and the reader ends the session then.
    writing_ = ec.failed();
    flush();
}

AMI_DECL void client_core::on_action_failed(std::string_view action_id, failure why)
{
    const auto self = shared_from_this();
    if (auto again = correlator_.fail(action_id, std::move(why), config_.reconnect.enabled, network_->now()))
        held_.add(std::move(*again));
    flush();
    rearm();
}

AMI_DECL void client_core::on_failed(failure why)
{
    const auto self = shared_from_this();
    apply(lifecycle_.on_violation(std::move(why), network_->now()));
}

AMI_DECL bool client_core::wants_events() const
{
    return !router_->empty() || correlator_.awaits_outcome() || (calls_ && calls_->wants_events());
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
        const auto timed_out = counters_.actions_timed_out;
        correlator_.on_time(now);
        if (counters_.actions_timed_out != timed_out && generation_ == generation)
            liveness_.suspect(now);
    }
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

#endif // AMI_CLIENT_IMPL_CLIENT_CORE_IPP
