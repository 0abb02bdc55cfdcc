// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// URLs, good and bad.

#include "support/catch.hpp"

#include <ami/protocol/config/config.hpp>

#include <string>
#include <string_view>

using namespace std::string_view_literals;
using ami::errc;

namespace {

ami::config good(std::string_view url)
{
    ami::error_code ec;
    ami::diagnostics why("left over");
    auto config = ami::config::parse(url, ec, why);
    CAPTURE(url, why.message());
    CHECK_FALSE(ec.failed());
    CHECK(why.message().empty());
    return config;
}

} // namespace

TEST_CASE("config: a URL's parts", "[config][url]")
{
    const struct {
        std::string_view url;
        std::string_view user;
        std::string_view secret;
        std::string_view host;
        unsigned port;
    } rows[] = {
        {"ami://hello:world@pbx.example.com:5038", "hello", "world", "pbx.example.com", 5038},
        {"ami://hello:world@pbx", "hello", "world", "pbx", 5038},
        {"ami://hello:world@pbx/", "hello", "world", "pbx", 5038},
        {"ami://hello:world@pbx:1/", "hello", "world", "pbx", 1},
        {"ami://hello:world@pbx:65535", "hello", "world", "pbx", 65535},
        {"ami://hello:world@pbx:05038", "hello", "world", "pbx", 5038},
        {"AMI://h:w@pbx", "h", "w", "pbx", 5038},
        {"aMi://h:w@PBX.Example", "h", "w", "PBX.Example", 5038},
        {"ami://pbx", "", "", "pbx", 5038},
        {"ami://pbx:7777", "", "", "pbx", 7777},
        {"ami://user@pbx", "user", "", "pbx", 5038},
        {"ami://user:@pbx", "user", "", "pbx", 5038},
        {"ami://:secret@pbx", "", "secret", "pbx", 5038},
        {"ami://@pbx", "", "", "pbx", 5038},
        // IPv4 and IPv6
        {"ami://u:s@192.0.2.7:5039", "u", "s", "192.0.2.7", 5039},
        {"ami://u:s@[2001:db8::1]", "u", "s", "2001:db8::1", 5038},
        {"ami://u:s@[2001:db8::1]:5039", "u", "s", "2001:db8::1", 5039},
        {"ami://u:s@[::1]/", "u", "s", "::1", 5038},
        {"ami://u:s@[fe80::1%25eth0]:1234", "u", "s", "fe80::1%eth0", 1234},
        // percent-encoding
        {"ami://a%3Ab:c%3ad@pbx", "a:b", "c:d", "pbx", 5038},
        {"ami://u%40home:%2F%3F%23%25%40@pbx", "u@home", "/?#%@", "pbx", 5038},
        {"ami://%41%4a:%6A%4F@pbx", "AJ", "jO", "pbx", 5038},
        {"ami://u:%00%0D%0A@pbx", "u", "\0\r\n"sv, "pbx", 5038},
        {"ami://u:%ff%C3%A9@pbx", "u", "\xff\xc3\xa9", "pbx", 5038},
        {"ami://u:s@p%62x", "u", "s", "pbx", 5038},
        // Not everything that could be encoded has to be.
        {"ami://u:s:t:u@pbx", "u", "s:t:u", "pbx", 5038},
        {"ami://u:s@t@pbx", "u", "s@t", "pbx", 5038},
        {"ami://u:s+t @pbx", "u", "s+t ", "pbx", 5038},
        {"ami://u: lead@pbx", "u", " lead", "pbx", 5038},
        {"ami://\xc3\xa9:\xc3\xa9@pbx", "\xc3\xa9", "\xc3\xa9", "pbx", 5038},
    };
    for (const auto& row : rows) {
        const auto config = good(row.url);
        CAPTURE(row.url);
        CHECK(config.username == row.user);
        CHECK(config.secret == row.secret);
        CHECK(config.host == row.host);
        CHECK(config.port == row.port);
        CHECK(config.transport == ami::transport::tcp);
        const ami::config same(row.url);
        CHECK(same.secret == row.secret);
        CHECK(same.host == row.host);
    }
}

