/* test-iso-edit-measured.c - what readers measured, onto plates: as one edit, and the same experiment as from the files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-assemble.h"
#include "iso-lookup.h"
#include "iso-outside.h"
#include "iso-store-test.h"
#include "iso-test.h"
#include "reader/iso-reader.h"
#include "reader/iso-table-layout.h"

#include <string.h>

#define LAYOUT "plate,experiment,well,role,sample,drug,dose (nM)\n" \
  "one,day 1,A1,blank,,,\none,day 1,A2,vehicle,,,\none,day 1,B1,treated,s,x,1\none,day 1,B2,treated,s,y,10\n" \
  "two,day 2,A1,blank,,,\ntwo,day 2,A2,vehicle,,,\ntwo,day 2,B1,treated,s,x,2\ntwo,day 2,B2,treated,t,x,4\n"
#define GRID_ONE ",1,2\nA,0.1,1.1\nB,0.6,0.5\n"
#define GRID_TWO ",1,2\nA,0.2,1.2\nB,0.7,OVRFLW\n"

/* The files, read. */
typedef struct
{
  IsoExperiment *experiment;
  GPtrArray     *layouts;    /* of IsoLayout */
  IsoReadout    *readouts[2];
  GBytes        *bytes[2];
} Files;

static IsoSource *
make_source (const char *name, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return iso_source_new (name, bytes, NULL);
}

static void
read_files (Files *files)
{
  static const char *const grids[] = { GRID_ONE, GRID_TWO }, *const names[] = { "one.csv", "two.csv" };
  g_autoptr (IsoSource) layout = make_source ("layout.csv", LAYOUT);
  g_autoptr (GError) error = NULL;
  IsoTableOptions options;

  iso_table_options_init (&options);
  files->experiment = iso_experiment_new ();
  files->layouts = iso_table_layout_read (layout, &options, files->experiment, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (IsoSource) source = make_source (names[i], grids[i]);

      files->readouts[i] = iso_reader_load (source, NULL, &error);
      g_assert_no_error (error);
      files->bytes[i] = g_bytes_ref (iso_source_bytes (source));
    }
}

static void
clear_files (Files *files)
{
  for (guint i = 0; i < 2; i++)
    {
      iso_readout_free (files->readouts[i]);
      g_bytes_unref (files->bytes[i]);
    }
  g_ptr_array_unref (files->layouts);
  iso_experiment_unref (files->experiment);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Files, clear_files)

static void
add_outside (IsoStore *store, const Files *files)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    iso_outside_add (iso_store_db (store), files->readouts[i], files->bytes[i], &error);
  g_assert_no_error (error);
}

static char *
make_id (gpointer data)
{
  guint *counter = data;

  return g_strdup (store_test_uuid (++*counter));
}

static gboolean
add (IsoStore *store, const Files *files, const char *read, guint *counter, GError **error)
{
  const IsoMeasuredLayout layouts[] = {
    { g_ptr_array_index (files->layouts, 0), files->readouts[0], 0 },
    { g_ptr_array_index (files->layouts, 1), files->readouts[1], 0 },
  };

  return iso_edit_add_measured_layouts (store, &store_test_stamp, files->experiment, layouts, 2, read, NULL, make_id, counter, error);
}

static char *
get_plate (IsoStore *store, const char *name)
{
  g_autoptr (IsoStatement) row = iso_db_query (iso_store_db (store), NULL, "SELECT id FROM plate WHERE name = ?", "t", name);

  g_assert_true (iso_statement_next (row, NULL));
  return g_strdup (iso_statement_text (row, 0));
}

/* The same records as from joining the files. */
static void
test_layouts (void)
{
  g_auto (Files) files = { NULL };
  g_autoptr (IsoStore) store = store_test_new (NULL);
  g_autofree char *empty = store_test_dump (store);
  g_autofree char *full = NULL;
  g_autofree char *back = NULL;
  g_autofree char *again = NULL;
  g_autoptr (IsoExperiment) actual = NULL;
  g_autoptr (GError) error = NULL;
  guint counter = 0;

  read_files (&files);
  add_outside (store, &files);
  add (store, &files, NULL, &counter, &error);
  g_assert_no_error (error);
  g_assert_cmpint (iso_history_position (store), ==, 1);
  actual = iso_assemble_experiment (store, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < 2; i++)
    g_assert_true (iso_experiment_join (files.experiment, g_ptr_array_index (files.layouts, i),
                                        g_ptr_array_index (files.readouts[i]->plates, 0), NULL, NULL, files.readouts[i]->file, NULL));
  g_assert_cmpint (actual->response, ==, ISO_RESPONSE_SIGNAL);
  g_assert_cmpuint (actual->runs->len, ==, 2);
  g_assert_cmpstr (iso_experiment_run (actual, 1), ==, "day 2");
  g_assert_cmpuint (actual->records->len, ==, files.experiment->records->len);
  for (guint i = 0; i < actual->records->len; i++)
    {
      const IsoRecord *one = &g_array_index (actual->records, IsoRecord, i);
      const IsoRecord *two = &g_array_index (files.experiment->records, IsoRecord, i);

      g_assert_cmpint (one->role, ==, two->role);
      g_assert_cmpint (one->sample, ==, two->sample);
      g_assert_cmpuint (one->run, ==, two->run);
      g_assert_cmpint (one->well, ==, two->well);
      g_assert_cmpuint (one->line, ==, two->line);
      g_assert_cmpint (one->flag, ==, two->flag);
      iso_assert_close (one->response, two->response, 0);
      g_assert_cmpuint (one->n_doses, ==, two->n_doses);
      for (guint j = 0; j < one->n_doses; j++)
        iso_assert_close (one->doses[j].achieved, two->doses[j].achieved, 0);
    }

  full = store_test_dump (store);
  g_assert_true (iso_history_undo (store, &store_test_stamp, NULL));
  back = store_test_dump (store);
  g_assert_cmpstr (back, ==, empty);
  g_assert_true (iso_history_redo (store, &store_test_stamp, NULL));
  again = store_test_dump (store);
  g_assert_cmpstr (again, ==, full);
}

