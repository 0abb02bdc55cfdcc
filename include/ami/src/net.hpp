// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// A part of <ami/src.hpp>: sockets, TLS, timers, look-up of names.

#ifndef AMI_SRC_NET_HPP
#define AMI_SRC_NET_HPP

#if !defined(AMI_SEPARATE_COMPILATION)
#error "Define AMI_SEPARATE_COMPILATION for the whole program, or do not include <ami/src.hpp>."
#endif

#include <ami/net/impl/asio_network.ipp>
#include <ami/net/impl/erased_function.ipp>
#include <ami/net/impl/lookup_pool.ipp>
#include <ami/net/impl/name_lookup.ipp>
#include <ami/net/impl/network.ipp>
#include <ami/net/transports/impl/linger.ipp>
#include <ami/net/transports/impl/tcp_stream.ipp>
#include <ami/net/transports/impl/tls_context.ipp>
#include <ami/net/transports/impl/tls_peer_check.ipp>
#include <ami/net/transports/impl/tls_socket.ipp>
#include <ami/net/transports/impl/tls_stream.ipp>

#endif // AMI_SRC_NET_HPP
