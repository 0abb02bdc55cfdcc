// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_WIRE_ESCAPED_TEXT_HPP
#define AMI_PROTOCOL_WIRE_ESCAPED_TEXT_HPP

#include <ami/protocol/wire/packet_view.hpp>

#include <ami/detail/macros.hpp>

#include <string>
#include <string_view>

namespace ami {

/// Removes C escapes: `O\'Brien` becomes `O'Brien`. Asterisk writes a backslash before `a`, `b`, `f`, `n`, `r`, `t`,
/// `v`, quotes, question marks and backslashes (utils.c, ast_escape_c). A backslash before anything else stays as it is.
AMI_DECL std::string unescape(std::string_view text);

/// The value of the first header with this name, without the escapes that Asterisk adds to some values
/// (protocol/README.md 1.5):
/// - `CallerIDName` and `ConnectedLineName` of events that describe a channel, with any prefix (`DestConnectedLineName`)
/// - `Value` of VarSet, `CID-CallingPres` of NewCallerid, `Message` of PresenceStateChange and PresenceStatus
///
/// Other values are returned unchanged: Asterisk does not escape `CallerIDName` of OriginateResponse, for example.
AMI_DECL std::string unescaped(const event_view& from, std::string_view header);

namespace detail {

AMI_DECL bool is_escaped(const event_view& from, std::string_view header) noexcept;

} // namespace detail
} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/protocol/wire/impl/escaped_text.ipp>
#endif

#endif // AMI_PROTOCOL_WIRE_ESCAPED_TEXT_HPP
