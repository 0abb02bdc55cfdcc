// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_AGI_PLAYING_IPP
#define AMI_TESTING_IMPL_AGI_PLAYING_IPP

#include <ami/client/operation/completion.hpp>
#include <ami/testing/agi_caller.hpp>

#include <ami/testing/detail/agi_caller_state.hpp>
#include <ami/testing/detail/agi_link.hpp>
#include <ami/testing/detail/scripted_channel.hpp>

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace ami::testing::detail {

// A call that `agi_caller` plays: presses the digits and ends the call when the script says so.
class agi_playing : public std::enable_shared_from_this<agi_playing> {
public:
    agi_playing(const agi_caller_pointer& caller, ami::detail::completion<agi_played> done)
        : caller_(caller), done_(std::move(done)), digits_(caller->call.digits)
    {}

    void start()
    {
        const auto& call = caller_->call;
        auto channel = std::make_unique<scripted_channel>();
        channel_ = channel.get();
        for (const auto& [name, value] : call.variables)
            channel->set_variable(name, value);
        for (const auto& [file, length] : call.sounds)
            channel->sounds.insert_or_assign(file, static_cast<double>(length.count()));
        channel->on_hangup = [weak = weak_from_this()] {
            if (const auto self = weak.lock())
                self->hang_up();
        };
        agi_dialogue_settings how;
        how.longest_line = call.asterisk == era::asterisk_22 ? 8191 : 2047;
        how.sends_hangup = call.sends_hangup;
        how.exits_on_hangup = call.exits_on_hangup;
        how.begins_dead = call.begins_dead;
        const auto link = std::make_shared<agi_link>(
            caller_->executor, std::move(channel), how, call.second,
            [self = weak_from_this()](std::string_view command, const agi_reply* answer) {
                if (const auto alive = self.lock())
                    alive->watch(command, answer);
            },
            [self = shared_from_this()](agi_status status) { self->ended(status); });
        link_ = link;
        caller_->link = link;
        link->start(std::move(caller_->socket), std::exchange(caller_->received, {}));
        if (call.hangup_after == std::size_t(0))
            hang_up();
    }

    void abort()
    {
        if (const auto link = link_.lock())
            link->abort();
    }

private:
    void watch(std::string_view command, const agi_reply* answer)
    {
        const auto& call = caller_->call;
        if (!answer) {
            played_.commands.emplace_back(command, "");
            if (call.hangup_during == played_.commands.size())
                hang_up();
        } else {
            played_.commands.back().second = answer->text;
            if (call.hangup_after == played_.commands.size())
                hang_up();
        }
        later([](agi_playing& self) { self.press(); });
    }

    void press()
    {
        const auto link = link_.lock();
        while (link && pressed_ != digits_.size() && link->dialogue().takes_digits())
            link->on_digit(digits_[pressed_++]);
    }

    void hang_up()
    {
        later([](agi_playing& self) {
            if (const auto link = self.link_.lock())
                link->on_hangup();
        });
    }

    // After what runs now.
    void later(void (*step)(agi_playing&))
    {
        boost::asio::post(caller_->executor, [weak = weak_from_this(), step] {
            if (const auto self = weak.lock())
                step(*self);
        });
    }

    void ended(agi_status status)
    {
        played_.status = to_string(status);
        for (const auto& [name, value] : channel_->variables)
            played_.variables.emplace_back(name, value);
        ami::detail::failure error;
        if (const auto link = link_.lock(); link && link->was_aborted())
            error = ami::detail::failure(error_code(boost::asio::error::operation_aborted));
        done_.finish(std::move(error), std::move(played_));
    }

    agi_caller_pointer caller_;
    ami::detail::completion<agi_played> done_;
    std::string digits_;
    std::size_t pressed_ = 0;
    agi_played played_;
    std::weak_ptr<agi_link> link_;        // which keeps this
    scripted_channel* channel_ = nullptr; // of the link
};

AMI_DECL void start_agi_play(
    const agi_caller_pointer& caller, ami::detail::handler_for<agi_played> done, diagnostics* diag)
{
    auto slot = boost::asio::get_associated_cancellation_slot(done);
    ami::detail::completion<agi_played> completion(std::move(done), diag, caller->executor);
    if (!caller->socket.is_open()) {
        boost::asio::post(caller->executor, [completion = std::move(completion)]() mutable {
            completion.finish(
                ami::detail::failure(error_code(boost::asio::error::not_connected)), agi_played());
        });
        return;
    }
    const auto playing = std::make_shared<agi_playing>(caller, std::move(completion));
    if (slot.is_connected())
        slot.assign([weak = std::weak_ptr(playing)](boost::asio::cancellation_type) {
            if (const auto alive = weak.lock())
                alive->abort();
        });
    playing->start();
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_AGI_PLAYING_IPP
