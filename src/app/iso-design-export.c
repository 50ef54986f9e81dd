/* iso-design-export.c - the map of the plate on paper and in files: drawn by the same function, or as text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-design-page-private.h"

#include "iso-compat.h"
#include "iso-design-edit.h"
#include "iso-design-text.h"
#include "iso-figure-design.h"
#include "iso-figure-write.h"
#include "iso-plate-map.h"
#include "iso-plate-sheet.h"

#include <glib/gi18n.h>
#include <string.h>

#define PAPER_MM 180.0   /* width of the map in a file */

/* The figure of the plate as it is on screen now: its layer, its codes. */
static IsoFigure *
build (IsoDesignPage *self, double width_pt, double height_pt)
{
  g_autoptr (IsoPlateMap) plate = iso_plate_map_new (self->project, iso_design_page_get_plate (self), NULL, 0);
  g_autoptr (GArray) drugs = iso_design_list_drugs (self->project);
  g_autofree IsoDesignDrug *names = g_new0 (IsoDesignDrug, MAX (drugs->len, 1));
  g_autoptr (GPtrArray) samples = g_ptr_array_new ();
  GListModel *list = G_LIST_MODEL (iso_project_get_list (self->project, ISO_ENTITY_SAMPLE));
  const char *drug = iso_plate_grid_get_drug (self->grid);
  IsoDesignMap map = { .layout = plate->layout, .excluded = plate->excluded, .drugs = names, .n_drugs = drugs->len,
                       .layer = iso_plate_grid_get_layer (self->grid), .codes = gtk_toggle_button_get_active (self->codes),
                       .note = iso_project_get_title (self->project) };

  for (guint i = 0; i < drugs->len; i++)
    names[i] = (IsoDesignDrug) { g_array_index (drugs, IsoFillDrug, i).name, g_array_index (drugs, IsoFillDrug, i).unit };
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (IsoProjectItem) sample = g_list_model_get_item (list, i);

      g_ptr_array_add (samples, (gpointer) iso_project_item_get_name (sample));
    }
  map.samples = (const char *const *) samples->pdata;
  map.n_samples = samples->len;
  map.drug = drug != NULL ? (guint) MAX (0, iso_plate_map_index (self->project, ISO_ENTITY_DRUG, drug)) : 0;
  return iso_figure_of_design (&map, iso_figure_style_find ("default"), width_pt, height_pt);
}

/* A workbook by the ending .xlsx, text by .tsv or .txt; else a picture. */
gboolean
iso_design_page_write (IsoDesignPage *self, GFile *file, GError **error)
{
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (IsoFigure) figure = NULL;
  g_autofree char *text = NULL;

  if (path == NULL || iso_design_page_get_plate (self) == NULL)
    {
      iso_error_set (error, ISO_ERROR_UNSUPPORTED, NULL, N_("The map can be written to a folder of this computer only."), NULL);
      return FALSE;
    }
  if (g_str_has_suffix (path, ".tsv") || g_str_has_suffix (path, ".txt"))
    {
      text = iso_design_write_list (self->project, iso_design_page_get_plate (self));
      return g_file_replace_contents (file, text, strlen (text), NULL, FALSE, 0, NULL, NULL, error);
    }
  if (g_str_has_suffix (path, ".xlsx"))
    {
      g_autoptr (GBytes) bytes = iso_plate_sheet_to_xlsx (self->project, iso_design_page_get_plate (self), error);

      return bytes != NULL && g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, FALSE, 0,
                                                       NULL, NULL, error);
    }
  figure = build (self, PAPER_MM * ISO_POINTS_PER_MM, 0);
  return iso_figure_write (figure, path, NULL, 300, error);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IsoDesignPage) self = data;
  g_autoptr (GFile) file = iso_compat_save_finish (GTK_WINDOW (source), result);
  GError *error = NULL;

  if (file == NULL)
    return;
  if (iso_design_page_write (self, file, &error))
    iso_design_page_tell (self, g_file_get_basename (file), FALSE);
  iso_design_page_refuse (self, error);
}

static GListModel *
list_filters (void)
{
  static const struct { const char *name; const char *suffix; } kinds[] = {
    { N_("PDF document"), "pdf" }, { N_("SVG picture"), "svg" }, { N_("PNG picture"), "png" },
    { N_("Excel workbook"), "xlsx" }, { N_("Table as text"), "tsv" },
  };
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

      gtk_file_filter_set_name (filter, _(kinds[i].name));
      gtk_file_filter_add_suffix (filter, kinds[i].suffix);
      g_list_store_append (filters, filter);
    }
  return G_LIST_MODEL (filters);
}

void
iso_design_page_export (IsoDesignPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  IsoProjectPlate *plate = iso_design_page_get_plate (self);
  g_autoptr (GListModel) filters = list_filters ();
  g_autofree char *name = NULL;

  if (plate == NULL || !GTK_IS_WINDOW (root))
    return;
  name = g_strconcat (iso_project_item_get_name (ISO_PROJECT_ITEM (plate)), ".pdf", NULL);
  g_strdelimit (name, "/\\:", '-');
  iso_compat_save_async (GTK_WINDOW (root), _("Export Map"), name, filters, NULL, file_chosen_cb, g_object_ref (self));
}

static void
draw_page_cb (IsoDesignPage *self, GtkPrintContext *context, int page)
{
  double width = gtk_print_context_get_width (context), height = gtk_print_context_get_height (context);
  g_autoptr (IsoFigure) figure = build (self, width, height);

  iso_figure_draw (figure, gtk_print_context_get_cairo_context (context));
}

/* `path` NULL asks for a printer. */
gboolean
iso_design_page_print (IsoDesignPage *self, const char *path, GError **error)
{
  g_autoptr (GtkPrintOperation) print = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkPrintOperationResult result;

  if (iso_design_page_get_plate (self) == NULL)
    return TRUE;
  gtk_page_setup_set_orientation (setup, GTK_PAGE_ORIENTATION_LANDSCAPE);
  gtk_print_operation_set_default_page_setup (print, setup);
  gtk_print_operation_set_n_pages (print, 1);
  gtk_print_operation_set_unit (print, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (print, iso_project_item_get_name (ISO_PROJECT_ITEM (iso_design_page_get_plate (self))));
  g_signal_connect_swapped (print, "draw-page", G_CALLBACK (draw_page_cb), self);
  if (path != NULL)
    gtk_print_operation_set_export_filename (print, path);
  result = gtk_print_operation_run (print, path != NULL ? GTK_PRINT_OPERATION_ACTION_EXPORT : GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                                    GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, error);
  return result != GTK_PRINT_OPERATION_RESULT_ERROR;
}
