// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_HTTP_WRITER_HPP
#define AMI_TESTING_DETAIL_HTTP_WRITER_HPP

#include <ami/testing/reply.hpp>

#include <ami/detail/macros.hpp>
#include <ami/testing/detail/agenda.hpp>
#include <ami/testing/detail/http_stream.hpp>
#include <ami/testing/detail/output_queue.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

namespace ami::testing::detail {

class core;
class http_connection;

// Writes for a connection, with the faults that are planned.
class http_writer {
public:
    AMI_DECL http_writer(core& owner, http_connection& connection, http_stream& stream);

    AMI_DECL void write_raw(std::string bytes);
    // A whole answer. The connection is told when it is written, or ends then as `closing` says.
    AMI_DECL void write_answer(std::string bytes, std::size_t fragment, std::chrono::microseconds pause,
        std::optional<ending> closing);
    bool is_closing() const noexcept { return closing_.has_value(); }
    AMI_DECL void half_close();
    bool is_half_closed() const noexcept { return half_closed_; }
    AMI_DECL void plan_changed();
    // The stream is closed.
    void stop() { pause_alarm_.cancel(); }

private:
    AMI_DECL void pump();
    AMI_DECL void written(std::size_t size);

    http_connection& connection_;
    http_stream& stream_;
    output_queue queue_;
    alarm pause_alarm_;
    std::optional<ending> closing_;
    bool writing_ = false;
    bool answered_ = false; // the whole answer is in the queue
    bool half_closed_ = false;
};

} // namespace ami::testing::detail

// http_connection.hpp includes the definitions: they need its class.

#endif // AMI_TESTING_DETAIL_HTTP_WRITER_HPP
