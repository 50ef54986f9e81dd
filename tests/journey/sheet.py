#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From an empty project to the sheet that lies on the bench: compounds, their bottles, cells, doses, and what is printed."""

import os
import shutil
import subprocess
import sys

import design
import driver

LOTS = {'ixazomib': 'IX-0417', 'lenalidomide': 'LE-2209'}
CONTROLS = (('B5:G5', 'v', 'Treated: 18, Vehicle: 6, Unused: 72'), ('B6:D6', 'b', 'Treated: 18, Vehicle: 6, Blank: 3, Unused: 69'))


def add_bottles(program):
    """After the bottle of one compound the entry takes that of the next."""
    program.click(program.find('text', 'Strength of the bottle'))
    for name in LOTS:
        program.type('10 mM in DMSO')
        program.press('Return')
        program.find('check box', f'{name}, 10 mM in DMSO: in use')


def type_lots(program):
    """The last one first: the first “Lot” of the page is then that of the bottle that was opened last."""
    for name, lot in reversed(LOTS.items()):
        program.click(program.find('list item', name))
        program.click(program.find_still('text', 'Lot'))
        program.type(lot)
        program.press('Return')
        program.find('check box', f'{name}, 10 mM in DMSO, lot {lot}: in use')


def set_controls(program):
    for place, key, holds in CONTROLS:
        design.find_wells(program, place)
        program.press('Return', key)
        program.find('label', holds)


def tell_cells(program):
    program.click(program.find_still('list item', 'RPMI 8226'))
    program.click(program.find_still('text', 'Cells a well'))
    program.type('10000')
    program.press('Return')
    program.find('label', '10000 a well')


def check_sheet(path):
    """What is printed, as another program reads it: no two spaces, since columns may be any distance apart."""
    done = subprocess.run(['pdftotext', '-layout', path, '-'], capture_output=True, text=True, check=True)
    text = ' '.join(done.stdout.split())
    for words in (
            'rays Experiment 1. Plates of 96 wells: 1.',
            'ixazomib 10 mM 10 µL lot IX-0417',
            'lenalidomide 20 mM 5.12 µL lot ____',   # the stronger one has to be made yet
            '1b ixazomib 1 µM + lenalidomide',       # twice as strong as in the well
            '320 µL 160 µL V + 160 µL 1e',
            '3f lenalidomide 625 nM',
            'Seed 100 µL into every well of the maps',
            'Plate 1 does not keep this rule: Controls are spread evenly over the columns.',
            'B 2a 3a 1a V B',
            '1f ixazomib 31.25 nM + lenalidomide 312.5 nM',
            'Page 3, Experiment 1, rays'):
        assert words in text, (words, done.stdout)


def a_ray_plate_to_its_bench_sheet(folder):
    """A printer gets the pages that are saved here; its own dialog needs one."""
    path, paper = os.path.join(folder, 'rays.isobole'), os.path.join(folder, 'rays.pdf')
    program = driver.Program()
    program.click(program.find('list item', 'Empty Plate'))
    program.find('push button', 'Undo', False)
    design.open_page(program, 1, 'text', 'Add a compound')
    design.add_names(program, 'compound', *LOTS)
    add_bottles(program)
    design.add_names(program, 'sample', 'RPMI 8226')
    type_lots(program)
    design.fill_wells(program)
    set_controls(program)
    design.save_as(program, path)
    program.press('ctrl+3')
    program.hidden = {'IsoStartPage', 'IsoCompoundsPage', 'IsoDesignPage'}
    program.find('label', 'It cannot be done like this')
    program.find('label', 'The wells get 0.65\u00a0% of DMSO, more than the 0.5\u00a0% that is allowed.')
    program.click(program.find('push button', 'Do This'))
    program.find('label', 'It can be done')
    tell_cells(program)
    program.find('label', 'It can be done')
    program.click(program.find('push button', 'Save Bench Sheet…'))
    program.choose_file('Save Bench Sheet', 'Save', paper)
    check_sheet(paper)
    design.save(program, path, lambda project: len(project['stocks']) == 3 and project.get('cells'))
    program.quit()
    return [program]


JOURNEYS = [a_ray_plate_to_its_bench_sheet]

if __name__ == '__main__':
    if shutil.which('pdftotext') is None:
        print('1..0 # SKIP No journey to a sheet without pdftotext (poppler-utils)')
        sys.exit(0)
    driver.enter_display()
    sys.exit(driver.run(JOURNEYS))
