// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_VALUES_IMPL_REDACTION_IPP
#define AMI_PROTOCOL_VALUES_IMPL_REDACTION_IPP

#include <ami/protocol/values/redaction.hpp>
#include <ami/protocol/wire/action.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/banner.hpp>
#include <ami/protocol/wire/header_view.hpp>

#include <algorithm>
#include <utility>

namespace ami::detail {

// A quote is short: bytes after this limit are not examined.
inline constexpr std::size_t max_scanned = 4096;

constexpr bool is_name_byte(char c) noexcept
{
    return is_digit(c) || (to_lower(c) >= 'a' && to_lower(c) <= 'z') || c == '_' || c == '-';
}

AMI_DECL bool names_secret(std::string_view name) noexcept
{
    while (!name.empty() && name.front() == '_') // how a variable is inherited
        name.remove_prefix(1);
    for (const std::string_view each : {"Key", "Auth", "Pass", "PWD", "PIN", "Authorization",
             "Proxy-Authorization", "Cookie", "Set-Cookie", "mansession_id", "Digit", "Val"}) {
        if (iequals(name, each))
            return true;
    }
    for (const std::string_view part : {"secret", "passw", "passphrase", "token", "credential", "md5cred",
             "api_key", "apikey", "private_key"}) {
        for (std::size_t at = 0; at + part.size() <= name.size(); ++at) {
            if (iequals(name.substr(at, part.size()), part))
                return true;
        }
    }
    // UpdateConfig: the lines of a file that may be manager.conf or pjsip.conf.
    for (const std::string_view prefix : {"Var-", "Value-", "Match-"}) {
        if (istarts_with(name, prefix) && name.size() != prefix.size() &&
            std::all_of(name.begin() + static_cast<std::ptrdiff_t>(prefix.size()), name.end(), is_digit))
            return true;
    }
    return false;
}

AMI_DECL bool is_redacted(std::string_view name, const std::vector<std::string>& also) noexcept
{
    return names_secret(name) || std::any_of(also.begin(), also.end(),
                                     [name](const std::string& each) { return iequals(name, each); });
}

// The name in front of a colon or an equals sign: also `"Secret" : `, `GLOBAL(secret)=`.
inline std::string_view name_before(std::string_view text) noexcept
{
    while (!text.empty() && std::string_view(" \t\"')]").find(text.back()) != std::string_view::npos)
        text.remove_suffix(1);
    auto begin = text.size();
    while (begin != 0 && is_name_byte(text[begin - 1]))
        --begin;
    return text.substr(begin);
}

AMI_DECL std::string without_secrets(std::string_view text)
{
    std::string shown;
    std::size_t copied = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char sign = text[at];
        if ((sign != ':' && sign != '=') || !names_secret(name_before(text.substr(copied, at - copied))))
            continue;
        auto begin = at + 1;
        while (begin != text.size() && std::string_view(" \t>=").find(text[begin]) != std::string_view::npos)
            ++begin;
        const auto ends = std::string_view(sign == ':' ? "\r\n" : "&;,\r\n");
        auto end = begin;
        if (sign == '=' && begin != text.size() &&
            text[begin] == '"') // what is in quotes may have any of these
            end = text.find('"', begin + 1);
        end = text.find_first_of(ends, end);
        while (end != std::string_view::npos && text[end] == ',' && text[end - 1] == '\\') // escape_variable
            end = text.find_first_of(ends, end + 1);
        end = std::min(end, text.size());
        shown.append(text.substr(copied, begin - copied)).append(begin == end ? "" : redacted);
        copied = end;
        at = end - 1;
    }
    return shown.append(text.substr(copied));
}

