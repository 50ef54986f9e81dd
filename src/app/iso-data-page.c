/* iso-data-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-data-page.h"

#include "iso-excluded-list.h"
#include "iso-figure-host.h"
#include "iso-resources.h"
#include "iso-tooltip.h"
#include "iso-wrap-box.h"

#include <glib/gi18n.h>

struct _IsoDataPage
{
  AdwBin parent_instance;

  IsoProject      *project;        /* (owned) (nullable) */
  IsoView         *view;           /* (owned) (nullable) */
  AdwFlap         *flap;
  GtkListBox      *plates;
  GtkToggleButton *plates_button;
  GtkLabel        *title;
  GtkLabel        *warnings;
  GtkDropDown     *layers;
  GtkToggleButton *table_button;
  IsoFigurePane   *pane;
  IsoExcludedList *excluded;

  gboolean         filling;        /* rows and choices are being set from the view */
};

static void init_host (IsoFigureHostInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (IsoDataPage, iso_data_page, ADW_TYPE_BIN, G_IMPLEMENT_INTERFACE (ISO_TYPE_FIGURE_HOST, init_host))

enum { PROP_PROJECT = 1 };

static void
append_label (GtkBox *box, const char *text, const char *css_class)
{
  GtkWidget *label;

  if (text == NULL)
    return;
  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (box, label);
}

/* name                badge */
static GtkWidget *
create_head (IsoSubject *plate)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = gtk_label_new (iso_subject_get_name (plate));
  guint n;
  const char *warnings = iso_subject_get_warnings (plate, &n);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_box_append (GTK_BOX (head), name);
  if (n > 0)
    {
      g_autofree char *number = g_strdup_printf ("%u", n);
      GtkWidget *badge = gtk_label_new (number);

      gtk_widget_add_css_class (badge, "note-pill");
      gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
      iso_tooltip_set (badge, warnings);
      gtk_box_append (GTK_BOX (head), badge);
    }
  return head;
}

static char *
describe_plate (IsoSubject *plate)
{
  guint n;
  const char *const parts[] = {
    iso_subject_get_name (plate), iso_subject_get_run (plate), iso_subject_get_detail (plate), iso_subject_get_content (plate),
    iso_subject_get_remark (plate), iso_subject_get_quality (plate), iso_subject_get_warnings (plate, &n),
  };
  g_autoptr (GPtrArray) known = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_ptr_array_add (known, (char *) parts[i]);
  g_ptr_array_add (known, NULL);
  return g_strjoinv ("\n", (char **) known->pdata);
}

static GtkWidget *
create_plate_row (gpointer item, gpointer data)
{
  IsoSubject *plate = item;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *description = describe_plate (plate);
  g_autofree char *spoken = g_strdelimit (g_strdup (description), "\n", ' ');

  gtk_box_append (GTK_BOX (box), create_head (plate));
  append_label (GTK_BOX (box), iso_subject_get_detail (plate), "subject-detail");
  append_label (GTK_BOX (box), iso_subject_get_content (plate), "subject-detail");
  append_label (GTK_BOX (box), iso_subject_get_remark (plate), "subject-remark");
  append_label (GTK_BOX (box), iso_subject_get_quality (plate), "subject-detail");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  iso_tooltip_set (row, description);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (row), "run", g_strdup (iso_subject_get_run (plate)), g_free);
  return row;
}

/* The plates of one experiment stand under its name. */
static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  const char *run = g_object_get_data (G_OBJECT (row), "run");
  const char *above = before != NULL ? g_object_get_data (G_OBJECT (before), "run") : NULL;
  g_autofree char *text = NULL;
  GtkWidget *label;

  if (run == NULL || g_strcmp0 (run, above) == 0)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  text = g_ascii_isdigit (*run) ? g_strdup_printf (_("Experiment %s"), run) : g_strdup (run);
  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "fact-section");
  gtk_list_box_row_set_header (row, label);
}

static void
select_row (IsoDataPage *self)
{
  self->filling = TRUE;
  gtk_list_box_select_row (self->plates, gtk_list_box_get_row_at_index (self->plates, (int) iso_view_get_plate (self->view)));
  self->filling = FALSE;
}

static gboolean
has_wells (IsoDataPage *self, IsoSubject *plate)
{
  const IsoAnalysis *analysis = iso_analyser_get_analysis (iso_view_get_analyser (self->view));
  const IsoPlate *own = analysis != NULL && plate != NULL ? iso_experiment_plate (analysis->dataset->experiment,
                                                                                  (int) iso_subject_get_index (plate)) : NULL;

  return own != NULL && own->format != NULL;
}

/* The rows of a table have no places, and are shown beside each other. */
static void
update_figure (IsoDataPage *self)
{
  IsoSubject *plate = iso_view_get_plate_subject (self->view);
  gboolean places = has_wells (self, plate);
  IsoDataLayer layer = iso_view_get_layer (self->view);
  const char *warnings;
  guint n = 0;

  warnings = plate != NULL ? iso_subject_get_warnings (plate, &n) : NULL;
  self->filling = TRUE;
  gtk_drop_down_set_selected (self->layers, places ? layer : ISO_DATA_LAYER_REPLICATES);
  gtk_widget_set_sensitive (GTK_WIDGET (self->layers), places);
  self->filling = FALSE;
  gtk_widget_set_visible (adw_flap_get_flap (self->flap), plate != NULL);
  gtk_label_set_text (self->title, plate != NULL ? iso_subject_get_name (plate) : _("Data"));
  gtk_label_set_text (self->warnings, warnings != NULL ? warnings : "");
  gtk_widget_set_visible (GTK_WIDGET (self->warnings), n > 0);
  iso_figure_pane_set_kind (self->pane, places && layer != ISO_DATA_LAYER_REPLICATES ? "plate" : "replicates");
  select_row (self);
}

