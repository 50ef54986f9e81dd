#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever comes in, isobole-cli says where it is wrong and what to do. TAP."""

import os

from harness import CLI, EXAMPLE, Skip, expect, folder, main, refused, run, run_on, test, write

VERBS = ('fit', 'synergy', 'read')
PLATES = sorted(EXAMPLE.glob('plate-*.txt'))
LAYOUT = EXAMPLE / 'layout.csv'


def on_every_way_in(path, *parts, cwd=None):
    for verb in VERBS:
        refused(run(verb, path, cwd=cwd), *parts)
    refused(run('fit', PLATES[0], '--layout', path, cwd=cwd), *parts)


@test
def no_such_file():
    on_every_way_in('/no/such/file.csv', '/no/such/file.csv', 'There is no such file')


@test
def empty():
    with folder() as place:
        write(os.path.join(place, 'e.csv'), b'')
        on_every_way_in('e.csv', 'e.csv', 'is empty', cwd=place)
        write(os.path.join(place, 'e.csv'), b'\n\n  \n')
        for verb in VERBS:
            refused(run(verb, 'e.csv', cwd=place), 'e.csv')


@test
def binary():
    with folder() as place:
        write(os.path.join(place, 'b.csv'), bytes(range(256)) * 40)
        on_every_way_in('b.csv', 'b.csv', cwd=place)


@test
def workbook():
    with folder() as place:
        write(os.path.join(place, 'w.csv'), b'PK\x03\x04' + b'[Content_Types].xml xl/workbook.xml' + bytes(100))
        on_every_way_in('w.csv', 'w.csv', cwd=place)


@test
def directory():
    with folder() as place:
        on_every_way_in(place, 'This is a folder')


@test
def device():
    on_every_way_in('/dev/zero', '/dev/zero', 'not an ordinary file')


@test
def no_permission():
    with folder() as place:
        path = write(os.path.join(place, 'p.csv'), 'drug,dose,fa\nA,1,0.5\n')
        os.chmod(path, 0)
        os.chmod(place, 0o755)
        more = {}
        if os.geteuid() == 0:
            more = {'user': 65534}
            try:
                run('--version', **more)
            except OSError as why:
                raise Skip(f'root may read everything, and nobody cannot start {CLI}: {why}') from why
        refused(run('fit', path, **more), 'p.csv', 'not allowed to read')


@test
def too_large():
    with folder() as place:
        path = os.path.join(place, 'l.csv')
        with open(path, 'wb') as file:
            file.truncate(257 * 1024 * 1024)
        on_every_way_in(path, 'l.csv', '257 MB', '256 MB')


@test
def truncated():
    refused(run_on('drug,dose,unit,fa\nA,1,nM,0.5\nA,2,n', 'fit'), 't.csv, line 3', 'stops in the middle')
    with folder() as place:
        whole = PLATES[0].read_bytes()
        write(os.path.join(place, 'cut.txt'), whole[:whole.rindex(b'\t')])
        refused(run('read', 'cut.txt', cwd=place), 'cut.txt')


@test
def wrong_plate_size():
    refused(run_on('drug,dose,well,fa\nA,1,P24,0.5\n', 'fit', '--wells', '96'), 't.csv, line 2, column well', 'P24 is not on a plate of 96')
    refused(run_on('drug,dose,well,fa\nA,1,ZZ1,0.5\n', 'fit'), 't.csv, line 2, column well', 'not a well')
    with folder() as place:
        write(os.path.join(place, 'small.csv'), 'well,role\nA1,vehicle\nA2,blank\n')
        refused(run('fit', PLATES[0], '--layout', os.path.join(place, 'small.csv')), PLATES[0].name, 'for a plate of 6 wells')


@test
def duplicate_wells():
    refused(run_on('drug,dose,well,fa\nA,1,A1,0.5\nA,2,A1,0.6\n', 'fit'), 't.csv, line 3, column well, well A1', 'stands twice: in line 2')


