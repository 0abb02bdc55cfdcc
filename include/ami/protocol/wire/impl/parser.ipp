// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_PROTOCOL_WIRE_IMPL_PARSER_IPP
#define AMI_PROTOCOL_WIRE_IMPL_PARSER_IPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/parser.hpp>
#include <ami/protocol/wire/scan.hpp>

#include <algorithm>
#include <cstring>

namespace ami {
namespace detail {

inline constexpr std::string_view command_end_marker = "--END COMMAND--";
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
    if (begin_ == end_)
        begin_ = line_begin_ = scanned_ = end_ = 0;
    if (capacity_ - end_ < size) {
        const std::size_t pending = end_ - begin_;
        // Doubling keeps a packet that grows byte by byte from being copied at every byte.
        if (capacity_ < pending + size || pending > capacity_ / 2) {
            const std::size_t wanted = std::max(pending + size, 2 * capacity_);
            std::unique_ptr<char[]> larger(new char[wanted + detail::scan_slack]);
            if (pending != 0)
                std::memcpy(larger.get(), buffer_.get() + begin_, pending);
            buffer_ = std::move(larger);
            capacity_ = wanted;
        } else if (pending != 0) {
            std::memmove(buffer_.get(), buffer_.get() + begin_, pending);
        }
        line_begin_ -= begin_;
        scanned_ -= begin_;
        end_ = pending;
        begin_ = 0;
    }
    return {buffer_.get() + end_, capacity_ - end_};
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
    begin_ = line_begin_ = scanned_ = end_ = lines_ = 0;
    greeting_ = first_;
    framing_ = framing::lines;
    kind_ = packet_kind::other;
    error_.clear();
    packet_ = {};
    banner_ = {};
    bytes_in_packets_ = bytes_skipped_ = 0;
}

AMI_DECL parser::result parser::fail(errc code, error_code& ec) noexcept
{
    ec = error_ = code;
    return result::error;
}

AMI_DECL parser::result parser::next_banner(error_code& ec)
{
    const std::size_t size = end_ - begin_;
    const auto* const lf =
        static_cast<const char*>(size == 0 ? nullptr : std::memchr(buffer_.get() + begin_, '\n', size));
    if (!lf || static_cast<std::size_t>(lf - buffer_.get()) - begin_ > detail::max_banner)
        return !lf && size <= detail::max_banner ? result::need_more : fail(errc::not_ami, ec);
    std::string_view rest{buffer_.get() + begin_, size};
    banner_ = detail::take_line(rest);
    const auto taken = size - rest.size();
    bytes_in_packets_ += taken;
    begin_ = line_begin_ = scanned_ = begin_ + taken;
    greeting_ = greeting::none;
    return result::banner;
}

// Checks the limits on a line that ends at `line_end`, or has come so far if it has no end yet. Where
// both are broken, the one that is reached first on the stream counts, so that it depends on no split.
AMI_DECL bool parser::is_too_long(std::size_t line_end, error_code& ec) noexcept
{
    const std::size_t size = line_end - line_begin_;
    const std::size_t over = size > limits_.max_line ? size - limits_.max_line : 0;
    // A line may have one byte more if that is the CR of its end.
    const bool line = over > 1 || (over == 1 && line_end != end_ && buffer_[line_end - 1] != '\r');
    const bool packet = line_end - begin_ >= limits_.max_packet;
    if (!line && !packet)
        return false;
    // Fed byte by byte, the line is known to be too long with its second byte over the limit.
    const bool line_first =
        line && (!packet || line_begin_ - begin_ + limits_.max_line + 2 <= limits_.max_packet);
    fail(line_first ? errc::line_too_long : errc::packet_too_large, ec);
    return true;
}

// Looks at the first line, or at the second one after a leading ActionID. `end` is where the lines that are there end.
AMI_DECL void parser::classify(std::size_t end) noexcept
{
    std::string_view rest{buffer_.get() + begin_, end - begin_};
    if (rest.starts_with("Event: ")) { // almost every packet
        kind_ = packet_kind::event;
        return;
    }
    if (rest.starts_with("Response: Success\r\n")) { // and almost every other
        kind_ = packet_kind::response;
        return;
    }
    auto header = detail::split_line(detail::take_line(rest));
    if (detail::iequals(header.name, "ActionID"))
        header = detail::split_line(detail::take_line(rest));
    if (detail::iequals(header.name, "Event")) {
        kind_ = packet_kind::event;
    } else if (detail::iequals(header.name, "Response")) {
        kind_ = packet_kind::response;
        if (detail::iequals(header.value, "Follows"))
            framing_ = framing::command_body;
    } else {
        kind_ = packet_kind::other;
    }
}

AMI_DECL void parser::finish(std::size_t packet_end, std::size_t headers_end, std::string_view body) noexcept
{
    packet_ = packet_view({buffer_.get() + begin_, packet_end - begin_}, headers_end - begin_, body, kind_);
    bytes_in_packets_ += packet_end - begin_;
    begin_ = line_begin_ = scanned_ = packet_end;
    lines_ = 0;
    framing_ = framing::lines;
}

// False if no packet has begun yet.
AMI_DECL bool parser::skip_blank_lines() noexcept
{
    const auto before = begin_;
    while (begin_ != end_) {
        const bool cr = buffer_[begin_] == '\r';
        if (cr && begin_ + 1 == end_) // it may belong to an empty line
            break;
        if (buffer_[begin_ + cr] != '\n') {
            bytes_skipped_ += begin_ - before;
            scanned_ = begin_;
            return true;
        }
        begin_ += cr + std::size_t{1};
    }
    bytes_skipped_ += begin_ - before;
    scanned_ = begin_;
    return false;
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
    if (framing_ == framing::command_body)
        return next_in_command_body(ec);
    if (framing_ == framing::limited_lines)
        return next_by_lines(ec);

    if (scanned_ == begin_ && !skip_blank_lines())
        return result::need_more;
    const char* const bytes = buffer_.get();
    const char* const found = detail::scan().packet_end(bytes + begin_, bytes + scanned_, bytes + end_);
    const std::size_t end = found ? static_cast<std::size_t>(found - bytes) : end_;
    if (end - begin_ > harmless_) {
        framing_ = framing::limited_lines;
        line_begin_ = scanned_ = begin_;
        return next_by_lines(ec);
    }
    if (!found) {
        scanned_ = end_;
        return result::need_more;
    }
    classify(end);
    if (framing_ == framing::command_body) {
        scanned_ = begin_;
        return next_in_command_body(ec);
    }
    finish(end, end - (bytes[end - 2] == '\r' ? 2 : 1), {});
    return result::packet;
}

// With a look at each line, because a limit may be broken.
AMI_DECL parser::result parser::next_by_lines(error_code& ec)
{
    while (scanned_ != end_) {
        const auto* const lf =
            static_cast<const char*>(std::memchr(buffer_.get() + scanned_, '\n', end_ - scanned_));
        if (!lf)
            break;
        const auto line_end = static_cast<std::size_t>(lf - buffer_.get());
        const std::size_t next_line = line_end + 1;
        const std::size_t size = line_end - line_begin_;
        if (size == 0 || (size == 1 && buffer_[line_begin_] == '\r')) {
            if (next_line - begin_ > limits_.max_packet)
                return fail(errc::packet_too_large, ec);
            finish(next_line, line_begin_, {});
            return result::packet;
        }
        if (is_too_long(line_end, ec))
            return result::error;
        if (++lines_ > limits_.max_headers)
            return fail(errc::packet_has_too_many_headers, ec);
        line_begin_ = scanned_ = next_line;
        if (lines_ == 1 || (lines_ == 2 && kind_ == packet_kind::other)) {
            classify(next_line);
            if (framing_ == framing::command_body)
                return next_in_command_body(ec);
        }
    }
    scanned_ = end_;
    return is_too_long(end_, ec) ? result::error : result::need_more;
}

// The header lines of a `Response: Follows` are Response, Privilege and ActionID; the text begins after
// them without a blank line, and may hold blank lines and colons (protocol/README.md 1.7).
AMI_DECL std::size_t parser::command_headers_end() const noexcept
{
    std::string_view rest{buffer_.get() + begin_, end_ - begin_};
    if (detail::iequals(detail::split_line(detail::take_line(rest)).name, "ActionID"))
        detail::take_line(rest);
    for (const std::string_view expected : {"Privilege", "ActionID"}) {
        auto after = rest;
        if (detail::iequals(detail::split_line(detail::take_line(after)).name, expected))
            rest = after;
    }
    return end_ - rest.size();
}

AMI_DECL parser::result parser::next_in_command_body(error_code& ec)
{
    const std::string_view marker = detail::command_end_marker;
    const std::string_view bytes{buffer_.get(), end_};
    for (;;) {
        const auto found = bytes.find(marker, scanned_);
        if (found == std::string_view::npos)
            break;
        // The marker ends the text only if a blank line follows: the text itself may quote it.
        scanned_ = found;
        std::size_t at = found + marker.size();
        bool complete = true;
        for (int line_end = 0; line_end != 2 && complete; ++line_end) {
            if (at < end_ && buffer_[at] == '\r')
                ++at;
            if (at == end_) {
                if (end_ - begin_ > limits_.max_packet)
                    return fail(errc::packet_too_large, ec);
                return result::need_more;
            }
            complete = buffer_[at] == '\n';
            ++at;
        }
        if (!complete) {
            scanned_ = found + 1;
            continue;
        }
        if (at - begin_ > limits_.max_packet)
            return fail(errc::packet_too_large, ec);
        const auto headers_end = std::min(command_headers_end(), found);
        finish(at, headers_end, bytes.substr(headers_end, found - headers_end));
        return result::packet;
    }
    // A marker may have begun in the last bytes.
    const auto tail = std::min(marker.size() - 1, end_ - scanned_);
    scanned_ = end_ - tail;
    if (end_ - begin_ > limits_.max_packet)
        return fail(errc::packet_too_large, ec);
    return result::need_more;
}

} // namespace ami

#endif // AMI_PROTOCOL_WIRE_IMPL_PARSER_IPP
