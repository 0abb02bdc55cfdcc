// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_EVENTS_SECURITY_HPP
#define AMI_EVENTS_SECURITY_HPP

#include <ami/typed/enumerations.hpp>
#include <ami/typed/typed_event.hpp>

#include <ami/detail/chrono.hpp>

#include <cstdint>
#include <string_view>

namespace ami::events {

/// `AuthMethodNotAllowed` of class security. Asterisk 13 or later.
class auth_method_not_allowed : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "AuthMethodNotAllowed";
    using typed_event_base::typed_event_base;

    /// `EventTV`.
    field<std::chrono::sys_time<std::chrono::milliseconds>> event_tv() const noexcept
    {
        return header("EventTV");
    }
    /// `Severity`.
    field<::ami::security_severity> severity() const noexcept { return header("Severity"); }
    /// `Service`.
    text_field service() const noexcept { return header("Service"); }
    /// `EventVersion`.
    text_field event_version() const noexcept { return header("EventVersion"); }
    /// `AccountID`.
    text_field account_id() const noexcept { return header("AccountID"); }
    /// `SessionID`.
    text_field session_id() const noexcept { return header("SessionID"); }
    /// `LocalAddress`.
    text_field local_address() const noexcept { return header("LocalAddress"); }
    /// `RemoteAddress`.
    text_field remote_address() const noexcept { return header("RemoteAddress"); }
    /// `AuthMethod`.
    text_field auth_method() const noexcept { return header("AuthMethod"); }
    /// `Module`.
    text_field module() const noexcept { return header("Module"); }
    /// `SessionTV`.
    text_field session_tv() const noexcept { return header("SessionTV"); }
};

/// `ChallengeResponseFailed` of class security. Asterisk 13 or later.
class challenge_response_failed : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ChallengeResponseFailed";
    using typed_event_base::typed_event_base;

    /// `EventTV`.
    field<std::chrono::sys_time<std::chrono::milliseconds>> event_tv() const noexcept
    {
        return header("EventTV");
    }
    /// `Severity`.
    field<::ami::security_severity> severity() const noexcept { return header("Severity"); }
    /// `Service`.
    text_field service() const noexcept { return header("Service"); }
    /// `EventVersion`.
    field<std::int64_t> event_version() const noexcept { return header("EventVersion"); }
    /// `AccountID`.
    text_field account_id() const noexcept { return header("AccountID"); }
    /// `SessionID`.
    text_field session_id() const noexcept { return header("SessionID"); }
    /// `LocalAddress`.
    text_field local_address() const noexcept { return header("LocalAddress"); }
    /// `RemoteAddress`.
    text_field remote_address() const noexcept { return header("RemoteAddress"); }
    /// `Challenge`.
    text_field challenge() const noexcept { return header("Challenge"); }
    /// `Response`.
    text_field response() const noexcept { return header("Response"); }
    /// `ExpectedResponse`.
    text_field expected_response() const noexcept { return header("ExpectedResponse"); }
    /// `Module`.
    text_field module() const noexcept { return header("Module"); }
    /// `SessionTV`.
    text_field session_tv() const noexcept { return header("SessionTV"); }
};

/// `ChallengeSent` of class security. Asterisk 13 or later.
class challenge_sent : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ChallengeSent";
    using typed_event_base::typed_event_base;

    /// `EventTV`.
    field<std::chrono::sys_time<std::chrono::milliseconds>> event_tv() const noexcept
    {
        return header("EventTV");
    }
    /// `Severity`.
    field<::ami::security_severity> severity() const noexcept { return header("Severity"); }
    /// `Service`.
    text_field service() const noexcept { return header("Service"); }
    /// `EventVersion`.
    field<std::int64_t> event_version() const noexcept { return header("EventVersion"); }
    /// `AccountID`.
    text_field account_id() const noexcept { return header("AccountID"); }
    /// `SessionID`.
    text_field session_id() const noexcept { return header("SessionID"); }
    /// `LocalAddress`.
    text_field local_address() const noexcept { return header("LocalAddress"); }
    /// `RemoteAddress`.
    text_field remote_address() const noexcept { return header("RemoteAddress"); }
    /// `Challenge`.
    text_field challenge() const noexcept { return header("Challenge"); }
    /// `Module`.
    text_field module() const noexcept { return header("Module"); }
    /// `SessionTV`.
    text_field session_tv() const noexcept { return header("SessionTV"); }
};

