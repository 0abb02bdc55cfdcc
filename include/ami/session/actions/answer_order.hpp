// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_ACTIONS_ANSWER_ORDER_HPP
#define AMI_SESSION_ACTIONS_ANSWER_ORDER_HPP

#include <utility>

namespace ami::detail {

// What is known of the order in which a server writes, and whether an action should be sent whose answer proves that those
// before it are over: the barrier.
class answer_order {
public:
    // A new connection, to a server of which nothing is known.
    void start() noexcept { *this = {}; }

    // It writes an answer without anything in between, as Asterisk does.
    void set_contiguous() noexcept { contiguous_ = true; }
    bool is_contiguous() const noexcept { return contiguous_; }

    // It answers actions in the order in which they were sent.
    void set_serial() noexcept { serial_ = contiguous_ = true; }
    bool is_serial() const noexcept { return serial_; }
    // An action was answered after a later one.
    void on_late_answer() noexcept { serial_ = false; }

    // It answered our login without ActionID, and may answer other actions so.
    void on_answer_without_id() noexcept { answers_without_id_ = true; }
    bool answers_without_id() const noexcept { return answers_without_id_; }

    // What may end without a mark is over when a later action is answered; that proves it only where answers are in order.
    void want_proof() noexcept { barrier_due_ = barrier_due_ || serial_; }
    bool take_barrier() noexcept { return std::exchange(barrier_due_, false); }

private:
    bool contiguous_ = false;
    bool serial_ = false;
    bool answers_without_id_ = false;
    bool barrier_due_ = false;
};

} // namespace ami::detail

#endif // AMI_SESSION_ACTIONS_ANSWER_ORDER_HPP
