// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Live state: what a model shows while calls, conferences, queues and states change. At the end of each case it is compared
// with the server's own lists.

#include "support/calls.hpp"
#include "support/catch.hpp"
#include "support/contract.hpp"
#include "support/contract_queues.hpp"
#include "support/live_audit.hpp"
#include "support/live_watch.hpp"
#include "support/relay.hpp"

#include <ami/actions.hpp>
#include <ami/live.hpp>
#include <ami/values.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace tests;
using namespace ami::actions;
namespace live = ami::live;

namespace {

constexpr auto long_case = 60s;

class watched_model : public live_watch {
public:
    explicit watched_model(ami::client& pbx, const live::options& how = {}) : live_watch(pbx, how)
    {
        const auto look = [this](const auto&) { note(); };
        model.on_channel([this](const live::change<live::channel>& change) {
            channel_changes.push_back(change);
            note();
        });
        model.on_bridge(look);
        model.on_conference(look);
        model.on_conference_user(look);
        model.on_parked_call(look);
        model.on_queue(look);
        model.on_queue_member(look);
        model.on_queue_caller(look);
        model.on_device(look);
        model.on_extension(look);
        model.on_state(look);
    }

    // The last change of a channel.
    const live::change<live::channel>* last_change(std::string_view id) const
    {
        const auto found = std::find_if(channel_changes.rbegin(), channel_changes.rend(),
            [&](const auto& each) { return each.latest().id() == id; });
        return found == channel_changes.rend() ? nullptr : &*found;
    }

    bool has_channel(std::string_view id) const { return static_cast<bool>(model.find_channel(id)); }
    // Empty if it is in none.
    std::string bridge_of(std::string_view id) const
    {
        const auto channel = model.find_channel(id);
        return std::string(channel.bridge_id());
    }
    bool has_parked(std::string_view id) const
    {
        const auto all = model.parked_calls();
        return std::any_of(all.begin(), all.end(), [&](const auto& each) { return each.channel_id() == id; });
    }
    live::conference_user user(std::string_view id) const
    {
        const auto all = model.conference_users();
        const auto found = std::find_if(all.begin(), all.end(),
            [&](const live::conference_user& each) { return each.channel_id() == id; });
        return found == all.end() ? live::conference_user() : *found;
    }
    live::queue_member member(std::string_view queue, std::string_view interface) const
    {
        const auto all = model.queue_members();
        const auto found = std::find_if(all.begin(), all.end(), [&](const live::queue_member& each) {
            return each.queue() == queue && each.interface() == interface;
        });
        return found == all.end() ? live::queue_member() : *found;
    }
    // From 1; 0 where it does not wait there.
    int position(std::string_view queue, std::string_view id) const
    {
        for (const auto& each : model.queue_callers(queue)) {
            if (each.channel_id() == id)
                return each.position().value_or(0);
        }
        return 0;
    }

    std::vector<live::change<live::channel>> channel_changes;
};

// Compares until nothing differs; what lasts fails.
asio::awaitable<void> agrees(const live::model& model, ami::client& pbx)
{
    const auto lasting = co_await lasting_differences(model, pbx);
    for (const auto& each : lasting)
        FAIL_CHECK(each);
    CHECK(lasting.empty());
}

// A call whose first half runs an application, and has answered.
asio::awaitable<void> call_in(ami::client& pbx, std::string id, std::string application, std::string data)
{
    const auto answer = co_await pbx.async_originate(
        originate{"Local/3030@from-internal/n"}.application(application, data).channel_id(id).ring_time(5s));
    if (!answer.answered())
        throw std::runtime_error("the call was not answered");
}

std::vector<std::string> fault_texts(const live::model& model)
{
    std::vector<std::string> texts;
    for (const auto& each : model.faults())
        texts.push_back(each.text());
    return texts;
}

// Of which nobody knows whether events tell what changes.
std::set<live::part> doubted_parts(const live::model& model)
{
    std::set<live::part> parts;
    for (const auto& each : model.faults()) {
        if (each.text().starts_with("maybe no event tells what changes"))
            parts.insert(each.of());
    }
    return parts;
}

bool has_text(const std::vector<std::string>& in, std::string_view text)
{
    return std::find(in.begin(), in.end(), text) != in.end();
}

} // namespace

