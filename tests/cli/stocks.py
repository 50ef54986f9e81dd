#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""isobole-cli stocks, and plan of a project: bottles in a table, in a project, and in what is made from them. TAP."""

import copy
import json
import os
import pathlib
import tempfile

from harness import expect, folder, main, refused, run, test, write

DATA = tempfile.TemporaryDirectory()
os.environ['XDG_DATA_HOME'] = DATA.name

CITRATE = {'name': 'Ixazomib', 'unit': 'nM', 'ic50': 50, 'stock': '5 mg/mL', 'form': 'ixazomib citrate', 'form weight': 517.12,
           'active weight': 361.03, 'purity': 0.98, 'lot': 'A1', 'supplier': 'Us', 'expiry': '2999-03-31', 'thaws': 2,
           'intermediate': '200 µM'}
LENALIDOMIDE = {'name': 'Lenalidomide', 'unit': 'µM', 'ic50': 2, 'stock': '10 mM', 'delay': 24}
THIRD = {'name': 'Dexamethasone', 'unit': 'nM', 'ic50': 20, 'stock': '2 mM', 'solvent': 'ethanol'}

RAY = {
    'schema': 'isobole/design/1', 'title': 'Ixazomib + lenalidomide, MM.1S', 'drugs': [CITRATE, {**LENALIDOMIDE, 'delay': 0}],
    'samples': ['MM.1S'],
    'arms': [{'kind': 'series', 'drug': 'Ixazomib', 'multiples': [0.25, 0.5, 1, 2, 4]},
             {'kind': 'series', 'drug': 'Lenalidomide', 'multiples': [0.25, 0.5, 1, 2, 4]},
             {'kind': 'ray', 'drugs': ['Ixazomib', 'Lenalidomide'], 'multiples': [0.25, 0.5, 1, 2, 4]}],
    'controls': {'vehicle': 9, 'positive control': 3, 'blank': 3}, 'plate': {'seed': 42},
    'dosing': {'overage': 0.25, 'caps': {'DMSO': [0.2, 1]}, 'error': 0.03, 'pipettes': 'P20, P200, P1000'},
    'cells': {'per well': 20000, 'count': 1250000, 'viability': 94, 'suspension': True},
    'reagents': [{'name': 'MTT', 'volume': '20 µL', 'strength': '5 mg/mL'}, {'name': 'SDS, HCl', 'volume': '100 µL', 'removes': True}],
}

MATRIX = {
    'schema': 'isobole/design/1', 'title': 'Three', 'drugs': [CITRATE, LENALIDOMIDE, THIRD], 'samples': ['MM.1S', 'RPMI-8226'], 'runs': 2,
    'replicates': 1,
    'arms': [{'kind': 'matrix', 'drugs': ['Ixazomib', 'Lenalidomide', 'Dexamethasone'], 'multiples': [0.5, 1, 2]}],
    'controls': {'vehicle': 9, 'positive control': 3, 'blank': 3}, 'plate': {'seed': 7, 'wells': 384},
    'dosing': {'method': 'separate', 'seed': '30 µL', 'add': '10 µL', 'capacity': '100 µL', 'caps': {'ethanol': [0.5, 2]}},
}


def project_of(design, place):
    """A project of a design, and what a plan of either says."""
    write(pathlib.Path(place, 'design.json'), json.dumps(design))
    write(pathlib.Path(place, 'text.json'), run('plan', 'design.json', '--write', 'project', cwd=place).out)
    run('new', 'p.isobole', '--from', 'text.json', cwd=place)
    return [run('plan', name, '--format', 'json', cwd=place).json() for name in ('design.json', 'p.isobole')]


def without_solution(plan):
    """How the plates came about is told of a design only."""
    plan = copy.deepcopy(plan)
    for plate in plan['plates']:
        plate.pop('layout', None)
    return plan


@test
def the_same_from_a_project():
    for design in (RAY, MATRIX):
        with folder() as place:
            ours, theirs = (without_solution(plan) for plan in project_of(design, place))
            for key in ('stocks', 'dosing', 'plates', 'treatments', 'wells'):
                expect(ours[key] == theirs[key], key, design['title'])
            expect(len(theirs['dosing']) == design.get('runs', 1))
            expect(theirs['stocks'][0]['lot'] == 'A1' and theirs['stocks'][0]['thaws'] == 2, theirs['stocks'])
            expect(without_solution(run('plan', 'text.json', '--format', 'json', cwd=place).json()) == theirs)
            for name in ('design.json', 'p.isobole'):
                expect('ixazomib citrate' in run('plan', name, cwd=place).out)
            for what in ('csv', 'labels', 'opentrons-csv', 'epmotion'):
                options = ('--write', what, '--run', str(design.get('runs', 1)))
                expect(run('plan', 'design.json', *options, cwd=place).out == run('plan', 'p.isobole', *options, cwd=place).out, what)


