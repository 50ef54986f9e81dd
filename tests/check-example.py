#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check that the example's files are what their generator writes, byte for byte. TAP."""

import os
import pathlib
import subprocess
import sys
import tempfile

KEPT = pathlib.Path(os.environ['ISOBOLE_SOURCE_DIR']) / 'data/examples/ixazomib-lenalidomide'
PROGRAM = pathlib.Path(os.environ['ISOBOLE_BUILD_DIR']) / 'data/examples/make-example'

failed = 0
with tempfile.TemporaryDirectory() as folder:
    text = pathlib.Path(folder, 'project')
    (files := pathlib.Path(folder, 'files')).mkdir()
    subprocess.run([PROGRAM, files, text], check=True)
    made = {path.name: path.read_bytes() for path in files.iterdir()} | {f'{KEPT.name}.json': text.read_bytes()}
    kept = {path.name: path.read_bytes() for path in [*KEPT.iterdir(), KEPT.with_suffix('.json')]}
    names = sorted(made.keys() | kept.keys())
    print(f'1..{len(names) + 1}')
    print('ok 1 the generator wrote five files' if len(made) == 5 else f'not ok 1 the generator wrote {len(made)} files')
    failed += len(made) != 5
    for number, name in enumerate(names, 2):
        same = made.get(name) == kept.get(name)
        failed += not same
        print(f'{"ok" if same else "not ok"} {number} {name} is what the generator writes')
sys.exit(failed > 0)
