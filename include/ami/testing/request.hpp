// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_REQUEST_HPP
#define AMI_TESTING_REQUEST_HPP

#include <ami/protocol/wire/packet.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace ami::testing {

/// An action that the server received. Its headers are read as those of any packet: `request["Channel"]`,
/// `request.all("Variable")`.
class request : public packet {
public:
    request() = default;

    /// For the server: an action of a session and its user.
    request(const packet_view& from, std::uint64_t from_session, std::string of_user)
        : packet(from), session_(from_session), user_(std::move(of_user))
    {}

    /// The action's name as it was sent: the first non-empty `Action`. Empty if there is none.
    std::string_view name() const& noexcept
    {
        for (const auto value : all("Action")) {
            if (!value.empty())
                return value;
        }
        return {};
    }
    std::string_view name() const&& = delete;

    /// `ActionID`; empty if there is none.
    std::string_view action_id() const& noexcept { return (*this)["ActionID"]; }
    std::string_view action_id() const&& = delete;

    /// Which connection it came from; connections are numbered from 1.
    std::uint64_t session() const noexcept { return session_; }

    /// Who was logged in on that connection; empty before the login.
    const std::string& user() const& noexcept { return user_; }
    const std::string& user() const&& = delete;

private:
    std::uint64_t session_ = 0;
    std::string user_;
};

} // namespace ami::testing

#endif // AMI_TESTING_REQUEST_HPP
