// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_COMPLETION_HPP
#define AMI_CLIENT_COMPLETION_HPP

#include <ami/protocol/error.hpp>

#include <boost/asio/any_completion_executor.hpp>
#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>

#include <exception>
#include <utility>

namespace ami::detail {

namespace asio = boost::asio;

// The user's end of an operation: its handler, and where it wants the text of an error. The handler runs on
// its own executor, at once where that is the one that this runs on: completions then keep the wire's order.
template <class... Values>
class completion {
public:
    using handler_type = asio::any_completion_handler<void(error_code, Values...)>;

    completion(handler_type handler, diagnostics* why, const asio::any_io_executor& fallback)
        : handler_(std::move(handler)), why_(why), caller_(fallback),
          executor_(
              asio::prefer(asio::get_associated_executor(handler_, asio::any_completion_executor(fallback)),
                  asio::execution::outstanding_work.tracked))
    {}

    explicit operator bool() const noexcept { return static_cast<bool>(handler_); }

    // Exactly once.
    void finish(failure how, Values... values)
    {
        auto executor = std::move(executor_);
        auto run = [handler = std::exchange(handler_, nullptr), why = why_, how = std::move(how),
                       ... values = std::move(values)]() mutable {
            // The slot would otherwise keep a handler of an operation that is over.
            if (auto slot = asio::get_associated_cancellation_slot(handler); slot.is_connected())
                slot.clear();
            if (why)
                *why = diagnostics(std::move(how.text));
            std::move(handler)(how.ec, std::move(values)...);
        };
        try {
            asio::dispatch(executor, std::move(run));
        } catch (...) {
            // What the handler threw leaves io_context::run(), as always with Asio, but not through who called
            // us: others wait to be told, and bytes to be read.
            asio::post(caller_, [error = std::current_exception()] { std::rethrow_exception(error); });
        }
    }

    // Lets go of the handler without calling it.
    void drop() noexcept { handler_ = nullptr; }

private:
    handler_type handler_;
    diagnostics* why_;
    asio::any_io_executor caller_;
    asio::any_completion_executor executor_;
};

} // namespace ami::detail

#endif // AMI_CLIENT_COMPLETION_HPP
