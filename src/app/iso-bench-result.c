/* iso-bench-result.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-bench-result.h"

#include "dosing/iso-amount.h"
#include "iso-bench-needs.h"
#include "iso-bench-sheet.h"
#include "iso-resources.h"
#include "iso-user-text.h"

#include <glib/gi18n.h>
#include <math.h>

#define SHEET_WIDTH 210   /* of a page that is only looked at, in logical pixels */
#define MOST_SHEETS 12    /* that are shown */

struct _IsoBenchResult
{
  AdwBin parent_instance;

  IsoPlanner          *planner;   /* (owned) (nullable) */
  GPtrArray           *notices;   /* (owned) (nullable) of IsoPlanNotice, in the order of the rows */
  IsoPaper            *paper;     /* (owned) (nullable) */

  AdwActionRow        *state;
  GtkImage            *state_icon;
  GtkSpinner          *spinner;
  GtkButton           *cancel;
  AdwPreferencesGroup *notice_group;
  GtkListBox          *notice_list;
  AdwPreferencesGroup *need_group;
  GtkListBox          *need_list;
  AdwPreferencesGroup *well_group;
  GtkListBox          *well_list;
  AdwPreferencesGroup *sheet_group;
  GtkFlowBox          *sheets;
};

G_DEFINE_FINAL_TYPE (IsoBenchResult, iso_bench_result, ADW_TYPE_BIN)

static void
clear_list (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

static GtkWidget *
create_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title_markup = g_markup_escape_text (title, -1);
  g_autofree char *subtitle_markup = g_markup_escape_text (subtitle != NULL ? subtitle : "", -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title_markup);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle_markup);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  return row;
}

/* A name and its value. */
static GtkWidget *
add_fact (GtkListBox *list, const char *name, const char *value, const char *note)
{
  GtkWidget *row = create_row (name, note), *label = gtk_label_new (value);

  gtk_widget_add_css_class (label, "fact-value");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, value, -1);
  gtk_list_box_append (list, row);
  return row;
}

/* ---- what to look at ---- */

static GtkWidget *
create_notice (IsoBenchResult *self, const IsoPlanNotice *notice)
{
  static const char *const icons[] = { "dialog-information-symbolic", "dialog-warning-symbolic", "dialog-error-symbolic" };
  GtkWidget *row = create_row (notice->text, NULL), *icon = gtk_image_new_from_icon_name (icons[notice->weight]);
  /* Translators: how much a remark weighs; for those who cannot see its icon. */
  const char *const words[] = { _("Note"), _("To be thought about"), _("Stands in the way") };

  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, words[notice->weight], -1);
  if (notice->weight == ISO_NOTICE_STOP)
    gtk_widget_add_css_class (icon, "error");
  else if (notice->weight == ISO_NOTICE_LOOK)
    gtk_widget_add_css_class (icon, "warning");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  if (notice->remedy >= 0)
    {
      GtkWidget *button = gtk_button_new_with_mnemonic (_("_Do This"));

      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "bench.remedy");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", (guint) notice->remedy);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  if (notice->plate >= 0)
    {
      GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

      gtk_widget_set_tooltip_text (arrow, _("Show the Wells"));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
    }
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), notice->plate >= 0);
  return row;
}

static void
show_wells (IsoBenchResult *self, const IsoPlanNotice *notice)
{
  const char *plate = notice != NULL && notice->plate >= 0 ? iso_planner_get_plate (self->planner, (guint) notice->plate) : NULL;

  if (plate != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-wells", "(s@au)", plate,
                                g_variant_new_fixed_array (G_VARIANT_TYPE_UINT32, notice->wells->data, notice->wells->len, sizeof (guint)));
}

static void
notice_activated_cb (IsoBenchResult *self, GtkListBoxRow *row)
{
  guint index = (guint) gtk_list_box_row_get_index (row);

  if (self->notices != NULL && index < self->notices->len)
    show_wells (self, self->notices->pdata[index]);
}

/* The notice with this code that knows wells; NULL: there is none. */
static const IsoPlanNotice *
find_notice (IsoBenchResult *self, const char *code)
{
  for (guint i = 0; code != NULL && self->notices != NULL && i < self->notices->len; i++)
    {
      const IsoPlanNotice *notice = self->notices->pdata[i];

      if (strcmp (notice->code, code) == 0 && notice->plate >= 0)
        return notice;
    }
  return NULL;
}

