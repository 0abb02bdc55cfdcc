// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_EVENTS_PJSIP_HPP
#define AMI_EVENTS_PJSIP_HPP

#include <ami/typed/enumerations.hpp>
#include <ami/typed/typed_event.hpp>

#include <ami/detail/chrono.hpp>

#include <cstdint>
#include <string_view>

namespace ami::events {

/// `AorDetail`, an item of a list: PJSIPShowEndpoint. Asterisk 13 or later.
class aor_detail : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "AorDetail";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `ObjectType`.
    text_field object_type() const noexcept { return header("ObjectType"); }
    /// `ObjectName`.
    text_field object_name() const noexcept { return header("ObjectName"); }
    /// `MinimumExpiration`, in seconds.
    field<std::chrono::seconds> minimum_expiration() const noexcept { return header("MinimumExpiration"); }
    /// `MaximumExpiration`, in seconds.
    field<std::chrono::seconds> maximum_expiration() const noexcept { return header("MaximumExpiration"); }
    /// `DefaultExpiration`, in seconds.
    field<std::chrono::seconds> default_expiration() const noexcept { return header("DefaultExpiration"); }
    /// `QualifyFrequency`, in seconds.
    field<std::chrono::seconds> qualify_frequency() const noexcept { return header("QualifyFrequency"); }
    /// `AuthenticateQualify`.
    field<bool> authenticate_qualify() const noexcept { return header("AuthenticateQualify"); }
    /// `MaxContacts`.
    field<std::int64_t> max_contacts() const noexcept { return header("MaxContacts"); }
    /// `RemoveExisting`.
    field<bool> remove_existing() const noexcept { return header("RemoveExisting"); }
    /// `RemoveUnavailable` (Asterisk 16.22, 18.8, 20, 21, 22 and 23 or later).
    field<bool> remove_unavailable() const noexcept { return header("RemoveUnavailable"); }
    /// `Mailboxes`.
    text_field mailboxes() const noexcept { return header("Mailboxes"); }
    /// `OutboundProxy`.
    text_field outbound_proxy() const noexcept { return header("OutboundProxy"); }
    /// `SupportPath`.
    field<bool> support_path() const noexcept { return header("SupportPath"); }
    /// `Qualify2xxOnly` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<bool> qualify_2xx_only() const noexcept { return header("Qualify2xxOnly"); }
    /// `QualifyTimeout`, in seconds (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<std::chrono::duration<double>> qualify_timeout() const noexcept { return header("QualifyTimeout"); }
    /// `VoicemailExtension` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    text_field voicemail_extension() const noexcept { return header("VoicemailExtension"); }
    /// `Contacts`, with commas between the elements (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    list_field contacts() const noexcept { return header("Contacts"); }
    /// `TotalContacts`.
    field<std::int64_t> total_contacts() const noexcept { return header("TotalContacts"); }
    /// `ContactsRegistered`.
    field<std::int64_t> contacts_registered() const noexcept { return header("ContactsRegistered"); }
    /// `EndpointName`.
    text_field endpoint_name() const noexcept { return header("EndpointName"); }
};

/// `AorList`, an item of a list: PJSIPShowAors. Asterisk 16 or later.
class aor_list : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "AorList";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `ObjectType`.
    text_field object_type() const noexcept { return header("ObjectType"); }
    /// `ObjectName`.
    text_field object_name() const noexcept { return header("ObjectName"); }
    /// `MinimumExpiration`, in seconds.
    field<std::chrono::seconds> minimum_expiration() const noexcept { return header("MinimumExpiration"); }
    /// `MaximumExpiration`, in seconds.
    field<std::chrono::seconds> maximum_expiration() const noexcept { return header("MaximumExpiration"); }
    /// `DefaultExpiration`, in seconds.
    field<std::chrono::seconds> default_expiration() const noexcept { return header("DefaultExpiration"); }
    /// `QualifyFrequency`, in seconds.
    field<std::chrono::seconds> qualify_frequency() const noexcept { return header("QualifyFrequency"); }
    /// `QualifyTimeout`, in seconds (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<std::chrono::duration<double>> qualify_timeout() const noexcept { return header("QualifyTimeout"); }
    /// `Qualify2xxOnly` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<bool> qualify_2xx_only() const noexcept { return header("Qualify2xxOnly"); }
    /// `AuthenticateQualify`.
    field<bool> authenticate_qualify() const noexcept { return header("AuthenticateQualify"); }
    /// `MaxContacts`.
    field<std::int64_t> max_contacts() const noexcept { return header("MaxContacts"); }
    /// `RemoveExisting`.
    field<bool> remove_existing() const noexcept { return header("RemoveExisting"); }
    /// `RemoveUnavailable` (Asterisk 16.22, 18.8, 20, 21 and 22).
    field<bool> remove_unavailable() const noexcept { return header("RemoveUnavailable"); }
    /// `Mailboxes`.
    text_field mailboxes() const noexcept { return header("Mailboxes"); }
    /// `VoicemailExtension` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    text_field voicemail_extension() const noexcept { return header("VoicemailExtension"); }
    /// `OutboundProxy`.
    text_field outbound_proxy() const noexcept { return header("OutboundProxy"); }
    /// `SupportPath`.
    field<bool> support_path() const noexcept { return header("SupportPath"); }
    /// `Contacts` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    text_field contacts() const noexcept { return header("Contacts"); }
};

