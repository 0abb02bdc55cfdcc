// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CONNECTION_OUTPUT_SINK_HPP
#define AMI_CLIENT_CONNECTION_OUTPUT_SINK_HPP

#include <ami/protocol/values/event_classes.hpp>
#include <ami/session/output.hpp>

#include <memory>

namespace ami::detail {

// Takes the outputs of a session that are not for the network. The driver of the session is a part of it.
class output_sink {
public:
    // This and `tell_rest` are the only places where code of the user is invoked.
    virtual void perform(output& told) = 0;
    // No output is left: completes the operations that wait for all that was read. Returns false if there is none.
    virtual bool tell_rest() = 0;
    // Whether anybody takes events.
    virtual bool wants_events() const = 0;
    // Which classes of events those need that it tells.
    virtual event_classes needed_events() const = 0;
    // Whether the user's client is destroyed.
    virtual bool is_abandoned() const noexcept = 0;
    virtual std::shared_ptr<output_sink> keep_alive() = 0;
    virtual std::weak_ptr<output_sink> weak() = 0;

protected:
    ~output_sink() = default;
};

} // namespace ami::detail

#endif // AMI_CLIENT_CONNECTION_OUTPUT_SINK_HPP
