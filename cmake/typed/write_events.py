# SPDX-License-Identifier: BSL-1.0
"""ami/events/GROUP.hpp, ami/events.hpp and ami/typed/enumerations.hpp."""

import choices
import cxx
import model

TEXT = ('text_field', '')
TYPES = {
    'string': TEXT, 'channel': TEXT, 'uniqueid': TEXT, 'bridge_id': TEXT, 'address': TEXT,
    'list': ('list_field', 'with commas between the elements'),
    'secret': ('secret_field', 'a secret'),
    'escaped': ('escaped_field', ''),
    'percent_encoded': ('percent_encoded_field', ''),
    'int': ('field<std::int64_t>', ''),
    'mask': ('field<std::uint64_t>', 'a bit for each'),
    'number': ('field<double>', ''),
    'float': ('field<double>', ''),
    'bool': ('field<bool>', ''),
    'hex': ('hex_field', ''),
    'duration_s': ('field<std::chrono::seconds>', 'in seconds'),
    'duration_ms': ('field<std::chrono::milliseconds>', 'in milliseconds'),
    'duration_us': ('field<std::chrono::microseconds>', 'in microseconds'),
    'float_s': ('field<std::chrono::duration<double>>', 'in seconds'),
    'seconds_fraction': ('field<std::chrono::duration<double>>', 'in seconds, since 1970'),
    'hms': ('hms_field', 'as HH:MM:SS'),
    'unix_time': ('field<std::chrono::sys_seconds>', 'in seconds since 1970; 0 means never'),
    'local_time': ('field<::ami::local_time>', "by the server's clock"),
    'iso_time': ('field<std::chrono::sys_time<std::chrono::milliseconds>>', ''),
    'hangup_cause': ('field<::ami::hangup_cause>', ''),
    'channel_state': ('field<::ami::channel_state>', ''),
    'channel_state_text': ('field<::ami::channel_state>', ''),
    'device_state': ('field<::ami::device_state>', ''),
    'device_state_number': ('field<::ami::device_state>', ''),
    'extension_state': ('field<::ami::extension_state>', ''),
    'originate_reason': ('field<::ami::originate_reason>', ''),
}


def field_type(field, enumerations):
    """The C++ type of a field, and what its comment says of the kind."""
    if field['kind'] == 'enum':
        name = enumerations.name(field)
        return (f'field<::ami::{name}>', '') if name else TEXT
    return TYPES[field['kind']]


def field_comment(name, note, field, event):
    text = f'`{name}`'
    if note:
        text += f', {note}'
    known = field.get('documented_in')
    if field.get('released_in'):
        text += f' ({model.versions_text(known or list(field["released_in"]), field["released_in"])})'
    elif known and known != event['documented_in']:
        text += f' ({model.versions_text(known)})'
    return text + '.'


def event_comment(facts, name, event):
    items, ends = model.lists_of(facts, name)
    if ends:
        text = f'`{name}`, which ends the list of {", ".join(ends)}.'
    elif event['delivery'] == 'item':
        text = f'`{name}`, an item of a list'
        text += f': {", ".join(items)}.' if items else ' or of an answer.'
    else:
        text = f'`{name}`' + (f' of class {" and ".join(event["class"])}.' if event['class'] else '.')
        if items:
            text += f' Also an item of the list of {", ".join(items)}.'
    if event['documented_in']:
        text += ' ' + model.versions_text(event['documented_in'], event.get('released_in')) + '.'
    if event.get('only_in_builds_with'):
        text += f' Only in builds with {event["only_in_builds_with"]}.'
    return text


