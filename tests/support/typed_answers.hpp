// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_TESTS_SUPPORT_TYPED_ANSWERS_HPP
#define AMI_TESTS_SUPPORT_TYPED_ANSWERS_HPP

#include "support/answer_accessors.hpp"

#include <ami/actions.hpp>

#include <cstddef>

namespace tests {

// clang-format off

inline constexpr answer_accessor answer_accessors[] = {
    {"CoreSettings", "AMIversion",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::core_settings>(
                r, [](const auto& a) { return a.ami_version(); });
        }},
    {"CoreSettings", "AsteriskVersion",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::core_settings>(
                r, [](const auto& a) { return a.asterisk_version(); });
        }},
    {"CoreSettings", "SystemName",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::core_settings>(
                r, [](const auto& a) { return a.system_name(); });
        }},
    {"CoreSettings", "CoreMaxCalls",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::core_settings>(
                r, [](const auto& a) { return a.core_max_calls(); });
        }},
    {"CoreSettings", "CoreMaxLoadAvg",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::core_settings>(
                r, [](const auto& a) { return a.core_max_load_avg(); });
        }},
    {"CoreSettings", "CoreRunUser",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::core_settings>(
                r, [](const auto& a) { return a.core_run_user(); });
        }},
    {"CoreSettings", "CoreRunGroup",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::core_settings>(
                r, [](const auto& a) { return a.core_run_group(); });
        }},
    {"CoreSettings", "CoreMaxFilehandles",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::core_settings>(
                r, [](const auto& a) { return a.core_max_file_handles(); });
        }},
    {"CoreSettings", "CoreRealTimeEnabled",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::core_settings>(
                r, [](const auto& a) { return a.core_realtime_enabled(); });
        }},
    {"CoreSettings", "CoreCDRenabled",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::core_settings>(
                r, [](const auto& a) { return a.core_cdr_enabled(); });
        }},
    {"CoreSettings", "CoreHTTPenabled",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::core_settings>(
                r, [](const auto& a) { return a.core_http_enabled(); });
        }},
    {"CoreSettings", "SoundsSearchCustomDir",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::core_settings>(
                r, [](const auto& a) { return a.sounds_search_custom_dir(); });
        }},
    {"CoreStatus", "CoreStartupDate",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::core_status>(
                r, [](const auto& a) { return a.core_startup_date(); });
        }},
    {"CoreStatus", "CoreStartupTime",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::core_status>(
                r, [](const auto& a) { return a.core_startup_time(); });
        }},
    {"CoreStatus", "CoreReloadDate",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::core_status>(
                r, [](const auto& a) { return a.core_reload_date(); });
        }},
    {"CoreStatus", "CoreReloadTime",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::core_status>(
                r, [](const auto& a) { return a.core_reload_time(); });
        }},
    {"CoreStatus", "CoreCurrentCalls",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::core_status>(
                r, [](const auto& a) { return a.core_current_calls(); });
        }},
    {"CoreStatus", "CoreProcessedCalls",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::core_status>(
                r, [](const auto& a) { return a.core_processed_calls(); });
        }},
    {"ExtensionState", "Exten",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::extension_state>(
                r, [](const auto& a) { return a.exten(); });
        }},
    {"ExtensionState", "Context",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::extension_state>(
                r, [](const auto& a) { return a.context(); });
        }},
    {"ExtensionState", "Hint",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::extension_state>(
                r, [](const auto& a) { return a.hint(); });
        }},
    {"ExtensionState", "Status",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::extension_state>(
                r, [](const auto& a) { return a.status(); });
        }},
    {"ExtensionState", "StatusText",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::extension_state>(
                r, [](const auto& a) { return a.status_text(); });
        }},
    {"GetConfig", "Category-######",
        [](const ami::response& r, std::size_t first, std::size_t) {
            return read_answer<ami::actions::get_config>(
                r, [=](const auto& a) { return a.category(first); });
        }},
    {"GetConfig", "Line-######-######",
        [](const ami::response& r, std::size_t first, std::size_t second) {
            return read_answer<ami::actions::get_config>(
                r, [=](const auto& a) { return a.line(first, second); });
        }},
    {"GetConfig", "Templates-######",
        [](const ami::response& r, std::size_t first, std::size_t) {
            return read_answer<ami::actions::get_config>(
                r, [=](const auto& a) { return a.templates(first); });
        }},
    {"GetConfigJSON", "JSON",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::get_config_json>(
                r, [](const auto& a) { return a.json(); });
        }},
    {"ListCategories", "Category-######",
        [](const ami::response& r, std::size_t first, std::size_t) {
            return read_answer<ami::actions::list_categories>(
                r, [=](const auto& a) { return a.category(first); });
        }},
    {"MailboxCount", "Mailbox",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::mailbox_count>(
                r, [](const auto& a) { return a.mailbox(); });
        }},
    {"MailboxCount", "UrgMessages",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::mailbox_count>(
                r, [](const auto& a) { return a.urgent_messages(); });
        }},
    {"MailboxCount", "NewMessages",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::mailbox_count>(
                r, [](const auto& a) { return a.new_messages(); });
        }},
    {"MailboxCount", "OldMessages",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::mailbox_count>(
                r, [](const auto& a) { return a.old_messages(); });
        }},
    {"MailboxStatus", "Mailbox",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::mailbox_status>(
                r, [](const auto& a) { return a.mailbox(); });
        }},
    {"MailboxStatus", "Waiting",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::mailbox_status>(
                r, [](const auto& a) { return a.waiting(); });
        }},
    {"MixMonitor", "MixMonitorID",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::mix_monitor>(
                r, [](const auto& a) { return a.mix_monitor_id(); });
        }},
    {"ModuleCheck", "Version",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::module_check>(
                r, [](const auto& a) { return a.version(); });
        }},
    {"Ping", "Ping",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::ping>(
                r, [](const auto& a) { return a.ping(); });
        }},
    {"Ping", "Timestamp",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::ping>(
                r, [](const auto& a) { return a.timestamp(); });
        }},
    {"PresenceState", "State",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::presence_state>(
                r, [](const auto& a) { return a.state(); });
        }},
    {"QueueRule", "RuleList",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::queue_rule>(
                r, [](const auto& a) { return a.rule_list(); });
        }},
    {"QueueRule", "Rule",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::queue_rule>(
                r, [](const auto& a) { return a.rule(); });
        }},
    {"SIPshowpeer", "Channeltype",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.channel_type(); });
        }},
    {"SIPshowpeer", "ObjectName",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.object_name(); });
        }},
    {"SIPshowpeer", "ChanObjectType",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.chan_object_type(); });
        }},
    {"SIPshowpeer", "SecretExist",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.secret_exist(); });
        }},
    {"SIPshowpeer", "RemoteSecretExist",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.remote_secret_exist(); });
        }},
    {"SIPshowpeer", "MD5SecretExist",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.md5_secret_exist(); });
        }},
    {"SIPshowpeer", "Context",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.context(); });
        }},
    {"SIPshowpeer", "Language",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.language(); });
        }},
    {"SIPshowpeer", "ToneZone",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.tone_zone(); });
        }},
    {"SIPshowpeer", "AMAflags",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.ama_flags(); });
        }},
    {"SIPshowpeer", "CID-CallingPres",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.cid_calling_pres(); });
        }},
    {"SIPshowpeer", "Callgroup",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.call_group(); });
        }},
    {"SIPshowpeer", "Pickupgroup",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.pickup_group(); });
        }},
    {"SIPshowpeer", "Named Callgroup",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.named_callgroup(); });
        }},
    {"SIPshowpeer", "Named Pickupgroup",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.named_pickupgroup(); });
        }},
    {"SIPshowpeer", "MOHSuggest",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.moh_suggest(); });
        }},
    {"SIPshowpeer", "VoiceMailbox",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.voice_mailbox(); });
        }},
    {"SIPshowpeer", "TransferMode",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.transfer_mode(); });
        }},
    {"SIPshowpeer", "LastMsgsSent",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.last_messages_sent(); });
        }},
    {"SIPshowpeer", "Maxforwards",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.max_forwards(); });
        }},
    {"SIPshowpeer", "Call-limit",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.call_limit(); });
        }},
    {"SIPshowpeer", "Busy-level",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.busy_level(); });
        }},
    {"SIPshowpeer", "MaxCallBR",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.max_call_bitrate(); });
        }},
    {"SIPshowpeer", "Dynamic",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.dynamic(); });
        }},
    {"SIPshowpeer", "Callerid",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.caller_id(); });
        }},
    {"SIPshowpeer", "RegExpire",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.reg_expire(); });
        }},
    {"SIPshowpeer", "SIP-AuthInsecure",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.sip_auth_insecure(); });
        }},
    {"SIPshowpeer", "SIP-Forcerport",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.sip_forcerport(); });
        }},
    {"SIPshowpeer", "SIP-Comedia",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.sip_comedia(); });
        }},
    {"SIPshowpeer", "ACL",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.acl(); });
        }},
    {"SIPshowpeer", "SIP-CanReinvite",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.sip_can_reinvite(); });
        }},
    {"SIPshowpeer", "SIP-DirectMedia",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.sip_direct_media(); });
        }},
    {"SIPshowpeer", "SIP-PromiscRedir",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.sip_promisc_redir(); });
        }},
    {"SIPshowpeer", "SIP-UserPhone",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.sip_user_phone(); });
        }},
    {"SIPshowpeer", "SIP-VideoSupport",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.sip_video_support(); });
        }},
    {"SIPshowpeer", "SIP-TextSupport",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.sip_text_support(); });
        }},
    {"SIPshowpeer", "SIP-T.38Support",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.sip_t38_support(); });
        }},
    {"SIPshowpeer", "SIP-T.38EC",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.sip_t38_ec(); });
        }},
    {"SIPshowpeer", "SIP-T.38MaxDtgrm",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.sip_t38_max_datagram(); });
        }},
    {"SIPshowpeer", "SIP-Sess-Timers",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.sip_sess_timers(); });
        }},
    {"SIPshowpeer", "SIP-Sess-Refresh",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.sip_sess_refresh(); });
        }},
    {"SIPshowpeer", "SIP-Sess-Expires",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.sip_sess_expires(); });
        }},
    {"SIPshowpeer", "SIP-Sess-Min",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.sip_sess_min(); });
        }},
    {"SIPshowpeer", "SIP-RTP-Engine",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.sip_rtp_engine(); });
        }},
    {"SIPshowpeer", "SIP-Encryption",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.sip_encryption(); });
        }},
    {"SIPshowpeer", "SIP-RTCP-Mux",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.sip_rtcp_mux(); });
        }},
    {"SIPshowpeer", "SIP-DTMFmode",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.sip_dtmf_mode(); });
        }},
    {"SIPshowpeer", "ToHost",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.to_host(); });
        }},
    {"SIPshowpeer", "Address-IP",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.address_ip(); });
        }},
    {"SIPshowpeer", "Address-Port",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.address_port(); });
        }},
    {"SIPshowpeer", "Default-addr-IP",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.default_addr_ip(); });
        }},
    {"SIPshowpeer", "Default-addr-port",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.default_addr_port(); });
        }},
    {"SIPshowpeer", "Default-Username",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.default_username(); });
        }},
    {"SIPshowpeer", "Codecs",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.codecs(); });
        }},
    {"SIPshowpeer", "Status",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.status(); });
        }},
    {"SIPshowpeer", "SIP-Useragent",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.sip_useragent(); });
        }},
    {"SIPshowpeer", "Reg-Contact",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.reg_contact(); });
        }},
    {"SIPshowpeer", "QualifyFreq",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.qualify_freq(); });
        }},
    {"SIPshowpeer", "Parkinglot",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.parking_lot(); });
        }},
    {"SIPshowpeer", "ChanVariable",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.chan_variable(); });
        }},
    {"SIPshowpeer", "SIP-Use-Reason-Header",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.sip_use_reason_header(); });
        }},
    {"SIPshowpeer", "Description",
        [](const ami::response& r, std::size_t, std::size_t) {
            return read_answer<ami::actions::sip_show_peer>(
                r, [](const auto& a) { return a.description(); });
        }},
};

// clang-format on

} // namespace tests

#endif // AMI_TESTS_SUPPORT_TYPED_ANSWERS_HPP
