/* iso-import-dialog.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-import-dialog-private.h"

#include "iso-accessible.h"
#include "iso-compat.h"
#include "iso-paste.h"
#include "iso-resources.h"

#include <glib/gi18n.h>
#include <string.h>

#define MANY_FILES 20

G_DEFINE_FINAL_TYPE (IsoImportDialog, iso_import_dialog, ADW_TYPE_WINDOW)

static guint ended;

/* A few files are read, and taken, before anybody could see how far. */
static void
show_taking (IsoImportDialog *self)
{
  double progress = iso_project_get_progress (self->project);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->progress), progress >= 0 && self->lines->len >= MANY_FILES);
  if (progress < 0)
    return;
  text = g_strdup_printf (_("Importing: %.0f\u00a0%%"), 100 * progress);
  gtk_progress_bar_set_text (self->progress, text);
  gtk_progress_bar_set_fraction (self->progress, progress);
}

static void
show_progress (IsoImportDialog *self)
{
  g_autofree char *text = NULL;
  guint done = 0, total = 0;
  gboolean shown = iso_import_plan_get_busy (self->plan) && iso_import_plan_get_progress (self->plan, &done, &total) && total >= MANY_FILES;

  if (self->taking != NULL)
    {
      show_taking (self);
      return;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->progress), shown);
  if (!shown)
    return;
  text = g_strdup_printf (_("Reading: %u of %u files"), done, total);
  gtk_progress_bar_set_text (self->progress, text);
  gtk_progress_bar_set_fraction (self->progress, (double) done / total);
}

static void
update (IsoImportDialog *self)
{
  gboolean busy = iso_import_plan_get_busy (self->plan) || self->taking != NULL;

  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.take", !busy && iso_import_plan_get_problem (self->plan) == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.add", self->taking == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->leaflet), self->taking == NULL);
  show_progress (self);
  self->updating = TRUE;
  iso_import_dialog_show_list (self);
  self->updating = FALSE;
  iso_import_dialog_show_details (self);
  iso_import_dialog_show_outcome (self);
  iso_import_show_error (self->problem, busy ? NULL : iso_import_plan_get_problem (self->plan));
}

/* --- choices ---------------------------------------------------------------------------------------------------------------------- */

static void
row_selected_cb (IsoImportDialog *self)
{
  if (self->plan == NULL || self->updating)
    return;
  self->chosen = TRUE;
  iso_import_dialog_show_details (self);
}

static void
row_activated_cb (IsoImportDialog *self)
{
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->details));
}

static void
read_chosen_cb (IsoImportDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->read);

  if (!self->updating && iso_import_dialog_get_plate (self) != NULL && selected < self->reads->len)
    iso_import_plan_set_read (self->plan, iso_import_dialog_get_line (self)->plate, g_ptr_array_index (self->reads, selected));
}

static void
reference_chosen_cb (IsoImportDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->reference);

  if (!self->updating && iso_import_dialog_get_plate (self) != NULL && selected <= self->references->len)
    iso_import_plan_set_reference (self->plan, iso_import_dialog_get_line (self)->plate,
                                   selected > 0 ? g_ptr_array_index (self->references, selected - 1) : NULL);
}

static void
target_chosen_cb (IsoImportDialog *self)
{
  const IsoImportPlate *plate = self->updating ? NULL : iso_import_dialog_get_plate (self);
  guint selected = adw_combo_row_get_selected (self->target);

  if (plate != NULL && selected < plate->targets->len)
    iso_import_plan_set_target (self->plan, iso_import_dialog_get_line (self)->plate, selected);
}

static void
run_chosen_cb (IsoImportDialog *self)
{
  if (!self->updating && iso_import_dialog_get_plate (self) != NULL)
    iso_import_plan_set_run (self->plan, iso_import_dialog_get_line (self)->plate, gtk_editable_get_text (GTK_EDITABLE (self->run)));
}

/* One of those that there are. */
static void
choose_run_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  IsoImportDialog *self = ISO_IMPORT_DIALOG (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->run), g_variant_get_string (parameter, NULL));
  run_chosen_cb (self);
}

static void
reader_chosen_cb (IsoImportDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->reader);

  if (!self->updating && iso_import_dialog_get_line (self) != NULL && selected != GTK_INVALID_LIST_POSITION)
    iso_import_plan_set_reader (self->plan, iso_import_dialog_get_line (self)->file, selected > 0 ? iso_import_reader_id (selected - 1) : NULL);
}

