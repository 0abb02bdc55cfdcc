// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SRC_HPP
#define AMI_SRC_HPP

// Include this in exactly one source file of a program that defines AMI_SEPARATE_COMPILATION everywhere. Whoever includes
// <ami/http.hpp> needs <ami/http_src.hpp> too, in a source file of its own or in the same one; for <ami/testing/server.hpp>
// it is <ami/testing/src.hpp>, and for the test server's HTTP port testing/http_src.hpp too. The parts of it may be included in
// a source file each instead: they are compiled at the same time then, in half the memory.

#if !defined(AMI_SEPARATE_COMPILATION)
#error "Define AMI_SEPARATE_COMPILATION for the whole program, or do not include <ami/src.hpp>."
#endif

#include <ami/src/calls.hpp>
#include <ami/src/client.hpp>
#include <ami/src/extras.hpp>
#include <ami/src/fastagi.hpp>
#include <ami/src/live.hpp>
#include <ami/src/net.hpp>
#include <ami/src/session.hpp>
#include <ami/src/settings.hpp>
#include <ami/src/typed.hpp>

#endif // AMI_SRC_HPP
