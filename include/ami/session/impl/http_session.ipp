// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_IMPL_HTTP_SESSION_IPP
#define AMI_SESSION_IMPL_HTTP_SESSION_IPP

#include <ami/protocol/ascii.hpp>
#include <ami/protocol/banner.hpp>
#include <ami/protocol/form_encoding.hpp>
#include <ami/protocol/mxml_decoder.hpp>
#include <ami/protocol/parser.hpp>
#include <ami/protocol/secret.hpp>
#include <ami/protocol/session_cookie.hpp>
#include <ami/session/http_session.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace ami::detail {

// Asterisk closes an idle connection after session_keep_alive, 15 s unless http.conf says otherwise. We are first, so
// that no request meets a connection that is being closed.
inline constexpr duration max_idle = std::chrono::seconds(10);

// How often it is looked for actions that nobody waits for any more.
inline constexpr duration forget_interval = std::chrono::seconds(5);

// What Asterisk takes off the lifetime of a session before it waits (protocol.md 5.4), and some for the way.
inline constexpr duration wait_reserve = std::chrono::seconds(15);

// A server is not asked for events more often than that, so that a busy one gives many at once. One that returns at
// once with nothing, because its httptimeout is 10 s or less or because a mask keeps out what happens, is asked ever
// more slowly.
inline constexpr duration min_pause = std::chrono::milliseconds(50);
inline constexpr duration max_pause = std::chrono::seconds(1);

// For how long a server is tried to be told that the session is over.
inline constexpr duration leave_time = std::chrono::seconds(1);

// As Asterisk reads it (protocol.md 2.5).
inline bool is_empty_mask(std::string_view mask) noexcept
{
    for (const std::string_view none : {"off", "none", "no", "false", "n", "f", "0"}) {
        if (iequals(mask, none))
            return true;
    }
    return false;
}

AMI_DECL http_session::http_session(const config& settings, md5_function md5, std::string random)
    : settings_(settings), md5_(md5), random_(std::move(random)),
      usable_slots_(settings.uses_digest() ? 1 : settings.http.connections),
      lifetime_(settings.http.session_lifetime)
{
    settings_.log = nullptr;
    slots_.resize(uses_digest() ? 3 : usable_slots_ + 1);
    host_header_ =
        settings_.host.find(':') == std::string::npos
            ? fmt::format("{}:{}", settings_.host, settings_.port)
            : fmt::format("[{}]:{}", settings_.host.substr(0, settings_.host.find('%')), settings_.port);
}

AMI_DECL void http_session::start(time_point now)
{
    slots_[0].state = slot_state::at::idle;
    slots_[0].since = last_use_ = now;
}

AMI_DECL http_session::lane http_session::lane_of(std::size_t slot) const noexcept
{
    return uses_digest() && slot >= events_slot() ? event_lane : action_lane;
}

// --- actions into requests --------------------------------------------------------------------------------------------

AMI_DECL bool http_session::is_users(kind what) noexcept
{
    return what == kind::action || what == kind::mask || what == kind::filter || what == kind::logoff;
}

AMI_DECL http_session::request http_session::make_request(std::string_view text)
{
    request made;
    header_iterator at{text};
    made.name = at->value;
    constexpr std::pair<std::string_view, kind> known[] = {{"Login", kind::login},
        {"Challenge", kind::challenge}, {"Logoff", kind::logoff}, {"Events", kind::mask},
        {"Filter", kind::filter}};
    for (const auto& [name, what] : known) {
        if (iequals(name, made.name))
            made.what = what;
    }
    // What follows on the user's side relies on these having been done.
    made.alone = made.what != kind::action;
    for (; at != header_iterator{}; ++at) {
        if (iequals(at->name, "ActionID"))
            made.action_id = at->value;
        else if (iequals(at->name, made.what == kind::login ? "Events" : "EventMask"))
            made.mask = at->value;
    }
    return made;
}

AMI_DECL std::string http_session::body_of(std::string_view text, const request& which, bool quiet) const
{
    std::string body;
    if (which.what == kind::login && uses_digest()) {
        // Every request is a login. The session that runs the actions collects events from its beginning on, unless it
        // is told not to.
        append_form_field(body, "Action", "Events");
        append_form_field(body, "ActionID", which.action_id);
        append_form_field(body, "EventMask", "off");
        return body;
    }
    body.reserve(3 * text.size()); // growing would leave copies of a secret behind
    for (header_iterator at{text}; at != header_iterator{}; ++at) {
        if (at->name.empty())
            continue;
        const bool mask = (which.what == kind::login && iequals(at->name, "Events")) ||
                          (which.what == kind::mask && iequals(at->name, "EventMask"));
        append_form_field(body, at->name, mask && quiet ? "off" : at->value);
    }
    return body;
}

