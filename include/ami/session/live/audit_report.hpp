// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_AUDIT_REPORT_HPP
#define AMI_SESSION_LIVE_AUDIT_REPORT_HPP

#include <ami/session/live/fault.hpp>
#include <ami/session/live/parts.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::detail {

class audit_comparison;

} // namespace ami::detail

namespace ami::live {

/// How a record of a model differs from what Asterisk lists.
enum class difference_kind : std::uint8_t {
    only_in_model,
    only_in_list,
    /// Both have the record, and one of its headers has two values.
    value
};

/// A difference between what a model shows and what Asterisk lists.
class difference {
public:
    /// A difference of one record.
    difference(difference_kind kind, part which, std::string record, std::string header = {},
        std::string model_value = {}, std::string listed_value = {})
        : kind_(kind), part_(which), record_(std::move(record)), header_(std::move(header)),
          model_value_(std::move(model_value)), listed_value_(std::move(listed_value))
    {}

    /// How the record differs.
    difference_kind kind() const noexcept { return kind_; }
    /// The part that the record belongs to.
    part of() const noexcept { return part_; }

    /// The kind of record and its id, for example `queue member support PJSIP/alice`.
    const std::string& record() const& noexcept { return record_; }
    const std::string& record() const&& = delete;

    /// The header; empty unless it is a `difference_kind::value`.
    const std::string& header() const& noexcept { return header_; }
    const std::string& header() const&& = delete;
    /// What the model shows.
    const std::string& model_value() const& noexcept { return model_value_; }
    const std::string& model_value() const&& = delete;
    /// What Asterisk lists.
    const std::string& listed_value() const& noexcept { return listed_value_; }
    const std::string& listed_value() const&& = delete;

    /// Everything in one line, for a log.
    AMI_DECL std::string text() const;

private:
    difference_kind kind_;
    part part_;
    std::string record_;
    std::string header_;
    std::string model_value_;
    std::string listed_value_;
};

/// What an audit found: see `model::async_audit`.
class audit_report {
public:
    /// Whether the model shows what Asterisk lists. Untold values do not count.
    bool is_exact() const noexcept { return differences_.empty(); }

    /// What the model shows otherwise than Asterisk lists, although events tell it.
    const std::vector<difference>& differences() const& noexcept { return differences_; }
    const std::vector<difference>& differences() const&& = delete;

    /// Values that are older than those in the lists, of headers whose changes no event tells: `CallsTaken`, `LastCall`, `InCall`,
    /// `Application`, `Language`, `Priority`, `Locked` of a conference, and so on.
    const std::vector<difference>& untold_values() const& noexcept { return untold_; }
    const std::vector<difference>& untold_values() const&& = delete;

    /// What was not compared, and why: Asterisk refused the list, or `limits::max_live_records` keeps records out of the model.
    const std::vector<fault>& faults() const& noexcept { return faults_; }
    const std::vector<fault>& faults() const&& = delete;

    /// How many records the lists had.
    std::size_t listed_records() const noexcept { return listed_records_; }

private:
    friend ::ami::detail::audit_comparison;

    std::vector<difference> differences_;
    std::vector<difference> untold_;
    std::vector<fault> faults_;
    std::size_t listed_records_ = 0;
};

} // namespace ami::live

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/audit_report.ipp>
#endif

#endif // AMI_SESSION_LIVE_AUDIT_REPORT_HPP
