// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_AGENDA_HPP
#define AMI_TESTING_DETAIL_AGENDA_HPP

#include <ami/detail/macros.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <utility>

namespace ami::testing::detail {

// What a server does later, and what time it is there. It has no timer: who owns it calls `run_next` when `next` is due. Two
// things of the same time happen in the order in which they were asked for.
class agenda {
public:
    using time_point = std::chrono::steady_clock::time_point;
    using date = std::chrono::system_clock::time_point;

    // `started` is the date at which it is made.
    agenda(std::function<time_point()> clock, date started)
        : clock_(std::move(clock)), born_(clock_()), started_(started)
    {}
    agenda(const agenda&) = delete;
    agenda& operator=(const agenda&) = delete;

    time_point now() const { return clock_(); }

    // The date goes with the clock.
    date today() const { return started_ + std::chrono::duration_cast<date::duration>(now() - born_); }

    // When the first thing is to be done.
    AMI_DECL std::optional<time_point> next() const;

    // Does the first thing that is due; false if there is none.
    AMI_DECL bool run_next();

    // Does it when this time has passed.
    void later(std::chrono::steady_clock::duration after, std::function<void()> deed)
    {
        add(after, std::move(deed));
    }

    // Is invoked when `next` has become earlier.
    void on_earlier(std::function<void()> told) { on_earlier_ = std::move(told); }

    // Forgets all of it.
    AMI_DECL void clear();

private:
    friend class alarm;

    using key = std::pair<time_point, std::uint64_t>;

    AMI_DECL key add(std::chrono::steady_clock::duration after, std::function<void()> deed);
    AMI_DECL void remove(const key& entry);

    std::function<time_point()> clock_;
    time_point born_;
    date started_;
    std::map<key, std::function<void()>> entries_;
    std::uint64_t numbers_ = 0;
    std::function<void()> on_earlier_;
};

// Does one thing later. Started again, or destroyed, it forgets what it was to do.
class alarm {
public:
    explicit alarm(agenda& of) : agenda_(of) {}
    ~alarm() { cancel(); }
    alarm(const alarm&) = delete;
    alarm& operator=(const alarm&) = delete;

    AMI_DECL void start(std::chrono::steady_clock::duration after, std::function<void()> deed);
    AMI_DECL void cancel();

private:
    agenda& agenda_;
    std::optional<agenda::key> entry_;
};

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/agenda.ipp>
#endif

#endif // AMI_TESTING_DETAIL_AGENDA_HPP
