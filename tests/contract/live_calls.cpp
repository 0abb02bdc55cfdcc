// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Live state: calls. Which channels are one call, who rings, who answered, who hung up, and what joins two calls.

#include "support/calls.hpp"
#include "support/catch.hpp"
#include "support/contract.hpp"
#include "support/live_watch.hpp"

#include <ami/actions.hpp>
#include <ami/live.hpp>
#include <ami/values.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

using namespace tests;
using namespace ami::actions;
namespace live = ami::live;

namespace {

constexpr auto long_case = 60s;

class watched_calls : public live_watch {
public:
    explicit watched_calls(ami::client& pbx) : live_watch(pbx)
    {
        model.on_call([this](const live::change<live::call>& change) {
            changes.push_back(change);
            note();
        });
    }

    // The record of a call that is over; none as long as it is not.
    live::call record(std::string_view id) const
    {
        const auto found = std::find_if(changes.rbegin(), changes.rend(),
            [&](const auto& each) { return each.ended() && each.ended().id() == id; });
        return found == changes.rend() ? live::call() : found->ended();
    }
    std::string id_of_call_of(std::string_view channel) const
    {
        const auto call = model.call_of(channel);
        return std::string(call.id());
    }
    std::string who_hung_up(std::string_view id) const
    {
        const auto call = record(id);
        return std::string(call.hung_up_by().id());
    }
    bool is_answered(std::string_view id) const { return model.find_call(id).is_answered(); }

    // Each channel is in one call, and that call has it as it is.
    void check_parties() const
    {
        std::size_t parties = 0;
        for (const auto& each : model.calls()) {
            parties += each.parties().size();
            for (const auto& party : each.parties()) {
                CHECK(model.call_of(party.channel().id()) == each);
                CHECK(model.find_channel(party.channel().id()) == party.channel());
            }
        }
        CHECK(parties == model.channels().size());
    }

    std::vector<live::change<live::call>> changes;
};

// A call, answered by its first half, which then goes to an extension.
asio::awaitable<void> make_call(ami::client& pbx, std::string id, std::string exten)
{
    originate call{"Local/2001@from-internal/n"};
    call.dialplan("from-internal", exten).channel_id(id).caller_id("Ann <4711>").ring_time(5s);
    const auto answer = co_await pbx.async_originate(call);
    if (!answer.answered())
        throw std::runtime_error("the call was not answered");
}

} // namespace

TEST_CASE("live calls: one dials another, and hangs up")
{
    run(
        []() -> asio::awaitable<void> {
            auto pbx = co_await connected();
            watched_calls shown(pbx);
            co_await shown.model.async_filled();
            auto maker = co_await connected();
            const auto id = unique("talks");
            co_await make_call(maker, id, "2021");
            const bool is_answered = co_await shown.comes([&] { return shown.is_answered(id); });
            REQUIRE(is_answered);
            const auto call = shown.model.find_call(id);
            CHECK(call.id() == id);
            CHECK(call == shown.model.call_of(id));
            // Both halves of both Local channels.
            CHECK(call.parties().size() == 4);
            CHECK(call.dialled() == "2021");
            REQUIRE(call.answered());
            CHECK(*call.answered() >= call.began());
            CHECK(call.parties().front().role() == live::call_role::caller);
            CHECK(call.parties().front().device() == "Local/2001@from-internal");
            CHECK_FALSE(call.bridge_ids().empty());
            CHECK_FALSE(call.is_ringing());
            shown.check_parties();

            // A model that begins now lists the same.
            watched_calls late(pbx);
            co_await late.model.async_filled();
            const auto listed = late.model.call_of(id);
            CHECK(listed.is_answered());
            CHECK_FALSE(listed.answered());
            CHECK(listed.parties().size() == 4);
            late.check_parties();

            co_await maker.async_hangup(hangup{id}.cause(21));
            const bool is_over = co_await shown.comes([&] { return static_cast<bool>(shown.record(id)); });
            REQUIRE(is_over);
            const auto record = shown.record(id);
            CHECK(record.hung_up_by().id() == id);
            CHECK(record.hangup_cause() == ami::hangup_cause::call_rejected);
            CHECK(record.answered() == call.answered());
            REQUIRE(record.ended());
            CHECK(*record.ended() >= *record.answered());
            CHECK(record.former_parties().size() == 4);
            CHECK_FALSE(shown.model.find_call(id));
            shown.check_parties();
        },
        long_case);
}

