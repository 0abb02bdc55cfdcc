// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The event mask that follows the subscriptions, and what the client knows of the events that can come.

#include "support/client_world.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace tests;
using ami::certainty;
using ami::errc;

namespace {

const auto nothing = [](const ami::event_view&) {};

class mask_world : public client_world {
public:
    mask_world() { config.events = ami::event_mask::automatic(); }

    // The mask of the login; the server accepts it.
    std::string login()
    {
        begin_connect(*pbx, config);
        run();
        return accept_login();
    }

    std::string accept_login()
    {
        const auto login = server().next();
        REQUIRE(login.name() == "Login");
        server().success(login);
        run();
        return std::string(login["Events"]);
    }

    // A filter is set, the connection ends, and the next login is accepted.
    void lose_with_a_filter()
    {
        const auto filtered = begin<>([&](auto handler) {
            pbx->async_add_filter(ami::event_filter::matching("Event: Cdr"), std::move(handler));
        });
        run();
        server().success(server().next());
        run();
        CHECK(filtered->succeeded());
        server().eof();
        run();
        advance(2s);
        CHECK(accept_login() == "system");
    }

    // What the client asks for now, which the server answers; empty if it asks for nothing.
    std::string asked()
    {
        run();
        if (server().idle())
            return {};
        const auto mask = server().next();
        REQUIRE(mask.name() == "Events");
        server().success(mask, "Events: On\n");
        run();
        return std::string(mask["EventMask"]);
    }

    ami::subscription on(std::string_view name) { return pbx->on(name, nothing); }
};

operation<> begin_in_force(const ami::subscription& of)
{
    return begin<>([&](auto handler) { of.async_in_force(std::move(handler)); });
}

operation<ami::user_rights> begin_rights(ami::client& pbx)
{
    return begin<ami::user_rights>([&](auto handler) { pbx.async_rights(std::move(handler)); });
}

} // namespace

TEST_CASE("event mask: the login asks for what is subscribed to", "[client][event mask]")
{
    SECTION("nothing: class system, because of FullyBooted")
    {
        mask_world w;
        CHECK(w.login() == "system");
        CHECK(w.asked().empty());
    }
    SECTION("classes of names, in whatever case, of streams and of expectations")
    {
        mask_world w;
        w.on("newCHANNEL");
        const auto stream = w.pbx->events("QueueCallerJoin");
        const auto expected = w.pbx->expect("Cdr");
        CHECK(w.login() == "system,call,agent,cdr");
        CHECK(w.asked().empty());
    }
    SECTION("an event that nobody knows, and a subscription without a name: all")
    {
        mask_world w;
        w.on("HomeMade");
        CHECK(w.login() == "on");
    }
    SECTION("a predicate without a name: all")
    {
        mask_world w;
        w.pbx->on_if([](const ami::event_view&) { return false; }, nothing);
        CHECK(w.login() == "on");
    }
    SECTION("an event of two classes needs both")
    {
        mask_world w;
        w.on("VoicemailPasswordChange");
        CHECK(w.login() == "system,user");
    }
    SECTION("items of lists need nothing")
    {
        mask_world w;
        w.on("QueueMember");
        CHECK(w.login() == "system");
    }
}

TEST_CASE("event mask: it is widened before the next action", "[client][event mask]")
{
    mask_world w;
    w.login();
    const auto first = w.on("QueueCallerJoin");
    const auto second = w.on("Newexten");
    const auto ping = begin_ping(*w.pbx);
    w.run();
    const auto mask = w.server().next();
    CHECK(mask.name() == "Events");
    CHECK(mask["EventMask"] == "system,agent,dialplan");
    CHECK(w.server().next().name() == "Ping");
    CHECK(w.server().idle());
}

