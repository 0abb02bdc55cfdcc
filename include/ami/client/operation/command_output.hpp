// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_OPERATION_COMMAND_OUTPUT_HPP
#define AMI_CLIENT_OPERATION_COMMAND_OUTPUT_HPP

#include <ami/protocol/wire/response.hpp>

#include <string>
#include <utility>
#include <vector>

namespace ami {

/// What a CLI command printed.
class command_output {
public:
    command_output() = default;
    /// The output of a command, for programs that make one, for example in tests.
    command_output(bool ok, std::vector<std::string> lines) : ok_(ok), lines_(std::move(lines)) {}

    /// Whether the command itself reported success. Asterisk up to 13 does not say, and this is true.
    bool ok() const noexcept { return ok_; }

    /// Every line, untrimmed.
    const std::vector<std::string>& lines() const& noexcept { return lines_; }
    std::vector<std::string> lines() && { return std::move(lines_); }

    /// The lines with LF between.
    std::string text() const
    {
        std::string joined;
        for (const auto& line : lines_)
            joined.append(joined.empty() && &line == &lines_.front() ? "" : "\n").append(line);
        return joined;
    }

private:
    bool ok_ = false;
    std::vector<std::string> lines_;
};

} // namespace ami

#endif // AMI_CLIENT_OPERATION_COMMAND_OUTPUT_HPP