/// `AorListComplete`, which ends the list of PJSIPShowAors. Asterisk 16 or later.
class aor_list_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "AorListComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `AuthDetail`, an item of a list: PJSIPShowEndpoint, PJSIPShowRegistrationsOutbound. Asterisk 13 or later.
class auth_detail : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "AuthDetail";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `ObjectType`.
    text_field object_type() const noexcept { return header("ObjectType"); }
    /// `ObjectName`.
    text_field object_name() const noexcept { return header("ObjectName"); }
    /// `Username`.
    text_field username() const noexcept { return header("Username"); }
    /// `Password`, a secret.
    secret_field password() const noexcept { return header("Password"); }
    /// `Md5Cred`, a secret.
    secret_field md5_cred() const noexcept { return header("Md5Cred"); }
    /// `Realm`.
    text_field realm() const noexcept { return header("Realm"); }
    /// `NonceLifetime`, in seconds.
    field<std::chrono::seconds> nonce_lifetime() const noexcept { return header("NonceLifetime"); }
    /// `AuthType`.
    text_field auth_type() const noexcept { return header("AuthType"); }
    /// `EndpointName`.
    text_field endpoint_name() const noexcept { return header("EndpointName"); }
    /// `OauthClientid` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    text_field oauth_client_id() const noexcept { return header("OauthClientid"); }
    /// `OauthSecret`, a secret (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    secret_field oauth_secret() const noexcept { return header("OauthSecret"); }
    /// `PasswordDigest`, a secret (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    secret_field password_digest() const noexcept { return header("PasswordDigest"); }
    /// `RefreshToken`, a secret (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    secret_field refresh_token() const noexcept { return header("RefreshToken"); }
    /// `SupportedAlgorithmsUac` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    text_field supported_algorithms_uac() const noexcept { return header("SupportedAlgorithmsUac"); }
    /// `SupportedAlgorithmsUas` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    text_field supported_algorithms_uas() const noexcept { return header("SupportedAlgorithmsUas"); }
};

/// `AuthList`, an item of a list: PJSIPShowAuths. Asterisk 16 or later.
class auth_list : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "AuthList";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `ObjectType`.
    text_field object_type() const noexcept { return header("ObjectType"); }
    /// `ObjectName`.
    text_field object_name() const noexcept { return header("ObjectName"); }
    /// `Username`.
    text_field username() const noexcept { return header("Username"); }
    /// `Md5Cred`, a secret.
    secret_field md5_cred() const noexcept { return header("Md5Cred"); }
    /// `Realm`.
    text_field realm() const noexcept { return header("Realm"); }
    /// `AuthType`.
    text_field auth_type() const noexcept { return header("AuthType"); }
    /// `Password`, a secret.
    secret_field password() const noexcept { return header("Password"); }
    /// `NonceLifetime`, in seconds.
    field<std::chrono::seconds> nonce_lifetime() const noexcept { return header("NonceLifetime"); }
    /// `OauthClientid` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    text_field oauth_client_id() const noexcept { return header("OauthClientid"); }
    /// `OauthSecret`, a secret (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    secret_field oauth_secret() const noexcept { return header("OauthSecret"); }
    /// `PasswordDigest`, a secret (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    secret_field password_digest() const noexcept { return header("PasswordDigest"); }
    /// `RefreshToken`, a secret (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    secret_field refresh_token() const noexcept { return header("RefreshToken"); }
    /// `SupportedAlgorithmsUac` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    text_field supported_algorithms_uac() const noexcept { return header("SupportedAlgorithmsUac"); }
    /// `SupportedAlgorithmsUas` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    text_field supported_algorithms_uas() const noexcept { return header("SupportedAlgorithmsUas"); }
};

/// `AuthListComplete`, which ends the list of PJSIPShowAuths. Asterisk 16 or later.
class auth_list_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "AuthListComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `ContactList`, an item of a list: PJSIPShowContacts. Asterisk 16 or later.
class contact_list : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ContactList";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `ObjectType`.
    text_field object_type() const noexcept { return header("ObjectType"); }
    /// `ObjectName`.
    text_field object_name() const noexcept { return header("ObjectName"); }
    /// `ViaAddr`.
    text_field via_addr() const noexcept { return header("ViaAddr"); }
    /// `ViaPort`.
    field<std::int64_t> via_port() const noexcept { return header("ViaPort"); }
    /// `QualifyTimeout`, in seconds.
    field<std::chrono::duration<double>> qualify_timeout() const noexcept { return header("QualifyTimeout"); }
    /// `CallId`.
    text_field call_id() const noexcept { return header("CallId"); }
    /// `RegServer`.
    text_field reg_server() const noexcept { return header("RegServer"); }
    /// `PruneOnBoot`.
    field<bool> prune_on_boot() const noexcept { return header("PruneOnBoot"); }
    /// `Path`.
    text_field path() const noexcept { return header("Path"); }
    /// `Endpoint`.
    text_field endpoint() const noexcept { return header("Endpoint"); }
    /// `AuthenticateQualify`.
    field<bool> authenticate_qualify() const noexcept { return header("AuthenticateQualify"); }
    /// `Uri`.
    text_field uri() const noexcept { return header("Uri"); }
    /// `QualifyFrequency`, in seconds.
    field<std::chrono::seconds> qualify_frequency() const noexcept { return header("QualifyFrequency"); }
    /// `UserAgent`.
    text_field user_agent() const noexcept { return header("UserAgent"); }
    /// `ExpirationTime`, in seconds since 1970; 0 means never.
    field<std::chrono::sys_seconds> expiration_time() const noexcept { return header("ExpirationTime"); }
    /// `OutboundProxy`.
    text_field outbound_proxy() const noexcept { return header("OutboundProxy"); }
    /// `Status`.
    field<::ami::contact_reachability> status() const noexcept { return header("Status"); }
    /// `RoundtripUsec`, in microseconds.
    field<std::chrono::microseconds> roundtrip_usec() const noexcept { return header("RoundtripUsec"); }
    /// `Qualify2xxOnly` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<bool> qualify_2xx_only() const noexcept { return header("Qualify2xxOnly"); }
};

/// `ContactListComplete`, which ends the list of PJSIPShowContacts. Asterisk 16 or later.
class contact_list_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ContactListComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `ContactStatus` of class system. Asterisk 13 or later.
class contact_status : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ContactStatus";
    using typed_event_base::typed_event_base;

    /// `URI`.
    text_field uri() const noexcept { return header("URI"); }
    /// `ContactStatus`.
    field<::ami::contact_change> contact_status_() const noexcept { return header("ContactStatus"); }
    /// `AOR`.
    text_field aor() const noexcept { return header("AOR"); }
    /// `EndpointName`.
    text_field endpoint_name() const noexcept { return header("EndpointName"); }
    /// `RoundtripUsec`, in microseconds.
    field<std::chrono::microseconds> roundtrip_usec() const noexcept { return header("RoundtripUsec"); }
};

