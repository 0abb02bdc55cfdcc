// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#include "support/catch.hpp"

#include <ami/testing/detail/agenda.hpp>

#include <chrono>
#include <memory>
#include <string>

using namespace std::chrono_literals;
using ami::testing::detail::agenda;
namespace detail = ami::testing::detail; // POSIX has an alarm too

namespace {

struct agenda_world {
    void pass(std::chrono::seconds time)
    {
        now += time;
        while (later.run_next()) {}
    }

    agenda::time_point now{1h};
    agenda later{[this] { return now; }, agenda::date(100s)};
    std::string done;
};

} // namespace

TEST_CASE("agenda: what is due is done in the order of its time, then of its asking", "[testing]")
{
    agenda_world world;
    detail::alarm first(world.later);
    detail::alarm second(world.later);
    detail::alarm third(world.later);
    second.start(2s, [&] { world.done += '2'; });
    third.start(2s, [&] { world.done += '3'; });
    first.start(1s, [&] { world.done += '1'; });
    CHECK(world.later.next() == world.now + 1s);
    world.pass(1s);
    CHECK(world.done == "1");
    world.pass(1s);
    CHECK(world.done == "123");
    CHECK_FALSE(world.later.next());
}

TEST_CASE(
    "agenda: an alarm that is started again, cancelled or destroyed forgets what it was to do", "[testing]")
{
    agenda_world world;
    detail::alarm again(world.later);
    again.start(1s, [&] { world.done += 'a'; });
    again.start(2s, [&] { world.done += 'b'; });
    detail::alarm cancelled(world.later);
    cancelled.start(1s, [&] { world.done += 'c'; });
    cancelled.cancel();
    {
        detail::alarm destroyed(world.later);
        destroyed.start(1s, [&] { world.done += 'd'; });
    }
    world.pass(10s);
    CHECK(world.done == "b");
}

TEST_CASE("agenda: an alarm may destroy itself, and be started by what it does", "[testing]")
{
    agenda_world world;
    auto own = std::make_shared<detail::alarm>(world.later);
    own->start(1s, [&] {
        own.reset();
        world.done += 'x';
    });
    detail::alarm repeated(world.later);
    repeated.start(1s, [&] {
        world.done += 'r';
        repeated.start(1s, [&] { world.done += 's'; });
    });
    world.pass(1s);
    world.pass(1s);
    CHECK(world.done == "xrs");
}

TEST_CASE("agenda: it tells when the first thing has become earlier, and of none that is later", "[testing]")
{
    agenda_world world;
    int told = 0;
    world.later.on_earlier([&] { ++told; });
    detail::alarm one(world.later);
    detail::alarm two(world.later);
    detail::alarm three(world.later);
    one.start(5s, [] {});
    two.start(7s, [] {});
    CHECK(told == 1);
    three.start(1s, [] {});
    CHECK(told == 2);
}

TEST_CASE("agenda: what is forgotten may hold alarms of its own", "[testing]")
{
    agenda_world world;
    const auto holder = std::make_shared<detail::alarm>(world.later);
    holder->start(1s, [holder, &world] { world.done += 'x'; });
    world.later.clear();
    world.pass(2s);
    CHECK(world.done.empty());
    CHECK(holder.use_count() == 1);
}

TEST_CASE("agenda: the date goes with the clock", "[testing]")
{
    agenda_world world;
    world.now += 30s;
    CHECK(world.later.today() == agenda::date(130s));
}
