// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_TYPED_STATE_NUMBERS_HPP
#define AMI_TYPED_STATE_NUMBERS_HPP

namespace ami {

/// The `Reason` of OriginateResponse (include/asterisk/frame.h). Any other number is kept. `client::async_originate` knows
/// more than this number says.
enum class originate_reason : int {
    /// Nothing is known: an invalid number or a device that is not there, for example.
    failure = 0,
    hung_up = 1,
    no_answer = 3,
    answered = 4,
    busy = 5,
    congestion = 8
};

/// The `Status` of ExtensionStatus (include/asterisk/pbx.h). Any other number is kept.
enum class extension_state : int {
    removed = -2,
    deactivated = -1,
    idle = 0,
    in_use = 1,
    busy = 2,
    unavailable = 4,
    ringing = 8,
    in_use_and_ringing = 9,
    on_hold = 16,
    in_use_and_on_hold = 17
};

} // namespace ami

#endif // AMI_TYPED_STATE_NUMBERS_HPP
