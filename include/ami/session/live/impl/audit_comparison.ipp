// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_LIVE_IMPL_AUDIT_COMPARISON_IPP
#define AMI_SESSION_LIVE_IMPL_AUDIT_COMPARISON_IPP

#include <ami/protocol/wire/header_view.hpp>
#include <ami/session/live/audit_comparison.hpp>
#include <ami/session/live/audited_headers.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace ami::detail {

// For example `queue member support PJSIP/alice`.
template <class Record>
std::string audited_name(const Record& record)
{
    std::string name(audited_headers<Record>::name);
    name.append(" ").append(record_store<Record>::key_of(record));
    std::replace(name.begin(), name.end(), '\n', ' '); // between the parts of a key
    return name;
}

AMI_DECL audit_comparison::audit_comparison(const pbx_state& listed, live::audit_report& report)
    : listed_(listed), report_(report)
{}

AMI_DECL live::audit_report audit_comparison::compare(const pbx_state& model, const pbx_state& listed)
{
    live::audit_report report;
    audit_comparison comparison(listed, report);
    const auto ours = model.stores();
    const auto theirs = listed.stores();
    [&]<std::size_t... I>(std::index_sequence<I...>)
    {
        (comparison.compare_stores(std::get<I>(ours), std::get<I>(theirs)), ...);
    }
    (std::make_index_sequence<std::tuple_size_v<decltype(ours)>>());
    report.faults_ = listed.faults();
    const auto before = [](const live::difference& a, const live::difference& b) {
        return std::tie(a.record(), a.header()) < std::tie(b.record(), b.header());
    };
    std::sort(report.differences_.begin(), report.differences_.end(), before);
    std::sort(report.untold_.begin(), report.untold_.end(), before);
    return report;
}

AMI_DECL live::audit_report audit_comparison::lasting(
    const live::audit_report& earlier, live::audit_report later)
{
    // Both are sorted.
    std::vector<live::difference> both;
    std::set_intersection(later.differences_.begin(), later.differences_.end(), earlier.differences_.begin(),
        earlier.differences_.end(), std::back_inserter(both),
        [](const live::difference& a, const live::difference& b) {
            const auto a_kind = a.kind();
            const auto b_kind = b.kind();
            return std::tie(a.record(), a.header(), a_kind) < std::tie(b.record(), b.header(), b_kind);
        });
    later.differences_ = std::move(both);
    return later;
}

template <class Record>
void audit_comparison::compare_stores(const record_store<Record>& model, const record_store<Record>& listed)
{
    constexpr auto list = audited_headers<Record>::list;
    if (listed_.is_refused(list) || model.lacks_records() || listed.lacks_records())
        return;
    report_.listed_records_ += listed.size();
    listed.for_each([&](const Record& each) {
        if (const auto* const known = model.find(record_store<Record>::key_of(each)))
            compare_headers(*known, each);
        else
            note_missing(live::difference_kind::only_in_list, each);
    });
    model.for_each([&](const Record& each) {
        const auto key = record_store<Record>::key_of(each);
        if (listed.find(key) == nullptr && (lists_all(list) || model.was_listed(key)))
            note_missing(live::difference_kind::only_in_model, each);
    });
}

template <class Record>
void audit_comparison::compare_headers(const Record& model, const Record& listed)
{
    if (model.header_lines() == listed.header_lines())
        return;
    using headers = audited_headers<Record>;
    for (const header_view& each : listed) {
        // What only some events or only lists have is missing in one of them.
        const auto value = model.find(each.name);
        if (!value || *value == each.value)
            continue;
        // A name may be there several times.
        if (std::any_of(model.begin(), model.end(), [&](const header_view& known) {
                return known.name == each.name && known.value == each.value;
            }))
            continue;
        const bool is_told =
            std::find(headers::told.begin(), headers::told.end(), each.name) != headers::told.end();
        (is_told ? report_.differences_ : report_.untold_)
            .emplace_back(live::difference_kind::value, part_of(headers::list), audited_name(model),
                std::string(each.name), std::string(*value), std::string(each.value));
    }
}

template <class Record>
void audit_comparison::note_missing(live::difference_kind kind, const Record& record)
{
    report_.differences_.emplace_back(kind, part_of(audited_headers<Record>::list), audited_name(record));
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_AUDIT_COMPARISON_IPP
