// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_HTTP_SESSION_MODEL_HPP
#define AMI_TESTS_SUPPORT_HTTP_SESSION_MODEL_HPP

// An HTTP session, a web server that does anything, and a simple model of what may be said of each action.

#include <ami/net/md5.hpp>
#include <ami/protocol/wire/action.hpp>
#include <ami/session/http/http_session.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tests {

class http_session_run {
public:
    /// `choose(n)` gives a number below n.
    explicit http_session_run(std::function<unsigned(unsigned)> choose)
        : choose_(std::move(choose)), path_(choose_(4)), connections_(1 + choose_(3)),
          session_(settings(), &ami::detail::md5_hex, "0123456789abcdef", queue_, server_)
    {
        slots_.resize(8);
        slots_[0].at = slot::idle;
        if (choose_(2) == 0)
            want(true);
        session_.start(now_);
        const std::string mask = masks[choose_(3)];
        server_.start(ami::event_mask(mask));
        write(ami::action("Login").add("Username", "u").add("Events", mask), kind::login, mask);
        settle();
    }

    bool step()
    {
        switch (choose_(16)) {
        case 0:
        case 1:
        case 2: write_any(); break;
        case 3: want(choose_(3) != 0); break;
        case 4:
        case 5: pass(choose_(4) == 0 ? 20'000 : choose_(2) == 0 ? 1'000 : 50); break;
        case 6: close_any(); break;
        case 7: forget_any(); break;
        case 8:
            if (slot* const one = pick(slot::busy); one && !one->sent) {
                one->sent = true;
                session_.on_sent(number(*one));
            }
            break;
        case 9: fault_any(); break;
        default:
            if (slot* const opening = pick(slot::opening); opening && choose_(2) == 0)
                open(*opening, choose_(20) != 0);
            else if (slot* const busy = pick(slot::busy))
                answer(*busy);
        }
        settle();
        return problem_.empty();
    }

    /// From here on the server does everything right: whatever waits is answered, or the session is over.
    bool finish()
    {
        for (int turn = 0; problem_.empty() && !session_.fault() && turn != 2000; ++turn) {
            bool any = false;
            for (auto& each : slots_) {
                if (each.at == slot::opening) {
                    open(each, true);
                    any = true;
                } else if (each.at == slot::busy && !is_wait(each.request)) {
                    answer(each);
                    any = true;
                }
                settle();
            }
            // One that was taken may wait for the end of a WaitEvent.
            const bool waits = std::any_of(actions_.begin(), actions_.end(), [](const auto& each) {
                return each.second.state == progress::taken && !each.second.forgotten;
            });
            if (!any && queue_.empty() && !waits)
                break;
            if (!any)
                pass(500);
        }
        check(session_.fault() || queue_.empty(), "what waits is never taken");
        for (const auto& [id, each] : actions_) {
            if (each.state != progress::taken || each.forgotten || each.what == kind::login)
                continue;
            check(bool(session_.fault()), "action " + id + " was taken and nothing became of it");
            check(each.carried_out, "action " + id + " of kind " +
                                        std::to_string(static_cast<int>(each.what)) +
                                        " was not sent, and nothing says so; " + session_.fault().text);
        }
        if (!session_.fault() && logged_in_ && wanted_ && !logging_off_ && server_.mask().text() != "off" &&
            mask_known_) {
            // The WaitEvent that is under way may be about to end the session: nobody has answered it for too long.
            for (int turn = 0; turn != 100 && !waits_ && !session_.fault(); ++turn) {
                pass(50);
                for (auto& each : slots_) {
                    if (each.at == slot::opening)
                        open(each, true);
                    else if (each.at == slot::busy && is_wait(each.request))
                        waits_ = true;
                    else if (each.at == slot::busy)
                        answer(each);
                    settle();
                }
            }
            check(waits_ || session_.fault(), "nobody asks for events");
        }
        session_.leave(now_);
        settle();
        for (int turn = 0; problem_.empty() && !session_.fault() && turn != 100; ++turn) {
            for (auto& each : slots_) {
                if (each.at == slot::opening)
                    open(each, true);
                else if (each.at == slot::busy)
                    answer(each);
                settle();
            }
            pass(100);
        }
        check(bool(session_.fault()), "a session that is left does not end");
        check(!session_.deadline(), "a session that is over has a deadline");
        return problem_.empty();
    }

