// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_PROTOCOL_LOG_HPP
#define AMI_PROTOCOL_LOG_HPP

#include <functional>
#include <string_view>

namespace ami {

/// How much a log line matters.
enum class log_level : unsigned char {
    /// A connection that failed or was lost, a handler that threw.
    error,
    /// Connections made and ended, late and orphan answers, slow handlers.
    info,
    /// Every action and answer, by name and ActionID; never their values.
    debug
};

/// Gets every log line of a client, on the client's executor. It must not throw; the text lives during the
/// call only. No line has a secret in it.
using log_function = std::function<void(log_level, std::string_view)>;

} // namespace ami

#endif // AMI_PROTOCOL_LOG_HPP
