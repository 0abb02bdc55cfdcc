// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Feeds of a live model: a snapshot, what follows it, slow readers, several feeds, and how they end.

#include "support/live_model.hpp"

#include <ami/live/feed.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using ami::errc;
using namespace tests;
using namespace std::chrono_literals;

namespace {

operation<live::feed_item> begin_next(live::feed& feed)
{
    return begin<live::feed_item>([&](auto handler) { feed.async_next(std::move(handler)); });
}

// The value of a member, as it is written; of the first one with that name.
std::string member(std::string_view json, std::string_view name)
{
    const auto at = json.find(fmt::format("\"{}\":", name));
    if (at == json.npos)
        return {};
    const auto begin = at + name.size() + 3;
    if (json[begin] == '"')
        return std::string(json.substr(begin + 1, json.find('"', begin + 1) - begin - 1));
    return std::string(json.substr(begin, json.find_first_of(",}]", begin) - begin));
}

// What a page does: it keeps a map by id.
class page {
public:
    page(live_world& w, std::size_t limit = 1000) : w_(w), feed_(*w.live, limit) {}

    // All items that there are now, as "3 changed device PJSIP/a".
    strings read()
    {
        strings all;
        for (;;) {
            if (!next_)
                next_ = begin_next(feed_);
            w_.run();
            if (next_->pending())
                return all;
            const auto done = std::exchange(next_, nullptr);
            if (!done->succeeded()) {
                all.push_back(done->ec.message());
                return all;
            }
            all.push_back(take(done->value()));
        }
    }

    std::map<std::string, std::string> records; // those of devices: their states by ids
    std::uint64_t number = 0;

private:
    std::string take(const live::feed_item& item)
    {
        const auto json = item.json();
        const auto type = member(json, "type");
        CHECK(member(json, "v") == "1");
        CHECK(member(json, "number") == std::to_string(item.number()));
        CHECK(item.is_snapshot() == (type == "snapshot"));
        if (item.is_snapshot()) {
            records.clear();
            constexpr std::string_view begin = R"({"kind":"device")";
            for (auto at = json.find(begin); at != json.npos; at = json.find(begin, at + 1))
                records[member(json.substr(at), "id")] = member(json.substr(at), "state");
        } else {
            CHECK(item.number() == number + 1);
            if (member(json, "kind") == "device") {
                if (type == "gone")
                    records.erase(member(json, "id"));
                else
                    records[member(json, "id")] = member(json, "state");
            }
        }
        number = item.number();
        if (type == "state" || type == "snapshot")
            return fmt::format("{} {} {}", number, type, member(json, "state"));
        if (type == "faults")
            return fmt::format("{} faults {}", number, member(json, "text"));
        return fmt::format("{} {} {} {}", number, type, member(json, "kind"), member(json, "id"));
    }

    live_world& w_;
    live::feed feed_;
    operation<live::feed_item> next_;
};

using map = std::map<std::string, std::string>;

} // namespace

TEST_CASE("live feed: a snapshot, then what changes, with numbers", "[live][feed]")
{
    live_world w;
    w.lists("DeviceStateList", {device_text("PJSIP/a", "INUSE")});
    w.fill();
    page p(w);
    CHECK(p.read() == strings{"0 snapshot live"});
    CHECK(p.records == map{{"PJSIP/a", "INUSE"}});
    CHECK(p.read() == strings{});
    w.say(device_event("PJSIP/a", "RINGING") + device_event("PJSIP/b", "INUSE"));
    CHECK(p.read() == strings{"1 changed device PJSIP/a", "2 appeared device PJSIP/b"});
    CHECK(p.records == map{{"PJSIP/a", "RINGING"}, {"PJSIP/b", "INUSE"}});
    w.say(device_event("PJSIP/a", "RINGING"));
    CHECK(p.read() == strings{});
    w.say(channel_event("Newchannel", "c", 0) + hangup_of("c"));
    CHECK(p.read() ==
          strings{"3 appeared channel c", "4 appeared call c", "5 gone channel c", "6 gone call c"});
    page late(w);
    CHECK(late.read() == strings{"6 snapshot live"});
    CHECK(late.records == p.records);
}

