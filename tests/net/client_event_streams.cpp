// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Streams of events: taking, losing, waiting, ending.

#include "support/client_world.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace tests;
using ami::errc;
using ami::overflow;

namespace {

class stream_world : public client_world {
public:
    stream_world() { config.reconnect.initial_delay = 1s; }

    void events(int from, int to)
    {
        std::string text;
        for (int i = from; i != to; ++i)
            text += "Event: E\nN: " + std::to_string(i) + "\n\n";
        say(text);
    }
};

operation<ami::streamed_event> begin_next(ami::event_stream& from)
{
    return begin<ami::streamed_event>([&](auto handler) { from.async_next(std::move(handler)); });
}

operation<std::vector<ami::streamed_event>> begin_batch(ami::event_stream& from)
{
    return begin<std::vector<ami::streamed_event>>(
        [&](auto handler) { from.async_next_batch(std::move(handler)); });
}

// The next event as number:lost.
std::string next(stream_world& w, ami::event_stream& from)
{
    const auto op = begin_next(from);
    w.run();
    if (!op->done())
        return "nothing";
    if (op->ec)
        return op->ec.message();
    return std::string(op->value()["N"]) + ":" + std::to_string(op->value().lost());
}

} // namespace

TEST_CASE("stream: events in order, whether waited for or not", "[client][stream]")
{
    stream_world w;
    w.ready();
    auto stream = w.pbx->events("e", 10);
    auto other = w.pbx->events_if([](const ami::event_view& what) { return what["N"] == "1"; });
    w.events(0, 3);
    CHECK(stream.size() == 3);
    CHECK(next(w, stream) == "0:0");
    CHECK(next(w, stream) == "1:0");
    CHECK(next(w, stream) == "2:0");
    CHECK(next(w, other) == "1:0");
    const auto waiting = begin_next(stream);
    w.run();
    CHECK(waiting->pending());
    w.say("Event: Other\n\n");
    CHECK(waiting->pending());
    w.events(3, 5);
    REQUIRE(waiting->succeeded());
    CHECK(waiting->value()["N"] == "3");
    CHECK(stream.size() == 1);
    const auto batch = begin_batch(stream);
    w.run();
    REQUIRE(batch->succeeded());
    CHECK(batch->value().size() == 1);
    const auto later = begin_batch(stream);
    w.run();
    CHECK(later->pending());
    w.events(5, 6);
    CHECK(later->value().size() == 1);
    CHECK(stream.lost() == 0);
}

TEST_CASE("stream: what a full queue loses", "[client][stream]")
{
    stream_world w;
    w.ready();
    SECTION("the oldest")
    {
        auto stream = w.pbx->events("E", 2);
        w.events(0, 5);
        CHECK(stream.lost() == 3);
        CHECK(w.pbx->get_counters().events_dropped == 3);
        CHECK(next(w, stream) == "3:3");
        CHECK(next(w, stream) == "4:0");
        w.events(5, 6);
        CHECK(next(w, stream) == "5:0");
    }
    SECTION("the newest")
    {
        auto stream = w.pbx->events("E", 2, overflow::drop_newest);
        w.events(0, 5);
        CHECK(next(w, stream) == "0:0");
        w.events(5, 6);
        CHECK(next(w, stream) == "1:0");
        CHECK(next(w, stream) == "5:3");
    }
    SECTION("the stream itself")
    {
        auto stream = w.pbx->events("E", 2, overflow::fail);
        w.events(0, 3);
        CHECK(next(w, stream) == "0:0");
        CHECK(next(w, stream) == "1:0");
        const auto failed = begin_next(stream);
        w.run();
        CHECK(failed->failed(errc::stream_overflow));
        CHECK(next(w, stream) == ami::make_error_code(errc::stream_overflow).message());
    }
    // Nobody else is held up.
    const auto op = begin_execute(*w.pbx, "Status");
    w.run();
    w.server().success(w.server().next());
    w.run();
    CHECK(op->succeeded());
}

TEST_CASE("stream: a capacity of zero gives out nothing", "[client][stream]")
{
    stream_world w;
    w.ready();
    auto stream = w.pbx->events("E", 0);
    const auto op = begin_next(stream);
    w.run();
    w.events(0, 2);
    CHECK(stream.lost() == 2);
    CHECK(op->pending());
    w.pbx->close();
    w.run();
    CHECK(op->failed(errc::closed));
}

