// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// live URL RESTART_SCRIPT SECONDS [SEED]: random load on a real Asterisk, whose connection is cut and which is killed now and
// then, and audits of a live model at random moments. The model's client uses the transport of the URL. Fails if an audit finds a
// difference that events tell.

#include "../support/relay.hpp"
#include "live_load.hpp"

#include <ami/client.hpp>
#include <ami/http.hpp>
#include <ami/live.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <map>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

namespace asio = boost::asio;
namespace live = ami::live;
using namespace std::chrono_literals;
using clock_type = std::chrono::steady_clock;

namespace {

ami::config reconnecting(ami::config how)
{
    how.reconnect.enabled = true;
    how.reconnect.initial_delay = 50ms;
    how.reconnect.max_delay = 500ms;
    return how;
}

live::options often()
{
    live::options how;
    how.queue_audit = 60s; // what events tell is not to be found by lists
    how.audit = 60s;
    return how;
}

class test {
public:
    test(asio::io_context& context, ami::config how, std::string script, std::chrono::seconds time,
        std::uint32_t seed)
        : context_(context), how_(reconnecting(std::move(how))),
          cable_(context.get_executor(), how_.host, how_.port), script_(std::move(script)), time_(time),
          maker_(context, ami::with_http), pbx_(context, ami::with_http), model_(pbx_, often()),
          load_(maker_, model_, seed)
    {}

    asio::awaitable<void> run()
    {
        co_await maker_.async_connect(how_);
        auto through_cable = how_;
        through_cable.host = "127.0.0.1";
        through_cable.port = cable_.port();
        co_await pbx_.async_connect(through_cable);
        const auto counted = pbx_.on_any([this](const ami::event_view&) { ++events_; });
        co_await model_.async_filled();
        end_ = clock_type::now() + time_;
        asio::co_spawn(context_, load(), rethrow);
        asio::co_spawn(context_, break_things(), rethrow);
        while (clock_type::now() < end_) {
            co_await pause(load_.below(4000));
            co_await audit();
        }
        is_over_ = true;
        while (running_ != 0)
            co_await pause(20);
        // The server may just have been killed.
        co_await maker_.async_ready();
        co_await pbx_.async_ready();
        load_.hang_up_all();
        co_await pause(1000);
        co_await audit();
        print("in the end");
        // A connection may have been cut again meanwhile.
        co_await pbx_.async_logoff(asio::as_tuple(asio::deferred));
        co_await maker_.async_logoff(asio::as_tuple(asio::deferred));
        context_.stop(); // the cable goes on
    }

    // An audit of nothing proves nothing.
    bool is_good() const
    {
        return differences_ == 0 && audits_ > 1 && records_ > 100 && events_ > 100 && kills_ + cuts_ != 0;
    }

    static void rethrow(std::exception_ptr error)
    {
        if (error)
            std::rethrow_exception(error);
    }

private:
    asio::awaitable<void> pause(unsigned milliseconds)
    {
        asio::steady_timer timer(context_, std::chrono::milliseconds(milliseconds));
        co_await timer.async_wait(asio::use_awaitable);
    }

    asio::awaitable<void> load()
    {
        ++running_;
        while (!is_over_) {
            if (maker_.is_ready())
                load_.act();
            co_await pause(20 + load_.below(250));
        }
        --running_;
    }

    // In turn, each after a time of its own.
    asio::awaitable<void> break_things()
    {
        ++running_;
        for (int i = 0; !is_over_; ++i) {
            const auto next = clock_type::now() + 7s + std::chrono::milliseconds(load_.below(8000));
            while (!is_over_ && clock_type::now() < next)
                co_await pause(50);
            if (is_over_)
                break;
            if (i % 2 == 0) {
                co_await restart();
                ++kills_;
            } else {
                cable_.cut();
                ++cuts_;
                co_await pause(load_.below(2000));
                cable_.mend();
            }
        }
        --running_;
    }

    asio::awaitable<void> restart()
    {
        asio::steady_timer done(context_, clock_type::time_point::max());
        int status = -1;
        std::thread other([&] {
            status = std::system((script_ + " >/dev/null").c_str());
            asio::post(context_, [&] { done.cancel(); });
        });
        ami::error_code ignored;
        co_await done.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        other.join();
        if (status != 0)
            throw std::runtime_error("the restart script failed");
    }

    asio::awaitable<void> audit()
    {
        const auto began = clock_type::now();
        ami::error_code ec;
        const auto report = co_await model_.async_audit(asio::redirect_error(asio::use_awaitable, ec));
        if (ec == ami::errc::connection_lost) {
            ++broken_;
            co_return;
        }
        if (ec)
            throw std::runtime_error("the audit failed: " + ec.message());
        ++audits_;
        records_ += report.listed_records();
        longest_ = std::max(longest_, clock_type::now() - began);
        for (const auto& each : report.untold_values())
            ++untold_[each.record().substr(0, each.record().find(' ')) + " " + each.header()];
        for (const auto& each : report.faults())
            fmt::print("fault: {}\n", each.text());
        for (const auto& each : report.differences())
            fmt::print("DIFFERENCE: {}\n", each.text());
        if (!report.is_exact())
            print("then");
        differences_ += report.differences().size();
    }

    void print(const char* when) const
    {
        fmt::print(
            "{}: {} audits of {} records, {} differences; longest {:.1f} s; {} audits were cut off; {} events, "
            "{} actions, {} cuts, {} kills; untold:",
            when, audits_, records_, differences_, std::chrono::duration<double>(longest_).count(), broken_,
            events_, load_.actions(), cuts_, kills_);
        for (const auto& [header, count] : untold_)
            fmt::print(" {} {},", header, count);
        fmt::print("\n");
        std::fflush(stdout);
    }

    asio::io_context& context_;
    ami::config how_;
    tests::relay cable_;
    std::string script_;
    std::chrono::seconds time_;
    ami::client maker_;
    ami::client pbx_;
    live::model model_;
    tests::live_load load_;
    clock_type::time_point end_;
    clock_type::duration longest_{};
    std::map<std::string, std::uint64_t> untold_;
    std::uint64_t events_ = 0;
    std::uint64_t audits_ = 0;
    std::uint64_t broken_ = 0;
    std::uint64_t records_ = 0;
    std::uint64_t differences_ = 0;
    int cuts_ = 0;
    int kills_ = 0;
    int running_ = 0;
    bool is_over_ = false;
};

} // namespace

int main(int argc, char** argv)
{
    if (argc < 4) {
        fmt::print(stderr, "usage: {} URL RESTART_SCRIPT SECONDS [SEED]\n", argv[0]);
        return 2;
    }
    const auto seed =
        argc > 4 ? static_cast<std::uint32_t>(std::strtoul(argv[4], nullptr, 10)) : std::random_device{}();
    fmt::print("seed {}\n", seed);
    asio::io_context context;
    test all(context, ami::config{argv[1]}, argv[2], std::chrono::seconds(std::atoi(argv[3])), seed);
    asio::co_spawn(context, all.run(), test::rethrow);
    try {
        context.run();
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
    fmt::print("{}\n",
        all.is_good() ? "the model was right at each audit" : "the model was NOT right at each audit");
    return all.is_good() ? 0 : 1;
}
