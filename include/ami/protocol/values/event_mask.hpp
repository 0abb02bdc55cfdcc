// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_VALUES_EVENT_MASK_HPP
#define AMI_PROTOCOL_VALUES_EVENT_MASK_HPP

#include <ami/protocol/errors/error.hpp>
#include <ami/protocol/values/event_classes.hpp>

#include <ami/detail/macros.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace ami {

/// Which classes of events a session wants, for example `ami::event_mask{"system,call,agent"}`.
///
/// Asterisk misreads masks without an error (protocol/README.md 2.5): an unknown name means no class, a blank hides the
/// class after it, an empty element means all classes. So the client checks the text. The operation that gets a faulty
/// mask fails with `errc::invalid_event_mask`.
class event_mask {
public:
    /// Every class.
    event_mask() : text_("on") {}

    /// What the subscriptions need. `config::events` is this mask if nothing else is set.
    ///
    /// The client asks for the classes of the events that are subscribed to, expected or streamed, of calls that are followed
    /// and of AGI. An event that the client does not know, an empty name and `on_if` without a name need every class. If a
    /// class is added, the client sends the mask, and a Ping, before any action that is started later: events that this action
    /// causes are seen. (Not while a mask of the program is pending.) For what others cause wait for
    /// `subscription::async_in_force` or `client::async_in_force`. A class that is not needed any more is dropped after 5 s;
    /// over HTTP not while actions are pending, and the last one by `http_settings::event_idle_timeout`. Over TCP and TLS each
    /// login asks for class `system` too, since FullyBooted follows it.
    static event_mask automatic()
    {
        event_mask mask;
        mask.text_ = "automatic";
        mask.is_automatic_ = true;
        return mask;
    }

    /// A list of classes with commas between, `on`, `all` or `off`, or a number whose bits are classes (manager.h:
    /// EVENT_FLAG_*). Blanks around a name are dropped.
    AMI_COLD AMI_DECL explicit event_mask(std::string_view classes);

    /// Every class.
    static event_mask all() { return event_mask{}; }
    /// No class: the server sends no events.
    static event_mask none() { return event_mask{"off"}; }

    /// A mask as it is, for classes of a module that this version does not know. The client does not check the classes. If
    /// the text is not one line, the operation that gets the mask fails with `errc::invalid_header_value`.
    static event_mask unchecked(std::string_view text)
    {
        event_mask mask;
        mask.text_ = text;
        mask.is_unchecked_ = true;
        return mask;
    }

    /// Whether the mask follows the subscriptions.
    bool is_automatic() const noexcept { return is_automatic_; }

    /// As it is sent; `automatic` if it follows the subscriptions.
    const std::string& text() const& noexcept { return text_; }
    std::string text() && noexcept { return std::move(text_); }

    /// Whether the mask has a class, for example `call`; an automatic mask has each that is needed. Asterisk can ignore a class
    /// of an unchecked mask.
    AMI_COLD AMI_DECL bool has(std::string_view event_class) const noexcept;

    // The classes that it has, as far as that is known: of an unchecked mask nobody knows it.
    AMI_COLD AMI_DECL detail::event_classes classes() const noexcept;
    /// Whether the mask was made by `unchecked`.
    bool is_unchecked() const noexcept { return is_unchecked_; }

    /// The fault that was found, or no error.
    error_code fault() const noexcept { return fault_.ec; }
    /// Which class is wrong, and why.
    const std::string& fault_text() const& noexcept { return fault_.text; }
    std::string fault_text() && noexcept { return std::move(fault_.text); }

    friend bool operator==(const event_mask& a, const event_mask& b) noexcept
    {
        return a.text_ == b.text_ && a.is_automatic_ == b.is_automatic_;
    }

private:
    std::string text_;
    detail::failure fault_;
    bool is_automatic_ = false;
    bool is_unchecked_ = false;
};

namespace detail {

// Whether Asterisk reads a mask as none (protocol/README.md 2.5).
AMI_DECL bool is_empty_mask(std::string_view mask) noexcept;

} // namespace detail

} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/protocol/values/impl/event_mask.ipp>
#endif

#endif // AMI_PROTOCOL_VALUES_EVENT_MASK_HPP
