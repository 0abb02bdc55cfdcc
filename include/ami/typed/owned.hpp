// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TYPED_OWNED_HPP
#define AMI_TYPED_OWNED_HPP

#include <ami/protocol/wire/packet.hpp>
#include <ami/typed/typed_event_base.hpp>

#include <concepts>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

namespace ami {

/// A typed event that owns its bytes, for coroutines and for what is kept. `->` makes the view. A view cannot be taken from a
/// temporary object: give it a name.
///
///     pbx.on<ami::events::hangup>([](ami::owned<ami::events::hangup> e) -> asio::awaitable<void> {
///         co_await something();
///         fmt::print("{}\n", e->channel());
///     });
template <class E>
class owned {
    static_assert(std::derived_from<E, typed_event_base>, "owned is for typed events");

public:
    class arrow {
    public:
        explicit arrow(const event_view& event) noexcept : typed_(event) {}
        const E* operator->() const noexcept { return &typed_; }

    private:
        E typed_;
    };

    owned() = default;
    /// Takes the event.
    explicit owned(event from) : event_(std::move(from)) {}
    /// Copies the event.
    explicit owned(const event_view& from) : event_(from) {}

    /// An event of a stream; `lost` events were lost directly before it.
    owned(event from, std::uint64_t lost) : event_(std::move(from)), lost_(lost) {}

    /// The typed view of the event, for the length of the expression.
    arrow operator->() const& noexcept { return arrow(event_.view()); }
    arrow operator->() const&& = delete;

    /// The typed view of the event.
    E operator*() const& noexcept { return E(event_.view()); }
    E operator*() const&& = delete;

    /// The event with everything that it has.
    const event& raw() const& noexcept { return event_; }
    event raw() && noexcept { return std::move(event_); }

    /// The value of any header; empty if there is none.
    std::string_view operator[](std::string_view header) const& noexcept { return event_[header]; }
    std::string_view operator[](std::string_view header) const&& = delete;

    /// For an event of a stream: how many events of the stream were lost directly before it.
    std::uint64_t lost() const noexcept { return lost_; }

private:
    event event_;
    std::uint64_t lost_ = 0;
};

} // namespace ami

#endif // AMI_TYPED_OWNED_HPP
