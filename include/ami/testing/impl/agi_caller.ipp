// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_AGI_CALLER_IPP
#define AMI_TESTING_IMPL_AGI_CALLER_IPP

#include <ami/client/operation/completion.hpp>
#include <ami/net/transports/open_socket.hpp>
#include <ami/testing/agi_caller.hpp>

#include <ami/testing/detail/agi_caller_state.hpp>
#include <ami/testing/detail/agi_start.hpp>

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace ami::testing {
namespace detail {

AMI_DECL const boost::asio::any_io_executor& executor_of(const agi_caller_pointer& caller) noexcept
{
    return caller->executor;
}

inline std::string agi_caller_environment(const agi_caller_state& caller, const std::string& address)
{
    const auto& call = caller.call;
    const auto value = [&](std::string_view name) {
        for (const auto& [key, text] : call.variables) {
            if (key == name)
                return text;
        }
        return std::string();
    };
    agi_call_facts facts;
    facts.request = "agi://" + address + (call.script.empty() ? "" : "/" + call.script);
    facts.script = call.script;
    facts.channel = "Local/1@agi-caller-00000000;2";
    facts.unique_id = "1.1";
    facts.version = call.asterisk == era::asterisk_22 ? "22.10.1" : "16.28.0";
    facts.caller_number = value("CALLERID(num)");
    facts.caller_name = value("CALLERID(name)");
    facts.context = "agi-caller";
    facts.extension = "1";
    facts.arguments = call.arguments;
    auto lines = agi_environment_lines(facts);
    for (const auto& [name, text] : call.environment) {
        const auto same = [&name = name](const auto& line) { return line.first == name; };
        if (const auto found = std::find_if(lines.begin(), lines.end(), same); found != lines.end())
            found->second = text;
        else
            lines.emplace_back(name, text);
    }
    return agi_environment_text(lines);
}

AMI_DECL void start_agi_open(const agi_caller_pointer& caller, ami::detail::handler_for<> done,
    diagnostics* diag, boost::asio::ip::tcp::endpoint to, bool introduces)
{
    const auto slot = boost::asio::get_associated_cancellation_slot(done);
    ami::detail::completion<> completion(std::move(done), diag, caller->executor);
    caller->socket.async_connect(
        to, boost::asio::bind_cancellation_slot(slot,
                [caller, slot, to, introduces, before = caller->closings, completion = std::move(completion)](
                    error_code ec) mutable {
                    // It was closed when the connection was there already, and this was on its way.
                    if (!ec && caller->closings != before)
                        ec = boost::asio::error::operation_aborted;
                    if (ec)
                        return completion.finish(ami::detail::failure(ec));
                    error_code ignored;
                    caller->socket.set_option(boost::asio::ip::tcp::no_delay(true), ignored);
                    ami::detail::close_on_exec(caller->socket);
                    if (!introduces)
                        return completion.finish(ami::detail::failure());
                    const auto host = to.address().to_string();
                    const auto address =
                        (to.address().is_v6() ? "[" + host + "]" : host) + ":" + std::to_string(to.port());
                    const auto text = std::make_shared<std::string>(agi_caller_environment(*caller, address));
                    boost::asio::async_write(caller->socket, boost::asio::buffer(*text),
                        boost::asio::bind_cancellation_slot(slot,
                            [caller, text, completion = std::move(completion)](error_code failed,
                                std::size_t) mutable { completion.finish(ami::detail::failure(failed)); }));
                }));
}

AMI_DECL void start_agi_read(
    const agi_caller_pointer& caller, ami::detail::handler_for<std::string> done, diagnostics* diag)
{
    const auto slot = boost::asio::get_associated_cancellation_slot(done);
    ami::detail::completion<std::string> completion(std::move(done), diag, caller->executor);
    boost::asio::async_read_until(caller->socket, boost::asio::dynamic_buffer(caller->received), '\n',
        boost::asio::bind_cancellation_slot(
            slot, [caller, completion = std::move(completion)](error_code ec, std::size_t size) mutable {
                std::string line;
                if (!ec) {
                    line = caller->received.substr(0, size - 1);
                    caller->received.erase(0, size);
                }
                completion.finish(ami::detail::failure(ec), std::move(line));
            }));
}

AMI_DECL void start_agi_write(
    const agi_caller_pointer& caller, ami::detail::handler_for<> done, diagnostics* diag, std::string bytes)
{
    const auto slot = boost::asio::get_associated_cancellation_slot(done);
    const auto kept = std::make_shared<std::string>(std::move(bytes));
    ami::detail::completion<> completion(std::move(done), diag, caller->executor);
    boost::asio::async_write(caller->socket, boost::asio::buffer(*kept),
        boost::asio::bind_cancellation_slot(
            slot, [caller, kept, completion = std::move(completion)](
                      error_code ec, std::size_t) mutable { completion.finish(ami::detail::failure(ec)); }));
}

} // namespace detail

AMI_DECL detail::agi_caller_pointer agi_caller::make(boost::asio::any_io_executor executor, agi_call call)
{
    return std::make_shared<detail::agi_caller_state>(std::move(executor), std::move(call));
}

AMI_DECL std::string agi_caller::environment() const
{
    error_code ignored;
    const auto to = state_->socket.remote_endpoint(ignored);
    const auto address = ignored ? "127.0.0.1" : to.address().to_string() + ":" + std::to_string(to.port());
    return detail::agi_caller_environment(*state_, address);
}

AMI_DECL void agi_caller::finish_writing()
{
    error_code ignored;
    state_->socket.shutdown(boost::asio::ip::tcp::socket::shutdown_send, ignored);
}

AMI_DECL void agi_caller::close()
{
    if (!state_)
        return; // moved from
    error_code ignored;
    ++state_->closings;
    state_->socket.close(ignored);
    if (const auto link = state_->link.lock())
        link->abort();
}

AMI_DECL void agi_caller::reset()
{
    error_code ignored;
    state_->socket.set_option(boost::asio::socket_base::linger(true, 0), ignored);
    if (const auto link = state_->link.lock())
        link->abort(true);
    close();
}

} // namespace ami::testing

#endif // AMI_TESTING_IMPL_AGI_CALLER_IPP
