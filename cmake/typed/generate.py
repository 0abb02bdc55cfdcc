#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""generate.py [--check] [PROJECT]: writes the typed events, actions and the catalogue, and the table of a test.

With --check it writes nothing, and fails where what is committed differs from what it would write.
"""

import difflib
import pathlib
import sys

import model
import write_accessors
import write_actions
import write_catalogue
import write_events
import write_rights

GENERATED_MARK = 'Made by cmake/typed/generate.py'


def files():
    facts = model.load(pathlib.Path(__file__).parent)
    headers = {**write_events.write(facts), **write_actions.write(facts), **write_catalogue.write(facts),
               **write_rights.write(facts)}
    return {**{f'include/{name}': text for name, text in headers.items()}, **write_accessors.write(facts)}


def main(arguments):
    check = '--check' in arguments
    folders = [each for each in arguments if each != '--check']
    project = pathlib.Path(folders[0] if folders else pathlib.Path(__file__).parents[2])
    wanted = files()
    bad = 0
    for name, text in sorted(wanted.items()):
        path = project / name
        present = path.read_text() if path.exists() else ''
        if present == text:
            continue
        bad += 1
        if check:
            print(f'{name} differs from what cmake/typed/generate.py writes:')
            sys.stdout.writelines(list(difflib.unified_diff(
                present.splitlines(True), text.splitlines(True), 'committed', 'generated', n=0))[:20])
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    for path in sorted((project / 'include').rglob('*.?pp')):
        name = path.relative_to(project).as_posix()
        if name not in wanted and GENERATED_MARK in path.read_text()[:300]:
            bad += 1
            print(f'{name} is not generated any more')
            if not check:
                path.unlink()
    if check:
        print(f'{len(wanted)} generated files, {bad} differ' + ('; run cmake/typed/generate.py' if bad else ''))
    return 1 if check and bad else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
