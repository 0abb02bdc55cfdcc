// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_SERVER_HPP
#define AMI_TESTING_SERVER_HPP

#include <ami/protocol/values/device_state.hpp>
#include <ami/testing/faults.hpp>
#include <ami/testing/options.hpp>
#include <ami/testing/packet_text.hpp>
#include <ami/testing/reply.hpp>
#include <ami/testing/request.hpp>

#include <ami/detail/macros.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::testing {
namespace detail {

struct server_state;

} // namespace detail

class virtual_time;

/// A double of Asterisk's manager port for the tests of programs that talk to it. It is not a PBX.
///
///     ami::testing::server pbx;
///     run_my_program(pbx.url());                       // ami://hello:world@127.0.0.1:PORT
///     auto ping = pbx.wait_for_request([](const ami::testing::request& r) { return r.name() == "Ping"; });
///
/// It listens when the constructor returns and runs in a thread of its own; the destructor cuts its connections and
/// joins the thread. Every function may be called from any thread, from the handlers given to `script` too.
///
/// **Actions** that it knows, with Asterisk's texts, permissions and faults: Login (plain and MD5), Challenge, Logoff,
/// Ping, Events, Filter, ListCommands, Command (`core show version`, `uptime`, `channels`, `calls`,
/// `manager show user` and `options::commands`), CoreSettings, CoreStatus, UserEvent, Getvar, Setvar, DBPut, DBGet, DBGetTree, DBDel,
/// DBDelTree, Originate, Redirect, Hangup, CoreShowChannels, Status, WaitEvent, IAXnetstats, Bridge, BridgeList, BridgeInfo,
/// BlindTransfer, PlayDTMF, AGI; MuteAudio, Atxfer and CancelAtxfer are acknowledged and do nothing. `script` adds
/// others, and replaces these. What live state is made of:
///
/// | part | actions | what changes it |
/// |---|---|---|
/// | queues | QueueStatus, QueueSummary, QueueAdd, QueueRemove, QueuePause, QueuePenalty, QueueMemberRingInUse | calls that run `Queue(NAME)` |
/// | conferences | ConfbridgeListRooms, ConfbridgeList, ConfbridgeMute, ConfbridgeUnmute, ConfbridgeLock, ConfbridgeUnlock, ConfbridgeKick | calls that run `ConfBridge(NAME)` |
/// | parked calls | Park, ParkedCalls | calls to 701 ... 709 in `from-internal` take one back |
/// | devices, hints | DeviceStateList, ExtensionStateList, ExtensionState, PresenceStateList (empty) | `set_device_state`, `DEVICE_STATE(Custom:NAME)`, `devstate change`, calls |
/// | PJSIP | PJSIPShowEndpoints, PJSIPShowContacts, PJSIPShowRegistrationsOutbound (empty) | `set_contact` |
/// | mailboxes | VoicemailUsersList, MailboxStatus, MailboxCount | `set_messages` |
/// | agents | Agents (empty) | |
///
/// **Calls** are made by Originate to `Local/EXTEN@from-internal`; a technology other than Local has nobody to call.
///
/// | extension | what it does |
/// |---|---|
/// | 2001, 2002 | answers and stays, 60 s and for ever |
/// | 2003 | is busy |
/// | 2004 | rings and never answers |
/// | 2005 | congestion |
/// | 2006 | refuses the call, cause 21 |
/// | 2007 | answers and hangs up after 1 s |
/// | 2008 | dials 2001 and is bridged with it |
/// | 2009 | answers and waits in the queue `sales`, 60 s |
/// | 2010 | answers and enters the conference `room` |
/// | 2011 | answers and enters `AGI(agi:async)` |
/// | 2012 | answers, reads four digits, sends the UserEvent `Digits` |
/// | 2017 | answers, sends the digits 1234 to the other half |
/// | 2021 | as 2008; on a real Asterisk with the right to transfer |
/// | 2022 | answers, enters `AGI(agi:async)` twice |
/// | 2023 | dials 2004, which rings and never answers |
/// | 2013 | answers, sends the UserEvent `Arrived` with the variable `ORDER` and the caller's number |
/// | 2015 | stores the variable `VALUE` in the database under `ami/KEY`, answers, sends the UserEvent `Stored` |
/// | 701 ... 709 | takes back the call that is parked there |
/// | 3001 ... 3999 | answers and stays for so many seconds: 3005 for 5 s |
/// | 103 and 209 in `sets` | where calls are redirected to: answers and stays 60 s |
///
/// `options::dialplan_second` makes all of it faster.
///
/// **FastAGI.** An extension with the step `AGI`, `agi://127.0.0.1:PORT/menu?lang=de,first,second`, or an Originate with that
/// application, connects to a FastAGI server and plays Asterisk's half there. Environment, answers, limits and ends are as
/// Asterisk 16 and 22 were seen to give them: of two commands in one segment the second waits for further bytes, a later
/// command aborts a sound without an answer, a line that is too long for the era is cut. A hang-up is told by HANGUP
/// (variables `AGISIGHUP`, `AGIEXITONHANGUP`), and the channel stays until the AGI server closes. Digits come by PlayDTMF.
/// Then the dialplan goes on with `AGISTATUS`. Differences from Asterisk:
///
/// - Sounds have no position: `endpos` is that of the end. Names with `no-such` in them are missing sounds, `demo-congrats`
///   takes 30 s, all others 440 ms.
/// - GOSUB of a label that there is answers, and runs nothing. EXEC knows Answer, Busy, Congestion, Hangup, NoOp, Playback,
///   Set, UserEvent, Verbose, Wait. There is no speech engine.
/// - The text of a usage block is made up.
class server {
public:
    /// What answers a scripted action.
    using handler = std::function<reply(const request&)>;
    /// The type of all times here.
    using duration = std::chrono::steady_clock::duration;

