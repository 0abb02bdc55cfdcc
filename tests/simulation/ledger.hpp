// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SIMULATION_LEDGER_HPP
#define AMI_TESTS_SIMULATION_LEDGER_HPP

#include <ami/protocol/errors/errc.hpp>

#include <boost/asio/error.hpp>
#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

namespace simulation {

// Of each action: what its client was told, and how often it reached a server. Functions return what is wrong with it; empty
// if nothing is.
class ledger {
public:
    void started(std::uint64_t token) { entries_.try_emplace(token); }

    // Blocks of memory that it takes.
    std::size_t size() const noexcept { return entries_.size(); }

    // A server received it, and carries out at once what it receives.
    std::string arrived(std::uint64_t token)
    {
        ++entries_[token].arrivals;
        return problem(token);
    }

    // The same of somebody who was not logged in: it can be refused, and nothing else.
    void knocked(std::uint64_t token) { ++entries_[token].knocks; }

    // What had arrived before was noted.
    std::string ended(std::uint64_t token, const ami::error_code& ec, bool was_withdrawn)
    {
        const bool never = ec == ami::errc::not_sent || ec == ami::errc::not_connected ||
                           ec == ami::errc::too_many_in_flight ||
                           (was_withdrawn && ec == boost::asio::error::operation_aborted);
        entries_[token].told = never                             ? ending::never
                               : !ec                             ? ending::answered
                               : ec == ami::errc::action_refused ? ending::refused
                                                                 : ending::unknown;
        return problem(token);
    }

private:
    enum class ending { none, answered, refused, never, unknown };
    struct entry {
        int arrivals = 0;
        int knocks = 0;
        ending told = ending::none;
    };

    std::string problem(std::uint64_t token) const
    {
        const auto& [arrivals, knocks, told] = entries_.at(token);
        if (arrivals > 1)
            return fmt::format("action {} was carried out {} times", token, arrivals);
        if (told == ending::never && arrivals != 0)
            return fmt::format("action {} was not sent, and was carried out", token);
        if (told == ending::answered && arrivals == 0)
            return fmt::format("action {} was answered, and never arrived", token);
        if (told == ending::refused && arrivals + knocks == 0)
            return fmt::format("action {} was refused, and never arrived", token);
        return {};
    }

    std::map<std::uint64_t, entry> entries_;
};

} // namespace simulation

#endif // AMI_TESTS_SIMULATION_LEDGER_HPP
