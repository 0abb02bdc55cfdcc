// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// An event that is handed to a callback takes no memory. A program of its own, because it counts every allocation.

#include "support/allocation_count.hpp"
#include "support/catch.hpp"

#include <ami/client.hpp>
#include <ami/events/channel.hpp>
#include <ami/testing/server.hpp>

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

namespace {

// Of this thread: the server has one of its own.
thread_local std::size_t allocations = 0;

void* counted(std::size_t size, std::size_t alignment = 0)
{
    ++allocations;
    void* const made = alignment == 0
                           ? std::malloc(size == 0 ? 1 : size)
                           : std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
    if (made == nullptr)
        throw std::bad_alloc();
    return made;
}

} // namespace

std::size_t tests::allocation_count() noexcept
{
    return allocations;
}

void* operator new(std::size_t size)
{
    return counted(size);
}
void* operator new[](std::size_t size)
{
    return counted(size);
}
void* operator new(std::size_t size, std::align_val_t alignment)
{
    return counted(size, static_cast<std::size_t>(alignment));
}
void* operator new[](std::size_t size, std::align_val_t alignment)
{
    return counted(size, static_cast<std::size_t>(alignment));
}
// The library's own would call those above; a sanitizer's does not.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept
{
    try {
        return counted(size);
    } catch (const std::bad_alloc&) {
        return nullptr;
    }
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept
{
    return operator new(size, std::nothrow);
}
void operator delete(void* at) noexcept
{
    std::free(at);
}
void operator delete[](void* at) noexcept
{
    std::free(at);
}
void operator delete(void* at, std::size_t) noexcept
{
    std::free(at);
}
void operator delete[](void* at, std::size_t) noexcept
{
    std::free(at);
}
void operator delete(void* at, std::align_val_t) noexcept
{
    std::free(at);
}
void operator delete[](void* at, std::align_val_t) noexcept
{
    std::free(at);
}
void operator delete(void* at, std::size_t, std::align_val_t) noexcept
{
    std::free(at);
}
void operator delete[](void* at, std::size_t, std::align_val_t) noexcept
{
    std::free(at);
}

TEST_CASE("allocations: the counter counts", "[allocations]")
{
    const auto before = allocations;
    const std::vector<int> some(100);
    CHECK(allocations == before + 1);
    CHECK(some.size() == 100);
}

TEST_CASE("allocations: none for an event, subscribed to or not", "[allocations]")
{
    ami::testing::options settings;
    settings.users.front().write_timeout = std::chrono::minutes(10); // this machine may be busy
    ami::testing::server server{settings};
    boost::asio::io_context context;
    ami::client pbx{context};
    ami::error_code result;
    bool connected = false;
    pbx.async_connect(ami::config{server.url()}, [&](ami::error_code ec) {
        result = ec;
        connected = true;
    });
    while (!connected)
        context.run_one();
    REQUIRE(!result);

    constexpr std::size_t rounds = 20'000;
    ami::call call;
    std::size_t seen = 0;
    std::size_t bytes = 0;
    std::vector<std::size_t> counts(rounds + 1); // before each event that is seen
    const auto look = [&](const ami::event_view& what) {
        if (!what["Uniqueid"].starts_with("1718000000."))
            return; // a call of the server's
        bytes += what["Channel"].size() + what["Uniqueid"].size() + what["No-Such-Header"].size();
        if (seen < counts.size())
            counts[seen] = allocations;
        ++seen;
    };
    SECTION("by name, among others")
    {
        for (int i = 0; i != 49; ++i)
            pbx.on("Other" + std::to_string(i), [](const ami::event_view&) {});
        pbx.on("Newstate", look);
    }
    SECTION("as its type")
    {
        pbx.on<ami::events::newstate>([&](const ami::events::newstate& e) {
            bytes += e.channel().text().size() + e.snapshot().linked_id().text().size();
            bytes += static_cast<std::size_t>(e.snapshot().priority().value_or(0));
            look(e.raw());
        });
    }
    SECTION("every event")
    {
        pbx.on_if([](const ami::event_view& what) { return what.name() == "Newstate"; }, look);
    }
    SECTION("while a call is followed that none of them is about")
    {
        pbx.on("Newstate", look);
        pbx.async_start_call(ami::actions::originate{"Local/3060@from-internal/n"}.application("Wait", "60"),
            [&](ami::error_code ec, ami::call made) {
                result = ec;
                call = made;
            });
        while (!result && (!call || call.state() != ami::call_state::up))
            context.run_one();
        REQUIRE(!result);
    }
    SECTION("after a call that was followed")
    {
        pbx.on("Newstate", look);
        bool ended = false;
        pbx.async_start_call(ami::actions::originate{"Local/2003@from-internal/n"}.application("Wait", "60"),
            [&](ami::error_code ec, ami::call made) {
                result = ec;
                call = made;
                call.async_wait_end([&](ami::error_code, ami::call_end) { ended = true; });
            });
        while (!ended)
            context.run_one();
        REQUIRE(!result);
    }

    std::string text;
    for (std::size_t i = 0; i != rounds; ++i) {
        const auto number = std::to_string(i);
        text +=
            "Event: Newstate\r\nPrivilege: call,all\r\nChannel: PJSIP/alice-" + number +
            "\r\nChannelState: 6\r\nUniqueid: 1718000000." + number +
            "\r\nAccountCode: \r\n\r\nEvent: VarSet\r\nPrivilege: dialplan,all\r\nVariable: A\r\nValue: " +
            number + "\r\n\r\n";
    }
    bool is_lost = false;
    pbx.on_state([&](const ami::state_change&) { is_lost = true; });
    server.write(text); // more than fits between the two: it is read in many pieces
    while (seen < rounds && !is_lost)
        context.run_one();
    REQUIRE_FALSE(is_lost);
    // The first read may need more room than the login did.
    const std::size_t warm = rounds / 2;
    CHECK(counts[rounds - 1] - counts[warm] == 0);
    CHECK(counts[rounds - 1] - counts[0] < 20);
    CHECK(bytes > rounds);
}
