// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_ERRORS_ERROR_HPP
#define AMI_PROTOCOL_ERRORS_ERROR_HPP

#include <ami/protocol/errors/errc.hpp>

#include <boost/system/system_error.hpp>

#include <exception>
#include <string>
#include <utility>

namespace ami {

/// The text that goes with an error code: which header, which limit, the server's own words, what to do.
/// Never holds a secret.
class diagnostics {
public:
    diagnostics() = default;
    /// A text.
    explicit diagnostics(std::string text) : text_(std::move(text)) {}

    /// Empty if there is nothing to add to the error code.
    const std::string& message() const& noexcept { return text_; }
    std::string message() && noexcept { return std::move(text_); }

    /// Empties the text.
    void clear() noexcept { text_.clear(); }

private:
    std::string text_;
};

/// The exception that a failed operation throws with the default completion token. `what()` has the
/// diagnostics' text and the error code's.
class error : public boost::system::system_error {
public:
    /// An error with its text.
    error(error_code code, diagnostics details)
        : boost::system::system_error(code), details_(std::move(details)),
          what_(details_.message().empty() ? code.message() : code.message() + ": " + details_.message())
    {}

    /// The error code's text, and the details after a colon.
    const char* what() const noexcept override { return what_.c_str(); }

    /// The text alone, without the error code's.
    const diagnostics& get_diagnostics() const& noexcept { return details_; }
    diagnostics get_diagnostics() && noexcept { return std::move(details_); }

private:
    diagnostics details_;
    std::string what_;
};

namespace detail {

// Asio's codes name the line of its source that they come from, with folders of the machine that compiled it. `what()` of
// boost::system::system_error, which futures throw, would show it.
inline error_code without_location(const error_code& code) noexcept
{
    return code.has_location() ? error_code(code.value(), code.category()) : code;
}

// A failure on its way to an operation: the code and its text. No error means success.
struct failure {
    failure() = default;
    failure(error_code code, std::string details = {}) : ec(without_location(code)), text(std::move(details))
    {}
    failure(errc code, std::string details = {}) : ec(code), text(std::move(details)) {}

    explicit operator bool() const noexcept { return ec.failed(); }

    error_code ec;
    std::string text;
};

[[noreturn]] inline void throw_failure(failure cause)
{
    throw error(cause.ec, diagnostics(std::move(cause.text)));
}

} // namespace detail
} // namespace ami

#endif // AMI_PROTOCOL_ERRORS_ERROR_HPP
