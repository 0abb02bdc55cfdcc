// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_FAST_ADMISSION_HPP
#define AMI_AGI_FAST_ADMISSION_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <utility>

namespace ami::detail {

// Which connections a FastAGI server keeps: those whose environment is read, sessions, and those that only end. No socket, no
// lock.
//
// Anybody can connect and say nothing. Asterisk sends its environment at once, so the oldest connection without one has to
// make place for a new one.
class admission {
public:
    using number = std::uint64_t; // of a connection; never 0

    // What becomes of a connection whose environment is complete.
    enum class place { session, ending, none };

    admission(std::size_t environments, std::size_t sessions)
        : most_environments_(std::max<std::size_t>(environments, 1)), most_sessions_(sessions)
    {}

    // A connection whose environment is to be read.
    number enter()
    {
        reading_.insert(reading_.end(), ++last_);
        return last_;
    }

    // A connection that is refused; 0 if there are too many that only end.
    number refuse()
    {
        if (ending_.size() >= most_ending)
            return 0;
        ending_.insert(ending_.end(), ++last_);
        return last_;
    }

    // The connection that has to go, if there are too many without an environment; 0 if none has to. Each is named once.
    number surplus() { return reading_.size() > most_environments_ ? oldest() : 0; }

    // The one that has been without an environment for longest; 0 if there is none.
    number oldest()
    {
        if (reading_.empty())
            return 0;
        return *ending_.insert(reading_.extract(reading_.begin())).position;
    }

    // It need not go after all, and may be named again.
    void spare(number which)
    {
        if (auto found = ending_.extract(which))
            reading_.insert(std::move(found));
    }

    // The environment is complete. If there are as many sessions as there may be, it only ends; at once if there are too many
    // that only end.
    place admit(number which)
    {
        auto found = reading_.extract(which);
        if (!found)
            found = ending_.extract(which); // it had to go, but all had come before it did
        if (sessions_.size() < most_sessions_) {
            sessions_.insert(std::move(found));
            return place::session;
        }
        if (ending_.size() >= most_ending)
            return place::none;
        ending_.insert(std::move(found));
        return place::ending;
    }

    void leave(number which)
    {
        if (reading_.erase(which) == 0 && sessions_.erase(which) == 0)
            ending_.erase(which);
    }

    // Without those that only end.
    std::size_t size() const noexcept { return reading_.size() + sessions_.size(); }

private:
    static constexpr std::size_t most_ending = 1000; // for `fastagi_limits::close_timeout` each

    std::size_t most_environments_;
    std::size_t most_sessions_;
    number last_ = 0;
    std::set<number> reading_;
    std::set<number> sessions_;
    std::set<number> ending_;
};

} // namespace ami::detail

#endif // AMI_AGI_FAST_ADMISSION_HPP
