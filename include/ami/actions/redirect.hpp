// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_ACTIONS_REDIRECT_HPP
#define AMI_ACTIONS_REDIRECT_HPP

#include <ami/actions/builder.hpp>
#include <ami/actions/priority.hpp>

#include <string_view>
#include <utility>

namespace ami::actions {

/// Sends one channel, or the two channels of a bridge, to another extension of the dialplan (protocol/README.md 3.5).
/// The answer, `Redirect successful`, comes before the channel gets there. If the extension does not exist, the channel
/// is hung up.
///
/// With two channels: if one does not exist (`ExtraChannel does not exist: ...`), none has moved. If the second cannot
/// be moved (`Secondary redirect failed`), the first has moved: `errc::partly_executed`.
///
/// A channel that is still being called can be moved too. It goes on, but Asterisk reports its originate as failed.
/// \par Server rights
/// write = call
class redirect : public builder<redirect> {
public:
    /// `channel` is a channel's name or its unique id.
    explicit redirect(std::string_view channel) : builder("Redirect")
    {
        ami::detail::add_channel(action_, "Channel", channel);
    }

    /// Where the first channel goes. `priority` is a number or a label.
    redirect& dialplan(
        std::string_view context, std::string_view extension, std::string_view priority = "1") &
    {
        ami::detail::add_place(action_, "", context, extension, priority);
        return *this;
    }
    redirect&& dialplan(
        std::string_view context, std::string_view extension, std::string_view priority = "1") &&
    {
        return std::move(dialplan(context, extension, priority));
    }

    /// A second channel, which goes to the same extension unless `extra_dialplan` is set.
    redirect& extra_channel(std::string_view channel) &
    {
        ami::detail::add_channel(action_, "ExtraChannel", channel);
        return *this;
    }
    redirect&& extra_channel(std::string_view channel) && { return std::move(extra_channel(channel)); }

    /// Where the second channel goes.
    redirect& extra_dialplan(
        std::string_view context, std::string_view extension, std::string_view priority = "1") &
    {
        ami::detail::add_place(action_, "Extra", context, extension, priority);
        return *this;
    }
    redirect&& extra_dialplan(
        std::string_view context, std::string_view extension, std::string_view priority = "1") &&
    {
        return std::move(extra_dialplan(context, extension, priority));
    }
};

} // namespace ami::actions

#endif // AMI_ACTIONS_REDIRECT_HPP