TEST_CASE(
    "live feed: the last one is gone -> changes are not followed, and another one begins with all that is there",
    "[live][feed]")
{
    live_world w;
    w.refuses("Agents", "Permission denied");
    w.fill();
    std::optional<page> p(std::in_place, w);
    CHECK(p->read() == strings{"1 snapshot live"}); // the fault is the first change
    std::optional<page> other(std::in_place, w);
    other->read();
    p.reset();
    w.say(device_event("PJSIP/a", "INUSE"));
    CHECK(other->read() == strings{"2 appeared device PJSIP/a"});
    other.reset();
    w.say(device_event("PJSIP/a", "RINGING") + device_event("PJSIP/b", "INUSE") +
          device_event("PJSIP/c", "INUSE"));
    p.emplace(w);
    CHECK(p->read() == strings{"4 snapshot live"}); // after the fault, and not one for each change
    CHECK(p->records == map{{"PJSIP/a", "RINGING"}, {"PJSIP/b", "INUSE"}, {"PJSIP/c", "INUSE"}});
    w.say(device_event("PJSIP/a", "INUSE"));
    CHECK(p->read() == strings{"5 changed device PJSIP/a"});
}

TEST_CASE("live feed: what changes while nobody waits comes after the snapshot", "[live][feed]")
{
    live_world w;
    w.fill();
    page p(w);
    w.say(device_event("PJSIP/a", "INUSE")); // the snapshot has it
    CHECK(p.read() == strings{"1 snapshot live"});
    CHECK(p.records == map{{"PJSIP/a", "INUSE"}});
    w.say(device_event("PJSIP/a", "BUSY") + device_event("PJSIP/a", "INUSE"));
    CHECK(p.read() == strings{"2 changed device PJSIP/a", "3 changed device PJSIP/a"});
}

TEST_CASE("live feed: states and faults are items, and faults come before the state live", "[live][feed]")
{
    live_world w;
    w.refuses("Agents", "Permission denied");
    w.live.emplace(*w.pbx);
    page p(w);
    CHECK(p.read() == strings{"0 snapshot none"});
    w.lists("DeviceStateList", {device_text("PJSIP/a", "INUSE")});
    w.connect();
    CHECK(p.read() == strings{"1 state filling", "2 appeared device PJSIP/a",
                          "3 faults Agents: Permission denied", "4 state live"});
    page late(w);
    CHECK(late.read() == strings{"4 snapshot live"});
    live::feed other{*w.live};
    const auto op = begin_next(other);
    w.run();
    CHECK(member(op->value().json(), "faults") == R"([{"part":"agents")");
    w.lose();
    CHECK(p.read() == strings{"5 state stale"});
    w.lists("Agents", {});
    w.lists("DeviceStateList", {device_text("PJSIP/a", "BUSY"), device_text("PJSIP/b", "INUSE")});
    w.wait_for_attempt();
    CHECK(p.read() == strings{"6 state filling", "7 changed device PJSIP/a", "8 appeared device PJSIP/b",
                          "9 faults ", "10 state live"});
    CHECK(late.read().size() == 6);
    CHECK(late.records == p.records);
}

TEST_CASE("live feed: a module that comes later -> a fault ends while the state stays live", "[live][feed]")
{
    live_world w;
    w.refuses("Agents", "Invalid/unknown command");
    w.fill();
    page p(w);
    CHECK(p.read() == strings{"1 snapshot live"}); // the fault is the first change
    w.lists("Agents", {});
    w.advance(1s);
    CHECK(p.read() == strings{"2 faults "});
}

TEST_CASE("live feed: an event fills a part up to the limit -> a fault at once", "[live][feed]")
{
    live_world w;
    w.config.limits.max_live_records = 1;
    w.fill();
    page p(w);
    p.read();
    for (const auto* const name : {"a", "b", "c"})
        w.say(device_event(fmt::format("PJSIP/{}", name), "INUSE"));
    const auto items = p.read();
    CHECK(std::ranges::count_if(items, [](const auto& each) {
        return each.ends_with("faults limits::max_live_records is 1: not all is shown");
    }) == 1);
}

