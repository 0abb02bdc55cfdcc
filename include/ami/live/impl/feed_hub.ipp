// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_LIVE_IMPL_FEED_HUB_IPP
#define AMI_LIVE_IMPL_FEED_HUB_IPP

#include <ami/client/client_core.hpp>
#include <ami/net/erased_function.hpp>
#include <ami/session/live/feed_json.hpp>

#include <ami/detail/shared_object.hpp>
#include <ami/live/impl/feed_hub.hpp>

#include <algorithm>
#include <tuple>
#include <utility>

namespace ami::detail {

AMI_DECL std::shared_ptr<feed_hub> feed_hub::of(live_core& model)
{
    auto& known = model.follower();
    if (!known)
        known = make_shared_object<feed_hub>(model);
    return std::static_pointer_cast<feed_hub>(known);
}

// --- what changes ------------------------------------------------------------------------------------------------------

AMI_DECL void feed_hub::follow()
{
    const auto follow_one = [this]<class Record>(const record_store<Record>&) { follow_changes<Record>(); };
    std::apply([&](const auto&... each) { (follow_one(each), ...); }, model_.state().stores());
    follow_changes<live::call>();
    freshness_ = model_.on_freshness()->add([this](live::freshness now) { on_freshness(now); });
}

AMI_DECL void feed_hub::unfollow()
{
    const auto drop = [this]<class Record>(const record_store<Record>&) { unfollow_changes<Record>(); };
    std::apply([&](const auto&... each) { (drop(each), ...); }, model_.state().stores());
    unfollow_changes<live::call>();
    model_.on_freshness()->remove(std::exchange(freshness_, nullptr));
    snapshot_.reset();
    snapping_.reset();
    faults_.clear();
    may_have_other_faults_ = true;
    ++number_; // what changes from now on has no number
}

template <class Record>
void feed_hub::follow_changes()
{
    std::get<subscription<Record>>(changes_) =
        model_.handlers_of<Record>()->add([this](const live::change<Record>& change) {
            push([change](std::uint64_t number) { return change_json(number, change); });
            if (snapping_)
                snapping_->apply(change);
        });
}

template <class Record>
void feed_hub::unfollow_changes()
{
    model_.handlers_of<Record>()->remove(std::exchange(std::get<subscription<Record>>(changes_), nullptr));
}

template <class Render>
void feed_hub::push(const Render& render)
{
    ++number_;
    snapshot_.reset();
    is_due_ = true;
    std::shared_ptr<feed_entry> item;
    for (const auto& each : feeds_) {
        const auto feed = each.lock();
        if (!feed || feed->queue().needs_snapshot())
            continue;
        if (!item)
            item = make_feed_entry(number_, false, render);
        feed->queue().push(item);
    }
}

// Faults come before a state that they qualify.
AMI_DECL void feed_hub::on_freshness(live::freshness now)
{
    if (now == live::freshness::live)
        look_for_faults();
    push([now](std::uint64_t number) { return state_json(number, now); });
}

// While lists are asked for or the connection is lost, what cannot be shown is not known: what was told stays.
AMI_DECL void feed_hub::look_for_faults()
{
    if (model_.state().freshness() != live::freshness::live)
        return;
    may_have_other_faults_ = false;
    auto now = model_.faults();
    const auto is_same = [](const live::fault& a, const live::fault& b) {
        return a.of() == b.of() && a.text() == b.text();
    };
    if (std::equal(now.begin(), now.end(), faults_.begin(), faults_.end(), is_same))
        return;
    faults_ = std::move(now);
    push([faults = faults_](std::uint64_t number) { return faults_json(number, faults); });
}

// --- who reads it ------------------------------------------------------------------------------------------------------

AMI_DECL void feed_hub::add(const std::shared_ptr<feed_state>& feed)
{
    if (!freshness_)
        follow();
    feeds_.push_back(feed);
}

AMI_DECL void feed_hub::on_closed()
{
    if (freshness_ && living().empty())
        unfollow();
}

AMI_DECL void feed_hub::on_occasion(live_occasion occasion)
{
    const auto keep = shared_from_this(); // a handler may end the model
    switch (occasion) {
    case live_occasion::faults_may_differ: may_have_other_faults_ = true; return;
    case live_occasion::settled:
        if (is_due_ || may_have_other_faults_)
            serve_all();
        return;
    case live_occasion::session_over: serve_all(); return;
    case live_occasion::ended:
        for (const auto& each : living())
            each->end();
        return;
    case live_occasion::dropped:
        for (const auto& each : living())
            each->drop();
        return;
    }
}

AMI_DECL void feed_hub::serve_all()
{
    const auto feeds = living();
    if (feeds.empty())
        return;
    is_due_ = false;
    if (may_have_other_faults_)
        look_for_faults();
    for (const auto& each : feeds)
        serve(*each);
    if (std::none_of(
            feeds.begin(), feeds.end(), [](const auto& each) { return each->queue().needs_snapshot(); }))
        snapping_.reset();
}

AMI_DECL bool feed_hub::has_answer(feed_state& feed) const
{
    if (feed.queue().needs_snapshot() || !feed.queue().empty())
        return true;
    const auto client = model_.client().lock();
    return model_.knows_all() && model_.session_end() && client && !client->is_active();
}

AMI_DECL void feed_hub::on_wait(feed_state& feed)
{
    const auto keep = shared_from_this(); // the feed's handler may end the model
    const auto keep_model = model_.weak_from_this().lock();
    if (!keep_model)
        return;
    if (feed.queue().needs_snapshot() && may_have_other_faults_)
        serve_all();
    else
        serve(feed);
}

AMI_DECL void feed_hub::serve(feed_state& feed)
{
    if (!feed.is_waiting() || !has_answer(feed))
        return;
    auto& queue = feed.queue();
    if (queue.needs_snapshot()) {
        if (!model_.is_settled()) {
            is_due_ = true;
            return;
        }
        if (!take_snapshot())
            return;
        const auto item = snapshot_;
        queue.begin_after_snapshot();
        return feed.answer(item);
    }
    if (!queue.empty())
        feed.answer(queue.pop());
    else
        feed.fail(model_.session_end());
}

// Handlers may add and end feeds.
AMI_DECL std::vector<std::shared_ptr<feed_state>> feed_hub::living()
{
    std::vector<std::shared_ptr<feed_state>> all;
    all.reserve(feeds_.size());
    std::erase_if(feeds_, [&](const auto& each) {
        auto feed = each.lock();
        if (!feed || feed->is_over())
            return true;
        all.push_back(std::move(feed));
        return false;
    });
    return all;
}

AMI_DECL bool feed_hub::take_snapshot()
{
    if (snapshot_)
        return true;
    if (goes_on_)
        return false;
    if (!snapping_)
        snapping_ = std::make_unique<all_records>();
    if (!snapping_->collect(model_.state())) {
        go_on_later();
        return false;
    }
    snapshot_ = make_feed_entry(number_, true,
        [state = model_.state().freshness(), faults = faults_, records = std::move(*snapping_)](
            std::uint64_t number) { return snapshot_json(number, state, faults, records); });
    snapping_.reset();
    return true;
}

AMI_DECL void feed_hub::go_on_later()
{
    goes_on_ = true;
    post_function(model_.executor(), [weak = weak_from_this(), weak_model = model_.weak_from_this()] {
        const auto model = weak_model.lock();
        const auto hub = weak.lock();
        if (!model || !hub)
            return;
        hub->goes_on_ = false;
        hub->serve_all();
    });
}

// --- feed_state --------------------------------------------------------------------------------------------------------

AMI_DECL void feed_state::wait(std::shared_ptr<waiter> pending)
{
    if (is_over_)
        return fail_later(std::move(pending), failure(aborted()));
    if (waiter_)
        return fail_later(std::move(pending), {errc::already_waiting, {}});
    waiter_ = std::move(pending);
    if (const auto hub = hub_.lock(); hub && hub->has_answer(*this))
        post_function(executor(), [self = shared_from_this()] {
            if (const auto living = self->hub_.lock())
                living->on_wait(*self);
        });
}

} // namespace ami::detail

#endif // AMI_LIVE_IMPL_FEED_HUB_IPP
