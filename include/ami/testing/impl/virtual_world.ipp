// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_VIRTUAL_WORLD_IPP
#define AMI_TESTING_IMPL_VIRTUAL_WORLD_IPP

#include <ami/testing/detail/virtual_host.hpp>
#include <ami/testing/detail/virtual_world.hpp>

#include <boost/asio/post.hpp>

#include <algorithm>
#include <utility>

namespace ami::testing::detail {

// 2026-01-01, 00:00 UTC.
inline constexpr std::chrono::seconds virtual_date{1'767'225'600};

AMI_DECL virtual_world::virtual_world(boost::asio::io_context& programs)
    : programs_(programs), agenda_([this] { return now_; }, agenda::date(virtual_date))
{}

AMI_DECL void virtual_world::run()
{
    bool ran = true;
    while (ran) {
        programs_.restart();
        ran = programs_.poll() != 0;
        for (std::size_t i = 0; i < residents_.size(); ++i) { // a handler may make a server or destroy one
            auto* const context = residents_[i].context;
            context->restart();
            ran = context->poll() != 0 || ran;
        }
        ran = ran || first()->run_next();
    }
}

AMI_DECL agenda* virtual_world::first() noexcept
{
    auto* found = &agenda_;
    for (const auto& each : residents_) {
        const auto when = each.later->next();
        if (when && (!found->next() || *when < *found->next()))
            found = each.later;
    }
    return found;
}

AMI_DECL bool virtual_world::step(time_point limit)
{
    auto* const next = first();
    if (!next->next() || *next->next() > limit) {
        now_ = std::max(now_, limit);
        return false;
    }
    now_ = std::max(now_, *next->next());
    run();
    return true;
}

AMI_DECL void virtual_world::add(const resident& server)
{
    residents_.push_back(server);
}

AMI_DECL void virtual_world::remove(const boost::asio::io_context& context)
{
    std::erase_if(residents_, [&](const resident& each) { return each.context == &context; });
}

AMI_DECL bool virtual_world::open(std::uint16_t& number, std::shared_ptr<port> opened)
{
    for (std::uint16_t free = 20000; number == 0; ++free) {
        if (!ports_.contains(free))
            number = free;
    }
    return ports_.emplace(number, std::move(opened)).second;
}

AMI_DECL void virtual_world::close(std::uint16_t number)
{
    ports_.erase(number);
}

AMI_DECL std::shared_ptr<virtual_link> virtual_world::connect(
    const host::endpoint& from, const host::endpoint& to)
{
    const auto found = ports_.find(to.port());
    if (found == ports_.end())
        return nullptr;
    const auto link = std::make_shared<virtual_link>(agenda_, conditions_);
    std::erase_if(links_, [](const auto& each) { return each.expired(); });
    links_.push_back(link);
    auto stream = std::make_shared<std::unique_ptr<accepted_stream>>(
        std::make_unique<virtual_accepted_stream>(*found->second->context, link, to, from));
    boost::asio::post(*found->second->context, [opened = std::weak_ptr(found->second), stream] {
        if (const auto listening = opened.lock())
            listening->accepted(std::move(*stream));
    });
    return link;
}

AMI_DECL std::vector<std::shared_ptr<virtual_link>> virtual_world::links()
{
    std::vector<std::shared_ptr<virtual_link>> living;
    for (const auto& weak : links_) {
        if (const auto link = weak.lock(); link && !link->is_over())
            living.push_back(link);
    }
    return living;
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_VIRTUAL_WORLD_IPP
