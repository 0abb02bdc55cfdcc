// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_ACTIONS_PJSIP_HPP
#define AMI_ACTIONS_PJSIP_HPP

#include <ami/actions/typed_builder.hpp>
#include <ami/events/pjsip.hpp>
#include <ami/typed/typed_list.hpp>

#include <string_view>
#include <utility>

namespace ami::actions {

/// `PJSIPHangup`. Asterisk 18.21, 20.6, 21.1, 22 and 23 or later.
/// \par Server rights
/// write = call or system
class pjsip_hangup : public typed_builder<pjsip_hangup> {
public:
    /// Needs `Channel`; `Cause`.
    explicit pjsip_hangup(std::string_view channel, std::string_view cause) : typed_builder("PJSIPHangup")
    {
        require("Channel", channel);
        require("Cause", cause);
    }
};

/// `PJSIPNotify`. Asterisk 13 or later.
/// \par Server rights
/// write = system
class pjsip_notify : public typed_builder<pjsip_notify> {
public:
    pjsip_notify() : typed_builder("PJSIPNotify") {}

    /// `Endpoint`.
    pjsip_notify& endpoint(std::string_view value) &
    {
        put_text("Endpoint", value);
        return *this;
    }
    pjsip_notify&& endpoint(std::string_view value) && { return std::move(endpoint(value)); }

    /// `URI`.
    pjsip_notify& uri(std::string_view value) &
    {
        put_text("URI", value);
        return *this;
    }
    pjsip_notify&& uri(std::string_view value) && { return std::move(uri(value)); }

    /// `channel`.
    pjsip_notify& channel(std::string_view value) &
    {
        put_text("channel", value);
        return *this;
    }
    pjsip_notify&& channel(std::string_view value) && { return std::move(channel(value)); }

    /// `Variable`, as often as there are variables; needed by Asterisk 13 to 16.
    pjsip_notify& variable(std::string_view name, std::string_view value) &
    {
        put_variable(name, value);
        return *this;
    }
    pjsip_notify&& variable(std::string_view name, std::string_view value) &&
    {
        return std::move(variable(name, value));
    }

    /// `Option` (Asterisk 18.16, 20.1, 21, 22 and 23 or later).
    pjsip_notify& option(std::string_view value) &
    {
        put_text("Option", value);
        return *this;
    }
    pjsip_notify&& option(std::string_view value) && { return std::move(option(value)); }

    /// Checks what the parameters need of each other.
    action to_action() const
    {
        pjsip_notify made(*this);
        made.check_one_of({"Endpoint", "URI", "channel"});
        made.check_one_of({"Option", "Variable"});
        return std::move(made.action_);
    }
};

/// `PJSIPQualify`. Asterisk 13 or later.
/// \par Server rights
/// write = reporting or system
class pjsip_qualify : public typed_builder<pjsip_qualify> {
public:
    /// Needs `Endpoint`.
    explicit pjsip_qualify(std::string_view endpoint) : typed_builder("PJSIPQualify")
    {
        require("Endpoint", endpoint);
    }
};

/// `PJSIPRegister`. Asterisk 13 or later.
/// \par Server rights
/// write = reporting or system
class pjsip_register : public typed_builder<pjsip_register> {
public:
    /// Needs `Registration`.
    explicit pjsip_register(std::string_view registration) : typed_builder("PJSIPRegister")
    {
        require("Registration", registration);
    }
};

/// `PJSIPSetMaintenance`. Asterisk 20.20, 22.10 and 23 or later.
/// \par Server rights
/// write = system
class pjsip_set_maintenance : public typed_builder<pjsip_set_maintenance> {
public:
    /// Needs `Endpoint`; `State`.
    explicit pjsip_set_maintenance(std::string_view endpoint, bool state)
        : typed_builder("PJSIPSetMaintenance")
    {
        require("Endpoint", endpoint);
        put("State", state ? "on" : "off");
    }
};

/// `PJSIPShowAors`. It is answered with a list: use `client::async_list`. Asterisk 16 or later.
/// \par Server rights
/// write = system
class pjsip_show_aors : public typed_builder<pjsip_show_aors> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::aor_list_complete, ::ami::events::aor_list>;

    pjsip_show_aors() : typed_builder("PJSIPShowAors") {}
};

/// `PJSIPShowAuths`. It is answered with a list: use `client::async_list`. Asterisk 16 or later.
/// \par Server rights
/// write = system
class pjsip_show_auths : public typed_builder<pjsip_show_auths> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::auth_list_complete, ::ami::events::auth_list>;

    pjsip_show_auths() : typed_builder("PJSIPShowAuths") {}
};

/// `PJSIPShowContacts`. It is answered with a list: use `client::async_list`. Asterisk 16 or later.
/// \par Server rights
/// write = system
class pjsip_show_contacts : public typed_builder<pjsip_show_contacts> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::contact_list_complete, ::ami::events::contact_list>;

    pjsip_show_contacts() : typed_builder("PJSIPShowContacts") {}
};

