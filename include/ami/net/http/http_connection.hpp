// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_HTTP_HTTP_CONNECTION_HPP
#define AMI_NET_HTTP_HTTP_CONNECTION_HPP

#include <ami/net/network.hpp>
#include <ami/protocol/http/answer.hpp>

#include <ami/detail/macros.hpp>
#include <ami/detail/shared_object.hpp>

#include <boost/beast/core/string_type.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace ami::detail {

namespace beast = boost::beast;

// Is told what a connection did. Its functions are never invoked from inside a function of the connection.
class http_connection_observer {
public:
    virtual void on_http_connected(std::size_t slot, error_code ec) = 0;
    virtual void on_http_handshake(std::size_t slot, failure error) = 0;
    // The network took the last byte of the request. Not invoked if `send` said so.
    virtual void on_http_sent(std::size_t slot) = 0;
    virtual void on_http_answer(std::size_t slot, http_answer answer, bool keeps_alive) = 0;
    // By the other side, or because of what it sent.
    virtual void on_http_closed(std::size_t slot, failure error) = 0;

protected:
    ~http_connection_observer() = default;
};

// One connection to a web server: a request, its answer, the next request. It always reads, so that the end of an idle
// connection is noticed before a request is lost on it.
class http_connection final
    : public stream_observer
    , public shared_from_this_of<http_connection> {
public:
    http_connection(std::size_t slot, const limits& bounds, http_connection_observer& observer)
        : slot_(slot), max_body_(bounds.max_body), observer_(&observer)
    {}
    ~http_connection();

    // Over this stream, which was made with this object as its observer.
    void connect(std::shared_ptr<stream> over, const asio::ip::tcp::endpoint& to);
    void handshake() { stream_->handshake(); }

    // The connection is there: from now on `send` may be called, for one request at a time.
    void start();
    // Returns whether the network took the last byte.
    bool send(std::string request);

    // The observer is not used any more.
    void close() noexcept;

private:
    using response_parser = beast::http::response_parser<beast::http::string_body>;

    // Beast tells it of each chunk.
    class last_chunk {
    public:
        void operator()(std::uint64_t size, beast::string_view, error_code&) { seen = seen || size == 0; }

        bool seen = false;
    };

    AMI_DECL void on_connected(error_code ec) override;
    AMI_DECL void on_handshake(failure error) override;
    AMI_DECL void on_read(error_code ec, std::size_t size) override;
    AMI_DECL void on_writable(error_code ec) override;

    void read();
    bool write();
    void expect_answer();
    bool parse();
    bool finish_answer();
    void end(failure error);

    std::size_t slot_;
    std::size_t max_body_;
    http_connection_observer* observer_; // null once closed
    std::shared_ptr<stream> stream_;
    std::array<char, 16384> buffer_;
    std::string received_;
    std::string request_;
    std::size_t sent_ = 0; // of request_
    bool writing_ = false;
    std::optional<response_parser> parser_; // of the answer that is awaited
    last_chunk last_chunk_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/net/http/impl/http_connection.ipp>
#endif

#endif // AMI_NET_HTTP_HTTP_CONNECTION_HPP
