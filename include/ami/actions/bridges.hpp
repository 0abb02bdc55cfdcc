// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_ACTIONS_BRIDGES_HPP
#define AMI_ACTIONS_BRIDGES_HPP

#include <ami/actions/typed_builder.hpp>
#include <ami/events/bridge.hpp>
#include <ami/typed/typed_list.hpp>

#include <string_view>
#include <utility>

namespace ami::actions {

/// `BridgeDestroy`. Asterisk 13 or later.
/// \par Server rights
/// None.
class bridge_destroy : public typed_builder<bridge_destroy> {
public:
    /// Needs `BridgeUniqueid`.
    explicit bridge_destroy(std::string_view bridge_unique_id) : typed_builder("BridgeDestroy")
    {
        require("BridgeUniqueid", bridge_unique_id);
    }
};

/// `BridgeInfo`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// None.
class bridge_info : public typed_builder<bridge_info> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::bridge_info_complete, ::ami::events::bridge_info_channel>;

    /// Needs `BridgeUniqueid`.
    explicit bridge_info(std::string_view bridge_unique_id) : typed_builder("BridgeInfo")
    {
        require("BridgeUniqueid", bridge_unique_id);
    }
};

/// `BridgeKick`. Asterisk 13 or later.
/// \par Server rights
/// None.
class bridge_kick : public typed_builder<bridge_kick> {
public:
    /// Needs `Channel`.
    explicit bridge_kick(std::string_view channel) : typed_builder("BridgeKick")
    {
        require("Channel", channel);
    }

    /// `BridgeUniqueid`.
    bridge_kick& bridge_unique_id(std::string_view value) &
    {
        put_text("BridgeUniqueid", value);
        return *this;
    }
    bridge_kick&& bridge_unique_id(std::string_view value) && { return std::move(bridge_unique_id(value)); }
};

/// `BridgeList`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// None.
class bridge_list : public typed_builder<bridge_list> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::bridge_list_complete, ::ami::events::bridge_list_item>;

    bridge_list() : typed_builder("BridgeList") {}

    /// `BridgeType`, compared with the technology, for example `simple_bridge`.
    bridge_list& bridge_type(std::string_view value) &
    {
        put_text("BridgeType", value);
        return *this;
    }
    bridge_list&& bridge_type(std::string_view value) && { return std::move(bridge_type(value)); }
};

/// `BridgeTechnologyList`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// None.
class bridge_technology_list : public typed_builder<bridge_technology_list> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::bridge_technology_list_complete,
        ::ami::events::bridge_technology_list_item>;

    bridge_technology_list() : typed_builder("BridgeTechnologyList") {}
};

/// `BridgeTechnologySuspend`. Asterisk 13 or later.
/// \par Server rights
/// None.
class bridge_technology_suspend : public typed_builder<bridge_technology_suspend> {
public:
    /// Needs `BridgeTechnology`.
    explicit bridge_technology_suspend(std::string_view bridge_technology)
        : typed_builder("BridgeTechnologySuspend")
    {
        require("BridgeTechnology", bridge_technology);
    }
};

/// `BridgeTechnologyUnsuspend`. Asterisk 13 or later.
/// \par Server rights
/// None.
class bridge_technology_unsuspend : public typed_builder<bridge_technology_unsuspend> {
public:
    /// Needs `BridgeTechnology`.
    explicit bridge_technology_unsuspend(std::string_view bridge_technology)
        : typed_builder("BridgeTechnologyUnsuspend")
    {
        require("BridgeTechnology", bridge_technology);
    }
};

/// `LocalOptimizeAway`. Asterisk 13 or later.
/// \par Server rights
/// write = call or system
class local_optimize_away : public typed_builder<local_optimize_away> {
public:
    /// Needs `Channel`.
    explicit local_optimize_away(std::string_view channel) : typed_builder("LocalOptimizeAway")
    {
        require("Channel", channel);
    }
};

} // namespace ami::actions

#endif // AMI_ACTIONS_BRIDGES_HPP
