// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_AGI_INPUT_HPP
#define AMI_TESTING_DETAIL_AGI_INPUT_HPP

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace ami::testing::detail {

// How res_agi.c reads commands: it waits until the socket is readable, and takes one line from a buffer of stdio, which
// may hold more than that line. What stdio has does not make the socket readable.
class agi_input {
public:
    // `longest`: bytes of a line with its line end.
    explicit agi_input(std::size_t longest) : longest_(longest) {}

    void receive(std::string_view bytes) { socket_ += bytes; }
    void end() { ended_ = true; }

    // Whether poll() says so.
    bool is_readable() const noexcept { return !socket_.empty() || ended_; }

    // A line has begun and not ended: Asterisk reads on, and looks at nothing else.
    bool is_in_line() const noexcept { return !line_.empty(); }

    enum class outcome { line, need_more, end };

    // Takes a line without its line end. One that is too long is cut: the rest is the next line.
    AMI_DECL outcome read(std::string& line);

private:
    AMI_DECL bool fill();

    std::size_t longest_;
    std::string socket_; // what the kernel has
    std::string stdio_;  // what was read and not taken
    std::string line_;
    bool ended_ = false;
};

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/agi_input.ipp>
#endif

#endif // AMI_TESTING_DETAIL_AGI_INPUT_HPP
