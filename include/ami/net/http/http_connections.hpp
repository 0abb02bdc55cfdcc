// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_HTTP_HTTP_CONNECTIONS_HPP
#define AMI_NET_HTTP_HTTP_CONNECTIONS_HPP

#include <ami/net/http/http_connection.hpp>
#include <ami/net/network.hpp>
#include <ami/protocol/config/config.hpp>

#include <ami/detail/shared_object.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace ami::detail {

// The connections of one HTTP transport by slot, all to the same address.
class http_connections {
public:
    http_connections(asio::any_io_executor executor, const config& settings, std::shared_ptr<network> carrier)
        : executor_(std::move(executor)), settings_(settings), network_(std::move(carrier))
    {
        settings_.log = nullptr;
        settings_.transport = settings.uses_tls() ? transport::tls : transport::tcp;
    }

    const asio::any_io_executor& executor() const noexcept { return executor_; }
    network& carrier() const noexcept { return *network_; }
    bool uses_tls() const noexcept { return settings_.transport == transport::tls; }

    void set_endpoint(const asio::ip::tcp::endpoint& to) { endpoint_ = to; }

    // A new connection, instead of the one that the slot has.
    void open(std::size_t slot, http_connection_observer& observer)
    {
        if (slot >= connections_.size())
            connections_.resize(slot + 1);
        auto& connection = connections_[slot];
        if (connection)
            connection->close();
        connection = make_shared_object<http_connection>(slot, settings_.limits, observer);
        connection->connect(network_->make_stream(executor_, settings_, *connection), endpoint_);
    }

    http_connection& at(std::size_t slot) noexcept { return *connections_[slot]; }

    void close(std::size_t slot) noexcept
    {
        if (slot < connections_.size() && connections_[slot])
            connections_[slot]->close();
    }
    void close_all() noexcept
    {
        for (const auto& connection : connections_) {
            if (connection)
                connection->close();
        }
    }

private:
    asio::any_io_executor executor_;
    config settings_; // of the connections: TCP or TLS, without the log
    std::shared_ptr<network> network_;
    asio::ip::tcp::endpoint endpoint_;
    std::vector<std::shared_ptr<http_connection>> connections_;
};

} // namespace ami::detail

#endif // AMI_NET_HTTP_HTTP_CONNECTIONS_HPP
