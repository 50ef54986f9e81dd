/* iso-bench-files.c - the bench sheet on paper and as a file, and lists for robots and people
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-bench-page-private.h"

#include "iso-bench-sheet.h"
#include "iso-compat.h"
#include "iso-window-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* What is being asked for a name. */
typedef struct
{
  IsoBenchPage *page;   /* (owned) */
  int           list;   /* -1: the sheet */
} Asking;

static gboolean
is_done (IsoBenchPage *self, GError **error)
{
  if (iso_bench_result_get_paper (self->result) != NULL)
    return TRUE;
  iso_error_set (error, ISO_ERROR_NO_DATA, NULL, N_("There is no plan that could be carried out yet. See what stands in its way."), NULL);
  return FALSE;
}

static gboolean
write_bytes (GFile *file, gconstpointer data, gsize size, GError **error)
{
  return g_file_replace_contents (file, data, size, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, NULL, error);
}

gboolean
iso_bench_page_write_sheet (IsoBenchPage *self, GFile *file, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (ISO_IS_BENCH_PAGE (self), FALSE);

  if (!is_done (self, error))
    return FALSE;
  bytes = iso_paper_to_pdf (iso_bench_result_get_paper (self->result));
  return write_bytes (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
}

gboolean
iso_bench_page_write_list (IsoBenchPage *self, guint list, GFile *file, GError **error)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (ISO_IS_BENCH_PAGE (self), FALSE);

  if (!is_done (self, error))
    return FALSE;
  text = iso_planner_write_list (self->planner, list, error);
  return text != NULL && write_bytes (file, text, strlen (text), error);
}

/* ---- print ---- */

static void
draw_page_cb (GtkPrintOperation *print, GtkPrintContext *context, int page, gpointer data)
{
  IsoPaper *paper = data;
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double scale = MIN (gtk_print_context_get_width (context) / ISO_PAPER_WIDTH, gtk_print_context_get_height (context) / ISO_PAPER_HEIGHT);

  cairo_scale (cr, scale, scale);
  iso_paper_draw (paper, (guint) page, cr);
}

gboolean
iso_bench_page_print (IsoBenchPage *self, const char *path, GError **error)
{
  g_autoptr (GtkPrintOperation) print = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  g_autoptr (GtkPaperSize) size = gtk_paper_size_new (GTK_PAPER_NAME_A4);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkPrintOperationResult result;
  IsoPaper *paper;

  g_return_val_if_fail (ISO_IS_BENCH_PAGE (self), FALSE);

  if (!is_done (self, error))
    return FALSE;
  /* Its own, since the plan may change while the dialog is open. */
  paper = iso_bench_sheet_draw (iso_planner_get_outline (self->planner), iso_planner_get_plan (self->planner), 0);
  gtk_page_setup_set_paper_size (setup, size);
  gtk_print_operation_set_default_page_setup (print, setup);
  gtk_print_operation_set_use_full_page (print, TRUE);
  gtk_print_operation_set_embed_page_setup (print, TRUE);
  gtk_print_operation_set_n_pages (print, (int) iso_paper_get_pages (paper));
  gtk_print_operation_set_unit (print, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (print, iso_project_get_title (self->project));
  g_signal_connect_data (print, "draw-page", G_CALLBACK (draw_page_cb), paper, (GClosureNotify) (void (*) (void)) iso_paper_free, 0);
  if (path != NULL)
    gtk_print_operation_set_export_filename (print, path);
  result = gtk_print_operation_run (print, path != NULL ? GTK_PRINT_OPERATION_ACTION_EXPORT : GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                                    GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, error);
  return result != GTK_PRINT_OPERATION_RESULT_ERROR;
}

/* ---- asking for a name ---- */

static char *
make_name (IsoBenchPage *self, int list)
{
  const char *title = iso_project_get_title (self->project);
  const char *ending = list < 0 ? "pdf" : iso_planner_get_list_ending ((guint) list);
  /* Translators: name of a file that is written; %s is the title of the experiment. */
  g_autofree char *sheet = list < 0 ? g_strdup_printf (_("%s, bench sheet"), title)
                                    : g_strdup_printf ("%s, %s", title, gettext (iso_planner_get_list_name ((guint) list)));
  char *name = g_strdup_printf ("%s.%s", sheet, ending);

  return g_strdelimit (name, "/\\:*?\"<>|", '-');
}

static void
name_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Asking *asking = data;
  g_autoptr (IsoBenchPage) self = asking->page;
  g_autoptr (GFile) file = iso_compat_save_finish (GTK_WINDOW (source), result);
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (file == NULL || self->planner == NULL)
    return;
  if (ISO_IS_WINDOW (source))
    iso_window_set_last_folder (ISO_WINDOW (source), file);
  done = asking->list < 0 ? iso_bench_page_write_sheet (self, file, &error)
                          : iso_bench_page_write_list (self, (guint) asking->list, file, &error);
  if (done)
    {
      g_autofree char *name = g_file_get_basename (file);
      g_autofree char *text = g_strdup_printf (_("Saved as “%s”"), name);

      gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "(sb)", text, FALSE);
    }
  iso_bench_page_refuse (self, error);
}

