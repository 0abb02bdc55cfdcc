// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_OWN_HANGUP_HPP
#define AMI_SESSION_CHANNELS_OWN_HANGUP_HPP

#include <ami/protocol/errors/error.hpp>
#include <ami/protocol/wire/response.hpp>
#include <ami/session/channels/call_index.hpp>

#include <ami/detail/macros.hpp>

#include <memory>

namespace ami {

class action;

namespace detail {

// An action of this client that hangs up the channel of a call, or channels whose names match an expression.
class own_hangup {
public:
    // Null if the action does nothing of that.
    AMI_DECL static std::unique_ptr<own_hangup> of(const action& request, const call_index& calls);

    // If Asterisk did not carry it out, this client did not end the call. The answer to an expression names the channels.
    AMI_DECL void on_answer(const failure& error, const response& answer, const call_index& calls);

private:
    call_index::call_pointer call_; // null for an expression
};

} // namespace detail
} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/session/channels/impl/own_hangup.ipp>
#endif

#endif // AMI_SESSION_CHANNELS_OWN_HANGUP_HPP
