// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_OPERATION_FAMILIES_HPP
#define AMI_TESTS_SUPPORT_OPERATION_FAMILIES_HPP

// One operation of each class of the library, which a test starts with any completion token and lets succeed or fail.

#include "support/client_world.hpp"

#include <ami/agi.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <optional>
#include <string>
#include <utility>

namespace tests {

/// A client that is logged in.
class family {
public:
    family()
    {
        w.config.reconnect.enabled = false;
        w.ready();
    }

    /// The operation that was started fails.
    void fail()
    {
        w.pbx->close();
        w.run();
    }

    void accept(std::string_view headers = {})
    {
        w.server().success(w.server().next(), headers);
        w.run();
    }

    client_world w;
};

/// `void(error_code, response)`
class execute_family : public family {
public:
    template <class Token>
    auto start(Token&& token)
    {
        return w.pbx->async_execute(ami::action("CoreStatus"), std::forward<Token>(token));
    }
    void succeed() { accept(); }
};

/// `void(error_code)`
class filter_family : public family {
public:
    template <class Token>
    auto start(Token&& token)
    {
        return w.pbx->async_add_filter(ami::event_filter::matching("x"), std::forward<Token>(token));
    }
    void succeed() { accept(); }
};

/// `void(error_code, duration)`
class ping_family : public family {
public:
    template <class Token>
    auto start(Token&& token)
    {
        return w.pbx->async_ping(std::forward<Token>(token));
    }
    void succeed() { accept("Ping: Pong\n"); }
};

/// `void(error_code, response)`, with items
class each_family : public family {
public:
    template <class Token>
    auto start(Token&& token)
    {
        return w.pbx->async_execute_each(
            ami::action("CoreShowChannels"), [](const ami::event_view&) {}, std::forward<Token>(token));
    }
    void succeed() { accept(); }
};

/// `void(error_code)`, of a subscription
class in_force_family : public family {
public:
    template <class Token>
    auto start(Token&& token)
    {
        return subscription.async_in_force(std::forward<Token>(token));
    }
    void succeed() { accept("Ping: Pong\n"); }

    ami::subscription subscription = w.pbx->on("Cdr", [](const ami::event_view&) {});
};

/// `void(error_code, user_rights)`, which are found out by two actions
class rights_family : public family {
public:
    template <class Token>
    auto start(Token&& token)
    {
        return w.pbx->async_rights(std::forward<Token>(token));
    }
    void succeed()
    {
        accept("Command: Execute Asterisk CLI Command.  (Priv: command,all)\n");
        accept("Message: Command output follows\nOutput: read perm: all\n");
    }
};

/// `void(error_code, call_end)`, of a call
class call_family : public family {
public:
    call_family()
    {
        const auto dialled = begin<ami::call>([&](auto handler) {
            w.pbx->async_start_call(
                ami::actions::originate("PJSIP/a").dialplan("x", "1").channel_id("c1"), std::move(handler));
        });
        w.run();
        accept("Message: Originate successfully queued\n");
        call = dialled->value();
        w.say(about("Newchannel", "0"));
    }

    template <class Token>
    auto start(Token&& token)
    {
        return call.async_wait_end(std::forward<Token>(token));
    }
    void succeed() { w.say(about("Hangup", "6", "Cause: 16\nCause-txt: Normal Clearing\n")); }

    ami::call call;

private:
    static std::string about(const std::string& event, const std::string& state, const std::string& more = {})
    {
        return "Event: " + event + "\nPrivilege: call,all\nChannel: PJSIP/a-1\nChannelState: " + state +
               "\nUniqueid: c1\nLinkedid: c1\n" + more + "\n";
    }
};

/// `void(error_code, streamed_event)`
class stream_family : public family {
public:
    template <class Token>
    auto start(Token&& token)
    {
        return stream.async_next(std::forward<Token>(token));
    }
    void succeed() { w.say("Event: Cdr\n\n"); }

    ami::event_stream stream = w.pbx->events("Cdr");
};

/// `void(error_code, event)`
class expectation_family : public family {
public:
    template <class Token>
    auto start(Token&& token)
    {
        return expected.async_wait(1min, std::forward<Token>(token));
    }
    void succeed() { w.say("Event: Cdr\n\n"); }

    ami::expectation expected = w.pbx->expect("Cdr");
};

/// `void(error_code, std::optional<std::string>)`, of AGI
class agi_family : public family {
public:
    agi_family()
    {
        service = ami::agi_service(
            *w.pbx, [](const ami::agi_environment&) { return true; },
            [this](ami::agi_session session) -> asio::awaitable<void> {
                agi = std::move(session);
                co_return co_await until.async_wait(asio::use_awaitable);
            });
        w.say(about("AsyncAGIStart", "Env: agi_channel%3A%20PJSIP%2Fa-1%0A\n"));
    }
    ~agi_family()
    {
        until.cancel();
        w.run();
    }

    template <class Token>
    auto start(Token&& token)
    {
        return agi->async_get_variable("X", std::forward<Token>(token));
    }
    void succeed()
    {
        const auto sent = w.server().next();
        w.server().success(sent, "Message: Added AGI command to queue\n");
        w.run();
        w.say(about("AsyncAGIExec",
            "CommandId: " + std::string(sent["CommandID"]) + "\nResult: 200%20result%3D1%20(y)%0A\n"));
    }

    std::optional<ami::agi_session> agi;
    asio::steady_timer until{w.context, asio::steady_timer::time_point::max()};
    ami::agi_service service;

private:
    static std::string about(const std::string& event, const std::string& more)
    {
        return "Event: " + event + "\nPrivilege: agi,all\nChannel: PJSIP/a-1\nUniqueid: c1\n" + more + "\n";
    }
};

} // namespace tests

// Under sanitizers a compiler takes minutes for all of them: there, one of each kind (an action, a wait without a value,
// several values, a list, what another thread may cancel).
#ifdef __SANITIZE_ADDRESS__
#define AMI_TEST_FAMILIES tests::execute_family, tests::ping_family, tests::stream_family, tests::agi_family
#else
#define AMI_TEST_FAMILIES \
    tests::execute_family, tests::filter_family, tests::ping_family, tests::each_family, tests::call_family, \
        tests::stream_family, tests::expectation_family, tests::agi_family, tests::in_force_family, \
        tests::rights_family
#endif

#endif // AMI_TESTS_SUPPORT_OPERATION_FAMILIES_HPP
