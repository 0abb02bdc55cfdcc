// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_VIRTUAL_NETWORK_HPP
#define AMI_TESTS_SUPPORT_VIRTUAL_NETWORK_HPP

// A world for a client in which nothing is real: time passes when the test says so, names and servers are what the
// test says. Everything runs on one io_context in the test's own thread, and nothing waits.

#include <ami/net/network.hpp>
#include <ami/net/shared_executor.hpp>
#include <ami/protocol/wire/packet.hpp>
#include <ami/protocol/wire/parser.hpp>
#include <ami/session/connection/deadline.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <deque>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tests {

namespace asio = boost::asio;
using namespace std::chrono_literals;

/// `text` as it is on the wire: each LF becomes CRLF, each `$ID` the ActionID.
inline std::string wire(std::string_view text, std::string_view id = {})
{
    std::string bytes;
    for (std::size_t i = 0; i != text.size(); ++i) {
        if (text.substr(i, 3) == "$ID") {
            bytes += id;
            i += 2;
        } else if (text[i] == '\n') {
            bytes += "\r\n";
        } else {
            bytes += text[i];
        }
    }
    return bytes;
}

/// An action as the server read it.
class request : public ami::packet {
public:
    using ami::packet::packet;
    std::string_view operator[](std::string_view name) const& { return ami::packet::operator[](name); }
    std::string operator[](std::string_view name) && { return std::string(ami::packet::operator[](name)); }
    std::string name() const { return std::string((*this)["Action"]); }
    std::string id() const { return std::string((*this)["ActionID"]); }
};

/// What a server does about one action, in order:
///
///     net.expect("Ping").after(2s).reply("Response: Success\nActionID: $ID\n\n");
///     net.expect("Status").reply("...").eof();
class conversation_step {
public:
    explicit conversation_step(std::string action) : action_(std::move(action)) {}

    /// Sends these bytes, made by `wire`.
    conversation_step& reply(std::string text) { return then({deed::sends, std::move(text), {}, {}}); }
    conversation_step& success(const std::string& more = {})
    {
        return reply("Response: Success\nActionID: $ID\n" + more + "\n");
    }
    conversation_step& error(const std::string& message)
    {
        return reply("Response: Error\nActionID: $ID\nMessage: " + message + "\n\n");
    }

    /// What follows happens so much later.
    conversation_step& after(ami::detail::duration time) { return then({deed::waits, {}, time, {}}); }

    conversation_step& eof() { return then({deed::ends, {}, {}, {}}); }
    conversation_step& reset() { return then({deed::ends, {}, {}, asio::error::connection_reset}); }

    /// From here on the server takes no bytes off the network.
    conversation_step& stall() { return then({deed::stalls, {}, {}, {}}); }

private:
    friend class virtual_stream;

    struct deed {
        enum { sends, waits, ends, stalls } what; // other names than the functions above
        std::string text;
        ami::detail::duration time;
        ami::error_code ec;
    };

    conversation_step& then(deed next)
    {
        deeds_.push_back(std::move(next));
        return *this;
    }

    std::string action_;
    std::vector<deed> deeds_;
};

class virtual_network;