class Event:
    """What is written for one event."""

    def __init__(self, facts, enumerations, name):
        self.facts, self.enumerations, self.name = facts, enumerations, name
        self.event = facts['events'][name]
        self.includes = {'ami/typed/typed_event.hpp'}
        self.system = set()

    def lines(self):
        items, ends = model.lists_of(self.facts, self.name)
        base = 'list_completion' if ends else 'typed_event_base'
        lines = cxx.comment(0, event_comment(self.facts, self.name, self.event))
        lines += [f'class {self.event["cpp"]} : public {base} {{', 'public:',
                  '    /// The name that Asterisk sends.',
                  f'    static constexpr std::string_view event_name = {cxx.string(self.name)};']
        if self.event['delivery'] == 'item':
            lines += ['    /// It answers an action: it cannot be subscribed to.', '    static constexpr bool only_in_lists = true;']
        lines.append(f'    using {base}::{base};')
        members = self.snapshots() + self.fields(ends)
        if members:
            lines += [''] + members
        return lines + ['};']

    def snapshots(self):
        lines = []
        for kind, prefix in model.snapshots(self.event):
            name = model.snapshot_accessor(kind, prefix)
            first = 'Channel' if kind == 'channel' else 'BridgeUniqueid'
            second = 'ChannelState' if kind == 'channel' else 'BridgeType'
            lines += cxx.comment(4, f'A {kind}: `{prefix}{first}`, `{prefix}{second}` and so on.')
            lines += cxx.function(4, f'{kind}_snapshot {name}() const noexcept',
                                  f'return {{view(), {cxx.string(prefix)}}};')
        return lines

    def fields(self, ends):
        lines = []
        for name, field in self.event['fields'].items():
            found = model.snapshot_of(field)
            if found and (found[0] == 'bridge' or found[1] or name != 'Channel'):
                continue
            if model.is_variable_of_snapshot(name, field, self.event):
                continue
            if ends and name in ('ListItems', 'EventList'):
                continue
            lines += self.field(name, field)
        return lines

    def field(self, name, field):
        accessor = model.accessor(self.name, name, field)
        if field['kind'] == 'variable':
            self.includes.add('ami/protocol/values/channel_variable.hpp')
            self.system.add('vector')
            return cxx.comment(4, f'`{name}`, the variables of the channel.') + cxx.function(
                4, 'std::vector<channel_variable> variables() const', 'return channel_variables(view());')
        if field.get('multiple'):
            return cxx.comment(4, f'`{name}`, which can come several times.') + cxx.function(
                4, f'value_range {accessor}() const noexcept', f'return view().all({cxx.string(name)});')
        type_, note = field_type(field, self.enumerations)
        if 'std::int64_t' in type_:
            self.system.add('cstdint')
        if 'std::chrono' in type_:
            self.includes.add('ami/detail/chrono.hpp')
        if field['kind'] == 'enum' and type_ != 'text_field':
            self.includes.add('ami/typed/enumerations.hpp')
        comment = cxx.comment(4, field_comment(name, note, field, self.event))
        if 'numbered' in field:
            accessor = accessor.replace('_x_', '_')
            return comment + cxx.function(
                4, f'{type_} {accessor}(std::size_t number) const noexcept',
                f'return header({cxx.string(name.replace("X", "#", 1))}, number);')
        return comment + cxx.function(4, f'{type_} {accessor}() const noexcept', f'return {model.finder(name)}({cxx.string(name)});')


def write_group(facts, enumerations, group, names):
    events = [Event(facts, enumerations, name) for name in names]
    bodies = [event.lines() for event in events]
    includes = set().union(*(event.includes for event in events))
    system = {'string_view'}.union(*(event.system for event in events))
    if any('std::size_t' in line for body in bodies for line in body):
        system.add('cstddef')
    body = ['namespace ami::events {']
    for lines in bodies:
        body += [''] + lines
    body += ['', '} // namespace ami::events']
    return cxx.header(f'AMI_EVENTS_{group.upper()}_HPP', includes, body, system=system)


def write_enumerations(facts, enumerations):
    body = ['namespace ami {']
    for name, texts in sorted(enumerations.texts.items()):
        place = next(place for place, each in choices.ENUMERATIONS.items() if each == name)
        part, path = place.split(' ', 1)
        body += [''] + cxx.comment(0, f'`{path.rsplit(".", 1)[1]}` of {path.rsplit(".", 1)[0]}.')
        body += [f'enum class {name} : unsigned char {{']
        if part == 'event':
            body += ['    /// A text that has no name here.']
        else:
            body += ['    /// Not to be sent.']
        body += ['    other,']
        values = [enumerations.value(text) for text in texts]
        body += [f'    {value},' for value in values[:-1]] + [f'    {values[-1]}', '};']
        body += ['', '/// What Asterisk sends for each value, with bars between.', f'constexpr std::string_view names_of({name}) noexcept', '{']
        body += [f'    return {cxx.string("|".join(texts))};', '}']
    body += ['', '} // namespace ami']
    return cxx.header('AMI_TYPED_ENUMERATIONS_HPP', {'ami/typed/named_text.hpp'}, body, system={'string_view'})


def write(facts):
    enumerations = model.Enumerations(facts)
    groups = {}
    for name, event in facts['events'].items():
        groups.setdefault(model.group_of(event), []).append(name)
    files = {f'ami/events/{group}.hpp': write_group(facts, enumerations, group, names)
             for group, names in groups.items()}
    files['ami/events.hpp'] = cxx.header(
        'AMI_EVENTS_HPP', {f'ami/events/{group}.hpp' for group in groups}, [], above='// Every typed event.')
    files['ami/typed/enumerations.hpp'] = write_enumerations(facts, enumerations)
    return files
