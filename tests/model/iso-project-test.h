/* iso-project-test.h - projects for the tests of model: in a folder of their own, with a fixed clock and ids by number
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project.h"

G_BEGIN_DECLS

typedef struct
{
  char           *folder;
  char           *root;     /* of work copies */
  char           *path;     /* nothing is there yet */
  GFile          *file;
  guint           ids;
  IsoProjectHost  host;
  IsoProject     *project;
} ProjectFixture;

void project_test_set_up    (ProjectFixture *fixture, gconstpointer data);
void project_test_tear_down (ProjectFixture *fixture, gconstpointer data);

/* GAsyncReadyCallback; `data` is a GAsyncResult **. */
void project_test_keep_cb   (GObject *source, GAsyncResult *result, gpointer data);

typedef gboolean (*ProjectTestFinish) (IsoProject *project, GAsyncResult *result, GError **error);

/* Waits for an answer; -1 if it was good, else the code of the error. */
int  project_test_wait   (IsoProject *project, GAsyncResult **result, ProjectTestFinish finish);

int  project_test_open   (IsoProject *project, GFile *file, GCancellable *cancellable);
int  project_test_create (IsoProject *project, GFile *file);
int  project_test_save   (IsoProject *project, gboolean overwrite, GCancellable *cancellable);

/* Until no worker is at the project and nothing waits to be done. */
void project_test_settle (IsoProject *project);

G_END_DECLS
