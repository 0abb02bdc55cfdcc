// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_PROTOCOL_WIRE_PARSER_HPP
#define AMI_PROTOCOL_WIRE_PARSER_HPP

#include <ami/protocol/config/limits.hpp>
#include <ami/protocol/errors/errc.hpp>
#include <ami/protocol/wire/packet_view.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace ami {

/// Cuts a stream of bytes into packets without copying, in the buffer that they were read into.
///
///     std::span<char> room = parser.prepare(65536);
///     parser.commit(read(fd, room.data(), room.size()));
///     while (parser.next(ec) == parser::result::packet)
///         use(parser.packet());            // valid until the next prepare() or feed()
///
/// The packets are the same however the bytes were divided. Lines end in LF or CRLF, an empty line ends a
/// packet, packets without a line are skipped (protocol/README.md 0.2, 1.6).
class parser {
public:
    /// What comes first on the stream.
    enum class greeting {
        /// A banner line, as over TCP and TLS.
        banner,
        /// Packets at once, as in the body of an HTTP answer.
        none
    };

    /// What `next` found.
    enum class result {
        /// Nothing more: read more bytes.
        need_more,
        /// The banner line, in `banner()`.
        banner,
        /// A packet, in `packet()`.
        packet,
        /// A limit was broken; the parser stays in this state until `reset`.
        error
    };

    AMI_DECL explicit parser(const limits& bounds = {}, greeting first = greeting::banner) noexcept;

    /// Room for at least `size` bytes. Invalidates every view that came from this parser.
    AMI_DECL std::span<char> prepare(std::size_t size);

    /// Says that `size` bytes were written to the front of what `prepare` returned.
    void commit(std::size_t size) noexcept { end_ += size; }

    /// Appends a copy of `bytes`. Invalidates every view that came from this parser.
    AMI_DECL void feed(std::string_view bytes);

    /// Goes on to the next packet. `ec` is `errc::line_too_long`, `errc::packet_has_too_many_headers`,
    /// `errc::packet_too_large` or `errc::not_ami` (an endless banner line) with `result::error`.
    AMI_DECL result next(error_code& ec);

    /// The packet that `next` found last.
    const packet_view& packet() const noexcept { return packet_; }

    /// The banner line that `next` found, without its line end.
    std::string_view banner() const noexcept { return banner_; }

    /// Bytes that have come as part of packets or of the banner.
    std::uint64_t bytes_in_packets() const noexcept { return bytes_in_packets_; }

    /// Bytes of empty lines between packets, which were skipped.
    std::uint64_t bytes_skipped() const noexcept { return bytes_skipped_; }

    /// Bytes of a packet that has not ended yet.
    std::size_t bytes_pending() const noexcept { return end_ - begin_; }

    /// The bytes of a packet that has not ended yet.
    std::string_view pending() const noexcept { return {buffer_.get() + begin_, end_ - begin_}; }

    /// Begins again, for another connection. Keeps the buffer.
    AMI_DECL void reset() noexcept;

private:
    enum class framing : unsigned char {
        lines,         // only its end is looked for
        limited_lines, // it is so large that each line must be looked at
        command_body
    };

    result fail(errc code, error_code& ec) noexcept;
    result next_banner(error_code& ec);
    bool skip_blank_lines() noexcept;
    result next_by_lines(error_code& ec);
    result next_in_command_body(error_code& ec);
    bool is_too_long(std::size_t line_end, error_code& ec) noexcept;
    void classify(std::size_t end) noexcept;
    void finish(std::size_t packet_end, std::size_t headers_end, std::string_view body) noexcept;
    std::size_t command_headers_end() const noexcept;

    limits limits_;
    greeting first_;    // what every stream begins with
    greeting greeting_; // what this one has next
    std::unique_ptr<char[]> buffer_;
    std::size_t capacity_ = 0;
    std::size_t harmless_;       // a packet of no more bytes breaks no limit
    std::size_t begin_ = 0;      // first byte of the packet that is being looked at
    std::size_t scanned_ = 0;    // what ends the packet does not begin before
    std::size_t end_ = 0;        // past the last byte
    std::size_t line_begin_ = 0; // framing::limited_lines: first byte of the line that is being looked at
    std::size_t lines_ = 0;      // and the packet's lines so far
    framing framing_ = framing::lines;
    packet_kind kind_ = packet_kind::other;
    error_code error_;
    packet_view packet_;
    std::string_view banner_;
    std::uint64_t bytes_in_packets_ = 0;
    std::uint64_t bytes_skipped_ = 0;
};

} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/protocol/wire/impl/parser.ipp>
#endif

#endif // AMI_PROTOCOL_WIRE_PARSER_HPP
