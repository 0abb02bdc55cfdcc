// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TYPED_IMPL_NAMED_TEXT_IPP
#define AMI_TYPED_IMPL_NAMED_TEXT_IPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/typed/named_text.hpp>

namespace ami::detail {

// Takes the first name off a list.
inline std::string_view take_name(std::string_view& names) noexcept
{
    const auto end = names.find('|');
    const auto name = names.substr(0, end);
    names.remove_prefix(end == std::string_view::npos ? names.size() : end + 1);
    return name;
}

AMI_DECL std::size_t index_in(std::string_view names, std::string_view text) noexcept
{
    for (std::size_t index = 1; !names.empty(); ++index) {
        if (iequals(take_name(names), text))
            return index;
    }
    return 0;
}

AMI_DECL std::string_view name_at(std::string_view names, std::size_t index) noexcept
{
    std::string_view name;
    for (; index != 0; --index)
        name = take_name(names);
    return name;
}

} // namespace ami::detail

#endif // AMI_TYPED_IMPL_NAMED_TEXT_IPP
