// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_DEVICE_STATES_HPP
#define AMI_TESTING_DETAIL_DEVICE_STATES_HPP

#include <ami/protocol/values/device_state.hpp>
#include <ami/testing/options.hpp>

#include <ami/detail/macros.hpp>
#include <ami/testing/detail/classes.hpp>

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ami::testing::detail {

// devicestate.c and the hints of pbx.c: what each device does, and the extensions that follow one.
class device_states {
public:
    using emitter = std::function<void(class_mask, const std::string&)>;

    // A hint and its status: bits, 0 for idle.
    struct lamp {
        hint of;
        int status = 0;
    };

    AMI_DECL device_states(
        const options& settings, std::map<std::string, std::string>& database, emitter emit);

    // A state that is kept and listed. Told if it is another one than before.
    AMI_DECL void set(std::string_view device, device_state state);

    // A state that Asterisk asks the driver for: told each time, and never listed.
    AMI_DECL void tell(std::string_view device, device_state state);

    // func_devstate.c: a device of the kind Custom, and the state by its name. False if one of them is not known.
    AMI_DECL bool set_custom(std::string_view device, std::string_view state);

    // Unknown if nobody has told it.
    AMI_DECL device_state state(std::string_view device) const;

    const std::map<std::string, device_state, std::less<>>& listed() const noexcept { return listed_; }
    const std::vector<lamp>& lamps() const noexcept { return lamps_; }

    // Null if the extension has no hint.
    AMI_DECL const lamp* find_lamp(std::string_view exten, std::string_view context) const;

    // Hears of each state that is told, after its event.
    std::function<void(std::string_view device, device_state state)> on_told;

private:
    AMI_DECL void announce(std::string_view device, device_state state);
    AMI_DECL int status_of(const hint& of) const;

    std::map<std::string, std::string>& database_;
    emitter emit_;
    std::map<std::string, device_state, std::less<>> listed_;
    std::map<std::string, device_state, std::less<>> asked_;
    std::vector<lamp> lamps_;
};

// pbx.c: ast_extension_state2str.
AMI_DECL std::string_view extension_status_text(int status);

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/device_states.ipp>
#endif

#endif // AMI_TESTING_DETAIL_DEVICE_STATES_HPP
