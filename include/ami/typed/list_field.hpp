// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TYPED_LIST_FIELD_HPP
#define AMI_TYPED_LIST_FIELD_HPP

#include <ami/typed/text_field.hpp>

#include <cstddef>
#include <iterator>
#include <string_view>

namespace ami {

/// A field whose value is a list with commas between its elements. To walk over it allocates nothing; empty elements are left
/// out.
class list_field : public text_field {
public:
    using text_field::text_field;

    class iterator {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = std::string_view;
        using difference_type = std::ptrdiff_t;
        using pointer = const std::string_view*;
        using reference = const std::string_view&;

        constexpr iterator() = default;
        explicit constexpr iterator(std::string_view list) noexcept : rest_(list) { ++*this; }

        constexpr reference operator*() const noexcept { return element_; }
        constexpr pointer operator->() const noexcept { return &element_; }

        constexpr iterator& operator++() noexcept
        {
            do {
                const auto comma = rest_.find(',');
                element_ = rest_.substr(0, comma);
                rest_.remove_prefix(comma == std::string_view::npos ? rest_.size() : comma + 1);
            } while (element_.empty() && !rest_.empty());
            return *this;
        }
        constexpr iterator operator++(int) noexcept
        {
            auto old = *this;
            ++*this;
            return old;
        }

        friend constexpr bool operator==(const iterator& a, const iterator& b) noexcept
        {
            return a.element_.size() == b.element_.size() && a.rest_.size() == b.rest_.size();
        }

    private:
        std::string_view rest_;
        std::string_view element_;
    };

    /// The first element.
    constexpr iterator begin() const noexcept { return iterator(text()); }
    /// The end of the elements.
    constexpr iterator end() const noexcept { return {}; }
};

} // namespace ami

/// Prints the text.
template <>
struct fmt::formatter<ami::list_field> : fmt::formatter<ami::text_field> {};

#endif // AMI_TYPED_LIST_FIELD_HPP
