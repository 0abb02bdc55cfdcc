// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_NAIVE_PARSER_HPP
#define AMI_TESTS_SUPPORT_NAIVE_PARSER_HPP

// Packets by protocol/README.md 0, as plainly as can be: the whole stream at once, no limits, every byte looked at alone. The
// oracle for the parser.

#include "support/parsing.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tests {

class naive_parser {
public:
    explicit naive_parser(std::string_view stream, command_ids commands = {})
        : stream_(stream), commands_(std::move(commands))
    {}

    std::vector<found_packet> packets()
    {
        std::vector<found_packet> found;
        for (std::size_t at = 0; const auto first = line_at(at);) {
            if (text(*first).empty()) {
                at = first->end;
                continue;
            }
            const bool follows =
                name(*deciding_line(at)) == "response" && value(*deciding_line(at)) == "follows";
            const auto packet = !follows ? plain(at) : is_accepted(at) ? command(at) : short_command(at);
            if (!packet)
                break;
            at += packet->raw.size();
            found.push_back(*packet);
        }
        return found;
    }

private:
    struct line {
        std::size_t begin;
        std::size_t end; // behind its LF
    };

    std::optional<line> line_at(std::size_t begin) const
    {
        for (std::size_t i = begin; i < stream_.size(); ++i) {
            if (stream_[i] == '\n')
                return line{begin, i + 1};
        }
        return std::nullopt;
    }

    // The first line, or the second one after a leading ActionID.
    std::optional<line> deciding_line(std::size_t begin) const
    {
        const auto first = line_at(begin);
        const auto second = name(*first) == "actionid" ? line_at(first->end) : std::nullopt;
        return second ? second : first;
    }

    std::string text(line l) const
    {
        std::string result(stream_.substr(l.begin, l.end - l.begin - 1));
        if (!result.empty() && result.back() == '\r')
            result.pop_back();
        return result;
    }

    static std::string lower(std::string text)
    {
        for (char& c : text)
            c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        return text;
    }

    // In lower case; empty where there is no colon.
    std::string name(line l) const
    {
        const auto all = text(l);
        const auto colon = all.find(':');
        return colon == std::string::npos ? std::string() : lower(all.substr(0, colon));
    }

    std::string value(line l) const
    {
        auto all = text(l).substr(name(l).size() + 1);
        while (!all.empty() && (all.front() == ' ' || all.front() == '\t'))
            all.erase(0, 1);
        return lower(all);
    }

    found_packet make(std::size_t begin, std::size_t headers_end, std::size_t body_end, std::size_t end) const
    {
        const auto first = name(*deciding_line(begin));
        const auto kind = first == "event"      ? ami::packet_kind::event
                          : first == "response" ? ami::packet_kind::response
                                                : ami::packet_kind::other;
        const auto part = [&](std::size_t from, std::size_t to) {
            return std::string(stream_.substr(from, to - from));
        };
        return {kind, part(begin, end), part(begin, headers_end), part(headers_end, body_end), begin};
    }

    std::optional<found_packet> plain(std::size_t begin) const
    {
        for (auto l = line_at(begin); l; l = line_at(l->end)) {
            if (text(*l).empty())
                return make(begin, l->begin, l->begin, l->end);
        }
        return std::nullopt;
    }

    // The value of ActionID before or behind a Response, whose only other header is Privilege.
    bool is_accepted(std::size_t begin) const
    {
        if (!commands_)
            return true;
        if (commands_->empty())
            return false;
        const auto is_of_one = [&](line l) {
            auto all = text(l).substr(name(l).size() + 1);
            all.erase(0, std::min(all.find_first_not_of(" \t"), all.size()));
            return all.starts_with(*commands_);
        };
        if (name(*line_at(begin)) == "actionid" && value(*line_at(begin)) != "")
            return is_of_one(*line_at(begin));
        for (auto l = line_at(deciding_line(begin)->end); l; l = line_at(l->end)) {
            if (name(*l) == "actionid" && value(*l) != "")
                return is_of_one(*l);
            if (name(*l) != "privilege" && name(*l) != "actionid")
                break;
        }
        return false;
    }

    // One that is not accepted: its text ends at the first blank line, if the marker stands before that.
    std::optional<found_packet> short_command(std::size_t begin) const
    {
        auto packet = plain(begin);
        const auto with_text = command(begin);
        return with_text && packet && with_text->raw == packet->raw ? with_text : packet;
    }

    std::optional<found_packet> command(std::size_t begin) const
    {
        std::size_t headers_end = deciding_line(begin)->end;
        const std::size_t text_begin = headers_end;
        for (const char* expected : {"privilege", "actionid"}) {
            const auto l = line_at(headers_end);
            if (l && name(*l) == expected)
                headers_end = l->end;
        }
        for (std::size_t at = text_begin; at < stream_.size(); ++at) {
            for (const char* end : {"--END COMMAND--\r\n\r\n", "--END COMMAND--\r\n\n",
                     "--END COMMAND--\n\r\n", "--END COMMAND--\n\n"}) {
                if (stream_.substr(at).starts_with(end)) {
                    const auto from = std::min(headers_end, at);
                    return make(begin, from, at, at + std::string_view(end).size());
                }
            }
        }
        return std::nullopt;
    }

    std::string_view stream_;
    command_ids commands_;
};

} // namespace tests

#endif // AMI_TESTS_SUPPORT_NAIVE_PARSER_HPP
