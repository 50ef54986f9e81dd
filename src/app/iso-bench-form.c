/* iso-bench-form.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-bench-form.h"

#include "base/iso-number.h"
#include "dosing/iso-preparation.h"
#include "iso-bench-text.h"
#include "iso-user-text.h"
#include "iso-value-row.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

typedef enum
{
  ROW_CHOICE,
  ROW_SWITCH,    /* "yes", "no" */
  ROW_VOLUME,
  ROW_PERCENT,   /* a share, kept as a number */
  ROW_NUMBER,
  ROW_TEXT,
} RowKind;

/* When a row is there. */
typedef enum
{
  WHEN_ALWAYS,
  WHEN_DROPS,      /* droplets of stock are dispensed */
  WHEN_PIPETTED,
  WHEN_MOTHER,
} When;

#define MAX_CHOICES 5

typedef struct
{
  const char *name;     /* in dosing/iso-preparation.h */
  RowKind     kind;
  When        when;
  const char *title;
  const char *hint;
  struct { const char *word; const char *label; } choices[MAX_CHOICES];
} Row;

static const Row method_rows[] = {
  { "method", ROW_CHOICE, WHEN_ALWAYS, N_("Compounds are added"), NULL,
    { { "premixed", N_("Mixed, in one addition") }, { "separate", N_("One by one") }, { "dispensed", N_("As droplets of stock") } } },
  { "direct", ROW_CHOICE, WHEN_PIPETTED, N_("Dilutions are made"), NULL,
    { { "no", N_("Serially") }, { "yes", N_("Each from stock") } } },
  { "mother", ROW_SWITCH, WHEN_PIPETTED, N_("Mother plate"), N_("Filled once, and stamped onto all plates with the same map") },
  { "mother capacity", ROW_VOLUME, WHEN_MOTHER, N_("A well of the mother plate holds"), NULL },
  { "mother dead", ROW_VOLUME, WHEN_MOTHER, N_("What stays in it"), NULL },
  { "matched", ROW_SWITCH, WHEN_PIPETTED, N_("Matched diluent"),
    N_("Medium with as much vehicle as the first tube, so that it does not fall with the dose") },
};

static const Row volume_rows[] = {
  { "seed", ROW_VOLUME, WHEN_ALWAYS, N_("Cells in each well"), NULL },
  { "suspension", ROW_SWITCH, WHEN_ALWAYS, N_("The cells float"), N_("Taking medium off takes them with it") },
  { "add", ROW_VOLUME, WHEN_PIPETTED, N_("Each addition"), NULL },
  { "capacity", ROW_VOLUME, WHEN_ALWAYS, N_("A well holds"), NULL },
  { "overage", ROW_PERCENT, WHEN_ALWAYS, N_("More than the wells need"), NULL },
  { "bulk overage", ROW_PERCENT, WHEN_PIPETTED, N_("More diluent than needed"), NULL },
  { "dead", ROW_VOLUME, WHEN_PIPETTED, N_("What stays in a tube"), NULL },
  { "edge medium", ROW_SWITCH, WHEN_ALWAYS, N_("Medium in the free wells at the edge"), N_("So that those within dry out less") },
  { "droplet", ROW_VOLUME, WHEN_DROPS, N_("A droplet"), NULL },
  { "backfill", ROW_VOLUME, WHEN_DROPS, N_("Vehicle in every well up to"), N_("0 nL: up to the most of the plate") },
};

static const Row limit_rows[] = {
  { "least", ROW_VOLUME, WHEN_PIPETTED, N_("No transfer below"), NULL },
  { "pipettes", ROW_TEXT, WHEN_PIPETTED, N_("Pipettes"), N_("Of P2, P10, P20, P200, P1000") },
  { "enlarge", ROW_NUMBER, WHEN_PIPETTED, N_("First tubes so many times as large"), NULL },
  { "caps", ROW_TEXT, WHEN_ALWAYS, N_("Vehicle in a well, in %"), N_("Such as “DMSO=0.1:0.5”: to be thought about, and not to be exceeded") },
  { "error", ROW_PERCENT, WHEN_PIPETTED, N_("Error of a transfer (CV)"), NULL },
  { "most error", ROW_PERCENT, WHEN_PIPETTED, N_("Error of a dose that is said"), NULL },
};

