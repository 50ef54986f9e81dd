#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How isobole-cli is called: verbs, options, help, exit statuses, where output goes. TAP."""

import csv
import os
import pathlib
import subprocess

from harness import CLI, EXAMPLE, SOURCE, expect, folder, main, refused, run, run_on, test, write

TABLE = 'drug,dose,unit,viability\nA,0,nM,99\nA,1,nM,90\nA,3,nM,70\nA,10,nM,45\nA,30,nM,20\nA,100,nM,8\n'
TWO = TABLE.replace('A,0,nM,99\n', '') + 'B,1,nM,96\nB,3,nM,93\nB,10,nM,81\nB,30,nM,50\nB,100,nM,24\n'

VERBS = ('readers', 'read', 'fit', 'synergy', 'figure', 'new', 'import', 'dump', 'analyze', 'history', 'check', 'plan', 'help')


@test
def version():
    result = run('--version')
    version = next(line for line in (SOURCE / 'meson.build').read_text().split('\n') if 'version:' in line).split("'")[1]
    expect(result.status == 0 and result.out == f'isobole-cli {version}\n', result.out)


@test
def overview():
    for arguments in (['help'], ['--help'], ['-h']):
        result = run(*arguments)
        expect(result.status == 0, result.err)
        for verb in VERBS:
            expect(f'\n  {verb} ' in result.out, verb, 'is missing in', result.out)
        for later in ('report',):
            expect(later not in result.out, later, 'is promised in', result.out)


@test
def no_verb_is_bad_usage():
    result = run()
    expect(result.status == 2 and 'Usage' in result.out, result.status, result.out)


@test
def every_verb_explains_itself():
    for verb in VERBS:
        by_topic, by_option = run('help', verb), run(verb, '--help')
        expect(by_topic.status == 0 and by_option.status == 0, by_topic.err, by_option.err)
        expect(by_topic.out == by_option.out and f'isobole-cli {verb} ' in by_topic.out, by_topic.out)
    expect('--response' in run('help', 'fit').out)


@test
def help_topics():
    expect('dose1' in run('help', 'table').out)
    expect('isobole/project/1' in run('help', 'project').out)
    schema = run('help', 'schema').out
    for member in ('isobole/fit/1', 'isobole/synergy/1', 'isobole/read/1', 'isobole/analysis/1', 'isobole/history/1',
                   'isobole/check/1', 'median_effect', 'effect_levels', 'isoboles', 'verdict'):
        expect(member in schema, member, 'is missing')
    refused(run('help', 'nonsense'), 'no help on “nonsense”')


@test
def bad_usage():
    refused(run('conjure'), 'There is no verb “conjure”')
    refused(run('fit'), 'No file is named')
    refused(run('fit', 't.csv', '--nonsense'), 'There is no option “nonsense” here. There are: --response')
    refused(run('fit', 't.csv', '--kind', 'plate'), 'There is no option “kind” here')
    refused(run('fit', 't.csv', '--model'), '--model needs a value')
    refused(run('fit', 't.csv', '--free-upper=1'), '--free-upper takes no value')
    refused(run('fit', 't.csv', '--model', 'LL.4', '--model', 'LL.3'), '--model is given twice')
    refused(run('fit', 't.csv', '--model', 'LL.9'), '“LL.9”', 'LL.4', 'LL.3', 'LL.2', 'auto')
    refused(run('fit', 't.csv', '--format', 'xml'), '“xml”', 'text, json, csv')
    refused(run('fit', 't.csv', '--level', '95'), '“95”', 'from 0.5 to 0.999')
    refused(run('fit', 't.csv', '--fa', '0.5,1.2'), '“0.5,1.2” is not a list of effect levels')
    refused(run('fit', 't.csv', '--fix', 'scale=3'), '“scale=3” cannot be held')
    refused(run('fit', 't.csv', '--fix', 'hill=-1'), '“hill=-1” cannot be held')
    refused(run('fit', 't.csv', '--weights', '1/x'), '“1/x”', 'none, 1/y, 1/y2, replicates')
    refused(run('fit', 't.csv', '--bound', 'lower=1'), '“lower=1” cannot be a bound')
    refused(run('fit', 't.csv', '--bound', 'lower=1:0'), '“lower=1:0” cannot be a bound')
    refused(run('fit', 't.csv', '--interval', 'bayes'), '“bayes”', 'profile, wald')
    refused(run('fit', 't.csv', '--wells', '97'), '“97”', '96, 384')
    refused(run('fit', 't.csv', '--threads', '0'), '“0”')
    refused(run('fit', 'a.csv', 'b.csv'), 'Several files are named')


