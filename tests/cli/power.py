#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a design can see; surfaces; units that differ between rows. TAP."""

from harness import expect, folder, main, refused, run, test, write


@test
def power_of_a_ray():
    found = run('power', '--ci', '0.6', '--experiments', '4', '--simulations', '200', '--format', 'json').json()
    expect(found['schema'] == 'isobole/power/1')
    expect(found['design']['layout'] == 'ray' and found['design']['excess'] is None)
    expect(0.7 < found['power'] <= 1 and found['lower'] < found['power'] <= found['upper'], found)
    expect(2 <= found['experiments_needed'] <= 4, found)
    again = run('power', '--ci', '0.6', '--experiments', '4', '--simulations', '200', '--format', 'json').json()
    expect(again == found)
    text = run('power', '--ci', '0.6', '--simulations', '50').out
    expect('A combination index of 0.6 is seen in' in text and 'Experiments needed for 80 %' in text, text)


@test
def power_of_a_matrix():
    found = run('power', '--excess', '8', '--simulations', '200', '--format', 'json').json()
    expect(found['design']['layout'] == 'matrix' and found['design']['ci'] is None)
    expect(found['power'] > 0.8, found)


@test
def refused_designs():
    refused(run('power', '--ci', '0.6', '--excess', '5'), 'One interaction at a time')
    refused(run('power', '--doses', '4.5'), 'whole number')
    refused(run('power', '--doses', '2'), '3 to 24')


def replicates(noise):
    """A ray, two experiments of three wells, whose viabilities differ by -noise, 0 and noise."""
    rows = ['experiment,drug1,dose1,unit1,drug2,dose2,unit2,viability (%)']
    for experiment in (1, 2):
        for arm in range(3):
            for i in range(5):
                a, b = (2 ** i if arm != 1 else 0), (2 ** i if arm != 0 else 0)
                for k in (-1, 0, 1):
                    left = 100 / (1 + (a / 4 + b / 4) ** 1.2) + noise * k
                    rows.append(f'{experiment},A,{a},nM,B,{b},nM,{left:.6f}')
    return '\n'.join(rows) + '\n'


@test
def power_of_what_was_measured():
    with folder() as place:
        table, project = write(f'{place}/t.csv', replicates(4)), f'{place}/p.isobole'
        run('new', project)
        run('import', project, table)
        for source in (table, project):
            found = run('power', source, '--simulations', '60', '--format', 'json').json()
            design = found['design']
            expect((design['layout'], design['doses'], design['replicates'], design['experiments']) == ('ray', 5, 3, 2), design)
            expect(abs(design['step'] - 2) < 1e-9 and abs(design['middle'] - 1) < 0.05 and abs(design['slope'] - 1.2) < 0.05, design)
            # Pooled over the wells of 15 dose sets in two experiments: SD of -4, 0 and 4.
            expect(abs(design['noise'] - 4) < 1e-3 and found['measured']['noise'] == {'method': 'replicates', 'df': 60}, found)
            expect(found['measured']['combination'] == 'A + B' and found['measured']['spread']['df'] == 3, found)
            expect(len(found['most_telling_wells']) > 0 and 0 < found['most_telling_wells'][0]['standard_error_left'] < 1, found)
        own = run('power', table, '--noise', '9', '--spread', '20', '--experiments', '6', '--excess', '5', '--simulations', '60',
                  '--format', 'json').json()['design']
        expect((own['layout'], own['noise'], own['spread'], own['experiments']) == ('matrix', 9, 20, 6), own)
        text = run('power', table, '--simulations', '60').out
        expect('Noise: SD 4 % of a well, from replicate wells (60 degrees of freedom).' in text and 'Most telling well to add' in text, text)
        refused(run('power', table, '--combination', '2'), '1')
        refused(run('power', write(f'{place}/one.csv', 'drug1,dose1,unit1,viability (%)\nA,1,nM,80\nA,2,nM,60\n')), 'No well held two drugs')


def matrix(unit_of):
    rows = ['drug1,dose1,unit1,drug2,dose2,unit2,viability (%)']
    for i in range(5):
        for j in range(5):
            if i + j == 0:
                continue
            a, b = (2 ** i if i else 0), (2 ** j if j else 0)
            unit, factor = unit_of(i, j)
            left = 100 / (1 + (a / 5) ** 1.2) / (1 + (b / 4) ** 1.5) + (i * 3 + j * 5) % 4 - 1.5
            rows.append(f'A,{a * factor:.12g},{unit},B,{b},nM,{left:.6f}')
    return '\n'.join(rows) + '\n'


