// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_MXML_HPP
#define AMI_TESTING_DETAIL_MXML_HPP

#include <ami/detail/macros.hpp>

#include <string>
#include <string_view>

namespace ami::testing::detail {

// manager.c: xml_translate, with its faults (protocol/README.md 5.7). `id` and `element` are what the request's `ajaxdest` and
// `ajaxobjtype` say, unescaped. `old` is Asterisk 13, which lets a name begin with a digit.
AMI_DECL std::string to_mxml(
    std::string_view packets, std::string_view id, std::string_view element, bool old = false);

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/mxml.ipp>
#endif

#endif // AMI_TESTING_DETAIL_MXML_HPP
