// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TYPED_IMPL_FIELD_BASE_IPP
#define AMI_TYPED_IMPL_FIELD_BASE_IPP

#include <ami/protocol/errors/error.hpp>
#include <ami/protocol/values/redaction.hpp>
#include <ami/typed/field_base.hpp>
#include <ami/typed/numbered_name.hpp>

#include <string>

namespace ami {

AMI_DECL std::string field_base::header() const
{
    if (first_number_ == field_source::no_number)
        return std::string(prefix_) + name_;
    const detail::numbered_name name(name_, first_number_, second_number_);
    return std::string(prefix_).append(name.view());
}

AMI_DECL void field_base::refuse() const
{
    const auto name = header();
    std::string text = "header \"" + name + "\"";
    if (!present())
        text += " is absent";
    else if (text_.empty())
        text += " is empty";
    else if (detail::names_secret(name))
        text += " has a value of another form";
    else
        text += ": \"" + detail::quote(text_) + "\" has another form";
    detail::throw_failure({errc::invalid_field, text + "; use get() or value_or() if this can happen"});
}

} // namespace ami

#endif // AMI_TYPED_IMPL_FIELD_BASE_IPP
