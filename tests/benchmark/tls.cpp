// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The same flood through TLS, beside a loop that only decrypts; and 1,000 Pings pending, beside a loop that makes the same
// records of the same actions, one send each, and looks for the ends of the answers.

#include "benchmark/bare_connection.hpp"
#include "benchmark/connected_client.hpp"
#include "benchmark/measure.hpp"
#include "benchmark/pinger.hpp"
#include "benchmark/server.hpp"
#include "benchmark/traffic.hpp"

#include <openssl/ssl.h>

#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace bench {
namespace {

class bare_tls_connection {
public:
    explicit bare_tls_connection(int port)
        : context_(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free), ssl_(SSL_new(context_.get()), &SSL_free),
          socket_(connect_to(port)), buffer_(receive_size)
    {
        SSL_set_fd(ssl_.get(), socket_);
        if (SSL_connect(ssl_.get()) != 1)
            throw std::runtime_error("the benchmark's bare TLS loop cannot connect");
        send(login_action);
        std::string text;
        while (!text.ends_with("\r\n\r\n"))
            text.append(buffer_.data(), read());
    }

    bare_tls_connection(const bare_tls_connection&) = delete;
    bare_tls_connection& operator=(const bare_tls_connection&) = delete;
    ~bare_tls_connection() { close(socket_); }

    // Reads `size` bytes of events and the answer behind them, whose length does not matter.
    void flood(std::size_t count, std::size_t size)
    {
        send("Action: Flood\r\nActionID: f\r\nCount: " + std::to_string(count) + "\r\n\r\n");
        constexpr std::string_view answer = "Response: Success\r\nActionID: f\r\nMessage: Accepted\r\n\r\n";
        for (std::size_t seen = 0; seen < size + answer.size();)
            seen += read();
    }

    // Keeps `window` Pings pending.
    void ping(std::size_t count, std::size_t window)
    {
        std::string text;
        std::size_t begun = 0; // bytes of an answer whose end has not come
        for (std::size_t sent = 0, seen = 0; seen < count;) {
            text.clear();
            for (; sent < count && sent - seen < window; ++sent) {
                text += "Action: Ping\r\nActionID: abcdefghijk-";
                text += std::to_string(sent);
                text += "\r\n\r\n";
            }
            send_records(text);
            const std::string_view bytes(buffer_.data(), begun + read(begun));
            std::size_t begin = 0;
            for (std::size_t end; (end = bytes.find("\r\n\r\n", begin)) != std::string_view::npos;
                 begin = end + 4)
                ++seen;
            begun = bytes.size() - begin;
            std::memmove(buffer_.data(), buffer_.data() + begin, begun);
        }
    }

private:
    // As Asterisk needs them: whole lines, at most 1,024 bytes.
    void send_records(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const auto size = bytes.substr(0, 1024).rfind('\n') + 1;
            send(bytes.substr(0, size));
            bytes.remove_prefix(size);
        }
    }

    void send(std::string_view bytes) { SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())); }

    std::size_t read(std::size_t begun = 0)
    {
        const int size =
            SSL_read(ssl_.get(), buffer_.data() + begun, static_cast<int>(buffer_.size() - begun));
        if (size <= 0)
            throw std::runtime_error("the benchmark's bare TLS loop lost its connection");
        return static_cast<std::size_t>(size);
    }

    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
    std::unique_ptr<SSL, decltype(&SSL_free)> ssl_;
    int socket_;
    std::vector<char> buffer_;
};

} // namespace

void tls(const options& how, std::vector<row>& rows)
{
    const server source;
    const traffic events;
    const std::size_t times = how.quick ? 20 : 150;
    const auto count = times * events.packets();
    bare_tls_connection bare(source.tls_port());
    connected_client ours(source.tls_port(), true);
    rows.push_back(compare(
        how, "TLS, nothing subscribed, rate to bare OpenSSL's", static_cast<double>(count), direction::rate,
        0.9, [&] { ours.flood(count); }, [&] { bare.flood(count, times * events.bytes().size()); }));

    const std::size_t pings = how.quick ? 50'000 : 300'000;
    pinger pinging(ours);
    rows.push_back(compare(
        how, "TLS, 1,000 Pings pending, rate to bare OpenSSL's", static_cast<double>(pings), direction::rate,
        0.4, [&] { pinging.at_once(pings, 1000); }, [&] { bare.ping(pings, 1000); }));
}

} // namespace bench
