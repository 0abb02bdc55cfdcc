// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_ACTIONS_HPP
#define AMI_ACTIONS_HPP

// Every typed action.

#include <ami/actions/hangup.hpp>
#include <ami/actions/originate.hpp>
#include <ami/actions/redirect.hpp>

#endif // AMI_ACTIONS_HPP
