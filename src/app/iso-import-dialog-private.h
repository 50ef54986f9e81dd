/* iso-import-dialog-private.h - what the files of the assistant share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-figure-view.h"
#include "iso-import-dialog.h"

G_BEGIN_DECLS

/* A line of the list: a plate, or a file without one. */
typedef struct
{
  guint    file;
  gboolean has_plate;
  guint    plate;
} Line;

struct _IsoImportDialog
{
  AdwWindow parent_instance;

  IsoImportPlan  *plan;           /* (owned) */
  IsoProject     *project;        /* (owned) that it goes to */
  GFile          *folder;         /* (owned) (nullable) */
  GArray         *lines;          /* (owned) of Line, as in the list */
  GtkStringList  *rows;           /* (owned) a row for each line, without a text */
  GPtrArray      *bound;          /* (owned) of GtkListItem: the rows that are seen */
  GtkSingleSelection *selection;  /* (owned) */
  GPtrArray      *reads;          /* (owned) of char *: labels, as in the row "read" */
  GArray         *picks;          /* (owned) of IsoReadPick, as in the row "pick" */
  GPtrArray      *references;     /* (owned) of char *: labels, as in the row "reference" after the first */
  GCancellable   *taking;         /* (owned) (nullable) while it is being imported */
  gboolean        updating;       /* the choices are shown, not made */
  gboolean        chosen;         /* a line of the list, by a person or because it was the first plate */
  gboolean        ended;

  AdwLeaflet          *leaflet;
  GtkListView         *list;
  GtkScrolledWindow   *details;
  GtkButton           *take;
  GtkSpinner          *spinner;
  GtkLabel            *file_problem;
  IsoFigureView       *preview;
  GtkBox              *notices;
  AdwPreferencesGroup *plate_group;
  AdwPreferencesGroup *file_group;
  AdwPreferencesGroup *reason_group;
  AdwComboRow         *read;
  AdwComboRow         *reference;
  AdwComboRow         *target;
  AdwEntryRow         *run;
  GtkMenuButton       *runs;         /* the experiments that there are */
  AdwComboRow         *reader;
  AdwComboRow         *separator;
  AdwComboRow         *decimal;
  AdwComboRow         *wells;
  AdwComboRow         *pick;
  GtkProgressBar      *progress;
  AdwPreferencesGroup *column_group;
  GPtrArray           *column_rows;   /* (owned) of AdwComboRow, which the group owns */
  GtkLabel            *marks;
  AdwActionRow        *turned_row;
  GtkSwitch           *turned;
  GtkLabel            *reasons;
  GtkLabel            *outcome;
  GtkLabel            *problem;
};

/* iso-import-list.c: the list, and what is chosen in it; NULL if nothing is, or it is no plate */
void                  iso_import_dialog_init_list (IsoImportDialog *self);
void                  iso_import_dialog_show_list (IsoImportDialog *self);
const Line           *iso_import_dialog_get_line  (IsoImportDialog *self);
const IsoImportPlate *iso_import_dialog_get_plate (IsoImportDialog *self);

/* iso-import-show.c: from the plan to the widgets */
#define ISO_IMPORT_N_SIZES 7
extern const guint iso_import_sizes[ISO_IMPORT_N_SIZES];   /* as in the row "wells", after the first */

char       *iso_import_plate_title         (const IsoImportPlate *plate);
void        iso_import_show_error          (GtkLabel *label, const GError *error);   /* with its place; hides the label for NULL */
IsoFigure  *iso_import_build_preview       (const IsoFigureStyle *style, double width_pt, double height_pt, gpointer self);
void        iso_import_dialog_show_details (IsoImportDialog *self);
void        iso_import_dialog_show_outcome (IsoImportDialog *self);

/* iso-import-columns.c: what the columns of an unknown table are */
void        iso_import_dialog_show_columns (IsoImportDialog *self, const IsoImportSight *sight);   /* NULL sight: hides them */
GPtrArray  *iso_import_dialog_get_meanings (IsoImportDialog *self);                                 /* of const char *, to be freed */

G_END_DECLS
