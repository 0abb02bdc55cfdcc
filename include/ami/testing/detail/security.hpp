// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_SECURITY_HPP
#define AMI_TESTING_DETAIL_SECURITY_HPP

#include <ami/detail/macros.hpp>

#include <string_view>

namespace ami::testing::detail {

class core;
class session;

// Sends an event of the class security, for example InvalidPassword, about what a session did as `account`. `more`
// are the event's own header lines.
AMI_DECL void emit_security(core& server, const session& about, std::string_view name,
    std::string_view account, std::string_view more = {});

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/security.ipp>
#endif

#endif // AMI_TESTING_DETAIL_SECURITY_HPP
