/* iso-window-import.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-window-private.h"

#include "iso-import-dialog.h"
#include "iso-paste.h"
#include "iso-project-source.h"

#include <glib/gi18n.h>

/* A reading of more files than this shows how far it is. */
#define MANY_FILES 50

/* Values in all reads of the project. */
static guint
count_values (IsoProject *project)
{
  GListModel *reads = iso_project_is_open (project) ? iso_project_get_reads (project) : NULL;
  guint n = 0;

  for (guint i = 0; reads != NULL && i < g_list_model_get_n_items (reads); i++)
    {
      g_autoptr (IsoProjectRead) read = g_list_model_get_item (reads, i);

      n += iso_project_read_get_readings (read);
    }
  return n;
}

/* What came in, and the way back. A layout brings no values, and neither does what was there before. */
static void
tell_import (IsoWindow *self)
{
  guint n = count_values (self->project) - self->read_before;
  g_autofree char *first = g_file_get_basename (g_ptr_array_index (self->files, 0));
  g_autofree char *text = NULL;

  if (n == 0)
    text = g_strdup (iso_project_get_undo_label (self->project));
  else if (self->files->len == 1)
    text = g_strdup_printf (ngettext ("“%s” brought %u value", "“%s” brought %u values", n), first, n);
  else
    text = g_strdup_printf (ngettext ("%u value came in from %u files", "%u values came in from %u files", n), n, self->files->len);
  iso_window_show_toast (self, text, TRUE);
}

static gboolean
can_go_apart (IsoWindow *self, const GError *error)
{
  return g_error_matches (error, ISO_ERROR, ISO_ERROR_UNITS) && self->files != NULL && !iso_paste_made (g_ptr_array_index (self->files, 0));
}

static void
end_import (IsoWindow *self, gboolean done, const GError *error)
{
  gboolean fresh = self->fresh;

  if (fresh && !done && iso_project_is_open (self->project))
    iso_project_close (self->project, TRUE);
  self->fresh = FALSE;
  iso_window_end_wait (self);
  if (self->files != NULL)
    iso_paste_forget (self->files);
  if (done)
    {
      if (fresh)
        iso_window_begin_work (self);
      else
        tell_import (self);
      if (fresh && self->files->len == 1 && !iso_paste_made (g_ptr_array_index (self->files, 0)))
        iso_window_remember_file (self, g_ptr_array_index (self->files, 0));
      g_clear_pointer (&self->files, g_ptr_array_unref);
    }
  iso_window_set_error (self, error);
  if (!fresh && !done && can_go_apart (self, error))
    {
      self->apart = g_ptr_array_ref (self->files);
      iso_window_update (self);
    }
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IsoWindow) self = data;
  g_autoptr (IsoQuestion) question = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done = iso_project_import_finish (ISO_PROJECT (source), result, &question, &error);

  if (iso_window_is_gone (self))
    return;
  if (question == NULL)
    {
      end_import (self, done, error);
      return;
    }
  self->question = g_steal_pointer (&question);
  iso_question_page_set_question (self->question_page, self->question, !self->fresh);
  iso_window_end_wait (self);
}

static void
import_files (IsoWindow *self, const IsoImportChoices *choices)
{
  iso_project_import_async (self->project, (GFile *const *) self->files->pdata, self->files->len, choices, self->cancellable, imported_cb,
                            g_object_ref (self));
}

/* --- the assistant ---------------------------------------------------------------------------------------------------------------- */

static void
ended_cb (IsoWindow *self, gboolean taken)
{
  if (!iso_window_is_gone (self))
    end_import (self, taken, NULL);
}

