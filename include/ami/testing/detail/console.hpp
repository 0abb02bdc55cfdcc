// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_CONSOLE_HPP
#define AMI_TESTING_DETAIL_CONSOLE_HPP

#include <ami/detail/macros.hpp>

#include <string>
#include <string_view>

namespace ami::testing::detail {

class core;

// What a CLI command printed, each line with LF.
struct console_output {
    bool ok;
    std::string text;
};

AMI_DECL console_output run_console(core& server, std::string_view line);

// Commands that AMI never runs.
AMI_DECL bool is_blacklisted(std::string_view line);

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/console.ipp>
#endif

#endif // AMI_TESTING_DETAIL_CONSOLE_HPP
