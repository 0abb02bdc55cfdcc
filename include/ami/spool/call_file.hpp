// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SPOOL_CALL_FILE_HPP
#define AMI_SPOOL_CALL_FILE_HPP

#if defined(_WIN32)
#error "A call file lies on the machine of its Asterisk, which does not run on Windows."
#endif

#include <ami/actions/originate.hpp>
#include <ami/protocol/errors/error.hpp>

#include <ami/detail/chrono.hpp>
#include <ami/detail/macros.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <utility>

namespace ami {
namespace detail {

// A name that no other program gives its files.
AMI_DECL std::string unique_file_name();

} // namespace detail

/// The state of a call file and of its call.
enum class call_file_status : unsigned char {
    /// In `outgoing`: Asterisk waits for its time, calls, or will call again. Or in `outgoing_done` without its last
    /// line, which Asterisk writes only after it has moved the file (`pbx_spool.c`, `remove_from_queue`).
    waiting,
    /// Somebody answered.
    completed,
    /// Nobody did, and no attempt is left.
    expired,
    /// Asterisk could not use the file.
    invalid,
    /// It is not there: done and not archived, or removed.
    gone
};

/// The status' name, for example `completed`.
constexpr std::string_view to_string(call_file_status value) noexcept
{
    switch (value) {
    case call_file_status::waiting: return "waiting";
    case call_file_status::completed: return "completed";
    case call_file_status::expired: return "expired";
    case call_file_status::invalid: return "invalid";
    case call_file_status::gone: break;
    }
    return "gone";
}

/// A call file that was handed to Asterisk.
class spooled_call {
public:
    spooled_call() = default;
    /// A file that is in this spool directory already.
    spooled_call(std::string spool, std::string name) : spool_(std::move(spool)), name_(std::move(name)) {}

    /// The file's name in `outgoing` and `outgoing_done`.
    const std::string& name() const& noexcept { return name_; }
    std::string name() && noexcept { return std::move(name_); }

    /// The state of the file. Only with `call_file::archive` can a file that is done be told from one that was removed.
    /// If a name was used before and this file was removed without being archived, this is the state of the earlier
    /// file.
    AMI_DECL call_file_status status() const;

    /// How often Asterisk has called so far; zero if the file is gone.
    AMI_DECL int attempts() const;

private:
    std::string spool_;
    std::string name_;
};

/// A call file (pbx_spool.c): Asterisk places the call when it finds the file in its spool directory. It is an
/// originate that survives the connection and Asterisk itself, can begin later, and is tried again.
///
///     ami::spooled_call job = ami::call_file{ami::actions::originate{"PJSIP/alice"}.dialplan("sales", "100")}
///                                 .max_retries(2).retry_time(60s).archive().spool("/var/spool/asterisk");
///
/// The file is written next to `outgoing`, on the same filesystem, flushed, given its owner, mode and time, and renamed
/// into `outgoing`. So Asterisk never sees an incomplete file. No file is overwritten.
///
/// These cannot be written into such a file and are refused: a channel id, a priority's label, a line of more than
/// 254 bytes, a blank before `#` (a comment begins there), blanks at the end of a value.
///
/// Thread safety: distinct objects are independent. These functions block while the disk does.
class call_file {
public:
    /// `ring_time` of the originate, rounded up to seconds, is WaitTime.
    explicit call_file(actions::originate originate) : originate_(std::move(originate)) {}

    /// How often Asterisk calls again if nobody answered; without it 0.
    call_file& max_retries(int value) &
    {
        max_retries_ = value;
        return *this;
    }
    call_file&& max_retries(int value) && { return std::move(max_retries(value)); }

    /// How long Asterisk waits between attempts, at least 1 s; without it 300 s.
    call_file& retry_time(std::chrono::seconds value) &
    {
        retry_time_ = value;
        return *this;
    }
    call_file&& retry_time(std::chrono::seconds value) && { return std::move(retry_time(value)); }

