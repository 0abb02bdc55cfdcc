# Distributed under the Boost Software License, Version 1.0.
"""tests/support/typed_accessors.hpp: a table of every accessor, for the test that reads the captures by them."""

import cxx
import model


def entry(first, second, function):
    """A row of a table, as clang-format breaks it."""
    line = f'    {{{cxx.string(first)}, {cxx.string(second)}, {function}}},'
    if len(line) <= cxx.WIDTH:
        return [line]
    return [f'    {{{cxx.string(first)}, {cxx.string(second)},', f'        {function}}},']


def write(facts):
    fields, channels, bridges, names = [], [], [], []
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
            if (ends and header in ('ListItems', 'EventList')) or 'numbered' in field:
                continue
            accessor = model.accessor(name, header, field)
            fields += entry(name, header, f'&reading<{event_class}, &{event_class}::{accessor}>')
    body = ['namespace tests {', '', 'namespace ev = ami::events;', '',
            '// clang-format off', '',
            'inline constexpr std::string_view event_names[] = {',
            *(f'    {cxx.string(name)},' for name in names), '};', '',
            'inline constexpr field_accessor field_accessors[] = {', *fields, '};', '',
            'inline constexpr snapshot_accessor<ami::channel_snapshot> channel_accessors[] = {', *channels, '};', '',
            'inline constexpr snapshot_accessor<ami::bridge_snapshot> bridge_accessors[] = {', *bridges, '};', '',
            '// clang-format on', '', '} // namespace tests']
    text = cxx.header('AMI_TESTS_SUPPORT_TYPED_ACCESSORS_HPP', {'ami/events.hpp'}, body, system={'string_view'})
    return {'tests/support/typed_accessors.hpp': text.replace(
        '#include <ami/events.hpp>', '#include "support/accessors.hpp"\n\n#include <ami/events.hpp>')}
