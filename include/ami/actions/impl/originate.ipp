// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_ACTIONS_IMPL_ORIGINATE_IPP
#define AMI_ACTIONS_IMPL_ORIGINATE_IPP

#include <ami/actions/originate.hpp>
#include <ami/actions/priority.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/banner.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <limits>

namespace ami::actions {

AMI_DECL originate& originate::ring_time(std::chrono::milliseconds value) &
{
    if (value <= std::chrono::milliseconds::zero() && !fault_)
        fault_ = {errc::invalid_header_value,
            fmt::format(
                "header \"Timeout\": the ring time is {} ms; it must be longer than zero", value.count())};
    // Asterisk reads the timeout as int: clamp to its maximum.
    ring_time_ = std::clamp(value, std::chrono::milliseconds::zero(),
        std::chrono::milliseconds(std::numeric_limits<std::int32_t>::max()));
    return *this;
}

AMI_DECL originate& originate::add(std::string_view name, std::string_view value) &
{
    // Asterisk looks at the first of two headers with one name, which need not be the one that was meant.
    static constexpr std::pair<std::string_view, std::string_view> own[] = {{"Channel", "the constructor"},
        {"Context", "dialplan()"}, {"Exten", "dialplan()"}, {"Priority", "dialplan()"},
        {"Application", "application()"}, {"Data", "application()"}, {"Timeout", "ring_time()"},
        {"CallerID", "caller_id()"}, {"Variable", "variable()"}, {"Account", "account()"},
        {"Codecs", "codecs()"}, {"EarlyMedia", "early_media()"}, {"ChannelId", "channel_id()"},
        {"OtherChannelId", "other_channel_id()"}, {"PreDialGoSub", "pre_dial_gosub()"},
        {"Async", "the function that gets this originate"}};
    for (const auto& [header, function] : own) {
        if (ami::detail::iequals(header, name) && !fault_)
            fault_ = {errc::reserved_header, fmt::format("header \"{}\": use {} for it", header, function)};
    }
    headers_.emplace_back(name, value);
    return *this;
}

AMI_DECL bool originate::is_local() const noexcept
{
    return ami::detail::istarts_with(channel_, "Local/");
}

AMI_DECL ami::detail::failure originate::check() const
{
    const auto invalid = [](std::string text) {
        return ami::detail::failure(errc::invalid_header_value, std::move(text));
    };
    if (fault_)
        return fault_;
    const auto slash = channel_.find('/');
    if (slash == std::string::npos || slash == 0 || slash + 1 == channel_.size())
        return invalid(
            fmt::format("header \"Channel\": \"{}\" is not TECHNOLOGY/WHOM, for example PJSIP/alice",
                ami::detail::printable(channel_)));
    if (channel_.size() > 255)
        return invalid(
            fmt::format("header \"Channel\": it has {} bytes, Asterisk reads at most 255", channel_.size()));
    if (!target_ && !application_)
        return invalid("header \"Exten\": the answered call has no target; set dialplan() or application()");
    if (target_ && application_)
        return invalid(
            "header \"Application\": set dialplan() or application(), not both; Asterisk would ignore the "
            "extension");
    if (application_ && application_->name.empty())
        return invalid("header \"Application\": it is empty");
    if (target_ && (target_->context.empty() || target_->exten.empty()))
        return invalid(
            fmt::format("header \"{}\": it is empty", target_->context.empty() ? "Context" : "Exten"));
    if (target_ && !ami::detail::is_priority(target_->priority))
        return invalid(fmt::format("header \"Priority\": \"{}\" is neither a number from 1 nor a label",
            ami::detail::printable(target_->priority)));
    // Asterisk makes the second half's id of the first's and ";2".
    const std::size_t most = is_local() && other_channel_id_.empty() ? 147 : 149;
    if (channel_id_.size() > most)
        return invalid(fmt::format(
            "header \"ChannelId\": it has {} bytes, Asterisk takes at most {}", channel_id_.size(), most));
    if (other_channel_id_.size() > 149)
        return invalid(fmt::format("header \"OtherChannelId\": it has {} bytes, Asterisk takes at most 149",
            other_channel_id_.size()));
    if (!channel_id_.empty() && channel_id_ == other_channel_id_)
        return invalid(
            "header \"OtherChannelId\": it is the ChannelId; two channels cannot have one unique id");
    return {};
}

AMI_DECL action originate::to_action() const
{
    action made("Originate");
    if (auto error = check())
        made.refuse(static_cast<errc>(error.ec.value()), std::move(error.text));
    if (timeout_)
        made.timeout(*timeout_);
    made.add("Channel", channel_);
    if (target_)
        made.add("Context", target_->context).add("Exten", target_->exten).add("Priority", target_->priority);
    if (application_)
        made.add("Application", application_->name);
    if (application_ && !application_->value.empty())
        made.add("Data", application_->value);
    if (ring_time_)
        made.add("Timeout", ring_time_->count());
    const auto add_unless_empty = [&](std::string_view name, const std::string& value) {
        if (!value.empty())
            made.add(name, value);
    };
    add_unless_empty("CallerID", caller_id_);
    add_unless_empty("Account", account_);
    add_unless_empty("Codecs", codecs_);
    if (early_media_)
        made.add("EarlyMedia", *early_media_ ? "true" : "false");
    add_unless_empty("ChannelId", channel_id_);
    add_unless_empty("OtherChannelId", other_channel_id_);
    add_unless_empty("PreDialGoSub", pre_dial_gosub_);
    for (const auto& each : variables_)
        made.variable(each.name, each.value);
    for (const auto& each : headers_)
        made.add(each.name, each.value);
    return made;
}

} // namespace ami::actions

#endif // AMI_ACTIONS_IMPL_ORIGINATE_IPP
