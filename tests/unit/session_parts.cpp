// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What a session is made of, each alone: the log, those who wait for it, what the network is asked for, its packets, and
// which actions are taken.

#include "support/catch.hpp"
#include "support/connecting.hpp"
#include "support/correlating.hpp"

#include <ami/session/actions/action_scheduler.hpp>
#include <ami/session/connection/network_requests.hpp>
#include <ami/session/connection/session_waits.hpp>
#include <ami/session/packet_reader.hpp>
#include <ami/session/session_log.hpp>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace ami::detail;
using namespace std::chrono_literals;
using ami::errc;
using ami::log_level;
using tests::recorded;
using tests::waiting;

namespace {

using words = std::vector<std::string>;
using kind = output::kind;

const time_point begin = time_point{} + 1h;

// How operations ended, oldest first: name and error.
words take_completed(output_queue& outputs, const std::vector<std::pair<std::string, waiting>>& named)
{
    words all;
    while (auto* const told = outputs.take()) {
        if (told->type != kind::complete)
            continue;
        for (const auto& [name, operation] : named) {
            if (told->operation == operation)
                all.push_back(name + ": " + told->error.ec.message());
        }
    }
    return all;
}

std::string message(errc code)
{
    return make_error_code(code).message();
}

} // namespace

// --- session_log -----------------------------------------------------------------------------------------------------

TEST_CASE("session log: sink, level, muted -> which records are made", "[session][parts]")
{
    const auto sink = std::make_shared<ami::log_function>();
    struct {
        bool has_sink;
        log_level most;
        bool muted;
        log_level level;
        bool made;
    } const rows[] = {
        {true, log_level::info, false, log_level::info, true},
        {true, log_level::info, false, log_level::error, true},
        {true, log_level::info, false, log_level::debug, false},
        {true, log_level::debug, false, log_level::debug, true},
        {true, log_level::debug, true, log_level::error, false},
        {false, log_level::debug, false, log_level::error, false},
    };
    for (const auto& row : rows) {
        CAPTURE(row.has_sink, row.most, row.muted, row.level);
        output_queue outputs;
        session_log log(outputs);
        CHECK_FALSE(log.logs(log_level::error)); // before the first session
        log.start(row.has_sink ? sink : nullptr, row.most, "pbx1");
        log.mute(row.muted);
        CHECK(log.logs(row.level) == row.made);
        log.write(row.level, "text", {{"a", "b"}});
        auto* const told = outputs.take();
        REQUIRE((told != nullptr) == row.made);
        if (!told)
            continue;
        CHECK(told->type == kind::log);
        CHECK(told->record->text == "text");
        CHECK(told->record->client == "pbx1");
        CHECK(told->record->sink == sink);
        CHECK(told->record->fields == session_log::fields{{"a", "b"}});
        log.mute(false);
        CHECK(log.logs(row.level));
    }
}

TEST_CASE("session log: an action that is started -> its headers, secrets hidden, at level debug",
    "[session][parts]")
{
    output_queue outputs;
    session_log log(outputs);
    const auto request = ami::action("Do").add("Secret", "s3cr3t").add("Mine", "h1dden").add("Shown", "x");
    log.start(std::make_shared<ami::log_function>(), log_level::info, "");
    log.action_started(request, 7, {"mine"});
    CHECK(outputs.empty());
    log.start(std::make_shared<ami::log_function>(), log_level::debug, "");
    log.action_started(request, 7, {"mine"});
    const auto* const told = outputs.take();
    REQUIRE(told);
    CHECK(told->record->fields == session_log::fields{{"action", "Do"}, {"number", "7"},
                                      {"Secret", "(redacted)"}, {"Mine", "(redacted)"}, {"Shown", "x"}});
}

// --- session_waits ---------------------------------------------------------------------------------------------------

