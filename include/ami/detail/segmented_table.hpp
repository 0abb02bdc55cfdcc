// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_DETAIL_SEGMENTED_TABLE_HPP
#define AMI_DETAIL_SEGMENTED_TABLE_HPP

#include <ami/detail/hashed_key.hpp>

#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include <bit>
#include <cstddef>
#include <iterator>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace ami::detail {

// A hash table that grows by splitting one of its segments, each a small table, at a time (linear hashing): however large it is,
// no insertion moves more than a segment. `Table` is a flat table of Boost with `hash_once` and `equal_hashed`.
template <class Table>
class segmented_table {
    template <class Of, class Place>
    class basic_iterator {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = typename Table::value_type;
        using difference_type = std::ptrdiff_t;
        using reference = decltype(*std::declval<Place>());
        using pointer = std::remove_reference_t<reference>*;

        basic_iterator() = default;
        basic_iterator(Of* of, std::size_t segment, Place place) noexcept
            : of_(of), segment_(segment), place_(place)
        {}
        template <class Other, class OtherPlace>
        requires(std::is_convertible_v<OtherPlace, Place> && !std::is_same_v<OtherPlace, Place>)
            basic_iterator(const basic_iterator<Other, OtherPlace>& other)
        noexcept : of_(other.of_), segment_(other.segment_), place_(other.place_) {}

        reference operator*() const noexcept { return *place_; }
        pointer operator->() const noexcept { return std::addressof(*place_); }
        basic_iterator& operator++() noexcept
        {
            ++place_;
            skip_ends();
            return *this;
        }
        basic_iterator operator++(int) noexcept
        {
            auto old = *this;
            ++*this;
            return old;
        }
        friend bool operator==(const basic_iterator& a, const basic_iterator& b) noexcept
        {
            return a.place_ == b.place_;
        }

    private:
        friend segmented_table;
        template <class, class>
        friend class basic_iterator;

        void skip_ends() noexcept
        {
            while (place_ == of_->segments_[segment_].end()) {
                if (++segment_ == of_->segments_.size()) {
                    place_ = Place();
                    return;
                }
                place_ = of_->segments_[segment_].begin();
            }
        }

        Of* of_ = nullptr;
        std::size_t segment_ = 0;
        Place place_{};
    };

public:
    using key_type = typename Table::key_type;
    using value_type = typename Table::value_type;
    using iterator = basic_iterator<segmented_table, typename Table::iterator>;
    using const_iterator = basic_iterator<const segmented_table, typename Table::const_iterator>;

    iterator begin() noexcept { return begin_of<iterator>(*this); }
    iterator end() noexcept { return {}; }
    const_iterator begin() const noexcept { return begin_of<const_iterator>(*this); }
    const_iterator end() const noexcept { return {}; }

    // All values in portions of some hundred. What stays while these are walked in turn, with changes between two of them, is met
    // at least once: a value that moves comes into the last one.
    std::size_t segments() const noexcept { return segments_.size(); }
    template <class Function>
    void for_each_in(std::size_t segment, Function function) const
    {
        for (const auto& each : segments_[segment])
            function(each);
    }

    std::size_t size() const noexcept { return size_; }
    bool empty() const noexcept { return size_ == 0; }

    template <class Key>
    iterator find(const Key& key) noexcept
    {
        return find_in<iterator>(*this, key);
    }
    template <class Key>
    const_iterator find(const Key& key) const noexcept
    {
        return find_in<const_iterator>(*this, key);
    }
    template <class Key>
    bool contains(const Key& key) const noexcept
    {
        return find(key) != end();
    }

    std::pair<iterator, bool> insert(value_type value) { return add(key_of(value), std::move(value)); }
    // Of a map. Nothing is made of the arguments if the key is there.
    template <class... Arguments>
    std::pair<iterator, bool> try_emplace(key_type key, Arguments&&... arguments)
    {
        const auto place = place_for(key);
        const auto [found, is_new] =
            segments_[place].try_emplace(std::move(key), std::forward<Arguments>(arguments)...);
        size_ += is_new;
        return {iterator(this, place, found), is_new};
    }
    template <class Key, class... Arguments>
    std::pair<iterator, bool> emplace(Key&& key, Arguments&&... arguments)
    {
        return try_emplace(key_type(std::forward<Key>(key)), std::forward<Arguments>(arguments)...);
    }
    template <class Value>
    std::pair<iterator, bool> insert_or_assign(key_type key, Value&& value)
    {
        if (const auto found = find(key); found != end()) {
            found->second = std::forward<Value>(value);
            return {found, false};
        }
        return try_emplace(std::move(key), std::forward<Value>(value));
    }
    template <class Map = Table>
    typename Map::mapped_type& operator[](key_type key)
    {
        return try_emplace(std::move(key)).first->second;
    }

