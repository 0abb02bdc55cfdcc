// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Call files: their text, and how they get into the spool directory.

#include "support/catch.hpp"

#include <ami/call_file.hpp>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sched.h>
#include <set>
#include <sstream>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using ami::actions::originate;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

ami::call_file plain()
{
    return ami::call_file{originate{"PJSIP/alice"}.dialplan("sets", "103")};
}

// A spool directory of a test's own.
class spool_folder {
public:
    spool_folder()
    {
        std::string name = (fs::temp_directory_path() / "ami-spool-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path = name;
        fs::create_directory(path + "/outgoing");
        fs::create_directory(path + "/outgoing_done");
    }
    spool_folder(const spool_folder&) = delete;
    spool_folder& operator=(const spool_folder&) = delete;
    ~spool_folder() { fs::remove_all(path); }

    std::set<std::string> files(const std::string& folder = "") const
    {
        std::set<std::string> found;
        for (const auto& each : fs::directory_iterator(path + folder)) {
            if (each.is_regular_file())
                found.insert(each.path().filename().string());
        }
        return found;
    }

    std::string read(const std::string& name) const
    {
        std::ifstream file(path + name);
        std::ostringstream text;
        text << file.rdbuf();
        return text.str();
    }

    std::string path;
};

ami::error_code failure_of(const ami::call_file& file, const std::string& spool, std::string& text)
{
    ami::error_code ec;
    ami::diagnostics why;
    file.spool(spool, ec, why);
    text = why.message();
    return ec;
}

} // namespace

TEST_CASE("call file: every line")
{
    const auto text = ami::call_file{originate{"Local/2001@from-internal"}
                                         .dialplan("sets", "103", "2")
                                         .ring_time(2500ms)
                                         .caller_id("Demo <100>")
                                         .account("shop")
                                         .codecs("ulaw")
                                         .early_media()
                                         .variable("ORDER", "a,b\"c\\d")
                                         .variable("EMPTY", "")}
                          .max_retries(2)
                          .retry_time(60s)
                          .archive()
                          .always_delete(false)
                          .text();
    CHECK(text == "Channel: Local/2001@from-internal\n"
                  "Context: sets\nExtension: 103\nPriority: 2\n"
                  "CallerID: Demo <100>\nAccount: shop\nCodecs: ulaw\nEarly_Media: yes\n"
                  "WaitTime: 3\nMaxRetries: 2\nRetryTime: 60\nArchive: yes\nAlwaysDelete: no\n"
                  "Set: ORDER=a,b\"c\\d\nSet: EMPTY=\n");
    CHECK(ami::call_file{originate{"PJSIP/a"}.application("Playback", "demo")}.text() ==
          "Channel: PJSIP/a\nApplication: Playback\nData: demo\nWaitTime: 30\nMaxRetries: 0\nArchive: no\n");
}

TEST_CASE("call file: what would be a comment")
{
    // As pbx_spool.c reads it: `;` unless a backslash is before it, `#` behind a blank or at the line's beginning.
    const auto set = [](std::string value) {
        return ami::call_file{originate{"PJSIP/a"}.dialplan("a", "b").variable("A", value)}.text();
    };
    CHECK(set("x;y").find("Set: A=x\\;y\n") != std::string::npos);
    CHECK(set("x\\;y").find("Set: A=x\\\\;y\n") != std::string::npos);
    CHECK(set("x#y").find("Set: A=x#y\n") != std::string::npos);
    CHECK(ami::call_file{originate{"PJSIP/a"}.application("X", "#1")}.text().find("Data:#1\n") !=
          std::string::npos);
    for (const auto* value : {"x #y", "x\t#y", "x ", "x\t"}) {
        std::string why;
        ami::error_code ec;
        ami::diagnostics text;
        ami::call_file{originate{"PJSIP/a"}.dialplan("a", "b").variable("A", value)}.spool(
            "/nowhere", ec, text);
        CHECK(ec == ami::errc::invalid_header_value);
        CHECK(text.message().find("\"Set\"") != std::string::npos);
    }
}

