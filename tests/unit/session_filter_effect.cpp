// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#include "support/catch.hpp"

#include <ami/protocol/values/event_filter.hpp>
#include <ami/session/connection/server_settings.hpp>

#include <string>
#include <vector>

using ami::event_filter;
using ami::detail::server_settings;

namespace {

server_settings with_filters(const std::vector<event_filter>& filters)
{
    server_settings server;
    for (const auto& each : filters) {
        REQUIRE_FALSE(each.to_action().fault());
        server.on_accepted(each.to_action());
    }
    return server;
}

// Which of two events that calls need are certainly kept back: "", "O", "H" or "OH".
std::string hidden(const std::vector<event_filter>& filters)
{
    const auto server = with_filters(filters);
    std::string found;
    for (const auto* const name : {"OriginateResponse", "Hangup"}) {
        if (server.filter_that_hides(name))
            found += *name;
    }
    return found;
}

event_filter matching(std::string_view expression)
{
    return event_filter::matching(expression);
}
event_filter criteria(std::string_view text, std::string_view pattern = {})
{
    return event_filter::with_criteria(text, pattern);
}

} // namespace

TEST_CASE("filter effect: an expression of Event and literal names -> is certain")
{
    CHECK(hidden({matching("Event: (Newchannel|Hangup)")}) == "O");
    CHECK(hidden({matching("^Event: (Newchannel|Hangup)")}) == "O");
    CHECK(hidden({matching("Event: Newchannel")}) == "OH");
    CHECK(hidden({matching("Event: OriginateResponse")}) == "H");
    CHECK(hidden({matching("Event: (OriginateResponse|Hangup)")}).empty());
    CHECK(hidden({matching("Event: OriginateResponse"), matching("Event: Hangup")}).empty());
    CHECK(hidden({matching("!Event: Hangup")}) == "H");
    CHECK(hidden({matching("!Event: (VarSet|Hangup)")}) == "H");
    CHECK(hidden({matching("!Event: VarSet")}).empty());
    CHECK(hidden({matching("Event: (OriginateResponse|Hangup)"), matching("!^Event: Orig")}) == "O");
    // A name that goes on matches too: nothing stands behind it in the expression.
    CHECK(hidden({matching("Event: (Orig|Hang)")}).empty());
    CHECK(hidden({matching("!Event: H")}) == "H");
    CHECK(hidden({matching("Event: hangup")}) == "OH"); // Asterisk compares letters as they are
}

TEST_CASE("filter effect: another expression -> nothing is certain")
{
    for (const auto* const expression : {"Newchannel", "Event: .*", "Event: New.*", "Event: (New.*|VarSet)",
             "Event: Newchannel|Channel: PJSIP", "Event: (Newchannel)|(Hangup)", "Event: (|Newchannel)",
             "Event: Newchannel$", "Event: New[c]hannel", "Event: Newchannel?",
             "Event: Newchannel.*Context: sets", "Event: ", "event: Newchannel", " Event: Newchannel",
             "Event: (Newchannel", "Channel: PJSIP/a"}) {
        CAPTURE(expression);
        if (*expression != ' ') {
            CHECK(hidden({matching(expression)}).empty());
            CHECK(hidden({matching(std::string("!") + expression)}).empty());
        }
        // Together with one that is certain.
        CHECK(hidden({matching("Event: Newchannel"), matching(std::string("x") + expression)}).empty());
    }
}

TEST_CASE("filter effect: criteria with a name -> are certain")
{
    CHECK(hidden({criteria("name(Newchannel)")}) == "OH");
    CHECK(hidden({criteria("name(Hangup)")}) == "O");
    CHECK(hidden({criteria("action(include),name(Hangup)"), criteria("name(OriginateResponse)")}).empty());
    CHECK(hidden({criteria("name(Hang)")}) == "OH"); // whole names
    CHECK(hidden({criteria("action(exclude),name(Hangup)")}) == "H");
    CHECK(hidden({criteria("action(exclude),name(Hangup),method(none)")}) == "H");
    // Some of the events with that name.
    CHECK(hidden({criteria("name(Newchannel),method(contains)", "PJSIP")}) == "OH");
    CHECK(hidden({criteria("name(Hangup),header(Channel),method(starts_with)", "PJSIP")}) == "O");
    CHECK(hidden({criteria("action(exclude),name(Hangup),method(contains)", "PJSIP")}).empty());
    CHECK(hidden({criteria("action(exclude),name(Hangup),header(Channel),method(starts_with)", "PJSIP")})
              .empty());
    // Without a name.
    CHECK(hidden({criteria("header(Channel),method(starts_with)", "PJSIP")}).empty());
    CHECK(hidden({criteria("method(regex)", "Event: Newchannel")}).empty());
    CHECK(hidden({}).empty());
}

TEST_CASE("filter effect: filters in force -> are told as they were written, some of them")
{
    CHECK(with_filters({}).filters_in_force().empty());
    CHECK(with_filters({matching("!Event: VarSet"), criteria("name(Hangup),method(contains)", "x")})
              .filters_in_force() ==
          "; filters in force: \"!Event: VarSet\", \"name(Hangup),method(contains) x\"");
    std::vector<event_filter> many;
    for (int i = 0; i != 7; ++i)
        many.push_back(matching("Event: E" + std::to_string(i)));
    CHECK(with_filters(many).filters_in_force().ends_with("\"Event: E4\" and 2 more"));
}
