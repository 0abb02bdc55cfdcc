// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_HTTP_OPTIONS_HPP
#define AMI_TESTING_HTTP_OPTIONS_HPP

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace ami::testing {

/// How an `http_port` behaves: what http.conf and manager.conf say of the web server.
class http_options {
public:
    http_options() = default;

    /// `prefix` of http.conf.
    http_options& with_prefix(std::string_view value) &
    {
        prefix = value;
        return *this;
    }
    http_options&& with_prefix(std::string_view value) && { return std::move(with_prefix(value)); }

    /// `httptimeout` of manager.conf.
    http_options& with_session_timeout(std::chrono::seconds value) &
    {
        session_timeout = value;
        return *this;
    }
    http_options&& with_session_timeout(std::chrono::seconds value) &&
    {
        return std::move(with_session_timeout(value));
    }

    /// Files in PEM format.
    http_options& with_certificate(std::string_view certificate, std::string_view key) &
    {
        certificate_file = certificate;
        key_file = key;
        return *this;
    }
    http_options&& with_certificate(std::string_view certificate, std::string_view key) &&
    {
        return std::move(with_certificate(certificate, key));
    }

    /// What stands before `/rawman` and the others; empty: nothing.
    std::string prefix = "/asterisk";

    /// The port on which it listens, on the server's address. Port 0: any free port.
    std::uint16_t port = 0;

    /// `httptimeout` of manager.conf: so long lives a session that nobody uses.
    std::chrono::seconds session_timeout{60};

    /// `session_keep_alive` of http.conf: an idle connection is closed after this time. Zero: after every answer.
    std::chrono::milliseconds keep_alive{15'000};

    /// The realm of digest: `systemname` of asterisk.conf.
    std::string realm = "asterisk";

    /// Where both are given, the port speaks `https://`, and nothing else.
    std::string certificate_file;
    /// The key of the certificate, in PEM format.
    std::string key_file;
};

} // namespace ami::testing

#endif // AMI_TESTING_HTTP_OPTIONS_HPP