@test
def nothing_is_lost():
    with folder() as place:
        project_of(RAY, place)
        text = run('dump', 'p.isobole', cwd=place).json()
        expect(text['schema'] == 'isobole/project/2')
        stock = text['stocks'][0]
        expect({key: stock[key] for key in ('drug', 'used', 'concentration', 'unit', 'form', 'purity', 'lot', 'supplier', 'thaws')}
               == {'drug': 'Ixazomib', 'used': True, 'concentration': 5, 'unit': 'mg/mL', 'form': 'ixazomib citrate', 'purity': 0.98,
                   'lot': 'A1', 'supplier': 'Us', 'thaws': 2}, stock)
        expect(text['cells'] == [{'sample': 'MM.1S', 'per well': 20000, 'count': 1250000, 'viability': 94}], text['cells'])
        maps = text['preparation'].pop('maps')
        expect(maps.startswith(text['plates'][0]['id'] + '=random, ring 1, seed 42, stream 1, score '), maps)
        expect(text['preparation'] == {'caps': 'DMSO=0.2:1', 'error': '0.03', 'overage': '0.25', 'pipettes': 'P20, P200, P1000',
                                       'reagents': 'MTT=20 µL@5 mg/mL; SDS, HCl=100 µL, removes', 'suspension': 'yes'},
               text['preparation'])
        expect(text['drugs'][0]['preparation'] == {'intermediate': '200000 nM'}, text['drugs'])
        run('new', 'q.isobole', '--from', 'text.json', cwd=place)
        expect(run('dump', 'q.isobole', cwd=place).out == run('dump', 'p.isobole', cwd=place).out)


@test
def some_of_the_plates():
    with folder() as place:
        _, whole = project_of(MATRIX, place)
        names = [plate['name'] for plate in whole['plates']]
        expect(len(names) == 4, names)
        some = run('plan', 'p.isobole', '--plate', f'{names[0]}, {names[1]}', '--format', 'json', cwd=place).json()
        expect([plate['name'] for plate in some['plates']] == names[:2] and len(some['dosing']) == 1)
        expect(some['dosing'][0]['vessels'] == whole['dosing'][0]['vessels'])
        refused(run('plan', 'p.isobole', '--plate', 'Plate 9', cwd=place), 'p.isobole', 'no plate called “Plate 9”')


@test
def cells_of_each_sample():
    """A suspension is worked out where all cells are alike, and for the plates of one sample where they are not."""
    with folder() as place:
        project_of({**MATRIX, 'cells': {'per well': 5000, 'count': 1e6, 'viability': 95}}, place)
        expect('suspension to seed from' in run('plan', 'p.isobole', cwd=place).out)
        text = run('dump', 'p.isobole', cwd=place).json()
        text['cells'][1]['count'] = 500000
        write(pathlib.Path(place, 'changed.json'), json.dumps(text))
        run('new', 'q.isobole', '--from', 'changed.json', cwd=place)
        out = run('plan', 'q.isobole', cwd=place).out
        expect('suspension to seed from' not in out and 'differ in their cells' in out)
        names = [plate['name'] for plate in text['plates'] if any(well.get('sample') == 'RPMI-8226' for well in plate['wells'])]
        out = run('plan', 'q.isobole', '--plate', ','.join(names), cwd=place).out
        expect('suspension to seed from' in out and 'differ in their cells' not in out, out)


@test
def a_sheet_of_a_project():
    with folder() as place:
        project_of(RAY, place)
        run('plan', 'p.isobole', '--write', 'sheet', '-o', 'sheet.pdf', cwd=place)
        expect(pathlib.Path(place, 'sheet.pdf').read_bytes().startswith(b'%PDF'))


@test
def a_table_of_bottles_and_back():
    with folder() as place:
        project_of(RAY, place)
        table = run('stocks', 'p.isobole', '--format', 'csv', cwd=place).out
        expect(table.splitlines()[1].startswith('Ixazomib,nM,yes,ixazomib citrate,517.12,361.03,1,0.98,5,mg/mL,DMSO,A1,Us,2999-03-31,,2'), table)
        write(pathlib.Path(place, 'same.csv'), table)
        run('stocks', 'p.isobole', '--table', 'same.csv', cwd=place)
        expect(run('history', 'p.isobole', '--format', 'json', cwd=place).json()['steps'] == [])

        # Another lot that is in use from now on, as people write it who write 1,5; and a drug that is new.
        write(pathlib.Path(place, 'more.csv'), 'Drug;Concentration;Lot;Used;Form_Weight;purity;dose unit\n'
              'Ixazomib;5,5 mg/mL;B2;yes;517,12;98 %;\nPomalidomide;10 mM;P1;;;;nM\n')
        run('stocks', 'p.isobole', '--table', 'more.csv', cwd=place)
        rows = [line.split(',') for line in run('stocks', 'p.isobole', '--format', 'csv', cwd=place).out.splitlines()[1:]]
        expect([(row[0], row[2], row[8], row[11]) for row in rows]
               == [('Ixazomib', 'no', '5', 'A1'), ('Lenalidomide', 'yes', '10', ''), ('Ixazomib', 'yes', '5.5', 'B2'),
                   ('Pomalidomide', 'yes', '10', 'P1')], rows)
        expect(rows[2][7] == '0.98' and rows[3][1] == 'nM', rows)
        step, = run('history', 'p.isobole', '--format', 'json', cwd=place).json()['steps']
        expect(step['verb'] == 'import-stocks' and step['arguments'] == ['more.csv'], step)
        vessels = run('plan', 'p.isobole', '--format', 'json', cwd=place).json()['dosing'][0]['vessels']
        # What acts in it: 5.5 g/L * 0.98 / 517.12 g/mol.
        expect('Ixazomib 10.42 mM' in [vessel['name'] for vessel in vessels], [vessel['name'] for vessel in vessels][:9])


