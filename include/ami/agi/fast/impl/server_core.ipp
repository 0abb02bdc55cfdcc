// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_FAST_IMPL_SERVER_CORE_IPP
#define AMI_AGI_FAST_IMPL_SERVER_CORE_IPP

#include <ami/agi/fast/fastagi_channel.hpp>
#include <ami/agi/fast/server_core.hpp>
#include <ami/net/erased_function.hpp>
#include <ami/net/shutdown_registry.hpp>
#include <ami/net/transports/accept_socket.hpp>
#include <ami/protocol/values/redaction.hpp>

#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/strand.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

namespace ami::detail {

AMI_DECL std::shared_ptr<fastagi_core> fastagi_core::make(
    asio::any_io_executor executor, fastagi_options options)
{
    failure error;
    peer_list peers(options.peers, error);
    if (error)
        throw_failure(std::move(error));
    auto& registry = shutdown_registry::of(executor);
    auto made = make_shared_object<fastagi_core>(executor, std::move(options), std::move(peers));
    registry.add(made);
    return made;
}

AMI_DECL fastagi_core::fastagi_core(
    const asio::any_io_executor& executor, fastagi_options options, peer_list peers)
    : executor_(shared_executor::make(executor)), options_(std::move(options)), peers_(std::move(peers)),
      admission_(options_.limits.environments, options_.limits.sessions)
{}

AMI_DECL void fastagi_core::route(std::string name, erased_fastagi_handler handler)
{
    const std::lock_guard lock(mutex_);
    routes_[std::move(name)].swap(handler); // what was there is destroyed after the lock
}

AMI_DECL void fastagi_core::default_route(erased_fastagi_handler handler)
{
    const std::lock_guard lock(mutex_);
    default_route_.swap(handler);
}

AMI_DECL erased_fastagi_handler fastagi_core::handler_of(std::string_view name) const
{
    const std::lock_guard lock(mutex_);
    const auto found = routes_.find(name);
    return found == routes_.end() ? default_route_ : found->second;
}

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
        local_endpoint_ = bound;
        is_listening_ = true;
        accept_pause_ = {};
    }
    wait_for_connection();
}

AMI_DECL asio::ip::tcp::endpoint fastagi_core::local_endpoint() const
{
    const std::lock_guard lock(mutex_);
    return local_endpoint_;
}

AMI_DECL fastagi_counters fastagi_core::counters() const
{
    const std::lock_guard lock(mutex_);
    auto now = counters_;
    now.sessions = admission_.size();
    return now;
}

AMI_DECL asio::any_io_executor fastagi_core::session_executor() const
{
    return options_.strand_per_session ? asio::any_io_executor(asio::make_strand(executor())) : executor();
}

AMI_DECL void fastagi_core::wait_for_connection()
{
    const std::lock_guard lock(mutex_);
    if (!acceptor_)
        return;
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
        accept_pause_ = {};
    }
    close_on_exec(socket);
    take(std::move(socket), peer);
    accept_connections();
}
#endif

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
    accept_pause_ = {};
    return socket;
}