namespace {

// Takes all that there is, again and again, and notes how many events came at once.
class batch_reader {
public:
    batch_reader(ami::event_stream& from, std::vector<std::string>& notes) : from_(from), notes_(notes)
    {
        wait();
    }

    const operation<std::vector<ami::streamed_event>>& waiting() const { return waiting_; }

private:
    void wait()
    {
        waiting_ = begin_batch(from_);
        waiting_->then = [this, op = waiting_] {
            if (op->ec) {
                notes_.push_back(op->ec.message());
                return;
            }
            notes_.push_back(std::to_string(op->value().size()));
            wait();
        };
    }

    ami::event_stream& from_;
    std::vector<std::string>& notes_;
    operation<std::vector<ami::streamed_event>> waiting_;
};

using notes_type = std::vector<std::string>;

} // namespace

TEST_CASE("stream: events that are read together -> one batch", "[client][stream]")
{
    stream_world w;
    w.ready();
    notes_type notes;
    SECTION("while there is room")
    {
        auto stream = w.pbx->events("E", 10);
        batch_reader reader(stream, notes);
        w.run();
        w.events(0, 5);
        w.events(5, 6);
        CHECK(notes == notes_type{"5", "1"});
        w.pbx->close();
        w.run();
    }
    SECTION("sooner where the queue is full: none is lost")
    {
        const auto policy = GENERATE(overflow::drop_oldest, overflow::drop_newest, overflow::fail);
        auto stream = w.pbx->events("E", 2, policy);
        batch_reader reader(stream, notes);
        w.run();
        w.events(0, 5);
        CHECK(notes == notes_type{"2", "2", "1"});
        CHECK(stream.lost() == 0);
        w.pbx->close();
        w.run();
    }
    SECTION("each stream its own")
    {
        auto all = w.pbx->events("", 10);
        auto some = w.pbx->events("E", 10);
        notes_type others;
        batch_reader reader(all, notes);
        batch_reader other(some, others);
        w.run();
        w.say("Event: E\n\nEvent: Other\n\nEvent: E\n\n");
        CHECK(notes == notes_type{"3"});
        CHECK(others == notes_type{"2"});
        w.pbx->close();
        w.run();
    }
    CHECK(notes.back() == ami::make_error_code(errc::closed).message());
}

TEST_CASE("stream: a batch is told before what follows it on the wire", "[client][stream][order]")
{
    stream_world w;
    auto& server = w.ready();
    notes_type notes;
    auto stream = w.pbx->events("E", 10);
    batch_reader reader(stream, notes);
    const auto op = begin_execute(*w.pbx, "Status");
    op->then = [&] { notes.emplace_back("answer"); };
    w.run();
    SECTION("an answer")
    {
        server.say(
            "Event: E\n\nEvent: E\n\nResponse: Success\nActionID: $ID\n\nEvent: E\n\n", server.next().id());
        w.run();
        CHECK(notes == notes_type{"2", "answer", "1"});
        w.pbx->close();
    }
    SECTION("the session's end")
    {
        op->then = nullptr;
        w.pbx->on("Last", [&](const ami::event_view&) { w.pbx->close(); });
        w.say("Event: E\n\nEvent: Last\n\nEvent: E\n\n");
        CHECK(notes == notes_type{"1", ami::make_error_code(errc::closed).message()});
    }
    w.run();
}

