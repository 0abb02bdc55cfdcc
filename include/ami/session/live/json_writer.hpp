// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_JSON_WRITER_HPP
#define AMI_SESSION_LIVE_JSON_WRITER_HPP

#include <ami/session/live/json_text.hpp>

#include <ami/detail/chrono.hpp>
#include <ami/detail/macros.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ami::detail {

// Appends JSON to a text: objects, arrays of objects, and members of objects. What has no value is null.
//
// Boost.JSON is not used: its serializer copies bytes that are no UTF-8, and a program would have to compile or link it.
class json_writer {
public:
    using wall_time = std::chrono::system_clock::time_point;
    using microseconds = std::chrono::microseconds;

    explicit json_writer(std::string& to) noexcept : to_(to) {}

    // The text, or an element of an array.
    void begin_object() { open('{'); }
    void end_object() { close('}'); }
    // A member.
    void begin_object(std::string_view name)
    {
        begin(name);
        to_ += '{';
        is_first_ = true;
    }
    void begin_array(std::string_view name)
    {
        begin(name);
        to_ += '[';
        is_first_ = true;
    }
    void end_array() { close(']'); }

    // Followed by `NAME_base64` with the bytes, if they are no UTF-8.
    AMI_DECL void text(std::string_view name, std::string_view value);
    void null(std::string_view name)
    {
        begin(name);
        to_ += "null";
    }
    void flag(std::string_view name, std::optional<bool> value)
    {
        if (!value)
            return null(name);
        begin(name);
        to_ += *value ? "true" : "false";
    }
    AMI_DECL void number(std::string_view name, std::optional<std::int64_t> value);
    // Nothing has no value, nor have infinity and the like.
    AMI_DECL void real(std::string_view name, std::optional<double> value);
    // In seconds, with a fraction if there is one.
    AMI_DECL void seconds(std::string_view name, std::optional<microseconds> value);
    // Since the beginning of 1970.
    AMI_DECL void time(std::string_view name, std::optional<wall_time> value);

private:
    void separate()
    {
        if (!is_first_)
            to_ += ',';
        is_first_ = false;
    }
    // Names are the library's own: there is nothing to escape.
    void begin(std::string_view name)
    {
        separate();
        to_ += '"';
        to_ += name;
        to_ += "\":";
    }
    void open(char bracket)
    {
        separate();
        to_ += bracket;
        is_first_ = true;
    }
    void close(char bracket)
    {
        to_ += bracket;
        is_first_ = false;
    }

    std::string& to_;
    bool is_first_ = true;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/json_writer.ipp>
#endif

#endif // AMI_SESSION_LIVE_JSON_WRITER_HPP
