// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Outputs of a session, from where they are made until they were carried out.

#include "support/catch.hpp"

#include <ami/session/output.hpp>

#include <cstddef>
#include <deque>
#include <memory>
#include <random>
#include <vector>

using ami::detail::output;
using ami::detail::output_queue;

namespace {

class ignored final : public ami::detail::pending_action {
public:
    ignored() : pending_action(this) {}
    void complete(ami::detail::failure&&, ami::response&&) {}
};

} // namespace

TEST_CASE(
    "output queue: pushed while the oldest is in hand -> that one stays, the order too", "[session][output]")
{
    std::mt19937 random(GENERATE(1u, 2u, 3u));
    output_queue queue;
    std::deque<std::size_t> model;
    std::size_t number = 0;
    for (int step = 0; step != 20'000; ++step) {
        auto* const taken = queue.take();
        REQUIRE((taken != nullptr) == !model.empty());
        for (auto more = random() % (step % 1000 < 500 ? 4 : 2); more != 0; --more) {
            queue.push(output::kind::connect).address = ++number;
            model.push_back(number);
        }
        if (!taken)
            continue;
        REQUIRE(taken->type == output::kind::connect);
        REQUIRE(taken->address == model.front());
        model.pop_front();
        REQUIRE(queue.empty() == model.empty());
    }
    const auto rest = queue.take_all();
    REQUIRE(rest.size() == model.size());
    for (std::size_t i = 0; i != rest.size(); ++i)
        REQUIRE(rest[i].address == model[i]);
    CHECK(queue.empty());
    CHECK_FALSE(queue.take());
}

TEST_CASE("output queue: the next one is taken -> the operation before is let go", "[session][output]")
{
    output_queue queue;
    const auto operation = std::make_shared<ignored>();
    queue.complete(operation, ami::errc::timed_out);
    auto* const taken = queue.take();
    REQUIRE(taken);
    CHECK(taken->type == output::kind::complete);
    CHECK(taken->operation == operation);
    CHECK(taken->error.ec == ami::errc::timed_out);
    CHECK(operation.use_count() == 2);
    CHECK_FALSE(queue.take());
    CHECK(operation.use_count() == 1);

    const auto& next = queue.push(output::kind::read); // in the same place
    CHECK(&next == taken);
    CHECK_FALSE(next.operation);
    CHECK_FALSE(next.error);
}
