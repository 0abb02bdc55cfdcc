// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_FAST_COMMAND_CHECK_HPP
#define AMI_AGI_FAST_COMMAND_CHECK_HPP

#include <ami/protocol/errors/error.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace ami::detail {

// Whether Asterisk would read the command as one, and as this one.
AMI_DECL failure check_agi_command(std::string_view command, std::size_t max_size);

// How many words Asterisk finds in it.
AMI_DECL std::size_t count_agi_words(std::string_view command) noexcept;

// Whether Asterisk carries the command out on a channel that was hung up. One that is not known is said to be permitted:
// Asterisk decides.
AMI_DECL bool is_permitted_when_dead(std::string_view command);

// The first words of it as the table of commands has them: one blank between two.
AMI_DECL std::string agi_command_name(std::string_view command);

// Whether the name of a variable or of a function with its arguments has nothing that Asterisk would expand or unquote.
AMI_DECL bool is_plain_variable_name(std::string_view name) noexcept;

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/agi/fast/impl/command_check.ipp>
#endif

#endif // AMI_AGI_FAST_COMMAND_CHECK_HPP