@test
def tables_that_are_refused():
    cases = (('drug,lot\nIxazomib,1\n', 'line 1', 'concentration'), ('drug,drug,concentration\n', 'line 1, column 2', 'two columns'),
             ('drug,concentration\n', 'bad.csv', 'no bottle'), ('drug,concentration\nIxazomib,10\n', 'line 2, column 2', 'no amount'),
             ('drug,concentration,unit\nIxazomib,10,mX\n', 'line 2, column 3', 'no unit'),
             ('drug,concentration\nIxazomib,10 µL\n', 'line 2, column 2', 'no concentration'),
             ('drug,concentration,expiry\nIxazomib,10 mM,31.3.2027\n', 'line 2, column 3', 'no day'),
             ('drug,concentration,purity\nIxazomib,10 mM,98\n', 'line 2, column 3', 'at most'),
             ('drug,concentration,thaws\nIxazomib,10 mM,often\n', 'line 2, column 3', 'whole number'),
             ('drug,concentration,used\nIxazomib,10 mM,maybe\n', 'line 2, column 3', 'yes or no'),
             ('drug,concentration\n,10 mM\n', 'line 2, column 1', 'missing'), ('drug,concentration\nX,10 mM\n', 'line 2', 'no compound'))
    with folder() as place:
        project_of(RAY, place)
        before = run('dump', 'p.isobole', cwd=place).out
        for text, *words in cases:
            write(pathlib.Path(place, 'bad.csv'), text)
            refused(run('stocks', 'p.isobole', '--table', 'bad.csv', cwd=place), *words)
        expect(run('dump', 'p.isobole', cwd=place).out == before)


@test
def what_is_missing_is_named():
    with folder() as place:
        project_of(RAY, place)
        text = run('dump', 'p.isobole', cwd=place).json()
        cases = (({'stocks': text['stocks'][1:]}, 'No stock of Ixazomib is known'),
                 ({'stocks': [{**stock, 'used': False} for stock in text['stocks']]}, 'None of the bottles of Ixazomib'),
                 ({'stocks': [{key: value for key, value in stock.items() if 'weight' not in key} for stock in text['stocks']]},
                  'Add the molecular weight'),
                 ({'stocks': [{**stock, 'expiry': '2020-01-01'} for stock in text['stocks']]}, 'Lot A1 of Ixazomib expired on 2020-01-01'),
                 ({'plates': []}, 'Plan the wells first'))
        for number, (change, words) in enumerate(cases):
            write(pathlib.Path(place, 'changed.json'), json.dumps({**text, **change}))
            run('new', f'{number}.isobole', '--from', 'changed.json', cwd=place)
            refused(run('plan', f'{number}.isobole', cwd=place), words)
        stocks = [{**stock, 'expiry': '2020-01-01', 'in spite': 'tested last week'} for stock in text['stocks']]
        write(pathlib.Path(place, 'changed.json'), json.dumps({**text, 'stocks': stocks}))
        run('new', 'spite.isobole', '--from', 'changed.json', cwd=place)
        expect('tested last week' in run('plan', 'spite.isobole', cwd=place).out)


@test
def texts_that_are_refused():
    with folder() as place:
        project_of(RAY, place)
        text = run('dump', 'p.isobole', cwd=place).json()
        stock, cells = text['stocks'][0], text['cells'][0]
        cases = (({'stocks': [{**stock, 'drug': 'X'}]}, 'stocks[0]', 'not in this text'), ({'stocks': [{**stock, 'unit': 'mX'}]}, 'stocks[0].unit', 'no unit'),
                 ({'stocks': [{**stock, 'purity': 98}]}, 'stocks[0]', 'Purity'), ({'stocks': [stock, {**stock, 'id': 'x'}]}, 'stocks[1]', 'in use'),
                 ({'stocks': [stock, {**stock, 'used': False}]}, 'stocks[1]', 'taken'), ({'cells': [cells, cells]}, 'cells[1]', 'twice'),
                 ({'cells': [{**cells, 'viability': 940}]}, 'cells[0]', 'alive'), ({'preparation': {'method': 'drops'}}, 'preparation.method', 'premixed'),
                 ({'preparation': {'colour': 'red'}}, 'preparation.colour', 'seed'))
        for change, *words in cases:
            write(pathlib.Path(place, 'changed.json'), json.dumps({**text, **change}))
            refused(run('new', 'n.isobole', '--from', 'changed.json', cwd=place), *words)


main()
