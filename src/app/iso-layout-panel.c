/* iso-layout-panel.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-layout-panel.h"

#include "iso-accessible.h"
#include "iso-project-layout.h"
#include "iso-resources.h"
#include "iso-rule-list.h"
#include "iso-user-text.h"

#include <glib/gi18n.h>
#include <string.h>

static const char *const mode_names[] = {
  [ISO_LAYOUT_RANDOM] = N_("Randomised"),
  [ISO_LAYOUT_ROW_BLOCKS] = N_("A block of rows for each replicate"),
  [ISO_LAYOUT_COLUMN_BLOCKS] = N_("A block of columns for each replicate"),
  [ISO_LAYOUT_QUARTERS] = N_("A quarter of the plate for each replicate"),
  [ISO_LAYOUT_ORDERED] = N_("In order, for multichannel pipettes"),
};

static const struct
{
  const char *name;
  guint       ring;
  gboolean    medium;
} edges[] = {
  { N_("Edge is used"), 0, FALSE },
  { N_("Edge stays free"), 1, FALSE },
  { N_("Edge is filled with medium"), 1, TRUE },
  { N_("Two rings stay free"), 2, FALSE },
  { N_("Two rings are filled with medium"), 2, TRUE },
};
#define USUAL_EDGE 1

struct _IsoLayoutPanel
{
  AdwBin parent_instance;

  IsoProject       *project;       /* (owned) (nullable) */
  IsoWellSelection *selection;     /* (owned) (nullable) */
  GCancellable     *cancellable;   /* (owned) (nullable) while places are looked for */
  char             *seen;          /* (owned) (nullable) the plate and record that the choices were taken from */
  gboolean          following;
  GtkDropDown      *mode;
  GtkDropDown      *edge;
  GtkDropDown      *scope;
  GtkBox           *seed_box;
  GtkEntry         *seed;
  GtkButton        *another;
  GtkButton        *lay_out;
  GtkSpinner       *spinner;
  GtkButton        *cancel;
  GtkLabel         *problem;
  GtkLabel         *record;
  IsoRuleList      *rules;
};

G_DEFINE_FINAL_TYPE (IsoLayoutPanel, iso_layout_panel, ADW_TYPE_BIN)

static IsoProjectPlate *
get_plate (IsoLayoutPanel *self)
{
  return self->selection != NULL ? iso_well_selection_get_plate (self->selection) : NULL;
}

static guint
get_edge (IsoLayoutPanel *self)
{
  return MIN (gtk_drop_down_get_selected (self->edge), G_N_ELEMENTS (edges) - 1);
}

static gboolean
get_seed (IsoLayoutPanel *self, guint64 *seed)
{
  return g_ascii_string_to_unsigned (gtk_editable_get_text (GTK_EDITABLE (self->seed)), 10, 0, G_MAXUINT64, seed, NULL);
}

static void
set_seed (IsoLayoutPanel *self, guint64 seed)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, seed);

  gtk_editable_set_text (GTK_EDITABLE (self->seed), text);
}

/* NULL: nothing. */
static void
say_problem (IsoLayoutPanel *self, const char *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static void
update_buttons (IsoLayoutPanel *self)
{
  IsoProjectPlate *plate = get_plate (self);
  gboolean busy = self->cancellable != NULL;
  guint64 seed;
  gboolean all = gtk_drop_down_get_selected (self->scope) == 1;
  gboolean can = plate != NULL && !busy && get_seed (self, &seed) && (all || !iso_project_has_readings (plate));

  gtk_widget_set_sensitive (GTK_WIDGET (self->lay_out), can);
  gtk_widget_set_sensitive (GTK_WIDGET (self->another), can);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel), busy);
}

static void
scope_chosen_cb (IsoLayoutPanel *self)
{
  update_buttons (self);
}

/* ---- following ---- */

static guint
find_edge (guint ring, gboolean medium)
{
  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      if (edges[i].ring == ring && (ring == 0 || edges[i].medium == medium))
        return i;
    }
  return USUAL_EDGE;
}

