// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_IMPL_ASIO_NETWORK_IPP
#define AMI_NET_IMPL_ASIO_NETWORK_IPP

#include <ami/net/asio_network.hpp>
#include <ami/net/name_lookup.hpp>
#include <ami/net/transports/tcp_stream.hpp>
#include <ami/net/transports/tls_stream.hpp>

#include <ami/detail/shared_object.hpp>

#include <boost/asio/steady_timer.hpp>
#include <boost/system/system_error.hpp>

#include <chrono>
#include <ctime>
#include <utility>

namespace ami::detail {

class steady_timer final : public timer {
public:
    steady_timer(const asio::any_io_executor& executor, std::function<void()> expired)
        : timer_(executor), wait_(make_shared_object<wait>(std::move(expired)))
    {}

    void arm(std::chrono::steady_clock::time_point when) override
    {
        timer_.expires_at(when);
        // A wait that expired just before it was cancelled still completes: the number identifies it.
        timer_.async_wait([weak = std::weak_ptr(wait_), number = ++wait_->number](error_code ec) {
            const auto found = weak.lock();
            if (!ec && found && number == found->number)
                found->expired();
        });
    }

    void cancel() noexcept override
    {
        ++wait_->number;
        try {
            timer_.cancel(); // Boost 1.87 has no other any more
        } catch (const boost::system::system_error&) {}
    }

private:
    struct wait {
        explicit wait(std::function<void()> function) : expired(std::move(function)) {}

        std::function<void()> expired;
        std::uint64_t number = 0; // of the latest wait
    };

    asio::steady_timer timer_;
    std::shared_ptr<wait> wait_;
};

class asio_network_impl final : public network {
public:
    std::chrono::steady_clock::time_point now() override { return std::chrono::steady_clock::now(); }

    std::chrono::steady_clock::time_point recent_now() override
    {
#if defined(__linux__) && defined(CLOCK_MONOTONIC_COARSE)
        // The steady clock is CLOCK_MONOTONIC here; this one is as it was at the last tick of the kernel.
        timespec tick{};
        if (clock_gettime(CLOCK_MONOTONIC_COARSE, &tick) == 0)
            return std::chrono::steady_clock::time_point(
                std::chrono::seconds(tick.tv_sec) + std::chrono::nanoseconds(tick.tv_nsec));
#endif
        return now();
    }

    std::unique_ptr<timer> make_timer(
        const asio::any_io_executor& executor, std::function<void()> expired) override
    {
        return std::make_unique<steady_timer>(executor, std::move(expired));
    }

    std::unique_ptr<lookup> resolve(const asio::any_io_executor& executor, const std::string& host,
        std::uint16_t port, lookup_handler done) override
    {
        return look_up_name(executor, host, port, std::move(done));
    }

    failure check(const config& settings) override
    {
        failure error;
        if (settings.uses_http())
            return {errc::unsupported_scheme,
                "this client does not speak HTTP: #include <ami/http.hpp> and make it as ami::client pbx{executor, "
                "ami::with_http}"};
        if (settings.transport == transport::tls)
            make_tls_identity(settings, error);
        return error;
    }

    std::shared_ptr<stream> make_stream(
        const asio::any_io_executor& executor, const config& settings, stream_observer& observer) override
    {
        if (settings.transport == transport::tcp)
            return make_shared_object<tcp_stream>(executor, observer);
        // Read again for every connection: certificates are renewed while a program runs for a year.
        failure error;
        auto identity = make_tls_identity(settings, error);
        return make_shared_object<tls_stream>(executor, std::move(identity), std::move(error), observer);
    }
};

AMI_DECL std::shared_ptr<network> asio_network()
{
    static const auto instance = make_shared_object<asio_network_impl>();
    return instance;
}

} // namespace ami::detail

#endif // AMI_NET_IMPL_ASIO_NETWORK_IPP