// Whether it says nothing of the next connection.
inline bool is_of_one_connection(const error_code& ec)
{
    return ec == asio::error::interrupted || ec == asio::error::connection_aborted ||
           ec == boost::system::errc::protocol_error;
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

// The socket stays readable, so without a pause this would run all the time.
AMI_DECL void fastagi_core::pause_accepting(const error_code& error)
{
    constexpr duration shortest = std::chrono::milliseconds(10);
    constexpr duration longest = std::chrono::seconds(1);
    bool is_first = false;
    {
        const std::lock_guard lock(mutex_);
        ++counters_.accept_errors;
        is_first = accept_pause_ == duration{};
        accept_pause_ = std::clamp(2 * accept_pause_, shortest, longest);
        accept_timer_.emplace(executor(), accept_pause_);
        accept_timer_->async_wait([self = shared_from_this()](error_code ec) {
            if (!ec)
                self->accept_connections();
        });
    }
    if (is_first)
        log(log_level::error, "the FastAGI server cannot accept connections", {{"error", error.message()}});
    make_places(); // the files of peers that say nothing may be what is missing
}

AMI_DECL std::shared_ptr<fastagi_channel> fastagi_core::find(admission::number which) const
{
    const auto found = sessions_.find(which);
    return found == sessions_.end() ? nullptr : found->second;
}

AMI_DECL void fastagi_core::make_places()
{
    constexpr int most = 16;
    for (int i = 0; i != most; ++i) {
        std::shared_ptr<fastagi_channel> oldest;
        {
            const std::lock_guard lock(mutex_);
            oldest = find(admission_.oldest());
        }
        if (!oldest)
            return;
        oldest->make_place_later();
    }
}

AMI_DECL bool fastagi_core::admit(const fastagi_channel& session)
{
    const std::lock_guard lock(mutex_);
    if (admission_.admit(session.number()))
        return true;
    ++counters_.refused_sessions;
    return false;
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
        surplus->make_place_later();
}

AMI_DECL void fastagi_core::on_session_over(
    const std::shared_ptr<fastagi_channel>& session, fastagi_outcome outcome, std::optional<duration> time)
{
    bool is_last = false;
    {
        const std::lock_guard lock(mutex_);
        if (sessions_.erase(session->number()) == 0)
            return;
        admission_.leave(session->number());
        switch (outcome) {
        case fastagi_outcome::refused: break; // counted by its cause
        case fastagi_outcome::silent: ++counters_.silent; break;
        case fastagi_outcome::refused_environment: ++counters_.refused_environments; break;
        case fastagi_outcome::refused_script: ++counters_.refused_scripts; break;
        case fastagi_outcome::completed: ++counters_.completed; break;
        case fastagi_outcome::hung_up: ++counters_.hung_up; break;
        case fastagi_outcome::handler_failed: ++counters_.handler_failed; break;
        case fastagi_outcome::broken: ++counters_.broken; break;
        case fastagi_outcome::stopped: ++counters_.stopped; break;
        }
        if (time)
            counters_.session_times.add(*time);
        is_last = sessions_.empty() && !stops_.empty();
    }
    if (is_last)
        complete_stops({});
}

AMI_DECL void fastagi_core::log(
    log_level level, std::string_view text, std::initializer_list<log_field> fields) const
{
    if (!options_.log)
        return;
    try {
        options_.log(log_record(level, text, std::span(fields.begin(), fields.size())));
    } catch (...) {} // the session must go on, whatever it throws
}

// Asterisk takes those that wait in the backlog for accepted. It would take their reset for a success.
AMI_DECL void fastagi_core::stop_listening()
{
    for (int left = std::max(options_.backlog, 0) + 1;; --left) {
        error_code ec;
        asio::ip::tcp::endpoint peer;
        std::optional<asio::ip::tcp::socket> socket;
        {
            const std::lock_guard lock(mutex_);
            is_listening_ = false;
            socket = accept_locked(peer, ec);
            if (left == 0 || (!socket && !is_of_one_connection(ec))) {
                acceptor_.reset();
                accept_timer_.reset();
                return;
            }
        }
        if (socket)
            take(std::move(*socket), peer);
    }
}

AMI_DECL void fastagi_core::stop(duration grace, stop_pointer operation)
{
    stop_listening();
    bool is_over = false;
    {
        const std::lock_guard lock(mutex_);
        stops_.push_back(std::move(operation));
        is_over = sessions_.empty();
        stage_ = stage::stopping;
    }
    if (is_over)
        complete_stops({});
    else
        arm_stop_timer(std::max(grace, duration::zero()));
}

AMI_DECL void fastagi_core::arm_stop_timer(duration time)
{
    using clock = std::chrono::steady_clock;
    const auto now = clock::now();
    const std::lock_guard lock(mutex_);
    stop_timer_.emplace(
        executor(), time >= clock::time_point::max() - now ? clock::time_point::max() : now + time);
    stop_timer_->async_wait([self = shared_from_this()](error_code ec) {
        if (!ec)
            self->on_stop_time();
    });
}

AMI_DECL void fastagi_core::on_stop_time()
{
    constexpr duration to_end = std::chrono::seconds(1);
    stage now;
    {
        const std::lock_guard lock(mutex_);
        if (stops_.empty())
            return;
        now = stage_;
        stage_ = now == stage::stopping ? stage::ending : stage::cutting;
    }
    if (now == stage::stopping) {
        for_each_session([](fastagi_channel& session) {
            session.end({errc::closed, "the FastAGI server was stopped"});
        });
        arm_stop_timer(options_.limits.close_timeout);
    } else if (now == stage::ending) {
        for_each_session([](fastagi_channel& session) {
            session.cut({errc::closed, "the FastAGI server was stopped"});
        });
        arm_stop_timer(to_end);
    } else {
        complete_stops({errc::timed_out, "a handler has not ended"});
    }
}

AMI_DECL void fastagi_core::complete_stops(const failure& error)
{
    std::vector<stop_pointer> stops;
    {
        const std::lock_guard lock(mutex_);
        stops.swap(stops_);
        stage_ = stage::serving;
        stop_timer_.reset();
    }
    for (auto& each : stops)
        post_function(executor(), [operation = std::move(each), error = failure(error)]() mutable {
            operation->complete(std::move(error));
        });
}

AMI_DECL bool fastagi_core::cancel(const stop_pointer& operation)
{
    {
        const std::lock_guard lock(mutex_);
        if (std::erase(stops_, operation) == 0)
            return false;
        if (stops_.empty())
            stop_timer_.reset();
    }
    post_function(executor(), [operation = stop_pointer(operation)] {
        operation->complete(asio::error::make_error_code(asio::error::operation_aborted));
    });
    return true;
}

AMI_DECL void fastagi_core::for_each_session(void (*function)(fastagi_channel&))
{
    std::vector<std::shared_ptr<fastagi_channel>> sessions;
    {
        const std::lock_guard lock(mutex_);
        sessions.reserve(sessions_.size());
        for (const auto& [number, session] : sessions_)
            sessions.push_back(session);
    }
    for (auto& each : sessions) {
        const auto own = each->executor();
        post_function(own, [session = std::move(each), function] { function(*session); });
    }
}

AMI_DECL void fastagi_core::close()
{
    if (executor_->is_gone())
        return;
    {
        const std::lock_guard lock(mutex_);
        is_closed_ = true;
    }
    stop_listening();
    for_each_session([](fastagi_channel& session) {
        session.cut({errc::closed, "the FastAGI server was destroyed"});
    });
}

AMI_DECL void fastagi_core::context_is_going() noexcept
{
    std::unordered_map<admission::number, std::shared_ptr<fastagi_channel>> sessions;
    std::vector<stop_pointer> stops;
    const std::lock_guard lock(mutex_);
    sessions.swap(sessions_);
    stops.swap(stops_);
    for (const auto& [number, session] : sessions)
        admission_.leave(number);
    acceptor_.reset();
    accept_timer_.reset();
    stop_timer_.reset();
}

AMI_DECL void start_fastagi_stop(
    const fastagi_core_pointer& core, handler_for<> handler, diagnostics* diag, fastagi_core::duration grace)
{
    auto slot = asio::get_associated_cancellation_slot(handler);
    const fastagi_core::stop_pointer operation = make_shared_object<fastagi_core::stop_operation>(
        completion<>(std::move(handler), diag, core->executor()));
    if (slot.is_connected()) {
        slot.assign([weak_core = std::weak_ptr(core), weak = std::weak_ptr(operation)](
                        asio::cancellation_type_t type) {
            const auto living = weak_core.lock();
            const auto found = weak.lock();
            if (living && found && type != asio::cancellation_type::none)
                living->cancel(found);
        });
    }
    core->stop(grace, operation);
}

} // namespace ami::detail

#endif // AMI_AGI_FAST_IMPL_SERVER_CORE_IPP
