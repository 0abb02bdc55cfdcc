// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_IMPL_AGI_ROUTE_HPP
#define AMI_AGI_IMPL_AGI_ROUTE_HPP

#include <ami/agi/service.hpp>

#include <memory>
#include <utility>

namespace ami::detail {

// One service: which channels it takes, and the handler that it runs for them.
class agi_route {
public:
    agi_route(agi_filter wanted, agi_handler run_by) : filter(std::move(wanted)), run(std::move(run_by)) {}

    agi_filter filter;
    agi_handler run;
    std::weak_ptr<agi_dispatcher> dispatcher;
};

} // namespace ami::detail

#endif // AMI_AGI_IMPL_AGI_ROUTE_HPP
