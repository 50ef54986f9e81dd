#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Count what a run of the tests found: count-results.py TESTLOG.json

Reads the log that `meson test` leaves, names every skipped and failed test on standard error, and ends with the line
"N passed, N failed, N skipped". What is counted are the single tests inside the programs. A program that crashed, was too
slow, or stopped before the end of its plan counts as a failed one, however many of its tests passed before.
The exit status is 0 only when something ran and nothing failed. Without an argument it tests itself, as TAP.
"""

import json
import pathlib
import re
import sys

RESULT = re.compile(r'^( *)(not )?ok\b(?: +\d+)?(?: *-)? *(.*?)(?:\s*# *(SKIP|TODO)\S*\s*(.*))?$', re.I)
PLAN_SKIP = re.compile(r'^1\.\.0 *# *SKIP\S*\s*(.*)$', re.I)
BAD = ('FAIL', 'ERROR', 'TIMEOUT', 'INTERRUPT', 'UNEXPECTEDPASS')


class Count:
    def __init__(self):
        self.passed = self.failed = self.skipped = 0
        self.notes = []


def read_tap(text):
    """(failed, skipped, name, reason) of each single test; a line that sums up the indented ones before it is none."""
    results, depth = [], 0
    for line in text.split('\n'):
        match = RESULT.match(line)
        if match is None:
            continue
        indent, bad, name, directive, reason = match.groups()
        sums_up, depth = depth > len(indent), len(indent)
        directive = (directive or '').upper()
        failed = bool(bad) and directive != 'TODO'
        if sums_up and not (failed and not any(r[0] for r in results)):
            continue
        results.append((failed, directive == 'SKIP', name, reason or ''))
    return results


def count_program(count, name, result, output):
    tests = read_tap(output)
    for failed, skipped, test, reason in tests:
        if failed:
            count.failed += 1
            count.notes.append(f'FAILED  {name}: {test}')
        elif skipped:
            count.skipped += 1
            count.notes.append(f'skipped {name}: {test}: {reason}')
        else:
            count.passed += 1
    if result in BAD and not any(failed for failed, *_ in tests):
        count.failed += 1
        count.notes.append(f'FAILED  {name}: {result.lower()} after {len(tests)} tests')
    elif not tests:
        plan = PLAN_SKIP.search(output.strip())
        if result == 'SKIP' or plan is not None:
            count.skipped += 1
            count.notes.append(f'skipped {name}: {plan.group(1) if plan else "no reason given"}')
        elif result not in BAD:
            count.passed += 1


def count_log(lines):
    count = Count()
    for line in lines:
        if line.strip():
            entry = json.loads(line)
            count_program(count, entry['name'], entry['result'], entry.get('stdout') or '')
    return count


CASES = (
    ('passes', 'OK', 'ok 1 /a\nok 2 /b\n1..2\n', (2, 0, 0)),
    ('a failure', 'FAIL', 'ok 1 /a\nnot ok 2 /b\n1..2\n', (1, 1, 0)),
    ('a skip', 'OK', 'ok 1 /a # SKIP no data\nok 2 /b\n1..2\n', (1, 0, 1)),
    ('a crash', 'ERROR', 'ok 1 /a\nok 2 /b\n', (2, 1, 0)),
    ('a crash that says so', 'ERROR', 'ok 1 /a\nnot ok /b - assertion failed\nBail out!\n', (1, 1, 0)),
    ('a crash before the first test', 'ERROR', '', (0, 1, 0)),
    ('a time-out', 'TIMEOUT', 'ok 1 /a\n', (1, 1, 0)),
    ('a program without TAP', 'OK', 'hello\n', (1, 0, 0)),
    ('a program without TAP that fails', 'FAIL', 'hello\n', (0, 1, 0)),
    ('a program that skips itself', 'SKIP', '1..0 # SKIP no display\n', (0, 0, 1)),
    ('nested tests', 'OK', '# Subtest: a\n    ok 1 /a/x\n    ok 2 /a/y\n    1..2\nok 1 /a\nok 2 /b\n1..2\n', (3, 0, 0)),
    ('a nested failure', 'FAIL', '    ok 1 /a/x\n    not ok 2 /a/y\nnot ok 1 /a\n1..1\n', (1, 1, 0)),
    ('a failure known to be one', 'OK', 'not ok 1 /a # TODO later\n1..1\n', (1, 0, 0)),
    ('words that look like results', 'OK', '# not ok\nokay\nok 1 /a\n1..1\n', (1, 0, 0)),
)


def test():
    failed = 0
    for number, (name, result, output, expected) in enumerate(CASES, 1):
        count = count_log([json.dumps({'name': 'it', 'result': result, 'stdout': output}), ''])
        found = (count.passed, count.failed, count.skipped)
        failed += found != expected
        print(f'{"ok" if found == expected else "not ok"} {number} counts {name}')
        if found != expected:
            print(f'# {found} instead of {expected}')
    print(f'1..{len(CASES)}')
    return 1 if failed else 0


def main():
    if len(sys.argv) == 1:
        return test()
    log = pathlib.Path(sys.argv[1])
    count = count_log(log.read_text(encoding='utf-8').split('\n') if log.exists() else [])
    for note in count.notes:
        print(note, file=sys.stderr)
    sys.stderr.flush()
    nothing = count.passed + count.failed + count.skipped == 0
    print(f'{count.passed} passed, {count.failed + nothing} failed, {count.skipped} skipped')
    return 1 if count.failed or nothing else 0


sys.exit(main())
