// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.
//
// What including the client costs, beside including the headers of Asio that it needs.

#include "benchmark/measure.hpp"
#include "benchmark/process.hpp"

#include <filesystem>
#include <fstream>
#include <set>
#include <string>
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

class compiler {
public:
    compiler() : folder_(fs::temp_directory_path() / ("ami-benchmark-" + std::to_string(getpid())))
    {
        fs::create_directory(folder_);
    }
    compiler(const compiler&) = delete;
    compiler& operator=(const compiler&) = delete;
    ~compiler() { fs::remove_all(folder_); }

    // Processor time in seconds.
    double compile(const std::set<std::string>& includes, bool separate) const
    {
        const auto source = folder_ / "file.cpp";
        {
            std::ofstream file(source);
            for (const auto& each : includes)
                file << "#include <" << each << ">\n";
            file << "int main() {}\n";
        }
        std::vector<std::string> command{AMI_BENCHMARK_CXX, "-std=c++20", "-c", "-o", folder_ / "file.o",
            source, "-I" AMI_TESTS_DIR "/../include"};
        if (separate)
            command.emplace_back("-DAMI_SEPARATE_COMPILATION");
        if (std::string_view(AMI_BENCHMARK_BOOST) != "")
            command.emplace_back("-I" AMI_BENCHMARK_BOOST);
        return process(std::move(command)).wait();
    }

private:
    fs::path folder_;
};

} // namespace

void compiling(const options& how, std::vector<row>& rows)
{
    const compiler cxx;
    for (const bool separate : {false, true}) {
        std::set<std::string> seen;
        std::set<std::string> asio;
        collect(AMI_TESTS_DIR "/../include", "ami/client.hpp", !separate, seen, asio);
        std::vector<double> ours;
        std::vector<double> bare;
        std::vector<double> ratios;
        for (int i = 0; i != (how.quick ? 1 : 7); ++i) {
            ours.push_back(cxx.compile({"ami/client.hpp"}, separate));
            bare.push_back(cxx.compile(asio, separate));
            ratios.push_back(ours.back() / bare.back());
        }
        row made;
        made.what =
            separate ? "compiling <ami/client.hpp>, separately" : "compiling <ami/client.hpp>, header-only";
        made.unit = "s";
        made.ours = median(ours);
        made.bare = median(bare);
        made.ratio = median(ratios);
        made.reach = separate ? 1.2 : 1.5;
        rows.push_back(made);
    }
}

} // namespace bench