TEST_CASE("call file: nothing injects, and what it cannot say is refused")
{
    const auto refused = [](const ami::call_file& file, std::string_view says) {
        INFO(says);
        try {
            file.text();
            FAIL("it was taken");
        } catch (const ami::error& error) {
            INFO(error.what());
            CHECK(error.code() == ami::errc::invalid_header_value);
            CHECK(std::string_view(error.what()).find(says) != std::string_view::npos);
        }
    };
    const auto call = [](auto... more) { return originate{"PJSIP/a"}.dialplan(more...); };
    refused(ami::call_file{originate{"PJSIP/a\nApplication: System"}.dialplan("a", "b")}, "Channel");
    refused(ami::call_file{call("a", "b").caller_id("x\r\nSet: A=1")}, "CallerID");
    refused(ami::call_file{call("a", "b").variable("A", std::string("x\0y", 3))}, "NUL");
    refused(ami::call_file{call("a", "b").variable("A=B", "1")}, "variable's name");
    refused(ami::call_file{call("a", "b").variable("A", std::string(260, 'x'))}, "254");
    refused(ami::call_file{call("a", "b", "label")}, "label");
    refused(ami::call_file{call("a", "b").channel_id("x")}, "channel id");
    refused(ami::call_file{call("a", "b").other_channel_id("x")}, "channel id");
    refused(ami::call_file{call("a", "b").add("X-Own", "1")}, "X-Own");
    refused(ami::call_file{originate{"PJSIP/a"}}, "has no target");
    refused(ami::call_file{originate{"alice"}.dialplan("a", "b")}, "TECHNOLOGY");
    refused(ami::call_file{call("a", "b").ring_time(-1s)}, "longer than zero");
    refused(plain().max_retries(-1), "MaxRetries");
    refused(plain().retry_time(0s), "RetryTime");
}

TEST_CASE("call file: it appears whole, with owner, mode and time")
{
    spool_folder spool;
    const auto when = std::chrono::system_clock::now() + 1h;
    const auto job = plain().archive().start_at(when).mode(0604).spool(spool.path + "/");
    CHECK(job.name().ends_with(".call"));
    CHECK(spool.files("/outgoing") == std::set<std::string>{job.name()});
    CHECK(spool.files().empty());
    CHECK(spool.read("/outgoing/" + job.name()) == plain().archive().text());
    struct stat folder {};
    struct stat file {};
    REQUIRE(::stat((spool.path + "/outgoing").c_str(), &folder) == 0);
    REQUIRE(::stat((spool.path + "/outgoing/" + job.name()).c_str(), &file) == 0);
    CHECK((file.st_mode & 0777) == 0604);
    CHECK(file.st_uid == folder.st_uid);
    CHECK(file.st_mtime == std::chrono::system_clock::to_time_t(when));
    CHECK(file.st_nlink == 1);
    CHECK(job.status() == ami::call_file_status::waiting);
    CHECK(job.attempts() == 0);
    // Names are unique.
    CHECK(plain().spool(spool.path).name() != plain().spool(spool.path).name());
    CHECK(spool.files("/outgoing").size() == 3);
}

TEST_CASE("call file: a time that time_t cannot hold -> no file, not one with another time")
{
    spool_folder spool;
    std::string why;
    const auto when = std::chrono::system_clock::from_time_t(0) + std::chrono::hours(24 * 365 * 100); // 2069
    if (sizeof(std::time_t) > 4) {
        const auto job = plain().start_at(when).spool(spool.path);
        struct stat file {};
        REQUIRE(::stat((spool.path + "/outgoing/" + job.name()).c_str(), &file) == 0);
        CHECK(file.st_mtime == std::chrono::system_clock::to_time_t(when));
    } else {
        CHECK(failure_of(plain().start_at(when), spool.path, why) == boost::system::errc::value_too_large);
        CHECK(why.find("its time") != std::string::npos);
        CHECK(spool.files("/outgoing").empty());
        CHECK(spool.files().empty());
    }
}

