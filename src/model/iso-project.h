/* iso-project.h - an open project: its lists, its properties, and every edit a person can make
 *
 * Opening, creating, saving and exporting run in a worker; edits and every signal belong to the main thread. Objects change in one
 * way only: an edit, undo, redo or restore is committed, the file tells which rows it changed, and just those are read again. Nothing
 * is emitted before the commit. An edit that is refused changes nothing and emits nothing.
 *
 * A project may be untitled: it belongs to no file until it is saved as one, and its edits are kept and recovered all the same. One
 * that was just made and not touched yet is not modified: nothing would be lost.
 *
 * Properties, all read-only with notify when they differ: "title" (of the experiment, else the name of the file), "subtitle" (the
 * file's name and what is special about it), "note", "response", "scale" (the experiment's own words), "file" (GFile, NULL while
 * nothing is open, or it is untitled), "undo-label" and "redo-label" (what would be undone or done again, as a sentence in the person's
 * language; NULL if nothing can be), "modified", "busy" (a worker is at it), "can-undo", "can-redo", "recovered" (edits that were never saved are
 * open), "damaged" (there were such edits and they could not be read), "changed-by-others" (the file is not the one that was opened
 * or saved), "read-only" (after "failed"), "open".
 *
 * Signals: "failed" (a sentence): an edit stands in the file, and the project cannot be read any more; nothing can be changed from now
 * on; "setting-changed" (name, detailed by it); "cells-changed" (id of the sample); "preparation-changed" (id of the drug, NULL for the
 * experiment, and name); "changed" (whether it may change the analysis), after all objects of an edit
 * have been brought up to date.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-content.h"
#include "iso-import-choices.h"
#include "iso-project-list.h"
#include "iso-project-plate.h"
#include "iso-project-stock.h"
#include "iso-project-step.h"
#include "iso-question.h"

G_BEGIN_DECLS

/* The world around a project. Texts are copied. */
typedef struct
{
  const char *root;              /* folder for work copies */
  const char *who;
  const char *zone;              /* "Europe/Berlin" */
  gint64    (*now) (gpointer data);   /* UTC, milliseconds since 1970 */
  IsoIdFunc   new_id;
  gpointer    data;
} IsoProjectHost;

#define ISO_TYPE_PROJECT (iso_project_get_type ())
G_DECLARE_FINAL_TYPE (IsoProject, iso_project, ISO, PROJECT, GObject)

/* Nothing is open yet. NULL host, or NULL in its place: this computer's folder, clock and zone, this person, and chance for the ids. */
IsoProject *iso_project_new (const IsoProjectHost *host);

/* Errors: UNSUPPORTED for a file that is not on this computer, BUSY (open elsewhere), CANCELLED, and those of iso_work_open () and
 * iso_work_create (). `file` of create must not be there; NULL makes an untitled project. Nothing may be open. */
