// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The action builder: it takes exactly what Asterisk reads back unchanged. What it took is one packet with the same
// headers, for our own parser and for a model of Asterisk's.
//
// An input is split at bytes 0xfe: the action's name, then names and values of headers in turn. A name that begins
// with 0xfd is a variable's. 0xfc repeats the header before it, sixty times.

#include "fuzz/check.hpp"
#include "support/asterisk_model.hpp"
#include "support/parsing.hpp"

#include <ami/protocol/wire/action.hpp>
#include <ami/protocol/wire/parser.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

constexpr std::string_view id = "fuzz-0001";

std::string_view take_part(std::string_view& rest)
{
    const auto end = rest.find('\xfe');
    const auto part = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return part;
}

std::string lower(std::string_view text)
{
    std::string result(text);
    for (char& c : result)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return result;
}

// What may be sent, by protocol/README.md 1.2 and 6.1.
bool is_name(std::string_view name, bool may_have_blanks = false)
{
    for (const char c : name) {
        if (static_cast<unsigned char>(c) < (may_have_blanks ? 32 : 33) || c == 127 || c == ':')
            return false;
    }
    return !name.empty() && name.front() != ' ' && name.back() != ' ';
}

bool has_line_break(std::string_view text)
{
    return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
}

bool is_header(std::string_view name, std::string_view value)
{
    return is_name(name, true) && lower(name) != "action" && lower(name) != "actionid" &&
           !has_line_break(value) && (value.empty() || static_cast<unsigned char>(value[0]) > 32) &&
           name.size() + 2 + value.size() <= 1022;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    const std::string name(take_part(rest));
    ami::action action{name};
    bool good = is_name(name) && name.size() <= 1014;
    FUZZ_CHECK(action.fault().failed() == !good);

    tests::asterisk::pairs headers;
    tests::asterisk::pairs variables;
    while (!rest.empty() && headers.size() < 300) {
        auto header = take_part(rest);
        const auto value = take_part(rest);
        const bool repeat = header.starts_with('\xfc');
        header.remove_prefix(repeat ? 1 : 0);
        const bool is_variable = header.starts_with('\xfd');
        header.remove_prefix(is_variable ? 1 : 0);
        for (int i = 0; i != (repeat ? 60 : 1); ++i) {
            if (is_variable) {
                std::size_t escaped = 0;
                for (const char c : std::string(header) + std::string(value))
                    escaped += std::string_view("\\\",()[]").find(c) != std::string_view::npos ? 2 : 1;
                good = good && !header.empty() && static_cast<unsigned char>(header[0]) > 32 &&
                       !has_line_break(header) && header.find('=') == std::string_view::npos &&
                       !has_line_break(value) && 11 + escaped <= 1022;
                headers.emplace_back(
                    "Variable", ami::escape_variable(header) + '=' + ami::escape_variable(value));
                variables.emplace_back(header, value);
                action.variable(header, value);
            } else {
                good = good && is_header(header, value);
                headers.emplace_back(header, value);
                action.add(header, value);
            }
            good = good && headers.size() <= 126;
            FUZZ_CHECK(action.fault().failed() == !good);
            FUZZ_CHECK(action.fault_text().empty() == good);
        }
    }

    std::string bytes = "before";
    action.serialize(bytes, id);
    const auto sent = std::string_view(bytes).substr(6);
    if (!good) {
        // Text for a human: short, and printable but for the header's name, which may have any byte above ASCII.
        FUZZ_CHECK(action.fault_text().size() < 1500);
        for (const char c : action.fault_text())
            FUZZ_CHECK(static_cast<unsigned char>(c) >= 32 && c != 127);
        if (action.fault() == ami::errc::invalid_header_name && !is_name(name))
            return 0; // not even the action's name is one
    }

    // Also with a fault nothing that is there can be read as anything else.
    const auto model = tests::asterisk::read_message(sent);
    FUZZ_CHECK(model.complete && model.rest.empty() && !model.too_many_lines);
    FUZZ_CHECK(name.size() > 1014 || !model.line_too_long);
    const auto whole = tests::parse_whole(sent);
    FUZZ_CHECK(whole.packets.size() == 1 && whole.pending.empty() && whole.skipped == 0);
    const auto& packet = whole.packets.front();
    FUZZ_CHECK(packet.raw == sent && packet.kind == ami::packet_kind::other);
    if (!good)
        return 0;

    headers.insert(headers.begin(), {{"Action", name}, {"ActionID", std::string(id)}});
    FUZZ_CHECK(model.lines.size() == headers.size());
    tests::asterisk::pairs read;
    const ami::packet_view view(packet.raw, packet.header_lines.size(), {}, packet.kind);
    for (const auto& [header, value] : view)
        read.emplace_back(header, value);
    FUZZ_CHECK(read == headers);
    for (const auto& header : headers) {
        const auto first = std::find_if(headers.begin(), headers.end(),
            [&](const auto& other) { return lower(other.first) == lower(header.first); });
        FUZZ_CHECK(tests::asterisk::header(model, header.first) == first->second);
    }

    // Where every `Variable` came from variable(), the channel gets exactly these.
    const auto all = std::count_if(
        headers.begin(), headers.end(), [](const auto& header) { return lower(header.first) == "variable"; });
    if (static_cast<std::size_t>(all) == variables.size()) {
        tests::asterisk::pairs set;
        for (const std::string_view line : model.lines) {
            if (!lower(line).starts_with("variable:"))
                continue;
            for (auto& variable : tests::asterisk::read_variables(line.substr(9)))
                set.push_back(std::move(variable));
        }
        FUZZ_CHECK(set == variables);
    }
    return 0;
}
