// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The parts of the correlator, each alone: the line of actions and their deadlines, the order of answers, how actions end,
// answers of several packets.

#include "support/catch.hpp"
#include "support/correlating.hpp"

#include <ami/protocol/wire/parser.hpp>
#include <ami/session/actions/action_ends.hpp>
#include <ami/session/actions/action_line.hpp>
#include <ami/session/actions/answer_order.hpp>
#include <ami/session/actions/list_answers.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using ami::errc;
using ami::detail::action_entry;
using ami::detail::action_line;
using ami::detail::answer_order;
using ami::detail::event_use;
using phase = action_entry::phase;
using tests::recorded;
using tests::waiting;
using namespace std::chrono_literals;

namespace {

const auto start = ami::detail::time_point{} + 1h;

class line_world {
public:
    action_entry& add(ami::detail::duration timeout = 10s, ami::detail::duration total = 1min)
    {
        auto& added = line.add(++last, std::make_shared<recorded>(), now);
        added.timeout = timeout;
        line.set_deadline(added, now + total);
        return added;
    }

    action_line line;
    std::uint64_t last = 0;
    ami::detail::time_point now = start;
};

class parts_world {
public:
    explicit parts_world(const ami::limits& bounds = {}) : limits(bounds) { ids.start("p-"); }

    // An action of this name, which the network took or not.
    waiting add(std::string_view name, bool is_sent = true)
    {
        auto operation = std::make_shared<recorded>();
        const auto id = ids.use();
        queue.text() += name;
        queue.added(id);
        if (is_sent)
            queue.written(queue.size(), queue.size());
        auto& added = line.add(id, operation, now);
        added.name = name;
        added.shape = ami::detail::find_answer_shape(name);
        added.timeout = 10s;
        line.set_deadline(added, now + 1min);
        return operation;
    }

    action_entry& entry(const waiting& operation) { return *line.find(operation->id); }

    // `text` with LF for CR LF.
    ami::packet_view packet(std::string_view text)
    {
        std::string wire;
        for (const char c : text)
            wire += c == '\n' ? "\r\n" : std::string(1, c);
        parser = ami::parser({}, ami::parser::greeting::none);
        parser.feed(wire);
        ami::error_code ec;
        REQUIRE(parser.next(ec) == ami::parser::result::packet);
        return parser.packet();
    }

    event_use event(std::string_view text) { return lists.on_event(ami::event_view(packet(text)), now); }

    void tell()
    {
        while (auto* const told = outputs.take())
            told->operation->complete(std::move(told->error), std::move(told->answer));
    }

    ami::limits limits;
    ami::counters counts;
    ami::detail::output_queue outputs;
    ami::detail::action_ids ids;
    action_line line;
    ami::detail::write_queue queue;
    answer_order order;
    ami::detail::action_ends ends{counts, outputs, line, queue};
    ami::detail::list_answers lists{ids, limits, line, order, ends};
    ami::parser parser;
    ami::detail::time_point now = start;
};

} // namespace

// --- the line --------------------------------------------------------------------------------------------------------

TEST_CASE("action line: the oldest goes in each way -> what is counted, who is the oldest", "[session][line]")
{
    struct row {
        std::string_view text;
        void (*act)(line_world&);
        std::size_t pending;
        std::size_t in_line;
        std::size_t cancelled;
        std::uint64_t oldest;
        bool is_there;
    };
    const row rows[] = {
        {"nothing happens", [](line_world&) {}, 3, 3, 0, 1, true},
        {"removed", [](line_world& w) { w.line.remove(*w.line.find(1), w.now); }, 2, 2, 0, 2, false},
        {"abandoned", [](line_world& w) { w.line.abandon(*w.line.find(1)); }, 2, 3, 1, 1, true},
        {"abandoned, then removed",
            [](line_world& w) {
                w.line.abandon(*w.line.find(1));
                w.line.remove(*w.line.find(1), w.now);
            },
            2, 2, 0, 2, false},
        {"left the line", [](line_world& w) { w.line.leave_line(*w.line.find(1), w.now); }, 3, 2, 0, 2, true},
        {"left the line, then abandoned",
            [](line_world& w) {
                w.line.leave_line(*w.line.find(1), w.now);
                w.line.abandon(*w.line.find(1));
            },
            2, 2, 0, 2, true},
        {"the second removed", [](line_world& w) { w.line.remove(*w.line.find(2), w.now); }, 2, 2, 0, 1,
            true},
        {"the second, then the first",
            [](line_world& w) {
                w.line.remove(*w.line.find(2), w.now);
                w.line.remove(*w.line.find(1), w.now);
            },
            1, 1, 0, 3, false},
    };
    for (const auto& each : rows) {
        CAPTURE(each.text);
        line_world world;
        for (int i = 0; i != 3; ++i)
            world.add();
        each.act(world);
        CHECK(world.line.pending() == each.pending);
        CHECK(world.line.in_line() == each.in_line);
        CHECK(world.line.cancelled_in_line() == each.cancelled);
        REQUIRE(world.line.oldest());
        CHECK(world.line.oldest()->id == each.oldest);
        CHECK(world.line.is_oldest(each.oldest));
        CHECK((world.line.find(1) != nullptr) == each.is_there);
        CHECK(world.line.awaited().size() == each.pending);
        world.line.clear();
        CHECK_FALSE(world.line.oldest());
        CHECK(world.line.pending() + world.line.in_line() + world.line.cancelled_in_line() == 0);
    }
}

