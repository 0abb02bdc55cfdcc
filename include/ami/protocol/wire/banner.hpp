// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_WIRE_BANNER_HPP
#define AMI_PROTOCOL_WIRE_BANNER_HPP

#include <ami/protocol/errors/error.hpp>

#include <ami/detail/macros.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace ami {

/// The first line of a server, for example `Asterisk Call Manager/11.0.0`. The version is AMI's, not Asterisk's: see
/// the table in protocol/README.md 8. `CoreSettings` answers with Asterisk's version.
class banner {
public:
    banner() = default;

    /// For example `Asterisk Call Manager`. Proxies and forks can have another name.
    const std::string& product() const& noexcept { return product_; }
    std::string product() && noexcept { return std::move(product_); }

    /// For example `11.0.0`.
    const std::string& version() const& noexcept { return version_; }
    std::string version() && noexcept { return std::move(version_); }

    /// The version's first number, for example 11; 0 if there is none.
    int major_version() const noexcept { return major_; }

private:
    friend AMI_DECL banner parse_banner(std::string_view line, detail::failure& error);

    std::string product_;
    std::string version_;
    int major_ = 0;
};

/// Reads a banner line, which comes without its line end. Fails with `errc::not_ami` for a line of another
/// protocol; the text quotes the line and names the protocol that it looks like.
AMI_DECL banner parse_banner(std::string_view line, detail::failure& error);

namespace detail {

/// Bytes of a server as one printable, short text.
AMI_DECL std::string printable(std::string_view bytes, std::size_t most = 64);

} // namespace detail
} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/protocol/wire/impl/banner.ipp>
#endif

#endif // AMI_PROTOCOL_WIRE_BANNER_HPP
