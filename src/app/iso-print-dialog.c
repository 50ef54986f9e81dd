/* iso-print-dialog.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-print-dialog.h"

#include "iso-print-sheet.h"
#include "iso-resources.h"

#include <glib/gi18n.h>

#define SHEET_WIDTH 320   /* of one that is only looked at, in logical pixels */

struct _IsoPrintDialog
{
  AdwWindow parent_instance;

  GSettings      *settings;    /* (owned) */
  char           *name;        /* (owned) */
  IsoPrintBuild   build;
  GObject        *owner;       /* (owned) (nullable) */
  GArray         *style_list;  /* (owned) of const IsoFigureStyle *: those for paper, as in the row "style" */
  GtkPageSetup   *paper;       /* (owned) the usual one, or that of the last job */
  IsoPrintSheets *sheets;      /* (owned) (nullable) on that paper */
  IsoPrintSheets *printing;    /* (owned) (nullable) on the printer's */
  gboolean        looking;     /* the system shows the sheets, and prints nothing yet */

  AdwComboRow    *style;
  GtkSpinButton  *width_mm;
  GtkSwitch      *titles;
  GtkBox         *pages;
  GtkLabel       *note;
  GtkLabel       *problem;
};

G_DEFINE_FINAL_TYPE (IsoPrintDialog, iso_print_dialog, ADW_TYPE_WINDOW)

static guint printed;

/* Printer, copies and paper of the last job, for the next one. */
static GtkPrintSettings *last_settings;
static GtkPageSetup *last_paper;

static const IsoFigureStyle *
get_style (IsoPrintDialog *self)
{
  guint index = adw_combo_row_get_selected (self->style);

  if (index >= self->style_list->len)
    return iso_figure_style_find ("default");
  return g_array_index (self->style_list, const IsoFigureStyle *, index);
}

static IsoPrintSheets *
lay_out (IsoPrintDialog *self, double width, double height)
{
  IsoFigureStyle style = *get_style (self);
  g_autoptr (GPtrArray) figures = NULL;

  style.bare = !gtk_switch_get_active (self->titles);
  figures = self->build (self->owner, &style, gtk_spin_button_get_value (self->width_mm) * ISO_POINTS_PER_MM);
  return iso_print_sheets_new (figures, width, height);
}

/* A small sheet of paper, with its margins. */
static void
draw_sheet_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  IsoPrintDialog *self = ISO_PRINT_DIALOG (gtk_widget_get_root (GTK_WIDGET (area)));
  double scale = width / gtk_page_setup_get_paper_width (self->paper, GTK_UNIT_POINTS);

  cairo_scale (cr, scale, scale);
  cairo_translate (cr, gtk_page_setup_get_left_margin (self->paper, GTK_UNIT_POINTS),
                   gtk_page_setup_get_top_margin (self->paper, GTK_UNIT_POINTS));
  iso_print_sheets_draw (self->sheets, GPOINTER_TO_UINT (data), cr);
}

static GtkWidget *
create_sheet (IsoPrintDialog *self, guint sheet)
{
  GtkWidget *area = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, "halign", GTK_ALIGN_CENTER,
                                  "focusable", TRUE, NULL);
  double ratio = gtk_page_setup_get_paper_height (self->paper, GTK_UNIT_POINTS) / gtk_page_setup_get_paper_width (self->paper, GTK_UNIT_POINTS);
  g_autofree char *label = g_strdup_printf (_("Sheet %u of %u"), sheet + 1, iso_print_sheets_get_n (self->sheets));
  g_autofree char *description = iso_print_sheets_describe (self->sheets, sheet);

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), SHEET_WIDTH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), (int) (ratio * SHEET_WIDTH));
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_sheet_cb, GUINT_TO_POINTER (sheet), NULL);
  gtk_widget_add_css_class (area, "figure-paper");
  gtk_accessible_update_property (GTK_ACCESSIBLE (area), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  return area;
}

static void
show_note (IsoPrintDialog *self)
{
  guint n = iso_print_sheets_get_n (self->sheets);
  g_autofree char *text = NULL;

  if (iso_print_sheets_get_shrunk (self->sheets))
    text = g_strdup_printf (ngettext ("%u sheet; what is larger than the paper was made smaller.",
                                      "%u sheets; what is larger than the paper was made smaller.", n), n);
  else
    text = g_strdup_printf (ngettext ("%u sheet", "%u sheets", n), n);
  gtk_label_set_text (self->note, text);
}

static void
update (IsoPrintDialog *self)
{
  GtkWidget *child;

  if (self->build == NULL)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->pages))) != NULL)
    gtk_box_remove (self->pages, child);
  g_clear_pointer (&self->sheets, iso_print_sheets_free);
  self->sheets = lay_out (self, gtk_page_setup_get_page_width (self->paper, GTK_UNIT_POINTS),
                          gtk_page_setup_get_page_height (self->paper, GTK_UNIT_POINTS));
  for (guint i = 0; i < iso_print_sheets_get_n (self->sheets); i++)
    gtk_box_append (self->pages, create_sheet (self, i));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "print.run", iso_print_sheets_get_n (self->sheets) > 0);
  show_note (self);
}

static void
style_chosen_cb (IsoPrintDialog *self)
{
  g_settings_set_string (self->settings, "print-style", get_style (self)->id);
  update (self);
}

static gboolean
preview_cb (IsoPrintDialog *self)
{
  self->looking = TRUE;
  return FALSE;
}

