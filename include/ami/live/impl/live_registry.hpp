// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_LIVE_IMPL_LIVE_REGISTRY_HPP
#define AMI_LIVE_IMPL_LIVE_REGISTRY_HPP

#include <ami/client/client_core.hpp>

#include <ami/detail/shared_object.hpp>
#include <ami/live/impl/live_core.hpp>

#include <memory>
#include <utility>
#include <vector>

namespace ami::detail {

// All models of a client: how its session goes. The client owns it, and not the models.
class live_registry final {
public:
    static live_registry& of(client_core& core)
    {
        auto& followers = core.followers();
        auto made = followers.get<live_registry>(follower_kind::live);
        if (!made) {
            made = make_shared_object<live_registry>();
            followers.set(follower_kind::live, made);
        }
        return *made;
    }

    void add(const std::shared_ptr<live_core>& model)
    {
        std::erase_if(models_, [](const auto& each) { return each.expired(); });
        models_.push_back(model);
    }

    // --- session_follower

    // They are subscribed to.
    bool wants_events() const noexcept { return false; }
    event_classes needed_events() const noexcept { return {}; }
    channel_scope scope() const noexcept { return channel_scope::nothing; }
    void on_channel_change(const channel_change&, time_point) {}
    void on_action_started(const action&, pending_action&) {}
    void on_action_ended(pending_action&, const failure&, const response&) {}

    void disconnected(const failure&) {}
    void lost() { tell(&live_core::lost); }
    void events_missed() {} // `ready` follows
    void ready() { tell(&live_core::ready); }
    void over(const failure& error)
    {
        for_each([&](live_core& each) { each.over(error); });
    }
    void abandoned(const failure& error)
    {
        for_each([&](live_core& each) { each.abandoned(error); });
    }
    void drop() noexcept
    {
        const auto models = std::exchange(models_, {});
        for (const auto& each : models) {
            if (const auto living = each.lock())
                living->drop();
        }
    }

private:
    // A handler may make models and end them.
    template <class Function>
    void for_each(Function function)
    {
        const auto models = models_;
        for (const auto& each : models) {
            if (const auto living = each.lock())
                function(*living);
        }
    }
    void tell(void (live_core::*function)())
    {
        for_each([function](live_core& each) { (each.*function)(); });
    }

    std::vector<std::weak_ptr<live_core>> models_;
};

} // namespace ami::detail

#endif // AMI_LIVE_IMPL_LIVE_REGISTRY_HPP
