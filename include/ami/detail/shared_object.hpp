// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_DETAIL_SHARED_OBJECT_HPP
#define AMI_DETAIL_SHARED_OBJECT_HPP

#include <concepts>
#include <cstddef>
#include <memory>
#include <new>
#include <utility>

namespace ami::detail {

// As std::enable_shared_from_this, for what make_shared_object makes.
template <class T>
class shared_from_this_of {
public:
    std::shared_ptr<T> shared_from_this() const { return std::shared_ptr<T>(self_); }
    std::weak_ptr<T> weak_from_this() const noexcept { return self_; }

protected:
    shared_from_this_of() noexcept = default;
    shared_from_this_of(const shared_from_this_of&) noexcept {}
    shared_from_this_of& operator=(const shared_from_this_of&) noexcept { return *this; }
    ~shared_from_this_of() = default;

private:
    template <class Object>
    friend void set_shared_from_this(const std::shared_ptr<Object>& made) noexcept;

    std::weak_ptr<T> self_;
};

// One allocation: the reference counts, then the object.
struct shared_block {
    static constexpr std::size_t counts = 48; // bytes; libstdc++ needs 40, libc++ 48

    template <class T>
    static void destroy(void* object) noexcept
    {
        static_cast<T*>(object)->~T();
    }
};

// Gives std::shared_ptr the block's place for the counts. They go last, and the block with them.
template <class Counts>
struct block_allocator {
    using value_type = Counts;

    explicit block_allocator(void* place) noexcept : block(place) {}
    template <class Other>
    block_allocator(const block_allocator<Other>& other) noexcept : block(other.block)
    {}

    Counts* allocate(std::size_t) noexcept
    {
        static_assert(
            sizeof(Counts) <= shared_block::counts && alignof(Counts) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__);
        return static_cast<Counts*>(block);
    }
    void deallocate(Counts* counts, std::size_t) noexcept { ::operator delete(static_cast<void*>(counts)); }

    template <class Other>
    bool operator==(const block_allocator<Other>& other) const noexcept
    {
        return block == other.block;
    }

    void* block;
};

template <class T>
concept has_weak_from_this = requires(const T& object)
{
    object.weak_from_this();
};

template <class T>
void set_shared_from_this(const std::shared_ptr<T>& made) noexcept
{
    if constexpr (std::derived_from<T, shared_from_this_of<T>>)
        made->self_ = made;
}

// As std::make_shared, with one allocation too, but the counts of all objects have one class. std::make_shared makes a class
// of counts for each type of object, with virtual functions: wherever a header names it, g++ 12 compiles the object's
// destructor and all that this reaches, whether the program makes such an object or not. An object takes 32 bytes more.
template <class T, class... Arguments>
std::shared_ptr<T> make_shared_object(Arguments&&... arguments)
{
    constexpr std::size_t alignment = __STDCPP_DEFAULT_NEW_ALIGNMENT__;
    // What a user's class has of the standard library's, only std::make_shared knows.
    constexpr bool is_of_others = has_weak_from_this<T> && !std::derived_from<T, shared_from_this_of<T>>;
    if constexpr (alignof(T) > alignment || is_of_others) {
        static_assert(!std::derived_from<T, shared_from_this_of<T>>, "it would not know itself");
        return std::make_shared<T>(std::forward<Arguments>(arguments)...);
    } else {
        static_assert(shared_block::counts % alignment == 0);
        void* const block = ::operator new(shared_block::counts + sizeof(T));
        T* object;
        try {
            object = ::new (static_cast<void*>(static_cast<char*>(block) + shared_block::counts))
                T(std::forward<Arguments>(arguments)...);
        } catch (...) {
            ::operator delete(block);
            throw;
        }
        // Given as void*, the object does not make the type of the counts its own.
        std::shared_ptr<void> owner(
            static_cast<void*>(object), &shared_block::destroy<T>, block_allocator<void>(block));
        std::shared_ptr<T> made(std::move(owner), object);
        set_shared_from_this(made);
        return made;
    }
}

} // namespace ami::detail

#endif // AMI_DETAIL_SHARED_OBJECT_HPP
