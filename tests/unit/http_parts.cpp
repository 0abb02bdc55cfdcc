// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The small parts of AMI over HTTP: forms, cookies, digest, statuses, URLs.

#include "support/catch.hpp"

#include <ami/net/md5.hpp>
#include <ami/protocol/config/config.hpp>
#include <ami/protocol/http/answer.hpp>
#include <ami/protocol/http/digest.hpp>
#include <ami/protocol/http/form_encoding.hpp>
#include <ami/protocol/http/session_cookie.hpp>
#include <ami/protocol/wire/action.hpp>

#include <string>
#include <string_view>

using ami::errc;
using ami::detail::failure;
using namespace std::string_view_literals;

namespace {

std::string field(std::string_view name, std::string_view value)
{
    std::string form;
    ami::detail::append_form_field(form, name, value);
    return form;
}

} // namespace

TEST_CASE("http form: bytes are kept, whatever they are")
{
    CHECK(field("Secret", "Pa ss&w%rd+\xC3\xBC") == "Secret=Pa%20ss%26w%25rd%2B%C3%BC");
    CHECK(field("A", "") == "A=");
    CHECK(field("A", "az.AZ-09_~") == "A=az.AZ-09_%7E");
    CHECK(field("A", "=;\xff\x01") == "A=%3D%3B%FF%01");
    // The line ends of multi_line.
    CHECK(field("A", "a\0nb\0r\0nc"sv) == "A=a%0Ab%0D%0Ac");
    std::string two;
    ami::detail::append_form_field(two, "Variable", "a=1");
    ami::detail::append_form_field(two, "Variable", "b=2");
    CHECK(two == "Variable=a%3D1&Variable=b%3D2");
}

TEST_CASE("http form: an action with a value of several lines")
{
    ami::action what("MessageSend");
    what.add("To", "pjsip:alice").multi_line("Body", "one\ntwo\r\nthree");
    CHECK_FALSE(what.fault());
    CHECK(what.has_several_lines());
    CHECK(what.header_lines() == "To: pjsip:alice\r\nBody: one\0ntwo\0r\0nthree\r\n"sv);
    CHECK_FALSE(ami::action("A").multi_line("B", "one line").has_several_lines());
    CHECK(ami::action("A").multi_line("B", std::string(1020, 'x')).has_several_lines());
    CHECK_FALSE(ami::action("A").multi_line("B", std::string(20000, 'x')).fault());
    CHECK(ami::action("A").multi_line("B", "a\0b"sv).fault() == errc::invalid_header_value);
    CHECK(ami::action("A").multi_line("B", "\nb").fault() == errc::invalid_header_value);
    CHECK(ami::action("A").multi_line("B", " b").fault() == errc::invalid_header_value);
    CHECK(ami::action("A").multi_line("B:", "b").fault() == errc::invalid_header_name);
    CHECK(ami::action("A").multi_line("actionid", "b").fault() == errc::reserved_header);
}

TEST_CASE("http cookie: parse valid and invalid Set-Cookie")
{
    using ami::detail::parse_session_cookie;
    const auto real = parse_session_cookie("mansession_id=\"3e909511\"; Version=1; Max-Age=60");
    REQUIRE(real);
    CHECK(real->value == "3e909511");
    CHECK(real->lifetime == std::chrono::seconds(60));
    const auto plain = parse_session_cookie(" Mansession_ID = abc ;max-age=x");
    REQUIRE(plain);
    CHECK(plain->value == "abc");
    CHECK_FALSE(plain->lifetime);
    for (const auto bad :
        {"", "mansession_id", "mansession_id=", "mansession_id=\"\"", "other=1; mansession_id=2",
            "mansession_id=a\"b", "mansession_id=a b", "mansession_id=a\\b", "mansession_id=\"", "=;=;"}) {
        INFO(bad);
        CHECK_FALSE(parse_session_cookie(bad));
    }
    CHECK_FALSE(parse_session_cookie("mansession_id=a\r\nX: y"));
    CHECK_FALSE(parse_session_cookie("mansession_id=" + std::string(300, 'a')));
    CHECK_FALSE(parse_session_cookie("mansession_id=a; Max-Age=99999999999999999999")->lifetime);
}

TEST_CASE("http digest: the answer of RFC 2617's example")
{
    failure why;
    const auto challenge = ami::detail::parse_digest_challenge(
        R"(Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", )"
        R"(opaque="5ccc069c403ebaf9f0171e9517f40e41")",
        why);
    REQUIRE(challenge);
    CHECK_FALSE(challenge->stale);
    const auto header = ami::detail::digest_authorization(*challenge,
        {"GET", "/dir/index.html", "Mufasa", "Circle Of Life", "0a4f113b", 1}, &ami::detail::md5_hex);
    CHECK(
        header ==
        R"(Digest username="Mufasa", realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", )"
        R"(uri="/dir/index.html", algorithm=MD5, qop=auth, nc=00000001, cnonce="0a4f113b", )"
        R"(response="6629fae49393a05397450978507c4ef1", opaque="5ccc069c403ebaf9f0171e9517f40e41")");
}

