// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SPOOL_IMPL_CALL_FILE_IPP
#define AMI_SPOOL_IMPL_CALL_FILE_IPP

#include <ami/protocol/values/redaction.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/banner.hpp>
#include <ami/spool/call_file.hpp>

#include <boost/system/errc.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <random>
#include <sys/stat.h>
#include <unistd.h>

namespace ami {
namespace detail {

// What pbx_spool.c reads of a line, without the LF: old versions that much, 16.28 and 22 1,023 bytes.
inline constexpr std::size_t max_call_file_line = 254;

// Builds the lines of a call file, and keeps the first fault.
class call_file_text {
public:
    void add(std::string_view key, std::string_view value)
    {
        if (fault_)
            return;
        const auto refuse = [&](std::string fault) {
            fault_ = {errc::invalid_header_value, fmt::format("\"{}\" in a call file: {}", key, fault)};
        };
        if (value.find_first_of(std::string_view{"\r\n\0", 3}) != std::string_view::npos)
            return refuse("its value has CR, LF or NUL, which would end the line");
        if (value.empty())
            return refuse("it is empty");
        if (static_cast<unsigned char>(value.front()) <= 0x20 ||
            static_cast<unsigned char>(value.back()) <= 0x20)
            return refuse(
                "its value begins or ends with a blank or a control byte, which Asterisk would drop");
        std::string escaped;
        for (std::size_t i = 0; i != value.size(); ++i) {
            if (value[i] == '#' && i != 0 && (value[i - 1] == ' ' || value[i - 1] == '\t'))
                return refuse("its value has a blank before #, where Asterisk sees a comment");
            if (value[i] == ';') // else a comment
                escaped += '\\';
            escaped += value[i];
        }
        // Directly after the colon a # is no comment.
        const auto line = fmt::format("{}:{}{}", key, value.front() == '#' ? "" : " ", escaped);
        if (line.size() > max_call_file_line)
            return refuse(
                fmt::format("the line has {} bytes, Asterisk reads {}", line.size(), max_call_file_line));
        text_ += line + '\n';
    }

    void add(std::string_view key, long long value) { add(key, std::string_view(std::to_string(value))); }

    failure take(std::string& text)
    {
        text = std::move(text_);
        return std::move(fault_);
    }

private:
    std::string text_;
    failure fault_;
};

inline failure system_failure(int number, std::string description)
{
    return {error_code(number, boost::system::system_category()), std::move(description)};
}

// A file that is being written. It is removed if it does not get its name.
class half_written {
public:
    half_written(std::string path, int fd) : path_(std::move(path)), fd_(fd) {}
    half_written(const half_written&) = delete;
    half_written& operator=(const half_written&) = delete;
    ~half_written()
    {
        if (fd_ >= 0)
            ::close(fd_);
        if (!path_.empty())
            ::unlink(path_.c_str());
    }

