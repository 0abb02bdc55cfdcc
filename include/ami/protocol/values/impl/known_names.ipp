// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_VALUES_IMPL_KNOWN_NAMES_IPP
#define AMI_PROTOCOL_VALUES_IMPL_KNOWN_NAMES_IPP

#include <ami/protocol/values/known_names.hpp>
#include <ami/protocol/wire/ascii.hpp>

#include <ami/protocol/values/impl/known_names.hpp>

#include <cstddef>

namespace ami::detail {

inline bool has_word(std::string_view words, std::string_view wanted) noexcept
{
    while (!words.empty()) {
        const auto blank = words.find(' ');
        if (iequals(words.substr(0, blank), wanted))
            return true;
        words.remove_prefix(blank == std::string_view::npos ? words.size() : blank + 1);
    }
    return false;
}

template <class Row, std::size_t Size>
const Row* find_row(const Row (&rows)[Size], std::string_view name) noexcept
{
    for (const auto& each : rows) {
        if (has_word(each.names, name))
            return &each;
    }
    return nullptr;
}

AMI_DECL known_event find_event(std::string_view name) noexcept
{
    if (const auto* const found = find_row(event_class_rows, name))
        return {true, false, event_classes::of_names(found->classes)};
    const bool is_list_item = find_row(list_item_rows, name) != nullptr;
    return {is_list_item, is_list_item, {}};
}

AMI_DECL known_action find_action(std::string_view name) noexcept
{
    const auto* const found = find_row(action_rights_rows, name);
    return found ? known_action{true, found->rights, found->module} : known_action{};
}

} // namespace ami::detail

#endif // AMI_PROTOCOL_VALUES_IMPL_KNOWN_NAMES_IPP
