// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_OPERATION_COMPLETION_HPP
#define AMI_CLIENT_OPERATION_COMPLETION_HPP

#include <ami/client/operation/completion_place.hpp>
#include <ami/client/operation/told_text.hpp>
#include <ami/client/operation/user_handler.hpp>
#include <ami/protocol/errors/error.hpp>

#include <ami/detail/macros.hpp>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>

#include <exception>
#include <utility>

namespace ami::detail {

namespace asio = boost::asio;

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

    AMI_ALWAYS_INLINE static void call(
        handler_type handler, diagnostics* diag, failure& error, Values&... values)
    {
        // The slot would otherwise keep a handler of an operation that is over.
        if (auto slot = asio::get_associated_cancellation_slot(handler); slot.is_connected())
            slot.clear();
        if (diag)
            *diag = diagnostics(std::move(error.text));
        const told_text told(error);
        std::move(handler)(error.ec, std::move(values)...);
    }

    user_handler<Values...> handler_;
    diagnostics* diag_;
    completion_place place_;
};

} // namespace ami::detail

#endif // AMI_CLIENT_OPERATION_COMPLETION_HPP
