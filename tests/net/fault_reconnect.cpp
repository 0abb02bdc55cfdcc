// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// A fault behind every byte of the connection that comes after a lost one: login by challenge, restoring, and one of
// each operation. With AMI_FAULT_TABLE in the environment, prints what each operation came to.

#include "support/client_world.hpp"

#include <cstdlib>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

using ami::errc;
using ami::event_view;
using namespace tests;
namespace actions = ami::actions;

namespace {

void answer_everything(virtual_network& net)
{
    net.always("Challenge").success("Challenge: 840415273\n");
    net.always("Login").reply("Response: Success\nActionID: $ID\nMessage: Authentication accepted\n\n"
                              "Event: FullyBooted\nStatus: Fully Booted\n\n");
    for (const auto* plain : {"Filter", "Events", "Ping", "Redirect", "Hangup"})
        net.always(plain).success();
    for (const auto* list : {"Status", "QueueStatus"})
        net.always(list).reply("Response: Success\nActionID: $ID\nEventList: start\n\n"
                               "Event: Item\nActionID: $ID\n\nEvent: Item\nActionID: $ID\n\n"
                               "Event: Complete\nActionID: $ID\nEventList: Complete\n\n");
    net.always("Command").success("Output: a\nOutput: b\n");
    net.always("Originate")
        .success()
        .reply("Event: OriginateResponse\nActionID: $ID\nResponse: Success\nReason: 4\n\n");
    net.always("Logoff").reply("Response: Goodbye\nActionID: $ID\n\n").eof();
}

struct fault {
    const char* name;
    std::function<void(virtual_stream&)> happen;
    std::size_t step;
};

const std::vector<fault>& faults()
{
    static const std::vector<fault> all = {
        {"half-close", [](virtual_stream& s) { s.eof(); }, 5},
        {"reset", [](virtual_stream& s) { s.reset(); }, 5},
        {"reset that overtakes", [](virtual_stream& s) { s.reset_at_once(); }, 11},
        {"stall", [](virtual_stream&) {}, 7},
        {"stall, nothing taken", [](virtual_stream& s) { s.stop_taking(); }, 11},
        {"oversize", [](virtual_stream& s) { s.send(std::string(5000, 'x')); }, 11},
        {"garbage", [](virtual_stream& s) { s.send(std::string_view("\xff\0\r\n:\n\n\r\r\n\n", 11)); }, 11},
        {"another protocol", [](virtual_stream& s) { s.send("HTTP/1.1 400 Bad Request\r\n\r\n"); }, 11},
        {"a reply to nobody",
            [](virtual_stream& s) { s.send("\r\n\r\nResponse: Success\r\nActionID: x\r\n\r\n"); }, 11},
        {"an error too much",
            [](virtual_stream& s) { s.send("\r\n\r\nResponse: Error\r\nMessage: Missing action\r\n\r\n"); },
            2},
    };
    return all;
}

// One of each operation.
class operations {
public:
    explicit operations(client_world& w)
    {
        watch("ping", begin_ping(*w.pbx));
        watch("execute (list)", begin_execute(*w.pbx, "Status"));
        watch("execute_each", begin_each(*w.pbx, "QueueStatus", [](const event_view&) {}));
        watch("command", begin_command(*w.pbx, "core show x"));
        watch("originate", begin_originate(*w.pbx, actions::originate("Local/1@x").dialplan("x", "1")));
        watch("redirect", begin<ami::response>([&](auto handler) {
            w.pbx->async_redirect(actions::redirect("a").dialplan("x", "2"), std::move(handler));
        }));
        watch("hangup", begin_hangup(*w.pbx, actions::hangup("a")));
        watch("set_event_mask", begin_mask(*w.pbx, ami::event_mask("call,user")));
        watch("add_filter", begin<>([&](auto handler) {
            w.pbx->async_add_filter(ami::event_filter::matching("a|b"), std::move(handler));
        }));
        watch("retry_if_unsent", begin_execute(*w.pbx, ami::action("Ping").retry_if_unsent()));
    }

    struct result {
        std::string name;
        std::function<int()> completions;
        std::function<ami::error_code()> ec;
    };

    std::vector<result> all;

private:
    template <class Operation>
    void watch(std::string name, Operation op)
    {
        all.push_back({std::move(name), [op] { return op->completions; }, [op] { return op->ec; }});
    }
};

} // namespace

TEST_CASE("fault: a fault after every byte of the next connection", "[fault][reconnect]")
{
    const std::set<int> expected = {0, static_cast<int>(errc::not_sent),
        static_cast<int>(errc::outcome_unknown), static_cast<int>(errc::timed_out)};
    std::map<std::string, std::map<std::string, std::set<std::string>>> table;
    for (const auto& each : faults()) {
        // Until the fault lies behind the last byte.
        for (std::size_t at = 0; at < 3000; at += each.step) {
            client_world w;
            w.config.log = nullptr;
            w.config.login_method = ami::login_method::challenge;
            w.config.limits.max_line = 2000;
            w.config.reconnect.enabled = true;
            w.config.reconnect.hold_actions = true;
            w.config.reconnect.initial_delay = 1ms;
            w.config.reconnect.max_delay = 1s;
            answer_everything(*w.net);
            const auto connected = begin_connect(*w.pbx, w.config);
            w.run();
            REQUIRE(connected->succeeded());
            const auto filter = begin<>([&](auto handler) {
                w.pbx->async_add_filter(ami::event_filter::matching("x"), std::move(handler));
            });
            w.run();
            REQUIRE(filter->succeeded());
            bool happened = false;
            bool armed = false;
            w.net->on_stream([&](virtual_stream& stream) {
                if (std::exchange(armed, true))
                    return;
                stream.cut_after(at, [&](virtual_stream& s) {
                    happened = true;
                    each.happen(s);
                });
            });
            auto stream = w.pbx->events("FullyBooted", 10);
            const auto closed = begin_closed(*w.pbx);
            w.server().reset();
            w.run();
            const operations held(w);
            w.advance(20min);
            CAPTURE(each.name, at);
            for (const auto& op : held.all) {
                CAPTURE(op.name, op.ec().message());
                if (op.completions() != 1 || expected.count(op.ec().value()) != 1)
                    REQUIRE(op.completions() == 1);
                if (expected.count(op.ec().value()) != 1)
                    REQUIRE(op.ec() == ami::error_code());
                if (happened)
                    table[op.name][each.name].insert(op.ec() ? op.ec().message() : "ok");
            }
            // Whatever happened: the client is connected again, and everything goes its way.
            REQUIRE_FALSE(closed->done());
            REQUIRE(w.pbx->is_ready());
            REQUIRE(stream.size() + stream.lost() >= 1);
            const operations after(w);
            w.run();
            for (const auto& op : after.all) {
                CAPTURE(op.name);
                if (op.completions() != 1 || op.ec())
                    REQUIRE(op.ec() == ami::error_code());
            }
            const auto off = begin_logoff(*w.pbx);
            w.run();
            REQUIRE(off->succeeded());
            REQUIRE(closed->value().code() == errc::logged_off);
            if (!happened)
                break;
        }
    }
    CHECK(table.size() == 10);
    for (const auto& [name, row] : table) {
        CAPTURE(name);
        CHECK(row.size() == faults().size());
        if (!std::getenv("AMI_FAULT_TABLE"))
            continue;
        for (const auto& [fault, results] : row) {
            std::string text;
            for (const auto& one : results)
                text += (text.empty() ? "" : " | ") + one;
            fmt::print("{:16} {:22} {}\n", name, fault, text);
        }
    }
}
