// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// live URLS RESTART_SCRIPT SECONDS [SEED]: random load on a real Asterisk, which is killed now and then. For each URL (with commas
// between them) there is a live model whose client uses that transport, whose connection is cut now and then, and which is
// audited at random moments. Fails if an audit finds a difference that events tell.

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
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

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

// A model, its client, and what its audits have found.
class follower {
public:
    follower(asio::io_context& context, const std::string& url)
        : url_(url), how_(reconnecting(ami::config{url})),
          cable_(context.get_executor(), how_.host, how_.port), pbx_(context, ami::with_http),
          model_(pbx_, often())
    {}
    follower(const follower&) = delete;
    follower& operator=(const follower&) = delete;

    asio::awaitable<void> begin()
    {
        auto through_cable = how_;
        through_cable.host = "127.0.0.1";
        through_cable.port = cable_.port();
        co_await pbx_.async_connect(through_cable);
        counted_ = pbx_.on_any([this](const ami::event_view&) { ++events_; });
        co_await model_.async_filled();
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

    void cut()
    {
        cable_.cut();
        ++cuts_;
    }
    void mend() { cable_.mend(); }

    // A connection may have been cut again meanwhile.
    asio::awaitable<void> end() { co_await pbx_.async_logoff(asio::as_tuple(asio::deferred)); }

    // An audit of nothing proves nothing.
    bool is_good() const
    {
        return differences_ == 0 && audits_ > 1 && records_ > 100 && events_ > 100 && cuts_ != 0;
    }

    void print(const char* when) const
    {
        fmt::print(
            "{}, {}: {} audits of {} records, {} differences; longest {:.1f} s; {} audits were cut off; {} "
            "events, {} cuts; untold:",
            when, url_.substr(0, url_.find(':')), audits_, records_, differences_,
            std::chrono::duration<double>(longest_).count(), broken_, events_, cuts_);
        for (const auto& [header, count] : untold_)
            fmt::print(" {} {},", header, count);
        fmt::print("\n");
        std::fflush(stdout);
    }

    const ami::config& settings() const noexcept { return how_; }
    const live::model& model() const noexcept { return model_; }
    ami::client& client() noexcept { return pbx_; }

private:
    std::string url_;
    ami::config how_;
    tests::relay cable_;
    ami::client pbx_;
    live::model model_;
    ami::subscription counted_;
    clock_type::duration longest_{};
    std::map<std::string, std::uint64_t> untold_;
    std::uint64_t events_ = 0;
    std::uint64_t audits_ = 0;
    std::uint64_t broken_ = 0;
    std::uint64_t records_ = 0;
    std::uint64_t differences_ = 0;
    int cuts_ = 0;
};

class test {
public:
    test(asio::io_context& context, const std::vector<std::string>& urls, std::string script,
        std::chrono::seconds time, std::uint32_t seed)
        : context_(context), script_(std::move(script)), time_(time), maker_(context, ami::with_http),
          followers_(made(context, urls)), load_(maker_, followers_.front()->model(), seed)
    {}

    asio::awaitable<void> run()
    {
        co_await maker_.async_connect(followers_.front()->settings());
        for (const auto& each : followers_)
            co_await each->begin();
        end_ = clock_type::now() + time_;
        asio::co_spawn(context_, load(), rethrow);
        asio::co_spawn(context_, break_things(), rethrow);
        for (const auto& each : followers_)
            asio::co_spawn(context_, audit(*each), rethrow);
        while (clock_type::now() < end_)
            co_await pause(20);
        is_over_ = true;
        while (running_ != 0)
            co_await pause(20);
        // The server may just have been killed.
        co_await maker_.async_ready();
        for (const auto& each : followers_)
            co_await each->client().async_ready();
        load_.hang_up_all();
        co_await pause(1000);
        for (const auto& each : followers_) {
            co_await each->audit();
            each->print("in the end");
            co_await each->end();
        }
        fmt::print("{} actions, {} kills\n", load_.actions(), kills_);
        co_await maker_.async_logoff(asio::as_tuple(asio::deferred));
        context_.stop(); // the cables go on
    }

    bool is_good() const
    {
        return std::all_of(
            followers_.begin(), followers_.end(), [](const auto& each) { return each->is_good(); });
    }

    static void rethrow(std::exception_ptr error)
    {
        if (error)
            std::rethrow_exception(error);
    }

private:
    using followers = std::vector<std::unique_ptr<follower>>;

    static followers made(asio::io_context& context, const std::vector<std::string>& urls)
    {
        followers all;
        for (const auto& each : urls)
            all.push_back(std::make_unique<follower>(context, each));
        return all;
    }

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
                continue;
            }
            for (const auto& each : followers_)
                each->cut();
            co_await pause(load_.below(2000));
            for (const auto& each : followers_)
                each->mend();
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

    asio::awaitable<void> audit(follower& of)
    {
        ++running_;
        while (!is_over_) {
            co_await pause(load_.below(4000));
            if (!is_over_)
                co_await of.audit();
        }
        --running_;
    }

    asio::io_context& context_;
    std::string script_;
    std::chrono::seconds time_;
    ami::client maker_;
    followers followers_;
    tests::live_load load_;
    clock_type::time_point end_;
    int kills_ = 0;
    int running_ = 0;
    bool is_over_ = false;
};

} // namespace

int main(int argc, char** argv)
{
    if (argc < 4) {
        fmt::print(stderr, "usage: {} URLS RESTART_SCRIPT SECONDS [SEED]\n", argv[0]);
        return 2;
    }
    const auto seed =
        argc > 4 ? static_cast<std::uint32_t>(std::strtoul(argv[4], nullptr, 10)) : std::random_device{}();
    fmt::print("seed {}\n", seed);
    asio::io_context context;
    std::vector<std::string> urls;
    std::string rest = argv[1];
    for (auto comma = rest.find(','); comma != rest.npos; comma = rest.find(',')) {
        urls.push_back(rest.substr(0, comma));
        rest.erase(0, comma + 1);
    }
    urls.push_back(rest);
    test all(context, urls, argv[2], std::chrono::seconds(std::atoi(argv[3])), seed);
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
