// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// A part of <ami/src.hpp>: FastAGI.

#ifndef AMI_SRC_FASTAGI_HPP
#define AMI_SRC_FASTAGI_HPP

#if !defined(AMI_SEPARATE_COMPILATION)
#error "Define AMI_SEPARATE_COMPILATION for the whole program, or do not include <ami/src.hpp>."
#endif

#include <ami/agi/fast/impl/answer_reader.ipp>
#include <ami/agi/fast/impl/command_check.ipp>
#include <ami/agi/fast/impl/command_gate.ipp>
#include <ami/agi/fast/impl/environment_reader.ipp>
#include <ami/agi/fast/impl/fastagi_channel.ipp>
#include <ami/agi/fast/impl/fastagi_channel_handler.ipp>
#include <ami/agi/fast/impl/fastagi_channel_io.ipp>
#include <ami/agi/fast/impl/fastagi_link.ipp>
#include <ami/agi/fast/impl/peer_list.ipp>
#include <ami/agi/fast/impl/request.ipp>
#include <ami/agi/fast/impl/server_accept.ipp>
#include <ami/agi/fast/impl/server_core.ipp>
#include <ami/agi/fast/impl/server_shortage.ipp>
#include <ami/agi/fast/impl/server_stop.ipp>

#endif // AMI_SRC_FASTAGI_HPP
