// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_STATE_OBSERVERS_HPP
#define AMI_CLIENT_STATE_OBSERVERS_HPP

#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace ami {

class state_change;

namespace detail {

struct state_observer {
    std::function<void(const state_change&)> handle;
    bool cancelled = false;
};

// Who hears of state changes. Handlers may add and remove any, themselves too.
class state_observers {
public:
    using entry = state_observer;

    std::shared_ptr<entry> add(std::function<void(const state_change&)> handle)
    {
        entries_.push_back(std::make_shared<entry>());
        entries_.back()->handle = std::move(handle);
        return entries_.back();
    }

    void remove(const std::shared_ptr<entry>& which)
    {
        which->cancelled = true;
        std::erase(entries_, which);
    }

    void clear()
    {
        const auto gone = std::exchange(entries_, {});
        for (const auto& each : gone)
            each->cancelled = true;
    }

    // A copy: handlers change the list.
    std::vector<std::shared_ptr<entry>> all() const { return entries_; }

private:
    std::vector<std::shared_ptr<entry>> entries_;
};

} // namespace detail
} // namespace ami

#endif // AMI_CLIENT_STATE_OBSERVERS_HPP
