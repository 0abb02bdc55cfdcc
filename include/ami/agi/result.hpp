// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_RESULT_HPP
#define AMI_AGI_RESULT_HPP

#include <ami/protocol/errors/error.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ami {

/// What a channel's AGI was entered with: `agi_channel`, `agi_extension`, `agi_callerid`, ...
///
/// Values are whatever the caller and the dialplan set. Asterisk escapes no line breaks in them: a caller's name that has one
/// can add lines. A name that comes twice, which Asterisk itself never writes, has no value here, but one that Asterisk
/// does not write at all (`agi_arg_1` without arguments) may be made up. In AsyncAGI, Asterisk gives the first 1,024 bytes of all
/// lines (2,047 percent-encoded); a line that was cut off has no value. FastAGI has no such limit.
class agi_environment {
public:
    agi_environment() = default;

    /// Reads lines `name: value`.
    AMI_DECL explicit agi_environment(std::string_view lines);

    /// Takes names and values that were read.
    explicit agi_environment(std::map<std::string, std::string, std::less<>> values) noexcept
        : values_(std::move(values))
    {}

    /// The value, or an empty text. Names are written in lower case.
    std::string_view operator[](std::string_view name) const&
    {
        const auto found = values_.find(name);
        return found == values_.end() ? std::string_view() : std::string_view(found->second);
    }
    std::string_view operator[](std::string_view name) const&& = delete;

    /// The first name with its value.
    auto begin() const noexcept { return values_.begin(); }
    /// The end of the names.
    auto end() const noexcept { return values_.end(); }
    /// How many names there are.
    std::size_t size() const noexcept { return values_.size(); }

private:
    std::map<std::string, std::string, std::less<>> values_;
};

/// An AGI command's answer, for example `200 result=49 endpos=3520` or `200 result=1 (value)`.
class agi_result {
public:
    agi_result() = default;

    /// 200, or why it was not run: 510 unknown command, 511 not on a channel that is hung up, 520 wrong arguments.
    int code() const noexcept { return code_; }
    /// Whether the code is 200.
    bool ok() const noexcept { return code_ == 200; }

    /// What stands after `result=`; a command's digits need not be a number.
    const std::string& text() const& noexcept { return text_; }
    const std::string& text() const&& = delete;

    /// The same as a number; nothing if it is not a number.
    AMI_DECL std::optional<int> number() const;

    /// What stands in parentheses: a variable's value, `timeout`, `hangup`, ...
    const std::optional<std::string>& data() const& noexcept { return data_; }
    std::optional<std::string> data() && noexcept { return std::move(data_); }

    /// Where a sound was left, in samples of 8 kHz; nothing where the command has none.
    std::optional<std::int64_t> endpos() const noexcept { return endpos_; }

    /// The whole answer.
    const std::string& raw() const& noexcept { return raw_; }
    const std::string& raw() const&& = delete;

private:
    friend AMI_DECL agi_result parse_agi_result(std::string_view text, detail::failure& error);

    int code_ = 0;
    std::string text_;
    std::optional<std::string> data_;
    std::optional<std::int64_t> endpos_;
    std::string raw_;
};

/// Reads an answer, with the LF that ends it. `why` says `errc::invalid_agi_result` for one that is none, or that was cut
/// off.
AMI_DECL agi_result parse_agi_result(std::string_view text, detail::failure& error);

namespace detail {

// What an event of AsyncAGI has of the lines that Asterisk wrote into its pipe (res_agi.c, launch_asyncagi): what one read
// gives, percent-encoded into a buffer.
class agi_output {
public:
    AMI_DECL explicit agi_output(std::string_view encoded);

    std::string text;
    // Something of it may be missing. Where the read did not take it all, the next one begins with it.
    bool may_be_cut;
};

// An argument of a command: in quotes, whatever it has.
AMI_DECL std::string quote_agi(std::string_view text);

} // namespace detail
} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/agi/impl/result.ipp>
#endif

#endif // AMI_AGI_RESULT_HPP
