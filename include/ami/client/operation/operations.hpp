// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_OPERATION_OPERATIONS_HPP
#define AMI_CLIENT_OPERATION_OPERATIONS_HPP

#include <ami/actions/command.hpp>
#include <ami/actions/hangup.hpp>
#include <ami/actions/originate.hpp>
#include <ami/actions/redirect.hpp>
#include <ami/client/calls/call_end.hpp>
#include <ami/client/calls/originate_outcome.hpp>
#include <ami/client/connection/session_end.hpp>
#include <ami/client/operation/command_output.hpp>
#include <ami/client/operation/user_handler.hpp>
#include <ami/protocol/config/config.hpp>
#include <ami/protocol/values/event_filter.hpp>
#include <ami/protocol/values/user_rights.hpp>
#include <ami/protocol/wire/response.hpp>

#include <ami/detail/chrono.hpp>
#include <ami/detail/macros.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace ami::detail {

namespace asio = boost::asio;

class client_core;
class call_handle;

template <class... Values>
using handler_for = user_handler<Values...>;

using round_trip = std::chrono::steady_clock::duration;
using item_handler = std::function<void(const event_view&)>;
using core_pointer = std::shared_ptr<client_core>;

// The start of each operation, the same for every completion token. Called from any thread.
AMI_DECL void start_connect(const core_pointer& core, handler_for<> done, diagnostics* diag, config settings);
AMI_DECL void start_execute(
    const core_pointer& core, handler_for<response> done, diagnostics* diag, action&& request);
AMI_DECL void start_execute_each(const core_pointer& core, handler_for<response> done, diagnostics* diag,
    action&& request, item_handler on_item);
AMI_DECL void start_verb(
    const core_pointer& core, handler_for<response> done, diagnostics* diag, action&& request);
AMI_DECL void start_list(
    const core_pointer& core, handler_for<response> done, diagnostics* diag, action&& request);
AMI_DECL void start_originate(const core_pointer& core, handler_for<originate_outcome> done,
    diagnostics* diag, actions::originate request);
AMI_DECL void start_ping(const core_pointer& core, handler_for<round_trip> done, diagnostics* diag);
AMI_DECL void start_command(
    const core_pointer& core, handler_for<command_output> done, diagnostics* diag, action&& request);
AMI_DECL void start_set_event_mask(
    const core_pointer& core, handler_for<> done, diagnostics* diag, event_mask mask);
AMI_DECL void start_in_force(const core_pointer& core, handler_for<> done, diagnostics* diag);
AMI_DECL void start_rights(const core_pointer& core, handler_for<user_rights> done, diagnostics* diag);
AMI_DECL void start_add_filter(
    const core_pointer& core, handler_for<> done, diagnostics* diag, event_filter filter);
AMI_DECL void start_log_off(const core_pointer& core, handler_for<> done, diagnostics* diag);
AMI_DECL void start_ready(const core_pointer& core, handler_for<> done, diagnostics* diag);
AMI_DECL void start_wait_closed(const core_pointer& core, handler_for<session_end> done, diagnostics* diag);

using handle_pointer = std::shared_ptr<call_handle>;
AMI_DECL void start_call_answered(
    const handle_pointer& handle, handler_for<originate_outcome> done, diagnostics* diag);
AMI_DECL void start_call_ended(const handle_pointer& handle, handler_for<call_end> done, diagnostics* diag);
AMI_DECL void start_call_hangup(
    const handle_pointer& handle, handler_for<response> done, diagnostics* diag, hangup_cause cause);
AMI_DECL void start_call_redirect(const handle_pointer& handle, handler_for<response> done, diagnostics* diag,
    std::string context, std::string exten, std::string priority);
AMI_DECL void start_call_dtmf(
    const handle_pointer& handle, handler_for<> done, diagnostics* diag, std::string digits);
AMI_DECL void start_call_set(
    const handle_pointer& handle, handler_for<> done, diagnostics* diag, std::string name, std::string value);
AMI_DECL void start_call_get(
    const handle_pointer& handle, handler_for<std::string> done, diagnostics* diag, std::string name);

AMI_DECL const asio::any_io_executor& executor_of(const core_pointer& core) noexcept;
AMI_DECL const asio::any_io_executor& executor_of(const handle_pointer& handle) noexcept;

// Passes an argument on that nobody else needs, and copies any other.
template <class Arg>
Arg&& takeable(Arg&& arg) noexcept requires(!std::is_lvalue_reference_v<Arg> && !std::is_const_v<Arg>)
{
    return std::move(arg);
}
template <class Arg>
std::decay_t<Arg> takeable(Arg&& arg) requires(std::is_lvalue_reference_v<Arg> || std::is_const_v<Arg>)
{
    return arg;
}

// Makes an operation of a start function: erases the handler's type. Most tokens start the operation at once: only a copy
// or what is moved from one, which others make, keeps what the pointer refers to.
template <auto Start, class Pointer = core_pointer>
class initiation {
public:
    explicit initiation(const Pointer& core) : core_(&core) {}
    explicit initiation(Pointer&&) = delete;
    initiation(const initiation& other) : kept_(*other.core_), core_(&kept_) {}
    initiation(initiation&& other) noexcept : kept_(other.take()), core_(&kept_) {}
    initiation& operator=(const initiation&) = delete;
    ~initiation() = default;

    using tells_text = void;
    using executor_type = asio::any_io_executor;
    const executor_type& get_executor() const noexcept { return executor_of(*core_); }

    template <class Handler, class... Args>
    void operator()(Handler&& handler, diagnostics* diag, Args&&... args) const
    {
        Start(*core_, typed_handler<Handler>{std::forward<Handler>(handler), get_executor()}, diag,
            takeable(std::forward<Args>(args))...);
    }

private:
    Pointer take() noexcept
    {
        if (core_ == &kept_)
            return std::move(kept_);
        return *core_;
    }

    Pointer kept_;
    const Pointer* core_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/client/operation/impl/operations.ipp>
#include <ami/client/operation/impl/rights_operation.ipp>
#endif

#endif // AMI_CLIENT_OPERATION_OPERATIONS_HPP