/* The choices that led to the map that is there; once for each, so that what is chosen meanwhile stays. */
static void
take_choices (IsoLayoutPanel *self, const IsoMapRecord *record, gboolean medium)
{
  g_autofree char *key = NULL;

  key = g_strdup_printf ("%s %" G_GUINT64_FORMAT " %d %u %d", iso_project_item_get_id (ISO_PROJECT_ITEM (get_plate (self))),
                         record != NULL ? record->seed : 0, record != NULL ? (int) record->mode : -1, record != NULL ? record->ring : 0, medium);
  if (g_strcmp0 (key, self->seen) == 0)
    return;
  g_free (self->seen);
  self->seen = g_steal_pointer (&key);
  self->following = TRUE;
  gtk_drop_down_set_selected (self->edge, find_edge (record != NULL ? record->ring : edges[USUAL_EDGE].ring, medium));
  if (record != NULL)
    {
      gtk_drop_down_set_selected (self->mode, record->mode);
      set_seed (self, record->seed);
    }
  self->following = FALSE;
}

static void
say_record (IsoLayoutPanel *self, const IsoMapRecord *record)
{
  g_autofree char *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, record != NULL ? record->seed : 0);
  g_autofree char *score = g_strdup_printf ("%" G_GUINT64_FORMAT, record != NULL ? record->score : 0);
  g_autofree char *text = NULL;

  if (iso_project_has_readings (get_plate (self)))
    text = g_strdup (_("This plate has readings, so its wells stay where they are. Duplicate it to lay it out anew."));
  else if (record == NULL)
    text = g_strdup (_("Laid out by hand."));
  else if (record->mode == ISO_LAYOUT_ORDERED)
    text = g_strdup (_("Laid out in order."));
  else
    /* Translators: how the map of a plate came about: in which way, by which seed of chance, and how good it is. */
    text = g_strdup_printf (_("Laid out: %s, seed %s, score %s (less is better)."), _(mode_names[record->mode]), seed, score);
  gtk_label_set_text (self->record, text);
}

static void
refresh (IsoLayoutPanel *self)
{
  IsoProjectPlate *plate = get_plate (self);
  g_autoptr (IsoOutline) outline = NULL;
  const IsoMapRecord *record;

  update_buttons (self);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (self->project != NULL && iso_project_is_open (self->project) && plate != NULL)
    {
      outline = iso_project_get_layout_outline (self->project);
      record = iso_map_records_find (outline->maps, iso_project_item_get_id (ISO_PROJECT_ITEM (plate)));
      take_choices (self, record, outline->dosing.edge_medium);
      say_record (self, record);
    }
  iso_rule_list_show (self->rules, self->project, self->selection, edges[get_edge (self)].ring);
}

static void
plate_changed_cb (IsoLayoutPanel *self)
{
  say_problem (self, NULL);
  refresh (self);
}

/* Medium at the edge is part of how the plates are prepared. */
static void
edge_chosen_cb (IsoLayoutPanel *self)
{
  const char *value = edges[get_edge (self)].medium ? "yes" : NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (self->following || self->project == NULL)
    return;
  if (g_strcmp0 (iso_project_get_preparation (self->project, NULL, "edge medium"), value) != 0
      && !iso_project_set_preparation (self->project, NULL, "edge medium", value, &error))
    text = iso_error_to_user_text (error);
  say_problem (self, text);
  refresh (self);
}

static void
seed_changed_cb (IsoLayoutPanel *self)
{
  guint64 seed;
  gboolean wrong = !get_seed (self, &seed);

  say_problem (self, wrong ? _("A seed is a whole number, such as 42.") : NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->seed), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  update_buttons (self);
}

/* ---- laying out ---- */

static void
tell (IsoLayoutPanel *self, guint broken)
{
  const char *text = broken == 0 ? _("Laid out") : _("Laid out, but not all rules can be kept");

  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "(sb)", text, TRUE);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IsoLayoutPanel) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint broken;

  g_clear_object (&self->cancellable);
  if (iso_project_lay_out_finish (ISO_PROJECT (source), result, &broken, &error))
    tell (self, broken);
  else if (!g_error_matches (error, ISO_ERROR, ISO_ERROR_CANCELLED))
    text = iso_error_to_user_text (error);
  say_problem (self, text);
  refresh (self);
}

