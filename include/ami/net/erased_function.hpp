// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_ERASED_FUNCTION_HPP
#define AMI_NET_ERASED_FUNCTION_HPP

#include <ami/detail/macros.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <concepts>
#include <cstddef>
#include <new>
#include <type_traits>
#include <utility>

namespace ami::detail {

namespace asio = boost::asio;

// A function that is invoked once, without its type.
class erased_function {
public:
    template <class Function>
    requires(!std::same_as<std::remove_cvref_t<Function>, erased_function>)
        erased_function(Function&& function)
        : held_(holder<std::decay_t<Function>>::make(std::forward<Function>(function)))
    {}
    erased_function(erased_function&& other) noexcept : held_(std::exchange(other.held_, nullptr)) {}
    erased_function& operator=(erased_function&&) = delete;
    ~erased_function()
    {
        if (held_)
            held_->end(held_, false);
    }

    void operator()()
    {
        auto* const held = std::exchange(held_, nullptr);
        held->end(held, true);
    }

private:
    struct anything {
        void (*end)(anything* held, bool invoke);
    };

    template <class Function>
    struct holder : anything {
        static_assert(std::is_nothrow_move_constructible_v<Function>,
            "a capture that is const, or that throws when it is moved, would be lost");
        static_assert(
            alignof(Function) <= alignof(std::max_align_t), "capture a pointer to what is aligned more");

        explicit holder(Function&& from) : anything{&end_of}, function(std::move(from)) {}
        explicit holder(const Function& from) : anything{&end_of}, function(from) {}

        static anything* make(auto&& from)
        {
            void* const place = allocate(sizeof(holder));
            try {
                return ::new (place) holder(std::forward<decltype(from)>(from));
            } catch (...) {
                deallocate(place, sizeof(holder));
                throw;
            }
        }

        // As Asio does it: the memory is free for the next function before this one is invoked.
        static void end_of(anything* held, bool invoke)
        {
            auto* const self = static_cast<holder*>(held);
            Function function(std::move(self->function));
            self->~holder();
            deallocate(self, sizeof(holder));
            if (invoke)
                function();
        }

        Function function;
    };

    // Asio's memory on a thread that runs a context: it is used again.
    AMI_DECL static void* allocate(std::size_t size);
    AMI_DECL static void deallocate(void* place, std::size_t size) noexcept;

    static constexpr std::size_t units(std::size_t size) noexcept
    {
        return (size + sizeof(std::max_align_t) - 1) / sizeof(std::max_align_t);
    }

    anything* held_;
};

// As asio::post and asio::dispatch, which are compiled anew for each type of function.
AMI_DECL void post_function(const asio::any_io_executor& executor, erased_function function);
AMI_DECL void dispatch_function(const asio::any_io_executor& executor, erased_function function);

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/net/impl/erased_function.ipp>
#endif

#endif // AMI_NET_ERASED_FUNCTION_HPP
