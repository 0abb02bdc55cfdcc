// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_OPTIONS_HPP
#define AMI_TESTING_OPTIONS_HPP

#include <ami/detail/macros.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::testing {

/// Whose texts and formats the server speaks if they differ.
enum class era {
    /// As 22, but Command answers with `Response: Follows` and FullyBooted has no times. From Asterisk's source.
    asterisk_13,
    asterisk_16,
    asterisk_22
};

/// A section of manager.conf.
class user {
public:
    /// May do everything. `read` and `write` are parsed as manager.conf's: `all`, or classes with commas.
    explicit user(std::string_view user_name, std::string_view user_secret)
        : name(user_name), secret(user_secret)
    {}

    /// `read` of manager.conf: `all`, or classes with commas.
    user& with_read(std::string_view classes) &
    {
        read = classes;
        return *this;
    }
    user&& with_read(std::string_view classes) && { return std::move(with_read(classes)); }

    /// `write` of manager.conf: `all`, or classes with commas.
    user& with_write(std::string_view classes) &
    {
        write = classes;
        return *this;
    }
    user&& with_write(std::string_view classes) && { return std::move(with_write(classes)); }

    /// `allowmultiplelogin = no`.
    user& with_one_session_only() &
    {
        allow_multiple_logins = false;
        return *this;
    }
    user&& with_one_session_only() && { return std::move(with_one_session_only()); }

    /// Every login is refused, as by an ACL.
    user& with_denied() &
    {
        denied = true;
        return *this;
    }
    user&& with_denied() && { return std::move(with_denied()); }

    /// A line `eventfilter` of manager.conf.
    user& with_event_filter(std::string_view filter) &
    {
        event_filters.emplace_back(filter);
        return *this;
    }
    user&& with_event_filter(std::string_view filter) && { return std::move(with_event_filter(filter)); }

    /// Compared without case, as Asterisk does.
    std::string name;
    /// The secret.
    std::string secret;

    /// Classes of events that the user may see.
    std::string read = "all";

    /// Classes of actions that the user may start.
    std::string write = "all";

    /// False: a second login gets `Login Already In Use`.
    bool allow_multiple_logins = true;

    /// True: every login is refused, as by an ACL.
    bool denied = false;

    /// Regular expressions over an event's text; with `!` in front, events that match are dropped.
    std::vector<std::string> event_filters;

    /// A write to a client that does not read may take so long before the server cuts the client off, when the
    /// kernel's buffers are full.
    std::chrono::milliseconds write_timeout{100};
};

/// A member of a queue, as QueueStatus lists it.
class queue_member {
public:
    /// A member by its interface and its name, for example `PJSIP/alice` and `Alice`.
    explicit queue_member(
        std::string_view member_location, std::string_view member_name, int member_penalty = 0)
        : location(member_location), name(member_name), penalty(member_penalty),
          state_interface(member_location)
    {}

    /// The interface that the queue calls.
    std::string location;
    /// The member's name.
    std::string name;
    /// The member's penalty.
    int penalty;
    /// The device whose state the member has.
    std::string state_interface;

    /// The device's state: 0 unknown, 1 not in use, 2 in use, 5 unavailable, ...
    int status = 1;
    /// Whether the member is paused.
    bool paused = false;
    /// Why the member is paused.
    std::string paused_reason;
};

/// A caller who waits in a queue, as QueueStatus lists them.
class queue_caller {
public:
    /// A caller by the channel's name and unique id.
    explicit queue_caller(std::string_view caller_channel, std::string_view caller_uniqueid)
        : channel(caller_channel), uniqueid(caller_uniqueid)
    {}

    /// The channel's name.
    std::string channel;
    /// The channel's unique id.
    std::string uniqueid;
    /// The caller's number.
    std::string number = "unknown";
    /// The caller's name.
    std::string name = "unknown";

    /// How long the caller has waited.
    std::chrono::seconds wait{0};
    /// The caller's priority.
    int priority = 0;
};

/// A queue with its members, as QueueStatus and QueueSummary list it.
class queue {
public:
    /// A queue without members.
    explicit queue(std::string_view queue_name, std::string_view queue_strategy = "ringall")
        : name(queue_name), strategy(queue_strategy)
    {}

    /// Adds a member.
    queue& with_member(queue_member member) &
    {
        members.push_back(std::move(member));
        return *this;
    }
    queue&& with_member(queue_member member) && { return std::move(with_member(std::move(member))); }

