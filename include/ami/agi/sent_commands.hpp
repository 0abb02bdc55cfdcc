// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_SENT_COMMANDS_HPP
#define AMI_AGI_SENT_COMMANDS_HPP

#include <ami/agi/command_traits.hpp>
#include <ami/agi/result.hpp>
#include <ami/protocol/errors/error.hpp>

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace ami::detail {

// The commands of a channel that were sent, in their order, NOOPs included. The position of a command is the number in its
// CommandID. The oldest command goes when it is over, so later commands that are over wait for it.
class agi_sent_commands {
public:
    enum class stage { sent, acknowledged, over };

    struct command {
        std::uint64_t number; // 0: a NOOP of our own
        const agi_command_traits* traits;
        stage at = stage::sent;
        failure error = {};
        agi_result answer = {};

        bool is_over() const noexcept { return at == stage::over; }
        void conclude(failure with, agi_result result = {})
        {
            at = stage::over;
            error = std::move(with);
            answer = std::move(result);
        }
    };

    explicit agi_sent_commands(std::string id_prefix) : id_prefix_(std::move(id_prefix)) {}

    // Returns the CommandID.
    std::string add(std::uint64_t number, const agi_command_traits& traits)
    {
        auto id = id_prefix_ + std::to_string(end_position());
        commands_.push_back({number, &traits});
        return id;
    }

    // The index of a command that is not over.
    std::optional<std::size_t> find(std::string_view command_id) const
    {
        if (!command_id.starts_with(id_prefix_))
            return std::nullopt;
        command_id.remove_prefix(id_prefix_.size());
        std::uint64_t position = 0;
        const auto* const end = command_id.data() + command_id.size();
        const auto parsed = std::from_chars(command_id.data(), end, position);
        if (parsed.ec != std::errc{} || parsed.ptr != end || position < first_position_ ||
            position >= end_position())
            return std::nullopt;
        const auto index = static_cast<std::size_t>(position - first_position_);
        return commands_[index].is_over() ? std::nullopt : std::optional(index);
    }

    // The oldest command, if it is over.
    std::optional<command> take_over()
    {
        if (commands_.empty() || !commands_.front().is_over())
            return std::nullopt;
        auto oldest = std::move(commands_.front());
        commands_.pop_front();
        ++first_position_;
        return oldest;
    }

    command& operator[](std::size_t index) { return commands_[index]; }
    std::size_t size() const noexcept { return commands_.size(); }
    bool empty() const noexcept { return commands_.empty(); }
    auto begin() noexcept { return commands_.begin(); }
    auto end() noexcept { return commands_.end(); }
    auto begin() const noexcept { return commands_.begin(); }
    auto end() const noexcept { return commands_.end(); }

    std::uint64_t first_position() const noexcept { return first_position_; }
    std::uint64_t end_position() const noexcept { return first_position_ + commands_.size(); }

private:
    std::string id_prefix_;
    std::uint64_t first_position_ = 1;
    std::deque<command> commands_;
};

} // namespace ami::detail

#endif // AMI_AGI_SENT_COMMANDS_HPP
