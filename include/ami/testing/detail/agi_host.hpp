// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_AGI_HOST_HPP
#define AMI_TESTING_DETAIL_AGI_HOST_HPP

#include <ami/testing/detail/agi_reply.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace ami::testing::detail {

// The channel that AGI's commands are about, and what they need of the Asterisk around it.
class agi_host {
public:
    virtual ~agi_host() = default;

    // AST_STATE_... of a channel, or of this one if the name is empty; nothing if there is no such channel.
    virtual std::optional<int> state(std::string_view channel) const = 0;
    virtual void answer() = 0;
    virtual void hang_up() = 0;
    virtual void hang_up_after(double seconds) = 0; // 0 or less: not any more

    virtual std::optional<std::string> variable(std::string_view name) const = 0;
    virtual void set_variable(std::string_view name, std::string_view value) = 0;
    virtual std::string expand(std::string_view expression) const = 0;
    virtual void set_caller(std::string_view number, std::string_view name) = 0;

    // Where the dialplan goes on after AGI.
    virtual void set_context(std::string_view context) = 0;
    virtual void set_extension(std::string_view extension) = 0;
    virtual void set_priority(int priority) = 0;
    virtual bool has_label(std::string_view context, std::string_view extension, int priority) const = 0;

    // By path: /FAMILY/KEY.
    virtual std::map<std::string, std::string>& database() = 0;

    // How many milliseconds a sound takes; nothing if there is no such file.
    virtual std::optional<double> sound(std::string_view file) const = 0;

    virtual void user_event(std::string_view data) = 0;
};

// Sounds that every test double has: names with `no-such` are missing, `demo-congrats` takes 30 s, others are as Asterisk's `beep`.
inline std::optional<double> default_sound(std::string_view file)
{
    if (file.find("no-such") != std::string_view::npos)
        return std::nullopt;
    return file == "demo-congrats" ? 30'000 : 440;
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_DETAIL_AGI_HOST_HPP
