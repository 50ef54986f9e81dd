/* iso-curves-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-curves-page.h"

#include "iso-accessible.h"
#include "iso-curve-columns.h"
#include "iso-curve-rules.h"
#include "iso-curve-view.h"
#include "iso-figure-host.h"
#include "iso-list-row.h"
#include "iso-resources.h"
#include "iso-scroll-start.h"
#include "iso-setting-choice.h"

#include <glib/gi18n.h>
#include <string.h>

struct _IsoCurvesPage
{
  AdwBin parent_instance;

  IsoProject        *project;     /* (owned) (nullable) */
  IsoView           *view;        /* (owned) (nullable) */
  const IsoAnalysis *analysis;    /* what the items were made of; never looked into */
  GListStore        *items;       /* (owned) of IsoCurveItem */
  GtkFilter         *filter;      /* (owned) */
  GtkSelectionModel *selection;   /* (owned) */
  char              *words;       /* (owned) (nullable) what is searched, case folded */
  gboolean           old;         /* the items are those of an analysis that is gone, because nobody looks at them */
  gboolean           following;   /* rows are being selected from the view, or the view from rows */

  AdwToastOverlay   *toasts;
  GtkStack          *stack;
  GtkColumnView     *table;
  GtkSearchEntry    *search;
  IsoSettingChoice  *measure;
  IsoCurveRules     *rules;
  IsoCurveView      *curves;
};

enum { PROP_PROJECT = 1 };

static void init_host (IsoFigureHostInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (IsoCurvesPage, iso_curves_page, ADW_TYPE_BIN, G_IMPLEMENT_INTERFACE (ISO_TYPE_FIGURE_HOST, init_host))

static GParamSpec *project_property;

static gboolean
match_cb (gpointer item, gpointer data)
{
  IsoCurvesPage *self = data;

  for (guint i = 0; self->words != NULL && i < ISO_N_CURVE_COLUMNS; i++)
    {
      g_autofree char *text = iso_curve_columns_dup_words (item, (IsoCurveColumn) i);
      g_autofree char *folded = g_utf8_casefold (text, -1);

      if (strstr (folded, self->words) != NULL)
        return TRUE;
    }
  return self->words == NULL;
}

static void
choose_child (IsoCurvesPage *self)
{
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->items)) == 0;
  gboolean nothing = g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0;

  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : nothing ? "nothing" : "table");
  gtk_widget_set_sensitive (GTK_WIDGET (self->search), !empty);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.copy", !empty && !nothing);
}

/* The rows of which `wanted` says so. */
static GtkBitset *
find_rows (IsoCurvesPage *self, gboolean (*wanted) (IsoCurveItem *item, gconstpointer data), gconstpointer data)
{
  GtkBitset *rows = gtk_bitset_new_empty ();

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->selection)); i++)
    {
      g_autoptr (IsoCurveItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (wanted (item, data))
        gtk_bitset_add (rows, i);
    }
  return rows;
}

/* Those, and no others. */
static void
select_rows (IsoCurvesPage *self, gboolean (*wanted) (IsoCurveItem *item, gconstpointer data), gconstpointer data)
{
  g_autoptr (GtkBitset) mask = gtk_bitset_new_range (0, g_list_model_get_n_items (G_LIST_MODEL (self->selection)));
  g_autoptr (GtkBitset) rows = find_rows (self, wanted, data);

  self->following = TRUE;
  gtk_selection_model_set_selection (self->selection, rows, mask);
  self->following = FALSE;
}

static gboolean
holds_any (IsoCurveItem *item, gconstpointer data)
{
  const GtkBitset *wells = data;
  guint n;
  const guint *observations = iso_curve_item_get_observations (item, &n);

  for (guint i = 0; i < n; i++)
    if (gtk_bitset_contains (wells, observations[i]))
      return TRUE;
  return FALSE;
}

static gboolean
has_key (IsoCurveItem *item, gconstpointer data)
{
  g_autofree char *key = iso_curve_item_dup_key (item);

  return g_hash_table_contains ((GHashTable *) data, key);
}

