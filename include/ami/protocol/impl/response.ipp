// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_PROTOCOL_IMPL_RESPONSE_IPP
#define AMI_PROTOCOL_IMPL_RESPONSE_IPP

#include <ami/protocol/response.hpp>

namespace ami {
namespace detail {

// Every value but Error that a server is known to send (protocol.md 3.1).
AMI_DECL bool is_success(std::string_view result) noexcept
{
    for (const std::string_view good : {"Success", "Goodbye", "Follows", "Pong"}) {
        if (iequals(result, good))
            return true;
    }
    return false;
}

} // namespace detail

AMI_DECL bool response::ok() const noexcept
{
    return detail::is_success(first_value()) && list_error_.raw().empty();
}

AMI_DECL std::string_view response::message() const noexcept
{
    return list_error_.raw().empty() ? (*this)["Message"] : list_error_["Message"];
}

AMI_DECL std::vector<std::string> response::output() const
{
    std::vector<std::string> lines;
    auto text = body();
    while (!text.empty()) // up to Asterisk 13; empty elsewhere
        lines.emplace_back(detail::take_line(text));

    bool output_begun = false;
    for (const header_view& header : *this) {
        if (detail::iequals(header.name, "Output")) {
            output_begun = true;
            auto line = header.raw_value();
            if (!line.empty() && line.front() == ' ') // Asterisk's own; further blanks are the output's
                line.remove_prefix(1);
            lines.emplace_back(line);
        } else if (output_begun && header.is_raw_line()) {
            lines.emplace_back(header.value);
        }
    }
    return lines;
}

} // namespace ami

#endif // AMI_PROTOCOL_IMPL_RESPONSE_IPP
