// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Doing anything from inside anything: each kind of callback of a client destroys it, closes it, starts it anew, throws.

#include "support/client_world.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/strand.hpp>

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

using ami::errc;
using ami::event_view;
using namespace tests;

namespace {

// What waits while something is done: one of each kind.
struct crowd {
    explicit crowd(client_world& w)
        : sent(begin_execute(*w.pbx, "Sent")), list(begin_execute(*w.pbx, "List")),
          each(begin_each(*w.pbx, "Each", [this](const event_view&) { ++items; })),
          call(begin_originate(*w.pbx, ami::actions::originate("Local/1@x").dialplan("x", "1"))),
          closed(begin_closed(*w.pbx))
    {
        w.run();
        auto& server = w.server();
        sent_id = server.next().id();
        list_id = server.next().id();
        each_id = server.next().id();
        call_id = server.next().id();
        server.say("Response: Success\nActionID: $ID\nEventList: start\n\n", list_id);
        server.say("Response: Success\nActionID: $ID\nEventList: start\n\n", each_id);
        server.say("Response: Success\nActionID: $ID\n\n", call_id);
        w.run();
    }

    void check_ended(ami::error_code how) const
    {
        CHECK(sent->failed(how));
        CHECK(list->failed(how));
        CHECK(each->failed(how));
        CHECK(call->failed(how));
        CHECK(closed->completions == 1);
    }

