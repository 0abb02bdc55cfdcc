// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What a client's driver and core are made of, each alone.

#include "support/catch.hpp"
#include "support/correlating.hpp"

#include <ami/client/client_core.hpp>
#include <ami/client/client_subscribers.hpp>
#include <ami/client/connection/deadline_timer.hpp>
#include <ami/client/connection/host_lookup.hpp>
#include <ami/client/connection/session_followers.hpp>
#include <ami/client/connection/shared_answer.hpp>
#include <ami/client/connection/transport_link.hpp>
#include <ami/client/events/stream_list.hpp>
#include <ami/client/operation/complete_later.hpp>
#include <ami/client/operation/told_text.hpp>
#include <ami/client/owner_state.hpp>

#include <ami/detail/shared_object.hpp>

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using namespace ami::detail;
using ami::errc;

namespace {

using words = std::vector<std::string>;

const time_point begin = time_point{} + 1h;

// Notes what it is asked for.
class noting_transport final : public message_transport {
public:
    explicit noting_transport(write_queue& queue, words& notes, std::string name = {})
        : queue_(queue), notes_(notes), name_(std::move(name))
    {}

    void connect(const asio::ip::tcp::endpoint&) override { note("connect"); }
    void handshake() override { note("handshake"); }
    void read(std::span<char> into) override { note("read " + std::to_string(into.size())); }
    std::size_t send(std::size_t most) override
    {
        const auto taken = std::min(queue_.next(most).size(), takes);
        queue_.written(taken, taken);
        note("send " + std::to_string(taken));
        return taken;
    }
    void wait_writable() override { note("wait"); }
    void withdraw(std::uint64_t id) override { note("withdraw " + std::to_string(id)); }
    void want_events(bool wanted) override { note(wanted ? "events" : "no events"); }
    void close(bool gently) noexcept override { note(gently ? "close gently" : "close"); }

    std::size_t takes = 1000;

private:
    void note(const std::string& what) { notes_.push_back(name_ + what); }

    write_queue& queue_;
    words& notes_;
    std::string name_;
};

struct link_world {
    std::shared_ptr<noting_transport> open(std::string name = {}, std::uint64_t connection = 7)
    {
        auto made = std::make_shared<noting_transport>(queue, notes, std::move(name));
        link.open(made, connection);
        return made;
    }
    void add(std::uint64_t id, std::string_view text)
    {
        queue.text() += text;
        queue.added(id);
    }
    words take() { return std::exchange(notes, {}); }

    write_queue queue;
    words notes;
    transport_link link;
};

class noting_timer final : public timer {
public:
    explicit noting_timer(words& notes) : notes_(notes) {}
    void arm(time_point when) override
    {
        notes_.push_back(
            "at " + std::to_string(std::chrono::duration_cast<std::chrono::seconds>(when - begin).count()));
    }
    void cancel() noexcept override { notes_.push_back("cancel"); }

private:
    words& notes_;
};

// Its look-ups end when the test says so.
class look_up_network final : public network {
public:
    time_point now() override { return begin; }
    std::unique_ptr<timer> make_timer(const asio::any_io_executor&, std::function<void()>) override
    {
        return {};
    }
    std::unique_ptr<lookup> resolve(const asio::any_io_executor&, const std::string& host, std::uint16_t port,
        lookup_handler done) override
    {
        asked.push_back(host + ":" + std::to_string(port));
        handlers.push_back(std::move(done));
        return std::make_unique<lookup>();
    }
    std::shared_ptr<stream> make_stream(
        const asio::any_io_executor&, const ami::config&, stream_observer&) override
    {
        return {};
    }