AMI_DECL http_session::request http_session::make_internal(
    kind what, std::initializer_list<std::pair<std::string_view, std::string_view>> fields) const
{
    request made;
    made.what = what;
    made.name = fields.begin()->second;
    for (const auto& [name, value] : fields)
        append_form_field(made.body.str(), name, value);
    return made;
}

AMI_DECL void http_session::write(std::string_view actions, time_point now)
{
    while (!actions.empty()) {
        const auto end = std::min(actions.find("\r\n\r\n"), actions.size());
        take_action(actions.substr(0, end), now);
        actions.remove_prefix(std::min(end + 4, actions.size()));
    }
    pump(now);
}

AMI_DECL void http_session::leave(time_point now)
{
    if (fault_ || !is_logged_in_ || logging_off_)
        return fail({errc::closed, {}});
    leave_by_ = deadline_after(now, leave_time);
    for (auto* const queue : {&queue_, &events_queue_, &control_queue_})
        queue->clear();
    for (std::size_t i = 0; i != slots_.size(); ++i) {
        if (slots_[i].state == slot_state::at::busy) {
            slots_[i].what = {};
            close_slot(i, now);
        }
    }
    take_action("Action: Logoff", now);
    pump(now);
}

AMI_DECL void http_session::take_action(std::string_view text, time_point)
{
    auto made = make_request(text);
    if (fault_)
        return fail_action(made.action_id, {errc::not_sent, fault_.text});
    if (iequals(made.name, "WaitEvent"))
        return fail_action(made.action_id,
            {errc::action_refused,
                "action WaitEvent: over HTTP the client asks for events itself; subscribe to them with on() or events()"});
    made.body = body_of(text, made, false);
    if (made.what == kind::login || made.what == kind::mask)
        made.quiet_body = body_of(text, made, true);
    if (made.what == kind::login)
        mask_ = made.mask.empty() ? "on" : made.mask;
    if (made.what == kind::logoff) {
        logging_off_ = true;
        next_wait_.reset();
        events_queue_.clear(); // behind the logoff it would meet no session
        if (uses_digest() && events_ != event_state::off)
            control_queue_.push_back(make_internal(kind::end_events, {{"Action", "Logoff"}}));
    }
    queue_.push_back(std::move(made));
}

// --- which request goes where -----------------------------------------------------------------------------------------

AMI_DECL bool http_session::may_send(const request& what) const
{
    const auto in_flight = [this](const auto& which) {
        return std::any_of(slots_.begin(), slots_.begin() + static_cast<std::ptrdiff_t>(events_slot()),
            [&](const slot_state& slot) { return slot.state == slot_state::at::busy && which(slot.what); });
    };
    if (in_flight([&](const request& other) { return other.alone || what.alone; }))
        return false;
    if (!is_logged_in_ || what.what == kind::keep_alive)
        return true;
    // What is said to the events' session, a good-bye too, is said first.
    if (is_controlling())
        return false;
    return what.what == kind::logoff || events_ != event_state::preparing;
}

// Something is being said, or about to be, to the events' session while that waits.
AMI_DECL bool http_session::is_controlling() const
{
    return uses_digest() && (!control_queue_.empty() || slots_[control_slot()].state == slot_state::at::busy);
}

// A mask or a filter is on its way: what the events' session begins with depends on the answer.
AMI_DECL bool http_session::is_changing_mask() const
{
    return is_controlling() ||
           std::any_of(slots_.begin(), slots_.begin() + static_cast<std::ptrdiff_t>(events_slot()),
               [](const slot_state& slot) {
                   return slot.state == slot_state::at::busy &&
                          (slot.what.what == kind::mask || slot.what.what == kind::filter);
               });
}

AMI_DECL void http_session::pump(time_point now)
{
    if (fault_)
        return;
    if (wanted_ && is_logged_in_ && !logging_off_ && events_ == event_state::off && !is_empty_mask(mask_) &&
        !is_changing_mask())
        prepare_events(now);
    pump_actions(now);
    pump_slot(events_queue_, events_slot(), now);
    // Before its events are prepared there is nothing that could be changed.
    if (uses_digest() && (events_ == event_state::on || logging_off_))
        pump_slot(control_queue_, control_slot(), now);
}