TEST_CASE("event mask: one action for all subscriptions of a turn", "[client][event mask]")
{
    mask_world w;
    w.login();
    w.on("QueueCallerJoin");
    w.on("Newexten");
    w.on("Cdr");
    CHECK(w.asked() == "system,agent,cdr,dialplan");
    CHECK(w.asked().empty());

    // In a handler.
    w.pbx->on("Cdr", [&](const ami::event_view&) {
        w.on("Hangup");
        w.on("DTMFEnd");
    });
    w.say("Event: Cdr\n\n");
    CHECK(w.asked() == "system,call,agent,dtmf,cdr,dialplan");
}

TEST_CASE("event mask: it is refused -> told, repeated, and not in force before it is accepted",
    "[client][event mask]")
{
    mask_world w;
    w.login();
    std::vector<std::string> told;
    w.pbx->on_state([&](const ami::state_change& change) { told.push_back(change.message()); });
    const auto records = w.on("Cdr");
    const auto refuse = [&](std::string_view expected) {
        w.run();
        const auto mask = w.server().next();
        REQUIRE(mask["EventMask"] == expected);
        w.server().error(mask, "Asterisk is shutting down");
        w.run();
    };
    refuse("system,cdr");
    CHECK(told == std::vector<std::string>{
                      "the event mask is refused: Asterisk is shutting down; the session goes on"});

    // Whoever waits is told, though the Ping is answered.
    const auto in_vain = begin_in_force(records);
    refuse("cdr");
    w.server().success(w.server().next(), "Ping: Pong\n");
    w.run();
    CHECK(in_vain->failed(errc::action_refused));

    w.advance(2s);
    CHECK(w.asked() == "cdr");
    CHECK(told.size() == 2);
    CHECK(told.back() == "the event mask was refused until now; the session goes on");
    CHECK(w.pbx->get_counters().event_gaps == 2);
    const auto in_force = begin_in_force(records);
    w.run();
    w.server().success(w.server().next(), "Ping: Pong\n");
    w.run();
    CHECK(in_force->succeeded());
    w.advance(20s);
    CHECK(w.server().idle());
}

TEST_CASE("event mask: the automatic one is refused -> that of the program stays", "[client][event mask]")
{
    mask_world w;
    w.config.events = ami::event_mask("agent");
    w.login();
    const auto automatic = begin<>(
        [&](auto handler) { w.pbx->async_set_event_mask(ami::event_mask::automatic(), std::move(handler)); });
    w.run();
    w.server().error(w.server().next(), "no");
    w.run();
    CHECK(automatic->failed(errc::action_refused));
    CHECK(w.on("Cdr").can_fire().answer == certainty::no);
    w.advance(20s);
    CHECK(w.server().idle());
}

TEST_CASE(
    "event mask: it is refused after filters were restored -> another one follows", "[client][event mask]")
{
    mask_world w;
    w.config.reconnect.enabled = true;
    w.config.reconnect.initial_delay = 1s;
    w.on("Cdr");
    w.login();
    w.lose_with_a_filter();
    w.server().success(w.server().next()); // Filter
    w.server().error(w.server().next(), "no");
    w.server().success(w.server().next()); // Ping
    w.run();
    REQUIRE(w.pbx->is_ready());
    w.advance(1s);
    CHECK(w.asked() == "cdr");
}

TEST_CASE("event mask: it is narrowed after five seconds", "[client][event mask]")
{
    mask_world w;
    auto calls = w.on("Hangup");
    auto queue = w.on("QueueCallerJoin");
    CHECK(w.login() == "system,call,agent");
    w.advance(4999ms);
    CHECK(w.asked().empty());
    w.advance(1ms);
    CHECK(w.asked() == "call,agent");

    calls.cancel();
    w.run();
    w.advance(4s);
    calls = w.on("Newchannel"); // in time
    w.advance(10s);
    CHECK(w.asked().empty());

    calls.cancel();
    w.run();
    w.advance(3s);
    queue.cancel(); // the time goes on
    w.run();
    w.advance(2s);
    CHECK(w.asked() == "off");
    w.advance(20s);
    w.on("Hangup");
    CHECK(w.asked() == "call");
}