/// A connection: the client's stream, and the server's end for the test.
class virtual_stream final
    : public ami::detail::stream
    , public std::enable_shared_from_this<virtual_stream> {
public:
    virtual_stream(
        virtual_network& net, asio::any_io_executor executor, ami::detail::stream_observer& observer)
        : net_(net), executor_(ami::detail::shared_executor::make(std::move(executor))), observer_(&observer)
    {}

    // --- the server's end ---------------------------------------------------------------------------------------

    /// Gives bytes to the client, as they are.
    void send(std::string_view bytes)
    {
        put(bytes);
        deliver();
    }

    /// As `send`, of `wire(text, id)`.
    void say(std::string_view text, std::string_view id = {}) { send(wire(text, id)); }

    void banner() { say("Scripted Call Manager/11.0.0\n"); }
    void success(const request& to, std::string_view more = {})
    {
        say("Response: Success\nActionID: $ID\n" + std::string(more) + "\n", to.id());
    }
    void error(const request& to, std::string_view message)
    {
        say("Response: Error\nActionID: $ID\nMessage: " + std::string(message) + "\n\n", to.id());
    }

    /// No read gives the client more bytes than this at once.
    void fragment(std::size_t size) { fragment_ = size; }

    /// Behind the bytes that were sent, the connection ends: in order, or with an error.
    void eof() { end({}); }
    void reset() { end(asio::error::connection_reset); }

    /// Ends the connection without the bytes that the client has not read yet.
    void reset_at_once()
    {
        inbox_.clear();
        end(asio::error::connection_reset);
    }

    /// The server says so many bytes in all; instead of the rest, `fault` happens.
    void cut_after(std::size_t bytes, std::function<void(virtual_stream&)> fault)
    {
        said_at_most_ = bytes;
        fault_ = std::move(fault);
    }

    /// The network takes `more` further bytes from the client and then none.
    void stop_taking(std::size_t more = 0) { room_ = more; }

    /// The network takes bytes again.
    void take_again()
    {
        room_ = no_limit;
        if (std::exchange(stalled_, false))
            wait_writable();
    }

    /// Every write fails from now on.
    void fail_writes(ami::error_code why = asio::error::broken_pipe) { write_error_ = why; }

    /// The client hears that it can write more only behind the answer to what it wrote.
    void answer_before_written() { slow_written_ = true; }

    /// Everything that the client has written.
    const std::string& written() const noexcept { return written_; }

    /// The next action that the client wrote; throws where there is none.
    request next()
    {
        const auto found = take_action();
        if (!found)
            throw std::runtime_error("the client wrote no further action");
        return *found;
    }

    /// Whether all actions that the client wrote were looked at.
    bool idle() const { return written_.find("\r\n\r\n", looked_at_) == std::string::npos; }

    /// Whether the client has closed its end.
    bool closed() const noexcept { return observer_ == nullptr; }

    /// How many writes the client began.
    int writes() const noexcept { return writes_; }

    const asio::ip::tcp::endpoint& endpoint() const noexcept { return endpoint_; }
    bool is_connected() const noexcept { return connected_; }
    bool is_reading() const noexcept { return read_pending_; }

    // --- the client's end ---------------------------------------------------------------------------------------

    inline void connect(const asio::ip::tcp::endpoint& to) override;

    void read(std::span<char> into) override
    {
        check(connected_, "read without a connection");
        check(!read_pending_, "a second read");
        check(!into.empty(), "a read into nothing");
        read_pending_ = true;
        into_ = into;
        deliver();
    }

    ami::detail::write_progress write(std::string_view bytes) override
    {
        check(connected_, "write without a connection");
        check(!waits_writable_ && !stalled_, "a write while the network takes nothing");
        check(!bytes.empty(), "an empty write");
        ++writes_;
        const auto size = write_error_ ? 0 : std::min(bytes.size(), room_);
        written_ += bytes.substr(0, size);
        if (room_ != no_limit)
            room_ -= size;
        full_ = size != bytes.size();
        asio::post(executor_->get(), [self = shared_from_this()] {
            if (self->observer_)
                self->converse();
        });
        return {size, size};
    }

    void wait_writable() override
    {
        if (full_ && room_ == 0 && !write_error_) {
            stalled_ = true;
            return;
        }
        waits_writable_ = true;
        asio::post(executor_->get(), [self = shared_from_this()] {
            if (self->slow_written_)
                asio::post(self->executor_->get(), [self] { self->tell_writable(); });
            else
                self->tell_writable();
        });
    }

    void close() noexcept override { observer_ = nullptr; }

private:
    friend class virtual_network;

    static constexpr std::size_t no_limit = std::numeric_limits<std::size_t>::max();

    inline void check(bool good, const char* problem);

    void put(std::string_view bytes)
    {
        const auto size = std::min(bytes.size(), said_at_most_);
        if (said_at_most_ != no_limit)
            said_at_most_ -= size;
        inbox_ += bytes.substr(0, size);
        if (said_at_most_ == 0) {
            if (const auto fault = std::exchange(fault_, nullptr)) {
                said_at_most_ = no_limit;
                fault(*this);
                said_at_most_ = 0;
            }
        }
    }

    void end(ami::error_code ec)
    {
        ended_ = true;
        end_ = ec;
        deliver();
    }

    // The bytes are copied when they arrive, not when the read begins: what the client has done to its buffer
    // meanwhile shows.
    void deliver()
    {
        if (!read_pending_ || (inbox_.empty() && !ended_))
            return;
        asio::post(executor_->get(), [self = shared_from_this()] {
            if (!self->observer_ || !self->read_pending_ || (self->inbox_.empty() && !self->ended_))
                return;
            self->read_pending_ = false;
            const auto size = std::min({self->inbox_.size(), self->into_.size(), self->fragment_});
            std::memcpy(self->into_.data(), self->inbox_.data(), size);
            self->inbox_.erase(0, size);
            self->observer_->on_read(size == 0 ? self->end_ : ami::error_code(), size);
        });
    }

    void tell_writable()
    {
        if (!observer_ || !std::exchange(waits_writable_, false))
            return;
        observer_->on_writable(write_error_);
    }

    std::optional<request> take_action()
    {
        const auto end = written_.find("\r\n\r\n", looked_at_);
        if (end == std::string::npos)
            return std::nullopt;
        ami::parser parser({}, ami::parser::greeting::none);
        parser.feed(std::string_view(written_).substr(looked_at_, end + 4 - looked_at_));
        looked_at_ = end + 4;
        ami::error_code ec;
        check(parser.next(ec) == ami::parser::result::packet, "the client wrote an empty action");
        return request(parser.packet());
    }

    inline void converse();
    inline void perform(const conversation_step& step, std::size_t from, const std::string& id);

    virtual_network& net_;
    ami::detail::executor_pointer executor_; // the network may outlive the context
    ami::detail::stream_observer* observer_;
    asio::ip::tcp::endpoint endpoint_;
    bool connected_ = false;

    std::string inbox_;
    std::size_t said_at_most_ = no_limit;
    std::function<void(virtual_stream&)> fault_;
    bool ended_ = false;
    ami::error_code end_;
    std::size_t fragment_ = no_limit;
    bool read_pending_ = false;
    std::span<char> into_;

    std::string written_;
    std::size_t looked_at_ = 0;
    std::size_t room_ = no_limit;
    bool full_ = false;    // the last write was not taken whole
    bool stalled_ = false; // the client waits until the network takes more
    bool waits_writable_ = false;
    bool slow_written_ = false;
    int writes_ = 0;
    ami::error_code write_error_;
};

