// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_OUTPUT_HPP
#define AMI_SESSION_OUTPUT_HPP

#include <ami/protocol/config/log.hpp>
#include <ami/session/actions/pending_action.hpp>
#include <ami/session/connection/deadline.hpp>
#include <ami/session/connection/session_state.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::detail {

// A log record that owns its text.
struct owned_log_record {
    log_level level;
    std::string_view text; // a literal
    std::shared_ptr<log_function> sink;
    std::vector<std::pair<std::string, std::string>> fields;
    std::string client; // config::name
};

// One thing that a session wants done or told.
struct output {
    enum class kind : unsigned char {
        none, // nothing until something else happens
        // For the network.
        resolve,
        connect, // to address number `address`
        handshake,
        read, // begin to read
        disconnect, // `gently`: the server gets the time to read what was written; `error`: what becomes of what waits
        // For operations.
        complete,
        item, // `packet` is an event of the list of `operation`
        // For everybody else.
        event, // `packet` is for subscribers, and good until the next call of `next`
        ready,
        events_missed, // of a session that goes on
        lost,          // there will be another connection
        ended,         // the session is over: `error` says why
        state,
        log
    };

    output() noexcept {} // sets nothing twice, as `= default` does

    kind type = kind::none;
    bool gently = false;
    std::uint64_t epoch = 0; // of the session that `ended`; of the connection that the network is asked for
    std::size_t address = 0;
    operation_pointer operation;
    failure error;
    response answer;
    const packet_view* packet = nullptr;
    std::unique_ptr<state_change> change;
    std::unique_ptr<owned_log_record> record;
};

// Outputs that wait to be taken, oldest first. Each stays in its place, until what it says was done:
// none is moved, and for most of them nothing is allocated.
class output_queue {
public:
    bool empty() const noexcept { return first_ == end_; }

    output& push(output::kind type)
    {
        if (end_ == places_.size())
            make_place();
        auto& added = *places_[end_++];
        added.type = type;
        return added;
    }

    output& complete(operation_pointer operation)
    {
        auto& added = push(output::kind::complete);
        added.operation = std::move(operation);
        return added;
    }
    output& complete(operation_pointer operation, failure error)
    {
        auto& added = complete(std::move(operation));
        added.error = std::move(error);
        return added;
    }

    // The oldest, good until the next call; null if none waits.
    output* take()
    {
        if (taken_)
            give_back();
        if (empty())
            return nullptr;
        taken_ = places_[first_++].get();
        return taken_;
    }

    // Everything that waits; nobody is told.
    std::vector<output> take_all()
    {
        std::vector<output> all;
        all.reserve(end_ - first_);
        for (; first_ != end_; ++first_)
            all.push_back(std::exchange(*places_[first_], {}));
        return all;
    }

private:
    static constexpr std::size_t kept_places = 1;

    void give_back() noexcept
    {
        std::destroy_at(taken_); // quicker than an assignment
        std::construct_at(taken_);
        taken_ = nullptr;
        if (!empty())
            return;
        first_ = end_ = 0;
        if (places_.size() > kept_places)
            places_.resize(kept_places);
    }

    void make_place()
    {
        const auto unused = first_ - (taken_ ? 1 : 0);
        if (unused <= places_.size() / 2) {
            places_.push_back(std::make_unique<output>());
            return;
        }
        std::rotate(places_.begin(), places_.begin() + static_cast<std::ptrdiff_t>(unused), places_.end());
        first_ -= unused;
        end_ -= unused;
    }

    std::vector<std::unique_ptr<output>> places_;
    std::size_t first_ = 0;
    std::size_t end_ = 0;
    output* taken_ = nullptr;
};

} // namespace ami::detail

#endif // AMI_SESSION_OUTPUT_HPP