/* A number that counts wells leads to them. */
static void
fact_activated_cb (IsoBenchResult *self, GtkListBoxRow *row)
{
  const IsoPlanNotice *notice = find_notice (self, g_object_get_data (G_OBJECT (row), "code"));

  if (notice != NULL)
    show_wells (self, notice);
}

static void
fill_notices (IsoBenchResult *self)
{
  clear_list (self->notice_list);
  g_clear_pointer (&self->notices, g_ptr_array_unref);
  if (iso_planner_get_plan (self->planner) != NULL)
    self->notices = iso_plan_notices (iso_planner_get_outline (self->planner), iso_planner_get_plan (self->planner));
  for (guint i = 0; self->notices != NULL && i < self->notices->len; i++)
    gtk_list_box_append (self->notice_list, create_notice (self, self->notices->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self->notice_group), self->notices != NULL && self->notices->len > 0);
}

/* ---- numbers ---- */

static void
lead_to_wells (GtkWidget *row, const char *code)
{
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  gtk_widget_set_tooltip_text (arrow, _("Show the Wells"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "code", (gpointer) code);
}

static void
fill_facts (IsoBenchResult *self, GtkListBox *list, AdwPreferencesGroup *group, GPtrArray *facts)
{
  clear_list (list);
  for (guint i = 0; i < facts->len; i++)
    {
      const IsoBenchFact *fact = facts->pdata[i];

      GtkWidget *row = add_fact (list, fact->name, fact->value, fact->note);

      if (find_notice (self, fact->code) != NULL)
        lead_to_wells (row, fact->code);
    }
  gtk_widget_set_visible (GTK_WIDGET (group), facts->len > 0);
}

static void
fill_numbers (IsoBenchResult *self)
{
  const IsoOutline *outline = iso_planner_get_outline (self->planner);
  const IsoOutlinePlan *plan = iso_planner_get_plan (self->planner);
  g_autoptr (GPtrArray) needs = outline != NULL ? iso_bench_needs (outline, plan) : g_ptr_array_new ();
  g_autoptr (GPtrArray) wells = outline != NULL ? iso_bench_wells (outline, plan) : g_ptr_array_new ();

  fill_facts (self, self->need_list, self->need_group, needs);
  fill_facts (self, self->well_list, self->well_group, wells);
}

/* ---- the sheet ---- */

static void
draw_page_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  IsoBenchResult *self = ISO_BENCH_RESULT (gtk_widget_get_ancestor (GTK_WIDGET (area), ISO_TYPE_BENCH_RESULT));
  double scale = width / ISO_PAPER_WIDTH;

  if (self->paper == NULL || GPOINTER_TO_UINT (data) >= iso_paper_get_pages (self->paper))
    return;
  cairo_scale (cr, scale, scale);
  iso_paper_draw (self->paper, GPOINTER_TO_UINT (data), cr);
}

static GtkWidget *
create_page (IsoBenchResult *self, guint page)
{
  GtkWidget *child = gtk_flow_box_child_new ();
  GtkWidget *area = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, "halign", GTK_ALIGN_CENTER, NULL);
  g_autofree char *label = g_strdup_printf (_("Page %u of %u of the bench sheet"), page + 1, iso_paper_get_pages (self->paper));

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), SHEET_WIDTH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), (int) (SHEET_WIDTH * ISO_PAPER_HEIGHT / ISO_PAPER_WIDTH));
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_page_cb, GUINT_TO_POINTER (page), NULL);
  gtk_widget_add_css_class (area, "figure-paper");
  gtk_widget_set_focusable (child, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (area), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), area);
  return child;
}

static void
fill_sheets (IsoBenchResult *self)
{
  const IsoDosingPlan *dosing = iso_planner_get_dosing (self->planner);
  GtkWidget *child;
  guint n;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sheets))) != NULL)
    gtk_flow_box_remove (self->sheets, child);
  g_clear_pointer (&self->paper, iso_paper_free);
  if (dosing != NULL && dosing->feasible)
    self->paper = iso_bench_sheet_draw (iso_planner_get_outline (self->planner), iso_planner_get_plan (self->planner), 0);
  n = self->paper != NULL ? iso_paper_get_pages (self->paper) : 0;
  for (guint i = 0; i < MIN (n, MOST_SHEETS); i++)
    gtk_flow_box_append (self->sheets, create_page (self, i));
  gtk_widget_set_visible (GTK_WIDGET (self->sheet_group), n > 0);
}

