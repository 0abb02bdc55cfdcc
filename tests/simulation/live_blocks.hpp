// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SIMULATION_LIVE_BLOCKS_HPP
#define AMI_TESTS_SIMULATION_LIVE_BLOCKS_HPP

// For one source file of a program: counts the blocks of memory that are allocated and not freed.

#include <cstddef>
#include <cstdlib>
#include <new>

namespace simulation {

inline std::size_t live_blocks = 0;

inline void* counted(void* block)
{
    if (block == nullptr)
        throw std::bad_alloc();
    ++live_blocks;
    return block;
}

inline void give_back(void* block) noexcept
{
    if (block != nullptr)
        --live_blocks;
    std::free(block);
}

} // namespace simulation

// The other forms end in these.
void* operator new(std::size_t size)
{
    return simulation::counted(std::malloc(size == 0 ? 1 : size));
}
void* operator new(std::size_t size, std::align_val_t alignment)
{
    const auto step = static_cast<std::size_t>(alignment);
    return simulation::counted(std::aligned_alloc(step, (size + step - 1) / step * step));
}
void operator delete(void* block) noexcept
{
    simulation::give_back(block);
}
void operator delete(void* block, std::size_t) noexcept
{
    simulation::give_back(block);
}
void operator delete(void* block, std::align_val_t) noexcept
{
    simulation::give_back(block);
}
void operator delete(void* block, std::size_t, std::align_val_t) noexcept
{
    simulation::give_back(block);
}

#endif // AMI_TESTS_SIMULATION_LIVE_BLOCKS_HPP
