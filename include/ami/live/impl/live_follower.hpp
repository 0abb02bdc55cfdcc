// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_LIVE_IMPL_LIVE_FOLLOWER_HPP
#define AMI_LIVE_IMPL_LIVE_FOLLOWER_HPP

#include <cstdint>
#include <type_traits>

namespace ami::detail {

enum class live_occasion : std::uint8_t {
    // A list was answered, or a part has reached the limit of records.
    faults_may_differ,
    // Handlers know all that is known.
    settled,
    // As async_filled fails. Another session may follow.
    session_over,
    // The model or the client is being destroyed.
    ended,
    // The execution context is being destroyed: nobody is to be told.
    dropped
};

// What follows a model besides its handlers, and what a program without it shall not compile. A derived class has an `on_occasion`
// of its own, which is invoked by a function pointer, as those of session_follower are.
class live_follower {
public:
    live_follower(const live_follower&) = delete;
    live_follower& operator=(const live_follower&) = delete;

    void on_occasion(live_occasion occasion) { on_occasion_(*this, occasion); }

protected:
    template <class Derived>
    explicit live_follower(std::type_identity<Derived> /*of*/) noexcept
        : on_occasion_([](live_follower& self, live_occasion occasion) {
              static_cast<Derived&>(self).on_occasion(occasion);
          })
    {
        static_assert(
            !std::is_same_v<decltype(&Derived::on_occasion), decltype(&live_follower::on_occasion)>);
    }
    ~live_follower() = default;

private:
    void (*on_occasion_)(live_follower&, live_occasion);
};

} // namespace ami::detail

#endif // AMI_LIVE_IMPL_LIVE_FOLLOWER_HPP
