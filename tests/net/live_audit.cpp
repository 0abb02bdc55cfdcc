// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The audit of a live model: which lists are asked for, when it completes, and how it ends early.

#include "support/live_model.hpp"

#include <ami/client/client_core.hpp>

#include <algorithm>

using ami::errc;
using namespace tests;
using namespace std::chrono_literals;

namespace {

operation<live::audit_report> begin_audit(live::model& model)
{
    return begin<live::audit_report>([&](auto handler) { model.async_audit(std::move(handler)); });
}

// No lists but those that are asked for.
live::options quiet(live::part parts = live::part::all)
{
    live::options how;
    how.parts = parts;
    how.audit = how.queue_audit = live::options::duration::max();
    return how;
}

// One that shows a channel, and lists nothing more of itself.
class audit_world : public live_world {
public:
    audit_world() : live_world(quiet())
    {
        lists("CoreShowChannels", {channel_item("a")});
        fill();
        advance(6s); // some lists are asked for once more
        asked();
        told();
    }

    long count(const std::string& action)
    {
        const auto all = asked();
        return std::ranges::count(all, action);
    }
};

} // namespace

TEST_CASE("live audit: everything is listed beside the model, and 2 s later it completes", "[live]")
{
    audit_world w;
    const auto op = begin_audit(*w.live);
    w.run();
    CHECK(w.asked().size() == 13);
    CHECK(op->pending());
    CHECK(w.live->state() == freshness::live);
    w.say(channel_event("Newchannel", "b")); // both get it
    CHECK(w.told() == strings{"+channel b told"});
    w.advance(2s - 1ns);
    CHECK(op->pending());
    w.advance(1ns);
    REQUIRE(op->succeeded());
    CHECK(op->value().is_exact());
    CHECK(op->value().listed_records() == 2);
    CHECK(w.asked() == strings{});
    CHECK(w.told() == strings{});
    // Nothing of it is left.
    w.advance(60s);
    CHECK(w.asked() == strings{});
}

TEST_CASE("live audit: what differs is reported, and mended", "[live]")
{
    audit_world w;
    w.lists("DeviceStateList", {device_text("PJSIP/a", "INUSE")});
    const auto op = begin_audit(*w.live);
    w.advance(2s);
    CHECK(op->pending());
    CHECK(w.told() == strings{});
    w.advance(9s);
    REQUIRE(op->succeeded());
    CHECK_FALSE(op->value().is_exact());
    REQUIRE(op->value().differences().size() == 1);
    CHECK(op->value().differences().front().text() == "device PJSIP/a: only in the list");
    CHECK(w.told() == strings{"+device PJSIP/a found"});
    const auto again = begin_audit(*w.live);
    w.advance(2s);
    REQUIRE(again->succeeded());
    CHECK(again->value().is_exact());
}

TEST_CASE("live audit: it begins when the model is live", "[live]")
{
    live_world w(quiet());
    w.is_silent("Agents");
    auto& model = w.live.emplace(*w.pbx, w.options);
    const auto early = begin_audit(model);
    w.run();
    CHECK(early->failed(errc::not_connected));
    w.connect();
    CHECK(model.state() == freshness::filling);
    const auto op = begin_audit(model);
    w.run();
    w.asked();
    w.advance(3s);
    CHECK(op->pending());
    CHECK(w.asked() == strings{});
    w.lists("Agents", {});
    w.answer("Agents", list_of({}));
    CHECK(model.state() == freshness::live);
    w.advance(2s);
    REQUIRE(op->succeeded());
    CHECK(op->value().is_exact());
}

TEST_CASE("live audit: one at a time, and each has lists of its own", "[live]")
{
    audit_world w;
    const auto first = begin_audit(*w.live);
    w.run();
    const auto second = begin_audit(*w.live);
    const auto third = begin_audit(*w.live);
    w.run();
    CHECK(w.count("BridgeList") == 1);
    w.advance(2s);
    CHECK(first->succeeded());
    CHECK(second->pending());
    CHECK(w.count("BridgeList") == 1);
    w.advance(2s);
    CHECK(second->succeeded());
    CHECK(third->succeeded());
    CHECK(w.count("BridgeList") == 0);
}