/// `ContactStatusDetail`, an item of a list: PJSIPShowEndpoint, PJSIPShowRegistrationInboundContactStatuses. Asterisk
/// 13 or later.
class contact_status_detail : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ContactStatusDetail";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `AOR`.
    text_field aor() const noexcept { return header("AOR"); }
    /// `URI`.
    text_field uri() const noexcept { return header("URI"); }
    /// `Status`.
    field<::ami::contact_reachability> status() const noexcept { return header("Status"); }
    /// `RoundtripUsec`, in microseconds.
    field<std::chrono::microseconds> roundtrip_usec() const noexcept { return header("RoundtripUsec"); }
    /// `EndpointName`.
    text_field endpoint_name() const noexcept { return header("EndpointName"); }
    /// `UserAgent`.
    text_field user_agent() const noexcept { return header("UserAgent"); }
    /// `RegExpire`, in seconds since 1970; 0 means never.
    field<std::chrono::sys_seconds> reg_expire() const noexcept { return header("RegExpire"); }
    /// `ViaAddress`.
    text_field via_address() const noexcept { return header("ViaAddress"); }
    /// `CallID`.
    text_field call_id() const noexcept { return header("CallID"); }
    /// `ID`.
    text_field id() const noexcept { return header("ID"); }
    /// `AuthenticateQualify`.
    field<bool> authenticate_qualify() const noexcept { return header("AuthenticateQualify"); }
    /// `OutboundProxy`.
    text_field outbound_proxy() const noexcept { return header("OutboundProxy"); }
    /// `Path`.
    text_field path() const noexcept { return header("Path"); }
    /// `QualifyFrequency`, in seconds.
    field<std::chrono::seconds> qualify_frequency() const noexcept { return header("QualifyFrequency"); }
    /// `QualifyTimeout`, in seconds.
    field<std::chrono::duration<double>> qualify_timeout() const noexcept { return header("QualifyTimeout"); }
    /// `Qualify2xxOnly` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<bool> qualify_2xx_only() const noexcept { return header("Qualify2xxOnly"); }
};

