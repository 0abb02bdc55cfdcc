// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_FAST_REQUEST_HPP
#define AMI_AGI_FAST_REQUEST_HPP

#include <ami/agi/result.hpp>

#include <ami/detail/macros.hpp>
#include <ami/detail/shared_object.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami {
namespace detail {

struct fastagi_request_data {
    agi_environment environment;
    std::vector<std::string> arguments;
    std::string peer;
    bool is_doubtful = false;
};

} // namespace detail

/// What the dialplan asks a FastAGI server for: `AGI(agi://host/menu?lang=de,first,second)`.
///
/// **Who can forge what.** FastAGI has no login: a program that reaches the port can send all of this. If only Asterisk reaches
/// it, the script and the arguments are those of the dialplan, and of callers as far as the dialplan puts their values in. A
/// caller's number and name are whatever the caller's network sent. Asterisk escapes no line ends in values: a name that the
/// dialplan decodes (`URIDECODE`, `BASE64_DECODE`, `CURL`, `ODBC`) can add lines. Lines that Asterisk does not write there
/// are found (`is_doubtful()`), with two exceptions: arguments after the last one, and a value that ends the environment after
/// it has written all other lines in Asterisk's order. Such a value replaces what follows it (context, extension,
/// arguments), and the session ends when the true lines come, which may be after the handler's first command. So treat every value as data, never as a path or a
/// command.
///
/// A small handle; copies are the same request.
class fastagi_request {
public:
    fastagi_request() : data_(detail::make_shared_object<detail::fastagi_request_data>()) {}
    explicit fastagi_request(std::shared_ptr<const detail::fastagi_request_data> data) noexcept
        : data_(std::move(data))
    {}

    /// `menu?lang=de` (`agi_network_script`), as it is in the dialplan. Empty without a script.
    std::string_view script() const& noexcept { return data_->environment["agi_network_script"]; }
    std::string_view script() const&& = delete;

    /// What is before the first `?` of it: `menu`. A route has this name. Nothing is decoded.
    std::string_view name() const& noexcept { return script().substr(0, script().find('?')); }
    std::string_view name() const&& = delete;

    /// What is after the first `?`: `lang=de`.
    AMI_DECL std::string_view raw_query() const& noexcept;
    std::string_view raw_query() const&& = delete;

    /// The value of a key of the query, percent-decoded; of the first one if there are several. A key without `=` has an empty
    /// value. `+` stays as it is.
    AMI_DECL std::optional<std::string> query(std::string_view key) const;

    /// All keys and values of the query, percent-decoded, in their order.
    AMI_DECL std::vector<std::pair<std::string, std::string>> queries() const;

    /// The arguments after the URL. None if some of them may not be the dialplan's; then the request is doubtful.
    const std::vector<std::string>& arguments() const& noexcept { return data_->arguments; }
    const std::vector<std::string>& arguments() const&& = delete;

    /// All variables: the same as `agi_session::environment`.
    const agi_environment& environment() const& noexcept { return data_->environment; }
    const agi_environment& environment() const&& = delete;

    /// The address and the port of the Asterisk that connected.
    const std::string& peer() const& noexcept { return data_->peer; }
    const std::string& peer() const&& = delete;

    /// Whether the environment has lines that Asterisk 11 to 22 do not write there: a value has a line end.
    bool is_doubtful() const noexcept { return data_->is_doubtful; }

private:
    std::shared_ptr<const detail::fastagi_request_data> data_;
};

} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/agi/fast/impl/request.ipp>
#endif

#endif // AMI_AGI_FAST_REQUEST_HPP
