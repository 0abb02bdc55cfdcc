// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CALL_FILE_HPP
#define AMI_CALL_FILE_HPP

// Calls by way of Asterisk's spool directory: no connection is needed, and they outlive a restart.

#include <ami/spool/call_file.hpp>

#endif // AMI_CALL_FILE_HPP
