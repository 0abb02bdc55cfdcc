// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_SESSION_LOG_HPP
#define AMI_SESSION_SESSION_LOG_HPP

#include <ami/protocol/config/log.hpp>
#include <ami/protocol/values/redaction.hpp>
#include <ami/protocol/wire/action.hpp>
#include <ami/session/output.hpp>

#include <ami/detail/macros.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::detail {

// Which log records are made. Each is an output as all others are.
class session_log {
public:
    using fields = std::vector<std::pair<std::string, std::string>>;

    explicit session_log(output_queue& outputs) : outputs_(outputs) {}

    // A new session. Without `sink` there are no records. `client` is config::name.
    void start(std::shared_ptr<log_function> sink, log_level level, std::string client)
    {
        sink_ = std::move(sink);
        level_ = level;
        client_ = std::move(client);
    }

    // What the log callback causes while it runs is not logged: one that sends an action at each record would never end.
    void mute(bool muted) noexcept { is_muted_ = muted; }

    bool logs(log_level level) const noexcept { return sink_ && !is_muted_ && level <= level_; }

    // `text` is a literal.
    AMI_COLD void write(log_level level, std::string_view text, fields more = {})
    {
        if (logs(level))
            outputs_.push(output::kind::log).record = std::make_unique<owned_log_record>(
                owned_log_record{level, text, sink_, std::move(more), client_});
    }

    // The values of headers that are secret by nature, or named in `redact`, are not shown.
    void action_started(const action& request, std::uint64_t number, const std::vector<std::string>& redact)
    {
        if (logs(log_level::debug))
            write_action(request, number, redact);
    }

private:
    AMI_COLD void write_action(
        const action& request, std::uint64_t number, const std::vector<std::string>& redact)
    {
        fields shown{{"action", std::string(request.name())}, {"number", std::to_string(number)}};
        for (auto& header : shown_headers(request, redact))
            shown.emplace_back(std::move(header.name), std::move(header.value));
        write(log_level::debug, "action started", std::move(shown));
    }

    output_queue& outputs_;
    std::shared_ptr<log_function> sink_;
    log_level level_ = log_level::info;
    std::string client_;
    bool is_muted_ = false;
};

} // namespace ami::detail

#endif // AMI_SESSION_SESSION_LOG_HPP
