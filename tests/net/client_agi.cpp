// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// AsyncAGI in virtual time: results that are none, hang-ups in between, lost connections.

#include "support/agi_world.hpp"

#include <ami/agi.hpp>
#include <ami/client/client_core.hpp>

#include <boost/asio/redirect_error.hpp>
#include <fmt/format.h>

#include <string>
#include <vector>

using namespace tests;
using ami::errc;

namespace {

// A channel that has entered AGI, and the session that leads it.
struct led_world : agi_world {
    explicit led_world(bool reconnects = false, std::size_t most_in_flight = 10'000)
        : agi_world("c1", reconnects, most_in_flight)
    {
        w.say(event("AsyncAGIStart", "Env: agi_channel%3A%20PJSIP%2Fa-1%0A\n"));
    }

    static std::string event(std::string_view name, std::string_view more = "")
    {
        return fmt::format(
            "Event: {}\nPrivilege: agi,all\nChannel: PJSIP/a-1\nUniqueid: c1\n{}\n", name, more);
    }

    void result(const request& of, std::string_view text)
    {
        w.say(event("AsyncAGIExec", fmt::format("CommandId: {}\nResult: {}\n", of["CommandID"], text)));
    }

    // The connection is lost; the next one asks what became of the channels.
    request reconnect()
    {
        w.server().eof();
        w.run();
        w.advance(2s);
        w.log_in();
        const auto sent = w.server().next();
        CHECK(sent.name() == "Status");
        return sent;
    }

    // A list of channels; `items` without the headers that all have.
    void list(const request& of, std::string_view items = "")
    {
        w.server().success(of, "EventList: start\n");
        std::string events(items);
        for (auto at = events.find("Event: Status\n"); at != std::string::npos;
             at = events.find("Event: Status\n", at + 1))
            events.insert(at + std::string_view("Event: Status\n").size(), "ActionID: " + of.id() + "\n");
        w.say(events + "Event: StatusComplete\nActionID: " + of.id() +
              "\nEventList: Complete\nListItems: 1\n\n");
    }

    static constexpr std::string_view in_agi =
        "Event: Status\nChannel: PJSIP/a-1\nUniqueid: c1\nApplication: AGI\nData: agi:async\n\n";
};

} // namespace

TEST_CASE("agi: 20 commands started together -> all are sent before the first is answered", "[client][agi]")
{
    led_world l;
    REQUIRE(l.agi.has_value());
    std::string order;
    for (int i = 0; i != 20; ++i)
        l.agi->async_verbose(std::to_string(i), 1,
            [&order, i](ami::error_code ec) { order += (ec ? "!" : "") + std::to_string(i) + ' '; });
    l.w.run();
    std::vector<request> sent;
    for (int i = 0; i != 20; ++i) {
        sent.push_back(l.queued());
        CHECK(sent.back()["Command"] == fmt::format("VERBOSE \"{}\" 1", i));
    }
    CHECK(l.w.server().idle());
    CHECK(order.empty());
    for (const auto& each : sent)
        l.result(each, "200%20result%3D1%0A");
    CHECK(order == "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 ");
}

TEST_CASE("agi: a malformed result -> breaks its own command alone", "[client][agi]")
{
    led_world l;
    REQUIRE(l.agi.has_value());
    CHECK((*l.agi)["agi_channel"] == "PJSIP/a-1");
    const auto first = l.begin_answer();
    const auto second = l.begin_answer();
    const auto sent = l.queued();
    CHECK(sent["Command"] == "ANSWER");
    const auto next = l.queued();
    CHECK(next["CommandID"] != sent["CommandID"]);
    // Somebody else's command, and one of another channel.
    l.w.say(led_world::event("AsyncAGIExec", "CommandId: other\nResult: 200%20result%3D-1%0A\n"));
    CHECK(first->pending());
    l.result(sent, "%24");
    CHECK(first->failed(errc::invalid_agi_result));
    CHECK(second->pending());
    l.result(next, "200%20result%3D0%0A");
    CHECK(second->succeeded());
}

TEST_CASE("agi: a command that was sent is cancelled -> it keeps its place", "[client][agi]")
{
    led_world l;
    REQUIRE(l.agi.has_value());
    const auto first = l.begin_answer();
    const auto second = l.begin_answer();
    const auto third = l.begin_answer();
    const auto one = l.queued();
    const auto two = l.queued();
    const auto three = l.queued();
    second->cancel();
    l.w.run();
    CHECK(second->aborted());
    CHECK(first->pending());
    l.result(one, "200%20result%3D0%0A");
    l.result(two, "200%20result%3D-1%0A");
    CHECK(first->succeeded());
    CHECK(third->pending());
    l.result(three, "200%20result%3D0%0A");
    CHECK(third->succeeded());
}

TEST_CASE("agi: more commands wait than limits.max_in_flight -> the next one is refused", "[client][agi]")
{
    led_world l(false, 70);
    REQUIRE(l.agi.has_value());
    std::vector<operation<>> started;
    for (int i = 0; i != 64 + 70; ++i)
        started.push_back(l.begin_answer());
    const auto refused = l.begin_answer();
    CHECK(refused->failed(errc::too_many_in_flight));
    CHECK(refused->text().find("70") != std::string::npos);
    for (int i = 0; i != 64; ++i)
        l.queued();
    CHECK(l.w.server().idle());
    started.back()->cancel();
    l.w.run();
    CHECK(started.back()->aborted());
    CHECK(l.begin_answer()->pending());
    CHECK(started.front()->pending());
}

TEST_CASE(
    "agi: the channel enters AGI again -> a result of its earlier stay answers nothing", "[client][agi]")
{
    // Asterisk keeps what a failed sound left in the queue, and runs it in the next stay: seen on 16 and 22.
    led_world l;
    REQUIRE(l.agi.has_value());
    const auto before = l.begin_answer();
    const auto left = l.queued();
    l.w.say(led_world::event("AsyncAGIEnd"));
    CHECK(before->failed(errc::agi_hung_up));
    l.w.say(led_world::event("AsyncAGIStart", "Env: agi_channel%3A%20PJSIP%2Fa-1%0A\n"));
    const auto now = l.begin_answer();
    const auto sent = l.queued();
    l.result(left, "200%20result%3D0%0A");
    CHECK(now->pending());
    l.result(sent, "200%20result%3D0%0A");
    CHECK(now->succeeded());
}

TEST_CASE("agi: a filter destroys the client -> the handler does not run", "[client][agi]")
{
    client_world w;
    w.ready();
    bool led = false;
    ami::agi_service service(
        *w.pbx,
        [&](const ami::agi_environment&) {
            w.pbx.reset();
            return true;
        },
        [&](ami::agi_session) -> asio::awaitable<void> {
            led = true;
            co_return;
        });
    w.say(led_world::event("AsyncAGIStart", "Env: agi_channel%3A%20PJSIP%2Fa-1%0A\n"));
    CHECK_FALSE(w.pbx);
    CHECK_FALSE(led);
}

TEST_CASE("agi: hang-ups, refusals and lost connections", "[client][agi]")
{
    led_world l;
    REQUIRE(l.agi.has_value());
    const auto first = l.begin_answer();
    const auto second = l.begin_answer();
    SECTION("hung up while it runs")
    {
        l.queued();
        l.w.say(led_world::event("AsyncAGIEnd"));
        CHECK(first->failed(errc::agi_hung_up));
        CHECK(second->failed(errc::agi_hung_up));
        CHECK_FALSE(l.agi->is_open());
    }
    SECTION("the result of a sound that a hang-up ended")
    {
        const auto sent = l.queued();
        l.w.say(led_world::event("HangupRequest"));
        l.result(sent, "200%20result%3D-1%20endpos%3D0%0A");
        CHECK(first->failed(errc::agi_hung_up));
    }
    SECTION("the channel is not there any more")
    {
        l.w.server().error(l.w.server().next(), "Channel c1 does not exist.");
        l.w.run();
        CHECK(first->failed(errc::agi_hung_up));
    }
    SECTION("no right to send AGI commands")
    {
        l.w.server().error(l.w.server().next(), "Permission denied");
        l.w.run();
        CHECK(first->failed(errc::action_refused));
        CHECK(second->pending());
    }
    SECTION("the connection is lost")
    {
        l.queued();
        l.w.server().eof();
        l.w.run();
        CHECK(first->completions == 1);
        CHECK(second->completions == 1);
        CHECK(first->ec);
        CHECK(second->ec);
    }
}

TEST_CASE("agi: a cut result breaks its own command alone", "[client][agi]")
{
    // As Asterisk 16 and 22 were seen to hand them over: 1,024 bytes by one read, the rest in front of the next answer.
    led_world l;
    REQUIRE(l.agi.has_value());
    const auto answer = "200%20result%3D1%20%28";
    const auto cut = begin<std::optional<std::string>>(
        [&](auto handler) { l.agi->async_get_full_variable("${BIG}", std::move(handler)); });
    l.w.run();
    const auto second = l.begin_answer();
    l.result(l.queued(), answer + std::string(1010, 'x'));
    CHECK(cut->failed(errc::invalid_agi_result));
    SECTION("the rest is fetched before the next one")
    {
        auto sent = l.queued();
        CHECK(sent["Command"] == "NOOP");
        l.result(sent, std::string(1024, 'x'));
        sent = l.queued();
        CHECK(sent["Command"] == "NOOP");
        // What the caller controls answers nothing, and may fill a read to the last byte.
        l.result(sent, "%0A200%20result%3D-1%20%28x%29%0A" + std::string(1004, 'x') + "%0A");
        sent = l.queued();
        CHECK(sent["Command"] == "NOOP");
        l.result(sent, "200%20result%3D0%0A");
        sent = l.queued();
        CHECK(sent["Command"] == "ANSWER");
        CHECK(second->pending());
        l.result(sent, "200%20result%3D0%0A");
        CHECK(second->succeeded());
        const auto third = l.begin_answer();
        CHECK(l.queued()["Command"] == "ANSWER");
        l.w.say(led_world::event("AsyncAGIEnd"));
        CHECK(third->failed(errc::agi_hung_up));
        return;
    }
    SECTION("who waits for it is cancelled")
    {
        const auto sent = l.queued();
        second->cancel();
        l.w.run();
        CHECK(second->aborted());
        l.result(sent, "xx%29%0A200%20result%3D0%0A");
        CHECK(l.w.server().idle());
    }
    SECTION("the channel is hung up meanwhile")
    {
        l.queued();
        l.w.say(led_world::event("Hangup"));
        CHECK(second->failed(errc::agi_hung_up));
    }
    SECTION("the channel is not there any more")
    {
        l.w.server().error(l.w.server().next(), "Channel c1 does not exist.");
        l.w.run();
        CHECK(second->failed(errc::agi_hung_up));
    }
    SECTION("the connection is lost")
    {
        l.queued();
        l.w.server().eof();
        l.w.run();
        CHECK(second->completions == 1);
        CHECK(second->ec);
    }
}

TEST_CASE("agi: results that only look whole", "[client][agi]")
{
    led_world l;
    REQUIRE(l.agi.has_value());
    const auto op = begin<std::optional<std::string>>(
        [&](auto handler) { l.agi->async_get_variable("A", std::move(handler)); });
    l.w.run();
    const auto sent = l.queued();
    SECTION("cut behind a parenthesis")
    {
        l.result(sent, "200%20result%3D1%20%28a%29");
    }
    SECTION("cut behind a line of the value")
    {
        l.result(sent, "200%20result%3D1%20%28" + std::string(1008, 'x') + "%29%0A");
    }
    SECTION("cut where it is encoded")
    {
        std::string encoded = "200%20result%3D1%20%28";
        while (encoded.size() + 6 < 2045)
            encoded += "%25";
        while (encoded.size() + 6 < 2045)
            encoded += 'x';
        l.result(sent, encoded + "%29%0A");
    }
    SECTION("behind a cut result of somebody else's command")
    {
        l.w.say(
            led_world::event("AsyncAGIExec", "CommandId: other\nResult: " + std::string(1024, 'x') + "\n"));
        l.result(sent, "200%20result%3D1%20%28forged%29%0Ax%29%0A200%20result%3D0%0A");
    }
    CHECK(op->failed(errc::invalid_agi_result));
}

TEST_CASE("agi: the rest of a long environment is no result", "[client][agi]")
{
    led_world l;
    l.w.say("Event: AsyncAGIStart\nUniqueid: c1\nEnv: agi_channel%3A%20PJSIP%2Fa-1%0Aagi_arg_1%3A%20" +
            std::string(993, 'x') + "\n\n");
    CHECK((*l.agi)["agi_channel"] == "PJSIP/a-1");
    CHECK((*l.agi)["agi_arg_1"].empty());
    const auto op = l.begin_answer();
    auto sent = l.queued();
    CHECK(sent["Command"] == "NOOP");
    l.result(sent, "xx%0A%0A200%20result%3D0%0A");
    sent = l.queued();
    CHECK(sent["Command"] == "ANSWER");
    l.result(sent, "200%20result%3D0%0A");
    CHECK(op->succeeded());
}

TEST_CASE("agi: the database does not store a value -> agi_failed", "[client][agi]")
{
    led_world l;
    const auto op =
        begin<>([&](auto handler) { l.agi->async_database_put("f", "k", "v", std::move(handler)); });
    l.w.run();
    const auto sent = l.queued();
    SECTION("refused")
    {
        l.result(sent, "200%20result%3D0%0A");
        CHECK(op->failed(errc::agi_failed));
    }
    SECTION("taken")
    {
        l.result(sent, "200%20result%3D1%0A");
        CHECK(op->succeeded());
    }
}

TEST_CASE("agi: the client is destroyed while commands wait", "[client][agi]")
{
    led_world l;
    REQUIRE(l.agi.has_value());
    const auto first = l.begin_answer();
    const auto second = l.begin_answer();
    SECTION("in a session")
    {
        l.queued();
    }
    SECTION("in a session that is over")
    {
        // Its end has told them; a command that comes now has no session at all.
        l.queued();
        l.queued();
        l.w.pbx->close();
        l.w.run();
        CHECK(first->failed(errc::closed));
        CHECK(second->failed(errc::closed));
        l.w.pbx.reset();
        l.w.run();
        CHECK(l.begin_answer()->failed(errc::closed));
        return;
    }
    l.w.pbx.reset();
    CHECK(first->pending()); // not inside the destructor
    l.w.run();
    CHECK(first->aborted());
    CHECK(second->aborted());
    CHECK_FALSE(l.agi->is_open());
}

TEST_CASE("agi: the context goes while a command waits", "[client][agi]")
{
    // Where the client lives, where the service does, and whether the client goes first.
    for (const int what : {0, 1, 2}) {
        CAPTURE(what);
        bool freed = false;
        {
            asio::io_context context;
            auto net = std::make_shared<virtual_network>(context);
            net->expect_login();
            std::optional<ami::client> pbx(std::in_place, context.get_executor(), net);
            const auto connecting = begin_connect(*pbx, usual_config());
            net->run();
            REQUIRE(connecting->succeeded());
            std::shared_ptr<ami::client> owned;
            if (what == 1)
                owned = std::make_shared<ami::client>(std::move(*pbx));
            bool led = false;
            std::optional<ami::agi_service> service(
                std::in_place, owned ? *owned : *pbx, [](const ami::agi_environment&) { return true; },
                [&, owned](ami::agi_session agi) -> asio::awaitable<void> {
                    const std::shared_ptr<void> mark(nullptr, [&](void*) { freed = true; });
                    const auto kept = owned;
                    led = true;
                    co_await agi.async_wait_for_digit(60s);
                });
            owned.reset();
            net->server().say(led_world::event("AsyncAGIStart", "Env: agi_channel%3A%20PJSIP%2Fa-1%0A\n"));
            net->run();
            CHECK(led);
            CHECK_FALSE(freed);
            if (what == 2)
                pbx.reset(); // and nothing runs any more
            net.reset();
        }
        CHECK(freed);
    }
}

TEST_CASE(
    "agi: the handler ended without a connection, and its channel leaves AGI on the next", "[client][agi]")
{
    led_world l(true);
    REQUIRE(l.agi.has_value());
    SECTION("while there is none")
    {
        l.w.server().eof();
        l.w.run();
        l.end_handler();
        l.w.advance(2s);
        l.w.log_in();
        l.list(l.w.server().next(), led_world::in_agi);
    }
    SECTION("before, and nobody knows whether Asterisk heard of it")
    {
        l.end_handler();
        CHECK(l.w.server().next()["Command"] == "ASYNCAGI BREAK");
        l.list(l.reconnect(), led_world::in_agi);
    }
    SECTION("the channels cannot be looked up")
    {
        l.end_handler();
        CHECK(l.w.server().next()["Command"] == "ASYNCAGI BREAK");
        const auto asked = l.reconnect();
        l.w.server().error(asked, "Permission denied");
        l.w.run();
        CHECK(l.w.logged(ami::log_level::error, "Permission denied"));
    }
    const auto sent = l.w.server().next();
    CHECK(sent["Command"] == "ASYNCAGI BREAK");
    CHECK(sent["Channel"] == "c1");
    l.w.server().success(sent, "Message: Added AGI command to queue\n");
    l.w.run();
    CHECK(l.agi->is_open());
    // Asterisk has it: a second one would end the channel's next stay in AGI.
    l.list(l.reconnect(), led_world::in_agi);
    CHECK(l.w.server().idle());
    l.w.say(led_world::event("AsyncAGIEnd"));
    CHECK_FALSE(l.agi->is_open());
}

TEST_CASE("agi: reconnect -> channels are looked up", "[client][agi]")
{
    led_world l(true);
    REQUIRE(l.agi.has_value());
    const auto asked = l.reconnect();
    CHECK(l.agi->is_open());
    SECTION("gone")
    {
        l.list(asked);
        CHECK_FALSE(l.agi->is_open());
    }
    SECTION("in the dialplan")
    {
        l.list(asked, "Event: Status\nUniqueid: c1\nApplication: Wait\nData: 20\n\n");
        CHECK_FALSE(l.agi->is_open());
    }
    SECTION("still there, and another that nobody leads")
    {
        l.list(asked,
            std::string(led_world::in_agi) +
                "Event: Status\nChannel: PJSIP/b-2\nUniqueid: c2\nApplication: AGI\nData: agi:async\n\n");
        CHECK(l.agi->is_open());
        CHECK(l.w.logged(ami::log_level::info, "PJSIP/b-2"));
        CHECK_FALSE(l.w.logged(ami::log_level::info, "PJSIP/a-1"));
        const auto next = l.begin_answer();
        // A result may have been missed, and its rest be there.
        const auto fetching = l.queued();
        CHECK(fetching["Command"] == "NOOP");
        l.result(fetching, "200%20result%3D0%0A");
        CHECK(l.queued()["Command"] == "ANSWER");
        CHECK(next->pending());
        l.w.say(led_world::event("Hangup"));
        CHECK(next->failed(errc::agi_hung_up));
    }
    SECTION("came in behind the list")
    {
        l.w.say(led_world::event("AsyncAGIStart", "Env: agi_channel%3A%20PJSIP%2Fa-2%0A\n"));
        CHECK((*l.agi)["agi_channel"] == "PJSIP/a-2");
        l.list(asked);
        CHECK(l.agi->is_open());
    }
    SECTION("in an application that a command runs")
    {
        auto op = begin<int>([&](auto handler) { l.agi->async_exec("Wait", "20", std::move(handler)); });
        l.w.run();
        l.result(l.queued(), "200%20result%3D0%0A");
        CHECK(l.queued()["Command"] == "EXEC \"Wait\" \"20\"");
        l.list(asked, "Event: Status\nUniqueid: c1\nApplication: Wait\nData: 20\n\n");
        CHECK(l.agi->is_open());
        CHECK(op->pending());
        l.w.say(led_world::event("Hangup"));
        CHECK(op->failed(errc::agi_hung_up));
    }
}

TEST_CASE("agi: a channel that Asterisk says is not in AGI ends", "[client][agi]")
{
    led_world l;
    REQUIRE(l.agi.has_value());
    const auto first = l.begin_answer();
    const auto second = l.begin_answer();
    SECTION("gone")
    {
        l.w.server().error(l.w.server().next(), "Channel c1 does not exist.");
    }
    SECTION("elsewhere")
    {
        l.w.server().error(l.w.server().next(), "Failed to add AGI command to channel PJSIP/a-1 queue");
    }
    l.w.run();
    CHECK(first->failed(errc::agi_hung_up));
    CHECK(second->failed(errc::agi_hung_up));
    CHECK_FALSE(l.agi->is_open());
}

TEST_CASE("agi: of several services one takes a channel", "[client][agi]")
{
    led_world l;
    const auto none = [](ami::agi_session) -> asio::awaitable<void> { co_return; };
    int asked = 0;
    const auto counting = [&](const ami::agi_environment&) { return ++asked != 0; };
    ami::agi_service second(*l.w.pbx, counting, none);
    l.w.say("Event: AsyncAGIStart\nUniqueid: c2\nEnv: agi_channel%3A%20x%0A\n\n");
    CHECK((*l.agi)["agi_channel"] == "x");
    CHECK(asked == 0);
    // The second has them when the first is no more.
    l.service = ami::agi_service();
    l.w.say("Event: AsyncAGIStart\nUniqueid: c3\nEnv: agi_channel%3A%20y%0A\n\n");
    CHECK((*l.agi)["agi_channel"] == "x");
    CHECK(asked == 1);
    CHECK(l.w.server().next()["Channel"] == "c3"); // it leaves at once
    // One that throws takes none.
    second = ami::agi_service(
        *l.w.pbx, [](const ami::agi_environment&) -> bool { throw std::runtime_error("no"); }, none);
    l.w.say("Event: AsyncAGIStart\nUniqueid: c4\nEnv: agi_channel%3A%20z%0A\n\n");
    CHECK(l.w.logged(ami::log_level::error, "no"));
    CHECK(l.w.server().idle());
}

TEST_CASE(
    "agi: a reconnect with a call and a channel in AGI -> one list of channels for both", "[client][agi]")
{
    led_world l(true);
    REQUIRE(l.agi.has_value());
    const auto dialled = begin<ami::call>([&](auto handler) {
        l.w.pbx->async_start_call(
            ami::actions::originate("PJSIP/b").dialplan("x", "1").channel_id("c2"), std::move(handler));
    });
    l.w.run();
    l.w.server().success(l.w.server().next());
    l.w.run();
    REQUIRE(dialled->succeeded());
    const auto asked = l.reconnect();
    CHECK(l.w.server().idle()); // no second list
    l.list(asked, std::string(led_world::in_agi) +
                      "Event: Status\nChannel: PJSIP/b-1\nChannelState: 6\nUniqueid: c2\nLinkedid: c2\n\n");
    CHECK(l.agi->is_open());
    CHECK(dialled->value().state() == ami::call_state::up);
    CHECK(dialled->value().channel() == "PJSIP/b-1");
}

TEST_CASE("agi: the channel is renamed, then hung up -> the session ends before any handler of the Hangup",
    "[client][agi]")
{
    // A masquerade renames, too. The unique id stays.
    led_world l;
    REQUIRE(l.agi.has_value());
    std::optional<bool> was_open;
    const auto watches = l.w.pbx->on("Hangup", [&](const ami::event_view&) { was_open = l.agi->is_open(); });
    const auto answer = l.begin_answer();
    l.queued();
    l.w.say("Event: Rename\nChannel: PJSIP/a-1\nNewname: PJSIP/b-2\nUniqueid: c1\n\n"
            "Event: Rename\nChannel: PJSIP/b-2\nNewname: PJSIP/b-2<ZOMBIE>\nUniqueid: c9\n\n"
            "Event: Hangup\nChannel: PJSIP/b-2<ZOMBIE>\nUniqueid: c9\nCause: 16\n\n");
    CHECK(answer->pending());
    CHECK(was_open == true);
    const auto next = l.begin_answer();
    CHECK(l.queued()["Channel"] == "c1");
    l.w.say("Event: HangupRequest\nChannel: PJSIP/b-2\nUniqueid: c1\nLinkedid: c1\n\n"
            "Event: Hangup\nChannel: PJSIP/b-2\nUniqueid: c1\nCause: 16\n\n");
    CHECK(answer->failed(errc::agi_hung_up));
    CHECK(next->failed(errc::agi_hung_up));
    CHECK(was_open == false);
}

TEST_CASE("agi: channels are followed only while one of them is led", "[client][agi]")
{
    using scope = ami::detail::channel_scope;
    client_world w;
    w.ready();
    const auto core = ami::detail::client_access::core(*w.pbx);
    CHECK(core->channels_followed() == scope::nothing);
    ami::agi_service service(
        *w.pbx, [](const ami::agi_environment&) { return true; },
        [](ami::agi_session agi) -> asio::awaitable<void> {
            ami::error_code ignored;
            co_await agi.async_answer(asio::redirect_error(asio::use_awaitable, ignored));
        });
    CHECK(core->channels_followed() == scope::nothing);
    w.say(led_world::event("AsyncAGIStart", "Env: agi_channel%3A%20PJSIP%2Fa-1%0A\n"));
    CHECK(core->channels_followed() == scope::unique_ids);
    w.say(led_world::event("Hangup"));
    CHECK(core->channels_followed() == scope::nothing);
}
