// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_HTTP_HPP
#define AMI_HTTP_HPP

#include <ami/client.hpp>
#include <ami/net/http/http_network.hpp>

#include <memory>

namespace ami {

/// The type of `with_http`.
class with_http_t {
public:
    constexpr with_http_t() noexcept = default;

    /// What the constructor of a client takes.
    operator std::shared_ptr<detail::network>() const { return detail::http_network(); }
};

/// Makes a client that speaks HTTP too, which is a choice because it is dear to compile:
///
///     #include <ami/http.hpp>
///
///     ami::client pbx{executor, ami::with_http};
///     co_await pbx.async_connect(ami::config{"http://user:secret@pbx.example.com:8088/rawman"});
///
/// From there on everything is as over TCP, `ami://` URLs included, with these differences:
///
/// - **Events** come over a request of their own that waits in the server, as soon as something is subscribed to or an
///   originate waits for its outcome; until then the server collects none. An event may be seen before the answer to an
///   action that caused it, and all that happen while the answer to the last request is on its way come together.
/// - **Actions** run one after another, each as a request of its own; with `config::http.connections` several at a time.
/// - **Sessions** are kept alive. One that the server has forgotten is a lost connection, and `config::reconnect` says
///   what happens then.
/// - **server_banner()** is empty: nobody greets, and the server does not tell AMI's version.
/// - **mxml** and **amxml** lose the letter case of header names, which does not matter here, and their punctuation,
///   which does: `Cause-txt` is called `cause_txt` there. Values lose the blanks at both ends, a Command's output its
///   indentation.
inline constexpr with_http_t with_http{};

} // namespace ami

#endif // AMI_HTTP_HPP