/// `ContactStatusDetailComplete`, which ends the list of PJSIPShowRegistrationInboundContactStatuses.
class contact_status_detail_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ContactStatusDetailComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `EndpointDetail`, an item of a list: PJSIPShowEndpoint. Asterisk 13 or later.
class endpoint_detail : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "EndpointDetail";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `ObjectType`.
    text_field object_type() const noexcept { return header("ObjectType"); }
    /// `ObjectName`.
    text_field object_name() const noexcept { return header("ObjectName"); }
    /// `Context`.
    text_field context() const noexcept { return header("Context"); }
    /// `Allow`.
    text_field allow() const noexcept { return header("Allow"); }
    /// `DtmfMode`.
    text_field dtmf_mode() const noexcept { return header("DtmfMode"); }
    /// `RtpIpv6`.
    field<bool> rtp_ipv6() const noexcept { return header("RtpIpv6"); }
    /// `RtpSymmetric`.
    field<bool> rtp_symmetric() const noexcept { return header("RtpSymmetric"); }
    /// `IceSupport`.
    field<bool> ice_support() const noexcept { return header("IceSupport"); }
    /// `UsePtime`.
    field<bool> use_ptime() const noexcept { return header("UsePtime"); }
    /// `ForceRport`.
    field<bool> force_rport() const noexcept { return header("ForceRport"); }
    /// `RewriteContact`.
    field<bool> rewrite_contact() const noexcept { return header("RewriteContact"); }
    /// `Transport`.
    text_field transport() const noexcept { return header("Transport"); }
    /// `OutboundProxy`.
    text_field outbound_proxy() const noexcept { return header("OutboundProxy"); }
    /// `MohSuggest`.
    text_field moh_suggest() const noexcept { return header("MohSuggest"); }
    /// `100rel`.
    field<bool> x100rel() const noexcept { return header("100rel"); }
    /// `Timers`.
    field<bool> timers() const noexcept { return header("Timers"); }
    /// `TimersMinSe`, in seconds.
    field<std::chrono::seconds> timers_min_se() const noexcept { return header("TimersMinSe"); }
    /// `TimersSessExpires`, in seconds.
    field<std::chrono::seconds> timers_sess_expires() const noexcept { return header("TimersSessExpires"); }
    /// `Auth`.
    text_field auth() const noexcept { return header("Auth"); }
    /// `OutboundAuth`.
    text_field outbound_auth() const noexcept { return header("OutboundAuth"); }
    /// `Aors`, with commas between the elements.
    list_field aors() const noexcept { return header("Aors"); }
    /// `MediaAddress`.
    text_field media_address() const noexcept { return header("MediaAddress"); }
    /// `IdentifyBy`.
    text_field identify_by() const noexcept { return header("IdentifyBy"); }
    /// `DirectMedia`.
    field<bool> direct_media() const noexcept { return header("DirectMedia"); }
    /// `DirectMediaMethod`.
    text_field direct_media_method() const noexcept { return header("DirectMediaMethod"); }
    /// `TrustConnectedLine` (Asterisk 16.1, 18, 20, 21 and 22).
    field<bool> trust_connected_line() const noexcept { return header("TrustConnectedLine"); }
    /// `SendConnectedLine` (Asterisk 16.1, 18, 20, 21 and 22).
    field<bool> send_connected_line() const noexcept { return header("SendConnectedLine"); }
    /// `ConnectedLineMethod`.
    text_field connected_line_method() const noexcept { return header("ConnectedLineMethod"); }
    /// `DirectMediaGlareMitigation`.
    text_field direct_media_glare_mitigation() const noexcept { return header("DirectMediaGlareMitigation"); }
    /// `DisableDirectMediaOnNat`.
    field<bool> disable_direct_media_on_nat() const noexcept { return header("DisableDirectMediaOnNat"); }
    /// `Callerid`.
    text_field caller_id() const noexcept { return header("Callerid"); }
    /// `CalleridPrivacy`.
    text_field caller_id_privacy() const noexcept { return header("CalleridPrivacy"); }
    /// `CalleridTag`.
    text_field caller_id_tag() const noexcept { return header("CalleridTag"); }
    /// `TrustIdInbound`.
    field<bool> trust_id_inbound() const noexcept { return header("TrustIdInbound"); }
    /// `TrustIdOutbound`.
    field<bool> trust_id_outbound() const noexcept { return header("TrustIdOutbound"); }
    /// `SendPai`.
    field<bool> send_pai() const noexcept { return header("SendPai"); }
    /// `SendRpid`.
    field<bool> send_rpid() const noexcept { return header("SendRpid"); }
    /// `SendDiversion`.
    field<bool> send_diversion() const noexcept { return header("SendDiversion"); }
    /// `Mailboxes`.
    text_field mailboxes() const noexcept { return header("Mailboxes"); }
    /// `AggregateMwi`.
    field<bool> aggregate_mwi() const noexcept { return header("AggregateMwi"); }
    /// `MediaEncryption`.
    text_field media_encryption() const noexcept { return header("MediaEncryption"); }
    /// `MediaEncryptionOptimistic`.
    field<bool> media_encryption_optimistic() const noexcept { return header("MediaEncryptionOptimistic"); }
    /// `UseAvpf`.
    field<bool> use_avpf() const noexcept { return header("UseAvpf"); }
    /// `ForceAvp`.
    field<bool> force_avp() const noexcept { return header("ForceAvp"); }
    /// `MediaUseReceivedTransport`.
    field<bool> media_use_received_transport() const noexcept { return header("MediaUseReceivedTransport"); }
    /// `OneTouchRecording`.
    field<bool> one_touch_recording() const noexcept { return header("OneTouchRecording"); }
    /// `InbandProgress`.
    field<bool> inband_progress() const noexcept { return header("InbandProgress"); }
    /// `CallGroup`.
    text_field call_group() const noexcept { return header("CallGroup"); }
    /// `PickupGroup`.
    text_field pickup_group() const noexcept { return header("PickupGroup"); }
    /// `NamedCallGroup`.
    text_field named_call_group() const noexcept { return header("NamedCallGroup"); }
    /// `NamedPickupGroup`.
    text_field named_pickup_group() const noexcept { return header("NamedPickupGroup"); }
    /// `DeviceStateBusyAt`.
    field<std::int64_t> device_state_busy_at() const noexcept { return header("DeviceStateBusyAt"); }
    /// `T38Udptl`.
    field<bool> t38_udptl() const noexcept { return header("T38Udptl"); }
    /// `T38UdptlEc`.
    text_field t38_udptl_ec() const noexcept { return header("T38UdptlEc"); }
    /// `T38UdptlMaxdatagram`.
    field<std::int64_t> t38_udptl_maxdatagram() const noexcept { return header("T38UdptlMaxdatagram"); }
    /// `FaxDetect`.
    field<bool> fax_detect() const noexcept { return header("FaxDetect"); }
    /// `T38UdptlNat`.
    field<bool> t38_udptl_nat() const noexcept { return header("T38UdptlNat"); }
    /// `T38UdptlIpv6`.
    field<bool> t38_udptl_ipv6() const noexcept { return header("T38UdptlIpv6"); }
    /// `T38BindUdptlToMediaAddress` (Asterisk 16.22, 18.8, 20, 21, 22 and 23 or later).
    field<bool> t38_bind_udptl_to_media_address() const noexcept
    {
        return header("T38BindUdptlToMediaAddress");
    }
    /// `ToneZone`.
    text_field tone_zone() const noexcept { return header("ToneZone"); }
    /// `Language`.
    text_field language() const noexcept { return header("Language"); }
    /// `RecordOnFeature`.
    text_field record_on_feature() const noexcept { return header("RecordOnFeature"); }
    /// `RecordOffFeature`.
    text_field record_off_feature() const noexcept { return header("RecordOffFeature"); }
    /// `AllowTransfer`.
    field<bool> allow_transfer() const noexcept { return header("AllowTransfer"); }
    /// `UserEqPhone`.
    field<bool> user_eq_phone() const noexcept { return header("UserEqPhone"); }
    /// `MohPassthrough`.
    field<bool> moh_passthrough() const noexcept { return header("MohPassthrough"); }
    /// `SdpOwner`.
    text_field sdp_owner() const noexcept { return header("SdpOwner"); }
    /// `SdpSession`.
    text_field sdp_session() const noexcept { return header("SdpSession"); }
    /// `TosAudio`.
    field<std::int64_t> tos_audio() const noexcept { return header("TosAudio"); }
    /// `TosVideo`.
    field<std::int64_t> tos_video() const noexcept { return header("TosVideo"); }
    /// `CosAudio`.
    field<std::int64_t> cos_audio() const noexcept { return header("CosAudio"); }
    /// `CosVideo`.
    field<std::int64_t> cos_video() const noexcept { return header("CosVideo"); }
    /// `AllowSubscribe`.
    field<bool> allow_subscribe() const noexcept { return header("AllowSubscribe"); }
    /// `SubMinExpiry`, in seconds.
    field<std::chrono::seconds> sub_min_expiry() const noexcept { return header("SubMinExpiry"); }
    /// `FromUser`.
    text_field from_user() const noexcept { return header("FromUser"); }
    /// `FromDomain`.
    text_field from_domain() const noexcept { return header("FromDomain"); }
    /// `MwiFromUser`.
    text_field mwi_from_user() const noexcept { return header("MwiFromUser"); }
    /// `RtpEngine`.
    text_field rtp_engine() const noexcept { return header("RtpEngine"); }
    /// `DtlsVerify`.
    text_field dtls_verify() const noexcept { return header("DtlsVerify"); }
    /// `DtlsRekey`.
    field<std::int64_t> dtls_rekey() const noexcept { return header("DtlsRekey"); }
    /// `DtlsCertFile`.
    text_field dtls_cert_file() const noexcept { return header("DtlsCertFile"); }
    /// `DtlsPrivateKey`.
    text_field dtls_private_key() const noexcept { return header("DtlsPrivateKey"); }
    /// `DtlsCipher`.
    text_field dtls_cipher() const noexcept { return header("DtlsCipher"); }
    /// `DtlsCaFile`.
    text_field dtls_ca_file() const noexcept { return header("DtlsCaFile"); }
    /// `DtlsCaPath`.
    text_field dtls_ca_path() const noexcept { return header("DtlsCaPath"); }
    /// `DtlsSetup`.
    text_field dtls_setup() const noexcept { return header("DtlsSetup"); }
    /// `SrtpTag32`.
    field<bool> srtp_tag32() const noexcept { return header("SrtpTag32"); }
    /// `RedirectMethod`.
    text_field redirect_method() const noexcept { return header("RedirectMethod"); }
    /// `SetVar`.
    text_field set_var() const noexcept { return header("SetVar"); }
    /// `MessageContext`.
    text_field message_context() const noexcept { return header("MessageContext"); }
    /// `Accountcode`.
    text_field account_code() const noexcept { return header("Accountcode"); }
    /// `PreferredCodecOnly` (Asterisk 16 or later).
    field<bool> preferred_codec_only() const noexcept { return header("PreferredCodecOnly"); }
    /// `DeviceState`.
    text_field device_state() const noexcept { return header("DeviceState"); }
    /// `ActiveChannels`.
    field<std::int64_t> active_channels() const noexcept { return header("ActiveChannels"); }
    /// `SubscribeContext`.
    text_field subscribe_context() const noexcept { return header("SubscribeContext"); }
    /// `AllowOverlap`.
    field<bool> allow_overlap() const noexcept { return header("AllowOverlap"); }
    /// `OverlapContext` (Asterisk 18.17, 20.2, 21, 22 and 23 or later).
    text_field overlap_context() const noexcept { return header("OverlapContext"); }
    /// `AcceptMultipleSdpAnswers` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<bool> accept_multiple_sdp_answers() const noexcept { return header("AcceptMultipleSdpAnswers"); }
    /// `Acl` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    text_field acl() const noexcept { return header("Acl"); }
    /// `AllowUnauthenticatedOptions` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<bool> allow_unauthenticated_options() const noexcept
    {
        return header("AllowUnauthenticatedOptions");
    }
    /// `AsymmetricRtpCodec` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<bool> asymmetric_rtp_codec() const noexcept { return header("AsymmetricRtpCodec"); }
    /// `BindRtpToMediaAddress` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<bool> bind_rtp_to_media_address() const noexcept { return header("BindRtpToMediaAddress"); }
    /// `Bundle` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<bool> bundle() const noexcept { return header("Bundle"); }
    /// `CodecPrefsIncomingAnswer` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    text_field codec_prefs_incoming_answer() const noexcept { return header("CodecPrefsIncomingAnswer"); }
    /// `CodecPrefsIncomingOffer` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    text_field codec_prefs_incoming_offer() const noexcept { return header("CodecPrefsIncomingOffer"); }
    /// `CodecPrefsOutgoingAnswer` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    text_field codec_prefs_outgoing_answer() const noexcept { return header("CodecPrefsOutgoingAnswer"); }
    /// `CodecPrefsOutgoingOffer` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    text_field codec_prefs_outgoing_offer() const noexcept { return header("CodecPrefsOutgoingOffer"); }
    /// `ContactAcl` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    text_field contact_acl() const noexcept { return header("ContactAcl"); }
    /// `DtlsAutoGenerateCert` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<bool> dtls_auto_generate_cert() const noexcept { return header("DtlsAutoGenerateCert"); }
    /// `DtlsFingerprint` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    text_field dtls_fingerprint() const noexcept { return header("DtlsFingerprint"); }
    /// `FaxDetectTimeout`, in seconds (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<std::chrono::seconds> fax_detect_timeout() const noexcept { return header("FaxDetectTimeout"); }
    /// `FollowEarlyMediaFork` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<bool> follow_early_media_fork() const noexcept { return header("FollowEarlyMediaFork"); }
    /// `G726NonStandard` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<bool> g726_non_standard() const noexcept { return header("G726NonStandard"); }
    /// `GeolocIncomingCallProfile` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    text_field geoloc_incoming_call_profile() const noexcept { return header("GeolocIncomingCallProfile"); }
    /// `GeolocOutgoingCallProfile` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    text_field geoloc_outgoing_call_profile() const noexcept { return header("GeolocOutgoingCallProfile"); }
    /// `Ignore183WithoutSdp` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<bool> ignore_183_without_sdp() const noexcept { return header("Ignore183WithoutSdp"); }
    /// `IncomingCallOfferPref` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    text_field incoming_call_offer_pref() const noexcept { return header("IncomingCallOfferPref"); }
    /// `IncomingMwiMailbox` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    text_field incoming_mwi_mailbox() const noexcept { return header("IncomingMwiMailbox"); }
    /// `MaxAudioStreams` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<std::int64_t> max_audio_streams() const noexcept { return header("MaxAudioStreams"); }
    /// `MaxVideoStreams` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<std::int64_t> max_video_streams() const noexcept { return header("MaxVideoStreams"); }
    /// `MwiSubscribeReplacesUnsolicited` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<bool> mwi_subscribe_replaces_unsolicited() const noexcept
    {
        return header("MwiSubscribeReplacesUnsolicited");
    }
    /// `NotifyEarlyInuseRinging` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<bool> notify_early_inuse_ringing() const noexcept { return header("NotifyEarlyInuseRinging"); }
    /// `OutgoingCallOfferPref` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    text_field outgoing_call_offer_pref() const noexcept { return header("OutgoingCallOfferPref"); }
    /// `ReferBlindProgress` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<bool> refer_blind_progress() const noexcept { return header("ReferBlindProgress"); }
    /// `RpidImmediate` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<bool> rpid_immediate() const noexcept { return header("RpidImmediate"); }
    /// `RtcpMux` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<bool> rtcp_mux() const noexcept { return header("RtcpMux"); }
    /// `RtpKeepalive`, in seconds (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<std::chrono::seconds> rtp_keepalive() const noexcept { return header("RtpKeepalive"); }
    /// `RtpTimeout`, in seconds (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<std::chrono::seconds> rtp_timeout() const noexcept { return header("RtpTimeout"); }
    /// `RtpTimeoutHold`, in seconds (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<std::chrono::seconds> rtp_timeout_hold() const noexcept { return header("RtpTimeoutHold"); }
    /// `RtpPortStart` (Asterisk 20.20, 22.10 and 23 or later).
    field<std::int64_t> rtp_port_start() const noexcept { return header("RtpPortStart"); }
    /// `RtpPortEnd` (Asterisk 20.20, 22.10 and 23 or later).
    field<std::int64_t> rtp_port_end() const noexcept { return header("RtpPortEnd"); }
    /// `SecurityNegotiation` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    text_field security_negotiation() const noexcept { return header("SecurityNegotiation"); }
    /// `SendAoc` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<bool> send_aoc() const noexcept { return header("SendAoc"); }
    /// `SendHistoryInfo` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<bool> send_history_info() const noexcept { return header("SendHistoryInfo"); }
    /// `StirShaken` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    text_field stir_shaken() const noexcept { return header("StirShaken"); }
    /// `StirShakenProfile` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    text_field stir_shaken_profile() const noexcept { return header("StirShakenProfile"); }
    /// `SuppressMohOnSendonly` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<bool> suppress_moh_on_sendonly() const noexcept { return header("SuppressMohOnSendonly"); }
    /// `SuppressQ850ReasonHeaders` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<bool> suppress_q850_reason_headers() const noexcept { return header("SuppressQ850ReasonHeaders"); }
    /// `Tenantid` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    text_field tenant_id() const noexcept { return header("Tenantid"); }
    /// `VoicemailExtension` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    text_field voicemail_extension() const noexcept { return header("VoicemailExtension"); }
    /// `Webrtc` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<bool> webrtc() const noexcept { return header("Webrtc"); }
    /// `FollowRedirectMethods`.
    text_field follow_redirect_methods() const noexcept { return header("FollowRedirectMethods"); }
    /// `Disallow` (Asterisk 13, 16 and 18).
    text_field disallow() const noexcept { return header("Disallow"); }
};

