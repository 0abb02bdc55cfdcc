// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#include "support/catch.hpp"

#include <ami/protocol/wire/packet.hpp>
#include <ami/protocol/wire/parser.hpp>
#include <ami/session/events/router.hpp>

#include <exception>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

using ami::event_view;
using ami::detail::router;
using ami::detail::subscription_entry;

namespace {

ami::event make_event(std::string_view name)
{
    ami::parser parser({}, ami::parser::greeting::none);
    parser.feed("Event: " + std::string(name) + "\r\nChannel: c\r\n\r\n");
    ami::error_code ec;
    REQUIRE(parser.next(ec) == ami::parser::result::packet);
    return ami::event(parser.packet());
}

class observer final : public ami::detail::dispatch_observer {
public:
    void handler_returned(const event_view&) override { ++returned; }

    void handler_threw(const event_view&, std::exception_ptr error) override
    {
        try {
            std::rethrow_exception(error);
        } catch (const std::exception& e) {
            threw.emplace_back(e.what());
        } catch (int number) {
            threw.push_back(std::to_string(number));
        }
    }

    bool is_over() const override { return over; }

    int returned = 0;
    bool over = false;
    std::vector<std::string> threw;
};

struct fixture {
    router routes;
    observer seen;
    std::string calls;

    router::handler says(std::string what)
    {
        return [this, what](const event_view&) { calls += what; };
    }

    std::string dispatch(std::string_view name = "Hangup")
    {
        calls.clear();
        const auto what = make_event(name);
        routes.dispatch(what.view(), seen);
        return calls;
    }
};

} // namespace

TEST_CASE("router: by name, any, and order", "[session][router]")
{
    fixture f;
    CHECK(f.routes.empty());
    CHECK(f.dispatch() == "");
    f.routes.add("Hangup", {}, f.says("1"));
    f.routes.add("", {}, f.says("2"));
    f.routes.add("Newchannel", {}, f.says("3"));
    f.routes.add("hangup", {}, f.says("4"));
    f.routes.add("", {}, f.says("5"));
    f.routes.add("HANGUP", {}, f.says("6"));
    CHECK_FALSE(f.routes.empty());
    CHECK(f.dispatch("Hangup") == "12456");
    CHECK(f.dispatch("hAnGuP") == "12456");
    CHECK(f.dispatch("Newchannel") == "235");
    CHECK(f.dispatch("Other") == "25");
    CHECK(f.dispatch("Hangu") == "25");
    CHECK(f.dispatch("Hangup2") == "25");
    CHECK(f.seen.returned == 5 + 5 + 3 + 2 + 2 + 2);
}

TEST_CASE("router: only by name", "[session][router]")
{
    fixture f;
    f.routes.add("Hangup", {}, f.says("1"));
    f.routes.add("Hangup", {}, f.says("2"));
    CHECK(f.dispatch() == "12");
    CHECK(f.dispatch("Other") == "");
    CHECK(f.seen.returned == 2);
}

TEST_CASE("router: several names -> one handler, in the order of adding", "[session][router]")
{
    fixture f;
    f.routes.add("cel", {}, f.says("a"));
    const auto several = f.routes.add(ami::names("Cdr", "CEL", "cdr"), {}, f.says("b"));
    f.routes.add("Cdr", {}, f.says("c"));
    f.routes.add("", {}, f.says("d"));
    const auto calls = [&](std::string_view name) {
        f.calls.clear();
        const auto seen = make_event(name);
        f.routes.dispatch(seen, f.seen);
        return f.calls;
    };
    CHECK(calls("CEL") == "abd");
    CHECK(calls("Cdr") == "bcd");
    CHECK(calls("Hangup") == "d");
    f.routes.remove(several);
    CHECK(calls("CEL") == "ad");
    CHECK(calls("Cdr") == "cd");
}

TEST_CASE("router: names with an empty one -> every event", "[session][router]")
{
    fixture f;
    f.routes.add(ami::names("Cdr", ""), {}, f.says("a"));
    const auto seen = make_event("Hangup");
    f.routes.dispatch(seen, f.seen);
    CHECK(f.calls == "a");
    CHECK(ami::names("Cdr", "").add("CEL").is_every_event());
    CHECK(ami::names("Cdr", "CEL", "cel").text() == "Cdr or CEL");
}

