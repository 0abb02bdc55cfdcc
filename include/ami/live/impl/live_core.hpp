// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_LIVE_IMPL_LIVE_CORE_HPP
#define AMI_LIVE_IMPL_LIVE_CORE_HPP

#include <ami/client/connection/deadline_timer.hpp>
#include <ami/client/events/handler_list.hpp>
#include <ami/client/operation/completion.hpp>
#include <ami/live/options.hpp>
#include <ami/protocol/values/certainty.hpp>
#include <ami/protocol/values/user_rights.hpp>
#include <ami/protocol/wire/action.hpp>
#include <ami/session/events/subscription_entry.hpp>
#include <ami/session/live/audit_report.hpp>
#include <ami/session/live/audit_rounds.hpp>
#include <ami/session/live/pbx_state.hpp>

#include <ami/detail/macros.hpp>
#include <ami/detail/shared_object.hpp>
#include <ami/live/impl/live_follower.hpp>
#include <ami/live/impl/untold_changes.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace ami::detail {

class client_core;

// Carries out for a model what `pbx_state` decides: subscribes to events, asks for lists, one after another, and tells handlers
// what changed. It belongs to the user's `live::model`; all of it runs on the client's executor.
class live_core final : public shared_from_this_of<live_core> {
public:
    template <class Record>
    using handlers = handler_list<const live::change<Record>&>;
    using freshness_handlers = handler_list<live::freshness>;
    using waiter = completion<>;
    using audit_waiter = completion<live::audit_report>;

    AMI_DECL live_core(const std::shared_ptr<client_core>& core, const live::options& settings);
    live_core(const live_core&) = delete;
    live_core& operator=(const live_core&) = delete;

    // Once, after it is owned by a shared pointer.
    AMI_DECL void begin();
    // The user's model is gone.
    AMI_DECL void end();

    // Completes when everything was listed.
    AMI_DECL void wait_filled(std::shared_ptr<waiter> done);
    // False if it does not wait. It completes later.
    AMI_DECL bool cancel_wait(const std::shared_ptr<waiter>& which);

    // Completes with the report of an audit that begins now, or after the one that is under way.
    AMI_DECL void wait_audit(std::shared_ptr<audit_waiter> done);
    AMI_DECL bool cancel_audit(const std::shared_ptr<audit_waiter>& which);

    AMI_DECL std::vector<live::fault> faults() const;

    pbx_state& state() noexcept { return state_; }
    const pbx_state& state() const noexcept { return state_; }
    const std::weak_ptr<client_core>& client() const noexcept { return core_; }
    const executor_pointer& shared_executor() const noexcept { return executor_; }
    const boost::asio::any_io_executor& executor() const noexcept { return executor_->get(); }
    template <class Record>
    const std::shared_ptr<handlers<Record>>& handlers_of() noexcept
    {
        return std::get<std::shared_ptr<handlers<Record>>>(handlers_);
    }
    const std::shared_ptr<freshness_handlers>& on_freshness() noexcept { return on_freshness_; }
    // The model, or its client, is gone: what is built on the model has nothing to wait for.
    const std::shared_ptr<handler_list<>>& on_stop() noexcept { return on_stop_; }
    AMI_DECL moment at() const;

    // What else follows the model: null until somebody sets it.
    std::shared_ptr<live_follower>& follower() noexcept { return follower_; }
    // Whether handlers know all that is known, and no list is being read.
    bool is_settled() const noexcept { return !pumping_ && !is_over_ && !state_.is_reading() && knows_all(); }
    bool knows_all() const noexcept { return untold_.empty() && state_.calls().calls().has_told_all(); }
    bool is_over() const noexcept { return is_over_; }
    // Why there is no session any more; nothing before the first one and in one.
    const failure& session_end() const noexcept { return session_end_; }

    // --- by live_registry
    AMI_DECL void ready();
    AMI_DECL void lost();
    AMI_DECL void over(const failure& error);
    AMI_DECL void abandoned(const failure& error);
    AMI_DECL void drop() noexcept;

private:
    template <class Record>
    using handlers_pointer = std::shared_ptr<handlers<Record>>;
    using all_handlers = decltype(std::tuple_cat(std::declval<std::tuple<handlers_pointer<live::call>>>(),
        std::declval<of_each_kind<handlers_pointer>>()));