@test
def units_that_differ_between_rows():
    with folder() as place:
        same = write(f'{place}/same.csv', matrix(lambda i, j: ('nM', 1)))
        mixed = write(f'{place}/mixed.csv', matrix(lambda i, j: ('uM', 0.001) if (i + j) % 2 else ('nM', 1)))
        one = run('synergy', same, '--resamples', '20', '--format', 'json').json()['combinations'][0]
        two = run('synergy', mixed, '--resamples', '20', '--format', 'json').json()['combinations'][0]
        expect(len(one['points']) == 16 and len(two['points']) == 16)
        for model in ('bliss', 'hsa', 'loewe', 'zip'):
            for a, b in zip(one['reference'][model]['cells'], two['reference'][model]['cells']):
                expect(a['status'] == b['status'] and (a['score'] is None or abs(a['score'] - b['score']) < 1e-6), (model, a, b))


@test
def surfaces_that_were_asked_for():
    with folder() as place:
        table = write(f'{place}/t.csv', matrix(lambda i, j: ('nM', 1)))
        found = run('synergy', table, '--model', 'braid,musyc10', '--resamples', '20', '--format', 'json').json()
        surfaces = found['combinations'][0]['surfaces']
        expect(found['settings']['surfaces'] == 'musyc10,braid' and [s['model'] for s in surfaces] == ['musyc10', 'braid'])
        for surface in surfaces:
            parameters = surface['parameters']
            expect(parameters['E0']['fixed'] and parameters['E0']['value'] == 1)
            expect(2 < parameters['C1']['value'] < 12 and 2 < parameters['C2']['value'] < 9, parameters)
            expect(len(surface['surface']) == 17 * 17 and surface['surface'][0] == [0, 0, 1], surface['surface'][0])
            expect(surface['no_interaction']['p'] is not None)
        expect(surfaces[1]['parameters']['kappa']['null'] == 0)
        text = run('synergy', table, '--model', 'braid', '--resamples', '20').out
        expect('kappa' in text and 'IAE' in text, text)
        rows = run('synergy', table, '--model', 'braid', '--resamples', '20', '--format', 'csv').out
        expect(',braid_kappa,' in rows and 'braid_C1 [nM]' in rows)
        expect(run('synergy', table, '--resamples', '20', '--format', 'json').json()['combinations'][0]['surfaces'] == [])
        refused(run('synergy', table, '--settings', write(f'{place}/s.json', '{ "surfaces": "music" }')), '“music” is no surface')


@test
def what_another_program_prints():
    with folder() as place:
        table = write(f'{place}/t.csv', matrix(lambda i, j: ('nM', 1)))
        found = run('synergy', table, '--resamples', '20', '--format', 'json').json()['combinations'][0]
        other = found['as_synergyfinder_computes_it']
        expect(abs(other['bliss'] - found['reference']['bliss']['mean']['value']) < 1e-9)
        expect(abs(other['hsa'] - found['reference']['hsa']['mean']['value']) < 1e-9)
        expect(0 < other['ri_1'] < 100 and other['css'] > other['ri_1'], other)


@test
def what_compusyn_prints():
    # A drug with itself: at a constant ratio the index is 1 at every level, tested or not, and the other form 1.25.
    rows = ['A (nM),B (nM),fraction affected']
    for k in range(6):
        dose = 12.5 * 2 ** k
        for a, b in ((dose, 0), (0, dose), (dose / 2, dose / 2)):
            rows.append(f'{a},{b},{1 / (1 + (50 / dose) ** 1.4):.15f}')
    with folder() as place:
        table = write(f'{place}/t.csv', '\n'.join(rows) + '\n')
        found = run('synergy', table, '--resamples', '20', '--format', 'json').json()
        other = found['combinations'][0]['as_compusyn_computes_it']
        expect([e['name'] for e in other['median_effect']][:2] == ['A', 'B'], other['median_effect'])
        expect(all(abs(e['m'] - 1.4) < 1e-9 and abs(e['Dm'] - 50) < 1e-6 and e['r'] > 0.999999 for e in other['median_effect']))
        expect(len(other['levels']) == 1 and len(other['levels'][0]) == 20 and other['levels'][0][-1]['fa'] == 0.97)
        for index in other['levels'][0] + other['points']:
            expect(abs(index['ci'] - 1) < 1e-6 and abs(index['ci_nonexclusive'] - 1.25) < 1e-6 and index['grade'] == '±', index)
        pair = found['polygonogram'][0]
        expect(pair['drugs'] == ['A', 'B'] and pair['fa'] == 0.5 and abs(pair['ci']['value'] - 1) < 1e-6, pair)
        expect(pair['grade_name'] == 'Nearly additive', pair)
        wells = found['combinations'][0]['most_telling_wells']
        expect(len(wells) == 8 and wells[0]['for'] == 'ci' and 0 < wells[-1]['standard_error_left'] < wells[0]['standard_error_left'] < 1, wells)
        expect('Most telling wells to add' in run('synergy', table, '--resamples', '20').out)
        expect('As CompuSyn computes it' in run('synergy', table, '--resamples', '20').out)


main()
