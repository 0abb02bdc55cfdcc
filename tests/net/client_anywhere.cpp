// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// A program closes, destroys or reconnects the client inside the n-th callback, for every n: log callbacks, handlers of
// events, states and calls, predicates, items, completions and AGI; for each family of operations, over TCP and HTTP.

#include "support/client_world.hpp"

#include <ami/agi.hpp>
#include <ami/client/events/event_stream.hpp>
#include <ami/client/events/expectation.hpp>
#include <ami/http.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

using namespace tests;
using ami::errc;
using ami::event_view;

namespace {

enum class deed { close, destroy, reconnect, log_off, close_and_destroy };
enum class callbacks { log, others };

constexpr std::string_view name_of(deed what)
{
    constexpr std::string_view names[] = {"close", "destroy", "reconnect", "log off", "close and destroy"};
    return names[static_cast<std::size_t>(what)];
}

// A field of an x-www-form-urlencoded body.
std::string field(const std::string& body, const std::string& name)
{
    const auto at = ("&" + body).find("&" + name + "=");
    if (at == std::string::npos)
        return {};
    const auto begin = at + name.size() + 1;
    return body.substr(begin, body.find('&', begin) - begin);
}

// A client and a server that answers whatever is asked. Callback number `limit` of one sort does the deed.
class scene {
public:
    scene(bool over_http, callbacks sort, deed what, int limit)
        : http_(over_http), sort_(sort), deed_(what), limit_(limit)
    {
        if (http_) {
            net->greet_with("");
            config = ami::config("http://user:s3cr3t@pbx/rawman");
        }
        config.login_method = ami::login_method::automatic;
        config.reconnect.enabled = true;
        config.reconnect.initial_delay = 1s;
        config.reconnect.hold_actions = true;
        config.slow_handler = 1ms;
        config.log_level = ami::log_level::debug;
        config.log = [this](const ami::log_record&) { called(callbacks::log); };
        pbx.emplace(context.get_executor(), ami::detail::add_http(net));
        // Handlers that stay where they are through everything.
        pbx->on_state([this](const ami::state_change&) { called(callbacks::others); });
        pbx->on("Noise", [this](const event_view& event) {
            called(callbacks::others);
            CHECK(event["Text"] == "x");
        });
        pbx->on("Noise", [this](ami::event) -> asio::awaitable<void> {
            called(callbacks::others);
            throw std::runtime_error("on purpose");
            co_return;
        });
        pbx->on_if(
            [this](const event_view& event) {
                called(callbacks::others);
                return event.name() == "Noise";
            },
            [this](const event_view&) { called(callbacks::others); });
        pbx->on_incoming_call([this](ami::call incoming) {
            called(callbacks::others);
            incoming.on_state([this](ami::call_state) { called(callbacks::others); });
            calls.push_back(std::move(incoming));
        });
        connect();
    }

    scene(const scene&) = delete;
    scene& operator=(const scene&) = delete;

    ~scene()
    {
        off_ = true;
        calls.clear();
        pbx.reset();
        pump();
        net->advance(1h);
        CHECK(net->problems() == std::vector<std::string>());
        for (const auto& completions : ended_)
            CHECK(completions() == 1);
    }

    void called(callbacks sort)
    {
        if (off_ || sort != sort_ || ++calls_so_far_ != limit_)
            return;
        did = true;
        switch (deed_) {
        case deed::close: pbx->close(); break;
        case deed::destroy: pbx.reset(); break;
        case deed::reconnect:
            pbx->close();
            connect();
            break;
        case deed::log_off: watch(begin_logoff(*pbx)); break;
        case deed::close_and_destroy:
            pbx->close();
            pbx.reset();
            break;
        }
    }

    // An operation that must end exactly once; its completion is one of the callbacks.
    template <class... Values>
    operation<Values...> watch(operation<Values...> op)
    {
        ended_.push_back([op] { return op->completions; });
        op->then = [this] { called(callbacks::others); };
        return op;
    }

    void connect() { watch(begin_connect(*pbx, config)); }

    // Runs what can run; the server answers everything that it gets.
    void pump()
    {
        for (bool again = true; again;) {
            again = false;
            net->run();
            const auto streams = net->streams();
            for (const auto& each : streams) {
                while (http_ ? answer_http(*each) : answer_tcp(*each))
                    again = true;
            }
        }
    }

