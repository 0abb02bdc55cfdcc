// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_PROTOCOL_VALUES_IMPL_KNOWN_NAMES_HPP
#define AMI_PROTOCOL_VALUES_IMPL_KNOWN_NAMES_HPP

#include <ami/protocol/values/known_names.hpp>

namespace ami::detail {

// clang-format off

inline constexpr event_class_row event_class_rows[] = {
    {"agent",
        "AgentCalled AgentComplete AgentConnect AgentDump AgentLogin AgentLogoff AgentRingNoAnswer "
        "QueueCallerAbandon QueueCallerJoin QueueCallerLeave QueueMemberAdded QueueMemberPause "
        "QueueMemberPenalty QueueMemberRemoved QueueMemberRinginuse QueueMemberStatus"},
    {"agi",
        "AGIExecEnd AGIExecStart AsyncAGI AsyncAGIEnd AsyncAGIExec AsyncAGIStart"},
    {"aoc",
        "AOC-D AOC-E AOC-S"},
    {"call",
        "AttendedTransfer BlindTransfer Bridge BridgeCreate BridgeDestroy BridgeEnter BridgeLeave "
        "BridgeMerge BridgeVideoSourceUpdate CEL ChanSpyStart ChanSpyStop ChannelTalkingStart "
        "ChannelTalkingStop ConfbridgeEnd ConfbridgeJoin ConfbridgeLeave ConfbridgeMute ConfbridgeRecord "
        "ConfbridgeStart ConfbridgeStopRecord ConfbridgeTalking ConfbridgeUnmute DAHDIChannel "
        "DeviceStateChange Dial DialBegin DialEnd DialState ExtensionStatus FAXStatus Flash Hangup "
        "HangupRequest Hold Join Leave LocalBridge LocalOptimizationBegin LocalOptimizationEnd MCID "
        "MeetmeEnd MeetmeJoin MeetmeLeave MeetmeMute MeetmeTalkRequest MeetmeTalking MessageWaiting "
        "MiniVoiceMail MixMonitorMute MixMonitorStart MixMonitorStop MonitorStart MonitorStop "
        "MusicOnHoldStart MusicOnHoldStop NewAccountCode NewCallerid NewConnectedLine Newchannel "
        "Newstate OriginateResponse ParkedCall ParkedCallGiveUp ParkedCallSwap ParkedCallTimeOut Pickup "
        "PresenceStateChange PresenceStatus ReceiveFAX Rename SIPQualifyPeerDone SendFAX SessionTimeout "
        "SoftHangupRequest UnParkedCall Unhold Wink"},
    {"cc",
        "CCAvailable CCCallerRecalling CCCallerStartMonitoring CCCallerStopMonitoring CCFailure "
        "CCMonitorFailed CCOfferTimerStart CCRecallComplete CCRequestAcknowledged CCRequested"},
    {"cdr",
        "Cdr"},
    {"dialplan",
        "HangupHandlerPop HangupHandlerPush HangupHandlerRun Newexten VarSet"},
    {"dtmf",
        "DTMFBegin DTMFEnd"},
    {"reporting",
        "RTCPReceived RTCPSent TestEvent"},
    {"security",
        "AuthMethodNotAllowed ChallengeResponseFailed ChallengeSent FailedACL InvalidAccountID "
        "InvalidPassword InvalidTransport LoadAverageLimit MemoryLimit RequestBadFormat "
        "RequestNotAllowed RequestNotSupported SessionLimit SuccessfulAuth UnexpectedAddress"},
    {"system",
        "Alarm AlarmClear ContactStatus DNDState DeadlockStart FullyBooted Load LogChannel MobileStatus "
        "PJSIPMaintenanceStatus PeerStatus Registry Reload Shutdown SpanAlarm SpanAlarmClear Unload"},
    {"system,user",
        "VoicemailPasswordChange"},
    {"user",
        "JabberStatus UserEvent"},
};

// Only ever items of a list.
inline constexpr event_class_row list_item_rows[] = {
    {"",
        "Agents AgentsComplete AorDetail AorList AorListComplete AuthDetail AuthList AuthListComplete "
        "BridgeInfoChannel BridgeInfoComplete BridgeListComplete BridgeListItem "
        "BridgeTechnologyListComplete BridgeTechnologyListItem ChannelHungup ChannelsHungupListComplete "
        "ConfbridgeList ConfbridgeListComplete ConfbridgeListRooms ConfbridgeListRoomsComplete "
        "ContactList ContactListComplete ContactStatusDetail ContactStatusDetailComplete CoreShowChannel "
        "CoreShowChannelMap CoreShowChannelMapComplete CoreShowChannelsComplete DAHDIShowChannels "
        "DAHDIShowChannelsComplete DAHDIShowStatus DAHDIShowStatusComplete DBGetComplete DBGetResponse "
        "DBGetTreeComplete DBGetTreeResponse DeviceEntry DeviceStateListComplete DevicelistComplete "
        "EndpointDetail EndpointDetailComplete EndpointList EndpointListComplete "
        "ExtensionStateListComplete FAXSession FAXSessionsComplete FAXSessionsEntry FAXStats "
        "IdentifyDetail InboundRegistrationDetail InboundRegistrationDetailComplete "
        "InboundSubscriptionDetail InboundSubscriptionDetailComplete LineEntry LinelistComplete "
        "ListDialplan MWIGet MWIGetComplete MeetmeList MeetmeListComplete MeetmeListRooms "
        "MeetmeListRoomsComplete OutboundRegistrationDetail OutboundRegistrationDetailComplete "
        "OutboundSubscriptionDetail OutboundSubscriptionDetailComplete PJSIPMaintenanceStatusComplete "
        "PRIShowSpansComplete ParkedCallsComplete Parkinglot ParkinglotsComplete PeerEntry "
        "PeerlistComplete PresenceStateListComplete QueueEntry QueueMember QueueParams "
        "QueueStatusComplete QueueSummary QueueSummaryComplete RegistrationsComplete RegistryEntry "
        "ResourceListDetail ResourceListDetailComplete SIPpeerstatusComplete ShowDialPlanComplete Status "
        "StatusComplete TransportDetail VoicemailBoxDetail VoicemailBoxDetailComplete "
        "VoicemailUserDetail VoicemailUserDetailComplete VoicemailUserEntry VoicemailUserEntryComplete "
        "WaitEventComplete"},
};

inline constexpr action_rights_row action_rights_rows[] = {
    {"", "",
        "BridgeDestroy BridgeInfo BridgeKick BridgeList BridgeTechnologyList BridgeTechnologySuspend "
        "BridgeTechnologyUnsuspend Challenge DataGet Events FilterList ListCommands Login Logoff Ping "
        "WaitEvent"},
    {"", "app_queue.so",
        "QueueChangePriorityCaller QueueReload QueueReset QueueRule QueueStatus QueueSummary "
        "QueueWithdrawCaller Queues"},
    {"", "chan_dahdi.so",
        "DAHDIDNDoff DAHDIDNDon DAHDIDialOffhook DAHDIHangup DAHDIRestart DAHDIShowChannels "
        "DAHDIShowStatus DAHDITransfer PRIDebugFileUnset PRIDebugSet PRIShowSpans"},
    {"agent", "app_agent_pool.so",
        "AgentLogoff Agents"},
    {"agent", "app_queue.so",
        "QueueAdd QueueLog QueueMemberRingInUse QueuePause QueuePenalty QueueRemove"},
    {"agi", "res_agi.so",
        "AGI"},
    {"aoc", "",
        "AOCMessage"},
    {"call", "",
        "Atxfer BlindTransfer Bridge CancelAtxfer Redirect SendText Setvar"},
    {"call", "app_confbridge.so",
        "ConfbridgeKick ConfbridgeLock ConfbridgeMute ConfbridgeSetSingleVideoSrc ConfbridgeUnlock "
        "ConfbridgeUnmute"},
    {"call", "app_controlplayback.so",
        "ControlPlayback"},
    {"call", "app_meetme.so",
        "MeetmeMute MeetmeUnmute"},
    {"call", "app_mf.so",
        "PlayMF"},
    {"call", "app_senddtmf.so",
        "PlayDTMF SendFlash"},
    {"call", "res_fax.so",
        "FAXSession FAXSessions"},
    {"call", "res_monitor.so",
        "ChangeMonitor Monitor PauseMonitor StopMonitor UnpauseMonitor"},
    {"call", "res_mwi_external_ami.so",
        "MWIDelete MWIUpdate"},
    {"call", "res_parking.so",
        "Park ParkedCalls Parkinglots"},
    {"call,reporting", "",
        "ExtensionState ExtensionStateList Getvar MailboxCount MailboxStatus PresenceState"},
    {"call,reporting", "app_voicemail.so",
        "VoicemailBoxSummary VoicemailUserStatus VoicemailUsersList"},
    {"call,reporting", "res_manager_devicestate.so",
        "DeviceStateList"},
    {"call,reporting", "res_manager_presencestate.so",
        "PresenceStateList"},
    {"call,reporting", "res_mwi_external_ami.so",
        "MWIGet"},
    {"call,reporting,system", "",
        "Status"},
    {"call,system", "",
        "AbsoluteTimeout Hangup LocalOptimizeAway"},
    {"call,system", "app_confbridge.so",
        "ConfbridgeStopRecord"},
    {"call,system", "app_mixmonitor.so",
        "MixMonitorMute StopMixMonitor"},
    {"call,system", "chan_pjsip.so",
        "PJSIPHangup"},
    {"command", "",
        "Command"},
    {"config", "",
        "CreateConfig ListCategories UpdateConfig"},
    {"config,reporting", "",
        "ShowDialPlan"},
    {"config,system", "",
        "GetConfig GetConfigJSON Reload"},
    {"message", "",
        "MessageSend"},
    {"originate", "",
        "Originate"},
    {"reporting", "app_confbridge.so",
        "ConfbridgeList ConfbridgeListRooms"},
    {"reporting", "app_meetme.so",
        "MeetmeList MeetmeListRooms"},
    {"reporting", "res_fax.so",
        "FAXStats"},
    {"reporting,system", "",
        "CoreSettings CoreShowChannelMap CoreShowChannels CoreStatus DBGet DBGetTree LoggerRotate"},
    {"reporting,system", "chan_iax2.so",
        "IAXnetstats IAXpeerlist IAXpeers IAXregistry"},
    {"reporting,system", "chan_sip.so",
        "SIPpeers SIPqualifypeer SIPshowpeer SIPshowregistry"},
    {"reporting,system", "chan_skinny.so",
        "SKINNYdevices SKINNYlines SKINNYshowdevice SKINNYshowline"},
    {"reporting,system", "res_pjsip.so",
        "PJSIPQualify"},
    {"reporting,system", "res_pjsip_maintenance.so",
        "PJSIPShowMaintenance"},
    {"reporting,system", "res_pjsip_outbound_registration.so",
        "PJSIPRegister PJSIPShowRegistrationsOutbound PJSIPUnregister"},
    {"system", "",
        "DBDel DBDelTree DBPut Filter ModuleCheck ModuleLoad"},
    {"system", "app_confbridge.so",
        "ConfbridgeStartRecord"},
    {"system", "app_mixmonitor.so",
        "MixMonitor"},
    {"system", "chan_dahdi.so",
        "PRIDebugFileSet"},
    {"system", "chan_sip.so",
        "SIPnotify SIPpeerstatus"},
    {"system", "pbx_config.so",
        "DialplanExtensionAdd DialplanExtensionRemove"},
    {"system", "res_mutestream.so",
        "MuteAudio"},
    {"system", "res_pjsip.so",
        "PJSIPShowAors PJSIPShowAuths PJSIPShowContacts PJSIPShowEndpoint PJSIPShowEndpoints"},
    {"system", "res_pjsip_maintenance.so",
        "PJSIPSetMaintenance"},
    {"system", "res_pjsip_notify.so",
        "PJSIPNotify"},
    {"system", "res_pjsip_pubsub.so",
        "PJSIPShowResourceLists PJSIPShowSubscriptionsInbound PJSIPShowSubscriptionsOutbound"},
    {"system", "res_pjsip_registrar.so",
        "PJSIPShowRegistrationInboundContactStatuses PJSIPShowRegistrationsInbound"},
    {"system", "res_sorcery_memory_cache.so",
        "SorceryMemoryCacheExpire SorceryMemoryCacheExpireObject SorceryMemoryCachePopulate "
        "SorceryMemoryCacheStale SorceryMemoryCacheStaleObject"},
    {"system", "res_xmpp.so",
        "JabberSend"},
    {"user", "",
        "UserEvent"},
    {"user", "app_voicemail.so",
        "VoicemailForward VoicemailMove VoicemailRefresh VoicemailRemove"},
};

// clang-format on

} // namespace ami::detail

#endif // AMI_PROTOCOL_VALUES_IMPL_KNOWN_NAMES_HPP
