#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check that translators see every sentence: POTFILES.in, xgettext, and each language. TAP.

    check-translations.py --write    writes po/POTFILES.in anew instead
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(os.environ.get('ISOBOLE_SOURCE_DIR', pathlib.Path(__file__).resolve().parent.parent))
MARKED = re.compile(r'(?<![\w])(?:N?_|C_|NC_|ngettext|g_dngettext|g_dpgettext2)\s*\(\s*"')
TRANSLATABLE = re.compile(r'translatable="(?:yes|true|1)"')
KEYWORDS = ('_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'ngettext:1,2', 'g_dngettext:2,3', 'g_dpgettext2:2c,3')


def strip_comments(text):
    return re.sub(r'/\*.*?\*/', '', text, flags=re.S)


def files_with_sentences(root):
    found = set()
    for path in [*root.glob('src/**/*.c'), *root.glob('src/**/*.h')]:
        text = '\n'.join(line for line in strip_comments(path.read_text(encoding='utf-8')).split('\n')
                         if not line.lstrip().startswith('#'))
        if MARKED.search(text):
            found.add(path.relative_to(root).as_posix())
    for path in root.glob('ui/**/*.ui'):
        if TRANSLATABLE.search(path.read_text(encoding='utf-8')):
            found.add(path.relative_to(root).as_posix())
    for pattern in ('data/*.desktop.in', 'data/*.metainfo.xml.in', 'data/*.gschema.xml.in'):
        found |= {path.relative_to(root).as_posix() for path in root.glob(pattern)}
    return found


def listed_files(root):
    lines = (root / 'po/POTFILES.in').read_text(encoding='utf-8').split('\n')
    return [line for line in lines if line and not line.startswith('#')]


def write_list(root):
    path = root / 'po/POTFILES.in'
    comments = [line for line in path.read_text(encoding='utf-8').split('\n') if line.startswith('#')]
    path.write_text('\n'.join([*comments, *sorted(files_with_sentences(root)), '']), encoding='utf-8')


def check_list(root):
    listed, found = listed_files(root), files_with_sentences(root)
    wrong = [f'{name} has sentences and is not in po/POTFILES.in' for name in sorted(found - set(listed))]
    wrong += [f'{name} is in po/POTFILES.in and is not there' for name in listed if not (root / name).is_file()]
    wrong += [f'{name} is in po/POTFILES.in and has no sentence' for name in listed
              if (root / name).is_file() and name not in found]
    if listed != sorted(set(listed)):
        wrong.append('po/POTFILES.in is not sorted, or names a file twice')
    return wrong


def run(command):
    if shutil.which(command[0]) is None:
        return None
    done = subprocess.run(command, cwd=SOURCE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return [line for line in done.stdout.split('\n') if line] + ([f'exit status {done.returncode}'] if done.returncode else [])


def check_extraction(folder):
    """C and XML apart: the desktop rules of gettext tell of the rest by the names of the files."""
    wrong = []
    sources = [name for name in listed_files(SOURCE) if name.endswith(('.c', '.h'))]
    others = [name for name in listed_files(SOURCE) if not name.endswith(('.c', '.h'))]
    for number, names in enumerate((sources, others)):
        if names:
            keywords = [f'--keyword={word}' for word in KEYWORDS] if names is sources else []
            found = run(['xgettext', '--from-code=UTF-8', '--add-comments=Translators', '-o', f'{folder}/{number}.pot', *keywords, *names])
            if found is None:
                return None
            wrong += found
    return wrong


def check_pieces():
    """A sentence that ends in a blank is a piece of one."""
    wrong = []
    for name in listed_files(SOURCE):
        if name.endswith('.c'):
            for match in re.finditer(r'(?<!\w)N?_ ?\(((?:\s*"(?:[^"\\]|\\.)*")+)\s*\)', strip_comments((SOURCE / name).read_text(encoding='utf-8'))):
                sentence = ''.join(re.findall(r'"((?:[^"\\]|\\.)*)"', match.group(1)))
                if sentence != sentence.strip():
                    wrong.append(f'{name}: "{sentence}" begins or ends with a blank')
    return wrong


def check_language(language, folder):
    return run(['msgfmt', '--check', '-o', f'{folder}/{language}.mo', f'po/{language}.po'])


def self_test(folder):
    """The check of the list finds each kind of fault."""
    root = pathlib.Path(folder) / 'tree'
    for name, text in (('src/a.c', 'x = _("A.");'), ('src/b.c', '/* _("B.") */\n#define N_(s) (s)\n'), ('src/c.c', 'N_ (\n"C.")'),
                       ('ui/d.ui', '<p translatable="yes">D</p>'), ('ui/e.ui', '<p>E</p>')):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding='utf-8')
    (root / 'po').mkdir()
    for listed, expected in ((('src/a.c', 'src/c.c', 'ui/d.ui'), 0), (('src/a.c', 'ui/d.ui'), 1), (('src/c.c', 'src/a.c', 'ui/d.ui'), 1),
                             (('src/a.c', 'src/b.c', 'src/c.c', 'ui/d.ui'), 1), (('src/a.c', 'src/c.c', 'src/z.c', 'ui/d.ui'), 1), ((), 3)):
        (root / 'po/POTFILES.in').write_text('\n'.join(('# list', *listed, '')), encoding='utf-8')
        found = check_list(root)
        if len(found) != expected:
            return [f'{listed} gave {found}']
    return []


def main():
    if sys.argv[1:] == ['--write']:
        write_list(SOURCE)
        return 0
    languages = (SOURCE / 'po/LINGUAS').read_text(encoding='utf-8').split()
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        results = [('the check finds what is missing', self_test(folder)), ('every file with sentences is listed', check_list(SOURCE)),
                   ('xgettext is content', check_extraction(folder)), ('no sentence in pieces', check_pieces())]
        results += [(f'language {language}', check_language(language, folder)) for language in languages]
    for number, (name, wrong) in enumerate(results, 1):
        failed += bool(wrong)
        print(f'{"not ok" if wrong else "ok"} {number} {name}' + (' # SKIP gettext is not installed' if wrong is None else ''))
        for line in wrong or []:
            print(f'# {line}', file=sys.stderr)
    print(f'1..{len(results)}')
    return 1 if failed else 0


sys.exit(main())
