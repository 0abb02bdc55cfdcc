// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_EXTENSION_STORE_HPP
#define AMI_SESSION_LIVE_EXTENSION_STORE_HPP

#include <ami/session/live/extension.hpp>
#include <ami/session/live/state_store.hpp>

#include <cstddef>
#include <string_view>

namespace ami::detail {

struct extension_kind {
    using record = live::extension;
    static constexpr std::string_view event_name = "ExtensionStatus";
    static constexpr std::size_t keys = 2;
    static constexpr const char* headers[] = {"Exten", "Context", "Hint", "Status", "StatusText"};
    // Removed or deactivated: such states are negative.
    template <class Values>
    static bool is_gone(const Values& values) noexcept
    {
        return values[3].starts_with('-');
    }
};

// By ExtensionStateList, which has no extension of a pattern.
using extension_store = state_store<extension_kind>;

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_EXTENSION_STORE_HPP
