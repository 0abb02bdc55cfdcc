// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_FAST_PEER_LIST_HPP
#define AMI_AGI_FAST_PEER_LIST_HPP

#include <ami/protocol/errors/error.hpp>

#include <ami/detail/macros.hpp>

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include <string>
#include <vector>

namespace ami::detail {

namespace asio = boost::asio;

// The addresses and networks that may connect.
class peer_list {
public:
    peer_list() = default;
    // `error` names the first that is neither.
    AMI_DECL peer_list(const std::vector<std::string>& peers, failure& error);

    // All may if there are none.
    AMI_DECL bool allows(const asio::ip::address& peer) const;

private:
    void add(const asio::ip::network_v6& network);

    std::vector<asio::ip::network_v4> v4_;
    std::vector<asio::ip::network_v6> v6_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/agi/fast/impl/peer_list.ipp>
#endif

#endif // AMI_AGI_FAST_PEER_LIST_HPP