    words asked;
    std::vector<lookup_handler> handlers;
};

class noting_follower final {
public:
    explicit noting_follower(
        words& notes, std::string name = {}, channel_scope scope = channel_scope::linked_ids)
        : notes_(notes), name_(std::move(name)), scope_(scope)
    {}
    bool wants_events() const noexcept { return wants_events_; }
    event_classes needed_events() const noexcept
    {
        return wants_events_ ? event_classes::call() : event_classes();
    }
    channel_scope scope() const noexcept { return scope_; }
    void on_channel_change(const channel_change&, time_point) { note("change"); }
    void on_action_started(const ami::action& request, pending_action&)
    {
        note("started " + std::string(request.name()));
    }
    void on_action_ended(pending_action&, const failure& error, const ami::response&)
    {
        note("ended: " + error.text);
    }
    void disconnected(const failure& error) { note("disconnected: " + error.text); }
    void lost() { note("lost"); }
    void events_missed() { note("missed"); }
    void ready() { note("ready"); }
    void over(const failure& error) { note("over: " + error.text); }
    void abandoned(const failure& error) { note("abandoned: " + error.text); }
    void drop() noexcept { note("drop"); }

    bool wants_events_ = false;

private:
    void note(const std::string& what) { notes_.push_back(name_ + what); }

    words& notes_;
    const std::string name_;
    const channel_scope scope_;
};

class noting_waiter final : public stream_state::waiter {
public:
    explicit noting_waiter(words& notes) : waiter(std::type_identity<noting_waiter>()), notes_(notes) {}
    void serve(event_queue&) { notes_.push_back("served"); }
    void fail(failure cause) { notes_.push_back(cause.text); }

private:
    words& notes_;
};

} // namespace

TEST_CASE(
    "transport link: reading -> once it is allowed, one read at a time, not after the end", "[client][parts]")
{
    link_world w;
    CHECK_FALSE(w.link.is_open());
    CHECK_FALSE(w.link.can_read());
    w.open();
    CHECK(w.link.is_open());
    CHECK(w.link.belongs_to(7));
    CHECK_FALSE(w.link.belongs_to(8));
    CHECK_FALSE(w.link.can_read());
    w.link.allow_reading();
    REQUIRE(w.link.can_read());
    char room[5];
    w.link.read(room);
    CHECK_FALSE(w.link.can_read());
    w.link.on_read();
    CHECK(w.link.can_read());
    w.link.close(true);
    CHECK_FALSE(w.link.can_read());
    CHECK_FALSE(w.link.is_open());
    CHECK(w.take() == words{"read 5", "close gently"});
}

TEST_CASE("transport link: another transport -> nothing of the one before is under way", "[client][parts]")
{
    link_world w;
    w.open("a: ");
    w.link.allow_reading();
    char room[5];
    w.link.read(room);
    w.add(1, "x");
    w.link.flush(w.queue);
    w.link.want_events(true);
    w.open("b: ", 8);
    CHECK(w.link.belongs_to(8));
    CHECK_FALSE(w.link.can_read()); // not before it is allowed
    w.link.allow_reading();
    CHECK(w.link.can_read());
    w.add(2, "y");
    CHECK(w.link.flush(w.queue) == 1);
    w.link.want_events(true);
    CHECK(w.take() == words{"a: read 5", "a: send 1", "a: wait", "a: events", "a: close", "b: send 1",
                          "b: wait", "b: events"});
}

TEST_CASE("transport link: writing -> at once, then not until the network takes more", "[client][parts]")
{
    struct {
        const char* name;
        bool all;          // flush_all
        std::size_t takes; // of 4 bytes
        words notes;
        bool may_write_again;
    } const rows[] = {
        {"one action", false, 1000, {"send 4", "wait"}, false},
        {"a batch", true, 1000, {"send 4"}, true},
        {"a batch of which something is left", true, 3, {"send 3", "wait"}, false},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        link_world w;
        const auto transport = w.open();
        transport->takes = row.takes;
        const auto flush = [&] { return row.all ? w.link.flush_all(w.queue) : w.link.flush(w.queue); };
        CHECK(flush() == 0); // nothing waits
        w.add(1, "four");
        CHECK(flush() == std::min<std::size_t>(row.takes, 4));
        CHECK(w.take() == row.notes);
        w.add(2, "more");
        CHECK((flush() != 0) == row.may_write_again);
        w.take();
        if (row.may_write_again)
            continue;
        w.link.on_writable(true); // a failure: never again
        CHECK(flush() == 0);
        w.link.on_writable(false);
        CHECK(flush() != 0);
    }
    link_world closed;
    closed.add(1, "four");
    CHECK(closed.link.flush(closed.queue) == 0);
    CHECK(closed.link.flush_all(closed.queue) == 0);
}

