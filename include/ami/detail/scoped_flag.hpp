// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_DETAIL_SCOPED_FLAG_HPP
#define AMI_DETAIL_SCOPED_FLAG_HPP

namespace ami::detail {

// True until the end of a scope, whatever is thrown in it.
class scoped_flag {
public:
    explicit scoped_flag(bool& flag) noexcept : flag_(flag) { flag_ = true; }
    scoped_flag(const scoped_flag&) = delete;
    scoped_flag& operator=(const scoped_flag&) = delete;
    ~scoped_flag() { flag_ = false; }

private:
    bool& flag_;
};

} // namespace ami::detail

#endif // AMI_DETAIL_SCOPED_FLAG_HPP
