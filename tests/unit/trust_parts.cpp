// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.
//
// The small parts that a long life needs: signs of life, queues, actions that wait, secrets, log records.

#include "support/catch.hpp"

#include <ami/protocol/config/config.hpp>
#include <ami/protocol/config/log.hpp>
#include <ami/protocol/values/event_filter.hpp>
#include <ami/protocol/values/secret.hpp>
#include <ami/protocol/wire/parser.hpp>
#include <ami/session/actions/held_actions.hpp>
#include <ami/session/connection/duration_histogram.hpp>
#include <ami/session/connection/liveness.hpp>
#include <ami/session/events/event_queue.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using ami::errc;
using ami::overflow;
using ami::detail::event_queue;
using ami::detail::held_actions;
using ami::detail::liveness;
using ami::detail::time_point;
using verdict = liveness::verdict;

namespace {

const time_point start = time_point{} + 1h;

void push(event_queue& to, int number)
{
    ami::parser parser({}, ami::parser::greeting::none);
    parser.feed("Event: E\r\nN: " + std::to_string(number) + "\r\n\r\n");
    ami::error_code ec;
    REQUIRE(parser.next(ec) == ami::parser::result::packet);
    to.push(ami::event_view(parser.packet()));
}

// What is in the queue, each as number:lost.
std::string all(event_queue& from)
{
    std::string text;
    while (!from.empty()) {
        const auto each = from.pop();
        text += std::string(each["N"]) + ":" + std::to_string(each.lost()) + " ";
    }
    return text;
}

class nobody final : public ami::detail::pending_action {
public:
    void complete(ami::detail::failure&&, ami::response&&) override {}
};

ami::detail::held_action held(std::string_view name, time_point deadline)
{
    return {ami::action(name), {1s, 1s}, std::make_shared<nobody>(), deadline};
}

} // namespace

TEST_CASE("liveness: silence, question, answer", "[session][liveness]")
{
    liveness peer;
    CHECK(peer.on_time(false, start) == verdict::alive); // not started
    CHECK(peer.deadline() == std::nullopt);
    peer.start(30s, 10s, start);
    CHECK(peer.deadline() == start + 30s);
    CHECK(peer.on_time(false, start + 30s - 1ns) == verdict::alive);
    CHECK(peer.on_time(false, start + 30s) == verdict::ask);
    CHECK(peer.deadline() == start + 40s);
    SECTION("any byte counts")
    {
        peer.heard(start + 39s);
        CHECK(peer.deadline() == start + 69s);
        CHECK(peer.on_time(false, start + 68s) == verdict::alive);
        CHECK(peer.on_time(false, start + 69s) == verdict::ask);
    }
    SECTION("nothing comes: our own Ping does not count as an action that is outstanding")
    {
        CHECK(peer.on_time(true, start + 40s - 1ns) == verdict::alive);
        CHECK(peer.on_time(true, start + 40s) == verdict::gone);
        CHECK(peer.deadline() == std::nullopt);
        CHECK(peer.on_time(true, start + 400s) == verdict::alive);
    }
    SECTION("stopped")
    {
        peer.stop();
        CHECK(peer.deadline() == std::nullopt);
        CHECK(peer.on_time(false, start + 400s) == verdict::alive);
        peer.suspect(start + 400s);
        CHECK(peer.deadline() == std::nullopt);
    }
}

TEST_CASE("liveness: bytes put the question off", "[session][liveness]")
{
    liveness peer;
    peer.start(30s, 10s, start);
    for (auto now = start; now != start + 290s; now += 29s) {
        CHECK(peer.on_time(false, now) == verdict::alive);
        peer.heard(now);
    }
}

TEST_CASE("liveness: an action that is outstanding puts the question off", "[session][liveness]")
{
    liveness peer;
    peer.start(30s, 10s, start);
    CHECK(peer.on_time(true, start + 30s) == verdict::alive);
    CHECK(peer.deadline() == start + 60s);
    CHECK(peer.on_time(true, start + 60s) == verdict::alive);
    CHECK(peer.on_time(false, start + 90s) == verdict::ask);
}

TEST_CASE("liveness: never asks", "[session][liveness]")
{
    liveness peer;
    peer.start(ami::config::duration::max(), 10s, start);
    peer.suspect(start + 1h);
    CHECK(peer.on_time(false, start + 1h) == verdict::alive);
    CHECK(peer.on_time(false, start + 8760h) == verdict::alive);
}