static void
separator_chosen_cb (IsoImportDialog *self)
{
  if (!self->updating && iso_import_dialog_get_line (self) != NULL)
    iso_import_plan_set_separator (self->plan, iso_import_dialog_get_line (self)->file,
                                   (IsoImportSeparator) adw_combo_row_get_selected (self->separator));
}

static void
decimal_chosen_cb (IsoImportDialog *self)
{
  if (!self->updating && iso_import_dialog_get_line (self) != NULL)
    iso_import_plan_set_decimal (self->plan, iso_import_dialog_get_line (self)->file, (IsoImportDecimal) adw_combo_row_get_selected (self->decimal));
}

static void
turned_chosen_cb (IsoImportDialog *self)
{
  if (!self->updating && iso_import_dialog_get_line (self) != NULL)
    iso_import_plan_set_turned (self->plan, iso_import_dialog_get_line (self)->file, gtk_switch_get_active (self->turned));
}

static void
wells_chosen_cb (IsoImportDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->wells);

  if (!self->updating && iso_import_dialog_get_line (self) != NULL && selected <= G_N_ELEMENTS (iso_import_sizes))
    iso_import_plan_set_wells (self->plan, iso_import_dialog_get_line (self)->file, selected > 0 ? iso_import_sizes[selected - 1] : 0);
}

static void
pick_chosen_cb (IsoImportDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->pick);

  if (!self->updating && iso_import_dialog_get_line (self) != NULL && selected < self->picks->len)
    iso_import_plan_set_pick (self->plan, iso_import_dialog_get_line (self)->file, &g_array_index (self->picks, IsoReadPick, selected));
}

/* What the columns are is kept, and the files are read anew. */
static void
remember_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  IsoImportDialog *self = ISO_IMPORT_DIALOG (widget);
  const Line *line = iso_import_dialog_get_line (self);
  g_autoptr (GPtrArray) meanings = iso_import_dialog_get_meanings (self);
  g_autoptr (GError) error = NULL;

  if (line != NULL && !iso_import_plan_set_meanings (self->plan, line->file, meanings, &error))
    iso_import_show_error (self->file_problem, error);
}

static void
back_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  adw_leaflet_navigate (ISO_IMPORT_DIALOG (widget)->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  IsoImportDialog *self = ISO_IMPORT_DIALOG (source);
  g_autoptr (GListModel) files = iso_compat_open_finish (GTK_WINDOW (self), result);

  if (files != NULL && self->plan != NULL)
    iso_import_plan_add_files (self->plan, files);
}

static void
add_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (all, _("All Files"));
  gtk_file_filter_add_pattern (all, "*");
  g_list_store_append (filters, all);
  iso_compat_open_async (GTK_WINDOW (widget), G_LIST_MODEL (filters), ISO_IMPORT_DIALOG (widget)->folder, added_cb, NULL);
}

static gboolean
drop_cb (IsoImportDialog *self, const GValue *value)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GSList) dropped = gdk_file_list_get_files (g_value_get_boxed (value));

  for (GSList *item = dropped; item != NULL; item = item->next)
    g_list_store_append (files, item->data);
  if (dropped == NULL || self->taking != NULL)
    return FALSE;
  iso_import_plan_add_files (self->plan, G_LIST_MODEL (files));
  return TRUE;
}

/* What was copied in a spreadsheet, or in a file manager, is looked at too. */
static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IsoImportDialog) self = data;
  g_autoptr (GListModel) files = iso_paste_finish (result, NULL);

  if (files != NULL && self->plan != NULL && self->taking == NULL)
    iso_import_plan_add_files (self->plan, files);
}

static void
paste_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  iso_paste_async (widget, pasted_cb, g_object_ref (widget));
}

/* --- the end ---------------------------------------------------------------------------------------------------------------------- */

static void
end (IsoImportDialog *self, gboolean taken)
{
  g_autoptr (GPtrArray) files = NULL;

  if (self->ended)
    return;
  self->ended = TRUE;
  files = iso_import_plan_list_files (self->plan);
  iso_paste_forget (files);
  g_signal_emit (self, ended, 0, taken);
}

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IsoImportDialog) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = iso_import_plan_take_finish (ISO_IMPORT_PLAN (source), result, &error);

  g_clear_object (&self->taking);
  if (self->plan == NULL)
    return;
  if (done)
    {
      end (self, TRUE);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  update (self);
  if (!g_error_matches (error, ISO_ERROR, ISO_ERROR_CANCELLED))
    iso_import_show_error (self->problem, error);
}

static void
take_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  IsoImportDialog *self = ISO_IMPORT_DIALOG (widget);

  /* What is still being typed counts. */
  run_chosen_cb (self);
  self->taking = g_cancellable_new ();
  update (self);
  iso_import_plan_take_async (self->plan, self->taking, taken_cb, g_object_ref (self));
}

