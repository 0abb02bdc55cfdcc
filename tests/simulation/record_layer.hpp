// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SIMULATION_RECORD_LAYER_HPP
#define AMI_TESTS_SIMULATION_RECORD_LAYER_HPP

#include "simulation/choices.hpp"
#include "simulation/conditions.hpp"

#include <ami/net/network.hpp>
#include <ami/net/transports/tls_record.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace simulation {

// What TLS does to a client, without its secrets: a handshake that takes time or fails, bytes that go out as whole records, of
// which the network may take a part, and come in when a record is complete.
class record_stream final
    : public ami::detail::stream
    , public ami::detail::stream_observer
    , public std::enable_shared_from_this<record_stream> {
public:
    record_stream(ami::detail::stream_observer& observer, choices choose,
        std::shared_ptr<const conditions> how, std::function<void(const std::string&)> complain)
        : observer_(&observer), choose_(choose), conditions_(std::move(how)), complain_(std::move(complain))
    {}
    ~record_stream() override
    {
        if (over_)
            over_->close();
    }

    // Before all else: `over` has this object as its observer.
    void start(std::shared_ptr<ami::detail::stream> over, ami::detail::network& carrier,
        const boost::asio::any_io_executor& executor)
    {
        over_ = std::move(over);
        now_ = [&carrier] { return carrier.now(); };
        timer_ = carrier.make_timer(executor, [weak = weak_from_this()] {
            if (const auto living = weak.lock())
                living->on_time();
        });
    }

    void connect(const boost::asio::ip::tcp::endpoint& to) override { over_->connect(to); }
    void send_whole_lines() noexcept override { whole_lines_ = true; }
    void handshake() override { later(conditions_->bad ? choose_.below(12'000) : 2); }

    void read(std::span<char> into) override
    {
        into_ = into;
        if (!unread_.empty() || ended_)
            later(0);
        else
            over_->read(buffer_);
    }

    ami::detail::write_progress write(std::string_view bytes) override
    {
        ami::detail::write_progress progress;
        while (progress.taken != bytes.size()) {
            const auto rest = bytes.substr(progress.taken);
            const bool is_new = record_.empty();
            if (is_new)
                record_ = rest.substr(0, record_size(rest));
            else if (!rest.starts_with(record_))
                complain_("other bytes are written in place of those of a record that was begun");
            const bool is_taken = !is_new || !conditions_->bad || choose_.chance(70);
            const auto size = is_taken ? over_->write(record_).taken : 0;
            progress.taken += size;
            record_.erase(0, size);
            if (!record_.empty())
                break;
        }
        progress.committed = progress.taken + record_.size();
        return progress;
    }
    void wait_writable() override { over_->wait_writable(); }

    void close() noexcept override
    {
        observer_ = nullptr;
        timer_.reset();
        over_->close();
    }

private:
    std::size_t record_size(std::string_view bytes) const
    {
        constexpr auto most = ami::detail::asterisk_read_size;
        return whole_lines_ ? ami::detail::tls_record_size(bytes, most) : std::min(bytes.size(), most);
    }

    void later(std::uint64_t milliseconds) { timer_->arm(now_() + std::chrono::milliseconds(milliseconds)); }

    void on_time()
    {
        if (!observer_)
            return;
        if (!std::exchange(is_secure_, true)) {
            if (conditions_->bad && choose_.chance(10))
                return observer_->on_handshake({ami::errc::tls_failed, "a faulty handshake"});
            return observer_->on_handshake({});
        }
        const auto size = std::min({into_.size(), unread_.size(), std::size_t(1 + choose_.below(1024))});
        std::copy_n(unread_.begin(), size, into_.begin());
        unread_.erase(0, size);
        observer_->on_read(size == 0 ? end_ : ami::error_code(), size);
    }

    void on_connected(ami::error_code ec) override
    {
        if (observer_)
            observer_->on_connected(ec);
    }
    void on_handshake(ami::detail::failure) override {}
    void on_read(ami::error_code ec, std::size_t size) override
    {
        if (!observer_)
            return;
        unread_.append(buffer_.data(), size);
        ended_ = ended_ || size == 0;
        end_ = ec;
        later(conditions_->bad ? choose_.below(300) : 0);
    }
    void on_writable(ami::error_code ec) override
    {
        if (observer_)
            observer_->on_writable(ec);
    }

    ami::detail::stream_observer* observer_; // null once closed
    choices choose_;
    std::shared_ptr<const conditions> conditions_;
    std::function<void(const std::string&)> complain_;
    std::shared_ptr<ami::detail::stream> over_;
    std::function<std::chrono::steady_clock::time_point()> now_;
    std::unique_ptr<ami::detail::timer> timer_;
    bool whole_lines_ = false;
    bool is_secure_ = false;
    std::span<char> into_;
    std::array<char, 4096> buffer_{};
    std::string unread_;
    bool ended_ = false;
    ami::error_code end_;
    std::string record_; // that the network has not taken whole
};

// A network on which TLS is such records.
class record_network final : public ami::detail::network {
public:
    record_network(std::shared_ptr<ami::detail::network> base, std::shared_ptr<conditions> how,
        std::uint64_t seed, std::function<void(const std::string&)> complain)
        : base_(std::move(base)), conditions_(std::move(how)), seed_(seed), complain_(std::move(complain))
    {}

    std::chrono::steady_clock::time_point now() override { return base_->now(); }
    std::unique_ptr<ami::detail::timer> make_timer(
        const boost::asio::any_io_executor& executor, std::function<void()> expired) override
    {
        return base_->make_timer(executor, std::move(expired));
    }
    std::unique_ptr<ami::detail::lookup> resolve(const boost::asio::any_io_executor& executor,
        const std::string& host, std::uint16_t port, lookup_handler done) override
    {
        return base_->resolve(executor, host, port, std::move(done));
    }
    void fill_random(std::span<unsigned char> bytes) override { base_->fill_random(bytes); }

    std::shared_ptr<ami::detail::stream> make_stream(const boost::asio::any_io_executor& executor,
        const ami::config& settings, ami::detail::stream_observer& observer) override
    {
        if (!settings.uses_tls())
            return base_->make_stream(executor, settings, observer);
        const auto made = std::make_shared<record_stream>(
            observer, choices::of(seed_, 6, ++count_), conditions_, complain_);
        auto plain = settings;
        plain.transport = ami::transport::tcp;
        made->start(base_->make_stream(executor, plain, *made), *base_, executor);
        return made;
    }

private:
    std::shared_ptr<ami::detail::network> base_;
    std::shared_ptr<conditions> conditions_;
    std::uint64_t seed_;
    std::function<void(const std::string&)> complain_;
    std::uint64_t count_ = 0;
};

} // namespace simulation

#endif // AMI_TESTS_SIMULATION_RECORD_LAYER_HPP
