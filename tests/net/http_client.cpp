// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// A client over HTTP in a virtual network: what only the whole of it shows.

#include "support/client_world.hpp"

#include <ami/http.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

using namespace std::chrono_literals;
using tests::virtual_stream;

namespace {

namespace asio = boost::asio;

// A client at http://user:s3cr3t@pbx/rawman, and the requests that it makes.
class web_world {
public:
    web_world()
    {
        net->greet_with("");
        config.reconnect.enabled = false;
    }
    ~web_world()
    {
        pbx.reset();
        net->run();
        CHECK(net->problems() == std::vector<std::string>());
    }

    // The body of the last request on this connection.
    static std::string body(const virtual_stream& on)
    {
        const auto& all = on.written();
        const auto head = all.rfind("POST ");
        return head == std::string::npos ? std::string() : all.substr(all.find("\r\n\r\n", head) + 4);
    }

    void answer(virtual_stream& on, const std::string& packets, std::string_view more = {})
    {
        send_answer(on, packets, more);
        net->run();
    }
    void send_answer(virtual_stream& on, const std::string& packets, std::string_view more = {})
    {
        on.send(
            "HTTP/1.1 200 OK\r\nContent-type: text/plain\r\nSet-Cookie: mansession_id=\"c0ffee\"; Version=1; "
            "Max-Age=60\r\n" +
            std::string(more) + "Content-Length: " + std::to_string(packets.size()) + "\r\n\r\n" + packets);
    }

    // The value of a field of a request.
    static std::string field(const std::string& body, const std::string& name)
    {
        const auto at = ("&" + body).find("&" + name + "=");
        if (at == std::string::npos)
            return {};
        const auto begin = at + name.size() + 1;
        return body.substr(begin, body.find('&', begin) - begin);
    }

    // Answers the request that is under way there with success.
    void accept(virtual_stream& on, const std::string& more = {})
    {
        answer(on, "Response: Success\r\nActionID: " + field(body(on), "ActionID") + "\r\n" + more + "\r\n");
    }

    void ready()
    {
        const auto op = tests::begin_connect(*pbx, config);
        net->run();
        REQUIRE(net->streams().size() == 1);
        if (field(body(first()), "Action") == "Challenge")
            accept(first(), "Challenge: 123\r\n");
        REQUIRE(field(body(first()), "Action") == "Login");
        accept(first());
        INFO(op->text());
        REQUIRE(op->succeeded());
    }

    virtual_stream& first() const { return *net->streams().at(0); }

    asio::io_context context;
    std::shared_ptr<tests::virtual_network> net = std::make_shared<tests::virtual_network>(context);
    ami::config config{"http://user:s3cr3t@pbx/rawman"};
    std::optional<ami::client> pbx{std::in_place, context.get_executor(), ami::detail::add_http(net)};
};

} // namespace

TEST_CASE("http client: a login, an action, a Logoff")
{
    web_world world;
    world.ready();
    CHECK(world.first().written().find("s3cr3t") == std::string::npos); // by challenge
    const auto ping = tests::begin_ping(*world.pbx);
    world.net->run();
    CHECK(web_world::field(web_world::body(world.first()), "Action") == "Ping");
    world.accept(world.first(), "Ping: Pong\r\n");
    CHECK(ping->succeeded());

    world.pbx->close();
    world.net->run();
    CHECK(web_world::body(world.first()) == "Action=Logoff");
    CHECK_FALSE(world.first().closed());
    world.answer(world.first(), "Response: Goodbye\r\n\r\n");
    CHECK(world.first().closed());
    CHECK(world.net->streams().size() == 1);
}

TEST_CASE("http client: the client is destroyed -> it logs off within a second")
{
    web_world world;
    world.ready();
    SECTION("answered")
    {
        world.pbx.reset();
        world.net->run();
        CHECK(web_world::body(world.first()) == "Action=Logoff");
        world.answer(world.first(), "Response: Goodbye\r\n\r\n");
        CHECK(world.first().closed());
        CHECK_FALSE(world.net->armed());
    }
    SECTION("not answered")
    {
        world.pbx.reset();
        world.net->advance(999ms);
        CHECK_FALSE(world.first().closed());
        world.net->advance(1ms);
        CHECK(world.first().closed());
        CHECK_FALSE(world.net->armed());
    }
    SECTION("the context ends meanwhile")
    {
        world.pbx.reset();
        world.net->run();
    }
    SECTION("the context ends before")
    {
        world.pbx.reset();
    }
    SECTION("the server has closed")
    {
        world.first().eof();
        world.net->run();
        world.pbx.reset();
        world.net->run();
        REQUIRE(world.net->streams().size() == 2);
        CHECK(web_world::body(world.net->server()) == "Action=Logoff");
        world.net->server().reset();
        world.net->run();
        CHECK(world.net->server().closed());
    }
}

