// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_EXTENSION_HPP
#define AMI_SESSION_LIVE_EXTENSION_HPP

#include <ami/session/live/record.hpp>
#include <ami/typed/state_numbers.hpp>

namespace ami::live {

/// An extension that has a hint, as ExtensionStatus tells of it. One that the dialplan no longer has is gone.
class extension : public record<extension, ::ami::detail::no_values> {
public:
    using record::record;

    /// `Exten` and `Context` are the key.
    text_field exten() const& noexcept { return header("Exten"); }
    text_field exten() const&& = delete;
    /// `Context`.
    text_field context() const& noexcept { return header("Context"); }
    text_field context() const&& = delete;
    /// `Hint`: the devices, for example `PJSIP/100&PJSIP/101`.
    text_field hint() const& noexcept { return header("Hint"); }
    text_field hint() const&& = delete;
    /// `Status`. Several things can be true at a time: see the functions below.
    field<extension_state> state() const& noexcept { return header("Status"); }

    /// Whether the state has "in use".
    bool is_in_use() const noexcept { return has(extension_state::in_use); }
    /// Whether the state has "busy".
    bool is_busy() const noexcept { return has(extension_state::busy); }
    /// Whether the state has "unavailable".
    bool is_unavailable() const noexcept { return has(extension_state::unavailable); }
    /// Whether the state has "ringing".
    bool is_ringing() const noexcept { return has(extension_state::ringing); }
    /// Whether the state has "on hold".
    bool is_on_hold() const noexcept { return has(extension_state::on_hold); }

private:
    bool has(extension_state bit) const noexcept
    {
        return (static_cast<int>(state().value_or(extension_state::idle)) & static_cast<int>(bit)) != 0;
    }
};

} // namespace ami::live

#endif // AMI_SESSION_LIVE_EXTENSION_HPP