/// `FailedACL` of class security. Asterisk 13 or later.
class failed_acl : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "FailedACL";
    using typed_event_base::typed_event_base;

    /// `EventTV`.
    field<std::chrono::sys_time<std::chrono::milliseconds>> event_tv() const noexcept
    {
        return header("EventTV");
    }
    /// `Severity`.
    field<::ami::security_severity> severity() const noexcept { return header("Severity"); }
    /// `Service`.
    text_field service() const noexcept { return header("Service"); }
    /// `EventVersion`.
    field<std::int64_t> event_version() const noexcept { return header("EventVersion"); }
    /// `AccountID`.
    text_field account_id() const noexcept { return header("AccountID"); }
    /// `SessionID`.
    text_field session_id() const noexcept { return header("SessionID"); }
    /// `LocalAddress`.
    text_field local_address() const noexcept { return header("LocalAddress"); }
    /// `RemoteAddress`.
    text_field remote_address() const noexcept { return header("RemoteAddress"); }
    /// `Module`.
    text_field module() const noexcept { return header("Module"); }
    /// `ACLName`.
    text_field acl_name() const noexcept { return header("ACLName"); }
    /// `SessionTV`.
    text_field session_tv() const noexcept { return header("SessionTV"); }
};

/// `InvalidAccountID` of class security. Asterisk 13 or later.
class invalid_account_id : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "InvalidAccountID";
    using typed_event_base::typed_event_base;

    /// `EventTV`.
    field<std::chrono::sys_time<std::chrono::milliseconds>> event_tv() const noexcept
    {
        return header("EventTV");
    }
    /// `Severity`.
    field<::ami::security_severity> severity() const noexcept { return header("Severity"); }
    /// `Service`.
    text_field service() const noexcept { return header("Service"); }
    /// `EventVersion`.
    field<std::int64_t> event_version() const noexcept { return header("EventVersion"); }
    /// `AccountID`.
    text_field account_id() const noexcept { return header("AccountID"); }
    /// `SessionID`.
    text_field session_id() const noexcept { return header("SessionID"); }
    /// `LocalAddress`.
    text_field local_address() const noexcept { return header("LocalAddress"); }
    /// `RemoteAddress`.
    text_field remote_address() const noexcept { return header("RemoteAddress"); }
    /// `Module`.
    text_field module() const noexcept { return header("Module"); }
    /// `SessionTV`.
    text_field session_tv() const noexcept { return header("SessionTV"); }
};

/// `InvalidPassword` of class security. Asterisk 13 or later.
class invalid_password : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "InvalidPassword";
    using typed_event_base::typed_event_base;

    /// `EventTV`.
    field<std::chrono::sys_time<std::chrono::milliseconds>> event_tv() const noexcept
    {
        return header("EventTV");
    }
    /// `Severity`.
    field<::ami::security_severity> severity() const noexcept { return header("Severity"); }
    /// `Service`.
    text_field service() const noexcept { return header("Service"); }
    /// `EventVersion`.
    field<std::int64_t> event_version() const noexcept { return header("EventVersion"); }
    /// `AccountID`.
    text_field account_id() const noexcept { return header("AccountID"); }
    /// `SessionID`.
    text_field session_id() const noexcept { return header("SessionID"); }
    /// `LocalAddress`.
    text_field local_address() const noexcept { return header("LocalAddress"); }
    /// `RemoteAddress`.
    text_field remote_address() const noexcept { return header("RemoteAddress"); }
    /// `Module`.
    text_field module() const noexcept { return header("Module"); }
    /// `SessionTV`.
    text_field session_tv() const noexcept { return header("SessionTV"); }
    /// `Challenge`.
    text_field challenge() const noexcept { return header("Challenge"); }
    /// `ReceivedChallenge`.
    text_field received_challenge() const noexcept { return header("ReceivedChallenge"); }
    /// `ReceivedHash`.
    text_field received_hash() const noexcept { return header("ReceivedHash"); }
};

