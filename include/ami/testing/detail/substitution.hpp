// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_SUBSTITUTION_HPP
#define AMI_TESTING_DETAIL_SUBSTITUTION_HPP

#include <ami/detail/macros.hpp>
#include <ami/testing/detail/text_functions.hpp>

#include <string>
#include <string_view>

namespace ami::testing::detail {

// pbx_variables.c, ast_str_substitute_variables: `${NAME}`, `${NAME:OFFSET:LENGTH}`, `${FUNCTION(ARGUMENTS)}`, one in another. As
// there, what is inside is put in first, and colons and parentheses are looked for in the outcome. `$[...]` stays as it is.
AMI_DECL std::string substitute(std::string_view text, const value_reader& read);

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/substitution.ipp>
#endif

#endif // AMI_TESTING_DETAIL_SUBSTITUTION_HPP
