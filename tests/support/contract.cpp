// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The server that the suite runs against. See support/contract.hpp.

#include "support/contract.hpp"

#include "support/fact_checker.hpp"
#include "support/inbox.hpp"

#include <ami/http.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/testing/http_port.hpp>
#include <ami/testing/server.hpp>

#include <openssl/ssl.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>

namespace tests {
namespace {

std::string environment(const char* name)
{
    const char* const value = std::getenv(name);
    return value ? value : "";
}

// The value of NAME=VALUE in the file of AMI_ASTERISK_ENV, or nothing.
std::string asterisk_setting(const std::string& name)
{
    std::ifstream file(environment("AMI_ASTERISK_ENV"));
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with(name + '='))
            return line.substr(name.size() + 1);
    }
    return {};
}

server_kind choose()
{
    const auto wanted = environment("AMI_CONTRACT_SERVER");
    const auto file = environment("AMI_ASTERISK_ENV");
    if (wanted == "embedded" || (wanted.empty() && file.empty()))
        return server_kind::embedded;
    if (wanted != "22" && !asterisk_setting("AMI_ASTERISK_16_HOST").empty())
        return server_kind::asterisk_16;
    if (wanted != "16" && !asterisk_setting("AMI_ASTERISK_22_HOST").empty())
        return server_kind::asterisk_22;
    throw std::runtime_error(
        "AMI_CONTRACT_SERVER is \"" + wanted + "\" and AMI_ASTERISK_ENV is \"" + file + "\": no such server");
}

// As "core show settings" begins: what the suite looks at is the layout.
constexpr const char* settings_text = "\n"
                                      "PBX Core settings\n"
                                      "-----------------\n"
                                      "  Version:                     22.10.1\n"
                                      "  Maximum calls:               Not set\n"
                                      "\n"
                                      "* Subsystems\n"
                                      "  -------------\n"
                                      "  Manager (AMI):               Enabled\n"
                                      "\n";

// The users of tests/asterisk/etc/manager.conf.
ami::testing::options embedded_options()
{
    using ami::testing::user;
    ami::testing::options how;
    how.with_user(user("limited", "limited").with_read("call").with_write("call"))
        .with_user(user("nobody", "nobody").with_read("").with_write(""))
        .with_user(user("blind", "blind").with_read("system").with_write("originate,call,system"))
        .with_user(user("single", "single").with_one_session_only())
        .with_user(user("denied", "denied").with_denied())
        .with_user(user("awkward", "Pa ss&w%rd+\xC3\xBC"))
        .with_user(user("filtered", "filtered").with_event_filter("Event: UserEvent"));
    // The hints of tests/asterisk/etc/extensions.conf.
    how.with_hint("2001", "from-internal", "Local/2001@from-internal")
        .with_hint("4001", "from-internal", "PJSIP/alice")
        .with_hint("5000", "from-internal", "Custom:lamp")
        .with_agent("1001", "Ana")
        .with_endpoint("alice")
        .with_endpoint("bob")
        .with_endpoint("self")
        .with_mailbox("2001@default");
    how.mailboxes.front().full_name = "Ana";
    // What live_queues.cpp makes on an Asterisk.
    using ami::testing::extension;
    how.with_queue(ami::testing::queue("counted").with_member(
        ami::testing::queue_member("Local/3050@from-internal/n", "Local/3050@from-internal/n")));
    // Those of queues.cpp.
    using ami::testing::queue;
    using ami::testing::queue_member;
    const queue_member rings("Local/2004@from-internal/n", "Eva");
    how.with_queue(queue("unanswered").with_member(rings));
    how.with_queue(queue("full").with_max_callers(1).with_member(rings));
    how.with_queue(queue("closed").without_joining_when_empty());
    how.with_queue(queue("left").with_leaving_when_empty());
    how.with_extension(extension("from-internal", "counted").step("Queue", "counted").step("Wait", "30"));
    how.with_extension(
        extension("from-internal", "counted-short").step("Queue", "counted,,,,2").step("Wait", "30"));
    how.channel_variables = {"ORDER", "CALLERID(num)"};
    how.commands["core show settings"] = settings_text;
    auto& applications = how.commands["core show applications"];
    applications = "    -= Registered Asterisk Applications =-\n";
    for (int i = 0; i < 200; ++i)
        applications += "   Application" + std::to_string(i) + ": does nothing\n";
    applications += "    -= 200 Applications Registered =-\n";
    return how;
}

