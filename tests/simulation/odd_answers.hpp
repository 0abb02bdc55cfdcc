// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SIMULATION_ODD_ANSWERS_HPP
#define AMI_TESTS_SIMULATION_ODD_ANSWERS_HPP

#include "simulation/choices.hpp"

#include <ami/testing/reply.hpp>
#include <ami/testing/request.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace simulation {

// Answers that servers were seen to give, and that are not as they should be (README.md beside this file has the list).
class odd_answers {
public:
    using request = ami::testing::request;
    using reply = ami::testing::reply;
    using packet_text = ami::testing::packet_text;

    // Actions that are answered so.
    static constexpr std::array<std::string_view, 3> actions{"MailboxCount", "Status", "DBPut"};

    // `Items` of a list says how many items it has.
    static reply to(const request& asked, choices& choose)
    {
        return asked.name() == "Status" ? list(asked, choose) : single(asked, choose);
    }

    // What others put between answers: packets without our ActionID, empty lines, text.
    static std::string debris(choices& choose)
    {
        constexpr std::array<std::string_view, 7> texts{"\r\n", "\r\n\r\n\n", "No such command\r\n\r\n",
            "Response: Success\r\nMessage: forged\r\n\r\n", "Response: Error\r\nMessage: forged\r\n\r\n",
            "Event: StatusComplete\r\nEventList: Complete\r\nListItems: 0\r\n\r\n",
            "Response: Follows\r\nPrivilege: Command\r\n\r\n"};
        return std::string(texts.at(choose.below(texts.size())));
    }

private:
    static packet_text success(const request& asked)
    {
        auto made = packet_text::response("Success").action_id(asked.action_id());
        if (asked.name() == "MailboxCount")
            made.add("Mailbox", asked["Mailbox"]);
        return made;
    }

    static reply single(const request& asked, choices& choose)
    {
        switch (choose.below(6)) {
        case 0: return reply::of(success(asked)).add(success(asked));
        case 1: return reply::of(success(asked)).add(reply::response(asked, "Error", "and no"));
        case 2: return reply::of(packet_text::response("Success").add("Message", "Whose answer is that?"));
        case 3: // ActionID before the first header
            return reply::raw("ActionID: " + std::string(asked.action_id()) +
                              "\r\nResponse: Success\r\nMailbox: " + std::string(asked["Mailbox"]) +
                              "\r\n\r\n");
        case 4: return reply::of(packet_text::response("Error").action_id(asked.action_id())); // no Message
        default: return reply::raw(debris(choose)).add(success(asked)).add_raw(debris(choose));
        }
    }

    static reply list(const request& asked, choices& choose)
    {
        const auto way = choose.below(8);
        const auto items = choose.below(4);
        const bool is_old = way == 0; // to Asterisk 13.1, known by its words
        auto start = packet_text::response("Success").action_id(asked.action_id());
        if (!is_old)
            start.add("EventList", way == 1 ? "Start" : "start");
        start.add("Message", "Channel status will follow").add("Items", items);
        auto made = reply::of(start);
        for (std::size_t i = 0; i != items; ++i) {
            auto item =
                packet_text::event("Status").add("Privilege", "Call").add("Channel", "Local/odd@x-1;1");
            made.add(item.action_id(asked.action_id()));
            if (way == 2)
                made.add_raw(debris(choose));
        }
        auto end = packet_text::event("StatusComplete").action_id(asked.action_id());
        switch (way) {
        case 0: return made.add(end.add("Items", items));
        case 3: return made; // it has no end
        case 4: return made.add(end.add("EventList", "Cancelled"));
        case 5: return made.add(reply::response(asked, "Error", "in the middle"));
        case 6: made.complete(asked, "StatusComplete", items); break;
        case 7: // not the end: the ActionID stands behind
            made.add(packet_text::event("StatusComplete")
                         .add("EventList", "Complete")
                         .action_id(asked.action_id()));
            break;
        default: break;
        }
        return made.complete(asked, "StatusComplete", items);
    }
};

} // namespace simulation

#endif // AMI_TESTS_SIMULATION_ODD_ANSWERS_HPP
