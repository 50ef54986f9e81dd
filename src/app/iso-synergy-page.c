/* iso-synergy-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-synergy-page.h"

#include "iso-figure-choices.h"
#include "iso-figure-host.h"
#include "iso-figure-table.h"
#include "iso-resources.h"
#include "iso-setting-choice.h"
#include "iso-spark-bar.h"
#include "iso-tooltip.h"
#include "iso-wrap-box.h"

#include <glib/gi18n.h>

struct _IsoSynergyPage
{
  AdwBin parent_instance;

  IsoProject         *project;        /* (owned) (nullable) */
  IsoView            *view;           /* (owned) (nullable) */
  GtkFilterListModel *combinations;   /* (owned) (nullable) they stand in front of the other treatments */
  GtkStack           *stack;
  AdwFlap            *flap;
  GtkListBox         *list;
  GtkToggleButton    *list_button;
  GtkLabel           *title;
  GtkDropDown        *scores;
  GtkDropDown        *levels;
  GtkDropDown        *below_choice;
  GtkToggleButton    *table_button;
  IsoSparkBar        *sparks;
  IsoSettingChoice   *surfaces;
  IsoSettingChoice   *lines;
  IsoSettingChoice   *ci_band;
  IsoSettingChoice   *score_band;
  IsoFigurePane      *main_pane;
  GtkStack           *below_stack;
  IsoFigurePane      *below_pane;
  IsoFigureTable     *index_table;
  IsoFigurePane      *active;         /* the one that was used last */

  gboolean            old;            /* what is shown is of an analysis that is gone, because nobody looks at it */
  gboolean            filling;        /* rows and choices are being set from the view */
};

static void init_host (IsoFigureHostInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (IsoSynergyPage, iso_synergy_page, ADW_TYPE_BIN, G_IMPLEMENT_INTERFACE (ISO_TYPE_FIGURE_HOST, init_host))

enum { PROP_PROJECT = 1 };

/* What can stand below, in the order of the choice; NULL: the table of indices. */
static const char *const below_kinds[] = { "dose-response", "isobologram", "scores", "median-effect", "fa-ci", NULL, "surface" };

static const char *const verdict_classes[] = {
  [ISO_VERDICT_NOT_DECIDED] = "dim-label",
  [ISO_VERDICT_SYNERGISTIC] = "synergistic",
  [ISO_VERDICT_ADDITIVE] = "additive",
  [ISO_VERDICT_ANTAGONISTIC] = "antagonistic",
};

static void
append_label (GtkBox *box, const char *text, const char *css_class, const char *second_class)
{
  GtkWidget *label;

  if (text == NULL)
    return;
  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_lines (GTK_LABEL (label), 3);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  if (second_class != NULL)
    gtk_widget_add_css_class (label, second_class);
  gtk_box_append (box, label);
}

/* combination
 * sample
 * verdict
 * score and interval */
static GtkWidget *
create_row (gpointer item, gpointer data)
{
  IsoSubject *subject = item;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  const char *score = iso_subject_get_score (subject), *verdict = iso_subject_get_remark (subject);
  g_autofree char *name = g_strdup_printf ("%s, %s, %s, %s", iso_subject_get_name (subject), iso_subject_get_detail (subject),
                                           verdict != NULL ? verdict : "", score != NULL ? score : "");

  append_label (GTK_BOX (box), iso_subject_get_name (subject), NULL, NULL);
  append_label (GTK_BOX (box), iso_subject_get_detail (subject), "subject-detail", NULL);
  append_label (GTK_BOX (box), verdict, "subject-remark", verdict_classes[iso_subject_get_verdict (subject)]);
  append_label (GTK_BOX (box), score, "subject-detail", NULL);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  iso_tooltip_set (row, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

static gboolean
is_combination_cb (gpointer item, gpointer data)
{
  return iso_subject_get_kind (item) == ISO_SUBJECT_COMBINATION;
}

static const IsoAnalysis *
get_analysis (IsoSynergyPage *self)
{
  return self->view != NULL ? iso_analyser_get_analysis (iso_view_get_analyser (self->view)) : NULL;
}

/* The combination that is shown; NULL if the treatment is none. */
static const IsoCombination *
get_combination (IsoSynergyPage *self)
{
  const IsoAnalysis *analysis = get_analysis (self);
  IsoSubject *subject = analysis != NULL ? iso_view_get_treatment_subject (self->view) : NULL;

  if (subject == NULL || iso_subject_get_kind (subject) != ISO_SUBJECT_COMBINATION)
    return NULL;
  return iso_analysis_combination (analysis, iso_subject_get_index (subject));
}

/* The numbers of the indices; the table is that of the figure, whose points they are. */
static void
update_below (IsoSynergyPage *self)
{
  guint chosen = gtk_drop_down_get_selected (self->below_choice);
  const char *kind = chosen < G_N_ELEMENTS (below_kinds) ? below_kinds[chosen] : NULL;
  const IsoAnalysis *analysis = get_analysis (self);
  IsoFigureSubject subject;
  g_autoptr (IsoFigure) figure = NULL;

  gtk_stack_set_visible_child_name (self->below_stack, kind != NULL ? "figure" : "table");
  gtk_widget_set_visible (GTK_WIDGET (self->levels), g_strcmp0 (kind, "isobologram") == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->surfaces), g_strcmp0 (kind, "surface") == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->lines), g_strcmp0 (kind, "median-effect") == 0);
  iso_figure_pane_set_kind (self->below_pane, kind);
  if (kind == NULL && get_combination (self) != NULL)
    {
      iso_figure_subject_init (&subject);
      subject.combination = (int) iso_subject_get_index (iso_view_get_treatment_subject (self->view));
      figure = iso_figure_kind_find ("fa-ci")->build (analysis, &subject, iso_figure_style_find ("screen"), 400, 300);
    }
  iso_figure_table_set_figure (self->index_table, figure);
}

static void
select_row (IsoSynergyPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) iso_view_get_treatment (self->view));

  self->filling = TRUE;
  gtk_list_box_select_row (self->list, row);
  self->filling = FALSE;
}

