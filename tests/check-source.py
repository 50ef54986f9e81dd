#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hold the sources to the habits that a compiler does not see: form, and what a room must not do. TAP.

    check-source.py FOLDER    prints what is wrong below another src/ instead
"""

import os
import pathlib
import re
import sys
import tempfile

LONGEST = 150   # 120 is the aim (.editorconfig)
BELOW_MODEL = ('core', 'io', 'store', 'plot', 'report')
WRITES_FILES = (*BELOW_MODEL, 'cli')

# (rooms, pattern in code without comments, why not). Strings are still there.
RULES = (
    (None, r'(?<![\w>.])(strtod|strtof|atof|sscanf|fscanf) \(', 'reads numbers as the locale says; use iso_number_parse'),
    (None, r'(?<![\w>.])(sprintf|strcpy|strcat|gets|alloca|system) \(', 'is unsafe'),
    (WRITES_FILES, r'print(?:f|err|_printf)?\w* \([^;]*?\"[^\";]*%[-+ #0]*[\d*]*(?:\.[\d*]+)?[fFeEgGaA]',
     'writes numbers as the locale says; use iso_number_format or g_ascii_formatd'),
    (BELOW_MODEL, r'(?<![\w>.])(g_get_real_time|g_get_monotonic_time|g_get_current_time|g_date_time_new_now\w*|time|clock\w*) \(',
     'reads the clock, which is handed in'),
    (None, r'(?<![\w>.])(g_rand\w*|g_random\w*|rand|random|srand) \(', 'is chance that cannot be repeated; use IsoRandom'),
    (('core',), r'(?<![\w>.])(g_file_\w+|fopen|open|g_fopen|g_print|g_printerr|printf|g_getenv|setlocale|g_message|g_warning) \(',
     'is input or output, which core does not do'),
    (None, r'\b(TODO|FIXME|XXX)\b', 'leaves work behind'),
    (None, r'\bg(char|int|double|float|long|short)\b', 'is spelled char, int, double'),
)


def strip_comments(text):
    return re.sub(r'/\*.*?\*/', lambda m: re.sub(r'[^\n]', ' ', m.group()), text, flags=re.S)


def line_of(text, position):
    return text.count('\n', 0, position) + 1


def check_form(path, text):
    lines = text.split('\n')
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST:
            yield number, f'is {len(line)} characters long, more than {LONGEST}'
        if '\t' in line:
            yield number, 'holds a tab'
        if line != line.rstrip():
            yield number, 'ends in blanks'
    if not text.endswith('\n') or text.endswith('\n\n'):
        yield len(lines), 'does not end in one newline'
    if not lines[0].startswith(f'/* {path.name}'):
        yield 1, f'does not begin with "/* {path.name}"'
    if 'SPDX-License-Identifier: GPL-3.0-or-later' not in text.split('*/')[0]:
        yield 1, 'has no licence in its first comment'
    if path.suffix == '.h' and '#pragma once' not in text:
        yield 1, 'has no #pragma once'
    if len(lines) > 1000:
        yield len(lines), 'is longer than 1000 lines: look for the seam'


def check_rules(room, text):
    code = strip_comments(text)
    for rooms, pattern, why in RULES:
        if rooms is None or room in rooms:
            searched = text if 'TODO' in pattern else code
            for match in re.finditer(pattern, searched):
                yield line_of(searched, match.start()), f'"{" ".join(match.group().split())[:60]}" {why}'


def check_file(source, path):
    text = path.read_text(encoding='utf-8')
    room = path.relative_to(source).parts[0]
    return [f'{path}:{number}: {wrong}' for number, wrong in [*check_form(path, text), *check_rules(room, text)]]


def source_files(folder):
    return sorted(p for p in folder.rglob('*') if p.suffix in ('.c', '.h'))


HEAD = '/* iso-a.c\n *\n * SPDX-License-Identifier: GPL-3.0-or-later\n */\n\n'
BAD = (
    ('core', 'x = strtod (text, NULL);', 'reads numbers'),
    ('io', 'g_string_append_printf (s, "%s %.3f",\n  a, b);', 'writes numbers'),
    ('cli', 'g_print ("%g\\n", x);', 'writes numbers'),
    ('plot', 'now = g_get_real_time ();', 'reads the clock'),
    ('app', 'x = g_random_int ();', 'chance'),
    ('core', 'g_file_get_contents (name, &text, NULL, NULL);', 'input or output'),
    ('core', '/* TODO: later */', 'leaves work'),
    ('core', 'gint x;', 'is spelled'),
    ('core', 'int x; ', 'ends in blanks'),
    ('core', '\tint x;', 'tab'),
    ('core', '/* ' + 'long ' * 30 + '*/', 'more than 150'),
)
GOOD = (
    ('core', 'g_ascii_formatd (buffer, sizeof buffer, "%.15g", x);\nx = g_ascii_strtod (text, NULL);'),
    ('io', 'g_string_append_printf (s, "%s %u%%", a, b);'),
    ('app', 'label = g_strdup_printf ("%.3f", x);'),
    ('cli', 'g_print ("%s\\n", x);\nuint32_t gid; int timer_time (void);'),
)


def check_one(room, line):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / room / 'iso-a.c'
        path.parent.mkdir()
        path.write_text(HEAD + line + '\n', encoding='utf-8')
        return check_file(pathlib.Path(folder), path)


def test():
    for room, line, expected in BAD:
        found = check_one(room, line)
        yield len(found) == 1 and expected in found[0], f'finds in {room}: {line.strip()[:60]}', [f'found {found}']
    for room, line in GOOD:
        found = check_one(room, line)
        yield not found, f'leaves {room} alone: {line[:60]}', found
    source = pathlib.Path(os.environ['ISOBOLE_SOURCE_DIR']) / 'src'
    for room in sorted(p for p in source.iterdir() if p.is_dir()):
        found = [wrong for path in source_files(room) for wrong in check_file(source, path)]
        yield not found, f'room {room.name} keeps the habits', found


def main():
    if len(sys.argv) > 1:
        source = pathlib.Path(sys.argv[1])
        found = [wrong for path in source_files(source) for wrong in check_file(source, path)]
        print('\n'.join(found))
        return 1 if found else 0
    failed = number = 0
    for passed, name, explanation in test():
        number += 1
        failed += not passed
        print(f'{"ok" if passed else "not ok"} {number} ' + ' '.join(name.replace('#', '').split()))
        for line in [] if passed else explanation:
            print(f'# {line}', file=sys.stderr)
    print(f'1..{number}')
    return 1 if failed else 0


sys.exit(main())
