// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_DETAIL_CONFIG_HPP
#define AMI_DETAIL_CONFIG_HPP

// Every test of a compiler's or a library's version stands in this file.

#if defined(AMI_SEPARATE_COMPILATION)
#define AMI_DECL
#else
#define AMI_DECL inline
#define AMI_HEADER_ONLY
#endif

#endif // AMI_DETAIL_CONFIG_HPP