/// `EndpointDetailComplete`, which ends the list of PJSIPShowEndpoint. Asterisk 13 or later.
class endpoint_detail_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "EndpointDetailComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `EndpointList`, an item of a list: PJSIPShowEndpoints. Asterisk 13 or later.
class endpoint_list : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "EndpointList";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `ObjectType`.
    text_field object_type() const noexcept { return header("ObjectType"); }
    /// `ObjectName`.
    text_field object_name() const noexcept { return header("ObjectName"); }
    /// `Transport`.
    text_field transport() const noexcept { return header("Transport"); }
    /// `Aor`.
    text_field aor() const noexcept { return header("Aor"); }
    /// `Auths`.
    text_field auths() const noexcept { return header("Auths"); }
    /// `OutboundAuths`.
    text_field outbound_auths() const noexcept { return header("OutboundAuths"); }
    /// `DeviceState`.
    text_field device_state() const noexcept { return header("DeviceState"); }
    /// `ActiveChannels`.
    field<std::int64_t> active_channels() const noexcept { return header("ActiveChannels"); }
    /// `Contacts`, with commas between the elements (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    list_field contacts() const noexcept { return header("Contacts"); }
};

/// `EndpointListComplete`, which ends the list of PJSIPShowEndpoints. Asterisk 13 or later.
class endpoint_list_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "EndpointListComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `IdentifyDetail`, an item of a list: PJSIPShowEndpoint. Asterisk 13 or later.
class identify_detail : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "IdentifyDetail";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `ObjectType`.
    text_field object_type() const noexcept { return header("ObjectType"); }
    /// `ObjectName`.
    text_field object_name() const noexcept { return header("ObjectName"); }
    /// `Endpoint`.
    text_field endpoint() const noexcept { return header("Endpoint"); }
    /// `SrvLookups`.
    field<bool> srv_lookups() const noexcept { return header("SrvLookups"); }
    /// `Match`.
    text_field match() const noexcept { return header("Match"); }
    /// `MatchHeader`.
    text_field match_header() const noexcept { return header("MatchHeader"); }
    /// `MatchRequestUri` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    text_field match_request_uri() const noexcept { return header("MatchRequestUri"); }
    /// `EndpointName`.
    text_field endpoint_name() const noexcept { return header("EndpointName"); }
};