/* ---- whether it can be done ---- */

static void
show_state (IsoBenchResult *self, const char *icon, const char *style, const char *title, const char *subtitle)
{
  static const char *const styles[] = { "error", "success", "warning" };
  g_autofree char *markup = g_markup_escape_text (subtitle, -1);

  gtk_image_set_from_icon_name (self->state_icon, icon);
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->state_icon), styles[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self->state_icon), style);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state), title);
  adw_action_row_set_subtitle (self->state, markup);
}

static void
update_state (IsoBenchResult *self)
{
  const GError *error = iso_planner_get_error (self->planner);
  const IsoDosingPlan *dosing = iso_planner_get_dosing (self->planner);
  g_autofree char *text = error != NULL ? iso_error_to_user_text (error) : NULL;

  if (error != NULL)
    show_state (self, "dialog-warning-symbolic", "warning", _("Something is missing"), text);
  else if (dosing == NULL)
    show_state (self, "content-loading-symbolic", "success", _("Being worked out"), "");
  else if (dosing->feasible)
    show_state (self, "emblem-ok-symbolic", "success", _("It can be done"), _("Every volume and every vessel is within its limits."));
  else
    show_state (self, "dialog-error-symbolic", "error", _("It cannot be done like this"), _("See below which limit stands in the way."));
}

static void
update_busy (IsoBenchResult *self)
{
  gboolean busy = iso_planner_get_busy (self->planner);

  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel), busy);
}

static void
cancel_cb (IsoBenchResult *self)
{
  if (self->planner != NULL)
    iso_planner_cancel (self->planner);
}

static void
plan_changed_cb (IsoBenchResult *self)
{
  fill_notices (self);
  fill_numbers (self);
  fill_sheets (self);
  update_state (self);
}

static void
iso_bench_result_dispose (GObject *object)
{
  IsoBenchResult *self = ISO_BENCH_RESULT (object);

  if (self->planner != NULL)
    g_signal_handlers_disconnect_by_data (self->planner, self);
  g_clear_object (&self->planner);
  g_clear_pointer (&self->notices, g_ptr_array_unref);
  g_clear_pointer (&self->paper, iso_paper_free);
  G_OBJECT_CLASS (iso_bench_result_parent_class)->dispose (object);
}

static void
iso_bench_result_class_init (IsoBenchResultClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = iso_bench_result_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-bench-result.ui");
  gtk_widget_class_bind_template_child (widget_class, IsoBenchResult, state);
  gtk_widget_class_bind_template_child (widget_class, IsoBenchResult, state_icon);
  gtk_widget_class_bind_template_child (widget_class, IsoBenchResult, spinner);
  gtk_widget_class_bind_template_child (widget_class, IsoBenchResult, cancel);
  gtk_widget_class_bind_template_child (widget_class, IsoBenchResult, notice_group);
  gtk_widget_class_bind_template_child (widget_class, IsoBenchResult, notice_list);
  gtk_widget_class_bind_template_child (widget_class, IsoBenchResult, need_group);
  gtk_widget_class_bind_template_child (widget_class, IsoBenchResult, need_list);
  gtk_widget_class_bind_template_child (widget_class, IsoBenchResult, well_group);
  gtk_widget_class_bind_template_child (widget_class, IsoBenchResult, well_list);
  gtk_widget_class_bind_template_child (widget_class, IsoBenchResult, sheet_group);
  gtk_widget_class_bind_template_child (widget_class, IsoBenchResult, sheets);
  gtk_widget_class_bind_template_callback (widget_class, notice_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, fact_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
iso_bench_result_init (IsoBenchResult *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
iso_bench_result_set_planner (IsoBenchResult *self, IsoPlanner *planner)
{
  g_return_if_fail (ISO_IS_BENCH_RESULT (self));

  if (self->planner != NULL)
    g_signal_handlers_disconnect_by_data (self->planner, self);
  g_set_object (&self->planner, planner);
  if (planner == NULL)
    return;
  g_signal_connect_object (planner, "notify::plan", G_CALLBACK (plan_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (planner, "notify::busy", G_CALLBACK (update_busy), self, G_CONNECT_SWAPPED);
  plan_changed_cb (self);
  update_busy (self);
}

const IsoPaper *
iso_bench_result_get_paper (IsoBenchResult *self)
{
  g_return_val_if_fail (ISO_IS_BENCH_RESULT (self), NULL);
  return self->paper;
}
