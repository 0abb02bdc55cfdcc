// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TYPED_FIELD_STATE_HPP
#define AMI_TYPED_FIELD_STATE_HPP

#include <cstdint>

namespace ami {

/// What an event has for a field.
enum class field_state : std::uint8_t {
    /// There is no such header.
    absent,
    /// There is the header, and nothing after its colon, or `N/A`: Asterisk has no value.
    empty,
    /// The text is no value of the field's type.
    malformed,
    good
};

} // namespace ami

#endif // AMI_TYPED_FIELD_STATE_HPP