static void
lay_out_cb (IsoLayoutPanel *self)
{
  IsoProjectPlate *plate = get_plate (self);
  gboolean all = gtk_drop_down_get_selected (self->scope) == 1;
  IsoLayoutSettings settings = { .mode = gtk_drop_down_get_selected (self->mode), .ring = edges[get_edge (self)].ring };

  if (self->project == NULL || plate == NULL || self->cancellable != NULL || !get_seed (self, &settings.seed))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  say_problem (self, NULL);
  self->cancellable = g_cancellable_new ();
  update_buttons (self);
  iso_project_lay_out_async (self->project, all ? NULL : iso_project_item_get_id (ISO_PROJECT_ITEM (plate)), &settings, self->cancellable,
                             done_cb, g_object_ref (self));
}

static void
another_cb (IsoLayoutPanel *self)
{
  guint64 seed;

  if (get_seed (self, &seed))
    set_seed (self, seed + 1);
  lay_out_cb (self);
}

static void
cancel_cb (IsoLayoutPanel *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
iso_layout_panel_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (iso_layout_panel_parent_class)->map (widget);
  refresh (ISO_LAYOUT_PANEL (widget));
}

static void
iso_layout_panel_dispose (GObject *object)
{
  IsoLayoutPanel *self = ISO_LAYOUT_PANEL (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->project);
  g_clear_object (&self->selection);
  G_OBJECT_CLASS (iso_layout_panel_parent_class)->dispose (object);
}

static void
iso_layout_panel_finalize (GObject *object)
{
  g_free (ISO_LAYOUT_PANEL (object)->seen);
  G_OBJECT_CLASS (iso_layout_panel_parent_class)->finalize (object);
}

static void
iso_layout_panel_class_init (IsoLayoutPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = iso_layout_panel_dispose;
  object_class->finalize = iso_layout_panel_finalize;
  widget_class->map = iso_layout_panel_map;
  g_type_ensure (ISO_TYPE_RULE_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-layout-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, IsoLayoutPanel, mode);
  gtk_widget_class_bind_template_child (widget_class, IsoLayoutPanel, edge);
  gtk_widget_class_bind_template_child (widget_class, IsoLayoutPanel, scope);
  gtk_widget_class_bind_template_child (widget_class, IsoLayoutPanel, seed_box);
  gtk_widget_class_bind_template_child (widget_class, IsoLayoutPanel, seed);
  gtk_widget_class_bind_template_child (widget_class, IsoLayoutPanel, another);
  gtk_widget_class_bind_template_child (widget_class, IsoLayoutPanel, lay_out);
  gtk_widget_class_bind_template_child (widget_class, IsoLayoutPanel, spinner);
  gtk_widget_class_bind_template_child (widget_class, IsoLayoutPanel, cancel);
  gtk_widget_class_bind_template_child (widget_class, IsoLayoutPanel, problem);
  gtk_widget_class_bind_template_child (widget_class, IsoLayoutPanel, record);
  gtk_widget_class_bind_template_child (widget_class, IsoLayoutPanel, rules);
  gtk_widget_class_bind_template_callback (widget_class, scope_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, edge_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, seed_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, lay_out_cb);
  gtk_widget_class_bind_template_callback (widget_class, another_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
add_names (GtkDropDown *drop_down, const char *const *names, guint n)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (list, _(names[i]));
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (list));
}

static void
iso_layout_panel_init (IsoLayoutPanel *self)
{
  const char *edge_names[G_N_ELEMENTS (edges)];

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    edge_names[i] = edges[i].name;
  self->following = TRUE;
  add_names (self->mode, mode_names, G_N_ELEMENTS (mode_names));
  add_names (self->edge, edge_names, G_N_ELEMENTS (edges));
  gtk_drop_down_set_selected (self->edge, USUAL_EDGE);
  self->following = FALSE;
  iso_accessible_name_editable (GTK_EDITABLE (self->seed), _("Seed"));
  update_buttons (self);
}

void
iso_layout_panel_follow (IsoLayoutPanel *self, IsoProject *project, IsoWellSelection *selection)
{
  g_return_if_fail (ISO_IS_LAYOUT_PANEL (self));

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_set_object (&self->project, project);
  g_set_object (&self->selection, selection);
  if (project != NULL)
    g_signal_connect_object (project, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  if (selection != NULL)
    g_signal_connect_object (selection, "notify::plate", G_CALLBACK (plate_changed_cb), self, G_CONNECT_SWAPPED);
  refresh (self);
}
