// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_ACTIONS_HPP
#define AMI_ACTIONS_HPP

// Every typed action.

#include <ami/actions/agi.hpp>
#include <ami/actions/attended_transfer.hpp>
#include <ami/actions/blind_transfer.hpp>
#include <ami/actions/bridge.hpp>
#include <ami/actions/bridges.hpp>
#include <ami/actions/channel.hpp>
#include <ami/actions/command.hpp>
#include <ami/actions/confbridge.hpp>
#include <ami/actions/dahdi.hpp>
#include <ami/actions/database.hpp>
#include <ami/actions/fax.hpp>
#include <ami/actions/hangup.hpp>
#include <ami/actions/iax.hpp>
#include <ami/actions/media.hpp>
#include <ami/actions/meetme.hpp>
#include <ami/actions/messaging.hpp>
#include <ami/actions/mute_audio.hpp>
#include <ami/actions/originate.hpp>
#include <ami/actions/park.hpp>
#include <ami/actions/parking.hpp>
#include <ami/actions/pjsip.hpp>
#include <ami/actions/play_dtmf.hpp>
#include <ami/actions/queue.hpp>
#include <ami/actions/recording.hpp>
#include <ami/actions/redirect.hpp>
#include <ami/actions/sip.hpp>
#include <ami/actions/sorcery.hpp>
#include <ami/actions/state.hpp>
#include <ami/actions/system.hpp>
#include <ami/actions/update_config.hpp>
#include <ami/actions/variable.hpp>
#include <ami/actions/voicemail.hpp>

#endif // AMI_ACTIONS_HPP