KINETIC = ('Date Time\tElapsed\tA1\tB1\n'
           '1/2/2026 10:00\t0\t1\t5\n1/2/2026 11:00\t1\t3\t4\n1/2/2026 12:00\t2\t5\t3\n')


def values(result):
    """Read and value of each line of a CSV."""
    return [row[2:5] for row in csv.reader(result.out.splitlines()[1:])]


@test
def one_reading_of_a_kinetic():
    expect(len(values(run_on(KINETIC, 'read'))) == 6)
    near = values(run_on(KINETIC, 'read', '--time', '4000'))
    expect(near == [['IncuCyte@t=3600s', 'A1', '3'], ['IncuCyte@t=3600s', 'B1', '4']], near)
    last = values(run_on(KINETIC, 'read', '--at', 'last'))
    expect([row[2] for row in last] == ['5', '3'], last)
    most = values(run_on(KINETIC, 'read', '--at', 'max'))
    expect(most == [['IncuCyte, maximum', 'A1', '5'], ['IncuCyte, maximum', 'B1', '5']], most)
    slope = values(run_on(KINETIC, 'read', '--at', 'slope'))
    expect(slope == [['IncuCyte, slope per hour', 'A1', '2'], ['IncuCyte, slope per hour', 'B1', '-1']], slope)
    refused(run_on(',1,2\nA,1,2\n', 'read', '--at', 'max'), 'no kinetic or spectrum')
    refused(run_on(KINETIC, 'read', '--wavelength', '450'), 'no kinetic or spectrum')
    refused(run_on(KINETIC, 'read', '--at', 'noon'), '“noon”', 'first, last, max, slope')


@test
def what_a_person_corrects():
    unclear = '\t1\t2\nA\t1,234\t2,345\n'
    refused(run_on(unclear, 'read'), 'Say which decimal sign the file has')
    expect(values(run_on(unclear, 'read', '--decimal', 'comma'))[0][2] == '1.234')
    turned = values(run_on(',1,2\nA,1,2\n', 'read', '--turned', '--wells', '96'))
    expect(turned == [['Read 1', 'H11', '2'], ['Read 1', 'H12', '1']], turned)
    refused(run_on(',7,8\nA,1,2\n', 'read', '--wells', '6'), 'no well A7', 'Choose a larger plate')
    separated = values(run_on('a,b,c,d\n;1;2\nA;5;6\n', 'read', '--separator', 'semicolon'))
    expect([row[-1] for row in separated] == ['5', '6'], separated)
    refused(run_on(unclear, 'read', '--separator', 'dot'), '“dot”', 'tab, comma, semicolon')