    const std::string& problem() const noexcept { return problem_; }

    /// How often each thing came about.
    const std::map<std::string, std::uint64_t>& endings() const noexcept { return endings_; }

private:
    enum class kind { action, login, mask, filter, logoff };
    enum class progress { waiting, taken, answered, failed };

    struct action_state {
        kind what = kind::action;
        progress state = progress::waiting;
        std::uint64_t order = 0;
        bool on_the_way = false;  // a request with it was written whole and not refused
        bool carried_out = false; // or may have been
        bool forgotten = false;
        bool accepted = false;
        ami::action sent{"Ping"};
    };

    struct slot {
        enum { closed, opening, idle, busy } at = closed;
        std::string request;
        bool sent = false;
    };

    static constexpr const char* masks[] = {"call", "off", "call,system"};

    ami::config settings() const
    {
        static constexpr const char* paths[] = {"rawman", "mxml", "arawman", "amxml"};
        ami::config made(std::string("http://u:s@pbx/") + paths[path_]);
        made.http.connections = connections_;
        made.http.event_idle_timeout = std::chrono::seconds(5);
        return made;
    }
    bool digest() const { return path_ >= 2; }
    bool mxml() const { return path_ % 2 == 1; }

    void check(bool good, const std::string& what)
    {
        if (!good && problem_.empty())
            problem_ = what;
    }

    std::size_t number(const slot& which) const { return static_cast<std::size_t>(&which - slots_.data()); }

    slot* pick(decltype(slot::at) at)
    {
        const auto first = choose_(static_cast<unsigned>(slots_.size()));
        for (std::size_t i = 0; i != slots_.size(); ++i) {
            auto& each = slots_[(first + i) % slots_.size()];
            if (each.at == at)
                return &each;
        }
        return nullptr;
    }

    static std::string body(const std::string& request)
    {
        return request.empty() ? std::string() : request.substr(request.find("\r\n\r\n") + 4);
    }
    static std::string field(const std::string& request, const std::string& name)
    {
        const auto all = "&" + body(request);
        const auto at = all.find("&" + name + "=");
        if (at == std::string::npos)
            return {};
        const auto begin = at + name.size() + 2;
        return all.substr(begin, all.find('&', begin) - begin);
    }
    static bool is_wait(const std::string& request)
    {
        return field(request, "Action") == "WaitEvent" && field(request, "Timeout") != "0";
    }
    action_state* action_of(const slot& on, const std::string& request)
    {
        if (digest() && number(on) == 1)
            return nullptr; // a filter that is repeated to the session that has the events
        const auto found = actions_.find(field(request, "ActionID"));
        return found == actions_.end() ? nullptr : &found->second;
    }

    // --- the client's side ----------------------------------------------------------------------------------------

    void write(const ami::action& what, kind which, std::string mask = {})
    {
        using ami::detail::action_kind;
        const auto id = "id-" + std::to_string(++last_id_);
        if (which == kind::login && digest())
            ami::action("Events").add("EventMask", "off").serialize(queue_.text(), id);
        else
            what.serialize(queue_.text(), id);
        queue_.added(last_id_, which == kind::login ? action_kind::login : ami::detail::kind_of(what), mask);
        auto& made = actions_[id];
        made.what = which;
        made.order = last_id_;
        made.sent = what;
    }

    void write_any()
    {
        if (!logged_in_ || wrote_logoff_)
            return;
        switch (choose_(12)) {
        case 0: {
            const std::string mask = masks[choose_(3)];
            return write(ami::action("Events").add("EventMask", mask), kind::mask, mask);
        }
        case 1: return write(ami::action("Filter").add("Operation", "Add").add("Filter", "x"), kind::filter);
        case 3:
            if (choose_(8) != 0)
                break;
            wrote_logoff_ = true;
            return write(ami::action("Logoff"), kind::logoff);
        default: break;
        }
        write(ami::action("Ping"), kind::action);
    }

