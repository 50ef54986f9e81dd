#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check what the desktop is told, with the desktop's own tools. TAP."""

import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

SOURCE = pathlib.Path(os.environ['ISOBOLE_SOURCE_DIR']) / 'data'
BUILD = pathlib.Path(os.environ['ISOBOLE_BUILD_DIR']) / 'data'
APP_ID = os.environ['ISOBOLE_APP_ID']
BASE_ID = 'io.github.isobole.Isobole'


class Skip(Exception):
    pass


def run(*command, **options):
    """The output; a failure of the tool is a failure of the test, a missing tool skips it."""
    if shutil.which(command[0]) is None:
        raise Skip(f'{command[0]} is not installed')
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    assert done.returncode == 0, f'{" ".join(map(str, command))}\n{done.stdout}'
    return done.stdout


def test_desktop_file():
    output = run('desktop-file-validate', BUILD / f'{APP_ID}.desktop')
    assert not output, output
    assert f'Icon={APP_ID}\n' in (BUILD / f'{APP_ID}.desktop').read_text()


def test_metainfo():
    run('appstreamcli', 'validate', '--no-net', '--explain', BUILD / f'{APP_ID}.metainfo.xml')


def test_metainfo_version():
    root = xml.etree.ElementTree.parse(BUILD / f'{APP_ID}.metainfo.xml').getroot()
    version = re.search(r"version: '([^']+)'", (SOURCE.parent / 'meson.build').read_text()).group(1)
    assert root.find('id').text == APP_ID
    assert root.find('releases/release').get('version') == version, 'the newest release is not the version in meson.build'


def test_schema():
    run('glib-compile-schemas', '--strict', '--dry-run', BUILD)


def test_xml():
    files = sorted([SOURCE / f'{BASE_ID}.mime.xml', *SOURCE.glob('icons/*.svg')])
    assert len(files) == 3
    run('xmllint', '--nonet', '--noout', *files)


def test_icons():
    for path in SOURCE.glob('icons/*.svg'):
        root = xml.etree.ElementTree.parse(path).getroot()
        size = '16' if path.stem.endswith('-symbolic') else '128'
        assert root.get('width') == root.get('height') == size, f'{path.name} is not {size} by {size}'
        assert '<image' not in path.read_text(), f'{path.name} holds pixels'


def test_mime():
    with tempfile.TemporaryDirectory() as folder:
        mime = pathlib.Path(folder) / 'mime'
        (mime / 'packages').mkdir(parents=True)
        shutil.copy(SOURCE / f'{BASE_ID}.mime.xml', mime / 'packages' / f'{APP_ID}.xml')
        output = run('update-mime-database', mime, env={**os.environ, 'XDG_DATA_HOME': folder})
        assert 'rror' not in output, output
        assert 'application/x-isobole:*.isobole' in (mime / 'globs').read_text()

        # Its content alone is enough, and another database is not taken for ours.
        env = {**os.environ, 'XDG_DATA_HOME': folder, 'XDG_DATA_DIRS': folder}
        for name, number, expected in (('ours', 0x49736f62, True), ('other', 1, False)):
            path = pathlib.Path(folder) / name
            with sqlite3.connect(path) as database:
                database.execute(f'PRAGMA application_id = {number}')
                database.execute('CREATE TABLE plate (name TEXT)')
            database.close()
            output = run('gio', 'info', '-a', 'standard::content-type', path, env=env)
            assert ('application/x-isobole' in output) == expected, output


def test_mime_number():
    """The number that tells our databases from others is the one the store writes."""
    number = re.search(r'ISO_SCHEMA_APPLICATION_ID (0x[0-9a-f]+)', (SOURCE.parent / 'src/store/iso-schema.h').read_text()).group(1)
    assert f'offset="68" value="{number}"' in (SOURCE / f'{BASE_ID}.mime.xml').read_text()


def test_flatpak():
    """Files come through portals: the sandbox sees no folder, no network and no bus."""
    manifest = json.loads((SOURCE.parent / f'flatpak/{BASE_ID}.json').read_text())
    allowed = {'--share=ipc', '--socket=fallback-x11', '--socket=wayland', '--device=dri'}
    assert manifest['id'] == BASE_ID and manifest['command'] == 'isobole'
    assert set(manifest['finish-args']) <= allowed, set(manifest['finish-args']) - allowed
    for module in manifest['modules']:
        for source in module['sources']:
            assert source['type'] == 'dir' or len(source['sha256']) == 64, f'{source["url"]} has no checksum'


def main():
    tests = [(name[5:].replace('_', ' '), function) for name, function in globals().items() if name.startswith('test_')]
    failed = 0
    for number, (name, function) in enumerate(tests, 1):
        try:
            function()
            print(f'ok {number} {name}')
        except Skip as reason:
            print(f'ok {number} {name} # SKIP {reason}')
        except (AssertionError, OSError, xml.etree.ElementTree.ParseError) as wrong:
            failed += 1
            print(f'not ok {number} {name}')
            print('\n'.join('# ' + line for line in str(wrong).split('\n')), file=sys.stderr)
    print(f'1..{len(tests)}')
    return 1 if failed else 0


sys.exit(main())