/// `InboundRegistrationDetail`, an item of a list: PJSIPShowRegistrationsInbound. Asterisk 20.13, 21.8, 22.3 and 23 or
/// later.
class inbound_registration_detail : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "InboundRegistrationDetail";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `ObjectType`.
    text_field object_type() const noexcept { return header("ObjectType"); }
    /// `ObjectName`.
    text_field object_name() const noexcept { return header("ObjectName"); }
    /// `MinimumExpiration`, in seconds.
    field<std::chrono::seconds> minimum_expiration() const noexcept { return header("MinimumExpiration"); }
    /// `DefaultExpiration`, in seconds.
    field<std::chrono::seconds> default_expiration() const noexcept { return header("DefaultExpiration"); }
    /// `QualifyTimeout`, in seconds.
    field<std::chrono::duration<double>> qualify_timeout() const noexcept { return header("QualifyTimeout"); }
    /// `Qualify2xxOnly`.
    field<bool> qualify_2xx_only() const noexcept { return header("Qualify2xxOnly"); }
    /// `Mailboxes`.
    text_field mailboxes() const noexcept { return header("Mailboxes"); }
    /// `SupportPath`.
    field<bool> support_path() const noexcept { return header("SupportPath"); }
    /// `RemoveUnavailable`.
    field<bool> remove_unavailable() const noexcept { return header("RemoveUnavailable"); }
    /// `VoicemailExtension`.
    text_field voicemail_extension() const noexcept { return header("VoicemailExtension"); }
    /// `MaxContacts`.
    field<std::int64_t> max_contacts() const noexcept { return header("MaxContacts"); }
    /// `AuthenticateQualify`.
    field<bool> authenticate_qualify() const noexcept { return header("AuthenticateQualify"); }
    /// `MaximumExpiration`, in seconds.
    field<std::chrono::seconds> maximum_expiration() const noexcept { return header("MaximumExpiration"); }
    /// `QualifyFrequency`, in seconds.
    field<std::chrono::seconds> qualify_frequency() const noexcept { return header("QualifyFrequency"); }
    /// `RemoveExisting`.
    field<bool> remove_existing() const noexcept { return header("RemoveExisting"); }
    /// `OutboundProxy`.
    text_field outbound_proxy() const noexcept { return header("OutboundProxy"); }
    /// `Contacts`.
    text_field contacts() const noexcept { return header("Contacts"); }
    /// `Contact`.
    text_field contact() const noexcept { return header("Contact"); }
};

