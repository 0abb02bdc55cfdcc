// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_STATE_STORE_HPP
#define AMI_SESSION_LIVE_STATE_STORE_HPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/packet_view.hpp>
#include <ami/session/live/change.hpp>
#include <ami/session/live/listed_store.hpp>
#include <ami/session/live/moment.hpp>

namespace ami::detail {

// A store of states that events and lists tell in the same words. `Kind` has
//     record                          the kind of record
//     event_name                      of the events and of the items
//     key_headers, other_headers      what a record has
//     is_gone(packet)                 whether it says that there is no such thing
template <class Kind>
class state_store : public listed_store<typename Kind::record> {
public:
    void on_item(const event_view& item, const moment&) { put(item, live::change_origin::found); }
    void on_event(const event_view& event, const moment&) { put(event, live::change_origin::told); }

private:
    void put(const event_view& packet, live::change_origin origin)
    {
        if (!iequals(packet.name(), Kind::event_name))
            return;
        auto& text = this->text_;
        text.clear();
        for (const auto* const name : Kind::key_headers) {
            text.key(packet[name]).line(name, packet[name]);
            if (packet[name].empty())
                return;
        }
        if (Kind::is_gone(packet)) {
            this->records_.erase(text.key(), origin);
            return;
        }
        for (const auto* const name : Kind::other_headers)
            text.line(name, packet[name]);
        this->records_.put(text.key(), text.lines(), {}, origin);
    }
};

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_STATE_STORE_HPP