TEST_CASE("transport link: events wanted -> told of each change, and of nothing else", "[client][parts]")
{
    link_world w;
    w.link.want_events(true); // there is none yet
    w.link.withdraw(1);
    w.open();
    w.link.want_events(false);
    CHECK(w.take().empty());
    for (const bool wanted : {true, true, false, false, true})
        w.link.want_events(wanted);
    w.link.withdraw(2);
    CHECK(w.take() == words{"events", "no events", "events", "withdraw 2"});
}

TEST_CASE("deadline timer: deadlines -> set for an earlier one only", "[client][parts]")
{
    words notes;
    deadline_timer armed;
    int made = 0;
    const auto arm = [&](std::optional<time_point> when) {
        armed.arm(when, [&] {
            ++made;
            return std::make_unique<noting_timer>(notes);
        });
        return std::exchange(notes, {});
    };
    CHECK(arm(std::nullopt).empty());
    CHECK(made == 0);
    CHECK(arm(begin + 5s) == words{"at 5"});
    CHECK(arm(begin + 5s).empty());
    CHECK(arm(begin + 6s).empty());
    CHECK(arm(begin + 3s) == words{"at 3"});
    armed.expired();
    CHECK(arm(begin + 6s) == words{"at 6"});
    CHECK(arm(std::nullopt) == words{"cancel"});
    CHECK(arm(std::nullopt).empty());
    CHECK(arm(begin + 9s) == words{"at 9"});
    CHECK(made == 1);
    armed.reset();
    CHECK(arm(std::nullopt).empty());
    CHECK(arm(begin + 9s) == words{"at 9"});
    CHECK(made == 2);
}

TEST_CASE("host look-up: only the last one is heard, and only while its owner lives", "[client][parts]")
{
    asio::io_context context;
    look_up_network world;
    auto owner = std::make_shared<int>();
    words heard;
    host_lookup look_up;
    const auto start = [&] {
        look_up.start(world, context.get_executor(), ami::config("ami://u:s@pbx:77"), owner,
            [&](failure error) { heard.push_back("heard " + error.text); });
    };
    const endpoint_list found = {
        {asio::ip::make_address("192.0.2.1"), 77}, {asio::ip::make_address("2001:db8::1"), 77}};
    start();
    CHECK(world.asked == words{"pbx:77"});
    SECTION("it ends")
    {
        world.handlers[0]({}, found);
        CHECK(heard == words{"heard "});
        CHECK(look_up.texts() == words{"192.0.2.1:77", "[2001:db8::1]:77"});
        CHECK(look_up.endpoint(1) == found[1]);
    }
    SECTION("it fails")
    {
        world.handlers[0]({errc::host_not_found, "no"}, {});
        CHECK(heard == words{"heard no"});
        CHECK(look_up.texts().empty());
    }
    SECTION("given up")
    {
        look_up.give_up();
        world.handlers[0]({}, found);
        CHECK(heard.empty());
        CHECK(look_up.texts().empty());
    }
    SECTION("another one was started")
    {
        start();
        world.handlers[0]({}, {});
        CHECK(heard.empty());
        world.handlers[1]({}, found);
        CHECK(heard == words{"heard "});
    }
    SECTION("its owner is gone")
    {
        owner.reset();
        world.handlers[0]({}, found);
        CHECK(heard.empty());
    }
}