TEST_CASE("session waits: what becomes of the session -> who is told what", "[session][parts]")
{
    output_queue outputs;
    session_waits waits(outputs);
    const auto connect = std::make_shared<recorded>();
    const auto first = std::make_shared<recorded>();
    const auto second = std::make_shared<recorded>();
    const auto take = [&] {
        return take_completed(outputs, {{"connect", connect}, {"first", first}, {"second", second}});
    };
    CHECK(waits.sessions() == 0);
    waits.start(connect);
    CHECK(waits.sessions() == 1);
    waits.wait_for_end(first);
    waits.wait_for_end(second);
    const auto success = ami::error_code().message();
    SECTION("ready, then its end")
    {
        waits.ready();
        CHECK(take() == words{"connect: " + success});
        waits.ready(); // after a reconnect nobody waits
        CHECK(take().empty());
        CHECK_FALSE(waits.cancel_connecting(connect));
        waits.end({errc::closed, "why"});
        CHECK(take() == words{"first: " + message(errc::closed), "second: " + message(errc::closed)});
        CHECK_FALSE(waits.cancel_wait_for_end(first));
        waits.end({errc::closed, "why"});
        CHECK(take().empty());
    }
    SECTION("its end before it is ready")
    {
        waits.end({errc::login_refused, "why"});
        CHECK(take() == words{"connect: " + message(errc::login_refused),
                            "first: " + message(errc::login_refused),
                            "second: " + message(errc::login_refused)});
    }
    SECTION("cancelled")
    {
        CHECK_FALSE(waits.cancel_connecting(nullptr));
        CHECK_FALSE(waits.cancel_connecting(first));
        CHECK(waits.cancel_connecting(connect));
        CHECK(waits.cancel_wait_for_end(second));
        CHECK_FALSE(waits.cancel_wait_for_end(second));
        const auto cancelled = aborted().message();
        CHECK(take() == words{"connect: " + cancelled, "second: " + cancelled});
        waits.end({errc::closed, "why"});
        CHECK(take() == words{"first: " + message(errc::closed)});
    }
    SECTION("a session after it")
    {
        waits.end({errc::closed, "why"});
        take();
        waits.start(nullptr);
        CHECK(waits.sessions() == 2);
        waits.ready();
        waits.end({errc::closed, "why"});
        CHECK(take().empty());
    }
}

TEST_CASE(
    "session waits: 10,000 cancelled waits -> no quadratic work, and the others are told", "[session][parts]")
{
    output_queue outputs;
    session_waits waits(outputs);
    std::vector<waiting> all;
    for (int i = 0; i != 20000; ++i) {
        all.push_back(std::make_shared<recorded>());
        waits.wait_for_end(all.back());
    }
    for (std::size_t i = 0; i != all.size(); i += 2)
        REQUIRE(waits.cancel_wait_for_end(all[i]));
    waits.end({errc::closed, "why"});
    std::size_t cancelled = 0;
    std::size_t closed = 0;
    while (const auto* const told = outputs.take())
        ++(told->error.ec == errc::closed ? closed : cancelled);
    CHECK(cancelled == 10000);
    CHECK(closed == 10000);
}

// --- network_requests ------------------------------------------------------------------------------------------------

TEST_CASE("network requests: the connection is left -> what was asked for it is outdated", "[session][parts]")
{
    output_queue outputs;
    network_requests network(outputs);
    network.ask(kind::connect).address = 3;
    network.leave(true, {errc::closed, "why"});
    network.ask(kind::read);
    outputs.push(kind::state);
    CHECK(network.left() == 1);
    CHECK(network.leaves_gently());
    struct {
        kind type;
        bool outdated;
    } const rows[] = {
        {kind::connect, true}, {kind::disconnect, false}, {kind::read, false}, {kind::state, false}};
    for (const auto& row : rows) {
        auto* const told = outputs.take();
        REQUIRE(told);
        CHECK(told->type == row.type);
        CHECK(network.is_outdated(*told) == row.outdated);
        if (row.type == kind::disconnect) {
            CHECK(told->gently);
            CHECK(told->error.ec == errc::closed);
        }
        if (row.type == kind::connect)
            CHECK(told->address == 3);
    }
    network.leave(false, {});
    CHECK(network.left() == 2);
    CHECK_FALSE(network.leaves_gently());
}

