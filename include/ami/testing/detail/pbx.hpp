// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_PBX_HPP
#define AMI_TESTING_DETAIL_PBX_HPP

#include <ami/testing/options.hpp>

#include <ami/detail/macros.hpp>
#include <ami/testing/detail/agenda.hpp>
#include <ami/testing/detail/agi_link.hpp>
#include <ami/testing/detail/agi_reply.hpp>
#include <ami/testing/detail/channel.hpp>
#include <ami/testing/detail/classes.hpp>
#include <ami/testing/detail/device_states.hpp>
#include <ami/testing/detail/host.hpp>
#include <ami/testing/detail/queues.hpp>

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::testing::detail {

using channel_ptr = std::shared_ptr<channel>;

struct conference_user {
    channel_ptr who;
    bool muted = false;
    std::chrono::steady_clock::time_point since;
};

struct conference {
    std::string name;
    std::string bridge;
    bool locked = false;
    std::vector<conference_user> users;
};

struct live_agent {
    std::string id;
    std::string name;
    std::weak_ptr<channel> who; // nobody if the agent is logged off
    std::chrono::steady_clock::time_point since;
    std::int64_t login_time = 0;
};

// Channels with a short life: Local halves that an Originate makes and that a small dialplan drives. The order of
// the events is the one that Asterisk 16 and 22 were seen to send.
class pbx {
public:
    using emitter = std::function<void(class_mask, const std::string&)>;

    AMI_DECL pbx(boost::asio::io_context& context, agenda& later, host& at, const options& settings,
        std::map<std::string, std::string>& database, device_states& devices, emitter emit);

    AMI_DECL void originate(const std::shared_ptr<origination>& call);

    // By name or by uniqueid; null if there is none.
    AMI_DECL channel_ptr find(std::string_view name) const;

    // All of them, oldest first.
    const std::vector<channel_ptr>& channels() const noexcept { return channels_; }

    // How long ago that was.
    std::chrono::steady_clock::duration since(std::chrono::steady_clock::time_point when) const
    {
        return agenda_.now() - when;
    }

    AMI_DECL void hang_up(const channel_ptr& which, int cause);
    AMI_DECL void redirect(
        const channel_ptr& which, std::string_view context, std::string_view exten, int priority);
    AMI_DECL void set_variable(const channel_ptr& which, std::string_view name, std::string_view value);

    // Variables and functions, of a channel or without one (values.ipp). False for a function that cannot be written.
    AMI_DECL std::optional<std::string> value_of(const channel_ptr& in, std::string_view name) const;
    AMI_DECL std::string substituted(const channel_ptr& in, std::string_view text) const;
    AMI_DECL bool assign(const channel_ptr& in, std::string_view name, std::string_view value);

    // What two channels in a bridge, and digits, are about (bridges.ipp).
    AMI_DECL channel_ptr partner(const channel_ptr& of) const;
    AMI_DECL void connect(const channel_ptr& first, const channel_ptr& second);
    AMI_DECL bool blind_transfer(
        const channel_ptr& which, const std::string& context, const std::string& exten);
    AMI_DECL void park(const channel_ptr& which, std::string_view timeout_channel, int timeout_ms);
    AMI_DECL void play_digit(const channel_ptr& which, char digit, bool receive);
    AMI_DECL bool begins_channel(std::string_view prefix, channel_ptr& found) const;

    // The commands of AsyncAGI (async_agi.ipp); false if the channel is not there.
    AMI_DECL void add_agi_command(const channel_ptr& which, std::string_view command, std::string_view id);

    AMI_DECL bool has_extension(std::string_view context, std::string_view exten, int priority) const;

    // All bridges that have somebody in them, as BridgeList shows them, and the parking lot's (bridges.ipp).
    AMI_DECL std::vector<std::string> bridges() const;
    AMI_DECL void append_bridge(packet_text& packet, const std::string& bridge) const;

    // conferences.ipp; null if there is none of this name.
    AMI_DECL conference* find_conference(std::string_view name);
    std::vector<conference>& conferences() noexcept { return conferences_; }
    AMI_DECL void mute(const conference& in, conference_user& whom, bool muted);
    AMI_DECL void kick(const channel_ptr& whom);

    // agents.ipp; null if there is none of this number.
    AMI_DECL live_agent* find_agent(std::string_view id);
    const std::vector<live_agent>& agents() const noexcept { return agents_; }

    // parking.ipp
    AMI_DECL void append_parking(packet_text& packet, const channel& about) const;

    // Whom the queues connect is in queue_calls.ipp.
    detail::queues queues;

    // Global variables.
    std::map<std::string, std::string> globals;

    // Calls that have begun.
    std::uint64_t processed() const noexcept { return processed_; }

private:
    friend class pbx_agi_host;

    AMI_DECL const extension* find_extension(std::string_view context, std::string_view exten) const;
    AMI_DECL channel_ptr add_channel(std::string name, std::string uniqueid);
    AMI_DECL void introduce(const channel_ptr& one, const channel_ptr& two, const origination& call);
    AMI_DECL void begin(
        const channel_ptr& one, const channel_ptr& two, const std::shared_ptr<origination>& call);
    AMI_DECL void enter_dialplan(const channel_ptr& which);
    AMI_DECL void run(const channel_ptr& which);
    AMI_DECL void execute(const channel_ptr& which, const std::string& application, const std::string& data);
    AMI_DECL void next(const channel_ptr& which);
    AMI_DECL void next_after(const channel_ptr& which, std::string_view seconds);
    AMI_DECL void answer(const channel_ptr& which);
    AMI_DECL void answered(const channel_ptr& which);
    AMI_DECL void refuse(const channel_ptr& which, std::string_view seconds, int cause, int reason);
    AMI_DECL void ringing(const channel_ptr& which);
    AMI_DECL void set(const channel_ptr& which, std::string_view assignment);
    AMI_DECL void user_event(const channel_ptr& which, std::string_view data);
    AMI_DECL void ring_time_over(const channel_ptr& which);
    AMI_DECL void succeed(const channel_ptr& one);
    AMI_DECL void fail(const channel_ptr& one, std::string_view dial_status);
    AMI_DECL void end(const channel_ptr& which);

    AMI_DECL void dial(const channel_ptr& which, std::string_view data);
    AMI_DECL void dialled(const channel_ptr& which, const channel* one);
    AMI_DECL void inherit(const channel& from, const channel_ptr& to);
    AMI_DECL void introduce_called(
        const channel_ptr& one, const channel_ptr& two, const origination& call, const channel_ptr& caller);
    AMI_DECL void emit_place(const channel& of);
    AMI_DECL void stop_dialling(const channel_ptr& caller);
    AMI_DECL void leave_caller(const channel_ptr& one);
    AMI_DECL void ring_in_vain(const channel_ptr& one);
    AMI_DECL void enter(const std::string& bridge, const channel_ptr& which);
    AMI_DECL void leave(const channel_ptr& which);
    AMI_DECL void after_bridge(const channel_ptr& which);
    AMI_DECL std::size_t members(const std::string& bridge) const;
    AMI_DECL packet_text bridge_event(std::string_view name, const std::string& bridge) const;
    AMI_DECL std::string make_bridge_id();
    AMI_DECL void emit_parked(std::string_view name, const channel& about);
    AMI_DECL void hear(const channel_ptr& which, char digit);
    AMI_DECL void read_digits(const channel_ptr& which, std::string_view data);
    AMI_DECL void send_digits(const channel_ptr& which, std::string_view digits);

    AMI_DECL void enter_conference(const channel_ptr& which, std::string_view data);
    AMI_DECL void leave_conference(const channel_ptr& which);
    AMI_DECL packet_text conference_event(std::string_view name, const conference& about) const;
    AMI_DECL void log_in_agent(const channel_ptr& which, std::string_view data);
    AMI_DECL void log_off_agent(const channel_ptr& which);
    AMI_DECL void take_back(const channel_ptr& which, std::string_view data);
    AMI_DECL void parking_is_over(const channel_ptr& which);
    AMI_DECL void free_space(const channel& of);

    AMI_DECL void enter_queue(const channel_ptr& which, std::string_view data);
    AMI_DECL void ring_members(live_queue& of);
    AMI_DECL void ring(live_queue& of, const live_member& member, const channel_ptr& caller);
    AMI_DECL void member_answered(const std::string& queue, const std::string& interface,
        const channel_ptr& caller, const channel_ptr& one);
    AMI_DECL std::optional<std::chrono::milliseconds> time_left(
        const live_queue& in, const channel& caller) const;
    AMI_DECL void leave_queue(const channel_ptr& caller, std::string_view status);
    AMI_DECL void try_again(const std::string& queue, const channel_ptr& caller);
    AMI_DECL void stop_ringing(const channel_ptr& caller);
    AMI_DECL bool forget_caller(const channel_ptr& which, std::string_view event);
    AMI_DECL void complete(const channel_ptr& which);
    AMI_DECL packet_text agent_event(
        std::string_view name, const channel& caller, const channel& agent) const;

    AMI_DECL void start_agi(const channel_ptr& which);
    AMI_DECL void run_agi(const channel_ptr& which);
    AMI_DECL std::string read_agi(const channel_ptr& which, std::string_view written);
    AMI_DECL void apply_agi(const channel_ptr& which, const agi_reply& reply);
    AMI_DECL void emit_agi_result(const channel_ptr& which, const agi_reply& reply);
    AMI_DECL void emit_agi_begin(const channel_ptr& which, std::string_view command, int id);
    AMI_DECL void emit_agi_end(
        const channel_ptr& which, std::string_view command, int id, const agi_reply& reply);
    AMI_DECL void end_agi(const channel_ptr& which);
    AMI_DECL void leave_agi(const channel_ptr& which);

    // AGI(agi://HOST/SCRIPT) (fastagi.ipp).
    AMI_DECL void start_fastagi(const channel_ptr& which);
    AMI_DECL void set_caller(const channel_ptr& of, std::string_view number, std::string_view name);
    AMI_DECL void set_connected_line(const channel_ptr& of, std::string_view number, std::string_view name);
    AMI_DECL void set_account(const channel_ptr& of, std::string_view account);
    AMI_DECL void end_fastagi(const channel_ptr& which, std::string_view status);
    AMI_DECL bool is_in_fastagi(const channel_ptr& which) const;
    AMI_DECL void tell_fastagi(const channel_ptr& which);

    AMI_DECL packet_text channel_event(
        std::string_view name, std::string_view privilege, const channel& about) const;
    AMI_DECL void emit_channel(std::string_view name, const channel& about, std::string_view more = {});
    AMI_DECL void emit_music(const channel& to, bool begins);
    AMI_DECL void tell_device(const channel& of);
    AMI_DECL void emit_variable(const channel& about, std::string_view name, std::string_view value);
    AMI_DECL void emit_dial(std::string_view name, const channel& about, std::string_view more);

    boost::asio::io_context& context_;
    agenda& agenda_;
    host& host_;
    const options& settings_;
    std::map<std::string, std::string>& database_;
    device_states& devices_;
    emitter emit_;
    std::vector<channel_ptr> channels_;
    std::uint64_t next_uniqueid_ = 0;
    std::uint64_t next_local_ = 0;
    std::uint64_t processed_ = 0;
    std::uint64_t next_bridge_ = 0;
    std::string parking_bridge_; // from the first channel that is parked
    std::vector<conference> conferences_;
    std::vector<live_agent> agents_;
    std::string agent_bridge_; // from the first agent who logs in

    // A channel that is or was in AGI(agi:async). Commands that its stay leaves in the queue run in the next one.
    struct agi_session {
        std::deque<std::pair<std::string, std::string>> commands; // the command and its id
        std::pair<std::string, std::string> current;
        bool in_agi = false;
        bool running = false;
        std::shared_ptr<const agi_wait> waits; // the command that runs
        int count = 0;
        std::string pipe; // what commands have written and nobody has read
    };
    std::map<std::string, agi_session> agi_; // by uniqueid

    std::map<std::string, std::shared_ptr<agi_link>> fastagi_; // by uniqueid
    int fastagi_commands_ = 0;
};

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/agents.ipp>
#include <ami/testing/impl/async_agi.ipp>
#include <ami/testing/impl/bridges.ipp>
#include <ami/testing/impl/conferences.ipp>
#include <ami/testing/impl/dialling.ipp>
#include <ami/testing/impl/dialplan.ipp>
#include <ami/testing/impl/fastagi.ipp>
#include <ami/testing/impl/originate.ipp>
#include <ami/testing/impl/parking.ipp>
#include <ami/testing/impl/pbx.ipp>
#include <ami/testing/impl/queue_calls.ipp>
#include <ami/testing/impl/values.ipp>
#endif

#endif // AMI_TESTING_DETAIL_PBX_HPP
