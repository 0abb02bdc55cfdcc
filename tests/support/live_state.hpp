// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_LIVE_STATE_HPP
#define AMI_TESTS_SUPPORT_LIVE_STATE_HPP

// The stores of live state, what they are told, and their time.

#include "support/catch.hpp"

#include <ami/protocol/wire/packet.hpp>
#include <ami/session/live/moment.hpp>
#include <ami/session/live/record_store.hpp>
#include <ami/session/live/wanted_lists.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tests::live_state {

using namespace ami;
using namespace ami::detail;
using namespace std::chrono_literals;
using live::change_origin;

// An event, or an item of a list, of lines that end in LF.
inline event packet_of(std::string_view lines)
{
    std::string bytes;
    for (const char c : lines)
        bytes.append(c == '\n' ? "\r\n" : std::string(1, c));
    const auto size = bytes.size();
    bytes += "\r\n";
    return event(packet_view(bytes, size, {}, packet_kind::event));
}

// When it is, without a clock.
class time_line {
public:
    const moment& now() const noexcept { return now_; }
    std::chrono::system_clock::time_point wall() const noexcept { return now_.wall; }

    void pass(std::chrono::milliseconds time)
    {
        now_.now += time;
        now_.wall += time;
    }

private:
    moment now_{time_point(1h), std::chrono::system_clock::time_point(std::chrono::seconds(1795225000))};
};

// Takes the changes.
template <class Record>
std::vector<live::change<Record>> changes_of(record_store<Record>& records)
{
    auto changes = std::move(records.changes());
    records.changes().clear();
    return changes;
}

} // namespace tests::live_state

#endif // AMI_TESTS_SUPPORT_LIVE_STATE_HPP
