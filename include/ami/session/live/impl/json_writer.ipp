// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_JSON_WRITER_IPP
#define AMI_SESSION_LIVE_IMPL_JSON_WRITER_IPP

#include <ami/session/live/json_writer.hpp>

#include <fmt/format.h>

#include <cmath>
#include <iterator>

namespace ami::detail {

AMI_DECL void json_writer::text(std::string_view name, std::string_view value)
{
    begin(name);
    if (append_json_text(to_, value))
        return;
    to_ += ",\"";
    to_ += name;
    to_ += "_base64\":\"";
    append_base64(to_, value);
    to_ += '"';
}

AMI_DECL void json_writer::number(std::string_view name, std::optional<std::int64_t> value)
{
    if (!value)
        return null(name);
    begin(name);
    const fmt::format_int digits(*value);
    to_.append(digits.data(), digits.size());
}

AMI_DECL void json_writer::real(std::string_view name, std::optional<double> value)
{
    if (!value || !std::isfinite(*value))
        return null(name);
    begin(name);
    fmt::format_to(std::back_inserter(to_), "{}", *value);
}

AMI_DECL void json_writer::seconds(std::string_view name, std::optional<microseconds> value)
{
    if (!value)
        return null(name);
    begin(name);
    constexpr std::int64_t per_second = 1'000'000;
    const auto count = value->count();
    const auto fraction = count % per_second;
    if (count < 0)
        to_ += '-';
    fmt::format_to(std::back_inserter(to_), "{}", std::abs(count / per_second));
    if (fraction != 0)
        fmt::format_to(std::back_inserter(to_), ".{:06}", std::abs(fraction));
}

AMI_DECL void json_writer::time(std::string_view name, std::optional<wall_time> value)
{
    if (!value)
        return null(name);
    seconds(name, std::chrono::duration_cast<microseconds>(value->time_since_epoch()));
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_JSON_WRITER_IPP
