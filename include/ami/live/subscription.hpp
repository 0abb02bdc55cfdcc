// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_LIVE_SUBSCRIPTION_HPP
#define AMI_LIVE_SUBSCRIPTION_HPP

#include <ami/client/events/handler_list.hpp>

namespace ami::live {

/// A handler's registration, as the functions of `model` return it. Small, copyable; dropping it changes nothing.
/// Thread safety: use it on the client's executor.
using subscription = ::ami::call_subscription;

} // namespace ami::live

#endif // AMI_LIVE_SUBSCRIPTION_HPP
