// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_ASIO_NETWORK_HPP
#define AMI_NET_ASIO_NETWORK_HPP

#include <ami/net/network.hpp>

#include <ami/detail/macros.hpp>

#include <memory>

namespace ami::detail {

// The real network: Asio's clock, timers and sockets.
AMI_DECL std::shared_ptr<network> asio_network();

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/net/impl/asio_network.ipp>
#endif

#endif // AMI_NET_ASIO_NETWORK_HPP
