// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_FAST_IMPL_ENVIRONMENT_READER_IPP
#define AMI_AGI_FAST_IMPL_ENVIRONMENT_READER_IPP

#include <ami/agi/fast/environment_reader.hpp>
#include <ami/protocol/values/redaction.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace ami::detail {

inline constexpr std::string_view first_environment_line = "agi_network: yes";

// As res_agi.c writes them, in 11 to 22.
inline constexpr std::string_view environment_order[] = {"agi_network", "agi_network_script", "agi_request",
    "agi_channel", "agi_language", "agi_type", "agi_uniqueid", "agi_version", "agi_callerid",
    "agi_calleridname", "agi_callingpres", "agi_callingani2", "agi_callington", "agi_callingtns", "agi_dnid",
    "agi_rdnis", "agi_context", "agi_extension", "agi_priority", "agi_enhanced", "agi_accountcode",
    "agi_threadid"};
inline constexpr std::size_t place_of_script = 2;

// 1, 2, ...; 0 for a name that Asterisk does not write.
inline std::size_t place_of(std::string_view name)
{
    const auto found = std::find(std::begin(environment_order), std::end(environment_order), name);
    return found == std::end(environment_order)
               ? 0
               : static_cast<std::size_t>(found - std::begin(environment_order)) + 1;
}

AMI_DECL std::size_t environment_reader::read(std::string_view bytes)
{
    std::size_t taken = 0;
    while (!is_complete_ && !error_ && taken != bytes.size()) {
        const auto rest = bytes.substr(taken);
        const auto end = rest.find('\n');
        const auto part = rest.substr(0, end);
        const auto size = part.size() + (end != std::string_view::npos);
        taken += size;
        total_ += size;
        if (line_.size() + part.size() > limits_.line) {
            error_ = {errc::agi_line_too_long,
                fmt::format("a line of the environment has more than {} bytes", limits_.line)};
        } else if (total_ > limits_.environment_bytes) {
            error_ = {errc::agi_environment_too_large,
                fmt::format("the environment has more than {} bytes", limits_.environment_bytes)};
        } else {
            line_.append(part);
            if (end != std::string_view::npos) {
                on_line(line_);
                line_.clear();
            } else if (lines_ == 0 && !first_environment_line.starts_with(line_)) {
                on_line(line_); // no line that begins so is one of Asterisk
            }
        }
    }
    return taken;
}

AMI_DECL void environment_reader::on_line(std::string_view line)
{
    if (lines_++ == 0) {
        if (line != first_environment_line) {
            error_ = {errc::invalid_agi_environment,
                "it begins with \"" + quote_agi_answer(line, 40) + "\", not with \"agi_network: yes\""};
            return;
        }
    } else if (line.empty()) {
        end();
        return;
    }
    if (lines_ > limits_.environment_lines) {
        error_ = {errc::agi_environment_too_large,
            fmt::format("the environment has more than {} lines", limits_.environment_lines)};
        return;
    }
    const auto separator = line.find(": ");
    constexpr std::string_view argument = "agi_arg_";
    if (separator == std::string_view::npos)
        is_doubtful_ = true; // the rest of a value that has a line end
    else if (line.starts_with(argument))
        on_argument(line.substr(argument.size(), separator - argument.size()), line.substr(separator + 2));
    else
        on_value(line.substr(0, separator), line.substr(separator + 2));
}

AMI_DECL void environment_reader::on_argument(std::string_view number, std::string_view value)
{
    if (last_place_ != std::size(environment_order) || number != std::to_string(arguments_.size() + 1)) {
        is_doubtful_ = true;
        // Which of two is the dialplan's is not known.
        arguments_are_forged_ = arguments_are_forged_ || last_place_ == std::size(environment_order);
        return;
    }
    arguments_.emplace_back(value);
}

AMI_DECL void environment_reader::on_value(std::string_view name, std::string_view value)
{
    if (!arguments_.empty() || arguments_are_forged_) {
        // Nothing follows the dialplan's arguments, so those before were none of them.
        arguments_.clear();
        arguments_are_forged_ = false;
        is_doubtful_ = true;
    }
    const auto place = place_of(name);
    // Each comes once, but the script only if the dialplan has one.
    const bool skips_script = place == place_of_script + 1 && last_place_ == place_of_script - 1;
    const bool is_in_order = place == last_place_ + 1 || skips_script;
    if (!is_in_order)
        is_doubtful_ = true;
    if (place == place_of_script && !is_in_order)
        return; // Asterisk writes it second, or not at all
    last_place_ = std::max(last_place_, place);
    if (!values_.emplace(name, value).second)
        twice_.emplace(name);
}

AMI_DECL void environment_reader::end()
{
    if (last_place_ != std::size(environment_order)) {
        error_ = {errc::invalid_agi_environment, "it ends before agi_threadid"};
        return;
    }
    is_complete_ = true;
    for (const auto& name : twice_)
        values_.erase(name);
    if (arguments_are_forged_)
        arguments_.clear();
}

AMI_DECL agi_environment environment_reader::take_environment()
{
    for (std::size_t i = 0; i != arguments_.size(); ++i)
        values_.insert_or_assign("agi_arg_" + std::to_string(i + 1), arguments_[i]);
    return agi_environment(std::move(values_));
}

} // namespace ami::detail

#endif // AMI_AGI_FAST_IMPL_ENVIRONMENT_READER_IPP