    void wait(ami::detail::duration time)
    {
        for (int i = 0; i != 20; ++i) {
            net->advance(time / 20);
            pump();
        }
    }

    // An event for whoever is logged in.
    void event(std::string_view text)
    {
        if (http_)
            events_ += wire(text);
        else if (!net->streams().empty())
            net->server().say(text);
        wait(2s);
    }

    // Everything that makes a client call back, but for the operations.
    void make_noise()
    {
        pump();
        event("Event: Noise\nText: x\n\n");
        event("Response: Success\nActionID: nobody\n\nneither: this\n\n");
        event("Event: Newchannel\nChannel: PJSIP/a-1\nUniqueid: in1\nLinkedid: in1\nChannelState: 0\n"
              "ChannelStateDesc: Down\nExten: 1\n\n");
        event("Event: Newstate\nChannel: PJSIP/a-1\nUniqueid: in1\nLinkedid: in1\nChannelState: 6\n"
              "ChannelStateDesc: Up\n\n");
        event("Event: Hangup\nChannel: PJSIP/a-1\nUniqueid: in1\nLinkedid: in1\nCause: 16\n\n");
        event(
            "Event: AsyncAGIStart\nChannel: PJSIP/b-1\nUniqueid: agi1\nEnv: agi_channel%3A%20PJSIP%2Fb-1%0A\n\n");
        event("Event: AsyncAGIEnd\nChannel: PJSIP/b-1\nUniqueid: agi1\n\n");
    }

    void lose_connection()
    {
        for (const auto& each : net->streams())
            each->reset();
        pump();
    }

    bool did = false;
    bool mute = false; // the server answers the login alone
    asio::io_context context;
    std::shared_ptr<virtual_network> net = std::make_shared<virtual_network>(context);
    ami::config config = usual_config();
    std::vector<ami::call> calls;
    ami::agi_service service;
    std::optional<ami::client> pbx;

private:
    std::string answer_to(const std::string& action, const std::string& id, const std::string& channel)
    {
        const auto head = wire("Response: Success\nActionID: $ID\n", id);
        if (action == "Challenge")
            return head + wire("Challenge: 123\n\n");
        if (action == "Login" || action == "Events" || action == "Filter")
            return head + "\r\n";
        if (action == "Logoff")
            return wire("Response: Goodbye\nActionID: $ID\n\n", id);
        if (mute)
            return {};
        if (action == "Status" || action == "List")
            return head +
                   wire("EventList: start\n\nEvent: Status\nActionID: $ID\nChannel: PJSIP/b-1\nUniqueid: "
                        "b1\nLinkedid: b1\nApplication: AGI\nData: agi:async\nChannelState: 6\n\n"
                        "Event: StatusComplete\nActionID: $ID\nEventList: Complete\n\n",
                       id);
        if (action == "Originate")
            return head +
                   wire(fmt::format("\nEvent: Newchannel\nChannel: PJSIP/d-1\nUniqueid: {0}\nLinkedid: "
                                    "{0}\nChannelState: 0\nChannelStateDesc: Down\n\n"
                                    "Event: OriginateResponse\nActionID: $ID\nResponse: Success\nReason: "
                                    "4\nUniqueid: {0}\nChannel: PJSIP/d-1\n\n",
                            channel),
                       id);
        if (action == "Refused")
            return wire("Response: Error\nActionID: $ID\nMessage: no\n\n", id);
        return head + "\r\n";
    }

    bool answer_tcp(virtual_stream& on)
    {
        if (on.idle())
            return false;
        const auto asked = on.next();
        on.send(answer_to(asked.name(), asked.id(), std::string(asked["ChannelId"])));
        return true;
    }

