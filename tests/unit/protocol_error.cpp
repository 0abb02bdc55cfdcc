// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#include "support/catch.hpp"

#include <ami/protocol/errors/error.hpp>

#include <boost/system/system_error.hpp>

#include <exception>
#include <memory>
#include <set>
#include <string>
#include <type_traits>
#include <utility>

using ami::errc;

TEST_CASE("error: every code has a text of its own", "[protocol][error]")
{
    std::set<std::string> texts;
    int codes = 0;
    for (int code = 1; code <= static_cast<int>(errc::invalid_field); ++code, ++codes) {
        const ami::error_code ec = static_cast<errc>(code);
        CAPTURE(code, ec.message());
        CHECK(ec.failed());
        CHECK(ec.value() == code);
        CHECK(ec.category() == ami::error_category());
        CHECK(ec.message() != "unknown error");
        CHECK_FALSE(ec.message().empty());
        CHECK(texts.insert(ec.message()).second);
    }
    CHECK(texts.size() == static_cast<std::size_t>(codes));
    CHECK(ami::error_category().message(0) == "unknown error");
    CHECK(ami::error_category().message(10'000) == "unknown error");
    CHECK(ami::error_category().message(-1) == "unknown error");
    CHECK(std::string(ami::error_category().name()) == "ami");
}

TEST_CASE("error: codes convert and compare", "[protocol][error]")
{
    const ami::error_code ec = errc::not_ami;
    CHECK(ec == errc::not_ami);
    CHECK(ec != errc::closed);
    CHECK(ec == ami::make_error_code(errc::not_ami));
    CHECK(&ami::error_category() == &ami::error_category());
    CHECK_FALSE(ami::error_code{}.failed());
    // The same number of another category is another error.
    CHECK(ec != ami::error_code(static_cast<int>(errc::not_ami), boost::system::system_category()));
}

TEST_CASE("error: what() has the code's words and the text", "[protocol][error]")
{
    const ami::error with_text(errc::action_refused, ami::diagnostics("No such channel"));
    CHECK(std::string(with_text.what()) ==
          ami::error_code(errc::action_refused).message() + ": No such channel");
    CHECK(with_text.code() == errc::action_refused);
    CHECK(with_text.get_diagnostics().message() == "No such channel");

    const ami::error without(errc::closed, ami::diagnostics{});
    CHECK(without.what() == ami::error_code(errc::closed).message());
    CHECK(without.get_diagnostics().message().empty());
}

TEST_CASE("error: is caught as what it is and as its bases", "[protocol][error]")
{
    const auto raise = [] { ami::detail::throw_failure({errc::timed_out, "Ping"}); };
    CHECK_THROWS_AS(raise(), ami::error);
    CHECK_THROWS_AS(raise(), boost::system::system_error);
    try {
        raise();
    } catch (const std::exception& e) {
        CHECK(std::string(e.what()) == ami::error_code(errc::timed_out).message() + ": Ping");
    }
    try {
        raise();
    } catch (const boost::system::system_error& e) {
        CHECK(e.code() == errc::timed_out);
    }
    static_assert(std::is_base_of_v<boost::system::system_error, ami::error>);
}

TEST_CASE("error: a copy keeps its text when the first is gone", "[protocol][error]")
{
    std::exception_ptr kept;
    try {
        ami::detail::throw_failure({errc::outcome_unknown, std::string(100, 't')});
    } catch (...) {
        kept = std::current_exception();
    }
    auto first = std::make_unique<ami::error>(errc::closed, ami::diagnostics(std::string(100, 'd')));
    const ami::error second = *first;
    first.reset();
    CHECK(second.get_diagnostics().message() == std::string(100, 'd'));
    CHECK(std::string(second.what()).ends_with(std::string(100, 'd')));
    try {
        std::rethrow_exception(kept);
    } catch (const ami::error& e) {
        CHECK(e.get_diagnostics().message() == std::string(100, 't'));
    }
}

TEST_CASE("error: diagnostics", "[protocol][error]")
{
    CHECK(ami::diagnostics{}.message().empty());
    ami::diagnostics d("text");
    CHECK(d.message() == "text");
    d.clear();
    CHECK(d.message().empty());
    static_assert(!std::is_aggregate_v<ami::diagnostics>);
}

TEST_CASE("error: a failure is one only with an error", "[protocol][error]")
{
    using ami::detail::failure;
    CHECK_FALSE(failure{});
    CHECK(failure{errc::closed});
    CHECK(failure{errc::closed, "why"}.text == "why");
    CHECK(failure{errc::closed, "why"}.ec == errc::closed);
    CHECK_FALSE(failure{ami::error_code{}, "no error"});
    static_assert(!std::is_aggregate_v<failure>);
}