@test
def options_are_obeyed():
    base = run_on(TABLE, 'fit', '--format', 'json').json()
    curve = base['curves'][0]
    expect(curve['model'] == 'LL.4' and curve['parameters']['upper']['fixed'], curve['parameters'])
    expect([d['level'] for d in curve['effect_doses']] == [0.5, 0.5, 0.75, 0.9, 0.95])

    other = run_on(TABLE, 'fit', '--format=json', '--model', 'LL.2', '--level', '0.9', '--fa', '0.3', '--se', 'gauss-newton').json()
    curve = other['curves'][0]
    expect(curve['model'] == 'LL.2' and curve['parameters']['lower']['fixed'] and curve['parameters']['lower']['value'] == 0)
    expect([d['level'] for d in curve['effect_doses']] == [0.5, 0.3], curve['effect_doses'])
    expect(other['settings']['level'] == 0.9 and other['settings']['se'] == 'gauss-newton', other['settings'])

    held = run_on(TABLE, 'fit', '--format', 'json', '--fix', 'lower=0.05', '--fix', 'upper=1.1').json()['curves'][0]['parameters']
    expect(held['lower']['value'] == 0.05 and held['lower']['fixed'] and held['upper']['value'] == 1.1, held)
    free = run_on(TABLE, 'fit', '--format', 'json', '--free-upper').json()['curves'][0]['parameters']
    expect(not free['upper']['fixed'], free)
    together = run_on(TWO, 'fit', '--format', 'json', '--share', 'upper').json()
    tops = [curve['parameters']['upper'] for curve in together['curves']]
    expect(together['settings']['share'] == 'upper' and tops[0]['value'] == tops[1]['value'] and tops[0]['shared'], tops)
    expect(all(top['method'] == 'profile' and not top['fixed'] for top in tops), tops)
    shared = together['curves'][1]['shared']
    expect(shared['parameter'] == 'upper' and shared['n_curves'] == 2 and shared['df1'] == 1 and 0 < shared['p'] <= 1, shared)
    expect(shared['rss'] >= shared['separate_rss'] and abs(shared['rss'] - sum(c['rss'] for c in together['curves'])) < 1e-12, shared)
    expect('shared' in run_on(TWO, 'fit', '--share', 'upper').out)
    slopes = run_on(TWO, 'fit', '--format', 'json', '--share', 'hill').json()['curves']
    expect(slopes[0]['shared'] is None and slopes[0]['messages'][0]['code'] == 'share-alone', slopes[0])
    refused(run_on(TWO, 'fit', '--share', 'scale'), '--share', 'hill, lower and upper')
    wald = run_on(TABLE, 'fit', '--format', 'json', '--interval', 'wald').json()
    expect(base['settings']['interval'] == 'profile' and wald['settings']['interval'] == 'wald')
    for profiled, straight in zip(base['curves'][0]['effect_doses'], wald['curves'][0]['effect_doses']):
        if profiled['value'] is None:
            continue
        expect(profiled['method'] == 'profile' and straight['method'] == 'wald', profiled, straight)
        expect(profiled['wald'] == {side: straight[side] for side in ('lower', 'upper')} == straight['wald'])
        expect(profiled['value'] == straight['value'] and profiled['lower'] != straight['lower'], profiled, straight)
    auto = run_on(TABLE, 'fit', '--format', 'json', '--model', 'auto').json()
    expect(auto['settings']['model'] == 'auto' and auto['curves'][0]['model'] in ('LL.2', 'LL.3', 'LL.4'))
    candidates = auto['curves'][0]['candidates']
    expect({c['model'] for c in candidates} == {'LL.2', 'LL.3', 'LL.4', 'flat'} and candidates[0]['model'] == auto['curves'][0]['model'])
    expect(abs(sum(c['weight'] for c in candidates) - 1) < 1e-12, candidates)
    expect('flat' in run_on(TABLE, 'fit', '--model', 'auto').out)
    bounded = run_on(TABLE, 'fit', '--format', 'json', '--bound', 'lower=0.2:0.9', '--bound', 'hill=:3').json()
    expect(bounded['settings']['bounds'] == 'hill=:3,lower=0.2:0.9' and bounded['curves'][0]['parameters']['lower']['value'] >= 0.2)
    for option, words in (('weights', ('1/y', '1/y2', 'replicates')), ('loss', ('huber', 'tukey'))):
        for word in words:
            result = run_on(TABLE, 'fit', '--format', 'json', f'--{option}', word).json()
            expect(result['settings'][option] == word and result['curves'][0]['status'] == 'ok', result['curves'][0]['status'])
    expect(any(m['code'] == 'robust-fit' for m in result['curves'][0]['messages']))


