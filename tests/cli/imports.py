#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files into projects: everything in one go or nothing, and the same results from a project as from its files. TAP."""

import json
import os
import pathlib
import subprocess

from harness import CLI, EXAMPLE, SOURCE, expect, folder, main, refused, run, test, write
from projects_common import change, held, leave_unsaved, new, query, work_folder

PLATES = sorted(EXAMPLE.glob('plate-*.txt'))
LAYOUT = EXAMPLE / 'layout.csv'
CHOU = SOURCE / 'data/examples/chou-1994.csv'
TABLE = 'drug,dose,unit,viability (%)\nA,0,nM,99\nA,1,nM,90\nA,3,nM,70\nA,10,nM,45\nA,30,nM,20\nA,100,nM,8\n'
SIGNALS = ('plate,well,role,experiment,drug,dose (nM),signal\nP,A1,blank,1,,,0.05\nP,A2,vehicle,1,,,1.1\nP,B1,treated,1,x,10,0.5\n'
           'P,B2,treated,1,x,1,0.9\nP,B3,treated,1,x,100,0.1\nP,B4,treated,1,x,1000,NA\n')
MATRIX = 'drug1,dose1,drug2,dose2,inhibition (%)\n' + ''.join(
    f'A,{a},B,{b},{round(100 * (1 - 1 / (1 + a) / (1 + b / 3)), 3)}\n' for a in (0, 0.3, 1, 3) for b in (0, 1, 3, 9))
GRID = ',1,2,3\nA,{},1.2,1.1\nB,0.5,0.4,0.3\n'
MAP = 'plate,experiment,well,role,drug,dose (nM)\n' + ''.join(
    f'{plate},{plate},A1,blank,,\n{plate},{plate},A2,vehicle,,\n{plate},{plate},A3,vehicle,,\n{plate},{plate},B1,treated,x,1\n'
    f'{plate},{plate},B2,treated,x,10\n{plate},{plate},B3,treated,x,100\n' for plate in ('one', 'two'))


def imported(place, *arguments, name='p.isobole', title=()):
    path = new(place, name, *title)
    result = run('import', path, *arguments)
    expect(result.status == 0, result.err)
    expect(not work_folder(path).exists(), 'the work copy was left')
    return path, result


def without_folders(data, arguments):
    """A project keeps the names of files without their folders."""
    for argument in arguments:
        data = data.replace(f'{os.path.dirname(argument)}/'.encode(), b'') if os.path.isabs(argument) else data
    return data


def same_results(path, *arguments, verbs=('fit', 'synergy', 'analyze')):
    for verb in verbs:
        for form in ('json', 'text') if verb == 'analyze' else ('json', 'csv', 'text'):
            direct = run(verb, *arguments, '--format', form)
            saved = run(verb, path, '--format', form)
            expect(direct.status == 0 and saved.status == 0, verb, direct.err, saved.err)
            expect(without_folders(direct.bytes, arguments) == saved.bytes, verb, form, 'differ', direct.out[:2000], saved.out[:2000])


@test
def a_table_gives_the_same_bytes():
    with folder() as place:
        for name, text, verbs in (('t.csv', TABLE, ('fit', 'analyze')), ('m.csv', MATRIX, ('fit', 'synergy', 'analyze')),
                                  ('s.csv', SIGNALS, ('fit', 'analyze'))):
            table = write(f'{place}/{name}', text)
            path, result = imported(place, table, name=f'{name}.isobole')
            expect(f'“{name}”: a table with {len(text.splitlines()) - 1} responses.' in result.out.replace(f'{place}/', ''), result.out)
            same_results(path, table, verbs=verbs)


@test
def a_published_table_gives_the_same_bytes():
    with folder() as place:
        path, _ = imported(place, CHOU)
        same_results(path, CHOU)
        analysis = run('analyze', path, '--format', 'json').json()
        fit, synergy = (run(verb, path, '--format', 'json').json() for verb in ('fit', 'synergy'))
        expect(analysis['schema'] == 'isobole/analysis/1')
        for member in fit.keys() - {'schema'}:
            expect(analysis[member] == fit[member], member)
        expect(analysis['combinations'] == synergy['combinations'] and analysis['combinations'])
        text = run('analyze', path).out
        expect('Curves' in text and 'Median effect' in text, text)


