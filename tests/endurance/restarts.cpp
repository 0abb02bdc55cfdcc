// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// restarts URL RESTART_SCRIPT COUNT [CA_FILE]: kills the server and starts it again, so many times, while actions flow,
// and accounts for every action. Fails where the sum is not what was started, or an action fails in an odd way, or where the
// client is ready before Asterisk has booted.

#include <ami/http.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <cstdint>
#include <cstdlib>
#include <exception>
#include <map>
#include <string>
#include <thread>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using ami::errc;

namespace {

struct account {
    std::uint64_t started = 0;
    std::uint64_t replied = 0;
    std::uint64_t errors = 0; // answers that are errors
    std::uint64_t not_sent = 0;
    std::uint64_t not_connected = 0;
    std::uint64_t unknown = 0;
    std::uint64_t timed_out = 0;
    std::map<std::string, std::uint64_t> odd;

    std::uint64_t sum() const
    {
        auto all = replied + errors + not_sent + not_connected + unknown + timed_out;
        for (const auto& [what, count] : odd)
            all += count;
        return all;
    }
};

class test {
public:
    test(asio::io_context& context, ami::config how, std::string script, int count)
        : context_(context), pbx_(context, ami::with_http), how_(std::move(how)), script_(std::move(script)),
          count_(count)
    {}

    asio::awaitable<void> run()
    {
        pbx_.on_state([this](const ami::state_change& change) {
            if (change.state() == ami::session_state::ready && !how_.uses_http())
                ask_late_module();
            booting_ += change.state() == ami::session_state::booting;
        });
        co_await pbx_.async_connect(how_);
        for (int i = 0; i != workers; ++i)
            asio::co_spawn(context_, work(i), rethrow);
        asio::steady_timer pause(context_);
        const auto booted = pbx_.on("FullyBooted", [&](const ami::event_view&) { ++booted_; });
        for (int i = 1; i <= count_; ++i) {
            pause.expires_after(200ms);
            co_await pause.async_wait(asio::use_awaitable);
            co_await restart();
            while (!pbx_.is_ready()) {
                pause.expires_after(20ms);
                co_await pause.async_wait(asio::use_awaitable);
            }
            if (i % 10 == 0)
                print(fmt::format("after {} restarts", i));
        }
        stopping_ = true;
        while (working_ != 0) {
            pause.expires_after(20ms);
            co_await pause.async_wait(asio::use_awaitable);
        }
        co_await pbx_.async_logoff();
        print("in the end");
        const auto& counts = pbx_.get_counters();
        fmt::print(
            "reconnects {}, FullyBooted seen {} times, waited for {} times, late answers {}, orphan responses {}\n",
            counts.reconnects, booted_, booting_, counts.late_answers, counts.orphan_responses);
    }

    bool good() const { return account_.odd.empty() && account_.sum() == account_.started; }

    static void rethrow(std::exception_ptr error)
    {
        if (error)
            std::rethrow_exception(error);
    }

private:
    static constexpr int workers = 50;

    // app_queue is loaded after Asterisk takes logins.
    void ask_late_module()
    {
        ++account_.started;
        pbx_.async_execute(
            ami::action("QueueStatus"), [this](ami::error_code ec, const ami::response& answer) {
                note(ec, answer);
                if (!ec && !answer.ok())
                    ++account_.odd["ready before Asterisk has booted: " + std::string(answer.message())];
            });
    }

    // Each keeps one action under way, in turn of several kinds.
    asio::awaitable<void> work(int number)
    {
        ++working_;
        asio::steady_timer pause(context_);
        for (int i = 0; !stopping_; ++i) {
            ami::action what("Ping");
            if (i % 4 == 1)
                what = ami::action("Setvar").add("Variable", fmt::format("AMI_{}", number)).add("Value", i);
            else if (i % 4 == 2)
                what = ami::action("CoreShowChannels");
            else if (i % 4 == 3)
                what = ami::action("DBGet").add("Family", "nosuch").add("Key", "nosuch"); // an error
            ++account_.started;
            const auto [ec, answer] =
                co_await pbx_.async_execute(std::move(what), asio::as_tuple(asio::use_awaitable));
            note(ec, answer);
            if (ec) {
                pause.expires_after(5ms);
                co_await pause.async_wait(asio::use_awaitable);
            }
        }
        --working_;
    }

    void note(ami::error_code ec, const ami::response& answer)
    {
        if (!ec)
            ++(answer.ok() ? account_.replied : account_.errors);
        else if (ec == errc::not_sent)
            ++account_.not_sent;
        else if (ec == errc::not_connected)
            ++account_.not_connected;
        else if (ec == errc::outcome_unknown)
            ++account_.unknown;
        else if (ec == errc::timed_out)
            ++account_.timed_out;
        else
            ++account_.odd[ec.message()];
    }

    asio::awaitable<void> restart()
    {
        asio::steady_timer done(context_, asio::steady_timer::time_point::max());
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

    void print(const std::string& when) const
    {
        fmt::print(
            "{}: started {} = replied {} + errors {} + not sent {} + not connected {} + outcome unknown {} + "
            "timed out {}",
            when, account_.started, account_.replied, account_.errors, account_.not_sent,
            account_.not_connected, account_.unknown, account_.timed_out);
        for (const auto& [what, count] : account_.odd)
            fmt::print(" + ODD {} \"{}\"", count, what);
        fmt::print(" + under way {}\n", account_.started - account_.sum());
        std::fflush(stdout);
    }

    asio::io_context& context_;
    ami::client pbx_;
    ami::config how_;
    std::string script_;
    int count_;
    account account_;
    int working_ = 0;
    int booted_ = 0;
    int booting_ = 0;
    bool stopping_ = false;
};

} // namespace

int main(int argc, char** argv)
{
    if (argc < 4) {
        fmt::print(stderr, "usage: {} URL RESTART_SCRIPT COUNT [CA_FILE]\n", argv[0]);
        return 2;
    }
    asio::io_context context;
    ami::config how{argv[1]};
    how.reconnect.initial_delay = 50ms;
    how.reconnect.max_delay = 500ms;
    if (argc > 4)
        how.tls.ca_file = argv[4];
    test all(context, std::move(how), argv[2], std::atoi(argv[3]));
    asio::co_spawn(context, all.run(), test::rethrow);
    try {
        context.run();
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
    fmt::print("{}\n", all.good() ? "every action is accounted for" : "NOT every action is accounted for");
    return all.good() ? 0 : 1;
}
