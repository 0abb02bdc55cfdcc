// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SPOOL_IMPL_CALL_FILE_IPP
#define AMI_SPOOL_IMPL_CALL_FILE_IPP

#include <ami/protocol/wire/banner.hpp>
#include <ami/spool/call_file.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <unistd.h>

namespace ami {

AMI_DECL spooled_call call_file::spool(std::string_view spool, error_code& ec, diagnostics& details) const
{
    const auto fail = [&](detail::failure error) {
        ec = error.ec;
        details = diagnostics(std::move(error.text));
        return spooled_call();
    };
    std::string text;
    if (auto error = compose(text))
        return fail(std::move(error));
    const auto name = name_.empty() ? detail::unique_file_name() + ".call" : name_;
    const bool is_bad = std::any_of(name.begin(), name.end(),
        [](char c) { return c == '/' || static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    if (is_bad || name.front() == '.' || name.size() > 200)
        return fail({errc::invalid_config,
            fmt::format(
                "\"{}\" is not the name of a call file: no slash, no control byte, no dot in front, 200 "
                "bytes at most",
                detail::printable(name))});
    std::string folder(spool);
    while (folder.size() > 1 && folder.back() == '/')
        folder.pop_back();
    if (auto error = write(folder, name, text))
        return fail(std::move(error));
    ec = {};
    details.clear();
    return {std::move(folder), name};
}

AMI_DECL spooled_call call_file::spool(std::string_view spool) const
{
    error_code ec;
    diagnostics details;
    auto made = this->spool(spool, ec, details);
    if (ec)
        throw error(ec, std::move(details));
    return made;
}

AMI_DECL call_file_status spooled_call::status() const
{
    const auto is_there = [](const std::string& path) { return ::access(path.c_str(), F_OK) == 0; };
    const auto done = spool_ + "/outgoing_done/" + name_;
    if (is_there(spool_ + "/outgoing/" + name_))
        return call_file_status::waiting;
    std::ifstream file(done);
    auto found = file.is_open() ? call_file_status::waiting : call_file_status::gone;
    for (std::string line; std::getline(file, line);) {
        if (line == "Status: Completed")
            found = call_file_status::completed;
        else if (line == "Status: Expired")
            found = call_file_status::expired;
        else if (line == "Status: Failed")
            found = call_file_status::invalid;
    }
    return found;
}

AMI_DECL int spooled_call::attempts() const
{
    std::ifstream file(spool_ + "/outgoing/" + name_);
    if (!file.is_open())
        file.open(spool_ + "/outgoing_done/" + name_);
    int count = 0;
    for (std::string line; std::getline(file, line);)
        count += line.starts_with("StartRetry:") ? 1 : 0;
    return count;
}

} // namespace ami

#endif // AMI_SPOOL_IMPL_CALL_FILE_IPP
