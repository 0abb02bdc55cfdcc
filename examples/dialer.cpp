// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

// A dialer: calls every number of a list, so many at a time, and says what became of them.
//
//   ami_dialer URL [FILE [AT_A_TIME [TEMPLATE CONTEXT EXTENSION]]]
//   ami_dialer ami://user:secret@pbx numbers.txt 10 PJSIP/{}@trunk from-internal 100
//
// FILE has one number a line; what is no number is counted and passed over. TEMPLATE is what is called, with the number for
// {}. Whoever answers is connected with EXTENSION. Where the connection is lost, the next number waits for another one.

#include <ami/client.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

namespace asio = boost::asio;

namespace {

class campaign {
public:
    campaign() = default;

    std::vector<std::string> numbers;
    std::size_t not_numbers = 0;
    int at_a_time = 5;
    std::string channel = "Local/{}@from-internal/n";
    std::string context = "sets";
    std::string extension = "103";

    // What became of them.
    std::size_t next = 0;
    std::size_t done = 0;
    std::map<std::string, int> outcomes;
    std::chrono::steady_clock::duration talked{};

    // Blanks, dashes and the like are no part of a number; anything but digits behind one `+` makes it none.
    void read(std::istream& from)
    {
        for (std::string line; std::getline(from, line);) {
            std::string number;
            bool valid = true;
            for (const char c : line) {
                if (std::string_view(" \t\r-./()").find(c) != std::string_view::npos)
                    continue;
                valid = valid && ((c >= '0' && c <= '9') || (c == '+' && number.empty()));
                number += c;
            }
            if (valid && number.size() > 1 && number.size() <= 32)
                numbers.push_back(number);
            else if (!number.empty())
                ++not_numbers;
        }
    }

    std::string channel_of(std::string_view number) const
    {
        auto name = channel;
        return name.replace(name.find(place), place.size(), number);
    }

    static constexpr std::string_view place = "{}";

    void show_progress() const
    {
        if (!::isatty(STDOUT_FILENO) && done % 10 != 0 && done != numbers.size())
            return;
        constexpr std::size_t width = 40;
        const auto filled = numbers.empty() ? width : width * done / numbers.size();
        fmt::print("{}[{:#<{}}{:.<{}}] {}/{}", ::isatty(STDOUT_FILENO) ? "\r" : "", "", filled, "",
            width - filled, done, numbers.size());
        fmt::print("{}", ::isatty(STDOUT_FILENO) && done != numbers.size() ? "" : "\n");
        std::fflush(stdout);
    }
};

// Waits until there is a connection; false where there will be none any more.
asio::awaitable<bool> is_ready(ami::client& pbx)
{
    asio::steady_timer changed(co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
    bool over = false;
    auto watching = pbx.on_state([&](const ami::state_change& now) {
        over = now.state() == ami::session_state::closed;
        changed.cancel();
    });
    while (!pbx.is_ready() && !over) {
        boost::system::error_code ignored;
        co_await changed.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    watching.cancel();
    co_return !over;
}

// One of the lines that are kept busy.
asio::awaitable<void> keep_calling(ami::client& pbx, campaign& list)
{
    for (;;) {
        // Else every number of the list would fail at once while the connection is lost.
        const bool goes_on = co_await is_ready(pbx);
        if (!goes_on || list.next == list.numbers.size())
            co_return;
        const auto number = list.numbers[list.next++];
        std::string outcome;
        try {
            ami::actions::originate what{list.channel_of(number)};
            what.dialplan(list.context, list.extension)
                .variable("NUMBER", number)
                .ring_time(std::chrono::seconds(20));
            ami::call call = co_await pbx.async_start_call(what);
            const auto answer = co_await call.async_wait_outcome();
            outcome = ami::to_string(answer.value());
            const auto end = co_await call.async_wait_end();
            list.talked += end.talk_time();
        } catch (const ami::error& error) {
            outcome = "not called: " + error.code().message();
        }
        ++list.outcomes[outcome];
        ++list.done;
        list.show_progress();
    }
}

asio::awaitable<void> run(std::string url, campaign& list)
{
    ami::client pbx{co_await asio::this_coro::executor};
    co_await pbx.async_connect(ami::config{url});
    list.show_progress();
    const auto executor = co_await asio::this_coro::executor;
    // The lines end with the list; the last one to do so lets this go on.
    asio::steady_timer all_done(executor, asio::steady_timer::time_point::max());
    int busy = list.at_a_time;
    for (int i = 0; i < list.at_a_time; ++i) {
        asio::co_spawn(executor, keep_calling(pbx, list), [&](std::exception_ptr error) {
            if (error)
                std::rethrow_exception(error);
            if (--busy == 0)
                all_done.cancel();
        });
    }
    boost::system::error_code ignored;
    co_await all_done.async_wait(asio::redirect_error(asio::use_awaitable, ignored));

    for (const auto& [outcome, count] : list.outcomes)
        fmt::print("{:6} {}\n", count, outcome);
    if (list.done != list.numbers.size())
        fmt::print("{:6} not called: the session is over\n", list.numbers.size() - list.done);
    fmt::print("{:6} not a number\n{:.1f} s talked\n", list.not_numbers,
        std::chrono::duration<double>(list.talked).count());
    if (pbx.is_ready())
        co_await pbx.async_logoff();
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2 || argc > 7 || argc == 5 || argc == 6) {
        fmt::print(stderr,
            "usage: {} ami://user:secret@host [FILE [AT_A_TIME [TEMPLATE CONTEXT EXTENSION]]]\n", argv[0]);
        return 2;
    }
    campaign list;
    if (argc > 2) {
        std::ifstream file(argv[2]);
        if (!file) {
            fmt::print(stderr, "{} cannot be read\n", argv[2]);
            return 1;
        }
        list.read(file);
    } else {
        std::istringstream sample(
            "2007\n2003\n\n 20-07 \nask Bob\n2005\n2006\n2007\n2003\n2007x\n2007\n2003\n2003\n2007\n");
        list.read(sample);
    }
    if (argc > 3)
        list.at_a_time = std::clamp(std::atoi(argv[3]), 1, 1000);
    if (argc > 6) {
        list.channel = argv[4];
        list.context = argv[5];
        list.extension = argv[6];
        if (list.channel.find(campaign::place) == std::string::npos) {
            fmt::print(stderr, "TEMPLATE \"{}\" has no {{}} for the number\n", list.channel);
            return 2;
        }
    }
    try {
        std::exception_ptr failed;
        asio::io_context context;
        asio::co_spawn(context, run(argv[1], list), [&](std::exception_ptr error) { failed = error; });
        context.run();
        if (failed)
            std::rethrow_exception(failed);
        return list.done == list.numbers.size() ? 0 : 1;
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
}
