// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TYPED_IMPL_DECODER_IPP
#define AMI_TYPED_IMPL_DECODER_IPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/escaped_text.hpp>
#include <ami/protocol/wire/percent_encoding.hpp>
#include <ami/typed/decoder.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>
#include <utility>

namespace ami::detail {

// The whole text is one number.
template <class Number, class... Format>
bool decode_number(std::string_view text, Number& to, Format... format) noexcept
{
    const char* const end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, to, format...);
    return parsed.ec == std::errc{} && parsed.ptr == end;
}

template <class Duration>
bool decode_count(std::string_view text, Duration& to) noexcept
{
    // 292 years: more does not fit into the nanoseconds of a clock.
    constexpr auto most = std::chrono::duration_cast<Duration>(std::chrono::nanoseconds::max()).count();
    std::int64_t count = 0;
    if (!decode_number(text, count) || count > most || count < -most)
        return false;
    to = Duration(count);
    return true;
}

template <class Enum>
bool decode_known(const std::optional<Enum>& found, Enum& to) noexcept
{
    if (found)
        to = *found;
    return found.has_value();
}

// Takes a number of so many digits, and the sign after it unless that is NUL.
inline bool take_digits(std::string_view& text, std::size_t digits, char sign, int& to) noexcept
{
    if (text.size() < digits ||
        !std::all_of(text.begin(), text.begin() + static_cast<long>(digits), is_digit))
        return false;
    decode_number(text.substr(0, digits), to);
    text.remove_prefix(digits);
    if (sign == '\0')
        return true;
    if (text.empty() || text.front() != sign)
        return false;
    text.remove_prefix(1);
    return true;
}

inline bool take_time(std::string_view& text, char between, local_time& to) noexcept
{
    return take_digits(text, 4, '-', to.year) && take_digits(text, 2, '-', to.month) &&
           take_digits(text, 2, between, to.day) && take_digits(text, 2, ':', to.hour) &&
           take_digits(text, 2, ':', to.minute) && take_digits(text, 2, '\0', to.second) && to.month >= 1 &&
           to.month <= 12 && to.day >= 1 && to.day <= 31 && to.hour < 24 && to.minute < 60 && to.second <= 60;
}

// Of the Gregorian calendar, from 1970. (March is the first month of a year here, so that a leap day is the last day.)
constexpr std::int64_t days_since_epoch(const local_time& date) noexcept
{
    const std::int64_t year = date.month > 2 ? date.year : date.year - 1;
    const std::int64_t month = (date.month + 9) % 12;
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + date.day - 1 - 719468;
}

AMI_DECL bool decode(std::string_view text, bool& to) noexcept
{
    for (const std::string_view each : {"yes", "true", "on", "1", "y", "enabled"}) {
        if (iequals(each, text))
            return to = true;
    }
    to = false;
    for (const std::string_view each : {"no", "false", "off", "0", "n", "disabled"}) {
        if (iequals(each, text))
            return true;
    }
    return false;
}

AMI_DECL bool decode(std::string_view text, std::int64_t& to) noexcept
{
    return decode_number(text, to);
}

AMI_DECL bool decode(std::string_view text, std::uint64_t& to) noexcept
{
    return decode_number(text, to);
}

AMI_DECL bool decode(std::string_view text, double& to) noexcept
{
    return decode_number(text, to, std::chars_format::fixed) && std::isfinite(to);
}

AMI_DECL bool decode(std::string_view text, std::chrono::seconds& to) noexcept
{
    return decode_count(text, to);
}

AMI_DECL bool decode(std::string_view text, std::chrono::milliseconds& to) noexcept
{
    return decode_count(text, to);
}

AMI_DECL bool decode(std::string_view text, std::chrono::microseconds& to) noexcept
{
    return decode_count(text, to);
}

AMI_DECL bool decode(std::string_view text, std::chrono::duration<double>& to) noexcept
{
    constexpr auto most = std::chrono::duration<double>(std::chrono::hours(24 * 365 * 292)).count();
    double count = 0;
    if (!decode(text, count) || std::abs(count) > most)
        return false;
    to = std::chrono::duration<double>(count);
    return true;
}

