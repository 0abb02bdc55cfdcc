// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_HTTP_FRONT_HPP
#define AMI_TESTING_DETAIL_HTTP_FRONT_HPP

#include <ami/testing/http_options.hpp>
#include <ami/testing/http_reply.hpp>
#include <ami/testing/reply.hpp>
#include <ami/testing/request.hpp>

#include <ami/detail/macros.hpp>
#include <ami/testing/detail/agenda.hpp>
#include <ami/testing/detail/core.hpp>
#include <ami/testing/detail/host.hpp>
#include <ami/testing/detail/http_connection.hpp>
#include <ami/testing/detail/http_sessions.hpp>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace ami::testing::detail {

// The web server: takes connections, finds the session of each request, has the core run its action and answers. Lives
// on the server's thread.
class http_front final
    : public http_handler
    , public std::enable_shared_from_this<http_front> {
public:
    using time_point = http_session::time_point;
    using rewriter = std::function<void(const request&, http_reply&)>;

    AMI_DECL http_front(core& owner, http_options configuration);

    AMI_DECL void open();
    AMI_DECL void close();
    AMI_DECL void listen(bool on);

    // The clock runs ahead by this.
    AMI_DECL void advance(std::chrono::steady_clock::duration by);

    time_point now() const { return core_.agenda.now() + ahead_; }
    const http_options& settings() const noexcept { return settings_; }
    http_sessions& sessions() noexcept { return sessions_; }
    std::uint16_t port() const noexcept { return endpoint_.port(); }
    bool uses_tls() const noexcept { return tls_.has_value(); }

    std::map<std::string, rewriter> rewrites; // by lower-case name of the action; "" for every one

private:
    // A request that is being answered.
    struct exchange {
        std::shared_ptr<http_connection> from;
        std::shared_ptr<http_session> session; // null if there is none
        http_path path{false, false};
        request action;
        std::string xml_id = "unknown";
        std::string xml_element = "generic";
    };
    using exchange_ptr = std::shared_ptr<exchange>;

    AMI_DECL void handle(const std::shared_ptr<http_connection>& from, http_request request) override;
    std::chrono::milliseconds keep_alive() const override { return settings_.keep_alive; }
    AMI_DECL std::string server_name() const override;

    AMI_DECL void accept(std::unique_ptr<accepted_stream> stream);
    AMI_DECL void run(const exchange_ptr& current);
    AMI_DECL void finish(const exchange_ptr& current, const reply& answer);
    AMI_DECL void finish_now(const exchange_ptr& current, const reply& answer);
    AMI_DECL void send(const exchange_ptr& current, http_reply answer, const reply* from = nullptr);
    AMI_DECL http_reply page(unsigned status, std::string_view reason, std::string_view text) const;
    AMI_DECL void look_again(http_session& which);
    AMI_DECL void tick();
    AMI_DECL void arm();

    core& core_;
    http_options settings_;
    std::chrono::steady_clock::duration ahead_{0};
    bool closed_ = false;
    http_session::surroundings world_;
    http_sessions sessions_;
    std::optional<boost::asio::ssl::context> tls_;
    std::unique_ptr<listener> listener_;
    boost::asio::ip::tcp::endpoint endpoint_;
    alarm alarm_; // of what is waited for, and of the sessions' ends
    std::map<std::uint64_t, std::weak_ptr<http_connection>> connections_;
};

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/http_front.ipp>
#endif

#endif // AMI_TESTING_DETAIL_HTTP_FRONT_HPP
