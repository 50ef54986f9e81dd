/* iso-status-line.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-status-line.h"

#include "iso-finding.h"
#include "iso-resources.h"
#include "iso-tooltip.h"

#include <glib/gi18n.h>

/* Work that takes less shows nothing. */
#define PATIENCE_MS 500

struct _IsoStatusLine
{
  AdwBin parent_instance;

  IsoAnalyser    *analyser;   /* (owned) (nullable) */
  GtkLabel       *note;
  GtkLabel       *summary;
  GtkMenuButton  *findings;
  GtkListBox     *list;
  GtkBox         *stale;
  GtkBox         *work;
  GtkLabel       *doing;
  GtkProgressBar *progress;
  guint           patience;   /* source */
};

G_DEFINE_FINAL_TYPE (IsoStatusLine, iso_status_line, ADW_TYPE_BIN)

static GtkWidget *
create_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
create_row (gpointer item, gpointer data)
{
  IsoFinding *finding = item;
  const char *place = iso_finding_get_place (finding);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *text = place != NULL ? g_strdup_printf ("%s: %s", place, iso_finding_get_text (finding))
                                        : g_strdup (iso_finding_get_text (finding));

  gtk_box_append (GTK_BOX (box), create_label (iso_finding_get_text (finding), NULL));
  if (place != NULL)
    gtk_box_append (GTK_BOX (box), create_label (place, "fact-note"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  return row;
}

static void
analysis_changed_cb (IsoStatusLine *self)
{
  g_autofree char *summary = iso_analyser_dup_summary (self->analyser);
  guint n = g_list_model_get_n_items (iso_analyser_get_findings (self->analyser));
  g_autofree char *count = g_strdup_printf (ngettext ("%u message", "%u messages", n), n);

  gtk_label_set_text (self->note, iso_analyser_get_note (self->analyser));
  gtk_widget_set_visible (GTK_WIDGET (self->note), *iso_analyser_get_note (self->analyser) != '\0');
  gtk_label_set_text (self->summary, summary);
  iso_tooltip_set (GTK_WIDGET (self->summary), summary);
  if (g_strcmp0 (count, gtk_menu_button_get_label (self->findings)) != 0)
    gtk_menu_button_set_label (self->findings, count);
  gtk_widget_set_visible (GTK_WIDGET (self->findings), n > 0);
}

static gboolean
show_work_cb (gpointer data)
{
  IsoStatusLine *self = data;

  self->patience = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->work), TRUE);
  return G_SOURCE_REMOVE;
}

/* A worker makes a large undo or redo, or writes an import. */
static gboolean
is_changing (IsoStatusLine *self)
{
  return iso_project_get_progress (iso_analyser_get_project (self->analyser)) >= 0;
}

static void
busy_changed_cb (IsoStatusLine *self)
{
  gboolean shown = gtk_widget_get_visible (GTK_WIDGET (self->work));

  gtk_label_set_text (self->doing, is_changing (self) ? _("Changing the experiment") : _("Calculating"));
  if (!iso_analyser_get_busy (self->analyser) && !is_changing (self))
    {
      g_clear_handle_id (&self->patience, g_source_remove);
      gtk_widget_set_visible (GTK_WIDGET (self->work), FALSE);
    }
  else if (!shown && self->patience == 0)
    self->patience = g_timeout_add (PATIENCE_MS, show_work_cb, self);
}

/* A calculation that was stopped leaves results of before the change: that is said until there are others. */
static void
stale_changed_cb (IsoStatusLine *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->stale), iso_analyser_get_stale (self->analyser) && !iso_analyser_get_busy (self->analyser));
}

static void
progress_changed_cb (IsoStatusLine *self)
{
  double changed = iso_project_get_progress (iso_analyser_get_project (self->analyser));

  gtk_progress_bar_set_fraction (self->progress, changed >= 0 ? changed : iso_analyser_get_progress (self->analyser));
}

static void
change_progress_cb (IsoStatusLine *self)
{
  busy_changed_cb (self);
  progress_changed_cb (self);
}

/* There may be thousands: their rows are made for a person who looks at them. */
static void
open_findings_cb (GtkMenuButton *button, gpointer self)
{
  gtk_list_box_bind_model (ISO_STATUS_LINE (self)->list, iso_analyser_get_findings (ISO_STATUS_LINE (self)->analyser), create_row, NULL, NULL);
}

static void
findings_closed_cb (IsoStatusLine *self)
{
  gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
}

static void
iso_status_line_dispose (GObject *object)
{
  IsoStatusLine *self = ISO_STATUS_LINE (object);

  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_object (&self->analyser);
  G_OBJECT_CLASS (iso_status_line_parent_class)->dispose (object);
}

static void
iso_status_line_class_init (IsoStatusLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = iso_status_line_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-status-line.ui");
  gtk_widget_class_bind_template_child (widget_class, IsoStatusLine, summary);
  gtk_widget_class_bind_template_child (widget_class, IsoStatusLine, note);
  gtk_widget_class_bind_template_child (widget_class, IsoStatusLine, findings);
  gtk_widget_class_bind_template_child (widget_class, IsoStatusLine, list);
  gtk_widget_class_bind_template_child (widget_class, IsoStatusLine, stale);
  gtk_widget_class_bind_template_child (widget_class, IsoStatusLine, work);
  gtk_widget_class_bind_template_child (widget_class, IsoStatusLine, doing);
  gtk_widget_class_bind_template_child (widget_class, IsoStatusLine, progress);
  gtk_widget_class_bind_template_callback (widget_class, findings_closed_cb);
}

static void
iso_status_line_init (IsoStatusLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
iso_status_line_set_analyser (IsoStatusLine *self, IsoAnalyser *analyser)
{
  g_return_if_fail (ISO_IS_STATUS_LINE (self));
  g_return_if_fail (self->analyser == NULL);

  self->analyser = g_object_ref (analyser);
  gtk_menu_button_set_create_popup_func (self->findings, open_findings_cb, self, NULL);
  g_signal_connect_object (analyser, "notify::analysis", G_CALLBACK (analysis_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (analyser, "notify::busy", G_CALLBACK (busy_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (analyser, "notify::busy", G_CALLBACK (stale_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (analyser, "notify::stale", G_CALLBACK (stale_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (analyser, "notify::progress", G_CALLBACK (progress_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (iso_analyser_get_project (analyser), "notify::progress", G_CALLBACK (change_progress_cb), self, G_CONNECT_SWAPPED);
}