TEST_CASE(
    "shared answer: who asks before it is sent -> the same answer, later ones another", "[client][parts]")
{
    words notes;
    shared_answer asked;
    const auto ask = [&](std::string name) {
        return asked.add([&notes, name](const failure& error, const ami::response&) {
            notes.push_back(name + error.text);
        });
    };
    CHECK(ask("a"));
    CHECK_FALSE(ask("b"));
    const auto answer = asked.send();
    CHECK(ask("c"));
    answer({errc::timed_out, "!"}, {});
    CHECK(notes == words{"a!", "b!"});
    asked.send()({}, {});
    CHECK(notes == words{"a!", "b!", "c"});
}

TEST_CASE("owner state: the client's end -> forward only", "[client][parts]")
{
    owner_state owner;
    CHECK_FALSE(owner.is_abandoned());
    CHECK_FALSE(owner.is_released());
    owner.abandon();
    CHECK(owner.is_abandoned());
    CHECK_FALSE(owner.is_released());
    owner.release();
    owner.abandon();
    CHECK(owner.is_abandoned());
    CHECK(owner.is_released());
}

TEST_CASE("stream list: streams that are gone -> swept when it has doubled", "[client][parts]")
{
    asio::io_context context;
    const auto executor = shared_executor::make(context.get_executor());
    const auto make = [&] {
        return make_shared_object<stream_state>(executor, 4, ami::overflow::drop_oldest);
    };
    stream_list streams;
    std::vector<std::shared_ptr<stream_state>> kept;
    for (int i = 0; i != 1000; ++i) {
        auto made = make();
        streams.add(made);
        if (i % 100 == 0)
            kept.push_back(std::move(made));
        REQUIRE(streams.size() <= 2 * kept.size() + 32);
    }
    for (int i = 0; i != 100; ++i) {
        kept.push_back(make());
        streams.add(kept.back());
    }
    CHECK(streams.size() >= kept.size());
}

TEST_CASE("stream list: a session's end -> told once each, also after another began", "[client][parts]")
{
    asio::io_context context;
    const auto executor = shared_executor::make(context.get_executor());
    words notes;
    stream_list streams;
    const auto stream = make_shared_object<stream_state>(executor, 4, ami::overflow::drop_oldest);
    streams.add(stream);
    const auto wait = [&] { stream->wait(make_shared_object<noting_waiter>(notes)); };
    wait();
    streams.tell();
    CHECK(notes.empty());
    streams.session_ended({errc::closed, "first"});
    CHECK(notes.empty()); // not before `tell`
    streams.tell();
    CHECK(notes == words{"first"});
    streams.session_began();
    wait();
    streams.tell();
    CHECK(notes == words{"first"});
    streams.session_ended({errc::closed, "second"});
    streams.tell();
    CHECK(notes == words{"first", "second"});
    streams.session_began();
    wait();
    streams.drop();
    streams.session_ended({errc::closed, "third"});
    streams.tell();
    CHECK(notes == words{"first", "second"});
}

