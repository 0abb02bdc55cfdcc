// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_CLASSES_HPP
#define AMI_TESTING_DETAIL_CLASSES_HPP

#include <ami/detail/macros.hpp>

#include <string>
#include <string_view>

namespace ami::testing::detail {

// Classes of events and actions as bits, as manager.h numbers them.
using class_mask = int;

inline constexpr class_mask class_system = 1 << 0;
inline constexpr class_mask class_call = 1 << 1;
inline constexpr class_mask class_command = 1 << 4;
inline constexpr class_mask class_agent = 1 << 5;
inline constexpr class_mask class_user = 1 << 6;
inline constexpr class_mask class_dtmf = 1 << 8;
inline constexpr class_mask class_reporting = 1 << 9;
inline constexpr class_mask class_dialplan = 1 << 11;
inline constexpr class_mask class_originate = 1 << 12;
inline constexpr class_mask class_agi = 1 << 13;
inline constexpr class_mask class_security = 1 << 18;

// manager.c: get_perm, for `read`, `write` and the lists in an event mask, with its traps (protocol/README.md 2.5).
AMI_DECL class_mask parse_classes(std::string_view text);

// manager.c: strings_to_mask; -1 for an empty text.
AMI_DECL class_mask parse_event_mask(std::string_view text);

// manager.c: authority_to_str, for example `call,all`; `<none>` if no bit is set.
AMI_DECL std::string class_names(class_mask classes);

AMI_DECL bool is_true(std::string_view text);
AMI_DECL bool is_false(std::string_view text);

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/classes.ipp>
#endif

#endif // AMI_TESTING_DETAIL_CLASSES_HPP
