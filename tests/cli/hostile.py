#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that are made to exhaust who reads them are refused within a second of computing and 200 MB of memory. TAP."""

import os
import pathlib
import struct
import subprocess
import tempfile
import zipfile

from harness import CLI, expect, folder, main, test, write

# What watches a program that is tested makes it several times slower and larger.
WATCHED = b'__asan_init' in pathlib.Path(CLI).read_bytes()
SECONDS, MEGABYTES = (12, 900) if WATCHED else (1, 200)
# Meson has the C library fill what is allocated, which makes memory of what would never be touched.
PLAIN = {name: value for name, value in os.environ.items() if name != 'MALLOC_PERTURB_'}

RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
PARTS = {
    '_rels/.rels': f'<R><Relationship Id="r" Type="{RELATION}/officeDocument" Target="xl/workbook.xml"/></R>',
    'xl/_rels/workbook.xml.rels': '<R><Relationship Id="a" Type="/worksheet" Target="worksheets/sheet1.xml"/></R>',
    'xl/workbook.xml': f'<workbook xmlns:r="{RELATION}"><sheets><sheet name="One" sheetId="1" r:id="a"/></sheets></workbook>',
}
SHEET = 'xl/worksheets/sheet1.xml'
LAUGHS = '<!DOCTYPE a [<!ENTITY b0 "laugh">' + ''.join(f'<!ENTITY b{i} "{f"&b{i - 1};" * 10}">' for i in range(1, 12)) + ']>'


def refused_cheaply(path, *parts):
    for verb in ('read', 'fit'):
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            process = subprocess.Popen([CLI, verb, str(path)], stdout=out, stderr=err, stdin=subprocess.DEVNULL, env=PLAIN)
            _, status, usage = os.wait4(process.pid, 0)
            err.seek(0)
            told = err.read().decode()
            expect(os.waitstatus_to_exitcode(status) == 2 and out.tell() == 0, verb, status, told[:2000])
        for part in parts:
            expect(part in told, repr(part), 'is not in', repr(told[:2000]))
        seconds, megabytes = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
        print(f'# {verb} {path.name}: {seconds:.2f} s, {megabytes:.0f} MB{" (watched by sanitizers)" if WATCHED else ""}')
        expect(seconds < SECONDS and megabytes < MEGABYTES, verb, path.name, f'{seconds:.2f} s, {megabytes:.0f} MB')


def make_workbook(path, sheet, blocks=1):
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in PARTS.items():
            archive.writestr(name, text)
        with archive.open(SHEET, 'w') as part:
            for _ in range(blocks):
                part.write(sheet)
    return path


@test
def a_zip_bomb():
    with folder() as place:
        path = make_workbook(pathlib.Path(place) / 'bomb.xlsx', b'<row>' + b' ' * (1024 * 1024), 520)
        expect(path.stat().st_size < 8 * 1024 * 1024)
        refused_cheaply(path, 'bomb.xlsx')


@test
def a_zip_bomb_that_lies_about_its_size():
    """Both places that say how large the sheet is when it is unpacked say 100 bytes."""
    with folder() as place:
        path = make_workbook(pathlib.Path(place) / 'lie.xlsx', b'<row>' + b' ' * (1024 * 1024), 520)
        data = bytearray(path.read_bytes())
        for signature, size_at, name_at in ((b'PK\x03\x04', 22, 30), (b'PK\x01\x02', 24, 46)):
            at = data.find(signature)
            while at >= 0:
                if data[at + name_at:at + name_at + len(SHEET)] == SHEET.encode():
                    struct.pack_into('<I', data, at + size_at, 100)
                at = data.find(signature, at + 4)
        path.write_bytes(data)
        refused_cheaply(path, 'lie.xlsx')


@test
def an_entity_bomb():
    with folder() as place:
        refused_cheaply(pathlib.Path(write(f'{place}/laughs.xml', f'<?xml version="1.0"?>{LAUGHS}<a>&b11;</a>')), 'laughs.xml')


@test
def an_entity_bomb_in_a_workbook():
    with folder() as place:
        sheet = f'<?xml version="1.0"?>{LAUGHS}<worksheet><sheetData><row><c t="inlineStr"><is><t>&b11;</t></is></c></row></sheetData></worksheet>'
        refused_cheaply(make_workbook(pathlib.Path(place) / 'laughs.xlsx', sheet.encode()), 'laughs.xlsx')


@test
def ten_million_columns():
    with folder() as place:
        path = pathlib.Path(place) / 'wide.csv'
        with open(path, 'wb') as file:
            for _ in range(100):
                file.write(b'1,' * 100_000)
        refused_cheaply(path, 'wide.csv')


@test
def one_line_of_200_megabytes():
    with folder() as place:
        path = pathlib.Path(place) / 'line.csv'
        with open(path, 'wb') as file:
            for _ in range(200):
                file.write(b'x' * 1024 * 1024)
        refused_cheaply(path, 'line.csv')


@test
def one_line_of_a_gigabyte():
    """A file with holes: it takes no place on the disk, and would if it were read."""
    with folder() as place:
        path = pathlib.Path(place) / 'line.csv'
        with open(path, 'wb') as file:
            file.write(b'x' * 4096)
            file.truncate(1024 * 1024 * 1024)
        refused_cheaply(path, 'line.csv', '256 MB')


main()
