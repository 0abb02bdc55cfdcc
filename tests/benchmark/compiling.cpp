// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What the compiler takes, as g++ -O2 does: for a small program beside one of bare Asio (programs/), for the client's header
// beside the headers of Asio that it needs, and for the library compiled once. --quick compiles once, generates no
// code, and leaves out what takes long.

#include "benchmark/measure.hpp"
#include "benchmark/process.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

namespace bench {
namespace {

namespace fs = std::filesystem;

// The headers of Asio that the file includes, and those that the files of ours include that it includes.
void collect(const fs::path& folder, const std::string& name, bool header_only, std::set<std::string>& seen,
    std::set<std::string>& asio)
{
    if (!seen.insert(name).second)
        return;
    std::ifstream file(folder / name);
    bool skipped = false; // what is included for header-only compilation alone
    for (std::string line; std::getline(file, line);) {
        if (line == "#ifdef AMI_HEADER_ONLY")
            skipped = !header_only;
        else if (line == "#endif")
            skipped = false;
        if (skipped || !line.starts_with("#include <"))
            continue;
        const auto included = line.substr(10, line.find('>') - 10);
        if (included.starts_with("boost/asio/"))
            asio.insert(included);
        else if (included.starts_with("ami/"))
            collect(folder, included, header_only, seen, asio);
    }
}

enum class library { header_only, separate };

class compiler {
public:
    explicit compiler(bool quick)
        : quick_(quick), folder_(fs::temp_directory_path() / ("ami-benchmark-" + std::to_string(getpid())))
    {
        fs::create_directory(folder_);
    }
    compiler(const compiler&) = delete;
    compiler& operator=(const compiler&) = delete;
    ~compiler() { fs::remove_all(folder_); }

    resources compile(const fs::path& source, library as, const char* option = nullptr) const
    {
        std::vector<std::string> command{AMI_BENCHMARK_CXX, "-std=c++20", "-c", "-o", folder_ / "file.o",
            source, "-I" AMI_TESTS_DIR "/../include"};
        command.emplace_back(quick_ ? "-fsyntax-only" : "-O2");
        if (option)
            command.emplace_back(option);
        if (as == library::separate)
            command.emplace_back("-DAMI_SEPARATE_COMPILATION");
        if (std::string_view(AMI_BENCHMARK_BOOST) != "")
            command.emplace_back("-I" AMI_BENCHMARK_BOOST);
        return process(std::move(command)).wait();
    }

    resources compile_headers(const std::set<std::string>& includes, library as) const
    {
        const auto source = folder_ / "file.cpp";
        {
            std::ofstream file(source);
            for (const auto& each : includes)
                file << "#include <" << each << ">\n";
            file << "int main() {}\n";
        }
        return compile(source, as);
    }

private:
    bool quick_;
    fs::path folder_;
};

void small_program(const compiler& cxx, int rounds, std::vector<row>& rows)
{
    const fs::path programs = AMI_TESTS_DIR "/benchmark/programs";
    pairs header_only;
    pairs separate;
    pairs memory;
    for (int i = 0; i != rounds; ++i) {
        const auto ours = cxx.compile(programs / "twelve_lines.cpp", library::header_only);
        const auto bare = cxx.compile(programs / "twelve_lines_bare.cpp", library::header_only);
        const auto alone = cxx.compile(programs / "twelve_lines.cpp", library::separate);
        header_only.add(ours.processor, bare.processor);
        separate.add(alone.processor, bare.processor);
        memory.add(ours.memory, bare.memory);
    }
    rows.push_back(header_only.summary(
        "compiling a program of 12 lines, header-only, to bare Asio's", "s", 1, direction::time, 2.5));
    rows.push_back(separate.summary(
        "compiling that program with `ami::separate`, to bare Asio's", "s", 1, direction::time, 0.7));
    auto most =
        memory.summary("compiling that program header-only, memory (GB)", "GB", 1e-9, direction::time, 0.75);
    most.ratio = most.ours;
    most.lowest = most.highest = 0;
    rows.push_back(most);
}

void client_header(const compiler& cxx, const options& how, int rounds, std::vector<row>& rows)
{
    for (const auto as : {library::header_only, library::separate}) {
        if (how.quick && as == library::header_only)
            continue;
        std::set<std::string> seen;
        std::set<std::string> asio;
        collect(AMI_TESTS_DIR "/../include", "ami/client.hpp", as == library::header_only, seen, asio);
        pairs times;
        for (int i = 0; i != rounds; ++i) {
            const auto ours = cxx.compile_headers({"ami/client.hpp"}, as);
            times.add(ours.processor, cxx.compile_headers(asio, as).processor);
        }
        rows.push_back(as == library::header_only
                           ? times.summary("compiling `<ami/client.hpp>`, header-only, to Asio's headers",
                                 "s", 1, direction::time, 3.5)
                           : times.summary("compiling `<ami/client.hpp>`, separately, to Asio's headers", "s",
                                 1, direction::time, 1.2));
    }
}

// All that has types, beside the client's header alone.
void typed_headers(const compiler& cxx, const options& how, int rounds, std::vector<row>& rows)
{
    for (const auto as : {library::header_only, library::separate}) {
        if (how.quick && as == library::header_only)
            continue;
        pairs times;
        for (int i = 0; i != rounds; ++i) {
            const auto all = cxx.compile_headers(
                {"ami/client.hpp", "ami/actions.hpp", "ami/catalogue.hpp", "ami/events.hpp"}, as);
            times.add(all.processor, cxx.compile_headers({"ami/client.hpp"}, as).processor);
        }
        rows.push_back(times.summary(as == library::header_only
                                         ? "compiling every typed action and event too, header-only, to "
                                           "`<ami/client.hpp>`"
                                         : "compiling every typed action and event too, separately, to "
                                           "`<ami/client.hpp>`",
            "s", 1, direction::time, 1.1));
    }
}

// The files of ami::separate but those of the test server.
void library_itself(const compiler& cxx, const options& how, std::vector<row>& rows)
{
    std::set<fs::path> files;
    for (const auto& file : fs::directory_iterator(AMI_TESTS_DIR "/../cmake/separate")) {
        if (!file.path().filename().string().starts_with("testing"))
            files.insert(file.path());
    }
    if (how.quick)
        files.erase(std::next(files.begin()), files.end());
    resources all;
    double longest = 0;
    for (const auto& file : files) {
        const auto one = cxx.compile(file, library::separate, "-fPIC");
        all.processor += one.processor;
        longest = std::max(longest, one.processor);
        all.memory = std::max(all.memory, one.memory);
    }
    const auto add = [&](const char* what, const char* unit, double figure, double reach) {
        row made;
        made.what = what;
        made.unit = unit;
        made.ours = made.ratio = figure;
        made.reach = reach;
        rows.push_back(made);
    };
    add("building `ami::separate` (seconds)", "s", all.processor, 32);
    add("building `ami::separate`, the longest file (seconds)", "s", longest, 12);
    add("building `ami::separate`, memory (GB)", "GB", all.memory * 1e-9, 0.75);
}

} // namespace

void compiling(const options& how, std::vector<row>& rows)
{
    const compiler cxx(how.quick);
    // The compiler's time varies little.
    const int rounds = how.quick ? 1 : std::max(1, how.rounds / 3);
    small_program(cxx, rounds, rows);
    client_header(cxx, how, rounds, rows);
    typed_headers(cxx, how, rounds, rows);
    library_itself(cxx, how, rows);
}

} // namespace bench