AMI_DECL std::string without(std::string_view text, std::string_view secret)
{
    if (secret.empty())
        return std::string(text);
    std::string shown;
    std::size_t copied = 0;
    for (auto at = text.find(secret); at != std::string_view::npos; at = text.find(secret, at)) {
        const auto end = at + secret.size();
        const bool is_word =
            (at == 0 || !is_name_byte(text[at - 1])) && (end == text.size() || !is_name_byte(text[end]));
        if (secret.size() < 4 && !is_word) {
            ++at;
            continue;
        }
        shown.append(text.substr(copied, at - copied)).append(redacted);
        copied = at = end;
    }
    return shown.append(text.substr(copied));
}

AMI_DECL std::string quote(std::string_view bytes, std::size_t most, std::string_view secret)
{
    const bool is_cut = bytes.size() > max_scanned;
    auto shown = without_secrets(without(bytes.substr(0, max_scanned), secret));
    // The beginning of a secret may be all that arrived of it.
    for (auto size = std::min(secret.size(), bytes.size()); !is_cut && size > 3; --size) {
        if (shown.ends_with(secret.substr(0, size))) {
            shown.replace(shown.size() - size, size, redacted);
            break;
        }
    }
    return printable(shown, most);
}

AMI_DECL std::string quote_agi_answer(std::string_view bytes, std::size_t most)
{
    const auto open = bytes.find(" (");
    if (open == std::string_view::npos)
        return quote(bytes, most);
    const auto rest = bytes.substr(open + 2);
    const bool is_a_word = istarts_with(rest, "timeout)") || istarts_with(rest, "hangup)") ||
                           istarts_with(rest, "dtmf)") || istarts_with(rest, "randomerror)");
    return is_a_word ? quote(bytes, most) : quote(bytes.substr(0, open + 2), most).append("...");
}

// The first `count` words of a text.
inline std::string_view first_words(std::string_view text, int count) noexcept
{
    std::size_t end = 0;
    for (int i = 0; i != count; ++i) {
        end = std::min(text.find_first_not_of(" \t", end), text.size());
        end = std::min(text.find_first_of(" \t", end), text.size());
    }
    return text.substr(0, end);
}

// A command of the CLI or of AGI: what some of them set may be a secret, and their words have no names.
inline std::string shown_command(std::string_view text)
{
    const auto begins = [text](std::string_view first, std::string_view second) {
        const auto one = first_words(text, 1);
        return iequals(skip_blanks(one), first) &&
               iequals(skip_blanks(first_words(text, 2).substr(one.size())), second);
    };
    for (const auto& [first, second] :
        {std::pair<std::string_view, std::string_view>{"database", "put"}, {"set", "variable"},
            {"dialplan", "set"}, {"exec", "set"}, {"exec", "mset"}, {"exec", "authenticate"}}) {
        if (begins(first, second))
            return std::string(first_words(text, 2)).append(" ").append(redacted);
    }
    std::size_t end = 0;
    for (int count = 1; end != text.size(); ++count) {
        end = first_words(text, count).size();
        if (names_secret(name_before(text.substr(0, end))) && end != text.size())
            return std::string(text.substr(0, end)).append(" ").append(redacted);
    }
    return without_secrets(text);
}

AMI_DECL std::vector<shown_header> shown_headers(const action& request, const std::vector<std::string>& also)
{
    std::vector<shown_header> shown;
    bool sets_secret = false; // Setvar has the name in one header and the value in the next one
    for (header_iterator at{request.header_lines()}; at != header_iterator{}; ++at) {
        const auto name = at->name;
        const auto value = at->value;
        const bool is_value = iequals(name, "Value") && sets_secret;
        if (iequals(name, "Variable"))
            sets_secret = names_secret(name_before(value));
        if (is_value || is_redacted(name, also))
            shown.push_back({name, std::string(redacted)});
        else if (value.find('\0') != std::string_view::npos)
            shown.push_back({name, "(several lines)"});
        else if (iequals(name, "Command"))
            shown.push_back({name, shown_command(value)});
        else
            shown.push_back({name, without_secrets(value)});
    }
    return shown;
}

} // namespace ami::detail

#endif // AMI_PROTOCOL_VALUES_IMPL_REDACTION_IPP
