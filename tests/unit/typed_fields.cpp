// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Fields of typed events: absent, empty, malformed and good values of every type.

#include "support/catch.hpp"

#include <ami/protocol/errors/error.hpp>
#include <ami/protocol/values/redaction.hpp>
#include <ami/typed/bridge_snapshot.hpp>
#include <ami/typed/channel_snapshot.hpp>
#include <ami/typed/enumerations.hpp>
#include <ami/typed/numbered_name.hpp>
#include <ami/typed/typed_event.hpp>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

using namespace ami;
using namespace std::chrono_literals;

namespace {

event_view view_of(std::string_view lines)
{
    return event_view({lines, lines.size(), {}, packet_kind::event});
}

template <class Field>
Field of(std::optional<std::string_view> found)
{
    return field_source{"Dest", "Header", found};
}

template <class Field>
void is_good(std::string_view text, const typename Field::value_type& value)
{
    INFO(text);
    const auto made = of<Field>(text);
    CHECK(made.present());
    CHECK(made.text() == text);
    CHECK(made.state() == field_state::good);
    CHECK((made.get() == value));
    CHECK((made.value() == value));
    CHECK((made.value_or(typename Field::value_type{}) == value));
}

template <class Field>
void is_malformed(std::string_view text)
{
    INFO(text);
    const auto made = of<Field>(text);
    CHECK(made.text() == text);
    CHECK(made.state() == field_state::malformed);
    CHECK_FALSE(made.get());
    CHECK_THROWS_AS(made.value(), ami::error);
}

template <class Field>
std::string refusal(std::optional<std::string_view> found)
{
    try {
        static_cast<void>(of<Field>(found).value());
    } catch (const ami::error& error) {
        CHECK(error.code() == errc::invalid_field);
        return error.get_diagnostics().message();
    }
    return "none";
}

template <class... Values>
constexpr bool are_printable = (fmt::is_formattable<Values>::value && ...);

class report : public typed_event_base {
public:
    [[maybe_unused]] static constexpr std::string_view event_name = "Report";
    using typed_event_base::typed_event_base;

    text_field name() const noexcept { return header("Name"); }
    field<int> lost(std::size_t block) const noexcept { return header("Report#Lost", block); }
    list_field members() const noexcept { return header("Members"); }
    secret_field password() const noexcept { return header("Password"); }
};

} // namespace

TEST_CASE("field: absent, empty, malformed or good", "[typed]")
{
    using number = field<std::int64_t>;
    const auto absent = of<number>(std::nullopt);
    CHECK_FALSE(absent.present());
    CHECK(absent.state() == field_state::absent);
    CHECK(absent.text().empty());
    CHECK_FALSE(absent.get());
    CHECK(absent.value_or(7) == 7);
    const auto empty = of<number>("");
    CHECK(empty.present());
    CHECK(empty.state() == field_state::empty);
    CHECK(empty.value_or(7) == 7);
    CHECK(of<number>(std::string_view()).present());
    const auto none = of<number>("N/A");
    CHECK(none.state() == field_state::empty);
    CHECK(none.text() == "N/A");
    CHECK_FALSE(none.get());
    CHECK(of<number>("N/B").state() == field_state::malformed);
    is_malformed<number>("x");
    CHECK(of<number>("x").value_or(7) == 7);
    is_good<number>("42", 42);
    CHECK(absent.header() == "DestHeader");
}

TEST_CASE("field: value() of what is no value -> an error with header and bytes", "[typed]")
{
    using number = field<std::int64_t>;
    CHECK(refusal<number>(std::nullopt) ==
          "header \"DestHeader\" is absent; use get() or value_or() if this can happen");
    CHECK(
        refusal<number>("") == "header \"DestHeader\" is empty; use get() or value_or() if this can happen");
    CHECK(refusal<number>("4x") ==
          "header \"DestHeader\": \"4x\" has another form; use get() or value_or() if this can happen");
    const field<bool> secret = field_source{"", "Secret", "hunter2"};
    std::string text;
    try {
        static_cast<void>(secret.value());
    } catch (const ami::error& error) {
        text = error.what();
    }
    CHECK(text.find("Secret") != std::string::npos);
    CHECK(text.find("hunter2") == std::string::npos);
    const auto event = view_of("Event: Report\r\nReport12Lost: many\r\n");
    CHECK(report(event).lost(12).header() == "Report12Lost");
    CHECK_THROWS_WITH(report(event).lost(12).value(),
        Catch::Contains("header \"Report12Lost\": \"many\" has another form"));
    CHECK(field<int>(field_source{"", "Odd#Name", std::nullopt}).header() == "Odd#Name");
    CHECK_THROWS_WITH(report(event).lost(3).value(), Catch::Contains("header \"Report3Lost\" is absent"));
}

