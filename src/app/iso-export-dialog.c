/* iso-export-dialog.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-export-dialog.h"

#include "iso-compat.h"
#include "iso-figure-view.h"
#include "iso-figure-write.h"
#include "iso-resources.h"
#include "iso-user-text.h"

#include <glib/gi18n.h>

struct _IsoExportDialog
{
  AdwWindow parent_instance;

  IsoFigurePane  *pane;        /* (owned) */
  GFile          *folder;      /* (owned) (nullable) */
  GArray         *style_list;  /* (owned) of const IsoFigureStyle *: those for paper, as in the row "style" */

  AdwComboRow    *format;
  AdwComboRow    *style;
  AdwComboRow    *width;
  AdwActionRow   *dpi_row;
  AdwActionRow   *width_row;
  GtkSpinButton  *width_mm;
  GtkSpinButton  *dpi;
  GtkAspectFrame *frame;
  IsoFigureView  *preview;
  GtkLabel       *size;
  GtkLabel       *problem;
};

G_DEFINE_FINAL_TYPE (IsoExportDialog, iso_export_dialog, ADW_TYPE_WINDOW)

static guint exported;

/* In the order of the row "width". */
enum
{
  WIDTH_SINGLE,
  WIDTH_DOUBLE,
  WIDTH_OTHER,
};

static const IsoFigureStyle *
get_style (IsoExportDialog *self)
{
  guint index = adw_combo_row_get_selected (self->style);

  if (index >= self->style_list->len)
    return iso_figure_style_find ("default");
  return g_array_index (self->style_list, const IsoFigureStyle *, index);
}

static const IsoFigureFormat *
get_format (IsoExportDialog *self)
{
  const IsoFigureFormat *format = iso_figure_format_nth (adw_combo_row_get_selected (self->format));

  return format != NULL ? format : iso_figure_format_nth (0);
}

static double
get_width_mm (IsoExportDialog *self)
{
  const IsoFigureStyle *style = get_style (self);

  switch (adw_combo_row_get_selected (self->width))
    {
    case WIDTH_SINGLE:
      return style->single_mm;
    case WIDTH_DOUBLE:
      return style->double_mm;
    default:
      return gtk_spin_button_get_value (self->width_mm);
    }
}

static IsoFigure *
build (IsoExportDialog *self)
{
  return iso_figure_pane_build (self->pane, get_style (self), get_width_mm (self) * ISO_POINTS_PER_MM, 0);
}

/* The preview is the figure at its final size, made larger or smaller as a whole. */
static IsoFigureOrder *
ask_cb (gpointer data)
{
  return iso_figure_pane_order (ISO_EXPORT_DIALOG (data)->pane);
}

static void
fill_widths (IsoExportDialog *self)
{
  const IsoFigureStyle *style = get_style (self);
  g_autofree char *single_mm = iso_user_number (style->single_mm);
  g_autofree char *double_mm = iso_user_number (style->double_mm);
  g_autofree char *single = g_strdup_printf (_("One column, %s\u00a0mm"), single_mm);
  g_autofree char *twice = g_strdup_printf (_("Two columns, %s\u00a0mm"), double_mm);
  g_autoptr (GtkStringList) list = gtk_string_list_new ((const char *[]) { single, twice, _("Other"), NULL });
  guint selected = adw_combo_row_get_selected (self->width);

  adw_combo_row_set_model (self->width, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->width, selected <= WIDTH_OTHER ? selected : WIDTH_SINGLE);
}

static void
update (IsoExportDialog *self)
{
  g_autoptr (IsoFigure) figure = build (self);
  double width, height;

  gtk_widget_set_visible (GTK_WIDGET (self->width_row), adw_combo_row_get_selected (self->width) == WIDTH_OTHER);
  gtk_widget_set_visible (GTK_WIDGET (self->dpi_row), !get_format (self)->vector);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  if (figure == NULL)
    return;

  iso_figure_get_size (figure, &width, &height);
  {
    g_autofree char *width_mm = iso_user_number (width / ISO_POINTS_PER_MM);
    g_autofree char *height_mm = iso_user_number (height / ISO_POINTS_PER_MM);
    g_autofree char *text = g_strdup_printf (_("%s × %s\u00a0mm"), width_mm, height_mm);

    gtk_label_set_text (self->size, text);
  }
  gtk_aspect_frame_set_ratio (self->frame, (float) (width / height));
  iso_figure_view_set_paper (self->preview, get_style (self), width);
}

static void
style_chosen_cb (IsoExportDialog *self)
{
  fill_widths (self);
  update (self);
}

