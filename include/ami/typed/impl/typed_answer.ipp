// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TYPED_IMPL_TYPED_ANSWER_IPP
#define AMI_TYPED_IMPL_TYPED_ANSWER_IPP

#include <ami/typed/numbered_name.hpp>
#include <ami/typed/typed_answer.hpp>

namespace ami {

AMI_DECL field_source typed_answer::header(
    const char* name, std::size_t first, std::size_t second) const noexcept
{
    const detail::numbered_name whole(name, first, second);
    return {"", name, detail::find_spelt(*this, whole.view()), first, second};
}

AMI_DECL field_source typed_answer::punctuated(const char* name) const noexcept
{
    return {"", name, detail::find_spelt(*this, name)};
}

} // namespace ami

#endif // AMI_TYPED_IMPL_TYPED_ANSWER_IPP
