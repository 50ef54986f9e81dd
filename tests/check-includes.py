#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hold every #include under src/ against the floor plan of the house.

The include path of a room stops most wrong includes, but not those of library headers, which every compiler finds in
/usr/include, and not those between the folders of core. A header that stands in no table below is refused as well: bringing
in a library is a decision, and it is written here.

    check-includes.py            checks the tree and itself, and reports as TAP
    check-includes.py FOLDER     prints what is wrong in another source tree
"""

import os
import pathlib
import re
import sys
import tempfile

ROOMS = ('core', 'io', 'store', 'plot', 'report', 'model', 'app', 'cli')

# Which other rooms a room sees. core is visible to all.
SEES = {
    'core': (),
    'io': ('core',),
    'store': ('core',),
    'plot': ('core',),
    'report': ('core', 'io', 'plot'),
    'model': ('core', 'io', 'store'),
    'app': ('core', 'model', 'plot', 'report'),
    'cli': ('core', 'io', 'store', 'plot', 'report'),
}

# Inside core a folder may use itself and any to its left.
CORE_ORDER = ('base', 'plate', 'dosing', 'quality', 'curve', 'synergy', 'assay', 'analysis')

# Library headers, by pattern, and the rooms that may include them. The first match counts.
LIBRARIES = (
    (r'glib\.h', ROOMS),
    (r'glib/gstdio\.h', ('io', 'store', 'plot', 'report', 'model', 'app', 'cli')),
    (r'glib/gi18n\.h', ('model', 'app', 'cli')),
    (r'(glib-object|gobject/.*)\.h', ('model', 'app')),
    (r'glib-unix\.h', ('model', 'app', 'cli')),
    (r'(gio/.*|gmodule)\.h', ('model', 'app', 'cli')),
    (r'gsl/gsl_errno\.h', ('core', 'app', 'cli')),
    (r'gsl/.*\.h', ('core',)),
    (r'sqlite3\.h', ('store',)),
    (r'(json-glib/.*|zip|expat|freexl|tiff|tiffio|xlsxwriter|xlsxwriter/.*)\.h', ('io',)),
    (r'(cairo|cairo-.*|cairo/.*|pango/.*)\.h', ('plot', 'app')),
    (r'(gtk/.*|gdk/.*|gsk/.*|graphene|adwaita)\.h', ('app',)),
    # The clock is handed in below model and cli.
    (r'(time|sys/time|sys/times)\.h', ('model', 'app', 'cli')),
    # Values and arithmetic.
    (r'(assert|complex|errno|float|inttypes|limits|math|stdarg|stdbool|stddef|stdint|stdlib|string|tgmath)\.h', ROOMS),
    # The machine: files, streams, language.
    (r'(stdio|fcntl|unistd|sys/stat|sys/types|signal|locale|libintl)\.h', ROOMS[1:]),
)

# Headers that the build writes, and who may include them.
GENERATED = {
    'config.h': ('model', 'app', 'cli'),
}

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include(?:_next)?[ \t]*(?:"([^"]*)"|<([^>]*)>|(\S.*))')


def check_library(room, header):
    for pattern, rooms in LIBRARIES:
        if re.fullmatch(pattern, header):
            return None if room in rooms else f'<{header}> does not belong in {room}, only in {", ".join(rooms)}'
    return f'<{header}> stands in no table of the floor plan'


def core_folder(path):
    return path.parts[0] if len(path.parts) > 1 else None


def check_core_order(inside, header):
    """`inside` and `header` are paths below src/core."""
    mine, other = core_folder(inside), core_folder(header)
    for folder in (mine, other):
        if folder not in CORE_ORDER:
            return f'core has no folder "{folder}" in the floor plan'
    if CORE_ORDER.index(other) > CORE_ORDER.index(mine):
        return f'"{header}" stands to the right of {mine} in core'
    return None


def check_own(source, room, inside, header):
    """A quoted header: beside the file, or below the include path of a room."""
    name = os.path.normpath(header)
    if name.startswith('..') or os.path.isabs(name):
        return f'"{header}": headers are named from their room\'s folder'
    if name in GENERATED:
        return None if room in GENERATED[name] else f'"{header}" does not belong in {room}'
    homes = [r for r in ROOMS if (source / r / name).is_file()]
    if not homes and (source / room / inside.parent / name).is_file():
        return f'"{header}": headers are named from their room\'s folder'
    if not homes:
        return f'"{header}" is in no room'
    if len(homes) > 1:
        return f'"{header}" is in several rooms: {", ".join(homes)}'
    if homes[0] == room:
        return check_core_order(inside, pathlib.Path(name)) if room == 'core' else None
    if homes[0] not in SEES[room]:
        return f'"{header}" is in {homes[0]}, which {room} does not see'
    return None


def strip_comments(text):
    """Comments become blanks; lines keep their numbers."""
    return re.sub(r'/\*.*?\*/|//[^\n]*', lambda m: re.sub(r'[^\n]', ' ', m.group()), text, flags=re.S)


def check_file(source, path):
    room, inside = path.relative_to(source).parts[0], pathlib.Path(*path.relative_to(source).parts[1:])
    if room not in ROOMS:
        return [(path, 1, f'{room} is no room of the floor plan')]
    found = []
    for number, line in enumerate(strip_comments(path.read_text(encoding='utf-8')).split('\n'), 1):
        match = INCLUDE.match(line)
        if match is None:
            continue
        own, library, computed = match.groups()
        if own is not None:
            wrong = check_own(source, room, inside, own)
        elif library is not None:
            wrong = check_library(room, library)
        else:
            wrong = f'#include {computed}: name the header'
        if wrong is not None:
            found.append((path, number, wrong))
    return found


def source_files(source):
    return sorted(p for p in source.rglob('*') if p.suffix in ('.c', '.h') and p.is_file())


def check_tree(source):
    found = []
    for path in source_files(source):
        found += check_file(source, path)
    return found


# The check's own test: each line would be wrong in a way of its own, and must be found; the good ones must not.
BAD = (
    ('core/base/iso-a.c', '#include "plate/iso-p.h"', 'stands to the right'),
    ('core/curve/iso-a.c', '#include "analysis/iso-x.h"', 'stands to the right'),
    ('core/curve/iso-a.c', '#include "reader/iso-r.h"', 'which core does not see'),
    ('core/curve/iso-a.c', '#include <sqlite3.h>', 'does not belong in core'),
    ('core/curve/iso-a.c', '#include <gio/gio.h>', 'does not belong in core'),
    ('core/curve/iso-a.c', '#include <stdio.h>', 'does not belong in core'),
    ('core/curve/iso-a.c', '#include <time.h>', 'does not belong in core'),
    ('core/iso-a.c', '#include "base/iso-b.h"', 'no folder'),
    ('io/reader/iso-a.c', '#include <gsl/gsl_math.h>', 'does not belong in io'),
    ('io/reader/iso-a.c', '#include <cairo.h>', 'does not belong in io'),
    ('io/reader/iso-a.c', '  #  include "iso-figure.h"', 'which io does not see'),
    ('io/reader/iso-a.c', '/* one */ #include "iso-figure.h"', 'which io does not see'),
    ('io/reader/iso-a.c', '#include "iso-r.h"', "named from their room's folder"),
    ('io/reader/iso-a.c', '#include "../reader/iso-r.h"', "named from their room's folder"),
    ('io/reader/iso-a.c', '#include "../../core/base/iso-b.h"', "named from their room's folder"),
    ('io/reader/iso-a.c', '#include <curl/curl.h>', 'in no table'),
    ('io/reader/iso-a.c', '#include HEADER', 'name the header'),
    ('store/iso-a.c', '#include <json-glib/json-glib.h>', 'does not belong in store'),
    ('store/iso-a.c', '#include <glib-object.h>', 'does not belong in store'),
    ('plot/iso-a.c', '#include <gtk/gtk.h>', 'does not belong in plot'),
    ('plot/iso-a.c', '#include "reader/iso-r.h"', 'which plot does not see'),
    ('report/iso-a.c', '#include <sqlite3.h>', 'does not belong in report'),
    ('model/iso-a.c', '#include "iso-figure.h"', 'which model does not see'),
    ('app/iso-a.c', '#include "reader/iso-r.h"', 'which app does not see'),
    ('app/iso-a.c', '#include <gsl/gsl_cdf.h>', 'does not belong in app'),
    ('cli/iso-a.c', '#include <gtk/gtk.h>', 'does not belong in cli'),
    ('cli/iso-a.c', '#include <glib-object.h>', 'does not belong in cli'),
    ('cli/iso-a.c', '#include "nowhere.h"', 'is in no room'),
    ('attic/iso-a.c', '#include <glib.h>', 'no room'),
)
GOOD = (
    ('core/base/iso-a.c', '#include "base/iso-b.h"\n#include <glib.h>\n#include <gsl/gsl_cdf.h>\n#include <math.h>'),
    ('core/analysis/iso-a.c', '#include "base/iso-b.h"\n#include "plate/iso-p.h"'),
    ('io/reader/iso-a.c', '#include "base/iso-b.h"\n#include "reader/iso-r.h"\n#include <json-glib/json-glib.h>\n#include <stdio.h>'),
    ('io/reader/iso-a.c', '/* #include <gtk/gtk.h> */\n// #include <gtk/gtk.h>\nconst char *s = "#include";'),
    ('store/iso-a.c', '#include <sqlite3.h>'),
    ('plot/iso-a.c', '#include "iso-figure.h"\n#include <pango/pangocairo.h>\n#include <cairo-pdf.h>'),
    ('app/iso-a.c', '#include "config.h"\n#include "iso-figure.h"\n#include <adwaita.h>\n#include <gsl/gsl_errno.h>'),
    ('cli/iso-a.c', '#include "reader/iso-r.h"\n#include <gio/gio.h>\n#include <locale.h>'),
)
HEADERS = ('core/base/iso-b.h', 'core/plate/iso-p.h', 'core/analysis/iso-x.h', 'io/reader/iso-r.h', 'plot/iso-figure.h')


def check_one(name, text):
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder)
        for path, content in [(header, '') for header in HEADERS] + [(name, text)]:
            (source / path).parent.mkdir(parents=True, exist_ok=True)
            (source / path).write_text(content + '\n', encoding='utf-8')
        return [wrong for _, _, wrong in check_tree(source)]


def test():
    """Yields (passed, name, lines of explanation)."""
    for name, line, expected in BAD:
        found = check_one(name, line)
        yield len(found) == 1 and expected in found[0], f'finds in {name}: {line}', [f'found {found}']
    for name, text in GOOD:
        found = check_one(name, text)
        yield not found, f'leaves {name} alone: ' + ' '.join(text.split()), found

    source = pathlib.Path(os.environ.get('ISOBOLE_SOURCE_DIR', pathlib.Path(__file__).parent.parent)) / 'src'
    yield len(source_files(source)) > 20, 'the source tree is there', [f'{source} holds hardly any source']
    for room in sorted(p.name for p in source.iterdir() if p.is_dir()):
        found = [wrong for path in source_files(source / room) for wrong in check_file(source, path)]
        yield not found, f'room {room} keeps the floor plan', [f'{path}:{line}: {wrong}' for path, line, wrong in found]


def main():
    if len(sys.argv) > 1:
        found = check_tree(pathlib.Path(sys.argv[1]))
        for path, line, wrong in found:
            print(f'{path}:{line}: {wrong}')
        return 1 if found else 0

    failed = number = 0
    for passed, name, explanation in test():
        number += 1
        failed += not passed
        print(f'{"ok" if passed else "not ok"} {number} {name.replace("#", "")}')
        for line in [] if passed else explanation:
            print(f'# {line}', file=sys.stderr)
    print(f'1..{number}')
    return 1 if failed else 0


sys.exit(main())