void     iso_project_open_async    (IsoProject *self, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean iso_project_open_finish   (IsoProject *self, GAsyncResult *result, GError **error);
void     iso_project_create_async  (IsoProject *self, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean iso_project_create_finish (IsoProject *self, GAsyncResult *result, GError **error);

/* A new project that holds what a text says (iso_content_read_json ()): a template, the example. Its history is empty. NULL file: it is
 * untitled. Errors besides: those of the text. */
void     iso_project_create_from_text_async  (IsoProject *self, GFile *file, GBytes *text, GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer data);
gboolean iso_project_create_from_text_finish (IsoProject *self, GAsyncResult *result, GError **error);

/* Edits may go on meanwhile; those that came too late for the file leave the project modified. A file that others changed is left
 * alone unless `overwrite`: BUSY. UNSUPPORTED for an untitled project. Cancelling helps until the worker has begun. */
void     iso_project_save_async    (IsoProject *self, gboolean overwrite, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer data);
gboolean iso_project_save_finish   (IsoProject *self, GAsyncResult *result, GError **error);

/* To another file, with which the work goes on; a file that is there is replaced if `overwrite`, else RANGE. Edits are refused meanwhile:
 * BUSY. See iso_work_save_as (). */
void     iso_project_save_as_async  (IsoProject *self, GFile *file, gboolean overwrite, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer data);
gboolean iso_project_save_as_finish (IsoProject *self, GAsyncResult *result, GError **error);

/* A copy elsewhere; see iso_work_export (). */
void     iso_project_export_async  (IsoProject *self, GFile *file, gboolean with_history, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer data);
gboolean iso_project_export_finish (IsoProject *self, GAsyncResult *result, GError **error);

/* Tables, or readers' exports, alone for plates that are planned already, or with their layouts: a worker reads them, and then all of it
 * is one edit. What the readers found is added to the findings. `choices` (may be NULL) is copied. If something must be asked first,
 * nothing is changed, and finish returns FALSE with a `question`, to be freed; else with an error. Errors besides those of reading:
 * NO_DATA if it is not plain what belongs where, UNITS for what does not go with what is in the project, CANCELLED, BUSY. */
void     iso_project_import_async  (IsoProject *self, GFile *const *files, guint n, const IsoImportChoices *choices,
                                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean iso_project_import_finish (IsoProject *self, GAsyncResult *result, IsoQuestion **question, GError **error);

/* Ends the work: all lists are empty afterwards. `discard`: what was not saved is thrown away; else it is kept for the next opening.
 * A worker that is still reading or writing ends first; the project is busy until then. A project that is let go of while it is open
 * keeps what was not saved. */
void     iso_project_close         (IsoProject *self, gboolean discard);

/* Looks whether somebody else changed the file, in a worker. It looks by itself when the system says that the file was touched. */
void     iso_project_look          (IsoProject *self);

gboolean    iso_project_is_open               (IsoProject *self);
GFile      *iso_project_get_file              (IsoProject *self);
const char *iso_project_get_title             (IsoProject *self);
const char *iso_project_get_experiment_title  (IsoProject *self);   /* as it was given; "" for none */
const char *iso_project_get_subtitle          (IsoProject *self);
const char *iso_project_get_note              (IsoProject *self);
const char *iso_project_get_response          (IsoProject *self);
const char *iso_project_get_scale             (IsoProject *self);
gboolean    iso_project_get_modified          (IsoProject *self);
gboolean    iso_project_get_busy              (IsoProject *self);
gboolean    iso_project_get_can_undo          (IsoProject *self);
gboolean    iso_project_get_can_redo          (IsoProject *self);
const char *iso_project_get_undo_label        (IsoProject *self);   /* NULL: nothing to undo */
const char *iso_project_get_redo_label        (IsoProject *self);
gboolean    iso_project_get_recovered         (IsoProject *self);
gboolean    iso_project_get_damaged           (IsoProject *self);
gboolean    iso_project_get_changed_by_others (IsoProject *self);
gboolean    iso_project_get_read_only         (IsoProject *self);
const char *iso_project_get_setting           (IsoProject *self, const char *name);   /* NULL: the program's own */

/* The things of one kind: a list of IsoProjectItem. The same list for as long as the project is there. */
IsoProjectList *iso_project_get_list     (IsoProject *self, IsoEntity entity);
GListModel     *iso_project_get_history  (IsoProject *self);   /* of IsoProjectStep, from the oldest */
GListModel     *iso_project_get_sources  (IsoProject *self);   /* of IsoProjectSource */
GListModel     *iso_project_get_reads    (IsoProject *self);   /* of IsoProjectRead */
GListModel     *iso_project_get_findings (IsoProject *self);   /* of IsoFinding: of what was imported since the project was opened */

/* What it is prepared from, and how. All bottles of all drugs, by their order: a list of IsoProjectStock, the same for as long as the
 * project is there. */
GListModel      *iso_project_get_stocks      (IsoProject *self);
IsoProjectStock *iso_project_get_used_stock  (IsoProject *self, const char *drug);                     /* NULL: none is in use */
const IsoCells  *iso_project_get_cells       (IsoProject *self, const char *sample);                   /* NULL: nothing is known */
const char      *iso_project_get_preparation (IsoProject *self, const char *drug, const char *name);   /* NULL drug: of the experiment; NULL:
                                                                                                          the house's own */

/* Everything that is planned, without what was measured, for iso_outline_from_content (); to be freed. Errors: CORRUPT. */
IsoContent      *iso_project_get_planned     (IsoProject *self, GError **error);

/* Edits: see iso-edit.h for meanings and errors. Those that add return the new id, to be freed, or NULL. */
gboolean iso_project_set_experiment     (IsoProject *self, const char *title, const char *note, const char *response, const char *scale,
                                         GError **error);
char    *iso_project_add_drug           (IsoProject *self, const char *name, const char *unit, GError **error);
gboolean iso_project_set_unit           (IsoProject *self, const char *drug, const char *unit, GError **error);
char    *iso_project_add_sample         (IsoProject *self, const char *name, GError **error);
char    *iso_project_add_run            (IsoProject *self, const char *name, GError **error);
gboolean iso_project_set_read_on        (IsoProject *self, const char *run, const char *day, GError **error);   /* also as "31 Mar 2027" */
char    *iso_project_add_plate          (IsoProject *self, const char *name, const char *run, guint wells, GError **error);
gboolean iso_project_set_run            (IsoProject *self, const char *plate, const char *run, GError **error);
char    *iso_project_add_figure         (IsoProject *self, const char *kind, const char *name, GError **error);
gboolean iso_project_rename             (IsoProject *self, IsoEntity entity, const char *id, const char *name, GError **error);
gboolean iso_project_remove             (IsoProject *self, IsoEntity entity, const char *id, GError **error);
gboolean iso_project_move               (IsoProject *self, IsoEntity entity, const char *id, guint place, GError **error);
gboolean iso_project_set_wells          (IsoProject *self, const char *plate, const IsoWellEdit *wells, guint n, GError **error);
char    *iso_project_add_layout         (IsoProject *self, const IsoExperiment *experiment, const IsoLayout *layout, GError **error);
gboolean iso_project_add_experiment     (IsoProject *self, const IsoExperiment *experiment, const IsoTableSource *source, GError **error);
gboolean iso_project_exclude            (IsoProject *self, const char *plate, const IsoWellPlace *wells, guint n, const char *reason,
                                         GError **error);
gboolean iso_project_include            (IsoProject *self, const char *plate, const IsoWellPlace *wells, guint n, GError **error);
gboolean iso_project_link               (IsoProject *self, const char *plate, const char *purpose, const char *read, GError **error);
gboolean iso_project_set_setting        (IsoProject *self, const char *name, const char *value, GError **error);
gboolean iso_project_set_figure_setting (IsoProject *self, const char *figure, const char *name, const char *value, GError **error);

char    *iso_project_add_stock          (IsoProject *self, const char *drug, const IsoBottle *bottle, GError **error);
gboolean iso_project_change_stock       (IsoProject *self, const char *stock, const IsoBottle *bottle, GError **error);
gboolean iso_project_remove_stock       (IsoProject *self, const char *stock, GError **error);
gboolean iso_project_use_stock          (IsoProject *self, const char *stock, GError **error);
gboolean iso_project_set_cells          (IsoProject *self, const char *sample, const IsoCells *cells, GError **error);
gboolean iso_project_set_preparation    (IsoProject *self, const char *drug, const char *name, const char *value, GError **error);

/* Several edits as one: objects learn of them at the end. `done` FALSE takes everything since the begin back. */
gboolean iso_project_begin_edit (IsoProject *self, const char *verb, const char *const *args, GError **error);
gboolean iso_project_end_edit   (IsoProject *self, gboolean done, GError **error);

gboolean iso_project_undo       (IsoProject *self, GError **error);
gboolean iso_project_redo       (IsoProject *self, GError **error);
gboolean iso_project_restore    (IsoProject *self, gint64 seq, GError **error);   /* to how it was after this row; 0: empty */

/* The same in a worker, for a step of so much that it would hold the window: undo, redo, or restore to `seq`. Edits are refused
 * meanwhile: BUSY. Errors: as iso_history_undo (), BUSY; CANCELLED if the project was closed meanwhile. */
gboolean iso_project_is_large_step (IsoProject *self, IsoHistoryKind kind, gint64 seq);
void     iso_project_step_async    (IsoProject *self, IsoHistoryKind kind, gint64 seq, GAsyncReadyCallback callback, gpointer data);
gboolean iso_project_step_finish   (IsoProject *self, GAsyncResult *result, GError **error);

/* Gives up the step that a worker makes, if there is one: nothing is changed then, and its answer is CANCELLED. One that is made already
 * stays. */
void     iso_project_cancel_step   (IsoProject *self);

/* How far the edit of a worker is, a step or an import, 0 to 1; negative while there is none. Property "progress". */
double   iso_project_get_progress  (IsoProject *self);

G_END_DECLS