TEST_CASE("field: whole numbers have 64 bits", "[typed]")
{
    is_good<field<std::int64_t>>("4007233764", 4007233764);
    is_good<field<std::int64_t>>("-9223372036854775808", INT64_MIN);
    is_good<field<std::uint64_t>>("18446744073709551615", UINT64_MAX);
    is_good<field<int>>("-1", -1);
    for (const std::string_view text : {"9223372036854775808", "1.0", " 1", "1 ", "0x1", "(null)", "+1"})
        is_malformed<field<std::int64_t>>(text);
    is_malformed<field<int>>("4007233764");
    is_malformed<field<unsigned>>("-1");
}

TEST_CASE("field: numbers with a fraction", "[typed]")
{
    is_good<field<double>>("0.0044", 0.0044);
    is_good<field<double>>("12", 12);
    for (const std::string_view text : {"0,5", "1.5x", ".", "-", "nan", "inf"})
        is_malformed<field<double>>(text);
}

TEST_CASE("field: booleans in every spelling", "[typed]")
{
    for (const std::string_view text : {"Yes", "yes", "true", "True", "Y", "On", "on", "1", "Enabled"})
        is_good<field<bool>>(text, true);
    for (const std::string_view text : {"No", "no", "false", "False", "N", "Off", "off", "0", "Disabled"})
        is_good<field<bool>>(text, false);
    for (const std::string_view text : {"2", "maybe", "t", "nope"})
        is_malformed<field<bool>>(text);
}

TEST_CASE("field: durations", "[typed]")
{
    is_good<field<std::chrono::seconds>>("45", 45s);
    is_good<field<std::chrono::seconds>>("5000000000", 5000000000s);
    is_good<field<std::chrono::milliseconds>>("-1", -1ms);
    is_good<field<std::chrono::microseconds>>("1523", 1523us);
    is_good<field<std::chrono::duration<double>>>("3.000000", 3s);
    is_good<hms_field>("00:00:03", 3s);
    is_good<hms_field>("100:59:59", 100h + 59min + 59s);
    for (const std::string_view text : {"3", "00:60:00", "00:00:60", "-1:00:00", "00:00", "00:00:00x",
             ":00:00", "9223372036854775807:00:00"})
        is_malformed<hms_field>(text);
    is_malformed<field<std::chrono::seconds>>("1.5");
    // What a clock's nanoseconds cannot hold.
    is_good<field<std::chrono::seconds>>("9223372036", 9223372036s);
    is_malformed<field<std::chrono::seconds>>("9223372037");
    is_malformed<field<std::chrono::seconds>>("-9223372037");
    is_malformed<field<std::chrono::milliseconds>>("9223372036855");
    is_malformed<field<std::chrono::duration<double>>>("99999999999.5");
    is_malformed<field<std::chrono::sys_seconds>>("9223372037");
    is_malformed<field<std::chrono::sys_seconds>>("-1");
}

TEST_CASE("field: times", "[typed]")
{
    using iso = field<std::chrono::sys_time<std::chrono::milliseconds>>;
    is_good<field<std::chrono::sys_seconds>>("1795224922", std::chrono::sys_seconds(1795224922s));
    is_good<field<std::chrono::sys_seconds>>("0", std::chrono::sys_seconds());
    is_good<iso>("1970-01-01T00:00:00.001+0000", iso::value_type(1ms));
    is_good<iso>("2026-11-21T01:38:59.314+0000", iso::value_type(1795225139314ms));
    is_good<iso>("2026-11-21T03:38:59.314+0200", iso::value_type(1795225139314ms));
    is_good<iso>("2024-02-29T23:59:59.000-0130", iso::value_type(1709256599000ms));
    is_good<iso>("2000-03-01T00:00:00.000+0000", iso::value_type(951868800000ms));
    for (const std::string_view text : {"2026-11-21 01:38:59.314+0000", "2026-13-21T01:38:59.314+0000",
             "2026-11-21T01:38:59+0000", "2026-11-21T01:38:59.314", "2026-11-21T01:38:59.314+00000"})
        is_malformed<iso>(text);
    is_good<field<local_time>>("2026-11-28 21:01:32", {2026, 11, 28, 21, 1, 32});
    is_good<field<local_time>>("2026-11-28 21:01:32.123456", {2026, 11, 28, 21, 1, 32});
    for (const std::string_view text : {"2026-11-28", "2026-11-28T21:01:32", "2026-11-28 24:01:32", "x"})
        is_malformed<field<local_time>>(text);
}