TEST_CASE("liveness: an action that timed out raises a suspicion", "[session][liveness]")
{
    liveness peer;
    peer.start(30s, 10s, start);
    peer.suspect(start + 10s);
    CHECK(peer.deadline() == start + 30s);
    SECTION("and more that wait do not matter then")
    {
        CHECK(peer.on_time(true, start + 30s) == verdict::ask);
        CHECK(peer.deadline() == start + 40s);
        peer.suspect(start + 35s); // asked already
        CHECK(peer.deadline() == start + 40s);
        CHECK(peer.on_time(true, start + 40s) == verdict::gone);
    }
    SECTION("after a silence that is long enough already")
    {
        CHECK(peer.on_time(true, start + 30s) == verdict::ask);
        peer.heard(start + 35s);
        CHECK(peer.on_time(true, start + 65s) == verdict::alive); // put off
        peer.suspect(start + 70s);
        CHECK(peer.deadline() == start + 70s);
    }
    SECTION("a byte ends it")
    {
        peer.heard(start + 11s);
        CHECK(peer.on_time(true, start + 41s) == verdict::alive);
        CHECK(peer.deadline() == start + 71s);
    }
}

TEST_CASE("liveness: the longest durations mean never", "[session][liveness]")
{
    liveness peer;
    peer.start(ami::detail::duration::max(), 10s, start);
    CHECK(peer.on_time(false, start + 24h * 365 * 100) == verdict::alive);
}

TEST_CASE("event queue: losses stand where they happened", "[session][event_queue]")
{
    SECTION("drop oldest")
    {
        event_queue queue(3, overflow::drop_oldest);
        for (int i = 0; i != 5; ++i)
            push(queue, i);
        CHECK(queue.size() == 3);
        CHECK(queue.lost() == 2);
        CHECK_FALSE(queue.is_broken());
        CHECK(all(queue) == "2:2 3:0 4:0 ");
        push(queue, 5);
        CHECK(all(queue) == "5:0 ");
        CHECK(queue.lost() == 2);
    }
    SECTION("drop oldest, taken in between")
    {
        event_queue queue(2, overflow::drop_oldest);
        for (int i = 0; i != 3; ++i)
            push(queue, i);
        CHECK(queue.pop().lost() == 1); // number 1
        push(queue, 3);
        push(queue, 4);
        CHECK(all(queue) == "3:1 4:0 ");
        CHECK(queue.lost() == 2);
    }
    SECTION("drop oldest of one")
    {
        event_queue queue(1, overflow::drop_oldest);
        for (int i = 0; i != 4; ++i)
            push(queue, i);
        CHECK(all(queue) == "3:3 ");
    }
    SECTION("drop newest")
    {
        event_queue queue(2, overflow::drop_newest);
        for (int i = 0; i != 5; ++i)
            push(queue, i);
        CHECK(queue.pop().lost() == 0);
        push(queue, 5);
        push(queue, 6);
        CHECK(all(queue) == "1:0 5:3 ");
        push(queue, 7);
        CHECK(all(queue) == "7:1 ");
        CHECK(queue.lost() == 4);
    }
    SECTION("fail")
    {
        event_queue queue(2, overflow::fail);
        push(queue, 0);
        push(queue, 1);
        CHECK_FALSE(queue.is_broken());
        push(queue, 2);
        CHECK(queue.is_broken());
        CHECK(queue.lost() == 1);
        CHECK(all(queue) == "0:0 1:0 ");
        push(queue, 3); // it has ended
        CHECK(queue.empty());
    }
    SECTION("all at once")
    {
        event_queue queue(2, overflow::drop_oldest);
        for (int i = 0; i != 3; ++i)
            push(queue, i);
        const auto batch = queue.pop_all();
        REQUIRE(batch.size() == 2);
        CHECK(batch[0]["N"] == "1");
        CHECK(batch[0].lost() == 1);
        CHECK(batch[1].lost() == 0);
        CHECK(queue.empty());
        CHECK(queue.pop_all().empty());
    }
}

TEST_CASE("event queue: a capacity of zero holds nothing", "[session][event_queue]")
{
    for (const auto policy : {overflow::drop_oldest, overflow::drop_newest, overflow::fail}) {
        event_queue queue(0, policy);
        push(queue, 0);
        push(queue, 1);
        CHECK(queue.empty());
        CHECK(queue.lost() == (policy == overflow::fail ? 1U : 2U));
        CHECK(queue.is_broken() == (policy == overflow::fail));
    }
}