    /// Adds a caller who waits.
    queue& with_caller(queue_caller caller) &
    {
        callers.push_back(std::move(caller));
        return *this;
    }
    queue&& with_caller(queue_caller caller) && { return std::move(with_caller(std::move(caller))); }

    /// queues.conf's `maxlen`: how many callers may wait. One more goes on in the dialplan with the QUEUESTATUS `FULL`.
    queue& with_max_callers(int count) &
    {
        max_callers = count;
        return *this;
    }
    queue&& with_max_callers(int count) && { return std::move(with_max_callers(count)); }

    /// `joinempty = no`: without a member who could be rung nobody is let in, QUEUESTATUS is `JOINEMPTY`.
    queue& without_joining_when_empty() &
    {
        join_when_empty = false;
        return *this;
    }
    queue&& without_joining_when_empty() && { return std::move(without_joining_when_empty()); }

    /// `leavewhenempty = yes`: who waits goes on when the last member who could be rung is paused or removed.
    queue& with_leaving_when_empty() &
    {
        leave_when_empty = true;
        return *this;
    }
    queue&& with_leaving_when_empty() && { return std::move(with_leaving_when_empty()); }

    /// The queue's name.
    std::string name;
    /// The strategy, for example `ringall`.
    std::string strategy;
    /// How many callers may wait; 0: any number.
    int max_callers = 0;
    /// Whether callers join a queue without a member who could be rung.
    bool join_when_empty = true;
    /// Whether callers leave when no member could be rung any more.
    bool leave_when_empty = false;
    /// The members.
    std::vector<queue_member> members;
    /// Who waits.
    std::vector<queue_caller> callers;
};

/// One extension of the dialplan and what it does with a call.
///
/// Applications that do something: Answer, Wait, Busy, Congestion, Ringing, Hangup, NoOp, Set, UserEvent, Dial (of a Local
/// channel), Queue, ConfBridge, ParkedCall, Read, SendDTMF, AGI (`agi:async`, and `agi://HOST:PORT/SCRIPT` with arguments: see
/// `server`). Any other holds the call until somebody ends or moves it. `${NAME}` in the data is replaced by the channel's
/// variable.
class extension {
public:
    /// `number` may be a pattern such as `_3XXX`.
    explicit extension(std::string_view in_context, std::string_view of_number)
        : context(in_context), number(of_number)
    {}

    /// Appends a priority.
    extension& step(std::string_view application, std::string_view data = {}) &
    {
        steps.emplace_back(application, data);
        return *this;
    }
    extension&& step(std::string_view application, std::string_view data = {}) &&
    {
        return std::move(step(application, data));
    }

    /// The context.
    std::string context;
    /// The extension, or a pattern.
    std::string number;

    /// Application and data of each priority, from priority 1.
    std::vector<std::pair<std::string, std::string>> steps;
};

/// A hint of the dialplan: an extension whose state is that of a device, as the lamps of telephones show it.
class hint {
public:
    /// A hint by its extension, its context and its device.
    explicit hint(std::string_view of_exten, std::string_view in_context, std::string_view of_device)
        : exten(of_exten), context(in_context), device(of_device)
    {}

    /// The extension.
    std::string exten;
    /// The context.
    std::string context;

    /// For example `PJSIP/alice`, or several with `&` between them.
    std::string device;
};

/// A mailbox of app_voicemail and what is in it.
class mailbox {
public:
    /// `where` is a number with its context, for example `100@default`.
    explicit mailbox(std::string_view where, int with_new = 0, int with_old = 0)
        : name(where), new_messages(with_new), old_messages(with_old)
    {}

    /// The number with its context.
    std::string name;
    /// Messages that were not heard yet.
    int new_messages;
    /// Messages that were heard.
    int old_messages;

    /// Of whom it is.
    std::string full_name;
};

/// How the test server behaves.
class options {
public:
    /// As Asterisk 22 with one user, `hello` with the secret `world`, who may do everything, the queues `sales` and
    /// `support`, and the extensions that the class comment of `server` lists.
    AMI_DECL options();

    /// Whose texts and formats the server speaks.
    options& with_era(era value) &
    {
        asterisk = value;
        return *this;
    }
    options&& with_era(era value) && { return std::move(with_era(value)); }

    /// Adds a user, beside `hello`.
    options& with_user(user value) &
    {
        users.push_back(std::move(value));
        return *this;
    }
    options&& with_user(user value) && { return std::move(with_user(std::move(value))); }

    /// Adds a queue, beside `sales` and `support`.
    options& with_queue(queue value) &
    {
        queues.push_back(std::move(value));
        return *this;
    }
    options&& with_queue(queue value) && { return std::move(with_queue(std::move(value))); }

