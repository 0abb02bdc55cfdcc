// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// mistake 1: is_no_diagnostics
// mistake 2: is_no_diagnostics
// mistake 3: ami::with_diagnostics is the outermost token
// mistake 4: ami::with_diagnostics is the outermost token
// mistake 5: ami::with_diagnostics is the outermost token
// mistake 6: ami::with_diagnostics is the outermost token
// mistake 7: ami::with_diagnostics goes with operations of ami only
// mistake 8: ami::with_diagnostics goes with operations of ami only
// mistake 9: private
// mistake 10: has the text already

#include <ami/client.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#ifndef MISTAKE
#define MISTAKE 0
#endif

namespace asio = boost::asio;

asio::awaitable<void> wait(ami::client& pbx, ami::expectation& expected, ami::action action)
{
    ami::diagnostics text;
    ami::error_code ec;
    co_await pbx.async_execute(
        action, ami::with_diagnostics(asio::redirect_error(asio::use_awaitable, ec), text));
    co_await pbx.async_execute(action, ami::with_diagnostics(asio::as_tuple(asio::deferred), text));
    co_await expected.async_wait(std::chrono::seconds(1), ami::with_diagnostics(asio::deferred, text));
    asio::steady_timer timer(co_await asio::this_coro::executor);
    co_await timer.async_wait(asio::as_tuple(asio::deferred));
#if MISTAKE == 1
    co_await pbx.async_execute(action, text);
#elif MISTAKE == 2
    co_await expected.async_wait(std::chrono::seconds(1), text);
#elif MISTAKE == 3
    co_await pbx.async_execute(action, asio::as_tuple(ami::with_diagnostics(asio::deferred, text)));
#elif MISTAKE == 4
    co_await pbx.async_execute(action, asio::as_tuple(ami::default_token()));
#elif MISTAKE == 5
    co_await pbx.async_execute(action, asio::redirect_error(ami::with_diagnostics(asio::use_awaitable), ec));
#elif MISTAKE == 6
    co_await pbx.async_execute(
        action, ami::with_diagnostics(ami::with_diagnostics(asio::use_awaitable, text)));
#elif MISTAKE == 7
    co_await timer.async_wait(ami::with_diagnostics(asio::deferred, text));
#elif MISTAKE == 8
    co_await timer.async_wait(ami::with_diagnostics(asio::use_awaitable));
#elif MISTAKE == 9
    (void)pbx.core_;
#elif MISTAKE == 10
    co_await pbx.async_execute(action, ami::with_diagnostics(ami::default_token(), text));
#endif
}

int main() {}