    /// Asterisk moves the file to `outgoing_done` in the end, with the outcome.
    call_file& archive(bool value = true) &
    {
        archive_ = value;
        return *this;
    }
    call_file&& archive(bool value = true) && { return std::move(archive(value)); }

    /// False: the file stays after its call, if its time was set to a future time meanwhile.
    call_file& always_delete(bool value) &
    {
        always_delete_ = value;
        return *this;
    }
    call_file&& always_delete(bool value) && { return std::move(always_delete(value)); }

    /// Asterisk does not call before that time.
    call_file& start_at(std::chrono::system_clock::time_point value) &
    {
        start_at_ = value;
        return *this;
    }
    call_file&& start_at(std::chrono::system_clock::time_point value) &&
    {
        return std::move(start_at(value));
    }

    /// The file's name; without it a unique one. It must be a file name without a slash and without control bytes. Use
    /// a name only once: otherwise `status` can be that of an earlier file in `outgoing_done`.
    call_file& name(std::string_view value) &
    {
        name_ = value;
        return *this;
    }
    call_file&& name(std::string_view value) && { return std::move(name(value)); }

    /// The owner of the file. Asterisk must be able to write it, otherwise it calls again and again. Without it the
    /// owner of `outgoing`. To set another owner than oneself requires root.
    call_file& owner(uid_t user, gid_t group) &
    {
        owner_ = std::pair(user, group);
        return *this;
    }
    call_file&& owner(uid_t user, gid_t group) && { return std::move(owner(user, group)); }

    /// The permissions of the file; without it 0640. With 0666 the owner does not matter.
    call_file& mode(mode_t value) &
    {
        mode_ = value;
        return *this;
    }
    call_file&& mode(mode_t value) && { return std::move(mode(value)); }

    /// Does not change the owner, for an Asterisk that runs as another user and can write the file by its mode.
    call_file& keep_owner() &
    {
        keep_owner_ = true;
        return *this;
    }
    call_file&& keep_owner() && { return std::move(keep_owner()); }

    /// A folder on the filesystem of `outgoing`, in which the file is written first. Without it `tmp` of the spool
    /// directory, or that directory itself.
    call_file& temporary_folder(std::string_view path) &
    {
        temporary_ = path;
        return *this;
    }
    call_file&& temporary_folder(std::string_view path) && { return std::move(temporary_folder(path)); }

    /// The file's text. Throws `ami::error` if it cannot be written.
    AMI_DECL std::string text() const;

    /// Hands the file to Asterisk. `spool` is its spool directory (`astspooldir` in asterisk.conf). Throws
    /// `ami::error`:
    /// - `errc::invalid_header_value`: a value that cannot be written into such a file.
    /// - `errc::invalid_config`: the name is not that of a file in `outgoing`.
    /// - the system's error, with what was being done: no such folder, another filesystem (`cross_device_link`), no
    ///   right to change the owner (`operation_not_permitted`), a full disk (`no_space_on_device`), a file of that name
    ///   (`file_exists`).
    AMI_DECL spooled_call spool(std::string_view spool) const;

    /// The same without exceptions.
    AMI_DECL spooled_call spool(std::string_view spool, error_code& ec, diagnostics& details) const;

private:
    AMI_DECL ami::detail::failure compose(std::string& text) const;
    AMI_DECL ami::detail::failure write(
        const std::string& spool, const std::string& name, const std::string& text) const;

    actions::originate originate_;
    int max_retries_ = 0;
    std::optional<std::chrono::seconds> retry_time_;
    std::optional<bool> always_delete_;
    bool archive_ = false;
    std::optional<std::chrono::system_clock::time_point> start_at_;
    std::string name_;
    std::string temporary_;
    std::optional<std::pair<uid_t, gid_t>> owner_;
    mode_t mode_ = 0640;
    bool keep_owner_ = false;
};

} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/spool/impl/call_file.ipp>
#include <ami/spool/impl/call_file_text.ipp>
#include <ami/spool/impl/call_file_writing.ipp>
#endif

#endif // AMI_SPOOL_CALL_FILE_HPP