    /// Starts the server. Throws `boost::system::system_error` if the address cannot be listened on.
    AMI_DECL explicit server(options configuration = options());

    /// Starts the server in virtual time, without a thread (see `<ami/testing/virtual_time.hpp>`).
    AMI_DECL explicit server(virtual_time& time, options configuration = options());

    AMI_DECL ~server();

    server(const server&) = delete;
    server& operator=(const server&) = delete;

    /// `ami://USER:SECRET@HOST:PORT` of the first user.
    AMI_DECL std::string url() const;

    /// The same for another user, with the secret given here, right or wrong.
    AMI_DECL std::string url(std::string_view user_name, std::string_view secret) const;

    /// The address that it listens on.
    AMI_DECL std::string host() const;
    /// The port that it listens on.
    AMI_DECL std::uint16_t port() const;

    /// Sends an event to every session that is logged in. If it has a `Privilege` header, only to those whose
    /// permission and mask have all of its classes; filters apply. It never comes between an action and its answer.
    AMI_DECL void inject(const packet_text& event);

    /// The same from text: lines with CRLF or LF; the blank line at the end may be left out.
    AMI_DECL void inject(std::string_view text);

    /// The same from a name and headers.
    AMI_DECL void inject(
        std::string_view name, std::initializer_list<std::pair<std::string_view, std::string_view>> headers);

    /// Ends the boot that `options::fully_booted` left open: sends FullyBooted to every session whose permission and mask have
    /// class `system`. Does nothing if the server has booted.
    AMI_DECL void finish_boot();

    /// The state of a device, as its driver tells it. If it is another one than before, DeviceStateChange is sent, then
    /// QueueMemberStatus of the members with this `state_interface`, then ExtensionStatus of the hints that follow it.
    AMI_DECL void set_device_state(std::string_view device, device_state state);

    /// A contact of a PJSIP endpoint comes or changes, as by a REGISTER or by qualify: `Reachable`, `NonQualified`,
    /// `Unreachable`; or it goes: `Removed`. ContactStatus is sent, and PeerStatus and DeviceStateChange if they change.
    AMI_DECL void set_contact(std::string_view endpoint, std::string_view uri, std::string_view status);

    /// How many messages a mailbox has. MessageWaiting is sent if that is another number than before.
    AMI_DECL void set_messages(std::string_view mailbox, int new_messages, int old_messages);

    /// Writes bytes as they are on every connection, logged in or not, whatever the server is about to do there.
    AMI_DECL void write(std::string_view bytes);

    /// The same on one connection. Does nothing if it is closed.
    AMI_DECL void write(std::uint64_t session, std::string_view bytes);

    /// What happens when this action comes; an empty name means every action. Replaces what was scripted for it. The
    /// handler runs on the server's thread; an exception from it becomes an error reply with its text. The handler is
    /// asked before anything else is looked at, permissions and the login included.
    AMI_DECL void script(std::string_view action, handler script);

    /// Takes back what was scripted.
    AMI_DECL void unscript(std::string_view action);

    /// What goes wrong on the connections.
    testing::faults& faults() noexcept { return faults_; }

    /// Ends one connection.
    AMI_DECL void close(std::uint64_t session, ending configuration = ending::fin);

    /// Every action that was received, from every connection, in the order of their coming.
    AMI_DECL std::vector<request> requests() const;

    /// Forgets the actions received so far.
    AMI_DECL void clear_requests();

    /// The first action, of those received and those to come, that is wanted; nothing when the time is over.
    AMI_DECL std::optional<request> wait_for_request(
        const std::function<bool(const request&)>& wanted, duration timeout = std::chrono::seconds(10)) const;

    /// The same by the action's name.
    AMI_DECL std::optional<request> wait_for_request(
        std::string_view name, duration timeout = std::chrono::seconds(10)) const;

    /// How many connections are open now.
    AMI_DECL std::size_t connections() const;
    /// How many connections are logged in now.
    AMI_DECL std::size_t sessions() const;
    /// How many connections were ever accepted.
    AMI_DECL std::uint64_t accepted() const;

    /// Waits until so many connections are open. False when the time is over.
    AMI_DECL bool wait_for_connections(std::size_t count, duration timeout = std::chrono::seconds(10)) const;
    /// Waits until so many connections are logged in. False when the time is over.
    AMI_DECL bool wait_for_sessions(std::size_t count, duration timeout = std::chrono::seconds(10)) const;

    /// Waits until so many connections were ever accepted. False when the time is over.
    AMI_DECL bool wait_for_accepted(std::uint64_t count, duration timeout = std::chrono::seconds(10)) const;

    /// Names of the channels that there are now.
    AMI_DECL std::vector<std::string> channels() const;

    /// The value of a key in the database, for example `ami/KEY`.
    AMI_DECL std::optional<std::string> database(std::string_view path) const;

private:
    friend class http_port;

    AMI_DECL explicit server(std::unique_ptr<detail::server_state> state);

    AMI_DECL std::string url_with(std::string_view scheme, std::string_view user_name,
        std::string_view secret, std::uint16_t at_port) const;

    std::unique_ptr<detail::server_state> state_;
    testing::faults faults_;
};

} // namespace ami::testing

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/server.ipp>
#endif

#endif // AMI_TESTING_SERVER_HPP
