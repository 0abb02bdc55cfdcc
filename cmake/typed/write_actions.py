# SPDX-License-Identifier: BSL-1.0
"""ami/actions/GROUP.hpp, and ami/actions.hpp."""

import choices
import cxx
import model
import write_events

RIGHT_OF_EVERYBODY = 'None.'

# For each kind of a parameter: the type, how it is written, what its comment adds.
KINDS = {
    'string': ('std::string_view', 'put({header}, {name})', ''),
    'int': ('std::int64_t', 'put_number({header}, {name})', ''),
    'duration_s': ('std::chrono::seconds', 'put_duration({header}, {name})', 'in seconds on the wire'),
    'duration_ms': ('std::chrono::milliseconds', 'put_duration({header}, {name})', 'in milliseconds on the wire'),
    'priority': ('std::string_view', 'put_priority({header}, {name})', 'a number from 1 or a label'),
    'list': ('std::string_view', 'put({header}, {name})', 'with commas between the elements'),
    'base64': ('std::string_view', 'put({header}, {name})', 'in base64'),
}


class Parameter:
    def __init__(self, action, class_name, name, parameter, enumerations):
        self.name, self.facts = name, parameter
        self.cpp = parameter['cpp'] if parameter['cpp'] != class_name else 'name'
        kind = choices.PARAMETER_KINDS.get((action, name), parameter['kind'])
        self.is_required = parameter.get('required') is True
        self.is_variables = kind == 'variables'
        self.is_enum = kind == 'enum' and enumerations.name(parameter) is not None
        self.is_number = kind == 'int'
        header = cxx.string(name)
        self.note = ''
        self.declared = self.type = None
        if self.is_variables:
            self.type = 'std::string_view'
            # Every value may have any bytes: it is escaped as Asterisk reads such headers.
            self.declared, self.write = 'std::string_view name, std::string_view value', 'put_variable(name, value)'
        elif kind == 'bool':
            yes, no = parameter.get('enum') or choices.BOOLEAN
            self.type = 'bool'
            self.write = f'put({header}, {{name}} ? "{yes}" : "{no}")'
        elif self.is_enum:
            self.type = f'::ami::{enumerations.name(parameter)}'
            self.write = f'require({header}, to_string({{name}}))'
        else:
            self.type, write, self.note = KINDS.get(kind, KINDS['string'])
            if self.is_required and self.type == 'std::string_view' and kind != 'priority':
                write = 'require({header}, {name})'
            self.write = write.replace('{header}', header)
        self.declared = self.declared or f'{self.type} {self.cpp}'
        self.note = choices.PARAMETER_NOTES.get((action, name), self.note)

    def comment(self, action):
        text = f'`{self.name}`'
        if self.note:
            text += f', {self.note}'
        known = self.facts.get('in')
        if known and known != action['in']:
            text += f' ({model.versions_text(known, self.facts.get("released_in"))})'
        elif self.facts.get('released_in'):
            text += f' ({model.versions_text(list(self.facts["released_in"]), self.facts["released_in"])})'
        if isinstance(self.facts.get('required'), list):
            text += f'; needed by {model.versions_text(self.facts["required"])}'
        return text + '.'