AMI_DECL void http_session::pump_actions(time_point now)
{
    while (!queue_.empty() && may_send(queue_.front())) {
        auto& front = queue_.front();
        const bool to_waiting = front.what == kind::mask || front.what == kind::filter;
        // With digest, events have a session of their own.
        if (to_waiting && uses_digest() && events_ == event_state::on && !logging_off_) {
            control_queue_.push_back(std::move(front));
            queue_.pop_front();
            return;
        }
        std::optional<std::size_t> idle;
        std::optional<std::size_t> closed;
        std::size_t opening = 0;
        for (std::size_t i = usable_slots_; i-- != 0;) {
            if (slots_[i].state == slot_state::at::idle)
                idle = i;
            else if (slots_[i].state == slot_state::at::closed && now >= slots_[i].retry_at)
                closed = i;
            opening += slots_[i].state == slot_state::at::opening;
        }
        if (!idle) {
            if (closed && opening < queue_.size())
                open(*closed, now);
            return;
        }
        auto next = std::move(queue_.front());
        queue_.pop_front();
        send(*idle, std::move(next), now);
    }
}

AMI_DECL void http_session::pump_slot(std::deque<request>& queue, std::size_t slot, time_point now)
{
    // With cookies there is no control slot: the events' slot is the last.
    if (queue.empty())
        return;
    if (slots_[slot].state == slot_state::at::closed)
        open(slot, now);
    if (slots_[slot].state != slot_state::at::idle)
        return;
    auto next = std::move(queue.front());
    queue.pop_front();
    send(slot, std::move(next), now);
}

AMI_DECL void http_session::open(std::size_t slot, time_point now)
{
    auto time = settings_.connect_timeout;
    if (settings_.uses_tls())
        time = longer_by(time, settings_.handshake_timeout);
    slots_[slot].state = slot_state::at::opening;
    slots_[slot].since = now;
    slots_[slot].deadline = deadline_after(now, time);
    orders_.push_back({http_order::kind::open, slot, {}});
}

AMI_DECL void http_session::close_slot(std::size_t slot, time_point now)
{
    orders_.push_back({http_order::kind::close, slot, {}});
    slots_[slot].state = slot_state::at::closed;
    slots_[slot].since = now;
    slots_[slot].deadline.reset();
}

AMI_DECL duration http_session::time_for(const request& what) const
{
    switch (what.what) {
    case kind::action:
    case kind::filter:
    case kind::mask: return duration::max(); // the action's own deadline counts: see forget_unless
    case kind::wait: return longer_by(wait_time(), settings_.action_timeout);
    case kind::challenge:
    case kind::login: return settings_.login_timeout;
    case kind::logoff: return settings_.logoff_timeout;
    default: return settings_.action_timeout;
    }
}

AMI_DECL void http_session::send(std::size_t slot, request what, time_point now)
{
    const auto used = lane_of(slot);
    if (has_expired(used, now)) {
        if (used == event_lane)
            return fail(session_lost("nothing was asked of the events' session in time"));
        // The same nonce makes another session, which collects all events unless it is told not to.
        digests_[used] = {};
        if (what.what != kind::keep_alive)
            queue_.push_front(std::move(what));
        what = make_internal(kind::keep_alive, {{"Action", "Events"}, {"EventMask", "off"}});
        what.alone = true;
    }
    // Nobody would fetch what the server collects. With digest, another session does that.
    what.quiet = (what.what == kind::login || what.what == kind::mask) && used == action_lane &&
                 (!wanted_ || uses_digest());
    const auto& body = (what.quiet ? what.quiet_body : what.body).str();
    auto text = head_of(slot, body.size());
    if (fault_)
        return;
    text.reserve(text.size() + body.size());
    text += body;
    lane_used_[used] = now;
    auto& state = slots_[slot];
    state.state = slot_state::at::busy;
    state.since = now;
    state.deadline = deadline_after(now, time_for(what));
    if (*state.deadline == time_point::max())
        state.deadline.reset();
    if (used == action_lane)
        last_use_ = now;
    if (what.what == kind::wait)
        wait_began_ = now;
    state.what = std::move(what);
    orders_.push_back({http_order::kind::send, slot, std::move(text)});
}

// Whether the server has forgotten a session by digest. It counts from the beginning of the last request, and takes the
// nonce for a new session without a word.
AMI_DECL bool http_session::has_expired(lane which, time_point now) const
{
    return uses_digest() && is_logged_in_ && digests_[which].challenge &&
           now >= deadline_after(lane_used_[which], lifetime_);
}

