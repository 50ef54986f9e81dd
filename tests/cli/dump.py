#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Projects as text: dump writes them, new --from makes them again, and refuses what cannot be. TAP."""

import json
import os
import pathlib
import tempfile

from harness import EXAMPLE, SOURCE, expect, folder, main, refused, run, test, write

DATA = tempfile.TemporaryDirectory()
os.environ['XDG_DATA_HOME'] = DATA.name

EXAMPLES = sorted((SOURCE / 'data/examples').glob('*.json'))

MINIMAL = """{ "schema": "isobole/project/1",
  "title": "A and B",
  "drugs": [ { "name": "A", "unit": "nM" }, { "name": "B", "unit": "uM" } ],
  "plates": [ { "name": "Plate 1", "wells": [
    { "well": "B2", "doses": { "A": 10 } },
    { "well": "B3", "doses": { "A": 10, "B": 0.5 } },
    { "well": "C2-C4", "role": "vehicle" } ] } ] }
"""


def made(place, text, name='p.isobole', *options):
    write(pathlib.Path(place, 'text.json'), text)
    result = run('new', name, '--from', 'text.json', *options, cwd=place)
    expect((result.status, result.out, result.err) == (0, '', ''), result.status, result.out, result.err)
    return name


def dumped(place, name):
    result = run('dump', name, cwd=place)
    expect(result.status == 0, result.err)
    return result.bytes


@test
def examples_come_back_byte_for_byte():
    expect(len(EXAMPLES) > 0, 'no example')
    for example in EXAMPLES:
        with folder() as place:
            expect(dumped(place, made(place, example.read_bytes())) == example.read_bytes(), example.name)


@test
def the_example_gives_the_same_results_as_its_files():
    plates = sorted(EXAMPLE.glob('plate-*.txt'))
    from_files = run('synergy', *plates, '--layout', EXAMPLE / 'layout.csv', '--format', 'csv')
    with folder() as place:
        name = made(place, EXAMPLE.with_suffix('.json').read_bytes())
        from_project = run('synergy', name, '--format', 'csv', cwd=place)
        expect(from_files.status == 0 and from_files.out == from_project.out, from_project.out[:500], from_project.err)


@test
def a_rebuilt_project_is_analysed_the_same():
    with folder() as place:
        first = made(place, EXAMPLE.with_suffix('.json').read_bytes())
        second = made(place, dumped(place, first), 'q.isobole')
        one, two = (run('analyze', name, '--format', 'json', cwd=place) for name in (first, second))
        expect(one.status == 0 and one.bytes == two.bytes, one.err, two.err)
        check = run('check', second, cwd=place)
        expect(check.status == 0, check.out, check.err)


@test
def a_text_by_hand():
    with folder() as place:
        text = dumped(place, made(place, MINIMAL))
        whole = json.loads(text)
        expect([well['well'] for well in whole['plates'][0]['wells']] == ['B2', 'B3', 'C2', 'C3', 'C4'], text)
        expect(whole['plates'][0]['wells'][1]['doses'] == {'A': 10, 'B': 0.5}, text)
        expect(dumped(place, made(place, MINIMAL, 'q.isobole')) == text, 'the same text gives other ids')
        expect(dumped(place, made(place, text, 'r.isobole')) == text)


@test
def a_day_of_reading_is_in_it():
    with folder() as place:
        text = dumped(place, made(place, MINIMAL.replace('"drugs"', '"runs": [ { "name": "Day 1", "read on": "2026-11-24" } ], "drugs"', 1)))
        whole = json.loads(text)
        expect(whole['schema'] == 'isobole/project/3' and whole['runs'][0]['read on'] == '2026-11-24', text)
        expect(dumped(place, made(place, text, 'q.isobole')) == text)
        write(pathlib.Path(place, 'bad.json'), text.decode().replace('2026-11-24', '24.11.2026'))
        refused(run('new', 'r.isobole', '--from', 'bad.json', cwd=place), 'bad.json', 'runs[0].read on', 'no day')


@test
def a_title_goes_before_that_of_the_text():
    with folder() as place:
        whole = json.loads(dumped(place, made(place, MINIMAL, 'p.isobole', '--title', 'Another')))
        expect(whole['title'] == 'Another', whole['title'])


@test
def an_empty_project_is_a_text_too():
    with folder() as place:
        run('new', 'p.isobole', cwd=place)
        text = dumped(place, 'p.isobole')
        expect(json.loads(text) == {'schema': 'isobole/project/1'}, text)
        expect(dumped(place, made(place, text, 'q.isobole')) == text)


@test
def the_help_is_true():
    text = run('help', 'project').out
    start = text.index('  { "schema"')
    with folder() as place:
        made(place, text[start:text.index('\n\n', start)])


@test
def refusals_leave_nothing():
    for old, new, *parts in (
            ('"B3"', '"Z33"', 'text.json, line 6, plates[0].wells[1]: ', 'no well Z33'),
            ('"B": 0.5', '"C": 0.5', 'line 6, plates[0].wells[1].doses.C', '“C” is not in this text'),
            ('"B3"', '"B2"', 'line 6', 'stands twice'),
            ('0.5', '"0.5"', 'plates[0].wells[1].doses.B', 'A number belongs here'),
            ('0.5', '-0.5', 'plates[0].wells[1].doses.B', 'below 0'),
            ('0.5', '0,5', 'line 6', 'not JSON'),
            ('"vehicle"', '"dimethyl"', 'line 7, plates[0].wells[2].role', 'no role'),
            ('"uM"', '"furlong"', 'line 3, drugs[1].unit', 'no unit'),
            ('project/1', 'project/4', 'schema', 'newer version'),
            ('isobole/project/1', 'isobole/fit/1', 'schema', 'no project of Isobole'),
            ('"title"', '"titel"', '“titel” is not known here'),
            ('"A and B"', '1', 'title', 'A text in quotes'),
            ('"A and B", ', '"A and B" ', 'not JSON'),
            (' ] } ] }', '', 'ends before all brackets are closed'),
            ('{ "schema"', 'true\n{ "schema"', 'text.json, line 2: ', 'something else follows'),
            (' ] } ] }', ' ] } ] } {}', 'line 7', 'something else follows')):
        with folder() as place:
            text = MINIMAL.replace('"A and B",\n', '"A and B", \n')
            expect(old in text, old)
            write(pathlib.Path(place, 'text.json'), text.replace(old, new, 1))
            refused(run('new', 'p.isobole', '--from', 'text.json', cwd=place), 'text.json', *parts)
            expect(os.listdir(place) == ['text.json'], os.listdir(place))


@test
def what_is_there_stays():
    with folder() as place:
        text = dumped(place, made(place, MINIMAL))
        refused(run('new', 'p.isobole', '--from', 'text.json', cwd=place), 'already a file')
        expect(dumped(place, 'p.isobole') == text)
        refused(run('new', 'q.isobole', '--from', 'nowhere.json', cwd=place), 'nowhere.json')
        refused(run('dump', 'text.json', cwd=place), 'no Isobole project')


main()
