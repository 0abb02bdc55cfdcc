// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Calls in feeds: their records and changes as JSON.

#include "support/catch.hpp"
#include "support/live_phones.hpp"

#include <ami/session/live/feed_json.hpp>

#include <string>
#include <string_view>

using namespace tests::live_calls;

namespace {

std::string party(std::string_view id, std::string_view rest)
{
    return fmt::format(R"({{"channel_id":"{0}","device":"PJSIP/{0}",{1}}})", id, rest);
}

constexpr std::string_view caller = R"("role":"caller","is_local":false,"is_ringing":false,)"
                                    R"("ringing_since":null,"has_answered":false,"answered_since":null,)"
                                    R"("number":"100","name":"","calling_number":"","calling_name":"")";
constexpr std::string_view rings = R"("role":"called","is_local":false,"is_ringing":true,)"
                                   R"("ringing_since":1728000001,"has_answered":false,"answered_since":null,)"
                                   R"("number":"100","name":"","calling_number":"100","calling_name":"")";

} // namespace

TEST_CASE("live json: a call -> appeared, changed with who begins to ring, gone with its end")
{
    phones w;
    w.make("a", "a", ring);
    CHECK(change_json(1, w.last()) ==
          R"({"v":1,"number":1,"type":"appeared","origin":"told","first_fill":false,"record":)"
          R"({"kind":"call","id":"a","began":1728000000,"is_ringing":false,"is_answered":false,)"
          R"("answered":null,"dialled":"200","queue":"","agent":"","agent_name":"","parties":[)" +
              party("a", caller) + R"(]},"began_to_ring":[]})");
    w.pass(1s);
    w.make("b", "a", ringing);
    CHECK(change_json(2, w.last()) ==
          R"({"v":1,"number":2,"type":"changed","origin":"told","first_fill":false,"record":)"
          R"({"kind":"call","id":"a","began":1728000000,"is_ringing":true,"is_answered":false,)"
          R"("answered":null,"dialled":"200","queue":"","agent":"","agent_name":"","parties":[)" +
              party("a", caller) + "," + party("b", rings) + R"(]},"began_to_ring":[)" + party("b", rings) +
              "]}");
    w.hang_up("b", 21);
    w.pass(3s);
    w.hang_up("a", 16);
    CHECK(change_json(3, w.last()) ==
          R"({"v":1,"number":3,"type":"gone","origin":"told","first_fill":false,"record":)"
          R"({"kind":"call","id":"a","ended":1728000004,"hung_up_by":"a","hangup_cause":16,)"
          R"("hangup_cause_text":"Normal Clearing","merged_into":""},"began_to_ring":[]})");
}

TEST_CASE("live json: a call whose end was not seen, and a snapshot with calls")
{
    pbx_state state(live::part::calls, {});
    moment at{time_point(1h), std::chrono::system_clock::time_point(480'000h)};
    const auto event = packet_of(told("Newchannel", phones::text("a", "a", up)));
    state.on_event(event.view(), at);
    const auto all = snapshot_json(7, live::freshness::live, {}, all_records(state));
    CHECK(all.find(R"({"kind":"channel","id":"a",)") != all.npos);
    CHECK(all.find(R"({"kind":"call","id":"a","began":1728000000,)") > all.find(R"("kind":"channel")"));
    CHECK(all.find(R"({"kind":"call","id":"a",)") != all.npos);

    phones w;
    w.make("a", "a", up);
    w.list(all_channels, {});
    w.pass(2s);
    CHECK(change_json(1, w.last())
              .find(R"("hung_up_by":"","hangup_cause":null,)"
                    R"("hangup_cause_text":"","merged_into":"")") != std::string::npos);
}
