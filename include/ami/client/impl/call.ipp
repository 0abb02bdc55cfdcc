// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_IMPL_CALL_IPP
#define AMI_CLIENT_IMPL_CALL_IPP

#include <ami/actions/play_dtmf.hpp>
#include <ami/actions/variable.hpp>
#include <ami/client/action_id_prefix.hpp>
#include <ami/client/call.hpp>
#include <ami/client/call_registry.hpp>
#include <ami/client/call_state_observer.hpp>

#include <ami/client/impl/action_operation.hpp>

#include <boost/asio/error.hpp>
#include <fmt/format.h>

#include <atomic>
#include <functional>
#include <utility>

namespace ami {
namespace detail {

AMI_DECL const asio::any_io_executor& executor_of(const handle_pointer& handle) noexcept
{
    return handle->entry->executor;
}

// An id that no channel of any PBX has. All are of one length: Asterisk 22 refuses an id that is the beginning of a living
// channel's (channel.c, does_id_conflict).
inline std::string make_channel_id()
{
    static const std::string prefix = "ami-" + make_action_id_prefix();
    static std::atomic<std::uint64_t> count{0};
    return fmt::format("{}{:010}", prefix, ++count);
}

// Whether the session's own mask lets events of class call through.
inline bool sees_calls(const event_mask& mask)
{
    std::string_view rest = mask.text();
    while (!rest.empty()) {
        const auto comma = rest.find(',');
        const auto name = rest.substr(0, comma);
        if (iequals(name, "on") || iequals(name, "all") || iequals(name, "call"))
            return true;
        rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
    }
    return false;
}

// Makes a call: sends the originate and hands what Asterisk says of it to the tracker.
class dial_operation : public pending_action {
public:
    dial_operation(const core_pointer& core, entry_pointer entry) : core_(core), entry_(std::move(entry)) {}

    void accepted() override
    {
        accepted_ = true;
        if (const auto core = core_.lock())
            core->calls().accepted(entry_);
        on_accepted();
    }

    void complete(failure&& why, response&& answer) override
    {
        const auto core = core_.lock();
        if (!why && !answer.ok())
            why = refusal(answer, core_);
        if (!accepted_) {
            if (core)
                core->calls().forget(entry_);
            on_refused(std::move(why));
            return;
        }
        if (core && why)
            core->calls().unreported(entry_, why);
        else if (core && !answer.events().empty())
            core->calls().reported(entry_, answer.events().front());
        on_reported(std::move(why));
    }

protected:
    virtual void on_accepted() {}
    virtual void on_refused(failure why) = 0;
    virtual void on_reported(failure) {}

    std::weak_ptr<client_core> core_;
    entry_pointer entry_;

private:
    bool accepted_ = false;
};

class call_operation final : public dial_operation {
public:
    call_operation(const core_pointer& core, entry_pointer entry, completion<call> done)
        : dial_operation(core, std::move(entry)), done_(std::move(done))
    {}

private:
    void on_accepted() override { done_.finish({}, call(entry_->make_handle())); }
    void on_refused(failure why) override { done_.finish(std::move(why), {}); }

