// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_HTTP_ANSWER_PACKETS_HPP
#define AMI_SESSION_HTTP_ANSWER_PACKETS_HPP

#include <ami/protocol/config/config.hpp>
#include <ami/protocol/errors/error.hpp>
#include <ami/protocol/http/answer.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace ami::detail {

// The packets of an answer with status 200, as they stand in a rawman answer.
struct answer_packets {
    std::string text;
    std::size_t damaged = 0; // packets of an mxml document that could not be read
    failure error{};         // it is no answer of AMI; errc::not_ami
};

// Takes the body out of the answer.
AMI_DECL answer_packets packets_of(http_answer& answer, const config& settings);

// What the packets say. What is cut short is removed from the text: it must not grow into the next answer.
struct answer_summary {
    bool is_empty = true;     // no packet
    bool is_accepted = false; // the first packet is a positive response
    bool is_denied = false;   // a response is negative
    std::string refusal{};    // its words, without the secret
    failure error{};          // a packet exceeds a limit
};

// The answer to an action of the queue, whose ActionID is `action_id`. All of it is kept. It is all of the answer: up to
// Asterisk 13, the output of a Command goes on to the last end marker, whatever it looks like before that. If there is
// more than one, the answer is given the form that it has from Asterisk 14 on (protocol/README.md 1.7).
AMI_DECL answer_summary read_answer(std::string& packets, std::string_view action_id, const config& settings);

// The answer to a request of the session's own: only events are kept, and only those of a WaitEvent.
AMI_DECL answer_summary read_own_answer(std::string& packets, const config& settings, bool is_wait);

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/http/impl/answer_packets.ipp>
#endif

#endif // AMI_SESSION_HTTP_ANSWER_PACKETS_HPP
