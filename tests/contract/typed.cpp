// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Actions, answers, lists and events with types: over every transport they mean the same.

#include "support/calls.hpp"
#include "support/catch.hpp"
#include "support/contract.hpp"

#include <ami/actions.hpp>
#include <ami/events.hpp>
#include <ami/protocol/wire/ascii.hpp>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

using namespace tests;
namespace actions = ami::actions;
namespace events = ami::events;

namespace {

class order : public ami::typed_event_base {
public:
    static constexpr std::string_view event_name = "UserEvent";
    static constexpr std::string_view user_event = "ContractOrder";
    using typed_event_base::typed_event_base;

    ami::text_field mark() const noexcept { return header("Mark"); }
    ami::field<std::int64_t> amount() const noexcept { return header("Amount"); }
};

} // namespace

TEST_CASE("typed: answers")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto status = co_await pbx.async_perform(actions::core_status{});
        CHECK(status.ok());
        CHECK(status.core_current_calls().value() >= 0);

        const auto name = unique("typed");
        co_await pbx.async_perform(actions::db_put{"ami", name}.val("value"));
        const auto stored = co_await pbx.async_list(actions::db_get{"ami", name});
        REQUIRE(stored.items<events::db_get_response>().size() == 1);
        for (const auto each : stored.items<events::db_get_response>()) {
            CHECK(each.key() == name);
            CHECK(each.val() == "value");
        }
        co_await pbx.async_perform(actions::db_del{"ami", name});
    });
}

TEST_CASE("typed: lists")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto queues = co_await pbx.async_list(actions::queue_status{}.queue("sales"));
        std::int64_t seen = 0;
        for (const auto queue : queues.items<events::queue_params>()) {
            CHECK(queue.queue() == "sales");
            CHECK(queue.calls().value() >= 0);
            ++seen;
        }
        CHECK(seen == 1);
        bool ana = false;
        for (const auto member : queues.items<events::queue_member>()) {
            ana = ana || (member.name() == "Ana" && member.location() == "Local/2001@from-internal/n");
            CHECK_FALSE(member.paused().value());
            ++seen;
        }
        CHECK(ana);
        CHECK(queues.completion().list_items().value() == static_cast<std::int64_t>(queues.size()));

        const auto nobody = co_await pbx.async_list(actions::queue_status{}.queue(unique("nobody")));
        CHECK(nobody.empty());
    });
}

TEST_CASE("typed: events of a call")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("typed");
        auto answered = pbx.expect<events::newstate>([&](const events::newstate& e) {
            return e.snapshot().unique_id() == id &&
                   e.snapshot().channel_state().value_or(ami::channel_state::down) == ami::channel_state::up;
        });
        auto ended = pbx.expect<events::hangup>(
            [&](const events::hangup& e) { return e.snapshot().unique_id() == id; });
        co_await pbx.async_start_call(call_named(id));
        const auto up = co_await answered.async_wait(10s);
        CHECK(up->channel().text().ends_with(";1"));
        co_await pbx.async_perform(actions::hangup{id}.cause(ami::hangup_cause::call_rejected));
        const auto gone = co_await ended.async_wait(10s);
        CHECK(gone->cause().value() == ami::hangup_cause::call_rejected);
        CHECK(gone->cause_txt() == to_string(ami::hangup_cause::call_rejected)); // mxml: cause_txt
    });
}

TEST_CASE("typed: an AGI command ends with a code and a text")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("typed");
        const auto is_it = [&](const auto& e) { return e.snapshot().unique_id() == id + ";2"; };
        auto started = pbx.expect<events::async_agi_start>(is_it);
        actions::originate call{"Local/2011@from-internal/n"};
        call.application("Wait", "20").channel_id(id).ring_time(5s);
        co_await pbx.async_start_call(call);
        co_await started.async_wait(10s);
        for (const auto& [command, code, result] :
            std::vector<std::tuple<std::string, std::int64_t, std::string>>{{"NOOP", 200, "Success"},
                {"NO SUCH COMMAND", 510, "Invalid or unknown command"}, {"SET VARIABLE x", 520, "Usage"}}) {
            auto done = pbx.expect<events::agi_exec_end>(is_it);
            co_await pbx.async_perform(actions::agi{id + ";2", command});
            const auto end = co_await done.async_wait(10s);
            CHECK(end->command() == command);
            CHECK(end->result_code().value() == code);
            CHECK(end->result() == result);
        }
        co_await pbx.async_perform(actions::hangup{id});
    });
}

TEST_CASE("typed: a UserEvent by its own name, with a header twice")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto mark = unique("typed");
        auto expected = pbx.expect<order>([&](const order& e) { return e.mark() == mark; });
        co_await pbx.async_perform(actions::user_event{"ContractOrder"}
                                       .add("Mark", mark)
                                       .add("Amount", "5000000000")
                                       .add("Item", "1")
                                       .add("Item", "2"));
        const auto seen = co_await expected.async_wait(10s);
        CHECK(seen->amount().value() == 5'000'000'000);
        // mxml has names in lower case.
        std::vector<std::string> items;
        for (const auto& header : seen.raw()) {
            if (ami::detail::iequals(header.name, "Item"))
                items.emplace_back(header.value);
        }
        CHECK(items == std::vector<std::string>{"1", "2"});
    });
}

TEST_CASE("typed: what a real server demands of MixMonitorMute is in its constructor")
{
    if (server() == server_kind::embedded) {
        std::puts("SKIPPED: the embedded server has no MixMonitorMute");
        return;
    }
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto refused =
            co_await failure_of(pbx.async_perform(actions::mix_monitor_mute{unique("nobody"), "read", true}));
        CHECK(refused.code == ami::errc::action_refused);
        CHECK(refused.says("No such channel"));
    });
}

TEST_CASE("typed: groups of a channel are a mask of 64 bits")
{
    if (server() == server_kind::embedded) {
        std::puts("SKIPPED: the embedded server keeps no groups");
        return;
    }
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("typed");
        co_await answered_call(pbx, id);
        co_await pbx.async_perform(actions::set_variable{"CHANNEL(callgroup)", "1,63"}.of(id));
        const auto channels = co_await pbx.async_list(actions::status{}.channel(id));
        REQUIRE(channels.items<events::status>().size() == 1);
        for (const auto each : channels.items<events::status>())
            CHECK(each.call_group().value() == (std::uint64_t{1} << 63 | 2));
        co_await pbx.async_perform(actions::hangup{id});
    });
}