class virtual_network final : public ami::detail::network {
public:
    using time_point = ami::detail::time_point;
    using duration = ami::detail::duration;

    explicit virtual_network(asio::io_context& context) : context_(context) {}

    // --- time ---------------------------------------------------------------------------------------------------

    /// Runs everything that can run without time passing.
    void run()
    {
        do {
            context_.restart();
        } while (context_.poll() != 0);
    }

    /// Time passes; what is due on the way happens at its moment.
    void advance(duration time)
    {
        const auto target = now_ + time;
        run();
        for (auto due = next_due(); due && *due <= target; due = next_due()) {
            now_ = std::max(now_, *due);
            fire();
            run();
        }
        now_ = target;
        run();
    }

    /// Time passes while something runs: nothing else can happen meanwhile.
    void block(duration time) { now_ += time; }

    time_point now() override { return now_; }

    /// When the client wants to be woken next.
    std::optional<time_point> armed() const
    {
        std::optional<time_point> first;
        for (const auto& each : timers_) {
            if (const auto timer = each.lock(); timer && timer->when && (!first || *timer->when < *first))
                first = timer->when;
        }
        return first;
    }

    // --- names --------------------------------------------------------------------------------------------------

    /// Who is not named here is an address, or has the address 192.0.2.1.
    void host(const std::string& name, std::vector<std::string> addresses, duration after = {})
    {
        hosts_[name] = {std::move(addresses), {}, after};
    }
    void unknown_host(const std::string& name, std::string text = "Host not found (authoritative)")
    {
        hosts_[name] = {{}, {asio::error::host_not_found, std::move(text)}, {}};
    }
    void hanging_host(const std::string& name) { hosts_[name] = {{}, {}, duration::max()}; }

    /// Names that are being looked up.
    std::size_t lookups() const
    {
        return static_cast<std::size_t>(std::count_if(
            lookups_.begin(), lookups_.end(), [](const auto& each) { return !each.expired(); }));
    }

    // --- servers ------------------------------------------------------------------------------------------------

    void refuse(const std::string& address, ami::error_code why = asio::error::connection_refused,
        duration after = {})
    {
        servers_[address] = {why, after};
    }
    void silent(const std::string& address) { servers_[address] = {{}, duration::max()}; }
    void slow(const std::string& address, duration after) { servers_[address] = {{}, after}; }
    void forget(const std::string& address) { servers_.erase(address); }

    /// Is called with every connection that is begun from now on.
    void on_stream(std::function<void(virtual_stream&)> what) { on_stream_ = std::move(what); }

