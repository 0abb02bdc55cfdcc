// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// URLs: nothing crashes, a fault has a text without the secret, and what is written as a URL is read back.

#include "fuzz/check.hpp"

#include <ami/protocol/config/config.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace {

// Every byte encoded, or only those that have to be.
std::string encode(std::string_view text, bool all)
{
    std::string encoded;
    for (const char c : text) {
        if (!all && std::string_view(":@/?#%").find(c) == std::string_view::npos) {
            encoded += c;
            continue;
        }
        char hex[4];
        std::snprintf(hex, sizeof hex, "%%%02x", static_cast<unsigned>(static_cast<unsigned char>(c)));
        encoded += hex;
    }
    return encoded;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    ami::error_code ec;
    ami::diagnostics why;
    for (const std::string& url : {std::string(input), "ami://" + std::string(input)}) {
        const auto config = ami::config::parse(url, ec, why);
        FUZZ_CHECK(ec.failed() == !why.message().empty());
        for (const char c : why.message())
            FUZZ_CHECK(c >= 0x20 && c < 0x7f);
        if (ec)
            continue;
        FUZZ_CHECK(!config.host.empty());
        FUZZ_CHECK(config.port != 0);
        // Written anew it means the same.
        const bool v6 = config.host.find(':') != std::string::npos;
        const auto host = v6 ? "[" + encode(config.host, true) + "]" : encode(config.host, true);
        const auto again = ami::config::parse("AMI://" + encode(config.username, false) + ":" +
                                                  encode(config.secret.view(), true) + "@" + host + ":" +
                                                  std::to_string(config.port) + "/",
            ec, why);
        FUZZ_CHECK(!ec.failed());
        FUZZ_CHECK(again.username == config.username);
        FUZZ_CHECK(again.secret == config.secret);
        FUZZ_CHECK(again.host == config.host);
        FUZZ_CHECK(again.port == config.port);
    }

    // Any user and any secret get through.
    const auto middle = size == 0 ? 0 : data[0] % size;
    const std::string user(input.substr(0, middle));
    const std::string secret(input.substr(middle));
    for (const bool all : {false, true}) {
        const auto config =
            ami::config::parse("ami://" + encode(user, all) + ":" + encode(secret, all) + "@pbx:1", ec, why);
        FUZZ_CHECK(!ec.failed());
        FUZZ_CHECK(config.username == user);
        FUZZ_CHECK(config.secret == secret);
    }

    // A secret stands in no text, whatever is wrong behind it.
    ami::config::parse("ami://user:SECRETSECRET" + std::string(input.substr(0, 40)), ec, why);
    FUZZ_CHECK(why.message().find("SECRET") == std::string::npos);
    return 0;
}