    bool answer_http(virtual_stream& on)
    {
        auto& done = answered_[&on];
        const auto& all = on.written();
        const auto blank = all.find("\r\n\r\n", done);
        if (blank == std::string::npos)
            return false;
        const auto length = all.find("Content-Length: ", done);
        const auto size =
            length < blank ? std::stoul(all.substr(length + 16, all.find('\r', length) - length - 16)) : 0;
        const auto body = all.substr(blank + 4, size);
        const auto action = field(body, "Action");
        std::string packets;
        if (action == "WaitEvent") {
            packets = wire("Response: Success\nActionID: $ID\nMessage: Waiting for Event completed.\n\n",
                          field(body, "ActionID")) +
                      std::exchange(events_, {}) +
                      wire("Event: WaitEventComplete\nActionID: $ID\n\n", field(body, "ActionID"));
        } else {
            packets = answer_to(action, field(body, "ActionID"), field(body, "ChannelId"));
            if (packets.empty())
                return false;
            // An event belongs to the answer of WaitEvent.
            if (const auto more = action == "Originate" ? packets.find("\r\n\r\n") : std::string::npos;
                more != std::string::npos) {
                events_ += packets.substr(more + 4);
                packets.resize(more + 4);
            }
        }
        done = blank + 4 + size;
        on.send(
            "HTTP/1.1 200 OK\r\nContent-type: text/plain\r\nSet-Cookie: mansession_id=\"c0ffee\"; Version=1; "
            "Max-Age=60\r\nContent-Length: " +
            std::to_string(packets.size()) + "\r\n\r\n" + packets);
        return true;
    }

