// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_AGI_COMMANDS_HPP
#define AMI_TESTING_DETAIL_AGI_COMMANDS_HPP

#include <ami/detail/macros.hpp>
#include <ami/testing/detail/agi_host.hpp>
#include <ami/testing/detail/agi_reply.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ami::testing::detail {

// The commands of AGI as Asterisk 16 and 22 were seen to answer them, the same for AsyncAGI and FastAGI.

using agi_arguments = std::vector<std::string>;

// A row of res_agi.c's table.
struct agi_command {
    std::string_view name; // in lower case
    std::size_t least;     // arguments: fewer, or more than the most, are wrong syntax
    std::size_t most;
    bool allowed_when_dead;
    agi_reply (*run)(agi_host& host, const agi_arguments& arguments);
};

// Null if there is no command of these words.
AMI_DECL const agi_command* find_agi_command(const std::vector<std::string>& words);

// Begins a command. `dead`: the call is over, and the AGI server was told so.
AMI_DECL agi_reply run_agi_command(agi_host& host, std::string_view line, bool dead);

// A handler returns this if its arguments are wrong; the answer becomes the usage.
AMI_DECL agi_reply agi_usage(std::string_view name);

AMI_DECL agi_reply agi_answer_channel(agi_host& host, const agi_arguments& arguments);
AMI_DECL agi_reply agi_channel_status(agi_host& host, const agi_arguments& arguments);
AMI_DECL agi_reply agi_hang_up(agi_host& host, const agi_arguments& arguments);
AMI_DECL agi_reply agi_set_autohangup(agi_host& host, const agi_arguments& arguments);
AMI_DECL agi_reply agi_set_context(agi_host& host, const agi_arguments& arguments);
AMI_DECL agi_reply agi_set_extension(agi_host& host, const agi_arguments& arguments);
AMI_DECL agi_reply agi_set_priority(agi_host& host, const agi_arguments& arguments);
AMI_DECL agi_reply agi_gosub(agi_host& host, const agi_arguments& arguments);
AMI_DECL agi_reply agi_exec(agi_host& host, const agi_arguments& arguments);

AMI_DECL agi_reply agi_get_variable(agi_host& host, const agi_arguments& arguments);
AMI_DECL agi_reply agi_get_full_variable(agi_host& host, const agi_arguments& arguments);
AMI_DECL agi_reply agi_set_variable(agi_host& host, const agi_arguments& arguments);
AMI_DECL agi_reply agi_set_caller(agi_host& host, const agi_arguments& arguments);
AMI_DECL agi_reply agi_database_get(agi_host& host, const agi_arguments& arguments);
AMI_DECL agi_reply agi_database_put(agi_host& host, const agi_arguments& arguments);
AMI_DECL agi_reply agi_database_del(agi_host& host, const agi_arguments& arguments);
AMI_DECL agi_reply agi_database_deltree(agi_host& host, const agi_arguments& arguments);

AMI_DECL agi_reply agi_stream_file(agi_host& host, const agi_arguments& arguments);
AMI_DECL agi_reply agi_control_stream_file(agi_host& host, const agi_arguments& arguments);
AMI_DECL agi_reply agi_get_option(agi_host& host, const agi_arguments& arguments);
AMI_DECL agi_reply agi_get_data(agi_host& host, const agi_arguments& arguments);
AMI_DECL agi_reply agi_wait_for_digit(agi_host& host, const agi_arguments& arguments);
AMI_DECL agi_reply agi_receive_char(agi_host& host, const agi_arguments& arguments);
AMI_DECL agi_reply agi_receive_text(agi_host& host, const agi_arguments& arguments);
AMI_DECL agi_reply agi_record_file(agi_host& host, const agi_arguments& arguments);
AMI_DECL agi_reply agi_say(agi_host& host, const agi_arguments& arguments);
AMI_DECL agi_reply agi_say_number(agi_host& host, const agi_arguments& arguments);
AMI_DECL agi_reply agi_say_alpha(agi_host& host, const agi_arguments& arguments);

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/agi_commands.ipp>
#include <ami/testing/impl/agi_commands_channel.ipp>
#include <ami/testing/impl/agi_commands_media.ipp>
#include <ami/testing/impl/agi_commands_values.ipp>
#endif

#endif // AMI_TESTING_DETAIL_AGI_COMMANDS_HPP
