// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_SOCKET_HOST_IPP
#define AMI_TESTING_IMPL_SOCKET_HOST_IPP

#include <ami/net/transports/open_socket.hpp>

#include <ami/testing/detail/socket_host.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/system/system_error.hpp>

#include <array>
#include <random>
#include <utility>

namespace ami::testing::detail {

class accepted_socket final : public accepted_stream {
public:
    explicit accepted_socket(boost::asio::ip::tcp::socket socket) : socket_(std::move(socket))
    {
        ami::detail::close_on_exec(socket_);
        error_code ignored;
        socket_.set_option(boost::asio::ip::tcp::no_delay(true), ignored);
        socket_.non_blocking(true, ignored);
        local_ = socket_.local_endpoint(ignored);
        remote_ = socket_.remote_endpoint(ignored);
    }

    endpoint local() const override { return local_; }
    endpoint remote() const override { return remote_; }

    void read_some(std::span<char> into, std::function<void(error_code, std::size_t)> done) override
    {
        socket_.async_read_some(boost::asio::buffer(into.data(), into.size()), std::move(done));
    }

    std::size_t write_some(std::string_view bytes, error_code& ec) override
    {
        return socket_.write_some(boost::asio::buffer(bytes.data(), bytes.size()), ec);
    }

    void wait_writable(std::function<void()> done) override
    {
        socket_.async_wait(
            boost::asio::ip::tcp::socket::wait_write, [done = std::move(done)](error_code) { done(); });
    }

    void half_close() override
    {
        error_code ignored;
        socket_.shutdown(boost::asio::ip::tcp::socket::shutdown_send, ignored);
    }

    void close(ending close_kind) override
    {
        error_code ec;
        if (close_kind == ending::rst) {
            socket_.set_option(boost::asio::socket_base::linger(true, 0), ec);
        } else {
            socket_.shutdown(boost::asio::ip::tcp::socket::shutdown_send, ec);
            drain();
        }
        socket_.close(ec);
    }

    boost::asio::ip::tcp::socket* socket() noexcept override { return &socket_; }

private:
    // Closing with unread input would send a reset, and the client might lose what was written.
    void drain()
    {
        std::array<char, 8192> unread;
        error_code ec;
        for (int i = 0; i != 1000 && !ec; ++i)
            socket_.read_some(boost::asio::buffer(unread), ec);
    }

    boost::asio::ip::tcp::socket socket_;
    endpoint local_;
    endpoint remote_;
};

// Belongs to the handler of the accept that is under way.
class socket_acceptor final : public std::enable_shared_from_this<socket_acceptor> {
public:
    socket_acceptor(boost::asio::io_context& context, host::acceptance accepted)
        : acceptor_(context), accepted_(std::move(accepted))
    {}

    void open(boost::asio::ip::tcp::endpoint& at)
    {
        error_code ec;
        ami::detail::open_socket(acceptor_, at.protocol(), ec);
        if (!ec)
            ami::detail::reuse_address(acceptor_, ec);
        if (ec)
            throw boost::system::system_error(ec, "open");
        acceptor_.bind(at);
        acceptor_.listen();
        at = acceptor_.local_endpoint();
        accept();
    }

    void close()
    {
        error_code ignored;
        acceptor_.close(ignored);
    }

private:
    void accept()
    {
        acceptor_.async_accept(
            [self = shared_from_this()](error_code ec, boost::asio::ip::tcp::socket socket) {
                if (!self->acceptor_.is_open())
                    return;
                if (!ec)
                    self->accepted_(std::make_unique<accepted_socket>(std::move(socket)));
                self->accept();
            });
    }

    boost::asio::ip::tcp::acceptor acceptor_;
    host::acceptance accepted_;
};

class socket_listener final : public listener {
public:
    explicit socket_listener(std::shared_ptr<socket_acceptor> acceptor) : acceptor_(std::move(acceptor)) {}
    ~socket_listener() override { acceptor_->close(); }

private:
    std::shared_ptr<socket_acceptor> acceptor_;
};

AMI_DECL std::unique_ptr<listener> socket_host::listen(endpoint& at, acceptance accepted)
{
    const auto acceptor = std::make_shared<socket_acceptor>(context_, std::move(accepted));
    acceptor->open(at);
    return std::make_unique<socket_listener>(acceptor);
}

AMI_DECL unsigned socket_host::random()
{
    std::random_device random;
    return random();
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_SOCKET_HOST_IPP
