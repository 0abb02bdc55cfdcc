// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_AUDIT_COMPARISON_HPP
#define AMI_SESSION_LIVE_AUDIT_COMPARISON_HPP

#include <ami/session/live/audit_report.hpp>
#include <ami/session/live/pbx_state.hpp>
#include <ami/session/live/record_store.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>

namespace ami::detail {

// How a model and the lists of a later time differ. It is found in portions, between which events may come: each record is compared
// with the other one at the same time.
class audit_comparison {
public:
    // Compares some hundred records, with the same states each time. True if all were.
    AMI_DECL bool step(const pbx_state& model, const pbx_state& listed);
    // Of all that was compared.
    AMI_DECL live::audit_report report(const pbx_state& model, const pbx_state& listed);

    // Everything at once.
    AMI_DECL static live::audit_report compare(const pbx_state& model, const pbx_state& listed);

    // Of the differences, those that a later comparison found too, with the values of the later one.
    AMI_DECL static live::audit_report lasting(const live::audit_report& earlier, live::audit_report later);

private:
    static constexpr std::size_t records_per_step = 500;

    // Each gives the number of the records that it looked at.
    template <class Record>
    std::size_t compare_portion(const record_store<Record>& model, const record_store<Record>& listed);
    template <class Record>
    std::size_t find_unlisted(const record_store<Record>& model, const record_store<Record>& listed);

    template <class Record>
    void compare_headers(const Record& model, const Record& listed);
    template <class Record>
    void note_missing(live::difference_kind kind, const Record& record);

    std::size_t kind_ = 0;
    std::size_t portion_ = 0;
    bool is_of_model_ = false; // else of what was listed
    live::audit_report report_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/audit_comparison.ipp>
#endif

#endif // AMI_SESSION_LIVE_AUDIT_COMPARISON_HPP