// --- packet_reader ---------------------------------------------------------------------------------------------------

namespace {

void receive(packet_reader& packets, std::string_view bytes)
{
    const auto room = packets.prepare(bytes.size());
    std::memcpy(room.data(), bytes.data(), bytes.size());
    packets.commit(bytes.size());
}

} // namespace

TEST_CASE("packet reader: packets -> only of a connection that is read from", "[session][parts]")
{
    using result = ami::parser::result;
    const ami::limits bounds;
    ami::error_code ec;
    packet_reader packets;
    receive(packets, "Event: Early\r\n\r\n");
    CHECK(packets.next(ec) == result::need_more); // not begun
    packets.start(bounds, ami::parser::greeting::none);
    CHECK(packets.next(ec) == result::need_more); // bytes of the connection before are gone
    receive(packets, "Event: A\r\n\r\nEvent: B\r\n\r\nEven");
    REQUIRE(packets.next(ec) == result::packet);
    CHECK(packets.packet()["Event"] == "A");
    SECTION("the rest")
    {
        REQUIRE(packets.next(ec) == result::packet);
        CHECK(packets.packet()["Event"] == "B");
        CHECK(packets.next(ec) == result::need_more);
        CHECK(packets.pending() == "Even");
    }
    SECTION("the connection ends")
    {
        packets.keep_event();
        packets.stop();
        CHECK_FALSE(packets.take_event());
        CHECK(packets.next(ec) == result::need_more);
    }
    SECTION("an error: nothing follows it")
    {
        auto small = bounds;
        small.max_packet = 1024;
        packets.start(small, ami::parser::greeting::none);
        receive(packets, std::string(100000, 'x'));
        CHECK(packets.next(ec) == result::error);
        CHECK(ec);
        CHECK(packets.next(ec) == result::need_more);
        packets.start(bounds, ami::parser::greeting::none);
        receive(packets, "Event: A\r\n\r\n");
        CHECK(packets.next(ec) == result::packet);
    }
}

TEST_CASE("packet reader: a read has more room when the one before filled its own", "[session][parts]")
{
    packet_reader packets;
    packets.start({}, ami::parser::greeting::none);
    const auto read = [&](std::size_t size) {
        const auto room = packets.prepare(packets.read_size());
        REQUIRE(room.size() >= packets.read_size());
        const auto taken = std::min(size, room.size());
        std::memset(room.data(), '\n', taken); // blank lines between packets
        packets.commit(taken);
        ami::error_code ec;
        REQUIRE(packets.next(ec) == ami::parser::result::need_more);
    };
    read(511);
    CHECK(packets.read_size() == 512);
    std::vector<std::size_t> sizes;
    for (int i = 0; i != 5; ++i) {
        read(1'000'000);
        sizes.push_back(packets.read_size());
    }
    CHECK(sizes == std::vector<std::size_t>{2048, 8192, 32768, 65536, 65536});
    read(1);
    CHECK(packets.read_size() == 65536);
    packets.start({}, ami::parser::greeting::none);
    CHECK(packets.read_size() == 512);
}

TEST_CASE("packet reader: an event is kept -> it is told once; an item has its owner until it was told",
    "[session][parts]")
{
    ami::error_code ec;
    packet_reader packets;
    packets.start({}, ami::parser::greeting::none);
    receive(packets, "Event: A\r\n\r\nEvent: B\r\n\r\n");
    REQUIRE(packets.next(ec) == ami::parser::result::packet);
    CHECK_FALSE(packets.has_item());
    packets.keep_event();
    CHECK(packets.take_event());
    CHECK_FALSE(packets.take_event());
    const auto& event = packets.tell(kind::event);
    CHECK(event.type == kind::event);
    CHECK(event.packet == &packets.packet());
    REQUIRE(packets.next(ec) == ami::parser::result::packet);
    const auto owner = std::make_shared<recorded>();
    packets.tell_item(owner);
    CHECK(packets.has_item());
    CHECK(packets.told().operation == owner);
    CHECK((*packets.told().packet)["Event"] == "B");
    packets.release();
    CHECK(owner.use_count() == 1);
    CHECK(packets.next(ec) == ami::parser::result::need_more);
    CHECK_FALSE(packets.has_item());
}