@test
def decimal_commas():
    good = run_on('drug;dose;unit;fa\nA;0,5;nM;0,2\nA;1,5;nM;0,5\nA;4,5;nM;0,8\n', 'fit', '--format', 'json').json()
    expect([p['dose'] for p in good['curves'][0]['points']] == [0.5, 1.5, 4.5], good['curves'][0]['points'])
    expect(abs(good['curves'][0]['points'][0]['response'] - 0.8) < 1e-12)
    refused(run_on('drug,dose,unit,fa\nA,0,5,nM,0,2\n', 'fit'), 't.csv, line 2', 'semicolons')
    ambiguous = 'drug;dose;unit;fa\nA;1,234;nM;0\nA;2,345;nM;1\n'
    refused(run_on(ambiguous, 'fit'), 'line 2, column dose', '“1,234”', '--decimal point or --decimal comma')
    told = run_on(ambiguous, 'fit', '--decimal', 'comma', '--format', 'json').json()
    expect(told['curves'][0]['highest_dose'] == 2.345, told['curves'][0]['highest_dose'])


@test
def units():
    refused(run_on('drug,dose,unit,fa\nA,1,furlong,0.5\n', 'fit'), 't.csv, line 2, column unit', '“furlong”', 'nM')
    refused(run_on('drug,dose,unit,fa\nA,1,nM,0.5\nA,1,mg/mL,0.5\n', 'fit'), 'line 3', 'cannot be converted')
    same = run_on('drug,dose,unit,fa\nA,100,nM,0.2\nA,0.1,uM,0.3\nA,1,uM,0.7\n', 'fit', '--format', 'json').json()
    points = same['curves'][0]['points']
    expect([(p['dose'], p['n']) for p in points] == [(100, 2), (1000, 1)], points)


@test
def viability_given_as_inhibition():
    table = 'drug,dose,unit,{}\nA,0,nM,1\nA,1,nM,20\nA,10,nM,60\nA,100,nM,95\n'
    refused(run_on(table.format('viability'), 'fit'), 't.csv, line 1', 'looks like inhibition')
    refused(run_on(table.format('response'), 'fit', '--response', 'viability'), 'looks like inhibition')
    expect(run_on(table.format('response'), 'fit', '--response', 'inhibition').status == 0)
    expect(run_on(table.format('viability'), 'fit', '--response', 'raw').status == 0)


@test
def what_the_numbers_are_is_asked():
    table = 'drug,dose,unit,response\nA,1,nM,20\nA,10,nM,60\n'
    refused(run_on(table, 'fit'), 'Line 2 (A 1 nM) holds 20', 'viability: 20 % of the cells are left',
            'inhibition or fraction affected: 20 % of the cells are gone', '--response viability')
    small = 'drug,dose,unit,inhibition\nA,1,nM,0.05\nA,10,nM,0.2\n'
    refused(run_on(small, 'fit'), 'percent or fractions', '--scale percent')


@test
def signals_without_controls():
    refused(run_on('drug,dose,unit,signal\nA,1,nM,20\nA,10,nM,60\n', 'fit'), 'vehicle')
    refused(run_on('drug,dose,role,signal\nA,0,vehicle,20\nA,0,blank,60\nA,10,,60\n', 'fit'), 'above the blanks')


@test
def an_export_without_layout():
    refused(run('fit', PLATES[0]), PLATES[0].name, 'export of a plate reader', '--layout')
    refused(run('fit', PLATES[0], '--layout', LAYOUT, '--response', 'viability'), 'a signal', 'Leave out --response')


@test
def a_table_is_no_export():
    refused(run('read', LAYOUT), 'layout.csv', 'This is a table of wells', 'fit, synergy and figure')
    refused(run('fit', LAYOUT), 'layout.csv', 'The table has no responses')
    refused(run_on('nothing known\n', 'read'), 't.csv', 'None of the known readers')


@test
def layout_and_files_that_do_not_match():
    refused(run('fit', PLATES[0], '--layout', LAYOUT), 'was not read', 'Plates of the layout: Plate 1, Plate 2, Plate 3')
    refused(run('fit', *PLATES, '--layout', LAYOUT, '--read', '600'), 'no read called “600”', '570')
    with folder() as place:
        write(os.path.join(place, 'l.csv'), 'plate,well,role\nX,A1,vehicle\nX,H12,blank\n')
        refused(run('fit', PLATES[0], '--layout', os.path.join(place, 'l.csv')), 'No layout is for the plate “Plate 1”', 'X')


@test
def single_agents_are_no_combination():
    refused(run_on('drug,dose,unit,fa\nA,1,nM,0.2\nA,10,nM,0.6\n', 'synergy'), 't.csv', 'isobole-cli fit')


@test
def a_read_that_is_not_there():
    refused(run('read', PLATES[0], '--read', '999'), 'no read called “999”', '570')
    refused(run('read', PLATES[0], '--reader', 'crystal-ball'), 'crystal-ball')


main()
