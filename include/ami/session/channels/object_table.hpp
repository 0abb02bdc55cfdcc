// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_OBJECT_TABLE_HPP
#define AMI_SESSION_CHANNELS_OBJECT_TABLE_HPP

#include <ami/session/channels/by_id.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace ami::detail {

// The table below all of the next class: a table type of its own for each type of object would cost every program that
// includes the client a tenth of a second to compile.
class pointer_table {
public:
    using table = by_id<void*>;

    AMI_DECL void* find(std::string_view id) const noexcept;
    // A null pointer to be set, if there is none with this id.
    AMI_DECL void*& at(std::string_view id);
    AMI_DECL void* take(std::string_view id) noexcept;
    AMI_DECL void erase_where(
        bool (*goes)(void* context, const std::string& id, void* object), void* context);
    AMI_DECL void clear() noexcept;

    const table& all() const noexcept { return all_; }

private:
    table all_;
};

// Objects by an id. Each keeps its address while others come and go.
template <class Object>
class object_table {
public:
    struct entry {
        const std::string& id;
        Object& object;
    };

    class iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = entry;
        using difference_type = std::ptrdiff_t;
        using reference = entry;
        using pointer = void;

        explicit iterator(pointer_table::table::const_iterator place) noexcept : place_(place) {}
        entry operator*() const noexcept { return {place_->first, *static_cast<Object*>(place_->second)}; }
        iterator& operator++() noexcept
        {
            ++place_;
            return *this;
        }
        iterator operator++(int) noexcept { return iterator(place_++); }
        friend bool operator==(const iterator& a, const iterator& b) noexcept { return a.place_ == b.place_; }

    private:
        pointer_table::table::const_iterator place_;
    };

    object_table() = default;
    object_table(const object_table&) = delete;
    object_table& operator=(const object_table&) = delete;
    ~object_table() { clear(); }

    iterator begin() const noexcept { return iterator(pointers_.all().begin()); }
    iterator end() const noexcept { return iterator(pointers_.all().end()); }
    std::size_t size() const noexcept { return pointers_.all().size(); }
    bool empty() const noexcept { return pointers_.all().empty(); }

    // Null if there is none.
    Object* find(std::string_view id) const noexcept { return static_cast<Object*>(pointers_.find(id)); }
    bool contains(std::string_view id) const noexcept { return find(id) != nullptr; }

    // Makes one of the arguments unless there is one with this id.
    template <class... Arguments>
    Object& emplace(std::string_view id, Arguments&&... arguments)
    {
        if (auto* const known = find(id))
            return *known;
        auto made = std::make_unique<Object>(std::forward<Arguments>(arguments)...);
        void*& place = pointers_.at(id);
        place = made.release();
        return *static_cast<Object*>(place);
    }

    void erase(std::string_view id) noexcept { delete static_cast<Object*>(pointers_.take(id)); }

    // Invokes the predicate with the id and the object of each.
    template <class Predicate>
    void erase_if(Predicate goes)
    {
        pointers_.erase_where(
            [](void* context, const std::string& id, void* object) {
                auto* const each = static_cast<Object*>(object);
                if (!(*static_cast<Predicate*>(context))(id, *each))
                    return false;
                delete each;
                return true;
            },
            &goes);
    }

    void clear() noexcept
    {
        for (const auto each : *this)
            delete &each.object;
        pointers_.clear();
    }

private:
    pointer_table pointers_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/channels/impl/object_table.ipp>
#endif

#endif // AMI_SESSION_CHANNELS_OBJECT_TABLE_HPP