// --- action_scheduler ------------------------------------------------------------------------------------------------

namespace {

using state = lifecycle::state;

struct scheduling {
    explicit scheduling(bool holds, std::string_view url = "ami://u:s@pbx")
    {
        config = ami::config(url);
        config.reconnect.hold_actions = holds;
        config.reconnect.retry_initial_connect = true;
    }

    // A connection comes to this state the usual way.
    void bring(state to)
    {
        if (to == state::idle)
            return;
        life.start(config, 1, begin);
        if (to == state::resolving)
            return;
        actions.start("p-");
        if (to == state::waiting) {
            life.on_resolved({errc::host_not_found, "no"}, {}, begin);
        } else if (to == state::closed) {
            life.on_close({errc::closed, "enough"});
        } else {
            life.on_resolved({}, tests::addresses(1), begin);
            life.on_connected({}, begin);
            life.on_banner("Asterisk Call Manager/11.0.0", begin);
            if (to == state::booting)
                life.on_boot_awaited(begin);
            else if (to != state::logging_in)
                life.on_login({}, begin);
            if (to == state::logging_off)
                life.on_logoff_started(begin);
        }
        REQUIRE(life.current() == to);
    }

    failure submit(const ami::action& request, action_terms terms = tests::usual_terms)
    {
        last = std::make_shared<recorded>();
        operation_pointer operation = last;
        auto error = actions.submit(request, terms, operation, now);
        taken = !operation;
        return error;
    }

    // What waits to be written, without ActionIDs.
    std::string written() { return std::exchange(actions.answers().queue().text(), {}); }
    std::size_t waiting_to_be_written() { return actions.answers().queue().empty() ? 0 : 1; }

    ami::config config;
    ami::counters counts;
    output_queue outputs;
    session_log log{outputs};
    lifecycle life;
    action_scheduler actions{counts, outputs, life, log};
    time_point now = begin;
    waiting last;
    bool taken = false;
};

} // namespace

TEST_CASE("action scheduler: state, held back or not -> sent, held or refused", "[session][parts]")
{
    enum class fate { sent, held, refused };
    struct {
        state at;
        fate usual;
        fate holding;
        std::string_view text; // of the refusal
    } const rows[] = {
        {state::idle, fate::refused, fate::refused, "action Ping: call async_connect first"},
        {state::resolving, fate::refused, fate::held,
            "action Ping: the client is still connecting; wait for async_connect"},
        {state::logging_in, fate::refused, fate::held,
            "action Ping: the client is still connecting; wait for async_connect"},
        {state::booting, fate::refused, fate::held,
            "action Ping: Asterisk has not booted yet; wait for async_ready"},
        {state::waiting, fate::refused, fate::held,
            "action Ping: the client is still connecting; wait for async_connect"},
        {state::ready, fate::sent, fate::sent, ""},
        {state::logging_off, fate::refused, fate::refused, "action Ping: the session has ended"},
        {state::closed, fate::refused, fate::refused, "action Ping: the session has ended: "},
    };
    for (const auto& row : rows) {
        for (const bool holds : {false, true}) {
            CAPTURE(row.at, holds);
            const auto wanted = holds ? row.holding : row.usual;
            scheduling s(holds);
            s.bring(row.at);
            CHECK((holds && s.actions.can_wait()) == (wanted == fate::held));
            const auto error = s.submit(ami::action("Ping"));
            CHECK(bool(error) == (wanted == fate::refused));
            CHECK(s.taken == (wanted != fate::refused));
            CHECK(s.waiting_to_be_written() == (wanted == fate::sent ? 1U : 0U));
            CHECK((s.last->held_id != 0) == (wanted == fate::held));
            CHECK((s.last->id != 0) == (wanted == fate::sent));
            CHECK(s.counts.actions_started == (wanted == fate::refused ? 0U : 1U));
            if (error) {
                CHECK(error.ec == errc::not_connected);
                CHECK(std::string_view(error.text).substr(0, row.text.size()) == row.text);
            }
        }
    }
}