    class list_operation;
    class rights_question;
    struct awaited_audit {
        std::shared_ptr<audit_waiter> waiter;
        audit_rounds::number round;
    };
    using awaited_audits = std::vector<awaited_audit>;

    AMI_DECL void on_event(const event_view& event);
    // What the user may read, if nobody knows it: before that is known, nobody is told that the model is filled.
    AMI_DECL void look_for_rights();
    AMI_DECL void ask_for_rights(const action& request);
    AMI_DECL void on_rights(const failure& error, const response& answer);
    // Whether an event can come.
    static AMI_DECL assessment assess(const client_core& core, std::string_view event);
    bool is_filled() const noexcept
    {
        return state_.freshness() == live::freshness::live && !is_looking_for_rights_;
    }
    // Before anything changes: records of calls are made for those who are told.
    void watch_calls() noexcept { state_.calls().calls().watch(!handlers_of<live::call>()->empty()); }
    // Asks for the next list of a state; false if it needs none.
    AMI_DECL bool ask_next(pbx_state& state, std::uint64_t& number);
    AMI_DECL void ask(pbx_state& state, const wanted_list& list);
    // The state that asked for the list; null if nobody waits for it any more.
    AMI_DECL pbx_state* state_that_asked(std::uint64_t number) noexcept;
    AMI_DECL void on_answer(pbx_state& state, const failure& error, const response& answer);
    // After something happened: users' handlers run in here, and may come back to any function of this class.
    AMI_DECL void pump();
    AMI_DECL void pump_portion(std::size_t most);
    AMI_DECL bool tell_changes(std::size_t& most);
    AMI_DECL void take_changes();
    AMI_DECL void go_on_later();
    AMI_DECL bool tell_freshness();
    AMI_DECL void log_full_parts();
    AMI_DECL void finish_waiters(const failure& error);
    // In a later turn: for whoever calls from the user's code.
    AMI_DECL void abort_waiters();
    // True if an audit was begun, or is over.
    AMI_DECL bool run_audit();
    // All that wait for an audit, which ends with them.
    AMI_DECL awaited_audits take_awaited_audits();
    AMI_DECL void finish_audits(const failure& error);
    // Nothing is told any more.
    AMI_DECL void stop();
    AMI_DECL void rearm();
    AMI_DECL void tell_follower(live_occasion occasion);

    std::weak_ptr<client_core> core_;
    executor_pointer executor_; // operations may outlive the client
    pbx_state state_;
    std::shared_ptr<subscription_entry> subscribed_;
    all_handlers handlers_;
    std::shared_ptr<freshness_handlers> on_freshness_;
    std::shared_ptr<handler_list<>> on_stop_;
    untold_changes untold_;
    live::freshness told_freshness_ = live::freshness::none;
    std::shared_ptr<live_follower> follower_;
    std::vector<std::shared_ptr<waiter>> waiters_;
    deadline_timer timer_;
    audit_rounds audits_;
    awaited_audits awaited_audits_;
    std::uint64_t lists_ = 0; // counts the lists that were asked for
    std::uint64_t list_ = 0;  // the one that is under way
    std::uint64_t audit_list_ = 0;
    live::part logged_full_ = live::part::none;
    failure session_end_;
    std::optional<user_rights> rights_; // as far as they are known
    std::uint64_t session_ = 0;         // counts the sessions
    bool is_looking_for_rights_ = false;
    bool pumping_ = false;
    bool goes_on_ = false;     // another turn will tell more
    bool lacks_calls_ = false; // some changes of calls belong to what was taken last
    bool is_over_ = false;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/live/impl/live_core.ipp>
#include <ami/live/impl/live_core_audit.ipp>
#include <ami/live/impl/live_core_lists.ipp>
#include <ami/live/impl/live_core_rights.ipp>
#include <ami/live/impl/live_core_telling.ipp>
#endif

#endif // AMI_LIVE_IMPL_LIVE_CORE_HPP
