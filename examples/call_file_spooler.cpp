// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

// Hands calls to Asterisk's spool directory, where they outlive a restart, and says what became of them.
//
//   ami_call_file_spooler SPOOL CHANNEL CONTEXT EXTENSION [SECONDS_FROM_NOW]
//   ami_call_file_spooler /var/spool/asterisk PJSIP/alice from-internal 100 3600
//
// With anything else as SPOOL (a URL, when the tests run it) it shows the file in a directory of its own.

#include <ami/call_file.hpp>

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

namespace fs = std::filesystem;

namespace {

ami::call_file file_for(const std::string& channel, const std::string& context, const std::string& extension)
{
    return ami::call_file{
        ami::actions::originate{channel}.dialplan(context, extension).variable("ORDER", "42")}
        .max_retries(2)
        .retry_time(std::chrono::seconds(60))
        .archive();
}

int follow(const ami::spooled_call& job)
{
    fmt::print("{}: handed over\n", job.name());
    int attempts = 0;
    while (job.status() == ami::call_file_status::waiting) {
        if (const int now = job.attempts(); now != std::exchange(attempts, now))
            fmt::print("{}: attempt {}\n", job.name(), now);
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
    }
    fmt::print("{}: {}\n", job.name(), ami::to_string(job.status()));
    return job.status() == ami::call_file_status::completed ? 0 : 1;
}

// A directory that Asterisk does not look into.
int show()
{
    std::string folder = (fs::temp_directory_path() / "ami-spooler-XXXXXX").string();
    if (!::mkdtemp(folder.data()))
        throw std::runtime_error("no directory can be made for temporary files");
    fs::create_directory(folder + "/outgoing");
    const auto job = file_for("PJSIP/alice", "from-internal", "100").spool(folder);
    std::ifstream file(folder + "/outgoing/" + job.name());
    fmt::print("{}: {}\n{}", job.name(), ami::to_string(job.status()),
        std::string(std::istreambuf_iterator<char>(file), {}));
    fs::remove_all(folder);
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        if (argc == 2 && !fs::is_directory(argv[1]))
            return show();
        if (argc != 5 && argc != 6) {
            fmt::print(stderr, "usage: {} SPOOL CHANNEL CONTEXT EXTENSION [SECONDS_FROM_NOW]\n", argv[0]);
            return 2;
        }
        auto file = file_for(argv[2], argv[3], argv[4]);
        if (argc == 6)
            file.start_at(std::chrono::system_clock::now() + std::chrono::seconds(std::atoi(argv[5])));
        return follow(file.spool(argv[1]));
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
}
