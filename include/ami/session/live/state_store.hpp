// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_STATE_STORE_HPP
#define AMI_SESSION_LIVE_STATE_STORE_HPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/packet_view.hpp>
#include <ami/session/live/change.hpp>
#include <ami/session/live/listed_store.hpp>
#include <ami/session/live/moment.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <string_view>

namespace ami::detail {

// A store of states that events and lists tell in the same words. `Kind` has
//     record                  the kind of record
//     event_name              of the events and of the items
//     keys, headers           what a record has: the first ones are its key
//     is_gone(texts)          whether these values of the headers say that there is no such thing
template <class Kind>
class state_store : public listed_store<typename Kind::record> {
public:
    using header_texts = std::array<std::string_view, std::size(Kind::headers)>;

    void on_item(const event_view& item, const moment&) { put(item, live::change_origin::found); }
    void on_event(const event_view& event, const moment&) { put(event, live::change_origin::told); }
    // What an event told.
    void on_state(const header_texts& texts) { put(texts, live::change_origin::told); }

private:
    void put(const event_view& packet, live::change_origin origin)
    {
        if (!iequals(packet.name(), Kind::event_name))
            return;
        header_texts texts;
        std::transform(std::begin(Kind::headers), std::end(Kind::headers), texts.begin(),
            [&](const char* name) { return packet[name]; });
        put(texts, origin);
    }

    void put(const header_texts& texts, live::change_origin origin)
    {
        auto& text = this->text_;
        text.clear();
        for (std::size_t i = 0; i != Kind::keys; ++i) {
            if (texts[i].empty())
                return;
            text.key(texts[i]);
        }
        if (Kind::is_gone(texts)) {
            this->records_.erase(text.key(), origin);
            return;
        }
        for (std::size_t i = 0; i != texts.size(); ++i)
            text.line(Kind::headers[i], texts[i]);
        this->records_.put(text.key(), text.lines(), {}, origin);
    }
};

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_STATE_STORE_HPP
