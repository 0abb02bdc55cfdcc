// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_TCP_READER_HPP
#define AMI_TESTING_DETAIL_TCP_READER_HPP

#include <ami/testing/detail/action_reader.hpp>
#include <ami/testing/detail/host.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace ami::testing::detail {

// The bytes that a client has sent, and the actions in them.
class tcp_reader {
public:
    action_reader::result next()
    {
        auto rest = std::string_view{input_}.substr(used_);
        const auto result = actions_.next(rest);
        used_ = input_.size() - rest.size();
        return result;
    }
    const std::string& lines() const noexcept { return actions_.lines(); }
    bool has_rest() const noexcept { return used_ != input_.size(); }

    // Reads more, unless that is under way. `done` gets an error, or none.
    template <class Done>
    void read(accepted_stream& stream, Done done)
    {
        if (std::exchange(reading_, true))
            return;
        stream.read_some(buffer_, [this, done = std::move(done)](error_code ec, std::size_t size) {
            reading_ = false;
            input_.erase(0, used_);
            used_ = 0;
            input_.append(buffer_.data(), ec ? 0 : size);
            done(ec);
        });
    }

private:
    action_reader actions_;
    std::array<char, 8192> buffer_;
    std::string input_;
    std::size_t used_ = 0;
    bool reading_ = false;
};

} // namespace ami::testing::detail

#endif // AMI_TESTING_DETAIL_TCP_READER_HPP
