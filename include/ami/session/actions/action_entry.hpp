// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_ACTIONS_ACTION_ENTRY_HPP
#define AMI_SESSION_ACTIONS_ACTION_ENTRY_HPP

#include <ami/protocol/wire/action.hpp>
#include <ami/protocol/wire/response.hpp>
#include <ami/session/actions/answer_shapes.hpp>
#include <ami/session/actions/pending_action.hpp>
#include <ami/session/connection/deadline.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace ami::detail {

// What has come of an answer of several packets.
struct partial_answer : response {
    using response::response;

    std::size_t items = 0;
    std::size_t bytes = 0; // of the items
};

// An action that waits for its answer. Without an operation it is a placeholder, which takes the answer when it comes.
struct action_entry {
    enum class phase : unsigned char { in_line, list_open, awaiting_follow_up };

    std::uint64_t id = 0;
    operation_pointer operation;
    std::string name;
    std::unique_ptr<partial_answer> answer; // of an open list, or of one whose follow-up is awaited
    std::unique_ptr<action> again;          // to be sent anew if it was not sent
    std::unique_ptr<std::string> text;      // of legacy modules, while it was the oldest
    const answer_shape* shape = nullptr;
    duration timeout{};
    time_point began{};
    time_point deadline{}; // of the whole
    phase at = phase::in_line;
    bool in_line = true;
    bool overdue = false;    // a deadline of it has passed
    bool by_name = false;    // the event with the name of its shape completes its list
    bool was_passed = false; // a later action was answered before it
    bool is_cut = false;     // the rest of its last item is to come

    bool is_login() const noexcept
    {
        return operation && operation->sent_for == pending_action::purpose::login &&
               (name == "Login" || name == "Challenge");
    }

    // Whether an event may belong to it.
    bool takes_events() const noexcept { return at != phase::in_line; }

    // What is set anyway when it is added stays.
    void reset() noexcept
    {
        id = 0;
        operation.reset();
        answer.reset();
        again.reset();
        text.reset();
        at = phase::in_line;
        in_line = true;
        overdue = by_name = was_passed = is_cut = false;
    }
};

} // namespace ami::detail

#endif // AMI_SESSION_ACTIONS_ACTION_ENTRY_HPP
