// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_HTTP_SRC_HPP
#define AMI_HTTP_SRC_HPP

// What <ami/src.hpp> is, for the headers behind <ami/http.hpp>: include it in one source file of a program that defines
// AMI_SEPARATE_COMPILATION and uses HTTP.

#if !defined(AMI_SEPARATE_COMPILATION)
#error "Define AMI_SEPARATE_COMPILATION for the whole program, or do not include <ami/http_src.hpp>."
#endif

#include <ami/net/http/impl/http_connection.ipp>
#include <ami/net/http/impl/http_network.ipp>
#include <ami/net/http/impl/http_transport.ipp>
#include <ami/protocol/http/impl/answer.ipp>
#include <ami/protocol/http/impl/digest.ipp>
#include <ami/protocol/http/impl/mxml_decoder.ipp>
#include <ami/protocol/http/impl/session_cookie.ipp>
#include <ami/session/http/impl/answer_packets.ipp>
#include <ami/session/http/impl/answers.ipp>
#include <ami/session/http/impl/connection_slots.ipp>
#include <ami/session/http/impl/connections.ipp>
#include <ami/session/http/impl/event_polling.ipp>
#include <ami/session/http/impl/http_request.ipp>
#include <ami/session/http/impl/http_session.ipp>
#include <ami/session/http/impl/sending.ipp>
#include <ami/session/http/impl/server_login.ipp>

#endif // AMI_HTTP_SRC_HPP
