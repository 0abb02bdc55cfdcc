// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_LOOKUP_POOL_HPP
#define AMI_NET_LOOKUP_POOL_HPP

#include <ami/net/network.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

namespace ami::detail {

class queued_lookup;

// Threads that look names up, a bounded number at a time; look-ups beyond it wait for their turn. An abandoned look-up
// gives its place to the next one, even while its thread still hangs in the system's resolver: threads
// that hang there cannot be ended.
class lookup_pool {
public:
    // Looks a name up, and may take as long as the system's resolver likes. On any thread.
    using resolve_function =
        std::function<endpoint_list(const std::string& host, std::uint16_t port, error_code& ec)>;

    struct bounds {
        std::size_t places = 64;    // look-ups that run and are waited for
        std::size_t hanging = 1024; // abandoned look-ups that still run
        std::size_t waiting = 100'000;
    };

    AMI_COLD AMI_DECL lookup_pool(resolve_function resolve, bounds limits);
    lookup_pool(const lookup_pool&) = delete;
    lookup_pool& operator=(const lookup_pool&) = delete;

    // The pool of this process. It is never destroyed: its threads may outlive `main`.
    AMI_COLD AMI_DECL static lookup_pool& of_process();

    // `done` is invoked on the executor, unless the returned object is destroyed before.
    AMI_COLD AMI_DECL std::unique_ptr<lookup> start(const asio::any_io_executor& executor,
        const std::string& host, std::uint16_t port, network::lookup_handler done);

    // Threads that look something up now.
    AMI_COLD AMI_DECL std::size_t running() const;
    AMI_COLD AMI_DECL std::size_t waiting() const;

private:
    using lookup_pointer = std::shared_ptr<queued_lookup>;
    friend class queued_lookup;

    AMI_COLD void give_up(queued_lookup& abandoned);
    AMI_COLD lookup_pointer finish(queued_lookup& ended);
    AMI_COLD lookup_pointer next_in_place();
    AMI_COLD void run(lookup_pointer first);
    AMI_COLD void start_thread(lookup_pointer first);

    const resolve_function resolve_;
    const bounds limits_;
    mutable std::mutex mutex_; // of all below, and of each look-up's place
    std::size_t taken_ = 0;
    std::size_t hanging_ = 0;
    std::deque<lookup_pointer> queue_;
    std::size_t abandoned_ = 0; // in the queue
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/net/impl/lookup_pool.ipp>
#endif

#endif // AMI_NET_LOOKUP_POOL_HPP
