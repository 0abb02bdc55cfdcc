// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_TRANSPORTS_READ_PLACE_HPP
#define AMI_NET_TRANSPORTS_READ_PLACE_HPP

#include <boost/asio/buffer.hpp>
#include <boost/asio/detail/config.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace ami::detail {

// What a socket reads into, for a caller whose memory may go as soon as it has closed the socket. It must live until the read
// has completed.

// Where a reactor reads: nothing is written after the socket was closed.
class borrowed_read_place {
public:
    boost::asio::mutable_buffer prepare(std::span<char> into) noexcept
    {
        return boost::asio::buffer(into.data(), into.size());
    }
    void deliver(std::size_t) noexcept {}
};

// Where the kernel itself reads: it may write until the read has completed, also after the socket was closed.
class owned_read_place {
public:
    boost::asio::mutable_buffer prepare(std::span<char> into)
    {
        into_ = into;
        if (bytes_.size() < into.size())
            bytes_.resize(into.size());
        return boost::asio::buffer(bytes_.data(), into.size());
    }
    // The caller's memory must be there still.
    void deliver(std::size_t size) noexcept { std::copy_n(bytes_.data(), size, into_.data()); }

private:
    std::span<char> into_;
    std::vector<char> bytes_;
};

#if defined(BOOST_ASIO_HAS_IOCP) || defined(BOOST_ASIO_HAS_IO_URING_AS_DEFAULT)
using read_place = owned_read_place;
#else
using read_place = borrowed_read_place;
#endif

} // namespace ami::detail

#endif // AMI_NET_TRANSPORTS_READ_PLACE_HPP
