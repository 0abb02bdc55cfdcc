// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_TESTING_IMPL_ASYNC_AGI_COMMANDS_IPP
#define AMI_TESTING_IMPL_ASYNC_AGI_COMMANDS_IPP

#include <ami/testing/detail/pbx.hpp>
#include <ami/testing/detail/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace ami::testing::detail {

// What each command of AGI(agi:async) does and answers, as Asterisk 16 and 22 were seen to do it.

// res_agi.c, parse_args: words, quoted ones with blanks; a backslash takes the next character as it is.
inline std::vector<std::string> agi_words(std::string_view command)
{
    std::vector<std::string> words;
    bool quoted = false;
    bool in_word = false;
    for (std::size_t i = 0; i != command.size(); ++i) {
        char c = command[i];
        if (c == '"') {
            quoted = !quoted;
            if (!in_word)
                words.emplace_back();
            in_word = true;
            continue;
        }
        if ((c == ' ' || c == '\t') && !quoted) {
            in_word = false;
            continue;
        }
        if (c == '\\' && i + 1 != command.size())
            c = command[++i];
        if (!in_word)
            words.emplace_back();
        in_word = true;
        words.back() += c;
    }
    return words;
}

// `then` runs when the time is over, and the command is still the one that runs.
AMI_DECL void pbx::agi_wait(const channel_ptr& which, double milliseconds, std::function<void()> then)
{
    which->timer.expires_after(std::chrono::duration_cast<std::chrono::microseconds>(
        settings_.dialplan_second * (milliseconds / 1000)));
    which->timer.async_wait([which, then = std::move(then)](error_code ec) {
        if (!ec && !which->hung_up)
            then();
    });
}