    completion<call> done_;
};

// Waits for the outcome too.
class originate_operation final
    : public dial_operation
    , public call_waiter
    , public std::enable_shared_from_this<originate_operation> {
public:
    originate_operation(const core_pointer& core, entry_pointer entry, completion<originate_outcome> done)
        : dial_operation(core, std::move(entry)), done_(std::move(done))
    {}

    void cancel(bool only_if_unsent)
    {
        if (only_if_unsent || !done_)
            return;
        // Its report may be here, and what it means not yet.
        if (const auto core = core_.lock())
            core->calls().cancel(entry_, shared_from_this());
    }

    // The report comes a moment after the answer; where it does not, the outcome will do.
    bool is_ready(const call_entry& of) const override
    {
        if (of.lost)
            return true;
        return of.outcome && (reported_ || of.state == call_state::ended);
    }

    void serve(const call_entry& of) override { finish(of.lost); }

    void fail(failure why) override
    {
        if (done_)
            done_.finish(std::move(why), {});
    }

private:
    void on_accepted() override
    {
        if (const auto core = core_.lock())
            core->calls().wait(entry_, shared_from_this());
    }

    void on_refused(failure why) override { done_.finish(std::move(why), {}); }

    void on_reported(failure why) override
    {
        reported_ = true;
        if (!done_ || (!why && !entry_->outcome && !entry_->lost))
            return; // a report that says nothing, and what does is to come
        finish(entry_->outcome ? failure() : why ? std::move(why) : entry_->lost);
    }

    void finish(failure why)
    {
        if (!done_)
            return;
        const auto self = shared_from_this();
        const auto core = core_.lock();
        if (core)
            std::erase(entry_->waiters, self);
        auto done = std::move(done_); // which leaves none behind
        auto result = why ? originate_outcome() : originate_outcome(*entry_);
        done.finish(std::move(why), std::move(result));
        if (core && !reported_)
            core->cancel(self, false);
    }

    completion<originate_outcome> done_;
    bool reported_ = false;
};

template <class Operation, class... Values>
void start_calling(
    const core_pointer& core, handler_for<Values...> done, diagnostics* why, actions::originate what)
{
    const auto slot = asio::get_associated_cancellation_slot(done);
    auto entry = std::make_shared<call_entry>(std::weak_ptr(core), core->executor());
    auto who = std::make_shared<Operation>(
        core, entry, completion<Values...>(std::move(done), why, core->executor()));
    connect_cancellation(slot, core, who,
        [](client_core& living, const std::shared_ptr<Operation>& found, asio::cancellation_type_t type) {
            const bool began = living.cancel(found, only_if_unsent(type));
            if constexpr (std::is_same_v<Operation, originate_operation>)
                asio::post(living.executor(), [found, type] { found->cancel(only_if_unsent(type)); });
            return began;
        });
    asio::dispatch(core->executor(),
        [core, who = std::move(who), entry = std::move(entry), what = std::move(what)]() mutable {
            if (what.channel_id().empty())
                what.channel_id(make_channel_id());
            auto asked = what.raw();
            const auto& settings = core->settings();
            if (!sees_calls(core->server().mask()))
                asked.refuse(errc::outcome_not_visible,
                    "the event mask is \"" + core->server().mask().text() + "\"; it needs the class call");
            if (!asked.fault()) {
                if (auto taken = core->calls().dial(entry, what.channel_id()))
                    asked.refuse(static_cast<errc>(taken.ec.value()), std::move(taken.text));
            }
            asked.add("Async", "true");
            action_terms terms{settings.action_timeout, settings.action_total_timeout,
                longer_by(what.ring_time(), settings.originate_margin)};
            core->execute(asked, terms, who);
        });
}

AMI_DECL void start_dial(
    const core_pointer& core, handler_for<call> done, diagnostics* why, actions::originate what)
{
    start_calling<call_operation, call>(core, std::move(done), why, std::move(what));
}

AMI_DECL void start_originate(
    const core_pointer& core, handler_for<originate_outcome> done, diagnostics* why, actions::originate what)
{
    start_calling<originate_operation, originate_outcome>(core, std::move(done), why, std::move(what));
}

AMI_DECL void start_calls(const core_pointer& core, handler_for<std::vector<call>> done, diagnostics* why)
{
    const auto slot = asio::get_associated_cancellation_slot(done);
    auto who = make_operation<std::vector<call>>(core, std::move(done), why,
        [weak = std::weak_ptr(core)](completion<std::vector<call>>& end, failure&& how, response&& answer) {
            if (!how && !answer.ok())
                how = refusal(answer, weak);
            std::vector<call> found;
            if (const auto living = weak.lock(); living && !how) {
                for (auto& handle : living->calls().adopt(answer.events()))
                    found.emplace_back(std::move(handle));
                living->want_events();
            }
            end.finish(std::move(how), std::move(found));
        });
    // Over HTTP events are fetched from now on: a call may end as soon as it was listed.
    asio::dispatch(core->executor(), [core] { core->want_events(); });
    run_action(core, slot, std::move(who), action("Status"));
}

// --- waiting ---------------------------------------------------------------------------------------------------------

template <class Value, class Ready, class Convert>
class waiting_operation final : public call_waiter {
public:
    waiting_operation(completion<Value> done, Ready ready, Convert convert)
        : done_(std::move(done)), ready_(std::move(ready)), convert_(std::move(convert))
    {}

