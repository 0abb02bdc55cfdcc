// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SIMULATION_SERVER_SIDE_HPP
#define AMI_TESTS_SIMULATION_SERVER_SIDE_HPP

#include "simulation/choices.hpp"
#include "simulation/odd_answers.hpp"
#include "simulation/surroundings.hpp"

#include <ami/testing/virtual_http.hpp>

#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace simulation {

// The server with its two ports, which dies and is there again, and what it does wrong.
class server_side {
public:
    server_side(surroundings& world, std::uint64_t seed) : world_(world)
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
        is_proxy_ = false;
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

    // As `core restart gracefully` until the last call has ended: every action is refused.
    void refuse_all()
    {
        server_->script("", [](const ami::testing::request& asked) {
            return ami::testing::reply::error(asked, "Asterisk is shutting down");
        });
    }
    void refuse_no_more() { server_->unscript(""); }
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

    // Clients may take it for a proxy, which need not answer in order.
    void be_proxy()
    {
        is_proxy_ = true;
        server_->faults().banner("Asterisk Call Manager Proxy/1.22");
    }
    bool was_proxy() const noexcept { return is_proxy_; }

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

    // An action that is refused, or not answered, for a while. A list that is not permitted is never asked for again.
    void script(std::string_view action, bool answers, std::chrono::milliseconds time)
    {
        server_->script(action, [answers](const ami::testing::request& asked) {
            return answers ? ami::testing::reply::error(asked, "Not now") : ami::testing::reply::never();
        });
        unscript_later(action, time);
    }

    // Of those who are logged in.
    void answer_oddly(std::string_view action, choices choose, std::chrono::milliseconds time)
    {
        server_->script(action, [choose](const ami::testing::request& asked) mutable {
            return asked.user().empty() ? ami::testing::reply::built_in() : odd_answers::to(asked, choose);
        });
        unscript_later(action, time);
    }

    // Answers come later than those to later actions. Over HTTP there is none.
    void answer_late(std::string_view action, choices choose, std::chrono::milliseconds time)
    {
        server_->script(action, [this, choose](const ami::testing::request& asked) mutable {
            if (asked.user().empty())
                return ami::testing::reply::built_in();
            auto text =
                ami::testing::reply::response(asked, "Success").add("Mailbox", asked["Mailbox"]).str();
            world_.time.after(std::chrono::milliseconds(choose.below(4000)),
                [this, on = count_, session = asked.session(), text = std::move(text)] {
                    if (server_ && on == count_)
                        server_->write(session, text);
                });
            return ami::testing::reply::never();
        });
        unscript_later(action, time);
    }

    // On the connection where the last action came from. There is none of that number over HTTP.
    void write_debris(choices& choose)
    {
        if (last_session_ != 0)
            server_->write(last_session_, odd_answers::debris(choose));
    }

    // Wrong answers of the web server for a while.
    void spoil_pages(choices& choose)
    {
        using ami::testing::http_reply;
        const auto what = choose.below(5);
        const auto some = choose.below(40);
        web_->rewrite("", [what, some](const ami::testing::request&, http_reply& answer) {
            switch (what) {
            case 0: answer = http_reply::page(503, "Service Unavailable", "try again"); break;
            case 1: answer = http_reply::page(502, "Bad Gateway", "the proxy gave up"); break;
            case 2: answer.cut_after = some; break;
            case 3: answer.never = true; break;
            default: answer.delay = std::chrono::milliseconds(some * 400); break;
            }
        });
        world_.time.after(
            std::chrono::milliseconds(choose.below(30'000)), [this, on = count_] { mend_pages(on); });
    }

    // Nothing is wrong any more, but for the rights and the boot.
    void mend()
    {
        server_->faults().clear();
        for (const auto action : deniable)
            server_->unscript(action);
        refuse_no_more();
        mend_pages(count_);
    }

    static constexpr std::array<std::string_view, 10> deniable{"Events", "Ping", "Login", "Challenge",
        "MailboxCount", "DBPut", "Originate", "CoreShowChannels", "QueueStatus", "Status"};

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

private:
    void unscript_later(std::string_view action, std::chrono::milliseconds time)
    {
        world_.time.after(time, [this, name = std::string(action), on = count_] {
            if (server_ && on == count_)
                server_->unscript(name);
        });
    }
    void mend_pages(unsigned on)
    {
        if (web_ && on == count_)
            web_->unrewrite("");
    }

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
    bool is_proxy_ = false;
    std::uint64_t last_session_ = 0;
};

} // namespace simulation

#endif // AMI_TESTS_SIMULATION_SERVER_SIDE_HPP