/// `InvalidTransport` of class security. Asterisk 13 or later.
class invalid_transport : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "InvalidTransport";
    using typed_event_base::typed_event_base;

    /// `EventTV`.
    field<std::chrono::sys_time<std::chrono::milliseconds>> event_tv() const noexcept
    {
        return header("EventTV");
    }
    /// `Severity`.
    field<::ami::security_severity> severity() const noexcept { return header("Severity"); }
    /// `Service`.
    text_field service() const noexcept { return header("Service"); }
    /// `EventVersion`.
    text_field event_version() const noexcept { return header("EventVersion"); }
    /// `AccountID`.
    text_field account_id() const noexcept { return header("AccountID"); }
    /// `SessionID`.
    text_field session_id() const noexcept { return header("SessionID"); }
    /// `LocalAddress`.
    text_field local_address() const noexcept { return header("LocalAddress"); }
    /// `RemoteAddress`.
    text_field remote_address() const noexcept { return header("RemoteAddress"); }
    /// `AttemptedTransport`.
    text_field attempted_transport() const noexcept { return header("AttemptedTransport"); }
    /// `Module`.
    text_field module() const noexcept { return header("Module"); }
    /// `SessionTV`.
    text_field session_tv() const noexcept { return header("SessionTV"); }
};

/// `LoadAverageLimit` of class security. Asterisk 13 or later.
class load_average_limit : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "LoadAverageLimit";
    using typed_event_base::typed_event_base;

    /// `EventTV`.
    field<std::chrono::sys_time<std::chrono::milliseconds>> event_tv() const noexcept
    {
        return header("EventTV");
    }
    /// `Severity`.
    field<::ami::security_severity> severity() const noexcept { return header("Severity"); }
    /// `Service`.
    text_field service() const noexcept { return header("Service"); }
    /// `EventVersion`.
    text_field event_version() const noexcept { return header("EventVersion"); }
    /// `AccountID`.
    text_field account_id() const noexcept { return header("AccountID"); }
    /// `SessionID`.
    text_field session_id() const noexcept { return header("SessionID"); }
    /// `LocalAddress`.
    text_field local_address() const noexcept { return header("LocalAddress"); }
    /// `RemoteAddress`.
    text_field remote_address() const noexcept { return header("RemoteAddress"); }
    /// `Module`.
    text_field module() const noexcept { return header("Module"); }
    /// `SessionTV`.
    text_field session_tv() const noexcept { return header("SessionTV"); }
};

/// `MemoryLimit` of class security. Asterisk 13 or later.
class memory_limit : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "MemoryLimit";
    using typed_event_base::typed_event_base;

    /// `EventTV`.
    field<std::chrono::sys_time<std::chrono::milliseconds>> event_tv() const noexcept
    {
        return header("EventTV");
    }
    /// `Severity`.
    field<::ami::security_severity> severity() const noexcept { return header("Severity"); }
    /// `Service`.
    text_field service() const noexcept { return header("Service"); }
    /// `EventVersion`.
    text_field event_version() const noexcept { return header("EventVersion"); }
    /// `AccountID`.
    text_field account_id() const noexcept { return header("AccountID"); }
    /// `SessionID`.
    text_field session_id() const noexcept { return header("SessionID"); }
    /// `LocalAddress`.
    text_field local_address() const noexcept { return header("LocalAddress"); }
    /// `RemoteAddress`.
    text_field remote_address() const noexcept { return header("RemoteAddress"); }
    /// `Module`.
    text_field module() const noexcept { return header("Module"); }
    /// `SessionTV`.
    text_field session_tv() const noexcept { return header("SessionTV"); }
};

