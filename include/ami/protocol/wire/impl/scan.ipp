// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_WIRE_IMPL_SCAN_IPP
#define AMI_PROTOCOL_WIRE_IMPL_SCAN_IPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/scan.hpp>

#include <algorithm>
#include <bit>
#include <cstring>

#if defined(AMI_SCAN_NEON)
#include <arm_neon.h>
#endif

namespace ami::detail {

// A name that is looked for.
class wanted_name {
public:
    AMI_ALWAYS_INLINE explicit wanted_name(std::string_view name) noexcept
        : name_(name), ends_(name.data(), name.size())
    {}

    // Whether it stands here, in any letter case. Both ends are compared first: many lines have a name of the same
    // length. Most names are spelt as they are asked for.
    AMI_ALWAYS_INLINE bool stands_at(const char* line) const noexcept
    {
        const name_ends has(line, name_.size());
        auto differs = (has.first ^ ends_.first) | (has.last ^ ends_.last);
        if ((differs & ~name_ends::letters) != 0)
            return false;
        for (std::size_t i = 8; i + 8 < name_.size(); i += 8) {
            std::uint64_t here = 0;
            std::uint64_t wanted = 0;
            std::memcpy(&here, line + i, 8);
            std::memcpy(&wanted, name_.data() + i, 8);
            differs |= here ^ wanted;
        }
        return differs == 0 || differs_in_case(line);
    }

private:
    AMI_COLD bool differs_in_case(const char* line) const noexcept
    {
        return iequals({line, name_.size()}, name_);
    }

    std::string_view name_;
    name_ends ends_;
};

// Whatever the processor: eight bytes at a time.
namespace scan_plain {

struct wide_registers {};

AMI_ALWAYS_INLINE std::uint64_t equal64(const char* at, char wanted) noexcept
{
    std::uint64_t result = 0;
    if constexpr (std::endian::native == std::endian::little) {
        constexpr std::uint64_t ones = 0x0101010101010101;
        constexpr std::uint64_t low_bits = 0x7f * ones;
        for (unsigned i = 0; i != 8; ++i) {
            std::uint64_t bytes = 0;
            std::memcpy(&bytes, at + 8 * i, 8);
            bytes ^= ones * static_cast<unsigned char>(wanted);
            // The high bit of each byte that is zero now; their eight are gathered by the product.
            const auto equal = ~(((bytes & low_bits) + low_bits) | bytes | low_bits);
            result |= ((equal >> 7) * 0x0102040810204080 >> 56) << (8 * i);
        }
    } else {
        for (unsigned i = 0; i != 64; ++i)
            result |= static_cast<std::uint64_t>(at[i] == wanted) << i;
    }
    return result;
}

#include <ami/protocol/wire/impl/scan_kernels.inc>

} // namespace scan_plain

#if defined(AMI_SCAN_X86)

namespace scan_sse2 {

struct wide_registers {};

using block = char __attribute__((vector_size(16)));

AMI_ALWAYS_INLINE std::uint64_t equal16(const char* at, char wanted) noexcept
{
    block bytes;
    std::memcpy(&bytes, at, sizeof bytes);
    block all;
    std::memset(&all, wanted, sizeof all);
    return static_cast<std::uint16_t>(__builtin_ia32_pmovmskb128(reinterpret_cast<block>(bytes == all)));
}

AMI_ALWAYS_INLINE std::uint64_t equal64(const char* at, char wanted) noexcept
{
    return equal16(at, wanted) | equal16(at + 16, wanted) << 16 | equal16(at + 32, wanted) << 32 |
           equal16(at + 48, wanted) << 48;
}

#include <ami/protocol/wire/impl/scan_kernels.inc>

} // namespace scan_sse2

#endif

#if defined(AMI_SCAN_X86_WIDE)

// The compiler may use these instructions here, and the program does if the machine has them.
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,bmi,lzcnt,popcnt"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,bmi,lzcnt,popcnt")
#endif

namespace scan_avx2 {

// g++ leaves the registers as other code needs them at -O2 and -O3 only: otherwise that is several times slower after this.
struct wide_registers {
    AMI_ALWAYS_INLINE ~wide_registers() { __builtin_ia32_vzeroupper(); }
};

using block = char __attribute__((vector_size(32)));

AMI_ALWAYS_INLINE std::uint64_t equal32(const char* at, char wanted) noexcept
{
    block bytes;
    std::memcpy(&bytes, at, sizeof bytes);
    block all;
    std::memset(&all, wanted, sizeof all);
    return static_cast<std::uint32_t>(__builtin_ia32_pmovmskb256(reinterpret_cast<block>(bytes == all)));
}

AMI_ALWAYS_INLINE std::uint64_t equal64(const char* at, char wanted) noexcept
{
    return equal32(at, wanted) | equal32(at + 32, wanted) << 32;
}

#include <ami/protocol/wire/impl/scan_kernels.inc>

} // namespace scan_avx2