    int fd() const noexcept { return fd_; }
    const std::string& path() const noexcept { return path_; }
    int close()
    {
        const int result = ::close(fd_);
        fd_ = -1;
        return result;
    }
    void renamed() noexcept { path_.clear(); }

private:
    std::string path_;
    int fd_;
};

// Never over another file: two programs may have chosen one name.
inline int rename_to_new(const char* from, const char* to)
{
#ifdef RENAME_NOREPLACE
    if (::renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return -1;
#endif
    // The filesystem cannot do it in one step.
    struct stat there {};
    if (::lstat(to, &there) == 0) {
        errno = EEXIST;
        return -1;
    }
    return ::rename(from, to);
}

inline std::string unique_file_name()
{
    static const std::string process = [] {
        std::random_device device;
        return fmt::format("{:08x}{:08x}", device(), device());
    }();
    static std::atomic<unsigned long> count{0};
    return fmt::format("ami-{}-{}", process, ++count);
}

} // namespace detail

AMI_DECL detail::failure call_file::compose(std::string& text) const
{
    if (auto error = originate_.check())
        return error;
    const auto cannot = [](std::string_view content) {
        return detail::failure(
            errc::invalid_header_value, fmt::format("a call file cannot have {}", content));
    };
    if (!originate_.channel_id().empty() || originate_.has_other_ids())
        return cannot("a channel id");
    if (!originate_.other_headers().empty())
        return cannot("\"" + originate_.other_headers().front().name + "\"");
    if (max_retries_ < 0)
        return {errc::invalid_header_value, "\"MaxRetries\" in a call file: it is negative"};
    if (retry_time_ && retry_time_->count() < 1)
        return {errc::invalid_header_value, "\"RetryTime\" in a call file: it is shorter than 1 s"};

    detail::call_file_text lines;
    lines.add("Channel", originate_.channel());
    if (const auto& place = originate_.to_dialplan()) {
        if (!detail::is_digit(place->priority.front()))
            return cannot("a priority's label; give its number");
        lines.add("Context", place->context);
        lines.add("Extension", place->exten);
        lines.add("Priority", place->priority);
    }
    if (const auto& application = originate_.to_application()) {
        lines.add("Application", application->name);
        if (!application->value.empty())
            lines.add("Data", application->value);
    }
    const auto add_unless_empty = [&](std::string_view key, const std::string& value) {
        if (!value.empty())
            lines.add(key, value);
    };
    add_unless_empty("CallerID", originate_.caller_id());
    add_unless_empty("Account", originate_.account());
    add_unless_empty("Codecs", originate_.codecs());
    if (const auto early = originate_.early_media())
        lines.add("Early_Media", *early ? "yes" : "no");
    lines.add("WaitTime", std::chrono::ceil<std::chrono::seconds>(originate_.ring_time()).count());
    lines.add("MaxRetries", max_retries_);
    if (retry_time_)
        lines.add("RetryTime", retry_time_->count());
    lines.add("Archive", archive_ ? "yes" : "no");
    if (always_delete_)
        lines.add("AlwaysDelete", *always_delete_ ? "yes" : "no");
    for (const auto& each : originate_.variables()) {
        if (each.name.empty() || each.name.find('=') != std::string::npos)
            return {errc::invalid_header_value,
                fmt::format(
                    "\"Set\" in a call file: \"{}\" cannot be a variable's name", detail::quote(each.name))};
        lines.add("Set", each.name + "=" + each.value);
    }
    return lines.take(text);
}

AMI_DECL std::string call_file::text() const
{
    std::string text;
    if (auto error = compose(text))
        detail::throw_failure(std::move(error));
    return text;
}

AMI_DECL detail::failure call_file::write(
    const std::string& spool, const std::string& name, const std::string& text) const
{
    const auto outgoing = spool + "/outgoing";
    struct stat folder {};
    if (::stat(outgoing.c_str(), &folder) != 0)
        return detail::system_failure(errno, fmt::format("{} is not Asterisk's spool directory", outgoing));
    if (!S_ISDIR(folder.st_mode))
        return detail::system_failure(ENOTDIR, outgoing);

    auto beside = temporary_;
    struct stat there {};
    if (beside.empty()) {
        beside = spool + "/tmp";
        if (::stat(beside.c_str(), &there) != 0 || !S_ISDIR(there.st_mode) || there.st_dev != folder.st_dev)
            beside = spool;
    }
    if (::stat(beside.c_str(), &there) != 0)
        return detail::system_failure(errno, beside);
    if (there.st_dev != folder.st_dev)
        return detail::system_failure(
            EXDEV, fmt::format("{} is on another filesystem than {}: Asterisk could read an incomplete file",
                       beside, outgoing));

    const auto temporary = fmt::format("{}/.{}", beside, detail::unique_file_name());
    const int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return detail::system_failure(errno, fmt::format("{} cannot be created", temporary));
    detail::half_written file(temporary, fd);
    const auto failed = [&](std::string_view problem) {
        return detail::system_failure(errno, fmt::format("{} {}", temporary, problem));
    };

    std::string_view rest = text;
    while (!rest.empty()) {
        const auto written = ::write(fd, rest.data(), rest.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return failed("cannot be written");
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    const auto [user, group] = owner_.value_or(std::pair(folder.st_uid, folder.st_gid));
    struct stat own {};
    if (::fstat(fd, &own) != 0)
        return failed("cannot be examined");
    const bool gives_away = !keep_owner_ && (own.st_uid != user || (owner_ && own.st_gid != group));
    if (gives_away && ::fchown(fd, user, group) != 0)
        return failed(fmt::format(
            "cannot be given to user {}, as Asterisk needs it to write the file; this requires root", user));
    if (::fchmod(fd, mode_) != 0)
        return failed("cannot be given its mode");
    if (start_at_) {
        const auto since = std::chrono::duration_cast<std::chrono::seconds>(start_at_->time_since_epoch());
        const struct timespec times[2] = {{since.count(), 0}, {since.count(), 0}};
        if (::futimens(fd, times) != 0)
            return failed("cannot be given its time");
    }
    if (::fsync(fd) != 0)
        return failed("cannot be flushed");
    if (file.close() != 0)
        return failed("cannot be closed");
    const auto target = outgoing + "/" + name;
    if (detail::rename_to_new(temporary.c_str(), target.c_str()) != 0)
        return detail::system_failure(errno, fmt::format("{} cannot be renamed to {}", temporary, target));
    file.renamed();
    // So that the name is there after a crash too. Asterisk has the file: nothing of this fails the call.
    if (const int at = ::open(outgoing.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); at >= 0) {
        ::fsync(at);
        ::close(at);
    }
    return {};
}

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