/// `RequestBadFormat` of class security. Asterisk 13 or later.
class request_bad_format : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "RequestBadFormat";
    using typed_event_base::typed_event_base;

    /// `EventTV`.
    field<std::chrono::sys_time<std::chrono::milliseconds>> event_tv() const noexcept
    {
        return header("EventTV");
    }
    /// `Severity`.
    field<::ami::security_severity> severity() const noexcept { return header("Severity"); }
    /// `Service`.
    text_field service() const noexcept { return header("Service"); }
    /// `EventVersion`.
    field<std::int64_t> event_version() const noexcept { return header("EventVersion"); }
    /// `AccountID`.
    text_field account_id() const noexcept { return header("AccountID"); }
    /// `SessionID`.
    text_field session_id() const noexcept { return header("SessionID"); }
    /// `LocalAddress`.
    text_field local_address() const noexcept { return header("LocalAddress"); }
    /// `RemoteAddress`.
    text_field remote_address() const noexcept { return header("RemoteAddress"); }
    /// `RequestType`.
    text_field request_type() const noexcept { return header("RequestType"); }
    /// `Module`.
    text_field module() const noexcept { return header("Module"); }
    /// `SessionTV`.
    text_field session_tv() const noexcept { return header("SessionTV"); }
    /// `RequestParams`.
    text_field request_params() const noexcept { return header("RequestParams"); }
};

/// `RequestNotAllowed` of class security. Asterisk 13 or later.
class request_not_allowed : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "RequestNotAllowed";
    using typed_event_base::typed_event_base;

    /// `EventTV`.
    field<std::chrono::sys_time<std::chrono::milliseconds>> event_tv() const noexcept
    {
        return header("EventTV");
    }
    /// `Severity`.
    field<::ami::security_severity> severity() const noexcept { return header("Severity"); }
    /// `Service`.
    text_field service() const noexcept { return header("Service"); }
    /// `EventVersion`.
    field<std::int64_t> event_version() const noexcept { return header("EventVersion"); }
    /// `AccountID`.
    text_field account_id() const noexcept { return header("AccountID"); }
    /// `SessionID`.
    text_field session_id() const noexcept { return header("SessionID"); }
    /// `LocalAddress`.
    text_field local_address() const noexcept { return header("LocalAddress"); }
    /// `RemoteAddress`.
    text_field remote_address() const noexcept { return header("RemoteAddress"); }
    /// `RequestType`.
    text_field request_type() const noexcept { return header("RequestType"); }
    /// `Module`.
    text_field module() const noexcept { return header("Module"); }
    /// `SessionTV`.
    text_field session_tv() const noexcept { return header("SessionTV"); }
    /// `RequestParams`.
    text_field request_params() const noexcept { return header("RequestParams"); }
};

/// `RequestNotSupported` of class security. Asterisk 13 or later.
class request_not_supported : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "RequestNotSupported";
    using typed_event_base::typed_event_base;

    /// `EventTV`.
    field<std::chrono::sys_time<std::chrono::milliseconds>> event_tv() const noexcept
    {
        return header("EventTV");
    }
    /// `Severity`.
    field<::ami::security_severity> severity() const noexcept { return header("Severity"); }
    /// `Service`.
    text_field service() const noexcept { return header("Service"); }
    /// `EventVersion`.
    field<std::int64_t> event_version() const noexcept { return header("EventVersion"); }
    /// `AccountID`.
    text_field account_id() const noexcept { return header("AccountID"); }
    /// `SessionID`.
    text_field session_id() const noexcept { return header("SessionID"); }
    /// `LocalAddress`.
    text_field local_address() const noexcept { return header("LocalAddress"); }
    /// `RemoteAddress`.
    text_field remote_address() const noexcept { return header("RemoteAddress"); }
    /// `RequestType`.
    text_field request_type() const noexcept { return header("RequestType"); }
    /// `Module`.
    text_field module() const noexcept { return header("Module"); }
    /// `SessionTV`.
    text_field session_tv() const noexcept { return header("SessionTV"); }
};

