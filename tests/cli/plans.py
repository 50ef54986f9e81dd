#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""isobole-cli plan: from a design to plates, tubes, a project and lists for robots. TAP."""

import copy
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

from harness import EXAMPLE, expect, folder, main, refused, run, test, write

DATA = tempfile.TemporaryDirectory()
os.environ['XDG_DATA_HOME'] = DATA.name

RAY = {
    'schema': 'isobole/design/1',
    'title': 'Ixazomib + lenalidomide, MM.1S',
    'drugs': [
        {'name': 'Ixazomib', 'unit': 'nM', 'ic50': 50, 'stock': '10 mM', 'form weight': 517.12, 'active weight': 361.03},
        {'name': 'Lenalidomide', 'unit': 'µM', 'ic50': 2, 'stock': '10 mM'},
    ],
    'samples': ['MM.1S'],
    'arms': [
        {'kind': 'series', 'drug': 'Ixazomib', 'multiples': [0.25, 0.5, 1, 2, 4]},
        {'kind': 'series', 'drug': 'Lenalidomide', 'from': 8, 'factor': 2, 'n': 5},
        {'kind': 'ray', 'drugs': ['Ixazomib', 'Lenalidomide'], 'multiples': [0.25, 0.5, 1, 2, 4]},
    ],
    'controls': {'vehicle': 9, 'positive control': 3, 'blank': 3},
    'plate': {'seed': 42},
}


def changed(**changes):
    design = copy.deepcopy(RAY)
    design.update(changes)
    return design


def plan(design, *options):
    with folder() as place:
        write(pathlib.Path(place, 'design.json'), json.dumps(design))
        return run('plan', 'design.json', *options, cwd=place)


@test
def the_sixty_wells():
    whole = plan(RAY, '--format', 'json').json()
    expect(whole['schema'] == 'isobole/plan/1' and whole['treatments'] == 15 and whole['wells'] == 60)
    plate, = whole['plates']
    expect(len(plate['wells']) == 60 and plate['layout']['broken'] == 0 and plate['layout']['seed'] == 42, plate['layout'])
    expect(all(rule['kept'] for rule in plate['rules']), plate['rules'])
    dosing, = whole['dosing']
    expect(dosing['feasible'] and dosing['prefactor'] == 2)
    vessels = {vessel['name']: vessel for vessel in dosing['vessels'] if vessel['kind'] != 'well'}
    expect(abs(vessels['1a']['made'] - 800e3) < 200, vessels['1a'])   # 400 kept, 400 carried on
    expect(vessels['1a']['Ixazomib'] == 400 and vessels['1a']['Lenalidomide'] == 16, vessels['1a'])
    expect(abs(dosing['vehicle'][0]['most'] - 0.0018) < 1e-5, dosing['vehicle'])
    codes = [message['code'] for message in dosing['messages']]
    expect({'prefactor', 'vehicle-amber', 'no-untreated', 'remedy'} <= set(codes), codes)
    for well in plate['wells']:
        for dose in well['doses']:
            expect(abs(dose['achieved'] / dose['requested'] - 1) < 0.005, well)


@test
def doses_from_an_earlier_experiment():
    """One of the IC50s lies beyond the doses that were tested, and is said to."""
    drugs = [{**drug} for drug in RAY['drugs']]
    for drug in drugs:
        del drug['ic50']
    arms = [{'kind': 'ray', 'drugs': ['Ixazomib', 'Lenalidomide'], 'multiples': [1]}]
    design = changed(drugs=drugs, arms=arms)
    refused(plan(design), 'Ixazomib', 'IC50')
    with folder() as place:
        project = pathlib.Path(place, 'earlier.isobole')
        run('new', project, '--from', EXAMPLE.parent / 'ixazomib-lenalidomide.json')
        curves = {curve['drugs'][0]: curve for curve in run('fit', project, '--format', 'json').json()['curves']
                  if len(curve['drugs']) == 1}
        result = plan(design, '--earlier', project, '--format', 'json')
        refused(plan(design, '--earlier', project, '--sample', 'HeLa'), 'HeLa')
    expect('IC50 of Ixazomib' in result.err and 'nM' in result.err and 'extrapolated' in result.err, result.err)
    doses = {dose['drug']: dose['requested'] for well in json.loads(result.out)['plates'][0]['wells'] for dose in well['doses']}
    for name, curve in curves.items():
        half, = [dose['value'] for dose in curve['effect_doses'] if dose['level'] == 0.5 and dose['kind'] == 'absolute']
        expect(abs(doses[name] / half - 1) < 1e-9, name, doses, half)