TEST_CASE("event mask: what is widened does not drop what may come back", "[client][event mask]")
{
    mask_world w;
    auto calls = w.on("Hangup");
    w.login();
    calls.cancel();
    w.on("Cdr");
    CHECK(w.asked() == "system,call,cdr");
    w.advance(5s);
    CHECK(w.asked() == "cdr");
}

TEST_CASE("event mask: streams and expectations that end", "[client][event mask]")
{
    mask_world w;
    std::optional stream(w.pbx->events("QueueCallerJoin"));
    std::optional expected(w.pbx->expect("Cdr"));
    CHECK(w.login() == "system,agent,cdr");
    stream.reset();
    expected.reset();
    w.run();
    w.advance(5s);
    CHECK(w.asked() == "off");
}

TEST_CASE("event mask: a new connection asks for what is subscribed to then", "[client][event mask]")
{
    mask_world w;
    w.config.reconnect.enabled = true;
    w.config.reconnect.initial_delay = 1s;
    auto calls = w.on("Hangup");
    CHECK(w.login() == "system,call");
    w.server().eof();
    w.run();
    calls.cancel();
    w.on("Cdr");
    w.advance(2s);
    CHECK(w.accept_login() == "system,cdr");
    CHECK(w.asked().empty());

    SECTION("and with filters restores it after them")
    {
        w.lose_with_a_filter();
        CHECK(w.server().next().name() == "Filter");
        CHECK(w.server().next()["EventMask"] == "system,cdr");
        CHECK(w.server().next().name() == "Ping");
    }
}

TEST_CASE("event mask: what is subscribed to during the login is asked for at once", "[client][event mask]")
{
    mask_world w;
    begin_connect(*w.pbx, w.config);
    w.run();
    w.on("Cdr"); // the login is on its way
    CHECK(w.accept_login() == "system");
    CHECK(w.asked() == "system,cdr");
}

TEST_CASE("event mask: calls need class call", "[client][event mask]")
{
    SECTION("an originate, from before it is sent until its outcome")
    {
        mask_world w;
        w.login();
        const auto dialled =
            begin_originate(*w.pbx, ami::actions::originate("PJSIP/a").application("Wait", "1"));
        w.run();
        CHECK(w.server().next()["EventMask"] == "system,call");
        const auto originate = w.server().next();
        CHECK(originate.name() == "Originate");
        w.server().error(originate, "no");
        w.run();
        CHECK(dialled->failed(errc::action_refused));
        w.advance(5s);
        CHECK(w.asked() == "off");
    }
    SECTION("incoming calls")
    {
        mask_world w;
        auto incoming = w.pbx->on_incoming_call([](ami::call) {});
        CHECK(w.login() == "system,call");
        incoming.cancel();
    }
    SECTION("incoming calls that are wanted later")
    {
        mask_world w;
        w.login();
        auto incoming = w.pbx->on_incoming_call([](ami::call) {});
        CHECK(w.asked() == "system,call");
    }
    SECTION("a list of calls, from before it is asked for")
    {
        mask_world w;
        w.login();
        const auto calls =
            begin<std::vector<ami::call>>([&](auto handler) { w.pbx->async_list_calls(std::move(handler)); });
        w.run();
        CHECK(w.server().next()["EventMask"] == "system,call");
        CHECK(w.server().next().name() == "Status");
    }
}

