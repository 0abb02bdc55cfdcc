// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CATALOGUE_IMPL_CATALOGUE_IPP
#define AMI_CATALOGUE_IMPL_CATALOGUE_IPP

#include <ami/catalogue/catalogue.hpp>
#include <ami/protocol/wire/ascii.hpp>

#include <ami/catalogue/impl/catalogue_data.ipp>

#include <algorithm>
#include <charconv>
#include <iterator>

namespace ami::catalogue {
namespace detail {

// The parts of a text between signs, one after another.
class parts {
public:
    parts(std::string_view text, char sign) noexcept : rest_(text), sign_(sign) {}

    bool at_end() const noexcept { return rest_.data() == nullptr; }

    std::string_view next() noexcept
    {
        const auto end = rest_.find(sign_);
        const auto part = rest_.substr(0, end);
        rest_ = end == std::string_view::npos ? std::string_view() : rest_.substr(end + 1);
        return part;
    }

    template <class Part = std::string_view>
    std::vector<Part> all()
    {
        std::vector<Part> found;
        while (!at_end()) {
            if (const auto part = next(); !part.empty())
                found.push_back(part);
        }
        return found;
    }

private:
    std::string_view rest_;
    char sign_;
};

// A template, so that it is compiled where the catalogue is read.
template <class = void>
struct reader {
    static std::vector<int> read_versions(std::string_view text)
    {
        if (text == "*")
            text = "13,16,18,20,21,22,23";
        std::vector<int> versions;
        for (const auto part : parts(text, ',').all())
            std::from_chars(part.data(), part.data() + part.size(), versions.emplace_back());
        return versions;
    }

    // RIGHT,... or, if versions differ, RIGHT,...@VERSION,...|RIGHT,...@VERSION,...
    static std::vector<rights_of_versions> read_rights(
        std::string_view text, const std::vector<int>& versions)
    {
        std::vector<rights_of_versions> made;
        parts rest(text, '|');
        do {
            parts one(rest.next(), '@');
            auto& added = made.emplace_back();
            added.rights = parts(one.next(), ',').all();
            added.versions = one.at_end() ? versions : read_versions(one.next());
        } while (!rest.at_end());
        return made;
    }

    // NAME;KIND;FLAGS;VERSIONS;VALUE;... where the flags can end with =VERSION,... for a parameter that only these need.
    static member read_member(std::string_view text, const std::vector<int>& versions)
    {
        parts rest(text, ';');
        member made;
        made.name = rest.next();
        made.kind = rest.next();
        parts flags_and_versions(rest.next(), '=');
        const auto flags = flags_and_versions.next();
        made.required_in = read_versions(flags_and_versions.next());
        made.is_required = flags.find('r') != flags.npos;
        made.is_multiple = flags.find('m') != flags.npos;
        made.is_personal = flags.find('p') != flags.npos;
        made.versions = read_versions(rest.next());
        if (made.versions.empty())
            made.versions = versions;
        if (made.is_required)
            made.required_in = made.versions;
        made.values = rest.all();
        return made;
    }

    static std::vector<member> read_members(parts& rest, const std::vector<int>& versions)
    {
        std::vector<member> members;
        for (const auto text : rest.all())
            members.push_back(read_member(text, versions));
        return members;
    }

    // NAME, RIGHTS, ANSWER, ITEMS, COMPLETION, VERSIONS, members; tabs between
    static action read_action(std::string_view text)
    {
        parts rest(text, '\t');
        action made;
        made.name = rest.next();
        const auto rights = rest.next();
        made.answer = rest.next();
        made.items = parts(rest.next(), ',').all();
        made.completion = rest.next();
        made.versions = read_versions(rest.next());
        made.rights_by_version = read_rights(rights, made.versions);
        made.rights = made.rights_by_version.front().rights;
        made.parameters = read_members(rest, made.versions);
        return made;
    }

    // NAME, CLASSES, FLAGS, VERSIONS, members; tabs between
    static event read_event(std::string_view text)
    {
        parts rest(text, '\t');
        event made;
        made.name = rest.next();
        made.classes = parts(rest.next(), ',').all();
        const auto flags = rest.next();
        made.is_sent = flags.find('s') != flags.npos;
        made.is_in_lists = flags.find('i') != flags.npos;
        made.is_open = flags.find('o') != flags.npos;
        made.versions = read_versions(rest.next());
        made.fields = read_members(rest, made.versions);
        return made;
    }
};

template <class Entry>
const Entry* find_in(const std::vector<Entry>& entries, std::string_view name)
{
    const auto found = std::find_if(entries.begin(), entries.end(),
        [name](const auto& entry) { return ami::detail::iequals(entry.name, name); });
    return found == entries.end() ? nullptr : &*found;
}

} // namespace detail

#ifdef AMI_HEADER_ONLY
#define AMI_CATALOGUE_DEFINED template <class>
#else
#define AMI_CATALOGUE_DEFINED
#endif

AMI_CATALOGUE_DEFINED const std::vector<action>& actions()
{
    static const auto all = [] {
        std::vector<action> made;
        for (const char* const each : detail::action_lines)
            made.push_back(detail::reader<>::read_action(each));
        return made;
    }();
    return all;
}

AMI_CATALOGUE_DEFINED const std::vector<event>& events()
{
    static const auto all = [] {
        std::vector<event> made;
        for (const char* const each : detail::event_lines)
            made.push_back(detail::reader<>::read_event(each));
        return made;
    }();
    return all;
}

AMI_CATALOGUE_DEFINED const action* find_action(std::string_view name)
{
    return detail::find_in(actions(), name);
}

AMI_CATALOGUE_DEFINED const event* find_event(std::string_view name)
{
    return detail::find_in(events(), name);
}

AMI_CATALOGUE_DEFINED const member* find(const std::vector<member>& members, std::string_view name)
{
    return detail::find_in(members, name);
}

#undef AMI_CATALOGUE_DEFINED

} // namespace ami::catalogue

#endif // AMI_CATALOGUE_IMPL_CATALOGUE_IPP
