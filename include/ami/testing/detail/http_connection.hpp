// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_HTTP_CONNECTION_HPP
#define AMI_TESTING_DETAIL_HTTP_CONNECTION_HPP

#include <ami/protocol/errors/errc.hpp>
#include <ami/testing/http_reply.hpp>
#include <ami/testing/reply.hpp>

#include <ami/detail/macros.hpp>
#include <ami/testing/detail/agenda.hpp>
#include <ami/testing/detail/connection.hpp>
#include <ami/testing/detail/host.hpp>
#include <ami/testing/detail/http_reader.hpp>
#include <ami/testing/detail/http_request.hpp>
#include <ami/testing/detail/http_stream.hpp>
#include <ami/testing/detail/http_writer.hpp>

#include <boost/asio/ssl/context.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace ami::testing::detail {

class core;
class http_connection;

// Who answers the requests.
class http_handler {
public:
    // Calls `http_connection::answer` now or later, once.
    virtual void handle(const std::shared_ptr<http_connection>& from, http_request request) = 0;

    // The idle time after which a connection is closed.
    virtual std::chrono::milliseconds keep_alive() const = 0;
    virtual std::string server_name() const = 0;

protected:
    ~http_handler() = default;
};

// A connection to the web server, in clear or with TLS: reads a request, writes its answer, reads the next.
class http_connection final
    : public connection
    , public std::enable_shared_from_this<http_connection> {
public:
    AMI_DECL http_connection(core& owner, http_handler& front, std::unique_ptr<accepted_stream> stream,
        boost::asio::ssl::context* tls, std::uint64_t number);

    AMI_DECL void start();

    // `fragment` and `pause` as those of `reply`.
    AMI_DECL void answer(http_reply outgoing, std::size_t fragment = 0, std::chrono::microseconds pause = {});

    // All of the answer is written.
    AMI_DECL void on_answered();

    void write_raw(std::string bytes) override { out_.write_raw(std::move(bytes)); }
    AMI_DECL void end(ending close_kind) override;
    void half_close() override { out_.half_close(); }
    AMI_DECL void faults_changed() override;

private:
    AMI_DECL void step();
    AMI_DECL void read();
    AMI_DECL void dispatch();
    AMI_DECL void write_answer(
        const http_reply& outgoing, std::size_t fragment, std::chrono::microseconds pause);
    AMI_DECL void restart_idle_alarm();

    core& core_;
    http_handler* handler_;
    std::uint64_t number_;
    http_stream stream_;
    http_reader in_;
    http_writer out_;
    alarm idle_alarm_;
    alarm delay_alarm_; // of an answer
    bool busy_ = false; // with a request
    bool is_head_ = false;
};

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/http_connection.ipp>
#include <ami/testing/impl/http_writer.ipp>
#endif

#endif // AMI_TESTING_DETAIL_HTTP_CONNECTION_HPP
