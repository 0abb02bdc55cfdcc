// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// A whole session, and a fault behind every byte that the server says.

#include "support/client_world.hpp"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

using ami::errc;
using ami::event_view;
using namespace tests;

namespace {

// What the server says in a session that goes well.
void write_script(virtual_network& net)
{
    net.expect_login().reply("Event: FullyBooted\nPrivilege: system,all\nStatus: Fully Booted\n\n");
    net.expect("Ping").success("Ping: Pong\n");
    net.expect("Status").reply(
        "Response: Success\nActionID: $ID\nEventList: start\n\n"
        "Event: Status\nActionID: $ID\nChannel: a\n\nEvent: Status\nChannel: b\nActionID: $ID\n\n"
        "Event: StatusComplete\nActionID: $ID\nEventList: Complete\n\n");
    net.expect("QueueStatus")
        .reply("Response: Success\nActionID: $ID\nEventList: start\n\n"
               "Event: QueueParams\nActionID: $ID\n\n"
               "Event: QueueStatusComplete\nActionID: $ID\nEventList: Complete\n\n");
    net.expect("Command").reply(
        "Response: Follows\nPrivilege: Command\nActionID: $ID\nline\n\n--END COMMAND--\n\n");
    net.expect("Originate")
        .reply("Event: Newchannel\nChannel: x\n\n")
        .success("Message: Originate successfully queued\n")
        .reply("Event: OriginateResponse\nActionID: $ID\nResponse: Success\nReason: 4\n\n");
    net.expect("Logoff")
        .reply("Response: Goodbye\nActionID: $ID\nMessage: Thanks for all the fish.\n\n")
        .eof();
}

// A session in which one operation follows another, and what each came to.
class session {
public:
    explicit session(client_world& w) : w_(w)
    {
        closed_ = [this] {
            follow(begin_connect(*w_.pbx, w_.config), [this] {
                follow(begin_ping(*w_.pbx), [this] {
                    follow(begin_execute(*w_.pbx, "Status"), [this] {
                        follow(begin_each(*w_.pbx, "QueueStatus", [](const event_view&) {}), [this] {
                            follow(begin_command(*w_.pbx, "core show x"), [this] {
                                follow(begin_originate(
                                           *w_.pbx, ami::actions::originate("Local/1@x").dialplan("x", "1")),
                                    [this] { follow(begin_logoff(*w_.pbx), [this] { finished = true; }); });
                            });
                        });
                    });
                });
            });
        };
        closed_();
    }

    bool finished = false;
    int started = 0;
    int completions = 0;
    ami::error_code error;

private:
    template <class Operation>
    void follow(const Operation& op, std::function<void()> next)
    {
        ++started;
        op->then = [this, weak = std::weak_ptr(op), next = std::move(next)] {
            ++completions;
            const auto done = weak.lock();
            if (done->ec)
                error = done->ec;
            else
                next();
        };
    }

    client_world& w_;
    std::function<void()> closed_;
};

struct fault {
    const char* name;
    std::function<void(virtual_stream&)> happen;
    std::size_t step; // bytes from one place to the next
    std::set<int> outcomes;
};

int value_of(errc code)
{
    return static_cast<int>(code);
}

const std::vector<fault>& faults()
{
    const std::set<int> lost = {value_of(errc::closed_before_banner), value_of(errc::closed_during_login),
        value_of(errc::outcome_unknown)};
    const std::set<int> silent = {
        value_of(errc::banner_timeout), value_of(errc::login_timeout), value_of(errc::timed_out)};
    auto too_large = lost;
    // Not sent: what was started in the middle of the read that broke the limit.
    for (const auto code : {errc::not_sent, errc::not_ami, errc::line_too_long, errc::packet_too_large,
             errc::packet_has_too_many_headers, errc::login_timeout, errc::timed_out})
        too_large.insert(value_of(code));
    auto nothing_taken = silent;
    nothing_taken.insert(value_of(errc::not_sent));
    auto odd = silent;
    for (const auto code :
        {errc::not_ami, errc::authentication_failed, errc::login_refused, errc::action_refused})
        odd.insert(value_of(code));
    static const std::vector<fault> all = {
        {"half-close", [](virtual_stream& s) { s.eof(); }, 1, lost},
        {"reset", [](virtual_stream& s) { s.reset(); }, 1, lost},
        {"reset that overtakes", [](virtual_stream& s) { s.reset_at_once(); }, 1, lost},
        {"stall", [](virtual_stream&) {}, 1, silent},
        {"stall, and nothing is taken", [](virtual_stream& s) { s.stop_taking(); }, 3, nothing_taken},
        {"a line without an end", [](virtual_stream& s) { s.send(std::string(5000, 'x')); }, 3, too_large},
        {"a packet without an end",
            [](virtual_stream& s) {
                for (int i = 0; i != 3000; ++i)
                    s.send("A: b\r\n");
            },
            3, too_large},
        {"garbage", [](virtual_stream& s) { s.send(std::string_view("\xff\0\r\n:\n\n\r\r\n\n", 11)); }, 3,
            odd},
        {"another protocol", [](virtual_stream& s) { s.send("HTTP/1.1 400 Bad Request\r\n\r\n"); }, 3, odd},
    };
    return all;
}

} // namespace

