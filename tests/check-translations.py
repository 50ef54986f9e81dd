#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check that translators see every sentence, and that what they wrote fits it: POTFILES.in, xgettext, each language. TAP.

    check-translations.py --write    writes po/POTFILES.in anew instead, and brings the sentences of each language up to date
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
HOLE = re.compile(r'\{\d+\}')
DIRECTIVE = re.compile(r'%(?:(\d+)\$)?[-+0#]*\d*(?:\.\d+)?(?:l|ll|z)?([diuxeEfgGcspbYHM%])')
MNEMONIC = re.compile(r'(?<!\w)_(?=\w)')
LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) )?"(.*)"$')


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


def extract(folder):
    """The template that languages are brought up to date with: without the day, and without taking "5 % of" for a format."""
    path = pathlib.Path(folder) / 'all.pot'
    wrong = run(['xgettext', '--from-code=UTF-8', '--add-comments=Translators', '--no-location', '-f', 'po/POTFILES.in',
                 '-o', str(path), *(f'--keyword={word}' for word in KEYWORDS)])
    if wrong == []:
        path.write_text(re.sub(r'^#, c-format\n|^"POT-Creation-Date.*\n', '', path.read_text(encoding='utf-8'), flags=re.M), encoding='utf-8')
    return path, wrong


def write_languages(folder):
    template, wrong = extract(folder)
    for language in (SOURCE / 'po/LINGUAS').read_text(encoding='utf-8').split() if wrong == [] else []:
        path, merged = SOURCE / f'po/{language}.po', f'{folder}/{language}.po'
        wrong += run(['msgmerge', '--quiet', '--no-location', '-o', merged, str(path), str(template)])
        wrong += run(['msgattrib', '--no-obsolete', '-o', str(path), merged]) if wrong == [] else []
    return ['gettext is not installed'] if wrong is None else wrong


def read_sentences(text):
    """{(context, sentence, plural): [translation, ...]} of a .po or .pot; those that are fuzzy or empty have none."""
    found = {}
    for block in re.split(r'\n{2,}', text):
        fields, key = {}, None
        for line in block.split('\n'):
            match = LINE.match(line)
            if match:
                key = match.group(1) or key
                fields[key] = fields.get(key, '') + match.group(2)
        if fields.get('msgid'):
            texts = [fields[name] for name in sorted(fields) if name.startswith('msgstr')]
            fuzzy = re.search(r'^#,.*\bfuzzy\b', block, re.M)
            found[fields.get('msgctxt'), fields['msgid'], fields.get('msgid_plural')] = texts if all(texts) and not fuzzy else []
    return found


def directives(text):
    found = DIRECTIVE.findall(text)
    return sorted(found, key=lambda one: int(one[0])) if any(place for place, _ in found) else found


def fits(sentence, text):
    """Why a translation does not do for a sentence, or nothing."""
    if set(HOLE.findall(sentence)) != set(HOLE.findall(text)):
        return 'has not the same holes'
    if [kind for _, kind in directives(sentence)] != [kind for _, kind in directives(text)]:
        return 'has not the same % directives in the same order'
    if len(MNEMONIC.findall(sentence)) == 1 and text.count('_') != sentence.count('_'):
        return 'has not the one letter to press that the sentence has'
    if sentence.endswith(('…', '...')) != text.endswith(('…', '...')):
        return 'ends in … where the sentence does not, or the other way round'
    return None


def check_sentences(sentences):
    """A plural may do without the number of the singular, so either of both can be what a translation follows."""
    wrong = []
    for (_, sentence, plural), texts in sentences.items():
        for text in texts:
            faults = [fits(one, text) for one in (sentence, plural) if one is not None]
            if all(faults):
                wrong.append(f'"{text}" {faults[0]}: "{sentence}"')
    return wrong


def check_language(language, folder):
    wrong = run(['msgfmt', '--check', '-o', f'{folder}/{language}.mo', f'po/{language}.po'])
    if wrong is None:
        return None
    return wrong + check_sentences(read_sentences((SOURCE / f'po/{language}.po').read_text(encoding='utf-8')))


def check_complete(language, template):
    """(what the file does not know at all, what it knows and does not translate)"""
    known = read_sentences((SOURCE / f'po/{language}.po').read_text(encoding='utf-8'))
    wanted = read_sentences(template.read_text(encoding='utf-8'))
    unknown = [f'po/{language}.po does not know "{key[1]}": run tests/check-translations.py --write' for key in wanted if key not in known]
    return unknown, [key[1] for key in wanted if known.get(key) == []]


def test_sentences():
    """Each kind of fault in a translation is found, and nothing else is."""
    for entry, expected in (('msgid "In {1}"\nmsgstr "{1}"', 0), ('msgid "{1}, {2}"\nmsgstr "{2}, {2}"', 1), ('msgid "A"\nmsgstr "{1}"', 1),
                            ('msgid "%s: %u"\nmsgstr "%u: %s"', 1), ('msgid "%s: %u"\nmsgstr "%2$u: %1$s"', 0),
                            ('msgid "95 % intervals"\nmsgstr "95-%-Intervalle"', 0), ('msgid "%u %%"\nmsgstr "%u %"', 1),
                            ('msgid "_Open…"\nmsgstr "Ö_ffnen…"', 0), ('msgid "_Open"\nmsgstr "Öffnen"', 1),
                            ('msgid "Open…"\nmsgstr "Öffnen"', 1), ('msgid "One"\nmsgid_plural "%u"\nmsgstr[0] "%u"\nmsgstr[1] "%u"', 0),
                            ('#, fuzzy\nmsgid "A {1}"\nmsgstr "B"', 0), ('msgid ""\n"A "\n"{1}"\nmsgstr ""\n"B"', 1)):
        sentences = read_sentences(f'msgid ""\nmsgstr "header"\n\n{entry}\n')
        found = check_sentences(sentences)
        if len(sentences) != 1 or len(found) != expected:
            return [f'{entry} gave {found}']
    return []


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
        with tempfile.TemporaryDirectory() as folder:
            return '\n'.join(write_languages(folder)) or 0
    languages = (SOURCE / 'po/LINGUAS').read_text(encoding='utf-8').split()
    failed, untranslated = 0, {}
    with tempfile.TemporaryDirectory() as folder:
        results = [('the check finds what is missing', self_test(folder)), ('every file with sentences is listed', check_list(SOURCE)),
                   ('xgettext is content', check_extraction(folder)), ('no sentence in pieces', check_pieces()), ('faults of translations are found', test_sentences())]
        results += [(f'language {language}', check_language(language, folder)) for language in languages]
        template, wrong = extract(folder)
        for language in languages:
            unknown = wrong
            if wrong == []:
                unknown, untranslated[f'language {language} knows every sentence'] = check_complete(language, template)
            results.append((f'language {language} knows every sentence', unknown))
    for number, (name, wrong) in enumerate(results, 1):
        failed += bool(wrong)
        left = untranslated.get(name, [])
        why = 'gettext is not installed' if wrong is None else f'{len(left)} without a translation: "{left[0]}", ...' if left and not wrong else ''
        print(f'{"not ok" if wrong else "ok"} {number} {name}' + (f' # SKIP {why}' if why else ''))
        for sentence in left:
            print(f'# {name}, and not how to say "{sentence}"', file=sys.stderr)
        for line in wrong or []:
            print(f'# {line}', file=sys.stderr)
    print(f'1..{len(results)}')
    return 1 if failed else 0


sys.exit(main())
