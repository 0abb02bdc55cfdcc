// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_VALUES_REDACTION_HPP
#define AMI_PROTOCOL_VALUES_REDACTION_HPP

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// What error texts and log records show of the bytes of a server, and of an action.

namespace ami {

class action;

namespace detail {

inline constexpr std::string_view redacted = "(redacted)";

// Whether the name of a header, a variable or a form field says that its value is a secret.
AMI_COLD AMI_DECL bool names_secret(std::string_view name) noexcept;

// Whether a header's value must not be shown: it is a secret by its name, or the user named it.
AMI_COLD AMI_DECL bool is_redacted(std::string_view name, const std::vector<std::string>& also) noexcept;

// `text` without the values of secrets: after `Secret:` the rest of the line, after `secret=` the rest of the field.
AMI_COLD AMI_DECL std::string without_secrets(std::string_view text);

// `text` without `secret`. A secret of fewer than four bytes is hidden only if it is a whole word.
AMI_COLD AMI_DECL std::string without(std::string_view text, std::string_view secret);

// `bytes` of another program as one short piece of printable text without secrets.
AMI_COLD AMI_DECL std::string quote(
    std::string_view bytes, std::size_t most = 64, std::string_view secret = {});

// The same for an answer of AGI, which has the value of a variable in parentheses.
AMI_COLD AMI_DECL std::string quote_agi_answer(std::string_view bytes, std::size_t most);

struct shown_header {
    std::string_view name;
    std::string value;
};

// The headers of an action as a log record shows them.
AMI_COLD AMI_DECL std::vector<shown_header> shown_headers(
    const action& request, const std::vector<std::string>& also);

} // namespace detail
} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/protocol/values/impl/redaction.ipp>
#endif

#endif // AMI_PROTOCOL_VALUES_REDACTION_HPP
