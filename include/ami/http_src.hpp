// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

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
#include <ami/session/http/impl/actions.ipp>
#include <ami/session/http/impl/answers.ipp>
#include <ami/session/http/impl/event_polling.ipp>
#include <ami/session/http/impl/http_session.ipp>
#include <ami/session/http/impl/packets.ipp>
#include <ami/session/http/impl/requests.ipp>
#include <ami/session/http/impl/slots.ipp>

#endif // AMI_HTTP_SRC_HPP
