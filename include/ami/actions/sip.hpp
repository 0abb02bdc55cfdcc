// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_ACTIONS_SIP_HPP
#define AMI_ACTIONS_SIP_HPP

#include <ami/actions/typed_builder.hpp>
#include <ami/events/iax.hpp>
#include <ami/events/sip.hpp>
#include <ami/events/state.hpp>
#include <ami/typed/typed_answer.hpp>
#include <ami/typed/typed_list.hpp>

#include <cstdint>
#include <string_view>
#include <utility>

namespace ami::actions {

/// `SIPnotify`. Asterisk 13 to 20.
/// \par Server rights
/// write = system
class sip_notify : public typed_builder<sip_notify> {
public:
    /// Needs `Channel`; `Variable`.
    explicit sip_notify(std::string_view channel, std::string_view name, std::string_view value)
        : typed_builder("SIPnotify")
    {
        require("Channel", channel);
        put_variable(name, value);
    }

    /// `Variable`, as often as there are variables.
    sip_notify& variable(std::string_view name, std::string_view value) &
    {
        put_variable(name, value);
        return *this;
    }
    sip_notify&& variable(std::string_view name, std::string_view value) &&
    {
        return std::move(variable(name, value));
    }

    /// `Call-ID`.
    sip_notify& call_id(std::string_view value) &
    {
        put_text("Call-ID", value);
        return *this;
    }
    sip_notify&& call_id(std::string_view value) && { return std::move(call_id(value)); }
};

/// `SIPpeers`. It is answered with a list: use `client::async_list`. Asterisk 13 to 20.
/// \par Server rights
/// write = reporting or system
class sip_peers : public typed_builder<sip_peers> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::peer_list_complete, ::ami::events::peer_entry>;

    sip_peers() : typed_builder("SIPpeers") {}
};

/// `SIPpeerstatus`. It is answered with a list: use `client::async_list`. Asterisk 13 to 20.
/// \par Server rights
/// write = system
class sip_peer_status : public typed_builder<sip_peer_status> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::sip_peer_status_complete, ::ami::events::peer_status>;

    sip_peer_status() : typed_builder("SIPpeerstatus") {}

    /// `Peer`.
    sip_peer_status& peer(std::string_view value) &
    {
        put_text("Peer", value);
        return *this;
    }
    sip_peer_status&& peer(std::string_view value) && { return std::move(peer(value)); }
};

/// `SIPqualifypeer`. Asterisk 13 to 20.
/// \par Server rights
/// write = reporting or system
class sip_qualify_peer : public typed_builder<sip_qualify_peer> {
public:
    /// Needs `Peer`.
    explicit sip_qualify_peer(std::string_view peer) : typed_builder("SIPqualifypeer")
    {
        require("Peer", peer);
    }
};

/// `SIPshowpeer`. Asterisk 13 to 20.
/// \par Server rights
/// write = reporting or system
class sip_show_peer : public typed_builder<sip_show_peer> {
public:
    /// What `client::async_perform` completes with.
    class answer_type : public typed_answer {
    public:
        using typed_answer::typed_answer;

