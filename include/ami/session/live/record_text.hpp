// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_RECORD_TEXT_HPP
#define AMI_SESSION_LIVE_RECORD_TEXT_HPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/header_view.hpp>
#include <ami/protocol/wire/packet_view.hpp>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <string>
#include <string_view>

namespace ami::detail {

// Where the key and the header lines of a record are put together: used again and again, it allocates nothing.
class record_text {
public:
    void clear() noexcept
    {
        key_.clear();
        size_ = 0;
    }

    // A key of several parts. No value of a header has a line end.
    record_text& key(std::string_view part)
    {
        if (!key_.empty())
            key_ += '\n';
        key_ += part;
        return *this;
    }
    record_text& line(std::string_view name, std::string_view value)
    {
        auto* to = add(name.size() + value.size() + 4);
        to = copy(to, name);
        *to++ = ':';
        *to++ = ' ';
        to = copy(to, value);
        *to++ = '\r';
        *to = '\n';
        return *this;
    }

    // Lines as Asterisk sent them, with their line ends.
    record_text& whole_lines(std::string_view lines)
    {
        copy(add(lines.size()), lines);
        return *this;
    }

    // The header lines of an event or of an item of a list, without those that every packet has and without one more.
    record_text& lines_of(const event_view& packet, std::string_view without = {})
    {
        for (const auto& each : packet) {
            if (!each.is_raw_line() && !is_of_packet(each.name) && !iequals(each.name, without))
                line(each.name, each.value);
        }
        return *this;
    }

    // The header lines of a record with other values of some headers. A header that the record does not have is added.
    record_text& lines_with(std::string_view lines, std::initializer_list<header_view> changed)
    {
        const auto find = [&](std::string_view name) {
            return std::find_if(changed.begin(), changed.end(),
                [&](const header_view& each) { return iequals(each.name, name); });
        };
        std::uint32_t written = 0;
        while (!lines.empty()) {
            const auto old = split_line(take_line(lines));
            const auto other = find(old.name);
            line(old.name, other == changed.end() ? old.value : other->value);
            if (other != changed.end())
                written |= std::uint32_t{1} << (other - changed.begin());
        }
        for (auto each = changed.begin(); each != changed.end(); ++each) {
            if ((written >> (each - changed.begin()) & 1) == 0)
                line(each->name, each->value);
        }
        return *this;
    }

    std::string_view key() const noexcept { return key_; }
    std::string_view lines() const noexcept { return {lines_.data(), size_}; }

private:
    static bool is_of_packet(std::string_view name) noexcept
    {
        for (const std::string_view each :
            {"Event", "Privilege", "ActionID", "EventList", "Timestamp", "SequenceNumber", "SystemName"}) {
            if (iequals(each, name))
                return true;
        }
        return false;
    }

    char* add(std::size_t size)
    {
        const auto place = size_;
        size_ += size;
        if (size_ > lines_.size())
            lines_.resize(2 * size_);
        return lines_.data() + place;
    }
    static char* copy(char* to, std::string_view text) noexcept
    {
        if (!text.empty())
            std::memcpy(to, text.data(), text.size());
        return to + text.size();
    }

    std::string key_;
    std::string lines_; // as long as the longest text was
    std::size_t size_ = 0;
};

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_RECORD_TEXT_HPP
