// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_VIRTUAL_HOST_HPP
#define AMI_TESTING_DETAIL_VIRTUAL_HOST_HPP

#include <ami/detail/macros.hpp>
#include <ami/testing/detail/host.hpp>
#include <ami/testing/detail/virtual_link.hpp>

#include <boost/asio/io_context.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string_view>

namespace ami::testing::detail {

class virtual_world;

// A server's end of a virtual connection.
class virtual_accepted_stream final : public accepted_stream {
public:
    AMI_DECL virtual_accepted_stream(boost::asio::io_context& context, std::shared_ptr<virtual_link> link,
        const endpoint& local, const endpoint& remote);
    AMI_DECL ~virtual_accepted_stream() override;

    endpoint local() const override { return local_; }
    endpoint remote() const override { return remote_; }

    AMI_DECL void read_some(std::span<char> into, std::function<void(error_code, std::size_t)> done) override;
    AMI_DECL std::size_t write_some(std::string_view bytes, error_code& ec) override;
    AMI_DECL void wait_writable(std::function<void()> done) override;
    AMI_DECL void half_close() override;
    AMI_DECL void close(ending close_kind) override;

private:
    // What waits. Its callbacks keep the stream, and go with it.
    struct waits {
        std::span<char> into;
        std::function<void(error_code, std::size_t)> read;
        std::function<void()> write;
    };

    AMI_DECL static void finish_read(
        const std::weak_ptr<waits>& of, const std::shared_ptr<virtual_link>& link);
    AMI_DECL static void finish_wait(const std::weak_ptr<waits>& of);

    boost::asio::io_context& context_;
    std::shared_ptr<virtual_link> link_;
    endpoint local_;
    endpoint remote_;
    std::shared_ptr<waits> waits_ = std::make_shared<waits>();
};

// The virtual network, for a server.
class virtual_host final : public host {
public:
    // What it accepts is run by the context.
    virtual_host(virtual_world& world, boost::asio::io_context& context) : world_(world), context_(context) {}

    AMI_DECL std::unique_ptr<listener> listen(endpoint& at, acceptance accepted) override;
    bool has_sockets() const noexcept override { return false; }
    AMI_DECL unsigned random() override;

private:
    virtual_world& world_;
    boost::asio::io_context& context_;
};

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/virtual_host.ipp>
#endif

#endif // AMI_TESTING_DETAIL_VIRTUAL_HOST_HPP
