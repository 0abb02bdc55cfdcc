// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_NET_IMPL_NAME_LOOKUP_IPP
#define AMI_NET_IMPL_NAME_LOOKUP_IPP

#include <ami/net/name_lookup.hpp>
#include <ami/net/shutdown_registry.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>

#include <atomic>
#include <system_error>
#include <thread>
#include <utility>

namespace ami::detail {

// What the thread and the one who waits share. Whoever comes first decides: the thread delivers, or the
// other side goes and the thread's result is thrown away.
class lookup_state final
    : public context_bound
    , public std::enable_shared_from_this<lookup_state> {
public:
    lookup_state(asio::any_io_executor executor, network::lookup_handler done)
        : executor_(std::move(executor)), done_(std::move(done))
    {}

    void deliver(failure why, endpoint_list found)
    {
        const std::lock_guard lock(mutex_);
        if (!executor_)
            return;
        asio::post(
            executor_, [self = shared_from_this(), why = std::move(why), found = std::move(found)]() mutable {
                network::lookup_handler done;
                {
                    const std::lock_guard inner(self->mutex_);
                    done = std::exchange(self->done_, nullptr);
                }
                if (done)
                    done(std::move(why), std::move(found));
            });
    }

    void abandon() noexcept
    {
        network::lookup_handler done;
        const std::lock_guard lock(mutex_);
        executor_ = {};
        done.swap(done_);
    }

    void context_is_going() noexcept override { abandon(); }

private:
    std::mutex mutex_;
    asio::any_io_executor executor_;
    network::lookup_handler done_;
};

class threaded_lookup final : public lookup {
public:
    explicit threaded_lookup(std::shared_ptr<lookup_state> state) : state_(std::move(state)) {}
    ~threaded_lookup() override { state_->abandon(); }

private:
    std::shared_ptr<lookup_state> state_;
};

// Threads that hang in getaddrinfo cannot be ended; a reconnecting client must not collect them for ever.
inline constexpr int max_lookups = 64;
inline std::atomic<int> lookup_count{0};

AMI_DECL int lookups_under_way() noexcept
{
    return lookup_count;
}

AMI_DECL std::unique_ptr<lookup> look_up_name(const asio::any_io_executor& executor, const std::string& host,
    std::uint16_t port, network::lookup_handler done)
{
    const auto state = std::make_shared<lookup_state>(executor, std::move(done));
    shutdown_registry::of(executor).add(state);

    error_code ec;
    const auto address = asio::ip::make_address(host, ec);
    if (!ec) {
        state->deliver({}, {asio::ip::tcp::endpoint(address, port)});
        return std::make_unique<threaded_lookup>(state);
    }
    const auto resolve = [state, host, port] {
        error_code lookup_error;
        endpoint_list found;
        {
            asio::io_context context(1);
            asio::ip::tcp::resolver resolver(context);
            const auto results = resolver.resolve(
                host, std::to_string(port), asio::ip::resolver_base::numeric_service, lookup_error);
            for (const auto& result : results)
                found.push_back(result.endpoint());
        }
        state->deliver(
            lookup_error ? failure(lookup_error, lookup_error.message()) : failure(), std::move(found));
        --lookup_count;
    };
    if (++lookup_count > max_lookups) {
        --lookup_count;
        state->deliver({errc::host_not_found, "too many look-ups hang in the system's resolver"}, {});
        return std::make_unique<threaded_lookup>(state);
    }
    try {
        std::thread(resolve).detach();
    } catch (const std::system_error& error) {
        --lookup_count;
        state->deliver({errc::host_not_found, error.what()}, {});
    }
    return std::make_unique<threaded_lookup>(state);
}

} // namespace ami::detail

#endif // AMI_NET_IMPL_NAME_LOOKUP_IPP