    int items = 0;
    operation<ami::response> sent;
    operation<ami::response> list;
    operation<ami::response> each;
    operation<ami::originate_outcome> call;
    operation<ami::session_end> closed;
    std::string sent_id, list_id, each_id, call_id;
};

// Every callback that a client makes. `arm` makes the thing run in that callback, once; `trigger` causes it.
struct place {
    const char* name;
    std::function<void(client_world&, const crowd&, const std::function<void()>&)> arm;
    std::function<void(client_world&, const crowd&)> trigger;
};

std::function<void()> once(std::function<void()> what)
{
    return [done = std::make_shared<bool>(false), what = std::move(what)] {
        if (!std::exchange(*done, true))
            what();
    };
}

const std::vector<place>& places()
{
    const auto ring = [](client_world& w, const crowd&) {
        // Much behind it in the same read.
        w.say("Event: Before\n\nEvent: Ring\nChannel: c\n\nEvent: Ring\nChannel: c\n\nEvent: After\n\n");
    };
    static const std::vector<place> all = {
        {"event handler",
            [](client_world& w, const crowd&, const std::function<void()>& what) {
                w.pbx->on("Ring", [what](const event_view& e) {
                    what();
                    // The view is good as long as the call.
                    CHECK(e["Channel"] == "c");
                    CHECK(e.name() == "Ring");
                });
                w.pbx->on_any([](const event_view& e) { CHECK_FALSE(e.name().empty()); });
            },
            ring},
        {"predicate",
            [](client_world& w, const crowd&, const std::function<void()>& what) {
                w.pbx->on_if(
                    [what](const event_view& e) {
                        if (e.name() == "Ring")
                            what();
                        return !e.name().empty();
                    },
                    [](const event_view& e) { CHECK_FALSE(e.name().empty()); });
            },
            ring},
        {"coroutine handler",
            [](client_world& w, const crowd&, const std::function<void()>& what) {
                w.pbx->on("Ring", [what](ami::event e) -> asio::awaitable<void> {
                    what();
                    CHECK(e["Channel"] == "c");
                    co_return;
                });
            },
            ring},
        {"completion of an action",
            [](client_world&, const crowd& c, const std::function<void()>& what) { c.sent->then = what; },
            [](client_world& w, const crowd& c) {
                w.server().say("Response: Success\nActionID: $ID\n\nEvent: Ring\n\n", c.sent_id);
                w.run();
            }},
        {"completion of a list",
            [](client_world&, const crowd& c, const std::function<void()>& what) { c.list->then = what; },
            [](client_world& w, const crowd& c) {
                w.server().say(
                    "Event: Item\nActionID: $ID\n\nEvent: Done\nActionID: $ID\nEventList: Complete\n\n"
                    "Event: Ring\n\n",
                    c.list_id);
                w.run();
            }},
        {"completion of an originate",
            [](client_world&, const crowd& c, const std::function<void()>& what) { c.call->then = what; },
            [](client_world& w, const crowd& c) {
                w.server().say(
                    "Event: OriginateResponse\nActionID: $ID\nResponse: Success\n\nEvent: Ring\n\n",
                    c.call_id);
                w.run();
            }},
        {"completion by time",
            [](client_world&, const crowd& c, const std::function<void()>& what) { c.sent->then = what; },
            [](client_world& w, const crowd&) { w.advance(10s); }},
        {"completion by the end",
            [](client_world&, const crowd& c, const std::function<void()>& what) { c.sent->then = what; },
            [](client_world& w, const crowd&) {
                w.server().eof();
                w.run();
            }},
        {"completion of async_wait_closed",
            [](client_world&, const crowd& c, const std::function<void()>& what) { c.closed->then = what; },
            [](client_world& w, const crowd&) {
                w.server().reset();
                w.run();
            }},
        {"completion by cancellation",
            [](client_world&, const crowd& c, const std::function<void()>& what) { c.sent->then = what; },
            [](client_world& w, const crowd& c) {
                c.sent->cancel();
                w.run();
            }},
        {"item handler",
            [](client_world& w, const crowd& c, const std::function<void()>& what) {
                // Another list, whose items do it.
                begin_each(*w.pbx, "Status", [what](const event_view& e) {
                    what();
                    CHECK(e["Item"] == "i");
                });
                w.run();
                w.server().say(
                    "Response: Success\nActionID: $ID\nEventList: start\n\n", w.server().next().id());
                w.run();
                static_cast<void>(c);
            },
            [](client_world& w, const crowd&) {
                const auto& written = w.server().written();
                const auto at = written.rfind("ActionID: ") + 10;
                const auto id = written.substr(at, written.find('\r', at) - at);
                w.server().say(
                    "Event: Item\nActionID: $ID\nItem: i\n\nEvent: Item\nActionID: $ID\nItem: i\n\n"
                    "Event: Ring\n\n",
                    id);
                w.run();
            }},
        {"log callback, of a packet",
            [](client_world& w, const crowd&, const std::function<void()>& what) {
                w.on_log = [what](ami::log_level, std::string_view text) {
                    if (text.find("a response to no action") == 0)
                        what();
                };
            },
            [](client_world& w, const crowd&) {
                w.say("Response: Success\nActionID: nobody\n\nEvent: Ring\n\n");
            }},
        {"log callback, of the start of an action",
            [](client_world& w, const crowd&, const std::function<void()>& what) {
                w.on_log = [what](ami::log_level, std::string_view text) {
                    if (text.find("action started action=Late") == 0)
                        what();
                };
            },
            [](client_world& w, const crowd&) {
                auto& server = w.server();
                auto late = begin_execute(*w.pbx, "Late");
                w.run();
                server.eof();
                w.run();
                CHECK(late->completions == 1);
            }},
        {"log callback, of the end",
            [](client_world& w, const crowd&, const std::function<void()>& what) {
                w.on_log = [what](ami::log_level, std::string_view text) {
                    if (text.find("session ended cause=the connection was lost") == 0)
                        what();
                };
            },
            [](client_world& w, const crowd&) {
                w.server().eof();
                w.run();
            }},
        {"log callback, of close()",
            [](client_world& w, const crowd&, const std::function<void()>& what) {
                w.on_log = [what](ami::log_level, std::string_view text) {
                    if (text.find("session ended cause=the client was closed") == 0)
                        what();
                };
            },
            [](client_world& w, const crowd&) {
                w.pbx->close();
                w.run();
            }},
        {"log callback, of a handler that threw",
            [](client_world& w, const crowd&, const std::function<void()>& what) {
                w.pbx->on("Ring", [](const event_view&) { throw std::runtime_error("oh"); });
                w.on_log = [what](ami::log_level, std::string_view text) {
                    if (text.find("a handler threw event=Ring") == 0)
                        what();
                };
            },
            ring},
    };
    return all;
}

} // namespace

TEST_CASE("inside: destroying the client", "[client][inside]")
{
    for (const auto& where : places()) {
        INFO(where.name);
        client_world w;
        w.ready();
        const crowd c(w);
        auto* const net = w.net.get();
        bool did = false;
        where.arm(w, c, once([&] {
            did = true;
            w.pbx.reset();
        }));
        where.trigger(w, c);
        CHECK(did);
        CHECK_FALSE(w.pbx);
        net->run();
        CHECK(w.server().closed());
        // Everything has ended, in whichever way.
        CHECK(c.sent->completions == 1);
        CHECK(c.list->completions == 1);
        CHECK(c.each->completions == 1);
        CHECK(c.call->completions == 1);
        CHECK(c.closed->completions == 1);
        net->advance(1h);
        CHECK_FALSE(net->armed());
    }
}

