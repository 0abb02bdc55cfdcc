// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_VIRTUAL_NETWORK_IPP
#define AMI_TESTING_IMPL_VIRTUAL_NETWORK_IPP

#include <ami/net/shared_executor.hpp>

#include <ami/testing/detail/virtual_network.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>

#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace ami::testing::detail {

// A client's end of a virtual connection.
class virtual_stream final
    : public ami::detail::stream
    , public std::enable_shared_from_this<virtual_stream> {
public:
    virtual_stream(std::shared_ptr<virtual_world> world, const boost::asio::any_io_executor& executor,
        ami::detail::stream_observer& observer)
        : world_(std::move(world)), executor_(ami::detail::shared_executor::make(executor)),
          observer_(&observer)
    {}
    ~virtual_stream() override
    {
        if (link_)
            link_->close(side::client);
    }

    void connect(const boost::asio::ip::tcp::endpoint& to) override
    {
        const auto attempt = world_->conditions().on_connect();
        if (attempt.after == network_conditions::duration::max())
            return;
        world_->agenda().later(attempt.after, [weak = weak_from_this(), to, ec = attempt.ec] {
            if (const auto self = weak.lock())
                self->try_connect(to, ec);
        });
    }

    void read(std::span<char> into) override
    {
        into_ = into;
        if (link_->is_readable(side::client))
            tell([](virtual_stream& self) { self.finish_read(); });
    }

    ami::detail::write_progress write(std::string_view bytes) override
    {
        const auto size = link_->write(side::client, bytes, write_error_);
        if (size != bytes.size() && !write_error_)
            write_error_ = boost::asio::error::would_block;
        return {size, size};
    }

    void wait_writable() override
    {
        waits_ = true;
        const bool is_full = write_error_ == boost::asio::error::would_block;
        if (!is_full || link_->is_writable(side::client))
            tell([](virtual_stream& self) { self.finish_wait(); });
    }

    void close() noexcept override
    {
        observer_ = nullptr;
        if (link_)
            link_->close(side::client);
    }

private:
    using side = virtual_link::side;

    template <class Function>
    void tell(Function function)
    {
        if (executor_->is_gone())
            return;
        boost::asio::post(executor_->get(), [weak = weak_from_this(), function] {
            const auto self = weak.lock();
            if (self && self->observer_)
                function(*self);
        });
    }

    void try_connect(const boost::asio::ip::tcp::endpoint& to, error_code ec)
    {
        if (!observer_)
            return;
        if (!ec) {
            link_ = world_->connect({boost::asio::ip::address_v4::loopback(), world_->next_port()}, to);
            if (!link_)
                ec = boost::asio::error::connection_refused;
        }
        if (link_) {
            const auto weak = weak_from_this();
            link_->watch(
                side::client,
                [weak] {
                    if (const auto self = weak.lock())
                        self->tell([](virtual_stream& living) { living.finish_read(); });
                },
                [weak] {
                    if (const auto self = weak.lock())
                        self->tell([](virtual_stream& living) { living.finish_wait(); });
                });
        }
        tell([ec](virtual_stream& self) { self.observer_->on_connected(ec); });
    }

    void finish_read()
    {
        if (!into_ || !link_->is_readable(side::client))
            return;
        error_code ec;
        const auto size = link_->read(side::client, *std::exchange(into_, std::nullopt), ec);
        observer_->on_read(ec, size);
    }

    void finish_wait()
    {
        const bool is_full = write_error_ == boost::asio::error::would_block;
        if (!waits_ || (is_full && !link_->is_writable(side::client)))
            return;
        waits_ = false;
        observer_->on_writable(is_full ? error_code() : write_error_);
    }

    std::shared_ptr<virtual_world> world_;
    ami::detail::executor_pointer executor_;
    ami::detail::stream_observer* observer_; // null once closed
    std::shared_ptr<virtual_link> link_;
    std::optional<std::span<char>> into_;
    error_code write_error_; // would_block if the network takes nothing now
    bool waits_ = false;
};

class virtual_timer final : public ami::detail::timer {
public:
    virtual_timer(std::shared_ptr<virtual_world> world, const boost::asio::any_io_executor& executor,
        std::function<void()> expired)
        : world_(std::move(world)), alarm_(world_->agenda()),
          executor_(ami::detail::shared_executor::make(executor)),
          expired_(std::make_shared<std::function<void()>>(std::move(expired)))
    {}

    void arm(std::chrono::steady_clock::time_point when) override
    {
        armed_ = std::make_shared<int>();
        if (when == std::chrono::steady_clock::time_point::max())
            return alarm_.cancel();
        alarm_.start(when - world_->now(),
            [executor = executor_, expired = std::weak_ptr(expired_), armed = std::weak_ptr(armed_)] {
                if (executor->is_gone())
                    return;
                boost::asio::post(executor->get(), [expired, armed] {
                    const auto function = expired.lock();
                    if (function && !armed.expired()) // not armed anew, cancelled or destroyed
                        (*function)();
                });
            });
    }

    void cancel() noexcept override
    {
        armed_.reset();
        alarm_.cancel();
    }

private:
    std::shared_ptr<virtual_world> world_;
    alarm alarm_;
    ami::detail::executor_pointer executor_;
    std::shared_ptr<std::function<void()>> expired_;
    std::shared_ptr<int> armed_;
};

class virtual_lookup final : public ami::detail::lookup {
public:
    explicit virtual_lookup(std::shared_ptr<ami::detail::network::lookup_handler> done)
        : done_(std::move(done))
    {}

private:
    std::shared_ptr<ami::detail::network::lookup_handler> done_;
};

AMI_DECL virtual_network::time_point virtual_network::now()
{
    return world_->now();
}

AMI_DECL std::unique_ptr<ami::detail::timer> virtual_network::make_timer(
    const boost::asio::any_io_executor& executor, std::function<void()> expired)
{
    return std::make_unique<virtual_timer>(world_, executor, std::move(expired));
}

AMI_DECL std::unique_ptr<ami::detail::lookup> virtual_network::resolve(
    const boost::asio::any_io_executor& executor, const std::string& name, std::uint16_t port,
    lookup_handler done)
{
    error_code ec;
    auto address = boost::asio::ip::make_address(name, ec);
    if (ec)
        address = boost::asio::ip::address_v4::loopback();
    const auto kept = std::make_shared<lookup_handler>(std::move(done));
    boost::asio::post(
        executor, [weak = std::weak_ptr(kept), found = boost::asio::ip::tcp::endpoint(address, port)] {
            if (const auto living = weak.lock()) {
                const auto told = std::exchange(*living, nullptr);
                told({}, {found});
            }
        });
    return std::make_unique<virtual_lookup>(kept);
}

AMI_DECL void virtual_network::fill_random(std::span<unsigned char> bytes)
{
    for (auto& byte : bytes)
        byte = static_cast<unsigned char>(world_->random());
}

AMI_DECL ami::detail::failure virtual_network::check(const ami::config& settings)
{
    if (settings.transport != ami::transport::tcp)
        return {ami::errc::unsupported_scheme, "virtual time knows no TLS"};
    return {};
}

AMI_DECL std::shared_ptr<ami::detail::stream> virtual_network::make_stream(
    const boost::asio::any_io_executor& executor, const ami::config&, ami::detail::stream_observer& observer)
{
    return std::make_shared<virtual_stream>(world_, executor, observer);
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_VIRTUAL_NETWORK_IPP
