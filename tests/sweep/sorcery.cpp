// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Caches of PJSIP's objects: etc/sorcery.conf has one for AORs, and one for what is read as a whole.

#include "sweep/sweep.hpp"

namespace tests {

asio::awaitable<void> sweep_sorcery(sweep& s)
{
    // Read by its name, it is in the cache.
    co_await s.list(actions::pjsip_show_endpoint{"alice"});
    co_await s.done(actions::sorcery_memory_cache_expire_object{"aors", "alice"});
    co_await s.refused(actions::sorcery_memory_cache_expire_object{"aors", "alice"}, "could not be expired");
    co_await s.list(actions::pjsip_show_endpoint{"alice"});
    co_await s.done(actions::sorcery_memory_cache_stale_object{"aors", "alice"}.reload());
    co_await s.done(actions::sorcery_memory_cache_stale{"aors"});
    co_await s.done(actions::sorcery_memory_cache_expire{"aors"});
    co_await s.done(actions::sorcery_memory_cache_populate{"auths"});
    co_await s.refused(actions::sorcery_memory_cache_populate{"aors"}, "full backend caching");
}

} // namespace tests
