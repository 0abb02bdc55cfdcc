// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_ACTIONS_SORCERY_HPP
#define AMI_ACTIONS_SORCERY_HPP

#include <ami/actions/typed_builder.hpp>

#include <string_view>
#include <utility>

namespace ami::actions {

/// `SorceryMemoryCacheExpire`. Asterisk 13 or later.
/// \par Server rights
/// write = system
class sorcery_memory_cache_expire : public typed_builder<sorcery_memory_cache_expire> {
public:
    /// Needs `Cache`.
    explicit sorcery_memory_cache_expire(std::string_view cache) : typed_builder("SorceryMemoryCacheExpire")
    {
        require("Cache", cache);
    }
};

/// `SorceryMemoryCacheExpireObject`. Asterisk 13 or later.
/// \par Server rights
/// write = system
class sorcery_memory_cache_expire_object : public typed_builder<sorcery_memory_cache_expire_object> {
public:
    /// Needs `Cache`; `Object`.
    explicit sorcery_memory_cache_expire_object(std::string_view cache, std::string_view object)
        : typed_builder("SorceryMemoryCacheExpireObject")
    {
        require("Cache", cache);
        require("Object", object);
    }
};

/// `SorceryMemoryCachePopulate`. Asterisk 13 or later.
/// \par Server rights
/// write = system
class sorcery_memory_cache_populate : public typed_builder<sorcery_memory_cache_populate> {
public:
    /// Needs `Cache`.
    explicit sorcery_memory_cache_populate(std::string_view cache)
        : typed_builder("SorceryMemoryCachePopulate")
    {
        require("Cache", cache);
    }
};

/// `SorceryMemoryCacheStale`. Asterisk 13 or later.
/// \par Server rights
/// write = system
class sorcery_memory_cache_stale : public typed_builder<sorcery_memory_cache_stale> {
public:
    /// Needs `Cache`.
    explicit sorcery_memory_cache_stale(std::string_view cache) : typed_builder("SorceryMemoryCacheStale")
    {
        require("Cache", cache);
    }
};

/// `SorceryMemoryCacheStaleObject`. Asterisk 13 or later.
/// \par Server rights
/// write = system
class sorcery_memory_cache_stale_object : public typed_builder<sorcery_memory_cache_stale_object> {
public:
    /// Needs `Cache`; `Object`.
    explicit sorcery_memory_cache_stale_object(std::string_view cache, std::string_view object)
        : typed_builder("SorceryMemoryCacheStaleObject")
    {
        require("Cache", cache);
        require("Object", object);
    }

    /// `Reload`.
    sorcery_memory_cache_stale_object& reload(bool value = true) &
    {
        put("Reload", value ? "yes" : "no");
        return *this;
    }
    sorcery_memory_cache_stale_object&& reload(bool value = true) && { return std::move(reload(value)); }
};

} // namespace ami::actions

#endif // AMI_ACTIONS_SORCERY_HPP
