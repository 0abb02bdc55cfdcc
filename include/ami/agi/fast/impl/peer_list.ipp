// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_FAST_IMPL_PEER_LIST_IPP
#define AMI_AGI_FAST_IMPL_PEER_LIST_IPP

#include <ami/agi/fast/peer_list.hpp>
#include <ami/protocol/values/redaction.hpp>

#include <algorithm>

namespace ami::detail {

AMI_DECL peer_list::peer_list(const std::vector<std::string>& peers, failure& error)
{
    for (const auto& each : peers) {
        const bool has_prefix = each.find('/') != std::string::npos;
        error_code ec;
        if (each.find(':') == std::string::npos)
            v4_.push_back(asio::ip::make_network_v4(has_prefix ? each : each + "/32", ec).canonical());
        else
            add(asio::ip::make_network_v6(has_prefix ? each : each + "/128", ec));
        if (ec) {
            error = {errc::invalid_config,
                "fastagi_options::peers has \"" + quote(each) + "\", which is no address and no network"};
            return;
        }
    }
}

AMI_DECL void peer_list::add(const asio::ip::network_v6& network)
{
    constexpr unsigned short mapped = 96; // bits before the IPv4 address
    const auto first = network.canonical().address();
    if (network.prefix_length() >= mapped && first.is_v4_mapped())
        v4_.emplace_back(asio::ip::make_address_v4(asio::ip::v4_mapped, first),
            static_cast<unsigned short>(network.prefix_length() - mapped));
    else
        v6_.push_back(network.canonical());
}

AMI_DECL bool peer_list::allows(const asio::ip::address& peer) const
{
    if (v4_.empty() && v6_.empty())
        return true;
    // A socket for both families names an IPv4 peer so.
    if (peer.is_v6() && peer.to_v6().is_v4_mapped())
        return allows(asio::ip::make_address_v4(asio::ip::v4_mapped, peer.to_v6()));
    const auto has = [](const auto& network, const auto& address) {
        using network_type = std::remove_cvref_t<decltype(network)>;
        return network_type(address, network.prefix_length()).canonical() == network;
    };
    if (peer.is_v4())
        return std::any_of(v4_.begin(), v4_.end(), [&](const auto& each) { return has(each, peer.to_v4()); });
    // Not the scope: the address of a link is the same on each.
    const asio::ip::address_v6 address(peer.to_v6().to_bytes());
    return std::any_of(v6_.begin(), v6_.end(), [&](const auto& each) { return has(each, address); });
}

} // namespace ami::detail

#endif // AMI_AGI_FAST_IMPL_PEER_LIST_IPP
