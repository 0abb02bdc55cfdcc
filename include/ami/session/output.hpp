// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_OUTPUT_HPP
#define AMI_SESSION_OUTPUT_HPP

#include <ami/protocol/config/log.hpp>
#include <ami/session/actions/pending_action.hpp>
#include <ami/session/connection/deadline.hpp>
#include <ami/session/connection/session_state.hpp>

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

// Outputs that wait to be taken, oldest first. Its memory is used again: nothing is allocated for most of them.
class output_queue {
public:
    bool empty() const noexcept { return next_ == waiting_.size(); }

    output& push(output::kind type)
    {
        waiting_.emplace_back().type = type;
        return waiting_.back();
    }

    void complete(operation_pointer operation, failure error, response answer = {})
    {
        auto& added = push(output::kind::complete);
        added.operation = std::move(operation);
        added.error = std::move(error);
        added.answer = std::move(answer);
    }

    output pop()
    {
        auto oldest = std::move(waiting_[next_]);
        if (++next_ == waiting_.size()) {
            next_ = 0;
            if (waiting_.capacity() > kept_capacity)
                waiting_ = std::vector<output>();
            else
                waiting_.clear();
        }
        return oldest;
    }

    // Everything; nobody is told.
    std::vector<output> take_all()
    {
        next_ = 0;
        return std::exchange(waiting_, {});
    }

private:
    static constexpr std::size_t kept_capacity = 256;

    std::vector<output> waiting_;
    std::size_t next_ = 0;
};

} // namespace ami::detail

#endif // AMI_SESSION_OUTPUT_HPP
