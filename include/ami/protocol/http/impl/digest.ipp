// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_HTTP_IMPL_DIGEST_IPP
#define AMI_PROTOCOL_HTTP_IMPL_DIGEST_IPP

#include <ami/protocol/http/digest.hpp>
#include <ami/protocol/values/redaction.hpp>
#include <ami/protocol/values/secret.hpp>
#include <ami/protocol/wire/ascii.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace ami::detail {

inline constexpr std::size_t max_challenge = 4096;

// Takes `name=token` or `name="quoted"` off the front of a comma list; false at its end or if it is malformed.
inline bool take_parameter(std::string_view& rest, std::string_view& name, std::string& value)
{
    while (!rest.empty() && (rest.front() == ' ' || rest.front() == '\t' || rest.front() == ','))
        rest.remove_prefix(1);
    const auto equals = rest.find('=');
    if (equals == std::string_view::npos)
        return false;
    name = rest.substr(0, equals);
    while (!name.empty() && (name.back() == ' ' || name.back() == '\t'))
        name.remove_suffix(1);
    rest = skip_blanks(rest.substr(equals + 1));
    value.clear();
    if (rest.empty() || rest.front() != '"') {
        const auto end = std::min(rest.find_first_of(", \t"), rest.size());
        value = rest.substr(0, end);
        rest.remove_prefix(end);
        return true;
    }
    for (std::size_t i = 1; i != rest.size(); ++i) {
        if (rest[i] == '"') {
            rest.remove_prefix(i + 1);
            return true;
        }
        if (rest[i] == '\\' && i + 1 != rest.size())
            ++i;
        value += rest[i];
    }
    return false; // the quote is not closed
}

// Whether the comma list has this word.
inline bool lists(std::string_view list, std::string_view word) noexcept
{
    while (!list.empty()) {
        const auto end = std::min(list.find(','), list.size());
        auto one = skip_blanks(list.substr(0, end));
        while (!one.empty() && (one.back() == ' ' || one.back() == '\t'))
            one.remove_suffix(1);
        if (iequals(one, word))
            return true;
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return false;
}

// What can stand between quotes in a header of ours.
inline bool is_quotable(std::string_view text) noexcept
{
    return std::none_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7f || c == '"' || c == '\\';
    });
}

AMI_DECL std::optional<digest_challenge> parse_digest_challenge(std::string_view header, failure& error)
{
    const auto refuse = [&error](std::string text) {
        error = {errc::not_ami, "the server's challenge (WWW-Authenticate) " + std::move(text)};
        return std::nullopt;
    };
    if (header.size() > max_challenge)
        return refuse(fmt::format("is longer than {} bytes", max_challenge));
    header = skip_blanks(header);
    if (!istarts_with(header, "Digest") || header.size() < 7 || (header[6] != ' ' && header[6] != '\t'))
        return refuse(fmt::format(
            "is \"{}\" instead of Digest; possible cause: a proxy that requires its own authentication",
            quote(header.substr(0, header.find(' ')), 20)));
    header.remove_prefix(6);

    digest_challenge found;
    std::string algorithm = "MD5";
    std::string qualities;
    std::string_view name;
    std::string value;
    while (take_parameter(header, name, value)) {
        if (iequals(name, "realm"))
            found.realm = value;
        else if (iequals(name, "nonce"))
            found.nonce = value;
        else if (iequals(name, "opaque"))
            found.opaque = value;
        else if (iequals(name, "stale"))
            found.stale = iequals(value, "true");
        else if (iequals(name, "algorithm"))
            algorithm = value;
        else if (iequals(name, "qop"))
            qualities = value;
    }
    if (!iequals(algorithm, "MD5"))
        return refuse(fmt::format("requires the algorithm \"{}\"; AMI uses MD5 only", quote(algorithm, 20)));
    if (found.nonce.empty())
        return refuse("has no nonce");
    if (!lists(qualities, "auth"))
        return refuse("does not offer qop=auth");
    if (!is_quotable(found.nonce) || !is_quotable(found.realm) || !is_quotable(found.opaque.value_or("")))
        return refuse("has a byte that no header can carry");
    return found;
}

AMI_DECL std::optional<std::string> digest_authorization(
    const digest_challenge& challenge, const digest_request& request, md5_function md5)
{
    auto secret_part = md5(fmt::format("{}:{}:", request.username, challenge.realm), request.secret);
    const auto request_part = md5(fmt::format("{}:", request.method), request.target);
    if (!secret_part || !request_part)
        return std::nullopt;
    const auto count = fmt::format("{:08x}", request.count);
    const auto answer = md5(*secret_part,
        fmt::format(":{}:{}:{}:auth:{}", challenge.nonce, count, request.client_nonce, *request_part));
    wipe(*secret_part); // as good as the secret
    if (!answer)
        return std::nullopt;
    auto header = fmt::format(R"(Digest username="{}", realm="{}", nonce="{}", uri="{}", algorithm=MD5, )"
                              R"(qop=auth, nc={}, cnonce="{}", response="{}")",
        request.username, challenge.realm, challenge.nonce, request.target, count, request.client_nonce,
        *answer);
    if (challenge.opaque)
        header += fmt::format(R"(, opaque="{}")", *challenge.opaque);
    return header;
}

} // namespace ami::detail

#endif // AMI_PROTOCOL_HTTP_IMPL_DIGEST_IPP
