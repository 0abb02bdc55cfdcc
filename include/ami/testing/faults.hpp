// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_FAULTS_HPP
#define AMI_TESTING_FAULTS_HPP

#include <ami/testing/reply.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ami::testing {
namespace detail {

// What is wrong with the connections just now.
struct fault_plan {
    std::size_t fragment = 0;
    std::chrono::microseconds pause{0};
    std::chrono::milliseconds banner_delay{0};
    std::optional<std::string> banner;
    bool closes_at_once = false;
    ending closes_how = ending::fin;
    bool stalled = false;
    std::optional<std::size_t> cut_after;
    ending cut_how = ending::fin;
    unsigned cut_turn = 0; // counts the calls of cut_after
};

} // namespace detail

/// What goes wrong on the server's connections. Every function may be called from any thread, works on the
/// connections that are open and on those that come, and has taken effect when it returns.
class faults {
public:
    /// Writes `size` bytes at a time with a pause between them; 0 ends it.
    faults& fragment(std::size_t size, std::chrono::microseconds pause = std::chrono::microseconds{200})
    {
        return change([=](detail::fault_plan& plan) {
            plan.fragment = size;
            plan.pause = pause;
        });
    }

    /// The banner comes this much later.
    faults& delay_banner(std::chrono::milliseconds delay)
    {
        return change([=](detail::fault_plan& plan) { plan.banner_delay = delay; });
    }

    /// No banner at all. The rest goes on.
    faults& no_banner() { return first_bytes(""); }

    /// Another banner line; CRLF is appended.
    faults& banner(std::string_view line) { return first_bytes(std::string(line) + "\r\n"); }

    /// Other bytes in the banner's place, without a line end unless they have one.
    faults& first_bytes(std::string_view bytes)
    {
        return change([text = std::string(bytes)](detail::fault_plan& plan) { plan.banner = text; });
    }

    /// Connections are closed as soon as they are accepted, without a byte, as beyond `authlimit`.
    faults& close_at_once(ending close_kind = ending::fin)
    {
        return change([=](detail::fault_plan& plan) {
            plan.closes_at_once = true;
            plan.closes_how = close_kind;
        });
    }

    /// Neither reads nor writes until `resume`; the connections stay open.
    faults& stall()
    {
        return change([](detail::fault_plan& plan) { plan.stalled = true; });
    }

    /// Ends `stall`.
    faults& resume()
    {
        return change([](detail::fault_plan& plan) { plan.stalled = false; });
    }

    /// Ends every connection when it has written `bytes` more bytes. Connections that come later count from their
    /// first byte.
    faults& cut_after(std::size_t bytes, ending close_kind = ending::fin)
    {
        return change([=](detail::fault_plan& plan) {
            plan.cut_after = bytes;
            plan.cut_how = close_kind;
            ++plan.cut_turn;
        });
    }

    /// Ends the open connections now.
    faults& cut(ending close_kind = ending::fin)
    {
        cut_(close_kind);
        return *this;
    }

    /// Shuts the open connections down for writing: the client reads their end and can still write.
    /// What was not sent yet, and what the server would say from now on, is lost. Over HTTP, no later request is carried out.
    faults& half_close()
    {
        half_close_();
        return *this;
    }

    /// Closes the listening socket: connecting is refused. Open connections go on.
    faults& stop_listening()
    {
        listen_(false);
        return *this;
    }

    /// Listens again, on the same port.
    faults& listen()
    {
        listen_(true);
        return *this;
    }

    /// No fault any more. Listens again if it was stopped.
    faults& clear()
    {
        change([](detail::fault_plan& plan) {
            const unsigned turn = plan.cut_turn;
            plan = detail::fault_plan{};
            plan.cut_turn = turn;
        });
        return listen();
    }

    faults(const faults&) = delete;
    faults& operator=(const faults&) = delete;

private:
    friend class server;

    using changer = std::function<void(detail::fault_plan&)>;

    faults() = default;

    faults& change(const changer& function)
    {
        change_(function);
        return *this;
    }

    std::function<void(const changer&)> change_;
    std::function<void(ending)> cut_;
    std::function<void()> half_close_;
    std::function<void(bool)> listen_;
};

} // namespace ami::testing

#endif // AMI_TESTING_FAULTS_HPP
