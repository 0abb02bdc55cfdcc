// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_TESTS_BENCHMARK_MEASURE_HPP
#define AMI_TESTS_BENCHMARK_MEASURE_HPP

#include <algorithm>
#include <cstddef>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

namespace bench {

struct options {
    bool quick = false; // shows that it runs; the figures mean nothing
    int rounds = 9;     // pairs of each row
};

inline double seconds_of(clockid_t which)
{
    timespec now{};
    clock_gettime(which, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// What one run took: of the processor, all threads of this process and the kernel on its behalf, and by the clock.
struct taken {
    double processor = 0;
    double wall = 0;
};

template <class Work>
taken measure(Work&& work)
{
    const taken before{seconds_of(CLOCK_PROCESS_CPUTIME_ID), seconds_of(CLOCK_MONOTONIC)};
    work();
    return {
        seconds_of(CLOCK_PROCESS_CPUTIME_ID) - before.processor, seconds_of(CLOCK_MONOTONIC) - before.wall};
}

inline double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

// A line of the table.
struct row {
    std::string what;
    std::string unit;
    double ours = 0;
    double bare = 0; // 0: there is none
    double ratio = 0;
    double wall_ratio = 0; // 0: it makes no sense
    double reach = 0;
    bool at_least = false; // else at most
    std::string note;
};

enum class direction {
    // Processor time, ours to the bare loop's.
    time,
    // The reciprocal: how many in the same time.
    rate
};

// Runs both by turns, the order alternating, and takes the medians: of each one's time per item, and of the ratios
// of the pairs. A run of nothing before warms both up.
template <class Ours, class Bare>
row compare(
    const options& how, std::string what, double items, direction as, double reach, Ours ours, Bare bare)
{
    std::vector<double> our_times;
    std::vector<double> bare_times;
    std::vector<double> ratios;
    std::vector<double> wall_ratios;
    const auto one_pair = [&](bool ours_first) {
        taken a;
        taken b;
        if (ours_first)
            a = measure(ours);
        b = measure(bare);
        if (!ours_first)
            a = measure(ours);
        our_times.push_back(a.processor / items * 1e9);
        bare_times.push_back(b.processor / items * 1e9);
        ratios.push_back(as == direction::time ? a.processor / b.processor : b.processor / a.processor);
        wall_ratios.push_back(as == direction::time ? a.wall / b.wall : b.wall / a.wall);
    };
    if (!how.quick) {
        ours();
        bare();
    }
    for (int i = 0; i != (how.quick ? 1 : how.rounds); ++i)
        one_pair(i % 2 == 0);
    row made;
    made.what = std::move(what);
    made.unit = "ns";
    made.ours = median(our_times);
    made.bare = median(bare_times);
    made.ratio = median(ratios);
    made.wall_ratio = median(wall_ratios);
    made.reach = reach;
    made.at_least = as == direction::rate;
    return made;
}

struct benchmark {
    const char* name;
    std::function<void(const options&, std::vector<row>&)> run;
};

void framing(const options& how, std::vector<row>& rows);
void floods(const options& how, std::vector<row>& rows);
void pings(const options& how, std::vector<row>& rows);
void pipelined(const options& how, std::vector<row>& rows);
void list(const options& how, std::vector<row>& rows);
void flood_memory(const options& how, std::vector<row>& rows);
void idle_clients(const options& how, std::vector<row>& rows);
void tls(const options& how, std::vector<row>& rows);
void compiling(const options& how, std::vector<row>& rows);

// Programs that this one runs in processes of their own.
int run_blaster();
int run_nothing();
int run_flooded(const std::vector<std::string>& arguments);
int run_list(const std::vector<std::string>& arguments);
int run_idle(const std::vector<std::string>& arguments);

} // namespace bench

#endif // AMI_TESTS_BENCHMARK_MEASURE_HPP
