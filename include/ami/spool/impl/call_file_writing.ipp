// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SPOOL_IMPL_CALL_FILE_WRITING_IPP
#define AMI_SPOOL_IMPL_CALL_FILE_WRITING_IPP

#include <ami/spool/call_file.hpp>

#include <boost/system/errc.hpp>
#include <fmt/format.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <ctime>
#include <fcntl.h>
#include <random>
#include <sys/stat.h>
#include <unistd.h>

// A call file comes into the spool directory whole, or not at all.

namespace ami {

namespace detail {

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

AMI_DECL std::string unique_file_name()
{
    static const std::string process = [] {
        std::random_device device;
        return fmt::format("{:08x}{:08x}", device(), device());
    }();
    static std::atomic<unsigned long> count{0};
    return fmt::format("ami-{}-{}", process, ++count);
}

} // namespace detail

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
        struct timespec time = {};
        time.tv_sec = static_cast<std::time_t>(since.count());
        if (time.tv_sec != since.count()) { // it has 32 bits, which would be a time in the past
            errno = EOVERFLOW;
            return failed("cannot be given its time");
        }
        const struct timespec times[2] = {time, time};
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

} // namespace ami

#endif // AMI_SPOOL_IMPL_CALL_FILE_WRITING_IPP
