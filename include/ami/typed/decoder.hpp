// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TYPED_DECODER_HPP
#define AMI_TYPED_DECODER_HPP

#include <ami/protocol/values/channel_state.hpp>
#include <ami/protocol/values/device_state.hpp>
#include <ami/protocol/values/hangup_cause.hpp>
#include <ami/typed/local_time.hpp>
#include <ami/typed/named_text.hpp>
#include <ami/typed/state_numbers.hpp>

#include <ami/detail/chrono.hpp>
#include <ami/detail/macros.hpp>

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace ami {
namespace detail {

// What each kind of the facts means; false if the text is malformed.
AMI_DECL bool decode(std::string_view text, bool& to) noexcept;
AMI_DECL bool decode(std::string_view text, std::int64_t& to) noexcept;
AMI_DECL bool decode(std::string_view text, std::uint64_t& to) noexcept;
AMI_DECL bool decode(std::string_view text, double& to) noexcept;
AMI_DECL bool decode(std::string_view text, std::chrono::seconds& to) noexcept;
AMI_DECL bool decode(std::string_view text, std::chrono::milliseconds& to) noexcept;
AMI_DECL bool decode(std::string_view text, std::chrono::microseconds& to) noexcept;
AMI_DECL bool decode(std::string_view text, std::chrono::duration<double>& to) noexcept;
AMI_DECL bool decode(std::string_view text, std::chrono::sys_seconds& to) noexcept;
AMI_DECL bool decode(std::string_view text, std::chrono::sys_time<std::chrono::milliseconds>& to) noexcept;
AMI_DECL bool decode(std::string_view text, local_time& to) noexcept;
AMI_DECL bool decode(std::string_view text, channel_state& to) noexcept;
AMI_DECL bool decode(std::string_view text, device_state& to) noexcept;
AMI_DECL bool decode(std::string_view text, extension_state& to) noexcept;
AMI_DECL bool decode(std::string_view text, hangup_cause& to) noexcept;
AMI_DECL bool decode(std::string_view text, originate_reason& to) noexcept;

template <std::integral Number>
bool decode(std::string_view text, Number& to) noexcept
{
    std::int64_t whole = 0;
    if (!decode(text, whole) || !std::in_range<Number>(whole))
        return false;
    to = static_cast<Number>(whole);
    return true;
}

// No text is malformed: Asterisk and its modules send values that no document has.
template <named_text Enum>
bool decode(std::string_view text, Enum& to) noexcept
{
    to = static_cast<Enum>(index_in(names_of(Enum()), text));
    return true;
}

// As Asterisk's ast_escape_c and ast_uri_encode left it, hexadecimal, and `HH:MM:SS`.
struct escaped_text {
    AMI_DECL static bool decode(std::string_view text, std::string& to);
};
struct percent_encoded_text {
    AMI_DECL static bool decode(std::string_view text, std::string& to);
};
struct hexadecimal {
    AMI_DECL static bool decode(std::string_view text, std::uint64_t& to) noexcept;
};
struct hours_minutes_seconds {
    AMI_DECL static bool decode(std::string_view text, std::chrono::seconds& to) noexcept;
};

} // namespace detail

/// How a field's text becomes a value. Specialise it for types of your own, with
/// `static bool decode(std::string_view text, T& to)`, which returns false if the text is malformed.
template <class T>
struct decoder {
    /// False if the text is malformed.
    static bool decode(std::string_view text, T& to) { return detail::decode(text, to); }
};

} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/typed/impl/decoder.ipp>
#endif

#endif // AMI_TYPED_DECODER_HPP
