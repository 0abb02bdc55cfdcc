// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_IMPL_NETWORK_IPP
#define AMI_NET_IMPL_NETWORK_IPP

#include <ami/net/network.hpp>

#include <openssl/rand.h>

#include <stdexcept>

namespace ami::detail {

AMI_DECL void fill_unpredictably(std::span<unsigned char> bytes)
{
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
        throw std::runtime_error("the system gives OpenSSL no random numbers");
}

} // namespace ami::detail

#endif // AMI_NET_IMPL_NETWORK_IPP
