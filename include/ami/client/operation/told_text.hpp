// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_OPERATION_TOLD_TEXT_HPP
#define AMI_CLIENT_OPERATION_TOLD_TEXT_HPP

#include <ami/protocol/errors/error.hpp>

#include <ami/detail/macros.hpp>

#include <string>
#include <utility>

namespace ami::detail {

// The text of the error that a handler is being invoked with on this thread. A handler that throws the text takes it from
// here: so an operation of a coroutine needs no memory for a text that most operations do not have.
class AMI_SHARED told_text {
public:
    explicit told_text(failure& told) noexcept : before_(std::exchange(now_, told ? &told.text : nullptr)) {}
    told_text(const told_text&) = delete;
    told_text& operator=(const told_text&) = delete;
    ~told_text() { now_ = before_; }

    static diagnostics take()
    {
        auto* const text = std::exchange(now_, nullptr);
        return text ? diagnostics(std::move(*text)) : diagnostics();
    }

private:
    static inline constinit thread_local std::string* now_ = nullptr;

    std::string* before_; // of a handler that lets the executor run
};

} // namespace ami::detail

#endif // AMI_CLIENT_OPERATION_TOLD_TEXT_HPP
