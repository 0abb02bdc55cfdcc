// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_LIVE_AUDIT_COMPARISON_HPP
#define AMI_SESSION_LIVE_AUDIT_COMPARISON_HPP

#include <ami/session/live/audit_report.hpp>
#include <ami/session/live/pbx_state.hpp>
#include <ami/session/live/record_store.hpp>

#include <ami/detail/macros.hpp>

#include <string_view>

namespace ami::detail {

// How a model and the lists of a later time differ.
class audit_comparison {
public:
    AMI_DECL static live::audit_report compare(const pbx_state& model, const pbx_state& listed);

    // Of the differences, those that a later comparison found too, with the values of the later one.
    AMI_DECL static live::audit_report lasting(const live::audit_report& earlier, live::audit_report later);

private:
    AMI_DECL audit_comparison(const pbx_state& listed, live::audit_report& report);

    template <class Record>
    void compare_stores(const record_store<Record>& model, const record_store<Record>& listed);
    template <class Record>
    void compare_headers(const Record& model, const Record& listed);
    template <class Record>
    void note_missing(live::difference_kind kind, const Record& record);

    const pbx_state& listed_;
    live::audit_report& report_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/audit_comparison.ipp>
#endif

#endif // AMI_SESSION_LIVE_AUDIT_COMPARISON_HPP