TEST_CASE("router: the handler gets the event", "[session][router]")
{
    fixture f;
    std::string got;
    f.routes.add("Hangup", {},
        [&](const event_view& what) { got = std::string(what.name()) + " " + std::string(what["channel"]); });
    f.dispatch("HangUP");
    CHECK(got == "HangUP c");
}

TEST_CASE("router: a predicate decides", "[session][router]")
{
    fixture f;
    bool wanted = false;
    f.routes.add(
        "", [&](const event_view&) { return wanted; }, f.says("1"));
    f.routes.add(
        "Hangup", [&](const event_view& what) { return what["Channel"] == "c"; }, f.says("2"));
    CHECK(f.dispatch() == "2");
    CHECK(f.seen.returned == 1);
    wanted = true;
    CHECK(f.dispatch() == "12");
    CHECK(f.dispatch("Other") == "1");
}

TEST_CASE("router: a predicate that cancels -> the handler is not invoked", "[session][router]")
{
    fixture f;
    std::shared_ptr<subscription_entry> own;
    SECTION("its own subscription")
    {
        own = f.routes.add(
            "Hangup",
            [&](const event_view&) {
                f.routes.remove(own);
                return true;
            },
            f.says("a"));
        CHECK(f.dispatch() == "");
        CHECK(f.dispatch() == "");
    }
    SECTION("its own, beside others")
    {
        f.routes.add("Hangup", {}, f.says("b"));
        own = f.routes.add(
            "Hangup",
            [&](const event_view&) {
                f.routes.remove(own);
                return true;
            },
            f.says("a"));
        f.routes.add("", {}, f.says("c"));
        CHECK(f.dispatch() == "bc");
    }
    SECTION("the whole session")
    {
        f.routes.add(
            "Hangup",
            [&](const event_view&) {
                f.seen.over = true;
                return true;
            },
            f.says("a"));
        CHECK(f.dispatch() == "");
    }
}

TEST_CASE("router: removing", "[session][router]")
{
    fixture f;
    const auto a = f.routes.add("Hangup", {}, f.says("a"));
    const auto b = f.routes.add("", {}, f.says("b"));
    const auto c = f.routes.add("hangup", {}, f.says("c"));
    f.routes.remove(a);
    CHECK(a->cancelled);
    CHECK(f.dispatch() == "bc");
    f.routes.remove(a); // again
    CHECK(f.dispatch() == "bc");
    f.routes.remove(b);
    CHECK(f.dispatch() == "c");
    f.routes.remove(c);
    CHECK(f.dispatch() == "");
    CHECK(f.routes.empty());
    f.routes.add("Hangup", {}, f.says("d"));
    CHECK(f.dispatch() == "d");
}

TEST_CASE("router: a handler that removes itself", "[session][router]")
{
    fixture f;
    // What it owns must live as long as it runs.
    const auto owned = std::make_shared<std::string>("owned");
    std::shared_ptr<subscription_entry> self;
    for (const std::string_view name : {"Hangup", ""}) {
        self = f.routes.add(name, {}, [&f, &self, owned](const event_view&) {
            f.routes.remove(self);
            self.reset();
            f.calls += *owned;
        });
        CHECK(f.dispatch().find("owned") != std::string::npos);
        CHECK(f.dispatch().find("owned") == std::string::npos);
    }
    CHECK(owned.use_count() == 1);
}

TEST_CASE("router: a handler that removes others", "[session][router]")
{
    fixture f;
    std::vector<std::shared_ptr<subscription_entry>> all;
    all.push_back(f.routes.add("Hangup", {}, f.says("0")));
    all.push_back(f.routes.add("Hangup", {}, [&](const event_view&) {
        f.calls += "1";
        f.routes.remove(all[0]); // ran already
        f.routes.remove(all[3]); // would be next but one
        f.routes.remove(all[4]);
    }));
    all.push_back(f.routes.add("Hangup", {}, f.says("2")));
    all.push_back(f.routes.add("Hangup", {}, f.says("3")));
    all.push_back(f.routes.add("", {}, f.says("4")));
    CHECK(f.dispatch() == "012");
    CHECK(f.dispatch() == "12");
}

