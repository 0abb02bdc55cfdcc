// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Where Asterisk connects for AGI(agi://...), and what it says there first. The server knows nothing of the library.

#include "support/agi_calls.hpp"
#include "support/catch.hpp"
#include "support/fastagi_pbx.hpp"

#include <ami/agi/fast/environment_reader.hpp>

#include <boost/asio/as_tuple.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

using namespace tests;
using ami::actions::originate;

namespace {

using lines = std::vector<std::string>;

std::string value_in(const lines& all, std::string_view name)
{
    const auto start = std::string(name) + ": ";
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.starts_with(start); });
    return found == all.end() ? "-" : found->substr(start.size());
}

} // namespace

TEST_CASE("agi connecting: URLs that lead to the server -> its script, and the request as it is written")
{
    if (!needs_asterisk())
        return;
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto executor = co_await asio::this_coro::executor;
        struct row {
            std::string url; // PORT is the server's
            const char* script;
        };
        for (const auto& each : {row{"agi://127.0.0.1:PORT/menu?x=1&y=a%20b#c d", "menu?x=1&y=a%20b#c d"},
                 row{"AGI://127.0.0.1:PORT/x", "x"}, row{"agi://127.0.0.1:PORT", "-"},
                 row{"agi://127.0.0.1:PORT/", "-"}, row{"agi://127.0.0.1:PORT/a/../b", "a/../b"},
                 row{"hagi://127.0.0.1:PORT/x", "x"}}) {
            agi_peer peer(executor);
            auto url = each.url;
            url.replace(url.find("PORT"), 4, std::to_string(peer.endpoint().port()));
            CAPTURE(url);
            co_await call_agi(pbx, unique("url"), url);
            const auto environment = co_await peer.accept();
            CHECK(value_in(environment, "agi_network_script") == each.script);
            CHECK(value_in(environment, "agi_request") == url);
            CHECK(environment.size() == (each.script[0] == '-' ? 21 : 22));
        }
        {
            agi_peer peer(executor);
            co_await call_agi(pbx, unique("quote"), peer.url("q\"uo\"te"));
            const auto environment = co_await peer.accept();
            CHECK(value_in(environment, "agi_network_script") == "quote");
            CHECK(value_in(environment, "agi_request") == peer.url("quote"));
        }
        {
            const auto address = asio::ip::make_address(asterisk_value("HOST"));
            agi_peer peer(executor, {address, 4573}); // the default
            co_await call_agi(pbx, unique("port"), "agi://" + address.to_string() + "/x");
            const auto environment = co_await peer.accept();
            CHECK(environment.at(0) == "agi_network: yes");
        }
        std::unique_ptr<agi_peer> v6;
        try {
            v6 = std::make_unique<agi_peer>(
                executor, asio::ip::tcp::endpoint(asio::ip::address_v6::loopback(), 0));
        } catch (const boost::system::system_error&) {
            co_return; // this machine has no IPv6
        }
        co_await call_agi(pbx, unique("six"), "agi://[::1]:" + std::to_string(v6->endpoint().port()) + "/x");
        const auto environment = co_await v6->accept();
        CHECK(value_in(environment, "agi_network_script") == "x");
    });
}

TEST_CASE("agi connecting: URLs that lead nowhere -> AGISTATUS, and no connection")
{
    if (!needs_asterisk())
        return;
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        agi_peer peer(co_await asio::this_coro::executor);
        const auto at = "127.0.0.1:" + std::to_string(peer.endpoint().port());
        struct row {
            std::string url;
            const char* status;
            const char* application = "AGI";
        };
        for (const auto& each :
            {row{"agi://" + at + "?q=1", "FAILURE"}, row{"agi://user:pw@" + at + "/", "FAILURE"},
                row{"agi://127.0.0.1:port/x", "FAILURE"}, row{"agi://127.0.0.1:99999/x", "FAILURE"},
                row{"agi://", "FAILURE"}, row{"hagi://nowhere.invalid/x", "FAILURE"},
                row{"agi:/x", "NOTFOUND"}, row{"http://" + at + "/", "NOTFOUND"},
                row{"/no/such/file", "NOTFOUND"}, row{"agi://" + at + "/x", "FAILURE", "EAGI"}}) {
            CAPTURE(each.url, each.application);
            const auto id = unique("nowhere");
            std::string status;
            auto ended = expect_status(pbx, id, status);
            co_await call_agi(pbx, id, each.url, each.application);
            co_await ended.async_wait(10s);
            CHECK(status == each.status);
        }
        CHECK(peer.has_no_connection());
    });
}

TEST_CASE("agi connecting: what begins with agi:async is AsyncAGI")
{
    if (!needs_asterisk())
        return;
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("async");
        auto starts =
            pbx.expect("AsyncAGIStart", [&](const ami::event_view& e) { return e["Uniqueid"] == id; });
        co_await call_agi(pbx, id, "agi:async2");
        const auto begun = co_await starts.async_wait(10s);
        CHECK(begun["Env"].find("agi_network") == std::string_view::npos);
        const ami::actions::hangup over{id};
        co_await pbx.async_perform(over);
    });
}