AMI_DECL std::string http_session::head_of(std::size_t slot, std::size_t size)
{
    auto head = fmt::format("POST {} HTTP/1.1\r\nHost: {}\r\nUser-Agent: ami\r\nContent-Type: "
                            "application/x-www-form-urlencoded\r\nContent-Length: {}\r\n",
        settings_.http.path, host_header_, size);
    if (!cookie_.empty())
        head += fmt::format("Cookie: mansession_id=\"{}\"\r\n", cookie_);
    auto& digest = digests_[lane_of(slot)];
    if (uses_digest() && digest.challenge) {
        const auto client_nonce = fmt::format("{}{:08x}", random_, ++nonces_);
        const auto authorization = digest_authorization(*digest.challenge,
            {"POST", settings_.http.path, settings_.username, settings_.secret.view(), client_nonce,
                ++digest.count},
            md5_);
        if (!authorization) {
            fail({errc::md5_unavailable,
                "the platform's OpenSSL does not compute MD5 (FIPS mode?), which HTTP digest needs; use https:// with a "
                "path that ends in rawman"});
            return {};
        }
        head += fmt::format("Authorization: {}\r\n", *authorization);
    }
    return head += "\r\n";
}

// --- what comes back --------------------------------------------------------------------------------------------------

AMI_DECL void http_session::on_open(std::size_t slot, failure why, time_point now)
{
    if (fault_ || slots_[slot].state != slot_state::at::opening)
        return;
    slots_[slot].since = now;
    slots_[slot].deadline.reset();
    slots_[slot].state = why ? slot_state::at::closed : slot_state::at::idle;
    if (why) {
        // With others there, one less will do.
        const auto open =
            std::count_if(slots_.begin(), slots_.begin() + static_cast<std::ptrdiff_t>(usable_slots_),
                [](const slot_state& each) { return each.state != slot_state::at::closed; });
        if (slot >= events_slot() || open == 0)
            return fail(
                {why.ec == errc::certificate_rejected ? why.ec : make_error_code(errc::connection_lost),
                    fmt::format("no new connection can be made: {}",
                        why.text.empty() ? why.ec.message() : why.text)});
        slots_[slot].retry_at = now + max_idle;
    }
    pump(now);
}

AMI_DECL void http_session::on_closed(std::size_t slot, failure why, time_point now)
{
    if (fault_)
        return;
    auto& state = slots_[slot];
    const bool busy = state.state == slot_state::at::busy;
    const bool opening = state.state == slot_state::at::opening;
    if (opening)
        return on_open(slot, std::move(why), now);
    state.state = slot_state::at::closed;
    state.since = now;
    state.deadline.reset();
    if (busy)
        lose_request(std::move(state.what), std::move(why));
    pump(now);
}

// The request was sent and will not be answered.
AMI_DECL void http_session::lose_request(request what, failure why)
{
    const auto reason = why.text.empty() ? why.ec.message() : why.text;
    switch (what.what) {
    case kind::action:
    case kind::filter:
    case kind::mask:
    case kind::logoff:
        if (leave_by_)
            return fail({errc::closed, {}});
        // The connection is lost, the session is not: another connection is opened for what comes next.
        fail_action(
            what.action_id, {why.ec == errc::body_too_large ? why.ec : make_error_code(errc::outcome_unknown),
                                fmt::format("action {}: {}", what.name, reason)});
        return;
    case kind::end_events:
    case kind::keep_alive:
        // Where the server closes idle connections sooner than we do. Said twice they do no harm.
        if (++what.tries < 3 && !(leave_by_ && what.what == kind::end_events)) {
            auto& queue = what.what == kind::keep_alive ? queue_
                          : logging_off_                ? control_queue_
                                                        : events_queue_;
            queue.push_front(std::move(what));
            return;
        }
        if (logging_off_)
            return;
        return fail({errc::connection_lost, fmt::format("{}: {}", what.name, reason)});
    case kind::challenge:
    case kind::login:
        return fail({why.ec == errc::not_ami || why.ec == errc::body_too_large
                         ? why.ec
                         : make_error_code(errc::closed_during_login),
            reason});
    default:
        if (!logging_off_)
            fail({errc::connection_lost, fmt::format("{}: {}", what.name, reason)});
        return;
    }
}

