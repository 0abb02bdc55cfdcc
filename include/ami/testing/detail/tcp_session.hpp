// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_TCP_SESSION_HPP
#define AMI_TESTING_DETAIL_TCP_SESSION_HPP

#include <ami/protocol/errors/errc.hpp>
#include <ami/testing/reply.hpp>
#include <ami/testing/request.hpp>

#include <ami/detail/macros.hpp>
#include <ami/testing/detail/action_reader.hpp>
#include <ami/testing/detail/agenda.hpp>
#include <ami/testing/detail/classes.hpp>
#include <ami/testing/detail/connection.hpp>
#include <ami/testing/detail/host.hpp>
#include <ami/testing/detail/session.hpp>
#include <ami/testing/detail/tcp_reader.hpp>
#include <ami/testing/detail/tcp_writer.hpp>

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace ami::testing::detail {

class core;

// A session over TCP, which is one connection: reads actions one after another, writes their answers and, between
// actions, events.
class tcp_session final
    : public session
    , public connection
    , public std::enable_shared_from_this<tcp_session> {
public:
    AMI_DECL tcp_session(core& owner, std::unique_ptr<accepted_stream> stream, std::uint64_t number);

    AMI_DECL void start();

    AMI_DECL void deliver(class_mask classes, const std::string& text) override;
    AMI_DECL std::function<void(const reply&)> answer_later() override;
    AMI_DECL reply wait_for_event(const request& action) override;
    void close(ending close_kind) override { end(close_kind); }

    void write_raw(std::string bytes) override { out_.write(std::move(bytes)); }
    AMI_DECL void end(ending close_kind) override;
    void half_close() override { out_.half_close(); }
    AMI_DECL void faults_changed() override;

    // How long the kernel may take nothing of what is written.
    std::chrono::milliseconds write_timeout() const noexcept
    {
        return account_ ? account_->write_timeout : std::chrono::milliseconds{100};
    }

private:
    AMI_DECL void greet();
    AMI_DECL void step();
    AMI_DECL void read();
    AMI_DECL void handle(action_reader::result result);
    AMI_DECL void apply(const reply& answer);
    AMI_DECL void apply_now(const reply& answer);
    AMI_DECL void end_wait();

    core& core_;
    std::unique_ptr<accepted_stream> stream_;
    alarm login_alarm_;
    alarm reply_alarm_;
    tcp_reader in_;
    tcp_writer out_;
    bool busy_ = true;                  // with the banner, then with an action
    std::optional<request> event_wait_; // the WaitEvent in hand
    std::deque<std::string> backlog_;
    bool closed_ = false;
};

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/tcp_session.ipp>
#include <ami/testing/impl/tcp_writer.ipp>
#endif

#endif // AMI_TESTING_DETAIL_TCP_SESSION_HPP
