// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Messages to phones, and to people by XMPP.

#include "sweep/phone.hpp"
#include "sweep/sweep.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace tests {

namespace {

// The sockets of a server that reads what res_xmpp says, and answers nothing.
asio::awaitable<void> send_by_xmpp(sweep& s)
{
    using asio::ip::tcp;
    const auto executor = co_await asio::this_coro::executor;
    tcp::acceptor acceptor(executor, tcp::endpoint(asio::ip::make_address(asterisk_value("HOST")), 5222));
    co_await s.done(actions::module_load{ami::module_load_type::load}.module("res_xmpp.so"));
    tcp::socket socket = co_await acceptor.async_accept(asio::use_awaitable);
    std::string said;
    const auto read_until = [&](std::string_view words) -> asio::awaitable<void> {
        while (!contains(said, words)) {
            char bytes[1000];
            const auto size = co_await socket.async_read_some(asio::buffer(bytes), asio::use_awaitable);
            said.append(bytes, size);
        }
    };
    co_await read_until("<stream:stream");
    co_await s.done(actions::jabber_send{"sweep", "ana@example.com", "hello by xmpp"});
    co_await read_until("hello by xmpp");
    CHECK(contains(said, "to='ana@example.com'"));
    co_await s.refused(actions::jabber_send{"sweep", "Ana", "hello"}, "Error");
}

} // namespace

asio::awaitable<void> sweep_messages(sweep& s)
{
    const auto uri = "sip:phone@" + asterisk_value("HOST") + ":5070";
    phone alice(s.pbx().get_executor(), 5070);
    co_await s.done(actions::message_send{}
                        .to("pjsip:" + uri)
                        .from("<sip:sweep@example.com>")
                        .body("hello")
                        .variable("A", "b"));
    const auto plain = co_await alice.next("MESSAGE");
    CHECK(plain.ends_with("\r\n\r\nhello"));
    CHECK(contains(plain, "\r\nA: b\r\n"));
    auto encoded = actions::message_send{}.to("pjsip:" + uri).base64_body("aGVsbG8gYWdhaW4=");
    encoded.destination("pjsip:alice/" + uri);
    co_await s.done(encoded);
    std::string decoded;
    while (!decoded.ends_with("\r\n\r\nhello again")) // the first one comes again
        decoded = co_await alice.next("MESSAGE");
    co_await send_by_xmpp(s);
}

} // namespace tests
