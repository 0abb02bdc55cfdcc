// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_BENCHMARK_TRAFFIC_HPP
#define AMI_TESTS_BENCHMARK_TRAFFIC_HPP

#include <cstddef>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

// The events that Asterisk 22 sent, one behind another, without its banner, its answers and its stray empty lines.
class traffic {
public:
    traffic()
    {
        std::ifstream file(AMI_TESTS_DIR "/data/asterisk-22-events.ami", std::ios::binary);
        const std::string capture{std::istreambuf_iterator<char>(file), {}};
        auto at = capture.find('\n') + 1;
        if (at == 0)
            throw std::runtime_error("tests/data/asterisk-22-events.ami is not there");
        while (true) {
            const auto end = capture.find("\r\n\r\n", at);
            if (end == std::string::npos)
                break;
            while (capture.compare(at, 2, "\r\n") == 0)
                at += 2;
            if (capture.compare(at, 7, "Event: ") == 0) {
                bytes_.append(capture, at, end + 4 - at);
                ends_.push_back(bytes_.size());
            }
            at = end + 4;
        }
    }

    const std::string& bytes() const { return bytes_; }
    std::size_t packets() const { return ends_.size(); }

    // The first `count` packets, at most all.
    std::string_view first(std::size_t count) const
    {
        return std::string_view(bytes_).substr(0, count == 0 ? 0 : ends_[count - 1]);
    }

    // As many whole rounds of all packets as fit.
    std::string repeated(std::size_t size) const
    {
        std::string all;
        all.reserve(size);
        while (all.size() + bytes_.size() <= size)
            all += bytes_;
        return all;
    }

private:
    std::string bytes_;
    std::vector<std::size_t> ends_;
};

} // namespace bench

#endif // AMI_TESTS_BENCHMARK_TRAFFIC_HPP
