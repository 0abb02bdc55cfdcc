// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_ACTIONS_HPP
#define AMI_ACTIONS_HPP

// Every typed action.

#include <ami/actions/attended_transfer.hpp>
#include <ami/actions/blind_transfer.hpp>
#include <ami/actions/bridge.hpp>
#include <ami/actions/command.hpp>
#include <ami/actions/hangup.hpp>
#include <ami/actions/mute_audio.hpp>
#include <ami/actions/originate.hpp>
#include <ami/actions/park.hpp>
#include <ami/actions/play_dtmf.hpp>
#include <ami/actions/redirect.hpp>
#include <ami/actions/variable.hpp>

#endif // AMI_ACTIONS_HPP
