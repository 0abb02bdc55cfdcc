// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CONNECTION_SHARED_ANSWER_HPP
#define AMI_CLIENT_CONNECTION_SHARED_ANSWER_HPP

#include <ami/protocol/errors/error.hpp>
#include <ami/protocol/wire/response.hpp>

#include <functional>
#include <utility>
#include <vector>

namespace ami::detail {

// Those who ask the same in one turn get the same answer.
class shared_answer {
public:
    using handler = std::function<void(const failure&, const response&)>;

    // True for the first one: the action must be sent.
    bool add(handler asking)
    {
        asking_.push_back(std::move(asking));
        return asking_.size() == 1;
    }

    // The action is sent now, and who asks from now on needs another. It gives the answer to those who have asked.
    auto send()
    {
        return [asked = std::exchange(asking_, {})](const failure& error, const response& answer) {
            for (const auto& each : asked)
                each(error, answer);
        };
    }

private:
    std::vector<handler> asking_;
};

} // namespace ami::detail

#endif // AMI_CLIENT_CONNECTION_SHARED_ANSWER_HPP
