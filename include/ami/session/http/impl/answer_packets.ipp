// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_HTTP_IMPL_ANSWER_PACKETS_IPP
#define AMI_SESSION_HTTP_IMPL_ANSWER_PACKETS_IPP

#include <ami/protocol/http/mxml_decoder.hpp>
#include <ami/protocol/values/redaction.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/packet_view.hpp>
#include <ami/protocol/wire/parser.hpp>
#include <ami/session/http/answer_packets.hpp>

#include <boost/assert.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <string_view>
#include <utility>

namespace ami::detail {

AMI_DECL answer_packets packets_of(http_answer& answer, const config& settings)
{
    answer_packets found;
    const auto begin = answer.body.find_first_not_of(" \t\r\n");
    const bool is_html = istarts_with(answer.content_type, "text/html");
    bool is_good = !is_html;
    if (is_good && settings.http.uses_mxml()) {
        found.text.reserve(answer.body.size()); // growing would take twice as much
        const auto decoded = decode_mxml(answer.body, found.text);
        found.damaged = decoded.damaged;
        is_good = decoded.is_mxml;
        if (is_good)
            answer.body = std::string();
    } else if (is_good) {
        is_good = begin == std::string::npos || answer.body[begin] != '<';
        if (is_good)
            found.text = std::move(answer.body);
    }
    if (!is_good)
        found.error = {errc::not_ami,
            fmt::format(
                "{} at {} instead of an AMI answer; it begins with \"{}\"; check http.path and the port",
                is_html ? "a web page" : "something else", quote(settings.http.path, 200),
                quote(std::string_view(answer.body).substr(begin == std::string::npos ? 0 : begin), 40,
                    settings.secret.view()))};
    return found;
}

// Keeps the packets for which `keep` returns true, in the same memory: a body can be large.
template <class Keep>
failure keep_packets(std::string& packets, std::string_view action_id, const limits& bounds, Keep keep)
{
    constexpr std::size_t slice = 65536;
    parser cutter(bounds, parser::greeting::none);
    cutter.accept_command_output_of(std::string(action_id));
    std::size_t kept = 0;
    failure error;
    for (std::size_t at = 0; at != packets.size() && !error;) {
        const auto size = std::min(slice, packets.size() - at);
        cutter.feed(std::string_view(packets).substr(at, size));
        at += size;
        error_code ec;
        while (cutter.next(ec) == parser::result::packet) {
            const auto raw = cutter.packet().raw();
            if (!keep(cutter.packet()))
                continue;
            BOOST_ASSERT(kept + raw.size() <= at); // the parser has its own copy of what follows
            std::memcpy(packets.data() + kept, raw.data(), raw.size());
            kept += raw.size();
        }
        error.ec = ec;
    }
    packets.resize(kept);
    return error;
}

// The text between the header lines of a Command's answer and the last end marker in the body.
inline std::string with_output_lines(std::string_view header_lines, std::string_view text)
{
    std::string made = "Response: Success\r\n";
    for (header_iterator at{header_lines}; at != header_iterator{}; ++at) {
        if (!iequals(at->name, "Response"))
            fmt::format_to(std::back_inserter(made), "{}: {}\r\n", at->name, at->value);
    }
    while (!text.empty())
        made.append("Output: ").append(take_line(text)).append("\r\n");
    return made.append("\r\n");
}

inline void end_command_at_last_marker(std::string& packets, std::string_view action_id, const limits& bounds)
{
    constexpr std::string_view marker = "--END COMMAND--";
    const auto end = packets.rfind(marker);
    if (action_id.empty() || end == std::string::npos || packets.find(marker) == end)
        return;
    parser cutter(bounds, parser::greeting::none);
    cutter.accept_command_output_of(std::string(action_id));
    cutter.feed(packets);
    error_code ec;
    if (cutter.next(ec) != parser::result::packet)
        return;
    const auto& first = cutter.packet();
    const auto begin = static_cast<std::size_t>(cutter.bytes_skipped()) + first.header_lines().size();
    const bool is_command = iequals(first["Response"], "Follows") && first["ActionID"] == action_id;
    if (is_command && begin + first.body().size() < end)
        packets =
            with_output_lines(first.header_lines(), std::string_view(packets).substr(begin, end - begin));
}

AMI_DECL answer_summary read_answer(std::string& packets, std::string_view action_id, const config& settings)
{
    end_command_at_last_marker(packets, action_id, settings.limits);
    answer_summary answer;
    answer.error = keep_packets(packets, action_id, settings.limits, [&](const packet_view& packet) {
        if (std::exchange(answer.is_empty, false) && packet.kind() == packet_kind::response)
            answer.is_accepted = iequals(packet.begin()->value, "Success");
        return true;
    });
    return answer;
}

AMI_DECL answer_summary read_own_answer(std::string& packets, const config& settings, bool is_wait)
{
    answer_summary answer;
    answer.error = keep_packets(packets, {}, settings.limits, [&](const packet_view& packet) {
        const bool is_first = std::exchange(answer.is_empty, false);
        if (packet.kind() != packet_kind::response)
            return is_wait && !iequals(packet.begin()->value, "WaitEventComplete");
        // Asterisk answers before the events. A later response is one that somebody forged in an event's value.
        if (!is_first)
            return false;
        const auto words = packet.begin()->value;
        answer.is_denied =
            !iequals(words, "Success") && !iequals(words, "Pong") && !iequals(words, "Goodbye");
        if (answer.is_denied)
            answer.refusal =
                quote(packet["Message"].empty() ? words : packet["Message"], 64, settings.secret.view());
        return false;
    });
    return answer;
}

} // namespace ami::detail

#endif // AMI_SESSION_HTTP_IMPL_ANSWER_PACKETS_IPP