TEST_CASE("action line: an action waits for more than a response -> it takes events", "[session][line]")
{
    line_world world;
    auto& entry = world.add();
    CHECK_FALSE(world.line.takes_events());
    world.line.enter_phase(entry, phase::list_open);
    CHECK(world.line.takes_events());
    world.line.enter_phase(entry, phase::awaiting_follow_up);
    CHECK(world.line.takes_events());
    world.line.abandon(entry);
    CHECK(world.line.takes_events());
    world.line.remove(entry, world.now);
    CHECK_FALSE(world.line.takes_events());
}

TEST_CASE("action line: the oldest gets its whole time, from when it is that", "[session][line]")
{
    line_world world;
    world.add(10s);
    world.add(20s);
    CHECK(world.line.next_deadline() == start + 10s);
    CHECK_FALSE(world.line.oldest_is_late(start + 10s - 1ns));
    CHECK(world.line.oldest_is_late(start + 10s));

    world.line.on_progress(*world.line.find(2), start + 5s); // it is not the oldest
    CHECK(world.line.next_deadline() == start + 10s);
    world.line.on_progress(*world.line.find(1), start + 5s);
    CHECK(world.line.next_deadline() == start + 15s);

    world.line.remove(*world.line.find(1), start + 7s);
    CHECK(world.line.next_deadline() == start + 27s);
    CHECK_FALSE(world.line.oldest_is_late(start + 26s));
    CHECK(world.line.oldest_is_late(start + 27s));
    world.line.remove(*world.line.find(2), start + 8s);
    CHECK_FALSE(world.line.oldest_is_late(start + 1h));
}

TEST_CASE("action line: deadlines pass -> those that are current, earliest first", "[session][line]")
{
    line_world world;
    for (const auto total : {30s, 10s, 20s, 40s})
        world.add(1h, total);
    world.line.set_deadline(*world.line.find(3), start + 15s); // instead of 20 s
    world.line.remove(*world.line.find(2), world.now);
    world.line.find(4)->overdue = true; // it was late before
    std::vector<std::uint64_t> late;
    while (auto* const each = world.line.take_late(start + 1min))
        late.push_back(each->id);
    CHECK(late == std::vector<std::uint64_t>{3, 1});
    CHECK_FALSE(world.line.take_late(start + 1h));
}

TEST_CASE(
    "action line: many placeholders behind the line -> the oldest of them are let go", "[session][line]")
{
    line_world world;
    constexpr std::uint64_t many = 5000;
    for (std::uint64_t id = 1; id <= many; ++id) {
        auto& entry = world.add();
        if (id % 2 != 0) { // in either order
            world.line.abandon(entry);
            world.line.leave_line(entry, world.now);
        } else {
            world.line.leave_line(entry, world.now);
            world.line.abandon(entry);
        }
    }
    std::uint64_t kept = 0;
    for (std::uint64_t id = 1; id <= many; ++id)
        kept += world.line.find(id) != nullptr;
    CHECK(kept == 1024);
    CHECK(world.line.find(many - 1023));
    CHECK(world.line.in_line() == 0);
}

// --- the order of answers --------------------------------------------------------------------------------------------

