#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two samples beside each other: fit --compare against what the fits themselves say. TAP."""

import csv
import io
import math

from harness import close, expect, folder, main, refused, run, test, write

# Student's t, 0.975, 2 degrees of freedom: Fisher & Yates, table III
T_2 = 4.302652729911275
NOISE = (1.2, -0.7, 0.4, -1.9, 0.8, 1.5, -1.1, 0.2, -0.5, 1.7, -1.4, 0.6, 0.9, -0.3)
DOSES = (0.5, 1, 3, 10, 30, 100, 300)


def make(samples, runs=1, name=None):
    """Simulated viability; `samples` gives midpoint and plateau of each."""
    lines = ['sample,drug,experiment,dose,unit,viability (%)']
    for number, (sample, (midpoint, plateau)) in enumerate(samples.items()):
        for experiment in range(1, runs + 1):
            for i, dose in enumerate(DOSES):
                for well in range(2):
                    moved = midpoint * (1 + 0.1 * ((experiment * (number + 2)) % 3))
                    value = 100 * (plateau + (1 - plateau) / (1 + (dose / moved) ** 1.5))
                    value += NOISE[(2 * i + well + 5 * number + 3 * experiment) % len(NOISE)]
                    lines.append(f'{name or sample},A,{experiment},{dose},nM,{value}')
    return '\n'.join(lines) + '\n'


def answer(table, *options):
    return run('fit', table, '--compare', '--model', 'LL.3', *options, '--format', 'json').json()


def find_dose(curve, level, kind='absolute'):
    return next(dose for dose in curve['effect_doses'] if dose['level'] == level and dose['kind'] == kind)


@test
def within_one_experiment():
    with folder() as place:
        table = write(f'{place}/t.csv', make({'parental': (10, 0), 'resistant': (60, 0), 'refractory': (20, 0.7)}))
        result = answer(table)
        curves = {curve['sample']: curve for curve in result['curves']}
        pairs = {(c['sample'], c['reference']): c for c in result['comparisons']}
        expect(set(pairs) == {('resistant', 'parental'), ('refractory', 'parental'), ('refractory', 'resistant')}, list(pairs))
        for ratio in pairs['resistant', 'parental']['ratios']:
            one, two = (find_dose(curves[sample], ratio['level'], ratio['kind']) for sample in ('resistant', 'parental'))
            close(ratio['value'], one['value'] / two['value'], 1e-9, 'ratio')
            expect(ratio['method'] == 'profile' and ratio['lower'] < ratio['value'] < ratio['upper'] and ratio['n_experiments'] == 1, ratio)
            # Three ways to one interval, and the test of no difference.
            expect(ratio['delta']['method'] == 'delta' and ratio['fieller']['method'] == 'fieller' and 0 <= ratio['p'] < 0.05, ratio)
            close(ratio['delta']['upper'] - ratio['delta']['value'], ratio['delta']['value'] - ratio['delta']['lower'], 1e-9, 'delta')
            expect(ratio['fieller']['lower'] < ratio['value'] < ratio['fieller']['upper'], ratio)
        # What is not reached is censored at the highest dose tested.
        ratio = next(r for r in pairs['refractory', 'parental']['ratios'] if r['level'] == 0.95)
        expect(ratio['value'] is None and ratio['status'] == 'above-range' and ratio['upper'] is None, ratio)
        close(ratio['lower'], 300 / find_dose(curves['parental'], 0.95)['value'], 1e-9, 'limit')
        text = run('fit', table, '--compare', '--model', 'LL.3').out
        expect('Ratio of doses' in text and 'above' in text and 'everything' in text, text)
        wald = answer(table, '--interval', 'wald')['comparisons'][0]['ratios'][1]
        expect(wald['method'] == 'wald', wald)
        close(wald['upper'] / wald['value'], wald['value'] / wald['lower'], 1e-9, 'on the logarithm')