static GListModel *
list_selected (IsoCurvesPage *self)
{
  GListStore *list = g_list_store_new (ISO_TYPE_CURVE_ITEM);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->selection)); i++)
    {
      g_autoptr (IsoCurveItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (gtk_selection_model_is_selected (self->selection, i))
        g_list_store_append (list, item);
    }
  return G_LIST_MODEL (list);
}

/* The selected curves stand below the table. */
static void
show_selected (IsoCurvesPage *self)
{
  g_autoptr (GListModel) selected = list_selected (self);
  g_autofree guint *arms = g_new (guint, g_list_model_get_n_items (selected) + 1);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (selected); i++)
    {
      g_autoptr (IsoCurveItem) item = g_list_model_get_item (selected, i);
      guint arm = iso_curve_item_get_arm (item), k = 0;

      /* Experiments of one arm may be rows of their own. */
      while (k < n && arms[k] != arm)
        k++;
      arms[k] = arm;
      n = MAX (n, k + 1);
    }
  iso_curve_view_set_arms (self->curves, arms, n);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.compare", n == 2);
}

static void
fill_titles (IsoCurvesPage *self, const IsoAnalysis *analysis)
{
  GListModel *columns = gtk_column_view_get_columns (self->table);

  for (guint i = 0; i < ISO_N_CURVE_COLUMNS; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      g_autofree char *title = iso_curve_column_dup_title ((IsoCurveColumn) i, analysis);

      gtk_column_view_column_set_title (column, title);
      gtk_column_view_column_set_visible (column, iso_curve_column_is_told ((IsoCurveColumn) i, analysis));
    }
}

static void
take_analysis (IsoCurvesPage *self)
{
  g_autoptr (GListModel) before = list_selected (self);
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (before); i++)
    {
      g_autoptr (IsoCurveItem) item = g_list_model_get_item (before, i);

      g_hash_table_add (keys, iso_curve_item_dup_key (item));
    }
  self->analysis = iso_analyser_get_analysis (iso_view_get_analyser (self->view));
  gtk_widget_set_visible (GTK_WIDGET (self->measure), self->analysis != NULL && self->analysis->growth != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->rules), self->analysis == NULL || !iso_analysis_shows_growth (self->analysis));
  fill_titles (self, self->analysis);
  iso_curve_items_fill (self->items, self->analysis);
  select_rows (self, has_key, keys);
  choose_child (self);
  show_selected (self);
}

static void
analysis_changed_cb (IsoCurvesPage *self)
{
  self->old = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (!self->old)
    take_analysis (self);
}

static gboolean
is_current (IsoCurvesPage *self)
{
  return self->view != NULL && self->analysis != NULL && self->analysis == iso_analyser_get_analysis (iso_view_get_analyser (self->view));
}

static GtkBitset *
make_set (const guint *observations, guint n)
{
  GtkBitset *set = gtk_bitset_new_empty ();

  for (guint i = 0; i < n; i++)
    gtk_bitset_add (set, observations[i]);
  return set;
}

/* The pointer is on wells, here or elsewhere: their curves are lit. */
static void
pointed_changed_cb (IsoCurvesPage *self)
{
  guint n;
  const guint *pointed = iso_view_get_pointed (self->view, &n);
  g_autoptr (GtkBitset) wells = make_set (pointed, n), rows = NULL;

  if (!is_current (self) || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  rows = find_rows (self, holds_any, wells);
  iso_list_row_light (GTK_WIDGET (self->table), rows);
}

static void
motion_cb (IsoCurvesPage *self, double x, double y)
{
  guint row = iso_list_row_at (GTK_WIDGET (self->table), x, y), n = 0;
  g_autoptr (IsoCurveItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), row);
  const guint *observations = item != NULL ? iso_curve_item_get_observations (item, &n) : NULL;

  if (is_current (self))
    iso_view_point (self->view, observations, n);
}

static void
leave_cb (IsoCurvesPage *self)
{
  if (self->view != NULL)
    iso_view_point (self->view, NULL, 0);
}

