// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// A live model's calls: a screen pop, the record of a call, and what a lost connection means for them.

#include "support/live_model.hpp"
#include "support/live_phones.hpp"

#include <string>
#include <string_view>
#include <vector>

using namespace tests;
using namespace std::chrono_literals;
using live_calls::phones;

namespace {

class calls_world : public live_world {
public:
    // What the handler of calls gets.
    void watch_calls()
    {
        live->on_call([this](const live::change<live::call>& change) {
            if (change.has_appeared() || change.is_gone())
                notes.push_back(fmt::format("{}{} {}", change.has_appeared() ? "+" : "-",
                    change.latest().id(), change.origin() == live::change_origin::told ? "told" : "found"));
            for (const auto& each : change.began_to_ring())
                notes.push_back(fmt::format("{} rings for {}", each.device(), each.calling_number()));
            if (const auto& record = change.ended()) {
                const auto cause = record.hangup_cause();
                notes.push_back(fmt::format(
                    "{} {}", record.hung_up_by()["Uniqueid"], cause ? static_cast<int>(*cause) : 0));
            }
        });
    }

    strings noted() { return std::exchange(notes, {}); }

    void happens(std::string_view name, const std::string& id, const std::string& linked_id, int state)
    {
        const auto text = phones::text(id, linked_id, state, "PJSIP/" + id + "-00000001");
        say(live_calls::told(name, text) + "Cause: 17\n\n");
    }

    strings notes;
};

} // namespace

TEST_CASE("live: calls, and who rings", "[live]")
{
    calls_world w;
    w.lists("CoreShowChannels", {channel_item("a"), channel_item("b")});
    w.fill();
    w.watch_calls();
    CHECK(w.live->calls().size() == 2);
    const auto a = w.live->find_call("a");
    CHECK(a.id() == "a");
    CHECK(w.live->call_of("b") == w.live->find_call("b"));
    CHECK_FALSE(w.live->find_call("c"));
    CHECK_FALSE(w.live->call_of("c"));

    w.happens("Newchannel", "c", "c", live_calls::ring);
    w.happens("Newchannel", "alice", "c", live_calls::down);
    CHECK(w.noted() == strings{"+c told"});
    w.happens("Newstate", "alice", "c", live_calls::ringing);
    CHECK(w.noted() == strings{"PJSIP/alice rings for 100"});
    CHECK(w.live->find_call("c").is_ringing());
    w.happens("HangupRequest", "c", "c", live_calls::ring);
    w.happens("Hangup", "alice", "c", live_calls::ringing);
    CHECK(w.noted() == strings{});
    w.happens("Hangup", "c", "c", live_calls::ring);
    CHECK(w.noted() == strings{"-c told", "c 17"});
    CHECK(w.live->calls().size() == 2);
}

TEST_CASE("live: calls after a lost connection: the differences, once", "[live]")
{
    calls_world w;
    w.lists("CoreShowChannels", {channel_item("a"), channel_item("b")});
    w.fill();
    w.watch_calls();
    const auto a = w.live->find_call("a");
    w.lose();
    CHECK(w.live->calls().size() == 2);
    w.lists("CoreShowChannels", {channel_item("a"), channel_item("c", live_calls::ringing)});
    w.wait_for_attempt();
    CHECK(w.noted() == strings{"+c found", "PJSIP/c rings for "});
    CHECK(w.live->find_call("a") == a);
    w.advance(3s);
    CHECK(w.noted() == strings{"-b found", " 0"});
    w.advance(20s);
    CHECK(w.noted() == strings{});
    CHECK(w.live->calls().size() == 2);
}