TEST_CASE("http client: an action that is not answered in time leaves the session alone")
{
    web_world world;
    world.ready();
    const auto slow = tests::begin_execute(*world.pbx, ami::action("Status"));
    const auto behind = tests::begin_execute(*world.pbx, ami::action("CoreStatus"));
    world.net->run();
    CHECK(web_world::field(web_world::body(world.first()), "Action") == "Status");
    world.net->advance(world.config.action_timeout);
    CHECK(slow->failed(ami::errc::timed_out));
    // Whoever waits behind another one gets its own time, as over TCP.
    CHECK(behind->pending());
    world.net->advance(6s);
    CHECK(world.first().closed());
    auto& fresh = world.net->server();
    CHECK(&fresh != &world.first());
    CHECK(web_world::field(web_world::body(fresh), "Action") == "CoreStatus");
    world.accept(fresh);
    CHECK(behind->succeeded());
    const auto ping = tests::begin_ping(*world.pbx);
    world.net->run();
    world.accept(fresh, "Ping: Pong\r\n");
    CHECK(ping->succeeded());
    CHECK(world.pbx->is_ready());
}

TEST_CASE("http client: events come in pieces of any size, and what was collected before does not")
{
    for (const std::size_t piece : {std::size_t{1}, std::size_t{13}, std::size_t{1} << 20}) {
        web_world world;
        world.net->on_stream([piece](virtual_stream& made) { made.fragment(piece); });
        world.ready();
        std::vector<std::string> heard;
        const auto subscription = world.pbx->on(
            "Newchannel", [&](const ami::event_view& seen) { heard.emplace_back(seen["Channel"]); });
        world.net->run();
        REQUIRE(world.net->streams().size() == 2);
        auto& events = world.net->server();
        CHECK(web_world::body(events) == "Action=Events&EventMask=aoc");
        world.accept(events);
        CHECK(web_world::body(events) == "Action=WaitEvent&Timeout=0");
        const std::string done = "Response: Success\r\nMessage: Waiting for Event completed.\r\n\r\n";
        const std::string complete = "Event: WaitEventComplete\r\n\r\n";
        world.answer(events, done + "Event: Newchannel\r\nChannel: old\r\n\r\n" + complete);
        CHECK(web_world::body(events) == "Action=Events&EventMask=call");
        world.accept(events);
        CHECK(web_world::body(events) == "Action=WaitEvent&Timeout=30");
        world.answer(
            events, done + "Event: Newchannel\r\nChannel: a\r\n\r\nEvent: Newchannel\r\nChannel: b\r\n\r\n" +
                        complete);
        CHECK(heard == std::vector<std::string>{"a", "b"});
        world.net->advance(50ms);
        CHECK(web_world::body(events) == "Action=WaitEvent&Timeout=30");
        world.answer(events, done + complete);
        CHECK(heard.size() == 2);
    }
}

TEST_CASE("http client: every action is cancelled and nothing is answered -> the loss is noticed")
{
    web_world world;
    world.ready();
    const auto closed = tests::begin_closed(*world.pbx);
    for (int seconds = 0; seconds < 60 && closed->pending(); seconds += 5) {
        const auto poll = tests::begin_execute(*world.pbx, "Status");
        world.net->advance(2s);
        poll->cancel();
        world.net->run();
        CHECK(poll->completions == 1);
        world.net->advance(3s);
    }
    CHECK(closed->succeeded());
    CHECK_FALSE(world.pbx->is_ready());
}

TEST_CASE("http client: a list is cancelled from inside its item handler -> no further item")
{
    web_world world;
    world.ready();
    int items = 0;
    tests::operation<ami::response> list;
    list = tests::begin_each(*world.pbx, "Status", [&](const ami::event_view&) {
        ++items;
        list->cancel();
        CHECK(list->pending());
    });
    world.net->run();
    const auto id = "ActionID: " + web_world::field(web_world::body(world.first()), "ActionID") + "\r\n";
    const auto item = "Event: Status\r\n" + id + "\r\n";
    world.answer(world.first(), "Response: Success\r\n" + id + "EventList: start\r\n\r\n" + item + item +
                                    item + "Event: StatusComplete\r\n" + id + "EventList: Complete\r\n\r\n");
    CHECK(items == 1);
    CHECK(list->aborted());
}

TEST_CASE("http client: a handler lets the executor run -> no answer ends before its packets are read")
{
    web_world world;
    bool polled = false;
    world.pbx->on("A", [&](const ami::event_view&) {
        polled = true;
        world.context.poll();
    });
    world.ready();
    REQUIRE(world.net->streams().size() == 2);
    const auto ping = tests::begin_ping(*world.pbx);
    world.net->run();
    // Both come at once.
    world.send_answer(*world.net->streams().at(1), "Response: Success\r\n\r\nEvent: A\r\n\r\n");
    const auto id = web_world::field(web_world::body(world.first()), "ActionID");
    world.send_answer(world.first(), "Response: Success\r\nActionID: " + id + "\r\nPing: Pong\r\n\r\n");
    world.net->run();
    CHECK(polled);
    INFO(ping->text());
    CHECK(ping->succeeded());
}