    /// Every connection that was begun, oldest first.
    const std::vector<std::shared_ptr<virtual_stream>>& streams() const noexcept { return streams_; }

    /// The newest connection.
    virtual_stream& server() const
    {
        if (streams_.empty())
            throw std::runtime_error("the client never connected");
        return *streams_.back();
    }

    // --- conversations ------------------------------------------------------------------------------------------

    /// The servers greet with this; empty: they do not greet.
    void greet_with(std::string text) { greeting_ = std::move(text); }

    /// The next action that is written must be this one. Answers come from the steps in the order of `expect`,
    /// whichever connection they are on.
    conversation_step& expect(std::string action) { return steps_.emplace_back(std::move(action)); }

    conversation_step& expect_login()
    {
        return expect("Login").success("Message: Authentication accepted\n");
    }

    /// What this action is answered with whenever it comes and no step is left.
    conversation_step& always(const std::string& action)
    {
        return always_.insert_or_assign(action, conversation_step(action)).first->second;
    }

    /// Forgets the steps that were not taken.
    void end_conversation() { next_step_ = steps_.size(); }

    /// Whether every step was taken.
    bool conversation_over() const noexcept { return next_step_ == steps_.size(); }

    /// What the client did that no client may do.
    const std::vector<std::string>& problems() const noexcept { return problems_; }

    // --- ami::detail::network -----------------------------------------------------------------------------------

    std::unique_ptr<ami::detail::timer> make_timer(
        const asio::any_io_executor& executor, std::function<void()> expired) override
    {
        auto state = std::make_shared<timer_state>();
        state->executor = ami::detail::shared_executor::make(executor);
        state->expired = std::move(expired);
        timers_.push_back(state);
        return std::make_unique<virtual_timer>(std::move(state));
    }

    std::unique_ptr<ami::detail::lookup> resolve(const asio::any_io_executor& executor,
        const std::string& host, std::uint16_t port, lookup_handler done) override
    {
        auto state = std::make_shared<lookup_state>();
        state->done = std::move(done);
        lookups_.push_back(state);

        const auto known = hosts_.find(host);
        std::vector<std::string> addresses = {"192.0.2.1"};
        ami::detail::failure why;
        duration delay{};
        if (known != hosts_.end()) {
            addresses = known->second.addresses;
            why = known->second.why;
            delay = known->second.after;
        } else {
            ami::error_code ec;
            asio::ip::make_address(host, ec);
            if (!ec)
                addresses = {host};
        }
        ami::detail::endpoint_list found;
        for (const auto& each : addresses)
            found.emplace_back(asio::ip::make_address(each), port);
        later(executor, delay, [weak = std::weak_ptr(state), why, found] {
            const auto living = weak.lock();
            if (!living)
                return;
            const auto handler = std::exchange(living->done, nullptr);
            if (handler)
                handler(why, found);
        });
        return std::make_unique<virtual_lookup>(std::move(state));
    }

    std::shared_ptr<ami::detail::stream> make_stream(const asio::any_io_executor& executor,
        const ami::config&, ami::detail::stream_observer& observer) override
    {
        streams_.push_back(std::make_shared<virtual_stream>(*this, executor, observer));
        if (on_stream_)
            on_stream_(*streams_.back());
        return streams_.back();
    }

    /// Runs `what` on the executor after `delay`; never where that is the longest duration.
    void later(const asio::any_io_executor& executor, duration delay, std::function<void()> what)
    {
        if (delay == duration::max())
            return;
        if (delay <= duration::zero()) {
            asio::post(executor, std::move(what));
            return;
        }
        scheduled_.emplace(now_ + delay, [shared = ami::detail::shared_executor::make(executor),
                                             what = std::move(what)] { asio::post(shared->get(), what); });
    }

private:
    friend class virtual_stream;

    struct timer_state {
        ami::detail::executor_pointer executor;
        std::function<void()> expired;
        std::optional<time_point> when;
        std::uint64_t number = 0;
    };

    class virtual_timer final : public ami::detail::timer {
    public:
        explicit virtual_timer(std::shared_ptr<timer_state> state) : state_(std::move(state)) {}

        void arm(time_point when) override
        {
            ++state_->number;
            state_->when = when;
        }

        void cancel() noexcept override
        {
            ++state_->number;
            state_->when.reset();
        }

    private:
        std::shared_ptr<timer_state> state_;
    };

    struct lookup_state {
        lookup_handler done;
    };

