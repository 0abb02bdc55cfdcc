// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// 1,000 connections are cut at once, until all are logged in again. The bare loop does the same system calls and sends
// the same actions: it waits in epoll_wait, connects without blocking, and logs in by challenge; it reads of what comes
// only the end of a packet and the challenge. Both wait a random time of up to 40 ms before a connection.

#include "benchmark/bare_connection.hpp"
#include "benchmark/connected_client.hpp"
#include "benchmark/measure.hpp"
#include "benchmark/process.hpp"
#include "benchmark/server.hpp"

#include <boost/asio/io_context.hpp>
#include <fmt/format.h>
#include <openssl/evp.h>

#include <chrono>
#include <memory>
#include <queue>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <utility>
#include <vector>

namespace bench {
namespace {

constexpr auto longest_wait = std::chrono::milliseconds(40);

// Has the server close all connections.
class cutter {
public:
    explicit cutter(int port) : port_(port) {}

    void cut() const
    {
        bare_connection control(port_);
        control.send("Action: Cut\r\nActionID: c\r\n\r\n");
    }

private:
    int port_;
};

class our_connections {
public:
    our_connections(int port, std::size_t count) : count_(count)
    {
        auto settings = connected_client::settings_for(port);
        settings.reconnect.initial_delay = settings.reconnect.max_delay = longest_wait;
        while (clients_.size() != count) {
            auto& pbx = *clients_.emplace_back(std::make_unique<ami::client>(context_));
            pbx.on_state([this](const ami::state_change& to) {
                ready_ += to.state() == ami::session_state::ready ? 1 : 0;
            });
            pbx.async_connect(settings, [](ami::error_code ec) {
                if (ec)
                    throw boost::system::system_error(ec);
            });
            while (ready_ != clients_.size())
                context_.run_one();
        }
    }

    void reconnect()
    {
        for (ready_ = 0; ready_ != count_;)
            context_.run_one();
    }

private:
    std::size_t count_;
    std::size_t ready_ = 0;
    boost::asio::io_context context_{1};
    std::vector<std::unique_ptr<ami::client>> clients_;
};

std::string md5_hex(std::string_view text)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    EVP_Digest(text.data(), text.size(), digest, &size, EVP_md5(), nullptr);
    std::string hex;
    for (unsigned i = 0; i != size; ++i) {
        constexpr char digits[] = "0123456789abcdef";
        hex += digits[digest[i] >> 4];
        hex += digits[digest[i] & 15];
    }
    return hex;
}

class bare_connections {
public:
    bare_connections(int port, std::size_t count) : port_(port), all_(count)
    {
        poller_ = epoll_create1(EPOLL_CLOEXEC);
        for (std::size_t i = 0; i != count; ++i)
            connect(i);
        reconnect();
    }

    bare_connections(const bare_connections&) = delete;
    bare_connections& operator=(const bare_connections&) = delete;
    ~bare_connections()
    {
        for (const auto& each : all_)
            close(each.socket);
        close(poller_);
    }

    void reconnect()
    {
        for (ready_ = 0; ready_ != all_.size();) {
            epoll_event ready[128];
            const int count = epoll_wait(poller_, ready, 128, milliseconds_to_next());
            for (int i = 0; i < count; ++i)
                go_on(ready[i].data.u64);
            while (!waiting_.empty() && waiting_.top().first <= clock::now()) {
                connect(waiting_.top().second);
                waiting_.pop();
            }
        }
    }

private:
    using clock = std::chrono::steady_clock;
    using turn = std::pair<clock::time_point, std::size_t>;
    enum class step { banner, challenge, login, ready };

    struct connection {
        int socket = -1;
        step next = step::banner;
    };

    int milliseconds_to_next() const
    {
        if (waiting_.empty())
            return -1;
        const auto left = waiting_.top().first - clock::now();
        return std::max(0, static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(left).count()));
    }

