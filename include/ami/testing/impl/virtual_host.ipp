// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_VIRTUAL_HOST_IPP
#define AMI_TESTING_IMPL_VIRTUAL_HOST_IPP

#include <ami/testing/detail/virtual_host.hpp>
#include <ami/testing/detail/virtual_world.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/system/system_error.hpp>

#include <array>
#include <cstdint>
#include <utility>

namespace ami::testing::detail {

AMI_DECL virtual_accepted_stream::virtual_accepted_stream(boost::asio::io_context& context,
    std::shared_ptr<virtual_link> link, const endpoint& local, const endpoint& remote)
    : context_(context), link_(std::move(link)), local_(local), remote_(remote)
{
    const auto weak = std::weak_ptr(waits_);
    const auto to = std::weak_ptr(link_);
    link_->watch(
        virtual_link::side::server,
        [&context, weak, to] {
            boost::asio::post(context, [weak, to] {
                if (const auto living = to.lock())
                    finish_read(weak, living);
            });
        },
        [&context, weak] { boost::asio::post(context, [weak] { finish_wait(weak); }); });
}

AMI_DECL virtual_accepted_stream::~virtual_accepted_stream()
{
    link_->close(virtual_link::side::server, true);
}

AMI_DECL void virtual_accepted_stream::finish_read(
    const std::weak_ptr<waits>& of, const std::shared_ptr<virtual_link>& link)
{
    const auto waits = of.lock();
    if (!waits || !waits->read || !link->is_readable(virtual_link::side::server))
        return;
    error_code ec;
    const auto size = link->read(virtual_link::side::server, waits->into, ec);
    if (size == 0 && !ec)
        ec = boost::asio::error::eof;
    const auto done = std::exchange(waits->read, nullptr);
    done(ec, size);
}

AMI_DECL void virtual_accepted_stream::finish_wait(const std::weak_ptr<waits>& of)
{
    const auto waits = of.lock();
    if (!waits)
        return;
    if (const auto done = std::exchange(waits->write, nullptr))
        done();
}

AMI_DECL void virtual_accepted_stream::read_some(
    std::span<char> into, std::function<void(error_code, std::size_t)> done)
{
    waits_->into = into;
    waits_->read = std::move(done);
    if (link_->is_readable(virtual_link::side::server))
        boost::asio::post(context_, [weak = std::weak_ptr(waits_), to = link_] { finish_read(weak, to); });
}

AMI_DECL std::size_t virtual_accepted_stream::write_some(std::string_view bytes, error_code& ec)
{
    return link_->write(virtual_link::side::server, bytes, ec);
}

AMI_DECL void virtual_accepted_stream::wait_writable(std::function<void()> done)
{
    waits_->write = std::move(done);
    if (link_->is_writable(virtual_link::side::server))
        boost::asio::post(context_, [weak = std::weak_ptr(waits_)] { finish_wait(weak); });
}

AMI_DECL void virtual_accepted_stream::half_close()
{
    link_->shut_down(virtual_link::side::server);
}

AMI_DECL void virtual_accepted_stream::close(ending close_kind)
{
    if (close_kind == ending::fin) {
        // Closing with unread input would send a reset.
        std::array<char, 8192> unread;
        error_code ec;
        while (link_->read(virtual_link::side::server, unread, ec) != 0) {}
    }
    link_->close(virtual_link::side::server, close_kind == ending::rst);
    // They keep the stream.
    boost::asio::post(context_, [kept = std::exchange(waits_, std::make_shared<waits>())] {
        kept->read = nullptr;
        kept->write = nullptr;
    });
}

// A port that is listened on until this is destroyed.
class virtual_listener final : public listener {
public:
    virtual_listener(virtual_world& world, std::uint16_t port) : world_(world), port_(port) {}
    ~virtual_listener() override { world_.close(port_); }

private:
    virtual_world& world_;
    std::uint16_t port_;
};

AMI_DECL std::unique_ptr<listener> virtual_host::listen(endpoint& at, acceptance accepted)
{
    auto opened = std::make_shared<virtual_world::port>();
    opened->context = &context_;
    opened->accepted = std::move(accepted);
    auto number = at.port();
    if (!world_.open(number, std::move(opened)))
        throw boost::system::system_error(boost::asio::error::address_in_use, "bind");
    at.port(number);
    return std::make_unique<virtual_listener>(world_, number);
}

AMI_DECL unsigned virtual_host::random()
{
    return world_.random();
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_VIRTUAL_HOST_IPP
