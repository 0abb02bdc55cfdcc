// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_IMPL_NETWORK_IPP
#define AMI_NET_IMPL_NETWORK_IPP

#include <ami/net/network.hpp>

#include <openssl/rand.h>

#include <random>

namespace ami::detail {

AMI_DECL void fill_unpredictably(std::span<unsigned char> bytes)
{
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1)
        return;
    std::random_device device;
    for (auto& byte : bytes)
        byte = static_cast<unsigned char>(device());
}

} // namespace ami::detail

#endif // AMI_NET_IMPL_NETWORK_IPP