TEST_CASE("live: what is there already is listed")
{
    run(
        []() -> asio::awaitable<void> {
            auto maker = co_await connected();
            const auto id = unique("there");
            co_await answered_call(maker, id);

            auto pbx = co_await connected();
            watched_model shown(pbx);
            CHECK(shown.model.state() != live::freshness::live);
            co_await shown.model.async_filled();
            CHECK(shown.model.state() == live::freshness::live);
            CHECK(fault_texts(shown.model).empty());
            const auto* const first = shown.last_change(id);
            REQUIRE(first != nullptr);
            CHECK(first->has_appeared());
            CHECK(first->is_first_fill());
            CHECK(first->origin() == live::change_origin::found);
            CHECK(shown.model.find_channel(id).state() == ami::channel_state::up);
            co_await agrees(shown.model, maker);

            co_await hang_up(maker, id);
            const bool is_gone = co_await shown.comes([&] { return !shown.has_channel(id); });
            CHECK(is_gone);
            co_await agrees(shown.model, maker);
        },
        long_case);
}

TEST_CASE("live: a call of another client appears, is bridged, and goes with its cause")
{
    run(
        []() -> asio::awaitable<void> {
            auto pbx = co_await connected();
            watched_model shown(pbx);
            co_await shown.model.async_filled();
            auto maker = co_await connected();
            const auto id = unique("bridged");
            const auto answer = co_await maker.async_originate(originate{"Local/2002@from-internal/n"}
                                                                   .dialplan("from-internal", "2021")
                                                                   .channel_id(id)
                                                                   .caller_id("Live <4711>")
                                                                   .ring_time(5s));
            REQUIRE(answer.answered());
            const bool is_bridged = co_await shown.comes(
                [&] { return shown.model.channels_in_bridge(shown.bridge_of(id)).size() == 2; });
            REQUIRE(is_bridged);
            const auto channel = shown.model.find_channel(id);
            CHECK(channel.name() == answer.channel());
            CHECK(channel.state() == ami::channel_state::up);
            CHECK(channel.exten() == "2021");
            CHECK(channel.application() == "Dial");
            const auto* const appeared = shown.last_change(id);
            REQUIRE(appeared != nullptr);
            CHECK_FALSE(appeared->is_first_fill());
            const auto bridges = shown.model.bridges();
            CHECK(std::any_of(bridges.begin(), bridges.end(),
                [&](const live::bridge& each) { return each.id() == channel.bridge_id(); }));
            std::string partner_id;
            for (const auto& each : shown.model.channels_in_bridge(channel.bridge_id())) {
                if (each.id() != id)
                    partner_id = each.id();
                CHECK(each.state() == ami::channel_state::up);
            }
            // Both halves of both Local channels.
            const auto linked = shown.model.channels_linked_to(channel.linked_id());
            CHECK(linked.size() == 4);
            CHECK(std::any_of(linked.begin(), linked.end(),
                [](const live::channel& each) { return each.caller_number() == "4711"; }));
            co_await agrees(shown.model, maker);

            co_await maker.async_hangup(hangup{id}.cause(21));
            const bool is_gone = co_await shown.comes(
                [&] { return !shown.has_channel(id) && !shown.has_channel(partner_id); });
            CHECK(is_gone);
            const auto* const last = shown.last_change(id);
            REQUIRE(last != nullptr);
            CHECK(last->is_gone());
            CHECK(last->origin() == live::change_origin::told);
            CHECK(last->hangup_cause() == ami::hangup_cause::call_rejected);
            CHECK(last->latest().name() == answer.channel());
            co_await agrees(shown.model, maker);
        },
        long_case);
}

