// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SWEEP_PHONE_HPP
#define AMI_TESTS_SWEEP_PHONE_HPP

#include "support/contract.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/udp.hpp>

#include <string>
#include <string_view>

namespace tests {

/// A socket at the server's own address where a SIP phone would be. It never answers.
class phone {
public:
    phone(asio::any_io_executor executor, unsigned short port)
        : socket_(executor, asio::ip::udp::endpoint(address(), port))
    {}

    void send(const std::string& request)
    {
        socket_.send_to(asio::buffer(request), asio::ip::udp::endpoint(address(), 5060));
    }

    /// The next request with this method; others are passed over.
    asio::awaitable<std::string> next(std::string method)
    {
        for (;;) {
            char bytes[5000];
            const auto size = co_await socket_.async_receive(asio::buffer(bytes), asio::use_awaitable);
            const std::string_view seen(bytes, size);
            if (seen.starts_with(method + " "))
                co_return std::string(seen);
        }
    }

private:
    static asio::ip::address address() { return asio::ip::make_address(asterisk_value("HOST")); }

    asio::ip::udp::socket socket_;
};

inline bool contains(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

} // namespace tests

#endif // AMI_TESTS_SWEEP_PHONE_HPP
