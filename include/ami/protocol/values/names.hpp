// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_VALUES_NAMES_HPP
#define AMI_PROTOCOL_VALUES_NAMES_HPP

#include <ami/detail/macros.hpp>

#include <concepts>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami {
namespace detail {

template <class T>
concept text_like = std::convertible_to<const T&, std::string_view>;

} // namespace detail

/// The names of the events that a subscription, a stream or an expectation is for:
///
///     pbx.on(ami::names("Cdr", "CEL"), handler);
///
/// One name alone needs no `ami::names`: `pbx.on("Cdr", handler)`. A list in braces does not compile, because two string
/// literals in braces are one text of undefined extent. Letter case does not matter. An empty name stands for every event.
class names {
public:
    /// One name. An empty name stands for every event.
    template <detail::text_like Name>
    names(const Name& name)
    {
        add(name);
    }

    /// Several names.
    template <detail::text_like First, detail::text_like Second, detail::text_like... Others>
    explicit names(const First& first, const Second& second, const Others&... others)
    {
        add(first);
        add(second);
        (add(others), ...);
    }

    /// Adds a name, unless it is there.
    AMI_DECL names& add(std::string_view name);

    /// Whether every event is meant.
    bool is_every_event() const noexcept { return list_.empty(); }

    /// Each name once; no names if every event is meant.
    const std::vector<std::string>& list() const& noexcept { return list_; }
    std::vector<std::string> list() && { return std::move(list_); }

    /// For messages: the names with ` or ` between them.
    AMI_DECL std::string text() const;

private:
    std::vector<std::string> list_;
    bool has_empty_ = false;
};

} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/protocol/values/impl/names.ipp>
#endif

#endif // AMI_PROTOCOL_VALUES_NAMES_HPP