@test
def one_curve_for_both():
    """The F of one curve for both is that of the squares of a fit to all wells, as if there were one sample."""
    with folder() as place:
        samples = {'parental': (10, 0), 'resistant': (14, 0)}
        options = ('--response', 'raw')
        table = write(f'{place}/t.csv', make(samples))
        result = answer(table, *options)
        together = answer(write(f'{place}/one.csv', make(samples, name='both')), *options)
        expect(together['comparisons'] == [], together['comparisons'])
        separate, common = sum(curve['rss'] for curve in result['curves']), together['curves'][0]['rss']
        test_of_one = result['comparisons'][0]['one_curve']
        expect(test_of_one['df1'] == 3 and test_of_one['df2'] == 22, test_of_one)
        close(test_of_one['f'], (common - separate) / 3 / (separate / 22), 1e-7, 'F')
        close(test_of_one['aicc'], together['curves'][0]['aicc'], 1e-7, 'AICc')
        shared = result['comparisons'][0]['shared']
        # What is shared has a value between those of the two, with its interval.
        hills = sorted(curve['parameters']['hill']['value'] for curve in result['curves'])
        common = shared['hill']['in_common']['hill']
        expect(hills[0] < common['value'] < hills[1] and common['lower'] < common['value'] < common['upper'], common)
        close(test_of_one['in_common']['scale']['value'], together['curves'][0]['parameters']['scale']['value'], 1e-6, 'EC50 in common')
        expect(shared['lower']['status'] == 'undefined' and shared['scale']['p'] < 0.01 < shared['hill']['p'], shared)


@test
def between_experiments():
    with folder() as place:
        table = write(f'{place}/t.csv', make({'parental': (10, 0), 'resistant': (60, 0), 'refractory': (20, 0.7)}, runs=3))
        result = answer(table)
        curves = {curve['sample']: curve for curve in result['curves']}
        pairs = {c['sample']: c for c in result['comparisons'] if c['reference'] == 'parental'}
        ratio = next(r for r in pairs['resistant']['ratios'] if r['level'] == 0.5 and r['kind'] == 'absolute')
        logs = [math.log(find_dose(one, 0.5)['value'] / find_dose(two, 0.5)['value'])
                for one, two in zip(curves['resistant']['experiments'], curves['parental']['experiments'])]
        mean = sum(logs) / 3
        half = T_2 * math.sqrt(sum((x - mean) ** 2 for x in logs) / 2 / 3)
        expect(ratio['method'] == 'experiments' and ratio['n_experiments'] == 3 and half > 0.01, ratio)
        for key, expected in (('value', mean), ('lower', mean - half), ('upper', mean + half)):
            close(ratio[key], math.exp(expected), 1e-9, key)
        # Wells of several experiments are not pooled for a test.
        expect(pairs['resistant']['one_curve'] is None and pairs['resistant']['shared']['hill'] is None, pairs['resistant'])
        censored = next(r for r in pairs['refractory']['ratios'] if r['level'] == 0.95)
        limits = [math.log(300 / find_dose(run_of, 0.95)['value']) for run_of in curves['parental']['experiments']]
        expect(censored['value'] is None and censored['status'] == 'above-range', censored)
        close(censored['lower'], math.exp(sum(limits) / 3), 1e-9, 'limit between experiments')


@test
def tables_and_refusals():
    with folder() as place:
        table = write(f'{place}/t.csv', make({'parental': (10, 0), 'resistant': (60, 0)}))
        rows = list(csv.DictReader(io.StringIO(run('fit', table, '--compare', '--model', 'LL.3', '--format', 'csv').out)))
        ratios = answer(table)['comparisons'][0]['ratios']
        expect([float(row['ratio']) for row in rows] == [ratio['value'] for ratio in ratios], rows)
        expect(rows[0]['sample'] == 'resistant' and rows[0]['reference'] == 'parental', rows[0])
        single = write(f'{place}/one.csv', make({'parental': (10, 0)}))
        expect('nothing to compare' in run('fit', single, '--compare').out)
        refused(run('fit', table, '--compare', '--format', 'xlsx'), 'xlsx')


main()