    void want(bool wanted)
    {
        wanted_ = wanted;
        session_.want_events(wanted, now_);
    }

    // The client ends its wait for one action.
    void forget_any()
    {
        if (last_id_ == 0)
            return;
        const auto number = 1 + choose_(static_cast<unsigned>(last_id_));
        const auto id = "id-" + std::to_string(number);
        auto& which = actions_.at(id);
        if (which.what == kind::login || which.what == kind::logoff)
            return;
        if (which.state != progress::waiting && which.state != progress::taken)
            return;
        which.forgotten = true;
        if (queue_.remove(number)) {
            check(!which.on_the_way, id + " was sent and counts as unsent");
            which.state = progress::failed; // it must not be sent any more
        } else {
            queue_.give_up(number);
        }
        for (const auto each : queue_.take_unawaited())
            session_.withdraw(each, now_);
    }

    void pass(int milliseconds)
    {
        const auto until = now_ + std::chrono::milliseconds(milliseconds);
        for (int turn = 0; problem_.empty(); ++turn) {
            check(turn != 5000, "time stands still");
            const auto next = session_.deadline();
            if (!next || *next > until)
                break;
            now_ = std::max(now_, *next);
            session_.on_time(now_);
            settle();
        }
        now_ = until;
    }

    // --- the network ----------------------------------------------------------------------------------------------

    void settle()
    {
        for (bool any = true; any && problem_.empty();) {
            any = carry_out();
            if (queue_.empty())
                continue;
            const auto first = queue_.front().id;
            const auto taken = session_.send(now_);
            take(first);
            any = carry_out() || taken != 0;
        }
        look_at_results();
    }

    // Those from this one on that left the queue.
    void take(std::uint64_t first)
    {
        for (auto id = first; id <= last_id_ && (queue_.empty() || id < queue_.front().id); ++id) {
            auto& which = actions_.at("id-" + std::to_string(id));
            if (which.forgotten)
                continue;
            check(which.state == progress::waiting, "an action was taken twice");
            which.state = progress::taken;
            if (which.what == kind::logoff)
                logging_off_ = true;
        }
    }

    bool carry_out()
    {
        bool any = false;
        for (auto orders = session_.take_orders(); !orders.empty(); orders = session_.take_orders()) {
            any = true;
            for (auto& each : orders) {
                auto& on = slots_.at(each.slot);
                switch (each.type) {
                case ami::detail::http_order::kind::open:
                    check(on.at == slot::closed, "a connection is opened twice");
                    check(!session_.fault(), "a connection is opened for a session that is over");
                    on = slot();
                    on.at = slot::opening;
                    break;
                case ami::detail::http_order::kind::send: send(on, std::move(each.text)); break;
                case ami::detail::http_order::kind::close:
                    lose(on);
                    on = slot();
                    break;
                }
            }
        }
        return any;
    }

    void send(slot& on, std::string request)
    {
        check(on.at == slot::idle, "a request without a connection, or a second one");
        on.at = slot::busy;
        on.request = std::move(request);
        on.sent = choose_(8) != 7;
        if (auto* const which = action_of(on, on.request)) {
            const auto id = field(on.request, "ActionID");
            check(which->state != progress::failed, id + " is sent after its end");
            check(which->state != progress::answered, id + " is sent after its answer");
            check(!which->on_the_way && !which->carried_out, id + " is sent twice");
            check(digest() || connections_ > 1 || which->order >= last_sent_, "the order is another");
            last_sent_ = std::max(last_sent_, which->order);
            which->on_the_way = on.sent;
        }
        if (on.sent)
            session_.on_sent(number(on));
    }

    // The connection is gone: what was sent whole may be carried out.
    void lose(slot& on)
    {
        if (on.at != slot::busy)
            return;
        if (auto* const which = action_of(on, on.request)) {
            which->on_the_way = false;
            which->carried_out = which->carried_out || on.sent;
        }
    }

    void open(slot& on, bool good)
    {
        on.at = good ? slot::idle : slot::closed;
        session_.on_open(number(on),
            good ? ami::detail::failure() : ami::detail::failure(ami::errc::connect_timeout, "no"), now_);
    }