/// `PJSIPShowEndpoint`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// write = system
class pjsip_show_endpoint : public typed_builder<pjsip_show_endpoint> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::endpoint_detail_complete, ::ami::events::aor_detail,
        ::ami::events::auth_detail, ::ami::events::contact_status_detail, ::ami::events::endpoint_detail,
        ::ami::events::identify_detail, ::ami::events::transport_detail>;

    /// Needs `Endpoint`.
    explicit pjsip_show_endpoint(std::string_view endpoint) : typed_builder("PJSIPShowEndpoint")
    {
        require("Endpoint", endpoint);
    }
};

/// `PJSIPShowEndpoints`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// write = system
class pjsip_show_endpoints : public typed_builder<pjsip_show_endpoints> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::endpoint_list_complete, ::ami::events::endpoint_list>;

    pjsip_show_endpoints() : typed_builder("PJSIPShowEndpoints") {}
};

/// `PJSIPShowMaintenance`. It is answered with a list: use `client::async_list`. Asterisk 20.20, 22.10 and 23 or later.
/// \par Server rights
/// write = reporting or system
class pjsip_show_maintenance : public typed_builder<pjsip_show_maintenance> {
public:
    /// What `client::async_list` completes with.
    using list_type =
        typed_list<::ami::events::pjsip_maintenance_status_complete, ::ami::events::pjsip_maintenance_status>;

    pjsip_show_maintenance() : typed_builder("PJSIPShowMaintenance") {}

    /// `Endpoint`.
    pjsip_show_maintenance& endpoint(std::string_view value) &
    {
        put_text("Endpoint", value);
        return *this;
    }
    pjsip_show_maintenance&& endpoint(std::string_view value) && { return std::move(endpoint(value)); }
};

/// `PJSIPShowRegistrationInboundContactStatuses`. It is answered with a list: use `client::async_list`. Asterisk 13 or
/// later.
/// \par Server rights
/// write = system
class pjsip_show_registration_inbound_contact_statuses
    : public typed_builder<pjsip_show_registration_inbound_contact_statuses> {
public:
    /// What `client::async_list` completes with.
    using list_type =
        typed_list<::ami::events::contact_status_detail_complete, ::ami::events::contact_status_detail>;

    pjsip_show_registration_inbound_contact_statuses()
        : typed_builder("PJSIPShowRegistrationInboundContactStatuses")
    {}
};

/// `PJSIPShowRegistrationsInbound`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// write = system
class pjsip_show_registrations_inbound : public typed_builder<pjsip_show_registrations_inbound> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::inbound_registration_detail_complete,
        ::ami::events::inbound_registration_detail>;

    pjsip_show_registrations_inbound() : typed_builder("PJSIPShowRegistrationsInbound") {}
};

/// `PJSIPShowRegistrationsOutbound`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// write = reporting or system
class pjsip_show_registrations_outbound : public typed_builder<pjsip_show_registrations_outbound> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::outbound_registration_detail_complete,
        ::ami::events::auth_detail, ::ami::events::outbound_registration_detail>;

    pjsip_show_registrations_outbound() : typed_builder("PJSIPShowRegistrationsOutbound") {}
};

/// `PJSIPShowResourceLists`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// write = system
class pjsip_show_resource_lists : public typed_builder<pjsip_show_resource_lists> {
public:
    /// What `client::async_list` completes with.
    using list_type =
        typed_list<::ami::events::resource_list_detail_complete, ::ami::events::resource_list_detail>;

    pjsip_show_resource_lists() : typed_builder("PJSIPShowResourceLists") {}
};

/// `PJSIPShowSubscriptionsInbound`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// write = system
class pjsip_show_subscriptions_inbound : public typed_builder<pjsip_show_subscriptions_inbound> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::inbound_subscription_detail_complete,
        ::ami::events::inbound_subscription_detail>;

    pjsip_show_subscriptions_inbound() : typed_builder("PJSIPShowSubscriptionsInbound") {}
};

/// `PJSIPShowSubscriptionsOutbound`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// write = system
class pjsip_show_subscriptions_outbound : public typed_builder<pjsip_show_subscriptions_outbound> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::outbound_subscription_detail_complete,
        ::ami::events::outbound_subscription_detail>;

    pjsip_show_subscriptions_outbound() : typed_builder("PJSIPShowSubscriptionsOutbound") {}
};

/// `PJSIPUnregister`. Asterisk 13 or later.
/// \par Server rights
/// write = reporting or system
class pjsip_unregister : public typed_builder<pjsip_unregister> {
public:
    /// Needs `Registration`.
    explicit pjsip_unregister(std::string_view registration) : typed_builder("PJSIPUnregister")
    {
        require("Registration", registration);
    }
};

} // namespace ami::actions

#endif // AMI_ACTIONS_PJSIP_HPP
