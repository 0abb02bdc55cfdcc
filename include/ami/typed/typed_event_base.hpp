// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TYPED_TYPED_EVENT_BASE_HPP
#define AMI_TYPED_TYPED_EVENT_BASE_HPP

#include <ami/protocol/wire/packet_view.hpp>
#include <ami/typed/field.hpp>
#include <ami/typed/list_field.hpp>
#include <ami/typed/secret_field.hpp>
#include <ami/typed/text_field.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ami {

/// What a typed event is made of: a view of the event, whose headers are looked up when they are asked for. Making one
/// parses nothing. It is valid as long as the event's bytes; `ami::owned` keeps them.
///
/// Classes for events of other modules, and for UserEvents, are written like those of `ami::events`:
///
///     class order_placed : public ami::typed_event_base {
///     public:
///         static constexpr std::string_view event_name = "UserEvent";
///         static constexpr std::string_view user_event = "OrderPlaced"; // only for a UserEvent: its `UserEvent:` header
///         using typed_event_base::typed_event_base;
///         ami::text_field customer() const noexcept { return header("Customer"); }
///         ami::field<std::int64_t> amount() const noexcept { return header("Amount"); }
///     };
///     pbx.on<order_placed>([](const order_placed& e) { ... });
///
/// An event that only ever is an item of a list has `static constexpr bool only_in_lists = true`.
class typed_event_base {
public:
    /// The typed view of an event.
    explicit typed_event_base(const event_view& event) noexcept : event_(event) {}

    /// The event with everything that it has.
    event_view raw() const noexcept { return event_; }

    /// The value of any header, for what the type does not know. Empty if there is none.
    std::string_view operator[](std::string_view header) const noexcept { return event_[header]; }

protected:
    /// What an accessor returns: a header becomes a field of any type.
    field_source header(const char* name) const noexcept { return {"", name, event_.find(name)}; }

    /// One of several headers whose names differ in a number: `Report0DLSR` is header("Report#DLSR", 0).
    AMI_DECL field_source header(const char* name, std::size_t number) const noexcept;

    /// One whose name has more than letters and digits: mxml spells it otherwise.
    AMI_DECL field_source punctuated(const char* name) const noexcept;

    /// The event itself.
    const event_view& view() const noexcept { return event_; }

private:
    event_view event_;
};

/// The event that ends a list.
class list_completion : public typed_event_base {
public:
    using typed_event_base::typed_event_base;

    /// How many items Asterisk counted. Some actions count something else.
    field<std::int64_t> list_items() const noexcept { return header("ListItems"); }
    /// `EventList`: `Complete`, or `cancelled` if the list is not complete.
    text_field event_list() const noexcept { return header("EventList"); }
};

} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/typed/impl/typed_event_base.ipp>
#endif

#endif // AMI_TYPED_TYPED_EVENT_BASE_HPP
