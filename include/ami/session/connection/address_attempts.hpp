// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CONNECTION_ADDRESS_ATTEMPTS_HPP
#define AMI_SESSION_CONNECTION_ADDRESS_ATTEMPTS_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::detail {

// Which address of the host is tried, and what became of those before it.
class address_attempts {
public:
    // The first of these is next. There is at least one.
    void start(std::vector<std::string> addresses)
    {
        addresses_ = std::move(addresses);
        current_ = 0;
        failures_.clear();
    }

    void clear() { start({}); }

    std::size_t current() const noexcept { return current_; }

    // Empty after the last one.
    std::string_view address() const noexcept
    {
        return current_ < addresses_.size() ? std::string_view(addresses_[current_]) : std::string_view();
    }

    bool is_last() const noexcept { return current_ + 1 >= addresses_.size(); }

    // The address in hand does not do: the next one is tried. False if it was the last one.
    bool fail(std::string_view cause)
    {
        failures_.append(failures_.empty() ? "" : "; ").append(cause);
        return ++current_ < addresses_.size();
    }

    // What became of each that failed; empty if none has.
    const std::string& failures() const noexcept { return failures_; }

private:
    std::vector<std::string> addresses_;
    std::size_t current_ = 0;
    std::string failures_;
};

} // namespace ami::detail

#endif // AMI_SESSION_CONNECTION_ADDRESS_ATTEMPTS_HPP
