// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SPOOL_CALL_FILE_HPP
#define AMI_SPOOL_CALL_FILE_HPP

#include <ami/actions/originate.hpp>
#include <ami/protocol/error.hpp>

#include <ami/detail/config.hpp>
#include <ami/detail/duration.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <utility>

namespace ami {

/// Where a call file is, and what became of its call.
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
    spooled_call(std::string spool, std::string name) : spool_(std::move(spool)), name_(std::move(name)) {}

    /// The file's name in `outgoing` and `outgoing_done`.
    const std::string& name() const& noexcept { return name_; }
    std::string name() && noexcept { return std::move(name_); }

    /// What became of it. Only a file with `call_file::archive` can be told apart from one that was removed. Where a name was
    /// used before and this file is gone without being archived, it tells what became of the earlier one.
    AMI_DECL call_file_status status() const;

    /// How often Asterisk has called so far; zero where the file is gone.
    AMI_DECL int attempts() const;

private:
    std::string spool_;
    std::string name_;
};

/// A call that Asterisk makes when it finds the file in its spool directory (pbx_spool.c): an originate that outlives the
/// connection and Asterisk itself, can begin later, and is tried again.
///
///     ami::spooled_call job = ami::call_file{ami::actions::originate{"PJSIP/alice"}.exten("sales", "100")}
///                                 .max_retries(2).retry_time(60s).archive().spool("/var/spool/asterisk");
///
/// The file is written beside `outgoing`, on the same filesystem, flushed, given its owner, mode and time, and renamed into
/// `outgoing`: Asterisk never sees half of it. Nothing is overwritten.
///
/// What such a file cannot say is refused: a channel id, a priority's label, a line of more than 254 bytes, a blank before
/// `#` (a comment begins there), blanks at the end of a value.
///
/// Thread safety: distinct objects are independent. These functions block while the disk does.
class call_file {
public:
    /// `ring_time` of the originate, rounded up to seconds, is WaitTime.
    explicit call_file(actions::originate what) : what_(std::move(what)) {}

    /// How often Asterisk calls again when nobody answered; 0 where it is not said.
    call_file& max_retries(int value) &
    {
        max_retries_ = value;
        return *this;
    }
    call_file&& max_retries(int value) && { return std::move(max_retries(value)); }

    /// How long it waits in between, at least 1 s; Asterisk waits 300 s where it is not said.
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

    /// False: the file stays after its call where its time was set into the future meanwhile.
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

    /// The file's name; a unique one is made up where none is given. It must name a file in `outgoing` and nothing else, and
    /// have no control bytes. Take one only once: what `outgoing_done` has of an earlier file is taken for this one's outcome.
    call_file& name(std::string_view value) &
    {
        name_ = value;
        return *this;
    }
    call_file&& name(std::string_view value) && { return std::move(name(value)); }

    /// Who owns the file. Asterisk must be able to write it, else it calls again and again. Where nobody is named, the owner
    /// of `outgoing`; that needs root, or being that user.
    call_file& owner(uid_t user, gid_t group) &
    {
        owner_ = std::pair(user, group);
        return *this;
    }
    call_file&& owner(uid_t user, gid_t group) && { return std::move(owner(user, group)); }

    /// The file's permissions, 0640 where they are not said. With 0666 the file may be anybody's.
    call_file& mode(mode_t value) &
    {
        mode_ = value;
        return *this;
    }
    call_file&& mode(mode_t value) && { return std::move(mode(value)); }

    /// Leaves the file to whoever writes it, for Asterisks that run as another user and may write it by its mode.
    call_file& keep_owner() &
    {
        keep_owner_ = true;
        return *this;
    }
    call_file&& keep_owner() && { return std::move(keep_owner()); }

    /// A folder to write the file in first, on the filesystem of `outgoing`; `tmp` of the spool directory, or that one
    /// itself, where none is given.
    call_file& temporary_folder(std::string_view path) &
    {
        temporary_ = path;
        return *this;
    }
    call_file&& temporary_folder(std::string_view path) && { return std::move(temporary_folder(path)); }

    /// The file's text. Throws `ami::error` where it cannot be written.
    AMI_DECL std::string text() const;

    /// Hands the file to Asterisk. `spool` is its spool directory (`astspooldir` in asterisk.conf). Throws `ami::error`:
    /// `errc::invalid_header_value` for what such a file cannot say, `errc::invalid_config` for a name that is no file's in
    /// `outgoing`, and the system's error, with what was being done: no such folder, another filesystem
    /// (`cross_device_link`), no right to give the file away (`operation_not_permitted`), a full disk
    /// (`no_space_on_device`), a file of that name (`file_exists`).
    AMI_DECL spooled_call spool(std::string_view spool) const;

    /// The same without exceptions.
    AMI_DECL spooled_call spool(std::string_view spool, error_code& ec, diagnostics& why) const;

private:
    AMI_DECL ami::detail::failure compose(std::string& text) const;
    AMI_DECL ami::detail::failure write(
        const std::string& spool, const std::string& name, const std::string& text) const;

    actions::originate what_;
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
#endif

#endif // AMI_SPOOL_CALL_FILE_HPP
