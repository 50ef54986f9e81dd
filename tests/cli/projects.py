#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Projects on the command line: made, shown, checked, and refused where somebody's work would be lost. TAP."""

import json
import os
import pathlib

from harness import expect, folder, main, refused, run, test, write
from projects_common import change, held, leave_unsaved, new, query, work_folder


@test
def a_new_project_is_empty():
    with folder() as place:
        path = new(place)
        expect(query(path, 'PRAGMA application_id') == [(0x49736f62,)])
        expect(query(path, 'SELECT count (*) FROM history') == [(0,)])
        expect(not work_folder(path).exists(), 'the work copy was left')
        titled = new(place, 'ä b.isobole', '--title', 'Ixazomib, 72 h')
        expect(query(titled, 'SELECT title FROM experiment') == [('Ixazomib, 72 h',)])
        expect(query(titled, "SELECT verb, who != '', zone FROM history") == [('set-experiment', 1, 'UTC')])
        expect(not work_folder(titled).exists(), 'the work copy was left')


@test
def nothing_is_overwritten():
    with folder() as place:
        path = new(place, 'p.isobole', '--title', 'first')
        before = path.read_bytes()
        refused(run('new', path, '--title', 'second'), 'p.isobole', 'already a file of this name')
        leave_unsaved(path, 'unsaved')
        refused(run('new', path), 'already a file of this name')
        expect((work_folder(path) / 'project.db').exists(), 'unsaved work is gone')
        expect(path.read_bytes() == before)
        path.unlink()
        refused(run('new', path), 'was never saved', 'Choose another name')
        expect((work_folder(path) / 'project.db').exists(), 'unsaved work is gone')
        table = write(f'{place}/t.csv', 'drug,dose\n')
        refused(run('new', table), 't.csv', 'already a file')


@test
def new_needs_one_name():
    with folder() as place:
        refused(run('new'), 'No project is named')
        refused(run('new', f'{place}/a.isobole', f'{place}/b.isobole'), 'Several files')
        refused(run('new', f'{place}/no/a.isobole'), 'a.isobole')
        expect(list(pathlib.Path(place).iterdir()) == [])
        path = pathlib.Path(place, 'held.isobole').resolve()
        with held(path):
            refused(run('new', path), 'held.isobole', 'already open elsewhere')



@test
def history_tells_who_did_what():
    with folder() as place:
        path = new(place)
        expect('Nothing was done' in run('history', path).out)
        path = new(place, 'q.isobole', '--title', 'Ixazomib')
        text = run('history', path)
        expect((text.status, text.err) == (0, ''), text.err)
        expect('  1     20' in text.out and '  do    Describe the project as “Ixazomib”' in text.out, text.out)
        steps = run('history', path, '--format', 'json').json()
        expect(steps['schema'] == 'isobole/history/1')
        (step,) = steps['steps']
        expect((step['step'], step['kind'], step['target'], step['verb'], step['arguments'], step['zone']) ==
               (1, 'do', None, 'set-experiment', ['Ixazomib'], 'UTC'), step)
        expect(step['at'].startswith('20') and step['at'].endswith('Z') and step['who'], step)
        berlin = run('history', path, env={**os.environ, 'TZ': 'Asia/Kathmandu'}).out
        expect(berlin != text.out, 'times are not local')


@test
def history_goes_back():
    with folder() as place:
        path = new(place, 'p.isobole', '--title', 'Ixazomib')
        result = run('history', path, '--restore', 0)
        expect(result.status == 0 and 'restore step 1' in result.out, result.out, result.err)
        expect(query(path, 'SELECT count (*) FROM experiment') == [(0,)])
        expect('Restore everything as it was at the beginning' in run('history', path).out)
        before = path.read_bytes()
        expect('Nothing was changed' in run('history', path, '--restore', 0).out)
        expect(path.read_bytes() == before)
        expect(run('history', path, '--restore', 1).status == 0)
        expect(query(path, 'SELECT title FROM experiment') == [('Ixazomib',)])
        steps = run('history', path, '--format', 'json').json()['steps']
        expect([(s['kind'], s['target']) for s in steps] == [('do', None), ('restore', 0), ('restore', 1)], steps)
        before = path.read_bytes()
        refused(run('history', path, '--restore', 9), 'no such step')
        refused(run('history', path, '--restore', 'x'), '“x”')
        expect(path.read_bytes() == before and not work_folder(path).exists())


@test
def open_elsewhere_is_read_and_not_written():
    with folder() as place:
        path = new(place, 'p.isobole', '--title', 'saved')
        before = path.read_bytes()
        with held(path):
            result = run('history', path)
            expect(result.status == 0 and 'open elsewhere' in result.err and 'saved last' in result.err, result.err)
            expect('p.isobole' in result.err)
            refused(run('history', path, '--restore', 0), 'p.isobole', 'already open elsewhere')
        expect(path.read_bytes() == before)
        expect(run('history', path).err == '', 'nobody has it open any more')


