// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Memory: of a list, of a flood, of many idle clients. Each is measured in a process of its own.

#include "benchmark/connected_client.hpp"
#include "benchmark/measure.hpp"
#include "benchmark/process.hpp"
#include "benchmark/server.hpp"

#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>

#include <malloc.h>
#include <memory>
#include <string>
#include <vector>

namespace bench {
namespace {

row memory_row(std::string what, std::string unit, double ours, double bare, double ratio, double reach)
{
    row made;
    made.what = std::move(what);
    made.unit = std::move(unit);
    made.ours = ours;
    made.bare = bare;
    made.ratio = ratio;
    made.reach = reach;
    return made;
}

} // namespace

// list PORT COUNT: processor time, memory above what a shorter list took, bytes of the list.
int run_list(const std::vector<std::string>& arguments)
{
    connected_client client(std::stoi(arguments.at(0)));
    const auto get = [&client](std::size_t count) {
        ami::response whole;
        bool over = false;
        client.pbx.async_execute(
            ami::action("List").add("Count", count), [&](ami::error_code ec, ami::response answer) {
                if (ec)
                    throw boost::system::system_error(ec);
                whole = std::move(answer);
                over = true;
            });
        while (!over)
            client.context.run_one();
        return whole;
    };
    get(10);
    const auto before = memory("VmHWM");
    ami::response whole;
    const auto time = measure([&] { whole = get(std::stoul(arguments.at(1))); });
    double bytes = 0;
    for (const auto& each : whole.events())
        bytes += static_cast<double>(each.raw().size());
    report(fmt::format("{} {} {}", time.processor, memory("VmHWM") - before, bytes));
    return 0;
}

void list(const options& how, std::vector<row>& rows)
{
    const server source;
    const auto port = std::to_string(source.port());
    const std::size_t large = how.quick ? 20'000 : 100'000;
    pairs times; // of an item
    std::vector<double> sizes;
    double bytes = 0;
    for (int i = 0; i != (how.quick ? 1 : std::max(7, how.rounds)); ++i) {
        const auto small = result_of({"list", port, std::to_string(large / 10)});
        const auto whole = result_of({"list", port, std::to_string(large)});
        times.add(whole.at(0) / static_cast<double>(large), small.at(0) / static_cast<double>(large / 10));
        sizes.push_back(whole.at(1));
        bytes = whole.at(2);
    }
    // 1.25: what "linear" may mean with a cache between.
    rows.push_back(times.summary(fmt::format("list of {} items, time to one of a tenth", with_commas(large)),
        "ns", 1e9, direction::time, 1.25));
    rows.push_back(memory_row(fmt::format("list of {} items, memory to its bytes", with_commas(large)), "MB",
        median(sizes) / 1e6, bytes / 1e6, median(sizes) / bytes, 2));
}

int run_nothing()
{
    report(std::to_string(memory("VmHWM")));
    return 0;
}

// flooded PORT COUNT: the memory early in the flood, the most that there ever was.
int run_flooded(const std::vector<std::string>& arguments)
{
    connected_client client(std::stoi(arguments.at(0)));
    const auto count = std::stoul(arguments.at(1));
    std::size_t events = 0;
    std::size_t sum = 0;
    double early = 0;
    client.pbx.on_any([&](const ami::event_view& what) {
        sum += what["Channel"].size();
        if (++events == count / 10)
            early = memory("VmHWM");
    });
    client.flood(count);
    report(fmt::format("{} {} {}", early, memory("VmHWM"), sum));
    return 0;
}

void flood_memory(const options& how, std::vector<row>& rows)
{
    const server source;
    const std::size_t count = how.quick ? 200'000 : 4'000'000;
    const auto flooded = result_of({"flooded", std::to_string(source.port()), std::to_string(count)});
    const auto nothing = result_of({"nothing"});
    auto made = memory_row("flood of 4 million events, memory above nothing", "MB", flooded.at(1) / 1e6,
        nothing.at(0) / 1e6, (flooded.at(1) - nothing.at(0)) / 1e6, 2);
    made.note = fmt::format("grew by {:.2f} MB after a tenth of it", (flooded.at(1) - flooded.at(0)) / 1e6);
    rows.push_back(made);
}

// idle PORT CLIENTS SECONDS: bytes of memory per client, of these on the heap, share of a processor while they idle, Pings
// of each.
int run_idle(const std::vector<std::string>& arguments)
{
    const auto count = std::stoul(arguments.at(1));
    if (raise_file_limit() < count + 20) {
        report("0 0 0 0");
        return 0;
    }
    boost::asio::io_context context{1};
    ami::config settings{"ami://u:p@127.0.0.1:" + arguments.at(0)};
    settings.ping_after_silence = std::chrono::seconds(30);
    settings.connect_timeout = settings.login_timeout = settings.banner_timeout = std::chrono::minutes(5);
    std::vector<std::unique_ptr<ami::client>> clients;
    clients.reserve(count + 1);
    std::size_t connected = 0;
    const auto connect = [&](std::size_t more) {
        while (more != 0) {
            for (int i = 0; i != 200 && more != 0; ++i, --more) {
                clients.push_back(std::make_unique<ami::client>(context));
                clients.back()->async_connect(settings, [&](ami::error_code ec) {
                    if (ec)
                        throw boost::system::system_error(ec);
                    ++connected;
                });
            }
            while (connected != clients.size())
                context.run_one();
        }
    };
    connect(1); // what all share
    const auto before = memory("VmRSS");
    const auto heap_before = mallinfo2().uordblks;
    connect(count);
    const auto each = [count](double all) { return all / static_cast<double>(count); };
    const auto resident = each(memory("VmRSS") - before);
    const auto heap = each(static_cast<double>(mallinfo2().uordblks - heap_before));
    const auto seconds = std::stod(arguments.at(2));
    const auto used = measure([&] {
        context.run_for(
            std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::duration<double>(seconds)));
    });
    double pings = 0;
    for (const auto& one : clients)
        pings += static_cast<double>(one->get_counters().actions_answered);
    report(fmt::format("{} {} {} {}", resident, heap, used.processor / used.wall,
        pings / static_cast<double>(clients.size()) - 2)); // Challenge and Login were the first two
    return 0;
}

void idle_clients(const options& how, std::vector<row>& rows)
{
    const server source;
    const auto measured = [&](std::size_t count, const char* seconds) {
        return result_of({"idle", std::to_string(source.port()), std::to_string(count), seconds});
    };
    const auto kilobytes = [](std::string what, double bytes, double reach) {
        return memory_row(std::move(what), "KB", bytes / 1e3, 0, bytes / 1e3, reach);
    };
    const auto thousand = measured(how.quick ? 200 : 1000, "0.1");
    rows.push_back(kilobytes("1,000 idle clients, resident memory of each (KB)", thousand.at(0), 8));
    rows.push_back(kilobytes("1,000 idle clients, heap of each (KB)", thousand.at(1), 0));
    rows.back().note = "64 KiB of it: the buffer for reading, of which a page is used as bytes come";

    const std::size_t count = how.quick ? 500 : 10'000;
    const auto idle = measured(count, how.quick ? "0.5" : "60");
    if (idle.at(0) == 0) {
        rows.push_back(kilobytes("10,000 idle clients", 0, 8));
        rows.back().note = "not measured: the limit of open files (ulimit -Hn) is too low";
        return;
    }
    rows.push_back(
        memory_row("10,000 idle clients, of a core (%)", "%", idle.at(2) * 100, 0, idle.at(2) * 100, 2));
    rows.back().note = fmt::format("{:.1f} Pings each", idle.at(3));
}

} // namespace bench
