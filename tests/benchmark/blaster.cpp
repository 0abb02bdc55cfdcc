// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// A server that speaks as much AMI as measuring takes, as fast as its sockets allow: actions Login, Challenge, Ping,
// Flood (`Count` events of the capture, then the response), List (an event list of `Count` items), Channels (`Count`
// events of the name `Send`, each of another channel); success for any other. Without TLS also Pace (`Count` events to
// all connections in turn, `Rate` in a second), Hold (no response until Release), Cut (all connections are closed).
// Its one line of output names its ports: without TLS, with it, and of HTTP.

#include "benchmark/measure.hpp"
#include "benchmark/process.hpp"
#include "benchmark/serving.hpp"
#include "benchmark/traffic.hpp"

#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <memory>
#include <signal.h>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <unordered_map>
#include <vector>

namespace bench {
namespace {

constexpr std::string_view banner = "Asterisk Call Manager/11.0.0\r\n";

const traffic& events()
{
    static const traffic all;
    return all;
}

// A mega byte or more of whole packets at a time.
bool flood(std::size_t count, const sink& out)
{
    for (; count >= events().packets(); count -= events().packets()) {
        if (!out(events().bytes()))
            return false;
    }
    return out(events().first(count));
}

bool send_list(std::size_t count, std::string_view id, const sink& out)
{
    std::string text = "Response: Success\r\nActionID: " + std::string(id) +
                       "\r\nEventList: start\r\nMessage: Channels will follow\r\n\r\n";
    for (std::size_t i = 0; i != count; ++i) {
        const auto number = std::to_string(1000 + i % 9000);
        text += "Event: CoreShowChannel\r\nActionID: ";
        text += id;
        text +=
            "\r\nChannel: PJSIP/" + number +
            "-0000a1b2\r\nChannelState: 6\r\nChannelStateDesc: Up\r\nCallerIDNum: " + number +
            "\r\nCallerIDName: Somebody\r\nConnectedLineNum: <unknown>\r\nConnectedLineName: <unknown>\r\n" +
            "Language: en\r\nAccountCode: \r\nContext: from-internal\r\nExten: " + number +
            "\r\nPriority: 3\r\nUniqueid: 1718000000." + number + "\r\nLinkedid: 1718000000." + number +
            "\r\n\r\n";
        if (text.size() > (1u << 20)) {
            if (!out(text))
                return false;
            text.clear();
        }
    }
    text += "Event: CoreShowChannelsComplete\r\nActionID: ";
    text += id;
    text += "\r\nEventList: Complete\r\nListItems: " + std::to_string(count) + "\r\n\r\n";
    return out(text);
}

bool send_channels(std::string_view event, std::size_t count, const sink& out)
{
    std::string text;
    const std::string state =
        event == "Newchannel" ? "4\r\nChannelStateDesc: Ring" : "6\r\nChannelStateDesc: Up";
    for (std::size_t i = 0; i != count; ++i) {
        const auto id = std::to_string(i);
        text += "Event: ";
        text += event;
        text += "\r\nPrivilege: call,all\r\nChannel: PJSIP/a-" + id + "\r\nChannelState: " + state +
                "\r\nCallerIDNum: 100\r\nCallerIDName: <unknown>\r\n" +
                "Context: from-internal\r\nExten: 200\r\nPriority: 1\r\nUniqueid: 1718000000." + id +
                "\r\nLinkedid: 1718000000." + id + "\r\nCause: 16\r\nCause-txt: Normal Clearing\r\n\r\n";
        if (text.size() > (1u << 20)) {
            if (!out(text))
                return false;
            text.clear();
        }
    }
    return out(text);
}

// Small answers are collected and go out together with what comes behind them.
bool answer(std::string_view action, std::string& pending, const sink& out)
{
    const auto name = header(action, "Action");
    const auto count = [&] { return number(action, "Count"); };
    const auto pass = [&](std::string_view bytes) {
        const bool taken = pending.empty() || out(pending);
        pending.clear();
        return taken && out(bytes);
    };
    if (name == "List")
        return send_list(count(), header(action, "ActionID"), pass);
    if (name == "Flood" && !flood(count(), pass))
        return false;
    if (name == "Channels" && !send_channels(header(action, "Send"), count(), pass))
        return false;
    append_response(action, pending);
    return true;
}

bool no_other_action(std::string_view, std::string&)
{
    return false;
}

// Carries out the whole actions in `received` and removes them. `take` is asked first.
template <class Take>
bool answer_all(std::string& received, const sink& out, Take take)
{
    std::string pending;
    std::size_t done = 0;
    for (std::size_t end; (end = received.find("\r\n\r\n", done)) != std::string::npos; done = end + 4) {
        const auto action = std::string_view(received).substr(done, end + 2 - done);
        if (!take(action, pending) && !answer(action, pending, out))
            return false;
    }
    received.erase(0, done);
    return pending.empty() || out(pending);
}

// Many clients, one thread.
class plain_server {
public:
    explicit plain_server(int listening) : listening_(listening), poller_(epoll_create1(EPOLL_CLOEXEC))
    {
        watch(listening);
    }