static const Row readout_rows[] = {
  { "reagents", ROW_CHOICE, WHEN_ALWAYS, N_("Reagents"), NULL,
    { { "", N_("None") }, { "MTT=20 µL@5 mg/mL; DMSO=150 µL, removes", N_("MTT, then DMSO for the medium") },
      { "MTT=20 µL@5 mg/mL; SDS in HCl=100 µL", N_("MTT, then SDS in HCl on top") }, { "CellTiter-Glo=100 µL", N_("CellTiter-Glo") } } },
};

static const struct { const char *title; const char *description; const Row *rows; guint n; } groups[] = {
  { N_("Method"), NULL, method_rows, G_N_ELEMENTS (method_rows) },
  { N_("Volumes"), N_("With their unit, such as 100 µL."), volume_rows, G_N_ELEMENTS (volume_rows) },
  { N_("Read-Out"), NULL, readout_rows, G_N_ELEMENTS (readout_rows) },
  { N_("Limits"), NULL, limit_rows, G_N_ELEMENTS (limit_rows) },
};

typedef struct
{
  const Row *row;
  GtkWidget *widget;
  GtkWidget *toggle;   /* of a SWITCH */
} Entry;

struct _IsoBenchForm
{
  AdwBin parent_instance;

  IsoProject *project;   /* (owned) (nullable) */
  IsoOutline *house;     /* (owned) the house's own values */
  GArray     *entries;   /* (owned) of Entry */
  gboolean    filling;   /* widgets are being made to follow the project */
  GtkLabel   *problem;
};

G_DEFINE_FINAL_TYPE (IsoBenchForm, iso_bench_form, ADW_TYPE_BIN)

/* As the project has it, or the house; to be freed. */
static char *
get_value (IsoBenchForm *self, const char *name)
{
  const char *value = self->project != NULL ? iso_project_get_preparation (self->project, NULL, name) : NULL;

  return value != NULL ? g_strdup (value) : iso_preparation_get (self->house, name);
}

/* What is the house's own again is no setting any more. */
static gboolean
set_value (IsoBenchForm *self, const char *name, const char *value, GError **error)
{
  g_autofree char *own = iso_preparation_get (self->house, name);
  g_autofree char *old = get_value (self, name);

  if (self->project == NULL || strcmp (value, old) == 0)
    return TRUE;
  return iso_project_set_preparation (self->project, NULL, name, strcmp (value, own) != 0 ? value : NULL, error);
}

