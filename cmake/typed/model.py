# SPDX-License-Identifier: BSL-1.0
"""The facts, and what is asked about them by everything that is generated."""

import fnmatch
import json
import pathlib
import re

import choices

KEYWORDS = set('''alignas alignof and auto bool break case catch char class const continue default delete do double else
enum explicit export extern false float for friend goto if inline int long mutable namespace new not operator or private
protected public register requires return short signed sizeof static struct switch template this throw true try typedef
union unsigned using virtual void volatile while xor'''.split())


def load(folder):
    facts = json.loads((pathlib.Path(folder) / 'facts.json').read_text())
    for entries, groups in ((facts['actions'], choices.GROUPS_OF_ACTIONS), (facts['events'], choices.GROUPS_OF_EVENTS)):
        for name, entry in entries.items():
            for group, patterns in groups.items():
                if any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns):
                    entry['group'] = group
    return facts


def snake(text):
    """A name of Asterisk's as one of this library."""
    text = re.sub(r'[^A-Za-z0-9]+', '_', text)
    text = re.sub(r'([a-z0-9])([A-Z])', r'\1_\2', text)
    text = re.sub(r'([A-Z])([A-Z][a-z])', r'\1_\2', text)
    name = text.strip('_').lower()
    return name + '_' if name in KEYWORDS else name


def group_of(entry):
    return choices.GROUPS.get(entry['group'], entry['group'])


def action_header(entry):
    group = group_of(entry)
    return choices.ACTION_HEADERS.get(group, group)


def versions_text(branches, released=None):
    """`Asterisk 16 to 20`, with the first minor releases: `Asterisk 20.13, 21.8, 22.3 and 23`."""
    if not branches:
        return ''
    every = ['13', '16', '18', '20', '21', '22', '23']
    last = branches[-1] == every[-1]
    # The first release of a branch: all of it has them.
    released = {branch: first for branch, first in (released or {}).items() if first != f'{branch}.0'}
    if released:
        known = [released.get(branch, branch) for branch in branches]
        return 'Asterisk ' + (' and '.join([', '.join(known[:-1]), known[-1]]) if len(known) > 1 else known[0]) + (
            ' or later' if last else '')
    at = [every.index(branch) for branch in branches]
    if at == list(range(at[0], at[-1] + 1)):
        if last:
            return f'Asterisk {branches[0]} or later'
        if len(branches) == 1:
            return f'Asterisk {branches[0]}'
        return f'Asterisk {branches[0]} to {branches[-1]}'
    return 'Asterisk ' + ', '.join(branches)


class Enumerations:
    """The texts of each enumeration, and which one a field or parameter has."""

    def __init__(self, facts):
        self.texts = {}  # name: texts
        by_texts = {}
        for place, name in choices.ENUMERATIONS.items():
            part, path = place.split(' ', 1)
            entry, member = path.rsplit('.', 1)
            members = facts['events'][entry]['fields'] if part == 'event' else facts['actions'][entry]['params']
            texts = tuple(members[member]['enum'])
            self.texts[name] = texts
            by_texts.setdefault(texts, name)
        self._by_texts = by_texts

    def name(self, member):
        return self._by_texts.get(tuple(member.get('enum') or ()))

    @staticmethod
    def value(text):
        return choices.VALUES.get(text) or snake(text)


def snapshot_of(field):
    """(`channel` or `bridge`, prefix) of a field that belongs to a snapshot."""
    if 'of' not in field:
        return None
    kind, prefix = field['of'].split(':')
    return kind, prefix


def snapshots(event):
    """The snapshots of an event in the order of its fields."""
    seen = []
    for field in event['fields'].values():
        found = snapshot_of(field)
        if found and found not in seen:
            seen.append(found)
    return seen


def snapshot_accessor(kind, prefix):
    if kind == 'channel':
        return snake(prefix) if prefix else 'snapshot'
    return snake(prefix) + '_bridge' if prefix else 'bridge'


def is_variable_of_snapshot(name, field, event):
    if field['kind'] != 'variable' or not name.endswith('ChanVariable'):
        return False
    return ('channel', name.removesuffix('ChanVariable')) in snapshots(event)


def accessor(event_name, name, field):
    return choices.RENAMED.get(event_name, {}).get(name, field['cpp'])


def finder(header):
    """The function that looks a header up."""
    return 'header' if re.fullmatch('[A-Za-z0-9]+', header) else 'punctuated'


def lists_of(facts, event_name):
    """The actions whose list has an event as an item or as its end."""
    items = [action for action, found in facts['lists'].items() if event_name in found['items']]
    ends = [action for action, found in facts['lists'].items() if event_name == found['complete']]
    return items, ends


def generated_actions(facts):
    return {name: action for name, action in facts['actions'].items()
            if name not in choices.NOT_GENERATED and name not in choices.WRITTEN_BY_HAND}


def is_list(facts, name):
    return name in facts['lists'] and facts['actions'][name]['answer'] in ('list', 'list or response')