    [[noreturn]] void run()
    {
        for (;;) {
            epoll_event ready[64];
            const int count = epoll_wait(poller_, ready, 64, -1);
            for (int i = 0; i < count; ++i) {
                if (ready[i].data.fd == listening_)
                    accept();
                else if (clients_.contains(ready[i].data.fd))
                    read(ready[i].data.fd);
            }
        }
    }

private:
    struct client {
        std::string received;               // of unfinished actions
        std::vector<std::string> held = {}; // actions without an answer
    };

    void watch(int what)
    {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = what;
        epoll_ctl(poller_, EPOLL_CTL_ADD, what, &event);
    }

    void accept()
    {
        const int accepted = accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
        if (accepted < 0)
            return;
        set_no_delay(accepted);
        send_all(accepted, banner);
        clients_.emplace(accepted, client());
        watch(accepted);
    }

    void read(int from)
    {
        const auto size = recv(from, block_.data(), block_.size(), 0);
        auto& text = clients_.at(from).received;
        if (size > 0)
            text.append(block_, 0, static_cast<std::size_t>(size));
        bool cut = false;
        const sink out = [from](std::string_view bytes) { return send_all(from, bytes); };
        const auto take = [&](std::string_view action, std::string& pending) {
            cut = cut || header(action, "Action") == "Cut";
            return cut || take_action(from, action, pending);
        };
        const bool open = size > 0 && answer_all(text, out, take);
        if (cut) {
            for (const auto& each : clients_)
                close(each.first);
            clients_.clear();
        } else if (!open) {
            close(from);
            clients_.erase(from);
        }
    }

    // The actions that only this server knows.
    bool take_action(int from, std::string_view action, std::string& pending)
    {
        auto& held = clients_.at(from).held;
        const auto name = header(action, "Action");
        if (name == "Hold") {
            held.emplace_back(action);
            return true;
        }
        if (name == "Release") {
            for (const auto& each : held)
                append_response(each, pending);
            held.clear();
            append_response(action, pending);
            return true;
        }
        if (name == "Pace") {
            std::vector<int> to{from};
            for (const auto& each : clients_) {
                if (each.first != from)
                    to.push_back(each.first);
            }
            std::string last;
            append_response(action, last);
            std::thread([to, last, rate = number(action, "Rate"), count = number(action, "Count")] {
                pace(to, rate, count, last);
            }).detach();
            return true;
        }
        return false;
    }

    int listening_;
    int poller_;
    std::unordered_map<int, client> clients_;
    std::string block_ = std::string(65536, '\0');
};

using context_pointer = std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>;

context_pointer make_context()
{
    context_pointer context(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free);
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_RSA_gen(2048), &EVP_PKEY_free);
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), &X509_free);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 86400);
    X509_set_pubkey(certificate.get(), key.get());
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_ASC,
        reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get()));
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    SSL_CTX_use_certificate(context.get(), certificate.get());
    SSL_CTX_use_PrivateKey(context.get(), key.get());
    return context;
}

// Few clients, each in a thread of its own. OpenSSL makes records of 16 KiB of what it is given.
void serve_tls(int listening)
{
    const auto context = make_context();
    for (;;) {
        const int client = accept4(listening, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0)
            continue;
        set_no_delay(client);
        std::thread([client, &context] {
            const std::unique_ptr<SSL, decltype(&SSL_free)> ssl(SSL_new(context.get()), &SSL_free);
            SSL_set_fd(ssl.get(), client);
            const sink out = [&](std::string_view bytes) {
                return bytes.empty() ||
                       SSL_write(ssl.get(), bytes.data(), static_cast<int>(bytes.size())) > 0;
            };
            std::string received;
            std::string block(65536, '\0');
            bool open = SSL_accept(ssl.get()) == 1 && out(banner);
            while (open) {
                const int size = SSL_read(ssl.get(), block.data(), static_cast<int>(block.size()));
                if (size > 0)
                    received.append(block, 0, static_cast<std::size_t>(size));
                open = size > 0 && answer_all(received, out, no_other_action);
            }
            close(client);
        }).detach();
    }
}

} // namespace

void append_response(std::string_view action, std::string& text)
{
    const auto name = header(action, "Action");
    text += "Response: Success\r\nActionID: ";
    text += header(action, "ActionID");
    if (name == "Ping")
        text += "\r\nPing: Pong\r\nTimestamp: 1718000000.123456\r\n\r\n";
    else if (name == "Challenge")
        text += "\r\nChallenge: 123456789\r\n\r\n";
    else
        text += "\r\nMessage: Accepted\r\n\r\n";
}

int run_blaster()
{
    signal(SIGPIPE, SIG_IGN);
    raise_file_limit();
    int plain_port = 0;
    int tls_port = 0;
    int http_port = 0;
    const int plain = listen_on_loopback(plain_port);
    const int secure = listen_on_loopback(tls_port);
    const int web = listen_on_loopback(http_port);
    events();
    std::thread([secure] { serve_tls(secure); }).detach();
    std::thread([web] { serve_http(web); }).detach();
    report(std::to_string(plain_port) + ' ' + std::to_string(tls_port) + ' ' + std::to_string(http_port));
    plain_server(plain).run();
}

} // namespace bench
