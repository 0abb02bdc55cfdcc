// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_WIRE_IMPL_PARSER_IPP
#define AMI_PROTOCOL_WIRE_IMPL_PARSER_IPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/parser.hpp>
#include <ami/protocol/wire/scan.hpp>

#include <boost/assert.hpp>

#include <algorithm>
#include <cstring>

namespace ami {
namespace detail {

inline constexpr std::size_t max_banner = 1024;

} // namespace detail

// Every line has two bytes or more, and the blank one that ends the packet one. A packet that has not ended must be
// shorter than the longest one.
AMI_DECL parser::parser(const limits& bounds, greeting first) noexcept
    : limits_(bounds), first_(first), greeting_(first),
      harmless_(std::min({bounds.max_line, bounds.max_packet == 0 ? 0 : bounds.max_packet - 1,
          bounds.max_headers > static_cast<std::size_t>(-1) / 2 ? static_cast<std::size_t>(-1)
                                                                : 2 * bounds.max_headers}))
{}

AMI_DECL std::span<char> parser::prepare(std::size_t size)
{
    return buffer_.prepare(size);
}

AMI_DECL void parser::feed(std::string_view bytes)
{
    if (bytes.empty())
        return;
    const auto room = prepare(bytes.size());
    std::memcpy(room.data(), bytes.data(), bytes.size());
    commit(bytes.size());
}

AMI_DECL void parser::reset() noexcept
{
    buffer_.clear();
    progress_ = {};
    greeting_ = first_;
    error_.clear();
    packet_ = {};
    banner_ = {};
    received_ = {};
}

AMI_DECL parser::result parser::fail(errc code, error_code& ec) noexcept
{
    ec = error_ = code;
    return result::error;
}

AMI_DECL parser::result parser::next_banner(error_code& ec)
{
    const std::size_t size = buffer_.size();
    const auto* const lf =
        static_cast<const char*>(size == 0 ? nullptr : std::memchr(buffer_.data(), '\n', size));
    if (!lf || static_cast<std::size_t>(lf - buffer_.data()) > detail::max_banner)
        return !lf && size <= detail::max_banner ? result::need_more : fail(errc::not_ami, ec);
    auto rest = buffer_.view();
    banner_ = detail::take_line(rest);
    const auto taken = size - rest.size();
    received_.in_packets += taken;
    buffer_.consume(taken);
    greeting_ = greeting::none;
    return result::banner;
}

// Checks the limits on a line that ends at `line_end`, or has come so far if it has no end yet. Where
// both are broken, the one that is reached first on the stream counts, so that it depends on no split.
AMI_DECL bool parser::is_too_long(std::size_t line_end, error_code& ec) noexcept
{
    const auto line_begin = progress_.line_begin;
    const std::size_t size = line_end - line_begin;
    const std::size_t over = size > limits_.max_line ? size - limits_.max_line : 0;
    // A line may have one byte more if that is the CR of its end.
    const bool line =
        over > 1 || (over == 1 && line_end != buffer_.size() && buffer_.data()[line_end - 1] != '\r');
    const bool packet = line_end >= limits_.max_packet;
    if (!line && !packet)
        return false;
    // Fed byte by byte, the line is known to be too long with its second byte over the limit.
    const bool line_first = line && (!packet || line_begin + limits_.max_line + 2 <= limits_.max_packet);
    fail(line_first ? errc::line_too_long : errc::packet_too_large, ec);
    return true;
}

// Looks at the first line, or at the second one after a leading ActionID. `end` is where the lines that are there end;
// `is_whole`: there are no more. False if the lines do not say it yet.
AMI_DECL bool parser::classify(std::size_t end, bool is_whole) noexcept
{
    std::string_view rest{buffer_.data(), end};
    auto header = detail::split_line(detail::take_line(rest));
    std::string_view action_id;
    if (detail::iequals(header.name, "ActionID")) {
        if (rest.empty() && !is_whole)
            return false;
        action_id = header.value;
        header = detail::split_line(detail::take_line(rest));
    }
    progress_.kind = packet_kind::other;
    if (detail::iequals(header.name, "Event")) {
        progress_.kind = packet_kind::event;
    } else if (detail::iequals(header.name, "Response")) {
        progress_.kind = packet_kind::response;
        if (detail::iequals(header.value, "Follows"))
            return classify_command(rest, action_id, is_whole);
    }
    return true;
}

AMI_ALWAYS_INLINE void parser::finish(
    std::size_t packet_end, std::size_t headers_end, std::string_view body) noexcept
{
    packet_ = packet_view({buffer_.data(), packet_end}, headers_end, body, progress_.kind);
    received_.in_packets += packet_end;
    buffer_.consume(packet_end);
    progress_ = {};
}

AMI_DECL void parser::cut_packet(std::size_t size) noexcept
{
    const auto rest = packet_.raw().size() - size;
    BOOST_ASSERT(packet_.body().empty() && size <= packet_.header_lines().size());
    packet_ = packet_view(packet_.raw().substr(0, size), size, {}, packet_.kind());
    received_.in_packets -= rest;
    buffer_.restore(rest);
    progress_ = {};
}

// False if no packet has begun yet.
AMI_DECL bool parser::skip_blank_lines() noexcept
{
    const auto bytes = buffer_.view();
    std::size_t at = 0;
    bool has_begun = false;
    while (at != bytes.size()) {
        const bool cr = bytes[at] == '\r';
        if (cr && at + 1 == bytes.size()) // it may belong to an empty line
            break;
        has_begun = bytes[at + cr] != '\n';
        if (has_begun)
            break;
        at += cr + std::size_t{1};
    }
    received_.skipped += at;
    buffer_.consume(at);
    return has_begun;
}

AMI_DECL parser::result parser::next(error_code& ec)
{
    ec.clear();
    if (error_) {
        ec = error_;
        return result::error;
    }
    if (greeting_ == greeting::banner)
        return next_banner(ec);
    if (progress_.by == framing::command_body)
        return next_in_command_body(ec);
    if (progress_.by == framing::limited_lines)
        return next_by_lines(ec);

    const bool begins = !buffer_.view().empty() && buffer_.view().front() > '\r'; // almost always
    if (!begins && progress_.scanned == 0 && !skip_blank_lines())
        return result::need_more;
    const char* const bytes = buffer_.data();
    const std::size_t size = buffer_.size();
    const char* const found = detail::scan().packet_end(bytes, bytes + progress_.scanned, bytes + size);
    const std::size_t end = found ? static_cast<std::size_t>(found - bytes) : size;
    if (end > harmless_) {
        progress_.by = framing::limited_lines;
        progress_.line_begin = progress_.scanned = 0;
        return next_by_lines(ec);
    }
    if (!found) {
        progress_.scanned = size;
        return result::need_more;
    }
    const std::size_t headers_end = end - (bytes[end - 2] == '\r' ? 2 : 1);
    const std::string_view packet(bytes, end);
    if (detail::begins_with(packet, "Event: ")) { // almost every packet
        progress_.kind = packet_kind::event;
    } else if (detail::begins_with(packet, "Response: Success\r\n")) { // and almost every other
        progress_.kind = packet_kind::response;
    } else {
        classify(end, true);
        if (progress_.by == framing::command_body) {
            progress_.scanned = 0;
            return next_in_command_body(ec);
        }
        if (progress_.follows) {
            finish_lines(end, headers_end);
            return result::packet;
        }
    }
    finish(end, headers_end, {});
    return result::packet;
}

// With a look at each line, because a limit may be broken.
AMI_DECL parser::result parser::next_by_lines(error_code& ec)
{
    auto& at = progress_;
    const char* const bytes = buffer_.data();
    const std::size_t bytes_end = buffer_.size();
    while (at.scanned != bytes_end) {
        const auto* const lf =
            static_cast<const char*>(std::memchr(bytes + at.scanned, '\n', bytes_end - at.scanned));
        if (!lf)
            break;
        const auto line_end = static_cast<std::size_t>(lf - bytes);
        const std::size_t next_line = line_end + 1;
        const std::size_t size = line_end - at.line_begin;
        if (size == 0 || (size == 1 && bytes[at.line_begin] == '\r')) {
            if (next_line > limits_.max_packet)
                return fail(errc::packet_too_large, ec);
            if (!at.is_classified)
                classify(next_line, true);
            finish_lines(next_line, at.line_begin);
            return result::packet;
        }
        if (is_too_long(line_end, ec))
            return result::error;
        if (++at.lines > limits_.max_headers)
            return fail(errc::packet_has_too_many_headers, ec);
        at.line_begin = at.scanned = next_line;
        if (!at.is_classified) {
            at.is_classified = classify(next_line, false);
            if (at.by == framing::command_body)
                return next_in_command_body(ec);
        }
    }
    at.scanned = bytes_end;
    return is_too_long(bytes_end, ec) ? result::error : result::need_more;
}

} // namespace ami

#endif // AMI_PROTOCOL_WIRE_IMPL_PARSER_IPP