TEST_CASE("fault: a fault after every byte of a session", "[fault]")
{
    // How much the server says when all goes well.
    std::size_t bytes = 0;
    {
        client_world w;
        write_script(*w.net);
        std::string said;
        const session all(w);
        w.run();
        REQUIRE(all.finished);
        REQUIRE(all.completions == 7);
        bytes = static_cast<std::size_t>(w.pbx->get_counters().bytes_received);
        CHECK(bytes > 1000);
    }

    std::map<std::string, std::set<std::string>> seen;
    std::set<int> places; // how many operations had been started when it happened
    for (const auto& each : faults()) {
        int wrong = 0;
        for (std::size_t at = 0; at < bytes; at += each.step) {
            client_world w;
            w.config.log = nullptr;
            w.config.limits.max_line = 2000;
            w.config.limits.max_packet = 10'000;
            w.config.limits.max_headers = 1000;
            w.config.ping_after_silence = duration::max(); // the script has no Ping for it
            write_script(*w.net);
            w.net->on_stream([&](virtual_stream& stream) { stream.cut_after(at, each.happen); });
            {
                const session s(w);
                const auto closed = begin_closed(*w.pbx);
                w.run();
                w.advance(5min);
                // What happens to a logoff is no failure of it.
                const bool in_logoff = s.started == 7;
                const bool good =
                    s.completions == s.started && (in_logoff || s.error) && (!s.error || !in_logoff);
                const bool expected = !s.error || each.outcomes.count(s.error.value()) == 1;
                if (!good || !expected) {
                    ++wrong;
                    CAPTURE(each.name, at, s.started, s.completions, s.error.message());
                    CHECK(good);
                    CHECK(expected);
                }
                places.insert(s.started);
                seen[each.name].insert(s.error ? s.error.message() : "(none)");
                // Some faults leave the session usable.
                w.pbx->close();
                w.run();
                CHECK(closed->completions == 1);
                CHECK(w.server().closed());
                CHECK_FALSE(w.net->armed());
            }
            // The same client can go on.
            if (at % 10 == 0) {
                w.net->on_stream(nullptr);
                w.net->end_conversation();
                write_script(*w.net);
                const session again(w);
                w.run();
                CHECK(again.finished);
            }
            if (wrong > 3)
                break;
        }
        CHECK(wrong == 0);
    }
    CHECK(places.size() == 7);
    for (const auto& [name, errors] : seen) {
        CAPTURE(name);
        CHECK(errors.size() >= 3);
    }
}

TEST_CASE("fault: every write of a session fails once", "[fault]")
{
    for (int write = 0; write != 7; ++write) {
        for (const bool reads_end : {true, false}) {
            CAPTURE(write, reads_end);
            client_world w;
            write_script(*w.net);
            if (write == 0)
                w.net->on_stream([](virtual_stream& stream) { stream.fail_writes(); });
            const session s(w);
            for (int i = 0; write != 0 && i != 1000 && s.started <= write; ++i) {
                w.context.restart();
                w.context.poll_one();
            }
            if (write != 0)
                w.server().fail_writes();
            w.run();
            if (s.finished)
                continue; // it was on the way already
            if (reads_end)
                w.server().reset();
            w.advance(1min);
            CHECK(s.completions == s.started);
            CHECK((s.error || s.started == 7));
        }
    }
}

TEST_CASE("fault: replies in another order, and twice", "[fault]")
{
    client_world w;
    auto& server = w.ready();
    const auto a = begin_execute(*w.pbx, "Status");
    const auto b = begin_execute(*w.pbx, "Status");
    const auto c = begin_originate(*w.pbx, ami::actions::originate("Local/1@x").dialplan("x", "1"));
    w.run();
    const auto ida = server.next().id();
    const auto idb = server.next().id();
    const auto idc = server.next().id();
    // The outcome before its answer, a completion before its list, items before anything.
    server.say("Event: OriginateResponse\nActionID: $ID\nResponse: Success\n\n", idc);
    server.say("Event: StatusComplete\nActionID: $ID\nEventList: Complete\n\n", ida);
    server.say("Event: Status\nActionID: $ID\n\n", ida);
    w.run();
    CHECK(a->pending());
    CHECK(c->pending());
    for (int twice = 0; twice != 2; ++twice) {
        server.say("Response: Success\nActionID: $ID\nEventList: start\n\n", idb);
        server.say("Response: Success\nActionID: $ID\nEventList: start\n\n", ida);
        server.say("Response: Success\nActionID: $ID\n\n", idc);
        server.say("Event: Status\nActionID: $ID\n\n", ida);
        server.say("Event: Status\nActionID: $ID\n\n", idb);
    }
    for (int twice = 0; twice != 2; ++twice) {
        server.say("Event: StatusComplete\nActionID: $ID\nEventList: Complete\n\n", idb);
        server.say("Event: StatusComplete\nActionID: $ID\nEventList: Complete\n\n", ida);
        server.say("Event: OriginateResponse\nActionID: $ID\nResponse: Failure\nReason: 5\n\n", idc);
    }
    w.advance(500ms); // for a Hangup, which does not come
    CHECK(a->value().events().size() == 2);
    CHECK(b->value().events().size() == 2);
    CHECK(c->value().value() == ami::call_outcome::answered); // the first one counts
    CHECK(w.pbx->is_ready());
}
