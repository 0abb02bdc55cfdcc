// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_ACTIONS_ORIGINATE_HPP
#define AMI_ACTIONS_ORIGINATE_HPP

#include <ami/protocol/wire/action.hpp>

#include <ami/detail/chrono.hpp>
#include <ami/detail/macros.hpp>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::actions {

/// Places a call to a channel and connects the party that answers to an extension or to an application
/// (protocol/README.md 3.7).
///
///     ami::actions::originate{"PJSIP/alice"}.dialplan("sales", "100").caller_id("Shop <100>").variable("ORDER", "42")
///
/// What Asterisk would refuse or misread is refused at once, with the reason: no technology in the channel, no target
/// or two of them, a ring time of zero, ... The client does not know the technologies of the server: with an unknown
/// one the call fails.
/// \par Server rights
/// write = originate; some applications need write = system too. read = call for the outcome.
class originate {
public:
    /// Asterisk's ring time if none is set.
    static constexpr std::chrono::milliseconds default_ring_time{30000};

    /// `channel` is what to call, for example `PJSIP/alice` or `Local/2001@from-internal`.
    explicit originate(std::string_view channel) : channel_(channel) {}

    /// Where the answered call goes. `priority` is a number or a label.
    originate& dialplan(
        std::string_view context, std::string_view extension, std::string_view priority = "1") &
    {
        target_ = target(context, extension, priority);
        return *this;
    }
    originate&& dialplan(
        std::string_view context, std::string_view extension, std::string_view priority = "1") &&
    {
        return std::move(dialplan(context, extension, priority));
    }

    /// The application that the answered call runs, for example `Playback` with `demo-congrats`.
    originate& application(std::string_view name, std::string_view data = {}) &
    {
        application_ = named(name, data);
        return *this;
    }
    originate&& application(std::string_view name, std::string_view data = {}) &&
    {
        return std::move(application(name, data));
    }

    /// How long the channel rings (header `Timeout`, in milliseconds); without it 30 s.
    AMI_DECL originate& ring_time(std::chrono::milliseconds value) &;
    originate&& ring_time(std::chrono::milliseconds value) && { return std::move(ring_time(value)); }

    /// As `action::timeout`: how long the answer to the action may take, which comes before anything rings.
    originate& timeout(action::duration value) & noexcept
    {
        timeout_ = value;
        return *this;
    }
    originate&& timeout(action::duration value) && noexcept { return std::move(timeout(value)); }

    /// What the called party sees: `Name <number>`.
    originate& caller_id(std::string_view value) &
    {
        caller_id_ = value;
        return *this;
    }
    originate&& caller_id(std::string_view value) && { return std::move(caller_id(value)); }

    /// Sets a variable of the new channel to exactly these bytes. Channels that this one dials inherit a variable whose
    /// name begins with `_`; if it begins with `__`, their channels do too.
    originate& variable(std::string_view name, std::string_view value) &
    {
        variables_.emplace_back(name, value);
        return *this;
    }
    originate&& variable(std::string_view name, std::string_view value) &&
    {
        return std::move(variable(name, value));
    }

    /// The account code of the call records.
    originate& account(std::string_view code) &
    {
        account_ = code;
        return *this;
    }
    originate&& account(std::string_view code) && { return std::move(account(code)); }

    /// The codecs that can be used, with commas between, for example `ulaw,alaw`; without it `slin`. Asterisk ignores
    /// codecs that it does not know.
    originate& codecs(std::string_view list) &
    {
        codecs_ = list;
        return *this;
    }
    originate&& codecs(std::string_view list) && { return std::move(codecs(list)); }
    originate& codecs(std::initializer_list<const char*> list) = delete; // one text of undefined extent

    /// Connects the call to its extension as soon as there is audio, before it is answered. Asterisk ignores it if the
    /// call goes to an application.
    originate& early_media(bool value = true) &
    {
        early_media_ = value;
        return *this;
    }
    originate&& early_media(bool value = true) && { return std::move(early_media(value)); }

    /// The unique id of the new channel, at most 149 bytes. If a living channel has this id, or an id that begins with
    /// it, Asterisk 22 fails the call (`x-1` while there is `x-10`); Asterisk 16 does not. Without it the client makes
    /// one. Asterisk up to 12.1 ignores it: there a call can be hung up when it has been answered, not before.
    originate& channel_id(std::string_view id) &
    {
        channel_id_ = id;
        return *this;
    }
    originate&& channel_id(std::string_view id) && { return std::move(channel_id(id)); }

