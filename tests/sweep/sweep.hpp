// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The sweep: every typed action on a real Asterisk that nobody else uses, with all of its parameters, and what became of it.
// sweep/run.sh starts and stops that server. Each file here has the actions of one subject; sweep.cpp checks that none is
// left out.

#ifndef AMI_TESTS_SWEEP_SWEEP_HPP
#define AMI_TESTS_SWEEP_SWEEP_HPP

#include "support/catch.hpp"
#include "support/contract.hpp"
#include "support/inbox.hpp"

#include <ami/actions.hpp>
#include <ami/client.hpp>
#include <ami/events.hpp>
#include <ami/typed/typed_list.hpp>

#include <chrono>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tests {

namespace actions = ami::actions;
namespace events = ami::events;

/// Sends typed actions and keeps how each ended.
class sweep {
public:
    /// How the cases of one action ended, and the headers that they had in all.
    struct entry {
        std::vector<std::string> ends;
        std::set<std::string> headers;
        bool is_absent = false;
    };

    explicit sweep(ami::client pbx) : pbx_(std::move(pbx)) {}

    ami::client& pbx() noexcept { return pbx_; }
    bool is_22() const { return server() == server_kind::asterisk_22; }
    const std::map<std::string, entry>& entries() const noexcept { return entries_; }

    /// The action must succeed.
    template <class Action>
    asio::awaitable<ami::response> done(Action request)
    {
        return succeed(std::move(request).to_action());
    }

    /// The server must refuse the action with these words.
    template <class Action>
    asio::awaitable<void> refused(Action request, std::string words)
    {
        return fail(std::move(request).to_action(), std::move(words));
    }

    /// The server must not know the action, since it lacks this module.
    template <class Action>
    asio::awaitable<void> absent(Action request, std::string module)
    {
        return be_unknown(std::move(request).to_action(), std::move(module));
    }

    /// The action must succeed; its answer with types.
    template <class Action>
    asio::awaitable<typename Action::answer_type> answer(Action request)
    {
        const auto name = note_sent(request.to_action());
        try {
            auto result = co_await pbx_.async_perform(std::move(request));
            note_answer(name, result);
            co_return result;
        } catch (const ami::error& failed) {
            note_failure(name, failed);
            throw;
        }
    }

    /// The action must succeed; its list, of which each item has one of the list's types, and each header of an item an
    /// accessor that can read it.
    template <class Action>
    asio::awaitable<typename Action::list_type> list(Action request)
    {
        const auto name = note_sent(request.to_action());
        try {
            auto result = co_await pbx_.async_list(std::move(request));
            note_list(name, result.response(), typed_items(result));
            co_return result;
        } catch (const ami::error& failed) {
            note_failure(name, failed);
            throw;
        }
    }

    /// A call whose first channel has the unique id that it gives and is in the context `sets`; the other one, with `;2`
    /// after that, is in this extension.
    asio::awaitable<std::string> call(std::string extension, std::string context = "from-internal");

    /// The name of the channel with this unique id.
    asio::awaitable<std::string> name_of(std::string id);

    asio::awaitable<void> hang_up(std::string id);

    /// Asks until it is so, ten seconds at most.
    asio::awaitable<void> until_so(std::string what, std::function<asio::awaitable<bool>()> is_so);

private:
    template <class Completion, class... Items>
    static std::size_t typed_items(const ami::typed_list<Completion, Items...>& list)
    {
        return (std::size_t{0} + ... + list.template items<Items>().size());
    }

    asio::awaitable<ami::response> succeed(ami::action request);
    asio::awaitable<void> fail(ami::action request, std::string words);
    asio::awaitable<void> be_unknown(ami::action request, std::string module);

    std::string note_sent(const ami::action& request);
    void note_answer(const std::string& name, const ami::response& result);
    void note_list(const std::string& name, const ami::response& result, std::size_t typed);
    void note_failure(const std::string& name, const ami::error& failed);

    ami::client pbx_;
    std::map<std::string, entry> entries_;
};

/// The only item of this type.
template <class E, class List>
E only(const List& list)
{
    const auto items = list.template items<E>();
    REQUIRE(items.size() == 1);
    return *items.begin();
}

/// The first item for which this is so; there must be one.
template <class E, class List, class Predicate>
E first(const List& list, Predicate is_it)
{
    for (const auto each : list.template items<E>()) {
        if (is_it(each))
            return each;
    }
    FAIL("no such item among " << list.size());
    throw std::logic_error("unreachable");
}

asio::awaitable<void> sweep_absent(sweep& s);
asio::awaitable<void> sweep_bridges(sweep& s);
asio::awaitable<void> sweep_channels(sweep& s);
asio::awaitable<void> sweep_conferences(sweep& s);
asio::awaitable<void> sweep_database(sweep& s);
asio::awaitable<void> sweep_files(sweep& s);
asio::awaitable<void> sweep_messages(sweep& s);
asio::awaitable<void> sweep_modules(sweep& s);
asio::awaitable<void> sweep_monitors(sweep& s);
asio::awaitable<void> sweep_parking(sweep& s);
asio::awaitable<void> sweep_phones(sweep& s);
asio::awaitable<void> sweep_queues(sweep& s);
asio::awaitable<void> sweep_sip(sweep& s);
asio::awaitable<void> sweep_sorcery(sweep& s);
asio::awaitable<void> sweep_states(sweep& s);
asio::awaitable<void> sweep_transfers(sweep& s);
asio::awaitable<void> sweep_voicemail(sweep& s);

} // namespace tests

#endif // AMI_TESTS_SWEEP_SWEEP_HPP
