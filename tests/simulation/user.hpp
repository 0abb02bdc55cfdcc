// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SIMULATION_USER_HPP
#define AMI_TESTS_SIMULATION_USER_HPP

#include "simulation/operations.hpp"
#include "simulation/user_client.hpp"

#include <ami/client.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace simulation {

// A client, and somebody who uses it.
class user : public user_client {
public:
    using user_client::user_client;

    void put(bool again_if_unsent)
    {
        const auto op = under_way().begin("put");
        ami::action action("DBPut");
        action.add("Family", "simulation").add("Key", std::to_string(op->token % 50)).add("Val", "x");
        if (again_if_unsent)
            action.retry_if_unsent();
        execute(op, std::move(action), {});
    }

    void ask()
    {
        const auto op = under_way().begin("ask");
        const auto mailbox = "box" + std::to_string(op->token);
        execute(op, ami::action("MailboxCount").add("Mailbox", mailbox),
            [this, mailbox](const ami::response& answer) {
                if (answer.ok() && answer["Mailbox"] != mailbox)
                    world().complain(fmt::format("asked for {}, was told of {}", mailbox, answer["Mailbox"]));
            });
    }

    // Its output is the same in the forms of all servers.
    void command()
    {
        const auto op = under_way().begin("command");
        execute(op, ami::action("Command").add("Command", "simulation lines"),
            [this](const ami::response& answer) {
                std::string text;
                for (const auto& each : answer.output()) {
                    auto shown = std::string_view(each);
                    if (has_xml())
                        shown.remove_prefix(std::min(shown.find_first_not_of(" "), shown.size()));
                    if (!has_xml() || !shown.empty())
                        text.append(shown).append("\n");
                }
                if (answer.ok() && text != (has_xml() ? command_text_in_xml : command_text))
                    world().complain(fmt::format("user {}: a command's output is \"{}\"", number(), text));
            });
    }

    // A server that is odd says how many items it sends.
    void list(std::string_view name)
    {
        execute(under_way().begin(name), ami::action(name), [this](const ami::response& answer) {
            const auto items = answer["Items"];
            if (answer.ok() && !items.empty() && items != std::to_string(answer.events().size()))
                world().complain(fmt::format(
                    "user {}: a list of {} items has {}", number(), items, answer.events().size()));
        });
    }

    // Asterisk never answers it. Where answers come in order, it ends when the next action is answered.
    void ask_in_vain(bool in_order)
    {
        const auto op = under_way().begin("in vain");
        op->must_be_prompt = std::exchange(op->must_succeed, false) && in_order;
        execute(op, ami::action("IAXnetstats"), {});
    }

    void hang_up(const std::string& channel)
    {
        execute(under_way().begin("hang up"), ami::action("Hangup").add("Channel", channel), {});
    }

    void redirect(const std::string& channel)
    {
        ami::action action("Redirect");
        action.add("Channel", channel).add("Context", "sets").add("Exten", "103").add("Priority", "1");
        execute(under_way().begin("redirect"), std::move(action), {});
    }

    void park(const std::string& channel)
    {
        execute(under_way().begin("park"),
            ami::action("Park").add("Channel", channel).add("Timeout", "20000"), {});
    }

    void change_member(std::uint64_t which)
    {
        constexpr std::array names{"QueueAdd", "QueueRemove", "QueuePause"};
        const auto interface = fmt::format("Local/200{}@from-internal", 1 + which / 3 % 4);
        ami::action action(names.at(which % 3));
        action.add("Queue", "sales").add("Interface", interface);
        if (which % 3 == 2)
            action.add("Paused", which / 12 % 2 == 0 ? "true" : "false");
        execute(under_way().begin("member"), std::move(action), {});
    }

    void ping()
    {
        const auto op = under_way().begin("ping", std::chrono::minutes(6), false);
        pbx().async_ping(slot(op, [this, op](ami::error_code ec, std::chrono::steady_clock::duration) {
            under_way().done(op, ec);
        }));
    }

    void dial(const std::string& extension)
    {
        const auto op = under_way().begin("dial");
        pbx().async_originate(
            call_to(extension, op), slot(op, [this, op](ami::error_code ec, const ami::originate_outcome&) {
                under_way().done(op, outcome_of_call(ec));
            }));
    }

    void start_call(const std::string& extension, unsigned on_server, bool may_move)
    {
        const auto op = under_way().begin("call");
        pbx().async_start_call(call_to(extension, op),
            slot(op, [this, op, extension, on_server, may_move](ami::error_code ec, ami::call dialled) {
                under_way().done(op, outcome_of_call(ec));
                if (!ec && mask_has_call())
                    calls().follow(std::move(dialled), extension, on_server, may_move);
            }));
    }

    void set_mask(std::uint64_t which)
    {
        if (under_way().is_under_way("mask"))
            return;
        constexpr std::array<std::string_view, 5> texts{"on", "off", "user", "call", "call,user"};
        const bool is_automatic = which % 6 == 5;
        const auto text = is_automatic ? std::string_view("automatic") : texts.at(which % 6);
        world().note(fmt::format("user {} sets the mask {}", number(), text));
        const bool has_user = is_automatic || text == "on" || text.ends_with("user");
        const bool hears_stops = is_automatic || text == "on";
        const bool has_call = is_automatic || text == "on" || text.starts_with("call");
        set_mask_has_call(has_call);
        events().mask_begins();
        const auto op = under_way().begin("mask", std::chrono::minutes(6), false);
        pbx().async_set_event_mask(is_automatic ? ami::event_mask::automatic() : ami::event_mask(text),
            slot(op, [this, op, has_user, hears_stops, begun = session()](ami::error_code ec) {
                under_way().done(op, ec);
                if (begun == session())
                    events().mask_ends(has_user, hears_stops, !ec);
            }));
    }

private:
    static ami::actions::originate call_to(const std::string& extension, const std::shared_ptr<operation>& op)
    {
        ami::actions::originate call(fmt::format("Local/{}@from-internal", extension));
        call.application("Wait", "5").variable("TOKEN", std::to_string(op->token));
        return call;
    }
    static ami::error_code outcome_of_call(ami::error_code ec)
    {
        return ec == ami::errc::outcome_not_visible || ec == ami::errc::action_refused
                   ? ami::error_code(ami::errc::outcome_unknown)
                   : ec;
    }

    void execute(const std::shared_ptr<operation>& op, ami::action action,
        std::function<void(const ami::response&)> look)
    {
        action.add("Token", std::to_string(op->token));
        pbx().async_execute(std::move(action),
            slot(op, [this, op, look = std::move(look)](ami::error_code ec, const ami::response& answer) {
                if (!ec && look)
                    look(answer);
                under_way().done(op, ec || answer.ok() ? ec : make_error_code(ami::errc::action_refused));
            }));
    }
};

} // namespace simulation

#endif // AMI_TESTS_SIMULATION_USER_HPP
