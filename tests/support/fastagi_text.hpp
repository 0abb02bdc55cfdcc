// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_FASTAGI_TEXT_HPP
#define AMI_TESTS_SUPPORT_FASTAGI_TEXT_HPP

#include <string>
#include <string_view>

namespace tests {

// The environment as Asterisk 22.10.1 sends it, without the empty line that ends it.
inline std::string fastagi_lines(std::string_view script = "menu", std::string_view caller_name = "unknown",
    std::string_view arguments = "")
{
    std::string text = "agi_network: yes\n";
    if (!script.empty())
        text.append("agi_network_script: ").append(script).append("\n");
    text.append("agi_request: agi://127.0.0.1/").append(script);
    text.append("\nagi_channel: Local/2018@from-internal-00000001;2\nagi_language: en\nagi_type: Local\n"
                "agi_uniqueid: 1700000000.2\nagi_version: 22.10.1\nagi_callerid: 100\nagi_calleridname: ");
    text.append(caller_name);
    text.append(
        "\nagi_callingpres: 0\nagi_callingani2: 0\nagi_callington: 0\nagi_callingtns: 0\nagi_dnid: unknown\n"
        "agi_rdnis: unknown\nagi_context: from-internal\nagi_extension: 2018\nagi_priority: 2\n"
        "agi_enhanced: 0.0\nagi_accountcode: \nagi_threadid: 139000000000000\n");
    return text.append(arguments);
}

inline std::string fastagi_environment(std::string_view script = "menu",
    std::string_view caller_name = "unknown", std::string_view arguments = "")
{
    return fastagi_lines(script, caller_name, arguments) + "\n";
}

} // namespace tests

#endif // AMI_TESTS_SUPPORT_FASTAGI_TEXT_HPP
