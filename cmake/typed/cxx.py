# SPDX-License-Identifier: BSL-1.0
"""Text of C++ as clang-format 14 leaves it with the project's settings."""

LICENSE = '// Copyright (c) 2026 the ami authors\n// SPDX-License-Identifier: BSL-1.0'
GENERATED = '// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.'
WIDTH = 110
COMMENT_WIDTH = 120


def function(indent, declaration, statement):
    """A member function of one statement, on one line if it fits."""
    pad = ' ' * indent
    line = f'{pad}{declaration} {{ {statement} }}'
    if len(line) <= WIDTH:
        return [line]
    return [*broken(indent, declaration), f'{pad}{{', f'{pad}    {statement}', f'{pad}}}']


def broken(indent, declaration):
    """A declaration whose parameters are broken if it does not fit into one line."""
    pad = ' ' * indent
    if len(pad + declaration) <= WIDTH:
        return [pad + declaration]
    head, rest = declaration.split('(', 1)
    line = f'{pad}{head}('
    # All parameters on the next line if that is enough; else as much as fits goes after the bracket.
    if len(f'{pad}    {rest}') <= WIDTH:
        return [line, f'{pad}    {rest}']
    lines = []
    pieces = rest.split(', ')
    pieces = [piece + ',' for piece in pieces[:-1]] + [pieces[-1]]
    for piece in pieces:
        separator = '' if line.endswith('(') or line.isspace() else ' '
        if len(line + separator + piece) > WIDTH:
            lines.append(line)
            line, separator = pad + '    ', ''
        line += separator + piece
    return lines + [line]


def comment(indent, text):
    """A documenting comment of as many lines as it needs."""
    pad = ' ' * indent + '/// '
    lines = []
    line = pad.rstrip()
    for word in text.split():
        if len(line) + 1 + len(word) > COMMENT_WIDTH:
            lines.append(line)
            line = pad.rstrip()
        line += ' ' + word
    return lines + [line]


def string(text):
    return '"' + text.replace('\\', '\\\\').replace('"', '\\"') + '"'


def header(guard, includes, body, above='', system=()):
    """A whole header; `includes` are of the library, `system` of the standard library."""
    lines = [LICENSE, '//', GENERATED, '', f'#ifndef {guard}', f'#define {guard}', '']
    if above:
        lines += [above, '']
    own = sorted(name for name in includes if '/detail/' not in name)
    inner = sorted(name for name in includes if '/detail/' in name)
    for part in (own, inner, sorted(system)):
        if part:
            lines += [f'#include <{name}>' for name in part] + ['']
    if body:
        lines += body + ['']
    lines += [f'#endif // {guard}', '']
    return '\n'.join(lines)
