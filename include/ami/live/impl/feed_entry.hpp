// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_LIVE_IMPL_FEED_ENTRY_HPP
#define AMI_LIVE_IMPL_FEED_ENTRY_HPP

#include <ami/detail/shared_object.hpp>

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ami::detail {

// What the copies of an item share. Its text is made when somebody asks for it first, on whichever thread.
class feed_entry {
public:
    feed_entry(const feed_entry&) = delete;
    feed_entry& operator=(const feed_entry&) = delete;

    std::uint64_t number() const noexcept { return number_; }
    bool is_snapshot() const noexcept { return is_snapshot_; }
    std::string_view json()
    {
        std::call_once(once_, [this] { text_ = render_(*this); });
        return text_;
    }

protected:
    using function = std::string (*)(feed_entry&);

    feed_entry(std::uint64_t number, bool is_snapshot, function render) noexcept
        : number_(number), is_snapshot_(is_snapshot), render_(render)
    {}
    ~feed_entry() = default;

private:
    std::uint64_t number_;
    bool is_snapshot_;
    function render_;
    std::once_flag once_;
    std::string text_;
};

// An entry of which `render(number)` makes the text.
template <class Render>
class feed_entry_of final : public feed_entry {
public:
    feed_entry_of(std::uint64_t number, bool is_snapshot, Render render)
        : feed_entry(number, is_snapshot,
              [](feed_entry& self) {
                  // The records of a snapshot go when its text is there, on the thread that has made it.
                  const auto made = std::exchange(static_cast<feed_entry_of&>(self).render_, std::nullopt);
                  return (*made)(self.number());
              }),
          render_(std::move(render))
    {}

private:
    std::optional<Render> render_;
};

template <class Render>
std::shared_ptr<feed_entry> make_feed_entry(std::uint64_t number, bool is_snapshot, Render render)
{
    return make_shared_object<feed_entry_of<Render>>(number, is_snapshot, std::move(render));
}

} // namespace ami::detail

#endif // AMI_LIVE_IMPL_FEED_ENTRY_HPP