TEST_CASE("live feed: too much waits -> all of it is dropped, and a new snapshot follows", "[live][feed]")
{
    live_world w;
    w.fill();
    page p(w, 3);
    page quick(w, 3);
    CHECK(p.read() == strings{"0 snapshot live"});
    CHECK(quick.read() == strings{"0 snapshot live"});
    std::optional<live::feed> never(std::in_place, *w.live, 3);
    std::string states[] = {"INUSE", "BUSY"};
    for (int i = 0; i != 100; ++i) {
        w.say(device_event("PJSIP/a", states[i % 2]));
        CHECK(quick.read().size() == 1);
    }
    CHECK(quick.number == 100);
    const strings first = p.read(); // waited for the first of them
    CHECK(first == strings{"1 appeared device PJSIP/a", "100 snapshot live"});
    CHECK(p.records == quick.records);
    w.say(device_event("PJSIP/b", "INUSE") + device_event("PJSIP/c", "INUSE") +
          device_event("PJSIP/d", "INUSE"));
    CHECK(p.read() == strings{"101 appeared device PJSIP/b", "102 appeared device PJSIP/c",
                          "103 appeared device PJSIP/d"});
    CHECK(p.records.size() == 4);
}

TEST_CASE("live feed: feeds of a model share the bytes of their items", "[live][feed]")
{
    live_world w;
    w.lists("DeviceStateList", {device_text("PJSIP/a", "INUSE")});
    w.fill();
    live::feed a{*w.live};
    live::feed b{*w.live};
    for (int i = 0; i != 3; ++i) {
        const auto of_a = begin_next(a);
        const auto of_b = begin_next(b);
        w.run();
        if (i != 0)
            w.say(device_event("PJSIP/a", i == 1 ? "BUSY" : "RINGING"));
        const auto item = of_a->value();
        CHECK(item.json().data() == of_b->value().json().data());
        const auto copy = item;
        CHECK(copy.json().data() == item.json().data());
    }
    live::feed late{*w.live};
    live::feed later{*w.live};
    const auto of_late = begin_next(late);
    const auto of_later = begin_next(later);
    w.run();
    CHECK(of_late->value().is_snapshot());
    CHECK(of_late->value().json().data() == of_later->value().json().data());
}

TEST_CASE("live feed: an item outlives everything, and shows what was", "[live][feed]")
{
    live_world w;
    w.lists("DeviceStateList", {device_text("PJSIP/a", "INUSE")});
    w.fill();
    std::optional<live::feed> feed(std::in_place, *w.live);
    const auto op = begin_next(*feed);
    w.run();
    w.say(device_event("PJSIP/a", "BUSY"));
    const auto item = op->value();
    CHECK(item);
    feed.reset();
    w.live.reset();
    w.pbx.reset();
    w.run();
    CHECK(item.json().find("INUSE") != std::string_view::npos);
    const live::feed_item none;
    CHECK_FALSE(none);
    CHECK(none.json().empty());
    CHECK(none.number() == 0);
    CHECK_FALSE(none.is_snapshot());
}

TEST_CASE("live feed: while a list is read the snapshot waits, and nothing is missing", "[live][feed]")
{
    live_world w;
    w.lists("DeviceStateList", {device_text("PJSIP/a", "INUSE")});
    w.fill();
    page p(w);
    page early(w);
    CHECK(early.read() == strings{"0 snapshot live"});
    w.is_silent("DeviceStateList");
    w.say("Event: Reload\nModule: All\nStatus: 0\n\n");
    w.answer("DeviceStateList", list_begin() + item_of(device_text("PJSIP/a", "BUSY")));
    CHECK(p.read() == strings{});
    CHECK(early.read() == strings{});
    w.say(device_event("PJSIP/b", "INUSE"));
    CHECK(p.read() == strings{});
    w.answer("DeviceStateList", item_of(device_text("PJSIP/c", "INUSE")) + list_end());
    CHECK(early.read() ==
          strings{"1 changed device PJSIP/a", "2 appeared device PJSIP/b", "3 appeared device PJSIP/c"});
    CHECK(p.read() == strings{"3 snapshot live"});
    CHECK(p.records == early.records);
    CHECK(p.records.size() == 3);
}

TEST_CASE(
    "live feed: opened and waited for in a handler -> the changes that are being told are in the snapshot",
    "[live][feed]")
{
    live_world w;
    w.fill();
    std::optional<live::feed> feed;
    operation<live::feed_item> op;
    w.live->on_device([&](const auto&) {
        if (feed)
            return;
        feed.emplace(*w.live);
        op = begin_next(*feed);
    });
    w.say(device_event("PJSIP/a", "INUSE") + device_event("PJSIP/b", "INUSE"));
    REQUIRE(op->succeeded());
    std::string known(op->value().json());
    auto number = op->value().number();
    for (;;) {
        const auto next = begin_next(*feed);
        w.run();
        if (next->pending()) {
            next->cancel();
            w.run();
            break;
        }
        CHECK(next->value().number() == ++number);
        known += next->value().json();
    }
    for (const std::string_view name : {"PJSIP/a", "PJSIP/b"}) {
        const auto id = fmt::format(R"("id":"{}")", name);
        CHECK(known.find(id) != known.npos);
        CHECK(known.find(id) == known.rfind(id)); // once
    }
}