AMI_DECL void http_session::on_answer(std::size_t slot, http_answer answer, bool keeps_alive, time_point now)
{
    auto& state = slots_[slot];
    if (fault_ || state.state != slot_state::at::busy)
        return;
    auto what = std::move(state.what);
    if (lane_of(slot) == action_lane)
        last_use_ = now; // from here on the server counts
    if (keeps_alive) {
        state.state = slot_state::at::idle;
        state.since = now;
        state.deadline.reset();
    } else {
        close_slot(slot, now);
    }
    if (answer.status == 200) {
        std::string packets;
        if (decode(what, answer, packets) && follow_cookie(what, answer))
            on_packets(std::move(what), packets, now);
    } else {
        on_status(std::move(what), answer, slot, now);
    }
    pump(now);
}

// Takes the session's cookie out of an answer; false where it shows that the session is gone.
AMI_DECL bool http_session::follow_cookie(const request& what, const http_answer& answer)
{
    if (uses_digest())
        return true;
    std::optional<session_cookie> found;
    for (const auto& header : answer.cookies) {
        if (auto one = parse_session_cookie(header))
            found = std::move(one);
    }
    if (!found) {
        if (!cookie_.empty())
            return true;
        fail({errc::not_ami,
            "the answer has no cookie mansession_id, by which Asterisk knows a session; does a proxy "
            "between drop Set-Cookie?"});
        return false;
    }
    // A lifetime of no time is what a session that has ended is given.
    if (found->lifetime && *found->lifetime > std::chrono::seconds(0))
        lifetime_ = *found->lifetime;
    if (cookie_.empty() || cookie_ == found->value) {
        cookie_ = std::move(found->value);
        return true;
    }
    if (logging_off_ && !is_users(what.what)) // it came behind the logoff
        return false;
    const auto why = session_lost("the server did not know the session's cookie any more");
    if (!what.action_id.empty() && is_logged_in_) // what it says is "Permission denied"
        fail_action(what.action_id, {errc::not_sent, fmt::format("action {}: {}", what.name, why.text)});
    fail(why);
    return false;
}

AMI_DECL failure http_session::session_lost(std::string_view why) const
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(lifetime_).count();
    if (!is_logged_in_)
        return {errc::closed_during_login,
            fmt::format(
                "{} during the login, for which Asterisk gives 5 s; does a proxy between drop cookies?",
                why)};
    return {errc::connection_lost,
        fmt::format(
            "{}: Asterisk was restarted, or the session was idle for longer than httptimeout in manager.conf "
            "({} s)",
            why, seconds)};
}

// Answers a challenge of HTTP digest by the same request, again. True where that was done.
AMI_DECL bool http_session::follow_challenge(std::size_t slot, request& what, const http_answer& answer)
{
    auto& digest = digests_[lane_of(slot)];
    failure why;
    if (answer.challenges.empty())
        why = {errc::not_ami, "HTTP 401 without a challenge (WWW-Authenticate)"};
    std::optional<digest_challenge> challenge;
    for (const auto& header : answer.challenges) {
        failure fault;
        challenge = parse_digest_challenge(header, fault);
        if (challenge)
            break;
        why = std::move(fault);
    }
    if (!challenge) {
        if (is_logged_in_)
            why.ec = errc::connection_lost;
        fail(std::move(why));
        return false;
    }
    constexpr unsigned max_tries = 4;
    if ((digest.challenge && !challenge->stale) || ++what.tries >= max_tries) {
        why = explain_http_status(answer, settings_.http.path, what.body.str().size(), true);
        if (is_users(what.what))
            fail_action(what.action_id, {errc::not_sent, fmt::format("action {}: {}", what.name, why.text)});
        fail(std::move(why));
        return false;
    }
    // Another connection of this lane may have had the same news.
    if (!digest.challenge || digest.challenge->nonce != challenge->nonce)
        digest.count = 0;
    digest.challenge = std::move(challenge);
    auto& queue = slot == events_slot() ? events_queue_ : slot < events_slot() ? queue_ : control_queue_;
    queue.push_front(std::move(what));
    return true;
}