TEST_CASE("live: an audit finds no difference, and what no event tells")
{
    run(
        []() -> asio::awaitable<void> {
            auto maker = co_await connected();
            const auto id = unique("audited");
            const auto user = unique("audited");
            const auto room = unique("room");
            co_await answered_call(maker, id);
            co_await call_in(maker, user, "ConfBridge", room);
            auto pbx = co_await connected();
            live::options how;
            how.queue_audit = 2s; // other tests may reload queues
            live::model model(pbx, how);
            const auto first = co_await model.async_audit();
            for (const auto& each : first.differences())
                FAIL_CHECK(each.text());
            CHECK(first.is_exact());
            CHECK(first.listed_records() != 0);
            CHECK(first.faults().empty());
            const auto lock = [&](const live::audit_report& report) {
                for (const auto& each : report.untold_values()) {
                    if (each.record() == "conference " + room && each.header() == "Locked")
                        return each.model_value() + " " + each.listed_value();
                }
                return std::string();
            };
            CHECK(lock(first) == "");
            co_await maker.async_perform(confbridge_lock{room});
            const auto second = co_await model.async_audit();
            for (const auto& each : second.differences())
                FAIL_CHECK(each.text());
            CHECK(lock(second) == "No Yes");
            const auto third = co_await model.async_audit(); // it was mended
            CHECK(lock(third) == "");
            co_await hang_up(maker, user);
            co_await hang_up(maker, id);
        },
        long_case);
}

TEST_CASE("live: a channel id that is used again")
{
    run(
        []() -> asio::awaitable<void> {
            auto pbx = co_await connected();
            watched_model shown(pbx);
            co_await shown.model.async_filled();
            auto maker = co_await connected();
            auto other = co_await connected();
            const auto id = unique("again");
            for (int i = 0; i != 3; ++i) {
                co_await answered_call(maker, id);
                const bool is_up = co_await shown.comes(
                    [&] { return shown.model.find_channel(id).state() == ami::channel_state::up; });
                REQUIRE(is_up);
                // Its failure is told under the id of the call that lives.
                const auto second = co_await other.async_originate(call_named(id));
                CHECK(second.value() == ami::call_outcome::failed);
                co_await caught_up(pbx);
                CHECK(shown.model.find_channel(id).state() == ami::channel_state::up);
                co_await agrees(shown.model, maker);
                co_await hang_up(maker, id);
                const bool is_gone = co_await shown.comes([&] { return !shown.has_channel(id); });
                CHECK(is_gone);
                co_await departure(maker, id);
                co_await departure(maker, id + ";2");
                // Over HTTP each client hears of the end in its own time, and until then follows the call.
                co_await caught_up(maker);
                co_await caught_up(other);
            }
            co_await agrees(shown.model, maker);
        },
        long_case);
}

TEST_CASE("live: a call is parked and taken back")
{
    run(
        []() -> asio::awaitable<void> {
            auto pbx = co_await connected();
            watched_model shown(pbx);
            co_await shown.model.async_filled();
            auto maker = co_await connected();
            const auto id = unique("parked");
            co_await answered_call(maker, id);
            co_await arrival(maker, id, "103");
            co_await maker.async_perform(park{id}.parking_time(40s));
            const bool is_parked = co_await shown.comes([&] { return shown.has_parked(id); });
            REQUIRE(is_parked);
            live::parked_call call;
            for (const auto& each : shown.model.parked_calls()) {
                if (each.channel_id() == id)
                    call = each;
            }
            CHECK(call.lot() == "default");
            CHECK(std::string_view(call.space()) >= "701");
            REQUIRE(call.times_out_at());
            // Asterisk tells whole seconds.
            CHECK(*call.times_out_at() - call.since() >= 38s);
            CHECK(*call.times_out_at() - call.since() <= 41s);
            co_await agrees(shown.model, maker);

            const auto taker = unique("taker");
            const auto answer = co_await maker.async_originate(originate{"Local/3030@from-internal/n"}
                                                                   .dialplan("from-internal", call.space())
                                                                   .channel_id(taker)
                                                                   .ring_time(5s));
            CHECK(answer.answered());
            const bool is_back = co_await shown.comes([&] {
                const auto bridge = shown.bridge_of(id);
                return !shown.has_parked(id) && !bridge.empty() && bridge == shown.bridge_of(taker);
            });
            CHECK(is_back);
            co_await agrees(shown.model, maker);
            co_await hang_up(maker, taker);
            co_await hang_up(maker, id);

            // One who hangs up in the parking lot.
            const auto other = unique("parked");
            co_await answered_call(maker, other);
            co_await arrival(maker, other, "103");
            co_await maker.async_perform(park{other}.parking_time(40s));
            const bool is_there = co_await shown.comes([&] { return shown.has_parked(other); });
            CHECK(is_there);
            co_await hang_up(maker, other);
            const bool gave_up =
                co_await shown.comes([&] { return !shown.has_parked(other) && !shown.has_channel(other); });
            CHECK(gave_up);
            co_await agrees(shown.model, maker);
        },
        long_case);
}