TEST_CASE("answer order: what is known of a server -> what it proves", "[session][order]")
{
    struct row {
        std::string_view text;
        void (*act)(answer_order&);
        bool contiguous;
        bool serial;
        bool without_id;
        bool barrier;
    };
    const row rows[] = {
        {"nothing", [](answer_order&) {}, false, false, false, false},
        {"nothing, and proof is wanted", [](answer_order& o) { o.want_proof(); }, false, false, false, false},
        {"contiguous",
            [](answer_order& o) {
                o.set_contiguous();
                o.want_proof();
            },
            true, false, false, false},
        {"serial", [](answer_order& o) { o.set_serial(); }, true, true, false, false},
        {"serial, and proof is wanted",
            [](answer_order& o) {
                o.set_serial();
                o.want_proof();
            },
            true, true, false, true},
        {"a late answer",
            [](answer_order& o) {
                o.set_serial();
                o.on_late_answer();
                o.want_proof();
            },
            true, false, false, false},
        {"a late answer after proof was wanted",
            [](answer_order& o) {
                o.set_serial();
                o.want_proof();
                o.on_late_answer();
            },
            true, false, false, true},
        {"an answer without ActionID", [](answer_order& o) { o.on_answer_without_id(); }, false, false, true,
            false},
        {"another connection",
            [](answer_order& o) {
                o.set_serial();
                o.on_answer_without_id();
                o.want_proof();
                o.start();
            },
            false, false, false, false},
    };
    for (const auto& each : rows) {
        CAPTURE(each.text);
        answer_order order;
        each.act(order);
        CHECK(order.is_contiguous() == each.contiguous);
        CHECK(order.is_serial() == each.serial);
        CHECK(order.answers_without_id() == each.without_id);
        CHECK(order.take_barrier() == each.barrier);
        CHECK_FALSE(order.take_barrier());
    }
}

// --- how actions end -------------------------------------------------------------------------------------------------

TEST_CASE("action ends: sent or not, cancelled, failed, late or lost -> the error, the counter, who stays",
    "[session][ends]")
{
    struct row {
        std::string_view text;
        bool is_sent;
        void (*act)(parts_world&, std::uint64_t id);
        errc error;
        std::uint64_t ami::counters::*counter;
        bool stays; // as a placeholder
    };
    const auto fail_not_sent = [](parts_world& w, std::uint64_t id) {
        w.queue.hand_over();
        CHECK_FALSE(w.ends.fail(id, errc::not_sent, true, w.now)); // it is not to be sent again
    };
    const auto fail_unknown = [](parts_world& w, std::uint64_t id) {
        CHECK_FALSE(w.ends.fail(id, errc::outcome_unknown, true, w.now));
    };
    const auto late = [](parts_world& w, std::uint64_t) { CHECK(w.ends.on_time(start + 10s)); };
    const auto lost = [](parts_world& w, std::uint64_t) {
        for (auto& each : w.ends.connection_ended("gone", {}, true))
            w.outputs.complete(std::move(each.operation), std::move(each.error));
    };
    const auto cancelled = [](parts_world& w, std::uint64_t id) { w.ends.cancel(id, errc::closed, w.now); };
    const row rows[] = {
        {"waits, cancelled", false, cancelled, errc::closed, &ami::counters::actions_cancelled, false},
        {"sent, cancelled", true, cancelled, errc::closed, &ami::counters::actions_cancelled, true},
        {"sent, list too large", true,
            [](parts_world& w, std::uint64_t id) {
                w.ends.stop_waiting(*w.line.find(id), errc::list_too_large);
            },
            errc::list_too_large, &ami::counters::actions_answered, true},
        {"handed over, failed", false, fail_not_sent, errc::not_sent, &ami::counters::actions_not_sent,
            false},
        {"sent, failed", true, fail_unknown, errc::outcome_unknown, &ami::counters::actions_outcome_unknown,
            false},
        {"waits, late", false, late, errc::not_sent, &ami::counters::actions_not_sent, false},
        {"sent, late", true, late, errc::timed_out, &ami::counters::actions_timed_out, true},
        {"waits, lost", false, lost, errc::not_sent, &ami::counters::actions_not_sent, false},
        {"sent, lost", true, lost, errc::outcome_unknown, &ami::counters::actions_outcome_unknown, false},
        {"passed, no late answer counts", true,
            [](parts_world& w, std::uint64_t id) {
                w.ends.end_unanswered(*w.line.find(id), "proof", false, w.now);
            },
            errc::outcome_unknown, &ami::counters::actions_outcome_unknown, false},
        {"passed, a late answer counts", true,
            [](parts_world& w, std::uint64_t id) {
                w.ends.end_unanswered(*w.line.find(id), "proof", true, w.now);
            },
            errc::outcome_unknown, &ami::counters::actions_outcome_unknown, true},
    };
    for (const auto& each : rows) {
        CAPTURE(each.text);
        parts_world world;
        const auto operation = world.add("Ping", each.is_sent);
        const auto id = operation->id;
        each.act(world, id);
        world.tell();
        CHECK(operation->failed(each.error));
        CHECK(world.counts.*each.counter == 1);
        CHECK((world.line.find(id) != nullptr) == each.stays);
        CHECK(world.queue.empty());
        CHECK(world.line.pending() == 0);
        world.ends.cancel(id, errc::closed, world.now); // nobody waits any more
        CHECK(world.outputs.empty());
    }
}

