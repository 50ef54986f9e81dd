/* iso-store-test.h - projects for tests: small ones, their contents as text, and edits by chance
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/iso-random.h"
#include "iso-edit.h"

G_BEGIN_DECLS

extern const IsoStamp store_test_stamp;

/* A project with its tables, two reads and nothing else. NULL path: in memory. */
IsoStore *store_test_new  (const char *path);
IsoStore *store_test_open (const char *path);

/* The n-th UUID. */
const char *store_test_uuid (guint n);

/* All rows of all inside tables, value by value. */
char *store_test_dump (IsoStore *store);

/* One number from a query. */
gint64 store_test_count (IsoStore *store, const char *sql);

/* A folder of its own, and its end with all that is in it. */
char *store_test_folder (void);
void  store_test_remove (const char *folder);

/* One edit out of all kinds, by chance; `counter` gives new ids. FALSE if it was refused, as it may be. */
gboolean store_test_edit (IsoStore *store, IsoRandom *random, guint *counter);

/* The SHA-256 of the file that both reads are in: one new line. */
#define STORE_TEST_SOURCE "01ba4719c80b6fe911b091a7c05124b64eeece964e09c058ef8f9805daca546b"
#define STORE_TEST_READ "read-1"
#define STORE_TEST_OTHER_READ "read-2"

G_END_DECLS