        /// `Channeltype`.
        text_field channel_type() const& noexcept { return header("Channeltype"); }
        text_field channel_type() const&& = delete;
        /// `ObjectName`.
        text_field object_name() const& noexcept { return header("ObjectName"); }
        text_field object_name() const&& = delete;
        /// `ChanObjectType`.
        text_field chan_object_type() const& noexcept { return header("ChanObjectType"); }
        text_field chan_object_type() const&& = delete;
        /// `SecretExist`.
        field<bool> secret_exist() const& noexcept { return header("SecretExist"); }
        field<bool> secret_exist() const&& = delete;
        /// `RemoteSecretExist`.
        field<bool> remote_secret_exist() const& noexcept { return header("RemoteSecretExist"); }
        field<bool> remote_secret_exist() const&& = delete;
        /// `MD5SecretExist`.
        field<bool> md5_secret_exist() const& noexcept { return header("MD5SecretExist"); }
        field<bool> md5_secret_exist() const&& = delete;
        /// `Context`.
        text_field context() const& noexcept { return header("Context"); }
        text_field context() const&& = delete;
        /// `Language`.
        text_field language() const& noexcept { return header("Language"); }
        text_field language() const&& = delete;
        /// `ToneZone`.
        text_field tone_zone() const& noexcept { return header("ToneZone"); }
        text_field tone_zone() const&& = delete;
        /// `AMAflags`.
        text_field ama_flags() const& noexcept { return header("AMAflags"); }
        text_field ama_flags() const&& = delete;
        /// `CID-CallingPres`.
        text_field cid_calling_pres() const& noexcept { return punctuated("CID-CallingPres"); }
        text_field cid_calling_pres() const&& = delete;
        /// `Callgroup`.
        text_field call_group() const& noexcept { return header("Callgroup"); }
        text_field call_group() const&& = delete;
        /// `Pickupgroup`.
        text_field pickup_group() const& noexcept { return header("Pickupgroup"); }
        text_field pickup_group() const&& = delete;
        /// `Named Callgroup`.
        text_field named_callgroup() const& noexcept { return punctuated("Named Callgroup"); }
        text_field named_callgroup() const&& = delete;
        /// `Named Pickupgroup`.
        text_field named_pickupgroup() const& noexcept { return punctuated("Named Pickupgroup"); }
        text_field named_pickupgroup() const&& = delete;
        /// `MOHSuggest`.
        text_field moh_suggest() const& noexcept { return header("MOHSuggest"); }
        text_field moh_suggest() const&& = delete;
        /// `VoiceMailbox`.
        text_field voice_mailbox() const& noexcept { return header("VoiceMailbox"); }
        text_field voice_mailbox() const&& = delete;
        /// `TransferMode`.
        text_field transfer_mode() const& noexcept { return header("TransferMode"); }
        text_field transfer_mode() const&& = delete;
        /// `LastMsgsSent`.
        field<std::int64_t> last_messages_sent() const& noexcept { return header("LastMsgsSent"); }
        field<std::int64_t> last_messages_sent() const&& = delete;
        /// `Maxforwards`.
        field<std::int64_t> max_forwards() const& noexcept { return header("Maxforwards"); }
        field<std::int64_t> max_forwards() const&& = delete;
        /// `Call-limit`.
        field<std::int64_t> call_limit() const& noexcept { return punctuated("Call-limit"); }
        field<std::int64_t> call_limit() const&& = delete;
        /// `Busy-level`.
        field<std::int64_t> busy_level() const& noexcept { return punctuated("Busy-level"); }
        field<std::int64_t> busy_level() const&& = delete;
        /// `MaxCallBR`.
        text_field max_call_bitrate() const& noexcept { return header("MaxCallBR"); }
        text_field max_call_bitrate() const&& = delete;
        /// `Dynamic`.
        field<bool> dynamic() const& noexcept { return header("Dynamic"); }
        field<bool> dynamic() const&& = delete;
        /// `Callerid`.
        text_field caller_id() const& noexcept { return header("Callerid"); }
        text_field caller_id() const&& = delete;
        /// `RegExpire`.
        text_field reg_expire() const& noexcept { return header("RegExpire"); }
        text_field reg_expire() const&& = delete;
        /// `SIP-AuthInsecure`.
        text_field sip_auth_insecure() const& noexcept { return punctuated("SIP-AuthInsecure"); }
        text_field sip_auth_insecure() const&& = delete;
        /// `SIP-Forcerport`.
        text_field sip_forcerport() const& noexcept { return punctuated("SIP-Forcerport"); }
        text_field sip_forcerport() const&& = delete;
        /// `SIP-Comedia`.
        text_field sip_comedia() const& noexcept { return punctuated("SIP-Comedia"); }
        text_field sip_comedia() const&& = delete;
        /// `ACL`.
        field<bool> acl() const& noexcept { return header("ACL"); }
        field<bool> acl() const&& = delete;
        /// `SIP-CanReinvite`.
        field<bool> sip_can_reinvite() const& noexcept { return punctuated("SIP-CanReinvite"); }
        field<bool> sip_can_reinvite() const&& = delete;
        /// `SIP-DirectMedia`.
        field<bool> sip_direct_media() const& noexcept { return punctuated("SIP-DirectMedia"); }
        field<bool> sip_direct_media() const&& = delete;
        /// `SIP-PromiscRedir`.
        field<bool> sip_promisc_redir() const& noexcept { return punctuated("SIP-PromiscRedir"); }
        field<bool> sip_promisc_redir() const&& = delete;
        /// `SIP-UserPhone`.
        field<bool> sip_user_phone() const& noexcept { return punctuated("SIP-UserPhone"); }
        field<bool> sip_user_phone() const&& = delete;
        /// `SIP-VideoSupport`.
        field<bool> sip_video_support() const& noexcept { return punctuated("SIP-VideoSupport"); }
        field<bool> sip_video_support() const&& = delete;
        /// `SIP-TextSupport`.
        field<bool> sip_text_support() const& noexcept { return punctuated("SIP-TextSupport"); }
        field<bool> sip_text_support() const&& = delete;
        /// `SIP-T.38Support`.
        field<bool> sip_t38_support() const& noexcept { return punctuated("SIP-T.38Support"); }
        field<bool> sip_t38_support() const&& = delete;
        /// `SIP-T.38EC`.
        text_field sip_t38_ec() const& noexcept { return punctuated("SIP-T.38EC"); }
        text_field sip_t38_ec() const&& = delete;
        /// `SIP-T.38MaxDtgrm`.
        field<std::int64_t> sip_t38_max_datagram() const& noexcept { return punctuated("SIP-T.38MaxDtgrm"); }
        field<std::int64_t> sip_t38_max_datagram() const&& = delete;
        /// `SIP-Sess-Timers`.
        text_field sip_sess_timers() const& noexcept { return punctuated("SIP-Sess-Timers"); }
        text_field sip_sess_timers() const&& = delete;
        /// `SIP-Sess-Refresh`.
        text_field sip_sess_refresh() const& noexcept { return punctuated("SIP-Sess-Refresh"); }
        text_field sip_sess_refresh() const&& = delete;
        /// `SIP-Sess-Expires`.
        field<std::int64_t> sip_sess_expires() const& noexcept { return punctuated("SIP-Sess-Expires"); }
        field<std::int64_t> sip_sess_expires() const&& = delete;
        /// `SIP-Sess-Min`.
        field<std::int64_t> sip_sess_min() const& noexcept { return punctuated("SIP-Sess-Min"); }
        field<std::int64_t> sip_sess_min() const&& = delete;
        /// `SIP-RTP-Engine`.
        text_field sip_rtp_engine() const& noexcept { return punctuated("SIP-RTP-Engine"); }
        text_field sip_rtp_engine() const&& = delete;
        /// `SIP-Encryption`.
        field<bool> sip_encryption() const& noexcept { return punctuated("SIP-Encryption"); }
        field<bool> sip_encryption() const&& = delete;
        /// `SIP-RTCP-Mux`.
        field<bool> sip_rtcp_mux() const& noexcept { return punctuated("SIP-RTCP-Mux"); }
        field<bool> sip_rtcp_mux() const&& = delete;
        /// `SIP-DTMFmode`.
        text_field sip_dtmf_mode() const& noexcept { return punctuated("SIP-DTMFmode"); }
        text_field sip_dtmf_mode() const&& = delete;
        /// `ToHost`.
        text_field to_host() const& noexcept { return header("ToHost"); }
        text_field to_host() const&& = delete;
        /// `Address-IP`.
        text_field address_ip() const& noexcept { return punctuated("Address-IP"); }
        text_field address_ip() const&& = delete;
        /// `Address-Port`.
        field<std::int64_t> address_port() const& noexcept { return punctuated("Address-Port"); }
        field<std::int64_t> address_port() const&& = delete;
        /// `Default-addr-IP`.
        text_field default_addr_ip() const& noexcept { return punctuated("Default-addr-IP"); }
        text_field default_addr_ip() const&& = delete;
        /// `Default-addr-port`.
        field<std::int64_t> default_addr_port() const& noexcept { return punctuated("Default-addr-port"); }
        field<std::int64_t> default_addr_port() const&& = delete;
        /// `Default-Username`.
        text_field default_username() const& noexcept { return punctuated("Default-Username"); }
        text_field default_username() const&& = delete;
        /// `Codecs`.
        text_field codecs() const& noexcept { return header("Codecs"); }
        text_field codecs() const&& = delete;
        /// `Status`.
        text_field status() const& noexcept { return header("Status"); }
        text_field status() const&& = delete;
        /// `SIP-Useragent`.
        text_field sip_useragent() const& noexcept { return punctuated("SIP-Useragent"); }
        text_field sip_useragent() const&& = delete;
        /// `Reg-Contact`.
        text_field reg_contact() const& noexcept { return punctuated("Reg-Contact"); }
        text_field reg_contact() const&& = delete;
        /// `QualifyFreq`.
        text_field qualify_freq() const& noexcept { return header("QualifyFreq"); }
        text_field qualify_freq() const&& = delete;
        /// `Parkinglot`.
        text_field parking_lot() const& noexcept { return header("Parkinglot"); }
        text_field parking_lot() const&& = delete;
        /// `ChanVariable`, which can come several times.
        value_range chan_variable() const& noexcept { return all("ChanVariable"); }
        value_range chan_variable() const&& = delete;
        /// `SIP-Use-Reason-Header`.
        field<bool> sip_use_reason_header() const& noexcept { return punctuated("SIP-Use-Reason-Header"); }
        field<bool> sip_use_reason_header() const&& = delete;
        /// `Description`.
        text_field description() const& noexcept { return header("Description"); }
        text_field description() const&& = delete;
    };

    /// Needs `Peer`.
    explicit sip_show_peer(std::string_view peer) : typed_builder("SIPshowpeer") { require("Peer", peer); }
};

/// `SIPshowregistry`. It is answered with a list: use `client::async_list`. Asterisk 13 to 20.
/// \par Server rights
/// write = reporting or system
class sip_show_registry : public typed_builder<sip_show_registry> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::registrations_complete, ::ami::events::registry_entry>;

    sip_show_registry() : typed_builder("SIPshowregistry") {}
};

/// `SKINNYdevices`. It is answered with a list: use `client::async_list`. Asterisk 13 to 20.
/// \par Server rights
/// write = reporting or system
class skinny_devices : public typed_builder<skinny_devices> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::device_list_complete, ::ami::events::device_entry>;

    skinny_devices() : typed_builder("SKINNYdevices") {}
};

/// `SKINNYlines`. It is answered with a list: use `client::async_list`. Asterisk 13 to 20.
/// \par Server rights
/// write = reporting or system
class skinny_lines : public typed_builder<skinny_lines> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::line_list_complete, ::ami::events::line_entry>;

    skinny_lines() : typed_builder("SKINNYlines") {}
};

} // namespace ami::actions

#endif // AMI_ACTIONS_SIP_HPP