TEST_CASE("http digest: challenges that can be answered and those that cannot")
{
    failure why;
    const auto real = ami::detail::parse_digest_challenge(
        R"(Digest algorithm=MD5, realm="asterisk", nonce="4d3ce078", qop="auth", opaque="4d3ce078", stale=true)",
        why);
    REQUIRE(real);
    CHECK(real->realm == "asterisk");
    CHECK(real->nonce == "4d3ce078");
    CHECK(real->opaque == "4d3ce078");
    CHECK(real->stale);
    const auto odd = ami::detail::parse_digest_challenge(
        "\tdigest\tnonce = abc ,,qop=auth,realm=\"a, b=c\" , stale=\"FALSE\"", why);
    REQUIRE(odd);
    CHECK(odd->nonce == "abc");
    CHECK(odd->realm == "a, b=c");
    CHECK_FALSE(odd->stale);
    CHECK_FALSE(odd->opaque);

    const struct {
        std::string header;
        std::string_view words;
    } bad[] = {{"", "Digest"}, {"Basic realm=\"x\"", "\"Basic\""}, {"Digest", "Digest"},
        {"Digest realm=\"x\", qop=\"auth\"", "no nonce"}, {"Digest nonce=\"\", qop=\"auth\"", "no nonce"},
        {"Digest nonce=\"a\", qop=\"auth\", algorithm=SHA-256", "SHA-256"},
        {"Digest nonce=\"a\", qop=\"auth-int\"", "qop=auth"}, {"Digest nonce=\"a\"", "qop=auth"},
        {"Digest nonce=\"a, qop=\"auth\"", "qop=auth"}, {"Digest nonce=\"a\\\"b\", qop=auth", "byte"},
        {"Digest qop=auth, nonce=\"a", "no nonce"}, {"Digest " + std::string(5000, 'x'), "4096"}};
    for (const auto& each : bad) {
        INFO(each.header);
        CHECK_FALSE(ami::detail::parse_digest_challenge(each.header, why));
        CHECK(why.ec == errc::not_ami);
        INFO(why.text);
        CHECK(why.text.find(each.words) != std::string::npos);
    }
}

TEST_CASE("http status: each says what to change")
{
    const struct {
        unsigned status;
        bool digest;
        errc code;
        std::string_view words;
    } expected[] = {{301, false, errc::http_refused, "does not follow it"},
        {400, false, errc::http_failed, "malformed"}, {401, false, errc::http_refused, "arawman"},
        {401, true, errc::authentication_failed, "secret is wrong"}, {403, true, errc::http_refused, "ACL"},
        {404, false, errc::http_refused, "webenabled=yes"}, {405, false, errc::http_refused, "POST"},
        {413, false, errc::http_failed, "12345 bytes"}, {500, false, errc::http_failed, "memory"},
        {501, false, errc::http_refused, "POST"}, {503, false, errc::http_failed, "shutting down"},
        {504, false, errc::http_failed, "proxy"}, {204, false, errc::http_failed, "HTTP 204"}};
    for (const auto& each : expected) {
        ami::detail::http_answer answer;
        answer.status = each.status;
        answer.location = "http://elsewhere/rawman?secret=x";
        const auto why = ami::detail::explain_http_status(answer, "/asterisk/rawman", 12345, each.digest);
        INFO(why.text);
        CHECK(why.ec == each.code);
        CHECK(why.text.find(each.words) != std::string::npos);
        CHECK(why.text.find("secret=x") == std::string::npos);
    }
}

TEST_CASE("http url: four paths, any prefix, and what is refused")
{
    const ami::config plain("http://hello:w%20rld@pbx/rawman");
    CHECK(plain.transport == ami::transport::http);
    CHECK(plain.port == 8088);
    CHECK(plain.secret.view() == "w rld");
    CHECK(plain.http.path == "/rawman");
    CHECK(plain.uses_http());
    CHECK_FALSE(plain.uses_tls());
    CHECK(plain.uses_md5());
    CHECK_FALSE(plain.uses_digest());

    const ami::config secure("HTTPS://hello:world@[::1]:443/a/b%20c/amxml");
    CHECK(secure.transport == ami::transport::https);
    CHECK(secure.port == 443);
    CHECK(secure.host == "::1");
    CHECK(secure.http.path == "/a/b%20c/amxml");
    CHECK(secure.uses_digest());
    CHECK(secure.http.uses_mxml());
    CHECK_FALSE(secure.uses_md5());
    CHECK(ami::config("https://h:w@pbx/mxml").port == 8089);
    CHECK_FALSE(ami::config("https://h:w@pbx/mxml").uses_md5());

    for (const std::string url :
        {"http://u:SECRET@pbx", "http://u:SECRET@pbx/", "http://u:SECRET@pbx/manager",
            "http://u:SECRET@pbx/rawman/", "http://u:SECRET@pbx/Rawman", "http://u:SECRET@pbx/rawman?x=1",
            "http://u:SECRET@pbx/rawman#x", "http://u:SEC/RET@pbx/rawman", "http://u:SECRET@pbx/a b/rawman",
            "http://u:SECRET@pbx/xrawman\x01", "http://u:SECRET@pbx?/rawman"}) {
        ami::error_code ec;
        ami::diagnostics text;
        (void)ami::config::parse(url, ec, text);
        INFO(url << ": " << text.message());
        CHECK(ec == errc::invalid_url);
        CHECK(text.message().find("SEC") == std::string::npos);
    }
    auto how = ami::config("http://he%3Allo:world@pbx/arawman");
    CHECK(how.check().ec == errc::invalid_config);
    how.username = "hello";
    CHECK_FALSE(how.check());
    how.http.connections = 0;
    CHECK(how.check().ec == errc::invalid_config);
}
