// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_BENCHMARK_PROCESS_HPP
#define AMI_TESTS_BENCHMARK_PROCESS_HPP

#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <signal.h>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace bench {

// What a process and its own children took.
struct resources {
    double processor = 0; // seconds
    double memory = 0;    // bytes: the most that one of them ever had
};

// A process of this program, or of another one, that writes lines to us. It ends with this object, or with us.
class process {
public:
    explicit process(std::vector<std::string> command)
    {
        int ends[2];
        if (pipe2(ends, O_CLOEXEC) != 0)
            throw std::runtime_error("pipe");
        const pid_t parent = getpid();
        id_ = fork();
        if (id_ == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            if (getppid() != parent)
                _exit(1);
            dup2(ends[1], STDOUT_FILENO);
            std::vector<char*> arguments;
            for (auto& each : command)
                arguments.push_back(each.data());
            arguments.push_back(nullptr);
            execvp(arguments[0], arguments.data());
            _exit(127);
        }
        ::close(ends[1]);
        output_ = fdopen(ends[0], "r");
    }

    // One of the programs inside this one.
    static process self(std::vector<std::string> arguments)
    {
        arguments.insert(arguments.begin(), {"/proc/self/exe", "--child"});
        return process(std::move(arguments));
    }

    process(const process&) = delete;
    process& operator=(const process&) = delete;
    process(process&& other) noexcept
        : id_(std::exchange(other.id_, -1)), output_(std::exchange(other.output_, nullptr))
    {}

    ~process()
    {
        if (id_ > 0) {
            kill(id_, SIGKILL);
            wait();
        }
        if (output_)
            fclose(output_);
    }

    // The next line that it writes.
    std::string line()
    {
        std::string text;
        for (int c; (c = fgetc(output_)) != EOF && c != '\n';)
            text += static_cast<char>(c);
        if (text.empty())
            throw std::runtime_error("a process of the benchmark ended without a result");
        return text;
    }

    // The numbers of that line.
    std::vector<double> numbers()
    {
        std::istringstream in(line());
        std::vector<double> found;
        for (double each = 0; in >> each;)
            found.push_back(each);
        return found;
    }

    // Waits for its end.
    resources wait()
    {
        int status = 0;
        rusage used{};
        wait4(std::exchange(id_, -1), &status, 0, &used);
        if (WIFEXITED(status) && WEXITSTATUS(status) != 0)
            throw std::runtime_error("a process of the benchmark failed");
        const auto seconds = [](const timeval& t) {
            return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
        };
        return {seconds(used.ru_utime) + seconds(used.ru_stime), static_cast<double>(used.ru_maxrss) * 1024};
    }

private:
    pid_t id_ = -1;
    FILE* output_ = nullptr;
};

// What one of the programs inside this one writes as its one line.
inline std::vector<double> result_of(std::vector<std::string> child)
{
    auto running = process::self(std::move(child));
    const auto found = running.numbers();
    running.wait();
    return found;
}

// Writes that line.
inline void report(const std::string& text)
{
    std::printf("%s\n", text.c_str());
    std::fflush(stdout);
}

// As many open files as the machine allows; tells how many.
inline std::size_t raise_file_limit()
{
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    return files.rlim_cur;
}

// A number of /proc/self/status, in bytes: VmHWM (the most memory that there ever was) or VmRSS.
inline double memory(std::string_view which)
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with(which))
            return std::stod(line.substr(line.find(':') + 1)) * 1024;
    }
    return 0;
}

} // namespace bench

#endif // AMI_TESTS_BENCHMARK_PROCESS_HPP
