// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_AGI_LINK_HPP
#define AMI_AGI_LINK_HPP

#include <ami/agi/result.hpp>
#include <ami/protocol/errors/error.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <cstdint>
#include <memory>
#include <string>

namespace ami::detail {

// Who waits for a command's answer. `complete` is called exactly once.
class agi_waiter {
public:
    agi_waiter() = default;
    agi_waiter(const agi_waiter&) = delete;
    agi_waiter& operator=(const agi_waiter&) = delete;
    virtual ~agi_waiter() = default;
    virtual void complete(failure error, agi_result answer) = 0;

    // The number that the link knows its command by; 0 before it has one.
    std::uint64_t number = 0;
};

// A channel in AGI, however it is reached: the verbs need no more than this. It runs commands one after another, in the
// order in which they were started, on its executor.
class agi_link {
public:
    agi_link() = default;
    agi_link(const agi_link&) = delete;
    agi_link& operator=(const agi_link&) = delete;
    virtual ~agi_link() = default;

    virtual const boost::asio::any_io_executor& executor() const = 0;
    virtual const agi_environment& environment() const = 0;
    virtual bool is_open() const = 0;
    virtual void run(std::string command, std::shared_ptr<agi_waiter> waiter) = 0;
    // Ends the wait, which completes in a later turn; false if it does not wait. A command that was sent is carried out all
    // the same.
    virtual bool cancel(const std::shared_ptr<agi_waiter>& waiter) = 0;
};

using agi_pointer = std::shared_ptr<agi_link>;

} // namespace ami::detail

#endif // AMI_AGI_LINK_HPP