#if defined(__clang__)
#pragma clang attribute pop
#pragma clang attribute push(__attribute__((target("avx512bw,bmi,lzcnt,popcnt"))), apply_to = function)
#else
#pragma GCC pop_options
#pragma GCC push_options
#pragma GCC target("avx512bw,bmi,lzcnt,popcnt")
#endif

namespace scan_avx512 {

using scan_avx2::wide_registers;

using block = char __attribute__((vector_size(64)));

AMI_ALWAYS_INLINE std::uint64_t equal64(const char* at, char wanted) noexcept
{
    block bytes;
    std::memcpy(&bytes, at, sizeof bytes);
    block all;
    std::memset(&all, wanted, sizeof all);
    constexpr int is_equal = 0;
    return __builtin_ia32_cmpb512_mask(bytes, all, is_equal, ~std::uint64_t{});
}

#include <ami/protocol/wire/impl/scan_kernels.inc>

} // namespace scan_avx512

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

#endif

#if defined(AMI_SCAN_NEON)

namespace scan_neon {

struct wide_registers {};

AMI_ALWAYS_INLINE std::uint64_t equal64(const char* at, char wanted) noexcept
{
    const auto* const bytes = reinterpret_cast<const unsigned char*>(at);
    const auto all = vdupq_n_u8(static_cast<unsigned char>(wanted));
    // Each byte keeps the bit of its place in eight, and neighbours are added until eight share a byte.
    const uint8x16_t places = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    const auto bits = [&](unsigned offset) {
        return vandq_u8(vceqq_u8(vld1q_u8(bytes + offset), all), places);
    };
    auto sums = vpaddq_u8(vpaddq_u8(bits(0), bits(16)), vpaddq_u8(bits(32), bits(48)));
    sums = vpaddq_u8(sums, sums);
    return vgetq_lane_u64(vreinterpretq_u64_u8(sums), 0);
}

#include <ami/protocol/wire/impl/scan_kernels.inc>

} // namespace scan_neon

#endif

inline constexpr scan_functions plain_scan{
    instructions::plain, &scan_plain::packet_end, &scan_plain::find_value, &scan_plain::mark_lines};
#if defined(AMI_SCAN_X86)
inline constexpr scan_functions sse2_scan{
    instructions::sse2, &scan_sse2::packet_end, &scan_sse2::find_value, &scan_sse2::mark_lines};
#endif
#if defined(AMI_SCAN_X86_WIDE)
inline constexpr scan_functions avx2_scan{
    instructions::avx2, &scan_avx2::packet_end, &scan_avx2::find_value, &scan_avx2::mark_lines};
inline constexpr scan_functions avx512_scan{
    instructions::avx512, &scan_avx512::packet_end, &scan_avx512::find_value, &scan_avx512::mark_lines};
#endif
#if defined(AMI_SCAN_NEON)
inline constexpr scan_functions neon_scan{
    instructions::neon, &scan_neon::packet_end, &scan_neon::find_value, &scan_neon::mark_lines};
#endif

AMI_DECL const scan_functions* find_scan_functions(instructions kind) noexcept
{
    switch (kind) {
    case instructions::plain: return &plain_scan;
#if defined(AMI_SCAN_X86)
    case instructions::sse2: return &sse2_scan;
#endif
#if defined(AMI_SCAN_X86_WIDE)
    case instructions::avx2:
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") ? &avx2_scan : nullptr;
    case instructions::
        avx512: // older processors, without VBMI2, run slower for a while after such instructions
        return __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("bmi") ? &avx512_scan
                                                                                      : nullptr;
#endif
#if defined(AMI_SCAN_NEON)
    case instructions::neon: return &neon_scan;
#endif
    default: return nullptr;
    }
}

AMI_DECL const scan_functions& best_scan_functions() noexcept
{
    const scan_functions* best = &plain_scan;
    for (const auto kind :
        {instructions::sse2, instructions::avx2, instructions::avx512, instructions::neon}) {
        if (const auto* const found = find_scan_functions(kind))
            best = found;
    }
    // A choice that was made by hand meanwhile stays.
    const scan_functions* none = nullptr;
    scan_functions_in_use.compare_exchange_strong(none, best, std::memory_order_relaxed);
    return none ? *none : *best;
}

} // namespace ami::detail

#endif // AMI_PROTOCOL_WIRE_IMPL_SCAN_IPP
