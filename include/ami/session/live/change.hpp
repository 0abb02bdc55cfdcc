// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_CHANGE_HPP
#define AMI_SESSION_LIVE_CHANGE_HPP

#include <cstdint>
#include <utility>

namespace ami::live {

/// How a change became known.
enum class change_origin : std::uint8_t {
    /// An event told it.
    told,
    /// A list showed it: after a reconnect, at an audit, or because something did not fit together.
    found
};

/// What changes of one kind of record tell besides; of most kinds: nothing.
template <class Record>
class change_details {};

/// A change of one record, as handlers get it.
template <class Record>
class change : public change_details<Record> {
public:
    /// For the model.
    change(Record before, Record now, change_origin origin, bool is_first_fill,
        const change_details<Record>& details = {})
        : change_details<Record>(details), before_(std::move(before)), now_(std::move(now)), origin_(origin),
          is_first_fill_(is_first_fill)
    {}

    /// What was known before; no record if it is new.
    const Record& before() const& noexcept { return before_; }
    Record before() const&& noexcept { return before_; }

    /// What is known now; no record if it is gone.
    const Record& now() const& noexcept { return now_; }
    Record now() const&& noexcept { return now_; }

    /// What is known now, or was known last if it is gone.
    const Record& latest() const& noexcept { return now_ ? now_ : before_; }
    Record latest() const&& noexcept { return now_ ? now_ : before_; }

    /// Whether the record is new.
    bool has_appeared() const noexcept { return !before_; }
    /// Whether there is no such record any more.
    bool is_gone() const noexcept { return !now_; }

    /// Whether an event told the change, or a list showed it.
    change_origin origin() const noexcept { return origin_; }

    /// Whether it belongs to the first list of its part: the record is new to the model, not to the PBX.
    bool is_first_fill() const noexcept { return is_first_fill_; }

private:
    Record before_;
    Record now_;
    change_origin origin_;
    bool is_first_fill_;
};

} // namespace ami::live

#endif // AMI_SESSION_LIVE_CHANGE_HPP