TEST_CASE("live: a conference of two, one muted, one kicked")
{
    run(
        []() -> asio::awaitable<void> {
            auto pbx = co_await connected();
            watched_model shown(pbx);
            co_await shown.model.async_filled();
            auto maker = co_await connected();
            const auto room = unique("room");
            const auto a = unique("user");
            const auto b = unique("user");
            co_await call_in(maker, a, "ConfBridge", room);
            co_await call_in(maker, b, "ConfBridge", room);
            const bool are_in = co_await shown.comes([&] {
                return shown.user(a) && shown.user(b) &&
                       shown.model.channels_in_bridge(shown.bridge_of(a)).size() == 2;
            });
            REQUIRE(are_in);
            const auto user = shown.user(a);
            CHECK(user.conference() == room);
            CHECK_FALSE(user.is_muted());
            CHECK(user.joined_at());
            const auto all = shown.model.conferences();
            const auto conference = std::find_if(
                all.begin(), all.end(), [&](const live::conference& each) { return each.name() == room; });
            REQUIRE(conference != all.end());
            CHECK(conference->bridge_id() == shown.bridge_of(a));
            co_await agrees(shown.model, maker);

            co_await maker.async_perform(confbridge_mute{room, shown.name_of(a)});
            const bool is_muted = co_await shown.comes([&] { return shown.user(a).is_muted(); });
            CHECK(is_muted);
            CHECK_FALSE(shown.user(b).is_muted());
            co_await agrees(shown.model, maker);
            co_await maker.async_perform(confbridge_unmute{room, shown.name_of(a)});
            const bool is_heard = co_await shown.comes([&] { return !shown.user(a).is_muted(); });
            CHECK(is_heard);

            // Asterisk lists who was kicked until the prompts are over. A model that begins now believes the list first.
            co_await maker.async_perform(confbridge_kick{room, shown.name_of(a)});
            watched_model late(pbx);
            const bool is_out = co_await shown.comes([&] { return !shown.user(a); });
            CHECK(is_out);
            CHECK(shown.user(b));
            co_await late.model.async_filled();
            co_await agrees(shown.model, maker);
            co_await maker.async_perform(confbridge_kick{room, shown.name_of(b)});
            watched_model last(pbx);
            const bool are_out = co_await shown.comes([&] {
                const auto rooms = shown.model.conferences();
                return !shown.user(b) && std::none_of(rooms.begin(), rooms.end(),
                                             [&](const auto& each) { return each.name() == room; });
            });
            CHECK(are_out);
            for (auto* const each : {&shown, &late, &last}) {
                const bool is_empty = co_await each->comes(
                    [&] {
                        const auto rooms = each->model.conferences();
                        return !each->user(a) && !each->user(b) &&
                               std::none_of(rooms.begin(), rooms.end(),
                                   [&](const auto& known) { return known.name() == room; });
                    },
                    8s);
                CHECK(is_empty);
                co_await agrees(each->model, maker);
            }
            co_await hang_up(maker, a);
            co_await hang_up(maker, b);
        },
        90s);
}