TEST_CASE("inside: close", "[client][inside]")
{
    for (const auto& where : places()) {
        INFO(where.name);
        client_world w;
        w.ready();
        const crowd c(w);
        int events = 0;
        bool did = false;
        where.arm(w, c, once([&] {
            did = true;
            events = 0;
            w.pbx->close();
            w.pbx->close();
        }));
        w.pbx->on_any([&](const event_view&) { ++events; });
        where.trigger(w, c);
        CHECK(did);
        CHECK(events == 0); // nothing of the old session is heard after
        CHECK(c.sent->completions == 1);
        CHECK(c.list->completions == 1);
        CHECK(c.each->completions == 1);
        CHECK(c.call->completions == 1);
        CHECK(c.closed->completions == 1);
        CHECK(w.server().closed());
        CHECK_FALSE(w.net->armed());
        w.on_log = nullptr;
        w.ready();
    }
}

TEST_CASE("inside: close and connect again", "[client][inside]")
{
    for (const auto& where : places()) {
        INFO(where.name);
        client_world w;
        w.ready();
        const crowd c(w);
        operation<> again;
        bool did = false;
        where.arm(w, c, once([&] {
            did = true;
            w.pbx->close();
            again = begin_connect(*w.pbx, w.config);
        }));
        where.trigger(w, c);
        REQUIRE(did);
        w.run();
        REQUIRE(w.net->streams().size() == 2);
        CHECK(w.net->streams()[0]->closed());
        CHECK(again->pending());
        w.log_in();
        CHECK(again->succeeded());
        CHECK(w.pbx->is_ready());
        CHECK(c.sent->completions == 1);
        CHECK(c.list->completions == 1);
        CHECK(c.each->completions == 1);
        CHECK(c.call->completions == 1);
        CHECK(c.closed->completions == 1);
        // And it works.
        const auto ping = begin_ping(*w.pbx);
        w.run();
        w.server().success(w.server().next());
        w.run();
        CHECK(ping->succeeded());
    }
}

TEST_CASE("inside: starting actions", "[client][inside]")
{
    for (const auto& where : places()) {
        INFO(where.name);
        client_world w;
        w.ready();
        const crowd c(w);
        std::vector<operation<ami::response>> started;
        where.arm(w, c, once([&] {
            for (int i = 0; i != 100; ++i)
                started.push_back(begin_execute(*w.pbx, "More"));
        }));
        where.trigger(w, c);
        REQUIRE(started.size() == 100);
        w.run();
        w.server().eof();
        w.run();
        for (const auto& each : started)
            CHECK(each->completions == 1);
        CHECK(c.sent->completions == 1);
        const auto& counts = w.pbx->get_counters();
        CHECK(counts.actions_started == counts.actions_answered + counts.actions_timed_out +
                                            counts.actions_cancelled + counts.actions_not_sent +
                                            counts.actions_outcome_unknown + counts.actions_rejected);
    }
}

TEST_CASE("inside: cancelling everything", "[client][inside]")
{
    for (const auto& where : places()) {
        INFO(where.name);
        client_world w;
        w.ready();
        const crowd c(w);
        where.arm(w, c, once([&] {
            c.sent->cancel();
            c.list->cancel();
            c.each->cancel();
            c.call->cancel();
            c.closed->cancel();
        }));
        where.trigger(w, c);
        w.run();
        CHECK(c.sent->completions == 1);
        CHECK(c.list->completions == 1);
        CHECK(c.each->completions == 1);
        CHECK(c.call->completions == 1);
        CHECK(c.closed->completions == 1);
    }
}

// --- the log callback while a connection is being made ----------------------------------------------------------

