// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_CORE_HPP
#define AMI_TESTING_DETAIL_CORE_HPP

#include <ami/testing/faults.hpp>
#include <ami/testing/options.hpp>
#include <ami/testing/reply.hpp>
#include <ami/testing/request.hpp>

#include <ami/detail/macros.hpp>
#include <ami/testing/detail/agenda.hpp>
#include <ami/testing/detail/classes.hpp>
#include <ami/testing/detail/connection.hpp>
#include <ami/testing/detail/device_states.hpp>
#include <ami/testing/detail/host.hpp>
#include <ami/testing/detail/mailboxes.hpp>
#include <ami/testing/detail/pbx.hpp>
#include <ami/testing/detail/pjsip_endpoints.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::testing::detail {

class session;

using handler = std::function<reply(const request&)>;

// What the server knows. Everything belongs to the server's thread, but for what stands after the mutex.
class core {
public:
    // All of these are used until it is destroyed.
    AMI_DECL core(boost::asio::io_context& io, agenda& later, host& at, options configuration);
    AMI_DECL ~core();

    core(const core&) = delete;
    core& operator=(const core&) = delete;

    AMI_DECL void listen();
    AMI_DECL void stop_listening();

    // The first bytes of a connection.
    AMI_DECL std::string banner() const;

    // AMI's version, for example 11.0.0, and Asterisk's.
    AMI_DECL std::string_view ami_version() const;
    AMI_DECL std::string_view asterisk_version() const;

    // What to do about an action: scripted or built in.
    AMI_DECL reply respond(session& from, const request& received);

    // An event for every session that may see it and wants to.
    AMI_DECL void emit(class_mask classes, const std::string& text);

    // The end of a boot is told to everybody who sees class system.
    AMI_DECL void finish_boot();

    AMI_DECL void record(const request& received);

    // A session, a connection or, over TCP, both of this number are over.
    AMI_DECL void forget(std::uint64_t number);

    // A number that no session and no connection has had.
    std::uint64_t next_number() noexcept { return ++numbers_; }
    AMI_DECL void add(std::uint64_t number, std::shared_ptr<connection> accepted);
    AMI_DECL void count();
    AMI_DECL void apply_faults();

    AMI_DECL const user* find_user(std::string_view name) const;
    AMI_DECL bool is_logged_in(std::string_view name) const;

    boost::asio::io_context& context;
    detail::agenda& agenda;
    detail::host& host;
    options settings;
    fault_plan plan;
    boost::asio::ip::tcp::endpoint endpoint;
    std::map<std::uint64_t, std::shared_ptr<session>> sessions;
    std::map<std::uint64_t, std::shared_ptr<connection>> connections;
    std::vector<std::function<void(bool)>> other_ports; // begin or cease to listen
    std::map<std::string, handler> scripts;             // by lower-case name; "" for every action
    std::map<std::string, std::string> database;
    device_states devices;
    pbx calls;
    pjsip_endpoints endpoints;
    live_mailboxes mailboxes;
    std::chrono::system_clock::time_point started = agenda.today();
    bool has_booted = settings.fully_booted;

    // Guarded by the mutex; everybody who waits is told of every change.
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<request> received;
    std::uint64_t accepted = 0;
    std::size_t logged_in = 0;
    std::size_t open = 0;

private:
    AMI_DECL void accept(std::unique_ptr<accepted_stream> stream);

    std::unique_ptr<listener> listener_;
    std::uint64_t numbers_ = 0;
};

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/core.ipp>
#endif

#endif // AMI_TESTING_DETAIL_CORE_HPP