TEST_CASE("live audit: cancelled", "[live]")
{
    audit_world w;
    w.is_silent("BridgeList");
    const auto first = begin_audit(*w.live);
    w.run();
    const auto second = begin_audit(*w.live);
    w.run();
    CHECK(w.count("BridgeList") == 1);
    SECTION("the one that runs: the next one begins, and a late answer means nothing to it")
    {
        first->cancel();
        CHECK(first->pending());
        w.run();
        CHECK(first->aborted());
        CHECK(w.count("BridgeList") == 1);
        w.lists("BridgeList", {});
        w.answer("BridgeList", list_of({}));
        w.advance(2s);
        CHECK(second->succeeded());
    }
    SECTION("the one that waits")
    {
        second->cancel();
        w.run();
        CHECK(second->aborted());
        w.answer("BridgeList", list_of({}));
        w.advance(2s);
        CHECK(first->succeeded());
        CHECK(w.count("BridgeList") == 0);
    }
    SECTION("both: nothing more is asked for")
    {
        first->cancel();
        second->cancel();
        w.run();
        CHECK(first->aborted());
        CHECK(second->aborted());
        w.asked();
        w.answer("BridgeList", list_of({}));
        w.advance(20s);
        CHECK(w.count("QueueStatus") == 0);
    }
}

TEST_CASE("live audit: it ends early", "[live]")
{
    audit_world w;
    w.is_silent("BridgeList");
    const auto first = begin_audit(*w.live);
    w.run();
    const auto second = begin_audit(*w.live);
    w.run();
    SECTION("the connection is lost; the next one waits for the model")
    {
        w.lose();
        CHECK(first->failed(errc::connection_lost));
        CHECK(second->failed(errc::connection_lost));
        const auto third = begin_audit(*w.live);
        w.run();
        CHECK(third->pending());
        w.lists("BridgeList", {});
        w.wait_for_attempt();
        CHECK(w.live->state() == freshness::live);
        w.advance(2s);
        CHECK(third->succeeded());
    }
    SECTION("the session ends")
    {
        w.pbx->close();
        w.run();
        CHECK(first->failed(errc::closed));
        CHECK(second->failed(errc::closed));
    }
    SECTION("the client is destroyed")
    {
        w.pbx.reset();
        CHECK(first->pending());
        w.run();
        CHECK(first->aborted());
        CHECK(second->aborted());
    }
    SECTION("the model is destroyed")
    {
        w.live.reset();
        CHECK(first->pending());
        w.run();
        CHECK(first->aborted());
        CHECK(second->aborted());
        w.answer("BridgeList", list_of({}));
    }
    SECTION("events were missed: it begins anew")
    {
        w.lists("BridgeList", {});
        auto& followers = ami::detail::client_access::core(*w.pbx)->followers();
        followers.events_missed();
        followers.ready();
        w.run();
        CHECK(w.live->state() == freshness::live);
        w.advance(2s);
        CHECK(first->succeeded());
        CHECK(second->succeeded()); // it began after both came
    }
}

TEST_CASE("live audit: the model, or the client, is destroyed by the handler of an audit", "[live]")
{
    for (const bool is_model : {true, false}) {
        INFO(is_model);
        audit_world w;
        w.lists("DeviceStateList", {device_text("PJSIP/a", "INUSE")});
        bool is_over = false;
        w.live->async_audit([&](ami::error_code ec, const live::audit_report& report) {
            CHECK_FALSE(ec);
            CHECK_FALSE(report.is_exact());
            is_over = true;
            if (is_model)
                w.live.reset();
            else
                w.pbx.reset();
        });
        w.advance(11s);
        CHECK(is_over);
        CHECK(w.told() == strings{});
    }
}
