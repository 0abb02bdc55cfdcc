// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TYPED_TYPED_EVENT_HPP
#define AMI_TYPED_TYPED_EVENT_HPP

// All that a typed event is made of: for classes of your own.

#include <ami/typed/bridge_snapshot.hpp>
#include <ami/typed/channel_snapshot.hpp>
#include <ami/typed/field.hpp>
#include <ami/typed/list_field.hpp>
#include <ami/typed/owned.hpp>
#include <ami/typed/secret_field.hpp>
#include <ami/typed/text_field.hpp>
#include <ami/typed/typed_event_base.hpp>

#endif // AMI_TYPED_TYPED_EVENT_HPP
