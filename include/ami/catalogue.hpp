// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CATALOGUE_HPP
#define AMI_CATALOGUE_HPP

// The actions and events of Asterisk 13 to 23 as data.

#include <ami/catalogue/catalogue.hpp>

#endif // AMI_CATALOGUE_HPP
