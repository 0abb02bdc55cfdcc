// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_SESSION_WORLD_HPP
#define AMI_TESTS_SUPPORT_SESSION_WORLD_HPP

// A session without a network: what happened goes in, and what it wants done and told comes out as lines of text.

#include <ami/session/session.hpp>

#include <fmt/format.h>

#include <chrono>
#include <cstring>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tests {

using namespace std::chrono_literals;

/// An operation that only has a name.
class named_operation final : public ami::detail::pending_action {
public:
    explicit named_operation(std::string of) : pending_action(this), name(std::move(of)) {}
    void complete(ami::detail::failure&&, ami::response&&) {}

    const std::string name;
};

using lines = std::vector<std::string>;

class session_world {
public:
    static constexpr std::string_view prefix = "p-";

    explicit session_world(std::string_view url = "ami://hello:world@pbx") : config(std::string(url))
    {
        config.events = ami::event_mask::all();
        config.ready_when = ami::ready_when::logged_in; // no script has the Ping
        config.login_method = ami::login_method::plain;
        config.reconnect.enabled = false;
    }

    static std::optional<std::string> fake_md5(std::string_view challenge, std::string_view secret)
    {
        return fmt::format("md5({},{})", challenge, secret);
    }

    ami::detail::operation_pointer make(std::string name)
    {
        return std::make_shared<named_operation>(std::move(name));
    }

    // --- what happens ---

    lines start()
    {
        s.start(config, nullptr, 1, make("connect"), now);
        return drain();
    }
    lines resolved(std::size_t addresses = 1)
    {
        std::vector<std::string> texts;
        for (std::size_t i = 0; i != addresses; ++i)
            texts.push_back(fmt::format("192.0.2.{}:5038", i + 1));
        s.on_resolved({}, std::move(texts), std::string(prefix), now);
        return drain();
    }
    lines connected()
    {
        s.on_connected({}, now);
        return drain();
    }
    lines banner() { return say("Asterisk Call Manager/9.0.0\n"); }

    /// The server says this; lines end in LF here, and `$` followed by digits is that ActionID.
    lines say(std::string_view text)
    {
        receive(text);
        return drain();
    }
    void receive(std::string_view text)
    {
        std::string bytes;
        for (const char c : text) {
            if (c == '\n')
                bytes += "\r\n";
            else if (c == '$')
                bytes += prefix;
            else
                bytes += c;
        }
        const auto room = s.prepare(bytes.size());
        std::memcpy(room.data(), bytes.data(), bytes.size());
        s.on_received(bytes.size(), now);
    }
    lines answer(int number, std::string_view more = "Response: Success\n")
    {
        const auto first = more.substr(0, more.find('\n') + 1);
        return say(fmt::format("{}ActionID: ${}\n{}\n", first, number, more.substr(first.size())));
    }
    lines lose()
    {
        s.on_lost({}, now);
        return drain();
    }
    lines stop(ami::errc code = ami::errc::closed)
    {
        s.stop({code, "test"}, now);
        return drain();
    }
    /// Time passes, deadline by deadline.
    lines pass(ami::detail::duration time)
    {
        lines all;
        const auto end = now + time;
        for (auto next = s.deadline(); next && *next <= end; next = s.deadline()) {
            now = std::max(now, *next);
            s.on_time(now);
            for (auto& line : drain())
                all.push_back(std::move(line));
        }
        now = end;
        return all;
    }

    /// Up to the login's answer.
    void make_ready()
    {
        start();
        resolved();
        connected();
        banner();
        written();
        answer(static_cast<int>(++actions_));
    }

    lines submit(std::string_view name, std::function<void(ami::action&)> change = {})
    {
        ami::action request{name};
        if (change)
            change(request);
        auto operation = make(std::string(name));
        const ami::detail::action_terms terms{10s, 5min};
        last = operation;
        if (auto error = s.submit(request, terms, operation, now))
            return {fmt::format("refused: {}: {}", error.ec.message(), error.text)};
        return drain();
    }

    // --- what follows ---

    lines drain()
    {
        lines told;
        for (;;) {
            auto& out = s.next(now);
            if (out.type == ami::detail::output::kind::none)
                break;
            told.push_back(text(out));
            if (on_output)
                on_output(told.back());
        }
        return told;
    }

    /// What was written since the last time, without the blanks: `Login ActionID=p-1 Username=hello …` a line each.
    lines written()
    {
        lines actions;
        std::string bytes;
        while (!s.queue().empty()) {
            const auto next = s.queue().next(65536);
            bytes += next;
            s.queue().written(next.size(), next.size());
        }
        for (std::size_t at = 0; at < bytes.size();) {
            const auto end = bytes.find("\r\n\r\n", at);
            std::string action = bytes.substr(at, end - at);
            for (std::size_t line; (line = action.find("\r\n")) != std::string::npos;)
                action.replace(line, 2, " ");
            actions.push_back(action.substr(std::string_view("Action: ").size()));
            at = end + 4;
        }
        return actions;
    }

    static std::string text(const ami::detail::output& out)
    {
        using kind = ami::detail::output::kind;
        const auto name = out.operation ? static_cast<const named_operation&>(*out.operation).name : "";
        switch (out.type) {
        case kind::none: return "none";
        case kind::resolve: return "resolve";
        case kind::connect: return fmt::format("connect {}", out.address);
        case kind::handshake: return "handshake";
        case kind::read: return "read";
        case kind::disconnect: return out.gently ? "disconnect gently" : "disconnect";
        case kind::complete:
            if (out.error)
                return fmt::format("{} failed: {}", name, out.error.ec.message());
            if (!out.answer.events().empty())
                return fmt::format("{} answered, {} items", name, out.answer.events().size());
            return fmt::format("{} done", name);
        case kind::item: return fmt::format("{} item {}", name, (*out.packet)["Event"]);
        case kind::event: return fmt::format("event {}", (*out.packet)["Event"]);
        case kind::ready: return "ready";
        case kind::events_missed: return "events missed";
        case kind::lost: return fmt::format("lost: {}", out.error.ec.message());
        case kind::ended: return fmt::format("ended: {}", out.error.ec.message());
        case kind::state: return fmt::format("state {}", ami::to_string(out.change->state()));
        case kind::log: return fmt::format("log {}", out.record->text);
        }
        return "?";
    }

    ami::config config;
    ami::detail::time_point now = ami::detail::time_point{} + 1000s;
    ami::detail::session s{&fake_md5};
    const ami::counters& counts = s.counts();
    ami::detail::operation_pointer last;
    /// Does what a user's code would do when it is told.
    std::function<void(const std::string&)> on_output;

private:
    std::size_t actions_ = 0;
};

} // namespace tests

#endif // AMI_TESTS_SUPPORT_SESSION_WORLD_HPP
