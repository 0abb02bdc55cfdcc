// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_AGI_ANSWERS_HPP
#define AMI_TESTS_SUPPORT_AGI_ANSWERS_HPP

#include <string>
#include <string_view>

namespace tests {

/// A command of AGI and its answer. KEY in both stands for a name that nobody else has.
struct agi_answer {
    std::string_view command;
    std::string_view answer; // without the line end
};

/// In place of a block of usage, whose lines between the first and the last one are Asterisk's prose.
inline constexpr std::string_view agi_usage_answer = "520";

/// Run one after another on a channel that is up, hears nothing and sends no digit. Never among them: GET OPTION without its
/// time-out, which kills Asterisk 16 and 22 if the channel is not in the dialplan.
inline constexpr agi_answer agi_answers[] = {
    {"", "510 Invalid or unknown command"},
    {"  ", "510 Invalid or unknown command"},
    {"GET", "510 Invalid or unknown command"},
    {"GET FULL", "510 Invalid or unknown command"},
    {"SAY", "510 Invalid or unknown command"},
    {"FOO BAR", "510 Invalid or unknown command"},
    {"NOOP\r", "510 Invalid or unknown command"},
    {"noop a b", "200 result=0"},
    {"ANSWER", "200 result=0"},
    {"ANSWER x", "200 result=0"},
    {"channel \t Status", "200 result=6"},
    {"CHANNEL STATUS NoSuch", "200 result=-1"},
    {"CHANNEL STATUS a b", agi_usage_answer},
    {"SET VARIABLE A one", "200 result=1"},
    {"GET VARIABLE A", "200 result=1 (one)"},
    {"GET VARIABLE", agi_usage_answer},
    {"GET VARIABLE A B", agi_usage_answer},
    {"GET VARIABLE NOPE", "200 result=0"},
    {"GET VARIABLE NOFUNC(x)", "200 result=0"},
    {"SET VARIABLE E \"\"", "200 result=1"},
    {"GET VARIABLE E", "200 result=1 ()"},
    {"SET VARIABLE Q a\"b c\"d", "200 result=1"},
    {"GET VARIABLE Q", "200 result=1 (ab cd)"},
    {"SET VARIABLE Q \"x\\ny\\\"\\\\ (z)\"", "200 result=1"},
    {"GET VARIABLE Q", "200 result=1 (xny\"\\ (z))"},
    {"SET VARIABLE Q \"open end", "200 result=1"},
    {"GET VARIABLE Q", "200 result=1 (open end)"},
    {"SET VARIABLE Q end\\", "200 result=1"},
    {"GET VARIABLE Q", "200 result=1 (end)"},
    {"SET VARIABLE Q z\r", "200 result=1"},
    {"GET VARIABLE Q", "200 result=1 (z\r)"},
    {"SET VARIABLE", agi_usage_answer},
    {"SET VARIABLE Q", agi_usage_answer},
    {"SET VARIABLE Q a b", agi_usage_answer},
    {"GET FULL VARIABLE ${A}/${A}", "200 result=1 (one/one)"},
    {"GET FULL VARIABLE A", "200 result=1 (A)"},
    {"GET FULL VARIABLE ${NOPE}", "200 result=1 ()"},
    {"GET FULL VARIABLE ${A} NoSuch", "200 result=0"},
    {"GET FULL VARIABLE", agi_usage_answer},
    {"SET CALLERID 77", "200 result=1"},
    {"GET VARIABLE CALLERID(num)", "200 result=1 (77)"},
    {"SET CALLERID", "200 result=1"},
    {"SET CALLERID \"\\\"Joe Y\\\" <124>\"", "200 result=1"},
    {"GET VARIABLE CALLERID(num)", "200 result=1 (124)"},
    {"GET VARIABLE CALLERID(name)", "200 result=1 (Joe Y)"},
    {"SET CONTEXT x", "200 result=0"},
    {"SET CONTEXT", agi_usage_answer},
    {"SET EXTENSION 5", "200 result=0"},
    {"SET EXTENSION", agi_usage_answer},
    {"SET PRIORITY 3", "200 result=0"},
    {"SET PRIORITY nolabel", agi_usage_answer},
    {"SET MUSIC ON", "200 result=0"},
    {"SET MUSIC OFF", "200 result=0"},
    {"SET MUSIC maybe", "200 result=0"},
    {"SET MUSIC", agi_usage_answer},
    {"SET AUTOHANGUP 0", "200 result=0"},
    {"SET AUTOHANGUP", agi_usage_answer},
    {"SET AUTOHANGUP x", agi_usage_answer},
    {"VERBOSE t", "200 result=1"},
    {"VERBOSE \"t u\" 1", "200 result=1"},
    {"VERBOSE", agi_usage_answer},
    {"DATABASE GET KEY k", "200 result=0"},
    {"DATABASE DEL KEY k", "200 result=1"},
    {"DATABASE PUT KEY k v", "200 result=1"},
    {"DATABASE GET KEY k", "200 result=1 (v)"},
    {"DATABASE DEL KEY k", "200 result=1"},
    {"DATABASE GET KEY k", "200 result=0"},
    {"DATABASE DELTREE KEY", "200 result=1"},
    {"DATABASE PUT KEY k v", "200 result=1"},
    {"DATABASE DELTREE KEY", "200 result=0"},
    {"DATABASE GET KEY", agi_usage_answer},
    {"DATABASE PUT KEY k", agi_usage_answer},
    {"DATABASE DELTREE", agi_usage_answer},
    {"STREAM FILE beep \"\"", "200 result=0 endpos=3520"},
    {"STREAM FILE no-such-file \"\"", "200 result=-1 endpos=0"},
    {"STREAM FILE beep", agi_usage_answer},
    {"STREAM FILE beep \"\" x", agi_usage_answer},
    {"CONTROL STREAM FILE beep \"\"", "200 result=0 endpos=-1"},
    {"CONTROL STREAM FILE no-such-file \"\"", "200 result=-1 endpos=-1"},
    {"CONTROL STREAM FILE beep", agi_usage_answer},
    {"GET OPTION beep \"\" 20", "200 result=0 endpos=3520"},
    {"GET OPTION no-such-file \"\" 20", "200 result=-1 endpos=0"},
    {"GET OPTION beep", agi_usage_answer},
    {"GET DATA beep 20", "200 result= (timeout)"},
    {"GET DATA beep 20 4", "200 result= (timeout)"},
    {"GET DATA beep 20 0", "200 result=-1"},
    {"GET DATA no-such-file 20", "200 result=-1"},
    {"GET DATA", agi_usage_answer},
    {"WAIT FOR DIGIT 20", "200 result=0"},
    {"WAIT FOR DIGIT 0", "200 result=0"},
    {"WAIT FOR DIGIT x", agi_usage_answer},
    {"WAIT FOR DIGIT", agi_usage_answer},
    {"RECEIVE CHAR 20", "200 result=-1 (hangup)"},
    {"RECEIVE CHAR", agi_usage_answer},
    {"RECEIVE TEXT 20", "200 result=-1"},
    {"SEND TEXT hi", "200 result=0"},
    {"SEND TEXT hi there", agi_usage_answer},
    {"SEND IMAGE x", "200 result=0"},
    {"TDD MODE ON", "200 result=0"},
    {"SAY NUMBER 1 \"\"", "200 result=0"},
    {"SAY NUMBER x \"\"", agi_usage_answer},
    {"SAY NUMBER 1", agi_usage_answer},
    {"SAY DIGITS 1a \"\"", "200 result=0"},
    {"SAY DIGITS x \"\"", agi_usage_answer},
    {"SAY DIGITS \"\" \"\"", agi_usage_answer},
    {"SAY ALPHA a \"\"", "200 result=0"},
    {"SAY ALPHA a \"\" x", agi_usage_answer},
    {"SAY PHONETIC a \"\"", "200 result=0"},
    {"SAY DATE x \"\"", agi_usage_answer},
    {"RECORD FILE /tmp/KEY wav \"\" 20", "200 result=0 (timeout) endpos=0"},
    {"RECORD FILE /tmp/KEY wav \"\"", agi_usage_answer},
    {"EXEC NoOp hi", "200 result=0"},
    {"EXEC NoSuchApp", "200 result=-2"},
    {"EXEC Wait 0.02", "200 result=0"},
    {"EXEC Set V=1 2", "200 result=0"},
    {"GET VARIABLE V", "200 result=1 (1)"},
    {"EXEC Playback no-such-file", "200 result=0"},
    {"EXEC", agi_usage_answer},
    {"GOSUB nope 1 1", "200 result=-1 Gosub label not found"},
    {"GOSUB", agi_usage_answer},
    {"ASYNCAGI BREAK", "200 result=0"},
    {"SPEECH CREATE x", "200 result=0"},
    {"SPEECH SET a b", "200 result=0"},
    {"SPEECH RECOGNIZE", agi_usage_answer},
    {"HANGUP NoSuch", "200 result=-1"},
    {"HANGUP a b", agi_usage_answer},
    {"HANGUP", "200 result=1"},
};

/// Others that Asterisk answers so: where the embedded server plays no sound of its own, has no applications or no files.
inline constexpr agi_answer agi_answers_of_asterisk[] = {
    {" NOOP", "200 result=0"},
    {"SET VARIABLE \"a b=c\" v", "200 result=1"},
    {"SET VARIABLE CALLERID(name) Zed", "200 result=1"},
    {"GET VARIABLE CALLERID(name)", "200 result=1 (Zed)"},
    {"SET CALLERID \"Joe X\" <123>", "200 result=1"},
    {"GET VARIABLE CALLERID(num)", "200 result=1 ()"},
    {"SET AUTOHANGUP -1", "200 result=0"},
    {"VERBOSE t x", "200 result=1"},
    {"SET VARIABLE V ${EXTEN}", "200 result=1"},
    {"GET VARIABLE V", "200 result=1 (${EXTEN})"},
    {"EXEC Set V=${UNIQUEID}", "200 result=0"},
    {"GET VARIABLE V", "200 result=1 (${UNIQUEID})"},
    {"SET VARIABLE AGIEXECFULL true", "200 result=1"},
    {"EXEC Set V=${UNIQUEID}", "200 result=0"},
    {"GET VARIABLE V", "200 result=1 (KEY)"},
    {"EXEC Set \"Q=\\\"a,b\\\"\"", "200 result=0"},
    {"GET VARIABLE Q", "200 result=1 (\"a,b\")"},
    {"EXEC Set Q=\"a,b\"", "200 result=0"},
    {"GET VARIABLE Q", "200 result=1 (a,b)"},
    {"EXEC \"noop\" \"x\"", "200 result=0"},
    {"EXEC System false", "200 result=0"},
    {"EXEC Busy 0.1", "200 result=-1"},
    {"EXEC Read V,beep,1,,1,0.1", "200 result=0"},
    {"EXEC Goto sets,103,1", "200 result=0"},
    {"SAY NUMBER 4294967297 \"\"", "200 result=0"},
    {"SAY NUMBER -1 \"\" f", "200 result=0"},
    {"SAY DIGITS -1 \"\"", "200 result=0"},
    {"SAY ALPHA a \"\" n", "200 result=0"},
    {"SAY TIME x \"\"", agi_usage_answer},
    {"SAY DATETIME x \"\" H", agi_usage_answer},
    {"SAY DATETIME 1.5e3 \"\" H Europe/Berlin", "200 result=0"},
    {"RECORD FILE /tmp/KEY nosuchformat \"\" 20", "200 result=-1 (writefile)"},
    {"RECORD FILE /no/such wav \"\" 20", "200 result=-1 (writefile)"},
    {"SPEECH DESTROY", "200 result=0"},
    {"SPEECH RECOGNIZE beep 100", "200 result=0"},
    {"SPEECH LOAD GRAMMAR a b", "200 result=0"},
    {"SPEECH UNLOAD GRAMMAR a", "200 result=0"},
    {"SPEECH ACTIVATE GRAMMAR a", "200 result=0"},
    {"SPEECH DEACTIVATE GRAMMAR a", "200 result=0"},
};

/// The same as `agi_answers`, after the call is over, when the AGI server was told so.
inline constexpr agi_answer agi_answers_of_dead_channel[] = {
    {"NOOP", "200 result=0"},
    {"SET VARIABLE A one", "200 result=1"},
    {"GET VARIABLE A", "200 result=1 (one)"},
    {"GET FULL VARIABLE ${A}", "200 result=1 (one)"},
    {"DATABASE GET KEY k", "200 result=0"},
    {"VERBOSE x", "200 result=1"},
    {"EXEC Wait 0.02", "200 result=0"},
    {"ASYNCAGI BREAK", "200 result=0"},
    {"FOO", "510 Invalid or unknown command"},
    {"ANSWER", "511 Command Not Permitted on a dead channel or intercept routine"},
    {"HANGUP", "511 Command Not Permitted on a dead channel or intercept routine"},
    {"CHANNEL STATUS", "511 Command Not Permitted on a dead channel or intercept routine"},
    {"GOSUB a 1 1", "511 Command Not Permitted on a dead channel or intercept routine"},
    {"SET CALLERID 1", "511 Command Not Permitted on a dead channel or intercept routine"},
    {"SET PRIORITY 1", "511 Command Not Permitted on a dead channel or intercept routine"},
    {"STREAM FILE beep \"\"", "511 Command Not Permitted on a dead channel or intercept routine"},
    {"DATABASE PUT KEY k v", "200 result=1"},
    {"DATABASE DEL KEY k", "200 result=1"},
    {"DATABASE DELTREE KEY", "200 result=1"},
    {"SPEECH DESTROY", "200 result=0"},
    {"SPEECH UNLOAD GRAMMAR x", "200 result=0"},
    {"SET CONTEXT x", "511 Command Not Permitted on a dead channel or intercept routine"},
    {"SET EXTENSION x", "511 Command Not Permitted on a dead channel or intercept routine"},
    {"SET MUSIC ON", "511 Command Not Permitted on a dead channel or intercept routine"},
    {"SET AUTOHANGUP 1", "511 Command Not Permitted on a dead channel or intercept routine"},
    {"GET DATA beep", "511 Command Not Permitted on a dead channel or intercept routine"},
    {"GET OPTION beep \"\" 20", "511 Command Not Permitted on a dead channel or intercept routine"},
    {"CONTROL STREAM FILE beep \"\"", "511 Command Not Permitted on a dead channel or intercept routine"},
    {"RECORD FILE x wav \"\" 20", "511 Command Not Permitted on a dead channel or intercept routine"},
    {"RECEIVE CHAR 20", "511 Command Not Permitted on a dead channel or intercept routine"},
    {"RECEIVE TEXT 20", "511 Command Not Permitted on a dead channel or intercept routine"},
    {"SEND TEXT x", "511 Command Not Permitted on a dead channel or intercept routine"},
    {"SEND IMAGE x", "511 Command Not Permitted on a dead channel or intercept routine"},
    {"TDD MODE ON", "511 Command Not Permitted on a dead channel or intercept routine"},
    {"WAIT FOR DIGIT 20", "511 Command Not Permitted on a dead channel or intercept routine"},
    {"SAY DIGITS 1 \"\"", "511 Command Not Permitted on a dead channel or intercept routine"},
    {"SPEECH CREATE x", "511 Command Not Permitted on a dead channel or intercept routine"},
    {"GET VARIABLE", agi_usage_answer},
};

inline std::string with_key(std::string_view text, std::string_view key)
{
    std::string result(text);
    for (auto at = result.find("KEY"); at != std::string::npos; at = result.find("KEY", at + key.size()))
        result.replace(at, 3, key);
    return result;
}

/// Whether an answer, all its lines, is the one of the table.
inline bool is_answer(std::string_view given, std::string_view expected)
{
    if (expected != agi_usage_answer)
        return given == expected;
    return given.starts_with("520-Invalid command syntax.  Proper usage follows:\n") &&
           given.ends_with("\n520 End of proper usage.");
}

} // namespace tests

#endif // AMI_TESTS_SUPPORT_AGI_ANSWERS_HPP
