// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_TRANSPORTS_IMPL_TLS_SOCKET_IPP
#define AMI_NET_TRANSPORTS_IMPL_TLS_SOCKET_IPP

#include <ami/net/transports/tls_socket.hpp>

#include <boost/asio/buffer.hpp>

#include <new>

namespace ami::detail {

// Several records per call of the system.
inline constexpr std::size_t tls_read_ahead = 65536;

AMI_DECL tls_socket::tls_socket(const asio::any_io_executor& executor, SSL_CTX* context)
    : socket_(executor), ssl_(SSL_new(context), &SSL_free)
{
    BIO* const bio = ssl_ ? BIO_new(method()) : nullptr;
    if (!bio)
        throw std::bad_alloc();
    BIO_set_data(bio, this);
    BIO_set_init(bio, 1);
    SSL_set_bio(ssl_.get(), bio, bio);
    SSL_set_connect_state(ssl_.get());
    // What could not be written at once is written again from wherever it is then.
    SSL_set_mode(ssl_.get(),
        SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    SSL_set_read_ahead(ssl_.get(), 1);
    SSL_set_default_read_buffer_len(ssl_.get(), tls_read_ahead);
}

AMI_DECL const BIO_METHOD* tls_socket::method()
{
    static const std::unique_ptr<BIO_METHOD, decltype(&BIO_meth_free)> made_once = [] {
        std::unique_ptr<BIO_METHOD, decltype(&BIO_meth_free)> made(
            BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "ami"), &BIO_meth_free);
        if (!made || BIO_meth_set_read_ex(made.get(), &tls_socket::receive) != 1 ||
            BIO_meth_set_write_ex(made.get(), &tls_socket::send) != 1 ||
            BIO_meth_set_ctrl(made.get(), &tls_socket::control) != 1)
            throw std::bad_alloc();
        return made;
    }();
    return made_once.get();
}

AMI_DECL int tls_socket::receive(BIO* bio, char* into, std::size_t room, std::size_t* size)
{
    auto& self = *static_cast<tls_socket*>(BIO_get_data(bio));
    BIO_clear_retry_flags(bio);
    error_code ec;
    *size = self.socket_.read_some(asio::buffer(into, room), ec);
    if (ec == asio::error::would_block || ec == asio::error::try_again)
        BIO_set_retry_read(bio);
    else if (ec)
        self.transport_error_ = ec;
    return ec ? 0 : 1;
}

// Through Asio, which asks the system not to raise SIGPIPE. A record each time: its end keeps the kernel from joining it with
// the next and cutting both at the segment size. What is not sent is no error.
AMI_DECL std::size_t tls_socket::send_some(const char* bytes, std::size_t count, error_code& ec)
{
    const auto sent = socket_.send(
        asio::buffer(bytes, count), ends_records_ ? asio::socket_base::message_end_of_record : 0, ec);
    if (ec == asio::error::would_block || ec == asio::error::try_again)
        ec = {};
    return sent;
}

AMI_DECL tls_socket::result tls_socket::flush()
{
    while (!unsent_.empty()) {
        auto& record = unsent_.front();
        error_code ec;
        const auto sent = send_some(record.data(), record.size(), ec);
        if (ec)
            return {step::failed, ec};
        if (sent != record.size()) {
            record.erase(0, sent);
            return {step::wants_write, {}};
        }
        unsent_.pop_front();
    }
    return {};
}

// There is one record of the user's at a time; the others are few and small, but for a peer that asks for more and more.
AMI_DECL bool tls_socket::keep(const char* bytes, std::size_t count)
{
    constexpr std::size_t max_records = 8;
    if (!keeps_unsent_ || unsent_.size() == max_records)
        return false;
    unsent_.emplace_back(bytes, count);
    return true;
}

AMI_DECL int tls_socket::send(BIO* bio, const char* bytes, std::size_t count, std::size_t* size)
{
    auto& self = *static_cast<tls_socket*>(BIO_get_data(bio));
    BIO_clear_retry_flags(bio);
    error_code ec;
    // What was kept is sent by `flush` alone: who wrote it learns that it was.
    *size = self.unsent_.empty() ? self.send_some(bytes, count, ec) : 0;
    if (ec) {
        self.transport_error_ = ec;
        return 0;
    }
    if (*size != count && self.keep(bytes + *size, count - *size))
        *size = count;
    if (*size == 0)
        BIO_set_retry_write(bio);
    return *size == 0 ? 0 : 1;
}

AMI_DECL long tls_socket::control(BIO*, int command, long, void*)
{
    return command == BIO_CTRL_FLUSH ? 1 : 0;
}

} // namespace ami::detail

#endif // AMI_NET_TRANSPORTS_IMPL_TLS_SOCKET_IPP
