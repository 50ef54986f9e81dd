/* iso-bench-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-bench-page-private.h"

#include "base/iso-number.h"
#include "iso-columns.h"
#include "iso-drop-down.h"
#include "iso-resources.h"
#include "iso-user-text.h"
#include "iso-wrap-box.h"

#include <glib/gi18n.h>
#include <string.h>

#define NAME_CHARS 20

G_DEFINE_FINAL_TYPE (IsoBenchPage, iso_bench_page, ADW_TYPE_BIN)

enum { PROP_PROJECT = 1 };

static GParamSpec *project_property;

void
iso_bench_page_refuse (IsoBenchPage *self, const GError *error)
{
  g_autofree char *text = error != NULL ? iso_error_to_user_text (error) : NULL;

  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static gboolean
has_treated (IsoProject *project)
{
  GListModel *plates = G_LIST_MODEL (iso_project_get_list (project, ISO_ENTITY_PLATE));

  for (guint i = 0; i < g_list_model_get_n_items (plates); i++)
    {
      g_autoptr (IsoProjectPlate) plate = g_list_model_get_item (plates, i);
      guint n_wells = iso_project_plate_get_format (plate) != NULL ? iso_project_plate_get_n_wells (plate) : 0, n = 0;

      for (guint well = 0; well < n_wells && n == 0; well++)
        iso_project_plate_get_doses (plate, well, &n);
      if (n > 0)
        return TRUE;
    }
  return FALSE;
}

/* The run that the plan is of. */
static void
show_run (IsoBenchPage *self)
{
  const char *run = iso_planner_get_run (self->planner);
  guint n = g_list_model_get_n_items (self->runs);

  self->following = TRUE;
  for (guint i = 0; run != NULL && i < n; i++)
    {
      g_autoptr (IsoProjectItem) item = g_list_model_get_item (self->runs, i);

      if (strcmp (iso_project_item_get_id (item), run) == 0)
        gtk_drop_down_set_selected (self->run, i);
    }
  self->following = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->run), n > 1);
}

static void
run_chosen_cb (IsoBenchPage *self)
{
  IsoProjectItem *item = gtk_drop_down_get_selected_item (self->run);

  if (!self->following && self->planner != NULL && item != NULL)
    iso_planner_set_run (self->planner, iso_project_item_get_id (item));
}

static void
plan_changed_cb (IsoBenchPage *self)
{
  show_run (self);
  iso_bench_page_refuse (self, NULL);
  iso_bench_page_update_actions (self);
}

static void
project_changed_cb (IsoBenchPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, iso_project_is_open (self->project) && has_treated (self->project) ? "plan" : "empty");
  show_run (self);
}

/* ---- remedies ---- */

/* A stronger bottle like the one in use; what was written on that one does not hold for it. */
static gboolean
take_stronger (IsoBenchPage *self, const char *drug, double factor, GError **error)
{
  IsoProjectStock *used = iso_project_get_used_stock (self->project, drug);
  g_auto (IsoBottle) bottle = { 0 };
  g_autofree char *id = NULL;

  if (used == NULL)
    return TRUE;
  iso_bottle_copy (iso_project_stock_get_bottle (used), &bottle);
  bottle.concentration *= factor;
  bottle.thaws = 0;
  g_clear_pointer (&bottle.lot, g_free);
  g_clear_pointer (&bottle.expiry, g_free);
  g_clear_pointer (&bottle.in_spite, g_free);
  bottle.lot = g_strdup ("");
  bottle.expiry = g_strdup ("");
  bottle.in_spite = g_strdup ("");
  id = iso_project_add_stock (self->project, drug, &bottle, error);
  return id != NULL && iso_project_use_stock (self->project, id, error);
}

static IsoProjectItem *
find_drug (IsoBenchPage *self, const char *name)
{
  GListModel *drugs = G_LIST_MODEL (iso_project_get_list (self->project, ISO_ENTITY_DRUG));

  for (guint i = 0; i < g_list_model_get_n_items (drugs); i++)
    {
      g_autoptr (IsoProjectItem) drug = g_list_model_get_item (drugs, i);

      if (strcmp (iso_project_item_get_name (drug), name) == 0)
        return drug;
    }
  return NULL;
}

/* As iso_dosing_apply () does it, in the project. `factors`: by how much a stock is to be stronger. */
static gboolean
take_remedy (IsoBenchPage *self, double enlarge, char **names, const double *factors, GError **error)
{
  g_autofree char *times = iso_number_format (enlarge, 15);

  if (!iso_project_set_preparation (self->project, NULL, "enlarge", enlarge > 1 ? times : NULL, error))
    return FALSE;
  for (guint i = 0; names[i] != NULL; i++)
    {
      IsoProjectItem *drug = find_drug (self, names[i]);
      const char *id = drug != NULL ? iso_project_item_get_id (drug) : NULL;

      if (id == NULL)
        continue;
      if (iso_project_get_preparation (self->project, id, "intermediate") != NULL
          && !iso_project_set_preparation (self->project, id, "intermediate", NULL, error))
        return FALSE;
      if (factors[i] > 1 && !take_stronger (self, id, factors[i], error))
        return FALSE;
    }
  return TRUE;
}