AMI_DECL void pbx::run_agi(const channel_ptr& which)
{
    const auto found = agi_.find(which->uniqueid);
    if (which->hung_up || found == agi_.end() || !found->second.in_agi || found->second.running ||
        found->second.commands.empty())
        return;
    auto& session = found->second;
    session.running = true;
    session.current = std::move(session.commands.front());
    session.commands.pop_front();
    emit_(class_agi, channel_event("AGIExecStart", "agi", *which)
                         .add("CommandId", ++session.count)
                         .add("Command", session.current.first)
                         .str());
    const auto words = agi_words(session.current.first);
    const auto word = [&](std::size_t i) { return i < words.size() ? words[i] : std::string(); };
    const auto first = lower(word(0));
    const auto both = first + " " + lower(word(1));
    // What a channel keeps must not keep the channel.
    const auto finish = [this, weak = std::weak_ptr(which)](const std::string& result) {
        if (const auto alive = weak.lock())
            finish_agi(alive, result);
    };
    auto& timer = which->timer;
    const auto usage = [&] {
        finish("520-Invalid command syntax.  Proper usage follows:\n" + both + "\n520 End of proper usage.");
    };

    // Plays something for so long; a digit of these ends it.
    const auto play = [&](double milliseconds, const std::string& escapes, const std::string& tail) {
        which->on_digit = [&timer, escapes, finish, tail](char digit) {
            if (escapes.find(digit) == std::string::npos)
                return;
            timer.cancel();
            finish(fmt::format("200 result={}{}", static_cast<int>(digit), tail));
        };
        agi_wait(which, milliseconds, [finish, tail] { finish("200 result=0" + tail); });
    };
    which->on_digit = [this, id = which->uniqueid](char digit) {
        if (const auto at = agi_.find(id); at != agi_.end())
            at->second.digits += digit;
    };

    if (both == "asyncagi break") {
        finish("200 result=0");
        return leave_agi(which);
    }
    if (first == "answer") {
        answered(which);
        return finish("200 result=0");
    }
    if (first == "hangup") {
        if (words.size() > 1 && word(1) != which->name)
            return finish("200 result=-1");
        finish("200 result=1");
        return hang_up(which, 16);
    }
    if (first == "noop")
        return finish("200 result=0");
    if (first == "verbose")
        return finish("200 result=1");
    if (both == "channel status") {
        const auto about = words.size() > 2 ? find(word(2)) : which;
        return finish(fmt::format("200 result={}", about ? static_cast<int>(about->state) : -1));
    }
    if (both == "get variable") {
        const auto value = which->variable(word(2));
        return finish(value ? "200 result=1 (" + *value + ")" : "200 result=0");
    }
    if (first == "get" && lower(word(1)) == "full") {
        const auto value = substitute(*which, word(3));
        return finish(value.empty() ? "200 result=0" : "200 result=1 (" + value + ")");
    }
    if (both == "set variable") {
        if (words.size() < 4)
            return usage();
        set_variable(which, word(2), word(3));
        return finish("200 result=1");
    }
    if (both == "set callerid") {
        which->caller_number = word(2);
        return finish("200 result=1");
    }
    if (first == "database") {
        const auto path = "/" + word(2) + "/" + word(3);
        // 16: a family and a key that together have more bytes than this are refused, and not by -1 (db.c).
        if (both == "database put" && word(2).size() + word(3).size() > 253)
            return finish("200 result=0");
        if (both == "database put")
            database_.insert_or_assign(path, word(4));
        const auto entry = database_.find(path);
        if (both == "database get")
            return finish(entry == database_.end() ? "200 result=0" : "200 result=1 (" + entry->second + ")");
        if (both == "database del" && entry != database_.end())
            database_.erase(entry);
        return finish("200 result=1");
    }
    if (both == "stream file") {
        if (words.size() < 4)
            return usage();
        // A file that is not there ends the whole session on Asterisk.
        if (word(2).find("no-such") != std::string::npos) {
            finish("200 result=-1 endpos=0");
            return leave_agi(which);
        }
        return play(word(2) == "demo-congrats" ? 30'000 : 300, word(3), " endpos=3520");
    }
    if (first == "say") {
        if (words.size() < 4 ||
            (lower(word(1)) == "number" && word(2).find_first_not_of("-0123456789") != std::string::npos))
            return usage();
        return play(200, word(3), "");
    }
    if (both == "wait for") { // WAIT FOR DIGIT timeout
        const auto timeout = std::atof(word(3).c_str());
        if (!session.digits.empty()) {
            const char digit = session.digits.front();
            session.digits.erase(0, 1);
            return finish(fmt::format("200 result={}", static_cast<int>(digit)));
        }
        which->on_digit = [&timer, finish](char digit) {
            timer.cancel();
            finish(fmt::format("200 result={}", static_cast<int>(digit)));
        };
        if (timeout >= 0)
            agi_wait(which, timeout, [finish] { finish("200 result=0"); });
        return;
    }
    if (both == "get data") {
        const auto timeout = words.size() > 3 ? std::atof(word(3).c_str()) : 5000;
        const auto most = words.size() > 4 ? static_cast<std::size_t>(std::atoi(word(4).c_str())) : 1024;
        const auto done = std::make_shared<std::string>(session.digits.substr(0, most));
        session.digits.erase(0, done->size());
        // The prompt first, then the time for the first digit, and for each that follows.
        auto wait = [this, weak = std::weak_ptr(which), timeout, done, finish] {
            if (const auto alive = weak.lock())
                agi_wait(alive, timeout, [done, finish] { finish("200 result=" + *done + " (timeout)"); });
        };
        const auto take = [&timer, done, most, finish, wait](char digit) {
            if (digit != '#')
                *done += digit;
            if (digit != '#' && done->size() < most)
                return wait();
            timer.cancel();
            finish("200 result=" + *done);
        };
        which->on_digit = take;
        if (done->size() >= most)
            return finish("200 result=" + *done);
        return wait();
    }
    if (both == "record file") {
        const auto milliseconds = std::atof(word(5).c_str());
        return play(milliseconds > 0 ? milliseconds : 60'000, word(4), " endpos=0");
    }
    if (first == "exec") {
        const auto application = lower(word(1));
        static constexpr std::string_view known[] = {
            "noop", "answer", "wait", "playback", "set", "userevent", "hangup"};
        if (std::find(std::begin(known), std::end(known), application) == std::end(known))
            return finish("200 result=-2");
        if (application == "userevent")
            user_event(which, word(2));
        if (application == "wait" || application == "playback")
            return agi_wait(which, application == "wait" ? std::atof(word(2).c_str()) * 1000 : 300,
                [finish] { finish("200 result=0"); });
        return finish("200 result=0");
    }
    finish("510 Invalid or unknown command");
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_ASYNC_AGI_COMMANDS_IPP
