// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_TEXT_FUNCTIONS_IPP
#define AMI_TESTING_IMPL_TEXT_FUNCTIONS_IPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/percent_encoding.hpp>
#include <ami/session/live/json_text.hpp>

#include <ami/testing/detail/text.hpp>
#include <ami/testing/detail/text_functions.hpp>
#include <ami/testing/detail/variables.hpp>

#include <fmt/format.h>

#include <cstdint>
#include <limits>

namespace ami::testing::detail {

AMI_DECL std::optional<function_call> split_function(std::string_view expression)
{
    const auto open = expression.find('(');
    if (open == std::string_view::npos)
        return std::nullopt;
    auto arguments = expression.substr(open + 1);
    return function_call{expression.substr(0, open), arguments.substr(0, arguments.rfind(')'))};
}

AMI_DECL std::string encode_uri(std::string_view text, std::size_t buffer)
{
    std::string encoded;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           std::string_view("-_.!~*'()").find(c) != std::string_view::npos;
        if (encoded.size() >= buffer - (plain ? 1 : 3))
            break;
        if (plain)
            encoded += c;
        else
            encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return encoded;
}

// utils.c, ast_base64decode: other bytes are passed over.
inline std::string decode_base64(std::string_view text)
{
    static constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string decoded;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        const auto value = digits.find(c);
        if (value == std::string_view::npos)
            continue;
        bits = (bits << 6) | static_cast<std::uint32_t>(value);
        count += 6;
        if (count < 8)
            continue;
        count -= 8;
        decoded += static_cast<char>((bits >> count) & 0xFF);
    }
    return decoded;
}

// STRREPLACE(VARIABLE,FIND[,REPLACEMENT[,MOST]])
inline std::string replace_text(std::string_view arguments, const value_reader& read)
{
    auto items = split_arguments(arguments, 4);
    if (items.size() < 2 || items[1].empty())
        return {};
    items.resize(4);
    const auto value = read(items[0]).value_or("");
    auto left = items[3].empty() ? std::numeric_limits<int>::max() : leading_number(items[3]).value_or(0);
    std::string result;
    std::string_view rest = value;
    for (; left > 0; --left) {
        const auto found = rest.find(items[1]);
        if (found == std::string_view::npos)
            break;
        result.append(rest.substr(0, found)).append(items[2]);
        rest.remove_prefix(found + items[1].size());
    }
    return result.append(rest);
}

inline std::string in_quotes(std::string_view text)
{
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            result += '\\';
        result += c;
    }
    return result + '"';
}

AMI_DECL std::optional<std::string> run_text_function(const function_call& call, const value_reader& read)
{
    // What a function writes that is given a buffer instead of a string that grows: one byte is the end (func_uri.c).
    constexpr std::size_t buffer = 4096;
    const auto& text = call.arguments;
    if (call.name == "URIENCODE")
        return encode_uri(text, buffer);
    if (call.name == "URIDECODE")
        return ami::detail::percent_decode(text).text;
    if (call.name == "STRREPLACE")
        return replace_text(text, read);
    if (call.name == "LEN")
        return std::to_string(text.size());
    if (call.name == "BASE64_DECODE")
        return decode_base64(text);
    if (call.name == "QUOTE")
        return in_quotes(text);
    if (call.name == "TOLOWER")
        return lower(text);
    std::string result;
    if (call.name == "BASE64_ENCODE") {
        ami::detail::append_base64(result, text);
        return result;
    }
    if (call.name != "TOUPPER")
        return std::nullopt;
    for (const char c : text)
        result += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return result;
}

AMI_DECL std::optional<std::string> read_value(std::string_view expression, const value_reader& read)
{
    auto value = read(expression);
    if (const auto call = split_function(expression); !value && call)
        value = run_text_function(*call, [&read](std::string_view name) { return read_value(name, read); });
    return value;
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_TEXT_FUNCTIONS_IPP
