// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TYPED_IMPL_TYPED_EVENT_BASE_IPP
#define AMI_TYPED_IMPL_TYPED_EVENT_BASE_IPP

#include <ami/typed/numbered_name.hpp>
#include <ami/typed/typed_event_base.hpp>

namespace ami {

AMI_DECL field_source typed_event_base::header(const char* name, std::size_t number) const noexcept
{
    const detail::numbered_name whole(name, number);
    return {"", name, detail::find_spelt(event_, whole.view()), number};
}

AMI_DECL field_source typed_event_base::punctuated(const char* name) const noexcept
{
    return {"", name, detail::find_spelt(event_, name)};
}

} // namespace ami

#endif // AMI_TYPED_IMPL_TYPED_EVENT_BASE_IPP
