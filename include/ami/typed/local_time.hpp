// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_TYPED_LOCAL_TIME_HPP
#define AMI_TYPED_LOCAL_TIME_HPP

#include <compare>

namespace ami {

/// A date and a time of day as the server's clock shows them: Asterisk does not say in which zone. (The times of Cdr and CEL,
/// unless `usegmtime` is set.)
struct local_time {
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;

    friend auto operator<=>(const local_time&, const local_time&) = default;
};

} // namespace ami

#endif // AMI_TYPED_LOCAL_TIME_HPP