TEST_CASE("live: a queue's member comes, pauses and goes")
{
    run(
        []() -> asio::awaitable<void> {
            auto pbx = co_await connected();
            watched_model shown(pbx);
            co_await shown.model.async_filled();
            auto maker = co_await connected();
            const auto name = unique("live");
            const auto interface = "Local/" + name + "@none";
            const auto support = shown.model.find_queue("support");
            CHECK(support.strategy() == "rrmemory");
            co_await maker.async_perform(
                queue_add{"support", interface}.penalty(7).member_name("Uma").state_interface(
                    "Custom:" + name));
            const auto member = [&] { return shown.member("support", interface); };
            const bool is_there = co_await shown.comes([&] { return static_cast<bool>(member()); });
            REQUIRE(is_there);
            const auto added = member();
            CHECK(added.name() == "Uma");
            CHECK(added.penalty().get() == 7);
            CHECK(added.membership() == "dynamic");
            CHECK(added.state_interface() == "Custom:" + name);
            CHECK(added.paused().get() == false);
            CHECK_FALSE(added.shares_state_interface());
            co_await agrees(shown.model, maker);

            co_await maker.async_perform(queue_pause{interface, true}.queue("support").reason("lunch"));
            const bool is_paused = co_await shown.comes([&] { return member().paused().get() == true; });
            CHECK(is_paused);
            const auto paused = member();
            CHECK(paused.paused_reason() == "lunch");
            REQUIRE(paused.paused_since());
            CHECK(std::chrono::system_clock::now() - *paused.paused_since() < 15s);
            co_await agrees(shown.model, maker);

            co_await maker.async_perform(queue_pause{interface, false}.queue("support").reason("back"));
            const bool is_back = co_await shown.comes([&] { return member().paused().get() == false; });
            CHECK(is_back);
            const auto back = member();
            CHECK(back.paused_reason().empty());
            CHECK_FALSE(back.paused_since());
            co_await agrees(shown.model, maker);

            co_await maker.async_perform(queue_remove{"support", interface});
            const bool is_gone = co_await shown.comes([&] { return !member(); });
            CHECK(is_gone);
            co_await agrees(shown.model, maker);
        },
        long_case);
}

TEST_CASE("live: callers of a queue move up")
{
    run(
        []() -> asio::awaitable<void> {
            auto pbx = co_await connected();
            watched_model shown(pbx);
            co_await shown.model.async_filled();
            auto maker = co_await connected();
            const auto a = unique("waits");
            const auto b = unique("waits");
            co_await call_in(maker, a, "Queue", "support");
            const bool first = co_await shown.comes([&] { return shown.position("support", a) != 0; });
            REQUIRE(first);
            co_await call_in(maker, b, "Queue", "support");
            const bool second = co_await shown.comes([&] { return shown.position("support", b) != 0; });
            REQUIRE(second);
            // Others may wait there too.
            CHECK(shown.position("support", b) > shown.position("support", a));
            const auto callers = shown.model.queue_callers("support");
            CHECK(shown.model.find_queue("support").calls().get() == static_cast<int>(callers.size()));
            co_await agrees(shown.model, maker);

            co_await hang_up(maker, a);
            const bool has_left = co_await shown.comes([&] { return shown.position("support", a) == 0; });
            CHECK(has_left);
            int place = 0;
            for (const auto& each : shown.model.queue_callers("support")) {
                ++place;
                CHECK(each.position().get() == place);
            }
            CHECK(shown.position("support", b) != 0);
            co_await agrees(shown.model, maker);
            co_await hang_up(maker, b);
            const bool is_over = co_await shown.comes([&] { return shown.position("support", b) == 0; });
            CHECK(is_over);
            co_await agrees(shown.model, maker);
        },
        long_case);
}

TEST_CASE("live: callers of a queue are taken away by Park and Bridge")
{
    run(
        []() -> asio::awaitable<void> {
            auto pbx = co_await connected();
            watched_model shown(pbx);
            co_await shown.model.async_filled();
            auto maker = co_await connected();
            const auto a = unique("taken");
            const auto b = unique("taken");
            const auto c = unique("takes");
            co_await call_in(maker, a, "Queue", "support");
            co_await call_in(maker, b, "Queue", "support");
            const auto taker = co_await answered_call(maker, c);
            const bool wait = co_await shown.comes([&] {
                return shown.position("support", a) != 0 && shown.position("support", b) != 0 &&
                       shown.has_channel(c);
            });
            REQUIRE(wait);
            // No event says that they do not wait any more.
            co_await maker.async_perform(park{a}.parking_time(40s));
            const bool is_parked = co_await shown.comes(
                [&] { return shown.has_parked(a) && shown.position("support", a) == 0; });
            CHECK(is_parked);
            CHECK(shown.position("support", b) != 0);
            co_await maker.async_perform(bridge{shown.name_of(b), taker.channel()});
            const bool is_bridged = co_await shown.comes([&] {
                const auto with = shown.bridge_of(b);
                return shown.position("support", b) == 0 && !with.empty() && with == shown.bridge_of(c);
            });
            CHECK(is_bridged);
            // Asterisk 16 itself still lists it.
            if (server() == server_kind::asterisk_22)
                co_await agrees(shown.model, maker);
            for (const auto& each : {a, b, c})
                co_await hang_up(maker, each);
            const bool are_gone = co_await shown.comes(
                [&] { return !shown.has_channel(a) && !shown.has_channel(b) && !shown.has_channel(c); });
            CHECK(are_gone);
            co_await agrees(shown.model, maker);
        },
        long_case);
}

