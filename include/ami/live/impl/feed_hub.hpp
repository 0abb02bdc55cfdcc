// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_LIVE_IMPL_FEED_HUB_HPP
#define AMI_LIVE_IMPL_FEED_HUB_HPP

#include <ami/session/live/change.hpp>
#include <ami/session/live/fault.hpp>

#include <ami/detail/macros.hpp>
#include <ami/detail/shared_object.hpp>
#include <ami/live/impl/feed_entry.hpp>
#include <ami/live/impl/feed_state.hpp>
#include <ami/live/impl/live_core.hpp>
#include <ami/live/impl/live_follower.hpp>

#include <cstdint>
#include <memory>
#include <type_traits>
#include <vector>

namespace ami::detail {

// All feeds of a model: numbers what changes, and makes each item once for all of them. The model's core owns it.
//
// A snapshot is taken only when the model has settled: then the stores have exactly what handlers were told, so that the next
// change follows the snapshot.
class feed_hub final
    : public live_follower
    , public shared_from_this_of<feed_hub> {
public:
    AMI_DECL static std::shared_ptr<feed_hub> of(live_core& model);

    explicit feed_hub(live_core& model) noexcept
        : live_follower(std::type_identity<feed_hub>()), model_(model)
    {}

    void add(const std::shared_ptr<feed_state>& feed) { feeds_.push_back(feed); }
    // Whether there is something for a feed to wait for no longer.
    AMI_DECL bool has_answer(feed_state& feed) const;
    // It waits, and there is an answer.
    AMI_DECL void on_wait(feed_state& feed);

    // --- live_follower
    AMI_DECL void on_occasion(live_occasion occasion);

private:
    AMI_DECL void follow();
    template <class Record>
    void follow_changes();
    // The next item, which `render` makes the text of.
    template <class Render>
    void push(const Render& render);
    AMI_DECL void on_freshness(live::freshness now);
    AMI_DECL void look_for_faults();
    AMI_DECL void serve_all();
    AMI_DECL void serve(feed_state& feed);
    AMI_DECL std::vector<std::shared_ptr<feed_state>> living();
    AMI_DECL std::shared_ptr<feed_entry> snapshot();

    live_core& model_; // it owns this
    std::uint64_t number_ = 0;
    std::vector<std::weak_ptr<feed_state>> feeds_;
    std::shared_ptr<feed_entry> snapshot_; // of this number
    std::vector<live::fault> faults_;      // as they were told
    bool may_have_other_faults_ = true;
    bool is_due_ = false; // somebody may be waiting for what there is
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/live/impl/feed_hub.ipp>
#endif

#endif // AMI_LIVE_IMPL_FEED_HUB_HPP