@test
def exports_with_a_layout_give_the_same_bytes():
    with folder() as place:
        path, result = imported(place, *PLATES, '--layout', LAYOUT)
        expect(result.out.count('\n') == 3 and 'is that of the plate “Plate 1”' in result.out, result.out)
        same_results(path, *PLATES, '--layout', LAYOUT)
        (step,) = run('history', path, '--format', 'json').json()['steps']
        expect(step['verb'] == 'import' and 'plate-1' in step['text'], step)
        expect(query(path, 'SELECT count (*) FROM source') == [(3,)])
        expect(run('check', path).status == 0)


def add_reference(text):
    """The export with a second wavelength, whose values are those of a tenth, rounded."""
    lines = []
    for line in text.replace('Wavelengths:  570', 'Wavelengths:  570, 690').splitlines():
        lines.append(line)
        cells = line.split('\t')
        if cells[-1] == '570':
            lines.append('\t'.join(['', *(f'{float(cell) / 10:.3f}' for cell in cells[1:-1]), '690']))
    return '\n'.join(lines) + '\n'


@test
def a_reference_is_subtracted():
    with folder() as place:
        files = [write(f'{place}/{path.name}', add_reference(path.read_text())) for path in PLATES]
        options = ('--layout', LAYOUT, '--reference', '690')
        path, _ = imported(place, *files, *options)
        same_results(path, *files, *options, verbs=('fit',))
        without, _ = imported(place, *files, '--layout', LAYOUT, name='q.isobole')
        expect(run('fit', path).bytes != run('fit', without).bytes, 'the reference makes no difference')
        empty = new(place, 'r.isobole')
        before = empty.read_bytes()
        refused(run('import', empty, *files, '--layout', LAYOUT, '--read', '1'), 'no read called “1”', '570, 690')
        expect(empty.read_bytes() == before)


@test
def figures_of_projects():
    with folder() as place:
        path, _ = imported(place, *PLATES, '--layout', LAYOUT)
        for kind in ('dose-response', 'isobologram', 'plate'):
            expect(run('figure', path, '--kind', kind, '-o', f'{place}/a.svg').status == 0)
            expect(run('figure', *PLATES, '--layout', LAYOUT, '--kind', kind, '-o', f'{place}/b.svg').status == 0)
            expect(pathlib.Path(place, 'a.svg').read_bytes() == pathlib.Path(place, 'b.svg').read_bytes(), kind)


def planned(place):
    """A project with two plates, of which nothing was read yet."""
    write(f'{place}/one.csv', GRID.format('0.1'))
    write(f'{place}/two.csv', GRID.format('0.2'))
    layout = write(f'{place}/map.csv', MAP)
    path, _ = imported(place, f'{place}/one.csv', f'{place}/two.csv', '--layout', layout)
    change(path, 'DELETE FROM link')
    return path


def links(path):
    return query(path, "SELECT plate.name, source.name FROM link JOIN plate ON plate.id = link.plate JOIN read ON read.id = link.read "
                 "JOIN source ON source.sha256 = read.source ORDER BY plate.name")


def unchanged(path, action):
    before = path.read_bytes()
    action()
    expect(path.read_bytes() == before, 'the project was changed')


def standing(path):
    return query(path, 'SELECT plate.name, count (well.role), (SELECT count (*) FROM link WHERE link.plate = plate.id) FROM plate '
                 'LEFT JOIN well ON well.plate = plate.id GROUP BY plate.id ORDER BY plate.name')