@test
def a_lot_that_expired():
    drugs = copy.deepcopy(RAY['drugs'])
    drugs[0].update({'lot': 'A1', 'expiry': '2025-03-31'})
    refused(plan(changed(drugs=drugs)), 'A1', '2025-03-31', 'in spite')
    drugs[0]['in spite'] = 'potency checked'
    expect('potency checked' in plan(changed(drugs=drugs)).out)
    drugs[0]['expiry'] = 'next year'
    refused(plan(changed(drugs=drugs)), 'next year', '2027-03-31')


@test
def three_lines_from_one_mother_plate():
    design = changed(samples=['MM.1S', 'U266', 'RPMI-8226'], dosing={'mother': True})
    whole = plan(design, '--format', 'json').json()
    maps = [[(well['well'], well['role'], [dose['requested'] for dose in well['doses']], well['replicate']) for well in plate['wells']]
            for plate in whole['plates']]
    expect(len(maps) == 3 and maps[0] == maps[1] == maps[2])
    samples = [{well.get('sample') for well in plate['wells']} - {None} for plate in whole['plates']]
    expect(samples == [{'MM.1S'}, {'U266'}, {'RPMI-8226'}], samples)
    mothers = [vessel for vessel in whole['dosing'][0]['vessels'] if vessel['kind'] == 'mother']
    expect(len(mothers) == 60 and {vessel['plate'] for vessel in mothers} == {'Mother 1'}, mothers[:2])
    apart = plan(changed(samples=['MM.1S', 'U266']), '--format', 'json').json()['plates']
    expect([well['well'] for well in apart[0]['wells'] if well['role'] == 'vehicle']
           != [well['well'] for well in apart[1]['wells'] if well['role'] == 'vehicle'])
    expect('Mother 1: 380 µL a well' in plan(design).out)


@test
def one_drug_after_the_other():
    drugs = copy.deepcopy(RAY['drugs'])
    drugs[1]['delay'] = 24
    refused(plan(changed(drugs=drugs)), 'Lenalidomide', 'separate')
    text = plan(changed(drugs=drugs, dosing={'method': 'separate', 'add': '50 µL'})).out
    expect('Lenalidomide is added 24 h after' in text and '1.33 times' in text, text)


@test
def the_same_design_gives_the_same_bytes():
    for options in [('--format', 'json'), ('--format', 'text'), ('--write', 'project'), ('--write', 'gwl')]:
        expect(plan(RAY, *options).bytes == plan(RAY, *options).bytes, options)
    expect(plan(RAY, '--write', 'gwl').bytes != plan(changed(plate={'seed': 43}), '--write', 'gwl').bytes, 'the seed does nothing')


@test
def a_project_of_it():
    text = plan(changed(runs=3), '--write', 'project')
    expect(text.status == 0, text.err)
    with folder() as place:
        write(pathlib.Path(place, 'text.json'), text.bytes)
        made = run('new', 'p.isobole', '--from', 'text.json', cwd=place)
        expect(made.status == 0, made.err)
        expect(run('dump', 'p.isobole', cwd=place).bytes == text.bytes, 'the project is not the text')
        expect(run('check', 'p.isobole', cwd=place).status == 0)
    whole = json.loads(text.out)
    expect([p['run'] for p in whole['plates']] == ['Experiment 1', 'Experiment 2', 'Experiment 3'])
    doses = [well['doses'] for well in whole['plates'][0]['wells'] if 'doses' in well]
    expect(all(set(dose) == {'requested', 'planned', 'achieved'} for well in doses for dose in well.values() if isinstance(dose, dict)))
    expect(len(doses) == 45)
    patterns = [[w['well'] for w in p['wells'] if w['role'] == 'vehicle'] for p in whole['plates']]
    expect(len({tuple(pattern) for pattern in patterns}) == 3, 'plates have the same pattern of controls')


@test
def text_for_people():
    result = plan(changed(cells={'per well': 20000, 'count': 1250000, 'viability': 94, 'suspension': True},
                          reagents=[{'name': 'MTT', 'volume': '20 µL', 'strength': '5 mg/mL'},
                                    {'name': 'Solubiliser', 'volume': '150 µL', 'removes': True}]))
    expect(result.status == 0, result.err)
    for part in ('Plate 1, Experiment 1: random, seed 42', '98 µL DMSO + 2 µL Ixazomib 10 mM', '1.28 µL Lenalidomide 10 mM', '6.6 mg',
                 'stronger stocks (Lenalidomide 20 mM)', 'Spin the plate first', 'acts as one of 361.03 g/mol'):
        expect(part in result.out, part, result.out)
    expect('nan' not in result.out.lower(), result.out)