class Action:
    """What is written for one action."""

    def __init__(self, facts, enumerations, name):
        self.facts, self.enumerations, self.name = facts, enumerations, name
        self.action = facts['actions'][name]
        self.cpp = self.action['cpp']
        self.includes = {'ami/actions/typed_builder.hpp'}
        self.system = {'utility'}
        self.parameters = [Parameter(name, self.cpp, each, facts_of, enumerations)
                           for each, facts_of in self.action['params'].items() if 'numbered' not in facts_of]

    def lines(self):
        lines = cxx.comment(0, self.summary())
        lines += ['/// \\par Server rights', f'/// {self.rights()}']
        heading = f'class {self.cpp} : public typed_builder<{self.cpp}> {{'
        if len(heading) > cxx.WIDTH:
            heading = heading.replace(' : public', '\n    : public')
        lines += [*heading.split('\n'), 'public:']
        answer = self.answer()
        if answer:
            lines += answer + ['']
        lines += self.constructor()
        for parameter in self.parameters:
            if not parameter.is_required or parameter.is_variables:
                lines += [''] + self.setter(parameter)
        return lines + self.rules() + ['};']

    def summary(self):
        text = f'`{self.name}`.'
        if self.action['answer'] == 'list or response' or self.name in self.facts['lists']:
            text += ' It is answered with a list: use `client::async_list`.'
        return f'{text} {model.versions_text(self.action["in"], self.action.get("released_in"))}.'

    def rights(self):
        privileges = self.action['privileges']
        if privileges and isinstance(privileges[0], dict):
            return 'write = ' + '; '.join(
                f'{" or ".join(each["any_of"])} ({model.versions_text(each["in"])})' for each in privileges)
        return f'write = {" or ".join(privileges)}' if privileges else RIGHT_OF_EVERYBODY

    def event_class(self, name):
        event = self.facts['events'][name]
        self.includes.add(f'ami/events/{model.group_of(event)}.hpp')
        return f'::ami::events::{event["cpp"]}'

    def answer(self):
        if model.is_list(self.facts, self.name):
            found = self.facts['lists'][self.name]
            self.includes.add('ami/typed/typed_list.hpp')
            items = [] if self.name in choices.LISTS_WITHOUT_ITEMS else found['items']
            types = [self.event_class(each) for each in [found['complete'], *items]]
            return ['    /// What `client::async_list` completes with.',
                    *using('list_type', 'typed_list', types)]
        if self.name in choices.FOLLOWED_BY_EVENT:
            self.includes.add('ami/typed/typed_answer.hpp')
            event = self.event_class(choices.FOLLOWED_BY_EVENT[self.name])
            return self.answer_type([
                '        /// The event that came after the response.',
                *cxx.function(8, f'{event} event() const& noexcept', f'return {event}(follow_up());'),
                f'        {event} event() const&& = delete;'])
        headers = self.answer_headers()
        if not headers:
            return []
        self.includes.add('ami/typed/typed_answer.hpp')
        lines = []
        for name, kind in headers.items():
            lines += self.answer_header(name, kind)
        return self.answer_type(lines)

    def answer_headers(self):
        if (model.is_list(self.facts, self.name) or self.name in choices.FOLLOWED_BY_EVENT
                or self.name in choices.NO_ANSWER_TYPE):
            return {}
        return {name: kind for name, kind in (self.action.get('response') or {}).items()
                if name not in choices.NO_ANSWER_HEADERS}

    @staticmethod
    def answer_type(members):
        return ['    /// What `client::async_perform` completes with.', '    class answer_type : public typed_answer {',
                '    public:', '        using typed_answer::typed_answer;', '', *members, '    };']

    def answer_header(self, name, kind):
        if isinstance(kind, dict):  # one that comes several times
            accessor = self.answer_accessor(name)
            return [*cxx.comment(8, f'`{name}`, which can come several times.'),
                    *cxx.function(8, f'value_range {accessor}() const& noexcept', f'return all({cxx.string(name)});'),
                    f'        value_range {accessor}() const&& = delete;']
        type_, note = write_events.TYPES[kind]
        if 'std::int64_t' in type_:
            self.system.add('cstdint')
        if 'std::chrono' in type_:
            self.includes.add('ami/detail/chrono.hpp')
        parts = name.count('-NNNNNN')
        accessor = self.answer_accessor(name.replace('-NNNNNN', ''))
        if parts:
            self.system.add('cstddef')
        declared = {0: '', 1: 'std::size_t number', 2: 'std::size_t category, std::size_t number'}[parts]
        passed = {0: '', 1: ', number', 2: ', category, number'}[parts]
        pattern = cxx.string(name.replace('NNNNNN', '######'))
        find = 'header' if parts else model.finder(name)
        return [*cxx.comment(8, f'`{name}`' + (f', {note}' if note else '') + '.'),
                *cxx.function(8, f'{type_} {accessor}({declared}) const& noexcept', f'return {find}({pattern}{passed});'),
                f'        {type_} {accessor}({declared}) const&& = delete;']

    def answer_accessor(self, name):
        if name in choices.ANSWER_NAMES:
            return choices.ANSWER_NAMES[name]
        for part, members in (('actions', 'params'), ('events', 'fields')):
            for entry in self.facts[part].values():
                if name in entry[members]:
                    return entry[members][name]['cpp']
        return model.snake(name)

    def needs(self, required):
        return 'Needs ' + '; '.join(each.comment(self.action).rstrip('.') for each in required) + '.'

    def constructor(self):
        required = [each for each in self.parameters if each.is_required]
        declared = ', '.join(each.declared for each in required)
        explicit = 'explicit ' if required else ''
        lines = cxx.comment(4, self.needs(required)) if required else []
        self.note_types(required)
        head = f'{explicit}{self.cpp}({declared}) : typed_builder({cxx.string(self.name)})'
        if not required:
            if len(f'    {head} {{}}') <= cxx.WIDTH:
                return [f'    {head} {{}}']
            first, second = head.split(' : ')
            return [f'    {first}', f'        : {second}', '    {}']
        statements = [each.write.replace('{name}', each.cpp) + ';' for each in required]
        whole = f'    {head} {{ {statements[0]} }}'
        if len(required) == 1 and len(whole) <= cxx.WIDTH:
            return lines + [whole]
        one_line = len('    ' + head) <= cxx.WIDTH
        if one_line:
            lines.append('    ' + head)
        else:
            lines += cxx.broken(4, f'{explicit}{self.cpp}({declared})')
            lines.append(f'        : typed_builder({cxx.string(self.name)})')
        return lines + ['    {'] + [f'        {each}' for each in statements] + ['    }']

    def note_types(self, parameters):
        for each in parameters:
            if each.type == 'std::string_view':
                self.system.add('string_view')
            if each.type == 'std::int64_t':
                self.system.add('cstdint')
            if 'chrono' in each.type:
                self.includes.add('ami/detail/chrono.hpp')
            if each.is_enum:
                self.includes.add('ami/typed/enumerations.hpp')

    def setter(self, parameter):
        if parameter.is_variables:
            self.system.add('string_view')
            declared, passed = parameter.declared, 'name, value'
            statement = parameter.write + ';'
            lines = cxx.comment(4, parameter.comment(self.action).replace(
                f'`{parameter.name}`', f'`{parameter.name}`, as often as there are variables', 1))
        else:
            self.note_types([parameter])
            default = ' = true' if parameter.type == 'bool' else ''
            declared, passed = f'{parameter.type} value{default}', 'value'
            statement = parameter.write.replace('{name}', 'value') + ';'
            if parameter.type == 'std::string_view' and (self.name, parameter.name) not in choices.MAY_BE_EMPTY:
                statement = statement.replace('put(', 'put_text(')
            lines = cxx.comment(4, parameter.comment(self.action))
        name = parameter.cpp
        lines += cxx.broken(4, f'{self.cpp}& {name}({declared}) &')
        lines += ['    {', f'        {statement}', '        return *this;', '    }']
        return lines + cxx.function(4, f'{self.cpp}&& {name}({declared}) &&', f'return std::move({name}({passed}));')

    def rules(self):
        checks = []
        for headers in choices.AT_LEAST_ONE.get(self.name, ()):
            checks.append(f'made.check_any_of({{{", ".join(map(cxx.string, headers))}}});')
        for headers in choices.EXACTLY_ONE.get(self.name, ()):
            checks.append(f'made.check_one_of({{{", ".join(map(cxx.string, headers))}}});')
        for needed, header, value in choices.NEEDED_UNLESS.get(self.name, ()):
            checks.append(f'made.check_needed_unless({", ".join(map(cxx.string, (needed, header, value)))});')
        if not checks:
            return []
        return ['', '    /// Checks what the parameters need of each other.', '    action to_action() const', '    {',
                f'        {self.cpp} made(*this);', *(f'        {check}' for check in checks),
                '        return std::move(made.action_);', '    }']