/* What the project has stays: its title, the order of its drugs, its names. */
static void
test_beside_others (void)
{
  g_auto (Files) files = { NULL };
  g_autoptr (IsoStore) store = store_test_new (NULL);
  g_auto (IsoExperimentRow) head = { NULL };
  g_autoptr (GPtrArray) drugs = NULL;
  guint counter = 0;

  read_files (&files);
  add_outside (store, &files);
  g_assert_true (iso_edit_set_experiment (store, &store_test_stamp, "e", "Mine", "A note", "", "", NULL));
  g_assert_true (iso_edit_add_drug (store, &store_test_stamp, "d", "y", "µM", NULL));
  g_assert_true (add (store, &files, NULL, &counter, NULL));
  g_assert_true (iso_lookup_experiment (iso_store_db (store), &head, NULL));
  g_assert_cmpstr (head.title, ==, "Mine");
  g_assert_cmpstr (head.note, ==, "A note");
  g_assert_cmpstr (head.response, ==, "signal");
  drugs = iso_lookup_entities (iso_store_db (store), ISO_ENTITY_DRUG, NULL);
  g_assert_cmpuint (drugs->len, ==, 2);
  g_assert_cmpstr (((IsoEntityRow *) g_ptr_array_index (drugs, 0))->unit, ==, "µM");
  g_assert_cmpstr (((IsoEntityRow *) g_ptr_array_index (drugs, 1))->name, ==, "x");
}

/* Nothing is changed by what is refused. */
static void
check_refused (IsoStore *store, const Files *files, const char *read, IsoErrorCode code, const char *says)
{
  g_autofree char *before = store_test_dump (store);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  gint64 position = iso_history_position (store);
  guint counter = 100;

  g_assert_false (add (store, files, read, &counter, &error));
  g_assert_error (error, ISO_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, says));
  after = store_test_dump (store);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (iso_history_position (store), ==, position);
}

static void
test_refused (void)
{
  g_auto (Files) files = { NULL };
  g_autoptr (IsoStore) store = store_test_new (NULL);
  g_autoptr (IsoStore) unread = store_test_new (NULL);
  g_autoptr (IsoStore) other = store_test_new (NULL);
  g_autoptr (IsoStore) masses = store_test_new (NULL);
  guint counter = 0;

  read_files (&files);
  add_outside (store, &files);
  check_refused (store, &files, "690", ISO_ERROR_NO_DATA, "no read called “690”");
  g_assert_true (add (store, &files, NULL, &counter, NULL));
  check_refused (store, &files, NULL, ISO_ERROR_RANGE, "“one”");   /* plates of these names are there now */

  add_outside (other, &files);
  g_assert_true (iso_edit_set_experiment (other, &store_test_stamp, "e", "", "", "viability", "percent", NULL));
  check_refused (other, &files, NULL, ISO_ERROR_UNITS, "“viability”");

  add_outside (masses, &files);
  g_assert_true (iso_edit_add_drug (masses, &store_test_stamp, "d", "y", "mg/L", NULL));
  check_refused (masses, &files, NULL, ISO_ERROR_UNITS, "y");

  check_refused (unread, &files, NULL, ISO_ERROR_RANGE, "");   /* the reads were not put in: a key would lead nowhere */
}

static void
test_link (void)
{
  g_auto (Files) files = { NULL };
  g_autoptr (IsoStore) store = store_test_new (NULL);
  g_autoptr (IsoEntityRow) row = NULL;
  g_autofree char *plate = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  guint counter = 0;

  read_files (&files);
  add_outside (store, &files);
  g_assert_true (add (store, &files, NULL, &counter, NULL));
  plate = get_plate (store, "one");
  g_assert_true (iso_edit_link_readout (store, &store_test_stamp, plate, files.readouts[1], 0, NULL, NULL, &error));
  g_assert_cmpint (iso_history_position (store), ==, 2);
  expected = iso_outside_read_id (files.readouts[1], 0, 0);
  g_assert_true (iso_lookup_entity (iso_store_db (store), ISO_ENTITY_PLATE, plate, &row, NULL));
  g_assert_cmpstr (row->signal, ==, expected);
  g_assert_null (row->reference);

  before = store_test_dump (store);
  g_assert_false (iso_edit_link_readout (store, &store_test_stamp, plate, files.readouts[0], 0, NULL, "690", &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_NO_DATA);
  g_clear_error (&error);
  g_assert_false (iso_edit_link_readout (store, &store_test_stamp, "nowhere", files.readouts[0], 0, NULL, NULL, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
  after = store_test_dump (store);
  g_assert_cmpstr (after, ==, before);   /* a signal without its reference is half an edit */
  g_assert_cmpint (iso_history_position (store), ==, 2);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/edit-measured/layouts", test_layouts);
  g_test_add_func ("/edit-measured/beside-others", test_beside_others);
  g_test_add_func ("/edit-measured/refused", test_refused);
  g_test_add_func ("/edit-measured/link", test_link);
  return g_test_run ();
}