AMI_DECL void http_session::on_status(request what, const http_answer& answer, std::size_t slot, time_point)
{
    if (answer.status == 401 && uses_digest()) {
        follow_challenge(slot, what, answer);
        return;
    }
    auto why = explain_http_status(answer, settings_.http.path, what.body.str().size(), uses_digest());
    const bool users = is_users(what.what);
    const auto text = fmt::format("action {}: {}", what.name, why.text);
    switch (answer.status) {
    case 400:
    case 413:
    case 500:
        if (users)
            return fail_action(what.action_id, {why.ec, text});
        break;
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
    case 401:
    case 403:
    case 404:
    case 405:
    case 501:
        // Nobody ran the action.
        if (users)
            fail_action(what.action_id, {errc::not_sent, text});
        break;
    default:
        // A proxy that gave up does not know either.
        if (users)
            fail_action(what.action_id, {errc::outcome_unknown, text});
        if (users && what.what != kind::logoff && answer.status != 503)
            return;
    }
    fail(std::move(why));
}

// Makes packets of the answer's body.
AMI_DECL bool http_session::decode(const request& what, const http_answer& answer, std::string& packets)
{
    const auto begin = answer.body.find_first_not_of(" \t\r\n");
    const bool html = istarts_with(answer.content_type, "text/html");
    bool good = !html;
    if (good && settings_.http.uses_mxml()) {
        const auto found = decode_mxml(answer.body, packets);
        damaged_ += found.damaged;
        good = found.is_mxml;
    } else if (good) {
        good = begin == std::string::npos || answer.body[begin] != '<';
        packets = answer.body;
    }
    if (good)
        return true;
    failure why{is_logged_in_ ? errc::connection_lost : errc::not_ami,
        fmt::format("{} at {}, where an AMI answer should be; it begins with \"{}\"",
            html ? "a web page" : "something else", printable(settings_.http.path, 200),
            printable(std::string_view(answer.body).substr(begin == std::string::npos ? 0 : begin), 40))};
    if (!what.action_id.empty())
        fail_action(
            what.action_id, {errc::outcome_unknown, fmt::format("action {}: {}", what.name, why.text)});
    fail(std::move(why));
    return false;
}

AMI_DECL void http_session::on_packets(request what, std::string_view packets, time_point now)
{
    switch (what.what) {
    case kind::action:
    case kind::challenge:
    case kind::login:
    case kind::logoff:
    case kind::filter:
    case kind::mask: break;
    default: return on_own_packets(what, packets, now);
    }
    // Packet by packet: what is cut short must not grow into the next answer.
    parser cutter(settings_.limits, parser::greeting::none);
    cutter.feed(packets);
    error_code ec;
    std::string whole;
    bool accepted = false;
    bool first = true;
    auto result = cutter.next(ec);
    for (; result == parser::result::packet; result = cutter.next(ec)) {
        const auto& found = cutter.packet();
        if (std::exchange(first, false) && found.kind() == packet_kind::response)
            accepted = iequals(found.begin()->value, "Success");
        whole += found.raw();
    }
    if (result == parser::result::error)
        return fail({ec, fmt::format("in the answer to {}", what.name)});
    if (what.what == kind::login && accepted) {
        held_login_ = std::move(whole);
        return logged_in(what, now);
    }
    if (what.what == kind::logoff) {
        received_ += whole;
        return fail({errc::connection_lost, "the session was logged off"});
    }
    if (what.what == kind::filter && accepted && uses_digest())
        filters_.push_back(std::move(what.body.str()));
    // With brokeneventsaction=yes some masks are taken without a word.
    if (what.what == kind::mask && (accepted || first)) {
        mask_ = what.mask;
        if (is_empty_mask(mask_) && events_ == event_state::on) {
            // WaitEvent would make the mask whole again.
            next_wait_.reset();
            events_queue_.clear();
            close_waiting(now);
            events_ = event_state::off;
        }
    }
    received_ += whole;
}

AMI_DECL void http_session::logged_in(const request& what, time_point now)
{
    is_logged_in_ = true;
    last_use_ = now;
    if (wanted_ && !is_empty_mask(mask_)) {
        // With a cookie it is one session, whose mask may have come with the login.
        if (what.quiet)
            return prepare_events(now);
        events_ = event_state::preparing;
        return events_prepared(now);
    }
    received_ += std::exchange(held_login_, {});
}