TEST_CASE("stream: what handlers do before a batch is told", "[client][stream]")
{
    stream_world w;
    w.ready();
    std::optional<ami::event_stream> stream(w.pbx->events("E", 10));
    const auto op = begin_batch(*stream);
    w.run();
    SECTION("the wait is cancelled: no event is lost")
    {
        w.pbx->on("Last", [&](const ami::event_view&) { op->cancel(); });
        w.say("Event: E\nN: 0\n\nEvent: Last\n\n");
        CHECK(op->aborted());
        CHECK(next(w, *stream) == "0:0");
    }
    SECTION("the stream is destroyed")
    {
        w.pbx->on("Last", [&](const ami::event_view&) { stream.reset(); });
        w.say("Event: E\n\nEvent: Last\n\nEvent: E\n\n");
        CHECK(op->aborted());
    }
    SECTION("the client is destroyed")
    {
        w.pbx->on("Last", [&](const ami::event_view&) { w.pbx.reset(); });
        w.say("Event: E\n\nEvent: Last\n\nEvent: E\n\n");
        REQUIRE(op->succeeded());
        CHECK(op->value().size() == 1);
    }
    SECTION("another wait takes its place")
    {
        operation<std::vector<ami::streamed_event>> second;
        w.pbx->on("Last", [&](const ami::event_view&) {
            op->cancel();
            second = begin_batch(*stream); // there is an event, and it does not complete in here
        });
        w.say("Event: E\n\nEvent: Last\n\nEvent: E\n\n");
        CHECK(op->aborted());
        REQUIRE(second->succeeded());
        CHECK(second->value().size() == 2);
    }
    SECTION("the executor is run")
    {
        w.pbx->on("Last", [&](const ami::event_view&) { w.context.poll(); });
        w.say("Event: E\n\nEvent: Last\n\nEvent: E\n\n");
        REQUIRE(op->succeeded());
        CHECK(op->value().size() == 2);
    }
}

TEST_CASE("stream: one waits at a time", "[client][stream]")
{
    stream_world w;
    w.ready();
    auto stream = w.pbx->events("E");
    const auto one = begin_next(stream);
    const auto two = begin_next(stream);
    w.run();
    CHECK(one->pending());
    CHECK(two->failed(errc::already_waiting));
    w.events(0, 1);
    CHECK(one->succeeded());
}

TEST_CASE("stream: cancelling loses no event", "[client][stream]")
{
    for (const auto type : {asio::cancellation_type::terminal, asio::cancellation_type::partial,
             asio::cancellation_type::total}) {
        stream_world w;
        w.ready();
        auto stream = w.pbx->events("E");
        const auto op = begin_next(stream);
        w.run();
        op->cancel(type);
        w.events(0, 1);
        CHECK(op->aborted());
        CHECK(next(w, stream) == "0:0");
        // Too late is no harm.
        op->cancel(type);
        const auto batch = begin_batch(stream);
        w.run();
        batch->cancel(type);
        w.run();
        CHECK(batch->aborted());
    }
}

TEST_CASE("stream: destroyed, moved and replaced during a wait", "[client][stream]")
{
    stream_world w;
    w.ready();
    std::optional<ami::event_stream> stream(w.pbx->events("E"));
    const auto op = begin_next(*stream);
    w.run();
    SECTION("destroyed")
    {
        stream.reset();
        w.run();
        CHECK(op->aborted());
        w.events(0, 2); // nobody takes them
    }
    SECTION("destroyed without a wait in between")
    {
        const auto second = begin_next(*stream);
        stream.reset();
        w.run();
        CHECK(op->aborted());
        CHECK(second->done());
    }
    SECTION("moved")
    {
        ami::event_stream moved(std::move(*stream));
        stream.reset();
        w.events(0, 1);
        CHECK(op->succeeded());
    }
    SECTION("replaced")
    {
        *stream = w.pbx->events("Other");
        w.run();
        CHECK(op->aborted());
        w.say("Event: Other\nN: 1\n\n");
        CHECK(next(w, *stream) == "1:0");
    }
}

TEST_CASE("stream: ends with the session after its last event, and goes on with the next session",
    "[client][stream]")
{
    stream_world w;
    w.ready();
    auto stream = w.pbx->events("E");
    auto idle = w.pbx->events("Nothing");
    const auto waiting = begin_next(idle);
    w.events(0, 1);
    w.server().eof();
    w.run();
    CHECK(waiting->failed(errc::connection_lost));
    CHECK(next(w, stream) == "0:0");
    CHECK(next(w, stream) == ami::make_error_code(errc::connection_lost).message());
    w.ready();
    const auto again = begin_next(stream);
    w.run();
    CHECK(again->pending());
    w.events(1, 2);
    CHECK(again->succeeded());
}

TEST_CASE("stream: a new session begun from inside the end of the last keeps its streams", "[client][stream]")
{
    stream_world w;
    w.ready();
    auto stream = w.pbx->events("E");
    const auto action = begin_execute(*w.pbx, "Status");
    w.run();
    w.server().next();
    operation<> again;
    action->then = [&] { again = begin_connect(*w.pbx, w.config); };
    SECTION("by the server")
    {
        w.server().eof();
    }
    SECTION("by close()")
    {
        w.pbx->close();
    }
    w.run();
    REQUIRE(again);
    w.log_in();
    CHECK(again->succeeded());
    const auto op = begin_next(stream);
    w.run();
    CHECK(op->pending());
    w.events(0, 1);
    CHECK(op->succeeded());
}

