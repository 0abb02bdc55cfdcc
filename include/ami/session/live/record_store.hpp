// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_RECORD_STORE_HPP
#define AMI_SESSION_LIVE_RECORD_STORE_HPP

#include <ami/session/live/change.hpp>
#include <ami/session/live/record_block.hpp>
#include <ami/session/live/record_budget.hpp>
#include <ami/session/live/record_entry.hpp>

#include <ami/detail/segmented_table.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace ami::detail {

// The records of one kind by their keys, what lists cover of them, and what changed. A list replaces what it covers:
// `begin_list`, a `put` for each item, `end_list`. Events may come between these; what they put is kept.
template <class Record>
class record_store {
    using entry = record_entry<Record>;

public:
    using record = Record;
    using values = typename Record::values_type;
    using change = live::change<Record>;
    using details = live::change_details<Record>;
    // Another one after each list.
    enum class list_mark : std::uint32_t {};

    // Without one, there is no limit. `budget` must outlive the store, `bit` is the store's own among the changed ones.
    void share(record_budget& budget, std::uint32_t bit) noexcept
    {
        budget_ = &budget;
        bit_ = bit;
    }
    // For one more record. If there is none, the store lacks records from now on.
    bool has_room() noexcept
    {
        if (budget_ == nullptr || budget_->used < budget_->limit)
            return true;
        was_full_ = lacks_records_ = true;
        return false;
    }
    bool lacks_records() const noexcept { return lacks_records_; }
    // Everything is listed between these: it has all records again if it was never full meanwhile.
    void begin_count() noexcept { was_full_ = false; }
    void end_count() noexcept { lacks_records_ = was_full_; }

    // Null if there is none. Good until the next `put` or `erase`.
    const Record* find(std::string_view key) const noexcept
    {
        const auto* const found = look(key);
        return found == nullptr ? nullptr : &found->record;
    }
    // No record if there is none.
    Record get(std::string_view key) const noexcept
    {
        const auto* found = find(key);
        return found == nullptr ? Record() : *found;
    }

    // Where a record with that key is, if there is one. Good until the next `put` or `erase` of another.
    class place {
    public:
        explicit operator bool() const noexcept { return at_ != nullptr; }
        const Record* operator->() const noexcept { return &at_->record; }
        const Record& operator*() const noexcept { return at_->record; }

    private:
        friend record_store;
        explicit place(const entry* at) noexcept : at_(at) {}
        const entry* at_;
    };
    place locate(std::string_view key) const noexcept { return place(look(key)); }

    static values values_of(const Record& record) noexcept { return record.block_.values(); }
    static std::string_view key_of(const Record& record) noexcept { return record.block_.key(); }

    // Whether any list had it.
    bool was_listed(std::string_view key) const noexcept
    {
        const auto found = entries_.find(key);
        return found != entries_.end() && found->was_listed();
    }

    // Nothing happens if the record says the same already: then nothing is allocated. Says whether something did.
    // `own_text` is what the record keeps besides its header lines.
    bool put(std::string_view key, std::string_view lines, const values& with, live::change_origin origin,
        std::string_view own_text = {})
    {
        return put(locate(key), key, lines, with, origin, own_text);
    }
    // At the place of that key.
    bool put(const place& at, std::string_view key, std::string_view lines, const values& with,
        live::change_origin origin, std::string_view own_text = {})
    {
        if (!at) {
            if (!has_room())
                return false;
            if (budget_ != nullptr)
                ++budget_->used;
            Record made(record_block<values>(key, lines, with, own_text));
            const entry added(made);
            added.mark(list_, origin);
            entries_.insert(added);
            last_found_ = nullptr;
            note(Record(), std::move(made), origin);
            return true;
        }
        at.at_->mark(list_, origin);
        return replace(*at.at_, key, lines, with, origin, own_text);
    }

    // What follows from other records. The record is neither told nor listed by it.
    bool amend(std::string_view key, const values& with, live::change_origin origin)
    {
        const auto found = entries_.find(key);
        if (found == entries_.end())
            return false;
        const auto& block = found->record.block_;
        return replace(*found, block.key(), block.lines(), with, origin, block.own_text());
    }

    bool erase(std::string_view key, live::change_origin origin, const details& more = {})
    {
        const auto found = entries_.find(key);
        if (found == entries_.end())
            return false;
        Record before = std::move(found->record);
        // Its key is gone with the record.
        last_found_ = nullptr;
        entries_.erase(found);
        if (budget_ != nullptr)
            --budget_->used;
        note(std::move(before), Record(), origin, more);
        return true;
    }

