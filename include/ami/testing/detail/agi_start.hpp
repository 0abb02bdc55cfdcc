// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_AGI_START_HPP
#define AMI_TESTING_DETAIL_AGI_START_HPP

#include <ami/detail/macros.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::testing::detail {

// agi://HOST[:PORT][/SCRIPT], as res_agi.c reads it.
struct agi_url {
    std::string host;
    std::uint16_t port = 4573;
    std::string script; // the query included
};

// Nothing if it is another scheme, or if Asterisk would not connect.
AMI_DECL std::optional<agi_url> parse_agi_url(std::string_view url);

// Whether AGI() takes it for FastAGI at all: otherwise AGISTATUS is NOTFOUND.
AMI_DECL bool is_agi_url(std::string_view url);

// What the environment says of a call.
struct agi_call_facts {
    std::string request; // the URL as the dialplan has it
    std::string script;
    std::string channel;
    std::string unique_id;
    std::string version;
    std::string caller_number;
    std::string caller_name;
    std::string context;
    std::string extension;
    int priority = 1;
    std::string account;
    std::vector<std::string> arguments;
};

using agi_lines = std::vector<std::pair<std::string, std::string>>;

// The lines of FastAGI's environment in the order of Asterisk 11 to 22.
AMI_DECL agi_lines agi_environment_lines(const agi_call_facts& call);

// As it is written: nothing is escaped. With the empty line at the end.
AMI_DECL std::string agi_environment_text(const agi_lines& lines);

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/agi_start.ipp>
#endif

#endif // AMI_TESTING_DETAIL_AGI_START_HPP
