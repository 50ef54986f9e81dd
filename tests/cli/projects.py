#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Projects on the command line: made, and refused where somebody's work would be lost. TAP."""

import contextlib
import fcntl
import hashlib
import os
import pathlib
import shutil
import sqlite3
import tempfile

from harness import expect, folder, main, refused, run, test, write

DATA = tempfile.TemporaryDirectory()
os.environ['XDG_DATA_HOME'] = DATA.name


def new(place, name='p.isobole', *options):
    path = pathlib.Path(place, name).resolve()
    result = run('new', path, *options)
    expect((result.status, result.out, result.err) == (0, '', ''), result.status, result.out, result.err)
    return path


def query(path, sql):
    with contextlib.closing(sqlite3.connect(path)) as database:
        return database.execute(sql).fetchall()


def change(path, sql):
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.executescript(sql)


def work_folder(path):
    return pathlib.Path(DATA.name, 'isobole', 'work', hashlib.sha256(path.as_uri().encode()).hexdigest())


@contextlib.contextmanager
def held(path):
    """The project is open in another program."""
    work = work_folder(path)
    work.mkdir(parents=True, exist_ok=True)
    with open(work / 'lock', 'w') as lock:
        fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def leave_unsaved(path, title):
    """As if a program had ended before it could save that title."""
    work = work_folder(path)
    work.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, work / 'project.db')
    saved = query(path, 'SELECT coalesce (max (seq), 0) FROM history')[0][0]
    change(work / 'project.db', f"""UPDATE experiment SET title = '{title}';
           INSERT INTO history (kind, verb, args, at, zone, who, schema) VALUES ('do', 'set-experiment', '', 0, 'UTC', 'x', 1)""")
    status = path.stat()
    write(work / 'origin', f'[file]\nuri={path.as_uri()}\nsize={status.st_size}\nmodified={status.st_mtime_ns}\n'
          f'changed={status.st_ctime_ns}\ninode={status.st_ino}\nsha256={hashlib.sha256(path.read_bytes()).hexdigest()}\n'
          f'saved={saved}\nmigrated=0\n')


@test
def a_new_project_is_empty():
    with folder() as place:
        path = new(place)
        expect(query(path, 'PRAGMA application_id') == [(0x49736f62,)])
        expect(query(path, 'SELECT count (*) FROM history') == [(0,)])
        expect(not work_folder(path).exists(), 'the work copy was left')
        titled = new(place, 'ä b.isobole', '--title', 'Ixazomib, 72 h')
        expect(query(titled, 'SELECT title FROM experiment') == [('Ixazomib, 72 h',)])
        expect(query(titled, "SELECT verb, who != '', zone FROM history") == [('set-experiment', 1, 'UTC')])
        expect(not work_folder(titled).exists(), 'the work copy was left')


@test
def nothing_is_overwritten():
    with folder() as place:
        path = new(place, 'p.isobole', '--title', 'first')
        before = path.read_bytes()
        refused(run('new', path, '--title', 'second'), 'p.isobole', 'already a file of this name')
        leave_unsaved(path, 'unsaved')
        refused(run('new', path), 'already a file of this name')
        expect((work_folder(path) / 'project.db').exists(), 'unsaved work is gone')
        expect(path.read_bytes() == before)
        path.unlink()
        refused(run('new', path), 'was never saved', 'Choose another name')
        expect((work_folder(path) / 'project.db').exists(), 'unsaved work is gone')
        table = write(f'{place}/t.csv', 'drug,dose\n')
        refused(run('new', table), 't.csv', 'already a file')


@test
def new_needs_one_name():
    with folder() as place:
        refused(run('new'), 'No project is named')
        refused(run('new', f'{place}/a.isobole', f'{place}/b.isobole'), 'Several files')
        refused(run('new', f'{place}/no/a.isobole'), 'a.isobole')
        expect(list(pathlib.Path(place).iterdir()) == [])
        path = pathlib.Path(place, 'held.isobole').resolve()
        with held(path):
            refused(run('new', path), 'held.isobole', 'already open elsewhere')


main()