    bool http_;
    callbacks sort_;
    deed deed_;
    int limit_;
    int calls_so_far_ = 0;
    bool off_ = false;
    std::vector<std::function<int()>> ended_;
    std::map<const virtual_stream*, std::size_t> answered_;
    std::string events_;
};

ami::actions::originate usual_call()
{
    return ami::actions::originate("PJSIP/d").dialplan("x", "1");
}

struct family {
    const char* name;
    std::function<void(scene&)> run; // each step only while the client lives and is wanted
};

// Runs `start` where there is still a client.
void begin_on(scene& s, const std::function<void(ami::client&)>& start)
{
    if (s.pbx)
        start(*s.pbx);
    s.pump();
}

const std::vector<family>& families()
{
    static const std::vector<family> all = {
        {"execute",
            [](scene& s) {
                begin_on(s, [&](ami::client& pbx) {
                    s.watch(begin_execute(pbx, "Some"));
                    s.watch(begin_execute(pbx, "Other"));
                });
            }},
        {"execute each",
            [](scene& s) {
                begin_on(s, [&](ami::client& pbx) {
                    s.watch(begin_each(pbx, "List", [&s](const event_view& event) {
                        s.called(callbacks::others);
                        CHECK(event["Uniqueid"] == "b1");
                    }));
                });
            }},
        {"verbs",
            [](scene& s) {
                begin_on(s, [&](ami::client& pbx) { s.watch(begin_ping(pbx)); });
                begin_on(s, [&](ami::client& pbx) { s.watch(begin_command(pbx, "core show uptime")); });
                begin_on(s, [&](ami::client& pbx) { s.watch(begin_hangup(pbx, ami::actions::hangup("a"))); });
                begin_on(s, [&](ami::client& pbx) {
                    s.watch(begin_redirect(pbx, ami::actions::redirect("a").dialplan("x", "1")));
                });
            }},
        {"mask and filter",
            [](scene& s) {
                begin_on(s, [&](ami::client& pbx) { s.watch(begin_mask(pbx, ami::event_mask("call"))); });
                begin_on(s, [&](ami::client& pbx) {
                    s.watch(begin<>([&](auto handler) {
                        pbx.async_add_filter(ami::event_filter::matching("!Event: RTCP"), std::move(handler));
                    }));
                });
                s.lose_connection();
                s.wait(5s);
            }},
        {"originate",
            [](scene& s) {
                begin_on(s, [&](ami::client& pbx) { s.watch(begin_originate(pbx, usual_call())); });
                s.wait(5s);
                // Two, so that the second is still to be started.
                begin_on(s, [&](ami::client& pbx) { s.watch(begin_originate(pbx, usual_call())); });
                begin_on(s, [&](ami::client& pbx) { s.watch(begin_originate(pbx, usual_call())); });
                s.lose_connection();
                s.wait(120s);
            }},
        {"dial",
            [](scene& s) {
                operation<ami::call> dialled;
                begin_on(s, [&](ami::client& pbx) {
                    dialled = s.watch(begin<ami::call>(
                        [&](auto handler) { pbx.async_start_call(usual_call(), std::move(handler)); }));
                });
                s.wait(2s);
                if (!dialled || !dialled->succeeded())
                    return;
                auto call = dialled->value();
                call.on_state([&s](ami::call_state) { s.called(callbacks::others); });
                s.watch(begin<ami::originate_outcome>(
                    [&](auto handler) { call.async_wait_outcome(std::move(handler)); }));
                s.watch(begin<ami::call_end>([&](auto handler) { call.async_wait_end(std::move(handler)); }));
                s.watch(
                    begin<>([&](auto handler) { call.async_set_variable("A", "1", std::move(handler)); }));
                s.watch(begin<std::string>(
                    [&](auto handler) { call.async_get_variable("A", std::move(handler)); }));
                s.watch(begin<>([&](auto handler) { call.async_send_dtmf("123", std::move(handler)); }));
                s.watch(begin<ami::response>(
                    [&](auto handler) { call.async_redirect("x", "1", "1", std::move(handler)); }));
                s.watch(begin<ami::response>(
                    [&](auto handler) { call.async_hangup(ami::hangup_cause(16), std::move(handler)); }));
                s.pump();
                s.event("Event: Hangup\nChannel: PJSIP/d-1\nUniqueid: " + std::string(call.channel_id()) +
                        "\nCause: 16\n\n");
                s.wait(60s);
            }},
        {"calls",
            [](scene& s) {
                begin_on(s, [&](ami::client& pbx) {
                    s.watch(begin<std::vector<ami::call>>(
                        [&](auto handler) { pbx.async_list_calls(std::move(handler)); }));
                });
                s.lose_connection();
                s.wait(60s);
            }},
        {"streams and expectations",
            [](scene& s) {
                std::optional<ami::event_stream> stream;
                std::optional<ami::expectation> expected;
                begin_on(s, [&](ami::client& pbx) {
                    stream.emplace(pbx.events("Noise"));
                    expected.emplace(pbx.expect("Noise", [&s](const event_view&) {
                        s.called(callbacks::others);
                        return true;
                    }));
                    s.watch(begin<ami::streamed_event>(
                        [&](auto handler) { stream->async_next(std::move(handler)); }));
                    s.watch(begin<ami::event>(
                        [&](auto handler) { expected->async_wait(1s, std::move(handler)); }));
                });
                s.event("Event: Noise\nText: x\n\n");
                s.wait(2s);
            }},
        {"AGI",
            [](scene& s) {
                begin_on(s, [&](ami::client& pbx) {
                    s.service = ami::agi_service(
                        pbx,
                        [&s](const ami::agi_environment&) {
                            s.called(callbacks::others);
                            return true;
                        },
                        [&s](ami::agi_session session) -> asio::awaitable<void> {
                            s.called(callbacks::others);
                            co_await session.async_answer(asio::as_tuple(asio::use_awaitable));
                            s.called(callbacks::others);
                        });
                });
                s.event("Event: AsyncAGIStart\nChannel: PJSIP/c-1\nUniqueid: c1\n"
                        "Env: agi_channel%3A%20PJSIP%2Fc-1%0A\n\n");
                s.lose_connection();
                s.wait(5s);
                s.event("Event: Hangup\nChannel: PJSIP/c-1\nUniqueid: c1\nCause: 16\n\n");
            }},
        {"held actions, lost connections, time-outs",
            [](scene& s) {
                s.mute = true;
                begin_on(s, [&](ami::client& pbx) {
                    s.watch(begin_execute(pbx, "Lost"));
                    s.watch(begin_execute(pbx, "Late"));
                });
                s.lose_connection();
                begin_on(s, [&](ami::client& pbx) {
                    if (!pbx.is_ready()) {
                        s.watch(begin_execute(pbx, "Held1"));
                        s.watch(begin_execute(pbx, "Held2"));
                        s.watch(begin_originate(pbx, usual_call()));
                    }
                });
                s.wait(100s);
            }},
        {"log off",
            [](scene& s) {
                begin_on(s, [&](ami::client& pbx) {
                    s.watch(begin_execute(pbx, "Some"));
                    s.watch(begin_closed(pbx));
                    s.watch(begin_logoff(pbx));
                });
            }},
    };
    return all;
}

void try_everything(callbacks sort)
{
    for (const auto& each : families()) {
        for (const bool over_http : {false, true}) {
            for (const auto what :
                {deed::close, deed::destroy, deed::reconnect, deed::log_off, deed::close_and_destroy}) {
                bool more = true;
                int limit = 1;
                for (; more && limit < 500; ++limit) {
                    INFO(each.name << (over_http ? ", HTTP, " : ", TCP, ") << name_of(what) << " in callback "
                                   << limit);
                    scene s(over_http, sort, what, limit);
                    s.pump();
                    each.run(s);
                    s.make_noise();
                    s.wait(60s);
                    more = s.did;
                }
                INFO(each.name << (over_http ? ", HTTP" : ", TCP") << ", " << name_of(what));
                CHECK_FALSE(more);
                CHECK(limit > 6); // it called back at all
            }
        }
    }
}

} // namespace

