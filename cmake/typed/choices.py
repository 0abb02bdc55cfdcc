# SPDX-License-Identifier: BSL-1.0
"""What the facts do not say: names and decisions that were made for this library."""

# Actions that change the client's session, or that cannot be read.
NOT_GENERATED = {
    'Login', 'Logoff', 'Challenge', 'Events', 'Filter', 'FilterList', 'WaitEvent',
    'DataGet', 'Queues', 'IAXnetstats', 'SKINNYshowdevice', 'SKINNYshowline',
}

# Actions with a class that was written by hand: its header and its name.
WRITTEN_BY_HAND = {
    'Atxfer': ('attended_transfer', 'attended_transfer'),
    'BlindTransfer': ('blind_transfer', 'blind_transfer'),
    'Bridge': ('bridge', 'bridge'),
    'CancelAtxfer': ('attended_transfer', 'cancel_attended_transfer'),
    'Command': ('command', 'command'),
    'Getvar': ('variable', 'get_variable'),
    'Hangup': ('hangup', 'hangup'),
    'MuteAudio': ('mute_audio', 'mute_audio'),
    'Originate': ('originate', 'originate'),
    'Park': ('park', 'park'),
    'PlayDTMF': ('play_dtmf', 'play_dtmf'),
    'Redirect': ('redirect', 'redirect'),
    'Setvar': ('variable', 'set_variable'),
    'UpdateConfig': ('update_config', 'update_config'),
}

# Groups of the facts, which follow source files, by the names that users look for.
GROUPS = {
    'agent': 'queue', 'location': 'pjsip', 'lock': 'system', 'minivm': 'voicemail', 'mobile': 'system',
    'stack': 'channel', 'xmpp': 'messaging', 'message': 'messaging', 'skinny': 'sip',
}

# Members that look for their header elsewhere than their source file is.
GROUPS_OF_ACTIONS = {
    'channel': ['AbsoluteTimeout', 'AOCMessage', 'CoreShowChannelMap', 'CoreShowChannels', 'SendText', 'Status'],
    'pjsip': ['PJSIP*'],
    'sorcery': ['Sorcery*'],
    'state': ['ExtensionState', 'ExtensionStateList', 'PresenceState'],
    'voicemail': ['MailboxCount', 'MailboxStatus'],
}
GROUPS_OF_EVENTS = {
    'cc': ['CC*'],
    'channel': ['Channel*', 'CoreShowChannel*', 'Newchannel', 'OriginateResponse', 'Status', 'StatusComplete'],
    'fax': ['FAXStatus', 'ReceiveFAX', 'SendFAX'],
    'pjsip': ['Aor*', 'AuthList', 'AuthListComplete', 'ContactStatus'],
    'queue': ['AgentLogin', 'AgentLogoff'],
    'recording': ['MonitorStart', 'MonitorStop'],
    'state': ['Extension*', 'PeerStatus', 'PresenceStatus', 'Registry'],
}

# actions/bridge.hpp was written by hand.
ACTION_HEADERS = {'bridge': 'bridges'}

# What the comment of a parameter says beside its name.
PARAMETER_NOTES = {('BridgeList', 'BridgeType'): 'compared with the technology, for example `simple_bridge`'}

# Parameters of actions that mean something when they are empty.
MAY_BE_EMPTY = {('DBPut', 'Val')}

# Accessors whose names would hide something.
RENAMED = {'CEL': {'EventName': 'event_name_'}}