AMI_DECL void http_session::on_own_packets(const request& what, std::string_view packets, time_point now)
{
    parser cutter(settings_.limits, parser::greeting::none);
    cutter.feed(packets);
    error_code ec;
    bool denied = false;
    bool had_events = false;
    std::string refusal;
    auto result = cutter.next(ec);
    for (; result == parser::result::packet; result = cutter.next(ec)) {
        const auto& found = cutter.packet();
        if (found.kind() == packet_kind::response) {
            denied = !iequals(found.begin()->value, "Success") && !iequals(found.begin()->value, "Pong") &&
                     !iequals(found.begin()->value, "Goodbye");
            if (denied)
                refusal = printable(found["Message"]);
        } else if (what.what == kind::wait && !iequals(found.begin()->value, "WaitEventComplete")) {
            received_ += found.raw();
            had_events = true;
        }
    }
    if (result == parser::result::error)
        return fail({ec, fmt::format("in the answer to {}", what.name)});
    // A filter that was accepted once and is not now is no reason to stop.
    if (denied && what.what != kind::prepare_filter && what.what != kind::end_events && !logging_off_)
        return fail(session_lost(fmt::format("{} was answered with \"{}\"", what.name, refusal)));
    switch (what.what) {
    case kind::begin_events: return events_prepared(now);
    case kind::wait: return wait_again(had_events, now);
    case kind::end_events:
        events_ = event_state::off;
        digests_[event_lane] = {};
        if (uses_digest()) {
            for (const auto slot : {events_slot(), control_slot()}) {
                if (slots_[slot].state != slot_state::at::closed)
                    close_slot(slot, now);
            }
        }
        if (wanted_)
            want_events(now);
        return;
    default: return;
    }
}

// --- events -----------------------------------------------------------------------------------------------------------

AMI_DECL void http_session::want_events(time_point now)
{
    wanted_ = true;
    unwanted_since_.reset();
    pump(now);
}

AMI_DECL void http_session::events_are_wanted(bool wanted, time_point now)
{
    if (wanted)
        return want_events(now);
    if (wanted_ && !unwanted_since_)
        unwanted_since_ = now;
}

AMI_DECL void http_session::prepare_events(time_point now)
{
    events_ = event_state::preparing;
    events_queue_.clear();
    close_waiting(now);
    if (uses_digest()) {
        digests_[event_lane] = {};
        if (!filters_.empty()) {
            events_queue_.push_back(
                make_internal(kind::prepare_mask, {{"Action", "Events"}, {"EventMask", "off"}}));
            for (const auto& body : filters_) {
                request filter;
                filter.what = kind::prepare_filter;
                filter.name = "Filter";
                filter.body = body;
                events_queue_.push_back(std::move(filter));
            }
        }
    } else {
        // The server has kept every event since the session began. They are of no use any more; a class that has next
        // to none makes the answer short. (WaitEvent turns an empty mask into a full one.)
        events_queue_.push_back(
            make_internal(kind::prepare_mask, {{"Action", "Events"}, {"EventMask", "aoc"}}));
        events_queue_.push_back(
            make_internal(kind::prepare_drain, {{"Action", "WaitEvent"}, {"Timeout", "0"}}));
    }
    events_queue_.push_back(make_internal(kind::begin_events, {{"Action", "Events"}, {"EventMask", mask_}}));
    pump_slot(events_queue_, events_slot(), now);
}

// What still waits for events is not waited for.
AMI_DECL void http_session::close_waiting(time_point now)
{
    auto& slot = slots_[events_slot()];
    if (slot.state == slot_state::at::busy)
        close_slot(events_slot(), now);
}

AMI_DECL void http_session::events_prepared(time_point now)
{
    events_ = event_state::on;
    received_ += std::exchange(held_login_, {});
    pause_ = min_pause;
    next_wait_ = now;
    on_time(now);
}

AMI_DECL duration http_session::wait_time() const
{
    const duration fitting = lifetime_ - wait_reserve;
    return std::max<duration>(std::min(settings_.http.longest_wait, fitting), std::chrono::seconds(1));
}

AMI_DECL void http_session::wait_again(bool had_events, time_point now)
{
    if (events_ != event_state::on || logging_off_)
        return;
    if (unwanted_since_ && now - *unwanted_since_ >= settings_.http.unused_events && !is_changing_mask())
        return stop_events();
    pause_ = had_events || now - wait_began_ >= max_pause ? min_pause : std::min(2 * pause_, max_pause);
    next_wait_ = std::max(now, deadline_after(wait_began_, pause_));
}

AMI_DECL void http_session::stop_events()
{
    wanted_ = false;
    unwanted_since_.reset();
    next_wait_.reset();
    events_ = event_state::stopping;
    events_queue_.clear();
    events_queue_.push_back(
        uses_digest() ? make_internal(kind::end_events, {{"Action", "Logoff"}})
                      : make_internal(kind::end_events, {{"Action", "Events"}, {"EventMask", "off"}}));
}

// --- time -------------------------------------------------------------------------------------------------------------

