// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_CHANNEL_HPP
#define AMI_SESSION_LIVE_CHANNEL_HPP

#include <ami/protocol/values/channel_state.hpp>
#include <ami/protocol/values/hangup_cause.hpp>
#include <ami/protocol/values/named_number.hpp>
#include <ami/protocol/wire/escaped_text.hpp>
#include <ami/session/live/change.hpp>
#include <ami/session/live/known_text.hpp>
#include <ami/session/live/record.hpp>
#include <ami/typed/text_field.hpp>

#include <ami/detail/chrono.hpp>
#include <ami/detail/macros.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ami {
namespace detail {

class channel_store;
struct channel_text;

// What no header of a channel says, and where its lines have what is asked for most.
struct channel_values {
    std::chrono::system_clock::time_point since;
    std::uint32_t snapshot_size = 0; // of its lines, those that events describe it with
    std::uint32_t id_at = 0;
    std::uint32_t linked_id_at = 0;
    std::uint32_t linked_id_size = 0;
    std::uint32_t bridge_id_size = 0; // the end of the lines, but for their line end
    channel_state state = channel_state::down;

    bool operator==(const channel_values&) const = default;
};

} // namespace detail

namespace live {

/// A channel, as Asterisk described it last.
///
/// Its headers are those of the items of CoreShowChannels but `Duration`, and `ChanVariable` for each variable that
/// `channelvars` in manager.conf names. Asterisk tells of some changes late or never: `Language`, `Priority`, and that a channel
/// runs no application any more.
class channel : public record<channel, ::ami::detail::channel_values> {
public:
    /// `Uniqueid`: it never changes, and names the channel also if it is renamed.
    text_field id() const& noexcept { return part("Uniqueid", values().id_at, key().size()); }
    text_field id() const&& = delete;

    /// The channel's name, for example `PJSIP/alice-00000001`.
    text_field name() const& noexcept { return header("Channel"); }
    text_field name() const&& = delete;

    /// Equal for channels of one call. Asterisk changes it if calls are joined.
    text_field linked_id() const& noexcept
    {
        const auto known = values();
        return part("Linkedid", known.linked_id_at, known.linked_id_size);
    }
    text_field linked_id() const&& = delete;

    /// The linked id with which the channel became known. It never changes: use it to group what is kept of calls.
    std::string_view first_linked_id() const& noexcept { return own_text(); }
    std::string_view first_linked_id() const&& = delete;

    /// As `ChannelState` says; `down` if it says nothing.
    channel_state state() const noexcept { return values().state; }

    /// The number of the phone at this channel; empty if Asterisk does not know it.
    std::string_view caller_number() const& noexcept
    {
        return ::ami::detail::known_text((*this)["CallerIDNum"]);
    }
    std::string_view caller_number() const&& = delete;

    /// The name of the phone at this channel, without Asterisk's escapes; empty if Asterisk does not know it.
    std::string caller_name() const { return unescape(::ami::detail::known_text((*this)["CallerIDName"])); }

    /// The number of the other party; empty if Asterisk does not know it.
    std::string_view connected_number() const& noexcept
    {
        return ::ami::detail::known_text((*this)["ConnectedLineNum"]);
    }
    std::string_view connected_number() const&& = delete;

    /// The name of the other party, without Asterisk's escapes; empty if Asterisk does not know it.
    std::string connected_name() const
    {
        return unescape(::ami::detail::known_text((*this)["ConnectedLineName"]));
    }

    /// `AccountCode`.
    text_field account() const& noexcept { return header("AccountCode"); }
    text_field account() const&& = delete;

    /// The channel's place in the dialplan: context, extension and priority.
    text_field context() const& noexcept { return header("Context"); }
    text_field context() const&& = delete;
    /// The extension of the dialplan that the channel is in.
    text_field exten() const& noexcept { return header("Exten"); }
    text_field exten() const&& = delete;
    /// 0 if Asterisk says none.
    int priority() const noexcept { return ::ami::detail::parse_int((*this)["Priority"]).value_or(0); }

