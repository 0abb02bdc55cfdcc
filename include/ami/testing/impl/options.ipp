// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_OPTIONS_IPP
#define AMI_TESTING_IMPL_OPTIONS_IPP

#include <ami/testing/options.hpp>

namespace ami::testing {

// The same dialplan and queues as tests/asterisk/etc gives to real servers, as far as they go here.
AMI_DECL options::options()
{
    users.push_back(user("hello", "world"));

    const auto member = [](const char* location, const char* name, int penalty, const char* device,
                            int status) {
        queue_member result(location, name, penalty);
        result.state_interface = device;
        result.status = status;
        return result;
    };
    queues.push_back(queue("support", "rrmemory")
                         .with_member(member("Local/2004@from-internal/n", "Eva", 0, "Custom:eva", 0)));
    queues.push_back(
        queue("sales", "ringall")
            .with_member(member("Local/2004@from-internal/n", "Ben", 5, "Custom:ben", 0))
            .with_member(member("Local/2001@from-internal/n", "Ana", 0, "Local/2001@from-internal", 1)));

    const auto internal = [this](const char* number) -> extension& {
        return extensions.emplace_back("from-internal", number);
    };
    internal("2001").step("Answer").step("Wait", "60").step("Hangup");
    internal("2002").step("Answer").step("Echo");
    internal("2003").step("Busy", "5");
    internal("2004").step("Ringing").step("Wait", "60").step("Hangup");
    internal("2005").step("Congestion", "5");
    internal("2006").step("Hangup", "21");
    internal("2007").step("Answer").step("Wait", "1").step("Hangup");
    internal("2013")
        .step("Answer")
        .step("UserEvent", "Arrived,Order: ${ORDER},Caller: ${CALLERID(num)}")
        .step("Wait", "60");
    internal("2015")
        .step("Set", "DB(ami/${KEY})=${VALUE}")
        .step("Answer")
        .step("UserEvent", "Stored,Key: ${KEY}")
        .step("Wait", "1")
        .step("Hangup");
    internal("_3XXX").step("Answer").step("Wait", "${EXTEN:1}").step("Hangup");
    for (const char* const set : {"103", "209"}) {
        extensions.emplace_back("sets", set)
            .step("NoOp", std::string("set ") + set)
            .step("Answer")
            .step("Wait", "60")
            .step("Hangup");
    }
    internal("2008").step("Dial", "Local/2001@from-internal,30").step("Hangup");
    internal("2011").step("Answer").step("AGI", "agi:async").step("Hangup");
    internal("2012")
        .step("Answer")
        .step("Read", "DIGITS,beep,4,,1,10")
        .step("UserEvent", "Digits,Digits: ${DIGITS},Uniqueid: ${UNIQUEID}")
        .step("Wait", "60");
    internal("2017").step("Answer").step("Wait", "1").step("SendDTMF", "1234").step("Wait", "60");
    internal("2022").step("Answer").step("AGI", "agi:async").step("AGI", "agi:async").step("Hangup");
    internal("2021").step("Dial", "Local/2001@from-internal/n,30,tT").step("Hangup");
    internal("2023").step("Dial", "Local/2004@from-internal/n,30").step("Hangup");
    internal("2009").step("Answer").step("Queue", "sales,,,,60").step("Hangup");
    internal("2010").step("Answer").step("ConfBridge", "room").step("Hangup");
    internal("_70X").step("ParkedCall", "default,${EXTEN}");
}

} // namespace ami::testing

#endif // AMI_TESTING_IMPL_OPTIONS_IPP