    void close_any()
    {
        auto* const on = choose_(3) == 0 ? pick(slot::idle) : pick(slot::busy);
        if (!on)
            return;
        if (is_wait(on->request) || (digest() && number(*on) == 1))
            gap_allowed_ = true;
        lose(*on);
        const bool busy = on->at == slot::busy;
        *on = slot();
        endings_["lost request"] += busy;
        session_.on_closed(number(*on), {ami::errc::connection_lost, "closed"}, now_);
    }

    // --- the server -----------------------------------------------------------------------------------------------

    ami::detail::http_answer page(const std::string& packets)
    {
        ami::detail::http_answer made;
        made.status = 200;
        made.content_type = mxml() ? "text/xml" : "text/plain";
        if (!digest())
            made.cookies.push_back("mansession_id=\"c0ffee\"; Version=1; Max-Age=60");
        made.body = mxml() ? "<ajax-response>\n" + packets + "</ajax-response>\n" : packets;
        return made;
    }

    std::string packet(const std::vector<std::pair<std::string, std::string>>& headers) const
    {
        std::string text;
        if (mxml()) {
            text = "<response type='object' id='unknown'><generic";
            for (const auto& [name, value] : headers)
                text += " " + name + "='" + value + "'";
            return text + " /></response>\n";
        }
        for (const auto& [name, value] : headers)
            text += name + ": " + value + "\r\n";
        return text + "\r\n";
    }

    void give(slot& on, ami::detail::http_answer answer)
    {
        const bool keeps = choose_(6) != 5;
        const auto place = number(on);
        on = slot();
        on.at = keeps ? slot::idle : slot::closed;
        if (!keeps)
            on.at = slot::idle; // the session says close
        session_.on_answer(place, std::move(answer), keeps, now_);
    }

    // As it should be, or with a challenge.
    void answer(slot& on)
    {
        const auto request = std::exchange(on.request, {});
        auto* const which = action_of(on, request);
        on.sent = true;
        if (digest() && (request.find("Authorization: ") == std::string::npos || choose_(12) == 11)) {
            if (which)
                which->on_the_way = false;
            ami::detail::http_answer made;
            made.status = 401;
            made.challenges.push_back(
                "Digest algorithm=MD5, realm=\"asterisk\", nonce=\"n" + std::to_string(++nonces_) +
                "\", qop=\"auth\", opaque=\"x\"" +
                (request.find("Authorization: ") == std::string::npos ? "" : ", stale=true"));
            ++endings_["challenged"];
            return give(on, std::move(made));
        }
        std::string packets;
        const auto id = field(request, "ActionID");
        const auto success = id.empty() ? packet({{"Response", "Success"}})
                                        : packet({{"Response", "Success"}, {"ActionID", id}});
        packets = success;
        if (which) {
            which->on_the_way = false;
            which->carried_out = true;
            if (which->what == kind::login)
                logged_in_ = true;
            which->accepted = true;
        }
        if (is_wait(request)) {
            for (auto more = choose_(4); more-- != 0;) {
                packets += packet({{"Event", "E"}, {"Number", std::to_string(++last_event_)}});
                given_.push_back(last_event_);
            }
            packets += packet({{"Event", "WaitEventComplete"}});
        }
        give(on, page(packets));
    }

    // Anything wrong.
    void fault_any()
    {
        slot* const on = pick(slot::busy);
        if (!on)
            return;
        const auto request = std::exchange(on->request, {});
        auto* const which = action_of(*on, request);
        ami::detail::http_answer made;
        static constexpr unsigned statuses[] = {400, 401, 403, 404, 413, 500, 502, 503, 504, 301, 999};
        switch (choose_(6)) {
        case 0: made = page({}); break; // without the response
        case 1: made = page(packet({{"Response", "Error"}, {"ActionID", field(request, "ActionID")}})); break;
        case 2:
            made = page({});
            made.body = "<html>";
            made.content_type = "text/html";
            break;
        case 3:
            made = page(packet({{"Response", "Success"}, {"ActionID", field(request, "ActionID")}}));
            made.body.resize(made.body.size() - std::min<std::size_t>(made.body.size(), choose_(60)));
            break;
        case 4:
            made = page(packet({{"Response", "Error"}, {"Message", "Permission denied"}}));
            if (!digest())
                made.cookies = {"mansession_id=\"0bad\"; Version=1; Max-Age=60"};
            break;
        default: made.status = statuses[choose_(std::size(statuses))]; break;
        }
        const bool another_cookie =
            !digest() && !made.cookies.empty() && made.cookies[0].find("0bad") != std::string::npos;
        const bool refused =
            made.status == 200
                ? another_cookie
                : made.status == 501 || (made.status < 500 && made.status != 400 && made.status != 413);
        if (which) {
            which->on_the_way = false;
            which->carried_out = which->carried_out || !refused;
            if (which->what == kind::mask)
                mask_known_ = false;
        }
        if (is_wait(request))
            gap_allowed_ = true;
        ++endings_["faulty answer"];
        give(*on, std::move(made));
    }

