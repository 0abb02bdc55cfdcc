// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_AGI_DIALOGUE_HPP
#define AMI_TESTING_DETAIL_AGI_DIALOGUE_HPP

#include <ami/detail/macros.hpp>
#include <ami/testing/detail/agi_host.hpp>
#include <ami/testing/detail/agi_input.hpp>
#include <ami/testing/detail/agi_reply.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace ami::testing::detail {

struct agi_dialogue_settings {
    // Bytes of a command with its line end; 2,047 before 20.16, 21.11 and 22.6.
    std::size_t longest_line = 8191;

    bool sends_hangup = true;     // AGISIGHUP is not `no`
    bool exits_on_hangup = false; // AGIEXITONHANGUP
    bool begins_dead = false;     // as in the extension h
};

// AGISTATUS.
enum class agi_status { success, failure, hangup };

AMI_DECL std::string_view to_string(agi_status status);

// Asterisk's half of a FastAGI session after the environment, without I/O: what happens goes in, bytes and a time to wait
// come out.
class agi_dialogue {
public:
    // Told of each command before it runs, and of its answer.
    using observer = std::function<void(std::string_view command, const agi_reply* answer)>;

    AMI_DECL agi_dialogue(agi_host& host, const agi_dialogue_settings& settings, observer watch);

    AMI_DECL void on_received(std::string_view bytes);
    AMI_DECL void on_end_of_input();
    AMI_DECL void on_digit(char digit);
    AMI_DECL void on_hangup();

    // The time that `wait` said has passed.
    AMI_DECL void on_time();

    // Bytes for the AGI server.
    AMI_DECL std::string take_output();

    // How many milliseconds the command that runs still takes, if a time ends it. The number changes if the time begins anew.
    AMI_DECL std::optional<double> wait() const;
    std::uint64_t wait_number() const noexcept { return wait_number_; }

    bool is_running() const noexcept { return running_ != nullptr; }
    bool takes_digits() const noexcept { return running_ && running_->on_digit; }

    // The connection must be closed.
    bool is_over() const noexcept { return over_; }
    AMI_DECL agi_status status() const;

private:
    AMI_DECL void step();
    AMI_DECL void execute(std::string line);
    AMI_DECL void apply(const agi_reply& reply);
    AMI_DECL void die();
    AMI_DECL void end();

    agi_host& host_;
    agi_dialogue_settings settings_;
    observer watch_;
    agi_input input_;
    std::string output_;
    std::string command_;
    std::shared_ptr<const agi_wait> running_;
    std::uint64_t wait_number_ = 0;
    bool call_ended_ = false;
    bool dead_ = false;
    bool failed_ = false;
    bool over_ = false;
    bool stepping_ = false;
};

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/agi_dialogue.ipp>
#endif

#endif // AMI_TESTING_DETAIL_AGI_DIALOGUE_HPP
