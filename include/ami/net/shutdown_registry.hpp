// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_SHUTDOWN_REGISTRY_HPP
#define AMI_NET_SHUTDOWN_REGISTRY_HPP

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/execution_context.hpp>

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace ami::detail {

namespace asio = boost::asio;

// Something that must let go of everything when its execution context is destroyed. By a function pointer: if it were
// virtual, g++ would compile it for every class that has it in every program.
class context_bound {
public:
    template <class T>
    context_bound(const std::weak_ptr<T>& of)
        : object_(of),
          context_is_going_([](void* object) noexcept { static_cast<T*>(object)->context_is_going(); })
    {}
    template <class T>
    context_bound(const std::shared_ptr<T>& of) : context_bound(std::weak_ptr<T>(of))
    {}

    bool expired() const noexcept { return object_.expired(); }
    void context_is_going() const noexcept
    {
        if (const auto object = object_.lock())
            context_is_going_(object.get());
    }

private:
    std::weak_ptr<void> object_;
    void (*context_is_going_)(void* object) noexcept;
};

// Asio destroys the handlers that it holds when a context is destroyed. This does it for handlers that we
// hold: a coroutine that waits in a client which lives in that very coroutine would otherwise never be freed.
class shutdown_registry final : public asio::execution_context::service {
public:
    using key_type = shutdown_registry;
    inline static asio::execution_context::id id;

    explicit shutdown_registry(asio::execution_context& context) : service(context) {}

    static shutdown_registry& of(const asio::any_io_executor& executor)
    {
        return asio::use_service<shutdown_registry>(asio::query(executor, asio::execution::context));
    }

    void add(context_bound member) { members_.add(mutex_, std::move(member)); }

    // What the others use until they have let go.
    void add_last(context_bound member) { last_members_.add(mutex_, std::move(member)); }

private:
    void shutdown() override
    {
        for (auto* const list : {&members_, &last_members_}) {
            for (const auto& each : list->take(mutex_))
                each.context_is_going();
        }
    }

    class member_list {
    public:
        void add(std::mutex& mutex, context_bound member)
        {
            const std::lock_guard lock(mutex);
            if (members_.size() >= next_sweep_) {
                std::erase_if(members_, [](const auto& each) { return each.expired(); });
                next_sweep_ = 2 * members_.size() + 16;
            }
            members_.push_back(std::move(member));
        }

        std::vector<context_bound> take(std::mutex& mutex)
        {
            const std::lock_guard lock(mutex);
            return std::exchange(members_, {});
        }

    private:
        std::vector<context_bound> members_;
        std::size_t next_sweep_ = 16;
    };

    std::mutex mutex_;
    member_list members_;
    member_list last_members_;
};

} // namespace ami::detail

#endif // AMI_NET_SHUTDOWN_REGISTRY_HPP
