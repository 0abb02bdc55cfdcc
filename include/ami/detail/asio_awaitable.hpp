// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_DETAIL_ASIO_AWAITABLE_HPP
#define AMI_DETAIL_ASIO_AWAITABLE_HPP

#include <boost/asio/awaitable.hpp>
#include <boost/asio/version.hpp>

#include <exception>
#include <utility>

namespace ami::detail {

namespace asio = boost::asio;

} // namespace ami::detail

#if BOOST_ASIO_VERSION < 102700

// Asio 1.26 (Boost 1.81) cannot await an operation that completes with an exception_ptr and one value: its
// own class for that has a member function that does not compile, so nobody can be using it. This is that
// class with the function put right.
namespace boost::asio::detail {

template <class T, class Executor>
class awaitable_async_op_handler<void(std::exception_ptr, T), Executor> : public awaitable_thread<Executor> {
public:
    struct result_type {
        std::exception_ptr* failed;
        T* value;
    };

    awaitable_async_op_handler(awaitable_thread<Executor>* from, result_type& result)
        : awaitable_thread<Executor>(std::move(*from)), result_(result)
    {}

    void operator()(std::exception_ptr failed, const T& value) { (*this)(std::move(failed), T(value)); }
    void operator()(std::exception_ptr failed, T&& value)
    {
        result_.failed = &failed;
        result_.value = &value;
        this->entry_point()->top_of_stack_->attach_thread(this);
        this->entry_point()->top_of_stack_->clear_cancellation_slot();
        this->pump();
    }

    static T resume(result_type& result)
    {
        if (*result.failed)
            std::rethrow_exception(std::exchange(*result.failed, nullptr));
        return std::move(*result.value);
    }

private:
    result_type& result_;
};

} // namespace boost::asio::detail

#endif

#endif // AMI_DETAIL_ASIO_AWAITABLE_HPP
