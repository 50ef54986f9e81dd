#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compile a UTF-8 locale into a folder of the build: make-locale.py LOCALEDEF NAME FOLDER STAMP"""

import pathlib
import subprocess
import sys

localedef, name, folder, stamp = sys.argv[1:]
pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
done = subprocess.run([localedef, '--no-archive', '-c', '-i', name, '-f', 'UTF-8', f'{folder}/{name}.UTF-8'],
                      capture_output=True, text=True)
if not pathlib.Path(f'{folder}/{name}.UTF-8/LC_NUMERIC').exists():
    sys.exit(f'localedef could not make {name}:\n{done.stdout}{done.stderr}')
pathlib.Path(stamp).write_text('made\n')
