// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_FAST_IMPL_SERVER_CORE_IPP
#define AMI_AGI_FAST_IMPL_SERVER_CORE_IPP

#include <ami/agi/fast/fastagi_channel.hpp>
#include <ami/agi/fast/server_core.hpp>
#include <ami/net/erased_function.hpp>
#include <ami/net/shutdown_registry.hpp>

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

AMI_DECL admission::place fastagi_core::admit(const fastagi_channel& session)
{
    const std::lock_guard lock(mutex_);
    const auto given = admission_.admit(session.number());
    counters_.refused_sessions += given != admission::place::session;
    return given;
}

AMI_DECL void fastagi_core::spare(const fastagi_channel& session)
{
    const std::lock_guard lock(mutex_);
    admission_.spare(session.number());
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
    spare_file_.reset();
    accept_timer_.reset();
    stop_timer_.reset();
}

} // namespace ami::detail

#endif // AMI_AGI_FAST_IMPL_SERVER_CORE_IPP