@test
def a_layout_finds_its_plates():
    """What was read before anybody said what stood on the plates gets its layout later."""
    with folder() as place:
        path = planned(place)
        run('import', path, f'{place}/two.csv', f'{place}/one.csv')
        before = [row for row in run('fit', path, '--format', 'csv').out.splitlines()]
        change(path, 'DELETE FROM dose')
        change(path, 'DELETE FROM well')
        expect(standing(path) == [('one', 0, 1), ('two', 0, 1)], standing(path))
        result = run('import', path, '--layout', f'{place}/map.csv')
        expect(result.status == 0 and 'The layout is now that of the plate “one”.' in result.out, result.out, result.err)
        expect(standing(path) == [('one', 6, 1), ('two', 6, 1)], standing(path))
        expect(run('fit', path, '--format', 'csv').out.splitlines() == before)
        result = run('import', path, '--layout', f'{place}/map.csv')
        expect(result.status == 0 and 'stands on the plate “two” already' in result.out, result.out, result.err)
        other = write(f'{place}/other.csv', 'plate,well,role,drug,dose (nM)\none,A1,blank,,\none,B1,treated,y,3\n')
        unchanged(path, lambda: refused(run('import', path, '--layout', other), 'Something else stands on the plate “one”', '--replace'))
        result = run('import', path, '--layout', other, '--replace')
        expect(result.status == 0 and 'in place of another' in result.out, result.out, result.err)
        expect(standing(path) == [('one', 2, 1), ('two', 6, 1)], standing(path))
        fresh = write(f'{place}/three.csv', 'well,role,drug,dose (nM)\nA1,blank,,\nB1,treated,y,3\n')
        result = run('import', path, '--layout', fresh)
        expect(result.status == 0 and 'The plate “three” is new' in result.out, result.out, result.err)


@test
def a_layout_finds_plates_by_what_their_files_call_them():
    """Plates that were read before there was a layout are called as their files are, and the layout as the reader calls them."""
    with folder() as place:
        path, _ = imported(place, *PLATES, '--layout', LAYOUT)
        before = run('fit', path, '--format', 'csv').out
        change(path, "UPDATE plate SET name = replace (lower (name), ' ', '-')")
        change(path, 'DELETE FROM dose')
        change(path, 'DELETE FROM well')
        expect([row[0] for row in standing(path)] == ['plate-1', 'plate-2', 'plate-3'], standing(path))
        result = run('import', path, '--layout', LAYOUT)
        expect(result.status == 0 and 'The layout is now that of the plate “plate-3”.' in result.out, result.out, result.err)
        expect(len(standing(path)) == 3 and all(wells > 0 for _, wells, _ in standing(path)), standing(path))
        expect(run('fit', path, '--format', 'csv').out == before)
        again = run('import', path, '--layout', LAYOUT)
        expect('stands on the plate “plate-1” already' in again.out and len(standing(path)) == 3, again.out, again.err)


@test
def a_layout_without_a_name_is_asked_about():
    with folder() as place:
        path = planned(place)
        run('import', path, f'{place}/two.csv', f'{place}/one.csv')
        change(path, 'DELETE FROM dose')
        change(path, 'DELETE FROM well')
        layout = write(f'{place}/map.csv', 'well,role,drug,dose (nM)\nA1,blank,,\nB1,treated,y,3\n')
        unchanged(path, lambda: refused(run('import', path, '--layout', layout), 'names no plate', 'one,two', '--plate'))
        unchanged(path, lambda: refused(run('import', path, '--layout', layout, '--plate', 'four'), 'There is no plate “four”'))
        expect(run('import', path, '--layout', layout, '--plate', 'one,two').status == 0)
        expect(standing(path) == [('one', 2, 1), ('two', 2, 1)], standing(path))


@test
def readings_find_their_plates():
    with folder() as place:
        path = planned(place)
        before = path.read_bytes()
        expect(run('import', path, f'{place}/two.csv', f'{place}/one.csv').status == 0)
        expect([(p, os.path.basename(s)) for p, s in links(path)] == [('one', 'one.csv'), ('two', 'two.csv')], links(path))
        path.write_bytes(before)
        renamed = [write(f'{place}/{name}', GRID.format(value)) for name, value in (('x.csv', '0.11'), ('y.csv', '0.12'))]
        expect(run('import', path, *renamed).status == 0)
        expect([(p, os.path.basename(s)) for p, s in links(path)] == [('one', 'x.csv'), ('two', 'y.csv')], links(path))
        result = run('import', path, renamed[1], '--plate', 'one')
        expect(result.status == 0 and 'in place of another' in result.out, result.out, result.err)
        expect([(p, os.path.basename(s)) for p, s in links(path)] == [('one', 'y.csv'), ('two', 'y.csv')], links(path))
        expect(run('fit', path).status == 0)


