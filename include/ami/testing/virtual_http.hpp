// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_VIRTUAL_HTTP_HPP
#define AMI_TESTING_VIRTUAL_HTTP_HPP

#include <ami/net/http/http_network.hpp>
#include <ami/testing/http_port.hpp>
#include <ami/testing/virtual_time.hpp>

#include <memory>

namespace ami::testing {

/// The network of a `virtual_time`, for clients over HTTP too. It has a header of its own because HTTP takes long to compile. Over it
/// such clients reach an `http_port` of a server in virtual time:
///
///     ami::testing::virtual_time time{context};
///     ami::testing::server pbx{time};
///     ami::testing::http_port web{pbx};
///     ami::client client{context, ami::testing::with_http(time)};
///     client.async_connect(ami::config{web.url("rawman")}, boost::asio::detached);
///     time.run();
inline std::shared_ptr<ami::detail::network> with_http(const virtual_time& time)
{
    return ami::detail::add_http(time.network());
}

} // namespace ami::testing

#endif // AMI_TESTING_VIRTUAL_HTTP_HPP
