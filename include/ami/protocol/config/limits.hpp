// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_CONFIG_LIMITS_HPP
#define AMI_PROTOCOL_CONFIG_LIMITS_HPP

#include <cstddef>

namespace ami {

/// Limits for what one server can make this process hold. If the server exceeds a limit, the connection ends; if it is
/// a limit of lists, only the list fails. Each has an error of its own. Zero allows nothing.
struct limits {
    /// Bytes of one received line without its line end. Asterisk has no upper bound for lines that it sends:
    /// GetConfigJSON puts a whole file on one (protocol/README.md 1.8).
    std::size_t max_line = 16u << 20;

    /// Lines of one received packet. A long Command answer has one line per line of output.
    std::size_t max_headers = 1u << 20;

    /// Bytes of one received packet, its body and final blank line included.
    std::size_t max_packet = 64u << 20;

    /// Events that one action may collect.
    std::size_t max_list_items = 1'000'000;

    /// Bytes that the events collected by one action may have together.
    std::size_t max_list_bytes = std::size_t{1} << 30;

    /// Bytes of the body of one HTTP answer: a whole event list, or all events since the last WaitEvent.
    std::size_t max_body = 64u << 20;

    /// Actions that are pending at one time. Cancelled ones do not count.
    std::size_t max_in_flight = 10'000;

    /// Actions without an answer that were cancelled, or timed out while earlier actions were pending. If there are more,
    /// the connection counts as lost (`errc::too_many_cancelled`).
    std::size_t max_cancelled = 10'000;

    /// Calls that one client follows at a time: those that it made, those that came in (`client::on_incoming_call`) and those that
    /// `client::async_list_calls` found. Beyond that `async_start_call` and `async_originate` fail with `too_many_calls`; other calls
    /// are not followed and counted in `counters::calls_not_followed`.
    std::size_t max_followed_calls = 10'000;

    /// Records that one `live::model` has, of all kinds together. Beyond that the part that would have one more does not grow, and is
    /// stale: `live::model::faults` names it until everything fits again.
    std::size_t max_live_records = 1'000'000;

    /// Bytes of actions that wait to be written.
    std::size_t max_write_queue = 16u << 20;
};

} // namespace ami

#endif // AMI_PROTOCOL_CONFIG_LIMITS_HPP