@test
def arms_of_every_kind():
    design = changed(replicates=1, arms=[
        {'kind': 'matrix', 'drugs': ['Ixazomib', 'Lenalidomide'], 'doses': {'Ixazomib': [25, 50, 100], 'Lenalidomide': [1, 2, 4]}},
        {'kind': 'fixed', 'drug': 'Lenalidomide', 'multiples': [0.5, 1, 2], 'with': 'Ixazomib', 'at': 12.5},
        {'kind': 'ray', 'drugs': ['Ixazomib', 'Lenalidomide'], 'multiples': [1, 2], 'shares': [0.5, 0.5]}],
        dosing={'method': 'separate', 'add': '50 µL'})
    whole = plan(design, '--format', 'json').json()
    # 3 + 3 + 9 of the matrix; 1 + 3 of the fixed dose; 25 + 1 is in the ray alone, and the matrix, so is 50 + 2
    expect(whole['treatments'] == 19, whole['treatments'])
    expect(whole['dosing'][0]['prefactor'] == 4, whole['dosing'][0]['prefactor'])


@test
def alternatives_are_offered():
    result = plan(changed(replicates=7), '--format', 'json').json()
    codes = {message['code']: message['text'] for message in result['messages']}
    expect(codes['fewer-replicates'].startswith('With 3 replicates instead of 7'), codes)
    expect(len(result['plates']) == 3 and all(p['layout']['broken'] == 0 for p in result['plates']))


@test
def rules_go_off_with_a_reason():
    design = changed(plate={'mode': 'ordered', 'off': {'rows': 'eight channels', 'neighbours': 'eight channels'}})
    result = plan(design, '--format', 'json').json()
    off = {rule['rule']: rule.get('off') for rule in result['plates'][0]['rules']}
    expect(off['neighbours'] == 'eight channels' and off['edge'] is None, off)
    broken = [message['text'] for message in result['messages'] if message['code'] == 'rule-broken']
    expect(not any('neighbours' in text for text in broken) and any('replicates-apart' in text for text in broken), broken)
    refused(plan(changed(plate={'off': {'rows': ''}})), 'plate.off.rows')


@test
def robots():
    for what in ('csv', 'gwl', 'opentrons', 'opentrons-csv', 'epmotion'):
        result = plan(RAY, '--write', what)
        expect(result.status == 0 and result.out.count('\n') > 50, what, result.err)
    compile(plan(RAY, '--write', 'opentrons').out, 'protocol.py', 'exec')
    labels = plan(RAY, '--write', 'labels').out.split('\n')
    expect(labels[1].startswith('Plate 1,') and '1a,Ixazomib 400 nM + Lenalidomide 16 µM,799.88,Experiment 1' in labels, labels)
    drops = changed(dosing={'method': 'dispensed', 'seed': '200 µL'})
    drops['drugs'][0]['stock'] = '1 mM'
    for what in ('csv', 'echo', 'hpdd'):
        result = plan(drops, '--write', what)
        expect(result.status == 0 and result.out.count('\n') > 50, what, result.err)
    refused(plan(RAY, '--write', 'echo'), 'dispensed')
    refused(plan(drops, '--write', 'gwl'), 'premixed')
    refused(plan(RAY, '--write', 'pencil'), 'opentrons')
    refused(plan(RAY, '--write', 'gwl', '--run', '2'), '--run')


def words_of(pdf):
    """The words of a PDF; None where there is no program that reads them."""
    if shutil.which('pdftotext') is None:
        return None
    return subprocess.run(['pdftotext', '-layout', pdf, '-'], stdout=subprocess.PIPE, check=True).stdout.decode()


@test
def a_sheet_without_a_title():
    with folder() as place:
        write(pathlib.Path(place, 'text.json'), plan(changed(title=''), '--write', 'project').bytes)
        run('new', 'rays.isobole', '--from', 'text.json', cwd=place)
        result = run('plan', 'rays.isobole', '--write', 'sheet', '-o', 'a.pdf', cwd=place)
        expect(result.status == 0, result.err)
        words = words_of(pathlib.Path(place, 'a.pdf'))
        expect(words is None or (words.split()[0] == 'rays' and 'Page 1, Experiment 1, rays' in words), words)