TEST_CASE(
    "action scheduler: what one transport does not take -> refused, held back or not", "[session][parts]")
{
    const auto lines = ami::action("Do").multi_line("A", "1\n2");
    struct {
        std::string_view url;
        ami::action request;
        errc code; // none: taken
    } const rows[] = {
        {"ami://u:s@pbx", lines, errc::invalid_header_value},
        {"http://u:s@pbx/rawman", lines, errc{}},
        {"ami://u:s@pbx", ami::action("WaitEvent"), errc{}},
        {"http://u:s@pbx/rawman", ami::action("waitevent"), errc::action_refused},
        {"ami://u:s@pbx", ami::action("Do").add("A: b", "x"), errc::invalid_header_name},
    };
    for (const auto& row : rows) {
        CAPTURE(row.url, row.request.name());
        scheduling s(true, row.url);
        s.bring(state::waiting);
        const auto error = s.submit(row.request);
        if (row.code == errc{})
            CHECK_FALSE(error);
        else
            CHECK(error.ec == row.code);
    }
}

TEST_CASE("action scheduler: held actions -> sent once the session is ready, in order", "[session][parts]")
{
    scheduling s(true);
    s.bring(state::waiting);
    std::vector<std::pair<std::string, waiting>> named;
    for (const std::string name : {"First", "Second", "Third"}) {
        REQUIRE_FALSE(s.submit(ami::action(name)));
        named.emplace_back(name, s.last);
    }
    CHECK(s.actions.cancel(named[1].second, false, s.now));
    CHECK(s.counts.actions_cancelled == 1);
    CHECK_FALSE(s.actions.send_held(s.now)); // nothing is due
    s.life.on_time(*s.life.deadline());
    s.life.on_resolved({}, tests::addresses(1), s.now);
    s.life.on_connected({}, s.now);
    s.life.on_banner("Asterisk Call Manager/11.0.0", s.now);
    s.life.on_login({}, s.now);
    s.actions.start("q-");
    s.actions.on_ready();
    CHECK(s.actions.send_held(s.now));
    CHECK_FALSE(s.actions.send_held(s.now));
    const auto text = s.actions.answers().queue().next(100000);
    const auto first = text.find("Action: First");
    const auto third = text.find("Action: Third");
    CHECK(first < third);
    CHECK(third != std::string_view::npos);
    CHECK(text.find("Action: Second") == std::string_view::npos);
    CHECK(s.counts.actions_started == 3);
    CHECK(take_completed(s.outputs, named) == words{"Second: " + aborted().message()});
}

TEST_CASE("action scheduler: no connection in time, or none any more -> not sent", "[session][parts]")
{
    scheduling s(true);
    s.bring(state::waiting);
    REQUIRE_FALSE(s.submit(ami::action("First"), {1s, 2s}));
    const auto first = s.last;
    REQUIRE_FALSE(s.submit(ami::action("Second")));
    const auto second = s.last;
    const auto take = [&] { return take_completed(s.outputs, {{"First", first}, {"Second", second}}); };
    CHECK(s.actions.next_deadline() == begin + 2s);
    s.actions.fail_expired(begin + 2s - 1ns);
    CHECK(take().empty());
    s.actions.fail_expired(begin + 2s);
    CHECK(take() == words{"First: " + message(errc::not_sent)});
    s.actions.fail_held({errc::closed, "why"});
    CHECK(take() == words{"Second: " + message(errc::closed)});
    CHECK(s.counts.actions_not_sent == 2);
    CHECK_FALSE(s.actions.cancel(second, false, s.now));
}