TEST_CASE("event mask: a mask of the program stays", "[client][event mask]")
{
    SECTION("of the settings")
    {
        mask_world w;
        w.config.events = ami::event_mask("agent");
        w.on("Hangup");
        CHECK(w.login() == "agent");
        w.on("Cdr");
        w.advance(20s);
        CHECK(w.asked().empty());
    }
    SECTION("set later, until the automatic one is wanted again")
    {
        mask_world w;
        w.login();
        const auto set = begin<>(
            [&](auto handler) { w.pbx->async_set_event_mask(ami::event_mask("agent"), std::move(handler)); });
        CHECK(w.asked() == "agent");
        CHECK(set->succeeded());
        w.on("Hangup");
        w.run();
        w.advance(20s);
        CHECK(w.server().idle());

        const auto again = begin<>([&](auto handler) {
            w.pbx->async_set_event_mask(ami::event_mask::automatic(), std::move(handler));
        });
        CHECK(w.asked() == "call");
        CHECK(again->succeeded());
        w.on("Cdr");
        CHECK(w.asked() == "call,cdr");
    }
    SECTION("the automatic one is asked for while another is on its way")
    {
        mask_world w;
        w.on("Hangup");
        w.login();
        const auto set = begin<>(
            [&](auto handler) { w.pbx->async_set_event_mask(ami::event_mask("agent"), std::move(handler)); });
        const auto back = begin<>([&](auto handler) {
            w.pbx->async_set_event_mask(ami::event_mask::automatic(), std::move(handler));
        });
        w.run();
        const auto first = w.server().next();
        const auto second = w.server().next();
        CHECK(first["EventMask"] == "agent");
        CHECK(second["EventMask"] == "call");
        w.server().success(first);
        w.server().success(second);
        w.run();
        CHECK(set->succeeded());
        CHECK(back->succeeded());
        w.on("Cdr");
        CHECK(w.asked() == "call,cdr");
    }
    SECTION("and filters of that time are kept")
    {
        mask_world w;
        w.config.reconnect.enabled = true;
        w.config.reconnect.initial_delay = 1s;
        w.login();
        const auto filter = begin<>([&](auto handler) {
            w.pbx->async_add_filter(ami::event_filter::matching("Event: Cdr"), std::move(handler));
        });
        const auto back = begin<>([&](auto handler) {
            w.pbx->async_set_event_mask(ami::event_mask::automatic(), std::move(handler));
        });
        w.run();
        w.server().success(w.server().next());
        w.server().success(w.server().next());
        w.run();
        CHECK(filter->succeeded());
        CHECK(back->succeeded());
        w.server().eof();
        w.run();
        w.advance(2s);
        w.accept_login();
        CHECK(w.server().next()["Filter"] == "Event: Cdr");
    }
    SECTION("the automatic one that is not sent changes nothing")
    {
        mask_world w;
        w.config.events = ami::event_mask("agent");
        w.config.limits.max_in_flight = 1;
        w.on("Hangup");
        w.login();
        const auto ask = [&] {
            return begin<>([&](auto handler) {
                w.pbx->async_set_event_mask(ami::event_mask::automatic(), std::move(handler));
            });
        };
        SECTION("it is refused")
        {
            begin_execute(*w.pbx, "Status");
            const auto refused = ask();
            w.run();
            CHECK(refused->failed(errc::too_many_in_flight));
            CHECK(w.server().next().name() == "Status");
        }
        SECTION("it is withdrawn")
        {
            operation<> withdrawn;
            w.pbx->on("AgentLogin", [&](const ami::event_view&) {
                withdrawn = ask();
                withdrawn->cancel(asio::cancellation_type::total);
            });
            w.say("Event: AgentLogin\n\n");
            CHECK(withdrawn->aborted());
        }
        w.advance(20s);
        CHECK(w.server().idle());
        CHECK(w.on("Cdr").can_fire().reason == "the event mask is \"agent\"; Cdr needs the class cdr");
    }
    SECTION("as Asterisk reads it, whatever it is")
    {
        const std::string_view text = GENERATE("yes", "a,", "queue", "call,mymodule", "y");
        mask_world w;
        w.login();
        const auto set = begin_execute(*w.pbx, ami::action("Events").add("EventMask", text));
        CHECK(w.asked() == text);
        CHECK(set->succeeded());
        const auto calls = w.on("Hangup");
        w.advance(20s);
        CHECK(w.asked().empty());
        CHECK(calls.can_fire().answer != certainty::no);
    }
    SECTION("while it is on its way nothing undoes it")
    {
        mask_world w;
        w.login();
        const auto set = begin_execute(*w.pbx, ami::action("Events").add("EventMask", "agent"));
        w.run();
        w.on("Cdr");
        w.run();
        const auto mask = w.server().next();
        CHECK(mask["EventMask"] == "agent");
        CHECK(w.server().idle());

        SECTION("it was accepted")
        {
            w.server().success(mask);
            CHECK(w.asked().empty());
        }
        SECTION("it was refused")
        {
            w.server().error(mask, "no");
            CHECK(w.asked() == "cdr");
        }
        SECTION("it was cancelled after it was sent")
        {
            set->cancel();
            CHECK(w.asked().empty());
            w.advance(20s);
            CHECK(w.asked().empty());
        }
    }
}

