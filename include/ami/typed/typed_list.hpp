// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TYPED_TYPED_LIST_HPP
#define AMI_TYPED_TYPED_LIST_HPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/response.hpp>
#include <ami/typed/typed_event_base.hpp>

#include <concepts>
#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

namespace ami {

/// The items of one type of a list. It points into the list.
template <class E>
class item_range {
public:
    class iterator {
    public:
        using iterator_category = std::input_iterator_tag; // an item is made when it is asked for
        using value_type = E;
        using difference_type = std::ptrdiff_t;
        using pointer = void;
        using reference = E;

        iterator() = default;
        iterator(const event* at, const event* end) noexcept : at_(at), end_(end) { skip(); }

        E operator*() const noexcept { return E(at_->view()); }

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
            while (at_ != end_ && !detail::iequals(at_->name(), E::event_name))
                ++at_;
        }

        const event* at_ = nullptr;
        const event* end_ = nullptr;
    };

    /// The items of type E among these events.
    explicit item_range(const std::vector<event>& all) noexcept : all_(&all) {}

    /// The first item.
    iterator begin() const noexcept { return {all_->data(), all_->data() + all_->size()}; }
    /// The end of the items.
    iterator end() const noexcept
    {
        const auto* const last = all_->data() + all_->size();
        return {last, last};
    }
    /// Whether there is no item of type E.
    bool empty() const noexcept { return begin() == end(); }

    /// How many there are; it walks over all of them.
    std::size_t size() const noexcept { return static_cast<std::size_t>(std::distance(begin(), end())); }

private:
    const std::vector<event>* all_;
};

/// The answer to an action that lists something: the response, events of the types `Items`, and the event that ends the list. It
/// owns all of them: what points into it cannot be taken from a temporary list.
template <class Completion, class... Items>
class typed_list {
public:
    typed_list() = default;
    /// Takes the answer.
    explicit typed_list(::ami::response&& from) noexcept : response_(std::move(from)) {}

    /// The items of one type, in the order of the wire:
    ///
    ///     for (auto member : queues.items<ami::events::queue_member>())
    template <class E>
    requires(std::same_as<E, Items> || ...) item_range<E> items()
    const& { return item_range<E>(response_.events()); }

    template <class E>
    requires(std::same_as<E, Items> || ...) item_range<E> items()
    const&& = delete; // give the list a name

    /// The event that ended the list; without one every field of it is absent.
    Completion completion() const& noexcept { return Completion(response_.completion().view()); }
    Completion completion() const&& = delete;

    /// The whole answer.
    const ::ami::response& response() const& noexcept { return response_; }
    ::ami::response response() && noexcept { return std::move(response_); }

    /// Whether the list has no item of any type.
    bool empty() const noexcept { return response_.events().empty(); }

    /// How many items of all types there are.
    std::size_t size() const noexcept { return response_.events().size(); }

private:
    ::ami::response response_;
};

} // namespace ami

#endif // AMI_TYPED_TYPED_LIST_HPP
