// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_WIRE_PARSER_HPP
#define AMI_PROTOCOL_WIRE_PARSER_HPP

#include <ami/protocol/config/limits.hpp>
#include <ami/protocol/errors/errc.hpp>
#include <ami/protocol/wire/packet_view.hpp>
#include <ami/protocol/wire/receive_buffer.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

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

    /// A parser with these limits, before the first byte.
    AMI_DECL explicit parser(const limits& bounds = {}, greeting first = greeting::banner) noexcept;

    /// From now on, the text of a `Response: Follows` is taken for the output of a Command, which may hold blank lines,
    /// only if its ActionID begins with `action_id_prefix`; if that is empty, of none. Others end at their first blank
    /// line. Without this, all of them are: then a packet that somebody forged holds back everything after it until
    /// the end marker of a Command comes (protocol/README.md 1.7). `reset` keeps it.
    void accept_command_output_of(std::string action_id_prefix)
    {
        command_ids_ = std::move(action_id_prefix);
    }

    /// Room for at least `size` bytes. Invalidates every view that came from this parser.
    AMI_DECL std::span<char> prepare(std::size_t size);

    /// Says that `size` bytes were written to the front of what `prepare` returned.
    void commit(std::size_t size) noexcept { buffer_.commit(size); }

    /// Appends a copy of `bytes`. Invalidates every view that came from this parser.
    AMI_DECL void feed(std::string_view bytes);

    /// Goes on to the next packet. `ec` is `errc::line_too_long`, `errc::packet_has_too_many_headers`,
    /// `errc::packet_too_large` or `errc::not_ami` (an endless banner line) with `result::error`.
    AMI_DECL result next(error_code& ec);

    /// The packet that `next` found last.
    const packet_view& packet() const noexcept { return packet_; }

    /// Shortens the packet that `next` found last to its first `size` bytes, which are whole lines. `next` reads the rest
    /// as the following packet: for answers after which Asterisk forgets the blank line (protocol/README.md 1.6).
    AMI_DECL void cut_packet(std::size_t size) noexcept;

    /// The banner line that `next` found, without its line end.
    std::string_view banner() const noexcept { return banner_; }

    /// Bytes that have come as part of packets or of the banner.
    std::uint64_t bytes_in_packets() const noexcept { return received_.in_packets; }

    /// Bytes of empty lines between packets, which were skipped.
    std::uint64_t bytes_skipped() const noexcept { return received_.skipped; }

    /// Bytes of a packet that has not ended yet.
    std::size_t bytes_pending() const noexcept { return buffer_.size(); }

    /// The bytes of a packet that has not ended yet.
    std::string_view pending() const noexcept { return buffer_.view(); }

    /// Begins again, for another connection. Keeps the buffer.
    AMI_DECL void reset() noexcept;

private:
    enum class framing : unsigned char {
        lines,         // only its end is looked for
        limited_lines, // it is so large that each line must be looked at
        command_body
    };

    // How far a packet was looked at. Positions count from its first byte.
    struct progress {
        std::size_t scanned = 0;    // what ends the packet does not begin before
        std::size_t line_begin = 0; // framing::limited_lines: of the line that is being looked at
        std::size_t lines = 0;      // so far
        framing by = framing::lines;
        packet_kind kind = packet_kind::other;
        bool is_classified = false; // framing::limited_lines
        bool follows = false;       // the answer of a Command whose text ends where the packet does
    };

    struct received_bytes {
        std::uint64_t in_packets = 0;
        std::uint64_t skipped = 0;
    };

    result fail(errc code, error_code& ec) noexcept;
    result next_banner(error_code& ec);
    bool skip_blank_lines() noexcept;
    result next_by_lines(error_code& ec);
    result next_in_command_body(error_code& ec);
    bool is_too_long(std::size_t line_end, error_code& ec) noexcept;
    bool classify(std::size_t end, bool is_whole) noexcept;
    bool classify_command(std::string_view rest, std::string_view action_id, bool is_whole) noexcept;
    void finish(std::size_t packet_end, std::size_t headers_end, std::string_view body) noexcept;
    void finish_lines(std::size_t packet_end, std::size_t headers_end) noexcept;
    std::size_t command_headers_end() const noexcept;

    limits limits_;
    greeting first_;       // what every stream begins with
    greeting greeting_;    // what this one has next
    std::size_t harmless_; // a packet of no more bytes breaks no limit
    std::optional<std::string> command_ids_;
    detail::receive_buffer buffer_;
    progress progress_;
    error_code error_;
    packet_view packet_;
    std::string_view banner_;
    received_bytes received_;
};

} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/protocol/wire/impl/parser.ipp>
#include <ami/protocol/wire/impl/parser_command.ipp>
#endif

#endif // AMI_PROTOCOL_WIRE_PARSER_HPP
