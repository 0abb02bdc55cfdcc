// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_ACTIONS_VOICEMAIL_HPP
#define AMI_ACTIONS_VOICEMAIL_HPP

#include <ami/actions/typed_builder.hpp>
#include <ami/events/voicemail.hpp>
#include <ami/typed/typed_answer.hpp>
#include <ami/typed/typed_list.hpp>

#include <cstdint>
#include <string_view>
#include <utility>

namespace ami::actions {

/// `MailboxCount`. Asterisk 13 or later.
/// \par Server rights
/// write = call or reporting
class mailbox_count : public typed_builder<mailbox_count> {
public:
    /// What `client::async_perform` completes with.
    class answer_type : public typed_answer {
    public:
        using typed_answer::typed_answer;

        /// `Mailbox`.
        text_field mailbox() const& noexcept { return header("Mailbox"); }
        text_field mailbox() const&& = delete;
        /// `UrgMessages`.
        field<std::int64_t> urgent_messages() const& noexcept { return header("UrgMessages"); }
        field<std::int64_t> urgent_messages() const&& = delete;
        /// `NewMessages`.
        field<std::int64_t> new_messages() const& noexcept { return header("NewMessages"); }
        field<std::int64_t> new_messages() const&& = delete;
        /// `OldMessages`.
        field<std::int64_t> old_messages() const& noexcept { return header("OldMessages"); }
        field<std::int64_t> old_messages() const&& = delete;
    };

    /// Needs `Mailbox`.
    explicit mailbox_count(std::string_view mailbox) : typed_builder("MailboxCount")
    {
        require("Mailbox", mailbox);
    }
};

/// `MailboxStatus`. Asterisk 13 or later.
/// \par Server rights
/// write = call or reporting
class mailbox_status : public typed_builder<mailbox_status> {
public:
    /// What `client::async_perform` completes with.
    class answer_type : public typed_answer {
    public:
        using typed_answer::typed_answer;

        /// `Mailbox`.
        text_field mailbox() const& noexcept { return header("Mailbox"); }
        text_field mailbox() const&& = delete;
        /// `Waiting`.
        field<std::int64_t> waiting() const& noexcept { return header("Waiting"); }
        field<std::int64_t> waiting() const&& = delete;
    };

    /// Needs `Mailbox`.
    explicit mailbox_status(std::string_view mailbox) : typed_builder("MailboxStatus")
    {
        require("Mailbox", mailbox);
    }
};

/// `MWIDelete`. Asterisk 13 or later.
/// \par Server rights
/// write = call
class mwi_delete : public typed_builder<mwi_delete> {
public:
    /// Needs `Mailbox`.
    explicit mwi_delete(std::string_view mailbox) : typed_builder("MWIDelete")
    {
        require("Mailbox", mailbox);
    }
};

/// `MWIGet`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// write = call or reporting
class mwi_get : public typed_builder<mwi_get> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::mwi_get_complete, ::ami::events::mwi_get>;

    /// Needs `Mailbox`.
    explicit mwi_get(std::string_view mailbox) : typed_builder("MWIGet") { require("Mailbox", mailbox); }
};

/// `MWIUpdate`. Asterisk 13 or later.
/// \par Server rights
/// write = call
class mwi_update : public typed_builder<mwi_update> {
public:
    /// Needs `Mailbox`.
    explicit mwi_update(std::string_view mailbox) : typed_builder("MWIUpdate")
    {
        require("Mailbox", mailbox);
    }

    /// `OldMessages`.
    mwi_update& old_messages(std::int64_t value) &
    {
        put_number("OldMessages", value);
        return *this;
    }
    mwi_update&& old_messages(std::int64_t value) && { return std::move(old_messages(value)); }

    /// `NewMessages`.
    mwi_update& new_messages(std::int64_t value) &
    {
        put_number("NewMessages", value);
        return *this;
    }
    mwi_update&& new_messages(std::int64_t value) && { return std::move(new_messages(value)); }
};

/// `VoicemailBoxSummary`. It is answered with a list: use `client::async_list`. Asterisk 18.20, 20.5, 21, 22 and 23 or
/// later.
/// \par Server rights
/// write = call or reporting
class voicemail_box_summary : public typed_builder<voicemail_box_summary> {
public:
    /// What `client::async_list` completes with.
    using list_type =
        typed_list<::ami::events::voicemail_box_detail_complete, ::ami::events::voicemail_box_detail>;

