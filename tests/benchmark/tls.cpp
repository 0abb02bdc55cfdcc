// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.
//
// The same flood through TLS, beside a loop that only decrypts.

#include "benchmark/bare_connection.hpp"
#include "benchmark/connected_client.hpp"
#include "benchmark/measure.hpp"
#include "benchmark/server.hpp"
#include "benchmark/traffic.hpp"

#include <openssl/ssl.h>

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

private:
    void send(std::string_view bytes) { SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())); }

    std::size_t read()
    {
        const int size = SSL_read(ssl_.get(), buffer_.data(), static_cast<int>(buffer_.size()));
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
        0.8, [&] { ours.flood(count); }, [&] { bare.flood(count, times * events.bytes().size()); }));
}

} // namespace bench