TEST_CASE("held actions: order, deadlines, removal", "[session][held_actions]")
{
    held_actions waiting;
    CHECK(waiting.next_deadline() == std::nullopt);
    CHECK(waiting.take_expired(start + 1h).empty());
    waiting.add(held("A", start + 3s));
    waiting.add(held("B", start + 1s));
    auto third = held("C", start + 2s);
    const auto who = third.who;
    waiting.add(std::move(third));
    waiting.add(held("D", start + 1s));
    CHECK(waiting.size() == 4);
    CHECK(waiting.next_deadline() == start + 1s);
    CHECK(waiting.take_expired(start + 1s - 1ns).empty());
    const auto expired = waiting.take_expired(start + 1s);
    REQUIRE(expired.size() == 2);
    CHECK(expired[0].what.name() == "B");
    CHECK(expired[1].what.name() == "D");
    CHECK(waiting.next_deadline() == start + 2s);
    CHECK(waiting.remove(who));
    CHECK_FALSE(waiting.remove(who));
    CHECK(waiting.next_deadline() <= start + 3s); // it may still be that of the action that was removed
    waiting.add(held("E", start + 9s));
    const auto rest = waiting.take_all();
    REQUIRE(rest.size() == 2);
    CHECK(rest[0].what.name() == "A");
    CHECK(rest[1].what.name() == "E");
    CHECK(waiting.size() == 0);
    CHECK(waiting.take_all().empty());
}

TEST_CASE("event filter: the classic form", "[protocol][filter]")
{
    const auto filter = ami::event_filter::matching("!Event: (Newexten|VarSet)");
    CHECK_FALSE(filter.to_action().fault());
    std::string bytes;
    filter.to_action().serialize(bytes, "x-1");
    CHECK(bytes ==
          "Action: Filter\r\nActionID: x-1\r\nOperation: Add\r\nFilter: !Event: (Newexten|VarSet)\r\n\r\n");
    for (const auto* empty : {"", "!"}) {
        const auto bad = ami::event_filter::matching(empty);
        CHECK(bad.to_action().fault() == errc::invalid_filter);
        CHECK(bad.to_action().fault_text().find("the filter is empty") != std::string::npos);
    }
    CHECK(
        ami::event_filter::matching("a\r\nAction: Logoff").to_action().fault() == errc::invalid_header_value);
    CHECK(ami::event_filter::matching(std::string(2000, 'x')).to_action().fault() == errc::header_too_long);
}

TEST_CASE("event filter: good criteria", "[protocol][filter]")
{
    const struct {
        const char* criteria;
        const char* pattern;
    } rows[] = {
        {"name(Newexten)", ""},
        {"action(exclude),name(Newexten)", ""},
        {"action(include)", ""},
        {"method(none),name(Hangup)", ""},
        {"name(VarSet),header(Variable),method(exact)", "ORDER"},
        {"header(Channel),method(starts_with)", "PJSIP/"},
        {"method(ends_with),header(Channel)", ";2"},
        {"method(contains)", "alice"},
        {"method(regex),action(exclude)", "^Event: (A|B)"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.criteria);
        const auto filter = ami::event_filter::with_criteria(row.criteria, row.pattern);
        CHECK_FALSE(filter.to_action().fault());
        std::string bytes;
        filter.to_action().serialize(bytes, "x-1");
        CHECK(bytes.find("\r\nMatchCriteria: " + std::string(row.criteria) + "\r\nFilter: " + row.pattern +
                         "\r\n") != std::string::npos);
    }
}