@test
def readings_without_a_plate_are_refused():
    with folder() as place:
        path = planned(place)
        before = path.read_bytes()
        grid = write(f'{place}/z.csv', GRID.format('0.13'))
        wide = write(f'{place}/w.csv', ',' + ','.join(map(str, range(1, 13))) + '\n' + ''.join(
            f'{row},' + ','.join(['1.5'] * 12) + '\n' for row in 'ABCDEFGH'))
        refused(run('import', path, grid), 'Plates of the project: one, two', 'z.csv', '--plate', '--layout')
        refused(run('import', path, grid, '--plate', 'three'), 'no plate “three”', 'one, two')
        refused(run('import', path, grid, wide, '--plate', 'one'), 'several were read', 'z.csv', 'w.csv')
        refused(run('import', path, wide, '--plate', 'one'), 'w.csv')
        refused(run('import', new(place, 'q.isobole'), grid), 'no plates yet', '--layout')
        expect(path.read_bytes() == before and not work_folder(path).exists())


@test
def all_or_nothing():
    with folder() as place:
        path, _ = imported(place, write(f'{place}/t.csv', TABLE))
        before = path.read_bytes()
        other = write(f'{place}/u.csv', TABLE.replace('A,', 'B,'))
        signals = write(f'{place}/s.csv', SIGNALS)
        broken = write(f'{place}/broken.csv', 'drug,dose,unit,viability (%)\nA,x,nM,99\nA,1,nM,90\n')
        refused(run('import', path, other, broken), 'broken.csv, line 2')
        refused(run('import', path, other, signals), 's.csv', 'viability')
        refused(run('import', path, f'{place}/t.csv'), 't.csv', 'already in the project')
        refused(run('import', path, *PLATES, '--layout', LAYOUT), 'what a reader measures is a signal')
        refused(run('import', path, f'{place}/none.csv'), 'none.csv')
        refused(run('import', path, path), 'p.isobole')
        refused(run('import', path), 'No file to import')
        refused(run('import', f'{place}/none.isobole', other), 'none.isobole', 'cannot be read')
        refused(run('import', other, f'{place}/t.csv'), 'u.csv', 'no Isobole project')
        expect(path.read_bytes() == before and not work_folder(path).exists())
        expect(run('import', path, other).status == 0)
        expect([c['drug'] for c in run('fit', path, '--format', 'json').json()['curves']] == ['A', 'B'])


@test
def two_experiments_do_not_become_one():
    """A table that does not say which experiment it is counts as one of its own."""
    with folder() as place:
        other = write(f'{place}/tuesday.csv', TABLE.replace('45', '44'))
        path, result = imported(place, write(f'{place}/monday.csv', TABLE))
        expect('--run' not in result.out, result.out)
        before = path.read_bytes()
        result = run('import', path, other)
        expect('“tuesday.csv” does not say' in result.out and '“tuesday”' in result.out and '--run' in result.out, result.out)
        expect(run('fit', path, '--format', 'json').json()['input']['experiments'] == ['1', 'tuesday'])
        path.write_bytes(before)
        result = run('import', path, other, '--run', '1')
        expect(result.status == 0 and '--run' not in result.out, result.out, result.err)
        expect(run('fit', path, '--format', 'json').json()['input']['experiments'] == ['1'])
        path.write_bytes(before)
        named = write(f'{place}/named.csv', 'experiment,' + TABLE.replace('\nA', '\nday,A'))
        refused(run('import', path, named, '--run', '1'), 'named.csv', 'says itself which experiments')
        refused(run('import', path, other, '--run', ' '), '--run names the experiment')
        refused(run('import', path, *PLATES, '--layout', LAYOUT, '--run', '1'), '--run names the experiment')
        expect(path.read_bytes() == before)
        path, _ = imported(place, f'{place}/monday.csv', other, name='both.isobole')
        expect(run('fit', path, '--format', 'json').json()['input']['experiments'] == ['1', 'tuesday'])


