-- A project in a form from before the first release, kept to see that it can still be opened: compounds without a unit, and
-- amounts in micromolar. tests/store/test-iso-migration.c makes a file of it, and brings it to a later form.
PRAGMA application_id = 1232301922;
PRAGMA user_version = 1;
CREATE TABLE compound (id TEXT NOT NULL PRIMARY KEY, position INTEGER NOT NULL, name TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE content (plate TEXT NOT NULL, row INTEGER NOT NULL, column INTEGER NOT NULL, compound TEXT NOT NULL, micromolar REAL NOT NULL, PRIMARY KEY (plate, row, column, compound)) STRICT, WITHOUT ROWID;
CREATE TABLE history (seq INTEGER NOT NULL PRIMARY KEY, kind TEXT NOT NULL, target INTEGER, verb TEXT NOT NULL, args TEXT NOT NULL, at INTEGER NOT NULL, zone TEXT NOT NULL, who TEXT NOT NULL, schema INTEGER NOT NULL, changeset BLOB) STRICT;
INSERT INTO compound VALUES ('c1', 0, 'ixazomib'), ('c2', 1, 'lenalidomide');
INSERT INTO content VALUES ('Plate 1', 1, 2, 'c1', 0.05), ('Plate 1', 1, 2, 'c2', 4.0), ('Plate 1', 3, 5, 'c1', 0.1);
INSERT INTO history VALUES (1, 'do', NULL, 'add-compound', 'ixazomib', 1735689600000, 'Europe/Berlin', 'Ada', 1, x'00');
INSERT INTO history VALUES (2, 'do', NULL, 'add-compound', 'lenalidomide', 1735689660000, 'Europe/Berlin', 'Ada', 1, x'00');