TEST_CASE(
    "event mask: an action that takes long is no reason to doubt the connection", "[client][event mask]")
{
    mask_world w;
    w.login();
    const auto slow = begin_execute(*w.pbx, ami::action("Originate").timeout(5min));
    w.run();
    const auto originate = w.server().next();
    w.on("Cdr");
    w.run();
    CHECK(w.server().next().name() == "Events");
    w.advance(29s);
    CHECK(w.pbx->is_ready());
    w.advance(60s);
    CHECK(w.pbx->is_ready());
    CHECK(slow->pending());
    w.server().success(originate);
    w.run();
    CHECK(slow->succeeded());
}

TEST_CASE("event mask: in force when a Ping after it is answered", "[client][event mask]")
{
    mask_world w;
    w.config.reconnect.enabled = true;
    w.config.reconnect.initial_delay = 1s;
    w.login();
    auto cdr = w.on("Cdr");
    const auto op = begin_in_force(cdr);
    w.run();

    SECTION("with brokeneventsaction=yes there is no answer to the mask")
    {
        CHECK(w.server().next().name() == "Events");
        w.server().success(w.server().next(), "Ping: Pong\n");
        w.run();
        CHECK(op->succeeded());
        w.advance(20s);
        CHECK(w.pbx->is_ready());
    }
    SECTION("it is cancelled")
    {
        op->cancel(asio::cancellation_type::total);
        w.run();
        CHECK(op->aborted());
    }
    SECTION("the connection is lost: on the next one")
    {
        w.server().eof();
        w.run();
        CHECK(op->failed(errc::outcome_unknown));
        const auto again = begin_in_force(cdr);
        w.run();
        CHECK(again->pending());
        w.advance(2s);
        CHECK(w.accept_login() == "system,cdr");
        w.server().success(w.server().next(), "Ping: Pong\n");
        w.run();
        CHECK(again->succeeded());
    }
    SECTION("of all subscriptions")
    {
        const auto all = begin<>([&](auto handler) { w.pbx->async_in_force(std::move(handler)); });
        w.run();
        CHECK(w.server().next().name() == "Events");
        w.server().success(w.server().next(), "Ping: Pong\n");
        w.server().success(w.server().next(), "Ping: Pong\n");
        w.run();
        CHECK(all->succeeded());
    }
    SECTION("the subscription has ended")
    {
        cdr.cancel();
        const auto late = begin_in_force(cdr);
        w.run();
        CHECK(late->aborted());
    }
    SECTION("the client is gone")
    {
        w.pbx.reset();
        w.run();
        CHECK(op->aborted());
        const auto late = begin_in_force(cdr);
        w.run();
        CHECK(late->aborted());
    }
    SECTION("the session has ended")
    {
        w.pbx->close();
        w.run();
        const auto late = begin_in_force(cdr);
        w.run();
        CHECK(late->failed(errc::not_connected));
    }
}

