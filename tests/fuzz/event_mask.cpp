// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Event masks: what was taken means to Asterisk exactly the classes that were named; nothing else is taken.

#include "fuzz/check.hpp"
#include "support/asterisk_model.hpp"

#include <ami/protocol/values/event_mask.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

// The classes that a person means by this text; -1 where it is no mask.
long meant_by(std::string text)
{
    for (char& c : text)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    if (text == "on" || text == "all")
        return tests::asterisk::all_classes();
    if (text == "off" || text == "none")
        return 0;
    if (!text.empty() && text.find_first_not_of("0123456789") == std::string::npos) {
        const auto digits = text.substr(std::min(text.find_first_not_of('0'), text.size()));
        const long number = digits.empty() ? 0 : digits.size() > 10 ? -1 : std::stol(digits);
        return number <= 2147483647 ? number : -1;
    }
    long bits = 0;
    text += ',';
    for (std::size_t at = 0; at != text.size();) {
        const auto comma = text.find(',', at);
        auto name = text.substr(at, comma - at);
        at = comma + 1;
        while (!name.empty() && (name.front() == ' ' || name.front() == '\t'))
            name.erase(0, 1);
        while (!name.empty() && (name.back() == ' ' || name.back() == '\t'))
            name.pop_back();
        const auto& classes = tests::asterisk::classes();
        const auto found = std::find(classes.begin(), classes.end(), name);
        if (found == classes.end())
            return -1;
        bits |= 1l << (found - classes.begin());
    }
    return bits;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text(reinterpret_cast<const char*>(data), size);
    const ami::event_mask mask{text};
    const long meant = meant_by(text);
    FUZZ_CHECK(mask.fault().failed() == (meant < 0));
    FUZZ_CHECK(mask.fault_text().empty() == (meant >= 0));
    if (meant >= 0)
        FUZZ_CHECK(tests::asterisk::read_event_mask(mask.text(), 1u << 30) == static_cast<unsigned>(meant));
    for (const char c : mask.text() + mask.fault_text())
        FUZZ_CHECK(c >= 32 && c < 127);
    FUZZ_CHECK(mask.fault_text().size() < 1000);
    FUZZ_CHECK(ami::event_mask{mask.text()}.text() == mask.text() || mask.fault().failed());
    return 0;
}
