// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_SHARED_EXECUTOR_HPP
#define AMI_NET_SHARED_EXECUTOR_HPP

#include <ami/net/shutdown_registry.hpp>

#include <ami/detail/shared_object.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <memory>
#include <utility>

namespace ami::detail {

// A client's executor, shared by all that a user may keep when the execution context has been destroyed. A strand is freed
// in a service of its context, so no copy of one may be left then: this is the only copy, and it is empty then.
class shared_executor final {
public:
    static std::shared_ptr<shared_executor> make(asio::any_io_executor executor)
    {
        auto& registry = shutdown_registry::of(executor);
        auto made = make_shared_object<shared_executor>(std::move(executor));
        registry.add_last(made);
        return made;
    }

    explicit shared_executor(asio::any_io_executor executor) : executor_(std::move(executor)) {}

    const asio::any_io_executor& get() const noexcept { return executor_; }
    // Whether the execution context has been destroyed.
    bool is_gone() const noexcept { return !executor_; }

    void context_is_going() noexcept { executor_ = {}; }

private:
    asio::any_io_executor executor_;
};

using executor_pointer = std::shared_ptr<shared_executor>;

} // namespace ami::detail

#endif // AMI_NET_SHARED_EXECUTOR_HPP
