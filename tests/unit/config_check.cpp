// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What a configuration must have before it is used.

#include "support/catch.hpp"

#include <ami/protocol/config/config.hpp>

#include <chrono>
#include <string>
#include <type_traits>
#include <utility>

using namespace std::chrono_literals;
using ami::errc;

namespace {

ami::config usable()
{
    return ami::config("ami://user:s3cr3t@pbx");
}

} // namespace

TEST_CASE("config: defaults", "[config]")
{
    const ami::config config;
    CHECK(config.port == 5038);
    CHECK(config.resolve_timeout == 5s);
    CHECK(config.connect_timeout == 5s);
    CHECK(config.banner_timeout == 5s);
    CHECK(config.login_timeout == 10s);
    CHECK(config.action_timeout == 10s);
    CHECK(config.action_total_timeout == 5min);
    CHECK(config.originate_margin == 10s);
    CHECK(config.logoff_timeout == 5s);
    CHECK(config.slow_handler == 100ms);
    CHECK(config.events.is_automatic());
    CHECK(config.log_level == ami::log_level::info);
    CHECK_FALSE(config.log);
    CHECK_FALSE(usable().check());
    // On g++ 12 an aggregate made in a co_await expression would be freed twice.
    static_assert(!std::is_aggregate_v<ami::config>);
}

TEST_CASE("config: what is missing or out of range", "[config]")
{
    auto config = usable();
    const auto refused = [&](errc code, const std::string& text) {
        const auto why = config.check();
        CHECK(why.ec == code);
        CHECK(why.text == text);
        CHECK(why.text.find("s3cr3t") == std::string::npos);
    };
    SECTION("host")
    {
        config.host.clear();
        refused(errc::invalid_config, "the host is missing");
    }
    SECTION("port")
    {
        config.port = 0;
        refused(errc::invalid_config, "the port is 0; a port is a number from 1 to 65535");
    }
    SECTION("user")
    {
        config.username.clear();
        refused(errc::invalid_config, "the user name is missing");
    }
    SECTION("an empty secret is a secret")
    {
        config.secret.clear();
        CHECK_FALSE(config.check());
    }
    SECTION("event mask")
    {
        config.events = ami::event_mask("system,calls");
        const auto why = config.check();
        CHECK(why.ec == errc::invalid_event_mask);
        CHECK(why.text == config.events.fault_text());
        CHECK(why.text.find("\"calls\"") != std::string::npos);
    }
    SECTION("everything by default")
    {
        config = ami::config();
        refused(errc::invalid_config, "the host is missing");
    }
}

TEST_CASE("config: every duration must be longer than zero", "[config]")
{
    using member = ami::config::duration ami::config::*;
    const std::pair<member, std::string> durations[] = {
        {&ami::config::resolve_timeout, "resolve_timeout"},
        {&ami::config::connect_timeout, "connect_timeout"},
        {&ami::config::banner_timeout, "banner_timeout"},
        {&ami::config::login_timeout, "login_timeout"},
        {&ami::config::action_timeout, "action_timeout"},
        {&ami::config::action_total_timeout, "action_total_timeout"},
        {&ami::config::originate_margin, "originate_margin"},
        {&ami::config::logoff_timeout, "logoff_timeout"},
        {&ami::config::slow_handler, "slow_handler"},
    };
    for (const auto& [which, name] : durations) {
        CAPTURE(name);
        for (const ami::config::duration bad : {ami::config::duration(0), ami::config::duration(-1),
                 ami::config::duration(-10s), ami::config::duration::min()}) {
            auto config = usable();
            config.*which = bad;
            CHECK(config.check().ec == errc::invalid_config);
            CHECK(config.check().text == name + " must be longer than zero");
        }
        for (const ami::config::duration fine : {ami::config::duration(1), ami::config::duration::max()}) {
            auto config = usable();
            config.*which = fine;
            CHECK_FALSE(config.check());
        }
    }
}

TEST_CASE("config: amis is TLS", "[config][tls]")
{
    const ami::config secure("amis://user:s@pbx");
    CHECK(secure.transport == ami::transport::tls);
    CHECK(secure.port == 5039);
    CHECK(ami::config("AMIS://user:s@pbx:5040").port == 5040);
    CHECK(ami::config("ami://user:s@pbx").transport == ami::transport::tcp);
    CHECK(secure.tls.ca_file.empty());
    CHECK(secure.tls.pin_public_key_sha256.empty());
    CHECK_FALSE(secure.tls.dangerously_accept_any_certificate);
    ami::error_code ec;
    ami::diagnostics why;
    for (const auto* bad : {"amis://u:s@", "amis://u:s@pbx:0", "amis://u:s@pbx:70000", "amis://u:s%4@pbx"}) {
        CAPTURE(bad);
        ami::config::parse(bad, ec, why);
        CHECK(ec == errc::invalid_url);
    }
    for (const auto* bad : {"amiss://u:s@pbx", "httpss://u:s@pbx", "tls://u:s@pbx"}) {
        CAPTURE(bad);
        ami::config::parse(bad, ec, why);
        CHECK(ec == errc::unsupported_scheme);
    }
}

TEST_CASE("config: no duration may be zero or less", "[config]")
{
    using duration = ami::config::duration;
    const struct {
        const char* name;
        void (*set)(ami::config&, duration);
    } rows[] = {
        {"handshake_timeout", [](ami::config& c, duration d) { c.handshake_timeout = d; }},
        {"ping_after_silence", [](ami::config& c, duration d) { c.ping_after_silence = d; }},
        {"ping_timeout", [](ami::config& c, duration d) { c.ping_timeout = d; }},
        {"reconnect.initial_delay", [](ami::config& c, duration d) { c.reconnect.initial_delay = d; }},
        {"reconnect.max_delay", [](ami::config& c, duration d) { c.reconnect.max_delay = d; }},
        {"reconnect.stable_after", [](ami::config& c, duration d) { c.reconnect.stable_after = d; }},
        {"reconnect.delay_after_refused_login",
            [](ami::config& c, duration d) { c.reconnect.delay_after_refused_login = d; }},
    };
    for (const auto& row : rows) {
        for (const duration value : {duration(0), duration(-1), duration::min()}) {
            ami::config config("ami://user:s@pbx");
            row.set(config, value);
            const auto why = config.check();
            CHECK(why.ec == errc::invalid_config);
            CHECK(why.text == std::string(row.name) + " must be longer than zero");
        }
        ami::config config("ami://user:s@pbx");
        row.set(config, duration::max());
        CHECK_FALSE(config.check());
    }
}