/* Somebody selected wells elsewhere: their curves are the selected ones. */
static void
view_selection_changed_cb (IsoCurvesPage *self)
{
  guint n;
  const guint *selected = iso_view_get_selection (self->view, &n);
  g_autoptr (GtkBitset) wells = make_set (selected, n);

  if (self->following || self->analysis != iso_analyser_get_analysis (iso_view_get_analyser (self->view)))
    return;
  if (gtk_widget_is_ancestor (gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self))) ?: GTK_WIDGET (self), GTK_WIDGET (self->curves)))
    return;
  select_rows (self, holds_any, wells);
  show_selected (self);
}

/* Somebody selected rows: their wells are selected everywhere, and the treatment is one that they are part of. */
static void
rows_selected_cb (IsoCurvesPage *self)
{
  const IsoAnalysis *analysis = self->view != NULL ? iso_analyser_get_analysis (iso_view_get_analyser (self->view)) : NULL;
  g_autoptr (GListModel) selected = NULL;
  g_autoptr (GArray) wells = NULL;

  if (self->following || analysis == NULL || analysis != self->analysis)
    return;
  self->following = TRUE;
  selected = list_selected (self);
  wells = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < g_list_model_get_n_items (selected); i++)
    {
      g_autoptr (IsoCurveItem) item = g_list_model_get_item (selected, i);
      GListModel *treatments = iso_analyser_get_treatments (iso_view_get_analyser (self->view));
      guint treatment = iso_curve_item_find_treatment (item, analysis, treatments, iso_view_get_treatment (self->view));
      guint n;
      const guint *observations = iso_curve_item_get_observations (item, &n);

      if (i == 0 && treatment != G_MAXUINT)
        iso_view_set_treatment (self->view, treatment);
      g_array_append_vals (wells, observations, n);
    }
  iso_view_select (self->view, (const guint *) (gpointer) wells->data, wells->len);
  self->following = FALSE;
  show_selected (self);
}

static void
row_activated_cb (IsoCurvesPage *self)
{
  iso_view_set_page (self->view, "dose-response");
}

static void
search_changed_cb (IsoCurvesPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  g_clear_pointer (&self->words, g_free);
  if (*text != '\0')
    self->words = g_utf8_casefold (text, -1);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  choose_child (self);
}

static void
stop_search_cb (IsoCurvesPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
find_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (ISO_CURVES_PAGE (widget)->search));
}

/* All that are listed: what is being searched for. */
static void
select_all_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_selection_model_select_all (ISO_CURVES_PAGE (widget)->selection);
}

static void
copy_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoCurvesPage *self = ISO_CURVES_PAGE (widget);
  g_autofree char *text = iso_curves_page_dup_text (self);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("Table copied")));
}

static void
compare_selected_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  iso_curve_view_compare (ISO_CURVES_PAGE (widget)->curves);
}

static void
fill_table (IsoCurvesPage *self)
{
  GListModel *filtered, *sorted;

  self->filter = GTK_FILTER (gtk_custom_filter_new (match_cb, self, NULL));
  filtered = G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->items)), g_object_ref (self->filter)));
  sorted = G_LIST_MODEL (gtk_sort_list_model_new (filtered, g_object_ref (gtk_column_view_get_sorter (self->table))));
  self->selection = GTK_SELECTION_MODEL (gtk_multi_selection_new (sorted));
  gtk_column_view_set_model (self->table, self->selection);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (rows_selected_cb), self, G_CONNECT_SWAPPED);
  iso_curve_columns_fill (self->table);
  fill_titles (self, NULL);
}

static void
iso_curves_page_map (GtkWidget *widget)
{
  IsoCurvesPage *self = ISO_CURVES_PAGE (widget);

  GTK_WIDGET_CLASS (iso_curves_page_parent_class)->map (widget);
  if (!self->old)
    return;
  self->old = FALSE;
  take_analysis (self);
  view_selection_changed_cb (self);
}

static void
iso_curves_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, ISO_CURVES_PAGE (object)->project);
}

static void
iso_curves_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  g_set_object (&ISO_CURVES_PAGE (object)->project, g_value_get_object (value));
}