TEST_CASE("stream: goes on over a reconnect", "[client][stream][reconnect]")
{
    stream_world w;
    w.config.reconnect.enabled = true;
    w.ready();
    auto stream = w.pbx->events("E", 10, overflow::fail);
    w.events(0, 1);
    const auto before = w.net->streams().size();
    w.server().reset();
    w.run();
    CHECK(next(w, stream) == "0:0");
    const auto waiting = begin_next(stream);
    w.advance(2s);
    REQUIRE(w.net->streams().size() == before + 1);
    CHECK(waiting->pending());
    w.log_in();
    w.events(1, 2);
    CHECK(waiting->succeeded());
}

TEST_CASE("stream: the client is destroyed", "[client][stream]")
{
    stream_world w;
    std::optional<ami::event_stream> early(w.pbx->events("E"));
    SECTION("without ever a session")
    {
        const auto op = begin_next(*early);
        w.run();
        CHECK(op->pending());
        w.pbx.reset();
        w.run();
        CHECK(op->aborted());
        const auto later = begin_next(*early);
        w.run();
        CHECK(later->aborted());
    }
    SECTION("with one")
    {
        w.ready();
        w.events(0, 1);
        auto waiting = w.pbx->events("Other");
        const auto op = begin_next(waiting);
        w.run();
        w.pbx.reset();
        w.run();
        CHECK(op->aborted());
        CHECK(next(w, *early) == "0:0"); // what there is can still be taken
        const auto after = begin_next(*early);
        w.run();
        CHECK(after->aborted());
    }
    SECTION("behind one that ended: the end stays the same")
    {
        w.ready();
        w.server().eof();
        w.run();
        w.pbx.reset();
        w.run();
        CHECK(next(w, *early) == ami::make_error_code(errc::connection_lost).message());
    }
    SECTION("from the handler of the stream")
    {
        w.ready();
        const auto op = begin_next(*early);
        w.run();
        op->then = [&] { w.pbx.reset(); };
        w.events(0, 3);
        CHECK(op->succeeded());
        CHECK_FALSE(w.pbx);
    }
    SECTION("and the stream too, from its handler")
    {
        w.ready();
        const auto op = begin_next(*early);
        w.run();
        op->then = [&] {
            early.reset();
            w.pbx.reset();
        };
        w.events(0, 3);
        CHECK(op->succeeded());
    }
}

TEST_CASE("stream: outlives the client and the execution context", "[client][stream]")
{
    ami::event_stream stream;
    {
        asio::io_context context;
        ami::client pbx(context);
        stream = pbx.events("x");
    }
    CHECK(stream.size() == 0);
}

TEST_CASE("stream: destroyed while a wait is about to complete", "[client][stream]")
{
    stream_world w;
    auto& server = w.ready();
    std::optional<ami::event_stream> stream = w.pbx->events("Ring");
    server.say("Event: Ring\n\n");
    w.run();
    std::optional<ami::error_code> told;
    bool inside = true;
    stream->async_next([&](ami::error_code ec, const ami::streamed_event&) {
        CHECK_FALSE(inside);
        told = ec;
    });
    stream.reset();
    inside = false;
    w.run();
    CHECK(told == asio::error::operation_aborted);
}

TEST_CASE("stream: goes with the execution context that it waits on", "[client][stream]")
{
    for (const bool connected : {false, true}) {
        const auto freed = std::make_shared<int>(0);
        {
            asio::io_context context;
            const auto net = std::make_shared<virtual_network>(context);
            asio::co_spawn(
                context,
                [net, freed, connected]() -> asio::awaitable<void> {
                    const auto kept = freed;
                    ami::client pbx(co_await asio::this_coro::executor, net);
                    auto stream = pbx.events("E");
                    if (connected) {
                        ami::config config("ami://user:s3cr3t@pbx");
                        config.login_method = ami::login_method::plain;
                        co_await pbx.async_connect(config);
                    }
                    co_await stream.async_next();
                },
                asio::detached);
            if (connected)
                net->expect_login();
            net->run();
            CHECK(freed.use_count() > 1);
        }
        CHECK(freed.use_count() == 1);
    }
}
