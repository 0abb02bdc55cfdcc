// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_HTTP_SESSION_IPP
#define AMI_TESTING_IMPL_HTTP_SESSION_IPP

#include <ami/testing/detail/http_session.hpp>

#include <algorithm>

namespace ami::testing::detail {

AMI_DECL http_session::http_session(std::uint64_t number, const boost::asio::ip::tcp::endpoint& local,
    const boost::asio::ip::tcp::endpoint& remote, unsigned own_identity, class_mask first_mask,
    const surroundings& world)
    : session(number, local, remote, first_mask), identity(own_identity), world_(world)
{}

// Mask, permission and filters are looked at when the events are taken; until then each counts.
AMI_DECL void http_session::deliver(class_mask classes, const std::string& text)
{
    events_.emplace_back(classes, text);
    if (wait_)
        world_.look_again(*this);
}

AMI_DECL std::string http_session::take_events()
{
    std::string seen;
    for (const auto& [classes, text] : std::exchange(events_, {})) {
        if (may_see(classes, text))
            seen += text;
    }
    return seen;
}

// manager.c: action_waitevent.
AMI_DECL reply http_session::wait_for_event(const request& action)
{
    if (wait_) {
        // The newcomer kicks out the one before, whose answer is empty.
        const auto before = *std::exchange(wait_, std::nullopt);
        before.give(reply::never());
    }
    const auto now = world_.now();
    auto most = std::chrono::seconds(0);
    if (expires_at)
        most = std::max(
            most, std::chrono::floor<std::chrono::seconds>(*expires_at - now) - std::chrono::seconds(10));
    const auto asked = wait_timeout(action);
    const auto timeout = asked < 0 ? most : std::min(most, std::chrono::seconds(asked));
    if (mask == 0)
        mask = -1;
    if (!events_.empty() || timeout.count() == 0)
        return wait_answer(action, take_events());
    wait_ = wait{action, answer_later(), now + timeout};
    world_.look_again(*this);
    return reply::later();
}

AMI_DECL void http_session::check_wait(time_point now)
{
    if (!wait_ || (events_.empty() && now < wait_->deadline && !over))
        return;
    const auto done = *std::exchange(wait_, std::nullopt);
    done.give(wait_answer(done.action, take_events()));
}

AMI_DECL void http_session::close(ending)
{
    over = true;
    if (wait_)
        world_.look_again(*this);
    else if (requests == 0)
        world_.closed(*this);
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_HTTP_SESSION_IPP