    // --- what came of it ------------------------------------------------------------------------------------------

    void look_at_results()
    {
        for (auto& each : session_.take_results()) {
            received_ += each.packets;
            if (each.is_gap) {
                check(gap_allowed_, "a gap without a cause");
                ++endings_["gap"];
            }
            if (each.id == 0)
                continue;
            const auto id = "id-" + std::to_string(each.id);
            auto& which = actions_.at(id);
            check(which.state == progress::taken || which.forgotten, id + " ends and was not under way");
            if (each.error) {
                if (each.error.ec == ami::errc::not_sent)
                    check(!which.on_the_way && !which.carried_out, id + " was sent and is not_sent");
                if (each.error.ec == ami::errc::outcome_unknown)
                    check(which.carried_out, id + " was not sent and is outcome_unknown");
                ++endings_[each.error.ec.message()];
            } else {
                check(which.carried_out, id + " is answered and was not sent");
                ++endings_["answered"];
            }
            which.state = each.error ? progress::failed : progress::answered;
            if (!each.error && which.accepted && !which.forgotten) // as the session above does
                server_.on_accepted(which.sent);
            session_.on_delivered(each.id, now_);
        }
        for (;;) {
            const auto end = received_.find("\r\n\r\n");
            if (end == std::string::npos)
                break;
            const auto text = received_.substr(0, end);
            received_.erase(0, end + 4);
            const auto at = text.find("Number: ");
            if (at == std::string::npos)
                continue;
            const auto event = std::stoull(text.substr(at + 8));
            check(!given_.empty() && given_.front() == event, "an event is lost, or comes twice");
            if (!given_.empty())
                given_.erase(given_.begin());
            ++endings_["event"];
        }
        check(received_.empty(), "a part of a packet was received");
        check(given_.empty(), "an event is lost");
        for (const auto& [id, each] : actions_) {
            if (each.state == progress::taken && queue_.can_remove(each.order))
                check(!each.on_the_way && !each.carried_out, id + " was sent and is unsent");
        }
        if (session_.fault() && !std::exchange(faulty_, true)) {
            ++endings_["session over"];
            for (auto& each : slots_)
                check(each.at == slot::closed, "the session is over and has a connection");
        }
    }

    std::function<unsigned(unsigned)> choose_;
    unsigned path_;
    std::size_t connections_;
    ami::detail::time_point now_ = ami::detail::time_point{} + std::chrono::hours(1);
    ami::detail::write_queue queue_;
    ami::detail::server_settings server_;
    ami::detail::http_session session_;
    std::vector<slot> slots_;
    std::map<std::string, action_state> actions_;
    std::uint64_t last_id_ = 0;
    std::uint64_t last_sent_ = 0;
    std::uint64_t last_event_ = 0;
    std::vector<std::uint64_t> given_; // events that were sent and not received
    std::string received_;
    bool mask_known_ = true;
    bool logged_in_ = false;
    bool wrote_logoff_ = false;
    bool logging_off_ = false;
    bool wanted_ = false;
    bool waits_ = false;
    bool gap_allowed_ = false;
    bool faulty_ = false;
    int nonces_ = 0;
    std::map<std::string, std::uint64_t> endings_;
    std::string problem_;
};

} // namespace tests

#endif // AMI_TESTS_SUPPORT_HTTP_SESSION_MODEL_HPP
