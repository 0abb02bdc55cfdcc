// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// A part of <ami/src.hpp>: typed actions, AsyncAGI and call files.

#ifndef AMI_SRC_EXTRAS_HPP
#define AMI_SRC_EXTRAS_HPP

#if !defined(AMI_SEPARATE_COMPILATION)
#error "Define AMI_SEPARATE_COMPILATION for the whole program, or do not include <ami/src.hpp>."
#endif

#include <ami/actions/impl/originate.ipp>
#include <ami/agi/impl/command_queue.ipp>
#include <ami/agi/impl/command_traits.ipp>
#include <ami/agi/impl/result.ipp>
#include <ami/agi/impl/service.ipp>
#include <ami/agi/impl/session.ipp>
#if !defined(_WIN32)
#include <ami/spool/impl/call_file.ipp>
#include <ami/spool/impl/call_file_text.ipp>
#include <ami/spool/impl/call_file_writing.ipp>
#endif

#endif // AMI_SRC_EXTRAS_HPP
