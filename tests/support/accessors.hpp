// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_ACCESSORS_HPP
#define AMI_TESTS_SUPPORT_ACCESSORS_HPP

// Accessors of typed events as functions of one type.

#include <ami/typed/typed_event.hpp>

#include <cstddef>
#include <optional>
#include <string_view>

namespace tests {

/// What an accessor reads of an event.
struct found_field {
    std::optional<std::string_view> text;
    bool is_malformed = false;
};

inline found_field found(const ami::text_field& field)
{
    return {field.present() ? std::optional(field.text()) : std::nullopt};
}
inline found_field found(const ami::secret_field& field)
{
    return {field.present() ? std::optional(field.reveal()) : std::nullopt};
}
inline found_field found(const ami::value_range& all)
{
    return {all.empty() ? std::nullopt : std::optional(*all.begin())};
}
template <class T, class Decoder>
found_field found(const ami::field<T, Decoder>& field)
{
    return {field.present() ? std::optional(field.text()) : std::nullopt,
        field.state() == ami::field_state::malformed};
}

/// An accessor of a header.
struct field_accessor {
    std::string_view event;
    std::string_view header;
    found_field (*read)(const ami::event_view&);
};

template <class Event, auto Accessor>
found_field reading(const ami::event_view& event)
{
    return found((Event(event).*Accessor)());
}

/// An accessor of headers that differ in a number, which stands for the `#` of the pattern.
struct numbered_accessor {
    std::string_view event;
    std::string_view pattern;
    found_field (*read)(const ami::event_view&, std::size_t number);
};

template <class Event, auto Accessor>
found_field reading_numbered(const ami::event_view& event, std::size_t number)
{
    return found((Event(event).*Accessor)(number));
}

/// An accessor of a snapshot.
template <class Snapshot>
struct snapshot_accessor {
    std::string_view event;
    std::string_view prefix;
    Snapshot (*read)(const ami::event_view&);
};

template <class Event, auto Accessor>
auto snapshot(const ami::event_view& event)
{
    return (Event(event).*Accessor)();
}

/// The headers of a snapshot, without their prefix.
template <class Snapshot>
struct snapshot_field {
    std::string_view header;
    found_field (*read)(const Snapshot&);
};

template <class Snapshot, auto Accessor>
found_field reading_of(const Snapshot& snapshot)
{
    return found((snapshot.*Accessor)());
}

using channel = ami::channel_snapshot;
inline constexpr snapshot_field<channel> channel_fields[] = {
    {"Channel", &reading_of<channel, &channel::channel>},
    {"ChannelState", &reading_of<channel, &channel::channel_state>},
    {"ChannelStateDesc", &reading_of<channel, &channel::channel_state_desc>},
    {"CallerIDNum", &reading_of<channel, &channel::caller_id_num>},
    {"CallerIDName", &reading_of<channel, &channel::caller_id_name>},
    {"ConnectedLineNum", &reading_of<channel, &channel::connected_line_num>},
    {"ConnectedLineName", &reading_of<channel, &channel::connected_line_name>},
    {"Language", &reading_of<channel, &channel::language>},
    {"AccountCode", &reading_of<channel, &channel::account_code>},
    {"Context", &reading_of<channel, &channel::context>},
    {"Exten", &reading_of<channel, &channel::exten>},
    {"Priority", &reading_of<channel, &channel::priority>},
    {"Uniqueid", &reading_of<channel, &channel::unique_id>},
    {"Linkedid", &reading_of<channel, &channel::linked_id>},
};

using bridge = ami::bridge_snapshot;
inline constexpr snapshot_field<bridge> bridge_fields[] = {
    {"BridgeUniqueid", &reading_of<bridge, &bridge::unique_id>},
    {"BridgeType", &reading_of<bridge, &bridge::type>},
    {"BridgeTechnology", &reading_of<bridge, &bridge::technology>},
    {"BridgeCreator", &reading_of<bridge, &bridge::creator>},
    {"BridgeName", &reading_of<bridge, &bridge::name>},
    {"BridgeNumChannels", &reading_of<bridge, &bridge::num_channels>},
    {"BridgeVideoSourceMode", &reading_of<bridge, &bridge::video_source_mode>},
};

} // namespace tests

#endif // AMI_TESTS_SUPPORT_ACCESSORS_HPP
