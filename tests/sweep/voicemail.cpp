// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Mailboxes and faxes.

#include "sweep/sweep.hpp"

#include <optional>

namespace tests {

namespace {

// Leaves a message in the mailbox 2001.
asio::awaitable<void> leave_message(sweep& s)
{
    inbox left(s.pbx(), "UserEvent");
    const auto id = unique("sweep");
    ami::actions::originate call{"Local/voicemail@sweep/n"};
    call.application("Playback", "demo-congrats").channel_id(id).ring_time(5s);
    const auto made = co_await s.pbx().async_originate(std::move(call));
    REQUIRE(made.answered());
    co_await left.next("Id", id + ";2");
    co_await s.hang_up(id);
}

asio::awaitable<ami::owned<events::voicemail_user_entry>> mailbox(sweep& s)
{
    const auto users = co_await s.list(actions::voicemail_users_list{});
    const auto user =
        first<events::voicemail_user_entry>(users, [](const auto& e) { return e.voice_mailbox() == "2001"; });
    co_return ami::owned<events::voicemail_user_entry>(user.raw());
}

// Messages are moved by their ids, which only a box's summary tells.
asio::awaitable<void> move_messages(sweep& s)
{
    if (!s.is_22()) {
        co_await s.absent(actions::voicemail_box_summary{"default", "2001"}, "Asterisk 18");
        co_await s.absent(
            actions::voicemail_forward{"default", "2001", "INBOX", "1", "default", "2002", "INBOX"},
            "Asterisk 18");
        co_await s.absent(actions::voicemail_move{"default", "2001", "INBOX", "1", "Old"}, "Asterisk 18");
        co_await s.absent(actions::voicemail_remove{"default", "2001", "INBOX", "1"}, "Asterisk 18");
        co_return;
    }
    const auto box = co_await s.list(actions::voicemail_box_summary{"default", "2001"});
    const auto message = only<events::voicemail_box_detail>(box);
    CHECK(message.folder() == "INBOX");
    const std::string id(message.id());
    co_await s.done(actions::voicemail_forward{"default", "2001", "INBOX", id, "default", "2002", "INBOX"});
    co_await s.done(actions::voicemail_move{"default", "2001", "INBOX", id, "Old"});
    const auto moved = co_await s.list(actions::voicemail_box_summary{"default", "2001"});
    CHECK(only<events::voicemail_box_detail>(moved).folder() == "Old");
    co_await s.done(actions::voicemail_remove{"default", "2001", "Old", id});
    const auto count = co_await s.answer(actions::mailbox_count{"2001@default"});
    CHECK(count.old_messages().value() == 0);
    const auto other = co_await s.answer(actions::mailbox_count{"2002@default"});
    CHECK(other.new_messages().value() == 1);
}

asio::awaitable<void> receive_fax(sweep& s)
{
    const auto id = co_await s.call("fax", "sweep");
    std::optional<std::int64_t> number;
    co_await s.until_so("there is a fax session", [&]() -> asio::awaitable<bool> {
        const auto sessions = co_await s.pbx().async_list(actions::fax_sessions{});
        for (const auto each : sessions.items<events::fax_sessions_entry>()) {
            // Asked of a session that was not active yet, Asterisk 22 crashed.
            if (each.state().value() == ami::fax_session_state::active)
                number = each.session_number().value();
        }
        co_return number.has_value();
    });
    const auto sessions = co_await s.list(actions::fax_sessions{});
    CHECK(only<events::fax_sessions_entry>(sessions).session_type().value() == ami::fax_session_type::g711);
    const auto session = co_await s.answer(actions::fax_session{*number});
    CHECK(session.event().session_number().value() == number);
    const auto stats = co_await s.answer(actions::fax_stats{});
    CHECK(stats.event().current_sessions().value() == 1);
    co_await s.hang_up(id);
}

} // namespace

asio::awaitable<void> sweep_voicemail(sweep& s)
{
    co_await leave_message(s);
    const auto entry = co_await mailbox(s);
    CHECK(entry->new_message_count().value() == 1);
    const auto status = co_await s.answer(actions::mailbox_status{"2001@default"});
    CHECK(status.waiting().value() == 1);
    const auto count = co_await s.answer(actions::mailbox_count{"2001@default"});
    CHECK(count.new_messages().value() == 1);
    const auto user = co_await s.list(actions::voicemail_user_status{"default", "2001"});
    CHECK(only<events::voicemail_user_detail>(user).new_message_count().value() == 1);
    co_await s.done(actions::voicemail_refresh{}.context("default").mailbox("2001"));
    co_await move_messages(s);
    co_await receive_fax(s);
}

} // namespace tests
