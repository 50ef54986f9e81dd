#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of the analysis: from a file, from a project, from options; and results that a project keeps. TAP."""

import json

from harness import expect, folder, main, refused, run, test, write
from projects_common import change, held, leave_unsaved, new, query, work_folder

TABLE = 'drug,dose,unit,viability (%)\nA,0,nM,99\nA,1,nM,90\nA,3,nM,70\nA,10,nM,45\nA,30,nM,20\nA,100,nM,8\n'


def project(place):
    path = new(place)
    expect(run('import', path, write(f'{place}/t.csv', TABLE)).status == 0)
    return path


def settings_of(*arguments):
    return run(*arguments, '--format', 'json').json()['settings']


@test
def a_file_of_settings():
    with folder() as place:
        table = write(f'{place}/t.csv', TABLE)
        own = settings_of('fit', table)
        file = write(f'{place}/s.json', '{ "model": "LL.3", "fixed": { "hill": 1.5 }, "free_upper": true, "se": "gauss-newton",'
                     ' "bounds": "upper=0.8:1.2", "share": "upper", "weights": "1/y", "loss": "huber", "interval": "wald",'
                     ' "level": 0.9, "effect_levels": [0.5, 0.25], "location": "mean",'
                     ' "ci_band": [0.9, 1.1], "score_band": 7.5, "median_effect": "linear", "single_agents": "fitted", "surfaces": "braid", "resamples": 50, "seed": 7 }')
        expected = {'model': 'LL.3', 'fixed': {'hill': 1.5}, 'free_upper': True, 'se': 'gauss-newton', 'interval': 'wald', 'level': 0.9,
                    'bounds': 'upper=0.8:1.2', 'share': 'upper', 'weights': '1/y', 'loss': 'huber',
                    'effect_levels': [0.5, 0.25], 'location': 'mean', 'median_effect': 'linear', 'single_agents': 'fitted', 'surfaces': 'braid',
                    'resamples': 50, 'seed': 7, 'ci_band': [0.9, 1.1], 'score_band': 7.5}
        for verb in ('fit', 'analyze'):
            expect(settings_of(verb, table, '--settings', file) == expected, settings_of(verb, table, '--settings', file))
        texts = write(f'{place}/texts.json', json.dumps({'fixed': 'hill=1.5', 'interval': 'wald', 'bounds': 'upper=0.8:1.2',
                                                         'weights': '1/y', 'loss': 'huber', 'level': '0.9', 'effect_levels': '0.5,0.25',
                                                         'free_upper': 'yes', 'share': 'upper',
                                                         'model': 'll.3', 'se': 'gauss-newton', 'location': 'mean', 'single_agents': 'fitted',
                                                         'median_effect': 'LINEAR',
                                                         'ci_band': '0.9,1.1', 'score_band': '7.5',
                                                         'surfaces': 'BRAID', 'resamples': '50', 'seed': 7}))
        expect(settings_of('fit', table, '--settings', texts) == expected)
        expect(settings_of('fit', table, '--settings', write(f'{place}/n.json', '{ "model": null }')) == own)
        options = ('--settings', file, '--level', '0.8', '--fix', 'lower=0', '--fa', '0.9', '--model', 'LL.4')
        expect(settings_of('fit', table, *options) == {**expected, 'level': 0.8, 'fixed': {'lower': 0}, 'effect_levels': [0.9], 'model': 'LL.4'})


@test
def settings_of_a_result():
    """What a result says of its settings makes the same result again."""
    with folder() as place:
        table = write(f'{place}/t.csv', TABLE)
        first = run('analyze', table, '--format', 'json', '--model', 'auto', '--fix', 'lower=0', '--fix', 'hill=1.1', '--level', '0.9')
        again = run('analyze', table, '--format', 'json', '--settings', write(f'{place}/result.json', first.bytes))
        expect(first.status == 0 and first.bytes == again.bytes, again.err)


@test
def broken_settings_are_refused():
    with folder() as place:
        table = write(f'{place}/t.csv', TABLE)

        def told(text, *parts):
            refused(run('fit', table, '--settings', write(f'{place}/s.json', text)), 's.json', *parts)

        told('{\n "modell": "LL.3" }', 'line 2', 'no setting “modell”', 'model, fixed')
        told('{\n\n "level": 95 }', 'line 3', 'level', '“95”', '0.5 to 0.999')
        told('{ "model": { "id": "LL.3" } }', 'model', 'LL.4')
        told('{ "effect_levels": [0.5, null] }', 'effect_levels[1]', 'A text, a number')
        told('{ "effect_levels": [[0.5]] }', 'effect_levels[0]')
        told('{ "free_upper": 1 }', 'free_upper', 'no, yes')
        told('{ "settings": { "fixed": "scale=1" } }', 'settings.fixed', 'cannot be held')
        told('{ "settings": [] }', 'settings', 'An object')
        told('[]', 'An object')
        told('model = LL.3', 'line 1')
        told('', 's.json')
        refused(run('fit', table, '--settings', f'{place}/none.json'), 'none.json')
        refused(run('fit', table, '--level', '95'), '--level', '“95”')
        refused(run('fit', table, '--ci-band', '1.1,1.25'), '--ci-band', '“1.1,1.25”', 'between 0 and 1 and one above 1')
        refused(run('fit', table, '--score-band', '-5'), '--score-band', '“-5”', 'from 0 to 100')
        told('{ "ci_band": [0.8] }', 'ci_band', '“0.8”')
        refused(run('fit', table, '--location', 'mode'), '--location', 'auto, median, mean')