static void
update (IsoSynergyPage *self)
{
  const IsoAnalysis *analysis = get_analysis (self);
  const IsoCombination *combination;
  gboolean matrix;

  gtk_stack_set_visible_child_name (self->stack, analysis != NULL && analysis->combinations->len > 0 ? "desk" : "empty");
  iso_spark_bar_update (self->sparks);
  combination = get_combination (self);
  if (combination == NULL)
    {
      iso_figure_pane_set_kind (self->main_pane, NULL);
      return;
    }
  matrix = combination->is_matrix && combination->n_drugs == 2;
  self->filling = TRUE;
  gtk_label_set_text (self->title, iso_subject_get_name (iso_view_get_treatment_subject (self->view)));
  gtk_widget_set_visible (GTK_WIDGET (self->scores), matrix);
  iso_score_choices_show (self->scores, self->view);
  iso_level_choices_show (self->levels, self->view);
  self->filling = FALSE;
  iso_figure_pane_set_kind (self->main_pane, matrix ? "matrix" : "fa-ci");
  update_below (self);
  select_row (self);
}

static void
update_later_cb (IsoSynergyPage *self)
{
  self->old = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (!self->old)
    update (self);
}

static void
update_table_button (IsoSynergyPage *self)
{
  gtk_toggle_button_set_active (self->table_button, iso_view_get_show_table (self->view));
}

static void
row_selected_cb (IsoSynergyPage *self, GtkListBoxRow *row)
{
  if (!self->filling && row != NULL && self->view != NULL)
    iso_view_set_treatment (self->view, (guint) gtk_list_box_row_get_index (row));
}

/* A list that lies over the figures has done its work. */
static void
row_activated_cb (IsoSynergyPage *self)
{
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
}

static void
score_chosen_cb (IsoSynergyPage *self)
{
  if (!self->filling && self->view != NULL)
    iso_score_choices_take (self->scores, self->view);
}

static void
level_chosen_cb (IsoSynergyPage *self)
{
  if (!self->filling && self->view != NULL)
    iso_level_choices_take (self->levels, self->view);
}

static void
below_chosen_cb (IsoSynergyPage *self)
{
  if (!self->filling && self->view != NULL)
    update_below (self);
}

static void
table_toggled_cb (IsoSynergyPage *self)
{
  if (!self->filling && self->view != NULL)
    g_object_set (self->view, "show-table", gtk_toggle_button_get_active (self->table_button), NULL);
}

static void
entered_cb (IsoSynergyPage *self, IsoFigurePane *pane)
{
  self->active = pane;
}