@test
def output_goes_to_a_file():
    with folder() as place:
        write(os.path.join(place, 't.csv'), TABLE)
        printed = run('fit', 't.csv', '--format', 'csv', cwd=place)
        by_ending = run('fit', 't.csv', '-o', 'out.csv', cwd=place)
        expect(by_ending.status == 0 and by_ending.out == '', by_ending.out, by_ending.err)
        expect(pathlib.Path(place, 'out.csv').read_bytes() == printed.bytes)
        json_file = run('fit', 't.csv', '--output=out.json', cwd=place)
        expect(json_file.status == 0 and pathlib.Path(place, 'out.json').read_text().startswith('{'))
        expect(sorted(os.listdir(place)) == ['out.csv', 'out.json', 't.csv'], os.listdir(place))


@test
def a_failed_run_leaves_the_old_file():
    with folder() as place:
        write(os.path.join(place, 'out.csv'), 'old')
        write(os.path.join(place, 't.csv'), 'nothing')
        refused(run('fit', 't.csv', '-o', 'out.csv', cwd=place), 'No column holds doses')
        expect(pathlib.Path(place, 'out.csv').read_text() == 'old')


@test
def unwritable_output():
    with folder() as place:
        write(os.path.join(place, 't.csv'), TABLE)
        for target in ('no/such/folder/out.csv', '.'):
            refused(run('fit', 't.csv', '-o', target, cwd=place), f'“{target}” cannot be written')
        full = run('fit', 't.csv', '-o', '/dev/full', cwd=place)
        refused(full, '“/dev/full” cannot be written')
        with open('/dev/full', 'wb') as device:
            done = subprocess.run([CLI, 'fit', 't.csv'], stdout=device, stderr=subprocess.PIPE, cwd=place, timeout=50, check=False)
        expect(done.returncode == 2 and b'standard output cannot be written' in done.stderr, done)
        expect(run('fit', 't.csv', '-o', '/dev/null', cwd=place).status == 0)


@test
def a_closed_pipe_ends_it_quietly():
    with folder() as place:
        write(os.path.join(place, 't.csv'), TABLE)
        for restore in (True, False):   # with SIGPIPE as it is, and ignored as some parents leave it
            reading, writing = os.pipe()
            os.close(reading)
            done = subprocess.run([CLI, 'fit', 't.csv'], stdout=writing, stderr=subprocess.PIPE, cwd=place, timeout=50, check=False,
                                  restore_signals=restore)
            os.close(writing)
            expect(done.returncode in (2, -13), done.returncode)
            expect(done.stderr == b'', done.stderr)


@test
def a_name_that_begins_with_a_dash():
    with folder() as place:
        write(os.path.join(place, '-t.csv'), TABLE)
        expect(run('fit', '--format', 'json', '--', '-t.csv', cwd=place).status == 0)


@test
def readers_are_listed():
    out = run('readers').out
    for reader in ('gen5', 'softmax', 'envision', 'tecan', 'grid', 'table', 'layout'):
        expect(f'\n  {reader} ' in out, reader, out)


@test
def text_is_for_people():
    result = run('synergy', *sorted(EXAMPLE.glob('plate-*.txt')), '--layout', EXAMPLE / 'layout.csv')
    expect(result.status == 0, result.err)
    expect('Simulated data' in result.out, 'the note is missing')
    expect('nan' not in result.out.lower().replace('antagon', ''), result.out)
    expect('Synergistic' in result.out and '1. Ixazomib + Lenalidomide, MM.1S' in result.out, result.out)
    fit = run('fit', *sorted(EXAMPLE.glob('plate-*.txt')), '--layout', EXAMPLE / 'layout.csv')
    expect('not reached' in fit.out and 'positive control' in fit.out, fit.out)


main()