@test
def a_project_remembers():
    with folder() as place:
        path = project(place)
        before = path.read_bytes()
        options = ('--model', 'LL.3', '--level', '0.9', '--fa', '0.5,0.7')
        chosen = run('analyze', path, *options, '--format', 'json')
        expect(path.read_bytes() == before, 'reading changed the file')
        kept = run('analyze', path, *options, '--format', 'json', '--keep')
        expect(kept.status == 0 and kept.bytes == chosen.bytes, kept.err)
        expect(run('analyze', path, '--format', 'json').bytes == chosen.bytes, 'the settings were forgotten')
        for verb in ('fit', 'analyze'):
            expect(settings_of(verb, path)['level'] == 0.9 and settings_of(verb, path, '--level', '0.8')['level'] == 0.8)
        refused(run('synergy', path), 'no combination')
        expect(query(path, 'SELECT name, value FROM setting ORDER BY name') ==
               [('effect_levels', '0.5,0.7'), ('level', '0.9'), ('model', 'LL.3')])
        steps = run('history', path, '--format', 'json').json()['steps']
        expect([step['verb'] for step in steps] == ['import', 'set-settings'] and 'model, level, effect_levels' in steps[1]['text'], steps)
        expect(run('analyze', path, '--keep', '--settings', write(f'{place}/s.json', '{ "level": null }')).status == 0)
        expect(settings_of('fit', path) == {**settings_of('fit', path, '--model', 'LL.3'), 'level': 0.95})
        expect(not work_folder(path).exists())


@test
def figures_follow_the_settings():
    with folder() as place:
        path = project(place)
        def draw(*options):
            expect(run('figure', path, '--kind', 'dose-response', '-o', f'{place}/a.svg', *options).status == 0)
            with open(f'{place}/a.svg', 'rb') as file:
                return file.read()
        plain = draw()
        held_at = draw('--fix', 'hill=0.6')
        expect(run('analyze', path, '--fix', 'hill=0.6', '--keep').status == 0)
        expect(plain != held_at and draw() == held_at)


@test
def results_are_kept():
    with folder() as place:
        path = project(place)
        expect(run('check', path).status == 0, 'nothing was kept, so nothing is stale')
        result = run('analyze', path, '--format', 'json', '--keep')
        rows = query(path, 'SELECT input, program, kind, content FROM result')
        expect(rows == [(result.json()['input']['hash'], result.json()['program'], 'analysis', result.out)], rows)
        before = path.read_bytes()
        expect(run('analyze', path, '--keep').status == 0 and path.read_bytes() == before, 'the same again was written')
        expect(run('check', path).status == 0)
        expect([step['verb'] for step in run('history', path, '--format', 'json').json()['steps']] == ['import'])
        expect(run('history', path, '--restore', 0).status == 0)
        stale = run('check', path, '--format', 'json')
        expect(stale.status == 1 and json.loads(stale.out)['findings'][0]['code'] == 'stale-result', stale.out)
        expect(run('history', path, '--restore', 1).status == 0 and run('check', path).status == 0)
        change(path, "UPDATE run SET name = 'another day'")
        expect(run('check', path).status == 1, 'a name in the result is another now')
        expect(run('analyze', path, '--keep').status == 0 and run('check', path).status == 0)
        expect(query(path, 'SELECT count (*) FROM result') == [(2,)])


@test
def keeping_asks_for_a_project_that_is_free():
    with folder() as place:
        path = project(place)
        before = path.read_bytes()
        table = write(f'{place}/u.csv', TABLE)
        refused(run('analyze', table, '--keep'), 'u.csv', 'no Isobole project')
        refused(run('analyze', new(place, 'empty.isobole'), '--keep'), 'Nothing in this project was measured')
        refused(run('analyze', path, '--keep', '--scale', 'percent'), 'Leave out --scale')
        with held(path):
            refused(run('analyze', path, '--keep', '--level', '0.9'), 'already open elsewhere')
            expect(run('analyze', path).status == 0)
        leave_unsaved(path, 'unsaved')
        refused(run('analyze', path, '--keep'), 'never saved', '--unsaved keep')
        expect(path.read_bytes() == before)


@test
def settings_travel_as_text():
    with folder() as place:
        path = project(place)
        expect(run('analyze', path, '--model', 'LL.3', '--fix', 'lower=0', '--keep').status == 0)
        dump = run('dump', path)
        expect(json.loads(dump.out)['settings'] == {'fixed': 'lower=0', 'model': 'LL.3'}, dump.out[:500])
        again = new(place, 'q.isobole', '--from', write(f'{place}/p.json', dump.bytes))
        expect(run('dump', again).bytes == dump.bytes)
        expect(run('analyze', again, '--format', 'json').bytes == run('analyze', path, '--format', 'json').bytes)
        expect(run('check', again).status == 0)
        expect(settings_of('fit', f'{place}/t.csv', '--settings', f'{place}/p.json')['model'] == 'LL.3')
        text = '{ "schema": "isobole/project/1",\n "settings": {\n "level": "95" } }'
        refused(run('new', f'{place}/r.isobole', '--from', write(f'{place}/r.json', text)), 'r.json, line 3', 'settings.level', '“95”')
        refused(run('new', f'{place}/r.isobole', '--from', write(f'{place}/r.json', text.replace('level', 'volume'))), 'no setting “volume”')


@test
def settings_of_a_newer_version():
    """A setting that this version does not know makes other results, so there are none."""
    with folder() as place:
        path = project(place)
        change(path, "INSERT INTO setting VALUES ('phase', 'moon')")
        refused(run('fit', path), 'p.isobole', 'no setting “phase”')


@test
def help_names_every_setting():
    text = run('help', 'settings').out
    with folder() as place:
        for name in settings_of('fit', write(f'{place}/t.csv', TABLE)):
            expect(f'\n  {name} ' in text, name)


main()
