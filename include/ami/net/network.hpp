// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_NETWORK_HPP
#define AMI_NET_NETWORK_HPP

#include <ami/net/transports/message_transport.hpp>
#include <ami/net/transports/stream.hpp>
#include <ami/net/transports/stream_transport.hpp>
#include <ami/protocol/config/config.hpp>
#include <ami/session/connection/server_settings.hpp>

#include <ami/detail/chrono.hpp>
#include <ami/detail/macros.hpp>
#include <ami/detail/shared_object.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace ami::detail {

using endpoint_list = std::vector<asio::ip::tcp::endpoint>;

// Bytes that nobody can guess.
AMI_DECL void fill_unpredictably(std::span<unsigned char> bytes);

// Runs a function at a time. Arming it again replaces the time. Destroying it cancels.
class timer {
public:
    timer() = default;
    timer(const timer&) = delete;
    timer& operator=(const timer&) = delete;
    virtual ~timer() = default;

    virtual void arm(std::chrono::steady_clock::time_point when) = 0;
    virtual void cancel() noexcept = 0;
};

// A look-up of a name. Destroying it cancels.
class lookup {
public:
    lookup() = default;
    lookup(const lookup&) = delete;
    lookup& operator=(const lookup&) = delete;
    virtual ~lookup() = default;
};

// All I/O of a client: clock, timers, name look-up, connections. Tests have a virtual one. Functions that are passed in are
// invoked on the executor, never inside these functions.
class network {
public:
    network() = default;
    network(const network&) = delete;
    network& operator=(const network&) = delete;
    virtual ~network() = default;

    using lookup_handler = std::function<void(failure, endpoint_list)>;

    virtual std::chrono::steady_clock::time_point now() = 0;
    // The same clock, a few milliseconds late at most, if that is quicker.
    virtual std::chrono::steady_clock::time_point recent_now() { return now(); }
    virtual std::unique_ptr<timer> make_timer(
        const asio::any_io_executor& executor, std::function<void()> expired) = 0;
    virtual std::unique_ptr<lookup> resolve(const asio::any_io_executor& executor, const std::string& host,
        std::uint16_t port, lookup_handler done) = 0;
    virtual void fill_random(std::span<unsigned char> bytes) { fill_unpredictably(bytes); }
    // Whether the settings can be used at all, before anything is done with them.
    virtual failure check(const config&) { return {}; }

    virtual std::shared_ptr<stream> make_stream(
        const asio::any_io_executor& executor, const config& settings, stream_observer& observer) = 0;

    // What an AMI session goes over. The queue and the server's settings are used until the transport is closed.
    virtual std::shared_ptr<message_transport> make_transport(const asio::any_io_executor& executor,
        const config& settings, write_queue& queue, const server_settings& /*server*/,
        transport_observer& observer)
    {
        auto made = make_shared_object<stream_transport>(queue, observer);
        made->set_stream(make_stream(executor, settings, *made));
        return made;
    }
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/net/impl/network.ipp>
#endif

#endif // AMI_NET_NETWORK_HPP
