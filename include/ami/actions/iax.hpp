// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_ACTIONS_IAX_HPP
#define AMI_ACTIONS_IAX_HPP

#include <ami/actions/typed_builder.hpp>
#include <ami/events/iax.hpp>
#include <ami/typed/typed_list.hpp>

namespace ami::actions {

/// `IAXpeerlist`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// write = reporting or system
class iax_peer_list : public typed_builder<iax_peer_list> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::peer_list_complete, ::ami::events::peer_entry>;

    iax_peer_list() : typed_builder("IAXpeerlist") {}
};

/// `IAXpeers`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// write = reporting or system
class iax_peers : public typed_builder<iax_peers> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::peer_list_complete, ::ami::events::peer_entry>;

    iax_peers() : typed_builder("IAXpeers") {}
};

/// `IAXregistry`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// write = reporting or system
class iax_registry : public typed_builder<iax_registry> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::registrations_complete, ::ami::events::registry_entry>;

    iax_registry() : typed_builder("IAXregistry") {}
};

} // namespace ami::actions

#endif // AMI_ACTIONS_IAX_HPP
