// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_TEXT_FUNCTIONS_HPP
#define AMI_TESTING_DETAIL_TEXT_FUNCTIONS_HPP

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace ami::testing::detail {

// Gives the value of a variable by its name, or of FUNCTION(ARGUMENTS); nothing if it is not set.
using value_reader = std::function<std::optional<std::string>(std::string_view name)>;

struct function_call {
    std::string_view name;
    std::string_view arguments; // what is between the first and the last parenthesis
};

// Nothing if it is the name of a variable.
AMI_DECL std::optional<function_call> split_function(std::string_view expression);

// What `read` gives, and the outcome of a function of texts, which reads in the same way.
AMI_DECL std::optional<std::string> read_value(std::string_view expression, const value_reader& read);

// Functions of texts, from func_strings.c, func_uri.c, func_base64.c: BASE64_DECODE, BASE64_ENCODE, LEN, QUOTE, STRREPLACE,
// TOLOWER, TOUPPER, URIDECODE, URIENCODE. Nothing for any other one. STRREPLACE takes the name of a variable.
AMI_DECL std::optional<std::string> run_text_function(const function_call& call, const value_reader& read);

// utils.c, ast_uri_encode into a buffer of so many bytes: what does not fit is left out, never half of an escape.
AMI_DECL std::string encode_uri(std::string_view text, std::size_t buffer);

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/text_functions.ipp>
#endif

#endif // AMI_TESTING_DETAIL_TEXT_FUNCTIONS_HPP
