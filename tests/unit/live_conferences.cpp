// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The live model's conferences and their users.

#include "support/catch.hpp"
#include "support/live_calls.hpp"

using namespace tests::live_calls;

using origin = live::change_origin;

namespace {

void tell(world& w, std::string_view name, std::string_view conference, std::string_view rest = "")
{
    w.tell(name, fmt::format("Conference: {}\n{}{}", conference, bridge_text("b1", 1, "base"), rest));
}

void join(world& w, std::string_view conference, const snapshot& channel, std::string_view muted = "No")
{
    tell(w, "ConfbridgeJoin", conference, channel.text() + fmt::format("Admin: No\nMuted: {}\n", muted));
}

void leave(world& w, std::string_view conference, const snapshot& channel)
{
    tell(w, "ConfbridgeLeave", conference, channel.text() + "Admin: No\n");
}

std::string item(std::string_view conference, std::string_view locked = "No")
{
    return fmt::format(
        "Event: ConfbridgeListRooms\nActionID: x\nConference: {}\nParties: 1\nMarked: 0\nLocked: {}\n"
        "Muted: No\n",
        conference, locked);
}

std::string user_item(std::string_view conference, const snapshot& channel, std::string_view muted = "No")
{
    return fmt::format(
        "Event: ConfbridgeList\nActionID: x\nConference: {}\nAdmin: Yes\nMarkedUser: Yes\n"
        "WaitMarked: No\nEndMarked: No\nWaiting: No\nMuted: {}\nTalking: No\nAnsweredTime: 6\n{}",
        conference, muted, channel.text());
}

const snapshot c1{"c1", "c1", "PJSIP/c1", 6, R"(O\'Brien)"};
const snapshot c2{"c2"};

} // namespace

TEST_CASE("live conferences: Start and Join make, Leave and End remove")
{
    world w;
    tell(w, "ConfbridgeStart", "rig");
    const auto& started = w.conference("rig");
    REQUIRE(started);
    CHECK(started.name() == "rig");
    CHECK(started.bridge_id() == "b1");
    CHECK(started.since() == w.at.wall);
    CHECK_FALSE(started.locked());
    CHECK_FALSE(started.muted());

    join(w, "rig", c1); // before its Newchannel, for all we know
    const auto& user = w.user("rig", "c1");
    REQUIRE(user);
    CHECK(user.conference() == "rig");
    CHECK(user.channel_id() == "c1");
    CHECK(user.channel_name() == "PJSIP/c1");
    CHECK(user.caller_number() == "100");
    CHECK(user.caller_name() == "O'Brien");
    CHECK_FALSE(user.is_admin());
    CHECK_FALSE(user.is_muted());
    CHECK_FALSE(user.is_talking());
    CHECK_FALSE(user.is_marked());
    CHECK_FALSE(user.is_waiting());
    CHECK(user.joined_at() == w.at.wall);
    CHECK(w.side.conferences().changes().size() == 1);
    CHECK(w.due().empty());

    leave(w, "rig", c1);
    CHECK_FALSE(w.user("rig", "c1"));
    CHECK(w.conference("rig"));
    join(w, "rig", c1);
    tell(w, "ConfbridgeEnd", "rig");
    CHECK_FALSE(w.conference("rig"));
    CHECK_FALSE(w.user("rig", "c1"));
    REQUIRE(w.side.conferences().user_changes().size() == 4);
    CHECK(w.side.conferences().user_changes()[3].is_gone());
    CHECK(w.side.conferences().user_changes()[3].origin() == origin::told);
}

TEST_CASE("live conferences: names in any letter case are one conference")
{
    world w;
    tell(w, "ConfbridgeStart", "Rig");
    join(w, "RIG", c1);
    w.list(all_conferences, {item("rig")});
    CHECK(w.side.conferences().all().size() == 1);
    CHECK(w.conference("rIG").name() == "Rig");
    w.list(users_of("rig"), {user_item("rig", c1)});
    CHECK(w.side.conferences().users().size() == 1);
    leave(w, "riG", c1);
    CHECK(w.side.conferences().users().size() == 0);
    tell(w, "ConfbridgeEnd", "rig");
    CHECK(w.side.conferences().all().size() == 0);
}