@test
def findings_stay_with_the_project():
    with folder() as place:
        text = TABLE.replace('viability (%)', 'viability (%),colour').replace('\nA', '\nA', 1)
        table = write(f'{place}/t.csv', '\n'.join(line if 'colour' in line or not line else line + ',red' for line in text.split('\n')))
        path, _ = imported(place, table)
        ((kind, content, source),) = query(path, 'SELECT kind, content, source.name FROM result JOIN source ON sha256 = input')
        found = json.loads(content)
        expect((kind, source, found['schema'], found['file']) == ('findings', 't.csv', 'isobole/findings/1', 't.csv'), content)
        expect([message['code'] for message in found['messages']] == ['column-ignored'] and 'colour' in content, content)
        expect(run('check', path).status == 0, 'findings are no stale results')
        path, _ = imported(place, write(f'{place}/u.csv', TABLE), name='q.isobole')
        expect(query(path, 'SELECT count (*) FROM result') == [(0,)])


@test
def plates_that_used_to_be_refused():
    with folder() as place:
        rows = [('A2', 'vehicle', '', 1.1), ('A1', 'blank', '', 0.1), ('B1', 'treated', 10, 0.5), ('B2', 'treated', 1, 0.9),
                ('B3', 'treated', 100, 0.2)]
        text = 'plate,experiment,well,role,drug,dose (nM),signal\n' + ''.join(
            f'1,{day},{well},{role},{"x" if dose else ""},{dose},{value * day}\n' for day in (1, 2, 3) for well, role, dose, value in rows)
        path, _ = imported(place, write(f'{place}/days.csv', text))
        same_results(path, f'{place}/days.csv', verbs=('fit', 'analyze'))
        expect(sorted(query(path, 'SELECT name FROM plate')) == [('1',), ('1, 2',), ('1, 3',)])
        loose = text.replace(',A2,vehicle', ',,vehicle')
        path, _ = imported(place, write(f'{place}/loose.csv', loose), name='q.isobole')
        same_results(path, f'{place}/loose.csv', verbs=('fit', 'analyze'))
        expect(run('check', path).status == 0)


@test
def an_import_is_one_step_back():
    with folder() as place:
        path, _ = imported(place, write(f'{place}/t.csv', TABLE), write(f'{place}/u.csv', TABLE.replace('A,', 'B,')))
        expect(query(path, 'SELECT count (*) FROM history') == [(1,)])
        expect(run('history', path, '--restore', 0).status == 0)
        refused(run('fit', path), 'Nothing in this project was measured')
        expect(run('history', path, '--restore', 1).status == 0)
        expect(len(run('fit', path, '--format', 'json').json()['curves']) == 2)


@test
def somebody_else_has_it():
    with folder() as place:
        table = write(f'{place}/t.csv', TABLE)
        path = new(place, 'p.isobole', '--title', 'saved')
        before = path.read_bytes()
        with held(path):
            refused(run('import', path, table), 'p.isobole', 'already open elsewhere')
        expect(path.read_bytes() == before)
        leave_unsaved(path, 'unsaved')
        refused(run('import', path, table), 'never saved', '--unsaved keep')
        expect(path.read_bytes() == before)
        expect(run('import', path, table, '--unsaved', 'keep').status == 0)
        expect(query(path, 'SELECT title FROM experiment') == [('unsaved',)])


