// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_TRANSPORTS_TLS_CONTEXT_HPP
#define AMI_NET_TRANSPORTS_TLS_CONTEXT_HPP

#include <ami/protocol/config/config.hpp>

#include <ami/detail/macros.hpp>

#include <boost/asio/ssl/context.hpp>

#include <memory>
#include <optional>
#include <string>

namespace ami::detail {

namespace asio = boost::asio;

// What every TLS connection of one configuration shares.
class tls_identity {
public:
    asio::ssl::context context{asio::ssl::context::tls_client};
    std::string server_name;        // that the certificate must have
    std::optional<std::string> pin; // 32 bytes
    bool check_chain = true;
};

// Null with a failure that names the file or the setting that is wrong.
AMI_COLD AMI_DECL std::shared_ptr<tls_identity> make_tls_identity(const config& settings, failure& error);

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/net/transports/impl/tls_context.ipp>
#endif

#endif // AMI_NET_TRANSPORTS_TLS_CONTEXT_HPP
