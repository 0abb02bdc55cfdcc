// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_ACTIONS_DATABASE_HPP
#define AMI_ACTIONS_DATABASE_HPP

#include <ami/actions/typed_builder.hpp>
#include <ami/events/database.hpp>
#include <ami/typed/typed_list.hpp>

#include <string_view>
#include <utility>

namespace ami::actions {

/// `DBDel`. Asterisk 13 or later.
/// \par Server rights
/// write = system
class db_del : public typed_builder<db_del> {
public:
    /// Needs `Family`; `Key`.
    explicit db_del(std::string_view family, std::string_view key) : typed_builder("DBDel")
    {
        require("Family", family);
        require("Key", key);
    }
};

/// `DBDelTree`. Asterisk 13 or later.
/// \par Server rights
/// write = system
class db_del_tree : public typed_builder<db_del_tree> {
public:
    /// Needs `Family`.
    explicit db_del_tree(std::string_view family) : typed_builder("DBDelTree") { require("Family", family); }

    /// `Key`.
    db_del_tree& key(std::string_view value) &
    {
        put_text("Key", value);
        return *this;
    }
    db_del_tree&& key(std::string_view value) && { return std::move(key(value)); }
};

/// `DBGet`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// write = reporting or system
class db_get : public typed_builder<db_get> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::db_get_complete, ::ami::events::db_get_response>;

    /// Needs `Family`; `Key`.
    explicit db_get(std::string_view family, std::string_view key) : typed_builder("DBGet")
    {
        require("Family", family);
        require("Key", key);
    }
};

/// `DBGetTree`. It is answered with a list: use `client::async_list`. Asterisk 16.28, 18.14, 20, 21, 22 and 23 or
/// later.
/// \par Server rights
/// write = reporting or system
class db_get_tree : public typed_builder<db_get_tree> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::db_get_tree_complete, ::ami::events::db_get_tree_response>;

    db_get_tree() : typed_builder("DBGetTree") {}

    /// `Family`.
    db_get_tree& family(std::string_view value) &
    {
        put_text("Family", value);
        return *this;
    }
    db_get_tree&& family(std::string_view value) && { return std::move(family(value)); }

    /// `Key`.
    db_get_tree& key(std::string_view value) &
    {
        put_text("Key", value);
        return *this;
    }
    db_get_tree&& key(std::string_view value) && { return std::move(key(value)); }
};

/// `DBPut`. Asterisk 13 or later.
/// \par Server rights
/// write = system
class db_put : public typed_builder<db_put> {
public:
    /// Needs `Family`; `Key`.
    explicit db_put(std::string_view family, std::string_view key) : typed_builder("DBPut")
    {
        require("Family", family);
        require("Key", key);
    }

    /// `Val`.
    db_put& val(std::string_view value) &
    {
        put("Val", value);
        return *this;
    }
    db_put&& val(std::string_view value) && { return std::move(val(value)); }
};

} // namespace ami::actions

#endif // AMI_ACTIONS_DATABASE_HPP
