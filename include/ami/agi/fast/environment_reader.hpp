// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_FAST_ENVIRONMENT_READER_HPP
#define AMI_AGI_FAST_ENVIRONMENT_READER_HPP

#include <ami/agi/fast/limits.hpp>
#include <ami/agi/result.hpp>
#include <ami/protocol/errors/error.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ami::detail {

// Reads the lines that Asterisk sends when a FastAGI session begins, up to the empty line.
//
// Asterisk escapes nothing in them: a caller's name with a line end adds lines, or ends the block. Asterisk 11 to 22 write the
// lines in one order, so most of what was added is found: `is_doubtful`. A name that comes twice has no value. Arguments
// are the lines `agi_arg_1`, `agi_arg_2`, ... that end the block.
class environment_reader {
public:
    explicit environment_reader(const fastagi_limits& limits) : limits_(limits) {}

    // How many of these bytes belong to the block: what is after them are answers. Takes none after the end or an error.
    AMI_DECL std::size_t read(std::string_view bytes);

    bool is_complete() const noexcept { return is_complete_; }
    // The block cannot be one of Asterisk, or a limit was reached.
    const failure& error() const noexcept { return error_; }
    // Whether a byte was received: a health check sends none.
    bool has_begun() const noexcept { return total_ != 0; }

    // What was read, once it is complete; until it is taken.
    std::string_view value_of(std::string_view name) const
    {
        const auto found = values_.find(name);
        return found == values_.end() ? std::string_view() : std::string_view(found->second);
    }
    AMI_DECL agi_environment take_environment();
    std::vector<std::string> take_arguments() { return std::move(arguments_); }
    bool is_doubtful() const noexcept { return is_doubtful_; }

private:
    void on_line(std::string_view line);
    void on_argument(std::string_view number, std::string_view value);
    void on_value(std::string_view name, std::string_view value);
    void end();

    const fastagi_limits& limits_;
    std::string line_; // that has no end yet
    std::map<std::string, std::string, std::less<>> values_;
    std::set<std::string, std::less<>> twice_;
    std::vector<std::string> arguments_;
    std::size_t total_ = 0;
    std::size_t lines_ = 0;
    std::size_t last_place_ = 0; // in Asterisk's order, of the last known name
    bool arguments_are_forged_ = false;
    bool is_complete_ = false;
    bool is_doubtful_ = false;
    failure error_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/agi/fast/impl/environment_reader.ipp>
#endif

#endif // AMI_AGI_FAST_ENVIRONMENT_READER_HPP
