// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_FASTAGI_IPP
#define AMI_TESTING_IMPL_FASTAGI_IPP

#include <ami/protocol/wire/ascii.hpp>

#include <ami/testing/detail/agi_link.hpp>
#include <ami/testing/detail/agi_start.hpp>
#include <ami/testing/detail/pbx.hpp>
#include <ami/testing/detail/pbx_agi_host.hpp>
#include <ami/testing/detail/text.hpp>
#include <ami/testing/detail/variables.hpp>

#include <boost/asio/post.hpp>

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ami::testing::detail {

// AGI(agi://HOST[:PORT][/SCRIPT][,ARGUMENT...]): the test server calls a FastAGI server as Asterisk does.

// utils.c: ast_true and ast_false.
inline bool is_one_of(const std::optional<std::string>& value, std::initializer_list<std::string_view> words)
{
    for (const auto each : words) {
        if (value && ami::detail::iequals(*value, each))
            return true;
    }
    return false;
}

AMI_DECL void pbx::start_fastagi(const channel_ptr& which)
{
    constexpr std::size_t most = 128; // the URL and 127 arguments
    auto arguments = split_arguments(which->data, most);
    agi_call_facts facts;
    facts.request = arguments.front();
    arguments.erase(arguments.begin());
    facts.arguments = std::move(arguments);
    const auto url = parse_agi_url(facts.request);
    if (!url || !host_.has_sockets()) {
        const std::string status = is_agi_url(facts.request) ? "FAILURE" : "NOTFOUND";
        return boost::asio::post(context_, [this, which, status] { end_fastagi(which, status); });
    }
    facts.script = url->script;
    facts.channel = which->name;
    facts.unique_id = which->uniqueid;
    facts.version = settings_.asterisk == era::asterisk_22   ? "22.10.1"
                    : settings_.asterisk == era::asterisk_16 ? "16.28.0"
                                                             : "13.38.3";
    facts.caller_number = which->caller_number;
    facts.caller_name = which->caller_name;
    facts.context = which->context;
    facts.extension = which->exten;
    facts.priority = which->priority;
    facts.account = which->account;

    agi_dialogue_settings how;
    how.longest_line = settings_.asterisk == era::asterisk_22 ? 8191 : 2047;
    how.sends_hangup = !is_one_of(which->variable("AGISIGHUP"), {"no", "false", "n", "f", "0", "off"});
    how.exits_on_hangup = is_one_of(which->variable("AGIEXITONHANGUP"), {"yes", "true", "y", "t", "1", "on"});
    const auto watch = [this, weak = std::weak_ptr(which)](
                           std::string_view command, const agi_reply* answer) {
        const auto alive = weak.lock();
        if (alive && answer)
            emit_agi_end(alive, command, fastagi_commands_, *answer);
        else if (alive)
            emit_agi_begin(alive, command, ++fastagi_commands_);
    };
    const auto ended = [this, weak = std::weak_ptr(which)](agi_status status) {
        if (const auto alive = weak.lock())
            end_fastagi(alive, to_string(status));
    };
    const auto link = std::make_shared<agi_link>(context_.get_executor(),
        std::make_unique<pbx_agi_host>(*this, which), how, settings_.dialplan_second, watch, ended);
    fastagi_.insert_or_assign(which->uniqueid, link);
    which->on_digit = [weak = std::weak_ptr(link)](char digit) {
        if (const auto alive = weak.lock())
            alive->on_digit(digit);
    };
    link->connect(*url, agi_environment_text(agi_environment_lines(facts)));
}

AMI_DECL bool pbx::is_in_fastagi(const channel_ptr& which) const
{
    return fastagi_.contains(which->uniqueid);
}

// The call is over, or goes on elsewhere. The channel stays until the AGI server closes.
AMI_DECL void pbx::tell_fastagi(const channel_ptr& which)
{
    const auto link = fastagi_.at(which->uniqueid);
    which->on_digit = nullptr;
    boost::asio::post(context_, [link] { link->on_hangup(); });
}

AMI_DECL void pbx::end_fastagi(const channel_ptr& which, std::string_view status)
{
    fastagi_.erase(which->uniqueid);
    which->on_digit = nullptr;
    if (which->hung_up)
        return;
    set_variable(which, "AGISTATUS", status);
    if (std::exchange(which->ends_after_agi, false)) {
        which->in_dialplan = false; // its end was requested before
        return hang_up(which, 0);
    }
    if (const auto place = std::exchange(which->after_agi, std::nullopt))
        return redirect(which, place->context, place->exten, place->priority);
    next(which);
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_FASTAGI_IPP
