// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// mistake 1: names
// mistake 2: names
// mistake 3: names
// mistake 4: names
// mistake 5: names
// mistake 6: deleted
// mistake 7: deleted
// mistake 8: deleted
// mistake 9: deleted

#include <ami/client.hpp>

#include <string>

#ifndef MISTAKE
#define MISTAKE 0
#endif

void events(ami::client& pbx, std::string name, std::string_view other)
{
    const auto handler = [](const ami::event_view&) {};
    const auto wanted = [](const ami::event_view&) { return true; };
    pbx.on("Cdr", handler);
    pbx.on(name, handler);
    pbx.on(ami::names("Cdr", "CEL", name, other), handler);
    pbx.on_if(ami::names("Cdr", "CEL"), wanted, handler);
    (void)pbx.events(ami::names("Cdr", "CEL"));
    (void)pbx.expect(ami::names("Cdr", "CEL"));
    (void)pbx.expect(ami::names("Cdr", "CEL"), wanted);
#if MISTAKE == 1
    pbx.on({"Cdr", "CEL"}, handler);
#elif MISTAKE == 2
    pbx.on_if({"Cdr", "CEL"}, wanted, handler);
#elif MISTAKE == 3
    pbx.events({"Cdr", "CEL"});
#elif MISTAKE == 4
    pbx.expect({"Cdr", "CEL"});
#elif MISTAKE == 5
    pbx.expect({"Cdr", "CEL"}, wanted);
#endif
}

void values(ami::action& action, const ami::event_view& event, const ami::event& owned)
{
    const std::string name = "ChanVariable";
    action.add("Variable", "A=1").add("Variable", "B=2");
    ami::actions::originate call{"PJSIP/alice"};
    call.codecs("ulaw,alaw");
    for (const auto value : event.all(name))
        action.add("Value", value);
    for (const auto value : owned.all("ChanVariable"))
        action.add("Value", value);
#if MISTAKE == 6
    action.add("Variable", {"A=1", "B=2"});
#elif MISTAKE == 7
    call.codecs({"ulaw", "alaw"});
#elif MISTAKE == 8
    for (const auto value : event.all(name + "x"))
        action.add("Value", value);
#elif MISTAKE == 9
    for (const auto value : owned.all(name + "x"))
        action.add("Value", value);
#endif
}

int main() {}
