// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Events as fast as a server on the loopback can send them.

#include "benchmark/bare_connection.hpp"
#include "benchmark/connected_client.hpp"
#include "benchmark/measure.hpp"
#include "benchmark/server.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

namespace bench {
namespace {

// What handlers do with events.

struct one_header {
    std::size_t events = 0;
    std::size_t sum = 0;

    template <class Event>
    void look(const Event& what)
    {
        ++events;
        sum += what["Uniqueid"].size();
    }
};

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

void expect_all(std::size_t got, std::size_t expected)
{
    if (got < expected)
        throw std::runtime_error("events were lost");
}

// A client with one handler of all events.
template <class Use>
class single_callback {
public:
    explicit single_callback(int port) : client_(port)
    {
        client_.pbx.on_any([this](const ami::event_view& what) { use_.look(what); });
    }

    void flood(std::size_t count)
    {
        use_.events = 0;
        client_.flood(count);
        expect_all(use_.events, count);
    }

private:
    connected_client client_;
    Use use_;
};

// 100 handlers whose predicates compare one header; no event passes. What each costs is the difference to the single
// callback, in nanoseconds.
row hundred_predicates(const options& how, int port, std::size_t count, single_callback<one_header>& single)
{
    constexpr int predicates = 100;
    connected_client choosing(port);
    std::size_t chosen = 0;
    for (int i = 0; i != predicates; ++i) {
        choosing.pbx.on_if([wanted = "PJSIP/" + std::to_string(i)](
                               const ami::event_view& what) { return what["Channel"] == wanted; },
            [&chosen](const ami::event_view&) { ++chosen; });
    }
    const auto events = static_cast<double>(count);
    const auto all = run_pairs(
        how, [&] { choosing.flood(count); }, [&] { single.flood(count); });
    auto made = all.processor.summary(
        "100 predicates of `on_if`, each (ns)", "ns", 1e9 / events, direction::time, 15);
    const auto each = [&](double ratio) { return made.bare * (ratio - 1) / predicates; };
    made.ratio = each(made.ratio);
    if (made.highest != 0) {
        made.lowest = each(made.lowest);
        made.highest = each(made.highest);
    }
    made.note = "of all 100, beside one callback";
    if (chosen != 0)
        throw std::runtime_error("a predicate chose an event");
    return made;
}

} // namespace

void floods(const options& how, std::vector<row>& rows)
{
    const server source;
    const std::size_t count = how.quick ? 200'000 : 1'000'000;
    const auto items = static_cast<double>(count);
    bare_connection bare(source.port());
    const auto read_bare = [&] { bare.flood(count); };

    connected_client silent(source.port());
    rows.push_back(compare(
        how, "loopback, nothing subscribed", items, direction::time, 0.5, [&] { silent.flood(count); },
        read_bare));

    single_callback<one_header> with_one(source.port());
    rows.push_back(compare(
        how, "loopback, one callback, one header", items, direction::time, 0.65,
        [&] { with_one.flood(count); }, read_bare));

    single_callback<three_headers> with_three(source.port());
    const auto read_single = [&] { with_three.flood(count); };
    rows.push_back(compare(
        how, "loopback, one callback, three headers", items, direction::time, 1, read_single, read_bare));

    connected_client fifty(source.port());
    three_headers seen_by_fifty;
    for (const auto& name : fifty_names(fifty))
        fifty.pbx.on(name, [&](const ami::event_view& what) { seen_by_fifty.look(what); });
    rows.push_back(compare(
        how, "50 subscriptions, to the single one", items, direction::time, 1.1,
        [&] {
            seen_by_fifty.events = 0;
            fifty.flood(count);
            expect_all(seen_by_fifty.events, count);
        },
        read_single));

    rows.push_back(hundred_predicates(how, source.port(), how.quick ? count / 10 : count / 4, with_one));

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
        how, "event stream in batches, to the callback", items, direction::time, 1.5,
        [&] {
            seen_by_stream.events = 0;
            streaming.flood(count);
            while (seen_by_stream.events < count)
                streaming.context.run_one();
        },
        read_single));
    expect_all(seen_by_stream.events + lost, count);
    if (lost != 0)
        rows.back().note = std::to_string(lost) + " lost";
}

} // namespace bench