TEST_CASE("action scheduler: the connection ends -> unsent actions that may go again wait, others end",
    "[session][parts]")
{
    for (const bool reconnects : {true, false}) {
        CAPTURE(reconnects);
        scheduling s(false);
        s.bring(state::ready);
        REQUIRE_FALSE(s.submit(ami::action("Again").retry_if_unsent()));
        const auto again = s.last;
        REQUIRE_FALSE(s.submit(ami::action("Once")));
        const auto once = s.last;
        s.actions.ping(s.now); // ends silently
        s.actions.settle(s.actions.connection_ended("gone", {}, reconnects));
        CHECK((again->held_id != 0) == reconnects);
        const auto unsent = message(errc::not_sent);
        CHECK(take_completed(s.outputs, {{"Again", again}, {"Once", once}}) ==
              (reconnects ? words{"Once: " + unsent} : words{"Again: " + unsent, "Once: " + unsent}));
    }
}

TEST_CASE("action scheduler: the transport says that there is no answer -> the session goes on without it",
    "[session][parts]")
{
    scheduling s(false);
    s.bring(state::ready);
    REQUIRE_FALSE(s.submit(ami::action("Again").retry_if_unsent()));
    const auto again = s.last;
    s.actions.on_not_answered(again->id, {errc::not_sent, "refused"}, s.now);
    CHECK(again->held_id != 0);
    CHECK(s.actions.send_held(s.now)); // at once: the session is ready
    CHECK(again->held_id == 0);
    REQUIRE_FALSE(s.submit(ami::action("Once")));
    const auto once = s.last;
    s.actions.on_not_answered(once->id, {errc::not_sent, "refused"}, s.now);
    CHECK_FALSE(s.actions.send_held(s.now));
    CHECK(take_completed(s.outputs, {{"Once", once}}) == words{"Once: " + message(errc::not_sent)});
}

TEST_CASE("action scheduler: a packet -> who it is for, what is counted and logged", "[session][parts]")
{
    using use = correlator::use;
    struct {
        std::string_view text;
        use taken_by;
        words counted; // events, responses, others
        std::string_view logged;
    } const rows[] = {
        {"Event: Hangup\r\n\r\n", use::subscribers, {"1", "0", "0"}, ""},
        {"Response: Success\r\nActionID: p-1\r\nEventList: start\r\n\r\n", use::none, {"0", "1", "0"}, ""},
        {"Response: Success\r\nActionID: x\r\n\r\n", use::none, {"0", "1", "0"},
            "a response to no action of ours"},
        {"Text: 1\r\n\r\n", use::none, {"0", "0", "1"}, "a packet that is neither event nor response"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        scheduling s(false);
        s.log.start(std::make_shared<ami::log_function>(), log_level::debug, "");
        s.bring(state::ready);
        REQUIRE_FALSE(s.submit(ami::action("List")));
        auto& queue = s.actions.answers().queue();
        const auto size = queue.next(100000).size();
        queue.written(size, size);
        while (s.outputs.take())
            continue;
        packet_reader packets;
        ami::error_code ec;
        packets.start({}, ami::parser::greeting::none);
        receive(packets, row.text);
        REQUIRE(packets.next(ec) == ami::parser::result::packet);
        CHECK(s.actions.on_packet(packets.packet(), s.now) == row.taken_by);
        CHECK(words{std::to_string(s.counts.events_received), std::to_string(s.counts.responses_received),
                  std::to_string(s.counts.other_packets)} == row.counted);
        const auto* const told = s.outputs.take();
        CHECK((told && told->type == kind::log ? told->record->text : "") == row.logged);
        if (row.logged.empty() && row.taken_by == use::none) { // the list is open: its items are the action's
            receive(packets, "Event: Entry\r\nActionID: p-1\r\n\r\n");
            REQUIRE(packets.next(ec) == ami::parser::result::packet);
            CHECK(s.actions.on_packet(packets.packet(), s.now) == use::none); // collected
        }
    }
}
