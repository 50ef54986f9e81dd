#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A table per vendor of what test-reader-corpus found in real exports.

    summarise-corpus.py BUILD/reader-corpus.tsv

The test writes that file in its build directory. Prints Markdown: a line a folder, then every file that is no plain match.
"""

import collections
import re
import sys

FOUND = re.compile(r'exact (\d+), tokens (\d+), times (\d+) of (\d+) listed; wrong (\d+); reads not listed (\d+)')
COLUMNS = ('files', 'read', 'refused', 'unlisted', 'listed', 'exact', 'words', 'times', 'wrong')


def read_rows(path):
    with open(path, encoding='utf-8') as file:
        next(file)
        return [line.rstrip('\n').split('\t', 6) for line in file]


def judge(row, total, exceptions):
    folder, name, reader, _, reads, readings, result = row
    found = FOUND.match(result)
    total['files'] += 1
    if reader == 'refused':
        total['refused'] += 1
        exceptions.append(f'{folder}/{name}: refused. {result}')
    elif not found:
        total['read'] += 1
        total['unlisted'] += 1
        exceptions.append(f'{folder}/{name}: {reads} reads, {readings} readings; {result}')
    else:
        exact, words, times, listed, wrong, extra = map(int, found.groups())
        total['read'] += 1
        total.update({'exact': exact, 'words': words, 'times': times, 'listed': listed, 'wrong': wrong})
        if wrong or extra or exact + words + times != listed:
            exceptions.append(f'{folder}/{name}: {extra} reads beyond the list; wrong: {wrong}')
        elif times:
            exceptions.append(f'{folder}/{name}: {times} times, which the list has as words, are read as seconds')


def main():
    vendors = collections.defaultdict(collections.Counter)
    exceptions = []
    strangers = ''
    for row in read_rows(sys.argv[1]):
        if row[0] == 'strangers':
            strangers = row[2]
        elif row[-1] != 'stranger' and not row[0].startswith(('generic-', 'dispenser-')) or row[0] == 'generic-incucyte':
            judge(row, vendors[row[0]], exceptions)
    print('| folder | ' + ' | '.join(COLUMNS) + ' |')
    print('|' + ' --- |' * (len(COLUMNS) + 1))
    for name, total in sorted(vendors.items()):
        print(f'| {name} | ' + ' | '.join(str(total[column]) for column in COLUMNS) + ' |')
    every = sum(vendors.values(), collections.Counter())
    print('| all | ' + ' | '.join(str(every[column]) for column in COLUMNS) + ' |')
    print(f'\nFiles of other programs, asked for as a reader\'s: {strangers}\n')
    for line in exceptions:
        print('-', line)


if __name__ == '__main__':
    main()