    class virtual_lookup final : public ami::detail::lookup {
    public:
        explicit virtual_lookup(std::shared_ptr<lookup_state> state) : state_(std::move(state)) {}
        ~virtual_lookup() override { state_->done = nullptr; }

    private:
        std::shared_ptr<lookup_state> state_;
    };

    struct known_host {
        std::vector<std::string> addresses;
        ami::detail::failure why;
        duration after;
    };

    struct server_behaviour {
        ami::error_code why;
        duration after;
    };

    std::optional<time_point> next_due() const
    {
        auto first = armed();
        if (!scheduled_.empty() && (!first || scheduled_.begin()->first < *first))
            first = scheduled_.begin()->first;
        return first;
    }

    void fire()
    {
        while (!scheduled_.empty() && scheduled_.begin()->first <= now_) {
            const auto what = std::move(scheduled_.begin()->second);
            scheduled_.erase(scheduled_.begin());
            what();
        }
        std::erase_if(timers_, [](const auto& each) { return each.expired(); });
        for (const auto& each : timers_) {
            const auto timer = each.lock();
            if (!timer->when || *timer->when > now_)
                continue;
            timer->when.reset();
            asio::post(timer->executor->get(), [weak = each, number = timer->number] {
                if (const auto living = weak.lock(); living && living->number == number)
                    living->expired();
            });
        }
    }

    asio::io_context& context_;
    time_point now_ = time_point{} + 1h;
    std::multimap<time_point, std::function<void()>> scheduled_;
    std::vector<std::weak_ptr<timer_state>> timers_;
    std::vector<std::weak_ptr<lookup_state>> lookups_;
    std::map<std::string, known_host> hosts_;
    std::map<std::string, server_behaviour> servers_;
    std::vector<std::shared_ptr<virtual_stream>> streams_;
    std::function<void(virtual_stream&)> on_stream_;
    // No Asterisk: tests answer in whatever order they need.
    std::string greeting_ = "Scripted Call Manager/11.0.0\n";
    std::deque<conversation_step> steps_;
    std::map<std::string, conversation_step> always_;
    std::size_t next_step_ = 0;
    std::vector<std::string> problems_;
};

inline void virtual_stream::check(bool good, const char* problem)
{
    if (!good)
        net_.problems_.emplace_back(problem);
}

inline void virtual_stream::connect(const asio::ip::tcp::endpoint& to)
{
    check(observer_ != nullptr, "connect on a closed stream");
    endpoint_ = to;
    virtual_network::server_behaviour how{{}, {}};
    if (const auto known = net_.servers_.find(to.address().to_string()); known != net_.servers_.end())
        how = known->second;
    net_.later(executor_->get(), how.after, [weak = weak_from_this(), why = how.why] {
        const auto self = weak.lock();
        if (!self || !self->observer_)
            return;
        self->connected_ = !why;
        if (self->connected_)
            self->put(wire(self->net_.greeting_));
        self->observer_->on_connected(why);
    });
}

inline void virtual_stream::converse()
{
    while (net_.next_step_ != net_.steps_.size() || !net_.always_.empty()) {
        const auto action = take_action();
        if (!action)
            return;
        if (net_.next_step_ == net_.steps_.size()) {
            if (const auto rule = net_.always_.find(action->name()); rule != net_.always_.end())
                perform(rule->second, 0, action->id());
            else
                net_.problems_.push_back("nobody expects " + action->name());
            continue;
        }
        const auto& step = net_.steps_[net_.next_step_++];
        if (action->name() != step.action_)
            net_.problems_.push_back("expected " + step.action_ + ", the client wrote " + action->name());
        perform(step, 0, action->id());
    }
}

inline void virtual_stream::perform(const conversation_step& step, std::size_t from, const std::string& id)
{
    for (std::size_t i = from; i != step.deeds_.size(); ++i) {
        const auto& deed = step.deeds_[i];
        switch (deed.what) {
        case conversation_step::deed::sends: say(deed.text, id); break;
        case conversation_step::deed::ends: end(deed.ec); break;
        case conversation_step::deed::stalls: stop_taking(); break;
        case conversation_step::deed::waits:
            net_.later(executor_->get(), deed.time,
                [self = shared_from_this(), step, next = i + 1, id] { self->perform(step, next, id); });
            return;
        }
    }
}

} // namespace tests

#endif // AMI_TESTS_SUPPORT_VIRTUAL_NETWORK_HPP
