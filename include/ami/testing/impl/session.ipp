// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_SESSION_IPP
#define AMI_TESTING_IMPL_SESSION_IPP

#include <ami/testing/packet_text.hpp>

#include <ami/testing/detail/session.hpp>
#include <ami/testing/detail/text.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace ami::testing::detail {

inline std::string endpoint_text(const boost::asio::ip::tcp::endpoint& endpoint)
{
    return fmt::format("IPV{}/TCP/{}/{}", endpoint.address().is_v6() ? 6 : 4, endpoint.address().to_string(),
        endpoint.port());
}

AMI_DECL session::session(std::uint64_t number, const boost::asio::ip::tcp::endpoint& local,
    const boost::asio::ip::tcp::endpoint& remote, class_mask first_mask)
    : mask(first_mask), number_(number), local_(endpoint_text(local)), remote_(endpoint_text(remote))
{}

AMI_DECL void session::log_in(const user& account, bool with_filters)
{
    account_.emplace();
    account_->name = account.name;
    account_->read = parse_classes(account.read);
    account_->write = parse_classes(account.write);
    account_->write_timeout = account.write_timeout;
    if (!with_filters)
        return;
    for (const auto& filter : account.event_filters)
        add_filter(filter);
}

AMI_DECL bool session::add_filter(std::string_view filter)
{
    const bool excludes = !filter.empty() && filter.front() == '!';
    filter.remove_prefix(excludes ? 1 : 0);
    try {
        auto& filters = excludes ? account_->exclude : account_->include;
        filters.emplace_back(filter.begin(), filter.end(), std::regex::extended);
        return true;
    } catch (const std::regex_error&) {
        return false;
    }
}

AMI_DECL bool session::may_see(class_mask classes, const std::string& text) const
{
    if (!account_ || (account_->read & classes) != classes || (mask & classes) != classes)
        return false;
    const auto matches = [&](const std::regex& filter) { return std::regex_search(text, filter); };
    const auto& include = account_->include;
    const auto& exclude = account_->exclude;
    return (include.empty() || std::any_of(include.begin(), include.end(), matches)) &&
           std::none_of(exclude.begin(), exclude.end(), matches);
}

AMI_DECL int wait_timeout(const request& action)
{
    return std::max(leading_number(action["Timeout"]).value_or(-1), -1);
}

AMI_DECL reply wait_answer(const request& action, const std::string& events)
{
    return reply::success(action, "Waiting for Event completed.")
        .add_raw(events)
        .add(packet_text::event("WaitEventComplete").action_id(action.action_id()));
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_SESSION_IPP
