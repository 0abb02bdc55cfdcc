// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_OPERATION_COMPLETION_HPP
#define AMI_CLIENT_OPERATION_COMPLETION_HPP

#include <ami/client/operation/own_executor.hpp>
#include <ami/client/operation/user_handler.hpp>
#include <ami/protocol/errors/error.hpp>

#include <ami/detail/macros.hpp>

#include <boost/asio/any_completion_executor.hpp>
#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/query.hpp>
#include <boost/asio/require.hpp>

#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace ami::detail {

namespace asio = boost::asio;

// Where a completion handler runs: on the client's executor or on one of its own. As long as this is there, both have
// something to do.
class completion_place {
public:
    template <class... Values>
    completion_place(const user_handler<Values...>& handler, const asio::any_io_executor& own)
    {
        const auto* const context = own.target<asio::io_context::executor_type>();
        if (context && handler.is_for_own_executor() &&
            asio::query(*context, asio::execution::blocking) == asio::execution::blocking.possibly) {
            context_.emplace(asio::require(*context, asio::execution::outstanding_work.tracked));
            return;
        }
        make_other(handler, own);
    }

    // Whether a function may be called here and now.
    bool is_here() const noexcept
    {
        return context_ ? context_->running_in_this_thread()
                        : !other_->handlers && runs_in_this_thread(other_->own);
    }

    template <class Function>
    void dispatch(Function function) const
    {
        if (context_)
            asio::dispatch(*context_, std::move(function));
        else if (other_->handlers)
            asio::dispatch(other_->handlers, std::move(function));
        else
            asio::dispatch(other_->own, std::move(function));
    }

    // Later, on the client's executor.
    template <class Function>
    void post(Function function) const
    {
        if (context_)
            asio::post(*context_, std::move(function));
        else
            asio::post(other_->own, std::move(function));
    }

private:
    using tracked_context_executor = std::decay_t<decltype(asio::require(
        std::declval<asio::io_context::executor_type>(), asio::execution::outstanding_work.tracked))>;

    struct other {
        asio::any_io_executor own;
        asio::any_io_executor work;
        asio::any_completion_executor handlers; // empty: the own one
    };

    template <class... Values>
    AMI_COLD void make_other(const user_handler<Values...>& handler, const asio::any_io_executor& own)
    {
        other_ = std::make_unique<other>(
            other{own, asio::prefer(own, asio::execution::outstanding_work.tracked), {}});
        if (!handler.is_for_own_executor())
            other_->handlers = asio::prefer(
                asio::get_associated_executor(handler.erased(), asio::any_completion_executor(own)),
                asio::execution::outstanding_work.tracked);
    }

    std::optional<tracked_context_executor> context_; // by far the most frequent, and small
    std::unique_ptr<other> other_;
};

// The user's end of an operation: its handler, and the place for the text of an error. The handler runs on
// its own executor, at once where that is the one that this runs on: completions then keep the wire's order.
template <class... Values>
class completion {
public:
    completion(user_handler<Values...>&& handler, diagnostics* diag, const asio::any_io_executor& own)
        : handler_(std::move(handler)), diag_(diag), place_(handler_, own)
    {}

    // Asio 1.26 assigns one handler to another by putting it into the other.
    completion(completion&&) = default;
    completion& operator=(completion&&) = delete;

    explicit operator bool() const noexcept { return static_cast<bool>(handler_); }

    // Exactly once.
    void finish(failure&& error, Values&&... values)
    {
        const auto place = std::move(place_);
        try {
            if (place.is_here())
                call(std::move(handler_).erased(), diag_, error, values...);
            else
                place.dispatch([handler = std::move(handler_).erased(), diag = diag_,
                                   error = std::move(error), ... values = std::move(values)]() mutable {
                    call(std::move(handler), diag, error, values...);
                });
        } catch (...) {
            // What the handler threw leaves io_context::run(), as always with Asio, but not through who called
            // us: others wait to be told, and bytes to be read.
            place.post([error = std::current_exception()] { std::rethrow_exception(error); });
        }
    }

private:
    using handler_type = typename user_handler<Values...>::erased_type;

    static void call(handler_type handler, diagnostics* diag, failure& error, Values&... values)
    {
        // The slot would otherwise keep a handler of an operation that is over.
        if (auto slot = asio::get_associated_cancellation_slot(handler); slot.is_connected())
            slot.clear();
        if (diag)
            *diag = diagnostics(std::move(error.text));
        std::move(handler)(error.ec, std::move(values)...);
    }

    user_handler<Values...> handler_;
    diagnostics* diag_;
    completion_place place_;
};

} // namespace ami::detail

#endif // AMI_CLIENT_OPERATION_COMPLETION_HPP