static void
ask (IsoBenchPage *self, int list)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GFile) folder = ISO_IS_WINDOW (root) ? iso_window_dup_last_folder (ISO_WINDOW (root)) : NULL;
  g_autofree char *name = NULL;
  Asking *asking;

  if (!GTK_IS_WINDOW (root) || self->project == NULL)
    return;
  name = make_name (self, list);
  gtk_file_filter_set_name (filter, list < 0 ? _("PDF document") : gettext (iso_planner_get_list_name ((guint) list)));
  gtk_file_filter_add_suffix (filter, list < 0 ? "pdf" : iso_planner_get_list_ending ((guint) list));
  g_list_store_append (filters, filter);
  asking = g_new0 (Asking, 1);
  *asking = (Asking) { g_object_ref (self), list };
  iso_compat_save_async (GTK_WINDOW (root), list < 0 ? _("Save Bench Sheet") : _("Save List"), name, G_LIST_MODEL (filters), folder,
                         name_chosen_cb, asking);
}

/* ---- actions ---- */

static void
print_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GError) error = NULL;

  iso_bench_page_print (ISO_BENCH_PAGE (widget), NULL, &error);
  iso_bench_page_refuse (ISO_BENCH_PAGE (widget), error);
}

static void
save_sheet_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ask (ISO_BENCH_PAGE (widget), -1);
}

static void
save_list_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ask (ISO_BENCH_PAGE (widget), (int) g_variant_get_uint32 (parameter));
}

static void
remedy_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GError) error = NULL;

  iso_bench_page_apply (ISO_BENCH_PAGE (widget), g_variant_get_uint32 (parameter), &error);
  iso_bench_page_refuse (ISO_BENCH_PAGE (widget), error);
}

/* Those that are for such a plan. */
static GMenuModel *
create_menu (IsoBenchPage *self)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; self->planner != NULL && i < iso_planner_n_lists (); i++)
    {
      g_autofree char *label = NULL;
      g_autoptr (GMenuItem) item = NULL;

      if (!iso_planner_list_fits (self->planner, i))
        continue;
      label = g_strdup_printf ("%s…", gettext (iso_planner_get_list_name (i)));
      item = g_menu_item_new (label, NULL);
      g_menu_item_set_action_and_target (item, "bench.save-list", "u", i);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

void
iso_bench_page_update_actions (IsoBenchPage *self)
{
  static const char *const names[] = { "bench.print", "bench.save-sheet", "bench.save-list" };
  gboolean done = self->planner != NULL && !iso_planner_get_stale (self->planner) && iso_bench_result_get_paper (self->result) != NULL;
  g_autoptr (GMenuModel) menu = create_menu (self);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), names[i], done);
  gtk_menu_button_set_menu_model (self->lists, menu);
  gtk_widget_set_sensitive (GTK_WIDGET (self->lists), done);
}

void
iso_bench_page_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "bench.print", NULL, print_cb);
  gtk_widget_class_install_action (klass, "bench.save-sheet", NULL, save_sheet_cb);
  gtk_widget_class_install_action (klass, "bench.save-list", "u", save_list_cb);
  gtk_widget_class_install_action (klass, "bench.remedy", "u", remedy_cb);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_p, GDK_CONTROL_MASK, "bench.print", NULL);
}