    bool is_ready(const call_entry& of) const override { return of.lost || ready_(of); }

    void serve(const call_entry& of) override
    {
        if (ready_(of))
            done_.finish({}, convert_(of));
        else
            done_.finish(failure(of.lost), {});
    }

    void fail(failure why) override { done_.finish(std::move(why), {}); }

private:
    completion<Value> done_;
    Ready ready_;
    Convert convert_;
};

template <class Value, class Ready, class Convert>
void start_waiting(
    const handle_pointer& handle, handler_for<Value> done, diagnostics* why, Ready ready, Convert convert)
{
    auto slot = asio::get_associated_cancellation_slot(done);
    const auto& entry = handle->entry;
    auto who = std::make_shared<waiting_operation<Value, Ready, Convert>>(
        completion<Value>(std::move(done), why, entry->executor), std::move(ready), std::move(convert));
    if (slot.is_connected()) {
        slot.assign([entry, weak = std::weak_ptr(who)](asio::cancellation_type_t type) {
            if (type == asio::cancellation_type::none || entry->core.expired() || weak.expired())
                return;
            asio::post(entry->executor, [entry, weak] {
                const auto core = entry->core.lock();
                const auto found = weak.lock();
                if (core && found)
                    core->calls().cancel(entry, found);
            });
        });
    }
    asio::dispatch(entry->executor, [entry, who = std::move(who)] {
        if (const auto core = entry->core.lock()) {
            core->calls().wait(entry, who);
            return;
        }
        // The client is gone.
        asio::post(entry->executor, [entry, who] {
            if (who->is_ready(*entry))
                who->serve(*entry);
            else
                who->fail(asio::error::make_error_code(asio::error::operation_aborted));
        });
    });
}

AMI_DECL void start_call_answered(
    const handle_pointer& handle, handler_for<originate_outcome> done, diagnostics* why)
{
    start_waiting<originate_outcome>(
        handle, std::move(done), why, [](const call_entry& of) { return of.outcome.has_value(); },
        [](const call_entry& of) { return originate_outcome(of); });
}

AMI_DECL void start_call_ended(const handle_pointer& handle, handler_for<call_end> done, diagnostics* why)
{
    start_waiting<call_end>(
        handle, std::move(done), why, [](const call_entry& of) { return of.state == call_state::ended; },
        [](const call_entry& of) { return call_end(of); });
}

// --- acting ----------------------------------------------------------------------------------------------------------

inline failure over_failure(const call_entry& of)
{
    return {errc::call_ended, of.lost ? of.lost.ec.message() : std::string()};
}

// An action about the call's channel, whose id is that of the moment in which it is sent. On the executor.
template <class Make>
void execute_for_call(const entry_pointer& entry, std::shared_ptr<pending_action> who, Make&& make)
{
    const auto core = entry->core.lock();
    failure error;
    if (!core)
        error = asio::error::make_error_code(asio::error::operation_aborted);
    else if (entry->state == call_state::ended || entry->lost)
        error = over_failure(*entry);
    if (error) {
        asio::post(entry->executor, [who = std::move(who), error = std::move(error)]() mutable {
            who->complete(std::move(error), {});
        });
        return;
    }
    const auto& settings = core->settings();
    const action_terms terms{settings.action_timeout, settings.action_total_timeout, std::nullopt};
    core->execute(make(*entry), terms, std::move(who));
}

// The same from any thread.
template <class Make>
void run_for_call(const handle_pointer& handle, asio::cancellation_slot slot,
    std::shared_ptr<pending_action> who, Make make)
{
    const auto& entry = handle->entry;
    connect_cancellation(slot, entry->core, entry->executor, who, &cancel_action);
    asio::dispatch(entry->executor, [entry, who = std::move(who), make = std::move(make)]() mutable {
        execute_for_call(entry, std::move(who), make);
    });
}

// A refusal may mean that the channel is gone and its Hangup was not seen.
template <class... Values, class Convert>
auto make_call_operation(
    const handle_pointer& handle, handler_for<Values...> done, diagnostics* why, Convert convert)
{
    const auto& entry = handle->entry;
    const auto checked = [entry, convert](completion<Values...>& end, failure&& how, response&& answer) {
        if (!how && !answer.ok()) {
            how = refusal(answer, entry->core);
            if (const auto core = entry->core.lock())
                core->calls().verify(entry);
        }
        convert(end, std::move(how), std::move(answer));
    };
    return std::make_shared<action_operation<std::decay_t<decltype(checked)>, Values...>>(
        completion<Values...>(std::move(done), why, entry->executor), checked);
}

inline void give_response(completion<response>& end, failure&& how, response&& answer)
{
    end.finish(std::move(how), std::move(answer));
}

inline void give_nothing(completion<>& end, failure&& how, response&&)
{
    end.finish(std::move(how));
}

AMI_DECL void start_call_hangup(
    const handle_pointer& handle, handler_for<response> done, diagnostics* why, hangup_cause cause)
{
    const auto slot = asio::get_associated_cancellation_slot(done);
    const auto asked = std::make_shared<bool>(false);
    // Where it was not carried out, whoever ends the call is not this client.
    const auto take_back = [entry = handle->entry, asked](
                               completion<response>& end, failure&& how, response&& answer) {
        const bool perhaps = how.ec == errc::timed_out || how.ec == errc::outcome_unknown ||
                             how.ec == asio::error::operation_aborted;
        const auto core = entry->core.lock();
        if (how && !perhaps && core && std::exchange(*asked, false))
            core->calls().hangup_failed(entry);
        end.finish(std::move(how), std::move(answer));
    };
    run_for_call(handle, slot, make_call_operation<response>(handle, std::move(done), why, take_back),
        [cause, asked](call_entry& of) {
            ++of.hangup_asked;
            *asked = true;
            return actions::hangup(of.channel_id).cause(cause).raw();
        });
}

AMI_DECL void start_call_redirect(const handle_pointer& handle, handler_for<response> done, diagnostics* why,
    std::string context, std::string exten, std::string priority)
{
    const auto slot = asio::get_associated_cancellation_slot(done);
    run_for_call(handle, slot, make_call_operation<response>(handle, std::move(done), why, &give_response),
        [context = std::move(context), exten = std::move(exten), priority = std::move(priority)](
            const call_entry& of) {
            return actions::redirect(of.channel_id).exten(context, exten, priority).raw();
        });
}

AMI_DECL void start_call_set(
    const handle_pointer& handle, handler_for<> done, diagnostics* why, std::string name, std::string value)
{
    const auto slot = asio::get_associated_cancellation_slot(done);
    run_for_call(handle, slot, make_call_operation<>(handle, std::move(done), why, &give_nothing),
        [name = std::move(name), value = std::move(value)](
            const call_entry& of) { return actions::set_variable(name, value).of(of.channel_id).raw(); });
}

AMI_DECL void start_call_get(
    const handle_pointer& handle, handler_for<std::string> done, diagnostics* why, std::string name)
{
    const auto slot = asio::get_associated_cancellation_slot(done);
    run_for_call(handle, slot,
        make_call_operation<std::string>(handle, std::move(done), why,
            [](completion<std::string>& end, failure&& how, response&& answer) {
                end.finish(std::move(how), std::string(answer["Value"]));
            }),
        [name = std::move(name)](
            const call_entry& of) { return actions::get_variable(name).of(of.channel_id).raw(); });
}

// Several digits are several actions, which Asterisk carries out one after another. The operation ends with the last one,
// and has the first failure.
class dtmf_operation {
public:
    dtmf_operation(completion<> done, std::size_t count) : done_(std::move(done)), left_(count) {}