TEST_CASE("event mask: a subscription that gets nothing is told of", "[client][event mask]")
{
    mask_world w;
    w.config.events = ami::event_mask("agent");
    auto cdr = w.on("Cdr");
    auto either = w.pbx->on(ami::names("Cdr", "QueueCallerJoin"), nothing);
    w.login();
    CHECK(cdr.can_fire().answer == certainty::no);
    CHECK(cdr.can_fire().reason == "the event mask is \"agent\"; Cdr needs the class cdr");
    CHECK(either.can_fire().answer == certainty::unknown);
    const auto text = "a subscription gets no events event=Cdr reason=the event mask is";
    const auto told = [&] {
        return std::count_if(w.log.begin(), w.log.end(),
            [&](const auto& line) { return line.second.find(text) != std::string::npos; });
    };
    CHECK(told() == 1);
    w.on("Cdr");
    w.run();
    CHECK(told() == 2); // another one

    const auto op = begin_in_force(cdr);
    w.run();
    CHECK(op->failed(errc::event_not_visible));
    CHECK(op->text() == "the event mask is \"agent\"; Cdr needs the class cdr");

    const auto item = w.on("QueueMember").can_fire();
    CHECK(item.answer == certainty::no);
    CHECK(item.reason == "QueueMember is only an item of a list: the action that asks for the list gets it");
    cdr.cancel();
    CHECK(cdr.can_fire().answer == certainty::no);
    CHECK(ami::subscription().can_fire().answer == certainty::no);
}

TEST_CASE("event mask: what has come can come", "[client][event mask]")
{
    mask_world w;
    auto cdr = w.on("Cdr");
    auto all = w.pbx->on_any(nothing);
    w.login();
    CHECK(cdr.can_fire().answer == certainty::unknown);
    CHECK(cdr.can_fire().reason == "the rights of the user are not known; see async_rights");
    CHECK(all.can_fire().answer == certainty::unknown);
    w.say("Event: Cdr\n\n");
    CHECK(cdr.can_fire().answer == certainty::yes);
    CHECK(all.can_fire().answer == certainty::yes);
    CHECK(w.on("Hangup").can_fire().answer == certainty::unknown);
    CHECK(w.on("HomeMade").can_fire().answer == certainty::unknown);
}

TEST_CASE("rights: asked for on demand, kept for the connection", "[client][rights]")
{
    mask_world w;
    w.config.reconnect.enabled = true;
    w.config.reconnect.initial_delay = 1s;
    auto cdr = w.on("Cdr");
    auto hangup = w.on("Hangup");
    w.login();
    const auto op = begin_rights(*w.pbx);
    w.run();
    const auto list = w.server().next();
    CHECK(list.name() == "ListCommands");
    w.server().success(list,
        "Ping: Keepalive command.  (Priv: <none>)\nCommand: Execute Asterisk CLI Command.  "
        "(Priv: command,all)\n");
    w.run();
    const auto command = w.server().next();
    CHECK(command["Command"] == "manager show user user");
    w.server().say(
        "Response: Success\nActionID: $ID\nMessage: Command output follows\nOutput: \nOutput:          username: user\n"
        "Output:         read perm: system,call\nOutput:        write perm: command\n\n",
        command.id());
    w.run();
    REQUIRE(op->succeeded());
    const auto& rights = op->value();
    CHECK(rights.can_send("command") == certainty::yes);
    CHECK(rights.can_send("Originate") == certainty::no);
    CHECK(rights.can_see("Hangup") == certainty::yes);
    CHECK(rights.can_see("Cdr") == certainty::no);
    CHECK(rights.can_see("HomeMade") == certainty::unknown);
    CHECK(rights.read() == "system,call");
    CHECK(rights.write() == "command");
    CHECK(rights.actions().size() == 2);
    CHECK(cdr.can_fire().answer == certainty::no);
    CHECK(cdr.can_fire().reason == "Cdr needs read = cdr in manager.conf; the user has read = system,call");
    CHECK(hangup.can_fire().answer == certainty::yes);
    CHECK(w.logged(ami::log_level::error, "event=Cdr reason=Cdr needs read = cdr in manager.conf"));
    CHECK_FALSE(w.logged(ami::log_level::error, "event=Hangup"));

    const auto again = begin_rights(*w.pbx);
    w.run();
    CHECK(w.server().idle());
    REQUIRE(again->succeeded());
    CHECK(again->value().read() == "system,call");

    w.server().eof();
    w.run();
    w.advance(2s);
    w.accept_login();
    CHECK(cdr.can_fire().answer == certainty::unknown);
    const auto anew = begin_rights(*w.pbx);
    w.run();
    CHECK(w.server().next().name() == "ListCommands");
}

