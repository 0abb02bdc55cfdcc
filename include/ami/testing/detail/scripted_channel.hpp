// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_SCRIPTED_CHANNEL_HPP
#define AMI_TESTING_DETAIL_SCRIPTED_CHANNEL_HPP

#include <ami/detail/macros.hpp>
#include <ami/testing/detail/agi_host.hpp>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace ami::testing::detail {

// A channel without an Asterisk: what commands of AGI read and change is kept here.
class scripted_channel final : public agi_host {
public:
    std::string name = "Local/1@agi-caller-00000000;2";
    int channel_state = 6;
    std::map<std::string, std::string, std::less<>> variables;
    std::map<std::string, double, std::less<>> sounds; // milliseconds; negative: there is no such file
    std::function<void()> on_hangup;

    AMI_DECL std::optional<int> state(std::string_view channel) const override;
    void answer() override { channel_state = 6; }
    void hang_up() override { on_hangup(); }
    void hang_up_after(double) override {} // the script decides when the call ends

    AMI_DECL std::optional<std::string> variable(std::string_view variable_name) const override;
    AMI_DECL void set_variable(std::string_view variable_name, std::string_view value) override;
    AMI_DECL std::string expand(std::string_view expression) const override;
    AMI_DECL void set_caller(std::string_view number, std::string_view caller_name) override;

    void set_context(std::string_view context) override { set_variable("CONTEXT", context); }
    void set_extension(std::string_view extension) override { set_variable("EXTEN", extension); }
    void set_priority(int priority) override { set_variable("PRIORITY", std::to_string(priority)); }
    bool has_label(std::string_view, std::string_view, int) const override { return false; }

    std::map<std::string, std::string>& database() override { return database_; }
    AMI_DECL std::optional<double> sound(std::string_view file) const override;
    void user_event(std::string_view) override {} // nobody could see it

private:
    std::map<std::string, std::string> database_;
};

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/scripted_channel.ipp>
#endif

#endif // AMI_TESTING_DETAIL_SCRIPTED_CHANNEL_HPP