TEST_CASE(
    "action ends: never sent, and to be sent again -> it is given back where there is another connection",
    "[session][ends]")
{
    const bool reconnects = GENERATE(true, false);
    const bool fails_alone = GENERATE(true, false);
    parts_world world;
    const auto operation = world.add("Ping", false);
    world.entry(operation).again = std::make_unique<ami::action>("Ping");
    std::optional<ami::detail::held_action> again;
    if (fails_alone) {
        again = world.ends.fail(operation->id, errc::not_sent, reconnects, world.now);
    } else {
        auto ended = world.ends.connection_ended("gone", {}, reconnects);
        REQUIRE(ended.size() == 1);
        again = std::move(ended[0].again);
        if (!again)
            world.outputs.complete(std::move(ended[0].operation), std::move(ended[0].error));
    }
    world.tell();
    REQUIRE(again.has_value() == reconnects);
    CHECK(operation->pending() == reconnects);
    CHECK(world.counts.actions_not_sent == (reconnects ? 0 : 1));
    if (again) {
        CHECK(again->request.name() == "Ping");
        CHECK(again->operation == operation);
        CHECK(again->deadline == start + 1min);
    }
}

TEST_CASE(
    "action ends: all is there, and of which a part came -> the answer, or an error that says what is missing",
    "[session][ends]")
{
    struct row {
        std::string_view name;
        phase at;
        std::string_view answer; // what came
        bool is_answered;
        std::string_view words;
    };
    const row rows[] = {
        {"Ping", phase::in_line, "", false, "proof, and no response came"},
        {"Ping", phase::in_line, "Response: Success\n\n", true, ""},
        {"Status", phase::list_open, "Response: Success\n\n", false, "the end of its list did not come"},
        {"DBGet", phase::list_open, "Response: Success\n\n", false, "the end of its list did not come"},
        {"FAXStats", phase::awaiting_follow_up, "Response: Success\n\n", false, "the event that follows"},
        {"Events", phase::in_line, "", true, ""}, // silence is success
        {"Queues", phase::in_line, "", false, "plain text"},
    };
    for (const auto& each : rows) {
        CAPTURE(each.name, each.answer);
        parts_world world;
        const auto operation = world.add(each.name);
        auto& entry = world.entry(operation);
        world.line.enter_phase(entry, each.at);
        if (!each.answer.empty())
            entry.answer = std::make_unique<ami::detail::partial_answer>(world.packet(each.answer));
        world.ends.end_unanswered(entry, "proof", false, world.now);
        world.tell();
        CHECK(operation->answered() == each.is_answered);
        CHECK(operation->failed(errc::outcome_unknown) == !each.is_answered);
        CHECK(operation->how.text.find(each.words) != std::string::npos);
        CHECK_FALSE(world.line.find(operation->id));
    }
}

// --- answers of several packets --------------------------------------------------------------------------------------