    /// The unique id of the second half of a Local channel. Without it, that of the first half and `;2`.
    originate& other_channel_id(std::string_view id) &
    {
        other_channel_id_ = id;
        return *this;
    }
    originate&& other_channel_id(std::string_view id) && { return std::move(other_channel_id(id)); }

    /// A subroutine that the called channel runs before it is dialled: `context^exten^priority^arguments`. Asterisk only
    /// looks at it in an originate to an extension that it carries out synchronously, which `client::async_originate`
    /// and `client::async_start_call` never ask for.
    originate& pre_dial_gosub(std::string_view place) &
    {
        pre_dial_gosub_ = place;
        return *this;
    }
    originate&& pre_dial_gosub(std::string_view place) && { return std::move(pre_dial_gosub(place)); }

    /// Any header that this class has no function for.
    AMI_DECL originate& add(std::string_view name, std::string_view value) &;
    originate&& add(std::string_view name, std::string_view value) && { return std::move(add(name, value)); }

    /// The channel to call, as it was given.
    const std::string& channel() const& noexcept { return channel_; }
    const std::string& channel() const&& = delete;
    /// How long the channel may ring.
    std::chrono::milliseconds ring_time() const noexcept { return ring_time_.value_or(default_ring_time); }
    /// The unique id that the channel gets; empty if Asterisk or the client chooses it.
    const std::string& channel_id() const& noexcept { return channel_id_; }
    const std::string& channel_id() const&& = delete;

    /// Whether it calls a Local channel, which has two halves.
    AMI_DECL bool is_local() const noexcept;

    /// The action, without `Async`, with the first fault that was found.
    AMI_DECL action to_action() const;

    /// The parts, for other ways to ask Asterisk for the same call.
    class target {
    public:
        /// A place by its three names.
        target(std::string_view to_context, std::string_view to_exten, std::string_view to_priority)
            : context(to_context), exten(to_exten), priority(to_priority)
        {}
        /// For example `from-internal`.
        std::string context;
        /// For example `103`.
        std::string exten;
        /// A number or a label.
        std::string priority;
    };
    /// A name with its value: an application and its data, a variable, a header.
    class named {
    public:
        /// A name and its value.
        named(std::string_view first, std::string_view second) : name(first), value(second) {}
        /// The name.
        std::string name;
        /// The value.
        std::string value;
    };
    /// Whether it has what a call file cannot carry: the id of the second half, or a subroutine before the
    /// call.
    bool has_other_ids() const noexcept { return !other_channel_id_.empty() || !pre_dial_gosub_.empty(); }
    /// The place in the dialplan that the answered channel goes to.
    const std::optional<target>& to_dialplan() const noexcept { return target_; }
    /// The application that the answered channel runs, and its data.
    const std::optional<named>& to_application() const noexcept { return application_; }
    /// The caller id that the called party sees; empty if it was not set.
    const std::string& caller_id() const noexcept { return caller_id_; }
    /// The account code; empty if it was not set.
    const std::string& account() const noexcept { return account_; }
    /// The codecs, with commas between; empty if they were not set.
    const std::string& codecs() const noexcept { return codecs_; }
    /// Whether early media counts as an answer, if it was set.
    const std::optional<bool>& early_media() const noexcept { return early_media_; }
    /// The variables of the channel, in their order.
    const std::vector<named>& variables() const noexcept { return variables_; }
    /// The headers of `add`, in their order.
    const std::vector<named>& other_headers() const noexcept { return headers_; }

    /// The first fault of the originate, for an action and for a call file; no error if it has none.
    AMI_DECL ami::detail::failure check() const;

private:
    std::string channel_;
    std::optional<target> target_;
    std::optional<named> application_;
    std::optional<std::chrono::milliseconds> ring_time_;
    std::optional<action::duration> timeout_;
    std::string caller_id_;
    std::string account_;
    std::string codecs_;
    std::optional<bool> early_media_;
    std::string channel_id_;
    std::string other_channel_id_;
    std::string pre_dial_gosub_;
    std::vector<named> variables_;
    std::vector<named> headers_;
    ami::detail::failure fault_;
};

} // namespace ami::actions

#ifdef AMI_HEADER_ONLY
#include <ami/actions/impl/originate.ipp>
#endif

#endif // AMI_ACTIONS_ORIGINATE_HPP
