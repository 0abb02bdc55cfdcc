// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_TCP_WRITER_HPP
#define AMI_TESTING_DETAIL_TCP_WRITER_HPP

#include <ami/testing/reply.hpp>

#include <ami/detail/macros.hpp>
#include <ami/testing/detail/agenda.hpp>
#include <ami/testing/detail/host.hpp>
#include <ami/testing/detail/output_queue.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

namespace ami::testing::detail {

class core;
class tcp_session;

// Writes for a session, with the faults that are planned, and ends it where all that was owed is written.
class tcp_writer {
public:
    AMI_DECL tcp_writer(core& owner, tcp_session& session, accepted_stream& stream);

    AMI_DECL void write(std::string bytes, std::size_t fragment = 0, std::chrono::microseconds pause = {});
    // The session ends when all is written; nothing is added any more.
    AMI_DECL void close_when_written(ending close_kind);
    bool is_closing() const noexcept { return closing_.has_value(); }
    AMI_DECL void half_close();
    AMI_DECL void plan_changed();
    // The stream is closed.
    AMI_DECL void stop();

private:
    AMI_DECL void pump();
    AMI_DECL void wait_for(std::chrono::microseconds pause);
    AMI_DECL void wait_for_room();

    tcp_session& session_;
    accepted_stream& stream_;
    output_queue queue_;
    alarm room_alarm_;
    alarm pause_alarm_;
    std::optional<ending> closing_;
    bool waiting_ = false; // for room in the kernel, or for a pause to end
    bool half_closed_ = false;
    bool stopped_ = false;
};

} // namespace ami::testing::detail

// tcp_session.hpp includes the definitions: they need its class.

#endif // AMI_TESTING_DETAIL_TCP_WRITER_HPP
