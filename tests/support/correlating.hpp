// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_CORRELATING_HPP
#define AMI_TESTS_SUPPORT_CORRELATING_HPP

// A correlator with a clock of its own, a "network" that is a string, and people who wait.

#include <ami/protocol/wire/parser.hpp>
#include <ami/session/actions/correlator.hpp>

#include <fmt/format.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tests {

using namespace std::chrono_literals;

/// Somebody who waits for an answer, and keeps what came.
class recorded final : public ami::detail::pending_action {
public:
    recorded() : pending_action(this) {}

    void complete(ami::detail::failure&& why, ami::response&& answer)
    {
        ++completions;
        how = std::move(why);
        got = std::move(answer);
        if (then)
            then();
    }

    void item(const ami::event_view& what)
    {
        items.emplace_back(what["Item"]);
        if (on_item)
            on_item();
    }

    bool pending() const noexcept { return completions == 0; }
    bool answered() const noexcept { return completions == 1 && !how; }
    bool failed(ami::errc code) const noexcept { return completions == 1 && how.ec == code; }

    int completions = 0;
    ami::detail::failure how;
    ami::response got;
    std::vector<std::string> items;
    std::function<void()> then;
    std::function<void()> on_item;
};

using waiting = std::shared_ptr<recorded>;

inline const ami::detail::action_terms usual_terms{10s, 5min};

class correlating {
public:
    static constexpr std::string_view prefix = "p-";

    explicit correlating(const ami::limits& bounds = {}) : limits(bounds), c(counts, limits, outputs)
    {
        c.start(std::string(prefix), limits);
    }

    /// Adds an action and does not write it.
    waiting queue(const ami::action& what, const ami::detail::action_terms& terms = usual_terms,
        waiting who = std::make_shared<recorded>())
    {
        refused = c.add(who, what, terms, now);
        return who;
    }

    /// Adds an action and hands it to the network.
    waiting send(const ami::action& what, const ami::detail::action_terms& terms = usual_terms,
        waiting who = std::make_shared<recorded>())
    {
        queue(what, terms, who);
        write();
        return who;
    }

    waiting send(std::string_view name) { return send(ami::action(name)); }

    /// As `send`, but for somebody who takes items as they come.
    waiting send_each(std::string_view name)
    {
        auto who = std::make_shared<recorded>();
        who->takes_items = true;
        return send(ami::action(name), usual_terms, std::move(who));
    }

    /// Hands everything that waits to the network.
    void write()
    {
        while (!c.queue().empty())
            write_some(c.queue().size());
    }

    /// The network takes the next bytes, at most so many; of an action, maybe a part.
    void write_some(std::size_t most)
    {
        const auto bytes = c.queue().next(most).substr(0, most);
        written += bytes;
        c.queue().written(bytes.size(), bytes.size());
    }

    /// Packets come from the network. In `text` a `@` followed by digits stands for that ActionID, and lines end
    /// in LF. Whether the last packet was taken: for a response, that it was an answer; for an event, that it is
    /// not for subscribers.
    bool receive(std::string_view text)
    {
        ami::parser parser({}, ami::parser::greeting::none);
        parser.feed(expand(text));
        bool taken = false;
        for (ami::error_code ec; parser.next(ec) == ami::parser::result::packet;) {
            const auto& packet = parser.packet();
            if (packet.kind() == ami::packet_kind::response) {
                taken = c.on_response(packet, now);
            } else if (packet.kind() == ami::packet_kind::other) {
                c.on_text(packet);
            } else {
                const ami::event_view event(packet);
                const auto use = c.on_event(event, now);
                taken = use != ami::detail::correlator::use::subscribers;
                if (!taken && on_event)
                    on_event(event);
                if (use == ami::detail::correlator::use::item)
                    c.list_owner()->item(event);
            }
            tell();
        }
        return taken;
    }

    bool respond(const waiting& to, std::string_view more = {})
    {
        return receive(fmt::format("Response: Success\nActionID: @{}\n{}\n", to->id, more));
    }

    bool refuse(const waiting& to, std::string_view message = "No")
    {
        return receive(fmt::format("Response: Error\nActionID: @{}\nMessage: {}\n\n", to->id, message));
    }

    bool open_list(const waiting& to) { return respond(to, "EventList: start\n"); }

    bool list_item(const waiting& to, std::string_view value = "x")
    {
        return receive(fmt::format("Event: ListItem\nActionID: @{}\nItem: {}\n\n", to->id, value));
    }

    bool complete_list(const waiting& to)
    {
        return receive(fmt::format("Event: ListComplete\nActionID: @{}\nEventList: Complete\n\n", to->id));
    }

    /// Whether the time of an action is over.
    bool pass(ami::detail::duration time)
    {
        now += time;
        const bool overdue = c.on_time(now);
        tell();
        return overdue;
    }

    void cancel(std::uint64_t id, ami::errc why = ami::errc::closed)
    {
        c.cancel(id, why, now);
        tell();
    }

    void cancel(const waiting& who, ami::errc why = ami::errc::closed) { cancel(who->id, why); }

    /// Gives the operations what the correlator has to tell. What one of them sets off is told after the others.
    void tell()
    {
        if (std::exchange(telling_, true))
            return;
        while (auto* const told = outputs.take())
            told->operation->complete(std::move(told->error), std::move(told->answer));
        telling_ = false;
    }

    /// Gets what is for subscribers.
    std::function<void(const ami::event_view&)> on_event;

    /// The connection ends, and who waits is told.
    void lose(const std::string& why = "gone", ami::error_code code = {})
    {
        for (auto& ended : c.connection_ended(why, code, false))
            outputs.complete(std::move(ended.operation), std::move(ended.error));
        tell();
    }

    /// Ended actions by all counters.
    std::uint64_t ended() const
    {
        return counts.actions_answered + counts.actions_timed_out + counts.actions_cancelled +
               counts.actions_not_sent + counts.actions_outcome_unknown;
    }

    ami::counters counts;
    ami::limits limits;
    ami::detail::output_queue outputs;
    ami::detail::correlator c;
    ami::detail::time_point now = ami::detail::time_point{} + 1000s;
    std::string written;
    ami::detail::failure refused;

private:
    bool telling_ = false;

    static std::string expand(std::string_view text)
    {
        std::string expanded;
        for (const char ch : text) {
            if (ch == '@')
                expanded += prefix;
            else if (ch == '\n')
                expanded += "\r\n";
            else
                expanded += ch;
        }
        return expanded;
    }
};

} // namespace tests

#endif // AMI_TESTS_SUPPORT_CORRELATING_HPP
