// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// soak URL SECONDS EVENTS_PER_SECOND: one client makes events, another gets them by handlers and by streams while it
// runs actions, lists and calls. Prints this process's memory every minute. Fails where an event or an answer is
// missing, or memory grew by more than 1 MB after the first fifth of the time.

#include <ami/http.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <cstdint>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <string>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using clock_type = std::chrono::steady_clock;

namespace {

// Resident memory in KiB, from the kernel.
long resident()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmRSS:"))
            return std::atol(line.c_str() + 6);
    }
    return 0;
}

class soak {
public:
    soak(asio::io_context& context, std::string url, std::chrono::seconds length, int rate)
        : context_(context), maker_(context, ami::with_http), taker_(context, ami::with_http),
          url_(std::move(url)), length_(length), rate_(rate)
    {}

    asio::awaitable<void> run()
    {
        ami::config how{url_};
        co_await taker_.async_connect(how);
        how.events = ami::event_mask::none();
        co_await maker_.async_connect(how);
        taker_.on("UserEvent", [this](const ami::event_view& e) {
            if (e["UserEvent"] == "Soak") {
                in_order_ = in_order_ && std::to_string(by_handler_) == e["Number"];
                ++by_handler_;
            }
        });
        taker_.on_any([this](const ami::event_view&) { ++all_; });
        stream_ = taker_.events("UserEvent", 10'000);
        co_await taker_.async_ping(); // over HTTP the server collects from here on
        end_ = clock_type::now() + length_;
        asio::co_spawn(context_, take(), rethrow);
        asio::co_spawn(context_, act(), rethrow);
        asio::co_spawn(context_, watch(), rethrow);
        co_await make();
        asio::steady_timer pause(context_, 3s); // for what is on its way
        co_await pause.async_wait(asio::use_awaitable);
        ending_ = true;
        co_await maker_.async_logoff();
        co_await taker_.async_logoff();
        const auto& counts = taker_.get_counters();
        fmt::print(
            "made {}, by handler {} ({}), by stream {} (lost {}), all events {}, actions {} (answered {}), "
            "calls {} (answered {}), reconnects {}\n",
            made_, by_handler_, in_order_ ? "in order" : "NOT in order", by_stream_, lost_, all_,
            counts.actions_started, counts.actions_answered, calls_, answered_, counts.reconnects);
        good_ = made_ == by_handler_ && in_order_ && made_ == by_stream_ && lost_ == 0 &&
                calls_ == answered_ && counts.reconnects == 0 && last_ - first_ < 1024;
        fmt::print(
            "memory: {} KiB at first, {} KiB at last\n{}\n", first_, last_, good_ ? "good" : "NOT good");
    }

    bool good() const { return good_; }

    static void rethrow(std::exception_ptr error)
    {
        if (error)
            std::rethrow_exception(error);
    }

private:
    asio::awaitable<void> make()
    {
        asio::steady_timer tick(context_, clock_type::now());
        std::uint64_t due = 0;
        for (int turn = 1; clock_type::now() < end_; ++turn) {
            for (due += static_cast<std::uint64_t>(rate_) / 20; made_ < due; ++made_)
                maker_.async_execute(ami::action("UserEvent").add("UserEvent", "Soak").add("Number", made_),
                    [](ami::error_code ec, const ami::response&) {
                        if (ec)
                            throw boost::system::system_error(ec);
                    });
            tick.expires_at(tick.expiry() + 50ms);
            co_await tick.async_wait(asio::use_awaitable);
        }
    }

    asio::awaitable<void> take()
    {
        try {
            for (;;) {
                const auto batch = co_await stream_.async_next_batch();
                for (const auto& each : batch) {
                    lost_ += each.lost();
                    by_stream_ += each["UserEvent"] == "Soak";
                }
            }
        } catch (const ami::error& error) {
            if (error.code() != ami::errc::logged_off)
                throw;
        }
    }

    // What an application does beside.
    asio::awaitable<void> act()
    {
        asio::steady_timer tick(context_);
        for (int turn = 0; clock_type::now() < end_; ++turn) {
            co_await taker_.async_execute(ami::action("Status"));
            co_await taker_.async_ping();
            co_await taker_.async_command("core show channels concise");
            if (turn % 10 == 0) {
                ++calls_;
                auto call = co_await taker_.async_originate(
                    ami::actions::originate("Local/2001@from-internal").dialplan("sets", "103"));
                if (call.answered()) {
                    ++answered_;
                    co_await taker_.async_hangup(ami::actions::hangup(call.channel()).cause(16));
                }
            }
            tick.expires_after(200ms);
            co_await tick.async_wait(asio::use_awaitable);
        }
    }

    asio::awaitable<void> watch()
    {
        const auto began = clock_type::now();
        asio::steady_timer tick(context_, began);
        while (!ending_) {
            const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(clock_type::now() - began);
            last_ = resident();
            if (first_ == 0 && seconds >= length_ / 5)
                first_ = last_;
            fmt::print("{:5} s  {:6} KiB  {:9} events\n", seconds.count(), last_, all_);
            std::fflush(stdout);
            tick.expires_at(tick.expiry() + 60s);
            while (!ending_ && clock_type::now() < tick.expiry()) {
                asio::steady_timer nap(context_, 500ms);
                co_await nap.async_wait(asio::use_awaitable);
            }
        }
    }

    asio::io_context& context_;
    ami::client maker_;
    ami::client taker_;
    ami::event_stream stream_;
    std::string url_;
    std::chrono::seconds length_;
    int rate_;
    clock_type::time_point end_;
    std::uint64_t made_ = 0;
    std::uint64_t by_handler_ = 0;
    std::uint64_t by_stream_ = 0;
    std::uint64_t lost_ = 0;
    std::uint64_t all_ = 0;
    int calls_ = 0;
    int answered_ = 0;
    long first_ = 0;
    long last_ = 0;
    bool in_order_ = true;
    bool ending_ = false;
    bool good_ = false;
};

} // namespace

int main(int argc, char** argv)
{
    if (argc != 4) {
        fmt::print(stderr, "usage: {} URL SECONDS EVENTS_PER_SECOND\n", argv[0]);
        return 2;
    }
    asio::io_context context;
    soak all(context, argv[1], std::chrono::seconds(std::atoi(argv[2])), std::atoi(argv[3]));
    asio::co_spawn(context, all.run(), soak::rethrow);
    try {
        context.run();
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
    return all.good() ? 0 : 1;
}
