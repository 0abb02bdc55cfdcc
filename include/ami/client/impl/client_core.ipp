// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_IMPL_CLIENT_CORE_IPP
#define AMI_CLIENT_IMPL_CLIENT_CORE_IPP

#include <ami/client/action_id_prefix.hpp>
#include <ami/client/client_core.hpp>

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
    if (stream_)
        stream_->close();
}

AMI_DECL void client_core::attach()
{
    shutdown_registry::of(executor_).add(weak_from_this());
}

AMI_DECL void client_core::log(log_level level, std::string_view text) const
{
    // It may connect again with another configuration while it runs.
    if (const auto sink = log_; logs(level))
        (*sink)(level, text);
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
    correlator_.start(make_action_id_prefix(), config_.limits);
    who->waiting = true;
    connecting_ = std::move(who);
    if (!timer_) {
        timer_ = network_->make_timer(executor_, [weak = weak_from_this()] {
            if (const auto self = weak.lock())
                self->on_timer();
        });
    }
    apply(lifecycle_.start(config_, network_->now()));
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
    if (auto why = correlator_.add(who, what, terms, network_->now()))
        return reject(std::move(who), std::move(why));
    if (logs(log_level::debug))
        log(log_level::debug, fmt::format("action {} ({}) started", what.name(), who->id));
    flush();
    rearm();
    return true;
}

AMI_DECL void client_core::cancel(const std::shared_ptr<pending_action>& who, bool only_if_unsent)
{
    if (who->id == 0 || (only_if_unsent && correlator_.was_sent(who->id)))
        return;
    correlator_.cancel(
        who->id, asio::error::make_error_code(asio::error::operation_aborted), network_->now());
}

AMI_DECL void client_core::log_off(std::shared_ptr<pending_action> who)
{
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
    close({asio::error::make_error_code(asio::error::operation_aborted), "the client was destroyed"});
}

AMI_DECL void client_core::context_is_going() noexcept
{
    const auto self = shared_from_this();
    released_ = true;
    take_down();
    timer_.reset();
    // The destructors of what waits may come back here.
    auto waiting = correlator_.connection_ended({});
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
    case lifecycle::step::read:
        // Not sooner: a handler that closes and connects again still holds a view into the old bytes.
        parser_ = parser(config_.limits);
        return start_read();
    case lifecycle::step::login: return send_login();
    case lifecycle::step::announce_ready: return announce_ready();
    case lifecycle::step::close: return end_session();
    }
}

AMI_DECL void client_core::look_up()
{
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
    if (logs(log_level::debug)) {
        const auto generation = generation_;
        log(log_level::debug, fmt::format("connecting to {}", address_text()));
        if (generation_ != generation)
            return;
    }
    stream_ = network_->make_stream(executor_, config_, *this);
    stream_->connect(endpoints_[lifecycle_.address()]);
}

AMI_DECL void client_core::on_connected(error_code ec)
{
    const auto self = shared_from_this();
    apply(lifecycle_.on_connected(ec, address_text(), network_->now()));
    rearm();
}

AMI_DECL void client_core::start_read()
{
    stream_->read(parser_.prepare(read_size));
}

// Waits for the answer to the login.
class login_answer final : public pending_action {
public:
    explicit login_answer(std::function<void(failure, response)> done) : done_(std::move(done)) {}
    void complete(failure why, response answer) override { done_(std::move(why), std::move(answer)); }

private:
    std::function<void(failure, response)> done_;
};

AMI_DECL void client_core::send_login()
{
    const auto answered = [weak = weak_from_this(), generation = generation_](failure why, response answer) {
        const auto self = weak.lock();
        // Where the connection ended, the lifecycle knows already.
        if (!self || self->generation_ != generation || why)
            return;
        self->apply(self->lifecycle_.on_login_answer(answer, self->network_->now()));
    };
    const auto login = action("Login")
                           .add("Username", config_.username)
                           .add("Secret", config_.secret)
                           .add("Events", config_.events.text());
    const action_terms terms{config_.login_timeout, config_.login_timeout, std::nullopt};
    if (auto why = correlator_.add(std::make_shared<login_answer>(answered), login, terms, network_->now()))
        apply(lifecycle_.on_close({errc::invalid_config, std::move(why.text)}));
    else
        flush();
}

