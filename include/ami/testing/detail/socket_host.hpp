// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_SOCKET_HOST_HPP
#define AMI_TESTING_DETAIL_SOCKET_HOST_HPP

#include <ami/detail/macros.hpp>
#include <ami/testing/detail/host.hpp>

#include <boost/asio/io_context.hpp>

#include <memory>

namespace ami::testing::detail {

// The real network.
class socket_host final : public host {
public:
    explicit socket_host(boost::asio::io_context& context) : context_(context) {}

    AMI_DECL std::unique_ptr<listener> listen(endpoint& at, acceptance accepted) override;
    bool has_sockets() const noexcept override { return true; }
    AMI_DECL unsigned random() override;

private:
    boost::asio::io_context& context_;
};

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/socket_host.ipp>
#endif

#endif // AMI_TESTING_DETAIL_SOCKET_HOST_HPP
