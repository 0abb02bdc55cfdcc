// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_HTTP_IMPL_HTTP_NETWORK_IPP
#define AMI_NET_HTTP_IMPL_HTTP_NETWORK_IPP

#include <ami/net/asio_network.hpp>
#include <ami/net/http/http_network.hpp>
#include <ami/net/http/http_transport.hpp>

#include <ami/detail/shared_object.hpp>

#include <span>
#include <utility>

namespace ami::detail {

class http_network_impl final : public network {
public:
    explicit http_network_impl(std::shared_ptr<network> base) : base_(std::move(base)) {}

    std::chrono::steady_clock::time_point now() override { return base_->now(); }

    std::unique_ptr<timer> make_timer(
        const asio::any_io_executor& executor, std::function<void()> expired) override
    {
        return base_->make_timer(executor, std::move(expired));
    }

    std::unique_ptr<lookup> resolve(const asio::any_io_executor& executor, const std::string& host,
        std::uint16_t port, lookup_handler done) override
    {
        return base_->resolve(executor, host, port, std::move(done));
    }

    std::chrono::steady_clock::time_point recent_now() override { return base_->recent_now(); }

    void fill_random(std::span<unsigned char> bytes) override { base_->fill_random(bytes); }

    failure check(const config& settings) override
    {
        if (!settings.uses_http())
            return base_->check(settings);
        auto carrier = settings;
        carrier.transport = settings.uses_tls() ? transport::tls : transport::tcp;
        return base_->check(carrier);
    }

    std::shared_ptr<stream> make_stream(
        const asio::any_io_executor& executor, const config& settings, stream_observer& observer) override
    {
        return base_->make_stream(executor, settings, observer);
    }

    std::shared_ptr<message_transport> make_transport(const asio::any_io_executor& executor,
        const config& settings, write_queue& queue, const server_settings& server,
        transport_observer& observer) override
    {
        if (settings.uses_http())
            return make_shared_object<http_transport>(executor, settings, base_, queue, server, observer);
        return base_->make_transport(executor, settings, queue, server, observer);
    }

private:
    std::shared_ptr<network> base_;
};

AMI_DECL std::shared_ptr<network> add_http(std::shared_ptr<network> base)
{
    return make_shared_object<http_network_impl>(std::move(base));
}

AMI_DECL std::shared_ptr<network> http_network()
{
    static const auto instance = add_http(asio_network());
    return instance;
}

} // namespace ami::detail

#endif // AMI_NET_HTTP_IMPL_HTTP_NETWORK_IPP
