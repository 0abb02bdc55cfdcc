# SPDX-License-Identifier: BSL-1.0
"""tests/support/typed_accessors.hpp and typed_answers.hpp: tables of every accessor, for the tests that read captures."""

import cxx
import model
import write_actions


def entry(first, second, function):
    """A row of a table, as clang-format breaks it."""
    line = f'    {{{cxx.string(first)}, {cxx.string(second)}, {function}}},'
    if len(line) <= cxx.WIDTH:
        return [line]
    return [f'    {{{cxx.string(first)}, {cxx.string(second)},', f'        {function}}},']


def write(facts):
    return {**write_events(facts), **write_answers(facts)}


def write_answers(facts):
    enumerations = model.Enumerations(facts)
    rows = []
    for name in model.generated_actions(facts):
        action = write_actions.Action(facts, enumerations, name)
        for header in action.answer_headers():
            accessor = action.answer_accessor(header.replace('-NNNNNN', ''))
            passed = ['first', 'second'][:header.count('-NNNNNN')]
            declared = ', '.join(f'std::size_t {each}' if each in passed else 'std::size_t' for each in ('first', 'second'))
            numbers = ', '.join(passed)
            rows += [f'    {{{cxx.string(name)}, {cxx.string(header.replace("NNNNNN", "######"))},',
                     f'        [](const ami::response& r, {declared}) {{',
                     f'            return read_answer<ami::actions::{action.cpp}>(',
                     f'                r, [{"=" if passed else ""}](const auto& a) {{ return a.{accessor}({numbers}); }});',
                     '        }},']
    body = ['namespace tests {', '', '// clang-format off', '',
            'inline constexpr answer_accessor answer_accessors[] = {', *rows, '};', '',
            '// clang-format on', '', '} // namespace tests']
    text = cxx.header('AMI_TESTS_SUPPORT_TYPED_ANSWERS_HPP', {'ami/actions.hpp'}, body, system={'cstddef'})
    return {'tests/support/typed_answers.hpp': text.replace(
        '#include <ami/actions.hpp>', '#include "support/answer_accessors.hpp"\n\n#include <ami/actions.hpp>')}


def write_events(facts):
    fields, channels, bridges, names, numbered = [], [], [], [], []
    for name, event in facts['events'].items():
        event_class = f'ev::{event["cpp"]}'
        ends = model.lists_of(facts, name)[1]
        names.append(name)
        for kind, prefix in model.snapshots(event):
            accessor = model.snapshot_accessor(kind, prefix)
            (channels if kind == 'channel' else bridges).extend(
                entry(name, prefix, f'&snapshot<{event_class}, &{event_class}::{accessor}>'))
        if ends:
            for header, accessor in (('ListItems', 'list_items'), ('EventList', 'event_list')):
                fields += entry(name, header, f'&reading<{event_class}, &ami::list_completion::{accessor}>')
        for header, field in event['fields'].items():
            found = model.snapshot_of(field)
            if (found and (found[0] == 'bridge' or found[1] or header != 'Channel')) or field['kind'] == 'variable':
                continue
            if ends and header in ('ListItems', 'EventList'):
                continue
            accessor = model.accessor(name, header, field)
            if 'numbered' in field:
                accessor = accessor.replace('_x_', '_')
                numbered += entry(name, header.replace('X', '#', 1),
                                  f'&reading_numbered<{event_class}, &{event_class}::{accessor}>')
                continue
            fields += entry(name, header, f'&reading<{event_class}, &{event_class}::{accessor}>')
    body = ['namespace tests {', '', 'namespace ev = ami::events;', '',
            '// clang-format off', '',
            'inline constexpr std::string_view event_names[] = {',
            *(f'    {cxx.string(name)},' for name in names), '};', '',
            'inline constexpr field_accessor field_accessors[] = {', *fields, '};', '',
            'inline constexpr numbered_accessor numbered_accessors[] = {', *numbered, '};', '',
            'inline constexpr snapshot_accessor<ami::channel_snapshot> channel_accessors[] = {', *channels, '};', '',
            'inline constexpr snapshot_accessor<ami::bridge_snapshot> bridge_accessors[] = {', *bridges, '};', '',
            '// clang-format on', '', '} // namespace tests']
    text = cxx.header('AMI_TESTS_SUPPORT_TYPED_ACCESSORS_HPP', {'ami/events.hpp'}, body, system={'string_view'})
    return {'tests/support/typed_accessors.hpp': text.replace(
        '#include <ami/events.hpp>', '#include "support/accessors.hpp"\n\n#include <ami/events.hpp>')}