def using(name, template, types):
    """An alias of a template, as clang-format breaks it."""
    line = f'    using {name} = {template}<{", ".join(types)}>;'
    if len(line) <= cxx.WIDTH:
        return [line]
    # All of it on the next line if that is enough.
    if len(f'        {template}<{", ".join(types)}>;') <= cxx.WIDTH:
        return [f'    using {name} =', f'        {template}<{", ".join(types)}>;']
    lines, line = [], f'    using {name} = {template}<'
    pieces = [each + ',' for each in types[:-1]] + [types[-1] + '>;']
    for piece in pieces:
        separator = '' if line.endswith('<') or not line.strip() else ' '
        if len(line + separator + piece) > cxx.WIDTH:
            lines.append(line)
            line, separator = '        ', ''
        line += separator + piece
    return lines + [line]


def write(facts):
    enumerations = model.Enumerations(facts)
    headers = {}
    for name, action in model.generated_actions(facts).items():
        headers.setdefault(model.action_header(action), []).append(name)
    files = {}
    for header, names in headers.items():
        actions = [Action(facts, enumerations, name) for name in names]
        bodies = [action.lines() for action in actions]
        includes = set().union(*(action.includes for action in actions))
        system = set().union(*(action.system for action in actions))
        if not any('std::move' in line for body in bodies for line in body):
            system.discard('utility')
        body = ['namespace ami::actions {']
        for lines in bodies:
            body += [''] + lines
        body += ['', '} // namespace ami::actions']
        files[f'ami/actions/{header}.hpp'] = cxx.header(f'AMI_ACTIONS_{header.upper()}_HPP', includes, body, system=system)
    by_hand = {header for header, _ in choices.WRITTEN_BY_HAND.values()}
    files['ami/actions.hpp'] = cxx.header(
        'AMI_ACTIONS_HPP', {f'ami/actions/{header}.hpp' for header in {*headers, *by_hand}}, [],
        above='// Every typed action.')
    return files
