// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_COMMAND_TRAITS_HPP
#define AMI_AGI_COMMAND_TRAITS_HPP

#include <ami/detail/macros.hpp>

#include <cstdint>
#include <string_view>

namespace ami::detail {

// What the name of a command tells about its answer, and about what it does to the channel.
struct agi_command_traits {
    enum class length : std::uint8_t {
        brief, // one read takes it, also the usage text for wrong arguments (969 bytes at most on Asterisk 16 and 22)
        bounded, // less than 2,000 bytes; a variable's value is cut at 1,023
        unbounded
    };

    std::string_view name;
    length answer = length::brief;
    bool ends_on_failure = false; // the answer -1 takes the channel out of AGI
    bool runs_application = false;
    bool breaks_out = false;
    bool ends_by_hangup = false; // the answer -1 has no other cause
};

AMI_DECL const agi_command_traits& agi_traits_of(std::string_view command);

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/agi/impl/command_traits.ipp>
#endif

#endif // AMI_AGI_COMMAND_TRAITS_HPP