TEST_CASE("live: queues that are reloaded")
{
    if (is_not_for_embedded("queues.conf"))
        return;
    run(
        []() -> asio::awaitable<void> {
            auto pbx = co_await connected();
            live::options how;
            how.queue_audit = 2s;
            watched_model shown(pbx, how);
            watched_model told(pbx);
            co_await shown.model.async_filled();
            co_await told.model.async_filled();
            auto maker = co_await connected();
            const auto queue = unique("reloaded");
            auto made = queue_config();
            made.add("Action-000000", "NewCat").add("Cat-000000", queue);
            made.add("Action-000001", "Append")
                .add("Cat-000001", queue)
                .add("Var-000001", "member")
                .add("Value-000001", "Local/2004@from-internal/n,3,Una,Custom:" + queue);
            co_await configure(maker, std::move(made), queue, true);
            // The only event is a DeviceStateChange of the member's pause.
            const bool has_come = co_await told.comes(
                [&] { return static_cast<bool>(told.member(queue, "Local/2004@from-internal/n")); });
            CHECK(has_come);
            CHECK(told.member(queue, "Local/2004@from-internal/n").penalty().get() == 3);
            CHECK(told.model.find_queue(queue));
            co_await agrees(told.model, maker);
            const bool is_listed = co_await shown.comes([&] {
                return shown.model.find_queue(queue) && shown.member(queue, "Local/2004@from-internal/n");
            });
            CHECK(is_listed);

            // And of the end there is none.
            auto ended = queue_config();
            ended.add("Action-000000", "DelCat").add("Cat-000000", queue);
            co_await configure(maker, std::move(ended), queue, false);
            const bool is_gone = co_await shown.comes([&] {
                return !shown.model.find_queue(queue) && !shown.member(queue, "Local/2004@from-internal/n");
            });
            CHECK(is_gone);
            co_await agrees(shown.model, maker);
        },
        long_case);
}

TEST_CASE("live: states of devices and extensions")
{
    run(
        []() -> asio::awaitable<void> {
            auto pbx = co_await connected();
            watched_model shown(pbx);
            co_await shown.model.async_filled();
            auto maker = co_await connected();
            const auto name = unique("Custom:live");
            CHECK_FALSE(shown.model.find_device(name));
            co_await maker.async_command("devstate change " + name + " INUSE");
            const bool is_in_use = co_await shown.comes(
                [&] { return shown.model.find_device(name).state().get() == ami::device_state::in_use; });
            CHECK(is_in_use);
            co_await agrees(shown.model, maker);
            // By the dialplan.
            co_await maker.async_execute(
                ami::action{"Setvar"}.add("Variable", "DEVICE_STATE(" + name + ")").add("Value", "RINGING"));
            const bool rings = co_await shown.comes(
                [&] { return shown.model.find_device(name).state().get() == ami::device_state::ringing; });
            CHECK(rings);
            co_await maker.async_execute(
                ami::action{"DBDel"}.add("Family", "CustomDevstate").add("Key", name.substr(7)));

            const auto lamp = [&] {
                for (const auto& each : shown.model.extensions()) {
                    if (each.exten() == "5000" && each.context() == "from-internal")
                        return each;
                }
                return live::extension();
            };
            const auto hinted = lamp();
            CHECK(hinted.hint() == "Custom:lamp");
            for (const auto* const state : {"INUSE", "RINGING", "NOT_INUSE"}) {
                CAPTURE(state);
                co_await maker.async_command(std::string("devstate change Custom:lamp ") + state);
                const bool is_so = co_await shown.comes([&] {
                    const auto now = lamp();
                    return now.is_in_use() == (state == std::string_view("INUSE")) &&
                           now.is_ringing() == (state == std::string_view("RINGING"));
                });
                CHECK(is_so);
            }
            co_await agrees(shown.model, maker);
        },
        long_case);
}

