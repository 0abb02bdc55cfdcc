// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_PBX_AGI_HOST_HPP
#define AMI_TESTING_DETAIL_PBX_AGI_HOST_HPP

#include <ami/detail/macros.hpp>
#include <ami/testing/detail/agi_host.hpp>
#include <ami/testing/detail/pbx.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace ami::testing::detail {

// A channel of the test server in AGI. It does not keep the channel.
class pbx_agi_host final : public agi_host {
public:
    pbx_agi_host(pbx& server, const channel_ptr& which) : pbx_(server), channel_(which) {}

    AMI_DECL std::optional<int> state(std::string_view channel) const override;
    AMI_DECL void answer() override;
    AMI_DECL void hang_up() override;
    AMI_DECL void hang_up_after(double seconds) override;

    AMI_DECL std::optional<std::string> variable(std::string_view name) const override;
    AMI_DECL void set_variable(std::string_view name, std::string_view value) override;
    AMI_DECL std::string expand(std::string_view expression) const override;
    AMI_DECL void set_caller(std::string_view number, std::string_view name) override;

    AMI_DECL void set_context(std::string_view context) override;
    AMI_DECL void set_extension(std::string_view extension) override;
    AMI_DECL void set_priority(int priority) override;
    AMI_DECL bool has_label(
        std::string_view context, std::string_view extension, int priority) const override;

    AMI_DECL std::map<std::string, std::string>& database() override;
    std::optional<double> sound(std::string_view file) const override { return default_sound(file); }
    AMI_DECL void user_event(std::string_view data) override;

private:
    pbx& pbx_;
    std::weak_ptr<channel> channel_;
};

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/pbx_agi_host.ipp>
#endif

#endif // AMI_TESTING_DETAIL_PBX_AGI_HOST_HPP
