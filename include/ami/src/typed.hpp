// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// A part of <ami/src.hpp>: typed events, actions and answers, and the catalogue.

#ifndef AMI_SRC_TYPED_HPP
#define AMI_SRC_TYPED_HPP

#if !defined(AMI_SEPARATE_COMPILATION)
#error "Define AMI_SEPARATE_COMPILATION for the whole program, or do not include <ami/src.hpp>."
#endif

#include <ami/actions/impl/typed_builder.ipp>
#include <ami/catalogue/impl/catalogue.ipp>
#include <ami/catalogue/impl/catalogue_data.ipp>
#include <ami/typed/impl/channel_snapshot.ipp>
#include <ami/typed/impl/decoder.ipp>
#include <ami/typed/impl/field_base.ipp>
#include <ami/typed/impl/local_time.ipp>
#include <ami/typed/impl/named_text.ipp>
#include <ami/typed/impl/snapshot.ipp>
#include <ami/typed/impl/typed_answer.ipp>
#include <ami/typed/impl/typed_event_base.ipp>

#endif // AMI_SRC_TYPED_HPP
