// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_NAME_LOOKUP_HPP
#define AMI_NET_NAME_LOOKUP_HPP

#include <ami/net/network.hpp>

#include <cstddef>

namespace ami::detail {

// Looks a name up in a thread of `lookup_pool`. Asio has one thread per context for that and cannot interrupt
// getaddrinfo: there, a look-up that hangs would hold up every other one and the end of the program.
AMI_COLD AMI_DECL std::unique_ptr<lookup> look_up_name(const asio::any_io_executor& executor,
    const std::string& host, std::uint16_t port, network::lookup_handler done);

// How many threads are in the system's resolver, those of cancelled look-ups included.
AMI_DECL std::size_t lookups_under_way();

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/net/impl/name_lookup.ipp>
#endif

#endif // AMI_NET_NAME_LOOKUP_HPP