    void begin_list() noexcept { ++list_; }
    // An item was listed, but its record stays as it is.
    void keep(std::string_view key) noexcept
    {
        if (const auto found = entries_.find(key); found != entries_.end())
            found->mark(list_, live::change_origin::found);
    }
    // An event told of it, whatever it changes.
    void touch(const place& at) noexcept { at.at_->mark(list_, live::change_origin::told); }
    // The mark of what was put since the last list began.
    list_mark last_mark() const noexcept { return list_mark(list_ << 1 >> 1); }
    // Removes what `covers` is true for and neither the list nor an event since its beginning had.
    template <class Predicate>
    void end_list(Predicate covers)
    {
        remove_unlisted([&](const entry& each) { return covers(each.record); });
    }
    // The same, of the keys that begin so.
    void end_list_of_keys(std::string_view begin)
    {
        remove_unlisted([&](const entry& each) { return each.key().starts_with(begin); });
    }
    // The same, of a list that never has some of the records: what events told of and no list ever had stays.
    void end_partial_list()
    {
        remove_unlisted([](const entry& each) { return each.was_listed(); });
    }
    // For kinds of records that do not go at once if a list has them not: use it in place of `end_list`. `function` gets the record,
    // and its mark if it takes one.
    template <class Function>
    void for_each_unlisted(Function function) const
    {
        for (const auto& each : entries_) {
            if (each.is_of(list_))
                continue;
            if constexpr (std::is_invocable_v<Function&, const Record&, list_mark>)
                function(each.record, list_mark(each.marks >> 1));
            else
                function(each.record);
        }
    }
    // Whether the record is there, and no event and no list had it since it got that mark.
    bool has_mark(std::string_view key, list_mark of) const noexcept
    {
        const auto found = entries_.find(key);
        return found != entries_.end() && found->marks >> 1 == static_cast<std::uint32_t>(of);
    }

    // Until then, changes say that they belong to the first fill.
    void end_first_fill() noexcept { is_filled_ = true; }
    bool is_filled() const noexcept { return is_filled_; }

    std::vector<change>& changes() noexcept { return changes_; }

    std::size_t size() const noexcept { return entries_.size(); }

    template <class Function>
    void for_each(Function function) const
    {
        for (const auto& each : entries_)
            function(each.record);
    }

    // The same in portions of some hundred: a record that stays is in one of them at least, whatever changes meanwhile.
    std::size_t portions() const noexcept { return entries_.segments(); }
    template <class Function>
    void for_each_in(std::size_t portion, Function function) const
    {
        entries_.for_each_in(portion, [&](const entry& each) { function(each.record); });
    }

private:
    // Several events in turn are often of the same record.
    const entry* look(std::string_view key) const noexcept
    {
        if (last_found_ != nullptr && last_found_->key() == key)
            return last_found_;
        const auto found = entries_.find(key);
        if (found == entries_.end())
            return nullptr;
        return last_found_ = &*found;
    }

    bool replace(const entry& in, std::string_view key, std::string_view lines, const values& with,
        live::change_origin origin, std::string_view own_text)
    {
        const auto& block = in.record.block_;
        if (block.lines() == lines && block.values() == with && block.own_text() == own_text)
            return false;
        auto before = std::exchange(in.record, Record(record_block<values>(key, lines, with, own_text)));
        note(std::move(before), in.record, origin);
        return true;
    }

    template <class Predicate>
    void remove_unlisted(Predicate covers)
    {
        gone_.clear();
        for (const auto& each : entries_) {
            if (!each.is_of(list_) && covers(each))
                gone_.push_back(each.record);
        }
        for (const auto& each : gone_)
            erase(each.block_.key(), live::change_origin::found);
        gone_.clear();
    }

    void note(Record before, Record now, live::change_origin origin, const details& more = {})
    {
        changes_.emplace_back(std::move(before), std::move(now), origin,
            origin == live::change_origin::found && !is_filled_, more);
        if (budget_ != nullptr)
            budget_->changed |= bit_;
    }

    segmented_set<entry, typename entry::key_hash, typename entry::key_equal> entries_;
    mutable const entry* last_found_ = nullptr;
    std::vector<change> changes_;
    std::vector<Record> gone_;
    std::uint32_t list_ = 0; // counts the lists
    bool is_filled_ = false;
    record_budget* budget_ = nullptr;
    std::uint32_t bit_ = 0;
    bool was_full_ = false;
    bool lacks_records_ = false;
};

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_RECORD_STORE_HPP