static void
show_problem (IsoBenchForm *self, const GError *error)
{
  g_autofree char *text = error != NULL ? iso_error_to_user_text (error) : NULL;

  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static gboolean
take_text (gpointer owner, const char *key, const char *text, GError **error)
{
  return set_value (owner, key, text, error);
}

static gboolean
take_volume (gpointer owner, const char *key, const char *text, GError **error)
{
  g_autofree char *value = iso_bench_amount (text, "µL", error);

  return value != NULL && set_value (owner, key, value, error);
}

static gboolean
take_number (gpointer owner, const char *key, const char *text, GError **error)
{
  g_autofree char *value = iso_bench_plain (text, error);

  return value != NULL && set_value (owner, key, value, error);
}

static gboolean
take_percent (gpointer owner, const char *key, const char *text, GError **error)
{
  g_autofree char *value = iso_bench_share (text, error);

  return value != NULL && set_value (owner, key, value, error);
}

static void
switched_cb (GtkSwitch *toggle, GParamSpec *pspec, IsoBenchForm *self)
{
  const Row *row = g_object_get_data (G_OBJECT (toggle), "row");
  g_autoptr (GError) error = NULL;

  if (!self->filling)
    set_value (self, row->name, gtk_switch_get_active (toggle) ? "yes" : "no", &error);
  show_problem (self, error);
}

static guint
count_choices (const Row *row)
{
  guint n = 0;

  while (n < MAX_CHOICES && row->choices[n].word != NULL)
    n++;
  return n;
}

static void
chosen_cb (AdwComboRow *combo, GParamSpec *pspec, IsoBenchForm *self)
{
  const Row *row = g_object_get_data (G_OBJECT (combo), "row");
  guint selected = adw_combo_row_get_selected (combo);
  g_autoptr (GError) error = NULL;

  if (!self->filling && selected < count_choices (row))
    set_value (self, row->name, row->choices[selected].word, &error);
  show_problem (self, error);
}

static GtkWidget *
create_choice (IsoBenchForm *self, const Row *row)
{
  AdwComboRow *combo = ADW_COMBO_ROW (adw_combo_row_new ());
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; i < count_choices (row); i++)
    gtk_string_list_append (list, gettext (row->choices[i].label));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (combo), gettext (row->title));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (combo), 0);
  adw_combo_row_set_model (combo, G_LIST_MODEL (list));
  g_object_set_data (G_OBJECT (combo), "row", (gpointer) row);
  g_signal_connect_object (combo, "notify::selected", G_CALLBACK (chosen_cb), self, 0);
  return GTK_WIDGET (combo);
}

static GtkWidget *
create_switch (IsoBenchForm *self, const Row *row, GtkWidget **toggle)
{
  GtkWidget *widget = adw_action_row_new ();

  *toggle = gtk_switch_new ();
  gtk_widget_set_valign (*toggle, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), gettext (row->title));
  if (row->hint != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), gettext (row->hint));
  adw_action_row_add_suffix (ADW_ACTION_ROW (widget), *toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (widget), *toggle);
  g_object_set_data (G_OBJECT (*toggle), "row", (gpointer) row);
  g_signal_connect_object (*toggle, "notify::active", G_CALLBACK (switched_cb), self, 0);
  return widget;
}

static GtkWidget *
create_row (IsoBenchForm *self, const Row *row, GtkWidget **toggle)
{
  IsoValueFunc take = row->kind == ROW_VOLUME    ? take_volume
                      : row->kind == ROW_PERCENT ? take_percent
                      : row->kind == ROW_NUMBER  ? take_number
                                                 : take_text;
  GtkWidget *widget;

  switch (row->kind)
    {
    case ROW_CHOICE:
      return create_choice (self, row);
    case ROW_SWITCH:
      return create_switch (self, row, toggle);
    case ROW_VOLUME:
    case ROW_PERCENT:
    case ROW_NUMBER:
    case ROW_TEXT:
    default:
      widget = iso_value_row_new (gettext (row->title), row->hint != NULL ? gettext (row->hint) : NULL, row->name, take, self);
      if (row->kind == ROW_TEXT)
        iso_value_row_set_wide (ISO_VALUE_ROW (widget));
      return widget;
    }
}

/* A choice that a person made elsewhere is none of ours: nothing is chosen. */
static void
show_choice (AdwComboRow *combo, const Row *row, const char *value)
{
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < count_choices (row); i++)
    {
      if (strcmp (row->choices[i].word, value) == 0)
        selected = i;
    }
  adw_combo_row_set_selected (combo, selected);
  if (selected == GTK_INVALID_LIST_POSITION)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (combo), value);
  else
    adw_action_row_set_subtitle (ADW_ACTION_ROW (combo), *value != '\0' && row->kind == ROW_CHOICE && strchr (value, '=') != NULL ? value : "");
}