@test
def somebody_else_changed_it():
    """Unsaved work is of an older file than the one that is there now: neither is lost."""
    with folder() as place:
        table = write(f'{place}/t.csv', TABLE)
        path = new(place, 'p.isobole', '--title', 'saved')
        leave_unsaved(path, 'unsaved')
        path.write_bytes(new(place, 'q.isobole', '--title', 'by others').read_bytes())
        refused(run('import', path, table, '--unsaved', 'keep'), 'p.isobole', 'Somebody else has changed the file')
        expect(query(path, 'SELECT title FROM experiment') == [('by others',)])
        copy = work_folder(path) / 'project.db'
        expect(query(copy, 'SELECT title FROM experiment') == [('unsaved',)], 'unsaved work is gone')
        expect(query(copy, 'SELECT count (*) FROM plate') == [(0,)], 'a part of the import was left')
        expect(run('import', path, table, '--unsaved', 'discard').status == 0)
        expect(query(path, 'SELECT title FROM experiment') == [('by others',)])


@test
def many_at_once():
    """Each import is refused or whole, and none takes another one away."""
    with folder() as place:
        path = new(place)
        tables = [write(f'{place}/{n}.csv', TABLE.replace('A,', f'D{n},')) for n in range(6)]
        started = [subprocess.Popen([CLI, 'import', path, table], stdout=subprocess.PIPE, stderr=subprocess.PIPE) for table in tables]
        done = []
        for number, process in enumerate(started):
            _, err = process.communicate(timeout=50)
            if process.returncode == 0:
                done.append(f'D{number}')
            else:
                expect(process.returncode == 2 and b'open elsewhere' in err or b'Somebody else' in err, process.returncode, err.decode())
        drugs = sorted(name for name, in query(path, 'SELECT name FROM drug'))
        expect(done and drugs == sorted(done), drugs, done)
        expect(run('check', path).status == 0 and not work_folder(path).exists())


@test
def a_format_of_the_lab():
    """A table that no reader knows: said once with --map, remembered by its headers, and used for no other table."""
    with folder() as place:
        config = {**os.environ, 'XDG_CONFIG_HOME': f'{place}/config'}
        wells = write(f'{place}/wells.csv', 'Pos;OD\nA1;1,2\nA2;0,6\n')
        other = write(f'{place}/other.csv', 'Position;OD\nA1;1,2\n')
        doses = write(f'{place}/doses.csv', 'Pos;Substance;Amount;Left\nA1;x;1;0,9\nA2;x;10;0,5\nA3;x;100;0,2\n')
        refused(run('read', wells, env=config), 'wells.csv', 'None of the known readers')
        said = run('read', wells, '--map', 'Pos=well, OD=value', env=config)
        expect(said.status == 0 and ',,OD,A1,1.2,' in said.out and ',,OD,A2,0.6,' in said.out, said.out, said.err)
        expect('the lab\'s own format “Pos=well, OD=value”' in said.err, said.err)
        refused(run('read', wells, '--map', 'Pos=well, Absorbance=value', env=config), 'wells.csv', 'Absorbance')
        refused(run('read', wells, '--map', 'Pos=place', env=config), '“Pos=place” does not say what a column means')

        formats = pathlib.Path(place) / 'config/isobole/formats'
        formats.mkdir(parents=True)
        write(formats / 'a.isobole-format', '[Format]\nName=Reader in room 7\nColumns=Pos;OD;\nMeanings=well;value;\n')
        write(formats / 'b.isobole-format', '[Format]\nName=Doses\nColumns=Pos;Substance;Amount;Left;\nMeanings=well;drug1;dose1;response;\n')
        write(formats / 'c.isobole-format', 'no format at all')
        kept = run('read', wells, env=config)
        expect(kept.out == said.out and '“Reader in room 7”' in kept.err, kept.out, kept.err)
        refused(run('read', other, env=config), 'other.csv', 'None of the known readers')
        fitted = run('fit', doses, '--response', 'viability', '--scale', 'fraction', '--format', 'json', env=config).json()
        expect([p['dose'] for p in fitted['curves'][0]['points']] == [1, 10, 100], fitted['curves'][0]['points'])
        expect(run('fit', doses, '--response', 'viability', '--scale', 'fraction', env={**config, 'XDG_CONFIG_HOME': place}).status == 2)


main()