static IsoImportDialog *
show_assistant (IsoWindow *self, IsoImportPlan *plan)
{
  g_autoptr (GFile) folder = iso_window_dup_last_folder (self);
  IsoImportDialog *dialog = iso_import_dialog_new (GTK_WINDOW (self), plan, folder);

  g_signal_connect_object (dialog, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
  iso_window_end_wait (self);
  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}

static void
take_tables (IsoWindow *self, IsoImportPlan *plan)
{
  g_clear_pointer (&self->files, g_ptr_array_unref);
  self->files = iso_import_plan_list_files (plan);
  import_files (self, NULL);
}

/* Tables alone, and the assistant has shown how far their reading was, or asked what their columns are: there is nothing more to choose. */
static void
early_cb (IsoImportDialog *dialog, IsoImportPlan *plan)
{
  IsoWindow *self = ISO_WINDOW (gtk_window_get_transient_for (GTK_WINDOW (dialog)));

  if (iso_import_plan_get_busy (plan) || iso_import_plan_has_unknown (plan))
    return;
  g_signal_handlers_disconnect_by_func (plan, early_cb, dialog);
  if (iso_import_plan_has_exports (plan) || iso_import_plan_get_n_files (plan) == 0 || iso_window_is_gone (self))
    return;
  g_signal_handlers_disconnect_by_func (dialog, ended_cb, self);
  iso_window_begin_wait (self);
  take_tables (self, plan);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* Exports of readers are looked at by the person; a table says by itself what it is, or asks one question. */
static void
looked_cb (IsoWindow *self, IsoImportPlan *looked)
{
  g_autoptr (IsoImportPlan) plan = NULL;

  if (looked != self->plan || iso_import_plan_get_busy (looked))
    return;
  plan = g_steal_pointer (&self->plan);
  g_signal_handlers_disconnect_by_data (plan, self);
  if (iso_window_is_gone (self))
    return;
  if (g_cancellable_is_cancelled (self->cancellable))
    end_import (self, FALSE, NULL);
  else if (iso_import_plan_has_exports (plan))
    show_assistant (self, plan);
  else if (iso_import_plan_has_unknown (plan))
    g_signal_connect_object (plan, "changed", G_CALLBACK (early_cb), show_assistant (self, plan), G_CONNECT_SWAPPED);
  else
    take_tables (self, plan);
}

/* Many files: the assistant shows how far it is, and can be left. */
static void
progress_cb (IsoWindow *self, IsoImportPlan *looked)
{
  g_autoptr (IsoImportPlan) plan = NULL;
  IsoImportDialog *dialog;
  guint done, total;

  if (looked != self->plan || !iso_import_plan_get_progress (looked, &done, &total) || total < MANY_FILES || iso_window_is_gone (self))
    return;
  plan = g_steal_pointer (&self->plan);
  g_signal_handlers_disconnect_by_data (plan, self);
  dialog = show_assistant (self, plan);
  g_signal_connect_object (plan, "changed", G_CALLBACK (early_cb), dialog, G_CONNECT_SWAPPED);
}

static void
look_at_files (IsoWindow *self)
{
  g_clear_object (&self->plan);
  self->plan = iso_import_plan_new (self->project, (GFile *const *) self->files->pdata, self->files->len);
  iso_import_plan_read (self->plan);
  g_signal_connect_object (self->plan, "changed", G_CALLBACK (looked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->plan, "progress", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cancellable, "cancelled", G_CALLBACK (iso_import_plan_cancel), self->plan, G_CONNECT_SWAPPED);
}

/* --- the beginning ----------------------------------------------------------------------------------------------------------------- */

static void
created_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IsoWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (iso_window_is_gone (self))
    return;
  if (iso_project_create_finish (ISO_PROJECT (source), result, &error))
    look_at_files (self);
  else
    end_import (self, FALSE, error);
}

/* Into the project that is open, or into a new one. */
void
iso_window_begin_import (IsoWindow *self, GPtrArray *files)
{
  g_clear_pointer (&self->question, iso_question_free);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  self->files = g_ptr_array_ref (files);
  self->fresh = !iso_project_is_open (self->project);
  self->read_before = count_values (self->project);
  if (!iso_paste_made (g_ptr_array_index (files, 0)))
    iso_window_set_last_folder (self, g_ptr_array_index (files, 0));
  iso_window_begin_wait (self);
  if (self->fresh)
    iso_project_create_async (self->project, NULL, self->cancellable, created_cb, g_object_ref (self));
  else
    look_at_files (self);
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IsoWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) files = iso_paste_finish (result, &error);

  if (iso_window_is_gone (self))
    return;
  if (files != NULL && g_list_model_get_n_items (files) > 0)
    iso_window_import (self, files);
  else if (error != NULL)
    iso_window_show_toast (self, error->message, FALSE);
}

static void
paste_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoWindow *self = ISO_WINDOW (widget);

  if (self->cancellable == NULL && self->question == NULL)
    iso_paste_async (widget, pasted_cb, g_object_ref (self));
}

/* What cannot go into this project, as it holds something of another kind, becomes one of its own. */
static void
import_apart_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoWindow *self = ISO_WINDOW (widget);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);

  for (guint i = 0; self->apart != NULL && i < self->apart->len; i++)
    g_list_store_append (files, g_ptr_array_index (self->apart, i));
  iso_window_set_error (self, NULL);
  iso_window_open (self, G_LIST_MODEL (files));
}

/* Ctrl+V where nothing else takes it: a table copied in a spreadsheet, or copied files. */
void
iso_window_install_import_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.import-apart", NULL, import_apart_cb);
  gtk_widget_class_install_action (widget_class, "win.paste-data", NULL, paste_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "win.paste-data", NULL);
}

/* The person says what the numbers of a table are, or where its layouts go. */
void
iso_window_answer (IsoWindow *self, guint choice)
{
  const IsoImportChoices choices = g_array_index (self->question->choices, IsoMeaning, choice).choices;

  g_clear_pointer (&self->question, iso_question_free);
  iso_window_begin_wait (self);
  import_files (self, &choices);
}

/* Forgets an error or a question, and goes back to what was there before. */
void
iso_window_dismiss (IsoWindow *self)
{
  if (self->question != NULL)
    {
      g_clear_pointer (&self->question, iso_question_free);
      end_import (self, FALSE, NULL);
    }
  iso_window_set_error (self, NULL);
}
