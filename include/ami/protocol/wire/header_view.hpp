// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_WIRE_HEADER_VIEW_HPP
#define AMI_PROTOCOL_WIRE_HEADER_VIEW_HPP

#include <ami/protocol/wire/ascii.hpp>

#include <cstring>
#include <iterator>
#include <string_view>

namespace ami {

/// One line of a packet. It points into the packet and lives as long as the packet's bytes.
///
/// A line without a colon, or with nothing before its first colon, is a raw line: `name` is empty and
/// `value` is the whole line (protocol/README.md 1.6: such lines come from multi-line values and legacy modules).
struct header_view {
    /// The text before the first colon; empty for a raw line.
    std::string_view name;

    /// The text after the colon without leading blanks; trailing blanks are kept.
    std::string_view value;

    /// Whether this line has no name.
    constexpr bool is_raw_line() const noexcept { return name.empty(); }

    /// The text after the colon, its leading blanks included.
    constexpr std::string_view raw_value() const noexcept
    {
        if (name.empty())
            return value;
        const char* const begin = name.data() + name.size() + 1;
        return {begin, static_cast<std::size_t>(value.data() + value.size() - begin)};
    }
};

namespace detail {

constexpr header_view split_line(std::string_view line) noexcept
{
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0)
        return {{}, line};
    return {line.substr(0, colon), skip_blanks(line.substr(colon + 1))};
}

// Takes the first line off `text`: split at LF, one trailing CR stripped (protocol/README.md 0.2).
inline std::string_view take_line(std::string_view& text) noexcept
{
    const void* const lf = text.empty() ? nullptr : std::memchr(text.data(), '\n', text.size());
    std::size_t size = text.size();
    std::size_t next = text.size();
    if (lf) {
        size = static_cast<std::size_t>(static_cast<const char*>(lf) - text.data());
        next = size + 1;
    }
    if (size != 0 && text[size - 1] == '\r')
        --size;
    const std::string_view line(text.data(), size);
    text.remove_prefix(next);
    return line;
}

} // namespace detail

/// Walks over the lines of a packet in wire order. Lines are split when they are reached, not before.
class header_iterator {
public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = header_view;
    using difference_type = std::ptrdiff_t;
    using pointer = const header_view*;
    using reference = const header_view&;

    header_iterator() = default;

    explicit header_iterator(std::string_view lines) noexcept : rest_(lines) { advance(); }

    reference operator*() const noexcept { return header_; }
    pointer operator->() const noexcept { return &header_; }

    header_iterator& operator++() noexcept
    {
        advance();
        return *this;
    }

    header_iterator operator++(int) noexcept
    {
        auto old = *this;
        advance();
        return old;
    }

    friend bool operator==(const header_iterator& a, const header_iterator& b) noexcept
    {
        return a.position_ == b.position_;
    }

private:
    void advance() noexcept
    {
        position_ = rest_.empty() ? nullptr : rest_.data();
        if (position_)
            header_ = detail::split_line(detail::take_line(rest_));
    }

    std::string_view rest_;
    const char* position_ = nullptr; // null past the last line
    header_view header_;
};

/// The values of all headers with one name, in wire order.
class value_range {
public:
    class iterator {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = std::string_view;
        using difference_type = std::ptrdiff_t;
        using pointer = const std::string_view*;
        using reference = const std::string_view&;

        iterator() = default;

        iterator(header_iterator at, std::string_view name) noexcept : at_(at), name_(name) { skip(); }

        reference operator*() const noexcept { return at_->value; }
        pointer operator->() const noexcept { return &at_->value; }

        iterator& operator++() noexcept
        {
            ++at_;
            skip();
            return *this;
        }

        iterator operator++(int) noexcept
        {
            auto old = *this;
            ++*this;
            return old;
        }

        friend bool operator==(const iterator& a, const iterator& b) noexcept { return a.at_ == b.at_; }

    private:
        void skip() noexcept
        {
            while (at_ != header_iterator{} && !detail::iequals(at_->name, name_))
                ++at_;
        }

        header_iterator at_;
        std::string_view name_;
    };

    // Raw lines have no name, so none has an empty one.
    /// The headers with this name among these lines. Raw lines have no name, so none has an empty one.
    value_range(std::string_view lines, std::string_view name) noexcept
        : lines_(name.empty() ? std::string_view{} : lines), name_(name)
    {}

    /// The first value.
    iterator begin() const noexcept { return {header_iterator{lines_}, name_}; }
    /// The end of the values.
    iterator end() const noexcept { return {}; }
    /// Whether there is no value.
    bool empty() const noexcept { return begin() == end(); }

private:
    std::string_view lines_;
    std::string_view name_;
};

} // namespace ami

#endif // AMI_PROTOCOL_WIRE_HEADER_VIEW_HPP
