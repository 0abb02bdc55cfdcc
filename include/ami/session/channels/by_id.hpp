// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_BY_ID_HPP
#define AMI_SESSION_CHANNELS_BY_ID_HPP

#include <ami/detail/segmented_table.hpp>
#include <ami/detail/text_hash.hpp>

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace ami::detail {

// Looked up for every event of a channel: without making a string.
struct id_hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view id) const noexcept
    {
        return static_cast<std::size_t>(text_hash(id));
    }
};

template <class Value>
using by_id = segmented_map<std::string, Value, id_hash, std::equal_to<>>;

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_BY_ID_HPP
