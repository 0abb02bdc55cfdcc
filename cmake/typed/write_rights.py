# SPDX-License-Identifier: BSL-1.0
"""What the client itself knows of Asterisk: the classes of each event, and which rights and which module an action needs."""

import fnmatch

import choices
import cxx


def module_of(action):
    found = [module for module, patterns in choices.MODULES.items()
             if any(fnmatch.fnmatchcase(action, pattern) for pattern in patterns)]
    if len(found) > 1:
        raise ValueError(f'{action} is in {found}')
    return found[0] + '.so' if found else ''


def rights_of(entry):
    """Of all versions."""
    privileges = entry['privileges']
    if privileges and isinstance(privileges[0], dict):
        privileges = [each for part in privileges for each in part['any_of']]
    return ','.join(dict.fromkeys(privileges))


def by_key(pairs):
    groups = {}
    for key, name in pairs:
        groups.setdefault(key, []).append(name)
    return sorted(groups.items())


def table(type_name, name, rows):
    return [f'inline constexpr {type_name} {name}[] = {{', *rows, '};']


def row(key, names):
    """`{"agent", "app_queue.so", "QueueAdd QueuePause"},`, broken where it is long."""
    head = '    {' + ', '.join(cxx.string(each) for each in key) + ', '
    lines, line = [], ''
    for name in names:
        if len(line) + len(name) > 95:
            lines.append(line)
            line = ''
        line += name + ' '
    lines.append(line)
    texts = [cxx.string(each) for each in lines]
    texts[-1] = cxx.string(lines[-1].rstrip())
    return [head.rstrip(), *('        ' + each for each in texts[:-1]), '        ' + texts[-1] + '},']


def write(facts):
    events = [(','.join(entry['class']), name) for name, entry in facts['events'].items()
              if entry['delivery'] != 'item' and entry['class'] != ['shutdown']]  # that one is never sent
    events += [(class_name, name) for class_name, names in choices.EVENTS_OF_OLD_SERVERS.items() for name in names]
    items = [('', name) for name, entry in facts['events'].items() if entry['delivery'] == 'item']
    actions = [((rights_of(entry), module_of(name)), name) for name, entry in facts['actions'].items()]
    body = ['namespace ami::detail {', '', '// clang-format off', '',
            *table('event_class_row', 'event_class_rows',
                   [line for key, names in by_key(events) for line in row([key], sorted(names))]), '',
            '// Only ever items of a list.',
            *table('event_class_row', 'list_item_rows',
                   [line for key, names in by_key(items) for line in row([key], sorted(names))]), '',
            *table('action_rights_row', 'action_rights_rows',
                   [line for key, names in by_key(actions) for line in row(key, sorted(names))]), '',
            '// clang-format on', '', '} // namespace ami::detail']
    return {'ami/protocol/values/impl/known_names.hpp': cxx.header(
        'AMI_PROTOCOL_VALUES_IMPL_KNOWN_NAMES_HPP', {'ami/protocol/values/known_names.hpp'}, body)}
