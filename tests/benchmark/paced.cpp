// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Events at the pace of a telephone system: one connection with 1,000 in a second, and 1,000 connections with 50 each, one
// thread. The bare loop waits in epoll_wait, receives, finds the ends of packets, and reads from each the time at which
// it was sent. Both run in a process of their own, on another processor than what sends.

#include "benchmark/paced.hpp"

#include "benchmark/bare_connection.hpp"
#include "benchmark/connected_client.hpp"
#include "benchmark/measure.hpp"
#include "benchmark/process.hpp"
#include "benchmark/server.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <vector>

namespace bench {
namespace {

class delays {
public:
    explicit delays(std::size_t expected) { all_.reserve(expected); }

    void add(std::string_view sent)
    {
        long long when = 0;
        std::from_chars(sent.data(), sent.data() + sent.size(), when);
        all_.push_back(static_cast<double>(monotonic_nanoseconds() - when));
    }

    std::size_t size() const { return all_.size(); }

    double of_share(double share)
    {
        std::sort(all_.begin(), all_.end());
        return all_.at(static_cast<std::size_t>(static_cast<double>(all_.size() - 1) * share));
    }

private:
    std::vector<double> all_;
};

struct setting {
    int port = 0;
    std::size_t connections = 0;
    std::size_t rate = 0; // of all connections together
    std::size_t count = 0;
};

ami::action pace_action(const setting& of)
{
    return ami::action("Pace").add("Rate", of.rate).add("Count", of.count).timeout(std::chrono::minutes(5));
}

taken receive_with_client(const setting& of, delays& seen)
{
    boost::asio::io_context context{1};
    std::vector<std::unique_ptr<ami::client>> clients;
    std::size_t connected = 0;
    while (clients.size() != of.connections) {
        auto& pbx = *clients.emplace_back(std::make_unique<ami::client>(context));
        pbx.on_any([&seen](const ami::event_view& event) { seen.add(event["Sent"]); });
        pbx.async_connect(connected_client::settings_for(of.port), [&](ami::error_code ec) {
            if (ec)
                throw boost::system::system_error(ec);
            ++connected;
        });
        while (connected != clients.size())
            context.run_one();
    }
    return measure([&] {
        clients[0]->async_execute(pace_action(of), [](ami::error_code ec, const ami::response&) {
            if (ec)
                throw boost::system::system_error(ec);
        });
        while (seen.size() != of.count)
            context.run_one();
    });
}

class bare_loop {
public:
    explicit bare_loop(const setting& of, delays& seen) : of_(of), seen_(&seen), buffer_(receive_size)
    {
        poller_ = epoll_create1(EPOLL_CLOEXEC);
        for (std::size_t i = 0; i != of.connections; ++i) {
            connections_.push_back(std::make_unique<bare_connection>(of.port));
            epoll_event event{};
            event.events = EPOLLIN;
            event.data.u64 = i;
            epoll_ctl(poller_, EPOLL_CTL_ADD, connections_.back()->native_handle(), &event);
        }
        begun_.resize(of.connections);
    }

    bare_loop(const bare_loop&) = delete;
    bare_loop& operator=(const bare_loop&) = delete;
    ~bare_loop() { close(poller_); }

    void receive()
    {
        connections_[0]->send(
            fmt::format("Action: Pace\r\nActionID: p\r\nRate: {}\r\nCount: {}\r\n\r\n", of_.rate, of_.count));
        while (seen_->size() != of_.count) {
            epoll_event ready[128]; // as many as Asio asks for
            const int count = epoll_wait(poller_, ready, 128, -1);
            for (int i = 0; i < count; ++i)
                read(ready[i].data.u64);
        }
    }

private:
    void read(std::size_t index)
    {
        auto& begun = begun_[index];
        std::copy(begun.begin(), begun.end(), buffer_.begin());
        const auto size = recv(connections_[index]->native_handle(), buffer_.data() + begun.size(),
            buffer_.size() - begun.size(), 0);
        if (size <= 0)
            throw std::runtime_error("the benchmark's bare loop lost its connection");
        std::string_view bytes(buffer_.data(), begun.size() + static_cast<std::size_t>(size));
        for (std::size_t end; (end = bytes.find("\r\n\r\n")) != std::string_view::npos;) {
            const auto sent = bytes.substr(0, end).find(sent_header);
            if (sent != std::string_view::npos)
                seen_->add(bytes.substr(sent + sent_header.size(), end - sent - sent_header.size()));
            bytes.remove_prefix(end + 4);
        }
        begun.assign(bytes);
    }

    setting of_;
    delays* seen_;
    int poller_;
    std::vector<char> buffer_;
    std::vector<std::unique_ptr<bare_connection>> connections_;
    std::vector<std::string> begun_; // packets of which the end has not come
};

struct result {
    double processor = 0; // of one event, seconds
    double delay = 0;     // p99, seconds
};

result run(const char* which, const setting& of)
{
    const auto figures = result_of({"paced", which, std::to_string(of.port), std::to_string(of.connections),
        std::to_string(of.rate), std::to_string(of.count)});
    return {figures.at(0) / static_cast<double>(of.count), figures.at(1) * 1e-9};
}

} // namespace

// paced ours|bare PORT CONNECTIONS RATE COUNT: processor time in seconds, p99 of the delay in nanoseconds.
int run_paced(const std::vector<std::string>& arguments)
{
    raise_file_limit();
    run_on_processor(0);
    const setting of{std::stoi(arguments.at(1)), std::stoul(arguments.at(2)), std::stoul(arguments.at(3)),
        std::stoul(arguments.at(4))};
    delays seen(of.count);
    taken used;
    if (arguments.at(0) == "ours") {
        used = receive_with_client(of, seen);
    } else {
        bare_loop bare(of, seen);
        used = measure([&] { bare.receive(); });
    }
    report(fmt::format("{} {}", used.processor, seen.of_share(0.99)));
    return 0;
}

void paced(const options& how, std::vector<row>& rows)
{
    const server source;
    const auto measure_pairs = [&](setting of, pairs& processor, pairs& delay) {
        of.port = source.port();
        for (int i = 0; i != (how.quick ? 1 : how.rounds); ++i) {
            const bool ours_first = i % 2 == 0;
            const auto first = run(ours_first ? "ours" : "bare", of);
            const auto second = run(ours_first ? "bare" : "ours", of);
            const auto& ours = ours_first ? first : second;
            const auto& bare = ours_first ? second : first;
            processor.add(ours.processor, bare.processor);
            delay.add(ours.delay, bare.delay);
        }
    };
    pairs processor;
    pairs delay;
    measure_pairs({0, 1, 1000, how.quick ? 500u : 3000u}, processor, delay);
    rows.push_back(
        processor.summary("1 connection, 1,000 events/s, to an epoll loop", "us", 1e6, direction::time, 1.1));
    rows.push_back(
        delay.summary("1 connection, 1,000 events/s, p99 of the delay", "us", 1e6, direction::time, 1.2));

    pairs of_many;
    pairs delay_of_many;
    const std::size_t connections = how.quick ? 100 : 1000;
    measure_pairs({0, connections, connections * 50, connections * 100}, of_many, delay_of_many);
    rows.push_back(of_many.summary(
        "1,000 connections, 50 events/s each, to an epoll loop", "us", 1e6, direction::time, 1.15));
}

} // namespace bench
