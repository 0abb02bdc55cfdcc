// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.
//
// Events as fast as a server on the loopback can send them.

#include "benchmark/bare_connection.hpp"
#include "benchmark/connected_client.hpp"
#include "benchmark/measure.hpp"
#include "benchmark/server.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <stdexcept>
#include <string>
#include <vector>

namespace bench {
namespace {

// What a handler does with an event.
struct three_headers {
    std::size_t events = 0;
    std::size_t sum = 0;

    template <class Event>
    void look(const Event& what)
    {
        ++events;
        sum += what["Channel"].size() + what["Uniqueid"].size() + what["Linkedid"].size();
    }
};

// The names of the capture's events, and more to make fifty.
std::vector<std::string> fifty_names(connected_client& from)
{
    std::vector<std::string> names;
    auto all = from.pbx.on_any([&](const ami::event_view& what) {
        if (std::find(names.begin(), names.end(), what.name()) == names.end())
            names.emplace_back(what.name());
    });
    from.flood(4000);
    all.cancel();
    while (names.size() < 50)
        names.push_back("Nothing" + std::to_string(names.size()));
    names.resize(50);
    return names;
}

} // namespace

void floods(const options& how, std::vector<row>& rows)
{
    const server source;
    const std::size_t count = how.quick ? 200'000 : 1'000'000;
    const auto items = static_cast<double>(count);
    bare_connection bare(source.port());
    const auto read_bare = [&] { bare.flood(count); };
    const auto check = [](std::size_t got, std::size_t expected) {
        if (got < expected)
            throw std::runtime_error("events were lost");
    };

    connected_client silent(source.port());
    rows.push_back(compare(
        how, "loopback, nothing subscribed", items, direction::time, 0.8, [&] { silent.flood(count); },
        read_bare));

    connected_client single(source.port());
    three_headers seen;
    single.pbx.on_any([&](const ami::event_view& what) { seen.look(what); });
    const auto read_single = [&] {
        seen.events = 0;
        single.flood(count);
        check(seen.events, count);
    };
    rows.push_back(compare(
        how, "loopback, one callback, three headers", items, direction::time, 1.5, read_single, read_bare));
    rows.back().note = "stretch 1.0";

    connected_client fifty(source.port());
    three_headers seen_by_fifty;
    for (const auto& name : fifty_names(fifty))
        fifty.pbx.on(name, [&](const ami::event_view& what) { seen_by_fifty.look(what); });
    rows.push_back(compare(
        how, "50 subscriptions, to the single one", items, direction::time, 1.15,
        [&] {
            seen_by_fifty.events = 0;
            fifty.flood(count);
            check(seen_by_fifty.events, count);
        },
        read_single));

    connected_client streaming(source.port());
    three_headers seen_by_stream;
    std::size_t lost = 0;
    {
        const auto consume = [](connected_client& client, three_headers& look,
                                 std::size_t& missing) -> boost::asio::awaitable<void> {
            auto events = client.pbx.events("", 10'000);
            for (;;) {
                const auto batch = co_await events.async_next_batch();
                for (const auto& each : batch) {
                    missing += each.lost();
                    look.look(each);
                }
            }
        };
        co_spawn(streaming.context, consume(streaming, seen_by_stream, lost), boost::asio::detached);
    }
    rows.push_back(compare(
        how, "event stream in batches, to the callback", items, direction::time, 2.5,
        [&] {
            seen_by_stream.events = 0;
            streaming.flood(count);
            while (seen_by_stream.events < count)
                streaming.context.run_one();
        },
        read_single));
    check(seen_by_stream.events + lost, count);
    if (lost != 0)
        rows.back().note = std::to_string(lost) + " lost";
}

} // namespace bench