TEST_CASE("session followers: what happens -> calls hear of it before AGI does", "[client][parts]")
{
    words notes;
    session_followers followers;
    const channel_change change{
        channel_change::kind::gone, ami::event_view({"", 0, {}, ami::packet_kind::event})};
    const failure error(errc::closed, "end");
    tests::recorded operation;
    const auto take = [&] { return std::exchange(notes, {}); };
    CHECK(followers.scope() == channel_scope::nothing);
    CHECK_FALSE(followers.wants_events());
    followers.ready(); // there is none yet
    followers.drop();
    followers.set(follower_kind::agi,
        std::make_shared<noting_follower>(notes, "agi ", channel_scope::unique_ids)); // used first
    CHECK(followers.scope() == channel_scope::unique_ids);
    followers.lost();
    CHECK(take() == words{"agi lost"});
    const auto calls = std::make_shared<noting_follower>(notes, "calls ");
    followers.set(follower_kind::calls, calls);
    CHECK(followers.get<noting_follower>(follower_kind::calls) == calls);
    CHECK(followers.scope() == channel_scope::linked_ids);
    CHECK_FALSE(followers.wants_events());
    calls->wants_events_ = true;
    CHECK(followers.wants_events());
    followers.on_channel_change(change, begin, [] { return false; });
    CHECK(take() == words{"calls change", "agi change"});
    followers.on_channel_change(change, begin, [&] { return !notes.empty(); });
    CHECK(take() == words{"calls change"}); // a handler of calls ended the session
    followers.on_action_started(ami::action("Ping"), operation);
    CHECK(take() == words{"calls started Ping", "agi started Ping"});
    followers.on_action_ended(operation, error, {});
    CHECK(take() == words{"calls ended: end", "agi ended: end"});
    followers.disconnected(error);
    CHECK(take() == words{"calls disconnected: end", "agi disconnected: end"});
    followers.lost();
    CHECK(take() == words{"calls lost", "agi lost"});
    followers.events_missed();
    CHECK(take() == words{"calls missed", "agi missed", "calls ready", "agi ready"});
    followers.ready();
    CHECK(take() == words{"calls ready", "agi ready"});
    followers.over(error);
    CHECK(take() == words{"calls over: end", "agi over: end"});
    followers.abandoned(error);
    CHECK(take() == words{"calls abandoned: end", "agi abandoned: end"});
    followers.drop();
    CHECK(take() == words{"calls drop", "agi drop"});
}

TEST_CASE("session followers: a change of channels -> only who needs any", "[client][parts]")
{
    words notes;
    session_followers followers;
    const channel_change change{
        channel_change::kind::gone, ami::event_view({"", 0, {}, ami::packet_kind::event})};
    followers.set(
        follower_kind::calls, std::make_shared<noting_follower>(notes, "calls ", channel_scope::nothing));
    followers.set(follower_kind::agi, std::make_shared<noting_follower>(notes, "agi "));
    followers.on_channel_change(change, begin, [] { return false; });
    CHECK(notes == words{"agi change"});
}

namespace {

class noting_sink final : public output_sink {
public:
    void perform(output&) override {}
    bool tell_rest() override { return false; }
    bool wants_events() const override { return false; }
    event_classes needed_events() const override { return {}; }
    bool is_abandoned() const noexcept override { return false; }
    std::shared_ptr<output_sink> keep_alive() override { return nullptr; }
    std::weak_ptr<output_sink> weak() override { return {}; }
};

struct subscribing {
    void dispatch(std::string_view text)
    {
        ami::parser parser({}, ami::parser::greeting::none);
        parser.feed(text);
        ami::error_code ec;
        REQUIRE(parser.next(ec) == ami::parser::result::packet);
        subscribers.dispatch(ami::event_view(parser.packet()));
    }
    void subscribe(std::string name)
    {
        subscribers.routes()->add("", {}, [this, name](const ami::event_view& event) {
            notes.push_back(name + std::string(event.name()));
        });
    }
    words take() { return std::exchange(notes, {}); }

    asio::io_context context;
    look_up_network network;
    noting_sink sink;
    connection_driver driver{shared_executor::make(context.get_executor()), network, sink};
    owner_state owner;
    client_subscribers subscribers{driver, owner};
    words notes;
};

} // namespace

TEST_CASE("client subscribers: an event -> calls and AGI hear of it before the handlers", "[client][parts]")
{
    subscribing s;
    CHECK_FALSE(s.subscribers.wants_events());
    s.subscribers.followers().set(follower_kind::agi, std::make_shared<noting_follower>(s.notes));
    CHECK_FALSE(s.subscribers.wants_events());
    CHECK(s.subscribers.needed_events().empty());
    s.subscribe("first ");
    CHECK(s.subscribers.needed_events() == event_classes::every());
    s.subscribe("second ");
    CHECK(s.subscribers.wants_events());
    const std::string hangup = "Event: Hangup\r\nChannel: SIP/1\r\nUniqueid: 1.1\r\nCause: 16\r\n\r\n";
    s.dispatch(hangup);
    CHECK(s.take() == words{"change", "first Hangup", "second Hangup"});
    s.dispatch("Event: Reload\r\n\r\n");
    CHECK(s.take() == words{"first Reload", "second Reload"});
    CHECK(s.driver.session().counts().events_delivered == 4);
    s.subscribers.release();
    CHECK_FALSE(s.subscribers.wants_events());
    s.dispatch(hangup);
    CHECK(s.take() == words{"change"});
}