TEST_CASE("event filter: every malformed criterion is refused", "[protocol][filter][bad]")
{
    const struct {
        const char* criteria;
        const char* pattern;
        const char* says;
    } rows[] = {
        {"", "", "expected action, name, header or method"},
        {"action", "", "\"action\" has no parentheses"},
        {"name", "", "\"name\" has no parentheses"},
        {"header", "", "has no parentheses"},
        {"method", "x", "has no parentheses"},
        {"name(A),action", "", "\"action\" has no parentheses"},
        {"colour(red)", "", "unknown criterion \"colour\""},
        {"Name(A)", "", "unknown criterion \"Name\""},
        {" name(A)", "", "unknown criterion"},
        {"name (A)", "", "unknown criterion"},
        {"name(A), action(exclude)", "", "unknown criterion"},
        {"(A)", "", "unknown criterion"},
        {",name(A)", "", "unknown criterion"},
        {"name(A),,action(exclude)", "", "unknown criterion"},
        {"name(A", "", "is not closed"},
        {"name(", "", "is not closed"},
        {"name(A),header(", "", "is not closed"},
        {"name()", "", "\"name\" is empty"},
        {"name(a,b)", "", "misread ( and ,"},
        {"header(a(b)", "", "misread ( and ,"},
        {"action()", "", "\"action\" is empty"},
        {"method()", "x", "\"method\" is empty"},
        {"name(A)name(B)", "", "a comma is missing"},
        {"name(A) ", "", "a comma is missing"},
        {"name(A))", "", "a comma is missing"},
        {"name(A),", "", "a criterion is missing after the last comma"},
        {"name(A),name(B)", "", "\"name\" is given twice"},
        {"action(include),action(exclude)", "", "\"action\" is given twice"},
        {"action(maybe)", "", "action must be include or exclude"},
        {"action(Exclude)", "", "action must be include or exclude"},
        {"method(like),name(A)", "x", "method must be one of"},
        {"method(exact)", "", "method(exact) needs a pattern"},
        {"name(A)", "x", "a pattern needs a method"},
        {"name(A),method(none)", "x", "a pattern needs a method"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.criteria, row.pattern);
        const auto filter = ami::event_filter::with_criteria(row.criteria, row.pattern);
        CHECK(filter.to_action().fault() == errc::invalid_filter);
        CAPTURE(filter.to_action().fault_text());
        CHECK(filter.to_action().fault_text().find("match criteria: ") != std::string::npos);
        CHECK(filter.to_action().fault_text().find(row.says) != std::string::npos);
    }
    CHECK(ami::event_filter::with_criteria("name(A\r\nB)").to_action().fault());
    CHECK(ami::event_filter::with_criteria("method(exact)", "a\nb").to_action().fault() ==
          errc::invalid_header_value);
}

TEST_CASE("secret: a value that wipes itself", "[protocol][secret]")
{
    ami::secret a("s3cr3t");
    CHECK(a.view() == "s3cr3t");
    CHECK_FALSE(a.empty());
    ami::secret b(a);
    CHECK(b == a);
    CHECK(b.view().data() != a.view().data());
    const auto* const where = b.view().data();
    ami::secret c(std::move(b));
    CHECK(c.view().data() == where); // moved, not copied
    CHECK(b.empty());                // NOLINT
    CHECK(b.view().empty());         // NOLINT
    b = c;
    CHECK(b == a);
    b = std::string("other");
    CHECK(b.view() == "other");
    CHECK_FALSE(b == a);
    b = std::move(c);
    CHECK(b == a);
    auto& same = a;
    a = same;
    CHECK(a.view() == "s3cr3t");
    a.clear();
    CHECK(a.empty());
    CHECK(a == ami::secret());
    CHECK(ami::secret("").empty());
    CHECK(ami::secret(std::string_view("a\0b", 3)).view().size() == 3);
}

TEST_CASE("secret: wiping", "[protocol][secret]")
{
    std::string text = "s3cr3t";
    const char* const at = text.data();
    ami::detail::wipe(text);
    CHECK(text.empty());
    for (int i = 0; i != 6; ++i)
        CHECK(at[i] == '\0'); // a short string's bytes stay inside it
    char bytes[] = "abcdef";
    ami::detail::wipe(bytes + 1, 2);
    CHECK(std::string_view(bytes, 6) == std::string_view("a\0\0def", 6));
}

TEST_CASE("log: what a record gives", "[protocol][log]")
{
    const ami::log_field fields[] = {{"server", "127.0.0.1:5038"}, {"user", "hello"}};
    const ami::log_record record(ami::log_level::info, "logged in", fields);
    CHECK(record.level() == ami::log_level::info);
    CHECK(record.text() == "logged in");
    CHECK(record.fields().size() == 2);
    CHECK(record["user"] == "hello");
    CHECK(record["nothing"].empty());
    CHECK(record.line() == "logged in server=127.0.0.1:5038 user=hello");
    CHECK(record.client().empty());
    CHECK(ami::log_record(ami::log_level::debug, "x", {}).line() == "x");
    const ami::log_record named(ami::log_level::info, "logged in", fields, "pbx-2");
    CHECK(named.client() == "pbx-2");
    CHECK(named.line() == "pbx-2: logged in server=127.0.0.1:5038 user=hello");
}