TEST_CASE("live calls: a phone begins to ring, with the caller")
{
    if (is_not_for_embedded("phones"))
        return;
    run(
        []() -> asio::awaitable<void> {
            auto pbx = co_await connected();
            watched_calls shown(pbx);
            std::vector<std::string> pops;
            const auto id = unique("pops");
            shown.model.on_call([&](const live::change<live::call>& change) {
                for (const auto& each : change.began_to_ring()) {
                    if (change.now().id() == id)
                        pops.push_back(fmt::format(
                            "{} {} {}", each.device(), each.calling_number(), each.calling_name()));
                }
            });
            co_await shown.model.async_filled();
            auto maker = co_await connected();
            // By SIP to a phone that does not answer.
            co_await make_call(maker, id, "6004");
            const bool rings = co_await shown.comes([&] { return shown.model.find_call(id).is_ringing(); });
            REQUIRE(rings);
            CHECK_FALSE(shown.is_answered(id));
            const auto call = shown.model.find_call(id);
            const auto& phone = call.parties().back();
            CHECK(phone.is_ringing());
            CHECK(phone.ringing_since());
            CHECK(phone.role() == live::call_role::called);
            CHECK(pops == std::vector<std::string>{"PJSIP/self 4711 Ann"});
            shown.check_parties();
            co_await hang_up(maker, id);
            const bool is_over = co_await shown.comes([&] { return static_cast<bool>(shown.record(id)); });
            REQUIRE(is_over);
            CHECK(shown.who_hung_up(id) == id);
            CHECK_FALSE(shown.record(id).is_answered());
            CHECK(pops.size() == 1);
        },
        long_case);
}

TEST_CASE("live calls: one waits in a queue, and a member answers")
{
    run(
        []() -> asio::awaitable<void> {
            auto pbx = co_await connected();
            watched_calls shown(pbx);
            co_await shown.model.async_filled();
            auto maker = co_await connected();
            const auto id = unique("waits");
            co_await make_call(maker, id, "2009");
            const bool is_answered = co_await shown.comes([&] { return shown.is_answered(id); });
            REQUIRE(is_answered);
            const auto call = shown.model.find_call(id);
            CHECK(call.queue() == "sales");
            CHECK(call.agent().name() == "Ana");
            CHECK(call.agent().interface() == "Local/2001@from-internal/n");
            shown.check_parties();
            co_await hang_up(maker, id);
            const bool is_over = co_await shown.comes([&] { return static_cast<bool>(shown.record(id)); });
            CHECK(is_over);
            const auto record = shown.record(id);
            CHECK(record.queue() == "sales");
            CHECK(shown.who_hung_up(id) == id);
        },
        long_case);
}

TEST_CASE("live calls: two calls are joined by the action Bridge")
{
    run(
        []() -> asio::awaitable<void> {
            auto pbx = co_await connected();
            watched_calls shown(pbx);
            co_await shown.model.async_filled();
            auto maker = co_await connected();
            const auto older = unique("older");
            const auto younger = unique("younger");
            co_await answered_call(maker, older);
            co_await answered_call(maker, younger);
            co_await arrival(maker, older, "103");
            co_await arrival(maker, younger, "103");
            const bool are_two = co_await shown.comes(
                [&] { return shown.model.find_call(older) && shown.model.find_call(younger); });
            REQUIRE(are_two);
            // The younger one is the first in the bridge.
            co_await maker.async_perform(bridge{shown.name_of(younger), shown.name_of(older)});
            const bool is_merged =
                co_await shown.comes([&] { return static_cast<bool>(shown.record(younger)); });
            REQUIRE(is_merged);
            const auto record = shown.record(younger);
            CHECK(record.merged_into() == older);
            CHECK_FALSE(record.hung_up_by());
            const bool is_one = co_await shown.comes([&] { return shown.id_of_call_of(younger) == older; });
            CHECK(is_one);
            CHECK(shown.is_answered(older));
            CHECK_FALSE(shown.model.find_call(younger));
            CHECK(shown.model.find_call(older).parties().size() == 4);
            shown.check_parties();
            co_await hang_up(maker, younger);
            const bool is_over = co_await shown.comes([&] {
                return !shown.model.find_channel(younger) && !shown.model.find_channel(younger + ";2");
            });
            CHECK(is_over);
            co_await hang_up(maker, older);
            const bool is_last = co_await shown.comes([&] { return static_cast<bool>(shown.record(older)); });
            CHECK(is_last);
            shown.check_parties();
        },
        long_case);
}

TEST_CASE("live calls: who is transferred stays in the call")
{
    run(
        []() -> asio::awaitable<void> {
            auto pbx = co_await connected();
            watched_calls shown(pbx);
            co_await shown.model.async_filled();
            auto maker = co_await connected();
            const auto id = unique("transfers");
            co_await make_call(maker, id, "2021");
            const bool is_answered = co_await shown.comes([&] { return shown.is_answered(id); });
            REQUIRE(is_answered);
            std::string other;
            const auto channel = shown.model.find_channel(id);
            for (const auto& each : shown.model.channels_in_bridge(channel.bridge_id())) {
                if (each.id() != id)
                    other = each.id();
            }
            co_await maker.async_perform(blind_transfer{id, "209", "sets"});
            const bool has_left = co_await shown.comes([&] { return !shown.model.find_channel(id); });
            REQUIRE(has_left);
            CHECK(shown.id_of_call_of(other) == id);
            CHECK_FALSE(shown.record(id));
            shown.check_parties();
            co_await arrival(maker, other, "209");
            co_await hang_up(maker, other);
            const bool is_over = co_await shown.comes([&] { return static_cast<bool>(shown.record(id)); });
            REQUIRE(is_over);
            CHECK(shown.record(id).former_parties().size() >= 4);
            // Neither the one who transferred it nor the far half of its Local channel, although that was less than 2 s ago.
            CHECK(shown.who_hung_up(id) == other);
            shown.check_parties();
        },
        long_case);
}
