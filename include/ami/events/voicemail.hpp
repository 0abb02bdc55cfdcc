// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_EVENTS_VOICEMAIL_HPP
#define AMI_EVENTS_VOICEMAIL_HPP

#include <ami/typed/typed_event.hpp>

#include <ami/detail/chrono.hpp>

#include <cstdint>
#include <string_view>

namespace ami::events {

/// `MessageWaiting` of class call. Asterisk 16.24, 18.10, 20, 21, 22 and 23 or later.
class message_waiting : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "MessageWaiting";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Mailbox`.
    text_field mailbox() const noexcept { return header("Mailbox"); }
    /// `Waiting`.
    field<bool> waiting() const noexcept { return header("Waiting"); }
    /// `New`.
    field<std::int64_t> new_() const noexcept { return header("New"); }
    /// `Old`.
    field<std::int64_t> old() const noexcept { return header("Old"); }
};

/// `MiniVoiceMail` of class call. Asterisk 13 or later.
class mini_voice_mail : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "MiniVoiceMail";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Action`.
    text_field action() const noexcept { return header("Action"); }
    /// `Mailbox`.
    text_field mailbox() const noexcept { return header("Mailbox"); }
    /// `Counter`.
    text_field counter() const noexcept { return header("Counter"); }
};

/// `MWIGet`, an item of a list: MWIGet. Asterisk 13 or later.
class mwi_get : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "MWIGet";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `ActionID`.
    text_field action_id() const noexcept { return header("ActionID"); }
    /// `Mailbox`.
    text_field mailbox() const noexcept { return header("Mailbox"); }
    /// `OldMessages`.
    field<std::int64_t> old_messages() const noexcept { return header("OldMessages"); }
    /// `NewMessages`.
    field<std::int64_t> new_messages() const noexcept { return header("NewMessages"); }
};

/// `MWIGetComplete`, which ends the list of MWIGet. Asterisk 13 or later.
class mwi_get_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "MWIGetComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;

    /// `ActionID`.
    text_field action_id() const noexcept { return header("ActionID"); }
};

/// `VoicemailBoxDetail`, an item of a list: VoicemailBoxSummary.
class voicemail_box_detail : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "VoicemailBoxDetail";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `Folder`.
    text_field folder() const noexcept { return header("Folder"); }
    /// `CallerID`.
    text_field caller_id() const noexcept { return header("CallerID"); }
    /// `Date`.
    text_field date() const noexcept { return header("Date"); }
    /// `Duration`, in seconds.
    field<std::chrono::seconds> duration() const noexcept { return header("Duration"); }
    /// `Flag`.
    text_field flag() const noexcept { return header("Flag"); }
    /// `ID`.
    text_field id() const noexcept { return header("ID"); }
};

/// `VoicemailBoxDetailComplete`, which ends the list of VoicemailBoxSummary.
class voicemail_box_detail_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "VoicemailBoxDetailComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `VoicemailPasswordChange` of class system and user. Asterisk 18.21, 20.6, 21.1, 22 and 23 or later.
class voicemail_password_change : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "VoicemailPasswordChange";
    using typed_event_base::typed_event_base;

    /// `Context`.
    text_field context() const noexcept { return header("Context"); }
    /// `Mailbox`.
    text_field mailbox() const noexcept { return header("Mailbox"); }
    /// `NewPassword`, a secret.
    secret_field new_password() const noexcept { return header("NewPassword"); }
};

/// `VoicemailUserDetail`, an item of a list: VoicemailUserStatus.
class voicemail_user_detail : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "VoicemailUserDetail";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `VMContext`.
    text_field vm_context() const noexcept { return header("VMContext"); }
    /// `VoiceMailbox`.
    text_field voice_mailbox() const noexcept { return header("VoiceMailbox"); }
    /// `Fullname`.
    text_field full_name() const noexcept { return header("Fullname"); }
    /// `Email`.
    text_field email() const noexcept { return header("Email"); }
    /// `Pager`.
    text_field pager() const noexcept { return header("Pager"); }
    /// `ServerEmail`.
    text_field server_email() const noexcept { return header("ServerEmail"); }
    /// `FromString`.
    text_field from_string() const noexcept { return header("FromString"); }
    /// `MailCommand`.
    text_field mail_command() const noexcept { return header("MailCommand"); }
    /// `Language`.
    text_field language() const noexcept { return header("Language"); }
    /// `TimeZone`.
    text_field time_zone() const noexcept { return header("TimeZone"); }
    /// `Callback`.
    text_field callback() const noexcept { return header("Callback"); }
    /// `Dialout`.
    text_field dialout() const noexcept { return header("Dialout"); }
    /// `UniqueID`.
    text_field unique_id() const noexcept { return header("UniqueID"); }
    /// `ExitContext`.
    text_field exit_context() const noexcept { return header("ExitContext"); }
    /// `SayDurationMinimum`.
    field<std::int64_t> say_duration_minimum() const noexcept { return header("SayDurationMinimum"); }
    /// `SayEnvelope`.
    field<bool> say_envelope() const noexcept { return header("SayEnvelope"); }
    /// `SayCID`.
    field<bool> say_cid() const noexcept { return header("SayCID"); }
    /// `AttachMessage`.
    field<bool> attach_message() const noexcept { return header("AttachMessage"); }
    /// `AttachmentFormat`.
    text_field attachment_format() const noexcept { return header("AttachmentFormat"); }
    /// `DeleteMessage`.
    field<bool> delete_message() const noexcept { return header("DeleteMessage"); }
    /// `VolumeGain`.
    field<double> volume_gain() const noexcept { return header("VolumeGain"); }
    /// `CanReview`.
    field<bool> can_review() const noexcept { return header("CanReview"); }
    /// `CanMarkUrgent`.
    field<bool> can_mark_urgent() const noexcept { return header("CanMarkUrgent"); }
    /// `CallOperator`.
    field<bool> call_operator() const noexcept { return header("CallOperator"); }
    /// `MaxMessageCount`.
    field<std::int64_t> max_message_count() const noexcept { return header("MaxMessageCount"); }
    /// `MaxMessageLength`.
    field<std::int64_t> max_message_length() const noexcept { return header("MaxMessageLength"); }
    /// `NewMessageCount`.
    field<std::int64_t> new_message_count() const noexcept { return header("NewMessageCount"); }
    /// `OldMessageCount`.
    field<std::int64_t> old_message_count() const noexcept { return header("OldMessageCount"); }
};