TEST_CASE("inside: the log callback while connecting", "[client][inside]")
{
    enum class deed { destroy, close, anew };
    for (const auto what : {deed::destroy, deed::close, deed::anew}) {
        for (const std::string_view line :
            {"connecting address=192.0.2.1", "connecting address=192.0.2.2", "logged in", "session ended"}) {
            CAPTURE(static_cast<int>(what), line);
            client_world w;
            w.net->host("pbx", {"192.0.2.1", "192.0.2.2"});
            w.net->refuse("192.0.2.1");
            operation<> again;
            bool did = false;
            w.on_log = [&](ami::log_level, std::string_view text) {
                if (text.find(line) == std::string_view::npos || std::exchange(did, true))
                    return;
                if (what == deed::destroy) {
                    w.pbx.reset();
                } else {
                    w.pbx->close();
                    if (what == deed::anew)
                        again = begin_connect(*w.pbx, w.config);
                }
            };
            const auto op = begin_connect(*w.pbx, w.config);
            w.run();
            if (!did && w.pbx)
                w.log_in();
            if (!did) {
                w.server().eof();
                w.run();
            }
            w.run();
            CHECK(op->completions == 1);
            if (!did || what == deed::destroy)
                continue;
            CHECK(w.net->armed().has_value() == (again != nullptr));
            if (again) {
                w.log_in();
                CHECK(again->succeeded());
            }
        }
    }
}

TEST_CASE("inside: the log callback connects anew when a connection fails", "[client][inside]")
{
    client_world w;
    w.net->refuse("192.0.2.1");
    operation<> again;
    w.on_log = [&](ami::log_level level, std::string_view) {
        if (level == ami::log_level::error && !again) {
            w.net->forget("192.0.2.1");
            auto other = w.config;
            other.log = nullptr; // the function that runs is replaced
            again = begin_connect(*w.pbx, other);
        }
    };
    const auto op = begin_connect(*w.pbx, w.config);
    w.run();
    CHECK(op->failed(asio::error::connection_refused));
    REQUIRE(again);
    CHECK(again->pending());
    w.log_in();
    CHECK(again->succeeded());
}

// --- throwing ---------------------------------------------------------------------------------------------------

TEST_CASE("inside: handlers that throw are survived", "[client][inside][throw]")
{
    client_world w;
    w.ready();
    std::vector<std::string> heard;
    w.pbx->on("Ring", [](const event_view&) { throw std::runtime_error("on purpose"); });
    w.pbx->on("Ring", [](const event_view&) { throw 42; });
    w.pbx->on("Ring", [](ami::event) -> asio::awaitable<void> {
        throw std::runtime_error("in a coroutine");
        co_return;
    });
    w.pbx->on(
        "Ring", [](const ami::event&) -> asio::awaitable<void> { throw std::runtime_error("before any"); });
    w.pbx->on_if([](const event_view&) -> bool { throw std::runtime_error("in a predicate"); },
        [](const event_view&) {});
    w.pbx->on("Ring", [&](const event_view& e) { heard.emplace_back(e["N"]); });
    w.say("Event: Ring\nN: 1\n\nEvent: Ring\nN: 2\n\n");
    CHECK(heard == std::vector<std::string>{"1", "2"});
    CHECK(w.pbx->get_counters().handler_exceptions == 10);
    CHECK(w.logged(ami::log_level::error, "a handler threw event=Ring error=on purpose"));
    CHECK(w.logged(
        ami::log_level::error, "a handler threw event=Ring error=an exception that is no std::exception"));
    CHECK(w.logged(ami::log_level::error, "a handler threw event=Ring error=in a coroutine"));
    CHECK(w.logged(ami::log_level::error, "a handler threw event=Ring error=before any"));
    CHECK(w.logged(ami::log_level::error, "a handler threw event=Ring error=in a predicate"));
    CHECK(w.pbx->is_ready());
}

TEST_CASE("inside: an item handler that throws is survived", "[client][inside][throw]")
{
    client_world w;
    auto& server = w.ready();
    int items = 0;
    const auto list = begin_each(*w.pbx, "Status", [&](const event_view&) {
        ++items;
        throw std::runtime_error("on purpose");
    });
    w.run();
    server.say(
        "Response: Success\nActionID: $ID\nEventList: start\n\nEvent: Status\nActionID: $ID\n\n"
        "Event: Status\nActionID: $ID\n\nEvent: StatusComplete\nActionID: $ID\nEventList: Complete\n\n",
        server.next().id());
    CHECK_NOTHROW(w.run());
    CHECK(items == 2);
    CHECK(list->succeeded());
    CHECK(w.pbx->get_counters().handler_exceptions == 2);
    CHECK(w.logged(ami::log_level::error, "a handler threw event=Status error=on purpose"));
    // The reader goes on.
    const auto ping = begin_ping(*w.pbx);
    w.run();
    server.success(server.next());
    w.run();
    CHECK(ping->succeeded());
}

