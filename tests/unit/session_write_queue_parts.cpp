// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The parts of the write queue, each alone: the text that waits, and the actions that a transport has.

#include "support/catch.hpp"

#include <ami/session/actions/handed_over_actions.hpp>
#include <ami/session/actions/write_buffer.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

using ami::detail::action_kind;
using ami::detail::handed_over_actions;
using ami::detail::write_buffer;
using ids = std::vector<std::uint64_t>;

TEST_CASE("write buffer: three actions, a part is written or committed -> which can be removed, what is next",
    "[session][write_buffer]")
{
    struct row {
        std::size_t written;
        std::size_t committed;
        ids removable;
        ids gone;
        std::string_view next;
    };
    const row rows[] = {
        {0, 0, {1, 2, 3}, {}, "onetwothree"},
        {0, 1, {2, 3}, {}, "onetwothree"},
        {1, 1, {2, 3}, {}, "netwothree"},
        {3, 3, {2, 3}, {1}, "twothree"},
        {3, 4, {3}, {1}, "twothree"},
        {4, 4, {3}, {1}, "wothree"},
        {6, 6, {3}, {1, 2}, "three"},
        {6, 11, {}, {1, 2}, "three"},
        {11, 11, {}, {1, 2, 3}, ""},
    };
    for (const auto& each : rows) {
        CAPTURE(each.written, each.committed);
        write_buffer buffer;
        std::uint64_t id = 0;
        for (const auto* const text : {"one", "two", "three"}) {
            buffer.text() += text;
            buffer.added(++id, action_kind::user);
        }
        REQUIRE(buffer.next(100) == "onetwothree");
        buffer.written(each.written, each.committed);
        ids removable;
        ids gone;
        for (id = 1; id <= 3; ++id) {
            if (buffer.can_remove(id))
                removable.push_back(id);
            if (buffer.was_written(id))
                gone.push_back(id);
        }
        CHECK(removable == each.removable);
        CHECK(gone == each.gone);
        CHECK(buffer.next(100) == each.next);
        CHECK(buffer.size() == each.next.size());
        CHECK_FALSE(buffer.can_remove(4));
    }
}

TEST_CASE("write buffer: one of three is removed -> the others are written", "[session][write_buffer]")
{
    const std::uint64_t removed = GENERATE(1u, 2u, 3u);
    write_buffer buffer;
    std::string expected;
    for (std::uint64_t id = 1; id <= 3; ++id) {
        const auto text = "action " + std::to_string(id);
        buffer.text() += text;
        buffer.added(id, id == 2 ? action_kind::mask : action_kind::user);
        expected += id == removed ? "" : text;
    }
    buffer.remove(removed);
    CHECK_FALSE(buffer.can_remove(removed));
    CHECK(buffer.front_id() == (removed == 1 ? 2 : 1));
    CHECK(buffer.front_kind() == (removed == 1 ? action_kind::mask : action_kind::user));
    CHECK(buffer.front_text() == (removed == 1 ? "action 2" : "action 1"));
    std::string written;
    while (buffer.size() != 0) {
        const std::string next(buffer.next(1)); // at least one action
        CHECK(next.size() == 8);
        written += next;
        buffer.written(next.size(), next.size());
    }
    CHECK(written == expected);
}

TEST_CASE("handed over actions: sent, withdrawn, given up -> which the transport has, and must forget",
    "[session][handed_over]")
{
    struct row {
        std::string_view text;
        void (*act)(handed_over_actions&);
        bool has_one;
        ids unawaited;
    };
    const row rows[] = {
        {"nothing", [](handed_over_actions&) {}, false, {}},
        {"handed over", [](handed_over_actions& a) { a.add(1); }, true, {}},
        {"twice",
            [](handed_over_actions& a) {
                a.add(1);
                a.add(1);
                a.sent(1);
            },
            false, {}},
        {"sent",
            [](handed_over_actions& a) {
                a.add(1);
                a.sent(1);
            },
            false, {}},
        {"sent in vain",
            [](handed_over_actions& a) {
                a.add(1);
                a.sent(1);
                a.add(1);
            },
            true, {}},
        {"withdrawn",
            [](handed_over_actions& a) {
                a.add(1);
                CHECK(a.withdraw(1));
            },
            false, {1}},
        {"sent, then withdrawn",
            [](handed_over_actions& a) {
                a.add(1);
                a.sent(1);
                CHECK_FALSE(a.withdraw(1));
            },
            false, {}},
        {"never handed over", [](handed_over_actions& a) { CHECK_FALSE(a.withdraw(1)); }, false, {}},
        {"given up",
            [](handed_over_actions& a) {
                a.add(1);
                a.sent(1);
                a.give_up(1);
            },
            false, {1}},
        {"the connection ends",
            [](handed_over_actions& a) {
                a.add(1);
                a.give_up(2);
                a.clear();
            },
            false, {}},
    };
    for (const auto& each : rows) {
        CAPTURE(each.text);
        handed_over_actions actions;
        each.act(actions);
        CHECK(actions.contains(1) == each.has_one);
        CHECK(actions.take_unawaited() == each.unawaited);
        CHECK(actions.take_unawaited().empty());
    }
}
