// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_EVENT_FACTS_HPP
#define AMI_TESTS_SUPPORT_EVENT_FACTS_HPP

// Whether an event is one of the facts: its name, its classes, its headers, and the form of each value.

#include <ami/catalogue.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/packet_view.hpp>
#include <ami/typed/decoder.hpp>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace tests {

/// Headers that Asterisk may add to any event.
inline bool is_of_every_event(std::string_view header)
{
    constexpr std::string_view names[] = {"Event", "Privilege", "ActionID", "Timestamp", "SequenceNumber",
        "SystemName", "File", "Line", "Func"};
    return std::any_of(std::begin(names), std::end(names),
        [header](std::string_view name) { return ami::detail::iequals(name, header); });
}

/// The name of a header as the facts have it: `ChanVariable(*)`, `ReportXDLSR`.
inline std::string name_in_facts(std::string_view header)
{
    if (const auto bracket = header.find('('); bracket != header.npos && header.ends_with(')'))
        return std::string(header.substr(0, bracket)) + "(*)";
    if (!header.starts_with("Report"))
        return std::string(header);
    const auto begin = header.find_first_of("0123456789");
    const auto end = header.find_first_not_of("0123456789", begin);
    if (begin == header.npos || end == header.npos)
        return std::string(header);
    return std::string(header.substr(0, begin)) + 'X' + std::string(header.substr(end));
}

template <class T>
bool decodes(std::string_view text)
{
    T value{};
    return ami::detail::decode(text, value);
}

template <class Decoder, class T>
bool decodes_by(std::string_view text)
{
    T value{};
    return Decoder::decode(text, value);
}

// Text of Asterisk's ast_escape_c: each backslash begins an escape, and what must be escaped is.
inline bool is_escaped(std::string_view text)
{
    for (std::size_t i = 0; i != text.size(); ++i) {
        if (std::string_view("\"'?").find(text[i]) != std::string_view::npos)
            return false;
        if (text[i] != '\\')
            continue;
        if (++i == text.size() || std::string_view("abfnrtv\\'\"?").find(text[i]) == std::string_view::npos)
            return false;
    }
    return true;
}

/// Whether a value is one of its kind. An empty one is: Asterisk leaves values empty.
inline bool is_of_kind(std::string_view text, const ami::catalogue::member& of)
{
    using namespace std::chrono;
    namespace detail = ami::detail;
    using check = bool (*)(std::string_view);
    static constexpr std::pair<std::string_view, check> checks[] = {
        {"escaped", &is_escaped},
        {"variable", [](std::string_view value) { return value.find('=') != value.npos; }},
        {"percent_encoded", &decodes_by<detail::percent_encoded_text, std::string>},
        {"int", &decodes<std::int64_t>},
        {"mask", &decodes<std::uint64_t>},
        {"number", &decodes<double>},
        {"float", &decodes<double>},
        {"bool", &decodes<bool>},
        {"hex", &decodes_by<detail::hexadecimal, std::uint64_t>},
        {"duration_s", &decodes<seconds>},
        {"duration_ms", &decodes<milliseconds>},
        {"duration_us", &decodes<microseconds>},
        {"float_s", &decodes<duration<double>>},
        {"seconds_fraction", &decodes<duration<double>>},
        {"hms", &decodes_by<detail::hours_minutes_seconds, seconds>},
        {"unix_time", &decodes<sys_seconds>},
        {"local_time", &decodes<ami::local_time>},
        {"iso_time", &decodes<sys_time<milliseconds>>},
        {"hangup_cause", &decodes<ami::hangup_cause>},
        {"channel_state", &decodes<ami::channel_state>},
        {"channel_state_text", &decodes<ami::channel_state>},
        {"device_state", &decodes<ami::device_state>},
        {"device_state_number", &decodes<ami::device_state>},
        {"extension_state", &decodes<ami::extension_state>},
        {"originate_reason", &decodes<ami::originate_reason>},
    };
    constexpr std::string_view texts[] = {
        "string", "channel", "uniqueid", "bridge_id", "address", "list", "secret"};
    // "N/A": a contact that is not qualified has no round trip.
    if (text.empty() || text == "N/A" ||
        std::find(std::begin(texts), std::end(texts), of.kind) != std::end(texts))
        return true;
    if (of.kind == "enum")
        return of.values.empty() || std::find(of.values.begin(), of.values.end(), text) != of.values.end();
    for (const auto& [kind, is_good] : checks) {
        if (kind == of.kind)
            return is_good(text);
    }
    return false;
}

/// `call,all` as a set of classes, without `all`.
inline std::set<std::string> classes_of(std::string_view privilege)
{
    std::set<std::string> found;
    while (!privilege.empty()) {
        const auto comma = privilege.find(',');
        std::string name;
        for (const char c : privilege.substr(0, comma))
            name += ami::detail::to_lower(c);
        if (name != "all")
            found.insert(name);
        privilege.remove_prefix(comma == privilege.npos ? privilege.size() : comma + 1);
    }
    return found;
}

// Headers of an event that ends a list.
inline bool ends_list(std::string_view event, std::string_view header)
{
    const auto& actions = ami::catalogue::actions();
    return (ami::detail::iequals(header, "EventList") || ami::detail::iequals(header, "ListItems")) &&
           std::any_of(actions.begin(), actions.end(),
               [event](const ami::catalogue::action& action) { return action.completion == event; });
}

/// What of an event is not as the facts say, added to `faults`.
inline void check_by_facts(const ami::event_view& event, std::set<std::string>& faults)
{
    const std::string name(event.name());
    const auto* const known = ami::catalogue::find_event(name);
    if (!known) {
        faults.insert(name + ": no such event");
        return;
    }
    if (const auto privilege = event.find("Privilege")) {
        if (classes_of(*privilege) != std::set<std::string>(known->classes.begin(), known->classes.end()))
            faults.insert(name + ": its classes are " + std::string(*privilege));
    } else if (!known->is_in_lists) {
        faults.insert(name + ": no Privilege");
    }
    for (const auto& line : event) {
        if (is_of_every_event(line.name) || ends_list(name, line.name))
            continue;
        const auto* const field = ami::catalogue::find(known->fields, name_in_facts(line.name));
        if (!field) {
            if (!known->is_open && !line.name.empty())
                faults.insert(name + "." + std::string(line.name) + ": no such field");
        } else if (!is_of_kind(line.value, *field)) {
            faults.insert(name + "." + std::string(line.name) + ": " + std::string(line.value) +
                          " is not of the kind " + std::string(field->kind));
        }
    }
}

} // namespace tests

#endif // AMI_TESTS_SUPPORT_EVENT_FACTS_HPP
