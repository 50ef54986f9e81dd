# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of isobole-cli share: running the program, small files, and TAP."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import traceback

CLI = os.environ['ISOBOLE_CLI']
SOURCE = pathlib.Path(os.environ['ISOBOLE_SOURCE_DIR'])
REFERENCE = pathlib.Path(os.environ.get('ISOBOLE_REFERENCE_DIR', '/nonexistent'))
EXAMPLE = SOURCE / 'data/examples/ixazomib-lenalidomide'

tests = []


class Skip(Exception):
    pass


def test(function):
    tests.append(function)
    return function


class Result:
    def __init__(self, done):
        self.status = done.returncode
        self.bytes = done.stdout
        self.out = done.stdout.decode()
        self.err = done.stderr.decode()

    def json(self):
        assert self.status == 0, self.err
        return json.loads(self.out)


def run(*arguments, cwd=None, **more):
    done = subprocess.run([CLI, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
                          cwd=cwd, timeout=50, check=False, **more)
    assert b'Sanitizer' not in done.stderr and b'runtime error' not in done.stderr, done.stderr.decode()
    return Result(done)


def folder():
    return tempfile.TemporaryDirectory()


def write(path, text):
    data = text if isinstance(text, bytes) else text.encode()
    pathlib.Path(path).write_bytes(data)
    return path


def run_on(text, verb, *options, name='t.csv'):
    """The verb on a file with this text, in a folder of its own."""
    with folder() as place:
        write(pathlib.Path(place) / name, text)
        return run(verb, name, *options, cwd=place)


def reference(relative):
    path = REFERENCE / relative
    if not path.exists():
        raise Skip(f'no reference data: {path} is not there (meson option reference-dir)')
    return path


def expect(condition, *told):
    if not condition:
        raise AssertionError(' '.join(map(str, told)))


def refused(result, *parts):
    expect(result.status == 2, 'status', result.status, result.out[:300], result.err)
    expect(result.out == '', 'nothing may be printed for refused input:', result.out[:300])
    for part in parts:
        expect(part in result.err, repr(part), 'is not in', repr(result.err))


def close(actual, expected, relative, what=''):
    expect(actual is not None, what, 'has no value, expected', expected)
    expect(abs(actual - expected) <= relative * abs(expected), what, actual, 'is not within', relative, 'of', expected)


def main():
    failed = 0
    print(f'1..{len(tests)}')
    for number, function in enumerate(tests, 1):
        name = f'{number} {function.__name__.replace("_", " ")}'
        try:
            function()
            print('ok', name)
        except Skip as why:
            print('ok', name, '# SKIP', why)
        except Exception:
            failed += 1
            print('not ok', name)
            for line in traceback.format_exc().split('\n'):
                print('#', line)
        sys.stdout.flush()
    sys.exit(1 if failed else 0)