TEST_CASE("inside: a completion handler that throws leaves the reader unhurt", "[client][inside][throw]")
{
    // Asio lets it out of io_context::run(), which may be called again.
    for (const bool on_strand : {false, true}) {
        CAPTURE(on_strand);
        asio::io_context context;
        const auto net = std::make_shared<virtual_network>(context);
        net->expect_login();
        const asio::any_io_executor executor = on_strand ? asio::any_io_executor(asio::make_strand(context))
                                                         : asio::any_io_executor(context.get_executor());
        ami::client pbx(executor, net);
        int rings = 0;
        pbx.on("Ring", [&](const event_view&) { ++rings; });
        const auto connected = begin_connect(pbx, usual_config());
        net->run();
        REQUIRE(connected->succeeded());

        int ended = 0;
        const auto other = begin_execute(pbx, "Other");
        for (int i = 0; i != 3; ++i) {
            pbx.async_execute(ami::action("Ping"), [&](ami::error_code, ami::response) {
                ++ended;
                throw std::runtime_error("on purpose");
            });
        }
        net->run();
        auto& server = net->server();
        const auto other_id = server.next().id();
        const auto answered = [&](const std::string& text) {
            server.say(text);
            int thrown = 0;
            for (bool again = true; again;) {
                again = false;
                try {
                    net->run();
                } catch (const std::exception&) { // of several at once Asio makes one
                    ++thrown;
                    again = true;
                }
            }
            return thrown;
        };
        SECTION("an answer")
        {
            const auto first = server.next().id();
            const auto second = server.next().id();
            CHECK(answered("Response: Success\nActionID: " + first +
                           "\n\nEvent: Ring\n\nResponse: Success\nActionID: " + second +
                           "\n\nEvent: Ring\n\n") >= 1);
            CHECK(ended == 2);
            CHECK(rings == 2);
            CHECK(answered("Event: Ring\n\nResponse: Success\nActionID: " + other_id + "\n\n") == 0);
            CHECK(rings == 3);
            CHECK(other->succeeded());
        }
        SECTION("the end: everybody is told all the same")
        {
            server.eof();
            CHECK(answered("") >= 1);
            CHECK(ended == 3);
            CHECK(other->failed(errc::outcome_unknown));
        }
        pbx.close();
        answered("");
    }
}

// --- lifetimes --------------------------------------------------------------------------------------------------

TEST_CASE("inside: moving a client", "[client][inside]")
{
    client_world w;
    w.ready();
    const auto op = begin_ping(*w.pbx);
    ami::client moved(std::move(*w.pbx));
    w.pbx.reset(); // the empty one
    w.run();
    CHECK(op->pending());
    w.server().success(w.server().next());
    w.run();
    CHECK(op->succeeded());

    // Assigning ends what was there.
    const auto last = begin_ping(moved);
    moved = ami::client(w.context.get_executor(), w.net);
    w.run();
    CHECK(last->aborted());
    CHECK(w.server().closed());
    auto& self = moved;
    moved = std::move(self);
    const auto closed = begin_closed(moved);
    w.run();
    CHECK(closed->value().code() == errc::not_connected);
    static_assert(!std::is_copy_constructible_v<ami::client>);
    static_assert(std::is_nothrow_move_constructible_v<ami::client>);
    static_assert(std::is_nothrow_move_assignable_v<ami::client>);
}

TEST_CASE("inside: the client was destroyed -> no handler is invoked", "[client][inside]")
{
    // Destroyed by somebody who is not on the executor: there is still to be run what was on its way.
    client_world w;
    auto& server = w.ready();
    int calls = 0;
    w.pbx->on("Ring", [&](const event_view&) { ++calls; });
    w.pbx->on_if([&](const event_view&) { return ++calls != 0; }, [&](const event_view&) { ++calls; });
    w.pbx->on("Ring", [&](ami::event) -> asio::awaitable<void> {
        ++calls;
        co_return;
    });
    const auto each = begin_each(*w.pbx, "Status", [&](const event_view&) { ++calls; });
    const auto ping = begin_ping(*w.pbx);
    w.run();
    const auto id = server.next().id();
    server.say("Response: Success\nActionID: $ID\nEventList: start\n\n", id);
    w.run();
    server.say("Event: Ring\n\nEvent: Status\nActionID: $ID\n\nResponse: Success\nActionID: nobody\n\n", id);
    const auto lines = w.log.size();
    w.pbx.reset();
    w.run();
    CHECK(calls == 0);
    CHECK(w.log.size() == lines);
    CHECK(each->aborted());
    CHECK(ping->aborted());
    CHECK(server.closed());
}