# Names of the enumerations, by a field or parameter that has the texts.
ENUMERATIONS = {
    'event AgentComplete.Reason': 'agent_completion',
    'event Agents.Status': 'agent_state',
    'event AOC-D.Type': 'aoc_charge_type',
    'event AOC-D.BillingID': 'aoc_billing',
    'event AOC-D.TotalType': 'aoc_total_type',
    'event AOC-D.Multiplier': 'aoc_multiplier',
    'event AOC-S.RateType': 'aoc_rate_type',
    'event AOC-S.Unit': 'aoc_volume_unit',
    'event AttendedTransfer.Result': 'transfer_result',
    'event AttendedTransfer.DestType': 'transfer_destination',
    'event AuthMethodNotAllowed.Severity': 'security_severity',
    'event Cdr.Disposition': 'cdr_disposition',
    'event Cdr.AMAFlags': 'ama_flags',
    'event CEL.EventName': 'cel_event',
    'event ContactList.Status': 'contact_reachability',
    'event ContactStatus.ContactStatus': 'contact_change',
    'event DialEnd.DialStatus': 'dial_result',
    'event DialState.DialStatus': 'dial_progress',
    'event DTMFBegin.Direction': 'dtmf_direction',
    'event ExtensionStatus.StatusText': 'extension_state_text',
    'event FAXSession.Operation': 'fax_session_operation',
    'event FAXSession.State': 'fax_session_state',
    'event FAXSessionsEntry.SessionType': 'fax_session_type',
    'event FAXStatus.Operation': 'fax_operation',
    'event InboundSubscriptionDetail.SubscriptionType': 'subscription_type',
    'event Load.Status': 'module_load_result',
    'event OriginateResponse.Response': 'originate_result',
    'event OutboundRegistrationDetail.Status': 'outbound_registration_state',
    'event PeerStatus.PeerStatus': 'peer_state',
    'event QueueMemberAdded.Membership': 'queue_membership',
    'event Registry.Status': 'registry_state',
    'event RTCPReceived.PT': 'rtcp_packet_type',
    'event Shutdown.Shutdown': 'shutdown_manner',
    'event Unload.Status': 'module_unload_result',
    'action AOCMessage.MsgType': 'aoc_message_type',
    'action AOCMessage.ChargeType': 'aoc_message_charge_type',
    'action AOCMessage.CurrencyMultiplier': 'aoc_message_multiplier',
    'action AOCMessage.TotalType': 'aoc_message_total_type',
    'action AOCMessage.AOCBillingId': 'aoc_message_billing',
    'action AOCMessage.ChargedItem': 'aoc_charged_item',
    'action AOCMessage.RateType': 'aoc_message_rate_type',
    'action AOCMessage.TimeScale': 'aoc_time_scale',
    'action AOCMessage.ChargingType': 'aoc_charging_type',
    'action ControlPlayback.Control': 'playback_control',
    'action ModuleLoad.LoadType': 'module_load_type',
    'action PRIDebugSet.Level': 'pri_debug_level',
}

# Names of values whose texts are none.
VALUES = {
    '1/1000': 'one_thousandth', '1/100': 'one_hundredth', '1/10': 'one_tenth', '1': 'one', '10': 'ten',
    '100': 'hundred', '1000': 'thousand', '200(SR)': 'sender_report', '201(RR)': 'receiver_report',
    'V.21': 'v21', 'G.711': 'g711', 'T.38': 't38', 'InUse&Ringing': 'in_use_and_ringing',
    'InUse&Hold': 'in_use_and_hold', 'S': 's', 'D': 'd', 'E': 'e', 'NA': 'not_available', 'NOANSWER': 'no_answer',
    'CHANUNAVAIL': 'channel_unavailable', 'BLINDTRANSFER': 'blind_transfer', 'ATTENDEDTRANSFER': 'attended_transfer',
    'LINKEDID_END': 'linked_id_end',
}

# Parameters that are rather another type than their kind: their texts are examples, or more than a yes or no.
PARAMETER_KINDS = {
    ('ModuleLoad', 'Module'): 'string',
    ('PJSIPHangup', 'Cause'): 'string',
    ('PRIDebugSet', 'Level'): 'enum',
    ('AbsoluteTimeout', 'Timeout'): 'duration_s',
    ('QueueChangePriorityCaller', 'Priority'): 'int',
    ('DialplanExtensionAdd', 'Priority'): 'priority',
}

# How a boolean parameter is spelt, if the facts do not say; every reader of Asterisk takes yes and no.
BOOLEAN = ('yes', 'no')

# The rules of the facts as checks: parameters of which at least one, or exactly one, must be set; parameters that need
# another one unless a third has one of the values.
AT_LEAST_ONE = {
    'AOCMessage': [('Channel', 'ChannelPrefix')],
    'MessageSend': [('Destination', 'To')],
}
EXACTLY_ONE = {
    'MessageSend': [('Body', 'Base64Body')],
    'PJSIPNotify': [('Endpoint', 'URI', 'channel'), ('Option', 'Variable')],
}
NEEDED_UNLESS = {
    'ModuleLoad': [('Module', 'LoadType', 'reload')],
}

# Lists of which no item has an event of the facts.
LISTS_WITHOUT_ITEMS = {'PRIShowSpans'}