TEST_CASE("live: Status knows whether there is a channel, by its id")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("asked");
        co_await answered_call(pbx, id);
        const ami::action asked = ami::action("Status").add("Channel", id);
        std::vector<std::string> ids;
        co_await pbx.async_execute_each(
            asked, [&](const ami::event_view& item) { ids.emplace_back(item["Uniqueid"]); });
        CHECK(ids == std::vector{id});
        co_await hang_up(pbx, id);
        const auto gone = co_await pbx.async_execute(asked);
        CHECK_FALSE(gone.ok());
        CHECK(gone.message() == "No such channel");
    });
}

TEST_CASE("live: what a user may not list is a fault")
{
    run(
        []() -> asio::awaitable<void> {
            auto maker = co_await connected();
            const auto id = unique("before");
            co_await answered_call(maker, id);

            auto calls_only = co_await connected("limited");
            watched_model limited(calls_only);
            co_await limited.model.async_filled();
            CHECK(limited.model.state() == live::freshness::live);
            auto texts = fault_texts(limited.model);
            for (const auto* const each : {"CoreShowChannels", "ConfbridgeListRooms", "PJSIPShowEndpoints",
                     "PJSIPShowContacts", "PJSIPShowRegistrationsOutbound", "Agents"}) {
                CAPTURE(each, texts);
                CHECK(has_text(texts, std::string(each) + ": Permission denied"));
            }
            // Nobody tells this user which events it does not see.
            CHECK(texts.size() == 6 + doubted_parts(limited.model).size());
            CHECK(doubted_parts(limited.model).contains(live::part::queues));
            for (const auto& each : limited.model.faults()) {
                if (each.text().starts_with("Agents"))
                    CHECK(each.of() == live::part::agents);
            }
            // Events tell of calls, also of what happened just before the login.
            const auto seen = unique("seen");
            co_await answered_call(maker, seen);
            const bool has_come = co_await limited.comes([&] { return limited.has_channel(seen); });
            CHECK(has_come);
            CHECK_FALSE(doubted_parts(limited.model).contains(live::part::calls));
            CHECK(doubted_parts(limited.model).contains(live::part::queues));
            CHECK_FALSE(limited.model.queues().empty());

            auto no_calls = co_await connected("blind");
            watched_model blind(no_calls);
            co_await blind.model.async_filled();
            texts = fault_texts(blind.model);
            for (const auto* const each : {"ConfbridgeListRooms", "Agents"}) {
                CAPTURE(each, texts);
                CHECK(has_text(texts, std::string(each) + ": Permission denied"));
            }
            // Those of class system have come if FullyBooted has; over HTTP it has not.
            auto doubted = doubted_parts(blind.model);
            CHECK(texts.size() == 2 + doubted.size());
            doubted.erase(live::part::pjsip);
            CHECK(doubted == std::set{live::part::calls, live::part::queues, live::part::states,
                                 live::part::agents, live::part::mailboxes});
            CHECK(blind.has_channel(id));

            co_await hang_up(maker, id);
            co_await hang_up(maker, seen);
            const bool is_gone = co_await limited.comes([&] { return !limited.has_channel(seen); });
            CHECK(is_gone);
        },
        long_case);
}

TEST_CASE("live: a user without any right is shown what needs none, and is told what is missing")
{
    run(
        []() -> asio::awaitable<void> {
            auto maker = co_await connected();
            const auto id = unique("hidden");
            co_await answered_call(maker, id);

            auto nobody = co_await connected("nobody");
            watched_model shown(nobody);
            co_await shown.model.async_filled();
            CHECK(shown.model.state() == live::freshness::live);
            const auto texts = fault_texts(shown.model);
            for (const auto* const each : {"CoreShowChannels", "ConfbridgeListRooms", "ParkedCalls",
                     "DeviceStateList", "ExtensionStateList", "PresenceStateList", "PJSIPShowEndpoints",
                     "PJSIPShowContacts", "PJSIPShowRegistrationsOutbound", "Agents"}) {
                CAPTURE(each, texts);
                CHECK(has_text(texts, std::string(each) + ": Permission denied"));
            }
            // Queues are listed for everybody, and nobody tells this user which events it does not see.
            CHECK(doubted_parts(shown.model).size() == 6);
            CHECK(shown.model.channels().empty());
            CHECK(shown.model.devices().empty());
            CHECK_FALSE(shown.model.queues().empty());
            const auto report = co_await shown.model.async_audit();
            CHECK(report.is_exact());
            CHECK(report.faults().size() >= 10);
            co_await hang_up(maker, id);
        },
        long_case);
}

