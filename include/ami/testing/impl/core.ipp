// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_CORE_IPP
#define AMI_TESTING_IMPL_CORE_IPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/testing/packet_text.hpp>

#include <ami/testing/detail/actions.hpp>
#include <ami/testing/detail/classes.hpp>
#include <ami/testing/detail/core.hpp>
#include <ami/testing/detail/session.hpp>
#include <ami/testing/detail/tcp_session.hpp>
#include <ami/testing/detail/text.hpp>

#include <boost/asio/ip/address.hpp>
#include <fmt/format.h>

#include <utility>

namespace ami::testing::detail {

AMI_DECL core::core(
    boost::asio::io_context& io, detail::agenda& later, detail::host& at, options configuration)
    : context(io), agenda(later), host(at), settings(std::move(configuration)),
      endpoint(boost::asio::ip::make_address(settings.address), settings.port),
      devices(
          settings, database, [this](class_mask classes, const std::string& text) { emit(classes, text); }),
      calls(context, agenda, at, settings, database, devices,
          [this](class_mask classes, const std::string& text) { emit(classes, text); }),
      endpoints(
          settings, devices, [this](class_mask classes, const std::string& text) { emit(classes, text); }),
      mailboxes(settings, [this](class_mask classes, const std::string& text) { emit(classes, text); })
{
    listen();
}

AMI_DECL core::~core()
{
    agenda.clear(); // it holds connections, which use this object
}

AMI_DECL void core::listen()
{
    if (listener_)
        return;
    for (const auto& port : other_ports)
        port(true);
    listener_ =
        host.listen(endpoint, [this](std::unique_ptr<accepted_stream> stream) { accept(std::move(stream)); });
}

AMI_DECL void core::stop_listening()
{
    for (const auto& port : other_ports)
        port(false);
    listener_.reset();
}

AMI_DECL void core::accept(std::unique_ptr<accepted_stream> stream)
{
    const auto number = next_number();
    const auto added = std::make_shared<tcp_session>(*this, std::move(stream), number);
    sessions.emplace(number, added);
    add(number, added);
    added->start();
}

AMI_DECL void core::add(std::uint64_t number, std::shared_ptr<connection> one)
{
    connections.emplace(number, std::move(one));
    {
        const std::lock_guard lock(mutex);
        ++accepted;
    }
    count();
}

AMI_DECL void core::count()
{
    std::size_t now_logged_in = 0;
    for (const auto& [number, each] : sessions)
        now_logged_in += each->who() ? 1 : 0;
    {
        const std::lock_guard lock(mutex);
        open = connections.size();
        logged_in = now_logged_in;
    }
    changed.notify_all();
}

AMI_DECL void core::forget(std::uint64_t number)
{
    sessions.erase(number);
    connections.erase(number);
    count();
}

AMI_DECL void core::record(const request& action)
{
    {
        const std::lock_guard lock(mutex);
        received.push_back(action);
    }
    changed.notify_all();
}

AMI_DECL void core::apply_faults()
{
    const auto now_open = connections; // they may close
    for (const auto& [number, each] : now_open)
        each->faults_changed();
}

AMI_DECL std::string_view core::ami_version() const
{
    switch (settings.asterisk) {
    case era::asterisk_13: return "2.10.6";
    case era::asterisk_16: return "5.0.4";
    case era::asterisk_22: break;
    }
    return "11.0.0";
}

AMI_DECL std::string_view core::asterisk_version() const
{
    switch (settings.asterisk) {
    case era::asterisk_13: return "13.38.3";
    case era::asterisk_16: return "16.28.0";
    case era::asterisk_22: break;
    }
    return "22.10.1";
}

AMI_DECL std::string core::banner() const
{
    if (plan.banner)
        return *plan.banner;
    if (!settings.banner.empty())
        return settings.banner + "\r\n";
    return fmt::format("Asterisk Call Manager/{}\r\n", ami_version());
}

AMI_DECL const user* core::find_user(std::string_view name) const
{
    for (const auto& each : settings.users) {
        if (ami::detail::iequals(each.name, name))
            return &each;
    }
    return nullptr;
}

AMI_DECL bool core::is_logged_in(std::string_view name) const
{
    for (const auto& [number, each] : sessions) {
        if (each->who() && ami::detail::iequals(each->who()->name, name))
            return true;
    }
    return false;
}

AMI_DECL void core::emit(class_mask classes, const std::string& text)
{
    const auto open_sessions = sessions;
    for (const auto& [number, each] : open_sessions)
        each->deliver(classes, text);
}

AMI_DECL void core::finish_boot()
{
    if (std::exchange(has_booted, true))
        return;
    auto booted =
        packet_text::event("FullyBooted").add("Privilege", "system,all").add("Status", "Fully Booted");
    if (settings.asterisk != era::asterisk_13)
        booted.add("Uptime", 0).add("LastReload", 0);
    emit(class_system, booted.str());
}

AMI_DECL reply core::respond(session& from, const request& action)
{
    for (const auto& key : {lower(action.name()), std::string{}}) {
        const auto script = scripts.find(key);
        if (script == scripts.end())
            continue;
        const handler call = script->second; // it may script anew
        auto answer = call(action);
        if (!answer.is_built_in())
            return answer;
    }
    auto answer = run_action(*this, from, action);
    count();
    return answer;
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_CORE_IPP
