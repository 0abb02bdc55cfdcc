// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_PJSIP_ENDPOINTS_HPP
#define AMI_TESTING_DETAIL_PJSIP_ENDPOINTS_HPP

#include <ami/testing/options.hpp>

#include <ami/detail/macros.hpp>
#include <ami/testing/detail/classes.hpp>
#include <ami/testing/detail/device_states.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::testing::detail {

// chan_pjsip's endpoints and their contacts. An endpoint has one address of record, which bears its name.
class pjsip_endpoints {
public:
    using emitter = std::function<void(class_mask, const std::string&)>;

    struct endpoint {
        std::string name;
        std::vector<std::pair<std::string, std::string>> contacts; // URI and status
    };

    AMI_DECL pjsip_endpoints(const options& settings, device_states& devices, emitter emit);

    const std::vector<endpoint>& all() const noexcept { return all_; }

    // What list actions call the state of an endpoint's device.
    AMI_DECL std::string_view device_text(const endpoint& of) const;

    // Does nothing if there is no such endpoint. The status `Removed` takes the contact away.
    AMI_DECL void set_contact(std::string_view name, std::string_view uri, std::string_view status);

private:
    device_states& devices_;
    emitter emit_;
    std::vector<endpoint> all_;
};

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/pjsip_endpoints.ipp>
#endif

#endif // AMI_TESTING_DETAIL_PJSIP_ENDPOINTS_HPP
