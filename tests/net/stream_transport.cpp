// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// AMI over one connection: what of the queue a network takes that takes little.

#include "support/catch.hpp"

#include <ami/net/transports/stream_transport.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace {

// Takes so many bytes at a time, and commits itself to some more.
class narrow_stream final : public ami::detail::stream {
public:
    void connect(const boost::asio::ip::tcp::endpoint&) override {}
    void read(std::span<char>) override {}
    ami::detail::write_progress write(std::string_view bytes) override
    {
        const auto taken = std::min(room, bytes.size());
        room -= taken;
        written += bytes.substr(0, taken);
        return {taken, std::min(taken + committed, bytes.size())};
    }
    void wait_writable() override {}
    void send_whole_lines() noexcept override { whole_lines = true; }
    void close() noexcept override { ended = "at once"; }
    void close_gently() noexcept override { ended = "gently"; }

    std::size_t room = 0;
    std::size_t committed = 0;
    std::string written;
    bool whole_lines = false;
    std::string ended;
};

class deaf final : public ami::detail::transport_observer {
public:
    void on_connected(ami::error_code) override {}
    void on_handshake(ami::detail::failure) override {}
    void on_read(ami::error_code, std::size_t) override {}
    void on_writable(ami::error_code) override {}
    void on_not_answered(std::uint64_t, ami::detail::failure) override {}
    void on_answer_ended(std::uint64_t) override {}
    void on_events_missed() override {}
    void on_failed(ami::detail::failure) override {}
};

} // namespace

TEST_CASE("stream transport: the network takes a part -> whole, in part and not sent are told apart", "[net]")
{
    struct scene {
        std::size_t room;
        std::size_t committed;
        std::size_t most;
        std::string_view written;
        std::vector<bool> sent;
        std::vector<bool> can_remove;
    };
    const scene scenes[] = {
        {0, 0, 100, "", {false, false, false}, {true, true, true}},
        {2, 0, 100, "on", {false, false, false}, {false, true, true}},
        {3, 0, 100, "one", {true, false, false}, {false, true, true}},
        {3, 2, 100, "one", {true, false, false}, {false, false, true}}, // a record was begun
        {4, 0, 100, "onet", {true, false, false}, {false, false, true}},
        {100, 0, 100, "onetwothree", {true, true, true}, {false, false, false}},
        {100, 0, 6, "onetwo", {true, true, false}, {false, false, true}},
        {100, 0, 1, "one", {true, false, false}, {false, true, true}}, // never a part by itself
    };
    for (const auto& each : scenes) {
        CAPTURE(each.room, each.committed, each.most);
        ami::detail::write_queue queue;
        deaf observer;
        const auto stream = std::make_shared<narrow_stream>();
        ami::detail::stream_transport transport(queue, observer);
        transport.set_stream(stream);
        CHECK(stream->whole_lines);
        std::uint64_t id = 0;
        for (const std::string_view text : {"one", "two", "three"}) {
            queue.text() += text;
            queue.added(++id);
        }
        stream->room = each.room;
        stream->committed = each.committed;
        CHECK(transport.send(each.most) == each.written.size());
        CHECK(stream->written == each.written);
        for (std::size_t i = 0; i != 3; ++i) {
            CAPTURE(i);
            CHECK(queue.was_sent(i + 1) == each.sent[i]);
            CHECK(queue.can_remove(i + 1) == each.can_remove[i]);
        }
    }
}

TEST_CASE("stream transport: closed at once or gently", "[net]")
{
    for (const bool gently : {false, true}) {
        ami::detail::write_queue queue;
        deaf observer;
        const auto stream = std::make_shared<narrow_stream>();
        {
            ami::detail::stream_transport transport(queue, observer);
            transport.set_stream(stream);
            transport.close(gently);
        }
        CHECK(stream->ended == (gently ? "gently" : "at once"));
    }
}
