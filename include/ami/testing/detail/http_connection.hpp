// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_TESTING_DETAIL_HTTP_CONNECTION_HPP
#define AMI_TESTING_DETAIL_HTTP_CONNECTION_HPP

#include <ami/protocol/errors/errc.hpp>
#include <ami/testing/http_reply.hpp>
#include <ami/testing/reply.hpp>

#include <ami/detail/macros.hpp>
#include <ami/testing/detail/connection.hpp>
#include <ami/testing/detail/http_request.hpp>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
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
    AMI_DECL http_connection(core& owner, http_handler& front, boost::asio::ip::tcp::socket socket,
        boost::asio::ssl::context* tls, std::uint64_t number);

    AMI_DECL void start();

    // `fragment` and `pause` as those of `reply`.
    AMI_DECL void answer(http_reply outgoing, std::size_t fragment = 0, std::chrono::microseconds pause = {});

    AMI_DECL void write_raw(std::string bytes) override;
    AMI_DECL void end(ending close_kind) override;
    AMI_DECL void half_close() override;
    AMI_DECL void faults_changed() override;

private:
    using request_parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

    AMI_DECL void step();
    AMI_DECL void read();
    AMI_DECL bool parse();
    AMI_DECL void dispatch();
    AMI_DECL void refuse(error_code ec);
    AMI_DECL void write_answer(const http_reply& outgoing);
    AMI_DECL void write();
    AMI_DECL void written(std::size_t size);
    AMI_DECL void restart_idle_timer();

    // Asio's operation on the socket or on TLS.
    template <class Operation>
    void on_stream(Operation operation)
    {
        if (tls_)
            operation(*tls_);
        else
            operation(socket_);
    }

    core& core_;
    http_handler* handler_;
    boost::asio::ip::tcp::socket socket_;
    std::optional<boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>> tls_;
    std::uint64_t number_;
    boost::asio::ip::tcp::endpoint local_;
    boost::asio::ip::tcp::endpoint remote_;
    boost::asio::steady_timer idle_timer_;
    boost::asio::steady_timer pause_timer_;

    std::array<char, 8192> buffer_;
    std::string input_;
    std::optional<request_parser> parser_;
    bool ready_ = false; // the handshake, if any, is done
    bool reading_ = false;
    bool busy_ = false; // with a request
    bool is_head_ = false;
    bool client_closes_ = false;

    std::string pending_;
    std::string output_; // is being written
    std::size_t output_used_ = 0;
    std::size_t fragment_ = 0;
    std::chrono::microseconds pause_{0};
    bool writing_ = false;
    bool answered_ = false; // the whole answer is in pending_ or output_
    std::uint64_t written_ = 0;
    std::optional<std::uint64_t> cut_at_;
    unsigned cut_turn_ = 0;
    std::optional<ending> closing_;
    bool half_closed_ = false;
    bool closed_ = false;
};

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/http_connection.ipp>
#include <ami/testing/impl/http_connection_writing.ipp>
#endif

#endif // AMI_TESTING_DETAIL_HTTP_CONNECTION_HPP