static void
begin_print_cb (IsoPrintDialog *self, GtkPrintContext *context, GtkPrintOperation *job)
{
  g_clear_pointer (&self->printing, iso_print_sheets_free);
  self->printing = lay_out (self, gtk_print_context_get_width (context), gtk_print_context_get_height (context));
  gtk_print_operation_set_n_pages (job, (int) iso_print_sheets_get_n (self->printing));
}

static void
draw_page_cb (IsoPrintDialog *self, GtkPrintContext *context, int page)
{
  iso_print_sheets_draw (self->printing, (guint) page, gtk_print_context_get_cairo_context (context));
}

static void
done_cb (IsoPrintDialog *self, GtkPrintOperationResult result, GtkPrintOperation *job)
{
  g_autoptr (GError) error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      gtk_print_operation_get_error (job, &error);
      gtk_label_set_text (self->problem, error != NULL ? error->message : _("Nothing was printed."));
      gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
    }
  if (result != GTK_PRINT_OPERATION_RESULT_APPLY || self->looking)
    return;
  g_set_object (&last_settings, gtk_print_operation_get_print_settings (job));
  g_set_object (&last_paper, gtk_print_operation_get_default_page_setup (job));
  g_signal_emit (self, printed, 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
run_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GtkPrintOperation) job = iso_print_dialog_create_job (ISO_PRINT_DIALOG (widget));

  gtk_widget_set_visible (GTK_WIDGET (ISO_PRINT_DIALOG (widget)->problem), FALSE);
  gtk_print_operation_run (job, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (widget), NULL);
}

static void
fill_styles (IsoPrintDialog *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  g_autofree char *chosen = g_settings_get_string (self->settings, "print-style");
  const IsoFigureStyle *style;
  guint selected = 0;

  for (guint i = 0; (style = iso_figure_style_nth (i)) != NULL; i++)
    if (style->single_mm > 0 && !style->dark)
      {
        if (g_str_equal (style->id, chosen))
          selected = self->style_list->len;
        gtk_string_list_append (list, gettext (style->name));
        g_array_append_val (self->style_list, style);
      }
  adw_combo_row_set_model (self->style, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->style, selected);
}

static void
iso_print_dialog_dispose (GObject *object)
{
  IsoPrintDialog *self = ISO_PRINT_DIALOG (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->owner);
  g_clear_object (&self->paper);
  G_OBJECT_CLASS (iso_print_dialog_parent_class)->dispose (object);
}

static void
iso_print_dialog_finalize (GObject *object)
{
  IsoPrintDialog *self = ISO_PRINT_DIALOG (object);

  g_clear_pointer (&self->sheets, iso_print_sheets_free);
  g_clear_pointer (&self->printing, iso_print_sheets_free);
  g_array_unref (self->style_list);
  g_free (self->name);
  G_OBJECT_CLASS (iso_print_dialog_parent_class)->finalize (object);
}

static void
iso_print_dialog_class_init (IsoPrintDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = iso_print_dialog_dispose;
  object_class->finalize = iso_print_dialog_finalize;

  printed = g_signal_new ("printed", ISO_TYPE_PRINT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "print.run", NULL, run_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-print-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, IsoPrintDialog, style);
  gtk_widget_class_bind_template_child (widget_class, IsoPrintDialog, width_mm);
  gtk_widget_class_bind_template_child (widget_class, IsoPrintDialog, titles);
  gtk_widget_class_bind_template_child (widget_class, IsoPrintDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, IsoPrintDialog, note);
  gtk_widget_class_bind_template_child (widget_class, IsoPrintDialog, problem);
}

static void
iso_print_dialog_init (IsoPrintDialog *self)
{
  self->settings = g_settings_new (ISO_APP_ID);
  self->style_list = g_array_new (FALSE, FALSE, sizeof (const IsoFigureStyle *));
  self->paper = last_paper != NULL ? g_object_ref (last_paper) : gtk_page_setup_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_styles (self);
  g_settings_bind (self->settings, "print-width", gtk_spin_button_get_adjustment (self->width_mm), "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "print-titles", self->titles, "active", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (self->style, "notify::selected", G_CALLBACK (style_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->width_mm, "value-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->titles, "notify::active", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

IsoPrintDialog *
iso_print_dialog_new (GtkWindow *parent, const char *name, IsoPrintBuild build, GObject *owner)
{
  IsoPrintDialog *self = g_object_new (ISO_TYPE_PRINT_DIALOG, "transient-for", parent, "modal", parent != NULL, NULL);

  self->name = g_strdup (name);
  self->build = build;
  self->owner = g_object_ref (owner);
  update (self);
  return self;
}

guint
iso_print_dialog_get_n (IsoPrintDialog *self)
{
  g_return_val_if_fail (ISO_IS_PRINT_DIALOG (self), 0);
  return iso_print_sheets_get_n (self->sheets);
}

GtkPrintOperation *
iso_print_dialog_create_job (IsoPrintDialog *self)
{
  GtkPrintOperation *job;

  g_return_val_if_fail (ISO_IS_PRINT_DIALOG (self), NULL);

  self->looking = FALSE;
  job = gtk_print_operation_new ();
  gtk_print_operation_set_unit (job, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (job, self->name);
  gtk_print_operation_set_embed_page_setup (job, TRUE);
  gtk_print_operation_set_allow_async (job, TRUE);
  gtk_print_operation_set_default_page_setup (job, self->paper);
  if (last_settings != NULL)
    gtk_print_operation_set_print_settings (job, last_settings);
  g_signal_connect_object (job, "preview", G_CALLBACK (preview_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (job, "begin-print", G_CALLBACK (begin_print_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (job, "draw-page", G_CALLBACK (draw_page_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (job, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  return job;
}
