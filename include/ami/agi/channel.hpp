// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_CHANNEL_HPP
#define AMI_AGI_CHANNEL_HPP

#include <ami/agi/result.hpp>
#include <ami/protocol/errors/error.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <cstdint>
#include <memory>
#include <string>

namespace ami::detail {

// Waits for a command's answer. `complete` is invoked exactly once.
class agi_operation {
public:
    agi_operation() = default;
    agi_operation(const agi_operation&) = delete;
    agi_operation& operator=(const agi_operation&) = delete;
    virtual ~agi_operation() = default;
    virtual void complete(failure error, agi_result answer) = 0;

    // The number that the channel knows its command by; 0 before it has one.
    std::uint64_t number = 0;
};

// A channel in AGI, however it is reached: the verbs need no more than this. It runs commands one after another, in the
// order in which they were started, on its executor.
class agi_channel {
public:
    agi_channel() = default;
    agi_channel(const agi_channel&) = delete;
    agi_channel& operator=(const agi_channel&) = delete;
    virtual ~agi_channel() = default;

    virtual const boost::asio::any_io_executor& executor() const = 0;
    virtual const agi_environment& environment() const = 0;
    virtual bool is_open() const = 0;
    virtual bool is_hung_up() const = 0;
    virtual void run(std::string command, std::shared_ptr<agi_operation> operation) = 0;
    // Completes the operation once the channel is hung up, or the session is over.
    virtual void wait_hangup(std::shared_ptr<agi_operation> operation) = 0;
    // Completes the operation in a later turn; false if it is not pending. A command that was sent is carried out all
    // the same.
    virtual bool cancel(const std::shared_ptr<agi_operation>& operation) = 0;
};

using agi_pointer = std::shared_ptr<agi_channel>;

} // namespace ami::detail

#endif // AMI_AGI_CHANNEL_HPP
