// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

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

// A number as the table has it: 100,000.
inline std::string with_commas(std::size_t value)
{
    auto text = std::to_string(value);
    for (auto at = text.size(); at > 3;)
        text.insert(at -= 3, 1, ',');
    return text;
}

// A line of the table.
struct row {
    std::string what;
    std::string unit;
    double ours = 0;
    double bare = 0; // 0: there is none
    double ratio = 0;
    double lowest = 0; // of the ratios of all pairs; both are 0 if there was one run only
    double highest = 0;
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

// What the pairs of one row took.
class pairs {
public:
    void add(double ours, double bare)
    {
        ours_.push_back(ours);
        bare_.push_back(bare);
    }

    // The medians: of each one's figures, multiplied by `scale`, and of the ratios of the pairs.
    row summary(std::string what, std::string unit, double scale, direction as, double reach) const
    {
        const auto all = ratios(as);
        row made;
        made.what = std::move(what);
        made.unit = std::move(unit);
        made.ours = median(ours_) * scale;
        made.bare = median(bare_) * scale;
        made.ratio = median(all);
        if (all.size() > 1) {
            made.lowest = *std::min_element(all.begin(), all.end());
            made.highest = *std::max_element(all.begin(), all.end());
        }
        made.reach = reach;
        made.at_least = as == direction::rate;
        return made;
    }

    double ratio(direction as) const { return median(ratios(as)); }

private:
    std::vector<double> ratios(direction as) const
    {
        std::vector<double> all;
        for (std::size_t i = 0; i != ours_.size(); ++i)
            all.push_back(as == direction::time ? ours_[i] / bare_[i] : bare_[i] / ours_[i]);
        return all;
    }

    std::vector<double> ours_;
    std::vector<double> bare_;
};

struct compared {
    pairs processor;
    pairs wall;
};

// Runs both by turns, the order alternating. A run of each before warms both up.
template <class Ours, class Bare>
compared run_pairs(const options& how, Ours ours, Bare bare)
{
    compared all;
    if (!how.quick) {
        ours();
        bare();
    }
    for (int i = 0; i != (how.quick ? 1 : how.rounds); ++i) {
        taken a;
        taken b;
        if (i % 2 == 0)
            a = measure(ours);
        b = measure(bare);
        if (i % 2 != 0)
            a = measure(ours);
        all.processor.add(a.processor, b.processor);
        all.wall.add(a.wall, b.wall);
    }
    return all;
}

// The row of processor time per item.
template <class Ours, class Bare>
row compare(
    const options& how, std::string what, double items, direction as, double reach, Ours ours, Bare bare)
{
    const auto all = run_pairs(how, std::move(ours), std::move(bare));
    auto made = all.processor.summary(std::move(what), "ns", 1e9 / items, as, reach);
    made.wall_ratio = all.wall.ratio(as);
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
void headers(const options& how, std::vector<row>& rows);
void paced(const options& how, std::vector<row>& rows);
void costs_of_n(const options& how, std::vector<row>& rows);
void http(const options& how, std::vector<row>& rows);
void fastagi(const options& how, std::vector<row>& rows);
void reconnecting(const options& how, std::vector<row>& rows);
void list(const options& how, std::vector<row>& rows);
void flood_memory(const options& how, std::vector<row>& rows);
void idle_clients(const options& how, std::vector<row>& rows);
void tls(const options& how, std::vector<row>& rows);
void live(const options& how, std::vector<row>& rows);
void compiling(const options& how, std::vector<row>& rows);

// Programs that this one runs in processes of their own.
int run_blaster();
int run_nothing();
int run_flooded(const std::vector<std::string>& arguments);
int run_list(const std::vector<std::string>& arguments);
int run_idle(const std::vector<std::string>& arguments);
int run_paced(const std::vector<std::string>& arguments);
int run_peer(const std::vector<std::string>& arguments);
int run_reconnecting(const std::vector<std::string>& arguments);
int run_agi_callers();

} // namespace bench

#endif // AMI_TESTS_BENCHMARK_MEASURE_HPP
