// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_HTTP_FRONT_IPP
#define AMI_TESTING_IMPL_HTTP_FRONT_IPP

#include <ami/protocol/wire/ascii.hpp>

#include <ami/testing/detail/http_front.hpp>
#include <ami/testing/detail/mxml.hpp>
#include <ami/testing/detail/text.hpp>

#include <boost/asio/post.hpp>
#include <boost/system/system_error.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <exception>

namespace ami::testing::detail {

// manager.h: AST_MAX_MANHEADERS. Fields beyond it are dropped without a word.
inline constexpr std::size_t max_http_fields = 128;

AMI_DECL http_front::http_front(core& owner, http_options configuration)
    : core_(owner),
      settings_(std::move(configuration)), world_{[this] { return now(); },
                                               [this](http_session& which) { look_again(which); },
                                               [this](http_session& which) { sessions_.forget(which); }},
      sessions_(owner, settings_, world_), endpoint_(owner.endpoint.address(), settings_.port),
      alarm_(owner.agenda)
{
    if (settings_.certificate_file.empty() && settings_.key_file.empty())
        return;
    tls_.emplace(boost::asio::ssl::context::tls_server);
    tls_->use_certificate_chain_file(settings_.certificate_file);
    tls_->use_private_key_file(settings_.key_file, boost::asio::ssl::context::pem);
}

AMI_DECL void http_front::open()
{
    listen(true);
    core_.other_ports.emplace_back([weak = weak_from_this()](bool on) {
        if (const auto self = weak.lock())
            self->listen(on);
    });
    tick();
}

AMI_DECL void http_front::close()
{
    closed_ = true;
    listen(false);
    alarm_.cancel();
    const auto open = connections_;
    for (const auto& [number, weak] : open) {
        if (const auto each = weak.lock())
            each->end(ending::fin);
    }
    sessions_.forget_all();
}

AMI_DECL void http_front::listen(bool on)
{
    if (!on)
        return listener_.reset();
    if (listener_)
        return;
    const auto accepted = [weak = weak_from_this()](std::unique_ptr<accepted_stream> stream) {
        if (const auto self = weak.lock())
            self->accept(std::move(stream));
    };
    listener_ = core_.host.listen(endpoint_, accepted);
}

AMI_DECL void http_front::accept(std::unique_ptr<accepted_stream> stream)
{
    std::erase_if(connections_, [](const auto& each) { return each.second.expired(); });
    const auto number = core_.next_number();
    const auto added =
        std::make_shared<http_connection>(core_, *this, std::move(stream), tls_ ? &*tls_ : nullptr, number);
    connections_.emplace(number, added);
    core_.add(number, added);
    added->start();
}

AMI_DECL std::string http_front::server_name() const
{
    return fmt::format("Asterisk/{}", core_.asterisk_version());
}

AMI_DECL http_reply http_front::page(unsigned status, std::string_view reason, std::string_view text) const
{
    auto made = http_reply::page(status, reason, text);
    const auto name = made.body.find("<address>Asterisk");
    made.body.replace(name + 9, 8, server_name());
    return made;
}

// --- requests ---------------------------------------------------------------------------------------------------------

AMI_DECL void http_front::handle(const std::shared_ptr<http_connection>& from, http_request asked)
{
    const auto now = this->now();
    sessions_.purge(now);
    const auto current = std::make_shared<exchange>();
    current->from = from;

    std::string lines;
    std::size_t count = 0;
    for (const auto& [name, value] : parse_fields(asked)) {
        if (ami::detail::iequals(name, "ajaxdest"))
            current->xml_id = value;
        else if (ami::detail::iequals(name, "ajaxobjtype"))
            current->xml_element = value;
        if (++count <= max_http_fields)
            lines += fmt::format("{}: {}\r\n", without_line_ends(name), without_line_ends(value));
    }
    const auto make_action = [&](std::uint64_t session, const std::string& user) {
        const auto raw = lines + "\r\n";
        current->action = request(packet_view(raw, raw.size() - 2, {}, packet_kind::other), session, user);
    };
    make_action(0, {});

    const auto path = sessions_.find_path(asked.path());
    if (!path && (asked.method == "GET" || asked.method == "HEAD" || asked.method == "POST"))
        return send(current, page(404, "Not Found", "The requested URL was not found on this server."));
    if (asked.method != "GET" && asked.method != "HEAD" && asked.method != "POST")
        return send(
            current, page(501, "Not Implemented", "Attempt to use unimplemented / unsupported method"));
    current->path = *path;

    if (path->digest) {
        http_sessions::refusal refused;
        current->session = sessions_.by_digest(asked, now, refused);
        if (!current->session) {
            auto answer = refused.denied ? page(403, "Permission denied", "Permission denied")
                                         : page(401, "Unauthorized", "");
            answer.closes = refused.denied;
            if (!refused.denied)
                answer.headers.emplace(answer.headers.begin(), "WWW-authenticate", refused.challenge);
            return send(current, std::move(answer));
        }
        sessions_.used(*current->session, true, now);
    } else {
        current->session = sessions_.by_cookie(asked);
    }
    const auto& account = current->session->who();
    make_action(current->session->number(), account ? account->name : "");
    run(current);
}

AMI_DECL void http_front::run(const exchange_ptr& current)
{
    auto& session = *current->session;
    ++session.requests;
    session.in_hand = [self = shared_from_this(), current](
                          const reply& answer) { self->finish(current, answer); };
    core_.record(current->action);
    auto answer = reply::never();
    try {
        answer = core_.respond(session, current->action);
    } catch (const std::exception& error) {
        answer =
            reply::error(current->action, fmt::format("the test server's script threw: {}", error.what()));
    }
    session.in_hand = nullptr;
    if (!answer.is_later())
        finish(current, answer);
}

AMI_DECL void http_front::finish(const exchange_ptr& current, const reply& answer)
{
    if (answer.delay().count() == 0)
        return finish_now(current, answer);
    const auto delay = std::make_shared<alarm>(core_.agenda);
    delay->start(answer.delay(),
        [self = shared_from_this(), delay, current, answer] { self->finish_now(current, answer); });
}

AMI_DECL void http_front::finish_now(const exchange_ptr& current, const reply& answer)
{
    auto& session = *current->session;
    // Asterisk's output is a C string.
    const auto packets = std::string_view(answer.bytes().c_str());
    http_reply made;
    made.set("Content-type", current->path.mxml ? "text/xml" : "text/plain");
    if (!current->path.digest) {
        made.set("Set-Cookie", fmt::format("mansession_id=\"{:08x}\"; Version=1; Max-Age={}",
                                   session.identity, settings_.session_timeout.count()));
        made.set("Pragma", "SuppressEvents");
        sessions_.used(session, false, now());
    }
    if (current->path.mxml)
        made.body = fmt::format(
            "<ajax-response>\n{}</ajax-response>\n", to_mxml(packets, current->xml_id, current->xml_element,
                                                         core_.settings.asterisk == era::asterisk_13));
    else
        made.body = packets;
    send(current, std::move(made), &answer);

    --session.requests;
    if (answer.closes())
        session.close(answer.how());
    else if (session.over && session.requests == 0)
        sessions_.forget(session);
    arm();
}

AMI_DECL void http_front::send(const exchange_ptr& current, http_reply answer, const reply* from)
{
    for (const auto& key : {lower(current->action.name()), std::string{}}) {
        if (const auto found = rewrites.find(key); found != rewrites.end()) {
            const auto change = found->second; // it may take itself back
            change(current->action, answer);
            break;
        }
    }
    current->from->answer(
        std::move(answer), from ? from->fragment() : 0, from ? from->pause() : std::chrono::microseconds{0});
}

// --- time -------------------------------------------------------------------------------------------------------------

AMI_DECL void http_front::advance(std::chrono::steady_clock::duration by)
{
    ahead_ += by;
    tick();
}

AMI_DECL void http_front::look_again(http_session& which)
{
    // What else happens in this turn is seen too.
    boost::asio::post(core_.context, [self = shared_from_this(), number = which.number()] {
        const auto kept = self->sessions_.all();
        for (const auto& each : kept) {
            if (each->number() == number)
                each->check_wait(self->now());
        }
        self->tick();
    });
}

AMI_DECL void http_front::tick()
{
    const auto time = now();
    const auto kept = sessions_.all();
    for (const auto& each : kept)
        each->check_wait(time);
    sessions_.purge(time);
    arm();
}

AMI_DECL void http_front::arm()
{
    const auto time = now();
    auto next = time + std::chrono::hours(1);
    for (const auto& each : sessions_.all()) {
        if (const auto when = each->wait_deadline())
            next = std::min(next, *when);
        if (each->expires_at && each->requests == 0)
            next = std::min(next, *each->expires_at + std::chrono::milliseconds(1));
    }
    if (closed_)
        return;
    alarm_.start(next - time, [weak = weak_from_this()] {
        if (const auto self = weak.lock())
            self->tick();
    });
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_HTTP_FRONT_IPP