/// `InboundRegistrationDetailComplete`, which ends the list of PJSIPShowRegistrationsInbound.
class inbound_registration_detail_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "InboundRegistrationDetailComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `InboundSubscriptionDetail`, an item of a list: PJSIPShowSubscriptionsInbound. Asterisk 20.13, 21.8, 22.3 and 23 or
/// later.
class inbound_subscription_detail : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "InboundSubscriptionDetail";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `Role`.
    text_field role() const noexcept { return header("Role"); }
    /// `Endpoint`.
    text_field endpoint() const noexcept { return header("Endpoint"); }
    /// `Callid`.
    text_field call_id() const noexcept { return header("Callid"); }
    /// `State`.
    text_field state() const noexcept { return header("State"); }
    /// `Callerid`.
    text_field caller_id() const noexcept { return header("Callerid"); }
    /// `SubscriptionType`.
    field<::ami::subscription_type> subscription_type() const noexcept { return header("SubscriptionType"); }
    /// `Extension`.
    text_field extension() const noexcept { return header("Extension"); }
    /// `ExtensionStates`.
    field<::ami::extension_state_text> extension_states() const noexcept { return header("ExtensionStates"); }
    /// `Mailboxes`.
    text_field mailboxes() const noexcept { return header("Mailboxes"); }
};

/// `InboundSubscriptionDetailComplete`, which ends the list of PJSIPShowSubscriptionsInbound.
class inbound_subscription_detail_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "InboundSubscriptionDetailComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `OutboundRegistrationDetail`, an item of a list: PJSIPShowRegistrationsOutbound. Asterisk 20.13, 21.8, 22.3 and 23
/// or later.
class outbound_registration_detail : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "OutboundRegistrationDetail";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `ObjectType`.
    text_field object_type() const noexcept { return header("ObjectType"); }
    /// `ObjectName`.
    text_field object_name() const noexcept { return header("ObjectName"); }
    /// `MaxRetries`.
    field<std::int64_t> max_retries() const noexcept { return header("MaxRetries"); }
    /// `ClientUri`.
    text_field client_uri() const noexcept { return header("ClientUri"); }
    /// `SecurityNegotiation`.
    text_field security_negotiation() const noexcept { return header("SecurityNegotiation"); }
    /// `AuthRejectionPermanent`.
    field<bool> auth_rejection_permanent() const noexcept { return header("AuthRejectionPermanent"); }
    /// `ServerUri`.
    text_field server_uri() const noexcept { return header("ServerUri"); }
    /// `MaxRandomInitialDelay`, in seconds.
    field<std::chrono::seconds> max_random_initial_delay() const noexcept
    {
        return header("MaxRandomInitialDelay");
    }
    /// `SupportPath`.
    field<bool> support_path() const noexcept { return header("SupportPath"); }
    /// `RetryInterval`, in seconds.
    field<std::chrono::seconds> retry_interval() const noexcept { return header("RetryInterval"); }
    /// `ContactHeaderParams`.
    text_field contact_header_params() const noexcept { return header("ContactHeaderParams"); }
    /// `Expiration`.
    field<std::int64_t> expiration() const noexcept { return header("Expiration"); }
    /// `Transport`.
    text_field transport() const noexcept { return header("Transport"); }
    /// `Line`.
    text_field line() const noexcept { return header("Line"); }
    /// `ContactUser`.
    text_field contact_user() const noexcept { return header("ContactUser"); }
    /// `Endpoint`.
    text_field endpoint() const noexcept { return header("Endpoint"); }
    /// `UserAgent` (Asterisk 21.8, 22.3 and 23 or later).
    text_field user_agent() const noexcept { return header("UserAgent"); }
    /// `ForbiddenRetryInterval`, in seconds.
    field<std::chrono::seconds> forbidden_retry_interval() const noexcept
    {
        return header("ForbiddenRetryInterval");
    }
    /// `OutboundAuth`.
    text_field outbound_auth() const noexcept { return header("OutboundAuth"); }
    /// `OutboundProxy`.
    text_field outbound_proxy() const noexcept { return header("OutboundProxy"); }
    /// `FatalRetryInterval`, in seconds.
    field<std::chrono::seconds> fatal_retry_interval() const noexcept { return header("FatalRetryInterval"); }
    /// `SupportOutbound`.
    field<bool> support_outbound() const noexcept { return header("SupportOutbound"); }
    /// `Status`.
    field<::ami::outbound_registration_state> status() const noexcept { return header("Status"); }
    /// `NextReg`, in seconds.
    field<std::chrono::seconds> next_reg() const noexcept { return header("NextReg"); }
};

/// `OutboundRegistrationDetailComplete`, which ends the list of PJSIPShowRegistrationsOutbound.
class outbound_registration_detail_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "OutboundRegistrationDetailComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;

    /// `Registered`.
    field<std::int64_t> registered() const noexcept { return header("Registered"); }
    /// `NotRegistered`.
    field<std::int64_t> not_registered() const noexcept { return header("NotRegistered"); }
};

/// `OutboundSubscriptionDetail`, an item of a list: PJSIPShowSubscriptionsOutbound. Asterisk 20.13, 21.8, 22.3 and 23
/// or later.
class outbound_subscription_detail : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "OutboundSubscriptionDetail";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `Role`.
    text_field role() const noexcept { return header("Role"); }
    /// `Endpoint`.
    text_field endpoint() const noexcept { return header("Endpoint"); }
    /// `Callid`.
    text_field call_id() const noexcept { return header("Callid"); }
    /// `State`.
    text_field state() const noexcept { return header("State"); }
    /// `Callerid`.
    text_field caller_id() const noexcept { return header("Callerid"); }
    /// `SubscriptionType`.
    field<::ami::subscription_type> subscription_type() const noexcept { return header("SubscriptionType"); }
    /// `Extension`.
    text_field extension() const noexcept { return header("Extension"); }
    /// `ExtensionStates`.
    field<::ami::extension_state_text> extension_states() const noexcept { return header("ExtensionStates"); }
    /// `Mailboxes`.
    text_field mailboxes() const noexcept { return header("Mailboxes"); }
};