    void erase(iterator at) noexcept
    {
        segments_[at.segment_].erase(at.place_);
        --size_;
    }
    template <class Key>
    requires(!std::is_convertible_v<Key, iterator>) std::size_t erase(const Key& key)
    noexcept
    {
        const auto found = find(key);
        if (found == end())
            return 0;
        erase(found);
        return 1;
    }
    // Invokes the predicate for each.
    template <class Predicate>
    friend std::size_t erase_if(segmented_table& from, Predicate predicate)
    {
        std::size_t count = 0;
        for (auto& each : from.segments_)
            count += boost::unordered::erase_if(each, predicate);
        from.size_ -= count;
        return count;
    }
    void clear() noexcept
    {
        segments_.clear();
        size_ = 0;
    }

private:
    // A table of 480 places has room for as many: each segment has one of these after a split, and one of 960 before it.
    static constexpr std::size_t values_per_segment = 380;

    // Map values are pairs; the values of sets are their own keys.
    static const auto& key_of(const value_type& value) noexcept
    {
        if constexpr (requires { typename Table::mapped_type; })
            return value.first;
        else
            return value;
    }

    // There must be a segment.
    std::size_t segment_of(std::size_t hash) const noexcept
    {
        const auto mask = std::bit_ceil(segments_.size()) - 1;
        const auto place = hash & mask;
        return place < segments_.size() ? place : place & mask >> 1;
    }

    template <class Iterator, class Self>
    static Iterator begin_of(Self& self) noexcept
    {
        if (self.empty())
            return {};
        Iterator first(&self, 0, self.segments_.front().begin());
        first.skip_ends();
        return first;
    }

    template <class Iterator, class Self, class Key>
    static Iterator find_in(Self& self, const Key& key) noexcept
    {
        if (self.segments_.empty())
            return {};
        const hashed_key<Key> wanted{key, typename Table::hasher{}(key)};
        const auto segment = self.segment_of(wanted.hash);
        const auto found = self.segments_[segment].find(wanted);
        return found == self.segments_[segment].end() ? Iterator() : Iterator(&self, segment, found);
    }

    // The segment that one more value with this key belongs to.
    template <class Key>
    std::size_t place_for(const Key& key)
    {
        if (segments_.empty())
            segments_.emplace_back();
        else if (size_ >= segments_.size() * values_per_segment)
            split();
        return segment_of(typename Table::hasher{}(key));
    }

    template <class Key>
    std::pair<iterator, bool> add(const Key& key, value_type&& value)
    {
        const auto place = place_for(key);
        const auto [found, is_new] = segments_[place].insert(std::move(value));
        size_ += is_new;
        return {iterator(this, place, found), is_new};
    }

    // The next segment in turn gives about half of its values to a new one.
    void split()
    {
        const auto old = segments_.size() - std::bit_floor(segments_.size());
        Table made;
        made.reserve(segments_[old].size() / 2);
        segments_.push_back(std::move(made)); // moves tables, not their values
        auto& from = segments_[old];
        auto& to = segments_.back();
        for (auto each = from.begin(); each != from.end();) {
            const auto here = each++;
            if (segment_of(from.hash_function()(key_of(*here))) == old)
                continue;
            if constexpr (requires { typename Table::mapped_type; })
                to.try_emplace(here->first, std::move(here->second));
            else
                to.insert(*here);
            from.erase(here);
        }
        from.rehash(0);
    }

    static_assert(std::is_nothrow_move_constructible_v<Table>);

    std::vector<Table> segments_;
    std::size_t size_ = 0;
};

template <class Key, class Value, class Hash, class Equal>
using segmented_map =
    segmented_table<boost::unordered_flat_map<Key, Value, hash_once<Hash>, equal_hashed<Equal>>>;

template <class Value, class Hash, class Equal>
using segmented_set = segmented_table<boost::unordered_flat_set<Value, hash_once<Hash>, equal_hashed<Equal>>>;

} // namespace ami::detail

#endif // AMI_DETAIL_SEGMENTED_TABLE_HPP