@test
def unsaved_work_is_told_and_kept():
    with folder() as place:
        path = new(place, 'p.isobole', '--title', 'saved')
        before = path.read_bytes()
        leave_unsaved(path, 'unsaved')
        result = run('history', path, '--format', 'json')
        expect(len(result.json()['steps']) == 1 and 'never saved' in result.err, result.err)
        refused(run('history', path, '--restore', 0), 'never saved', '--unsaved keep', '--unsaved discard')
        refused(run('history', path, '--restore', 0, '--unsaved', 'burn'), '“burn”', 'keep, discard')
        expect(path.read_bytes() == before, 'the file was written')
        expect(query(work_folder(path) / 'project.db', 'SELECT title FROM experiment') == [('unsaved',)], 'unsaved work is gone')
        expect('never saved' in run('check', path).err)


@test
def unsaved_work_is_kept_when_told_so():
    with folder() as place:
        for what, steps, title in (('keep', 2, 'unsaved'), ('discard', 1, 'saved')):
            path = new(place, f'{what}.isobole', '--title', 'saved')
            leave_unsaved(path, 'unsaved')
            result = run('history', path, '--restore', steps, '--unsaved', what)
            expect(result.status == 0, result.err)
            expect(query(path, 'SELECT title FROM experiment') == [(title,)], what)
            expect(query(path, 'SELECT count (*) FROM history') == [(steps,)], what)
            expect(not work_folder(path).exists(), 'the work copy was left')


def spoil(path, at, data):
    with open(path, 'r+b') as file:
        file.seek(at)
        file.write(data)


@test
def strangers_are_refused():
    verbs = (('history',), ('history', '--restore', '0'), ('check',), ('fit',), ('synergy',), ('analyze',),
             ('figure', '--kind', 'plate', '-o', 'a.pdf'))
    with folder() as place:
        newer, foreign, waiting = (new(place, f'{name}.isobole', '--title', 't') for name in ('newer', 'foreign', 'waiting'))
        change(newer, 'PRAGMA user_version = 99')
        change(foreign, "CREATE TRIGGER t AFTER INSERT ON drug BEGIN DELETE FROM drug; END")
        write(f'{waiting}-wal', 'x' * 100)
        files = {path: path.read_bytes() for path in (newer, foreign, waiting)}
        for verb, *options in verbs:
            refused(run(verb, newer, *options, cwd=place), 'newer.isobole', 'newer version of Isobole')
            refused(run(verb, foreign, *options, cwd=place), 'foreign.isobole')
            refused(run(verb, waiting, *options, cwd=place), 'waiting.isobole', 'not in the file yet')
        for verb, *options in verbs[:3]:
            table = write(f'{place}/t.csv', 'drug,dose\n')
            refused(run(verb, table, *options), 't.csv', 'no Isobole project')
            refused(run(verb, f'{place}/none.isobole', *options), 'none.isobole', 'cannot be read')
            refused(run(verb, *options), 'No project is named')
        expect(all(path.read_bytes() == data for path, data in files.items()), 'a refused file was written')
        expect(not any(work_folder(path).exists() for path in files), 'a work copy was left')


@test
def check_finds_what_is_wrong():
    with folder() as place:
        path = new(place)
        result = run('check', path)
        expect((result.status, result.err) == (0, '') and 'whole' in result.out, result.out, result.err)
        expect(run('check', path, '--format', 'json').json() ==
               {'schema': 'isobole/check/1', 'program': run('--version').out.strip().replace('-cli', ''), 'findings': []})
        change(path, "INSERT INTO drug VALUES ('a', 0, 'A', 'nM'), ('b', 1, 'A', 'nM')")
        result = run('check', path)
        expect(result.status == 1 and '“A”' in result.out and '2 times' in result.out, result.status, result.out)
        result = run('check', path, '--format', 'json')
        expect(result.status == 1 and json.loads(result.out)['findings'][0]['code'] == 'same-name', result.out)


@test
def check_finds_damage():
    with folder() as place:
        path = new(place, 'p.isobole', '--title', 'x' * 9000)
        size = path.stat().st_size
        spoil(path, 4096 + 200, os.urandom(1) * (size // 2 - 4096))
        result = run('check', path, '--format', 'json')
        expect(result.status == 1 and json.loads(result.out)['findings'][0]['code'] == 'damaged-file', result.status, result.out)
        refused(run('history', path), 'p.isobole', 'damaged')
        refused(run('history', path, '--restore', 0), 'p.isobole', 'damaged')
        os.truncate(path, size - 100)
        expect(run('check', path).status == 1)
        refused(run('fit', path), 'p.isobole', 'not whole')


@test
def an_empty_project_has_no_results():
    with folder() as place:
        path = new(place)
        for verb in ('fit', 'synergy', 'analyze'):
            refused(run(verb, path), 'p.isobole', 'Nothing in this project was measured', 'help import')
            refused(run(verb, path, '--scale', 'percent'), 'Leave out --scale')
            refused(run(verb, path, path), 'Several files')
        refused(run('figure', path, '--kind', 'fa-ci', '-o', f'{place}/a.pdf'), 'Nothing in this project')


main()