    void connect(std::size_t index)
    {
        auto& each = all_[index];
        each.socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        each.next = step::banner;
        const int on = 1;
        setsockopt(each.socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port_));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::connect(each.socket, reinterpret_cast<sockaddr*>(&address), sizeof address);
        epoll_event event{};
        event.events = EPOLLIN; // the banner
        event.data.u64 = index;
        epoll_ctl(poller_, EPOLL_CTL_ADD, each.socket, &event);
    }

    void go_on(std::size_t index)
    {
        auto& each = all_[index];
        char block[1024];
        const auto size = recv(each.socket, block, sizeof block, 0);
        if (size <= 0)
            return lose(index);
        const std::string_view bytes(block, static_cast<std::size_t>(size));
        switch (each.next) {
        case step::banner:
            send(each, "Action: Challenge\r\nActionID: a\r\nAuthType: MD5\r\n\r\n");
            each.next = step::challenge;
            break;
        case step::challenge: {
            constexpr std::string_view name = "Challenge: ";
            auto challenge = bytes.substr(bytes.find(name) + name.size());
            challenge = challenge.substr(0, challenge.find('\r'));
            send(each, "Action: Login\r\nActionID: b\r\nAuthType: MD5\r\nUsername: u\r\nKey: " +
                           md5_hex(std::string(challenge) + "p") + "\r\n\r\n");
            each.next = step::login;
            break;
        }
        case step::login:
            each.next = step::ready;
            ++ready_;
            break;
        case step::ready: break;
        }
    }

    void lose(std::size_t index)
    {
        close(all_[index].socket);
        std::uniform_int_distribution<clock::rep> wait(0, clock::duration(longest_wait).count());
        waiting_.emplace(clock::now() + clock::duration(wait(random_)), index);
    }

    static void send(const connection& to, std::string_view text)
    {
        if (::send(to.socket, text.data(), text.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(text.size()))
            throw std::runtime_error("the benchmark's bare loop cannot send");
    }

    int port_;
    int poller_;
    std::size_t ready_ = 0;
    std::vector<connection> all_;
    std::priority_queue<turn, std::vector<turn>, std::greater<>> waiting_;
    std::minstd_rand random_;
};

template <class Connections>
double time_of_cuts(int port, std::size_t count, int cuts)
{
    const cutter server(port);
    Connections all(port, count);
    server.cut();
    all.reconnect(); // warms up
    double time = 0;
    for (int i = 0; i != cuts; ++i) {
        server.cut();
        time += measure([&] { all.reconnect(); }).processor;
    }
    server.cut(); // no closed connection of ours keeps its port
    return time / cuts / static_cast<double>(count);
}

} // namespace

// reconnecting ours|bare PORT CONNECTIONS CUTS: processor time of each connection and cut, in seconds.
int run_reconnecting(const std::vector<std::string>& arguments)
{
    raise_file_limit();
    const auto port = std::stoi(arguments.at(1));
    const auto count = std::stoul(arguments.at(2));
    const auto cuts = std::stoi(arguments.at(3));
    report(fmt::format("{}", arguments.at(0) == "ours" ? time_of_cuts<our_connections>(port, count, cuts)
                                                       : time_of_cuts<bare_connections>(port, count, cuts)));
    return 0;
}

void reconnecting(const options& how, std::vector<row>& rows)
{
    const server source;
    const std::string count = how.quick ? "100" : "1000";
    pairs processor;
    const auto run = [&](const char* which) {
        return result_of({"reconnecting", which, std::to_string(source.port()), count, how.quick ? "1" : "3"})
            .at(0);
    };
    for (int i = 0; i != (how.quick ? 1 : how.rounds); ++i) {
        const bool ours_first = i % 2 == 0;
        const auto first = run(ours_first ? "ours" : "bare");
        const auto second = run(ours_first ? "bare" : "ours");
        processor.add(ours_first ? first : second, ours_first ? second : first);
    }
    rows.push_back(processor.summary(
        "1,000 connections cut at once, until logged in again", "us", 1e6, direction::time, 1.5));
}

} // namespace bench