TEST_CASE("live: the connection is lost and comes again")
{
    run(
        []() -> asio::awaitable<void> {
            auto maker = co_await connected();
            auto how = settings();
            relay cable(co_await asio::this_coro::executor, how.host, how.port);
            how = cable.lead(std::move(how));
            how.reconnect.enabled = true;
            how.reconnect.initial_delay = 20ms;
            how.reconnect.max_delay = 100ms;
            auto pbx = co_await connected(how);
            watched_model shown(pbx);
            std::vector<live::freshness> states;
            shown.model.on_state([&](live::freshness now) { states.push_back(now); });
            co_await shown.model.async_filled();

            const auto stays = unique("stays");
            const auto goes = unique("goes");
            const auto comes = unique("comes");
            co_await answered_call(maker, stays);
            co_await answered_call(maker, goes);
            const bool are_up = co_await shown.comes([&] {
                return shown.model.find_channel(stays).state() == ami::channel_state::up &&
                       shown.model.find_channel(goes).state() == ami::channel_state::up;
            });
            REQUIRE(are_up);
            const auto interface = "Local/" + unique("cut") + "@none";
            co_await maker.async_perform(queue_add{"support", interface});

            states.clear();
            cable.cut();
            const bool is_stale =
                co_await shown.comes([&] { return shown.model.state() == live::freshness::stale; });
            CHECK(is_stale);
            // What was is shown.
            CHECK(shown.has_channel(goes));
            co_await hang_up(maker, goes);
            co_await departure(maker, goes);
            co_await answered_call(maker, comes);
            co_await maker.async_perform(queue_remove{"support", interface});
            cable.mend();
            const bool is_live =
                co_await shown.comes([&] { return shown.model.state() == live::freshness::live; }, 20s);
            REQUIRE(is_live);
            // Over HTTP it may take several attempts.
            if (!over_http())
                CHECK(states ==
                      std::vector{live::freshness::stale, live::freshness::filling, live::freshness::live});
            CHECK(shown.has_channel(stays));
            CHECK(shown.has_channel(comes));
            const bool is_gone = co_await shown.comes([&] { return !shown.has_channel(goes); });
            CHECK(is_gone);
            const auto* const last = shown.last_change(goes);
            REQUIRE(last != nullptr);
            CHECK(last->is_gone());
            CHECK(last->origin() == live::change_origin::found);
            CHECK_FALSE(last->hangup_cause());
            const auto* const first = shown.last_change(comes);
            REQUIRE(first != nullptr);
            CHECK_FALSE(first->is_first_fill());
            CHECK_FALSE(shown.member("support", interface));
            co_await agrees(shown.model, maker);

            // Over HTTP the session may outlive its connections: then it is filled anew, if events can have been missed.
            states.clear();
            cable.cut();
            cable.mend();
            co_await hang_up(maker, stays);
            if (!over_http()) {
                const bool is_known_again = co_await shown.comes([&] { return !states.empty(); });
                REQUIRE(is_known_again);
                CHECK(states.front() == live::freshness::stale);
            }
            const bool is_live_again =
                co_await shown.comes([&] { return shown.model.state() == live::freshness::live; }, 20s);
            CHECK(is_live_again);
            co_await agrees(shown.model, maker);
            co_await hang_up(maker, comes);
            const bool is_over =
                co_await shown.comes([&] { return !shown.has_channel(stays) && !shown.has_channel(comes); });
            CHECK(is_over);
            co_await agrees(shown.model, maker);
        },
        long_case);
}
