// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#include <ami/client.hpp>

#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

// Connects, has one event and one action: what else the client can do is not compiled (not-compiled.sh).
int main()
{
    boost::asio::io_context context;
    ami::client pbx(context);
    const auto hangups = pbx.on("Hangup", [](const ami::event_view&) {});
    pbx.async_connect(ami::config("ami://user:secret@127.0.0.1"), [&](ami::error_code) {
        pbx.async_execute(ami::action("Ping"),
            [&](ami::error_code, const ami::response&) { pbx.async_logoff(boost::asio::detached); });
    });
    context.run();
}
