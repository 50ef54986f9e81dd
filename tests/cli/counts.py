#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts of affected of total: isobole-cli fit. TAP."""

import csv
import io

from harness import close, expect, folder, main, refused, run, test, write

# Symmetric about dose 4, which is therefore where half are affected, whatever the symmetric model.
EVEN = ((1, 2), (2, 5), (4, 10), (8, 15), (16, 18))


def make(rows, total=20, headers='drug,dose,unit,affected,total'):
    return headers + '\n' + ''.join(f'rotenone,{dose},mg/L,{affected},{total}\n' for dose, affected in rows)


def fit(text, *options):
    with folder() as place:
        return run('fit', write(f'{place}/t.csv', text), *options)


def half(result):
    return next(dose for dose in result['curves'][0]['effect_doses'] if dose['level'] == 0.5)


@test
def a_project_refuses_them():
    """Not with the advice to call a count a response."""
    with folder() as place:
        path, table = f'{place}/p.isobole', write(f'{place}/t.csv', make(EVEN))
        expect(run('new', path).status == 0)
        refused(run('import', path, table), 'table of counts', 'isobole-cli fit')


@test
def symmetric_counts():
    for model in ('LL.2', 'LN.4'):
        result = fit(make(EVEN), '--model', model, '--format', 'json').json()
        dose = half(result)
        expect(result['curves'][0]['model'] == model[:2] and result['curves'][0]['status'] == 'ok', result)
        close(dose['value'], 4, 1e-8, 'LD50')
        close(dose['upper'] / 4, 4 / dose['lower'], 1e-8, 'interval')
        expect(dose['method'] == 'wald' and dose['lower'] < 3.5, dose)
    best = fit(make(EVEN), '--model', 'auto', '--format', 'json').json()['curves'][0]
    expect(best['aic'] == min(c['aic'] for c in best['candidates']) and len(best['candidates']) == 4, best)


@test
def deaths_without_drug():
    rows = ((0, 4), (1, 5), (2, 7), (4, 12), (8, 16), (16, 20))
    curve = fit(make(rows, headers='Drug;Dose;Unit;DEAD;Total'.replace(';', ',')), '--model', 'LL', '--format', 'json')
    expect(curve.status == 2, 'there is no model LL')
    curve = fit(make(rows), '--model', 'LL.4', '--format', 'json').json()['curves'][0]
    share = curve['parameters']['upper']
    expect(not share['fixed'] and 0.1 < share['value'] < 0.35 and share['lower'] < share['value'] < share['upper'], share)
    # Who counts survivors sees the same dose.
    alive = fit(make([(dose, 20 - dead) for dose, dead in rows]), '--model', 'LL.4', '--format', 'json').json()
    close(half(alive)['value'], next(d for d in curve['effect_doses'] if d['level'] == 0.5)['value'], 1e-6, 'LD50')


@test
def what_is_not_known():
    nothing = half(fit(make([(dose, 0) for dose, _ in EVEN]), '--format', 'json').json())
    expect(nothing['value'] is None and nothing['status'] == 'above-range', nothing)
    jump = half(fit(make([(1, 0), (2, 0), (4, 20), (8, 20)]), '--format', 'json').json())
    expect(jump['value'] is None and jump['status'] == 'not-identified', jump)
    scatter = fit(make([(1, 15), (2, 3), (4, 14), (8, 6), (16, 19)])).out
    expect('scatter more than chance' in scatter, scatter)


@test
def tables_and_refusals():
    rows = list(csv.DictReader(io.StringIO(fit(make(EVEN), '--model', 'LL.2', '--format', 'csv').out)))
    close(float(next(r for r in rows if r['level'] == '0.5')['value']), 4, 1e-8, 'LD50')
    expect('ED50' in fit(make(EVEN)).out)
    refused(fit(make([(1, 21), (2, 3)])), '21 are affected of 20')
    refused(fit(make([(1, 2.5), (2, 3)])), 'no count')
    refused(fit(make([(0, 2), (0, 3)])), 'no dose above zero')
    refused(fit(make(EVEN), '--model', 'BC.5'), 'BC.5')


main()