static void
iso_curves_page_dispose (GObject *object)
{
  IsoCurvesPage *self = ISO_CURVES_PAGE (object);

  g_clear_object (&self->project);
  g_clear_object (&self->view);
  g_clear_object (&self->selection);
  g_clear_object (&self->filter);
  g_clear_object (&self->items);
  g_clear_pointer (&self->words, g_free);
  G_OBJECT_CLASS (iso_curves_page_parent_class)->dispose (object);
}

static void
set_view (IsoFigureHost *host, IsoView *view)
{
  IsoCurvesPage *self = ISO_CURVES_PAGE (host);

  g_return_if_fail (self->view == NULL);

  self->view = g_object_ref (view);
  iso_curve_view_set_view (self->curves, view);
  iso_setting_choice_set_project (self->measure, iso_analyser_get_project (iso_view_get_analyser (view)));
  iso_curve_rules_set_project (self->rules, iso_analyser_get_project (iso_view_get_analyser (view)));
  g_signal_connect_object (view, "selection-changed", G_CALLBACK (view_selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "pointed-changed", G_CALLBACK (pointed_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (iso_view_get_analyser (view), "notify::analysis", G_CALLBACK (analysis_changed_cb), self, G_CONNECT_SWAPPED);
  take_analysis (self);
  view_selection_changed_cb (self);
}

static IsoFigurePane *
get_pane (IsoFigureHost *host)
{
  return iso_curve_view_get_pane (ISO_CURVES_PAGE (host)->curves);
}

static void
init_host (IsoFigureHostInterface *iface)
{
  iface->set_view = set_view;
  iface->get_pane = get_pane;
}

static void
iso_curves_page_class_init (IsoCurvesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = iso_curves_page_get_property;
  G_OBJECT_CLASS (klass)->set_property = iso_curves_page_set_property;
  G_OBJECT_CLASS (klass)->dispose = iso_curves_page_dispose;
  widget_class->map = iso_curves_page_map;
  project_property = g_param_spec_object ("project", NULL, NULL, ISO_TYPE_PROJECT, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_property (G_OBJECT_CLASS (klass), PROP_PROJECT, project_property);

  g_type_ensure (ISO_TYPE_CURVE_RULES);
  g_type_ensure (ISO_TYPE_CURVE_VIEW);
  g_type_ensure (ISO_TYPE_SETTING_CHOICE);
  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-curves-page.ui");
  gtk_widget_class_bind_template_child (widget_class, IsoCurvesPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, IsoCurvesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, IsoCurvesPage, table);
  gtk_widget_class_bind_template_child (widget_class, IsoCurvesPage, search);
  gtk_widget_class_bind_template_child (widget_class, IsoCurvesPage, measure);
  gtk_widget_class_bind_template_child (widget_class, IsoCurvesPage, rules);
  gtk_widget_class_bind_template_child (widget_class, IsoCurvesPage, curves);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, motion_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
  gtk_widget_class_install_action (widget_class, "page.find", NULL, find_cb);
  gtk_widget_class_install_action (widget_class, "page.select-all", NULL, select_all_cb);
  gtk_widget_class_install_action (widget_class, "page.compare", NULL, compare_selected_cb);
  gtk_widget_class_install_action (widget_class, "page.copy", NULL, copy_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "page.find", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, GDK_CONTROL_MASK, "page.select-all", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "page.copy", NULL);
}

static void
iso_curves_page_init (IsoCurvesPage *self)
{
  self->items = g_list_store_new (ISO_TYPE_CURVE_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));
  iso_scroll_from_start (GTK_WIDGET (self->table));
  iso_accessible_name_editable (GTK_EDITABLE (self->search), _("Search the curves"));
  fill_table (self);
  choose_child (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.compare", FALSE);
}

char *
iso_curves_page_dup_text (IsoCurvesPage *self)
{
  g_autoptr (GListModel) selected = NULL;

  g_return_val_if_fail (ISO_IS_CURVES_PAGE (self), NULL);

  selected = list_selected (self);
  return iso_curve_items_to_tsv (g_list_model_get_n_items (selected) > 0 ? selected : G_LIST_MODEL (self->selection));
}