TEST_CASE("list answers: an event while a list is open -> whose it is", "[session][lists]")
{
    struct row {
        std::string_view action;
        std::string_view event;
        event_use use;
        bool is_complete;
    };
    using enum event_use;
    const row rows[] = {
        {"Status", "Event: Status\nActionID: p-1\n\n", none, false},
        {"Status", "Event: StatusComplete\nActionID: p-1\nEventList: Complete\n\n", none, true},
        {"Status", "Event: StatusComplete\nActionID: p-1\nEventList: cancelled\n\n", none, true},
        {"Status", "Event: X\nEventList: Complete\nActionID: p-1\n\n", none, false}, // of somebody else
        {"Status", "Event: UserEvent\nActionID: p-1\nEventList: Complete\n\n", subscribers, false},
        {"Status", "Event: Hangup\n\n", subscribers, false},
        {"Status", "Event: Hangup\nActionID: p-2\n\n", subscribers, false},
        {"Status", "Event: Hangup\nActionID: q-1\n\n", subscribers, false},
        {"Status", "Event: Status\n\n", none, false}, // an item is cut
        {"IAXpeers", "Event: PeerEntry\n\n", none, false},
        {"IAXpeers", "Event: Hangup\nPrivilege: call,all\n\n", subscribers, false},
        {"IAXpeers", "Event: PeerEntry\nActionID: x\n\n", subscribers, false},
    };
    for (const auto& each : rows) {
        CAPTURE(each.action, each.event);
        parts_world world;
        const auto operation = world.add(each.action);
        world.lists.open(world.entry(operation),
            world.packet("Response: Success\nActionID: p-1\nEventList: start\n\n"), world.now);
        CHECK(world.event(each.event) == each.use);
        world.tell();
        CHECK(operation->answered() == each.is_complete);
    }
}

TEST_CASE("list answers: an item was cut -> the rest up to our ActionID belongs to it", "[session][lists]")
{
    const bool is_contiguous = GENERATE(true, false);
    parts_world world;
    if (is_contiguous)
        world.order.set_contiguous();
    const auto operation = world.add("Status");
    world.lists.open(world.entry(operation),
        world.packet("Response: Success\nActionID: p-1\nEventList: start\n\n"), world.now);
    REQUIRE(world.event("Event: Status\nValue: x\n\n") == event_use::none);
    const auto of_others = is_contiguous ? event_use::none : event_use::subscribers;
    CHECK(world.event("Event: Hangup\nUniqueid: 1\n\n") == of_others);
    CHECK(world.event("Event: Hangup\nUniqueid: 1\nActionID: p-1\n\n") == event_use::none); // its end
    CHECK(world.event("Event: Hangup\nUniqueid: 1\n\n") == event_use::subscribers);

    REQUIRE(world.event("Event: Status\nValue: x\n\n") == event_use::none);
    CHECK(world.lists.takes_text(world.packet("rest: x\n\n")));
    CHECK(world.lists.takes_text(world.packet("rest: x\nActionID: p-1\n\n")));
    CHECK_FALSE(world.lists.takes_text(world.packet("rest: x\n\n")));
    CHECK(world.event("Event: StatusComplete\nActionID: p-1\nEventList: Complete\n\n") == event_use::none);
    world.tell();
    REQUIRE(operation->answered());
    CHECK(operation->got.events().size() == 2);
}

TEST_CASE(
    "list answers: items collected, or given to who takes them -> the limit, the owner", "[session][lists]")
{
    const bool takes_items = GENERATE(true, false);
    ami::limits bounds;
    bounds.max_list_items = 2;
    parts_world world(bounds);
    const auto operation = world.add("Status");
    operation->takes_items = takes_items;
    world.lists.open(world.entry(operation),
        world.packet("Response: Success\nActionID: p-1\nEventList: start\n\n"), world.now);
    for (int i = 0; i != 3; ++i) {
        CHECK(world.event("Event: Status\nActionID: p-1\n\n") ==
              (takes_items ? event_use::item : event_use::none));
        CHECK((world.lists.item_owner() == operation) == takes_items);
        CHECK_FALSE(world.lists.item_owner());
    }
    world.tell();
    CHECK(operation->failed(errc::list_too_large) == !takes_items);
    CHECK(world.event("Event: X\nActionID: p-1\nEventList: Complete\n\n") == event_use::none);
    world.tell();
    CHECK(operation->answered() == takes_items);
    CHECK_FALSE(world.line.find(1));
}

TEST_CASE("list answers: an event follows the response -> that one alone completes it", "[session][lists]")
{
    parts_world world;
    const auto operation = world.add("FAXStats");
    world.lists.await_follow_up(
        world.entry(operation), world.packet("Response: Success\nActionID: p-1\n\n"), world.now);
    CHECK(world.line.in_line() == 0);
    CHECK(world.line.next_deadline() == start + 10s);
    CHECK(world.event("Event: Other\nActionID: p-1\n\n") == event_use::subscribers);
    CHECK(world.event("Event: FAXStats\n\n") == event_use::subscribers);
    CHECK(world.event("Event: FAXStats\nActionID: p-1\n\n") == event_use::none);
    world.tell();
    REQUIRE(operation->answered());
    CHECK(operation->got.events().size() == 1);
}
