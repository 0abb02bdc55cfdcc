// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

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
#include <type_traits>
#include <utility>
#include <vector>

namespace ami::detail {

// For example `queue member support PJSIP/alice`.
template <class Record>
std::string audited_name(const Record& record)
{
    std::string name(audited<Record>.name);
    name.append(" ").append(record_store<Record>::key_of(record));
    std::replace(name.begin(), name.end(), '\n', ' '); // between the parts of a key
    return name;
}

AMI_DECL bool audit_comparison::step(const pbx_state& model, const pbx_state& listed)
{
    const auto ours = model.stores();
    const auto theirs = listed.stores();
    constexpr auto kinds = std::tuple_size_v<std::remove_const_t<decltype(ours)>>;
    std::size_t done = 0;
    const auto look = [&](const auto& our, const auto& their) {
        constexpr auto list = audited<typename std::remove_cvref_t<decltype(our)>::record>.list;
        const auto& walked = is_of_model_ ? our : their;
        if (portion_ >= walked.portions() || listed.is_refused(list) || our.lacks_records() ||
            their.lacks_records()) {
            if (!is_of_model_ && portion_ != 0)
                report_.listed_records_ += their.size();
            portion_ = 0;
            kind_ += is_of_model_;
            is_of_model_ = !is_of_model_;
            return;
        }
        done += is_of_model_ ? find_unlisted(our, their) : compare_portion(our, their);
        ++portion_;
    };
    while (kind_ != kinds && done < records_per_step) {
        const auto kind = kind_;
        [&]<std::size_t... I>(std::index_sequence<I...>)
        {
            ((I == kind ? look(std::get<I>(ours), std::get<I>(theirs)) : void()), ...);
        }
        (std::make_index_sequence<kinds>());
    }
    return kind_ == kinds;
}

AMI_DECL live::audit_report audit_comparison::report(const pbx_state& model, const pbx_state& listed)
{
    auto report = std::move(report_);
    report.faults_ = listed.faults();
    // What the limit of records keeps out of the model was not compared.
    for (auto& each : model.faults()) {
        const auto is_it = [&](const live::fault& known) {
            return known.of() == each.of() && known.text() == each.text();
        };
        if (std::none_of(report.faults_.begin(), report.faults_.end(), is_it))
            report.faults_.push_back(std::move(each));
    }
    const auto place = [](const live::difference& of) { return std::tie(of.record(), of.header()); };
    for (auto* const each : {&report.differences_, &report.untold_}) {
        std::sort(each->begin(), each->end(),
            [&](const live::difference& a, const live::difference& b) { return place(a) < place(b); });
        // A record that moved was compared twice.
        const auto same = std::unique(each->begin(), each->end(),
            [&](const live::difference& a, const live::difference& b) { return place(a) == place(b); });
        each->erase(same, each->end());
    }
    return report;
}

AMI_DECL live::audit_report audit_comparison::compare(const pbx_state& model, const pbx_state& listed)
{
    audit_comparison comparison;
    while (!comparison.step(model, listed)) {}
    return comparison.report(model, listed);
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
std::size_t audit_comparison::compare_portion(
    const record_store<Record>& model, const record_store<Record>& listed)
{
    std::size_t count = 0;
    listed.for_each_in(portion_, [&](const Record& each) {
        ++count;
        if (const auto* const known = model.find(record_store<Record>::key_of(each)))
            compare_headers(*known, each);
        else
            note_missing(live::difference_kind::only_in_list, each);
    });
    return count;
}

template <class Record>
std::size_t audit_comparison::find_unlisted(
    const record_store<Record>& model, const record_store<Record>& listed)
{
    std::size_t count = 0;
    model.for_each_in(portion_, [&](const Record& each) {
        ++count;
        const auto key = record_store<Record>::key_of(each);
        if (listed.find(key) == nullptr && (lists_all(audited<Record>.list) || model.was_listed(key)))
            note_missing(live::difference_kind::only_in_model, each);
    });
    return count;
}

template <class Record>
void audit_comparison::compare_headers(const Record& model, const Record& listed)
{
    if (model.header_lines() == listed.header_lines())
        return;
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
        (audited<Record>.tells(each.name) ? report_.differences_ : report_.untold_)
            .emplace_back(live::difference_kind::value, part_of(audited<Record>.list), audited_name(model),
                std::string(each.name), std::string(*value), std::string(each.value));
    }
}

template <class Record>
void audit_comparison::note_missing(live::difference_kind kind, const Record& record)
{
    report_.differences_.emplace_back(kind, part_of(audited<Record>.list), audited_name(record));
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_AUDIT_COMPARISON_IPP