TEST_CASE(
    "agi connecting: a caller waits for a server that does not accept, longer than for one that is not there")
{
    if (!needs_asterisk())
        return;
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        asio::io_context idle; // does not run: the call waits in the backlog
        fastagi_pbx late(idle.get_executor());
        bool ran = false;
        late.server.route("late", [&](ami::agi_session session) -> asio::awaitable<void> {
            co_await session.async_answer();
            ran = true;
        });
        // A server whose backlog is full answers nothing at all.
        const auto executor = co_await asio::this_coro::executor;
        asio::ip::tcp::acceptor full(executor, asio::ip::tcp::v4());
        full.bind({asio::ip::address_v4::loopback(), 0});
        full.listen(0);
        std::array<asio::ip::tcp::socket, 3> fillers{asio::ip::tcp::socket(executor),
            asio::ip::tcp::socket(executor), asio::ip::tcp::socket(executor)};
        for (auto& each : fillers)
            each.async_connect(full.local_endpoint(), [](ami::error_code) {});

        const auto waiting = unique("late");
        auto accepted = status_of(pbx, waiting);
        co_await pbx.async_originate(late.call(waiting, "late"));
        const auto refused = unique("full");
        std::string status;
        auto failed = expect_status(pbx, refused, status);
        const auto begin = std::chrono::steady_clock::now();
        co_await call_agi(
            pbx, refused, "agi://127.0.0.1:" + std::to_string(full.local_endpoint().port()) + "/x");
        co_await failed.async_wait(10s);
        CHECK(status == "FAILURE");
        CHECK(std::chrono::steady_clock::now() - begin > 1900ms); // Asterisk's limit: 2 s
        CHECK(late.server.counters().accepted == 0);
        // It has waited for longer than that, and goes on as if nothing had been.
        bool is_over = false;
        accepted.async_wait(10s, [&](ami::error_code ec, ami::event event) {
            is_over = true;
            status = ec ? ec.message() : std::string(event["Value"]);
        });
        co_await until([&] {
            idle.poll();
            idle.restart();
            return is_over;
        });
        CHECK(status == "SUCCESS");
        CHECK(ran);
    });
}

TEST_CASE(
    "agi connecting: arguments -> split at commas, quotes and backslashes removed, the 127th has the rest")
{
    if (!needs_asterisk())
        return;
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto executor = co_await asio::this_coro::executor;
        agi_peer quoted(executor);
        co_await call_agi(pbx, unique("args"), quoted.url("x") + ",\"q,r\",a\\,b,,\"x\"y, z ");
        const auto few = co_await quoted.accept();
        CHECK(value_in(few, "agi_arg_1") == "q,r");
        CHECK(value_in(few, "agi_arg_2") == "a,b");
        CHECK(value_in(few, "agi_arg_3").empty());
        CHECK(value_in(few, "agi_arg_4") == "xy");
        CHECK(value_in(few, "agi_arg_5") == " z ");
        agi_peer peer(executor);
        auto arguments = peer.url("x");
        for (int i = 1; i <= 130; ++i)
            arguments += ",a" + std::to_string(i);
        co_await call_agi(pbx, unique("args"), arguments);
        const auto many = co_await peer.accept();
        CHECK(many.size() == 22 + 127);
        CHECK(many.back() == "agi_arg_127: a127,a128,a129,a130");
    });
}

TEST_CASE("agi connecting: long values, bytes of no encoding, and line ends of a caller -> as they are")
{
    if (!needs_asterisk())
        return;
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto executor = co_await asio::this_coro::executor;
        own_dialplan plan(pbx);
        agi_peer peer(executor);
        agi_peer forged(executor);
        // "J\x01\xe9r\xc3\xff", and "a\nagi_x: y".
        const own_dialplan::steps steps = {{"Answer", ""}, {"Set", "A=" + std::string(750, 'n')},
            {"Set", "CALLERID(name)=${A}${A}${BASE64_DECODE(SgHpcsP/)}"},
            {"AGI", peer.url("long") + ",${A}${A}${A}${A}${A}${A}${A}${A}"},
            {"Set", "CALLERID(name)=${BASE64_DECODE(YQphZ2lfeDogeQ==)}"}, {"AGI", forged.url("forged")}};
        co_await plan.add("s", steps);
        co_await plan.call(unique("long"), "s");
        const auto whole = co_await peer.accept();
        const auto name = value_in(whole, "agi_calleridname");
        CHECK(name.substr(0, 1500) == std::string(1500, 'n'));
        CHECK(name.substr(1500) == "J\x01\xe9r\xc3\xff");
        CHECK(value_in(whole, "agi_arg_1") == std::string(6000, 'n'));
        peer.close();
        const auto lines_of_caller = co_await forged.accept();
        CHECK(value_in(lines_of_caller, "agi_calleridname") == "a");
        CHECK(value_in(lines_of_caller, "agi_x") == "y");
        // Which the library finds.
        const ami::fastagi_limits limits;
        ami::detail::environment_reader reader(limits);
        for (const auto& each : lines_of_caller)
            reader.read(each + "\n");
        reader.read("\n");
        CHECK(reader.is_complete());
        CHECK(reader.is_doubtful());
        forged.close();
        co_await plan.remove();
    });
}
