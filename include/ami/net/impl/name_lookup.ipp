// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_IMPL_NAME_LOOKUP_IPP
#define AMI_NET_IMPL_NAME_LOOKUP_IPP

#include <ami/net/erased_function.hpp>
#include <ami/net/lookup_pool.hpp>
#include <ami/net/name_lookup.hpp>

#include <ami/detail/shared_object.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <string>
#include <utility>

namespace ami::detail {

inline endpoint_list resolve_by_system(const std::string& host, std::uint16_t port, error_code& ec)
{
    asio::io_context context(1);
    asio::ip::tcp::resolver resolver(context);
    endpoint_list found;
    for (const auto& result :
        resolver.resolve(host, std::to_string(port), asio::ip::resolver_base::numeric_service, ec))
        found.push_back(result.endpoint());
    return found;
}

AMI_DECL lookup_pool& lookup_pool::of_process()
{
    static auto* const pool = new lookup_pool(&resolve_by_system, bounds{});
    return *pool;
}

AMI_DECL std::size_t lookups_under_way()
{
    return lookup_pool::of_process().running();
}

// An address needs no look-up.
class address_lookup final : public lookup {
public:
    explicit address_lookup(std::shared_ptr<network::lookup_handler> done) : done_(std::move(done)) {}
    address_lookup(const address_lookup&) = delete;
    address_lookup& operator=(const address_lookup&) = delete;
    ~address_lookup() override { *done_ = nullptr; }

private:
    std::shared_ptr<network::lookup_handler> done_;
};

AMI_DECL std::unique_ptr<lookup> look_up_name(const asio::any_io_executor& executor, const std::string& host,
    std::uint16_t port, network::lookup_handler done)
{
    error_code ec;
    const auto address = asio::ip::make_address(host, ec);
    if (ec)
        return lookup_pool::of_process().start(executor, host, port, std::move(done));
    auto shared = make_shared_object<network::lookup_handler>(std::move(done));
    post_function(executor, [shared, endpoint = asio::ip::tcp::endpoint(address, port)] {
        if (const auto handler = std::exchange(*shared, nullptr))
            handler({}, {endpoint});
    });
    return std::make_unique<address_lookup>(std::move(shared));
}

} // namespace ami::detail

#endif // AMI_NET_IMPL_NAME_LOOKUP_IPP
