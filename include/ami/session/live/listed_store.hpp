// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_LISTED_STORE_HPP
#define AMI_SESSION_LIVE_LISTED_STORE_HPP

#include <ami/protocol/wire/header_view.hpp>
#include <ami/session/live/change.hpp>
#include <ami/session/live/record_store.hpp>
#include <ami/session/live/record_text.hpp>

#include <initializer_list>
#include <string_view>

namespace ami::detail {

// What the stores of one kind of record have in common. One list gives all records, but for those that Asterisk never lists:
// these stay as events told them.
template <class Record>
class listed_store {
public:
    void begin_list() noexcept { records_.begin_list(); }
    // What no list ever has stays, unless events were missed before the list: then nobody knows.
    void end_list(bool is_after_gap = false)
    {
        if (is_after_gap)
            records_.end_list([](const Record&) { return true; });
        else
            records_.end_partial_list();
        records_.end_first_fill();
    }

    record_store<Record>& records() noexcept { return records_; }
    const record_store<Record>& records() const noexcept { return records_; }

protected:
    using values = typename record_store<Record>::values;

    listed_store() = default;
    ~listed_store() = default;

    // Other values of some headers of a record that is there.
    void update(const Record& known, std::string_view key, std::initializer_list<header_view> headers,
        const values& with = {})
    {
        text_.clear();
        text_.key(key).lines_with(known.header_lines(), headers);
        records_.put(text_.key(), text_.lines(), with, live::change_origin::told);
    }

    record_store<Record> records_;
    record_text text_;
};

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_LISTED_STORE_HPP
