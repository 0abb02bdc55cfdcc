// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_EVENTS_IAX_HPP
#define AMI_EVENTS_IAX_HPP

#include <ami/typed/typed_event.hpp>

#include <ami/detail/chrono.hpp>

#include <cstdint>
#include <string_view>

namespace ami::events {

/// `PeerEntry`, an item of a list: IAXpeerlist, IAXpeers, SIPpeers.
class peer_entry : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "PeerEntry";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `Channeltype`.
    text_field channel_type() const noexcept { return header("Channeltype"); }
    /// `ObjectName`.
    text_field object_name() const noexcept { return header("ObjectName"); }
    /// `ChanObjectType`.
    text_field chan_object_type() const noexcept { return header("ChanObjectType"); }
    /// `IPaddress`.
    text_field ip_address() const noexcept { return header("IPaddress"); }
    /// `IPport`.
    field<std::int64_t> ip_port() const noexcept { return header("IPport"); }
    /// `Dynamic`.
    field<bool> dynamic() const noexcept { return header("Dynamic"); }
    /// `Trunk`.
    field<bool> trunk() const noexcept { return header("Trunk"); }
    /// `Encryption`.
    field<bool> encryption() const noexcept { return header("Encryption"); }
    /// `Status`.
    text_field status() const noexcept { return header("Status"); }
    /// `Description`.
    text_field description() const noexcept { return header("Description"); }
    /// `ObjectUsername`.
    text_field object_username() const noexcept { return header("ObjectUsername"); }
    /// `Mask`.
    text_field mask() const noexcept { return header("Mask"); }
    /// `Port`.
    field<std::int64_t> port() const noexcept { return header("Port"); }
    /// `AutoForcerport`.
    field<bool> auto_force_rport() const noexcept { return header("AutoForcerport"); }
    /// `Forcerport`.
    field<bool> force_rport() const noexcept { return header("Forcerport"); }
    /// `AutoComedia`.
    field<bool> auto_comedia() const noexcept { return header("AutoComedia"); }
    /// `Comedia`.
    field<bool> comedia() const noexcept { return header("Comedia"); }
    /// `VideoSupport`.
    field<bool> video_support() const noexcept { return header("VideoSupport"); }
    /// `TextSupport`.
    field<bool> text_support() const noexcept { return header("TextSupport"); }
    /// `ACL`.
    field<bool> acl() const noexcept { return header("ACL"); }
    /// `RealtimeDevice`.
    field<bool> realtime_device() const noexcept { return header("RealtimeDevice"); }
    /// `Accountcode`.
    text_field account_code() const noexcept { return header("Accountcode"); }
};

/// `PeerlistComplete`, which ends the list of IAXpeerlist, IAXpeers, SIPpeers.
class peer_list_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "PeerlistComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `RegistrationsComplete`, which ends the list of IAXregistry, SIPshowregistry.
class registrations_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "RegistrationsComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `RegistryEntry`, an item of a list: IAXregistry, SIPshowregistry.
class registry_entry : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "RegistryEntry";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `Host`.
    text_field host() const noexcept { return header("Host"); }
    /// `DNSmanager`.
    field<bool> dns_manager() const noexcept { return header("DNSmanager"); }
    /// `Username`.
    text_field username() const noexcept { return header("Username"); }
    /// `Perceived`.
    text_field perceived() const noexcept { return header("Perceived"); }
    /// `Refresh`, in seconds.
    field<std::chrono::seconds> refresh() const noexcept { return header("Refresh"); }
    /// `State`.
    text_field state() const noexcept { return header("State"); }
    /// `Port`.
    field<std::int64_t> port() const noexcept { return header("Port"); }
    /// `Domain`.
    text_field domain() const noexcept { return header("Domain"); }
    /// `DomainPort`.
    field<std::int64_t> domain_port() const noexcept { return header("DomainPort"); }
    /// `RegistrationTime`, in seconds since 1970; 0 means never.
    field<std::chrono::sys_seconds> registration_time() const noexcept { return header("RegistrationTime"); }
};

} // namespace ami::events

#endif // AMI_EVENTS_IAX_HPP
