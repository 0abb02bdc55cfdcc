// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// FastAGI: commands of a call one after another, calls one after another, memory of calls that wait. Asterisk is a process that
// connects, writes an environment and answers each line. The bare loop is a socket of Asio: it looks for the empty line
// that ends the environment, writes the same commands, and reads up to the end of each answer. It looks at none of them. Its
// calls end as ours do, so that Asterisk's last HANGUP meets no closed socket: `shutdown`, then a read up to the end.

#include "benchmark/bare_connection.hpp"
#include "benchmark/measure.hpp"
#include "benchmark/process.hpp"
#include "benchmark/serving.hpp"
#include "support/fastagi_text.hpp"

#include <ami/fastagi.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>

#include <array>
#include <malloc.h>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

namespace bench {
namespace {

namespace asio = boost::asio;

constexpr std::string_view command = "VERBOSE \"a call of the benchmark\" 1\n";

// The process that calls. It is told the port to connect to, how many calls are made one after another, and how many are
// made and left.
class callers {
public:
    callers() : process_(process::self({"agi-callers"})), control_(connect_to(port())) {}
    callers(const callers&) = delete;
    callers& operator=(const callers&) = delete;
    ~callers() { close(control_); }

    void call(int to, std::size_t in_turn, std::size_t left = 0)
    {
        send_all(control_, fmt::format("{} {} {}\n", to, in_turn, left));
    }

private:
    int port() { return static_cast<int>(process_.numbers().at(0)); }

    process process_;
    int control_;
};

class our_server {
public:
    our_server() : server_(context_, settings())
    {
        server_.default_route([this](ami::agi_session agi) -> asio::awaitable<void> {
            for (std::size_t i = 0; i != commands_; ++i)
                co_await agi.async_verbose("a call of the benchmark");
            --left_;
        });
        server_.route("waits", [this](ami::agi_session agi) -> asio::awaitable<void> {
            --left_;
            co_await agi.async_wait_hangup();
        });
        server_.listen();
    }

    void serve(callers& from, std::size_t calls, std::size_t commands)
    {
        commands_ = commands;
        left_ = calls;
        from.call(server_.port(), calls);
        run();
    }

    // Calls that wait for their hang-up, and stay.
    void keep(callers& from, std::size_t calls)
    {
        left_ = calls;
        from.call(server_.port(), 0, calls);
        run();
    }

private:
    static ami::fastagi_options settings()
    {
        ami::fastagi_options made;
        made.port = 0;
        made.limits.sessions = 1'000'000;
        return made;
    }

    void run()
    {
        while (left_ != 0)
            context_.run_one();
    }

    asio::io_context context_{1};
    ami::fastagi_server server_;
    std::size_t commands_ = 0;
    std::size_t left_ = 0;
};

class bare_server {
public:
    bare_server() { accept(); }

    void serve(callers& from, std::size_t calls, std::size_t commands)
    {
        commands_ = commands;
        left_ = calls;
        from.call(acceptor_.local_endpoint().port(), calls);
        while (left_ != 0)
            context_.run_one();
    }

private:
    struct call : std::enable_shared_from_this<call> {
        call(bare_server& server, asio::ip::tcp::socket accepted)
            : owner(server), socket(std::move(accepted)), left(server.commands_)
        {
            socket.set_option(asio::ip::tcp::no_delay(true));
        }

        // Up to the empty line, then up to the end of one line after another.
        void read(std::string_view end)
        {
            socket.async_read_some(asio::buffer(buffer.data() + size, buffer.size() - size),
                [self = shared_from_this(), end](boost::system::error_code ec, std::size_t more) {
                    if (ec)
                        throw boost::system::system_error(ec);
                    self->size += more;
                    if (std::string_view(self->buffer.data(), self->size).find(end) == std::string_view::npos)
                        return self->read(end);
                    self->size = 0;
                    self->next();
                });
        }

        void next()
        {
            if (left-- == 0)
                return end();
            asio::async_write(socket, asio::buffer(command),
                [self = shared_from_this()](boost::system::error_code ec, std::size_t) {
                    if (ec)
                        throw boost::system::system_error(ec);
                });
            read("\n");
        }

        void end()
        {
            --owner.left_;
            socket.shutdown(asio::ip::tcp::socket::shutdown_send);
            socket.async_read_some(
                asio::buffer(buffer), [self = shared_from_this()](boost::system::error_code, std::size_t) {});
        }

        bare_server& owner;
        asio::ip::tcp::socket socket;
        std::array<char, 8192> buffer;
        std::size_t size = 0;
        std::size_t left;
    };

    void accept()
    {
        acceptor_.async_accept([this](boost::system::error_code ec, asio::ip::tcp::socket socket) {
            if (ec)
                throw boost::system::system_error(ec);
            std::make_shared<call>(*this, std::move(socket))->read("\n\n");
            accept();
        });
    }

    asio::io_context context_{1};
    asio::ip::tcp::acceptor acceptor_{context_, {asio::ip::address_v4::loopback(), 0}};
    std::size_t commands_ = 0;
    std::size_t left_ = 0;
};

// Answers each line until the other side closes.
void play(int to, std::string_view environment)
{
    const int socket = connect_to(to);
    send_all(socket, environment);
    char block[4096];
    for (ssize_t size; (size = recv(socket, block, sizeof block, 0)) > 0;) {
        if (block[size - 1] == '\n')
            send_all(socket, "200 result=1\n");
    }
    close(socket);
}

} // namespace

int run_agi_callers()
{
    raise_file_limit();
    int port = 0;
    const int listening = listen_on_loopback(port);
    report(std::to_string(port));
    const int control = accept(listening, nullptr, nullptr);
    const auto short_call = tests::fastagi_environment();
    const auto long_call = tests::fastagi_environment("waits");
    FILE* const orders = fdopen(control, "r");
    for (int to = 0, in_turn = 0, left = 0; fscanf(orders, "%d %d %d", &to, &in_turn, &left) == 3;) {
        for (; in_turn != 0; --in_turn)
            play(to, short_call);
        for (; left != 0; --left)
            send_all(connect_to(to), long_call);
    }
    return 0;
}

void fastagi(const options& how, std::vector<row>& rows)
{
    if (raise_file_limit() < 1'100)
        throw std::runtime_error("the limit of open files (ulimit -Hn) is too low for FastAGI");
    callers from;
    our_server ours;
    bare_server bare;
    const auto pairs_of = [&](std::string what, std::size_t calls, std::size_t commands, double reach) {
        rows.push_back(compare(
            how, std::move(what), static_cast<double>(calls * commands), direction::rate, reach,
            [&] { ours.serve(from, calls, commands); }, [&] { bare.serve(from, calls, commands); }));
    };
    pairs_of("FastAGI, commands in turn, rate to bare Asio's", 1, how.quick ? 2'000 : 30'000, 0.8);
    pairs_of("FastAGI, calls of one command, rate to bare Asio's", how.quick ? 200 : 3'000, 1, 0.8);

    const std::size_t waiting = how.quick ? 100 : 1'000;
    ours.keep(from, 1); // what all share
    const auto before = mallinfo2().uordblks;
    ours.keep(from, waiting);
    const auto bytes = static_cast<double>(mallinfo2().uordblks - before);
    row made;
    made.what = "FastAGI, heap of a call that waits (KB)";
    made.unit = "KB";
    made.ours = made.ratio = bytes / static_cast<double>(waiting) / 1e3;
    made.reach = 10;
    rows.push_back(made);
}

} // namespace bench