static void
show_problem (IsoExportDialog *self, const GError *error)
{
  g_autofree char *text = iso_error_to_user_text (error);

  gtk_label_set_text (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  IsoExportDialog *self = ISO_EXPORT_DIALOG (source);
  g_autoptr (GFile) file = iso_compat_save_finish (GTK_WINDOW (self), result);
  g_autoptr (GError) error = NULL;

  if (file == NULL)
    return;
  if (!iso_export_dialog_write (self, file, &error))
    {
      show_problem (self, error);
      return;
    }
  g_signal_emit (self, exported, 0, file);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  IsoExportDialog *self = ISO_EXPORT_DIALOG (widget);
  const IsoFigureFormat *format = get_format (self);
  g_autofree char *base = iso_figure_pane_dup_name (self->pane);
  g_autofree char *name = g_strdup_printf ("%s.%s", base, format->id);
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, gettext (format->name));
  gtk_file_filter_add_suffix (filter, format->id);
  g_list_store_append (filters, filter);
  iso_compat_save_async (GTK_WINDOW (self), _("Export Figure"), name, G_LIST_MODEL (filters), self->folder, saved_cb, NULL);
}

static void
fill_styles (IsoExportDialog *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  const IsoFigureStyle *style;

  for (guint i = 0; (style = iso_figure_style_nth (i)) != NULL; i++)
    if (style->single_mm > 0 && !style->dark)
      {
        gtk_string_list_append (list, gettext (style->name));
        g_array_append_val (self->style_list, style);
      }
  adw_combo_row_set_model (self->style, G_LIST_MODEL (list));
}

static void
fill_formats (IsoExportDialog *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  const IsoFigureFormat *format;

  for (guint i = 0; (format = iso_figure_format_nth (i)) != NULL; i++)
    gtk_string_list_append (list, gettext (format->name));
  adw_combo_row_set_model (self->format, G_LIST_MODEL (list));
}

static void
iso_export_dialog_dispose (GObject *object)
{
  IsoExportDialog *self = ISO_EXPORT_DIALOG (object);

  if (self->preview != NULL)
    iso_figure_view_set_ask (self->preview, NULL, NULL);
  g_clear_object (&self->pane);
  g_clear_object (&self->folder);
  G_OBJECT_CLASS (iso_export_dialog_parent_class)->dispose (object);
}

static void
iso_export_dialog_finalize (GObject *object)
{
  g_array_unref (ISO_EXPORT_DIALOG (object)->style_list);
  G_OBJECT_CLASS (iso_export_dialog_parent_class)->finalize (object);
}

static void
iso_export_dialog_class_init (IsoExportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = iso_export_dialog_dispose;
  object_class->finalize = iso_export_dialog_finalize;

  exported = g_signal_new ("exported", ISO_TYPE_EXPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_FILE);

  gtk_widget_class_install_action (widget_class, "export.save", NULL, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  g_type_ensure (ISO_TYPE_FIGURE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, IsoExportDialog, format);
  gtk_widget_class_bind_template_child (widget_class, IsoExportDialog, style);
  gtk_widget_class_bind_template_child (widget_class, IsoExportDialog, width);
  gtk_widget_class_bind_template_child (widget_class, IsoExportDialog, dpi_row);
  gtk_widget_class_bind_template_child (widget_class, IsoExportDialog, width_row);
  gtk_widget_class_bind_template_child (widget_class, IsoExportDialog, width_mm);
  gtk_widget_class_bind_template_child (widget_class, IsoExportDialog, dpi);
  gtk_widget_class_bind_template_child (widget_class, IsoExportDialog, frame);
  gtk_widget_class_bind_template_child (widget_class, IsoExportDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, IsoExportDialog, size);
  gtk_widget_class_bind_template_child (widget_class, IsoExportDialog, problem);
}

static void
iso_export_dialog_init (IsoExportDialog *self)
{
  self->style_list = g_array_new (FALSE, FALSE, sizeof (const IsoFigureStyle *));
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_styles (self);
  fill_formats (self);
  fill_widths (self);
}

IsoExportDialog *
iso_export_dialog_new (GtkWindow *parent, IsoFigurePane *pane, GFile *folder)
{
  IsoExportDialog *self = g_object_new (ISO_TYPE_EXPORT_DIALOG, "transient-for", parent, "modal", TRUE, NULL);

  self->pane = g_object_ref (pane);
  g_set_object (&self->folder, folder);
  iso_figure_view_set_ask (self->preview, ask_cb, self);
  update (self);
  g_signal_connect_object (self->style, "notify::selected", G_CALLBACK (style_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->format, "notify::selected", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->width, "notify::selected", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->width_mm, "value-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  return self;
}

gboolean
iso_export_dialog_write (IsoExportDialog *self, GFile *file, GError **error)
{
  g_autoptr (IsoFigure) figure = NULL;
  g_autofree char *path = g_file_get_path (file);
  const char *ending = path != NULL ? strrchr (path, '.') : NULL;
  const IsoFigureFormat *by_name = ending != NULL ? iso_figure_format_find (ending + 1) : NULL;

  g_return_val_if_fail (ISO_IS_EXPORT_DIALOG (self), FALSE);

  figure = build (self);
  if (figure == NULL || path == NULL)
    {
      iso_error_set (error, ISO_ERROR_UNSUPPORTED, NULL, N_("Figures can only be saved to a folder of this computer."), NULL);
      return FALSE;
    }
  return iso_figure_write (figure, path, (by_name != NULL ? by_name : get_format (self))->id,
                           gtk_spin_button_get_value (self->dpi), error);
}