TEST_CASE("live conferences: flags by events and lists")
{
    world w;
    tell(w, "ConfbridgeStart", "rig");
    join(w, "rig", c1, "Yes");
    CHECK(w.user("rig", "c1").is_muted());
    tell(w, "ConfbridgeUnmute", "rig", c1.text());
    CHECK_FALSE(w.user("rig", "c1").is_muted());
    tell(w, "ConfbridgeMute", "rig", c1.text());
    CHECK(w.user("rig", "c1").is_muted());
    tell(w, "ConfbridgeTalking", "rig", "TalkingStatus: on\n" + c1.text());
    CHECK(w.user("rig", "c1").is_talking());
    CHECK(w.user("rig", "c1").is_muted());
    tell(w, "ConfbridgeTalking", "rig", "TalkingStatus: off\n" + c1.text());
    CHECK_FALSE(w.user("rig", "c1").is_talking());

    const auto joined_at = w.user("rig", "c1").joined_at();
    w.pass(6s);
    w.list(all_conferences, {item("rig", "Yes")});
    w.list(users_of("rig"), {user_item("rig", c1)});
    CHECK(w.conference("rig").locked() == true);
    CHECK(w.conference("rig").muted() == false);
    CHECK(w.conference("rig").bridge_id() == "b1");
    CHECK(w.user("rig", "c1").is_admin());
    CHECK(w.user("rig", "c1").is_marked() == true);
    CHECK(w.user("rig", "c1").is_waiting() == false);
    CHECK_FALSE(w.user("rig", "c1").is_muted());
    CHECK(w.user("rig", "c1").joined_at() == joined_at);

    // What only lists know is kept.
    tell(w, "ConfbridgeMute", "rig", c1.text());
    CHECK(w.user("rig", "c1").is_marked() == true);
    CHECK(w.user("rig", "c1").joined_at() == joined_at);
    const auto changes = w.side.conferences().user_changes().size();
    tell(w, "ConfbridgeMute", "rig", c1.text());
    w.list(users_of("rig"), {user_item("rig", c1, "Yes")});
    CHECK(w.side.conferences().user_changes().size() == changes);
    join(w, "rig", c2); // its own Muted is not that of the conference
    CHECK(w.conference("rig").muted() == false);
    CHECK(w.conference("rig").locked() == true);
}

TEST_CASE("live conferences: Mute and Talking do not make users")
{
    world w;
    tell(w, "ConfbridgeMute", "rig", c1.text());
    tell(w, "ConfbridgeTalking", "rig", "TalkingStatus: on\n" + c1.text());
    CHECK_FALSE(w.user("rig", "c1"));
    CHECK_FALSE(w.conference("rig"));
}

TEST_CASE(
    "live conferences: the list of conferences makes the lists of users wanted, and all are the first fill")
{
    world w;
    w.list(all_conferences, {item("one"), item("two"), item("three")});
    CHECK(w.due() == std::vector{users_of("one"), users_of("three"), users_of("two")});
    w.list(users_of("one"), {user_item("one", c1)});
    w.side.on_not_listed(users_of("three"));
    w.list(users_of("two"), {user_item("two", c2)});
    CHECK(w.user("one", "c1"));
    CHECK_FALSE(w.user("one", "c1").joined_at());
    CHECK_FALSE(w.user("two", "c1"));
    for (const auto& each : w.side.conferences().user_changes())
        CHECK(each.is_first_fill());
    for (const auto& each : w.side.conferences().changes())
        CHECK(each.is_first_fill());
    w.list(users_of("two"), {user_item("two", c1)});
    CHECK_FALSE(w.user("two", "c2"));
    CHECK(w.user("one", "c1"));
    REQUIRE(w.side.conferences().user_changes().size() == 4);
    CHECK_FALSE(w.side.conferences().user_changes()[2].is_first_fill());
    CHECK_FALSE(w.side.conferences().user_changes()[3].is_first_fill());
}

TEST_CASE(
    "live conferences: one that ends before its users are listed does not delay the end of the first fill")
{
    world w;
    w.list(all_conferences, {item("one")});
    CHECK_FALSE(w.side.conferences().users().is_filled());
    tell(w, "ConfbridgeEnd", "one");
    CHECK(w.side.conferences().users().is_filled());
}

TEST_CASE("live conferences: users by conference and by channel")
{
    world w;
    tell(w, "ConfbridgeStart", "Rig");
    join(w, "Rig", c1);
    join(w, "Rig", c1);
    join(w, "other", c1);
    CHECK(w.side.conferences().users_in("rIG") == id_groups::ids{"rig\nc1"});
    CHECK(w.side.conferences().users_by_channel("c1") == id_groups::ids{"rig\nc1", "other\nc1"});
    leave(w, "Rig", c1);
    CHECK(w.side.conferences().users_in("rig").empty());
    CHECK(w.side.conferences().users_by_channel("c1") == id_groups::ids{"other\nc1"});
}

TEST_CASE("live conferences: the first fill is over if there are none")
{
    world w;
    w.side.on_empty_list(all_conferences, w.at);
    CHECK(w.side.conferences().all().is_filled());
    CHECK(w.side.conferences().users().is_filled());
}

TEST_CASE("live conferences: \"No active conferences.\" ends all")
{
    world w;
    tell(w, "ConfbridgeStart", "rig");
    join(w, "rig", c1);
    w.side.on_empty_list(all_conferences, w.at);
    CHECK_FALSE(w.conference("rig"));
    CHECK_FALSE(w.user("rig", "c1"));
    CHECK(w.side.conferences().changes().back().origin() == origin::found);
    CHECK(w.side.conferences().user_changes().back().origin() == origin::found);
}

