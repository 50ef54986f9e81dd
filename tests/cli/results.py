#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What isobole-cli computes: against reference numbers, the same every time, and every number with its way back. TAP."""

import csv
import io
import json
import math
import os
import re
import zipfile

from harness import EXAMPLE, SOURCE, Skip, close, expect, folder, main, reference, run, run_on, test

PLATES = sorted(EXAMPLE.glob('plate-*.txt'))
EXAMPLE_ARGUMENTS = (*PLATES, '--layout', EXAMPLE / 'layout.csv')
LEVELS = '0.05,0.1,0.25,0.5,0.75,0.9,0.95,0.97'

# Names of the cases in mediane_*.csv: file, names of its arms there by ours, cases of CI by the number of drugs.
CASES = {
    'choutalalay1984_phenanthroline_ADP.csv': ('CT1984', {'ophenanthroline': 'o-phenanthroline', 'ADP': 'ADP'}, {
        ('ophenanthroline', 'ADP'): ('CT1984', 'CT1984')}),
    'leekong2009_UMSCC22B_fixedratio.csv': (
        'LeeKong2009 fa=1-survival', {'SCH66336': 'SCH66336', '4HPR': '4-HPR'}, {
            ('SCH66336', '4HPR'): ('LeeKong2009 fa=1-survival', 'LeeKong2009 fa=1-survival')}),
    'chou1994_833K_paclitaxel_cisplatin_topotecan.csv': (
        'Chou1994', {'paclitaxel': 'pac', 'cisplatin': 'cis', 'topotecan': 'top'}, {
            ('paclitaxel', 'cisplatin'): ('Chou1994 pac+cis', 'Chou1994 pac+cis'),
            ('paclitaxel', 'cisplatin', 'topotecan'): ('Chou1994 pac+cis+top', 'Chou1994 pac+cis+top')}),
}


