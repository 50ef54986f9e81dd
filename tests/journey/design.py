#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the first-start page to a saved plate, with hands and with keys alone; undo to empty and redo; killed and recovered."""

import os
import sys

import driver
from driver import dump, wait

# Each drug alone and both together, down three columns.
SERIES = (
    ('B2:G2', '6 steps, 1:2 from 1 uM ixazomib, down'),
    ('B3:G3', '6 steps, 1:2 from 10 uM lenalidomide, down'),
    ('B4:G4', '6 steps, 1:2 from 1 uM ixazomib + 10 uM lenalidomide, down'),
)


def wells(project):
    return {well['well']: well for plate in project['plates'] for well in plate.get('wells', [])}


def check_rays(project, n, ratio):
    """Each drug alone and both in one ratio, at `n` wells each."""
    assert sorted(drug['name'] for drug in project['drugs']) == ['ixazomib', 'lenalidomide'], project['drugs']
    doses = [well['doses'] for well in wells(project).values() if well.get('doses')]
    sets = [frozenset(drugs) for drugs in doses]
    for drugs in (['ixazomib'], ['lenalidomide'], ['ixazomib', 'lenalidomide']):
        assert sets.count(frozenset(drugs)) == n, (drugs, sets)
    for both in doses:
        if len(both) == 2:
            assert abs(both['lenalidomide'] / both['ixazomib'] - ratio) < 1e-6 * ratio, both


def save_as(program, path):
    """Saves an untitled project."""
    program.press('ctrl+s')
    program.choose_file('Save', 'Save', path)
    program.find('label', f'{os.path.basename(path)}')


def rename(program, old, new):
    """The entry with the old name has the focus."""
    program.press('ctrl+a')
    program.type(new)
    program.press('Return')
    program.find('text', f'Name of {new}')


def open_page(program, number, role, name):
    """Ctrl and the number of a page; `name` stands on it."""
    program.press(f'ctrl+{number}')
    program.hidden = {'IsoStartPage'} | {('IsoCompoundsPage', 'IsoDesignPage')[2 - number]}
    return program.find(role, name)


def add_names(program, kind, *names):
    """On the Compounds page: compounds, samples."""
    program.click(program.find('text', f'Add a {kind}'))
    for name in names:
        program.type(name)
        program.press('Return')
        program.find('text', f'Name of {name}')


def find_wells(program, place):
    program.press('ctrl+f')
    program.press('ctrl+a')
    program.type(place)


def fill_series(program):
    """On an empty plate: the compounds, and then what the plate is to hold."""
    open_page(program, 1, 'text', 'Add a compound')
    add_names(program, 'compound', 'ixazomib', 'lenalidomide')
    fill_wells(program)


def fill_wells(program):
    open_page(program, 2, 'entry', 'Find wells')
    for number, (place, sentence) in enumerate(SERIES, 1):
        find_wells(program, place)
        program.find('label', '6 wells')
        program.click(program.find('text', 'Series to fill in'))
        program.type(sentence)
        program.find('push button', 'Fill')
        program.press('Return')
        program.find('label', f'Treated: {6 * number}, Unused: {96 - 6 * number}')


def press_until(program, key, button):
    """Until there is nothing more to take back, or to do again. How often."""
    n = 0
    while (label := next(name for name in names(program) if name.split(':')[0] == button)) != button:
        program.press(key)
        n += 1
        wait(lambda: label not in names(program), f'a step after {label}', program.describe)
    return n


def names(program):
    return {node.get_name() for _, node in program.walk() if node.get_role_name() == 'push button'}


def save(program, path, is_right):
    program.press('ctrl+s')
    wait(lambda: is_right(dump(path)), 'what was saved', lambda: str(dump(path)))


def a_ray_plate_by_hand(folder):
    path = os.path.join(folder, 'by hand.isobole')
    program = driver.Program()
    program.click(program.find('list item', 'Fixed Ratio'))
    program.click(program.find('list item', 'Compounds'))
    for old, new in (('Compound A', 'ixazomib'), ('Compound B', 'lenalidomide')):
        program.click(program.find('text', f'Name of {old}'))
        rename(program, old, new)
    save_as(program, path)
    check_rays(dump(path), 16, 1)
    program.quit()
    return [program]


def a_ray_plate_by_keys_alone(folder):
    path = os.path.join(folder, 'by keys.isobole')
    program = driver.Program()
    program.tab_to('list item', 'Fixed Ratio')
    program.press('Return')
    program.find('push button', 'Undo', False)
    open_page(program, 1, 'text', 'Name of Compound A')
    for old, new in (('Compound A', 'ixazomib'), ('Compound B', 'lenalidomide')):
        program.tab_to('text', f'Name of {old}')
        rename(program, old, new)
    save_as(program, path)
    check_rays(dump(path), 16, 1)
    program.quit()
    assert program.clicks == 0
    return [program]


def undone_to_empty_and_done_again(folder):
    path = os.path.join(folder, 'undone.isobole')
    program = driver.Program()
    program.click(program.find('list item', 'Empty Plate'))
    program.find('push button', 'Undo', False)
    fill_series(program)
    save_as(program, path)
    full = dump(path)
    check_rays(full, 6, 10)
    steps = press_until(program, 'ctrl+z', 'Undo')
    assert steps == 5, steps
    save(program, path, lambda project: not project.get('drugs') and not wells(project))
    assert press_until(program, 'ctrl+shift+z', 'Redo') == steps
    save(program, path, lambda project: project == full)
    program.quit()
    return [program]


def killed_and_recovered(folder):
    path = os.path.join(folder, 'recovered.isobole')
    first = driver.Program()
    first.click(first.find('list item', 'Empty Plate'))
    first.find('push button', 'Undo', False)
    fill_series(first)
    first.kill()
    second = driver.Program()
    second.click(second.find('label', 'Go On'))
    second.find('push button', 'Redo', False)
    save_as(second, path)
    check_rays(dump(path), 6, 10)
    second.quit()
    return [first, second]


def wells_by_the_pointer(folder):
    """A rubber band over wells, and what was selected moved by dragging it; the way back."""
    path = os.path.join(folder, 'by pointer.isobole')
    program = driver.Program()
    program.click(program.find('list item', 'Empty Plate'))
    program.find('push button', 'Undo', False)
    open_page(program, 2, 'entry', 'Find wells')
    program.drag(program.find('table cell', 'B2'), program.find('table cell', 'D4'))
    program.find('label', '9 wells')
    program.press('v')
    program.find('label', 'Vehicle: 9, Unused: 87')
    program.drag(program.find('table cell', 'C3'), program.find('table cell', 'E6'))
    program.find('label', '9 wells moved')
    save_as(program, path)
    expected = {f'{row}{column}' for row in 'DEF' for column in (5, 6, 7)}
    assert set(wells(dump(path))) == expected, wells(dump(path))
    program.press('ctrl+z')
    save(program, path, lambda project: set(wells(project)) == {f'{row}{column}' for row in 'BCD' for column in (2, 3, 4)})
    program.quit()
    return [program]


JOURNEYS = [a_ray_plate_by_hand, wells_by_the_pointer, a_ray_plate_by_keys_alone, undone_to_empty_and_done_again, killed_and_recovered]

if __name__ == '__main__':
    driver.enter_display()
    sys.exit(driver.run([journey for journey in JOURNEYS if len(sys.argv) < 2 or journey.__name__ in sys.argv]))
