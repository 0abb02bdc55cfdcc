// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_TRANSPORTS_TLS_SOCKET_HPP
#define AMI_NET_TRANSPORTS_TLS_SOCKET_HPP

#include <ami/protocol/errors/error.hpp>

#include <ami/detail/macros.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/error.hpp>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <cstddef>
#include <deque>
#include <memory>
#include <string>

namespace ami::detail {

namespace asio = boost::asio;

// OpenSSL that reads from a socket and writes to it itself, without a copy between if the network takes the bytes.
class tls_socket {
public:
    enum class step { done, wants_read, wants_write, failed };
    // How a call of OpenSSL ended.
    struct result {
        step next = step::done;
        error_code ec; // of `failed`; eof if the peer closed, with or without a close_notify
    };

    AMI_COLD AMI_DECL tls_socket(const asio::any_io_executor& executor, SSL_CTX* context);
    tls_socket(const tls_socket&) = delete;
    tls_socket& operator=(const tls_socket&) = delete;

    asio::ip::tcp::socket& tcp() noexcept { return socket_; }
    SSL* ssl() const noexcept { return ssl_.get(); }

    // Each record reaches the kernel as a message of its own, which is not joined with the next one.
    void end_records() noexcept { ends_records_ = true; }
    bool ends_records() const noexcept { return ends_records_; }

    // From now on OpenSSL does not wait until the network takes a record: what it does not take is kept here. OpenSSL ends
    // the connection if the peer asks for new keys while it waits so (its issue 8677; seen with 3.6).
    void keep_unsent() noexcept { keeps_unsent_ = true; }
    // Sends what was kept, as far as the network takes it.
    AMI_DECL result flush();

    // Invokes `function` with the SSL object.
    template <class Function>
    result call(Function function)
    {
        // The queue of errors belongs to the thread: others leave something there, and look at what we leave.
        ERR_clear_error();
        transport_error_ = {};
        const int returned = function(ssl_.get());
        const int status = SSL_get_error(ssl_.get(), returned);
        const auto reason = static_cast<int>(ERR_peek_error());
        ERR_clear_error();
        switch (status) {
        case SSL_ERROR_NONE: return {};
        case SSL_ERROR_WANT_READ: return {step::wants_read, {}};
        case SSL_ERROR_WANT_WRITE: return {step::wants_write, {}};
        case SSL_ERROR_SSL: return {step::failed, {reason, asio::error::get_ssl_category()}};
        case SSL_ERROR_SYSCALL:
            if (transport_error_)
                return {step::failed, transport_error_};
            break;
        default: break;
        }
        return {step::failed, asio::error::eof};
    }

private:
    // What OpenSSL calls to reach the socket.
    AMI_COLD static const BIO_METHOD* method();
    static int receive(BIO* bio, char* into, std::size_t room, std::size_t* size);
    static int send(BIO* bio, const char* bytes, std::size_t count, std::size_t* size);
    AMI_COLD static long control(BIO* bio, int command, long number, void* argument);
    std::size_t send_some(const char* bytes, std::size_t count, error_code& ec);
    bool keep(const char* bytes, std::size_t count);

    asio::ip::tcp::socket socket_;
    std::unique_ptr<SSL, decltype(&SSL_free)> ssl_;
    error_code transport_error_;
    bool ends_records_ = false;
    bool keeps_unsent_ = false;
    std::deque<std::string> unsent_; // one record each, the first one without what was sent of it
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/net/transports/impl/tls_socket.ipp>
#endif

#endif // AMI_NET_TRANSPORTS_TLS_SOCKET_HPP