def rows(path):
    with open(path, encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


def check_line(effect, row, what):
    close(effect['Dm']['value'], float(row['Dm']), 1e-9, what + ' Dm')
    close(effect['m']['value'], float(row['m']), 1e-9, what + ' m')
    close(effect['r'], float(row['r']), 1e-9, what + ' r')
    close(effect['Dm']['lower'], float(row['Dm_lo95']), 1e-9, what + ' Dm lower')
    close(effect['Dm']['upper'], float(row['Dm_hi95']), 1e-9, what + ' Dm upper')
    expect(effect['n'] == int(row['n']), what, 'n', effect['n'])


def check_index(index, row, what):
    close(index['ci']['value'], float(row['CI_mutually_exclusive']), 1e-9, what + ' CI')
    close(index['ci']['lower'], float(row['CI_lo95']), 1e-9, what + ' CI lower')
    close(index['ci']['upper'], float(row['CI_hi95']), 1e-9, what + ' CI upper')
    close(index['ci_nonexclusive_historical'], float(row['CI_mutually_nonexclusive']), 1e-9, what + ' non-exclusive CI')
    for number, (dri, dx) in enumerate(zip(index['dri'], index['dx']), 1):
        close(dri['value'], float(row[f'DRI{number}']), 1e-9, what + f' DRI{number}')
        close(dx['value'], float(row[f'Dx{number}']), 1e-9, what + f' Dx{number}')


def check_case(name):
    case, singles, combinations = CASES[name]
    lines = {(row['case'], row['arm']): row for row in rows(reference('oracle/mediane_params_routeA_R.csv'))}
    indices = rows(reference('oracle/mediane_CI_DRI_routeA_R.csv'))
    # LL.2 has a plateau of 1, as the median-effect equation assumes; with a lower plateau Dx would be "not reached".
    result = run('synergy', reference(f'oracle/data/{name}'), '--model', 'LL.2', '--median-effect', 'linear', '--fa', LEVELS, '--format',
                 'json').json()
    seen = 0
    for combination in result['combinations']:
        drugs = tuple(combination['drugs'])
        if drugs not in combinations:
            continue
        seen += 1
        line_case, index_case = combinations[drugs]
        for effect in combination['median_effect']:
            if 'drug' in effect:
                check_line(effect, lines[case, singles[effect['drug']]], effect['drug'])
            else:
                check_line(effect, lines[line_case, 'combination(total dose)'], effect['ratio'])
        for mode, key in (('experimental', 'points'), ('level', 'effect_levels')):
            expected = [row for row in indices if row['case'] == index_case and row['mode'] == mode]
            expect(len(combination[key]) == len(expected) > 0, key, len(combination[key]), len(expected))
            for index, row in zip(combination[key], expected):
                close(index['fa'], float(row['fa']), 1e-9, key)
                check_index(index, row, f'{index_case} {mode} {row["fa"]}')
    expect(seen == len(combinations), 'combinations seen:', seen)


@test
def chou_talalay_1984():
    check_case('choutalalay1984_phenanthroline_ADP.csv')


@test
def lee_kong_2009():
    check_case('leekong2009_UMSCC22B_fixedratio.csv')


@test
def chou_1994_with_three_drugs():
    check_case('chou1994_833K_paclitaxel_cisplatin_topotecan.csv')


@test
def ryegrass():
    expected = {row['param']: row for row in rows(reference('oracle/ref_lsq_params.csv'))
                if row['dataset'] == 'drcData_ryegrass' and row['model'] == 'LL.4'}
    names = {'b': 'hill', 'c': 'lower', 'd': 'upper', 'e': 'scale'}
    for kind, column in (('observed', 'se_observed_hessian'), ('gauss-newton', 'se_gauss_newton')):
        result = run('fit', reference('oracle/data/drcData_ryegrass.csv'), '--response', 'raw', '--model', 'LL.4', '--se', kind,
                     '--format', 'json').json()
        parameters = result['curves'][0]['parameters']
        for letter, name in names.items():
            close(parameters[name]['value'], float(expected[letter]['estimate']), 1e-6, name)
            close(parameters[name]['se'], float(expected[letter][column]), 1e-6, name + ' se')


@test
def synergyfinder_long_and_matrix():
    answers = []
    for name in ('ONEILTable.csv', 'ONEILMatrix.csv', 'ONEILMatrix.txt'):
        path = reference(f'corpus/readers/generic-synergyfinder/{name}')
        expect(run('synergy', path).status == 2, 'nothing in', name, 'says what the numbers are')
        answers.append(run('synergy', path, '--response', 'inhibition', '--resamples', '20', '--format', 'json').json())
    table, matrix, text = answers
    expect(len(table['combinations']) == 2 and all(c['is_matrix'] for c in table['combinations']))
    expect([c['points'][0]['doses'] for c in matrix['combinations']] == [c['points'][0]['doses'] for c in text['combinations']])
    first = matrix['combinations'][0]
    expect(first['units'] == ['µM', 'µM'] and first['sample'] == 'OCUBM' and len(first['points']) == 16, first['units'])
    # HSA and Bliss by hand, from the cells of the matrix: 0.0325 and 0.223 give 57.77; alone 2.371 and 2.127.
    hsa, bliss = (first['reference'][model]['cells'][0] for model in ('hsa', 'bliss'))
    close(hsa['score'], 57.77048743 - 2.371025643, 1e-9, 'HSA')
    close(bliss['score'], 57.77048743 - (2.371025643 + 2.127463532 - 2.371025643 * 2.127463532 / 100), 1e-9, 'Bliss')


@test
def same_bytes_for_any_number_of_threads():
    for verb in ('fit', 'synergy'):
        for form in ('json', 'csv', 'text'):
            results = [run(verb, *EXAMPLE_ARGUMENTS, '--format', form, '--threads', n) for n in (1, 2, 2)]
            expect(results[0].status == 0 and len(results[0].bytes) > 500, results[0].err)
            expect(len({r.bytes for r in results}) == 1, verb, form, 'differs')
            expect(len({r.err for r in results}) == 1, verb, form, 'has other messages')


@test
def every_number_finds_its_wells():
    fit = run('fit', *EXAMPLE_ARGUMENTS, '--format', 'json').json()
    wells = {well['id']: well for well in fit['wells']}
    layout = {(row['plate'], row['well']): row for row in csv.DictReader(
        line for line in (EXAMPLE / 'layout.csv').read_text().split('\n') if not line.startswith('#'))}
    expect(len(wells) == len(layout), len(wells), len(layout))
    values = {(row['file'], row['well']): float(row['value'])
              for row in csv.DictReader(io.StringIO(run('read', *PLATES, '--format', 'csv').out))}
    treated = 0
    for curve in fit['curves']:
        for point in curve['points']:
            expect(len(point['wells']) == point['n'] > 0, point)
            close(sum(wells[i]['viability'] for i in point['wells']) / point['n'], point['response'], 1e-12, curve['drug'])
            for well in (wells[i] for i in point['wells']):
                expect(well['response'] == values[well['file'], well['well']], well)
                expect(math.isclose(sum(d['dose'] for d in well['doses']), sum(point['doses']), rel_tol=1e-12), well, point)
                treated += 1
    expect(treated == sum(row['role'] == 'treated' for row in layout.values()), treated)


@test
def plate_quality():
    fit = run('fit', *EXAMPLE_ARGUMENTS, '--format', 'json').json()
    expect(len(fit['plates']) == 3, fit['plates'])
    for plate in fit['plates']:
        n, p = plate['vehicle'], plate['positive_control']
        expect(plate['against'] == 'positive control' and n['n'] == 9, plate)
        close(plate['z_prime']['value'], 1 - 3 * (n['sd'] + p['sd']) / abs(n['mean'] - p['mean']), 1e-12, "Z'")
        close(plate['signal_to_background']['value'], n['mean'] / p['mean'], 1e-12, 'S/B')
        close(n['cv_percent'], 100 * n['sd'] / n['mean'], 1e-12, 'CV')


@test
def missing_is_null_with_a_reason():
    fit = run('fit', *EXAMPLE_ARGUMENTS, '--format', 'json').json()
    lenalidomide = next(c for c in fit['curves'] if c['drug'] == 'Lenalidomide')
    ic90 = next(d for d in lenalidomide['effect_doses'] if d['level'] == 0.9)
    expect(ic90['value'] is None and ic90['status'] == 'not-reached' and ic90['n_experiments'] == 0, ic90)
    synergy = run('synergy', *EXAMPLE_ARGUMENTS, '--format', 'json').json()['combinations'][0]
    level = next(e for e in synergy['effect_levels'] if e['fa'] == 0.9)
    expect(level['ci']['value'] is None and level['ci']['upper'] > 0 and level['ci']['status'] == 'not-reached', level['ci'])
    expect(synergy['verdict']['word'] == 'synergistic' and synergy['verdict']['reason']['text'], synergy['verdict'])
    wide = run('synergy', *EXAMPLE_ARGUMENTS, '--format', 'json', '--ci-band', '0.05,20', '--score-band', '90').json()
    expect(wide['settings']['ci_band'] == [0.05, 20] and wide['settings']['score_band'] == 90, wide['settings'])
    wide = wide['combinations'][0]['verdict']
    expect(wide['word'] == 'additive' and ('0.05 to 20' in wide['reason']['text'] or 'up to 90' in wide['reason']['text']), wide)

    def walk(value, path):
        if isinstance(value, dict):
            if 'value' in value and value['value'] is None:
                expect(value.get('status') not in (None, 'ok'), path, value)
            for key, member in value.items():
                walk(member, f'{path}.{key}')
        elif isinstance(value, list):
            for i, member in enumerate(value):
                walk(member, f'{path}[{i}]')

    walk(fit, 'fit')
    walk(synergy, 'synergy')


@test
def csv_holds_the_numbers_of_json():
    fit = run('fit', *EXAMPLE_ARGUMENTS, '--format', 'json').json()
    table = list(csv.DictReader(io.StringIO(run('fit', *EXAMPLE_ARGUMENTS, '--format', 'csv').out)))
    for curve in fit['curves']:
        mine = [row for row in table if row['curve'] == curve['drug'] and row['experiment'] == 'all']
        for name, parameter in curve['parameters'].items():
            row = next(row for row in mine if row['quantity'] == name)
            expect((float(row['value']) if row['value'] else None) == parameter['value'], row, parameter)
        for dose in curve['effect_doses']:
            row = next(row for row in mine if row['quantity'] == 'dose_' + dose['kind'] and float(row['level']) == dose['level'])
            expect((float(row['value']) if row['value'] else None) == dose['value'] and row['status'] == dose['status'], row, dose)
    synergy = run('synergy', *EXAMPLE_ARGUMENTS, '--format', 'json').json()['combinations'][0]
    table = list(csv.DictReader(io.StringIO(run('synergy', *EXAMPLE_ARGUMENTS, '--format', 'csv').out)))
    expect(sum(row['place'] == 'point' and row['quantity'] == 'ci' for row in table) == len(synergy['points']))
    for point in synergy['points']:
        row = next(row for row in table if row['place'] == 'point' and row['quantity'] == 'ci'
                   and float(row['dose1']) == point['doses'][0] and float(row['dose2']) == point['doses'][1])
        expect((float(row['value']) if row['value'] else None) == point['ci']['value'], row, point['ci'])


@test
def every_score_of_a_published_matrix():
    table = reference('oracle/data/synergyfinder_ONEIL.csv')
    found = run('synergy', table, '--response', 'inhibition', '--resamples', '20', '--format', 'json').json()
    expect(found['settings']['single_agents'] == 'observed', found['settings'])
    scores = found['combinations'][0]['reference']
    # Bliss and HSA: zip_loewe_independent_summary.csv. Loewe is defined in 12 of the 16 cells there too, from curves of its own.
    close(scores['bliss']['mean']['value'], 35.3069663625, 1e-9, 'Bliss')
    close(scores['hsa']['mean']['value'], 40.920164621, 1e-9, 'HSA')
    expect(scores['loewe']['n_cells'] == 12 and scores['bliss']['n_shared'] == 12, scores['loewe']['n_cells'])
    expect(abs(scores['loewe']['mean']['value'] - 41.17) < 2 and abs(scores['zip']['mean']['value'] - 35.42) < 2)
    for cell in scores['loewe']['cells']:
        expect((cell['score'] is None) == (cell['status'] == 'not-reached') == (cell['expected'] is None), cell)
    for name, score in scores.items():
        for cell in score['cells']:
            expect(cell['score'] is None or abs(cell['score'] - cell['observed'] + cell['expected']) < 1e-9, name, cell)
    rows = list(csv.DictReader(io.StringIO(run('synergy', table, '--response', 'inhibition', '--resamples', '20', '--format', 'csv').out)))
    for name, score in scores.items():
        mine = [row for row in rows if row['place'] == 'point' and row['quantity'] == name]
        expect([float(row['value']) if row['value'] else None for row in mine] == [cell['score'] for cell in score['cells']], name)
        expect(sum(row['quantity'] == name + '_expected' for row in rows) == 16, name)
    fitted = run('synergy', table, '--response', 'inhibition', '--resamples', '20', '--single-agents', 'fitted', '--format', 'json').json()
    expect(fitted['combinations'][0]['reference']['bliss']['mean']['value'] != scores['bliss']['mean']['value'])
    text = run('synergy', table, '--response', 'inhibition', '--resamples', '20').out
    expect('All models' in text and 'Zero interaction potency (ZIP)' in text and 'do more than the weaker drug' in text, text)


@test
def read_gives_every_value():
    out = run('read', *PLATES).out
    table = list(csv.DictReader(io.StringIO(out)))
    expect(out.startswith('file,plate,read,well,value,flag\n') and len(table) == 3 * 96, len(table))
    found = run('read', *PLATES, '--format', 'json').json()
    expect(found['schema'] == 'isobole/read/1' and [f['reader'] for f in found['files']] == ['gen5'] * 3)
    readings = [r for f in found['files'] for p in f['plates'] for read in p['reads'] for r in read['readings']]
    expect([r['value'] for r in readings] == [float(row['value']) for row in table])
    one = run_on('\t1\t2\nA\t1.5\tOVRFLW\nB\t*0.25*\t\n', 'read', '--reader', 'grid', name='g.txt')
    expect(one.status == 0, one.err)
    expect([row.split(',')[3:] for row in one.out.split('\n')[1:4]] == [['A1', '1.5', ''], ['A2', '', 'overflow'], ['B1', '0.25', 'masked']],
           one.out)
    text = run('read', PLATES[0], '--format', 'text').out
    expect('\t12\n' in text and '\nH\t' in text, text)


@test
def runs_per_plate_or_file():
    layout = 'well,role,drug,dose,unit\nA1,vehicle,,,\nA2,,A,1,nM\nA3,,A,10,nM\nB1,blank,,,\n'
    plate = '\t1\t2\t3\nA\t2.0\t1.5\t0.5\nB\t0.1\t0.1\t0.1\n'
    from harness import folder, write
    with folder() as place:
        for name, text in (('l.csv', layout), ('a.txt', plate), ('b.txt', plate)):
            write(f'{place}/{name}', text)
        for per, expected in (('file', ['a', 'b']), ('plate', ['a', 'b']), ('layout', ['a', 'b'])):
            result = run('fit', 'a.txt', 'b.txt', '--layout', 'l.csv', '--run-per', per, '--format', 'json', cwd=place).json()
            expect(result['input']['experiments'] == expected, per, result['input'])
            expect(result['wells'][1]['response'] == 1.5 and abs(result['wells'][1]['viability'] - 1.4 / 1.9) < 1e-12, result['wells'][1])


@test
def means_are_made_of_the_experiments_they_list():
    combination = run('synergy', *EXAMPLE_ARGUMENTS, '--format', 'json').json()['combinations'][0]
    checked = 0
    for index in combination['points'] + combination['effect_levels']:
        single = [e['ci']['value'] for e in index['experiments']]
        if index['ci']['value'] is None or index['ci']['method'] != 'experiments':
            continue
        expect(len(single) == 3, index['experiments'])
        close(math.exp(sum(map(math.log, single)) / 3), index['ci']['value'], 1e-12, 'CI')
        checked += 1
    expect(checked >= 2, checked)
    fit = run('fit', *EXAMPLE_ARGUMENTS, '--format', 'json').json()
    for curve in fit['curves']:
        for number, dose in enumerate(curve['effect_doses']):
            single = [e['effect_doses'][number]['value'] for e in curve['experiments']]
            if dose['value'] is not None:
                close(math.exp(sum(map(math.log, single)) / 3), dose['value'], 1e-12, curve['drug'])


@test
def help_explains_every_member():
    schema = set(re.findall(r'\w+', run('help', 'schema').out))
    keys = set()

    def walk(value):
        if isinstance(value, dict):
            keys.update(value)
        for member in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            walk(member)

    for verb in ('fit', 'synergy'):
        walk(run(verb, *EXAMPLE_ARGUMENTS, '--format', 'json').json())
    walk(run('read', *PLATES, '--format', 'json').json())
    expect(len(keys) > 90 and keys <= schema, 'not explained:', sorted(keys - schema))


@test
def a_decimal_comma_of_the_person_changes_nothing():
    locales = os.path.join(os.environ['G_TEST_BUILDDIR'], 'locale')
    if not os.path.isdir(locales):
        raise Skip('there is no locale de_DE.UTF-8 here (Debian: package locales)')
    env = dict(os.environ, LC_ALL='de_DE.UTF-8', LOCPATH=locales)
    for verb, form in (('fit', 'json'), ('fit', 'text'), ('synergy', 'csv'), ('synergy', 'text')):
        here, there = (run(verb, *EXAMPLE_ARGUMENTS, '--format', form, '--level', '0.9', env=e) for e in (None, env))
        expect(here.status == 0 and here.bytes == there.bytes, verb, form)


@test
def a_workbook_holds_what_the_csv_says_and_every_well():
    with folder() as place:
        path = os.path.join(place, 'results.xlsx')
        expect(run('analyze', *EXAMPLE_ARGUMENTS, '-o', path).status == 0, 'written')
        with zipfile.ZipFile(path) as workbook:
            names = re.findall(r'<sheet name="(\w+)"', workbook.read('xl/workbook.xml').decode())
            lengths = [workbook.read(f'xl/worksheets/sheet{n}.xml').count(b'<row ') for n in (1, 2, 3)]
        expect(names == ['Curves', 'Combinations', 'Wells'], names)
        for verb, length in (('fit', lengths[0]), ('synergy', lengths[1])):
            expect(len(run(verb, *EXAMPLE_ARGUMENTS, '--format', 'csv').out.splitlines()) == length, verb, lengths)
        expect(len(run('fit', *EXAMPLE_ARGUMENTS, '--format', 'json').json()['wells']) == lengths[2] - 1, lengths)
        again = os.path.join(place, 'again.xlsx')
        run('synergy', *EXAMPLE_ARGUMENTS, '-o', again)
        expect(open(path, 'rb').read() == open(again, 'rb').read(), 'the same bytes')
    nowhere = run('fit', *EXAMPLE_ARGUMENTS, '--format', 'xlsx')
    expect(nowhere.status == 2 and '--output' in nowhere.err, nowhere.err)


@test
def the_published_example():
    result = run('synergy', SOURCE / 'data/examples/chou-1994.csv', '--format', 'json').json()
    expect(len(result['combinations']) >= 2 and json.dumps(result['input']['files']).endswith('chou-1994.csv"]'), result['input'])


main()
