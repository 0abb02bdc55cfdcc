// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.
//
// A server that speaks as much AMI as measuring takes, as fast as its sockets allow: actions Login, Challenge, Ping,
// Flood (`Count` events of the capture, then the response), List (an event list of `Count` items); success for any
// other. Its one line of output names its ports: without and with TLS.

#include "benchmark/measure.hpp"
#include "benchmark/traffic.hpp"

#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <arpa/inet.h>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <functional>
#include <memory>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <unordered_map>

namespace bench {
namespace {

// Takes bytes; false once the client is gone.
using sink = std::function<bool(std::string_view)>;

constexpr std::string_view banner = "Asterisk Call Manager/11.0.0\r\n";

std::string_view header(std::string_view action, std::string_view name)
{
    while (!action.empty()) {
        const auto line = action.substr(0, action.find("\r\n"));
        if (line.size() > name.size() + 1 && line.starts_with(name) && line[name.size()] == ':')
            return line.substr(name.size() + 2);
        action.remove_prefix(std::min(action.size(), line.size() + 2));
    }
    return {};
}

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

// Small answers are collected and go out together with what comes behind them.
bool answer(std::string_view action, std::string& pending, const sink& out)
{
    const auto name = header(action, "Action");
    const auto id = header(action, "ActionID");
    const auto count = [&] { return std::stoul("0" + std::string(header(action, "Count"))); };
    const auto pass = [&](std::string_view bytes) {
        const bool taken = pending.empty() || out(pending);
        pending.clear();
        return taken && out(bytes);
    };
    if (name == "List")
        return send_list(count(), id, pass);
    if (name == "Flood" && !flood(count(), pass))
        return false;
    pending += "Response: Success\r\nActionID: ";
    pending += id;
    if (name == "Ping")
        pending += "\r\nPing: Pong\r\nTimestamp: 1718000000.123456\r\n\r\n";
    else if (name == "Challenge")
        pending += "\r\nChallenge: 123456789\r\n\r\n";
    else
        pending += "\r\nMessage: Accepted\r\n\r\n";
    return true;
}

// Carries out the whole actions in `received` and removes them.
bool answer_all(std::string& received, const sink& out)
{
    std::string pending;
    std::size_t done = 0;
    for (std::size_t end; (end = received.find("\r\n\r\n", done)) != std::string::npos; done = end + 4) {
        if (!answer(std::string_view(received).substr(done, end + 2 - done), pending, out))
            return false;
    }
    received.erase(0, done);
    return pending.empty() || out(pending);
}

int listen_on_loopback(int& port)
{
    const int listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    if (listening < 0 || bind(listening, generic, size) != 0 || listen(listening, 4096) != 0 ||
        getsockname(listening, generic, &size) != 0)
        throw std::runtime_error("the benchmark's server cannot listen");
    port = ntohs(address.sin_port);
    return listening;
}

void set_no_delay(int client)
{
    const int on = 1;
    setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

// Many clients, one thread.
[[noreturn]] void serve(int listening)
{
    const int poller = epoll_create1(EPOLL_CLOEXEC);
    const auto watch = [poller](int what) {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = what;
        epoll_ctl(poller, EPOLL_CTL_ADD, what, &event);
    };
    watch(listening);
    std::unordered_map<int, std::string> received; // of unfinished actions
    std::string block(65536, '\0');
    for (;;) {
        epoll_event ready[64];
        const int count = epoll_wait(poller, ready, 64, -1);
        for (int i = 0; i < count; ++i) {
            const int client = ready[i].data.fd;
            const sink out = [client](std::string_view bytes) {
                while (!bytes.empty()) {
                    const auto sent = send(client, bytes.data(), bytes.size(), MSG_NOSIGNAL);
                    if (sent < 0 && errno == EINTR)
                        continue;
                    if (sent <= 0)
                        return false;
                    bytes.remove_prefix(static_cast<std::size_t>(sent));
                }
                return true;
            };
            if (client == listening) {
                const int accepted = accept4(listening, nullptr, nullptr, SOCK_CLOEXEC);
                if (accepted < 0)
                    continue;
                set_no_delay(accepted);
                send(accepted, banner.data(), banner.size(), MSG_NOSIGNAL);
                watch(accepted);
                continue;
            }
            const auto size = recv(client, block.data(), block.size(), 0);
            auto& text = received[client];
            if (size > 0)
                text.append(block, 0, static_cast<std::size_t>(size));
            if (size <= 0 || !answer_all(text, out)) {
                received.erase(client);
                close(client);
            } else if (text.empty()) {
                received.erase(client);
            }
        }
    }
}

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
                open = size > 0 && answer_all(received, out);
            }
            close(client);
        }).detach();
    }
}

} // namespace

int run_blaster()
{
    signal(SIGPIPE, SIG_IGN);
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    int plain_port = 0;
    int tls_port = 0;
    const int plain = listen_on_loopback(plain_port);
    const int secure = listen_on_loopback(tls_port);
    events();
    std::thread([secure] { serve_tls(secure); }).detach();
    std::printf("%d %d\n", plain_port, tls_port);
    std::fflush(stdout);
    serve(plain);
}

} // namespace bench