    void ended(failure how)
    {
        if (how && !first_)
            first_ = std::move(how);
        if (--left_ == 0)
            done_.finish(std::move(first_));
    }

private:
    completion<> done_;
    std::size_t left_;
    failure first_;
};

class digit_action final : public pending_action {
public:
    digit_action(std::shared_ptr<dtmf_operation> of, entry_pointer entry)
        : of_(std::move(of)), entry_(std::move(entry))
    {}

    void complete(failure&& why, response&& answer) override
    {
        if (!why && !answer.ok()) {
            why = refusal(answer, entry_->core);
            if (const auto core = entry_->core.lock())
                core->calls().verify(entry_);
        }
        of_->ended(std::move(why));
    }

private:
    std::shared_ptr<dtmf_operation> of_;
    entry_pointer entry_;
};

AMI_DECL void start_call_dtmf(
    const handle_pointer& handle, handler_for<> done, diagnostics* why, std::string digits)
{
    auto slot = asio::get_associated_cancellation_slot(done);
    const auto& entry = handle->entry;
    const auto count = std::max<std::size_t>(digits.size(), 1);
    const auto all =
        std::make_shared<dtmf_operation>(completion<>(std::move(done), why, entry->executor), count);
    std::vector<std::shared_ptr<pending_action>> each;
    for (std::size_t i = 0; i != count; ++i)
        each.push_back(std::make_shared<digit_action>(all, entry));
    if (slot.is_connected()) {
        slot.assign([entry, weak = std::weak_ptr(all),
                        actions = std::vector<std::weak_ptr<pending_action>>(each.begin(), each.end())](
                        asio::cancellation_type_t type) {
            if (type == asio::cancellation_type::none || entry->core.expired() || weak.expired())
                return;
            asio::post(entry->executor, [entry, actions, type] {
                const auto living = entry->core.lock();
                for (auto at = actions.rbegin(); living && at != actions.rend(); ++at) {
                    if (const auto found = at->lock())
                        cancel_action(*living, found, type);
                }
            });
        });
    }
    asio::dispatch(entry->executor, [entry, each = std::move(each), digits = std::move(digits)]() mutable {
        // Nothing is played of a text that is not all digits.
        action fault = actions::play_dtmf(entry->id, digits.empty() ? '\0' : digits.front()).raw();
        for (const char digit : digits) {
            if (auto next = actions::play_dtmf(entry->id, digit).raw(); next.fault())
                fault = std::move(next);
        }
        for (std::size_t i = 0; i != each.size(); ++i) {
            execute_for_call(entry, std::move(each[i]), [&](const call_entry& of) {
                return fault.fault() ? fault : actions::play_dtmf(of.channel_id, digits[i]).raw();
            });
        }
    });
}

} // namespace detail

AMI_DECL std::vector<std::string> call::channels() const
{
    const auto core = handle_->entry->core.lock();
    return core ? core->calls().channels_of(*handle_->entry) : std::vector<std::string>{channel()};
}

AMI_DECL call_subscription call::on_state(std::function<void(call_state)> handler)
{
    const auto& entry = handle_->entry;
    const auto observer = std::make_shared<detail::call_state_observer>(std::move(handler), entry->state);
    const auto added = entry->observers->add([observer](call_state state) { observer->tell(state); });
    boost::asio::post(entry->executor, [entry, observer, added] {
        const auto core = entry->core.lock();
        if (!core)
            return;
        // A change that the handler itself causes is kept too, and comes behind those of before.
        for (auto kept = observer->kept(); !kept.empty(); kept = observer->kept()) {
            for (const auto state : kept) {
                if (!added->cancelled && !core->is_abandoned())
                    core->guarded([&] { observer->invoke(state); });
            }
        }
        observer->start();
    });
    return {entry->observers, added};
}

} // namespace ami

#endif // AMI_CLIENT_IMPL_CALL_IPP