TEST_CASE("config: bad URLs, each with its text", "[config][url]")
{
    constexpr auto no_scheme = "there is no scheme; a URL looks like ami://user:secret@host:5038";
    constexpr auto no_host = "the host is missing; a URL looks like ami://user:secret@host:5038";
    constexpr auto bad_port =
        "the port is not a number from 1 to 65535; a URL looks like ami://user:secret@host:5038";
    constexpr auto behind = "nothing can follow the port; write / ? # in a user or a secret as %2F %3F %23";
    constexpr auto blank = "the host has a blank, a control byte or a second @; write @ in a secret as %40";
    const struct {
        std::string_view url;
        errc code;
        std::string_view text;
    } rows[] = {
        {"", errc::invalid_url, no_scheme},
        {"pbx", errc::invalid_url, no_scheme},
        {"pbx:5038", errc::invalid_url, no_scheme},
        {"ami:pbx", errc::invalid_url, no_scheme},
        {"ami:/pbx", errc::invalid_url, no_scheme},
        {"u:SECRET@pbx", errc::invalid_url, no_scheme},
        {"://u:SECRET@pbx", errc::invalid_url, no_scheme},
        {"tcp://u:SECRET@pbx", errc::unsupported_scheme,
            "\"tcp\"; this client speaks ami:// (AMI over TCP), amis:// (AMI over TLS), http:// and https:// (AMI over HTTP)"},
        {"amix://u:SECRET@pbx", errc::unsupported_scheme,
            "\"amix\"; this client speaks ami:// (AMI over TCP), amis:// (AMI over TLS), http:// and https:// (AMI over HTTP)"},
        {"iax2+ssl-1.0://u:SECRET@pbx", errc::unsupported_scheme,
            "\"iax2+ssl-1.0\"; this client speaks ami:// (AMI over TCP), amis:// (AMI over TLS), http:// and https:// (AMI over HTTP)"},
        {" ami://u:SECRET@pbx", errc::invalid_url, no_scheme},
        {"a\x01\x80://u:SECRET@pbx", errc::invalid_url, no_scheme},
        {"u:SECRET://pbx", errc::invalid_url, no_scheme},
        {"u:SECRET@ami://pbx", errc::invalid_url, no_scheme},
        {"abcdefghijklmnopqrstuvwxyz://pbx", errc::unsupported_scheme,
            "\"abcdefghijklmnop...\"; this client speaks ami:// (AMI over TCP), amis:// (AMI over TLS), http:// and https:// (AMI over HTTP)"},
        // missing host
        {"ami://", errc::invalid_url, no_host},
        {"ami:///", errc::invalid_url, no_host},
        {"ami://u:SECRET@", errc::invalid_url, no_host},
        {"ami://u:SECRET@:5038", errc::invalid_url, no_host},
        {"ami://:5038", errc::invalid_url, no_host},
        {"ami://u:SECRET@[]", errc::invalid_url, no_host},
        // ports
        {"ami://u:SECRET@pbx:", errc::invalid_url, bad_port},
        {"ami://u:SECRET@pbx:0", errc::invalid_url, bad_port},
        {"ami://u:SECRET@pbx:00000", errc::invalid_url, bad_port},
        {"ami://u:SECRET@pbx:65536", errc::invalid_url, bad_port},
        {"ami://u:SECRET@pbx:70000", errc::invalid_url, bad_port},
        {"ami://u:SECRET@pbx:4294972334", errc::invalid_url, bad_port},
        {"ami://u:SECRET@pbx:-1", errc::invalid_url, bad_port},
        {"ami://u:SECRET@pbx:+80", errc::invalid_url, bad_port},
        {"ami://u:SECRET@pbx:http", errc::invalid_url, bad_port},
        {"ami://u:SECRET@pbx:80 ", errc::invalid_url, bad_port},
        {"ami://u:SECRET@pbx:50%338", errc::invalid_url, bad_port},
        {"ami://u:SECRET@[::1]:", errc::invalid_url, bad_port},
        {"ami://u:SECRET@[::1]:x", errc::invalid_url, bad_port},
        // An IPv6 address without brackets
        {"ami://u:SECRET@::1", errc::invalid_url, no_host},
        {"ami://u:SECRET@2001:db8::1", errc::invalid_url, bad_port},
        {"ami://u:SECRET@[::1", errc::invalid_url, "the bracket before an IPv6 address is not closed"},
        {"ami://u:SECRET@[::1]x", errc::invalid_url, "only :port can follow the bracket of an IPv6 address"},
        {"ami://u:SECRET@[::1]5038", errc::invalid_url,
            "only :port can follow the bracket of an IPv6 address"},
        // percent-encoding
        {"ami://u%:SECRET@pbx", errc::invalid_url,
            "the user has a % that is not followed by two hexadecimal digits; write % as %25"},
        {"ami://u%4:SECRET@pbx", errc::invalid_url,
            "the user has a % that is not followed by two hexadecimal digits; write % as %25"},
        {"ami://u:SECRET%@pbx", errc::invalid_url,
            "the secret has a % that is not followed by two hexadecimal digits; write % as %25"},
        {"ami://u:SECRET%G0@pbx", errc::invalid_url,
            "the secret has a % that is not followed by two hexadecimal digits; write % as %25"},
        {"ami://u:SECRET%0G@pbx", errc::invalid_url,
            "the secret has a % that is not followed by two hexadecimal digits; write % as %25"},
        {"ami://u:50% SECRET@pbx", errc::invalid_url,
            "the secret has a % that is not followed by two hexadecimal digits; write % as %25"},
        {"ami://u:SECRET@pb%x", errc::invalid_url,
            "the host has a % that is not followed by two hexadecimal digits"},
        {"ami://u:SECRET@[fe80::1%eth0]", errc::invalid_url,
            "the host has a % that is not followed by two hexadecimal digits"},
        // hosts that are none
        {"ami://u:SECRET@pb x", errc::invalid_url, blank},
        {"ami://u:SECRET@pbx%20", errc::invalid_url, blank},
        {"ami://u:SECRET@pbx%00", errc::invalid_url, blank},
        {"ami://u:SECRET@pbx\r\n", errc::invalid_url, blank},
        {"ami://u:SECRET@a%40b", errc::invalid_url, blank},
        // more than there should be
        {"ami://u:SECRET@pbx/path", errc::invalid_url, behind},
        {"ami://u:SECRET@pbx//", errc::invalid_url, behind},
        {"ami://u:SECRET@pbx?x=1", errc::invalid_url, behind},
        {"ami://u:SECRET@pbx#x", errc::invalid_url, behind},
        {"ami://u:SEC/RET@pbx", errc::invalid_url, behind},
        {"ami://u:SEC?RET@pbx", errc::invalid_url, behind},
        {"ami://u:SEC#RET@pbx", errc::invalid_url, behind},
    };
    for (const auto& row : rows) {
        ami::error_code ec;
        ami::diagnostics why;
        ami::config::parse(row.url, ec, why);
        CAPTURE(row.url);
        CHECK(ec == row.code);
        CHECK(why.message() == row.text);
        CHECK(why.message().find("SEC") == std::string::npos);
        try {
            const ami::config config(row.url);
            FAIL("no exception");
        } catch (const ami::error& error) {
            CHECK(error.code() == row.code);
            CHECK(error.get_diagnostics().message() == row.text);
            CHECK(std::string(error.what()) ==
                  ami::error_code(row.code).message() + ": " + std::string(row.text));
        }
    }
}