TEST_CASE("client subscribers: a state change -> every handler, whatever one throws, until the client's end",
    "[client][parts]")
{
    subscribing s;
    const ami::state_change change(ami::session_state::ready);
    const auto& observers = s.subscribers.state_observers();
    observers->add([](const ami::state_change&) { throw std::runtime_error("no"); });
    const auto second =
        observers->add([&](const ami::state_change& c) { s.notes.emplace_back(to_string(c.state())); });
    s.subscribers.notify_state(change);
    CHECK(s.take() == words{"ready"});
    CHECK(s.driver.session().counts().handler_exceptions == 1);
    SECTION("abandoned")
    {
        s.owner.abandon();
        s.subscribers.notify_state(change);
    }
    SECTION("released")
    {
        s.subscribers.release();
        CHECK(second->cancelled);
        s.subscribers.notify_state(change);
    }
    CHECK(s.take().empty());
    CHECK(s.driver.session().counts().handler_exceptions == 1);
}

TEST_CASE(
    "client subscribers: the client's end without a session -> followers hear of it, and streams in a later turn",
    "[client][parts]")
{
    subscribing s;
    const auto executor = shared_executor::make(s.context.get_executor());
    const auto stream = s.subscribers.streams().make(executor, s.subscribers.routes(),
        s.driver.session().counts().events_dropped, "", {}, 4, ami::overflow::drop_oldest);
    stream->wait(make_shared_object<noting_waiter>(s.notes));
    s.subscribers.followers().set(follower_kind::agi, std::make_shared<noting_follower>(s.notes));
    const failure gone(errc::closed, "gone");
    SECTION("abandoned")
    {
        s.subscribers.abandoned(gone);
        CHECK(s.take() == words{"abandoned: gone"});
        s.subscribers.tell_abandoned();
        CHECK(s.take() == words{"gone"});
    }
    SECTION("the execution context is going: nothing is told")
    {
        s.subscribers.drop();
        CHECK(s.take() == words{"drop"});
        s.subscribers.tell_abandoned();
        CHECK(s.take().empty());
        CHECK_FALSE(s.subscribers.wants_events());
    }
}

TEST_CASE("complete later: an operation -> completes in a later turn, with its answer", "[client][parts]")
{
    asio::io_context context;
    const auto operation = std::make_shared<tests::recorded>();
    complete_later(context.get_executor(), operation, {errc::closed, "why"});
    CHECK(operation->pending());
    context.run();
    CHECK(operation->failed(errc::closed));
    CHECK(operation->how.text == "why");
}

TEST_CASE("told text: taken once, by the handler that is invoked with the error", "[client][parts]")
{
    CHECK(told_text::take().message().empty());
    failure outer{errc::timed_out, "outer"};
    {
        const told_text told(outer);
        failure success;
        failure inner{errc::not_sent, "inner"};
        {
            const told_text nothing(success);
            CHECK(told_text::take().message().empty());
        }
        {
            const told_text nested(inner);
            CHECK(told_text::take().message() == "inner");
            CHECK(told_text::take().message().empty());
        }
        CHECK(told_text::take().message() == "outer");
    }
    failure untaken{errc::timed_out, "untaken"};
    {
        const told_text told(untaken);
    }
    CHECK(told_text::take().message().empty());
    CHECK(untaken.text == "untaken");
}
