// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TYPED_FIELD_BASE_HPP
#define AMI_TYPED_FIELD_BASE_HPP

#include <ami/typed/field_state.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace ami {

/// Where a field comes from: the name of its header in two parts, both literals, and what the event has for it. If there is
/// a number, the name is a pattern in which the numbers stand in place of `#`.
struct field_source {
    /// Stands for no number.
    static constexpr auto no_number = static_cast<std::size_t>(-1);

    /// The first part of the name, for example `Dest`.
    const char* prefix;
    /// The second part of the name, for example `Channel`.
    const char* name;
    /// What the event has for the header.
    std::optional<std::string_view> found;
    /// The number in place of the first `#`.
    std::size_t first_number = no_number;
    /// The number in place of the second `#`.
    std::size_t second_number = no_number;
};

/// What fields of every type have. A field points into its event, and lives as long as the event's bytes.
class field_base {
public:
    /// Whether the event has the header.
    constexpr bool present() const noexcept { return text_.data() != nullptr; }

    /// The value as it was sent; empty if the header is absent.
    constexpr std::string_view text() const noexcept { return text_; }

    /// The name of the header, for example `DestChannel` or `Report0DLSR`.
    AMI_DECL std::string header() const;

protected:
    /// A field of this header.
    constexpr field_base(const field_source& from) noexcept
        : prefix_(from.prefix), name_(from.name), first_number_(from.first_number),
          second_number_(from.second_number)
    {
        if (from.found)
            text_ = from.found->data() ? *from.found : std::string_view("");
    }

    /// The state of a field whose value is good or is not.
    constexpr field_state state_if(bool is_good) const noexcept
    {
        if (is_good)
            return field_state::good;
        if (text_.empty() || text_ == "N/A")
            return present() ? field_state::empty : field_state::absent;
        return field_state::malformed;
    }

    /// Throws `ami::error` with `errc::invalid_field`.
    [[noreturn]] AMI_COLD AMI_DECL void refuse() const;

private:
    const char* prefix_;
    const char* name_;
    std::string_view text_;
    std::size_t first_number_;
    std::size_t second_number_;
};

} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/typed/impl/field_base.ipp>
#endif

#endif // AMI_TYPED_FIELD_BASE_HPP
