// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_VALUES_SECRET_HPP
#define AMI_PROTOCOL_VALUES_SECRET_HPP

#include <cstddef>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace ami {
namespace detail {

// Overwrites memory in a way that the compiler must not leave out: it takes the bytes for read by what follows.
inline void wipe(char* at, std::size_t size) noexcept
{
    if (size == 0)
        return;
    std::memset(at, 0, size);
    __asm__ volatile("" : : "r"(at) : "memory");
}

inline void wipe(std::string& text) noexcept
{
    wipe(text.data(), text.size());
    text.clear();
}

// A text that is wiped from memory.
class wiped_text {
public:
    wiped_text() = default;
    wiped_text(std::string text) noexcept : text_(std::move(text)) {}
    wiped_text(wiped_text&&) noexcept = default;
    wiped_text& operator=(wiped_text&& other) noexcept
    {
        wipe(text_);
        text_ = std::move(other.text_);
        return *this;
    }
    ~wiped_text() { wipe(text_); }

    std::string& str() noexcept { return text_; }
    const std::string& str() const noexcept { return text_; }

private:
    std::string text_;
};

} // namespace detail

/// A text that must not stay in memory: overwritten when it is replaced or destroyed, and never inside the
/// object itself, so that a move leaves no copy.
class secret {
public:
    secret() = default;
    /// Copies the text.
    secret(std::string_view text) : bytes_(text.empty() ? nullptr : new char[text.size()]), size_(text.size())
    {
        if (size_ != 0)
            std::memcpy(bytes_.get(), text.data(), size_);
    }
    /// Copies the text.
    secret(const char* text) : secret(std::string_view(text)) {}
    /// Copies the text.
    secret(const std::string& text) : secret(std::string_view(text)) {}

    /// Copies the text.
    secret(const secret& other) : secret(other.view()) {}
    /// Takes the text; `other` is empty then.
    secret(secret&& other) noexcept : bytes_(std::move(other.bytes_)), size_(std::exchange(other.size_, 0)) {}

    /// Overwrites its own text and takes the other one.
    secret& operator=(secret other) noexcept
    {
        std::swap(bytes_, other.bytes_);
        std::swap(size_, other.size_);
        return *this;
    }

    ~secret() { clear(); }

    /// Overwrites the text; it is empty then.
    void clear() noexcept
    {
        if (bytes_)
            detail::wipe(bytes_.get(), size_);
        bytes_.reset();
        size_ = 0;
    }

    /// The text. It points into the secret.
    std::string_view view() const noexcept { return {bytes_.get(), size_}; }
    /// Whether there is no text.
    bool empty() const noexcept { return size_ == 0; }

    friend bool operator==(const secret& a, const secret& b) noexcept { return a.view() == b.view(); }

private:
    std::unique_ptr<char[]> bytes_;
    std::size_t size_ = 0;
};

} // namespace ami

#endif // AMI_PROTOCOL_VALUES_SECRET_HPP