AMI_DECL bool decode(std::string_view text, std::chrono::sys_seconds& to) noexcept
{
    std::chrono::seconds since_epoch{};
    if (!decode(text, since_epoch) || since_epoch.count() < 0)
        return false;
    to = std::chrono::sys_seconds(since_epoch);
    return true;
}

AMI_DECL bool decode(std::string_view text, std::chrono::sys_time<std::chrono::milliseconds>& to) noexcept
{
    local_time read;
    int thousandths = 0;
    int hours = 0;
    int minutes = 0;
    if (!take_time(text, 'T', read) || text.empty() || text.front() != '.')
        return false;
    text.remove_prefix(1);
    if (!take_digits(text, 3, '\0', thousandths) || text.empty() ||
        (text.front() != '+' && text.front() != '-'))
        return false;
    const int sign = text.front() == '+' ? 1 : -1;
    text.remove_prefix(1);
    if (!take_digits(text, 2, '\0', hours) || !take_digits(text, 2, '\0', minutes) || !text.empty())
        return false;
    const auto day = std::chrono::hours(24 * days_since_epoch(read));
    const auto time = std::chrono::hours(read.hour - sign * hours) +
                      std::chrono::minutes(read.minute - sign * minutes) + std::chrono::seconds(read.second);
    to =
        std::chrono::sys_time<std::chrono::milliseconds>(day + time + std::chrono::milliseconds(thousandths));
    return true;
}

AMI_DECL bool decode(std::string_view text, local_time& to) noexcept
{
    if (!take_time(text, ' ', to))
        return false;
    // CEL can add a fraction.
    return text.empty() || (text.front() == '.' && text.find_first_not_of("0123456789", 1) == text.npos);
}

AMI_DECL bool decode(std::string_view text, channel_state& to) noexcept
{
    return decode_known(parse_channel_state(text), to);
}

AMI_DECL bool decode(std::string_view text, device_state& to) noexcept
{
    return decode_known(parse_device_state(text), to);
}

AMI_DECL bool decode(std::string_view text, extension_state& to) noexcept
{
    return decode_known(parse_number<extension_state>(text), to);
}

AMI_DECL bool decode(std::string_view text, hangup_cause& to) noexcept
{
    return decode_known(parse_number<hangup_cause>(text), to);
}

AMI_DECL bool decode(std::string_view text, originate_reason& to) noexcept
{
    return decode_known(parse_number<originate_reason>(text), to);
}

AMI_DECL bool escaped_text::decode(std::string_view text, std::string& to)
{
    to = unescape(text);
    return true;
}

AMI_DECL bool percent_encoded_text::decode(std::string_view text, std::string& to)
{
    auto decoded = percent_decode(text);
    to = std::move(decoded.text);
    return !decoded.is_malformed;
}

AMI_DECL bool hexadecimal::decode(std::string_view text, std::uint64_t& to) noexcept
{
    if (istarts_with(text, "0x"))
        text.remove_prefix(2);
    return decode_number(text, to, 16);
}

AMI_DECL bool hours_minutes_seconds::decode(std::string_view text, std::chrono::seconds& to) noexcept
{
    const auto colon = text.find(':');
    std::int64_t hours = 0; // a long call has more than two digits
    if (colon == text.npos || !decode_number(text.substr(0, colon), hours) || hours < 0 ||
        hours > 1'000'000'000)
        return false;
    text.remove_prefix(colon + 1);
    int minutes = 0;
    int seconds = 0;
    if (!take_digits(text, 2, ':', minutes) || !take_digits(text, 2, '\0', seconds) || !text.empty() ||
        minutes > 59 || seconds > 59)
        return false;
    to = std::chrono::hours(hours) + std::chrono::minutes(minutes) + std::chrono::seconds(seconds);
    return true;
}

} // namespace ami::detail

#endif // AMI_TYPED_IMPL_DECODER_IPP