TEST_CASE("http client: the mask that follows the subscriptions")
{
    web_world world;
    world.ready();
    const auto nothing = [](const ami::event_view&) {};
    auto& actions = world.first();
    int answered = 0;
    const auto count = [](const std::string& in) {
        int found = 0;
        for (auto at = in.find("POST "); at != std::string::npos; at = in.find("POST ", at + 1))
            ++found;
        return found;
    };
    answered = count(actions.written());
    // The requests for actions that have come, which are answered.
    const auto asked = [&] {
        std::vector<std::string> all;
        world.net->run();
        for (; answered != count(actions.written()); ++answered) {
            const auto body = web_world::body(actions);
            all.push_back(web_world::field(body, "Action") + web_world::field(body, "EventMask"));
            world.accept(actions);
        }
        return all;
    };
    using strings = std::vector<std::string>;

    auto calls = world.pbx->on("Newchannel", nothing);
    world.net->run();
    auto& events = world.net->server();
    world.accept(events);
    world.answer(events,
        "Response: Success\r\nMessage: Waiting for Event completed.\r\n\r\nEvent: WaitEventComplete\r\n\r\n");
    CHECK(web_world::body(events) == "Action=Events&EventMask=call");
    world.accept(events);
    CHECK(web_world::body(events).starts_with("Action=WaitEvent"));
    asked();

    // An action waits for a wider mask.
    auto records = world.pbx->on("Cdr", nothing);
    const auto ping = tests::begin_ping(*world.pbx);
    const auto wider = asked();
    REQUIRE_FALSE(wider.empty());
    CHECK(wider.front() == "Eventscall%2Ccdr");
    CHECK(ping->succeeded());

    // A narrower one waits for the actions that are pending.
    const auto slow = tests::begin_execute(*world.pbx, "Status");
    records.cancel();
    world.net->run();
    world.net->advance(5s);
    world.net->advance(3s);
    CHECK(asked() == strings{"Status"});
    CHECK(slow->succeeded());
    world.net->advance(5s);
    CHECK(asked() == strings{"Eventscall"});

    // What nobody needs any more ends by itself, and not by an empty mask between.
    calls.cancel();
    world.net->run();
    world.net->advance(6s);
    CHECK(asked().empty());
}

TEST_CASE("http client: a server that ignores ChannelIds, and parks by a masquerade -> the call goes on")
{
    web_world world;
    world.config.events = ami::event_mask::all();
    world.ready();
    const auto subscription = world.pbx->on("Hangup", [](const ami::event_view&) {});
    world.net->run();
    REQUIRE(world.net->streams().size() == 2);
    auto& events = world.net->server();
    const std::string done = "Response: Success\r\nMessage: Waiting for Event completed.\r\n\r\n";
    const auto tell = [&](const std::string& packets) {
        world.net->advance(50ms);
        REQUIRE(web_world::body(events).starts_with("Action=WaitEvent"));
        world.answer(events, done + packets + "Event: WaitEventComplete\r\n\r\n");
    };
    world.accept(events);
    tell({});
    world.accept(events);
    const auto op = tests::begin<ami::call>([&](auto handler) {
        world.pbx->async_start_call(ami::actions::originate("SIP/a").dialplan("x", "1"), std::move(handler));
    });
    world.net->run();
    REQUIRE(web_world::field(web_world::body(world.first()), "Action") == "Originate");
    const auto id = web_world::field(web_world::body(world.first()), "ActionID");
    world.accept(world.first(), "Message: Originate successfully queued\r\n");
    auto call = op->value();
    const auto ended =
        tests::begin<ami::call_end>([&](auto handler) { call.async_wait_end(std::move(handler)); });
    tell("Event: OriginateResponse\r\nActionID: " + id +
         "\r\nResponse: Success\r\nChannel: SIP/a-1\r\nReason: 4\r\nUniqueid: 14.1\r\n\r\n");
    CHECK(call.state() == ami::call_state::up);
    CHECK(call.channel_id() == "14.1");
    tell(
        "Event: Rename\r\nChannel: SIP/a-1\r\nNewname: SIP/a-1<MASQ>\r\nUniqueid: 14.1\r\n\r\n"
        "Event: Rename\r\nChannel: Parked/SIP/a-1\r\nNewname: SIP/a-1\r\nUniqueid: 14.3\r\n\r\n"
        "Event: Rename\r\nChannel: SIP/a-1<MASQ>\r\nNewname: Parked/SIP/a-1<ZOMBIE>\r\nUniqueid: 14.1\r\n\r\n"
        "Event: Hangup\r\nChannel: Parked/SIP/a-1<ZOMBIE>\r\nUniqueid: 14.1\r\nCause: 0\r\n\r\n");
    CHECK(ended->pending());
    CHECK(call.channel_id() == "14.3");
    tell("Event: Hangup\r\nChannel: SIP/a-1\r\nUniqueid: 14.3\r\nCause: 16\r\n\r\n");
    REQUIRE(ended->succeeded());
    CHECK(ended->value().cause() == ami::hangup_cause::normal_clearing);
}
