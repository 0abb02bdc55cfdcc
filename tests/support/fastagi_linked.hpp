// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_FASTAGI_LINKED_HPP
#define AMI_TESTS_SUPPORT_FASTAGI_LINKED_HPP

#include <ami/agi/fast/fastagi_link.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace tests {

// A FastAGI session without a socket and a clock.
struct linked {
    explicit linked(const ami::fastagi_limits& limits = {}) : link(limits, now) {}

    // "begin send:NOOP 1=0 close": all that is to be done now.
    std::string steps()
    {
        using step = ami::detail::fastagi_link::step;
        std::string text;
        while (const auto next = link.next(now)) {
            text += text.empty() ? "" : " ";
            switch (next->type) {
            case step::begin: text += "begin"; break;
            case step::hung_up: text += "hung_up"; break;
            case step::send: text += "send:" + next->line.substr(0, next->line.size() - 1); break;
            case step::finish_writing: text += "finish"; break;
            case step::close: text += "close"; break;
            case step::complete:
                text += std::to_string(next->result.number) + "=" +
                        (next->result.error ? next->result.error.ec.message() : next->result.answer.text());
            }
        }
        return text;
    }
    std::string receive(std::string_view bytes)
    {
        link.on_received(bytes, now);
        return steps();
    }
    std::string pass(std::chrono::milliseconds time)
    {
        now += time;
        link.on_time(now);
        return steps();
    }
    std::string lose(ami::error_code error = {})
    {
        link.on_closed(error);
        return steps();
    }
    ami::error_code add(std::string command)
    {
        failure error;
        link.add(std::move(command), now, error);
        return error.ec;
    }
    ami::error_code cause() const { return link.cause().ec; }

    using failure = ami::detail::failure;

    ami::detail::fastagi_link::time_point now =
        ami::detail::fastagi_link::time_point() + std::chrono::hours(1);
    ami::detail::fastagi_link link;
};

} // namespace tests

#endif // AMI_TESTS_SUPPORT_FASTAGI_LINKED_HPP
