// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_HOST_HPP
#define AMI_TESTING_DETAIL_HOST_HPP

#include <ami/protocol/errors/errc.hpp>
#include <ami/testing/reply.hpp>

#include <boost/asio/ip/tcp.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string_view>

namespace ami::testing::detail {

// A connection that a server accepted. No function invokes what it is passed; closed or destroyed, it may invoke it with an
// error or not at all.
class accepted_stream {
public:
    using endpoint = boost::asio::ip::tcp::endpoint;

    accepted_stream() = default;
    accepted_stream(const accepted_stream&) = delete;
    accepted_stream& operator=(const accepted_stream&) = delete;
    virtual ~accepted_stream() = default;

    virtual endpoint local() const = 0;
    virtual endpoint remote() const = 0;

    // Reads what there is, at least one byte. One read at a time.
    virtual void read_some(std::span<char> into, std::function<void(error_code, std::size_t)> done) = 0;

    // Writes what is taken at once; `would_block` if that is nothing.
    virtual std::size_t write_some(std::string_view bytes, error_code& ec) = 0;

    // Waits until something is taken, or the connection is lost. One wait at a time.
    virtual void wait_writable(std::function<void()> done) = 0;

    virtual void half_close() = 0;

    // Without a reset, what was written can still be read.
    virtual void close(ending close_kind) = 0;

    // What TLS goes over; null if there is none.
    virtual boost::asio::ip::tcp::socket* socket() noexcept { return nullptr; }
};

// An address that is listened on until this is destroyed.
class listener {
public:
    listener() = default;
    listener(const listener&) = delete;
    listener& operator=(const listener&) = delete;
    virtual ~listener() = default;
};

// Where a server runs: the network that it is reached over, and its random numbers.
class host {
public:
    using endpoint = boost::asio::ip::tcp::endpoint;
    using acceptance = std::function<void(std::unique_ptr<accepted_stream>)>;

    host() = default;
    host(const host&) = delete;
    host& operator=(const host&) = delete;
    virtual ~host() = default;

    // Listens, and gives the port to `at` that has none. Throws `boost::system::system_error`.
    virtual std::unique_ptr<listener> listen(endpoint& at, acceptance accepted) = 0;

    // Whether it reaches other servers over sockets.
    virtual bool has_sockets() const noexcept = 0;

    virtual unsigned random() = 0;
};

} // namespace ami::testing::detail

#endif // AMI_TESTING_DETAIL_HOST_HPP
