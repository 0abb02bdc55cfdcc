// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_FAST_IMPL_SERVER_ACCEPT_IPP
#define AMI_AGI_FAST_IMPL_SERVER_ACCEPT_IPP

#include <ami/agi/fast/accept_error.hpp>
#include <ami/agi/fast/fastagi_channel.hpp>
#include <ami/agi/fast/server_core.hpp>
#include <ami/net/shutdown_registry.hpp>
#include <ami/net/transports/accept_socket.hpp>
#include <ami/protocol/values/redaction.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/strand.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace ami::detail {

AMI_DECL void fastagi_core::listen()
{
    using acceptor_type = asio::ip::tcp::acceptor;
    error_code ec;
    const auto address = asio::ip::make_address(options_.address, ec);
    if (ec)
        throw_failure(
            {errc::invalid_config, "fastagi_options::address is \"" + quote(options_.address) + "\""});
    const asio::ip::tcp::endpoint at(address, options_.port);
    acceptor_type acceptor(executor());
    open_socket(acceptor, at.protocol(), ec);
    if (!ec)
        reuse_address(acceptor, ec);
#if defined(__linux__)
    if (!ec)
        tune_fastagi_socket(acceptor.native_handle()); // accepted sockets have the options too
#endif
    if (!ec)
        acceptor.bind(at, ec);
    if (!ec)
        acceptor.listen(options_.backlog, ec);
    if (!ec)
        acceptor.non_blocking(true, ec);
    const auto bound = ec ? at : acceptor.local_endpoint(ec);
    if (ec)
        throw_failure({ec,
            fmt::format("the FastAGI server cannot listen on {} port {}", options_.address, options_.port)});
    {
        const std::lock_guard lock(mutex_);
        acceptor_ = std::move(acceptor);
        accept_timer_.reset();
        local_endpoint_ = bound;
        is_listening_ = true;
        accept_pause_ = {};
        keep_spare_file_locked();
    }
    wait_for_connection();
}

AMI_DECL void fastagi_core::wait_for_connection()
{
    const std::lock_guard lock(mutex_);
    if (!acceptor_)
        return;
    accept_pause_ = {}; // whoever waited has been accepted
#if defined(_WIN32)
    // A completion port can wait for a connection only by accepting it.
    const auto peer = make_shared_object<asio::ip::tcp::endpoint>();
    acceptor_->async_accept(session_executor(), *peer,
        [self = shared_from_this(), peer](error_code ec, asio::ip::tcp::socket socket) {
            if (!ec)
                self->on_accepted(std::move(socket), *peer);
            else if (ec != asio::error::operation_aborted)
                self->pause_accepting(ec);
        });
#else
    acceptor_->async_wait(asio::ip::tcp::acceptor::wait_read, [self = shared_from_this()](error_code ec) {
        if (!ec)
            self->accept_connections();
    });
#endif
}

#if defined(_WIN32)
AMI_DECL void fastagi_core::on_accepted(asio::ip::tcp::socket socket, const asio::ip::tcp::endpoint& peer)
{
    {
        const std::lock_guard lock(mutex_);
        if (!acceptor_)
            return;
        ++counters_.accepted;
    }
    close_on_exec(socket);
    take(std::move(socket), peer);
    accept_connections();
}
#endif

AMI_DECL asio::any_io_executor fastagi_core::session_executor() const
{
    return options_.strand_per_session ? asio::any_io_executor(asio::make_strand(executor())) : executor();
}

AMI_DECL std::optional<asio::ip::tcp::socket> fastagi_core::accept(
    asio::ip::tcp::endpoint& peer, error_code& ec)
{
    const std::lock_guard lock(mutex_);
    return accept_locked(peer, ec);
}

AMI_DECL std::optional<asio::ip::tcp::socket> fastagi_core::accept_locked(
    asio::ip::tcp::endpoint& peer, error_code& ec)
{
    if (!acceptor_) {
        ec = asio::error::operation_aborted;
        return std::nullopt;
    }
    auto socket = accept_socket(*acceptor_, session_executor(), peer, ec);
    if (ec)
        return std::nullopt;
    ++counters_.accepted;
    return socket;
}

// Eagerly: Asterisk takes a connection that waits in the backlog for one that was accepted.
AMI_DECL void fastagi_core::accept_connections()
{
    constexpr int most = 64; // then the sessions have their turn
    for (int i = 0; i != most; ++i) {
        error_code ec;
        asio::ip::tcp::endpoint peer;
        if (auto socket = accept(peer, ec)) {
            take(std::move(*socket), peer);
        } else if (ec == asio::error::operation_aborted) {
            return;
        } else if (ec == asio::error::would_block || ec == asio::error::try_again) {
            break;
        } else if (!is_of_one_connection(ec)) {
            return pause_accepting(ec);
        }
    }
    wait_for_connection();
}

AMI_DECL std::shared_ptr<fastagi_channel> fastagi_core::find(admission::number which) const
{
    const auto found = sessions_.find(which);
    return found == sessions_.end() ? nullptr : found->second;
}

AMI_DECL void fastagi_core::take(asio::ip::tcp::socket socket, const asio::ip::tcp::endpoint& peer)
{
    const auto own = options_.strand_per_session ? shared_executor::make(socket.get_executor()) : executor_;
    auto& registry = shutdown_registry::of(socket.get_executor());
    const auto session = make_shared_object<fastagi_channel>(own, std::move(socket),
        fmt::format("{}:{}", peer.address().to_string(), peer.port()), shared_from_this());
    failure refusal;
    bool has_place = false;
    std::shared_ptr<fastagi_channel> surplus;
    {
        const std::lock_guard lock(mutex_);
        if (!peers_.allows(peer.address())) {
            refusal = {errc::agi_peer_refused};
            ++counters_.refused_peers;
        } else if (!is_listening_) {
            refusal = {errc::closed, "the FastAGI server was stopped"};
            ++counters_.stopped;
        }
        const auto number = is_closed_ ? 0 : refusal ? admission_.refuse() : admission_.enter();
        has_place = number != 0;
        if (has_place) {
            session->set_number(number, static_cast<bool>(refusal));
            sessions_.emplace(number, session);
            surplus = find(admission_.surplus());
        }
    }
    if (!has_place)
        return session->turn_away();
    registry.add(session);
    session->start_later(std::move(refusal));
    if (surplus)
        surplus->make_place_later(false);
}

// Asterisk would take the reset of those that wait in the backlog for a success.
AMI_DECL void fastagi_core::stop_listening()
{
    {
        const std::lock_guard lock(mutex_);
        is_listening_ = false;
    }
    for (int left = std::max(options_.backlog, 0) + 1; left != 0 && accept_last(); --left) {}
    const std::lock_guard lock(mutex_);
    acceptor_.reset();
    spare_file_.reset();
    accept_timer_.reset();
}

// One that is told that the server has stopped. False if no more can be accepted.
AMI_DECL bool fastagi_core::accept_last()
{
    error_code ec;
    asio::ip::tcp::endpoint peer;
    if (auto socket = accept(peer, ec)) {
        take(std::move(*socket), peer);
        return true;
    }
    return is_of_one_connection(ec) || (is_file_missing(ec) && turn_next_away(&fastagi_counters::stopped));
}

} // namespace ami::detail

#endif // AMI_AGI_FAST_IMPL_SERVER_ACCEPT_IPP