TEST_CASE("config: whatever is cut off a URL, the text has no secret", "[config][url]")
{
    constexpr std::string_view url = "ami://user:SECRETSECRET@pbx.example.com:5038/";
    // A port that is cut out of a secret would be quoted: user:SECRET... without its @ looks like host:port.
    for (std::size_t begin = 0; begin != url.size(); ++begin) {
        for (std::size_t size = 0; size <= url.size() - begin; ++size) {
            const auto part = url.substr(begin, size);
            ami::error_code ec;
            ami::diagnostics why;
            ami::config::parse(part, ec, why);
            CAPTURE(part, why.message());
            CHECK(ec.failed() == !why.message().empty());
            CHECK(why.message().find("SECRET") == std::string::npos);
        }
    }
}

TEST_CASE("config: bytes after the URL are not read", "[config][url]")
{
    constexpr std::string_view longer = "ami://u:s@pbx%41";
    for (const std::size_t less : {1u, 2u}) {
        ami::error_code ec;
        ami::diagnostics why;
        ami::config::parse(longer.substr(0, longer.size() - less), ec, why);
        CHECK(ec == errc::invalid_url);
        CHECK(why.message() == "the host has a % that is not followed by two hexadecimal digits");
    }
    CHECK(good(longer).host == "pbxA");
}

TEST_CASE("config: a URL with a typo in the at sign does not show the secret", "[config][url]")
{
    // The commonest way to lose the `@`: it was meant to be there, and the secret became a port.
    for (const std::string_view url : {"ami://user:SECRETpbx", "ami://user:SECRET%40pbx:5038",
             "ami://user:SECRET", "ami://user:SECRET pbx"}) {
        ami::error_code ec;
        ami::diagnostics why;
        ami::config::parse(url, ec, why);
        CAPTURE(url, why.message());
        CHECK(ec == errc::invalid_url);
        CHECK(why.message().find("SECRET") == std::string::npos);
    }
}