TEST_CASE("live feed: cancelled -> the wait ends, and no item is lost", "[live][feed]")
{
    live_world w;
    w.fill();
    live::feed feed{*w.live};
    auto op = begin_next(feed);
    op->cancel(asio::cancellation_type::total);
    CHECK(op->pending());
    w.run();
    CHECK(op->aborted());
    op = begin_next(feed);
    w.run();
    CHECK(op->value().is_snapshot());
    op = begin_next(feed);
    w.run();
    CHECK(op->pending());
    const auto second = begin_next(feed);
    w.run();
    CHECK(second->failed(errc::already_waiting));
    op->cancel();
    w.run();
    CHECK(op->aborted());
    op->cancel();
    w.say(device_event("PJSIP/a", "INUSE") + device_event("PJSIP/b", "INUSE"));
    op = begin_next(feed);
    op->cancel();
    w.run();
    CHECK(op->aborted());
    op = begin_next(feed);
    w.run();
    CHECK(op->value().number() == 1);
}

TEST_CASE("live feed: the feed, the model or the client is destroyed -> who waits is aborted", "[live][feed]")
{
    live_world w;
    w.fill();
    std::optional<live::feed> feed(std::in_place, *w.live);
    auto op = begin_next(*feed);
    w.run();
    op = begin_next(*feed);
    w.run();
    CHECK(op->pending());
    SECTION("the feed")
    {
        feed.reset();
        w.run();
        CHECK(op->aborted());
        w.say(device_event("PJSIP/a", "INUSE"));
        return;
    }
    SECTION("the feed is assigned to")
    {
        *feed = live::feed{*w.live};
        w.run();
        CHECK(op->aborted());
        op = begin_next(*feed);
        w.run();
        CHECK(op->value().is_snapshot());
        live::feed moved = std::move(*feed);
        op = begin_next(moved);
        w.say(device_event("PJSIP/a", "INUSE"));
        CHECK(op->succeeded());
        return;
    }
    SECTION("the model")
    {
        w.live.reset();
    }
    SECTION("the client")
    {
        w.pbx.reset();
    }
    CHECK(op->pending());
    w.run();
    CHECK(op->aborted());
    op = begin_next(*feed);
    w.run();
    CHECK(op->aborted());
    if (w.live) {
        live::feed late{*w.live};
        op = begin_next(late);
        w.run();
        CHECK(op->aborted());
    }
}

TEST_CASE("live feed: a handler of an item ends the model, and other feeds", "[live][feed]")
{
    live_world w;
    w.fill();
    std::vector<live::feed> feeds;
    for (int i = 0; i != 4; ++i)
        feeds.emplace_back(*w.live);
    std::vector<operation<live::feed_item>> ops;
    for (auto& each : feeds) {
        begin_next(each);
        w.run();
        ops.push_back(begin_next(each));
    }
    SECTION("the model")
    {
        ops[0]->then = [&] { w.live.reset(); };
    }
    // Then what was there already is told.
    bool is_told = false;
    SECTION("the client")
    {
        is_told = true;
        ops[0]->then = [&] { w.pbx.reset(); };
    }
    SECTION("the feeds")
    {
        ops[0]->then = [&] { feeds.clear(); };
    }
    SECTION("the model and the feeds")
    {
        ops[0]->then = [&] {
            w.live.reset();
            feeds.clear();
        };
    }
    w.run();
    w.server().say(device_event("PJSIP/a", "INUSE"));
    w.run();
    CHECK(ops[0]->succeeded());
    for (std::size_t i = 1; i != ops.size(); ++i)
        CHECK((is_told ? ops[i]->succeeded() : ops[i]->aborted()));
}

