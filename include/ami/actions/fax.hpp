// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_ACTIONS_FAX_HPP
#define AMI_ACTIONS_FAX_HPP

#include <ami/actions/typed_builder.hpp>
#include <ami/events/fax.hpp>
#include <ami/typed/typed_answer.hpp>
#include <ami/typed/typed_list.hpp>

#include <cstdint>

namespace ami::actions {

/// `FAXSession`. Asterisk 13 or later.
/// \par Server rights
/// write = call
class fax_session : public typed_builder<fax_session> {
public:
    /// What `client::async_perform` completes with.
    class answer_type : public typed_answer {
    public:
        using typed_answer::typed_answer;

        /// The event that came after the response.
        ::ami::events::fax_session event() const& noexcept { return ::ami::events::fax_session(follow_up()); }
        ::ami::events::fax_session event() const&& = delete;
    };

    /// Needs `SessionNumber`.
    explicit fax_session(std::int64_t session_number) : typed_builder("FAXSession")
    {
        put_number("SessionNumber", session_number);
    }
};

/// `FAXSessions`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// write = call
class fax_sessions : public typed_builder<fax_sessions> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::fax_sessions_complete, ::ami::events::fax_sessions_entry>;

    fax_sessions() : typed_builder("FAXSessions") {}
};

/// `FAXStats`. Asterisk 13 or later.
/// \par Server rights
/// write = reporting
class fax_stats : public typed_builder<fax_stats> {
public:
    /// What `client::async_perform` completes with.
    class answer_type : public typed_answer {
    public:
        using typed_answer::typed_answer;

        /// The event that came after the response.
        ::ami::events::fax_stats event() const& noexcept { return ::ami::events::fax_stats(follow_up()); }
        ::ami::events::fax_stats event() const&& = delete;
    };

    fax_stats() : typed_builder("FAXStats") {}
};

} // namespace ami::actions

#endif // AMI_ACTIONS_FAX_HPP