TEST_CASE("live conferences: \"No Conference by that name found.\" ends that one")
{
    world w;
    w.list(all_conferences, {item("one"), item("two")});
    w.list(users_of("one"), {user_item("one", c1)});
    w.list(users_of("two"), {user_item("two", c2)});
    w.side.on_empty_list(users_of("ONE"), w.at);
    CHECK_FALSE(w.conference("one"));
    CHECK_FALSE(w.user("one", "c1"));
    CHECK(w.conference("two"));
    CHECK(w.user("two", "c2"));
}

TEST_CASE("live conferences: a conference that the list has not ends with its users")
{
    world w;
    w.list(all_conferences, {item("one"), item("two")});
    w.list(users_of("one"), {user_item("one", c1)});
    w.list(users_of("two"), {user_item("two", c2)});
    w.list(all_conferences, {item("two")});
    CHECK_FALSE(w.conference("one"));
    CHECK_FALSE(w.user("one", "c1"));
    CHECK(w.user("two", "c2"));
}

TEST_CASE("live conferences: a user that was told to have left is not believed for five seconds")
{
    world w;
    w.list(all_conferences, {item("rig")});
    w.list(users_of("rig"), {user_item("rig", c1), user_item("rig", c2)});
    w.due();
    leave(w, "rig", c1);
    w.pass(4s);
    w.list(users_of("rig"), {user_item("rig", c1), user_item("rig", c2)});
    CHECK_FALSE(w.user("rig", "c1"));
    CHECK(w.user("rig", "c2"));
    CHECK(w.due().empty());
    w.pass(1s);
    CHECK(w.due() == std::vector{users_of("rig")});
    w.list(users_of("rig"), {user_item("rig", c1), user_item("rig", c2)});
    CHECK(w.user("rig", "c1"));
    CHECK(w.wanted.empty());
}

TEST_CASE("live conferences: what was told to have left is known also of users that are not")
{
    world w;
    leave(w, "rig", c1);
    w.list(users_of("rig"), {user_item("rig", c1)});
    CHECK_FALSE(w.user("rig", "c1"));
}

TEST_CASE("live conferences: who was told to be back is listed rightly")
{
    world w;
    tell(w, "ConfbridgeStart", "rig");
    join(w, "rig", c1);
    leave(w, "rig", c1);
    join(w, "rig", c1);
    w.list(users_of("rig"), {user_item("rig", c1)});
    CHECK(w.user("rig", "c1").is_admin());
    CHECK(w.wanted.empty());

    tell(w, "ConfbridgeEnd", "rig");
    tell(w, "ConfbridgeStart", "rig");
    w.list(all_conferences, {item("rig", "Yes")});
    CHECK(w.conference("rig").locked() == true);
}

TEST_CASE("live conferences: a conference that was told to have ended is not believed for five seconds")
{
    world w;
    tell(w, "ConfbridgeStart", "rig");
    tell(w, "ConfbridgeEnd", "rig");
    w.pass(1s);
    w.list(all_conferences, {item("rig")});
    CHECK_FALSE(w.conference("rig"));
    CHECK(w.due().empty());
    w.list(users_of("rig"), {user_item("rig", c1)});
    CHECK_FALSE(w.user("rig", "c1"));
    w.pass(4s);
    CHECK(w.due() == std::vector{all_conferences, users_of("rig")});
    w.list(all_conferences, {item("rig")});
    CHECK(w.conference("rig"));
}

TEST_CASE("live conferences: Hangup ends the channel's users, and a list can have them for a time")
{
    world w;
    w.tell("Newchannel", c1.text());
    tell(w, "ConfbridgeStart", "rig");
    join(w, "rig", c1);
    join(w, "other", c1);
    join(w, "rig", c2);
    w.tell("Hangup", c1.text() + "Cause: 16\n");
    CHECK(w.side.conferences().users().size() == 1);
    CHECK(w.side.conferences().user_changes().back().origin() == origin::told);
    w.list(users_of("rig"), {user_item("rig", c1), user_item("rig", c2)});
    CHECK_FALSE(w.user("rig", "c1"));
    leave(w, "rig", c1); // told after the Hangup
    CHECK(w.side.conferences().users().size() == 1);
}

TEST_CASE("live conferences: a channel that is found gone leaves its conferences")
{
    world w;
    w.list(all_channels, {channel_item(c1)});
    tell(w, "ConfbridgeStart", "rig");
    join(w, "rig", c1);
    w.list(all_channels, {});
    w.pass(1s);
    CHECK(w.user("rig", "c1"));
    w.pass(1s);
    CHECK_FALSE(w.user("rig", "c1"));
    CHECK(w.side.conferences().user_changes().back().origin() == origin::found);
}

TEST_CASE("live conferences: Join of a conference whose beginning was not seen makes its users wanted")
{
    world w;
    join(w, "rig", c1); // before the first list: that one has all
    CHECK(w.wanted.empty());
    w.side.on_empty_list(all_conferences, w.at);
    join(w, "rig", c1);
    CHECK(w.conference("rig"));
    CHECK(w.due() == std::vector{users_of("rig")});
}