TEST_CASE("call file: the outcome is read from outgoing_done")
{
    spool_folder spool;
    const struct {
        const char* tail;
        ami::call_file_status status;
    } rows[] = {
        {"\nStartRetry: 1 1 (2)\n\nEndRetry: 1 1 (2)\n\nStartRetry: 1 2 (3)\nStatus: Completed\n",
            ami::call_file_status::completed},
        {"\nStartRetry: 1 1 (2)\n\nStartRetry: 1 2 (2)\nStatus: Expired\n", ami::call_file_status::expired},
        {"\nStartRetry: 1 1 (2)\n\nStartRetry: 1 2 (2)\nStatus: Failed\n", ami::call_file_status::invalid},
        {"\nStartRetry: 1 1 (2)\n\nStartRetry: 1 2 (2)\n", ami::call_file_status::waiting},
    };
    int number = 0;
    for (const auto& row : rows) {
        const auto job = plain().name("job-" + std::to_string(++number)).spool(spool.path);
        fs::rename(spool.path + "/outgoing/" + job.name(), spool.path + "/outgoing_done/" + job.name());
        std::ofstream(spool.path + "/outgoing_done/" + job.name(), std::ios::app) << row.tail;
        CHECK(job.status() == row.status);
        CHECK(job.attempts() == 2);
        fs::remove(spool.path + "/outgoing_done/" + job.name());
        CHECK(job.status() == ami::call_file_status::gone);
    }
}

TEST_CASE("call file: a name that escapes the spool, or is taken")
{
    spool_folder spool;
    std::string why;
    for (const std::string& name : {std::string("../x"), std::string("a/b"), std::string("/etc/x"),
             std::string("."), std::string(".."), std::string(".hidden"), std::string("a\0b", 3),
             std::string(201, 'x'), std::string("a\nb"), std::string("a\x7f")}) {
        CHECK(failure_of(plain().name(name), spool.path, why) == ami::errc::invalid_config);
        CHECK(why.find("name of a call file") != std::string::npos);
    }
    CHECK(spool.files("/outgoing").empty());
    std::ofstream(spool.path + "/outgoing/taken") << "other";
    CHECK(failure_of(plain().name("taken"), spool.path, why) == boost::system::errc::file_exists);
    CHECK(spool.read("/outgoing/taken") == "other");
    CHECK(spool.files().empty());
}

TEST_CASE("call file: no spool, another filesystem, a disk that is full")
{
    spool_folder spool;
    std::string why;
    CHECK(failure_of(plain(), "/no/such/folder", why) == boost::system::errc::no_such_file_or_directory);
    CHECK(why.find("/no/such/folder/outgoing") != std::string::npos);
    std::ofstream(spool.path + "/file") << "x";
    CHECK(failure_of(plain(), spool.path + "/file", why) == boost::system::errc::not_a_directory);
    fs::remove(spool.path + "/file");

    struct stat here {};
    struct stat other {};
    if (::stat(spool.path.c_str(), &here) == 0 && ::stat("/dev/shm", &other) == 0 &&
        here.st_dev != other.st_dev) {
        CHECK(failure_of(plain().temporary_folder("/dev/shm"), spool.path, why) ==
              boost::system::errc::cross_device_link);
        CHECK(why.find("another filesystem") != std::string::npos);
    } else {
        WARN("SKIPPED: /dev/shm is no other filesystem here");
    }

    // A limit on the size of files fails a write as a full disk does.
    struct rlimit before {};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
    const auto old = std::signal(SIGXFSZ, SIG_IGN);
    const struct rlimit small {
        20, before.rlim_max
    };
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
    const auto full = failure_of(plain(), spool.path, why);
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
    std::signal(SIGXFSZ, old);
    CHECK(full == boost::system::errc::file_too_large);
    CHECK(why.find("cannot be written") != std::string::npos);
    CHECK(spool.files("/outgoing").empty());
    CHECK(spool.files().empty());
}