TEST_CASE("field: states and causes, and numbers that have no name", "[typed]")
{
    is_good<field<channel_state>>("6", channel_state::up);
    is_good<field<channel_state>>("Dialing Offhook", channel_state::dialing_off_hook);
    is_good<field<device_state>>("ONHOLD", device_state::on_hold);
    is_good<field<device_state>>("99", static_cast<device_state>(99));
    is_good<field<extension_state>>("-2", extension_state::removed);
    is_good<field<hangup_cause>>("17", hangup_cause::user_busy);
    is_good<field<originate_reason>>("5", originate_reason::busy);
    is_malformed<field<device_state>>("NEW_STATE");
    is_malformed<field<hangup_cause>>("Busy");
}

TEST_CASE("field: every value but text can be printed", "[typed]")
{
    CHECK(fmt::format("{} {}", extension_state::in_use_and_ringing, extension_state::removed) ==
          "InUse&Ringing Removed");
    CHECK(fmt::format("{}", static_cast<extension_state>(32)) == "unknown (32)");
    CHECK(fmt::format("{} {}", originate_reason::no_answer, static_cast<originate_reason>(2)) ==
          "no answer unknown (2)");
    CHECK(to_string(static_cast<originate_reason>(2)).empty());
    CHECK(fmt::format("{:>20}", local_time{2026, 1, 2, 3, 4, 5}) == " 2026-01-02 03:04:05");
    CHECK(fmt::format("{} {} {}", channel_state::up, device_state::on_hold, hangup_cause::user_busy) ==
          "Up ONHOLD User busy");
    CHECK(fmt::format("{} {}", 90s, std::chrono::sys_seconds(0s)) == "90s 1970-01-01 00:00:00");
    // The type of each kind of field (cmake/typed/write_events.py).
    CHECK((are_printable<bool, std::int64_t, std::uint64_t, double, std::string, std::chrono::seconds,
        std::chrono::milliseconds, std::chrono::microseconds, std::chrono::duration<double>,
        std::chrono::sys_seconds, std::chrono::sys_time<std::chrono::milliseconds>, local_time, hangup_cause,
        channel_state, device_state, extension_state, originate_reason, dial_result>));
}

TEST_CASE("field: a text of an enumeration that is not known -> other, and the text is kept", "[typed]")
{
    is_good<field<dial_result>>("BUSY", dial_result::busy);
    is_good<field<dial_result>>("noanswer", dial_result::no_answer);
    const auto unknown = of<field<dial_result>>("TORTURE");
    CHECK(unknown.value() == dial_result::other);
    CHECK(unknown.text() == "TORTURE");
    CHECK(fmt::format("{} {}", dial_result::channel_unavailable, dial_result::other) == "CHANUNAVAIL other");
    CHECK(to_string(cdr_disposition::no_answer) == "NO ANSWER");
    CHECK(to_string(static_cast<cdr_disposition>(200)).empty());
}

TEST_CASE("field: escaped and encoded text", "[typed]")
{
    is_good<escaped_field>("O\\'Brien\\n", "O'Brien\n");
    is_good<percent_encoded_field>("200%20result%3D1%0A", "200 result=1\n");
    is_good<percent_encoded_field>("%C3%9C", "\xc3\x9c");
    is_good<percent_encoded_field>("%FFabc", "\xff"
                                             "abc");
    for (const std::string_view text : {"%", "%2", "%zz"})
        is_malformed<percent_encoded_field>(text);
    is_good<hex_field>("0xeed92be4", 4007209956);
    is_good<hex_field>("ff", 255);
    is_malformed<hex_field>("0x");
}

TEST_CASE("text field: converts, compares and prints", "[typed]")
{
    const auto text = of<text_field>("0049 30 123");
    const std::string_view converted = text;
    CHECK(converted == "0049 30 123");
    CHECK(text == "0049 30 123");
    CHECK(text == of<text_field>("0049 30 123"));
    CHECK(text != of<text_field>("0049 30"));
    CHECK(fmt::format("{:>12}|", text) == " 0049 30 123|");
    CHECK(of<text_field>("").value_or("none") == "none");
    CHECK_FALSE(of<text_field>(std::nullopt).present());
    CHECK(of<text_field>("").present());
}

