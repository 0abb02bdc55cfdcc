// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_HTTP_MXML_DECODER_HPP
#define AMI_PROTOCOL_HTTP_MXML_DECODER_HPP

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace ami::detail {

// What became of a document.
struct mxml_result {
    bool is_mxml = false;    // it has an <ajax-response>
    bool is_whole = false;   // that was closed
    std::size_t packets = 0; // appended
    std::size_t damaged = 0; // skipped, because they could not be read
};

// Appends the packets of an mxml document as they would stand in a rawman answer, but for what mxml loses: names are in
// lower case and have `_` for every byte but letters and digits.
//
// What AMI sends is not always XML: an attribute may come twice, a name begin with a digit, and any byte may stand in a
// value. Nothing is expanded but the five entities of XML and numbers of characters; nothing recurses. A value never
// begins a new line, so no value makes up a header: CR and LF become blanks but in `opaque_data`, whose lines are lines.
AMI_DECL mxml_result decode_mxml(std::string_view document, std::string& to);

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/protocol/http/impl/mxml_decoder.ipp>
#endif

#endif // AMI_PROTOCOL_HTTP_MXML_DECODER_HPP
