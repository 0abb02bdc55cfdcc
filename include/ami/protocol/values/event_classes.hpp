// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_VALUES_EVENT_CLASSES_HPP
#define AMI_PROTOCOL_VALUES_EVENT_CLASSES_HPP

#include <ami/detail/macros.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ami::detail {

// A set of classes of events (manager.h: EVENT_FLAG_*).
class event_classes {
public:
    constexpr event_classes() noexcept = default; // none
    constexpr explicit event_classes(std::uint32_t bits) noexcept : bits_(bits) {}

    // Also those that this version does not know.
    static constexpr event_classes every() noexcept { return event_classes(UINT32_MAX); }
    static constexpr event_classes system() noexcept { return event_classes(1 << 0); }
    static constexpr event_classes call() noexcept { return event_classes(1 << 1); }

    // The place of one class among the bits; nothing if no Asterisk has it.
    AMI_COLD static AMI_DECL std::optional<unsigned> place_of(std::string_view name) noexcept;
    // Of names with commas between. What is no class is ignored, as Asterisk does; `all` is every class.
    AMI_COLD static AMI_DECL event_classes of_names(std::string_view names) noexcept;
    // All names, with commas between.
    AMI_COLD static AMI_DECL std::string all_names();

    constexpr bool empty() const noexcept { return bits_ == 0; }
    constexpr std::uint32_t bits() const noexcept { return bits_; }
    constexpr bool includes(event_classes others) const noexcept { return (others.bits_ & ~bits_) == 0; }

    // As a mask: `on`, `off`, or names with commas between.
    AMI_COLD AMI_DECL std::string text() const;

    friend constexpr event_classes operator|(event_classes a, event_classes b) noexcept
    {
        return event_classes(a.bits_ | b.bits_);
    }
    friend constexpr bool operator==(event_classes a, event_classes b) noexcept { return a.bits_ == b.bits_; }

private:
    std::uint32_t bits_ = 0;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/protocol/values/impl/event_classes.ipp>
#endif

#endif // AMI_PROTOCOL_VALUES_EVENT_CLASSES_HPP
