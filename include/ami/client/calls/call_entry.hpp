// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CALLS_CALL_ENTRY_HPP
#define AMI_CLIENT_CALLS_CALL_ENTRY_HPP

#include <ami/client/events/handler_list.hpp>
#include <ami/net/shared_executor.hpp>
#include <ami/protocol/errors/error.hpp>
#include <ami/session/channels/tracked_call.hpp>
#include <ami/session/events/numbered_list.hpp>

#include <ami/detail/macros.hpp>
#include <ami/detail/shared_object.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <cstdint>
#include <memory>
#include <utility>

namespace ami::detail {

namespace asio = boost::asio;

class call_entry;
class call_handle;
class client_core;

using entry_pointer = std::shared_ptr<call_entry>;

// An operation that waits for a call.
class call_waiter {
public:
    call_waiter() = default;
    call_waiter(const call_waiter&) = delete;
    call_waiter& operator=(const call_waiter&) = delete;
    virtual ~call_waiter() = default;

    // Whether what it waits for has come, or never will.
    virtual bool is_ready(const call_entry& of) const = 0;
    virtual void serve(const call_entry& of) = 0;
    virtual void fail(failure error) = 0;

    std::uint64_t id = 0; // among those of its call
};

// A call, and the operations and handlers that wait for it.
class call_entry final
    : public tracked_call
    , public shared_from_this_of<call_entry> {
public:
    call_entry(std::weak_ptr<client_core> client, executor_pointer on)
        : core(std::move(client)), executor_(std::move(on))
    {}

    AMI_DECL std::shared_ptr<call_handle> make_handle();

    // These two never change, so any thread may read them. All else belongs to the executor. Other threads do not lock
    // `core` without giving the reference to the executor: the client's last reference must not go on their thread.
    const std::weak_ptr<client_core> core;
    const asio::any_io_executor& executor() const noexcept { return executor_->get(); }
    const executor_pointer& shared_executor() const noexcept { return executor_; }

    numbered_list<std::shared_ptr<call_waiter>> waiters;
    std::uint64_t last_waiter_id = 0;
    std::shared_ptr<handler_list<call_state>> observers = make_shared_object<handler_list<call_state>>();
    call_state reported_state = call_state::starting;
    std::weak_ptr<call_handle> handle;
    // What happens if no handle is left. A pointer: only a program that asks for it compiles what hangs calls up.
    void (*on_dropped)(const entry_pointer& call) = nullptr;

private:
    const executor_pointer executor_;
};

// All handles of a call that users have share one of these.
class call_handle {
public:
    explicit call_handle(entry_pointer of) : entry(std::move(of)) {}
    call_handle(const call_handle&) = delete;
    call_handle& operator=(const call_handle&) = delete;
    ~call_handle()
    {
        if (entry->on_dropped)
            entry->on_dropped(entry);
    }

    const entry_pointer entry;
};

// Hangs the call up, unless there is a handle again by then. Called on any thread.
AMI_DECL void hang_up_dropped(const entry_pointer& call);

} // namespace ami::detail

// call_registry.hpp includes the definitions: they need its class, which needs this one.

#endif // AMI_CLIENT_CALLS_CALL_ENTRY_HPP
