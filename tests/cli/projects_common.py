# SPDX-License-Identifier: GPL-3.0-or-later
"""Projects for tests of isobole-cli, and what others may have done to them."""

import contextlib
import fcntl
import hashlib
import os
import pathlib
import shutil
import sqlite3
import tempfile

from harness import expect, run, write

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
