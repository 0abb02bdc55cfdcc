// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_SERVER_IPP
#define AMI_TESTING_IMPL_SERVER_IPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/testing/server.hpp>

#include <ami/testing/detail/core.hpp>
#include <ami/testing/detail/server_state.hpp>
#include <ami/testing/detail/session.hpp>
#include <ami/testing/detail/text.hpp>

#include <fmt/format.h>

namespace ami::testing {

AMI_DECL server::server(options configuration)
    : server(std::make_unique<detail::server_state>(std::move(configuration)))
{}

AMI_DECL server::server(std::unique_ptr<detail::server_state> state) : state_(std::move(state))
{
    auto* const own = state_.get();
    faults_.change_ = [own](const testing::faults::changer& change) {
        own->on_thread([&] {
            change(own->core.plan);
            own->core.apply_faults();
        });
    };
    faults_.cut_ = [own](ending kind) {
        own->on_thread([&] {
            const auto open = own->core.connections;
            for (const auto& [number, each] : open)
                each->end(kind);
        });
    };
    faults_.half_close_ = [own] {
        own->on_thread([&] {
            for (const auto& [number, each] : own->core.connections)
                each->half_close();
        });
    };
    faults_.listen_ = [own](bool on) {
        own->on_thread([&] { on ? own->core.listen() : own->core.stop_listening(); });
    };
}

AMI_DECL server::~server() = default;

AMI_DECL std::string server::host() const
{
    return state_->core.settings.address;
}

AMI_DECL std::uint16_t server::port() const
{
    return state_->on_thread([this] { return state_->core.endpoint.port(); });
}

AMI_DECL std::string server::url() const
{
    const auto& users = state_->core.settings.users;
    return users.empty() ? url("", "") : url(users.front().name, users.front().secret);
}

AMI_DECL std::string server::url(std::string_view user_name, std::string_view secret) const
{
    return url_with("ami", user_name, secret, port());
}

AMI_DECL std::string server::url_with(
    std::string_view scheme, std::string_view user_name, std::string_view secret, std::uint16_t at_port) const
{
    const auto encoded = [](std::string_view text) {
        std::string result;
        for (const char c : text) {
            const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || ami::detail::is_digit(c) ||
                               c == '-' || c == '_' || c == '.' || c == '~';
            result += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
        return result;
    };
    const bool v6 = host().find(':') != std::string::npos;
    return fmt::format("{}://{}:{}@{}{}{}:{}", scheme, encoded(user_name), encoded(secret), v6 ? "[" : "",
        host(), v6 ? "]" : "", at_port);
}

AMI_DECL void server::inject(const packet_text& event)
{
    inject(std::string_view{event.str()});
}

AMI_DECL void server::inject(
    std::string_view name, std::initializer_list<std::pair<std::string_view, std::string_view>> headers)
{
    auto packet = packet_text::event(name);
    for (const auto& [header, value] : headers)
        packet.add(header, value);
    inject(packet);
}

AMI_DECL void server::inject(std::string_view text)
{
    std::string normal;
    detail::class_mask classes = 0;
    while (!text.empty()) {
        const auto line = ami::detail::take_line(text);
        normal.append(line).append("\r\n");
        const auto header = ami::detail::split_line(line);
        if (ami::detail::iequals(header.name, "Privilege")) {
            auto names = std::string(header.value);
            if (names.ends_with(",all"))
                names.resize(names.size() - 4);
            classes = detail::parse_classes(names);
        }
    }
    if (!normal.ends_with("\r\n\r\n"))
        normal += "\r\n";
    state_->on_thread([&] { state_->core.emit(classes, normal); });
}

AMI_DECL void server::finish_boot()
{
    state_->on_thread([&] { state_->core.finish_boot(); });
}

AMI_DECL void server::set_device_state(std::string_view device, device_state state)
{
    state_->on_thread([&] { state_->core.devices.set(device, state); });
}

AMI_DECL void server::set_contact(std::string_view endpoint, std::string_view uri, std::string_view status)
{
    state_->on_thread([&] { state_->core.endpoints.set_contact(endpoint, uri, status); });
}

AMI_DECL void server::set_messages(std::string_view mailbox, int new_messages, int old_messages)
{
    state_->on_thread([&] { state_->core.mailboxes.set(mailbox, new_messages, old_messages); });
}

AMI_DECL void server::write(std::string_view bytes)
{
    state_->on_thread([&] {
        const auto open = state_->core.connections;
        for (const auto& [number, each] : open)
            each->write_raw(std::string(bytes));
    });
}

AMI_DECL void server::write(std::uint64_t session, std::string_view bytes)
{
    state_->on_thread([&] {
        const auto& open = state_->core.connections;
        if (const auto found = open.find(session); found != open.end())
            found->second->write_raw(std::string(bytes));
    });
}

AMI_DECL void server::script(std::string_view action, handler script)
{
    state_->on_thread(
        [&] { state_->core.scripts.insert_or_assign(detail::lower(action), std::move(script)); });
}

AMI_DECL void server::unscript(std::string_view action)
{
    state_->on_thread([&] { state_->core.scripts.erase(detail::lower(action)); });
}

AMI_DECL void server::close(std::uint64_t session, ending close_kind)
{
    state_->on_thread([&] {
        const auto& there = state_->core.sessions;
        if (const auto found = there.find(session); found != there.end()) {
            const auto kept = found->second;
            kept->close(close_kind);
        }
    });
}

AMI_DECL std::vector<request> server::requests() const
{
    const std::lock_guard lock(state_->core.mutex);
    return state_->core.received;
}

AMI_DECL void server::clear_requests()
{
    const std::lock_guard lock(state_->core.mutex);
    state_->core.received.clear();
}

AMI_DECL std::optional<request> server::wait_for_request(
    const std::function<bool(const request&)>& wanted, duration timeout) const
{
    std::optional<request> found;
    state_->wait(timeout, [&] {
        for (const auto& each : state_->core.received) {
            if (wanted(each)) {
                found = each;
                return true;
            }
        }
        return false;
    });
    return found;
}

AMI_DECL std::optional<request> server::wait_for_request(std::string_view name, duration timeout) const
{
    return wait_for_request([&](const request& r) { return ami::detail::iequals(r.name(), name); }, timeout);
}

AMI_DECL std::size_t server::connections() const
{
    const std::lock_guard lock(state_->core.mutex);
    return state_->core.open;
}

AMI_DECL std::size_t server::sessions() const
{
    const std::lock_guard lock(state_->core.mutex);
    return state_->core.logged_in;
}

AMI_DECL std::uint64_t server::accepted() const
{
    const std::lock_guard lock(state_->core.mutex);
    return state_->core.accepted;
}

AMI_DECL bool server::wait_for_connections(std::size_t count, duration timeout) const
{
    return state_->wait(timeout, [&] { return state_->core.open == count; });
}

AMI_DECL bool server::wait_for_sessions(std::size_t count, duration timeout) const
{
    return state_->wait(timeout, [&] { return state_->core.logged_in == count; });
}

AMI_DECL bool server::wait_for_accepted(std::uint64_t count, duration timeout) const
{
    return state_->wait(timeout, [&] { return state_->core.accepted >= count; });
}

AMI_DECL std::vector<std::string> server::channels() const
{
    return state_->on_thread([&] {
        std::vector<std::string> names;
        for (const auto& each : state_->core.calls.channels())
            names.push_back(each->name);
        return names;
    });
}

AMI_DECL std::optional<std::string> server::database(std::string_view path) const
{
    return state_->on_thread([&]() -> std::optional<std::string> {
        const auto found = state_->core.database.find("/" + std::string(path));
        if (found == state_->core.database.end())
            return std::nullopt;
        return found->second;
    });
}

} // namespace ami::testing

#endif // AMI_TESTING_IMPL_SERVER_IPP
