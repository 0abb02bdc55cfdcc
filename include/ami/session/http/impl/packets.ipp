// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_HTTP_IMPL_PACKETS_IPP
#define AMI_SESSION_HTTP_IMPL_PACKETS_IPP

#include <ami/protocol/http/mxml_decoder.hpp>
#include <ami/protocol/http/session_cookie.hpp>
#include <ami/protocol/values/event_mask.hpp>
#include <ami/protocol/values/redaction.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/parser.hpp>
#include <ami/session/http/http_session.hpp>
#include <ami/session/http/timing.hpp>

#include <boost/assert.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <utility>

// The packets of an answer, and what they mean for the session.

namespace ami::detail {

// Makes packets of the answer's body.
AMI_DECL bool http_session::decode(const request& pending, http_answer& answer, std::string& packets)
{
    const auto begin = answer.body.find_first_not_of(" \t\r\n");
    const bool html = istarts_with(answer.content_type, "text/html");
    bool good = !html;
    if (good && settings_.http.uses_mxml()) {
        packets.reserve(answer.body.size()); // growing would take twice as much
        const auto found = decode_mxml(answer.body, packets);
        damaged_ += found.damaged;
        good = found.is_mxml;
        if (good)
            answer.body = std::string();
    } else if (good) {
        good = begin == std::string::npos || answer.body[begin] != '<';
        if (good)
            packets = std::move(answer.body);
    }
    if (good)
        return true;
    failure error{is_logged_in_ ? errc::connection_lost : errc::not_ami,
        fmt::format("{} at {}, where an AMI answer should be; it begins with \"{}\"",
            html ? "a web page" : "something else", quote(settings_.http.path, 200),
            quote(std::string_view(answer.body).substr(begin == std::string::npos ? 0 : begin), 40,
                settings_.secret.view()))};
    fail_action(pending.id, {errc::outcome_unknown, error.text});
    fail(std::move(error));
    return false;
}

// Keeps those packets for which `keep` returns true, at their place: a body may be large. What is cut short must not
// grow into the next answer.
template <class Keep>
failure http_session::keep_packets(std::string& packets, Keep keep) const
{
    constexpr std::size_t slice = 65536;
    parser cutter(settings_.limits, parser::greeting::none);
    std::size_t kept = 0;
    failure error;
    for (std::size_t at = 0; at != packets.size() && !error;) {
        const auto size = std::min(slice, packets.size() - at);
        cutter.feed(std::string_view(packets).substr(at, size));
        at += size;
        error_code ec;
        while (cutter.next(ec) == parser::result::packet) {
            const auto raw = cutter.packet().raw();
            if (!keep(cutter.packet()))
                continue;
            BOOST_ASSERT(kept + raw.size() <= at); // the parser has its own copy of what is behind
            std::memcpy(packets.data() + kept, raw.data(), raw.size());
            kept += raw.size();
        }
        error.ec = ec;
    }
    packets.resize(kept);
    return error;
}

AMI_DECL void http_session::receive(std::string packets, std::uint64_t id)
{
    if (!packets.empty() || id != 0)
        results_.push_back({id, std::move(packets), {}});
}

AMI_DECL bool http_session::on_delivered(std::uint64_t id, time_point now)
{
    if (std::erase(unread_changes_, id) == 0)
        return false;
    pump(now);
    return true;
}

AMI_DECL void http_session::on_packets(request pending, std::string packets, time_point now)
{
    switch (pending.type) {
    case kind::action:
    case kind::challenge:
    case kind::login:
    case kind::logoff:
    case kind::filter:
    case kind::mask: break;
    default: return on_own_packets(pending, std::move(packets), now);
    }
    bool accepted = false;
    bool first = true;
    const auto error = keep_packets(packets, [&](const packet_view& found) {
        if (std::exchange(first, false) && found.kind() == packet_kind::response)
            accepted = iequals(found.begin()->value, "Success");
        return true;
    });
    if (error)
        return fail({error.ec, fmt::format("in the answer to {}", pending.name)});
    if (first && (pending.type == kind::login || pending.type == kind::challenge))
        return fail({errc::not_ami, fmt::format("the answer to {} at {} has no packet", pending.name,
                                        quote(settings_.http.path, 200))});
    if (pending.type == kind::login && accepted) {
        held_login_ = std::move(packets);
        return logged_in(pending, now);
    }
    if (pending.type == kind::logoff) {
        receive(std::move(packets));
        return fail({errc::connection_lost, "the session was logged off"});
    }
    if (pending.type == kind::filter || pending.type == kind::mask)
        unread_changes_.push_back(pending.id);
    // With brokeneventsaction=yes some masks are accepted without a response.
    if (pending.type == kind::mask && (accepted || first)) {
        is_restoring_ = false;
        if (pending.has_no_mask && events_ == event_state::on) {
            // WaitEvent would make the mask whole again.
            next_wait_.reset();
            events_queue_.clear();
            close_waiting(now);
            events_ = event_state::off;
        }
    }
    // The correlator knows whether that was the whole answer.
    const bool is_login = pending.type == kind::login || pending.type == kind::challenge;
    receive(std::move(packets), is_login ? 0 : pending.id);
}

AMI_DECL void http_session::logged_in(const request& pending, time_point now)
{
    is_logged_in_ = true;
    last_use_ = now;
    if (may_ask_for_events()) {
        // With a cookie it is one session, whose mask may have come with the login.
        if (pending.quiet)
            return prepare_events(now);
        events_ = event_state::preparing;
        return events_prepared(now);
    }
    receive(std::exchange(held_login_, {}));
}

AMI_DECL void http_session::on_own_packets(const request& pending, std::string packets, time_point now)
{
    bool denied = false;
    std::string refusal;
    const auto error = keep_packets(packets, [&](const packet_view& found) {
        if (found.kind() == packet_kind::response) {
            denied = !iequals(found.begin()->value, "Success") && !iequals(found.begin()->value, "Pong") &&
                     !iequals(found.begin()->value, "Goodbye");
            if (denied)
                refusal = quote(found["Message"], 64, settings_.secret.view());
            return false;
        }
        return pending.type == kind::wait && !iequals(found.begin()->value, "WaitEventComplete");
    });
    const bool had_events = !packets.empty();
    receive(std::move(packets));
    if (error)
        return fail({error.ec, fmt::format("in the answer to {}", pending.name)});
    // A filter that was accepted once and is not now is no reason to stop.
    if (denied && pending.type != kind::prepare_filter && pending.type != kind::end_events && !logging_off_)
        return fail(session_lost(fmt::format("{} was answered with \"{}\"", pending.name, refusal)));
    switch (pending.type) {
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
            want_events(true, now);
        return;
    default: return;
    }
}

} // namespace ami::detail

#endif // AMI_SESSION_HTTP_IMPL_PACKETS_IPP
