// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#include "support/catch.hpp"

#include <ami/protocol/wire/banner.hpp>

#include <string>
#include <string_view>
#include <vector>

using namespace std::string_view_literals;

TEST_CASE("banner: what is accepted", "[protocol][banner]")
{
    struct row {
        std::string_view line;
        std::string_view product;
        std::string_view version;
        int major_version;
    };
    const std::vector<row> rows = {
        {"Asterisk Call Manager/1.0", "Asterisk Call Manager", "1.0", 1},
        {"Asterisk Call Manager/1.3", "Asterisk Call Manager", "1.3", 1},
        {"Asterisk Call Manager/2.10.6", "Asterisk Call Manager", "2.10.6", 2},
        {"Asterisk Call Manager/5.0.4", "Asterisk Call Manager", "5.0.4", 5},
        {"Asterisk Call Manager/11.0.0", "Asterisk Call Manager", "11.0.0", 11},
        {"Asterisk Call Manager/13", "Asterisk Call Manager", "13", 13},
        {"Asterisk Call Manager Proxy/1.2-beta", "Asterisk Call Manager Proxy", "1.2-beta", 1},
        {"A/B/7.1", "A/B", "7.1", 7}, {"x/0", "x", "0", 0},
        {"x/99999999999999999999.1", "x", "99999999999999999999.1", 99999}, // nonsense, but no overflow
    };
    for (const auto& c : rows) {
        INFO(c.line);
        ami::detail::failure why;
        const auto found = ami::parse_banner(c.line, why);
        CHECK_FALSE(why);
        CHECK(why.text.empty());
        CHECK(found.product() == c.product);
        CHECK(found.version() == c.version);
        CHECK(found.major_version() == c.major_version);
    }
    CHECK(ami::banner{}.product().empty());
    CHECK(ami::banner{}.version().empty());
    CHECK(ami::banner{}.major_version() == 0);
}

TEST_CASE("banner: what is no AMI, and what it looks like", "[protocol][banner]")
{
    struct row {
        const char* what;
        std::string_view line;
        std::string_view says;
    };
    const std::vector<row> rows = {
        {"HTTP", "HTTP/1.1 400 Bad Request", "HTTP server"},
        {"HTTP in other letter case", "http/1.0 200 OK", "HTTP server"},
        {"HTTP with a version at its end", "HTTP/1.1", "HTTP server"},
        {"SSH", "SSH-2.0-OpenSSH_9.2p1 Debian-2/1", "SSH server"},
        {"TLS alert", "\x15\x03\x01\x00\x02\x02\x46"sv, "TLS"},
        {"TLS handshake", "\x16\x03\x01/1"sv, "TLS"},
        {"SMTP", "220 mail.example.org ESMTP Postfix (Debian/GNU)", "220 mail.example.org"},
        {"empty", "", "\"\""},
        {"no slash", "Asterisk Call Manager", "Asterisk Call Manager"},
        {"no version", "Asterisk Call Manager/", "Asterisk Call Manager/"},
        {"no number", "Asterisk Call Manager/x", "Asterisk Call Manager/x"},
        {"a blank before the number", "Asterisk Call Manager/ 1", "Asterisk Call Manager/ 1"},
        {"no product", "/1.0", "/1.0"},
        {"a packet", "Response: Error", "Response: Error"},
    };
    for (const auto& c : rows) {
        INFO(c.what);
        ami::detail::failure why;
        const auto found = ami::parse_banner(c.line, why);
        CHECK(why.ec == ami::errc::not_ami);
        INFO(why.text);
        CHECK(why.text.find(c.says) != std::string::npos);
        CHECK(why.text.find("5038") != std::string::npos);
        CHECK(found.product().empty());
        CHECK(found.version().empty());
        CHECK(found.major_version() == 0);
    }
}

TEST_CASE("banner: bytes of a server are quoted short and printable", "[protocol][banner]")
{
    ami::detail::failure why;
    ami::parse_banner(std::string(5000, '\x1b'), why);
    CHECK(why.ec == ami::errc::not_ami);
    CHECK(why.text.size() < 600);
    for (const char c : why.text) {
        const bool printable = c >= 0x20 && c < 0x7f;
        CHECK(printable);
    }

    using ami::detail::printable;
    CHECK(printable("").empty());
    CHECK(printable("plain ~text!") == "plain ~text!");
    CHECK(printable("\x1f\x7f\x80\xff\n\0"sv) == "\\x1f\\x7f\\x80\\xff\\x0a\\x00");
    CHECK(printable(std::string(64, 'a')) == std::string(64, 'a'));
    CHECK(printable(std::string(65, 'a')) == std::string(64, 'a') + "...");
    CHECK(printable("abcdef", 3) == "abc...");
}
