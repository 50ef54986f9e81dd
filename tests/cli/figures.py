#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures from the command line: every kind in every format, from tables, exports with a layout and bare exports. TAP."""

import pathlib
import struct

from harness import EXAMPLE, SOURCE, expect, folder, main, refused, run, test, write

PLATES = sorted(EXAMPLE.glob('plate-*.txt'))
EXAMPLE_ARGUMENTS = (*PLATES, '--layout', EXAMPLE / 'layout.csv')
CHOU = SOURCE / 'data/examples/chou-1994.csv'
MATRIX = 'drug1,dose1,drug2,dose2,inhibition\n' + ''.join(
    f'A,{a},B,{b},{round(100 * (1 - 1 / (1 + a) / (1 + b / 3)), 3)}\n' for a in (0, 0.3, 1, 3) for b in (0, 1, 3, 9))


def draw(place, name, *arguments):
    path = pathlib.Path(place, name)
    result = run('figure', *arguments, '-o', path)
    expect(result.status == 0 and result.out == '', result.status, result.err)
    return path.read_bytes()


@test
def every_kind():
    with folder() as place:
        matrix = write(f'{place}/matrix.csv', MATRIX)
        pictures = {draw(place, 'a.pdf', *((matrix,) if kind == 'matrix' else EXAMPLE_ARGUMENTS), '--kind', kind)
                    for kind in ('dose-response', 'median-effect', 'fa-ci', 'isobologram', 'matrix', 'plate')}
        expect(len(pictures) == 6 and all(p.startswith(b'%PDF-') and len(p) > 1500 for p in pictures))


@test
def no_axes_without_anything_on_them():
    rows = ''.join(f'A,{2 ** i},,,1\n,,B,{2 ** i},1\nA,{2 ** i},B,{2 ** i},1\n' for i in range(5))
    with folder() as place:
        path = write(f'{place}/flat.csv', 'drug1,dose1 (nM),drug2,dose2 (nM),viability fraction\n' + rows)
        result = run('figure', path, '--kind', 'isobologram', '-o', f'{place}/a.pdf')
        expect(result.status == 2 and 'There is no isobole to draw' in result.err, result.status, result.err)


@test
def every_format_the_same_each_time():
    with folder() as place:
        for ending, start in (('pdf', b'%PDF-'), ('svg', b'<?xml'), ('png', b'\x89PNG')):
            first, second = (draw(place, f'{n}.{ending}', CHOU, '--kind', 'fa-ci') for n in 'ab')
            expect(first.startswith(start) and len(first) > 1500, ending, first[:20])
            expect(first == second, ending, 'differs from run to run')


@test
def threads_do_not_show():
    with folder() as place:
        pictures = {draw(place, 'a.pdf', *EXAMPLE_ARGUMENTS, '--kind', 'fa-ci', '--threads', n) for n in (1, 2)}
        expect(len(pictures) == 1)


@test
def width_and_resolution():
    with folder() as place:
        for width, dpi, pixels in (('85mm', 300, 1004), ('4in', 100, 400), ('144pt', 72, 144), ('100', 127, 500)):
            png = draw(place, 'a.png', CHOU, '--kind', 'dose-response', '--width', width, '--dpi', dpi)
            expect(abs(struct.unpack('>I', png[16:20])[0] - pixels) <= 1, width, dpi, struct.unpack('>I', png[16:20]))


@test
def format_may_be_named():
    with folder() as place:
        expect(draw(place, 'figure.out', CHOU, '--kind', 'fa-ci', '--format', 'svg').startswith(b'<?xml'))


@test
def a_plate_needs_no_layout():
    with folder() as place:
        one = draw(place, 'a.png', PLATES[0], '--kind', 'plate')
        other = draw(place, 'b.png', *PLATES, '--kind', 'plate', '--plate', 'Plate 2')
        expect(one.startswith(b'\x89PNG') and one != other)
        with_layout = draw(place, 'c.png', *EXAMPLE_ARGUMENTS, '--kind', 'plate')
        expect(with_layout != one)
        grid = write(f'{place}/grid.csv', ',1,2\nA,1,2\nB,3,4\n')
        expect(draw(place, 'd.png', grid, '--kind', 'plate').startswith(b'\x89PNG'))


@test
def choices_change_the_figure():
    with folder() as place:
        matrix = write(f'{place}/matrix.csv', MATRIX)
        viability, bliss, hsa = (draw(place, 'a.svg', matrix, '--kind', 'matrix', *score)
                                 for score in ((), ('--score', 'bliss'), ('--score', 'hsa')))
        expect(len({viability, bliss, hsa}) == 3)
        levels = {draw(place, 'a.svg', *EXAMPLE_ARGUMENTS, '--kind', 'isobologram', '--fa', fa) for fa in ('0.5', '0.6')}
        expect(len(levels) == 2)
        combinations = {draw(place, 'a.svg', CHOU, '--kind', 'fa-ci', '--combination', n) for n in (1, 2)}
        expect(len(combinations) == 2)


@test
def a_height_that_is_too_low():
    """Plots that nobody can read are not drawn: it is higher, and says so; a height that is enough passes in silence."""
    with folder() as place:
        low = run('figure', *EXAMPLE_ARGUMENTS, '--kind', 'dose-response', '-o', f'{place}/a.svg', '--height', '20mm')
        expect(low.status == 0 and 'mm high, and not 20 mm' in low.err, low.err)
        high = run('figure', *EXAMPLE_ARGUMENTS, '--kind', 'dose-response', '-o', f'{place}/b.svg', '--height', '120mm')
        expect(high.status == 0 and 'mm high' not in high.err, high.err)


@test
def refusals():
    with folder() as place:
        target = f'{place}/a.pdf'
        refused(run('figure', CHOU, '-o', target), 'Which figure?', 'dose-response, residuals, median-effect')
        refused(run('figure', CHOU, '--kind', 'pie', '-o', target), '“pie”', 'isobologram')
        refused(run('figure', CHOU, '--kind', 'fa-ci'), 'Where to?')
        refused(run('figure', CHOU, '--kind', 'fa-ci', '-o', f'{place}/a.doc'), 'isobole-cli')
        refused(run('figure', CHOU, '--kind', 'fa-ci', '--style', 'baroque', '-o', target), '“baroque”', 'default')
        refused(run('figure', CHOU, '--kind', 'fa-ci', '--width', '85 bananas', '-o', target), '“85 bananas”', '85mm')
        refused(run('figure', CHOU, '--kind', 'fa-ci', '--dpi', '7', '-o', target), '“7”')
        refused(run('figure', CHOU, '--kind', 'fa-ci', '--sample', 'HeLa', '-o', target), 'no sample “HeLa”', '833K')
        refused(run('figure', CHOU, '--kind', 'fa-ci', '--combination', '99', '-o', target), '“99”')
        refused(run('figure', *EXAMPLE_ARGUMENTS, '--kind', 'plate', '--plate', 'X', '-o', target), 'no plate “X”')
        refused(run('figure', PLATES[0], '--kind', 'plate', '--read', '1', '-o', target), 'Plate 1 570')
        refused(run('figure', *EXAMPLE_ARGUMENTS, '--kind', 'matrix', '-o', target), 'nothing to draw')
        refused(run('figure', PLATES[0], '--kind', 'fa-ci', '-o', target), '--layout')
        refused(run('figure', CHOU, '--kind', 'fa-ci', '-o', f'{place}/no/folder/a.pdf'), 'a.pdf')
        expect(list(pathlib.Path(place).iterdir()) == [], list(pathlib.Path(place).iterdir()))


main()
