// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_RECORD_HPP
#define AMI_SESSION_LIVE_RECORD_HPP

#include <ami/protocol/wire/owned_headers.hpp>
#include <ami/session/live/record_block.hpp>
#include <ami/typed/field.hpp>
#include <ami/typed/text_field.hpp>

#include <string_view>
#include <utility>

namespace ami::detail {

template <class Record>
class record_store;
template <class Record>
struct record_entry;

// Of a record whose headers say all.
struct no_values {
    friend bool operator==(const no_values&, const no_values&) = default;
};

} // namespace ami::detail

namespace ami::live {

/// What is known of one thing of the PBX at one time: a channel, a member of a queue and so on. A record never changes; what
/// changes in the PBX makes a new one. It shares its bytes with all its copies: to copy it is cheap, it may be kept as long as
/// you like, and other threads may have copies.
///
/// A header has one name, whatever told of it: `r["Interface"]` of a queue member, although Asterisk's list of members says
/// `Location`. What a kind of record has is said at its class.
///
/// `Derived` is the kind of record; `Values` what no header has.
template <class Derived, class Values>
class record : public owned_headers<Derived> {
public:
    /// Whether it is a record of anything.
    explicit operator bool() const noexcept { return static_cast<bool>(block_); }

    /// The headers, as lines.
    std::string_view header_lines() const& noexcept { return block_.lines(); }
    std::string_view header_lines() const&& = delete;

    /// Whether both say the same.
    friend bool operator==(const Derived& a, const Derived& b) noexcept
    {
        const auto& x = static_cast<const record&>(a).block_;
        const auto& y = static_cast<const record&>(b).block_;
        return x.is_same_as(y) ||
               (static_cast<bool>(x) == static_cast<bool>(y) && x.key() == y.key() &&
                   x.lines() == y.lines() && x.values() == y.values() && x.own_text() == y.own_text());
    }

protected:
    record() = default;
    explicit record(::ami::detail::record_block<Values> block) noexcept : block_(std::move(block)) {}

    /// For the kinds of records: the id of the record.
    std::string_view key() const noexcept { return block_.key(); }
    /// For the kinds of records: what Asterisk does not tell as a header.
    Values values() const noexcept { return block_.values(); }
    /// For the kinds of records: a text that Asterisk does not tell as a header.
    std::string_view own_text() const noexcept { return block_.own_text(); }

    /// What an accessor returns: a header becomes a field of any type.
    field_source header(const char* name) const& noexcept { return {"", name, this->find(name)}; }

private:
    friend ::ami::detail::record_store<Derived>;
    friend ::ami::detail::record_entry<Derived>;
    using values_type = Values;

    ::ami::detail::record_block<Values> block_;
};

} // namespace ami::live

#endif // AMI_SESSION_LIVE_RECORD_HPP