gboolean
iso_bench_page_apply (IsoBenchPage *self, guint remedy, GError **error)
{
  const IsoDosingPlan *dosing;
  const IsoDosingSettings *settings;
  const IsoDosingRemedy *chosen;
  double factors[ISO_MAX_DRUGS] = { 0 }, enlarge;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  gboolean done;

  g_return_val_if_fail (ISO_IS_BENCH_PAGE (self), FALSE);

  dosing = self->planner != NULL ? iso_planner_get_dosing (self->planner) : NULL;
  if (dosing == NULL || remedy >= dosing->remedies->len || iso_planner_get_stale (self->planner))
    return TRUE;

  /* The plan may be gone as soon as something is changed. */
  settings = &iso_planner_get_outline (self->planner)->dosing;
  chosen = &g_array_index (dosing->remedies, IsoDosingRemedy, remedy);
  enlarge = chosen->enlarge;
  for (guint i = 0; i < settings->n_drugs; i++)
    {
      g_strv_builder_add (builder, settings->drugs[i].name);
      factors[i] = chosen->stocks[i] / settings->drugs[i].stock;
    }
  names = g_strv_builder_end (builder);
  if (!iso_project_begin_edit (self->project, "apply-remedy", (const char *const[]) { NULL }, error))
    return FALSE;
  done = take_remedy (self, enlarge, names, factors, error);
  return iso_project_end_edit (self->project, done, done ? error : NULL) && done;
}

/* ---- the object ---- */

static void
iso_bench_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, ISO_BENCH_PAGE (object)->project);
}

static void
iso_bench_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  iso_bench_page_set_project (ISO_BENCH_PAGE (object), g_value_get_object (value));
}

static void
iso_bench_page_dispose (GObject *object)
{
  IsoBenchPage *self = ISO_BENCH_PAGE (object);

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  if (self->planner != NULL)
    g_signal_handlers_disconnect_by_data (self->planner, self);
  g_clear_object (&self->planner);
  g_clear_object (&self->project);
  g_clear_object (&self->runs);
  G_OBJECT_CLASS (iso_bench_page_parent_class)->dispose (object);
}

static void
iso_bench_page_class_init (IsoBenchPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = iso_bench_page_get_property;
  G_OBJECT_CLASS (klass)->set_property = iso_bench_page_set_property;
  G_OBJECT_CLASS (klass)->dispose = iso_bench_page_dispose;
  project_property = g_param_spec_object ("project", NULL, NULL, ISO_TYPE_PROJECT,
                                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_property (G_OBJECT_CLASS (klass), PROP_PROJECT, project_property);

  g_type_ensure (ISO_TYPE_BENCH_DRUGS);
  g_type_ensure (ISO_TYPE_BENCH_FORM);
  g_type_ensure (ISO_TYPE_BENCH_RESULT);
  g_type_ensure (ISO_TYPE_CELLS_GROUP);
  g_type_ensure (ISO_TYPE_COLUMNS);
  g_type_ensure (ISO_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-bench-page.ui");
  gtk_widget_class_bind_template_child (widget_class, IsoBenchPage, stack);
  gtk_widget_class_bind_template_child (widget_class, IsoBenchPage, run);
  gtk_widget_class_bind_template_child (widget_class, IsoBenchPage, lists);
  gtk_widget_class_bind_template_child (widget_class, IsoBenchPage, problem);
  gtk_widget_class_bind_template_child (widget_class, IsoBenchPage, drugs);
  gtk_widget_class_bind_template_child (widget_class, IsoBenchPage, cells);
  gtk_widget_class_bind_template_child (widget_class, IsoBenchPage, form);
  gtk_widget_class_bind_template_child (widget_class, IsoBenchPage, result);
  gtk_widget_class_bind_template_callback (widget_class, run_chosen_cb);
  iso_bench_page_install_actions (widget_class);
}

static void
iso_bench_page_init (IsoBenchPage *self)
{
  g_autoptr (GtkExpression) expression = gtk_property_expression_new (ISO_TYPE_PROJECT_ITEM, NULL, "name");

  gtk_widget_init_template (GTK_WIDGET (self));
  iso_drop_down_shorten (self->run, NAME_CHARS);
  iso_drop_down_set_expression (self->run, expression);
  iso_bench_page_update_actions (self);
}

static void
let_go (IsoBenchPage *self)
{
  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  if (self->planner != NULL)
    g_signal_handlers_disconnect_by_data (self->planner, self);
  iso_bench_result_set_planner (self->result, NULL);
  gtk_drop_down_set_model (self->run, NULL);
  g_clear_object (&self->planner);
  g_clear_object (&self->runs);
}

void
iso_bench_page_set_project (IsoBenchPage *self, IsoProject *project)
{
  g_return_if_fail (ISO_IS_BENCH_PAGE (self));

  if (project == self->project)
    return;
  let_go (self);
  g_set_object (&self->project, project);
  iso_bench_drugs_set_project (self->drugs, project);
  iso_cells_group_set_project (self->cells, project);
  iso_bench_form_set_project (self->form, project);
  if (project != NULL)
    {
      self->runs = g_object_ref (G_LIST_MODEL (iso_project_get_list (project, ISO_ENTITY_RUN)));
      self->following = TRUE;
      gtk_drop_down_set_model (self->run, self->runs);
      self->following = FALSE;
      self->planner = iso_planner_new (project);
      g_signal_connect_object (self->planner, "notify::plan", G_CALLBACK (plan_changed_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
      g_signal_connect_object (self->planner, "notify::stale", G_CALLBACK (iso_bench_page_update_actions), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (project, "changed", G_CALLBACK (project_changed_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
      iso_bench_result_set_planner (self->result, self->planner);
      project_changed_cb (self);
    }
  iso_bench_page_update_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), project_property);
}

IsoPlanner *
iso_bench_page_get_planner (IsoBenchPage *self)
{
  g_return_val_if_fail (ISO_IS_BENCH_PAGE (self), NULL);
  return self->planner;
}
