// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CONNECTION_SESSION_END_HPP
#define AMI_CLIENT_CONNECTION_SESSION_END_HPP

#include <ami/protocol/errors/error.hpp>

#include <string>
#include <utility>

namespace ami {

/// Why a session is over: `errc::logged_off`, `errc::closed`, `errc::connection_lost`, or whatever else
/// ended it.
class session_end {
public:
    session_end() = default;
    /// An end with its reason.
    session_end(error_code code, std::string text) : code_(code), text_(std::move(text)) {}

    /// The reason.
    error_code code() const noexcept { return code_; }

    /// Which server, and what happened.
    const std::string& message() const& noexcept { return text_; }
    const std::string& message() const&& = delete;

private:
    error_code code_;
    std::string text_;
};

} // namespace ami

#endif // AMI_CLIENT_CONNECTION_SESSION_END_HPP