// Runs `body` in a process that has a filesystem of 64 KiB of its own at `folder`. Its result; nothing where that cannot be
// had.
template <class F>
std::optional<int> on_small_disk(const std::string& folder, F body)
{
    constexpr int no_disk = 77;
    const pid_t child = ::fork();
    if (child == 0) {
        if (::unshare(CLONE_NEWNS) != 0 ||
            ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
            ::mount("none", folder.c_str(), "tmpfs", 0, "size=64k") != 0)
            ::_exit(no_disk);
        ::_exit(body());
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    return WEXITSTATUS(status) == no_disk ? std::nullopt : std::optional(WEXITSTATUS(status));
}

TEST_CASE("call file: a disk that is really full, and one beside the spool")
{
    spool_folder spool;
    const auto full = on_small_disk(spool.path, [&] {
        fs::create_directory(spool.path + "/outgoing");
        {
            std::ofstream filler(spool.path + "/filler", std::ios::binary);
            filler << std::string(128 * 1024, 'x');
        }
        std::string why;
        const auto ec = failure_of(plain(), spool.path, why);
        if (ec != boost::system::errc::no_space_on_device ||
            why.find("cannot be written") == std::string::npos)
            return 1;
        if (!spool.files("/outgoing").empty() || spool.files() != std::set<std::string>{"filler"})
            return 2;
        fs::remove(spool.path + "/filler");
        return failure_of(plain(), spool.path, why) ? 3 : 0;
    });
    const auto other = on_small_disk(spool.path + "/outgoing", [&] {
        std::string why;
        // The temporary file stands beside `outgoing`, which is a disk of its own here.
        const auto ec = failure_of(plain(), spool.path, why);
        if (ec != boost::system::errc::cross_device_link ||
            why.find("another filesystem") == std::string::npos)
            return 1;
        return spool.files("/outgoing").empty() && spool.files().empty() ? 0 : 2;
    });
    if (!full || !other) {
        WARN("SKIPPED: no filesystem can be mounted here");
        return;
    }
    CHECK(*full == 0);
    CHECK(*other == 0);
}

TEST_CASE("call file: no right to give it away")
{
    spool_folder spool;
    if (::geteuid() != 0) {
        std::string why;
        CHECK(
            failure_of(plain().owner(0, 0), spool.path, why) == boost::system::errc::operation_not_permitted);
        CHECK(why.find("requires root") != std::string::npos);
        return;
    }
    constexpr uid_t nobody = 65534;
    // Given to whom the folder belongs.
    REQUIRE(::chown((spool.path + "/outgoing").c_str(), nobody, nobody) == 0);
    const auto job = plain().spool(spool.path);
    struct stat file {};
    REQUIRE(::stat((spool.path + "/outgoing/" + job.name()).c_str(), &file) == 0);
    CHECK(file.st_uid == nobody);
    CHECK(file.st_gid == nobody);

    REQUIRE(::chown((spool.path + "/outgoing").c_str(), 1, 1) == 0);
    fs::permissions(spool.path, fs::perms::all);
    fs::permissions(spool.path + "/outgoing", fs::perms::all);
    REQUIRE(::seteuid(nobody) == 0);
    std::string why;
    const auto refused = failure_of(plain(), spool.path, why);
    ami::error_code kept;
    ami::diagnostics text;
    const auto own = plain().keep_owner().mode(0666).spool(spool.path, kept, text);
    REQUIRE(::seteuid(0) == 0);
    CHECK(refused == boost::system::errc::operation_not_permitted);
    CHECK(why.find("requires root") != std::string::npos);
    CHECK_FALSE(kept);
    CHECK(spool.files("/outgoing") == std::set<std::string>{job.name(), own.name()});
    CHECK(spool.files().empty());
}
