// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// A cable between a client and a server that can be cut.

#ifndef AMI_TESTS_SUPPORT_RELAY_HPP
#define AMI_TESTS_SUPPORT_RELAY_HPP

#include <ami/protocol/config/config.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace tests {

namespace asio = boost::asio;

/// Listens on this machine and passes bytes on, both ways. It belongs to one executor, as its callers do.
class relay {
public:
    relay(asio::any_io_executor executor, const std::string& host, std::uint16_t port)
        : state_(
              std::make_shared<state>(executor, asio::ip::tcp::endpoint(asio::ip::make_address(host), port)))
    {
        asio::co_spawn(executor, listen(state_), asio::detached);
    }
    relay(const relay&) = delete;
    relay& operator=(const relay&) = delete;
    ~relay()
    {
        cut();
        state_->listener.close();
    }

    std::uint16_t port() const { return state_->listener.local_endpoint().port(); }

    /// The way to the same server through this cable.
    ami::config lead(ami::config how) const
    {
        how.tls.server_name = how.host; // for TLS, as its certificate says
        how.host = "127.0.0.1";
        how.port = port();
        return how;
    }

    /// How often something went to the server.
    std::size_t sends() const { return state_->sends; }

    /// Ends every connection, and each that is made before `mend`.
    void cut()
    {
        state_->is_cut = true;
        for (const auto& each : std::exchange(state_->sockets, {}))
            each->close();
    }

    void mend() { state_->is_cut = false; }

    /// Ends every connection. Those that are made from now on reach the server once `release` is invoked.
    void hold()
    {
        cut();
        mend();
        state_->is_held = true;
    }
    void release()
    {
        state_->is_held = false;
        for (auto& [client, server] : std::exchange(state_->held, {}))
            asio::co_spawn(state_->listener.get_executor(), join(state_, client, server), asio::detached);
    }

private:
    using socket = std::shared_ptr<asio::ip::tcp::socket>;

    struct state {
        state(asio::any_io_executor executor, asio::ip::tcp::endpoint server)
            : listener(executor, {asio::ip::address_v4::loopback(), 0}), target(std::move(server))
        {}
        asio::ip::tcp::acceptor listener;
        asio::ip::tcp::endpoint target;
        std::vector<socket> sockets;
        std::vector<std::pair<socket, socket>> held;
        std::size_t sends = 0;
        bool is_cut = false;
        bool is_held = false;
    };

    static asio::awaitable<void> listen(std::shared_ptr<state> of)
    {
        const auto executor = of->listener.get_executor();
        for (;;) {
            const auto client = std::make_shared<asio::ip::tcp::socket>(executor);
            const auto [ec] = co_await of->listener.async_accept(*client, asio::as_tuple(asio::deferred));
            if (ec)
                co_return;
            if (of->is_cut)
                continue;
            const auto server = std::make_shared<asio::ip::tcp::socket>(executor);
            of->sockets.push_back(client);
            of->sockets.push_back(server);
            if (of->is_held)
                of->held.emplace_back(client, server);
            else
                co_await join(of, client, server);
        }
    }

    static asio::awaitable<void> join(std::shared_ptr<state> of, socket client, socket server)
    {
        const auto executor = of->listener.get_executor();
        const auto [failed] = co_await server->async_connect(of->target, asio::as_tuple(asio::deferred));
        if (failed)
            client->close();
        asio::co_spawn(executor, pass(client, server, of), asio::detached);
        asio::co_spawn(executor, pass(server, client, nullptr), asio::detached);
    }

    // `sender`: what counts this way.
    static asio::awaitable<void> pass(socket from, socket to, std::shared_ptr<state> sender)
    {
        std::vector<char> bytes(16384);
        for (;;) {
            const auto [ec, size] =
                co_await from->async_read_some(asio::buffer(bytes), asio::as_tuple(asio::deferred));
            if (ec)
                break;
            if (sender)
                ++sender->sends;
            const auto [failed, written] = co_await asio::async_write(
                *to, asio::buffer(bytes.data(), size), asio::as_tuple(asio::deferred));
            if (failed || written != size)
                break;
        }
        from->close();
        to->close();
    }

    std::shared_ptr<state> state_;
};

} // namespace tests

#endif // AMI_TESTS_SUPPORT_RELAY_HPP
