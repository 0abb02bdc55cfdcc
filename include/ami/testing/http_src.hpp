// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_HTTP_SRC_HPP
#define AMI_TESTING_HTTP_SRC_HPP

// What <ami/testing/src.hpp> is, for <ami/testing/http_port.hpp>.

#if !defined(AMI_SEPARATE_COMPILATION)
#error "Define AMI_SEPARATE_COMPILATION for the whole program, or do not include <ami/testing/http_src.hpp>."
#endif

#include <ami/testing/impl/http_connection.ipp>
#include <ami/testing/impl/http_front.ipp>
#include <ami/testing/impl/http_port.ipp>
#include <ami/testing/impl/http_reader.ipp>
#include <ami/testing/impl/http_request.ipp>
#include <ami/testing/impl/http_session.ipp>
#include <ami/testing/impl/http_sessions.ipp>
#include <ami/testing/impl/http_writer.ipp>
#include <ami/testing/impl/mxml.ipp>

#endif // AMI_TESTING_HTTP_SRC_HPP
