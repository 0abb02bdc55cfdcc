// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_CLIENT_WORLD_HPP
#define AMI_TESTS_SUPPORT_CLIENT_WORLD_HPP

// A client in a virtual network, and what became of its operations.

#include "support/catch.hpp"
#include "support/virtual_network.hpp"

#include <ami/client.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/error.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace tests {

/// An operation that was started. Its handler holds it too.
template <class... Values>
class operation_state {
public:
    bool done() const noexcept { return completions != 0; }
    bool pending() const noexcept { return completions == 0; }
    bool succeeded() const noexcept { return completions == 1 && !ec; }
    bool failed(ami::error_code with) const noexcept { return completions == 1 && ec == with; }
    bool aborted() const noexcept { return failed(asio::error::operation_aborted); }
    const std::string& text() const noexcept { return why.message(); }

    const auto& value() const
    {
        REQUIRE(completions == 1);
        return std::get<0>(values);
    }

    void cancel(asio::cancellation_type type = asio::cancellation_type::terminal) { signal.emit(type); }

    int completions = 0;
    ami::error_code ec;
    ami::diagnostics why;
    std::tuple<Values...> values;
    std::function<void()> then;
    asio::cancellation_signal signal;
};

template <class... Values>
using operation = std::shared_ptr<operation_state<Values...>>;

/// The handler of an operation.
template <class... Values>
auto handler_of(const operation<Values...>& op)
{
    return asio::bind_cancellation_slot(op->signal.slot(), [op](ami::error_code ec, Values... values) {
        ++op->completions;
        op->ec = ec;
        op->values = std::tuple<Values...>(std::move(values)...);
        if (const auto then = std::exchange(op->then, nullptr))
            then();
    });
}

/// Starts an operation: `start` is called with its token. None may complete inside the call.
template <class... Values, class Start>
operation<Values...> begin(Start start)
{
    auto op = std::make_shared<operation_state<Values...>>();
    start(ami::with_diagnostics(handler_of(op), op->why));
    CHECK(op->pending());
    return op;
}

using duration = ami::detail::duration;

// Each kind of operation.
inline operation<> begin_connect(ami::client& pbx, const ami::config& config)
{
    return begin<>([&](auto handler) { pbx.async_connect(config, std::move(handler)); });
}
inline operation<ami::response> begin_execute(ami::client& pbx, const ami::action& what)
{
    return begin<ami::response>([&](auto handler) { pbx.async_execute(what, std::move(handler)); });
}
inline operation<ami::response> begin_execute(ami::client& pbx, std::string_view name)
{
    return begin_execute(pbx, ami::action(name));
}
inline operation<ami::response> begin_each(
    ami::client& pbx, std::string_view name, std::function<void(const ami::event_view&)> item)
{
    return begin<ami::response>([&](auto handler) {
        pbx.async_execute_each(ami::action(name), std::move(item), std::move(handler));
    });
}
inline operation<ami::originate_outcome> begin_originate(
    ami::client& pbx, const ami::actions::originate& what)
{
    return begin<ami::originate_outcome>(
        [&](auto handler) { pbx.async_originate(what, std::move(handler)); });
}
inline operation<ami::response> begin_hangup(ami::client& pbx, const ami::actions::hangup& what)
{
    return begin<ami::response>([&](auto handler) { pbx.async_hangup(what, std::move(handler)); });
}
inline operation<ami::response> begin_redirect(ami::client& pbx, const ami::actions::redirect& what)
{
    return begin<ami::response>([&](auto handler) { pbx.async_redirect(what, std::move(handler)); });
}
inline operation<duration> begin_ping(ami::client& pbx)
{
    return begin<duration>([&](auto handler) { pbx.async_ping(std::move(handler)); });
}
inline operation<ami::command_output> begin_command(ami::client& pbx, const std::string& command)
{
    return begin<ami::command_output>([&](auto handler) { pbx.async_command(command, std::move(handler)); });
}
inline operation<> begin_mask(ami::client& pbx, const ami::event_mask& mask)
{
    return begin<>([&](auto handler) { pbx.async_set_event_mask(mask, std::move(handler)); });
}
inline operation<> begin_logoff(ami::client& pbx)
{
    return begin<>([&](auto handler) { pbx.async_logoff(std::move(handler)); });
}
inline operation<ami::session_end> begin_closed(ami::client& pbx)
{
    return begin<ami::session_end>([&](auto handler) { pbx.async_wait_closed(std::move(handler)); });
}

/// What most cases script: the secret in clear, and the end after a loss.
inline ami::config usual_config()
{
    ami::config config("ami://user:s3cr3t@pbx");
    config.login_method = ami::login_method::plain;
    config.events = ami::event_mask::all();
    config.ready_when = ami::ready_when::logged_in; // no script has the Ping
    config.reconnect.enabled = false;
    return config;
}

/// A client that lives at ami://user:s3cr3t@pbx.
class client_world {
public:
    client_world()
    {
        config.log_level = ami::log_level::debug;
        config.log = [this](const ami::log_record& record) {
            const auto text = record.line();
            log.emplace_back(record.level(), text);
            if (on_log)
                on_log(record.level(), text);
        };
    }

    client_world(const client_world&) = delete;
    client_world& operator=(const client_world&) = delete;

    ~client_world()
    {
        pbx.reset();
        net->run();
        CHECK(net->problems() == std::vector<std::string>());
        // Whatever happened, the secret was not written anywhere but in the login.
        for (const auto& [level, text] : log)
            CHECK(text.find("s3cr3t") == std::string::npos);
    }

    /// Connects and logs in.
    virtual_stream& ready()
    {
        const auto op = begin_connect(*pbx, config);
        net->run();
        log_in();
        REQUIRE(op->succeeded());
        REQUIRE(pbx->is_ready());
        return net->server();
    }

    /// The server accepts the login that it has before it.
    void log_in()
    {
        const auto login = net->server().next();
        REQUIRE(login.name() == "Login");
        net->server().success(login, "Message: Authentication accepted\n");
        net->run();
    }

    void run() { net->run(); }
    void advance(duration time) { net->advance(time); }
    virtual_stream& server() { return net->server(); }

    /// The server says something, and it is heard.
    void say(std::string_view text)
    {
        server().say(text);
        run();
    }

    bool logged(ami::log_level level, std::string_view part) const
    {
        return std::any_of(log.begin(), log.end(), [&](const auto& line) {
            return line.first == level && line.second.find(part) != std::string::npos;
        });
    }

    asio::io_context context;
    std::shared_ptr<virtual_network> net = std::make_shared<virtual_network>(context);
    std::vector<std::pair<ami::log_level, std::string>> log;
    std::function<void(ami::log_level, std::string_view)> on_log;
    ami::config config = usual_config();
    std::optional<ami::client> pbx{std::in_place, context.get_executor(), net};
};

} // namespace tests

#endif // AMI_TESTS_SUPPORT_CLIENT_WORLD_HPP
