// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_FAST_IMPL_REQUEST_IPP
#define AMI_AGI_FAST_IMPL_REQUEST_IPP

#include <ami/agi/fast/request.hpp>
#include <ami/protocol/wire/percent_encoding.hpp>

namespace ami {

AMI_DECL std::string_view fastagi_request::raw_query() const& noexcept
{
    const auto mark = script().find('?');
    return mark == std::string_view::npos ? std::string_view() : script().substr(mark + 1);
}

AMI_DECL std::vector<std::pair<std::string, std::string>> fastagi_request::queries() const
{
    std::vector<std::pair<std::string, std::string>> found;
    auto rest = raw_query();
    while (!rest.empty()) {
        const auto end = rest.find('&');
        const auto part = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        const auto equals = part.find('=');
        const auto value = equals == std::string_view::npos ? std::string_view() : part.substr(equals + 1);
        if (!part.empty())
            found.emplace_back(
                detail::percent_decode(part.substr(0, equals)).text, detail::percent_decode(value).text);
    }
    return found;
}

AMI_DECL std::optional<std::string> fastagi_request::query(std::string_view key) const
{
    for (auto& [name, value] : queries()) {
        if (name == key)
            return std::move(value);
    }
    return std::nullopt;
}

} // namespace ami

#endif // AMI_AGI_FAST_IMPL_REQUEST_IPP