TEST_CASE(
    "live feed: the session ends -> all items, then the reason; the next session goes on", "[live][feed]")
{
    live_world w;
    w.fill();
    page p(w);
    page waits(w);
    CHECK(p.read() == strings{"0 snapshot live"});
    w.say(device_event("PJSIP/a", "INUSE"));
    w.lists("DeviceStateList", {device_text("PJSIP/a", "INUSE")});
    w.pbx->close();
    w.run();
    const ami::error_code closed = errc::closed;
    CHECK(p.read() == strings{"1 appeared device PJSIP/a", "2 state stale", closed.message()});
    CHECK(p.read() == strings{closed.message()});
    CHECK(waits.read() == strings{"2 snapshot stale", closed.message()});
    w.connect();
    CHECK(p.read() == strings{"3 state filling", "4 state live"});
    w.pbx->close();
    w.run();
    CHECK(p.read() == strings{"5 state stale", closed.message()});
}

TEST_CASE("live feed: a handler of the model closes the client -> all items, then the reason", "[live][feed]")
{
    live_world w;
    w.fill();
    page p(w);
    CHECK(p.read() == strings{"0 snapshot live"});
    w.live->on_device([&](const auto&) { w.pbx->close(); });
    w.say(device_event("PJSIP/a", "INUSE"));
    CHECK(p.read() ==
          strings{"1 appeared device PJSIP/a", "2 state stale", ami::error_code(errc::closed).message()});
    page late(w);
    CHECK(late.read() == strings{"2 snapshot stale", ami::error_code(errc::closed).message()});
}

TEST_CASE("live feed: the first one is opened after the session's end -> the reason", "[live][feed]")
{
    live_world w;
    w.fill();
    w.pbx->close();
    w.run();
    page p(w);
    CHECK(p.read() == strings{"0 snapshot stale", ami::error_code(errc::closed).message()});
    w.connect();
    CHECK(p.read() == strings{"1 state filling", "2 state live"});
}

TEST_CASE("live feed: calls", "[live][feed]")
{
    live_world w;
    w.fill();
    page p(w);
    CHECK(p.read() == strings{"0 snapshot live"});
    w.say(live_calls::told("Newchannel", live_calls::snapshot{"c"}.text()) + "\n");
    CHECK(p.read() == strings{"1 appeared channel c", "2 appeared call c"});
    live::feed late{*w.live};
    auto op = begin_next(late);
    w.run();
    CHECK(op->value().json().find("{\"kind\":\"call\",\"id\":\"c\",") != std::string_view::npos);
    w.say(live_calls::told("Hangup", live_calls::snapshot{"c"}.text() + "Cause: 16\n") + "\n");
    CHECK(p.read() == strings{"3 gone channel c", "4 gone call c"});
}

TEST_CASE("live feed: text that is no UTF-8", "[live][feed]")
{
    live_world w;
    w.fill();
    live::feed feed{*w.live};
    auto op = begin_next(feed);
    w.run();
    live_calls::snapshot channel{"c"};
    channel.caller_name = "M\xFCller";
    op = begin_next(feed);
    w.say(live_calls::told("Newchannel", channel.text()) + "\n");
    const auto item = op->value();
    CHECK(item.json().find("\"caller_name\":\"M\xEF\xBF\xBDller\",\"caller_name_base64\":\"TfxsbGVy\"") !=
          std::string_view::npos);
}

TEST_CASE("live feed: the execution context goes before the feed, and with a feed that its own handler holds",
    "[live][feed]")
{
    auto net = std::shared_ptr<virtual_network>();
    std::optional<live::feed> feed;
    std::optional<live::model> model;
    std::optional<ami::client> pbx;
    std::weak_ptr<live::feed> held;
    bool is_told = false;
    {
        asio::io_context context;
        net = std::make_shared<virtual_network>(context);
        net->always("Login").success("Message: Authentication accepted\n");
        pbx.emplace(context.get_executor(), net);
        model.emplace(*pbx, live::options{live::part::none});
        auto config = usual_config();
        pbx->async_connect(config, [&](ami::error_code ec) { CHECK_FALSE(ec); });
        net->run();
        feed.emplace(*model);
        const auto own = std::make_shared<live::feed>(*model);
        held = own;
        for (auto* const each : {&*feed, own.get()}) {
            each->async_next([&, own](ami::error_code ec, const live::feed_item& item) {
                CHECK_FALSE(ec);
                CHECK(item.is_snapshot());
            });
            net->run();
            each->async_next([&, own](ami::error_code, const live::feed_item&) { is_told = true; });
            net->run();
        }
    }
    CHECK_FALSE(is_told);
    CHECK(held.expired());
    feed.reset();
    model.reset();
    pbx.reset();
}