static void
show_entry (IsoBenchForm *self, const Entry *entry)
{
  g_autofree char *value = get_value (self, entry->row->name);
  g_autofree char *share = NULL;
  g_autofree char *shown = NULL;

  switch (entry->row->kind)
    {
    case ROW_CHOICE:
      show_choice (ADW_COMBO_ROW (entry->widget), entry->row, value);
      break;
    case ROW_SWITCH:
      gtk_switch_set_active (GTK_SWITCH (entry->toggle), strcmp (value, "yes") == 0);
      break;
    case ROW_PERCENT:
      share = iso_bench_percent (value);
      iso_value_row_show (ISO_VALUE_ROW (entry->widget), share);
      break;
    case ROW_VOLUME:
    case ROW_NUMBER:
      shown = iso_user_amount (value);
      iso_value_row_show (ISO_VALUE_ROW (entry->widget), shown);
      break;
    case ROW_TEXT:
    default:
      iso_value_row_show (ISO_VALUE_ROW (entry->widget), value);
      break;
    }
}

static gboolean
is_there (IsoBenchForm *self, When when)
{
  g_autofree char *method = get_value (self, "method");
  g_autofree char *mother = get_value (self, "mother");
  gboolean drops = strcmp (method, "dispensed") == 0;

  switch (when)
    {
    case WHEN_DROPS:
      return drops;
    case WHEN_PIPETTED:
      return !drops;
    case WHEN_MOTHER:
      return !drops && strcmp (mother, "yes") == 0;
    case WHEN_ALWAYS:
    default:
      return TRUE;
    }
}

static void
update (IsoBenchForm *self)
{
  if (self->project == NULL || !iso_project_is_open (self->project))
    return;
  self->filling = TRUE;
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);

      show_entry (self, entry);
      gtk_widget_set_visible (entry->widget, is_there (self, entry->row->when));
    }
  self->filling = FALSE;
}

static void
iso_bench_form_dispose (GObject *object)
{
  IsoBenchForm *self = ISO_BENCH_FORM (object);

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (iso_bench_form_parent_class)->dispose (object);
}

static void
iso_bench_form_finalize (GObject *object)
{
  IsoBenchForm *self = ISO_BENCH_FORM (object);

  g_array_unref (self->entries);
  iso_outline_free (self->house);
  G_OBJECT_CLASS (iso_bench_form_parent_class)->finalize (object);
}

static void
iso_bench_form_class_init (IsoBenchFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = iso_bench_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = iso_bench_form_finalize;
}

static void
iso_bench_form_init (IsoBenchForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->house = iso_outline_new ();
  self->entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      GtkWidget *group = adw_preferences_group_new ();

      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), gettext (groups[i].title));
      if (groups[i].description != NULL)
        adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), gettext (groups[i].description));
      for (guint k = 0; k < groups[i].n; k++)
        {
          Entry entry = { .row = &groups[i].rows[k] };

          entry.widget = create_row (self, entry.row, &entry.toggle);
          adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), entry.widget);
          g_array_append_val (self->entries, entry);
        }
      gtk_box_append (GTK_BOX (box), group);
    }
  self->problem = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->problem, TRUE);
  gtk_label_set_xalign (self->problem, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "inline-problem");
  gtk_box_prepend (GTK_BOX (box), GTK_WIDGET (self->problem));
  adw_bin_set_child (ADW_BIN (self), box);
}

void
iso_bench_form_set_project (IsoBenchForm *self, IsoProject *project)
{
  g_return_if_fail (ISO_IS_BENCH_FORM (self));

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_set_object (&self->project, project);
  if (project != NULL)
    g_signal_connect_object (project, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

GtkWidget *
iso_bench_form_get_row (IsoBenchForm *self, const char *name)
{
  g_return_val_if_fail (ISO_IS_BENCH_FORM (self), NULL);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);

      if (strcmp (entry->row->name, name) == 0)
        return entry->toggle != NULL ? entry->toggle : entry->widget;
    }
  return NULL;
}
