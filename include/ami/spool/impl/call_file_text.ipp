// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SPOOL_IMPL_CALL_FILE_TEXT_IPP
#define AMI_SPOOL_IMPL_CALL_FILE_TEXT_IPP

#include <ami/protocol/values/redaction.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/spool/call_file.hpp>

#include <fmt/format.h>

// What a call file says.

namespace ami {

namespace detail {

// What pbx_spool.c reads of a line, without the LF: old versions that much, 16.28 and 22 1,023 bytes.
inline constexpr std::size_t max_call_file_line = 254;

// Builds the lines of a call file, and keeps the first fault.
class call_file_text {
public:
    void add(std::string_view key, std::string_view value)
    {
        if (fault_)
            return;
        const auto refuse = [&](std::string fault) {
            fault_ = {errc::invalid_header_value, fmt::format("\"{}\" in a call file: {}", key, fault)};
        };
        if (value.find_first_of(std::string_view{"\r\n\0", 3}) != std::string_view::npos)
            return refuse("its value has CR, LF or NUL, which would end the line");
        if (value.empty())
            return refuse("it is empty");
        if (static_cast<unsigned char>(value.front()) <= 0x20 ||
            static_cast<unsigned char>(value.back()) <= 0x20)
            return refuse(
                "its value begins or ends with a blank or a control byte, which Asterisk would drop");
        std::string escaped;
        for (std::size_t i = 0; i != value.size(); ++i) {
            if (value[i] == '#' && i != 0 && (value[i - 1] == ' ' || value[i - 1] == '\t'))
                return refuse("its value has a blank before #, where Asterisk sees a comment");
            if (value[i] == ';') // else a comment
                escaped += '\\';
            escaped += value[i];
        }
        // Directly after the colon a # is no comment.
        const auto line = fmt::format("{}:{}{}", key, value.front() == '#' ? "" : " ", escaped);
        if (line.size() > max_call_file_line)
            return refuse(
                fmt::format("the line has {} bytes, Asterisk reads {}", line.size(), max_call_file_line));
        text_ += line + '\n';
    }

    void add(std::string_view key, long long value) { add(key, std::string_view(std::to_string(value))); }

    failure take(std::string& text)
    {
        text = std::move(text_);
        return std::move(fault_);
    }

private:
    std::string text_;
    failure fault_;
};

} // namespace detail

AMI_DECL detail::failure call_file::compose(std::string& text) const
{
    if (auto error = originate_.check())
        return error;
    const auto cannot = [](std::string_view content) {
        return detail::failure(
            errc::invalid_header_value, fmt::format("a call file cannot have {}", content));
    };
    if (!originate_.channel_id().empty() || originate_.has_other_ids())
        return cannot("a channel id");
    if (!originate_.other_headers().empty())
        return cannot("\"" + originate_.other_headers().front().name + "\"");
    if (max_retries_ < 0)
        return {errc::invalid_header_value, "\"MaxRetries\" in a call file: it is negative"};
    if (retry_time_ && retry_time_->count() < 1)
        return {errc::invalid_header_value, "\"RetryTime\" in a call file: it is shorter than 1 s"};

    detail::call_file_text lines;
    lines.add("Channel", originate_.channel());
    if (const auto& place = originate_.to_dialplan()) {
        if (!detail::is_digit(place->priority.front()))
            return cannot("a priority's label; give its number");
        lines.add("Context", place->context);
        lines.add("Extension", place->exten);
        lines.add("Priority", place->priority);
    }
    if (const auto& application = originate_.to_application()) {
        lines.add("Application", application->name);
        if (!application->value.empty())
            lines.add("Data", application->value);
    }
    const auto add_unless_empty = [&](std::string_view key, const std::string& value) {
        if (!value.empty())
            lines.add(key, value);
    };
    add_unless_empty("CallerID", originate_.caller_id());
    add_unless_empty("Account", originate_.account());
    add_unless_empty("Codecs", originate_.codecs());
    if (const auto early = originate_.early_media())
        lines.add("Early_Media", *early ? "yes" : "no");
    lines.add("WaitTime", std::chrono::ceil<std::chrono::seconds>(originate_.ring_time()).count());
    lines.add("MaxRetries", max_retries_);
    if (retry_time_)
        lines.add("RetryTime", retry_time_->count());
    lines.add("Archive", archive_ ? "yes" : "no");
    if (always_delete_)
        lines.add("AlwaysDelete", *always_delete_ ? "yes" : "no");
    for (const auto& each : originate_.variables()) {
        if (each.name.empty() || each.name.find('=') != std::string::npos)
            return {errc::invalid_header_value,
                fmt::format(
                    "\"Set\" in a call file: \"{}\" cannot be a variable's name", detail::quote(each.name))};
        lines.add("Set", each.name + "=" + each.value);
    }
    return lines.take(text);
}

AMI_DECL std::string call_file::text() const
{
    std::string text;
    if (auto error = compose(text))
        detail::throw_failure(std::move(error));
    return text;
}

} // namespace ami

#endif // AMI_SPOOL_IMPL_CALL_FILE_TEXT_IPP
