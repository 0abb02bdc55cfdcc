// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_FACT_CHECKER_HPP
#define AMI_TESTS_SUPPORT_FACT_CHECKER_HPP

// A session that sees every event of an embedded server while a suite runs, and lets the process fail if one of them is
// none of the facts.

#include "net/testing_server_socket.hpp"
#include "support/event_facts.hpp"

#include <ami/protocol/wire/packet_view.hpp>
#include <ami/testing/server.hpp>

#include <cstdio>
#include <cstdlib>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>

namespace tests {

class fact_checker {
public:
    explicit fact_checker(ami::testing::server& of) : server_(of), socket_(of)
    {
        socket_.line();
        socket_.send_lines("Action: Login\nUsername: hello\nSecret: world\nEvents: on\n\n");
        socket_.packets_until("SuccessfulAuth");
        // Made now, so that they are destroyed after a checker that is static.
        static_cast<void>(ami::catalogue::actions());
        static_cast<void>(ami::catalogue::events());
        reader_ = std::thread([this] { read(); });
    }

    fact_checker(const fact_checker&) = delete;
    fact_checker& operator=(const fact_checker&) = delete;

    ~fact_checker()
    {
        server_.inject(end, {});
        reader_.join();
        for (const auto& fault : faults_)
            std::fprintf(stderr, "not of the facts: %s\n", fault.c_str());
        if (!faults_.empty()) {
            std::fflush(nullptr);
            std::_Exit(EXIT_FAILURE);
        }
    }

private:
    static constexpr const char* end = "LastToBeChecked";

    void read()
    {
        for (;;) {
            std::string bytes;
            try {
                bytes = socket_.packet();
            } catch (const std::runtime_error&) {
                continue; // nothing happens for a while
            }
            if (!bytes.starts_with("Event: "))
                continue;
            const auto lines = bytes.size() - 2; // without the blank line
            const ami::event_view event(ami::packet_view(bytes, lines, {}, ami::packet_kind::event));
            if (event.name() == end)
                return;
            check_by_facts(event, faults_);
        }
    }

    ami::testing::server& server_;
    raw_socket socket_;
    std::set<std::string> faults_;
    std::thread reader_;
};

} // namespace tests

#endif // AMI_TESTS_SUPPORT_FACT_CHECKER_HPP
