// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_EVENTS_HPP
#define AMI_EVENTS_HPP

// Every typed event.

#include <ami/events/agi.hpp>
#include <ami/events/aoc.hpp>
#include <ami/events/bridge.hpp>
#include <ami/events/cc.hpp>
#include <ami/events/channel.hpp>
#include <ami/events/confbridge.hpp>
#include <ami/events/dahdi.hpp>
#include <ami/events/database.hpp>
#include <ami/events/fax.hpp>
#include <ami/events/iax.hpp>
#include <ami/events/meetme.hpp>
#include <ami/events/messaging.hpp>
#include <ami/events/parking.hpp>
#include <ami/events/pjsip.hpp>
#include <ami/events/queue.hpp>
#include <ami/events/recording.hpp>
#include <ami/events/records.hpp>
#include <ami/events/rtp.hpp>
#include <ami/events/security.hpp>
#include <ami/events/sip.hpp>
#include <ami/events/state.hpp>
#include <ami/events/system.hpp>
#include <ami/events/voicemail.hpp>

#endif // AMI_EVENTS_HPP