// Percent-encodes what a URL cannot carry in a user or a secret.
std::string encoded(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        constexpr const char* digits = "0123456789ABCDEF";
        const auto byte = static_cast<unsigned char>(c);
        if (plain)
            result += c;
        else
            result.append({'%', digits[byte >> 4], digits[byte & 15]});
    }
    return result;
}

} // namespace

server_kind server()
{
    static const server_kind chosen = choose();
    return chosen;
}

namespace {

// By the configuration that OpenSSL reads when the process begins.
bool is_held_to_tls12()
{
    const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(
        SSL_CTX_new(TLS_client_method()), &SSL_CTX_free);
    return SSL_CTX_get_max_proto_version(context.get()) == TLS1_2_VERSION;
}

} // namespace

transport_kind transport()
{
    static const transport_kind chosen = [] {
        constexpr std::pair<std::string_view, transport_kind> known[] = {{"tcp", transport_kind::tcp},
            {"", transport_kind::tcp}, {"rawman", transport_kind::rawman}, {"mxml", transport_kind::mxml},
            {"arawman", transport_kind::arawman}, {"amxml", transport_kind::amxml},
            {"https", transport_kind::https}, {"amis", transport_kind::amis},
            {"amis12", transport_kind::amis12}};
        const auto wanted = environment("AMI_CONTRACT_TRANSPORT");
        for (const auto& [name, kind] : known) {
            if (wanted != name)
                continue;
            if (kind == transport_kind::amis12 && !is_held_to_tls12())
                throw std::runtime_error("amis12 needs OPENSSL_CONF=tests/contract/tls12.cnf");
            return kind;
        }
        throw std::runtime_error("AMI_CONTRACT_TRANSPORT is \"" + wanted + "\": no such transport");
    }();
    return chosen;
}

std::shared_ptr<ami::detail::network> any_transport()
{
    return ami::with_http;
}

bool needs_tcp(const char* why)
{
    if (over_http())
        std::printf("SKIPPED: over TCP only, %s\n", why);
    return over_http();
}

namespace {

struct address {
    std::string host;
    std::uint16_t port;
};

ami::testing::server& embedded()
{
    static ami::testing::server instance(embedded_options());
    // Over one transport: the events are the same, and HTTP is slow enough.
    static const auto checker =
        transport() == transport_kind::tcp ? std::make_unique<fact_checker>(instance) : nullptr;
    return instance;
}

// Certificates of the embedded server, made once for the process.
const std::string& embedded_tls()
{
    static const struct folder {
        folder()
        {
            char made[] = "/tmp/ami-contract-XXXXXX";
            if (!mkdtemp(made))
                throw std::runtime_error("no folder for certificates can be made");
            path = made;
            const auto command =
                "sh '" AMI_TESTS_DIR "/asterisk/certificates.sh' '" + path + "' 127.0.0.1 >/dev/null 2>&1";
            if (std::system(command.c_str()) != 0)
                throw std::runtime_error("certificates.sh failed");
        }
        ~folder() { std::filesystem::remove_all(path); }
        std::string path;
    } made;
    return made.path;
}

ami::testing::http_port& embedded_web()
{
    static ami::testing::http_port instance(embedded(), [] {
        ami::testing::http_options how;
        if (transport() == transport_kind::https)
            how.with_certificate(embedded_tls() + "/good.pem", embedded_tls() + "/good.key");
        return how;
    }());
    return instance;
}

address tcp_address()
{
    if (server() == server_kind::embedded)
        return {embedded().host(), embedded().port()};
    return {asterisk_setting(
                server() == server_kind::asterisk_16 ? "AMI_ASTERISK_16_HOST" : "AMI_ASTERISK_22_HOST"),
        5038};
}

std::string url_of(
    std::string_view scheme, std::string_view user, std::string_view secret, const address& where)
{
    return std::string(scheme) + encoded(user) + ':' + encoded(secret) + '@' + where.host + ':' +
           std::to_string(where.port);
}

std::string_view secret_of(std::string_view user)
{
    return user == "hello" ? "world" : user == "awkward" ? "Pa ss&w%rd+\xC3\xBC" : user;
}

} // namespace

