// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// A feed for pages: what a server says, as JSON that every browser takes.

#include "support/calls.hpp"
#include "support/catch.hpp"
#include "support/contract.hpp"

#include <ami/actions.hpp>
#include <ami/live/feed.hpp>
#include <ami/session/live/json_text.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/deferred.hpp>
#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>

using namespace tests;
using namespace ami::actions;
namespace live = ami::live;

namespace {

bool is_utf8(std::string_view text)
{
    while (!text.empty()) {
        const auto next = ami::detail::begin_of_utf8(text);
        if (!next.is_valid)
            return false;
        text.remove_prefix(next.size);
    }
    return true;
}

// The items of a feed, which follow each other.
class checked_feed {
public:
    explicit checked_feed(live::model& of) : feed_(of) {}

    // The first item with both texts.
    asio::awaitable<std::string> next_with(std::string first, std::string second)
    {
        for (;;) {
            const auto item = co_await feed_.async_next();
            CHECK(is_utf8(item.json()));
            CHECK(item.is_snapshot() == (number_ == 0));
            if (number_ != 0)
                CHECK(item.number() == number_);
            number_ = item.number() + 1;
            if (item.json().find(first) != std::string_view::npos &&
                item.json().find(second) != std::string_view::npos)
                co_return std::string(item.json());
        }
    }

private:
    live::feed feed_;
    std::uint64_t number_ = 0; // of the next one
};

} // namespace

TEST_CASE("live feed: a caller id in Latin-1 -> valid UTF-8, and the bytes beside it in base64")
{
    run(
        []() -> asio::awaitable<void> {
            auto pbx = co_await connected();
            live::model model{pbx};
            co_await model.async_filled();
            checked_feed feed(model);
            const auto snapshot = co_await feed.next_with("\"type\":\"snapshot\"", "\"state\":\"live\"");
            const auto id = unique("latin");
            CHECK(snapshot.find(id) == snapshot.npos);

            auto maker = co_await connected();
            auto call = call_named(id);
            call.caller_id("M\xFCller <4711>");
            const auto answer = co_await maker.async_originate(call);
            REQUIRE(answer.answered());
            const auto key = fmt::format(R"("record":{{"kind":"channel","id":"{}",)", id);
            const std::string name =
                "\"caller_name\":\"M\xEF\xBF\xBDller\",\"caller_name_base64\":\"TfxsbGVy\"";
            const auto shown = co_await feed.next_with(key, name);
            CHECK(shown.find("\"type\":\"gone\"") == shown.npos);

            const auto call_key = fmt::format(R"("record":{{"kind":"call","id":"{}",)", id);
            const auto rings = co_await feed.next_with(call_key, "\"began_to_ring\":[");
            CHECK(rings.find(fmt::format(R"("channel_id":"{}")", id)) != rings.npos);

            // A browser that comes now.
            checked_feed late(model);
            const auto all = co_await late.next_with("\"type\":\"snapshot\"", name);
            CHECK(all.find(id) != all.npos);
            CHECK(all.find(fmt::format(R"({{"kind":"call","id":"{}",)", id)) != all.npos);

            co_await maker.async_execute(hangup{id}.to_action(), asio::as_tuple(asio::deferred));
            const auto gone_key = fmt::format(R"("record":{{"kind":"channel","id":"{}","hangup_cause":)", id);
            const auto gone = co_await feed.next_with("\"type\":\"gone\"", gone_key);
            const auto gone_late = co_await late.next_with("\"type\":\"gone\"", gone_key);
            CHECK(gone == gone_late);
            const auto over = co_await feed.next_with(
                fmt::format(R"("record":{{"kind":"call","id":"{}","ended":)", id), "\"hung_up_by\":");
            CHECK(over.find("\"type\":\"gone\"") != over.npos);
        },
        60s);
}
