// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_MAILBOXES_IPP
#define AMI_TESTING_IMPL_MAILBOXES_IPP

#include <ami/testing/packet_text.hpp>

#include <ami/testing/detail/mailboxes.hpp>

#include <utility>

namespace ami::testing::detail {

inline std::string with_context(std::string_view name)
{
    return name.find('@') == std::string_view::npos ? std::string(name) + "@default" : std::string(name);
}

AMI_DECL live_mailboxes::live_mailboxes(const options& settings, emitter emit)
    : all_(settings.mailboxes), emit_(std::move(emit))
{
    for (auto& each : all_)
        each.name = with_context(each.name);
}

AMI_DECL const mailbox* live_mailboxes::find(std::string_view name) const
{
    const auto full = with_context(name);
    for (const auto& each : all_) {
        if (each.name == full)
            return &each;
    }
    return nullptr;
}

AMI_DECL void live_mailboxes::set(std::string_view name, int new_messages, int old_messages)
{
    const auto full = with_context(name);
    mailbox* changed = nullptr;
    for (auto& each : all_) {
        if (each.name == full)
            changed = &each;
    }
    if (!changed)
        changed = &all_.emplace_back(full);
    const bool is_same = std::exchange(changed->new_messages, new_messages) == new_messages;
    if (std::exchange(changed->old_messages, old_messages) == old_messages && is_same)
        return;
    emit_(class_call, packet_text::event("MessageWaiting")
                          .add("Privilege", "call,all")
                          .add("Mailbox", full)
                          .add("Waiting", new_messages > 0 ? "1" : "0")
                          .add("New", new_messages)
                          .add("Old", old_messages)
                          .str());
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_MAILBOXES_IPP
