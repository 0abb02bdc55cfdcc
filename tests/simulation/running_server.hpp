// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SIMULATION_RUNNING_SERVER_HPP
#define AMI_TESTS_SIMULATION_RUNNING_SERVER_HPP

#include "simulation/choices.hpp"
#include "simulation/odd_answers.hpp"
#include "simulation/surroundings.hpp"

#include <ami/testing/virtual_http.hpp>

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace simulation {

// The server with its two ports, which stops and is there again. What reaches it is entered in the ledger.
class running_server {
public:
    running_server(surroundings& world, std::uint64_t seed) : world_(world)
    {
        auto choose = choices::of(seed, 3, 0);
        options_.asterisk = std::array{ami::testing::era::asterisk_13, ami::testing::era::asterisk_16,
            ami::testing::era::asterisk_22}[choose.below(3)];
        options_.port = 5038;
        if (choose.chance(50)) // who is not logged in is not closed
            options_.authentication_timeout = {};
        options_.with_hint("101", "sets", "Custom:one").with_hint("102", "sets", "Custom:two");
        options_.with_mailbox("100@default");
        pages_.port = 8088;
        options_.commands["simulation lines"] = command_text;
    }

    void start()
    {
        ++count_;
        last_session_ = 0;
        server_.emplace(world_.time, options_);
        web_.emplace(*server_, pages_);
    }
    // Without warning.
    void stop()
    {
        read();
        web_.reset();
        server_.reset();
    }

    // The last that is heard of it. Its connections end in order.
    void say_shutdown()
    {
        ++world_.stops;
        server_->inject(
            "Shutdown", {{"Privilege", "system,all"}, {"Shutdown", "Cleanly"}, {"Restart", "True"}});
    }
    void end_connections()
    {
        server_->faults().stop_listening();
        server_->faults().cut();
    }

    bool is_running() const noexcept { return server_.has_value(); }
    ami::testing::server& pbx() { return *server_; }
    ami::testing::http_port& web() { return *web_; }
    unsigned count() const noexcept { return count_; }

    // The URL of a user who connects so: 0 is TCP. `secure`: with the records of TLS.
    std::string url(std::size_t way, bool secure) const
    {
        constexpr std::array paths{"", "rawman", "mxml", "arawman", "amxml"};
        auto made = way == 0 ? server_->url() : web_->url(paths.at(way));
        if (secure)
            made.insert(made.find(':'), "s");
        return made;
    }

    // For the next start.
    void set_rights(std::string_view read, std::string_view write)
    {
        auto& user = options_.users.front();
        has_all_rights_ = read == "all" && write == "all";
        user.read = read;
        user.write = write;
    }
    bool has_all_rights() const noexcept { return has_all_rights_; }
    void set_boots_slowly(bool slowly) { options_.fully_booted = !slowly; }

    void inject_number(std::uint64_t number)
    {
        server_->inject("UserEvent",
            {{"Privilege", "user,all"}, {"UserEvent", "Simulation"}, {"Number", std::to_string(number)}});
    }

    // What has arrived since the last time.
    void read()
    {
        if (!server_)
            return;
        const auto requests = server_->requests();
        server_->clear_requests();
        for (const auto& each : requests)
            note(each);
    }

protected:
    ~running_server() = default;

    surroundings& world() noexcept { return world_; }
    // Of the last action after a login; 0 is none.
    std::uint64_t last_session() const noexcept { return last_session_; }

private:
    // Nobody who is not logged in has something carried out.
    void note(const ami::testing::request& asked)
    {
        auto text = asked["Token"];
        if (asked["Variable"].starts_with("TOKEN="))
            text = asked["Variable"].substr(6);
        std::uint64_t token = 0;
        std::from_chars(text.data(), text.data() + text.size(), token);
        last_session_ = asked.user().empty() ? 0 : asked.session(); // nobody else is heard before a login
        if (token != 0 && asked.user().empty())
            world_.book.knocked(token);
        if (token == 0 || asked.user().empty()) {
            world_.note(
                fmt::format("server: {} {} on {}", asked.name(), asked["EventMask"], asked.session()));
            return;
        }
        world_.note(fmt::format("server: {} {}", asked.name(), token));
        if (const auto problem = world_.book.arrived(token); !problem.empty())
            world_.complain(problem);
    }

    surroundings& world_;
    ami::testing::options options_;
    ami::testing::http_options pages_;
    std::optional<ami::testing::server> server_;
    std::optional<ami::testing::http_port> web_;
    unsigned count_ = 0;
    bool has_all_rights_ = true;
    std::uint64_t last_session_ = 0;
};

} // namespace simulation

#endif // AMI_TESTS_SIMULATION_RUNNING_SERVER_HPP
