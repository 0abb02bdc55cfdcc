// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_MAILBOXES_HPP
#define AMI_TESTING_DETAIL_MAILBOXES_HPP

#include <ami/testing/options.hpp>

#include <ami/detail/macros.hpp>
#include <ami/testing/detail/classes.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ami::testing::detail {

// app_voicemail.c, as far as it counts messages.
class live_mailboxes {
public:
    using emitter = std::function<void(class_mask, const std::string&)>;

    AMI_DECL live_mailboxes(const options& settings, emitter emit);

    const std::vector<mailbox>& all() const noexcept { return all_; }

    // By its name; without a context the one in `default`. Null if there is none.
    AMI_DECL const mailbox* find(std::string_view name) const;

    // A mailbox that is not there is made.
    AMI_DECL void set(std::string_view name, int new_messages, int old_messages);

private:
    std::vector<mailbox> all_;
    emitter emit_;
};

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/mailboxes.ipp>
#endif

#endif // AMI_TESTING_DETAIL_MAILBOXES_HPP
