#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Install into an empty folder and look whether everything is there, and nothing else. TAP."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

BUILD = pathlib.Path(os.environ['ISOBOLE_BUILD_DIR'])
SOURCE = pathlib.Path(os.environ['ISOBOLE_SOURCE_DIR'])
APP_ID = os.environ['ISOBOLE_APP_ID']

EXPECTED = (
    'bin/isobole',
    'bin/isobole-cli',
    f'share/applications/{APP_ID}.desktop',
    f'share/metainfo/{APP_ID}.metainfo.xml',
    f'share/glib-2.0/schemas/{APP_ID}.gschema.xml',
    f'share/mime/packages/{APP_ID}.xml',
    f'share/icons/hicolor/scalable/apps/{APP_ID}.svg',
    f'share/icons/hicolor/symbolic/apps/{APP_ID}-symbolic.svg',
)


def expected_files():
    examples = SOURCE / 'data/examples'
    yield from EXPECTED
    for path in sorted([*examples.glob('*/*'), *examples.glob('*.csv'), *examples.glob('*.json')]):
        yield f'share/isobole/examples/{path.relative_to(examples).as_posix()}'
    for language in (SOURCE / 'po/LINGUAS').read_text(encoding='utf-8').split():
        yield f'share/locale/{language}/LC_MESSAGES/isobole.mo'


def installed_files(root):
    files = {path.relative_to(root).as_posix() for path in root.rglob('*') if path.is_file()}
    return {re.sub(r'^usr/(local/)?', '', name) for name in files}


def run(folder):
    """(passed, name, explanation); None for passed when it cannot be tried."""
    if shutil.which('meson') is None:
        yield None, 'installs', ['meson is not in the search path']
        return
    done = subprocess.run(['meson', 'install', '-C', str(BUILD), '--no-rebuild', '--destdir', folder],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    yield done.returncode == 0, 'installs', done.stdout.split('\n')[-20:]

    found, expected = installed_files(pathlib.Path(folder)), set(expected_files())
    yield expected <= found, 'nothing is missing', sorted(expected - found)
    yield found <= expected, 'nothing else is installed', sorted(found - expected)

    program = next(pathlib.Path(folder).rglob('bin/isobole-cli'), None)
    if program is not None:
        done = subprocess.run([program, '--version'], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        version = re.search(r"version: '([^']+)'", (SOURCE / 'meson.build').read_text()).group(1)
        yield done.returncode == 0 and version in done.stdout, 'the installed program says its version', [done.stdout]


def main():
    failed = number = 0
    with tempfile.TemporaryDirectory() as folder:
        for passed, name, explanation in run(folder):
            number += 1
            if passed is None:
                print(f'ok {number} {name} # SKIP {explanation[0]}')
                continue
            failed += not passed
            print(f'{"ok" if passed else "not ok"} {number} {name}')
            for line in [] if passed else explanation:
                print(f'# {line}', file=sys.stderr)
    print(f'1..{number}')
    return 1 if failed else 0


sys.exit(main())
