// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CONNECTION_HOST_LOOKUP_HPP
#define AMI_CLIENT_CONNECTION_HOST_LOOKUP_HPP

#include <ami/net/network.hpp>
#include <ami/protocol/config/config.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ami::detail {

// The look-up of the host's addresses, and what the last one has found. One that was given up says nothing any more.
class host_lookup {
public:
    // `found(failure)` is invoked later, unless `owner`, of which this object is a part, is gone.
    template <class Found>
    void start(network& world, const asio::any_io_executor& executor, const config& settings,
        std::weak_ptr<const void> owner, Found found)
    {
        lookup_ = world.resolve(executor, settings.host, settings.port,
            [this, owner = std::move(owner), number = ++last_, found = std::move(found)](
                failure error, endpoint_list endpoints) {
                const auto keep = owner.lock();
                if (!keep || number != last_)
                    return;
                lookup_.reset();
                endpoints_ = std::move(endpoints);
                found(std::move(error));
            });
    }

    void give_up() noexcept
    {
        ++last_;
        lookup_.reset();
    }

    const asio::ip::tcp::endpoint& endpoint(std::size_t address) const { return endpoints_[address]; }

    AMI_COLD std::vector<std::string> texts() const
    {
        std::vector<std::string> texts;
        texts.reserve(endpoints_.size());
        for (const auto& endpoint : endpoints_) {
            const auto address = endpoint.address().to_string();
            texts.push_back(endpoint.address().is_v6() ? fmt::format("[{}]:{}", address, endpoint.port())
                                                       : fmt::format("{}:{}", address, endpoint.port()));
        }
        return texts;
    }

private:
    std::unique_ptr<lookup> lookup_;
    std::uint64_t last_ = 0; // the number of the one that is awaited
    endpoint_list endpoints_;
};

} // namespace ami::detail

#endif // AMI_CLIENT_CONNECTION_HOST_LOOKUP_HPP