AMI_DECL void client_core::announce_ready()
{
    log(log_level::info, fmt::format("logged in to {} ({}) as {}", address_text(),
                             printable(lifecycle_.greeting().version()), printable(config_.username)));
    if (const auto who = std::exchange(connecting_, nullptr)) {
        who->waiting = false;
        who->complete({}, {});
    }
}

// Takes the network down; who waits is not told.
AMI_DECL void client_core::take_down() noexcept
{
    ++generation_;
    lookup_.reset();
    if (stream_) {
        stream_->close();
        stream_.reset();
    }
    if (timer_)
        timer_->cancel();
    armed_.reset();
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
    auto finish = [self, cause, aborted,
                      actions = correlator_.connection_ended(reason, aborted ? cause.ec : error_code{}),
                      connecting = std::exchange(connecting_, nullptr),
                      closing = std::exchange(closing_, {})]() mutable {
        for (auto& ended : actions)
            ended.who->complete(std::move(ended.why), {});
        if (connecting && std::exchange(connecting->waiting, false))
            connecting->complete(cause, {});
        for (const auto& who : closing) {
            if (std::exchange(who->waiting, false))
                who->complete(aborted ? failure(cause) : failure(), {cause.ec, cause.text});
        }
    };
    // The log callback may start the next session, so everything of this one was taken out before.
    log(cause.ec == errc::logged_off || cause.ec == errc::closed || aborted ? log_level::info
                                                                            : log_level::error,
        reason);
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
        apply(lifecycle_.on_lost(ec, parser_.pending()));
        return;
    }
    counters_.bytes_received += size;
    parser_.commit(size);
    corked_ = true;
    reading_generation_ = generation_;
    handler_began_ = network_->now();
    if (!read_packets())
        return;
    corked_ = false;
    flush();
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
            apply(lifecycle_.on_violation(limit_failure(ec, config_.limits, parser_.pending())));
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
            handler_began_ = network_->now(); // what ran was no handler of an event
        else if (!is_over())
            router_->dispatch(what, *this);
        break;
    }
    case packet_kind::response:
        ++counters_.responses_received;
        if (!correlator_.on_response(found, handler_began_) && !is_over() && logs(log_level::info))
            log(log_level::info, fmt::format("a response to no action of ours, ActionID \"{}\"",
                                     printable(found["ActionID"])));
        handler_began_ = network_->now();
        break;
    case packet_kind::other:
        ++counters_.other_packets;
        if (logs(log_level::debug))
            log(log_level::debug, fmt::format("a packet that is neither event nor response: \"{}\"",
                                      printable(found.raw(), 40)));
        break;
    }
}

AMI_DECL void client_core::handler_returned(const event_view& what)
{
    ++counters_.events_delivered;
    const auto now = network_->now();
    const auto taken = now - std::exchange(handler_began_, now);
    if (taken < config_.slow_handler)
        return;
    ++counters_.slow_handlers;
    log(log_level::info, fmt::format("a handler of {} took {:.3f} s; nothing was read meanwhile",
                             printable(what.name()), std::chrono::duration<double>(taken).count()));
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
    log(log_level::error, fmt::format("a handler of {} threw: {}", printable(what.name()), text));
}

AMI_DECL void client_core::flush()
{
    if (corked_ || writing_ || !stream_ || correlator_.queue().empty())
        return;
    writing_ = true;
    stream_->write(correlator_.queue().take());
}

AMI_DECL void client_core::on_written(error_code ec, std::size_t size)
{
    const auto self = shared_from_this();
    counters_.bytes_sent += size;
    // After a failure nothing more is written. What the server said before it went away is still to be
    // read, and the reader ends the session then.
    writing_ = ec.failed();
    flush();
}

// One timer serves every deadline. It is set anew only for an earlier one: most actions are answered long
// before theirs, and a timer that fires too early just looks again.
AMI_DECL void client_core::rearm()
{
    auto next = lifecycle_.deadline();
    if (const auto other = correlator_.next_deadline(); other && (!next || *other < *next))
        next = other;
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
    if (generation_ == generation)
        correlator_.on_time(now);
    rearm();
}

} // namespace ami::detail

#endif // AMI_CLIENT_IMPL_CLIENT_CORE_IPP
