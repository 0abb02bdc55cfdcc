# SPDX-License-Identifier: BSL-1.0
"""ami/catalogue/impl/catalogue_data.ipp: the facts as lines of text, which cost the compiler next to nothing."""

import cxx

EVERY_VERSION = ['13', '16', '18', '20', '21', '22', '23']


def versions(branches):
    return '*' if branches == EVERY_VERSION else ','.join(branches or [])


def member(name, facts, of_entry):
    required = facts.get('required')
    flags = ''.join(flag for flag, is_set in (
        ('r', required is True), ('m', facts.get('multiple')), ('p', facts.get('personal'))) if is_set)
    if isinstance(required, list):
        flags += '=' + ','.join(required)
    known = facts.get('in') or facts.get('documented_in')
    return ';'.join([name, facts['kind'], flags, versions(known) if known and known != of_entry else '',
                     *(facts.get('enum') or ())])


def action(facts, name):
    entry = facts['actions'][name]
    privileges = entry['privileges']
    if privileges and isinstance(privileges[0], dict):  # the newest versions first
        rights = '|'.join(f'{",".join(each["any_of"])}@{",".join(each["in"])}' for each in reversed(privileges))
    else:
        rights = ','.join(privileges)
    found = facts['lists'].get(name, {'items': [], 'complete': ''})
    return '\t'.join([name, rights, entry.get('answer') or '', ','.join(found['items']),
                      found['complete'], versions(entry['in']),
                      *(member(each, of, entry['in']) for each, of in entry['params'].items())])


def event(facts, name):
    entry = facts['events'][name]
    flags = {'async': 's', 'item': 'i', 'both': 'si'}[entry['delivery']] + ('o' if entry.get('open') else '')
    return '\t'.join([name, ','.join(entry['class']), flags, versions(entry['documented_in']),
                      *(member(each, of, entry['documented_in']) for each, of in entry['fields'].items())])


def write(facts):
    def table(name, lines):
        return [f'inline constexpr const char* {name}[] = {{',
                *('    ' + cxx.string(line).replace('\t', '\\t') + ',' for line in lines), '};']
    body = ['namespace ami::catalogue::detail {', '', '// clang-format off', '',
            *table('action_lines', [action(facts, name) for name in facts['actions']]), '',
            *table('event_lines', [event(facts, name) for name in facts['events']]), '',
            '// clang-format on', '', '} // namespace ami::catalogue::detail']
    return {'ami/catalogue/impl/catalogue_data.ipp': cxx.header(
        'AMI_CATALOGUE_IMPL_CATALOGUE_DATA_IPP', set(), body)}