std::string server_url(std::string_view user, std::string_view secret)
{
    auto where = tcp_address();
    if (over_amis()) {
        where.port = 5039;
        return url_of("amis://", user, secret, where);
    }
    if (!over_http())
        return url_of("ami://", user, secret, where);
    constexpr const char* paths[] = {"", "rawman", "mxml", "arawman", "amxml", "rawman"};
    const std::string path = paths[static_cast<int>(transport())];
    if (server() == server_kind::embedded)
        return embedded_web().url(path, user, secret);
    const bool https = transport() == transport_kind::https;
    where.port = https ? 8089 : 8088;
    return url_of(https ? "https://" : "http://", user, secret, where) + '/' + path;
}

std::string plain_http_url()
{
    if (server() != server_kind::embedded)
        return "http://hello:world@" + tcp_address().host + ":8088/rawman";
    return embedded_web().url("rawman", "hello", "world");
}

ami::config tcp_settings(std::string_view user)
{
    return ami::config(url_of("ami://", user, secret_of(user), tcp_address()));
}

asio::awaitable<void> caught_up(ami::client& pbx)
{
    if (over_http()) {
        const auto mark = unique("caught-up");
        inbox seen(pbx, "UserEvent", [mark](const ami::event_view& e) { return e["UserEvent"] == mark; });
        co_await pbx.async_execute(ami::action{"UserEvent"}.add("UserEvent", mark));
        co_await seen.next();
    }
    co_await pbx.async_ping();
}

std::string as_received(std::string value)
{
    if (over_mxml()) {
        value.erase(value.find_last_not_of(' ') + 1);
        value.erase(0, value.find_first_not_of(' '));
    }
    return value;
}

std::string header(std::string_view name)
{
    std::string result(name);
    for (auto& c : result) {
        const char low = ami::detail::to_lower(c);
        if (over_mxml() && !ami::detail::is_digit(c) && (low < 'a' || low > 'z'))
            c = '_';
    }
    return result;
}

bool has_tls()
{
    return server() != server_kind::embedded;
}

std::string asterisk_value(std::string_view name)
{
    if (server() == server_kind::embedded)
        return {};
    return asterisk_setting(
        (server() == server_kind::asterisk_16 ? "AMI_ASTERISK_16_" : "AMI_ASTERISK_22_") + std::string(name));
}

std::string tls_file(std::string_view name)
{
    return asterisk_setting(
               server() == server_kind::asterisk_16 ? "AMI_ASTERISK_16_TLS" : "AMI_ASTERISK_22_TLS") +
           '/' + std::string(name);
}

ami::config secure_settings()
{
    ami::config how("amis://hello:world@" + tcp_settings().host);
    how.tls.ca_file =
        asterisk_setting(server() == server_kind::asterisk_16 ? "AMI_ASTERISK_16_CA" : "AMI_ASTERISK_22_CA");
    return how;
}

ami::config settings(std::string_view user)
{
    ami::config how(server_url(user, secret_of(user)));
    if (transport() == transport_kind::https || over_amis())
        how.tls.ca_file = server() == server_kind::embedded
                              ? embedded_tls() + "/ca.pem"
                              : asterisk_setting(server() == server_kind::asterisk_16 ? "AMI_ASTERISK_16_CA"
                                                                                      : "AMI_ASTERISK_22_CA");
    return how;
}

std::string unique(std::string_view what)
{
    static const std::string process = [] {
        std::random_device device;
        return std::to_string(device());
    }();
    static std::atomic<int> count{0};
    // Of one length: Asterisk takes no id for a channel that another one's begins with.
    const auto number = std::to_string(++count);
    return std::string(what) + '_' + process + '_' +
           std::string(number.size() < 5 ? 5 - number.size() : 0, '0') + number;
}

} // namespace tests