AMI_DECL void http_session::forget_unless(const std::function<bool(std::string_view)>& wanted, time_point now)
{
    const auto forgotten = [&](const request& each) {
        return (each.what == kind::action || each.what == kind::mask || each.what == kind::filter) &&
               !wanted(each.action_id);
    };
    last_forgotten_ = now;
    std::erase_if(queue_, forgotten);
    std::erase_if(control_queue_, forgotten);
    for (std::size_t i = 0; i != slots_.size(); ++i) {
        if (slots_[i].state == slot_state::at::busy && forgotten(slots_[i].what)) {
            slots_[i].what = {};
            close_slot(i, now);
        }
    }
    pump(now);
}

AMI_DECL void http_session::on_time(time_point now)
{
    if (leave_by_ && now >= *leave_by_)
        fail({errc::closed, {}});
    if (fault_)
        return;
    for (std::size_t i = 0; i != slots_.size() && !fault_; ++i) {
        auto& slot = slots_[i];
        if (slot.deadline && now >= *slot.deadline) {
            const bool opening = slot.state == slot_state::at::opening;
            failure why{errc::timed_out,
                opening ? "the server did not accept the connection in time" : "no answer in time"};
            orders_.push_back({http_order::kind::close, i, {}});
            if (opening)
                on_open(i, std::move(why), now);
            else
                on_closed(i, std::move(why), now);
        }
    }
    if (fault_)
        return;
    if (next_wait_ && now >= *next_wait_) {
        next_wait_.reset();
        const auto seconds =
            std::to_string(std::chrono::duration_cast<std::chrono::seconds>(wait_time()).count());
        events_queue_.push_back(make_internal(kind::wait, {{"Action", "WaitEvent"}, {"Timeout", seconds}}));
    }
    const bool in_use =
        !queue_.empty() || std::any_of(slots_.begin(), slots_.end(), [&](const slot_state& slot) {
            return slot.state == slot_state::at::busy &&
                   lane_of(static_cast<std::size_t>(&slot - slots_.data())) == action_lane;
        });
    if (is_logged_in_ && !logging_off_ && !in_use && now >= deadline_after(last_use_, lifetime_ / 3)) {
        last_use_ = now;
        queue_.push_back(make_internal(kind::keep_alive, {{"Action", "Ping"}}));
    }
    pump(now);
    for (std::size_t i = 0; i != slots_.size(); ++i) {
        if (slots_[i].state == slot_state::at::idle && now - slots_[i].since >= max_idle)
            close_slot(i, now);
    }
}

AMI_DECL std::optional<time_point> http_session::deadline() const
{
    std::optional<time_point> next;
    const auto sooner = [&next](std::optional<time_point> when) {
        if (when && (!next || *when < *next))
            next = when;
    };
    if (fault_)
        return next;
    bool in_use = !queue_.empty();
    for (std::size_t i = 0; i != slots_.size(); ++i) {
        const auto& slot = slots_[i];
        sooner(slot.deadline);
        if (slot.state == slot_state::at::idle)
            sooner(slot.since + max_idle);
        if (slot.state == slot_state::at::busy) {
            in_use = in_use || lane_of(i) == action_lane;
            if (!slot.deadline)
                sooner(std::max(slot.since, last_forgotten_) + forget_interval);
        }
    }
    sooner(next_wait_);
    sooner(leave_by_);
    if (is_logged_in_ && !logging_off_ && !in_use)
        sooner(deadline_after(last_use_, lifetime_ / 3));
    return next;
}

// --- ends -------------------------------------------------------------------------------------------------------------

AMI_DECL void http_session::fail_action(const std::string& action_id, failure why)
{
    if (!action_id.empty())
        failed_.push_back({action_id, std::move(why)});
}

AMI_DECL void http_session::fail(failure why)
{
    if (fault_)
        return;
    fault_ = std::move(why);
    for (auto* const queue : {&queue_, &control_queue_}) {
        for (const auto& each : *queue)
            fail_action(
                each.action_id, {errc::not_sent, fmt::format("action {}: {}", each.name, fault_.text)});
        queue->clear();
    }
    events_queue_.clear();
    for (auto& each : orders_)
        wipe(each.text);
    orders_.clear();
    for (std::size_t i = 0; i != slots_.size(); ++i) {
        slots_[i].what = {};
        orders_.push_back({http_order::kind::close, i, {}});
    }
}

} // namespace ami::detail

#endif // AMI_SESSION_IMPL_HTTP_SESSION_IPP
