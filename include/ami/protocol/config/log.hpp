// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_CONFIG_LOG_HPP
#define AMI_PROTOCOL_CONFIG_LOG_HPP

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ami {

/// How much a log record matters.
enum class log_level : unsigned char {
    /// A connection that failed or was lost, a handler that threw, a subscription that gets no events.
    error,
    /// Connections made and ended, orphan answers, slow handlers.
    info,
    /// Every action that the program starts, with its headers, those that hold secrets without their values.
    debug
};

/// One detail of a log record.
struct log_field {
    /// For example `server`.
    std::string_view name;
    /// For example `127.0.0.1:5038`.
    std::string_view value;
};

/// One record of a client's log: a short text that does not change, and the details as fields.
class log_record {
public:
    /// A record that points to these texts.
    log_record(log_level level, std::string_view text, std::span<const log_field> fields,
        std::string_view client = {}) noexcept
        : level_(level), text_(text), fields_(fields), client_(client)
    {}

    /// How much the record matters.
    log_level level() const noexcept { return level_; }

    /// For example `logged in`.
    std::string_view text() const noexcept { return text_; }

    /// The details, in their order.
    std::span<const log_field> fields() const noexcept { return fields_; }

    /// The client's `config::name`; empty if it has none.
    std::string_view client() const noexcept { return client_; }

    /// The value of a field, empty if there is none with this name.
    std::string_view operator[](std::string_view name) const noexcept
    {
        for (const auto& each : fields_) {
            if (each.name == name)
                return each.value;
        }
        return {};
    }

    /// All of it as one line: `logged in server=127.0.0.1:5038 user=hello`, after the client's name and a colon if it has
    /// one.
    std::string line() const
    {
        std::string joined(client_);
        joined.append(client_.empty() ? "" : ": ").append(text_);
        for (const auto& [name, value] : fields_)
            joined.append(" ").append(name).append("=").append(value);
        return joined;
    }

private:
    log_level level_;
    std::string_view text_;
    std::span<const log_field> fields_;
    std::string_view client_;
};

/// Gets every log record of a client, on the client's executor. It must not throw. The record is valid during the
/// invocation only. The function may do what a handler may. What it causes while it runs is not logged.
///
/// No record shows a secret that is known as one:
/// - the client's own secret
/// - a header, variable or field whose name is one of a secret (`Secret`, `Password`, `Md5Cred`, ...)
/// - the lines of UpdateConfig, the digits of PlayDTMF, the value of DBPut
///
/// `config.redact` adds the headers that are secret in one program.
using log_function = std::function<void(const log_record&)>;

} // namespace ami

#endif // AMI_PROTOCOL_CONFIG_LOG_HPP
