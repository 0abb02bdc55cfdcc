// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_DETAIL_MACROS_HPP
#define AMI_DETAIL_MACROS_HPP

// Every test of a compiler's or a library's version stands in this file.

#if !defined(__cpp_exceptions)
#error "ami throws exceptions, as Boost.Asio does: compile without -fno-exceptions."
#endif

#if defined(AMI_SEPARATE_COMPILATION)
#define AMI_DECL
#else
#define AMI_DECL inline
#define AMI_HEADER_ONLY
#endif

#if defined(__GNUC__)
#define AMI_ALWAYS_INLINE [[gnu::always_inline]] inline
#define AMI_ALWAYS_INLINE_LAMBDA __attribute__((always_inline))
#elif defined(_MSC_VER)
#define AMI_ALWAYS_INLINE __forceinline
#define AMI_ALWAYS_INLINE_LAMBDA
#else
#define AMI_ALWAYS_INLINE inline
#define AMI_ALWAYS_INLINE_LAMBDA
#endif

// A function that is rarely invoked: it and what leads to it are placed apart. What every action and every event runs
// through then fits into the processor's cache of instructions.
#if defined(__GNUC__)
#define AMI_COLD [[gnu::cold]]
#else
#define AMI_COLD
#endif

// Fetches into the processor's cache what is needed soon.
#if defined(__GNUC__)
#define AMI_PREFETCH(address) __builtin_prefetch(address)
#else
#define AMI_PREFETCH(address) static_cast<void>(address)
#endif

// A class with a variable that is one for the whole program, also if ami::separate is in a shared library and everything else is
// compiled with hidden visibility.
#if defined(__ELF__)
#define AMI_SHARED [[gnu::visibility("default")]]
#else
#define AMI_SHARED
#endif

// g++ 12 destroys the captures of a closure twice that is made inside a co_await expression (GCC PR 98401).
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ < 13
#define AMI_CLOSURES_DIE_TWICE true
#else
#define AMI_CLOSURES_DIE_TWICE false
#endif

// The instructions that scan.ipp may use, with vectors as g++ and clang have them. On Windows g++ aligns wider ones than 16 bytes
// wrongly on the stack (GCC PR 54412).
#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__)) && defined(__SSE2__)
#define AMI_SCAN_X86
#if !defined(_WIN32)
#define AMI_SCAN_X86_WIDE
#endif
#elif defined(__GNUC__) && defined(__aarch64__) && defined(__ARM_NEON) && \
    defined(__ORDER_LITTLE_ENDIAN__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define AMI_SCAN_NEON
#endif

#endif // AMI_DETAIL_MACROS_HPP
