// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_HTTP_HTTP_NETWORK_HPP
#define AMI_NET_HTTP_HTTP_NETWORK_HPP

#include <ami/net/network.hpp>

#include <ami/detail/macros.hpp>

#include <memory>

namespace ami::detail {

// A network that speaks HTTP too, over the connections of `base`.
AMI_DECL std::shared_ptr<network> add_http(std::shared_ptr<network> base);

// The real world, with HTTP.
AMI_DECL std::shared_ptr<network> http_network();

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/net/http/impl/http_network.ipp>
#endif

#endif // AMI_NET_HTTP_HTTP_NETWORK_HPP