/* While it is being imported, Cancel stops that and no more. */
static gboolean
close_request_cb (IsoImportDialog *self)
{
  if (self->taking != NULL)
    {
      g_cancellable_cancel (self->taking);
      return TRUE;
    }
  iso_import_plan_cancel (self->plan);
  end (self, FALSE);
  return FALSE;
}

static void
iso_import_dialog_dispose (GObject *object)
{
  IsoImportDialog *self = ISO_IMPORT_DIALOG (object);

  if (self->preview != NULL)
    iso_figure_view_set_build (self->preview, NULL, NULL);
  if (self->taking != NULL)
    g_cancellable_cancel (self->taking);
  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  if (self->plan != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->plan, self);
      iso_import_plan_cancel (self->plan);
    }
  g_clear_object (&self->plan);
  g_clear_object (&self->project);
  g_clear_object (&self->folder);
  G_OBJECT_CLASS (iso_import_dialog_parent_class)->dispose (object);
}

static void
iso_import_dialog_finalize (GObject *object)
{
  IsoImportDialog *self = ISO_IMPORT_DIALOG (object);

  g_array_unref (self->lines);
  g_ptr_array_unref (self->bound);
  g_object_unref (self->rows);
  g_object_unref (self->selection);
  g_ptr_array_unref (self->reads);
  g_ptr_array_unref (self->references);
  g_array_unref (self->picks);
  g_ptr_array_unref (self->column_rows);
  G_OBJECT_CLASS (iso_import_dialog_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, leaflet);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, list);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, details);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, take);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, file_problem);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, notices);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, plate_group);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, file_group);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, reason_group);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, read);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, reference);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, target);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, run);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, runs);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, reader);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, separator);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, decimal);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, wells);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, pick);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, marks);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, column_group);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, turned_row);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, turned);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, reasons);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, outcome);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, problem);
}

static void
iso_import_dialog_class_init (IsoImportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = iso_import_dialog_dispose;
  object_class->finalize = iso_import_dialog_finalize;

  ended = g_signal_new ("ended", ISO_TYPE_IMPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  gtk_widget_class_install_action (widget_class, "import.take", NULL, take_cb);
  gtk_widget_class_install_action (widget_class, "import.add", NULL, add_cb);
  gtk_widget_class_install_action (widget_class, "import.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "import.paste", NULL, paste_cb);
  gtk_widget_class_install_action (widget_class, "import.remember", NULL, remember_cb);
  gtk_widget_class_install_action (widget_class, "import.choose-run", "s", choose_run_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "import.paste", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  g_type_ensure (ISO_TYPE_FIGURE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-import-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, read_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, reference_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, target_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, run_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, reader_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, separator_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, decimal_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, turned_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, wells_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, pick_chosen_cb);
}

static void
iso_import_dialog_init (IsoImportDialog *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->lines = g_array_new (FALSE, TRUE, sizeof (Line));
  self->reads = g_ptr_array_new_with_free_func (g_free);
  self->references = g_ptr_array_new_with_free_func (g_free);
  self->picks = g_array_new (FALSE, TRUE, sizeof (IsoReadPick));
  self->column_rows = g_ptr_array_new ();
  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  iso_import_dialog_init_list (self);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (row_selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (click, "released", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (click));
  self->updating = FALSE;
  iso_accessible_name_editable (GTK_EDITABLE (self->run), _("Independent Experiment"));
}

IsoImportDialog *
iso_import_dialog_new (GtkWindow *parent, IsoImportPlan *plan, GFile *folder)
{
  IsoImportDialog *self = g_object_new (ISO_TYPE_IMPORT_DIALOG, "transient-for", parent, "modal", TRUE, "destroy-with-parent", TRUE, NULL);
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->plan = g_object_ref (plan);
  self->project = g_object_ref (iso_import_plan_get_project (plan));
  g_set_object (&self->folder, folder);
  iso_figure_view_set_build (self->preview, iso_import_build_preview, self);
  g_signal_connect_swapped (drop, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
  g_signal_connect (self, "close-request", G_CALLBACK (close_request_cb), NULL);
  g_signal_connect_object (plan, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (plan, "progress", G_CALLBACK (show_progress), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->project, "notify::progress", G_CALLBACK (show_progress), self, G_CONNECT_SWAPPED);
  update (self);
  return self;
}

IsoImportPlan *
iso_import_dialog_get_plan (IsoImportDialog *self)
{
  g_return_val_if_fail (ISO_IS_IMPORT_DIALOG (self), NULL);

  return self->plan;
}
