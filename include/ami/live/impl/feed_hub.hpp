// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_LIVE_IMPL_FEED_HUB_HPP
#define AMI_LIVE_IMPL_FEED_HUB_HPP

#include <ami/session/live/all_records.hpp>
#include <ami/session/live/call.hpp>
#include <ami/session/live/change.hpp>
#include <ami/session/live/fault.hpp>
#include <ami/session/live/pbx_state.hpp>

#include <ami/detail/macros.hpp>
#include <ami/detail/shared_object.hpp>
#include <ami/live/impl/feed_entry.hpp>
#include <ami/live/impl/feed_state.hpp>
#include <ami/live/impl/live_core.hpp>
#include <ami/live/impl/live_follower.hpp>

#include <cstdint>
#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace ami::detail {

// All feeds of a model: numbers what changes, and makes each item once for all of them. The model's core owns it. As long as there
// is no feed, it has no handlers: the model does not make records for nobody.
//
// A snapshot is taken only when the model has settled: then the stores have exactly what handlers were told, so that the next
// change follows the snapshot. Of many records it is taken in several turns of the executor.
class feed_hub final
    : public live_follower
    , public shared_from_this_of<feed_hub> {
public:
    AMI_DECL static std::shared_ptr<feed_hub> of(live_core& model);

    explicit feed_hub(live_core& model) noexcept
        : live_follower(std::type_identity<feed_hub>()), model_(model)
    {}

    AMI_DECL void add(const std::shared_ptr<feed_state>& feed);
    // A feed has ended.
    AMI_DECL void on_closed();
    // Whether there is something for a feed to wait for no longer.
    AMI_DECL bool has_answer(feed_state& feed) const;
    // It waits, and there is an answer.
    AMI_DECL void on_wait(feed_state& feed);

    // --- live_follower
    AMI_DECL void on_occasion(live_occasion occasion);

private:
    template <class Record>
    using subscription = std::shared_ptr<typename live_core::handlers<Record>::entry>;

    AMI_DECL void follow();
    AMI_DECL void unfollow();
    template <class Record>
    void follow_changes();
    template <class Record>
    void unfollow_changes();
    // The next item, which `render` makes the text of.
    template <class Render>
    void push(const Render& render);
    AMI_DECL void on_freshness(live::freshness now);
    AMI_DECL void look_for_faults();
    AMI_DECL void serve_all();
    AMI_DECL void serve(feed_state& feed);
    AMI_DECL std::vector<std::shared_ptr<feed_state>> living();
    // False if it takes another turn.
    AMI_DECL bool take_snapshot();
    AMI_DECL void go_on_later();

    live_core& model_; // it owns this
    decltype(std::tuple_cat(std::declval<of_each_kind<subscription>>(),
        std::declval<std::tuple<subscription<live::call>>>())) changes_;
    std::shared_ptr<live_core::freshness_handlers::entry> freshness_; // null while nobody follows
    std::uint64_t number_ = 0;
    std::vector<std::weak_ptr<feed_state>> feeds_;
    std::shared_ptr<feed_entry> snapshot_;  // of this number
    std::unique_ptr<all_records> snapping_; // the next one, of which some is taken
    bool goes_on_ = false;                  // in another turn
    std::vector<live::fault> faults_;       // as they were told
    bool may_have_other_faults_ = true;
    bool is_due_ = false; // somebody may be waiting for what there is
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/live/impl/feed_hub.ipp>
#endif

#endif // AMI_LIVE_IMPL_FEED_HUB_HPP
