// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CALLS_CALL_LISTENERS_HPP
#define AMI_CLIENT_CALLS_CALL_LISTENERS_HPP

#include <ami/client/calls/call_entry.hpp>
#include <ami/client/events/handler_list.hpp>

#include <ami/detail/macros.hpp>
#include <ami/detail/shared_object.hpp>

#include <memory>

namespace ami::detail {

class client_core;

// Who waits for calls: handlers of calls that come in, handlers of the states of calls, and operations. It tells them.
class call_listeners {
public:
    using incoming_list = handler_list<std::shared_ptr<call_handle>>;

    explicit call_listeners(client_core& core) : core_(core) {}

    AMI_DECL void wait(const entry_pointer& entry, std::shared_ptr<call_waiter> waiter);
    // The waiter fails in a later turn; false if it does not wait.
    AMI_DECL bool cancel(const entry_pointer& entry, const std::shared_ptr<call_waiter>& waiter);

    // A call came in, and: something of a call has changed. Users' handlers run in here.
    AMI_DECL void on_arrived(const entry_pointer& entry);
    AMI_DECL void on_changed(const entry_pointer& entry);

    const std::shared_ptr<incoming_list>& incoming() const noexcept { return incoming_; }

private:
    client_core& core_;
    std::shared_ptr<incoming_list> incoming_ = make_shared_object<incoming_list>();
};

} // namespace ami::detail

// call_registry.hpp includes the definitions: they need client_core, which needs this class.

#endif // AMI_CLIENT_CALLS_CALL_LISTENERS_HPP