    /// Adds an extension of the dialplan.
    options& with_extension(extension value) &
    {
        extensions.push_back(std::move(value));
        return *this;
    }
    options&& with_extension(extension value) && { return std::move(with_extension(std::move(value))); }

    /// Adds a hint of the dialplan.
    options& with_hint(std::string_view exten, std::string_view context, std::string_view device) &
    {
        hints.emplace_back(exten, context, device);
        return *this;
    }
    options&& with_hint(std::string_view exten, std::string_view context, std::string_view device) &&
    {
        return std::move(with_hint(exten, context, device));
    }

    /// An agent of app_agent_pool, logged off until a channel runs `AgentLogin(id)`. Agents wait; no call is given to them.
    options& with_agent(std::string_view id, std::string_view name) &
    {
        agents.emplace_back(id, name);
        return *this;
    }
    options&& with_agent(std::string_view id, std::string_view name) &&
    {
        return std::move(with_agent(id, name));
    }

    /// An endpoint of PJSIP. It has no contact until `server::set_contact`.
    options& with_endpoint(std::string_view name) &
    {
        endpoints.emplace_back(name);
        return *this;
    }
    options&& with_endpoint(std::string_view name) && { return std::move(with_endpoint(name)); }

    /// Adds a mailbox.
    options& with_mailbox(std::string_view name, int new_messages = 0, int old_messages = 0) &
    {
        mailboxes.emplace_back(name, new_messages, old_messages);
        return *this;
    }
    options&& with_mailbox(std::string_view name, int new_messages = 0, int old_messages = 0) &&
    {
        return std::move(with_mailbox(name, new_messages, old_messages));
    }

    /// How long a second of the dialplan's Wait, Busy and Congestion lasts.
    options& with_dialplan_second(std::chrono::microseconds value) &
    {
        dialplan_second = value;
        return *this;
    }
    options&& with_dialplan_second(std::chrono::microseconds value) &&
    {
        return std::move(with_dialplan_second(value));
    }

    /// How long the server sleeps before it refuses a login.
    options& with_login_failure_delay(std::chrono::milliseconds value) &
    {
        login_failure_delay = value;
        return *this;
    }
    options&& with_login_failure_delay(std::chrono::milliseconds value) &&
    {
        return std::move(with_login_failure_delay(value));
    }

    /// Where the server listens. Port 0: any free port.
    std::string address = "127.0.0.1";
    /// The port to listen on; 0: any free port.
    std::uint16_t port = 0;

    /// Whose texts and formats the server speaks.
    era asterisk = era::asterisk_22;

    /// The first line without its line end; empty: the era's own.
    std::string banner;

    /// Who may log in. The first one is the user of `server::url()`.
    std::vector<user> users;

    /// How long the server sleeps before it refuses a login. Asterisk sleeps 1 s; here 0, so that tests are fast.
    std::chrono::milliseconds login_failure_delay{0};

    /// A connection that has not logged in is closed after this time, without a word. Zero: never.
    std::chrono::milliseconds authentication_timeout{30'000};

    /// FullyBooted after a login, if mask and permission allow it. False: as an Asterisk that is booting until
    /// `server::finish_boot`: no FullyBooted, and the actions of app_queue and res_agi are unknown.
    bool fully_booted = true;

    /// SuccessfulAuth and other events of the class security, as Asterisk sends them.
    bool security_events = true;

    /// manager.conf's `channelvars`: variables that every event of a channel carries.
    std::vector<std::string> channel_variables;

    /// The queues.
    std::vector<queue> queues;
    /// The extensions of the dialplan.
    std::vector<extension> extensions;

    /// What ExtensionStateList lists.
    std::vector<hint> hints;

    /// Number and name of each agent.
    std::vector<std::pair<std::string, std::string>> agents;

    /// The names of PJSIP's endpoints.
    std::vector<std::string> endpoints;
    /// The mailboxes.
    std::vector<mailbox> mailboxes;

    /// What other CLI commands print: the text, each line with LF, by the command in lower case.
    std::map<std::string, std::string> commands;

    /// How long a second of the dialplan's Wait, Busy and Congestion lasts: 10 ms makes `Wait(60)` last 0.6 s.
    std::chrono::microseconds dialplan_second{1'000'000};

    /// How long Answer takes before the call is up, for tests of calls that ring for a while.
    std::chrono::milliseconds answer_delay{0};
};

} // namespace ami::testing

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/options.ipp>
#endif

#endif // AMI_TESTING_OPTIONS_HPP
