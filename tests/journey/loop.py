#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The daily loop: readers' files imported, looked at, wells excluded and restored, reopened, and a figure to a PDF; the numbers are always
those that isobole-cli finds in the same project."""

import difflib
import math
import os
import statistics
import subprocess
import sys
import time

import driver
from driver import CLI, Lost, wait

SOURCE = os.environ.get('ISOBOLE_SOURCE_DIR', os.path.join(driver.HERE, '..', '..'))
EXAMPLE = os.path.join(SOURCE, 'data', 'examples', 'ixazomib-lenalidomide')
CORPUS = os.path.join(os.environ.get('ISOBOLE_REFERENCE_DIR', ''), 'corpus', 'readers')
PAGES = {4: 'IsoDataPage', 5: 'IsoCurvesPage', 6: 'IsoSynergyPage'}   # by the name of their type; the later ones share one
TABLE = 'Numbers of the figure'
INDICES = 'ombination index'
HEADER = 'plate,experiment,well,role,sample,drug1,dose1,unit1,drug2,dose2,unit2,replicate\n'


def cli(*arguments):
    env = {**os.environ, 'ASAN_OPTIONS': 'detect_leaks=0'}
    done = subprocess.run([CLI, *arguments], capture_output=True, text=True, check=False, env=env)
    if done.returncode != 0:
        raise Lost(f'isobole-cli {" ".join(arguments)}: {done.stderr}')
    return done.stdout


def analyze(path):
    """All results of a project, as the other program computes them."""
    return cli('analyze', path, '--format', 'json')


def read(path):
    with open(path, 'rb') as file:
        return file.read()


def save_as(program, path):
    program.press('ctrl+s')
    program.choose_file('Save', 'Save', path)


def save(program, path, holds):
    """Ctrl+S, until the other program finds in the file what `holds` asks for."""
    program.press('ctrl+s')
    return wait(lambda: (text := analyze(path)) and holds(text) and text, f'the change in {path}', program.describe)


def import_files(plates, *paths):
    """Starts the program with files; the assistant shows what it recognised, and its button takes it."""
    program = driver.Program(*paths)
    program.focus_window('Import')
    program.click(program.find('push button', f'Import {plates} Plates' if plates > 1 else f'Import {plates} Plate'))
    program.focus_window()
    program.find('list item', 'Curves')
    program.hidden = {'IsoStartPage', 'IsoDesignPage', 'IsoCompoundsPage', 'IsoHistoryPage'}
    return program


def select_point(program, page):
    """Ctrl and the number of the page, then to its figure, and a point of it."""
    program.press(f'ctrl+{page}')
    for _ in range(40):
        focus = program.find_focus()
        if focus is not None and focus.get_role_name() == 'image':
            break
        program.press('Tab')
    else:
        raise Lost('the focus never came to a figure\n' + program.describe())
    program.press('Home', 'Right', 'Right', 'Return')
    program.find('push button', 'Exclude…')


def exclude(program, reason):
    program.press('Delete')
    wait(lambda: (focus := program.find_focus()) is not None and focus.get_role_name() in ('text', 'entry'), 'the question why',
         program.describe)
    program.type(reason)
    program.press('Return')
    program.find('push button', 'Restore')


def export_results(program, path):
    """What the window holds, in the format that the name says."""
    program.press('ctrl+shift+e')
    program.choose_file('Export Results', 'Save', path)


def compare(program, folder, text):
    """All numbers that the window holds are, byte for byte, those that the other program computed of the saved project."""
    path = os.path.join(folder, f'window-{len(os.listdir(folder))}.json')
    export_results(program, path)
    wait(lambda: read(path) == text.encode(), 'the same JSON from both programs', lambda: tell_difference(read(path).decode(), text))


def tell_difference(window, other):
    return ''.join(list(difflib.unified_diff(other.splitlines(True), window.splitlines(True), 'isobole-cli', 'window', n=0))[:20])


def go_round(folder, program, path, page):
    """A point excluded, undone, done again; reopened; all numbers as JSON and in a workbook. Every time those of the other program."""
    book = os.path.join(folder, 'window.xlsx')
    whole = analyze(path)
    compare(program, folder, whole)
    select_point(program, page)
    exclude(program, 'air bubble')
    fewer = save(program, path, lambda text: text != whole)
    compare(program, folder, fewer)
    program.press('ctrl+z')
    save(program, path, lambda text: text == whole)
    compare(program, folder, whole)
    program.press('ctrl+shift+z')
    save(program, path, lambda text: text == fewer)
    compare(program, folder, fewer)
    program.quit()
    again = driver.Program(path)
    again.find('list item', 'Curves')
    again.press('ctrl+5')
    again.click(again.find('push button', 'Export Results'))
    again.choose_file('Export Results', 'Save', book)
    cli('analyze', path, '-o', os.path.join(folder, 'cli.xlsx'))
    wait(lambda: read(book) == read(os.path.join(folder, 'cli.xlsx')), 'the same workbook from both programs')
    compare(again, folder, fewer)
    assert analyze(path) == fewer
    assert 'air bubble' in cli('dump', path)
    return again


def export_pdf(program, page, path):
    """The figure of a page, as the dialog offers it."""
    program.press(f'ctrl+{page}')
    program.find('push button', 'Export Figure')
    program.press('ctrl+e')
    program.focus_window('Export Figure')
    program.find('push button', 'Export…')
    program.press('alt+e')
    program.choose_file('Export Figure', 'Save', path)
    assert read(path).startswith(b'%PDF'), path


def the_example_from_its_files_to_a_pdf(folder):
    first = import_files(3, *[os.path.join(EXAMPLE, name) for name in ('layout.csv', 'plate-1.txt', 'plate-2.txt', 'plate-3.txt')])
    path = os.path.join(folder, 'loop.isobole')
    save_as(first, path)
    second = go_round(folder, first, path, 7)
    export_pdf(second, 7, os.path.join(folder, 'curves.pdf'))
    second.quit()
    return [first, second]


def write_layout(path, plates, rows, columns):
    """The first column vehicle, the last blank, between them one compound a row, 1:3 from 30 µM to the right."""
    with open(path, 'w', encoding='utf-8') as file:
        file.write(HEADER)
        for plate in plates:
            for row in range(rows):
                name = chr(ord('A') + row)
                for column in range(1, columns + 1):
                    well = f'{plate},{plate},{name}{column}'
                    if column == 1:
                        file.write(f'{well},vehicle,,,,,,,,1\n')
                    elif column == columns:
                        file.write(f'{well},blank,,,,,,,,1\n')
                    else:
                        file.write(f'{well},treated,cells,compound {name},{30 / 3 ** (column - 2):.6g},µM,,,,1\n')


def a_real_plate(folder, file, plates, rows, columns):
    """The plan is made up, the readings are not; both go through the assistant."""
    layout, path = os.path.join(folder, 'layout.csv'), os.path.join(folder, 'loop.isobole')
    write_layout(layout, plates, rows, columns)
    first = import_files(len(plates), layout, file)
    save_as(first, path)
    second = go_round(folder, first, path, 7)
    export_pdf(second, 7, os.path.join(folder, 'curves.pdf'))
    second.quit()
    return [first, second]


def a_real_mtt_plate(folder):
    return a_real_plate(folder, os.path.join(CORPUS, 'moldev-softmax-pro', 'mtt.txt'), ['Plate#1'], 8, 12)


def a_real_celltiter_glo_plate(folder):
    return a_real_plate(folder, os.path.join(CORPUS, 'perkinelmer-envision', 'CTGLuminescence_20161124_001_P0010_11PB0010.txt'), ['1'], 16, 24)


def open_page(program, number):
    """By key; from then on nothing else is looked through."""
    others = {'IsoStartPage', 'IsoDesignPage', 'IsoCompoundsPage', 'IsoBenchPage', 'IsoHistoryPage', 'IsoFigurePage', *PAGES.values()}
    program.press(f'ctrl+{number % 10}')
    program.hidden = others - {PAGES.get(number, 'IsoFigurePage')} | {'IsoSidebar', 'IsoInspector', 'IsoWellInspector'}


def list_images(program):
    """What the figures that are shown say of themselves. Icons say nothing."""
    return [node.get_description() for _, node in program.walk(closed=(TABLE,))
            if node.get_role_name() == 'image' and node.get_name() and len(node.get_description() or '') > 20]


def list_tables(program):
    """What the tables of figures that are shown say they are of."""
    return [node.get_description() for _, node in program.walk(closed=(TABLE,)) if is_table(node)]


def is_table(node):
    return node.get_role_name() in ('table', 'tree table') and node.get_name() == TABLE


def reach_tables(program, page, n):
    """Tab, until the focus has been within every table of a figure."""
    reached = set()
    for _ in range(80):
        focus = program.find_focus(closed=('GtkListItemWidget',))   # in a table rows have the focus
        while focus is not None and not is_table(focus):
            focus = focus.get_parent()
        if focus is not None:
            reached.add(focus.get_description())
        if len(reached) == n:
            return
        program.press('Tab')
    raise Lost(f'the focus came to {sorted(reached)} of {n} tables on page {page}\n' + program.describe())


def every_figure_says_what_it_shows(folder):
    """For those who listen: a sentence for each figure, and a table of its numbers that the keyboard reaches."""
    program = driver.Program('--example', env={'ISOBOLE_EXAMPLE_DIR': os.path.dirname(EXAMPLE)})
    program.find('list item', 'Isobologram')
    said = {4: ['Plate of 96 wells'], 5: ['Dose-response figure'], 6: ['ombination index', 'Dose-response figure'],
            7: ['Dose-response figure'], 8: ['Median-effect'], 9: ['ombination index'], 10: ['Isobologram']}
    for page, figures in said.items():
        open_page(program, page)
        for words in figures:
            wait(lambda: any(words in text for text in list_images(program)), f'a figure on page {page} that says “{words}”',
                 lambda: str(list_images(program)))
        program.press('ctrl+t')
        for words in figures:
            wait(lambda: any(words in text for text in list_tables(program)), f'a table on page {page} of the figure that says “{words}”',
                 lambda: str(list_tables(program)))
        reach_tables(program, page, len(figures))
        program.press('ctrl+t')
    assert program.clicks == 0
    return [program]


def reach_table(program, words):
    """Tab, until the focus is within the table of the figure that says so."""
    for _ in range(40):
        focus = program.find_focus(closed=('GtkListItemWidget',))
        while focus is not None and not is_table(focus):
            focus = focus.get_parent()
        if focus is not None and words in focus.get_description():
            return
        program.press('Tab')
    raise Lost(f'the focus never came to the table of “{words}”\n' + program.describe())


def tab_to_choice(program, name, key):
    """The focus is on the button inside."""
    for _ in range(40):
        focus = program.find_focus(closed=(TABLE,))
        if focus is not None and focus.get_parent().get_role_name() == 'combo box' and focus.get_parent().get_name() == name:
            return
        program.press(key)
    raise Lost(f'the focus never came to “{name}”\n' + program.describe())


def check_figure(program, words):
    """The figure that is there says so, and its table does, which Tab reaches."""
    wait(lambda: any(words in text for text in list_images(program)), f'a figure that says “{words}”', lambda: str(list_images(program)))
    program.press('ctrl+t')
    wait(lambda: any(words in text for text in list_tables(program)), f'a table of the figure that says “{words}”',
         lambda: str(list_tables(program)))
    reach_table(program, words)
    program.press('ctrl+t')


def check_choices(program, page, name, kinds, first='Tab'):
    """What a choice of figures offers, one after the other by keys."""
    open_page(program, 7)
    open_page(program, page)
    for number, words in enumerate(kinds):
        tab_to_choice(program, name, first if number == 0 else 'shift+Tab')
        if number > 0:
            choose_next(program)
        check_figure(program, words)


def choose_next(program):
    program.press('space')
    wait(lambda: is_focused(program, 'list item'), 'the choices', program.describe)
    program.press('Down', 'Return')


def is_focused(program, role):
    focus = program.find_focus(closed=(TABLE,))
    return focus is not None and focus.get_role_name() == role


def check_surface(program):
    """The last choice; none is fitted before it is asked for."""
    tab_to_choice(program, 'What Stands Below', 'shift+Tab')
    choose_next(program)
    wait(lambda: any('No surface was fitted' in text for text in list_images(program)), 'a reason', lambda: str(list_images(program)))
    program.press('Tab', 'space')
    wait(lambda: is_focused(program, 'check box'), 'the surfaces', program.describe)
    program.press('space', 'Escape')
    check_figure(program, 'urface through')


def write_matrix(path):
    """Four doses of each of two drugs with each other and alone, in three experiments, a little better together than Bliss would have it."""
    with open(path, 'w', encoding='utf-8') as file:
        file.write('plate,well,experiment,sample,drug1,dose1,unit1,drug2,dose2,unit2,viability fraction\n')
        for plate in (1, 2, 3):
            for row, a in enumerate((0, 30, 90, 270, 810)):
                for column, b in enumerate((0, 0.5, 1.5, 4.5, 13.5)):
                    alone = 1 / (1 + (a / 150) ** 1.2) / (1 + (b / 3) ** 1.1)
                    value = alone * (0.8 if a and b else 1) + 0.01 * math.sin(5 * plate + 3 * row + column)
                    file.write(f'P{plate},{"BCDEF"[row]}{column + 2},E{plate},cells,A,{a:g},nM,B,{b:g},µM,{value:.4f}\n')


def write_growth(path):
    """One drug, and wells that were read when it was added."""
    with open(path, 'w', encoding='utf-8') as file:
        file.write('sample,drug,dose,unit,signal,role,plate,well\n')
        for row in range(3):
            name = 'BCD'[row]
            file.write(f'cells,slow,0,nM,{4000 + 40 * row},vehicle,1,{name}2\ncells,slow,0,nM,{1000 - 10 * row},time zero,1,{name}3\n')
            for column, value in enumerate((3950, 3300, 2300, 1400, 1050, 980), 4):
                file.write(f'cells,slow,{3 ** (column - 4)},nM,{value + 20 * row},treated,1,{name}{column}\n')


def every_figure_of_a_matrix_says_what_it_shows(folder):
    """What the choices of the Curves and the Synergy page show, the scores, and growth rates; by keys alone."""
    table, growth = os.path.join(folder, 'matrix.csv'), os.path.join(folder, 'growth.csv')
    write_matrix(table)
    write_growth(growth)
    first = driver.Program(table)
    first.find('list item', 'Dose Matrix')
    check_choices(first, 5, 'What Stands Below', ['Dose-response figure', 'Residuals of'])
    check_choices(first, 6, 'What the Matrix Shows', ['Viability matrix', 'Score matrix'], 'shift+Tab')
    check_choices(first, 6, 'What Stands Below', ['Dose-response figure', 'Isobologram', 'scores', 'Median-effect', INDICES, INDICES])
    check_surface(first)
    first.kill()
    second = driver.Program(growth)
    second.find('list item', 'Growth Rates')
    open_page(second, 8)
    check_figure(second, 'Growth rates')
    assert first.clicks == second.clicks == 0
    return [first, second]


def write_ten_plates(path):
    """Two drugs alone and together at one ratio, eight doses twice on each of ten plates of ten experiments."""
    with open(path, 'w', encoding='utf-8') as file:
        file.write('plate,well,experiment,drug1,dose1,unit1,drug2,dose2,unit2,viability fraction\n')
        for plate in range(1, 11):
            for row in range(8):
                one, two = 1000 / 2 ** row, 20 / 2 ** row
                for column in (2, 5):
                    noise = 0.01 * math.sin(7 * plate + column + row)
                    for k, (a, b) in enumerate([(f'A,{one:g},nM', ',,'), (',,', f'B,{two:g},µM'), (f'A,{one:g},nM', f'B,{two:g},µM')]):
                        dose = [one / 90, two / 2, (one + 45 * two) / 60][k]
                        file.write(f'P{plate},{"ABCDEFGH"[row]}{column + k},E{plate},{a},{b},{1 / (1 + dose ** 1.3) + noise:.4f}\n')


def read_probe(path):
    """Rounds of the main loop as (end, took, computed), when frames were drawn, and when figures were painted by the main loop and beside
    it; seconds of the monotonic clock."""
    moments = {'round': [], 'frame': [], 'here': [], 'beside': []}
    for line in read(path).decode().splitlines():
        word, *numbers = line.split()
        numbers = [int(number) / 1e6 for number in numbers]
        moments[word].append(tuple(numbers) if word == 'round' else numbers[0])
    return moments['round'], moments['frame'], moments['here'], moments['beside']


def press_at_a_pace(program, keys):
    """Two a second, as a person does, and without looking: whoever asks the program what it shows keeps it busy. The moments of the keys."""
    moments = []
    for key in keys:
        moments.append(time.monotonic())
        program.press(key)
        time.sleep(max(0.0, moments[-1] + 0.5 - time.monotonic()))
    return moments


def tell_rounds(what, moments, rounds, frames):
    """What was measured in the half second after each key. The most that was computed in one round, key by key, in ms."""
    after = [[r for r in rounds if moment < r[0] <= moment + 0.5] for moment in moments]
    blocked = [1000 * max((r[1] for r in some), default=0) for some in after]
    computed = [1000 * max((r[2] for r in some), default=0) for some in after]
    drawn = [sum(moment < frame <= moment + 0.5 for frame in frames) for moment in moments]
    print(f'# {what}: {len(moments)} times; blocked at most: median {statistics.median(blocked):.1f}, most {max(blocked):.1f} ms; computed in '
          f'one round at most: median {statistics.median(computed):.1f}, most {max(computed):.1f} ms; above 16 ms: '
          f'{sum(c > 16 for c in computed)}; frames drawn: {statistics.median(drawn):.0f}')
    return computed


def ten_plates_without_a_stop(folder):
    """A well of ten plates excluded, undone and done again by keys: other threads build and paint the figures, so that the window should
    compute less at a time than for a page that comes, whose figures it paints itself. It is told how much; judged is only that an edit
    does not keep it longer than the worst of the pages, since the machine may be busy, and the program built for tests; and that it paints
    no figure itself after an edit, which no machine turns round."""
    table, probe = os.path.join(folder, 'ten.csv'), os.path.join(folder, 'probe')
    write_ten_plates(table)
    program = driver.Program(table, env={'ISOBOLE_PROBE': probe})
    program.find('list item', 'Curves')
    program.hidden = {'IsoStartPage', 'IsoDesignPage', 'IsoCompoundsPage', 'IsoHistoryPage'}
    path = os.path.join(folder, 'ten.isobole')
    save_as(program, path)
    whole = analyze(path)
    select_point(program, 7)
    exclude(program, 'air bubble')
    press_at_a_pace(program, ['ctrl+5', 'ctrl+6', 'ctrl+7'])   # made, and seen once
    pages = press_at_a_pace(program, 3 * ['ctrl+5', 'ctrl+6', 'ctrl+7'])
    edits = press_at_a_pace(program, 10 * ['ctrl+z', 'ctrl+shift+z'])
    program.find('push button', 'Restore')
    save(program, path, lambda text: text != whole)
    program.quit()
    assert 'air bubble' in cli('dump', path)
    rounds, frames, here, beside = read_probe(probe)
    computed_pages = tell_rounds('a page comes', pages, rounds, frames)
    computed_edits = tell_rounds('undo or redo', edits, rounds, frames)
    assert statistics.median(computed_edits) < max(computed_pages), 'an edit keeps the window longer than any page that comes'
    assert len(frames) > len(edits)
    assert not [moment for moment in here if edits[0] < moment <= edits[-1] + 0.5], 'a figure was painted by the main loop after an edit'
    assert [moment for moment in beside if edits[0] < moment], 'no figure was painted beside the main loop'
    assert [moment for moment in here if moment < edits[0]], 'nobody counts the figures that the main loop paints'
    return [program]


JOURNEYS = [the_example_from_its_files_to_a_pdf, every_figure_says_what_it_shows, every_figure_of_a_matrix_says_what_it_shows,
            ten_plates_without_a_stop]
if os.path.isdir(CORPUS):
    JOURNEYS += [a_real_mtt_plate, a_real_celltiter_glo_plate]
elif driver.INSIDE in os.environ:
    print(f'# The journeys of real plates are SKIPPED: there is no folder of real files at “{CORPUS}”')

if __name__ == '__main__':
    driver.enter_display()
    sys.exit(driver.run([journey for journey in JOURNEYS if len(sys.argv) < 2 or journey.__name__ in sys.argv]))