static void
find_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoSynergyPage *self = ISO_SYNERGY_PAGE (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  adw_flap_set_reveal_flap (self->flap, TRUE);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
set_view (IsoFigureHost *host, IsoView *view)
{
  static const char *const watched[] = { "notify::treatment", "notify::reference", "notify::score", "notify::level" };
  IsoSynergyPage *self = ISO_SYNERGY_PAGE (host);
  IsoAnalyser *analyser = iso_view_get_analyser (view);

  g_return_if_fail (self->view == NULL);

  self->view = g_object_ref (view);
  self->combinations = gtk_filter_list_model_new (g_object_ref (iso_analyser_get_treatments (analyser)),
                                                  GTK_FILTER (gtk_custom_filter_new (is_combination_cb, NULL, NULL)));
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->combinations), create_row, NULL, NULL);
  iso_figure_pane_set_view (self->main_pane, view);
  iso_figure_pane_set_view (self->below_pane, view);
  iso_figure_table_set_view (self->index_table, view);
  iso_spark_bar_set_view (self->sparks, view);
  iso_setting_choice_set_project (self->surfaces, iso_analyser_get_project (analyser));
  iso_setting_choice_set_project (self->lines, iso_analyser_get_project (analyser));
  iso_setting_choice_set_project (self->ci_band, iso_analyser_get_project (analyser));
  iso_setting_choice_set_project (self->score_band, iso_analyser_get_project (analyser));
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (view, watched[i], G_CALLBACK (update_later_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::show-table", G_CALLBACK (update_table_button), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (analyser, "notify::analysis", G_CALLBACK (update_later_cb), self, G_CONNECT_SWAPPED);
  update (self);
  update_table_button (self);
}

static IsoFigurePane *
get_pane (IsoFigureHost *host)
{
  IsoSynergyPage *self = ISO_SYNERGY_PAGE (host);

  if (get_combination (self) == NULL)
    return NULL;
  return self->active != NULL && iso_figure_pane_get_kind (self->active) != NULL ? self->active : self->main_pane;
}

static void
init_host (IsoFigureHostInterface *iface)
{
  iface->set_view = set_view;
  iface->get_pane = get_pane;
}

/* A sample without combinations may have been chosen elsewhere. */
static void
iso_synergy_page_map (GtkWidget *widget)
{
  IsoSynergyPage *self = ISO_SYNERGY_PAGE (widget);

  GTK_WIDGET_CLASS (iso_synergy_page_parent_class)->map (widget);
  if (self->old)
    update (self);
  self->old = FALSE;
  if (get_analysis (self) != NULL && get_combination (self) == NULL && get_analysis (self)->combinations->len > 0)
    iso_view_set_treatment (self->view, 0);
}

static void
iso_synergy_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, ISO_SYNERGY_PAGE (object)->project);
}

static void
iso_synergy_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  g_set_object (&ISO_SYNERGY_PAGE (object)->project, g_value_get_object (value));
}

static void
iso_synergy_page_dispose (GObject *object)
{
  IsoSynergyPage *self = ISO_SYNERGY_PAGE (object);

  g_clear_object (&self->project);
  g_clear_object (&self->view);
  g_clear_object (&self->combinations);
  G_OBJECT_CLASS (iso_synergy_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, IsoSynergyPage, stack);
  gtk_widget_class_bind_template_child (widget_class, IsoSynergyPage, flap);
  gtk_widget_class_bind_template_child (widget_class, IsoSynergyPage, list);
  gtk_widget_class_bind_template_child (widget_class, IsoSynergyPage, list_button);
  gtk_widget_class_bind_template_child (widget_class, IsoSynergyPage, title);
  gtk_widget_class_bind_template_child (widget_class, IsoSynergyPage, scores);
  gtk_widget_class_bind_template_child (widget_class, IsoSynergyPage, levels);
  gtk_widget_class_bind_template_child (widget_class, IsoSynergyPage, below_choice);
  gtk_widget_class_bind_template_child (widget_class, IsoSynergyPage, table_button);
  gtk_widget_class_bind_template_child (widget_class, IsoSynergyPage, sparks);
  gtk_widget_class_bind_template_child (widget_class, IsoSynergyPage, surfaces);
  gtk_widget_class_bind_template_child (widget_class, IsoSynergyPage, lines);
  gtk_widget_class_bind_template_child (widget_class, IsoSynergyPage, ci_band);
  gtk_widget_class_bind_template_child (widget_class, IsoSynergyPage, score_band);
  gtk_widget_class_bind_template_child (widget_class, IsoSynergyPage, main_pane);
  gtk_widget_class_bind_template_child (widget_class, IsoSynergyPage, below_stack);
  gtk_widget_class_bind_template_child (widget_class, IsoSynergyPage, below_pane);
  gtk_widget_class_bind_template_child (widget_class, IsoSynergyPage, index_table);
}

static void
iso_synergy_page_class_init (IsoSynergyPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = iso_synergy_page_get_property;
  object_class->set_property = iso_synergy_page_set_property;
  object_class->dispose = iso_synergy_page_dispose;
  widget_class->map = iso_synergy_page_map;
  g_object_class_install_property (object_class, PROP_PROJECT,
                                   g_param_spec_object ("project", NULL, NULL, ISO_TYPE_PROJECT,
                                                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));

  g_type_ensure (ISO_TYPE_WRAP_BOX);
  g_type_ensure (ISO_TYPE_FIGURE_PANE);
  g_type_ensure (ISO_TYPE_FIGURE_TABLE);
  g_type_ensure (ISO_TYPE_SPARK_BAR);
  g_type_ensure (ISO_TYPE_SETTING_CHOICE);
  gtk_widget_class_install_action (widget_class, "page.find", NULL, find_cb);
  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-synergy-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, score_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, level_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, below_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, table_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
}

static void
iso_synergy_page_init (IsoSynergyPage *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_bind_property (self->flap, "reveal-flap", self->list_button, "active", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (self->flap, "folded", self->list_button, "visible", G_BINDING_SYNC_CREATE);
  self->filling = FALSE;
}
