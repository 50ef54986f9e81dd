#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run a program inside a virtual X server of its own: with-display.py PROGRAM [ARGUMENT...]

The server chooses a free display number itself, so that any number of tests can run side by side.
"""

import os
import shutil
import subprocess
import sys


def main():
    if shutil.which('Xvfb') is None:
        print('1..0 # SKIP Xvfb is not installed, so that no window can be tested')
        return 0

    reading, writing = os.pipe()
    server = subprocess.Popen(['Xvfb', '-displayfd', str(writing), '-screen', '0', '1280x1024x24', '-noreset', '-nolisten', 'tcp'],
                              pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        number = os.fdopen(reading).readline().strip()
        if not number:
            print('Bail out! Xvfb did not start')
            return 1
        status = subprocess.call(sys.argv[1:], env={**os.environ, 'DISPLAY': f':{number}'})
        return status if status >= 0 else 128 - status
    finally:
        server.terminate()
        server.wait()


sys.exit(main())
