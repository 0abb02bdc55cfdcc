// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_TESTS_SUPPORT_CABLE_HPP
#define AMI_TESTS_SUPPORT_CABLE_HPP

// A TCP connection to a server that can be cut.

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace tests {

/// Listens on a port of its own and passes everything on, until it is cut; as long as it is, nobody gets through.
class cable {
public:
    cable(boost::asio::any_io_executor executor, std::string host, unsigned short port)
        : state_(std::make_shared<state>(std::move(executor), std::move(host), port))
    {
        boost::asio::co_spawn(state_->acceptor.get_executor(), accept(state_), boost::asio::detached);
    }
    cable(const cable&) = delete;
    cable& operator=(const cable&) = delete;
    ~cable()
    {
        cut();
        state_->acceptor.close();
    }

    unsigned short port() const { return state_->acceptor.local_endpoint().port(); }

    void cut()
    {
        state_->is_cut = true;
        boost::system::error_code ignored;
        for (const auto& each : std::exchange(state_->ends, {}))
            each->close(ignored);
    }
    void mend() { state_->is_cut = false; }

private:
    using tcp = boost::asio::ip::tcp;
    using end = std::shared_ptr<tcp::socket>;
    template <class T>
    using awaitable = boost::asio::awaitable<T>;
    static constexpr auto as_tuple = boost::asio::as_tuple(boost::asio::use_awaitable);

    struct state {
        state(boost::asio::any_io_executor executor, std::string to_host, unsigned short to_port)
            : acceptor(std::move(executor), tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0)),
              host(std::move(to_host)), port(to_port)
        {}
        tcp::acceptor acceptor;
        std::string host;
        unsigned short port;
        std::vector<end> ends;
        bool is_cut = false;
    };

    static awaitable<void> accept(std::shared_ptr<state> self)
    {
        for (;;) {
            const auto near = std::make_shared<tcp::socket>(self->acceptor.get_executor());
            const auto [ec] = co_await self->acceptor.async_accept(*near, as_tuple);
            if (ec)
                co_return;
            if (self->is_cut)
                continue;
            const auto far = std::make_shared<tcp::socket>(self->acceptor.get_executor());
            tcp::resolver resolver(self->acceptor.get_executor());
            const auto found = co_await resolver.async_resolve(
                self->host, std::to_string(self->port), boost::asio::use_awaitable);
            co_await boost::asio::async_connect(*far, found, boost::asio::use_awaitable);
            self->ends.push_back(near);
            self->ends.push_back(far);
            boost::asio::co_spawn(near->get_executor(), pass_on(near, far), boost::asio::detached);
            boost::asio::co_spawn(near->get_executor(), pass_on(far, near), boost::asio::detached);
        }
    }

    static awaitable<void> pass_on(end from, end to)
    {
        std::array<char, 4096> bytes;
        for (;;) {
            const auto [ec, size] = co_await from->async_read_some(boost::asio::buffer(bytes), as_tuple);
            if (ec)
                break;
            const auto [failed, written] =
                co_await boost::asio::async_write(*to, boost::asio::buffer(bytes.data(), size), as_tuple);
            if (failed)
                break;
        }
        boost::system::error_code ignored;
        to->shutdown(tcp::socket::shutdown_both, ignored);
    }

    std::shared_ptr<state> state_;
};

} // namespace tests

#endif // AMI_TESTS_SUPPORT_CABLE_HPP
