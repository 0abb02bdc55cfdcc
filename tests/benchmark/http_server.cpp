// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Asterisk's answers over HTTP, path rawman, byte for byte but for date and cookie. Few clients, each in a thread.

#include "benchmark/serving.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <thread>
#include <unistd.h>

namespace bench {
namespace {

// "Action=Ping&ActionID=1" as lines of AMI. None of what is looked for in them is escaped.
std::string lines_of(std::string_view form)
{
    std::string lines;
    for (const char each : form) {
        if (each == '&')
            lines += "\r\n";
        else if (each == '=')
            lines += ": ";
        else
            lines += each;
    }
    return lines + "\r\n";
}

std::string answer_to(std::string_view form)
{
    std::string body;
    append_response(lines_of(form), body);
    return fmt::format("HTTP/1.1 200 OK\r\nServer: Asterisk\r\nDate: Sat, 21 Nov 2026 02:08:08 GMT\r\n"
                       "Cache-Control: no-cache, no-store\r\nContent-type: text/plain\r\n"
                       "Set-Cookie: mansession_id=\"d95ab36b\"; Version=1; Max-Age=60\r\n"
                       "Pragma: SuppressEvents\r\nContent-Length: {}\r\n\r\n{}",
        body.size(), body);
}

void serve_one(int client)
{
    std::string received;
    std::string block(65536, '\0');
    for (bool open = true; open;) {
        const auto head_end = received.find("\r\n\r\n");
        if (head_end != std::string::npos) {
            const auto size = number(std::string_view(received).substr(0, head_end + 2), "Content-Length");
            if (received.size() >= head_end + 4 + size) {
                open = send_all(client, answer_to(std::string_view(received).substr(head_end + 4, size)));
                received.erase(0, head_end + 4 + size);
                continue;
            }
        }
        const auto more = recv(client, block.data(), block.size(), 0);
        open = more > 0;
        if (open)
            received.append(block, 0, static_cast<std::size_t>(more));
    }
    close(client);
}

} // namespace

void serve_http(int listening)
{
    for (;;) {
        const int client = accept4(listening, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0)
            continue;
        set_no_delay(client);
        std::thread([client] { serve_one(client); }).detach();
    }
}

} // namespace bench