/// `VoicemailUserDetailComplete`, which ends the list of VoicemailUserStatus.
class voicemail_user_detail_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "VoicemailUserDetailComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `VoicemailUserEntry`, an item of a list: VoicemailUsersList.
class voicemail_user_entry : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "VoicemailUserEntry";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `VMContext`.
    text_field vm_context() const noexcept { return header("VMContext"); }
    /// `VoiceMailbox`.
    text_field voice_mailbox() const noexcept { return header("VoiceMailbox"); }
    /// `Fullname`.
    text_field full_name() const noexcept { return header("Fullname"); }
    /// `Email`.
    text_field email() const noexcept { return header("Email"); }
    /// `Pager`.
    text_field pager() const noexcept { return header("Pager"); }
    /// `ServerEmail`.
    text_field server_email() const noexcept { return header("ServerEmail"); }
    /// `FromString`.
    text_field from_string() const noexcept { return header("FromString"); }
    /// `MailCommand`.
    text_field mail_command() const noexcept { return header("MailCommand"); }
    /// `Language`.
    text_field language() const noexcept { return header("Language"); }
    /// `TimeZone`.
    text_field time_zone() const noexcept { return header("TimeZone"); }
    /// `Callback`.
    text_field callback() const noexcept { return header("Callback"); }
    /// `Dialout`.
    text_field dialout() const noexcept { return header("Dialout"); }
    /// `UniqueID`.
    text_field unique_id() const noexcept { return header("UniqueID"); }
    /// `ExitContext`.
    text_field exit_context() const noexcept { return header("ExitContext"); }
    /// `SayDurationMinimum`.
    field<std::int64_t> say_duration_minimum() const noexcept { return header("SayDurationMinimum"); }
    /// `SayEnvelope`.
    field<bool> say_envelope() const noexcept { return header("SayEnvelope"); }
    /// `SayCID`.
    field<bool> say_cid() const noexcept { return header("SayCID"); }
    /// `AttachMessage`.
    field<bool> attach_message() const noexcept { return header("AttachMessage"); }
    /// `AttachmentFormat`.
    text_field attachment_format() const noexcept { return header("AttachmentFormat"); }
    /// `DeleteMessage`.
    field<bool> delete_message() const noexcept { return header("DeleteMessage"); }
    /// `VolumeGain`.
    field<double> volume_gain() const noexcept { return header("VolumeGain"); }
    /// `CanReview`.
    field<bool> can_review() const noexcept { return header("CanReview"); }
    /// `CanMarkUrgent`.
    field<bool> can_mark_urgent() const noexcept { return header("CanMarkUrgent"); }
    /// `CallOperator`.
    field<bool> call_operator() const noexcept { return header("CallOperator"); }
    /// `MaxMessageCount`.
    field<std::int64_t> max_message_count() const noexcept { return header("MaxMessageCount"); }
    /// `MaxMessageLength`.
    field<std::int64_t> max_message_length() const noexcept { return header("MaxMessageLength"); }
    /// `NewMessageCount`.
    field<std::int64_t> new_message_count() const noexcept { return header("NewMessageCount"); }
    /// `OldMessageCount`.
    field<std::int64_t> old_message_count() const noexcept { return header("OldMessageCount"); }
};

/// `VoicemailUserEntryComplete`, which ends the list of VoicemailUsersList.
class voicemail_user_entry_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "VoicemailUserEntryComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

} // namespace ami::events

#endif // AMI_EVENTS_VOICEMAIL_HPP