/// `OutboundSubscriptionDetailComplete`, which ends the list of PJSIPShowSubscriptionsOutbound.
class outbound_subscription_detail_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "OutboundSubscriptionDetailComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `PJSIPMaintenanceStatus` of class system. Also an item of the list of PJSIPShowMaintenance. Asterisk 20.20, 22.10
/// and 23 or later.
class pjsip_maintenance_status : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "PJSIPMaintenanceStatus";
    using typed_event_base::typed_event_base;

    /// `Endpoint`.
    text_field endpoint() const noexcept { return header("Endpoint"); }
    /// `Status`.
    field<bool> status() const noexcept { return header("Status"); }
};

/// `PJSIPMaintenanceStatusComplete`, which ends the list of PJSIPShowMaintenance.
class pjsip_maintenance_status_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "PJSIPMaintenanceStatusComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `ResourceListDetail`, an item of a list: PJSIPShowResourceLists. Asterisk 20.13, 21.8, 22.3 and 23 or later.
class resource_list_detail : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ResourceListDetail";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `ObjectType`.
    text_field object_type() const noexcept { return header("ObjectType"); }
    /// `ObjectName`.
    text_field object_name() const noexcept { return header("ObjectName"); }
    /// `Event`.
    text_field event() const noexcept { return header("Event"); }
    /// `FullState`.
    field<bool> full_state() const noexcept { return header("FullState"); }
    /// `ListItem`, with commas between the elements.
    list_field list_item() const noexcept { return header("ListItem"); }
    /// `NotificationBatchInterval`, in milliseconds.
    field<std::chrono::milliseconds> notification_batch_interval() const noexcept
    {
        return header("NotificationBatchInterval");
    }
    /// `ResourceDisplayName`.
    text_field resource_display_name() const noexcept { return header("ResourceDisplayName"); }
};

/// `ResourceListDetailComplete`, which ends the list of PJSIPShowResourceLists.
class resource_list_detail_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ResourceListDetailComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `TransportDetail`, an item of a list: PJSIPShowEndpoint. Asterisk 13 or later.
class transport_detail : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "TransportDetail";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `ObjectType`.
    text_field object_type() const noexcept { return header("ObjectType"); }
    /// `ObjectName`.
    text_field object_name() const noexcept { return header("ObjectName"); }
    /// `Protocol`.
    text_field protocol() const noexcept { return header("Protocol"); }
    /// `Bind`.
    text_field bind() const noexcept { return header("Bind"); }
    /// `AsycOperations`.
    text_field asyc_operations() const noexcept { return header("AsycOperations"); }
    /// `CaListFile`.
    text_field ca_list_file() const noexcept { return header("CaListFile"); }
    /// `CaListPath`.
    text_field ca_list_path() const noexcept { return header("CaListPath"); }
    /// `CertFile`.
    text_field cert_file() const noexcept { return header("CertFile"); }
    /// `PrivKeyFile`.
    text_field priv_key_file() const noexcept { return header("PrivKeyFile"); }
    /// `Password`, a secret.
    secret_field password() const noexcept { return header("Password"); }
    /// `ExternalSignalingAddress`.
    text_field external_signaling_address() const noexcept { return header("ExternalSignalingAddress"); }
    /// `ExternalSignalingPort`.
    field<std::int64_t> external_signaling_port() const noexcept { return header("ExternalSignalingPort"); }
    /// `ExternalMediaAddress`.
    text_field external_media_address() const noexcept { return header("ExternalMediaAddress"); }
    /// `Domain`.
    text_field domain() const noexcept { return header("Domain"); }
    /// `VerifyServer`.
    field<bool> verify_server() const noexcept { return header("VerifyServer"); }
    /// `VerifyClient`.
    field<bool> verify_client() const noexcept { return header("VerifyClient"); }
    /// `RequireClientCert`.
    field<bool> require_client_cert() const noexcept { return header("RequireClientCert"); }
    /// `Method`.
    text_field method() const noexcept { return header("Method"); }
    /// `Cipher`.
    text_field cipher() const noexcept { return header("Cipher"); }
    /// `LocalNet`.
    text_field local_net() const noexcept { return header("LocalNet"); }
    /// `Tos`.
    field<std::int64_t> tos() const noexcept { return header("Tos"); }
    /// `Cos`.
    field<std::int64_t> cos() const noexcept { return header("Cos"); }
    /// `WebsocketWriteTimeout`, in milliseconds.
    field<std::chrono::milliseconds> websocket_write_timeout() const noexcept
    {
        return header("WebsocketWriteTimeout");
    }
    /// `AllowReload` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<bool> allow_reload() const noexcept { return header("AllowReload"); }
    /// `AllowWildcardCerts` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<bool> allow_wildcard_certs() const noexcept { return header("AllowWildcardCerts"); }
    /// `SymmetricTransport` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<bool> symmetric_transport() const noexcept { return header("SymmetricTransport"); }
    /// `TcpKeepaliveEnable` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<bool> tcp_keepalive_enable() const noexcept { return header("TcpKeepaliveEnable"); }
    /// `TcpKeepaliveIdleTime`, in seconds (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<std::chrono::seconds> tcp_keepalive_idle_time() const noexcept
    {
        return header("TcpKeepaliveIdleTime");
    }
    /// `TcpKeepaliveIntervalTime`, in seconds (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<std::chrono::seconds> tcp_keepalive_interval_time() const noexcept
    {
        return header("TcpKeepaliveIntervalTime");
    }
    /// `TcpKeepaliveProbeCount` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    field<std::int64_t> tcp_keepalive_probe_count() const noexcept
    {
        return header("TcpKeepaliveProbeCount");
    }
    /// `EndpointName`.
    text_field endpoint_name() const noexcept { return header("EndpointName"); }
    /// `AsyncOperations`.
    field<std::int64_t> async_operations() const noexcept { return header("AsyncOperations"); }
};

} // namespace ami::events

#endif // AMI_EVENTS_PJSIP_HPP
