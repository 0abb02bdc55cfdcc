// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// mxml documents: nothing crashes, every packet is one packet for the parser, and what stands before and behind any
// bytes is still found.

#include "fuzz/check.hpp"

#include <ami/protocol/http/mxml_decoder.hpp>
#include <ami/protocol/wire/parser.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

std::size_t count_packets(const std::string& bytes)
{
    ami::parser cutter({}, ami::parser::greeting::none);
    cutter.feed(bytes);
    ami::error_code ec;
    std::size_t packets = 0;
    while (cutter.next(ec) == ami::parser::result::packet)
        ++packets;
    return packets;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    for (const std::string& document : {std::string(input), "<ajax-response>\n" + std::string(input)}) {
        std::string packets;
        const auto result = ami::detail::decode_mxml(document, packets);
        FUZZ_CHECK(result.is_mxml || packets.empty());
        FUZZ_CHECK(!result.is_whole || result.is_mxml);
        // A `Response: Follows` has a framing of its own, which no document has an end for.
        if (packets.find("ollows") == std::string::npos && packets.find("OLLOWS") == std::string::npos)
            FUZZ_CHECK(count_packets(packets) == result.packets);
    }

    const std::string_view whole = "<response><generic event='A' /></response>\n";
    std::string packets;
    ami::detail::decode_mxml("<ajax-response>\n" + std::string(whole) + std::string(input) + "\n", packets);
    FUZZ_CHECK(packets.starts_with("event: A\r\n\r\n"));
    return 0;
}
