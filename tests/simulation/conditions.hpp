// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SIMULATION_CONDITIONS_HPP
#define AMI_TESTS_SIMULATION_CONDITIONS_HPP

#include "simulation/choices.hpp"

#include <ami/testing/detail/network_conditions.hpp>

#include <boost/asio/error.hpp>

#include <chrono>

namespace simulation {

// A network that is good until a step makes it bad.
class conditions final : public ami::testing::detail::network_conditions {
public:
    explicit conditions(std::uint64_t seed) : choose_(choices::of(seed, 2, 0)) {}

    attempt on_connect() override
    {
        if (!bad)
            return {std::chrono::milliseconds(1), {}};
        const auto what = choose_.below(10);
        if (what == 0)
            return {duration::max(), {}};
        return {std::chrono::milliseconds(choose_.below(7000)),
            what == 1 ? boost::asio::error::host_unreachable : boost::system::error_code()};
    }

    passage on_bytes(std::size_t size) override
    {
        if (!bad)
            return {size, std::chrono::milliseconds(1)};
        const auto together = 1 + choose_.below(choose_.chance(50) ? 16 : size + 1);
        return {together, std::chrono::milliseconds(choose_.below(choose_.chance(95) ? 50 : 3000))};
    }

    std::size_t window() const override { return bad ? 700 : 65536; }

    bool bad = false;

private:
    choices choose_;
};

} // namespace simulation

#endif // AMI_TESTS_SIMULATION_CONDITIONS_HPP
