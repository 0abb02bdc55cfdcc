// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_CHANNEL_HPP
#define AMI_TESTING_DETAIL_CHANNEL_HPP

#include <ami/protocol/errors/errc.hpp>
#include <ami/testing/packet_text.hpp>

#include <ami/detail/macros.hpp>
#include <ami/testing/detail/agenda.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::testing::detail {

enum class channel_state { down = 0, ring = 4, ringing = 5, up = 6, busy = 7 };

// What an Originate asked for, until it is decided.
struct origination {
    std::string channel; // as it was asked for, for example Local/2001@from-internal/n
    std::string context;
    std::string exten;
    std::string priority;
    std::string application;
    std::string data;
    std::string caller_number;
    std::string caller_name;
    std::string account;
    std::string channel_id;
    std::string other_channel_id;
    std::vector<std::pair<std::string, std::string>> variables;
    std::chrono::milliseconds timeout{30'000};

    // The channel whose Dial or Queue it is; nobody for an Originate.
    std::weak_ptr<struct channel> caller;
    bool is_dialled = false;
    bool is_taken = false; // sent elsewhere while it rang

    // Told if the time is over, before the end of the dialling is.
    std::function<void(const struct channel& one)> unanswered;

    // Told before the dialling is; and how it is written in DialBegin where that is not the channel without its technology.
    std::function<void(const struct channel& one)> dialling;
    std::string dial_string;

    // What happened: AMI's Reason.
    int reason = 0;
    bool decided = false;

    // Told once. The channel is its real name, empty if it failed.
    std::function<void(bool success, const struct channel* one)> done;
};

// A channel's stay in the parking lot.
struct parking_stay {
    std::string dial_string; // whom Asterisk would call when the time is over
    int space = 0;
    std::chrono::milliseconds timeout{0};
    std::chrono::steady_clock::time_point since;
};

// A call of a queue with the member who took it.
struct queue_talk {
    std::string queue;
    std::string interface;
    std::weak_ptr<struct channel> caller;
    std::weak_ptr<struct channel> agent;
    std::chrono::seconds hold_time{0};
    std::chrono::steady_clock::time_point since;
};

struct dialplan_place {
    std::string context;
    std::string exten;
    int priority = 1;
};

struct channel {
    explicit channel(agenda& later) : created(later.now()), timer(later), auto_hangup(later) {}

    std::string name;
    std::string uniqueid;
    std::string linkedid;
    channel_state state = channel_state::down;
    std::string caller_number;
    std::string caller_name;
    std::string connected_number;
    std::string connected_name;
    std::string account;
    std::string context;
    std::string exten;
    int priority = 1;
    std::string application;
    std::string data;
    std::vector<std::pair<std::string, std::string>> variables;
    std::chrono::steady_clock::time_point created;
    int cause = 0;
    bool hung_up = false;
    bool ends_after_agi = false;             // its call is over, but not the FastAGI session that keeps it
    std::optional<dialplan_place> after_agi; // where a Redirect during FastAGI leads
    bool in_dialplan = false;
    bool takes_agi_commands = false; // it was in AGI(agi:async): they wait for the next time
    unsigned turn = 0;               // counts what it was told to do; a step of an older turn is not taken

    std::weak_ptr<channel> peer;          // the other half of a Local channel
    std::shared_ptr<origination> dialled; // for ;1 until it is decided
    std::weak_ptr<channel> dialling;      // whom its Dial calls or has called
    std::weak_ptr<channel> dialled_by;
    std::string bridge; // the bridge's unique id; empty: in none
    std::optional<parking_stay> parking;
    std::string queue;                           // where it waits; empty: in none
    std::vector<std::weak_ptr<channel>> members; // whom the queue rings for it
    std::chrono::milliseconds queue_limit{0};    // how long it may wait; 0: for ever
    std::shared_ptr<queue_talk> talk;            // of the caller and of the member
    std::function<void(char)> on_digit;          // what waits for digits, if anything does
    alarm timer;
    alarm auto_hangup; // SET AUTOHANGUP

    // The value of a variable or of a function such as CALLERID(num); nothing if it is not set.
    AMI_DECL std::optional<std::string> variable(std::string_view variable_name) const;
    AMI_DECL void set_variable(std::string_view variable_name, std::string_view value);

    // The headers that every event of a channel has. `watched` are manager.conf's channelvars.
    AMI_DECL void append_to(
        packet_text& packet, const std::vector<std::string>& watched, std::string_view prefix = {}) const;
};

// Without the one or two underscores that say who inherits it.
AMI_DECL std::string_view plain_name(std::string_view variable);

AMI_DECL std::string_view state_name(channel_state state);
AMI_DECL std::string_view cause_text(int cause);

// utils.c: ast_escape_c, for caller names and variables in events (protocol/README.md 1.5).
AMI_DECL std::string escape_c(std::string_view text);

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/channel.ipp>
#endif

#endif // AMI_TESTING_DETAIL_CHANNEL_HPP