    /// `Language`: of the sounds that the channel hears.
    text_field language() const& noexcept { return header("Language"); }
    text_field language() const&& = delete;

    /// The application of the dialplan that the channel runs, and what the application was given. Events of it need
    /// `read = dialplan`.
    text_field application() const& noexcept { return header("Application"); }
    text_field application() const&& = delete;
    /// What the application was given. Events of it need `read = dialplan`.
    text_field application_data() const& noexcept { return header("ApplicationData"); }
    text_field application_data() const&& = delete;

    /// The bridge that the channel is in; empty if it is in none.
    text_field bridge_id() const& noexcept
    {
        const std::size_t size = values().bridge_id_size;
        return part("BridgeId", header_lines().size() - std::min(header_lines().size(), size + 2), size);
    }
    text_field bridge_id() const&& = delete;

    /// The value of a channel variable that `channelvars` in manager.conf names, without Asterisk's escapes. Nothing if Asterisk
    /// does not tell it.
    AMI_DECL std::optional<std::string> variable(std::string_view name) const;

    /// When the channel was made: by the clock of this machine, to a second if a list showed the channel.
    std::chrono::system_clock::time_point since() const noexcept { return values().since; }

private:
    friend ::ami::detail::channel_store;
    friend ::ami::detail::channel_text;
    using record::record;

    std::string_view snapshot_lines() const noexcept
    {
        return {header_lines().data(), values().snapshot_size};
    }
    // The other lines but the last, which has the bridge.
    std::string_view application_lines() const noexcept
    {
        const auto known = values();
        const auto size =
            header_lines().size() - known.bridge_id_size - std::string_view("BridgeId: \r\n").size();
        return {header_lines().data() + known.snapshot_size, size - known.snapshot_size};
    }

    // The value of a header, of which its place in the lines is known. No value if it is a record of nothing.
    field_source part(const char* name, std::size_t at, std::size_t size) const& noexcept
    {
        return {"", name, *this ? std::optional(header_lines().substr(at, size)) : std::nullopt};
    }
};

/// Of a channel that is gone, why.
template <>
class change_details<channel> {
public:
    change_details() = default;
    /// For the model.
    explicit change_details(std::optional<::ami::hangup_cause> cause) : cause_(cause) {}

    /// The cause that its Hangup told; `to_string` gives the text of `Cause-txt`. Nothing if the channel is there, or if its
    /// Hangup was not seen.
    std::optional<::ami::hangup_cause> hangup_cause() const noexcept { return cause_; }

private:
    std::optional<::ami::hangup_cause> cause_;
};

} // namespace live

namespace detail {

// What the model compares at each change, without a field around it.
struct channel_text {
    static std::string_view id(const live::channel& of) noexcept { return of.key(); }
    // The first line has the name.
    static std::string_view name(const live::channel& of) noexcept
    {
        auto lines = of.header_lines();
        const auto first = take_line(lines);
        return skip_blanks(first.substr(std::min(first.size(), std::string_view("Channel:").size())));
    }
    // Whether that is one line of both.
    static bool is_same_name(const live::channel& a, const live::channel& b) noexcept
    {
        auto lines = a.header_lines();
        const auto first = take_line(lines);
        return b.header_lines().starts_with(std::string_view(first.data(), first.size() + 1));
    }
    static std::string_view linked_id(const live::channel& of) noexcept
    {
        const auto known = of.values();
        return {of.header_lines().data() + known.linked_id_at, known.linked_id_size};
    }
    static std::string_view bridge_id(const live::channel& of) noexcept
    {
        const auto lines = of.header_lines();
        const std::size_t size = of.values().bridge_id_size;
        return {lines.data() + (lines.size() - std::min(lines.size(), size + 2)), size};
    }
    static std::string_view application(const live::channel& of) noexcept
    {
        auto lines = of.application_lines();
        const auto first = take_line(lines);
        return first.substr(std::min(first.size(), std::string_view("Application: ").size()));
    }
};

} // namespace detail
} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/channel.ipp>
#endif

#endif // AMI_SESSION_LIVE_CHANNEL_HPP
