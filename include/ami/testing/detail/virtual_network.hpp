// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_VIRTUAL_NETWORK_HPP
#define AMI_TESTING_DETAIL_VIRTUAL_NETWORK_HPP

#include <ami/net/network.hpp>

#include <ami/detail/macros.hpp>
#include <ami/testing/detail/virtual_world.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

namespace ami::testing::detail {

// The virtual network, for clients. Every name is that of the machine where the servers are. Once the world is gone, nothing
// happens any more.
class virtual_network final : public ami::detail::network {
public:
    using time_point = std::chrono::steady_clock::time_point;

    explicit virtual_network(const std::shared_ptr<virtual_world>& world) : world_(world) {}

    AMI_DECL time_point now() override;
    AMI_DECL std::unique_ptr<ami::detail::timer> make_timer(
        const boost::asio::any_io_executor& executor, std::function<void()> expired) override;
    AMI_DECL std::unique_ptr<ami::detail::lookup> resolve(const boost::asio::any_io_executor& executor,
        const std::string& name, std::uint16_t port, lookup_handler done) override;
    AMI_DECL void fill_random(std::span<unsigned char> bytes) override;
    AMI_DECL ami::detail::failure check(const ami::config& settings) override;
    AMI_DECL std::shared_ptr<ami::detail::stream> make_stream(const boost::asio::any_io_executor& executor,
        const ami::config& settings, ami::detail::stream_observer& observer) override;

private:
    std::shared_ptr<virtual_world> world_;
};

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/virtual_network.ipp>
#endif

#endif // AMI_TESTING_DETAIL_VIRTUAL_NETWORK_HPP