/// `SessionLimit` of class security. Asterisk 13 or later.
class session_limit : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "SessionLimit";
    using typed_event_base::typed_event_base;

    /// `EventTV`.
    field<std::chrono::sys_time<std::chrono::milliseconds>> event_tv() const noexcept
    {
        return header("EventTV");
    }
    /// `Severity`.
    field<::ami::security_severity> severity() const noexcept { return header("Severity"); }
    /// `Service`.
    text_field service() const noexcept { return header("Service"); }
    /// `EventVersion`.
    text_field event_version() const noexcept { return header("EventVersion"); }
    /// `AccountID`.
    text_field account_id() const noexcept { return header("AccountID"); }
    /// `SessionID`.
    text_field session_id() const noexcept { return header("SessionID"); }
    /// `LocalAddress`.
    text_field local_address() const noexcept { return header("LocalAddress"); }
    /// `RemoteAddress`.
    text_field remote_address() const noexcept { return header("RemoteAddress"); }
    /// `Module`.
    text_field module() const noexcept { return header("Module"); }
    /// `SessionTV`.
    text_field session_tv() const noexcept { return header("SessionTV"); }
};

/// `SuccessfulAuth` of class security. Asterisk 13 or later.
class successful_auth : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "SuccessfulAuth";
    using typed_event_base::typed_event_base;

    /// `EventTV`.
    field<std::chrono::sys_time<std::chrono::milliseconds>> event_tv() const noexcept
    {
        return header("EventTV");
    }
    /// `Severity`.
    field<::ami::security_severity> severity() const noexcept { return header("Severity"); }
    /// `Service`.
    text_field service() const noexcept { return header("Service"); }
    /// `EventVersion`.
    field<std::int64_t> event_version() const noexcept { return header("EventVersion"); }
    /// `AccountID`.
    text_field account_id() const noexcept { return header("AccountID"); }
    /// `SessionID`.
    text_field session_id() const noexcept { return header("SessionID"); }
    /// `LocalAddress`.
    text_field local_address() const noexcept { return header("LocalAddress"); }
    /// `RemoteAddress`.
    text_field remote_address() const noexcept { return header("RemoteAddress"); }
    /// `UsingPassword`.
    field<bool> using_password() const noexcept { return header("UsingPassword"); }
    /// `Module`.
    text_field module() const noexcept { return header("Module"); }
    /// `SessionTV`.
    text_field session_tv() const noexcept { return header("SessionTV"); }
};

/// `UnexpectedAddress` of class security. Asterisk 13 or later.
class unexpected_address : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "UnexpectedAddress";
    using typed_event_base::typed_event_base;

    /// `EventTV`.
    field<std::chrono::sys_time<std::chrono::milliseconds>> event_tv() const noexcept
    {
        return header("EventTV");
    }
    /// `Severity`.
    field<::ami::security_severity> severity() const noexcept { return header("Severity"); }
    /// `Service`.
    text_field service() const noexcept { return header("Service"); }
    /// `EventVersion`.
    text_field event_version() const noexcept { return header("EventVersion"); }
    /// `AccountID`.
    text_field account_id() const noexcept { return header("AccountID"); }
    /// `SessionID`.
    text_field session_id() const noexcept { return header("SessionID"); }
    /// `LocalAddress`.
    text_field local_address() const noexcept { return header("LocalAddress"); }
    /// `RemoteAddress`.
    text_field remote_address() const noexcept { return header("RemoteAddress"); }
    /// `ExpectedAddress`.
    text_field expected_address() const noexcept { return header("ExpectedAddress"); }
    /// `Module`.
    text_field module() const noexcept { return header("Module"); }
    /// `SessionTV`.
    text_field session_tv() const noexcept { return header("SessionTV"); }
};

} // namespace ami::events

#endif // AMI_EVENTS_SECURITY_HPP
