// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SIMULATION_LIVE_WATCH_HPP
#define AMI_TESTS_SIMULATION_LIVE_WATCH_HPP

#include "simulation/surroundings.hpp"

#include <ami/client.hpp>
#include <ami/live.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace simulation {

// A model of live state: while there is no connection it says so; when nothing is on its way it is what the server has.
class live_watch {
public:
    live_watch(surroundings& world, unsigned number, bool is_wanted, bool hears_all)
        : world_(world), number_(number), is_wanted_(is_wanted), hears_all_(hears_all)
    {}

    // Who hears all has no audits that would mend what its model misses.
    void attach(ami::client& pbx)
    {
        pbx_ = &pbx;
        if (!is_wanted_)
            return;
        ami::live::options settings;
        if (hears_all_)
            settings.audit = ami::live::options::duration::max();
        model_.emplace(pbx, settings);
    }
    void detach() { model_.reset(); }

    // Whether the server refuses to send the events that the model needs.
    void set_deaf(bool is_deaf) noexcept { is_deaf_ = is_deaf; }

    void check_freshness() const
    {
        if (model_ && model_->state() == ami::live::freshness::live && is_deaf_)
            world_.complain(fmt::format("user {}: the model is live without events", number_));
        if (model_ && model_->state() == ami::live::freshness::live && !pbx_->is_ready())
            world_.complain(fmt::format("user {}: the model is live without a connection", number_));
    }

    // `is_late`: over HTTP what ended while it was being listed is shown until an audit has ended.
    void begin_audit(bool is_late)
    {
        if (!model_)
            return;
        is_audited_ = false;
        if (is_late)
            return model_->async_audit(
                [this](ami::error_code, const ami::live::audit_report&) { begin_audit(false); });
        model_->async_audit([this](ami::error_code ec, const ami::live::audit_report& report) {
            is_audited_ = true;
            world_.note(fmt::format(
                "user {}: an audit ends: {}, {}", number_, ec.value(), report.differences().size()));
            if (ec)
                return world_.complain(fmt::format("user {}: an audit fails: {}", number_, ec.message()));
            for (const auto& each : report.differences())
                world_.complain(fmt::format("user {}: the model differs: {}", number_, each.text()));
        });
    }

    // What is wrong with the model; empty if nothing is. Nothing is on its way.
    std::string mismatch(std::vector<std::string> channels) const
    {
        if (!model_)
            return {};
        if (!is_audited_)
            return fmt::format("user {}: the audit has not ended", number_);
        if (model_->state() != ami::live::freshness::live)
            return fmt::format("user {}: the model does not become live", number_);
        std::vector<std::string> shown;
        for (const auto& each : model_->channels())
            shown.emplace_back(each.name());
        std::sort(shown.begin(), shown.end());
        std::sort(channels.begin(), channels.end());
        if (shown != channels)
            return fmt::format("user {}: the model shows channels {}, the server has {}", number_,
                fmt::join(shown, " "), fmt::join(channels, " "));
        return {};
    }

private:
    surroundings& world_;
    unsigned number_;
    bool is_wanted_;
    bool hears_all_;
    bool is_audited_ = true;
    bool is_deaf_ = false;
    ami::client* pbx_ = nullptr;
    std::optional<ami::live::model> model_;
};

} // namespace simulation

#endif // AMI_TESTS_SIMULATION_LIVE_WATCH_HPP