@test
def a_sheet_for_the_bench():
    with folder() as place:
        write(pathlib.Path(place, 'design.json'), json.dumps(changed(runs=2)))
        for name in ('a.pdf', 'b.pdf'):
            result = run('plan', 'design.json', '--write', 'sheet', '--run', '2', '-o', name, cwd=place)
            expect(result.status == 0, result.err)
        one, two = (pathlib.Path(place, name).read_bytes() for name in ('a.pdf', 'b.pdf'))
        expect(one.startswith(b'%PDF') and one == two, 'two sheets of one plan differ')
        words = words_of(pathlib.Path(place, 'a.pdf'))
        if words is not None:
            for part in ('Ixazomib + lenalidomide, MM.1S', 'Experiment 2', 'Plate 2', '6.49 mL medium', '23.4 µL DMSO', 'Vehicle',
                         '98 µL DMSO + 2 µL', 'lot ____', 'Ixazomib 200 nM + Lenalidomide 8 µM'):
                expect(part in words, part, words)
            expect('Plate 1' not in words, 'plates of another run')
        refused(run('plan', 'design.json', '--write', 'sheet', cwd=place), '-o FILE.pdf')
        refused(run('plan', 'design.json', '--write', 'sheet', '-o', 'none/a.pdf', cwd=place), 'none/a.pdf')


@test
def what_cannot_be_carried_out_is_a_finding():
    design = changed(reagents=[{'name': 'CellTiter-Glo', 'volume': '200 µL'}])
    result = plan(design)
    expect(result.status == 1 and 'Seed 50 µL and add 50 µL instead' in result.out, result.status, result.out)
    refused(plan(design, '--write', 'gwl'), 'cannot be carried out')


@test
def bad_designs():
    def drug(**changes):
        design = copy.deepcopy(RAY)
        design['drugs'][1].update(changes)
        return design

    for design, *parts in (
            (changed(schema='isobole/design/2'), 'isobole/design/1'),
            (changed(schema='isobole/plan/1'), 'no design'),
            (changed(colour='red'), 'colour'),
            (changed(arms=[]), 'arms'),
            (changed(drugs=[]), 'drugs'),
            (changed(arms=[{'kind': 'star'}]), 'series, ray, matrix, fixed'),
            (changed(arms=[{'kind': 'series', 'drug': 'Ixazomib'}]), 'doses', 'arms[0]'),
            (changed(arms=[{'kind': 'series', 'drug': 'Bortezomib', 'doses': [1]}]), 'Bortezomib'),
            (changed(arms=[{'kind': 'series', 'drug': 'Ixazomib', 'doses': [1, -2]}]), 'arms[0].doses[1]'),
            (changed(arms=[{'kind': 'ray', 'drugs': ['Ixazomib'], 'multiples': [1]}]), 'two or three'),
            (changed(arms=[{'kind': 'ray', 'drugs': ['Ixazomib', 'Ixazomib'], 'multiples': [1]}]), 'twice'),
            (drug(ic50=None), 'IC50', 'Lenalidomide'),
            (drug(stock='10'), 'drugs[1].stock', '10 mM'),
            (drug(stock='10 mL'), 'drugs[1].stock'),
            (drug(stock='5 mg/mL'), 'molecular weight', 'drugs[1].stock'),
            (drug(purity=1.2), 'drugs[1].purity'),
            (drug(unit='mice'), 'drugs[1].unit'),
            (drug(name='Ixazomib'), 'twice'),
            (changed(controls={'vehicles': 3}), 'vehicle'),
            (changed(controls={'vehicle': 2.5}), 'controls.vehicle'),
            (changed(controls={'vehicle': 60}), 'larger plate'),
            (changed(plate={'wells': 95}), '96'),
            (changed(plate={'lost': ['Z9']}), 'Z9'),
            (changed(plate={'mode': 'artful'}), 'quarters'),
            (changed(dosing={'method': 'by mouth'}), 'premixed'),
            (changed(dosing={'add': '100'}), 'dosing.add'),
            (changed(dosing={'caps': {'DMSO': [0]}}), 'dosing.caps.DMSO'),
            (changed(runs=0), 'count from 1'),
            (changed(cells={'count': 1}), 'per well'),
            (changed(reagents=[{'name': 'MTT'}]), 'volume')):
        refused(plan(design), *parts)
    with folder() as place:
        refused(run('plan', cwd=place), 'help design')
        refused(run('plan', 'none.json', cwd=place), 'none.json')
        write(pathlib.Path(place, 'cut.json'), json.dumps(RAY)[:300])
        refused(run('plan', 'cut.json', cwd=place), 'cut.json')


@test
def the_help_holds_a_design_that_works():
    text = run('help', 'design').out
    example = text[text.index('\n{\n') + 1:text.index('\n}\n') + 2]
    result = plan(json.loads(example))
    expect(result.status in (0, 1) and 'Plate 1' in result.out, result.status, result.err)


main()