static void
update_table_button (IsoDataPage *self)
{
  gtk_toggle_button_set_active (self->table_button, iso_view_get_show_table (self->view));
}

static void
plate_selected_cb (IsoDataPage *self, GtkListBoxRow *row)
{
  if (!self->filling && row != NULL && self->view != NULL)
    iso_view_set_plate (self->view, (guint) gtk_list_box_row_get_index (row));
}

/* A list that lies over the figure has done its work. */
static void
plate_activated_cb (IsoDataPage *self)
{
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
}

static void
layer_chosen_cb (IsoDataPage *self)
{
  if (!self->filling && self->view != NULL)
    g_object_set (self->view, "layer", gtk_drop_down_get_selected (self->layers), NULL);
}

static void
table_toggled_cb (IsoDataPage *self)
{
  if (!self->filling && self->view != NULL)
    g_object_set (self->view, "show-table", gtk_toggle_button_get_active (self->table_button), NULL);
}

static void
find_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoDataPage *self = ISO_DATA_PAGE (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->plates);

  adw_flap_set_reveal_flap (self->flap, TRUE);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
set_view (IsoFigureHost *host, IsoView *view)
{
  IsoDataPage *self = ISO_DATA_PAGE (host);

  g_return_if_fail (self->view == NULL);

  self->view = g_object_ref (view);
  gtk_list_box_bind_model (self->plates, iso_analyser_get_plates (iso_view_get_analyser (view)), create_plate_row, NULL, NULL);
  iso_figure_pane_set_view (self->pane, view);
  iso_excluded_list_set_view (self->excluded, view);
  g_signal_connect_object (view, "notify::plate", G_CALLBACK (update_figure), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::layer", G_CALLBACK (update_figure), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::show-table", G_CALLBACK (update_table_button), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (iso_view_get_analyser (view), "notify::analysis", G_CALLBACK (update_figure), self, G_CONNECT_SWAPPED);
  update_figure (self);
  update_table_button (self);
}

static IsoFigurePane *
get_pane (IsoFigureHost *host)
{
  return ISO_DATA_PAGE (host)->pane;
}

static void
init_host (IsoFigureHostInterface *iface)
{
  iface->set_view = set_view;
  iface->get_pane = get_pane;
}

static void
iso_data_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, ISO_DATA_PAGE (object)->project);
}

static void
iso_data_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  g_set_object (&ISO_DATA_PAGE (object)->project, g_value_get_object (value));
}

static void
iso_data_page_dispose (GObject *object)
{
  IsoDataPage *self = ISO_DATA_PAGE (object);

  g_clear_object (&self->project);
  g_clear_object (&self->view);
  G_OBJECT_CLASS (iso_data_page_parent_class)->dispose (object);
}

static void
iso_data_page_class_init (IsoDataPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = iso_data_page_get_property;
  object_class->set_property = iso_data_page_set_property;
  object_class->dispose = iso_data_page_dispose;
  g_object_class_install_property (object_class, PROP_PROJECT,
                                   g_param_spec_object ("project", NULL, NULL, ISO_TYPE_PROJECT,
                                                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));

  g_type_ensure (ISO_TYPE_WRAP_BOX);
  g_type_ensure (ISO_TYPE_EXCLUDED_LIST);
  g_type_ensure (ISO_TYPE_FIGURE_PANE);
  gtk_widget_class_install_action (widget_class, "page.find", NULL, find_cb);
  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-data-page.ui");
  gtk_widget_class_bind_template_child (widget_class, IsoDataPage, flap);
  gtk_widget_class_bind_template_child (widget_class, IsoDataPage, plates);
  gtk_widget_class_bind_template_child (widget_class, IsoDataPage, plates_button);
  gtk_widget_class_bind_template_child (widget_class, IsoDataPage, title);
  gtk_widget_class_bind_template_child (widget_class, IsoDataPage, warnings);
  gtk_widget_class_bind_template_child (widget_class, IsoDataPage, layers);
  gtk_widget_class_bind_template_child (widget_class, IsoDataPage, table_button);
  gtk_widget_class_bind_template_child (widget_class, IsoDataPage, pane);
  gtk_widget_class_bind_template_child (widget_class, IsoDataPage, excluded);
  gtk_widget_class_bind_template_callback (widget_class, plate_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, plate_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, layer_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, table_toggled_cb);
}

static void
iso_data_page_init (IsoDataPage *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->plates, header_cb, NULL, NULL);
  g_object_bind_property (self->flap, "reveal-flap", self->plates_button, "active", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (self->flap, "folded", self->plates_button, "visible", G_BINDING_SYNC_CREATE);
  self->filling = FALSE;
}