    /// Needs `Context`; `Mailbox`.
    explicit voicemail_box_summary(std::string_view context, std::string_view mailbox)
        : typed_builder("VoicemailBoxSummary")
    {
        require("Context", context);
        require("Mailbox", mailbox);
    }
};

/// `VoicemailForward`. Asterisk 18.20, 20.5, 21, 22 and 23 or later.
/// \par Server rights
/// write = user
class voicemail_forward : public typed_builder<voicemail_forward> {
public:
    /// Needs `Context`; `Mailbox`; `Folder`; `ID`; `ToContext`; `ToMailbox`; `ToFolder`.
    explicit voicemail_forward(std::string_view context, std::string_view mailbox, std::string_view folder,
        std::string_view id, std::string_view to_context, std::string_view to_mailbox,
        std::string_view to_folder)
        : typed_builder("VoicemailForward")
    {
        require("Context", context);
        require("Mailbox", mailbox);
        require("Folder", folder);
        require("ID", id);
        require("ToContext", to_context);
        require("ToMailbox", to_mailbox);
        require("ToFolder", to_folder);
    }
};

/// `VoicemailMove`. Asterisk 18.20, 20.5, 21, 22 and 23 or later.
/// \par Server rights
/// write = user
class voicemail_move : public typed_builder<voicemail_move> {
public:
    /// Needs `Context`; `Mailbox`; `Folder`; `ID`; `ToFolder`.
    explicit voicemail_move(std::string_view context, std::string_view mailbox, std::string_view folder,
        std::string_view id, std::string_view to_folder)
        : typed_builder("VoicemailMove")
    {
        require("Context", context);
        require("Mailbox", mailbox);
        require("Folder", folder);
        require("ID", id);
        require("ToFolder", to_folder);
    }
};

/// `VoicemailRefresh`. Asterisk 13 or later.
/// \par Server rights
/// write = user
class voicemail_refresh : public typed_builder<voicemail_refresh> {
public:
    voicemail_refresh() : typed_builder("VoicemailRefresh") {}

    /// `Context`.
    voicemail_refresh& context(std::string_view value) &
    {
        put_text("Context", value);
        return *this;
    }
    voicemail_refresh&& context(std::string_view value) && { return std::move(context(value)); }

    /// `Mailbox`.
    voicemail_refresh& mailbox(std::string_view value) &
    {
        put_text("Mailbox", value);
        return *this;
    }
    voicemail_refresh&& mailbox(std::string_view value) && { return std::move(mailbox(value)); }
};

/// `VoicemailRemove`. Asterisk 18.20, 20.5, 21, 22 and 23 or later.
/// \par Server rights
/// write = user
class voicemail_remove : public typed_builder<voicemail_remove> {
public:
    /// Needs `Context`; `Mailbox`; `Folder`; `ID`.
    explicit voicemail_remove(
        std::string_view context, std::string_view mailbox, std::string_view folder, std::string_view id)
        : typed_builder("VoicemailRemove")
    {
        require("Context", context);
        require("Mailbox", mailbox);
        require("Folder", folder);
        require("ID", id);
    }
};

/// `VoicemailUsersList`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// write = call or reporting
class voicemail_users_list : public typed_builder<voicemail_users_list> {
public:
    /// What `client::async_list` completes with.
    using list_type =
        typed_list<::ami::events::voicemail_user_entry_complete, ::ami::events::voicemail_user_entry>;

    voicemail_users_list() : typed_builder("VoicemailUsersList") {}
};

/// `VoicemailUserStatus`. It is answered with a list: use `client::async_list`. Asterisk 16 or later.
/// \par Server rights
/// write = call or reporting
class voicemail_user_status : public typed_builder<voicemail_user_status> {
public:
    /// What `client::async_list` completes with.
    using list_type =
        typed_list<::ami::events::voicemail_user_detail_complete, ::ami::events::voicemail_user_detail>;

    /// Needs `Context`; `Mailbox`.
    explicit voicemail_user_status(std::string_view context, std::string_view mailbox)
        : typed_builder("VoicemailUserStatus")
    {
        require("Context", context);
        require("Mailbox", mailbox);
    }
};

} // namespace ami::actions

#endif // AMI_ACTIONS_VOICEMAIL_HPP
