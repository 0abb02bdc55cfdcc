// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SIMULATION_SERVER_SIDE_HPP
#define AMI_TESTS_SIMULATION_SERVER_SIDE_HPP

#include "simulation/choices.hpp"
#include "simulation/odd_answers.hpp"
#include "simulation/running_server.hpp"

#include <array>
#include <chrono>
#include <string>
#include <string_view>

namespace simulation {

// What the server does wrong.
class server_side : public running_server {
public:
    using running_server::running_server;

    // As `core restart gracefully` until the last call has ended: every action is refused.
    void refuse_all()
    {
        pbx().script("", [](const ami::testing::request& asked) {
            return ami::testing::reply::error(asked, "Asterisk is shutting down");
        });
    }
    void refuse_no_more() { pbx().unscript(""); }
    // Clients may take it for a proxy, which need not answer in order.
    void be_proxy()
    {
        proxy_on_ = count();
        pbx().faults().banner("Asterisk Call Manager Proxy/1.22");
    }
    bool was_proxy() const noexcept { return proxy_on_ == count(); }

    // An action that is refused, or not answered, for a while. A list that is not permitted is never asked for again.
    void script(std::string_view action, bool answers, std::chrono::milliseconds time)
    {
        pbx().script(action, [answers](const ami::testing::request& asked) {
            return answers ? ami::testing::reply::error(asked, "Not now") : ami::testing::reply::never();
        });
        unscript_later(action, time);
    }

    // Of those who are logged in.
    void answer_oddly(std::string_view action, choices choose, std::chrono::milliseconds time)
    {
        pbx().script(action, [choose](const ami::testing::request& asked) mutable {
            return asked.user().empty() ? ami::testing::reply::built_in() : odd_answers::to(asked, choose);
        });
        unscript_later(action, time);
    }

    // Answers come later than those to later actions. Over HTTP there is none.
    void answer_late(std::string_view action, choices choose, std::chrono::milliseconds time)
    {
        pbx().script(action, [this, choose](const ami::testing::request& asked) mutable {
            if (asked.user().empty())
                return ami::testing::reply::built_in();
            auto text =
                ami::testing::reply::response(asked, "Success").add("Mailbox", asked["Mailbox"]).str();
            world().time.after(std::chrono::milliseconds(choose.below(4000)),
                [this, on = count(), session = asked.session(), text = std::move(text)] {
                    if (!is_running() || on != count())
                        return;
                    late_on_ = count();
                    pbx().write(session, text);
                });
            return ami::testing::reply::never();
        });
        unscript_later(action, time);
    }

    // Nobody was answered late since the last start. A client that was does not wait for the order of answers any more.
    bool answers_in_order() const noexcept { return late_on_ != count(); }

    // On the connection where the last action came from. There is none of that number over HTTP.
    void write_debris(choices& choose)
    {
        if (last_session() != 0)
            pbx().write(last_session(), odd_answers::debris(choose));
    }

    // Wrong answers of the web server for a while.
    void spoil_pages(choices& choose)
    {
        using ami::testing::http_reply;
        const auto what = choose.below(5);
        const auto some = choose.below(40);
        web().rewrite("", [what, some](const ami::testing::request&, http_reply& answer) {
            switch (what) {
            case 0: answer = http_reply::page(503, "Service Unavailable", "try again"); break;
            case 1: answer = http_reply::page(502, "Bad Gateway", "the proxy gave up"); break;
            case 2: answer.cut_after = some; break;
            case 3: answer.never = true; break;
            default: answer.delay = std::chrono::milliseconds(some * 400); break;
            }
        });
        world().time.after(
            std::chrono::milliseconds(choose.below(30'000)), [this, on = count()] { mend_pages(on); });
    }

    // Nothing is wrong any more, but for the rights and the boot.
    void mend()
    {
        pbx().faults().clear();
        for (const auto action : deniable)
            pbx().unscript(action);
        refuse_no_more();
        mend_pages(count());
    }

    static constexpr std::array<std::string_view, 10> deniable{"Events", "Ping", "Login", "Challenge",
        "MailboxCount", "DBPut", "Originate", "CoreShowChannels", "QueueStatus", "Status"};

private:
    void unscript_later(std::string_view action, std::chrono::milliseconds time)
    {
        world().time.after(time, [this, name = std::string(action), on = count()] {
            if (is_running() && on == count())
                pbx().unscript(name);
        });
    }
    void mend_pages(unsigned on)
    {
        if (is_running() && on == count())
            web().unrewrite("");
    }

    // Which start of the server it was.
    unsigned proxy_on_ = 0;
    unsigned late_on_ = 0;
};

} // namespace simulation

#endif // AMI_TESTS_SIMULATION_SERVER_SIDE_HPP