# Actions that end with one event after the response.
FOLLOWED_BY_EVENT = {'FAXSession': 'FAXSession', 'FAXStats': 'FAXStats'}

# Names of headers of answers that no action or event has.
ANSWER_NAMES = {
    'AMIversion': 'ami_version', 'CoreCDRenabled': 'core_cdr_enabled', 'CoreHTTPenabled': 'core_http_enabled',
    'CoreRealTimeEnabled': 'core_realtime_enabled', 'JSON': 'json', 'MD5SecretExist': 'md5_secret_exist',
    'AMAflags': 'ama_flags', 'MOHSuggest': 'moh_suggest', 'LastMsgsSent': 'last_messages_sent',
    'Maxforwards': 'max_forwards', 'MaxCallBR': 'max_call_bitrate', 'SIP-AuthInsecure': 'sip_auth_insecure',
    'SIP-CanReinvite': 'sip_can_reinvite', 'SIP-T.38Support': 'sip_t38_support', 'SIP-T.38EC': 'sip_t38_ec',
    'SIP-T.38MaxDtgrm': 'sip_t38_max_datagram', 'SIP-RTP-Engine': 'sip_rtp_engine', 'SIP-RTCP-Mux': 'sip_rtcp_mux',
    'SIP-DTMFmode': 'sip_dtmf_mode', 'UrgMessages': 'urgent_messages',
    'CoreMaxFilehandles': 'core_max_file_handles',
}

# Answers that are none of headers: the output of a command, a name for each action.
NO_ANSWER_TYPE = {'Command', 'ListCommands'}
# Headers that other answers have, or that are never there.
NO_ANSWER_HEADERS = {'Error'}

# What the facts do not have, because Asterisk from 13 on does not send it: these events' classes.
EVENTS_OF_OLD_SERVERS = {'agi': ['AsyncAGI'], 'call': ['Bridge', 'Dial', 'Join', 'Leave']}

# The module that has an action. What is not here is in every Asterisk.
MODULES = {
    'app_agent_pool': ['AgentLogoff', 'Agents'],
    'app_confbridge': ['Confbridge*'],
    'app_controlplayback': ['ControlPlayback'],
    'app_meetme': ['Meetme*'],
    'app_mf': ['PlayMF'],
    'app_mixmonitor': ['MixMonitor', 'MixMonitorMute', 'StopMixMonitor'],
    'app_queue': ['Queue*'],
    'app_senddtmf': ['PlayDTMF', 'SendFlash'],
    'app_voicemail': ['Voicemail*'],
    'chan_dahdi': ['DAHDI*', 'PRI*'],
    'chan_iax2': ['IAX*'],
    'chan_pjsip': ['PJSIPHangup'],
    'chan_sip': ['SIP*'],
    'chan_skinny': ['SKINNY*'],
    'pbx_config': ['DialplanExtension*'],
    'res_agi': ['AGI'],
    'res_fax': ['FAX*'],
    'res_manager_devicestate': ['DeviceStateList'],
    'res_manager_presencestate': ['PresenceStateList'],
    'res_monitor': ['ChangeMonitor', 'Monitor', 'PauseMonitor', 'StopMonitor', 'UnpauseMonitor'],
    'res_mutestream': ['MuteAudio'],
    'res_mwi_external_ami': ['MWI*'],
    'res_parking': ['Park', 'ParkedCalls', 'Parkinglots'],
    'res_pjsip': ['PJSIPQualify', 'PJSIPShowAors', 'PJSIPShowAuths', 'PJSIPShowContacts', 'PJSIPShowEndpoint*'],
    'res_pjsip_maintenance': ['PJSIPSetMaintenance', 'PJSIPShowMaintenance'],
    'res_pjsip_notify': ['PJSIPNotify'],
    'res_pjsip_outbound_registration': ['PJSIPRegister', 'PJSIPShowRegistrationsOutbound', 'PJSIPUnregister'],
    'res_pjsip_pubsub': ['PJSIPShowResourceLists', 'PJSIPShowSubscriptions*'],
    'res_pjsip_registrar': ['PJSIPShowRegistrationInboundContactStatuses', 'PJSIPShowRegistrationsInbound'],
    'res_sorcery_memory_cache': ['SorceryMemoryCache*'],
    'res_xmpp': ['JabberSend'],
}