TEST_CASE("client: the n-th log callback closes, destroys or reconnects the client", "[client][anywhere]")
{
    try_everything(callbacks::log);
}

TEST_CASE(
    "client: the n-th handler or completion closes, destroys or reconnects the client", "[client][anywhere]")
{
    try_everything(callbacks::others);
}

TEST_CASE(
    "client: a log callback sends an action -> the record of this action is not logged", "[client][log]")
{
    client_world w;
    std::vector<std::string> records;
    std::vector<operation<ami::response>> sent;
    w.on_log = [&](ami::log_level, std::string_view text) {
        records.emplace_back(text.substr(0, text.find(" number=")));
        if (w.pbx->is_ready() && sent.size() != 100) // without an end otherwise
            sent.push_back(begin_execute(*w.pbx, "Trace"));
    };
    w.ready();
    CHECK(sent.size() == 1); // at "logged in"
    begin_execute(*w.pbx, "Some");
    w.run();
    CHECK(sent.size() == 2);
    CHECK(records.back() == "action started action=Some");
    // The server gets all of them.
    std::vector<std::string> names;
    while (!w.server().idle())
        names.push_back(w.server().next().name());
    CHECK(names == std::vector<std::string>{"Trace", "Some", "Trace"});
    w.on_log = [](ami::log_level, std::string_view) { throw std::runtime_error("on purpose"); };
    begin_execute(*w.pbx, "Some");
    w.run();
    w.on_log = nullptr;
    begin_execute(*w.pbx, "Next");
    w.run();
    CHECK(w.logged(ami::log_level::debug, "action started action=Next"));
}

TEST_CASE("client: a log callback ends the session while held actions are sent -> not_sent", "[client][log]")
{
    enum class end { close, destroy, cancel };
    for (const auto how : {end::close, end::destroy, end::cancel}) {
        CAPTURE(static_cast<int>(how));
        client_world w;
        w.config.reconnect.enabled = true;
        w.config.reconnect.initial_delay = 1s;
        w.config.reconnect.hold_actions = true;
        w.ready();
        w.server().eof();
        w.run();
        std::vector<operation<ami::response>> held;
        for (int i = 0; i != 3; ++i)
            held.push_back(begin_execute(*w.pbx, "Held"));
        w.on_log = [&](ami::log_level, std::string_view text) {
            if (!text.starts_with("action started action=Held"))
                return;
            if (how == end::close)
                w.pbx->close();
            else if (how == end::destroy)
                w.pbx.reset();
            else
                held[1]->cancel();
        };
        w.advance(2s);
        w.log_in();
        if (how == end::cancel) {
            CHECK(held[0]->pending());
            CHECK(held[1]->aborted());
            CHECK(held[2]->pending());
            CHECK(w.pbx->get_counters().actions_cancelled == 1);
            continue;
        }
        const auto expected = how == end::close ? make_error_code(errc::not_sent)
                                                : make_error_code(asio::error::operation_aborted);
        for (const auto& each : held)
            CHECK(each->failed(expected));
        if (w.pbx)
            CHECK(w.pbx->get_counters().actions_not_sent == 3);
    }
}