TEST_CASE("router: a handler that is added sees the next event", "[session][router]")
{
    fixture f;
    f.routes.add("Hangup", {}, [&](const event_view&) {
        f.calls += "1";
        // Enough for every list to move.
        for (int i = 0; i != 100; ++i) {
            f.routes.add("Hangup", {}, f.says("n"));
            f.routes.add("", {}, f.says("a"));
            f.routes.add("Name" + std::to_string(i), {}, f.says("x"));
        }
    });
    f.routes.add("Hangup", {}, f.says("2"));
    CHECK(f.dispatch() == "12");
    f.calls.clear();
    const auto what = make_event("Hangup");
    f.routes.dispatch(what.view(), f.seen);
    CHECK(f.calls.size() == 2 + 200);
    CHECK(f.calls.substr(0, 6) == "12nana");
}

TEST_CASE("router: clear inside a handler", "[session][router]")
{
    fixture f;
    const auto owned = std::make_shared<int>(1);
    f.routes.add("Hangup", {}, [&f, owned](const event_view&) {
        f.routes.clear();
        f.calls += std::to_string(*owned);
    });
    const auto other = f.routes.add("", {}, f.says("2"));
    CHECK(f.dispatch() == "1");
    CHECK(f.routes.empty());
    CHECK(other->cancelled);
    CHECK(owned.use_count() == 1);
    CHECK(f.dispatch() == "");
}

TEST_CASE("router: a handler's destructor may come back", "[session][router]")
{
    fixture f;
    struct guard {
        explicit guard(std::function<void()> gone) : gone_(std::move(gone)) {}
        guard(const guard&) = delete;
        guard& operator=(const guard&) = delete;
        ~guard() { gone_(); }
        std::function<void()> gone_;
    };
    int gone = 0;
    for (const std::string_view name : {"Hangup", ""}) {
        const auto mark = std::make_shared<guard>([&] {
            ++gone;
            f.routes.clear();
            f.routes.add("Hangup", {}, f.says("late"));
        });
        f.routes.add(name, {}, [mark](const event_view&) {});
    }
    f.routes.clear();
    CHECK(gone == 2);
    CHECK(f.dispatch() == "late"); // the second guard's cleared the first one's
}

TEST_CASE("router: exceptions do not stop the others", "[session][router]")
{
    fixture f;
    f.routes.add("Hangup", {}, [](const event_view&) { throw std::runtime_error("one"); });
    f.routes.add("Hangup", {}, f.says("2"));
    f.routes.add("", {}, [](const event_view&) { throw 3; });
    f.routes.add(
        "Hangup", [](const event_view&) -> bool { throw std::runtime_error("predicate"); }, f.says("4"));
    f.routes.add("Hangup", {}, f.says("5"));
    CHECK(f.dispatch() == "25");
    CHECK(f.seen.threw == std::vector<std::string>{"one", "3", "predicate"});
    CHECK(f.seen.returned == 5);
    CHECK(f.dispatch() == "25");
}

TEST_CASE("router: the observer is over -> no further handler is invoked", "[session][router]")
{
    fixture f;
    f.routes.add("Hangup", {}, f.says("1"));
    f.routes.add("Hangup", {}, [&](const event_view&) {
        f.calls += "2";
        f.seen.over = true;
    });
    f.routes.add("Hangup", {}, f.says("3"));
    CHECK(f.dispatch() == "12");
    CHECK(f.seen.returned == 2);
    f.seen.over = false;
    f.routes.add("Hangup", {}, [&](const event_view&) {
        f.seen.over = true;
        throw std::runtime_error("over");
    });
    CHECK(f.dispatch() == "12");
}

TEST_CASE("router: an event inside an event", "[session][router]")
{
    fixture f;
    int depth = 0;
    f.routes.add("", {}, [&](const event_view& what) {
        f.calls += "(" + std::string(what.name());
        if (++depth < 3) {
            const auto inner = make_event("Inner" + std::to_string(depth));
            f.routes.dispatch(inner.view(), f.seen);
        }
        f.calls += ")";
    });
    f.routes.add("", {}, f.says("."));
    CHECK(f.dispatch("Outer") == "(Outer(Inner1(Inner2).).).");
}

TEST_CASE("router: a handler is freed with its entry", "[session][router]")
{
    fixture f;
    auto token = std::make_shared<int>(1);
    const std::weak_ptr<int> alive = token;
    auto entry = f.routes.add("Hangup", {}, [&f, token](const event_view&) { f.calls += "x"; });
    token.reset();
    CHECK(f.dispatch() == "x");
    f.routes.remove(entry);
    CHECK_FALSE(alive.expired()); // held here
    entry.reset();
    CHECK(alive.expired());
}
