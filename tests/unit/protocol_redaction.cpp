// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// No log record and no error text shows a secret.

#include "support/catch.hpp"

#include <ami/protocol/values/redaction.hpp>
#include <ami/protocol/wire/action.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace ami::detail;

TEST_CASE("redaction: names -> secret or not", "[protocol][redaction]")
{
    for (const auto* name :
        {"Secret", "secret", "SECRET", "Key", "key", "Authorization", "Cookie", "Set-Cookie", "Password",
            "Md5Cred", "md5secret", "Secrets", "X-Auth-Token", "Pin", "__PIN", "Var-000000", "Value-000012",
            "Match-000001", "Val", "Digit", "DBPASSWORD", "api_key", "mansession_id"})
        CHECK(names_secret(name));
    for (const auto* name :
        {"Username", "Channel", "Keys", "", "Variable", "Var", "Value", "Variable-1", "Var-", "Var-x",
            "Cat-000000", "Action-000000", "AuthType", "Ping", "Family", "Digits", "Interval"})
        CHECK_FALSE(names_secret(name));
    const std::vector<std::string> also = {"Variable", "x-id"};
    CHECK(is_redacted("variable", also));
    CHECK(is_redacted("X-Id", also));
    CHECK(is_redacted("Secret", also));
    CHECK_FALSE(is_redacted("Channel", also));
}

TEST_CASE("redaction: values after the name of a secret are hidden", "[protocol][redaction]")
{
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"", ""},
        {"Response: Success", "Response: Success"},
        {"Secret: abc", "Secret: (redacted)"},
        {"secret:abc def\r\nNext: 1", "secret:(redacted)\r\nNext: 1"},
        {"Secret:", "Secret:"},
        {"Set-Cookie: mansession_id=\"c0ffee\"; Version=1\r\nX: y", "Set-Cookie: (redacted)\r\nX: y"},
        {"mansession_id=\"c0;ffee\"; Version=1", "mansession_id=(redacted); Version=1"},
        {"Action=Login&Username=u&Secret=abc&Events=on",
            "Action=Login&Username=u&Secret=(redacted)&Events=on"},
        {"PASSWORD=a b,OTHER=2", "PASSWORD=(redacted),OTHER=2"},
        {"PIN=1\\,2,OTHER=2", "PIN=(redacted),OTHER=2"},
        {"GLOBAL(dbpassword)=abc", "GLOBAL(dbpassword)=(redacted)"},
        {"\"secret\" : \"abc\" }", "\"secret\" : (redacted)"},
        {"Line-000001-000002: secret=abc", "Line-000001-000002: secret=(redacted)"},
        {"secret => abc", "secret => (redacted)"},
        {"http://pbx:8088/x", "http://pbx:8088/x"},
        {"=:=:", "=:=:"},
        {"no secret here", "no secret here"},
    };
    for (const auto& [text, shown] : cases)
        CHECK(without_secrets(text) == shown);
}

TEST_CASE("redaction: the client's own secret is hidden in a quote", "[protocol][redaction]")
{
    CHECK(quote("you said s3cr3t", 64, "s3cr3t") == "you said (redacted)");
    CHECK(quote("s3cr3ts3cr3t!", 64, "s3cr3t") == "(redacted)(redacted)!");
    CHECK(quote("cut off: s3cr", 64, "s3cr3t") == "cut off: (redacted)");
    CHECK(quote("a short one: ab", 64, "ab") == "a short one: (redacted)");
    CHECK(quote("about", 64, "ab") == "about");
    CHECK(quote("about", 64, "") == "about");
    // Before it is cut, else the first half would show.
    CHECK(quote("1234 s3cr3t", 8, "s3cr3t") == "1234 (re...");
    CHECK(quote("\r\n\x7f", 64, "s3cr3t") == "\\x0d\\x0a\\x7f");
    const auto large = std::string(4093, 'x') + "s3cr3t";
    CHECK(quote(large, 10000, "s3cr3t").find("s3cr3t") == std::string::npos);
}

TEST_CASE("redaction: the value of a variable in an answer of AGI is hidden", "[protocol][redaction]")
{
    CHECK(quote_agi_answer("200 result=1 (s3cr3t)", 80) == "200 result=1 (...");
    CHECK(quote_agi_answer("200 result=0 (timeout)", 80) == "200 result=0 (timeout)");
    CHECK(quote_agi_answer("510 Invalid or unknown command", 80) == "510 Invalid or unknown command");
}

TEST_CASE("redaction: what a record shows of an action", "[protocol][redaction]")
{
    const auto shown = [](const ami::action& request, const std::vector<std::string>& also = {}) {
        std::string text;
        for (const auto& [name, value] : shown_headers(request, also))
            text.append(name).append("=").append(value).append(" ");
        return text;
    };
    CHECK(shown(ami::action("Ping")).empty());
    CHECK(shown(ami::action("Originate")
                    .add("Channel", "PJSIP/1")
                    .variable("A", "1")
                    .variable("__SIP_PASSWORD", "x")) ==
          "Channel=PJSIP/1 Variable=A=1 Variable=__SIP_PASSWORD=(redacted) ");
    CHECK(shown(ami::action("Setvar").add("Variable", "PIN").add("Value", "1234")) ==
          "Variable=PIN Value=(redacted) ");
    CHECK(shown(ami::action("Setvar").add("Variable", "COLOUR").add("Value", "red")) ==
          "Variable=COLOUR Value=red ");
    CHECK(shown(ami::action("UpdateConfig")
                    .add("SrcFilename", "manager.conf")
                    .add("Action-000000", "Update")
                    .add("Cat-000000", "demo")
                    .add("Var-000000", "secret")
                    .add("Value-000000", "x")
                    .add("Match-000000", "y")) ==
          "SrcFilename=manager.conf Action-000000=Update Cat-000000=demo Var-000000=(redacted) "
          "Value-000000=(redacted) Match-000000=(redacted) ");
    CHECK(shown(ami::action("DBPut").add("Family", "f").add("Val", "x")) == "Family=f Val=(redacted) ");
    CHECK(shown(ami::action("PlayDTMF").add("Digit", "1")) == "Digit=(redacted) ");
    CHECK(shown(ami::action("Any").add("Password", "x").add("Md5Cred", "y")) ==
          "Password=(redacted) Md5Cred=(redacted) ");
    CHECK(shown(ami::action("Any").add("Account", "x"), {"account"}) == "Account=(redacted) ");
    CHECK(shown(ami::action("Any").multi_line("Text", "a\nb")) == "Text=(several lines) ");
    const std::pair<const char*, const char*> commands[] = {
        {"core show channels", "core show channels"},
        {"database put f k v", "database put (redacted)"},
        {"Database  Put f k v", "Database  Put (redacted)"},
        {"dialplan set global A x", "dialplan set (redacted)"},
        {"SET VARIABLE A x", "SET VARIABLE (redacted)"},
        {"EXEC Set A=x", "EXEC Set (redacted)"},
        {"EXEC Playback hello", "EXEC Playback hello"},
        {"module set password x y", "module set password (redacted)"},
        {"module show secret", "module show secret"},
        {"", ""},
    };
    for (const auto& [command, text] : commands)
        CHECK(shown(ami::action("Command").add("Command", command)) == "Command=" + std::string(text) + " ");
}
