// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_VALUES_CERTAINTY_HPP
#define AMI_PROTOCOL_VALUES_CERTAINTY_HPP

#include <string>

namespace ami {

/// An answer that may not be known.
enum class certainty : unsigned char { no, unknown, yes };

/// An answer, and why it is so.
struct assessment {
    /// The answer.
    certainty answer = certainty::unknown;
    /// Why it is so, for example which right the user lacks; can be empty.
    std::string reason;
};

} // namespace ami

#endif // AMI_PROTOCOL_VALUES_CERTAINTY_HPP