TEST_CASE("config: amis is TLS", "[config][tls]")
{
    const ami::config secure("amis://user:s@pbx");
    CHECK(secure.transport == ami::transport::tls);
    CHECK(secure.port == 5039);
    CHECK(ami::config("AMIS://user:s@pbx:5040").port == 5040);
    CHECK(ami::config("ami://user:s@pbx").transport == ami::transport::tcp);
    CHECK(secure.tls.ca_file.empty());
    CHECK(secure.tls.pin_public_key_sha256.empty());
    CHECK_FALSE(secure.tls.dangerously_accept_any_certificate);
    ami::error_code ec;
    ami::diagnostics why;
    for (const auto* bad : {"amis://u:s@", "amis://u:s@pbx:0", "amis://u:s@pbx:70000", "amis://u:s%4@pbx"}) {
        CAPTURE(bad);
        ami::config::parse(bad, ec, why);
        CHECK(ec == errc::invalid_url);
    }
    for (const auto* bad : {"amiss://u:s@pbx", "httpss://u:s@pbx", "tls://u:s@pbx"}) {
        CAPTURE(bad);
        ami::config::parse(bad, ec, why);
        CHECK(ec == errc::unsupported_scheme);
    }
}

TEST_CASE("config: no duration may be zero or less", "[config]")
{
    using duration = ami::config::duration;
    const struct {
        const char* name;
        void (*set)(ami::config&, duration);
    } rows[] = {
        {"handshake_timeout", [](ami::config& c, duration d) { c.handshake_timeout = d; }},
        {"ping_after_silence", [](ami::config& c, duration d) { c.ping_after_silence = d; }},
        {"ping_timeout", [](ami::config& c, duration d) { c.ping_timeout = d; }},
        {"reconnect.initial_delay", [](ami::config& c, duration d) { c.reconnect.initial_delay = d; }},
        {"reconnect.max_delay", [](ami::config& c, duration d) { c.reconnect.max_delay = d; }},
        {"reconnect.stable_after", [](ami::config& c, duration d) { c.reconnect.stable_after = d; }},
        {"reconnect.delay_after_refused_login",
            [](ami::config& c, duration d) { c.reconnect.delay_after_refused_login = d; }},
    };
    for (const auto& row : rows) {
        for (const duration value : {duration(0), duration(-1), duration::min()}) {
            ami::config config("ami://user:s@pbx");
            row.set(config, value);
            const auto why = config.check();
            CHECK(why.ec == errc::invalid_config);
            CHECK(why.text == std::string(row.name) + " must be longer than zero");
        }
        ami::config config("ami://user:s@pbx");
        row.set(config, duration::max());
        CHECK_FALSE(config.check());
    }
}

TEST_CASE("histogram: buckets of powers of two", "[session][histogram]")
{
    ami::duration_histogram histogram;
    const auto bucket = [](std::chrono::steady_clock::duration value) {
        ami::duration_histogram one;
        one.add(value);
        for (std::size_t i = 0; i != ami::duration_histogram::size; ++i) {
            if (one.buckets()[i] == 1)
                return i;
        }
        return ami::duration_histogram::size;
    };
    CHECK(bucket(0ns) == 0);
    CHECK(bucket(999ns) == 0);
    CHECK(bucket(-1s) == 0);
    CHECK(bucket(1us) == 1);
    CHECK(bucket(2us) == 2);
    CHECK(bucket(3us) == 2);
    CHECK(bucket(4us) == 3);
    CHECK(bucket(1023us) == 10);
    CHECK(bucket(1024us) == 11);
    CHECK(bucket(1s) == 20);
    CHECK(bucket(24h) == 31);
    CHECK(bucket(std::chrono::steady_clock::duration::max()) == 31);
    for (std::size_t i = 0; i + 1 != ami::duration_histogram::size; ++i) {
        const auto end = ami::duration_histogram::upper_bound(i);
        CHECK(bucket(end) == i + 1);
        CHECK(bucket(end - 1ns) == i);
    }
    histogram.add(1us);
    histogram.add(1us);
    CHECK(histogram.buckets()[1] == 2);
}
