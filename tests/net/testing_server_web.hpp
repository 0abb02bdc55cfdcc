// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_NET_TESTING_SERVER_WEB_HPP
#define AMI_TESTS_NET_TESTING_SERVER_WEB_HPP

#include "testing_server_socket.hpp"

#include <ami/net/md5.hpp>
#include <ami/testing/http_port.hpp>

#include <fmt/format.h>

#include <cstdlib>
#include <string>
#include <string_view>

namespace tests {

// What a web server answered.
struct web_answer {
    std::string head; // with the blank line behind it
    std::string body;

    // The first line.
    std::string status() const { return head.substr(0, head.find("\r\n")); }

    std::string header(std::string_view name) const
    {
        const auto at = head.find("\r\n" + std::string(name) + ": ");
        if (at == std::string::npos)
            return {};
        const auto begin = at + name.size() + 4;
        return head.substr(begin, head.find("\r\n", begin) - begin);
    }

    // The text between `before` and the next quote.
    std::string quoted(std::string_view before) const
    {
        const auto at = head.find(before);
        if (at == std::string::npos)
            return {};
        const auto begin = at + before.size();
        return head.substr(begin, head.find('"', begin) - begin);
    }

    std::string cookie() const { return quoted("mansession_id=\""); }
};

// A browser without any of the library's code.
class web_client {
public:
    explicit web_client(const ami::testing::http_port& to) : socket_(to.port()) {}

    void send(std::string_view bytes) { socket_.send(bytes); }

    web_answer read()
    {
        web_answer answer;
        answer.head = socket_.packet();
        const auto size = std::strtoul(answer.header("Content-Length").c_str(), nullptr, 10);
        while (answer.body.size() < size) {
            const auto more = socket_.some(size - answer.body.size());
            if (more.empty())
                break;
            answer.body += more;
        }
        return answer;
    }

    void start_post(std::string_view path, std::string_view fields, std::string_view more = {})
    {
        send(
            fmt::format("POST {} HTTP/1.1\r\nHost: pbx\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                        "Content-Length: {}\r\n{}{}\r\n{}",
                path, fields.size(),
                cookie.empty() ? std::string() : fmt::format("Cookie: mansession_id=\"{}\"\r\n", cookie),
                more, fields));
    }

    web_answer post(std::string_view path, std::string_view fields, std::string_view more = {})
    {
        start_post(path, fields, more);
        return read();
    }

    // The body alone.
    std::string ask(std::string_view fields) { return post("/asterisk/rawman", fields).body; }

    void log_in(std::string_view events = "off")
    {
        const auto answer = post(
            "/asterisk/rawman", fmt::format("Action=Login&Username=hello&Secret=world&Events={}", events));
        if (answer.body.find("Response: Success") != 0)
            throw std::runtime_error("the login failed: " + answer.body);
        cookie = answer.cookie();
    }

    // Whether the server has closed the connection; waits for it.
    bool is_closed() { return socket_.rest().empty() && !socket_.was_reset(); }

    std::string rest() { return socket_.rest(); }

    std::string cookie;

private:
    raw_socket socket_;
};

// The header that answers a challenge.
inline std::string authorization(std::string_view nonce, unsigned count, std::string_view user = "hello",
    std::string_view secret = "world", std::string_view path = "/asterisk/arawman")
{
    const auto md5 = [](const std::string& text) { return *ami::detail::md5_hex(text, {}); };
    const auto response = md5(fmt::format("{}:{}:{:08x}:abc:auth:{}",
        md5(fmt::format("{}:asterisk:{}", user, secret)), nonce, count, md5(fmt::format("POST:{}", path))));
    return fmt::format("Authorization: Digest username=\"{}\", realm=\"asterisk\", nonce=\"{}\", uri=\"{}\", "
                       "algorithm=MD5, qop=auth, nc={:08x}, cnonce=\"abc\", response=\"{}\"\r\n",
        user, nonce, path, count, response);
}

} // namespace tests

#endif // AMI_TESTS_NET_TESTING_SERVER_WEB_HPP
