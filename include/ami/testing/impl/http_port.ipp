// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_HTTP_PORT_IPP
#define AMI_TESTING_IMPL_HTTP_PORT_IPP

#include <ami/testing/http_port.hpp>

#include <ami/testing/detail/http_front.hpp>
#include <ami/testing/detail/server_state.hpp>
#include <ami/testing/detail/text.hpp>

#include <utility>

namespace ami::testing {

AMI_DECL http_port::http_port(server& of, http_options configuration) : server_(of)
{
    server_.state_->on_thread([&] {
        front_ = std::make_shared<detail::http_front>(server_.state_->core, std::move(configuration));
        front_->open();
    });
}

AMI_DECL http_port::~http_port()
{
    server_.state_->on_thread([&] {
        front_->close();
        front_.reset();
    });
}

AMI_DECL std::string http_port::url(std::string_view path) const
{
    const auto& users = server_.state_->core.settings.users;
    return users.empty() ? url(path, "", "") : url(path, users.front().name, users.front().secret);
}

AMI_DECL std::string http_port::url(
    std::string_view path, std::string_view user_name, std::string_view secret) const
{
    auto made = server_.url_with(front_->uses_tls() ? "https" : "http", user_name, secret, port());
    return made.append(front_->settings().prefix).append(1, '/').append(path);
}

AMI_DECL std::uint16_t http_port::port() const
{
    return server_.state_->on_thread([this] { return front_->port(); });
}

AMI_DECL void http_port::rewrite(std::string_view action, rewriter change)
{
    server_.state_->on_thread(
        [&] { front_->rewrites.insert_or_assign(detail::lower(action), std::move(change)); });
}

AMI_DECL void http_port::unrewrite(std::string_view action)
{
    server_.state_->on_thread([&] { front_->rewrites.erase(detail::lower(action)); });
}

AMI_DECL void http_port::advance(std::chrono::steady_clock::duration by)
{
    server_.state_->on_thread([&] { front_->advance(by); });
}

AMI_DECL void http_port::forget_sessions()
{
    server_.state_->on_thread([&] { front_->sessions().forget_all(); });
}

AMI_DECL void http_port::invalidate_nonces()
{
    server_.state_->on_thread([&] { front_->sessions().invalidate_nonces(front_->now()); });
}

AMI_DECL std::size_t http_port::sessions() const
{
    return server_.state_->on_thread([&] { return front_->sessions().all().size(); });
}

} // namespace ami::testing

#endif // AMI_TESTING_IMPL_HTTP_PORT_IPP
