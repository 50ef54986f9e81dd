#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What README.md and CONTRIBUTING.md tell people to type, typed. TAP."""

import contextlib
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess

from harness import CLI, EXAMPLE, SOURCE, expect, folder, main, run, test
from projects_common import change, query


def commands(document):
    """The indented lines that begin with cd or isobole-cli, without what stands beside them."""
    for line in (SOURCE / document).read_text().splitlines():
        if re.match('    (cd|isobole-cli) ', line):
            yield re.split(' {3,}', line.strip())[0]


@test
def commands_of_the_readme():
    told = list(commands('README.md'))
    with folder() as place:
        shutil.copytree(SOURCE / 'data/examples', pathlib.Path(place, 'data/examples'))
        env = {**os.environ, 'PATH': f'{os.path.dirname(CLI)}:{os.environ["PATH"]}'}
        done = subprocess.run(['sh', '-ex'], input='\n'.join(told).encode(), cwd=place, env=env, timeout=100, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        expect(done.returncode == 0, done.stderr.decode()[-2000:])
        made = {path.name for path in pathlib.Path(place, 'data/examples/ixazomib-lenalidomide').iterdir()}
        expect({'isobologram.pdf', 'combination.isobole', 'combination.json', 'copy.isobole'} <= made, made)
        for verb in ('new', 'import', 'analyze', 'history', 'check', 'dump'):
            expect(any(line.startswith(f'isobole-cli {verb} ') for line in told), verb)
        expect(any('--keep' in line for line in told) and any('--from' in line for line in told))


@test
def queries_of_contributing():
    text = (SOURCE / 'CONTRIBUTING.md').read_text().split('## A project is a database')[1].split('\n## ')[0]
    sql = '\n'.join(line[4:] for line in text.splitlines() if line.startswith('    '))
    statements = [statement for statement in sql.split(';') if statement.strip()]
    expect(len(statements) == 4, statements)
    with folder() as place:
        path = pathlib.Path(place, 'p.isobole')
        expect(run('new', path, '--from', EXAMPLE.with_suffix('.json')).status == 0)
        expect(run('import', run_project(place), EXAMPLE / '../chou-1994.csv').status == 0)
        change(path, "INSERT INTO exclusion SELECT plate, row, column, 'a bubble' FROM well ORDER BY plate, row, column LIMIT 1")
        with contextlib.closing(sqlite3.connect(f'file:{path}?mode=ro', uri=True)) as database:
            excluded, given, bottles, _ = (database.execute(statement).fetchall() for statement in statements)
        expect(len(excluded) == 1 and excluded[0][3] == 'a bubble', excluded)
        expect(len(given) == query(path, 'SELECT count (*) FROM dose')[0][0] > 0, len(given))
        expect(all(row[5] is not None for row in given), 'a dose without a reading')
        expect([row[0] for row in bottles] == ['Ixazomib', 'Lenalidomide'] and all(row[2] == 0.01 for row in bottles), bottles)
        steps = query(run_project(place), statements[3])
        expect(len(steps) == 1 and steps[0][3:5] == ('do', 'import') and steps[0][1][:2] == '20', steps)


def run_project(place):
    """One that has a history, which the text of a project has not."""
    path = pathlib.Path(place, 'history.isobole')
    if not path.exists():
        expect(run('new', path).status == 0)
    return path


main()