TEST_CASE("inside: destroyed in every state", "[client][inside]")
{
    for (int state = 0; state != 8; ++state) {
        CAPTURE(state);
        client_world w;
        w.net->host("pbx", {"192.0.2.1"}, 1s);
        w.net->slow("192.0.2.1", 1s);
        w.net->greet_with("");
        operation<> connected;
        operation<> off;
        operation<ami::response> action;
        operation<ami::session_end> closed;
        if (state > 0) {
            connected = begin_connect(*w.pbx, w.config);
            closed = begin_closed(*w.pbx);
        }
        if (state > 1)
            w.advance(500ms * (state - 1)); // resolving, resolved, connecting, connected
        if (state > 5) {
            w.server().banner();
            w.run();
        }
        if (state > 6) {
            w.log_in();
            off = begin_logoff(*w.pbx);
            w.run();
        }
        w.pbx.reset();
        if (connected && state <= 6)
            CHECK(connected->pending());
        w.run();
        if (connected && state <= 6)
            CHECK(connected->aborted());
        if (closed)
            CHECK(closed->aborted());
        if (off)
            CHECK(off->aborted());
        w.advance(1h);
        CHECK_FALSE(w.net->armed());
        for (const auto& each : w.net->streams())
            CHECK(each->closed());
    }
}

TEST_CASE("inside: the context goes while coroutines wait", "[client][inside]")
{
    // A client that lives in the coroutine that waits in it: only the end of the context ends that.
    for (int what = 0; what != 8; ++what) {
        CAPTURE(what);
        bool freed = false;
        {
            asio::io_context context;
            auto net = std::make_shared<virtual_network>(context);
            if (what == 0)
                net->hanging_host("pbx");
            if (what == 1)
                net->silent("192.0.2.1");
            if (what == 2)
                net->greet_with("");
            if (what > 3)
                net->expect_login();
            const auto demo = [&]() -> asio::awaitable<void> {
                const std::shared_ptr<void> mark(nullptr, [&](void*) { freed = true; });
                ami::client pbx(co_await asio::this_coro::executor, net);
                pbx.on("Ring", [mark](const event_view&) {});
                ami::config config = usual_config();
                co_await pbx.async_connect(config);
                if (what == 4)
                    co_await pbx.async_wait_closed();
                if (what == 5)
                    co_await pbx.async_execute(ami::action("Ping"));
                if (what == 6)
                    co_await pbx.async_originate(ami::actions::originate("Local/1@x").dialplan("x", "1"));
                if (what == 7)
                    co_await pbx.async_logoff();
            };
            asio::co_spawn(context, demo(), asio::detached);
            net->run();
            CHECK_FALSE(freed);
            net.reset();
        }
        CHECK(freed);
    }
}

TEST_CASE("inside: a client that outlives its context", "[client][inside]")
{
    int completions = 0;
    std::optional<ami::client> pbx;
    {
        asio::io_context context;
        const auto net = std::make_shared<virtual_network>(context);
        net->expect_login();
        pbx.emplace(context.get_executor(), net);
        pbx->async_connect(usual_config(), [&](ami::error_code) { ++completions; });
        net->run();
        CHECK(completions == 1);
        pbx->async_execute(ami::action("Ping"), [&](ami::error_code, ami::response) { ++completions; });
        net->run();
    }
    CHECK(completions == 1); // dropped, as Asio does
    CHECK_FALSE(pbx->is_ready());
}

TEST_CASE("reentrancy: 1,000 clients created and destroyed", "[client][inside]")
{
    asio::io_context context;
    const auto net = std::make_shared<virtual_network>(context);
    for (int i = 0; i != 1000; ++i) {
        net->expect_login();
        ami::client pbx(context.get_executor(), net);
        const auto connected = begin_connect(pbx, usual_config());
        net->run();
        REQUIRE(connected->succeeded());
        if (i % 2 == 0)
            begin_ping(pbx);
    }
    net->run();
    CHECK(net->streams().size() == 1000);
    CHECK_FALSE(net->armed());
}
