// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_WIRE_IMPL_BANNER_IPP
#define AMI_PROTOCOL_WIRE_IMPL_BANNER_IPP

#include <ami/protocol/values/redaction.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/banner.hpp>

#include <fmt/format.h>

namespace ami {
namespace detail {

AMI_DECL std::string printable(std::string_view bytes, std::size_t most)
{
    std::string text;
    for (const char c : bytes.substr(0, most)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte >= 0x7f)
            text += fmt::format("\\x{:02x}", byte);
        else
            text += c;
    }
    if (bytes.size() > most)
        text += "...";
    return text;
}

} // namespace detail

AMI_DECL banner parse_banner(std::string_view line, detail::failure& error)
{
    banner result;
    const auto refuse = [&](std::string_view guess) {
        error = {errc::not_ami,
            fmt::format("the first line is \"{}\"{}; AMI greets with \"Asterisk Call Manager/<version>\" and "
                        "listens on port 5038 unless manager.conf says otherwise",
                detail::quote(line), guess)};
        return banner{};
    };
    if (detail::istarts_with(line, "HTTP/"))
        return refuse(", which is an HTTP server");
    if (detail::istarts_with(line, "SSH-"))
        return refuse(", which is an SSH server");
    if (!line.empty() && (line[0] == '\x15' || line[0] == '\x16'))
        return refuse(", which looks like TLS");

    const auto slash = line.rfind('/');
    if (slash == std::string_view::npos || slash == 0 || slash + 1 == line.size() ||
        !detail::is_digit(line[slash + 1]))
        return refuse("");
    result.product_ = line.substr(0, slash);
    result.version_ = line.substr(slash + 1);
    for (const char c : result.version_) {
        if (!detail::is_digit(c) || result.major_ > 9999)
            break;
        result.major_ = result.major_ * 10 + (c - '0');
    }
    return result;
}

} // namespace ami

#endif // AMI_PROTOCOL_WIRE_IMPL_BANNER_IPP
