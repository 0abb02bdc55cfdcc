// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_SESSION_HPP
#define AMI_TESTING_DETAIL_SESSION_HPP

#include <ami/testing/options.hpp>
#include <ami/testing/reply.hpp>
#include <ami/testing/request.hpp>

#include <ami/detail/macros.hpp>
#include <ami/testing/detail/classes.hpp>

#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

namespace ami::testing::detail {

// Who is logged in. Permissions are copied at the login.
struct account {
    std::string name;
    class_mask read = 0;
    class_mask write = 0;
    std::chrono::milliseconds write_timeout{100};
    std::vector<std::regex> include;
    std::vector<std::regex> exclude;
};

// manager.h's session, over whatever it is: what an action may know and change of the one who asked for it.
class session {
public:
    AMI_DECL session(std::uint64_t number, const boost::asio::ip::tcp::endpoint& local,
        const boost::asio::ip::tcp::endpoint& remote, class_mask first_mask);
    virtual ~session() = default;

    session(const session&) = delete;
    session& operator=(const session&) = delete;

    // An event that happened, for this session or not.
    virtual void deliver(class_mask classes, const std::string& text) = 0;

    // For the action in hand, whose handler returns `reply::later()`: takes its answer.
    virtual std::function<void(const reply&)> answer_later() = 0;

    // WaitEvent.
    virtual reply wait_for_event(const request& action) = 0;

    virtual void close(ending close_kind) = 0;

    AMI_DECL void log_in(const user& account, bool with_filters = true);
    AMI_DECL bool add_filter(std::string_view filter);

    // Whether permission, mask and filters let an event through.
    AMI_DECL bool may_see(class_mask classes, const std::string& text) const;

    std::uint64_t number() const noexcept { return number_; }
    const std::optional<account>& who() const noexcept { return account_; }
    const std::string& local_endpoint() const noexcept { return local_; }
    const std::string& remote_endpoint() const noexcept { return remote_; }

    class_mask mask;
    std::string challenge;

protected:
    std::optional<account> account_;

private:
    std::uint64_t number_;
    std::string local_;
    std::string remote_;
};

// The `Timeout` of a WaitEvent in seconds, -1 for as long as it takes.
AMI_DECL int wait_timeout(const request& action);

// The answer to a WaitEvent with what happened.
AMI_DECL reply wait_answer(const request& action, const std::string& events);

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/session.ipp>
#endif

#endif // AMI_TESTING_DETAIL_SESSION_HPP