TEST_CASE("list field: elements", "[typed]")
{
    const auto elements = [](std::string_view text) {
        std::vector<std::string> all;
        for (const auto each : of<list_field>(text))
            all.emplace_back(each);
        return all;
    };
    CHECK(elements("").empty());
    CHECK(elements(",").empty());
    CHECK(elements("a") == std::vector<std::string>{"a"});
    CHECK(elements(",a,,b,") == std::vector<std::string>{"a", "b"});
    CHECK(elements("b,b") == std::vector<std::string>{"b", "b"});
    for (const auto each : of<list_field>(std::nullopt))
        FAIL(each);
}

TEST_CASE("secret field: is never printed", "[typed]")
{
    const auto secret = of<secret_field>("hunter2");
    CHECK(secret.reveal() == "hunter2");
    CHECK(fmt::format("{}", secret) == "(redacted)");
    CHECK(fmt::format("{}", of<secret_field>("")).empty());
    static_assert(!std::is_convertible_v<secret_field, std::string_view>);
}

TEST_CASE("typed event: headers are looked up when they are asked for", "[typed]")
{
    const report e(view_of("Event: Report\r\nname: x\r\nReport0Lost: 3\r\nReport12Lost: 5\r\nMembers: a,b\r\n"
                           "Password: p\r\nOther: kept\r\n"));
    CHECK(e.name() == "x");
    CHECK(e.lost(0).value() == 3);
    CHECK(e.lost(12).value() == 5);
    CHECK_FALSE(e.lost(1).present());
    CHECK(e.password().reveal() == "p");
    CHECK(e["Other"] == "kept");
    CHECK(e.raw().name() == "Report");
    CHECK(e.name().header() == "Name");
}

TEST_CASE("snapshot: a channel with a prefix and without", "[typed]")
{
    const auto event =
        view_of("Event: DialBegin\r\nChannel: PJSIP/a-1\r\nChannelState: 4\r\nDestChannel: PJSIP/b-2\r\n"
                "DestChannelStateDesc: Ringing\r\nDestCallerIDName: O\\'Brien\r\nDestPriority: 1\r\n"
                "ChanVariable: ORDER=1\r\nDestChanVariable: ORDER=a=b\\\"\r\nDestChanVariable: X=\r\n"
                "DestChanVariable: none\r\n");
    const channel_snapshot first(event, "");
    const channel_snapshot dest(event, "Dest");
    CHECK(first.channel() == "PJSIP/a-1");
    CHECK(first.channel_state().value() == channel_state::ring);
    CHECK(first.variable("ORDER").value() == "1");
    CHECK(dest.channel() == "PJSIP/b-2");
    CHECK(dest.channel().header() == "DestChannel");
    CHECK(dest.channel_state_desc().value() == channel_state::ringing);
    CHECK(dest.caller_id_name().value() == "O'Brien");
    CHECK(dest.priority().value() == 1);
    CHECK_FALSE(dest.linked_id().present());
    CHECK(dest.variable("ORDER").value() == "a=b\"");
    CHECK(dest.variable("X").state() == field_state::empty);
    CHECK_FALSE(dest.variable("order").present());
    const std::vector<std::pair<std::string, std::string>> all{{"ORDER", "a=b\""}, {"X", ""}, {"none", ""}};
    CHECK(dest.variables() == all);
}

TEST_CASE("snapshot: a bridge", "[typed]")
{
    const auto event = view_of("Event: BridgeMerge\r\nToBridgeUniqueid: 1\r\nToBridgeNumChannels: 2\r\n");
    const bridge_snapshot to(event, "To");
    CHECK(to.unique_id() == "1");
    CHECK(to.num_channels().value() == 2);
    CHECK_FALSE(bridge_snapshot(event, "From").unique_id().present());
}

TEST_CASE("numbered name: digits", "[typed]")
{
    CHECK(detail::numbered_name("Report#DLSR", 0).view() == "Report0DLSR");
    CHECK(detail::numbered_name("Category-######", 42).view() == "Category-000042");
    CHECK(detail::numbered_name("Line-######-######", 1, 1234567).view() == "Line-000001-1234567");
    const std::string longest(300, 'x');
    CHECK(detail::numbered_name(longest, 1).view() == std::string(128, 'x'));
}
