// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_VIRTUAL_TIME_IPP
#define AMI_TESTING_IMPL_VIRTUAL_TIME_IPP

#include <ami/testing/virtual_time.hpp>

#include <ami/testing/detail/server_state.hpp>

#include <utility>

namespace ami::testing {

AMI_DECL server::server(virtual_time& time, options configuration)
    : server(std::make_unique<detail::server_state>(time.world_, std::move(configuration)))
{}

} // namespace ami::testing

#endif // AMI_TESTING_IMPL_VIRTUAL_TIME_IPP