TEST_CASE("rights: without write=command", "[client][rights]")
{
    mask_world w;
    auto cdr = w.on("Cdr");
    w.login();
    const auto op = begin_rights(*w.pbx);
    w.run();
    w.server().success(w.server().next(), "Ping: Keepalive command.  (Priv: <none>)\n");
    w.run();
    CHECK(w.server().idle()); // Command would be refused, and Asterisk would log that
    REQUIRE(op->succeeded());
    CHECK(op->value().can_send("Command") == certainty::no);
    CHECK(op->value().can_see("Cdr") == certainty::unknown);
    CHECK(cdr.can_fire().answer == certainty::unknown);
    CHECK(cdr.can_fire().reason == "the user may not ask for its rights: that needs write = command");
}

TEST_CASE("rights: how asking ends otherwise", "[client][rights]")
{
    mask_world w;
    w.login();
    const auto op = begin_rights(*w.pbx);
    w.run();
    const auto list = w.server().next();
    SECTION("cancelled during the first question")
    {
        op->cancel();
        w.run();
        CHECK(op->aborted());
    }
    SECTION("cancelled during the second question")
    {
        w.server().success(list, "Command: x.  (Priv: command,all)\n");
        w.run();
        op->cancel();
        w.run();
        CHECK(op->aborted());
    }
    SECTION("refused")
    {
        w.server().error(list, "Permission denied");
        w.run();
        CHECK(op->failed(errc::action_refused));
    }
    SECTION("the client is destroyed")
    {
        w.pbx.reset();
        w.run();
        CHECK(op->aborted());
    }
}

TEST_CASE("rights: a refusal says what is lacking", "[client][rights]")
{
    mask_world w;
    w.login();
    const auto refused = [&](const ami::action& what, std::string_view words) {
        const auto op =
            begin<ami::response>([&](auto handler) { w.pbx->async_perform(what, std::move(handler)); });
        w.run();
        w.server().error(w.server().next(), words);
        w.run();
        CHECK(op->failed(errc::action_refused));
        return op->text();
    };
    CHECK(refused(ami::action("QueueAdd"), "Permission denied") ==
          "Asterisk says \"Permission denied\"; QueueAdd needs write = agent in manager.conf");
    CHECK(
        refused(ami::action("Status"), "Permission denied") ==
        "Asterisk says \"Permission denied\"; Status needs write = call or reporting or system in manager.conf");
    CHECK(refused(ami::action("HomeMade"), "Permission denied") == "Asterisk says \"Permission denied\"");
    CHECK(
        refused(ami::action("MeetmeMute"),
            "Invalid/unknown command: MeetmeMute. Use Action: ListCommands to show "
            "available commands.")
            .ends_with(
                "\"; possible causes: app_meetme.so is not loaded, or this Asterisk is too old for MeetmeMute"));
    CHECK(refused(ami::action("HomeMade"), "Invalid/unknown command: HomeMade.")
              .ends_with("\"; this Asterisk has no action HomeMade"));
    CHECK(refused(ami::action("QueueAdd"), "No such queue") == "Asterisk says \"No such queue\"");
}
