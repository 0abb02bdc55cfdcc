// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Look-ups of names beyond the number that may run at a time, with a resolver that hangs until it is told to answer.

#include "support/catch.hpp"

#include <ami/net/lookup_pool.hpp>
#include <ami/protocol/errors/errc.hpp>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace asio = boost::asio;

// Names whose look-ups have begun, and those that may end.
class slow_resolver {
public:
    ami::detail::endpoint_list operator()(const std::string& host, std::uint16_t port)
    {
        std::unique_lock lock(mutex_);
        begun_.insert(host);
        changed_.notify_all();
        changed_.wait(lock, [&] { return all_may_end_ || may_end_.contains(host); });
        return {{asio::ip::make_address("192.0.2.1"), port}};
    }

    void answer(const std::string& host)
    {
        const std::lock_guard lock(mutex_);
        may_end_.insert(host);
        changed_.notify_all();
    }
    void answer_all()
    {
        const std::lock_guard lock(mutex_);
        all_may_end_ = true;
        changed_.notify_all();
    }
    void wait_until_begun(const std::string& host)
    {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return begun_.contains(host); });
    }
    bool has_begun(const std::string& host)
    {
        const std::lock_guard lock(mutex_);
        return begun_.contains(host);
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::set<std::string> begun_;
    std::set<std::string> may_end_;
    bool all_may_end_ = false;
};

struct fixture {
    explicit fixture(ami::detail::lookup_pool::bounds bounds)
        : pool([this](const std::string& host, std::uint16_t port,
                   ami::error_code&) { return resolver(host, port); },
              bounds)
    {}
    // Its threads refer to this object.
    ~fixture()
    {
        resolver.answer_all();
        while (pool.running() != 0)
            std::this_thread::yield();
    }

    void start(const std::string& host)
    {
        lookups[host] = pool.start(context.get_executor(), host, 5038,
            [this, host](ami::detail::failure error, ami::detail::endpoint_list found) {
                ended.emplace_back(host, error ? error.text : std::to_string(found.size()));
            });
    }
    void run_until(std::size_t count)
    {
        while (ended.size() < count)
            context.run_one();
    }

    slow_resolver resolver;
    asio::io_context context;
    asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
    ami::detail::lookup_pool pool;
    std::map<std::string, std::unique_ptr<ami::detail::lookup>> lookups;
    std::vector<std::pair<std::string, std::string>> ended;
};

using results = std::vector<std::pair<std::string, std::string>>;

} // namespace

TEST_CASE("look-ups: more than there are places -> the others wait for their turn, in order", "[net][lookup]")
{
    fixture f({2, 10, 10});
    for (const auto* name : {"a", "b", "c", "d"})
        f.start(name);
    f.resolver.wait_until_begun("a");
    f.resolver.wait_until_begun("b");
    CHECK(f.pool.running() == 2);
    CHECK(f.pool.waiting() == 2);
    CHECK_FALSE(f.resolver.has_begun("c"));
    f.resolver.answer("b");
    f.run_until(1);
    f.resolver.wait_until_begun("c");
    CHECK_FALSE(f.resolver.has_begun("d"));
    f.resolver.answer_all();
    f.run_until(4);
    CHECK(f.ended.front() == std::pair<std::string, std::string>("b", "1"));
}

TEST_CASE(
    "look-ups: the resolver hangs and nobody waits any more -> the place goes to the next", "[net][lookup]")
{
    fixture f({1, 2, 10});
    f.start("hangs");
    f.resolver.wait_until_begun("hangs");
    f.start("a");
    f.lookups.erase("hangs"); // its deadline has passed
    f.resolver.wait_until_begun("a");
    CHECK(f.pool.running() == 2);
    f.resolver.answer("a");
    f.run_until(1);
    CHECK(f.ended == results{{"a", "1"}});
}

TEST_CASE("look-ups: too many hang -> their places are not given away", "[net][lookup]")
{
    fixture f({1, 1, 10});
    for (const auto* name : {"a", "b"}) {
        f.start(name);
        f.resolver.wait_until_begun(name);
        f.lookups.erase(name);
    }
    f.start("c");
    CHECK(f.pool.running() == 2); // a hangs, b keeps the place
    CHECK(f.pool.waiting() == 1);
    CHECK_FALSE(f.resolver.has_begun("c"));
    f.resolver.answer("b");
    f.resolver.answer("c");
    f.run_until(1);
    CHECK(f.ended == results{{"c", "1"}});
}

TEST_CASE("look-ups: one that waits is given up -> it never begins", "[net][lookup]")
{
    fixture f({1, 10, 20'000});
    f.start("a");
    f.resolver.wait_until_begun("a");
    for (int i = 0; i != 10'000; ++i)
        f.start("waits-" + std::to_string(i));
    f.start("last");
    CHECK(f.pool.waiting() == 10'001);
    for (int i = 0; i != 10'000; ++i)
        f.lookups.erase("waits-" + std::to_string(i));
    CHECK(f.pool.waiting() == 1);
    f.resolver.answer_all();
    f.run_until(2);
    CHECK(f.ended == results{{"a", "1"}, {"last", "1"}});
    CHECK_FALSE(f.resolver.has_begun("waits-0"));
    CHECK_FALSE(f.resolver.has_begun("waits-9999"));
}

TEST_CASE("look-ups: no room to wait -> an error that says so", "[net][lookup]")
{
    fixture f({1, 10, 1});
    for (const auto* name : {"a", "b", "c"})
        f.start(name);
    f.run_until(1);
    CHECK(f.ended ==
          results{
              {"c", "1 look-ups of names wait in this process, and the system's resolver does not answer"}});
}

TEST_CASE("look-ups: the context goes while one runs and one waits -> nobody is told", "[net][lookup]")
{
    fixture f({1, 10, 10});
    {
        asio::io_context other;
        const auto tell = [&](ami::detail::failure, ami::detail::endpoint_list) {
            f.ended.emplace_back("x", "x");
        };
        const auto runs = f.pool.start(other.get_executor(), "runs", 1, tell);
        f.resolver.wait_until_begun("runs");
        f.lookups["waits"] = f.pool.start(other.get_executor(), "waits", 1, tell);
    }
    CHECK(f.pool.waiting() == 0);
    f.start("a");
    f.resolver.answer_all();
    f.run_until(1);
    CHECK(f.ended == results{{"a", "1"}});
}
