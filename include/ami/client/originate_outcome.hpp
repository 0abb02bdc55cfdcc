// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_ORIGINATE_OUTCOME_HPP
#define AMI_CLIENT_ORIGINATE_OUTCOME_HPP

#include <ami/protocol/packet.hpp>

#include <ami/detail/config.hpp>

#include <string_view>

namespace ami {

/// What became of an originate, read from its OriginateResponse (protocol.md 3.7).
enum class call_outcome : unsigned char {
    /// Somebody or something answered.
    answered,
    busy,
    /// It rang and nobody answered in time.
    no_answer,
    congested,
    /// Anything else: an unknown destination, a call that was refused.
    failed
};

/// The outcome's name, for example `no answer`.
AMI_DECL std::string_view to_string(call_outcome value) noexcept;

/// How an originated call came to its first end: answered or not. Not being answered is no error.
class originate_outcome {
public:
    originate_outcome() = default;

    /// `report` is an OriginateResponse event.
    AMI_DECL explicit originate_outcome(event report);

    call_outcome value() const noexcept { return value_; }
    bool answered() const noexcept { return value_ == call_outcome::answered; }

    /// The channel's name where it was answered; elsewhere it may be what was dialled.
    std::string_view channel() const noexcept { return report_["Channel"]; }

    /// The channel's unique id; `<unknown>` where there never was a channel.
    std::string_view unique_id() const noexcept { return report_["Uniqueid"]; }

    /// The number that Asterisk gave: the code of the control frame that ended the attempt.
    int reason() const noexcept { return reason_; }

    /// The whole event.
    const event& report() const noexcept { return report_; }

private:
    event report_;
    call_outcome value_ = call_outcome::failed;
    int reason_ = 0;
};

} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/client/impl/originate_outcome.ipp>
#endif

#endif // AMI_CLIENT_ORIGINATE_OUTCOME_HPP
