/* iso-design-dialog.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-design-dialog.h"

#include "iso-accessible.h"
#include "iso-bench-text.h"
#include "iso-compat.h"
#include "iso-earlier-source.h"
#include "iso-ic50-row.h"
#include "iso-resources.h"
#include "iso-user-text.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define MOST_CONTROLS 1536
#define MOST_REPLICATES 96
#define MOST_RUNS 100

/* What is counted, in the order of the rows. */
typedef enum
{
  COUNT_REPLICATES,
  COUNT_RUNS,
  COUNT_VEHICLE,
  COUNT_POSITIVE,
  COUNT_BLANK,
  COUNT_UNTREATED,
  COUNT_SEED,
  N_COUNTS,
} Count;

static const struct
{
  const char *title;
  const char *start;
  guint64     low;
  guint64     high;
} counts[N_COUNTS] = {
  [COUNT_REPLICATES] = { N_("Replicates"), "3", 1, MOST_REPLICATES },
  [COUNT_RUNS] = { N_("Independent experiments"), "1", 1, MOST_RUNS },
  [COUNT_VEHICLE] = { N_("Vehicle wells on each plate"), "9", 0, MOST_CONTROLS },
  [COUNT_POSITIVE] = { N_("Positive controls on each plate"), "3", 0, MOST_CONTROLS },
  [COUNT_BLANK] = { N_("Blanks on each plate"), "3", 0, MOST_CONTROLS },
  [COUNT_UNTREATED] = { N_("Untreated wells on each plate"), "0", 0, MOST_CONTROLS },
  [COUNT_SEED] = { N_("Seed of the layout"), "1", 0, G_MAXUINT64 },
};

static const char *const kinds[] = { N_("Rays of a fixed ratio"), N_("Matrix of all doses"), N_("Each compound alone") };
static const char *const shapes[] = { N_("All combinations"), N_("Without the corner of high doses"), N_("A band along the diagonal") };
static const char *const ratios[] = {
  N_("Equipotent: each its IC50 in full"), N_("Equipotent: equal parts of the IC50s"), N_("This ratio of doses"),
};
static const char *const edges[] = { N_("Used"), N_("One ring stays free"), N_("Two rings stay free") };

struct _IsoDesignDialog
{
  AdwWindow parent_instance;

  IsoProject          *project;       /* (owned) */
  IsoAnalyser         *analyser;      /* (owned) (nullable) */
  IsoAnalysis         *other;         /* (owned) (nullable) another project's */
  char                *other_name;    /* (owned) (nullable) */
  GCancellable        *cancellable;   /* (owned) (nullable) while a worker is at it */
  GPtrArray           *rows;          /* (owned) of IsoIc50Row, which are the group's */
  AdwPreferencesGroup *compounds;
  AdwPreferencesGroup *combination;
  AdwPreferencesGroup *plates;
  AdwComboRow         *kind;
  AdwComboRow         *shape;
  AdwComboRow         *ratio_kind;
  AdwEntryRow         *ratio;
  AdwEntryRow         *multiples;
  GtkSwitch           *alone;
  GtkWidget           *alone_row;
  AdwComboRow         *format;
  AdwComboRow         *edge;
  AdwEntryRow         *counts[N_COUNTS];
  GtkButton           *make;
  GtkSpinner          *spinner;
  GtkLabel            *count;
  GtkLabel            *remarks;
};

G_DEFINE_FINAL_TYPE (IsoDesignDialog, iso_design_dialog, ADW_TYPE_WINDOW)

static guint made_signal;

/* ---- reading ---- */

static gboolean
refuse (GError **error, const char *sentence, const char *what)
{
  iso_error_set (error, ISO_ERROR_SYNTAX, NULL, sentence, what, NULL);
  return FALSE;
}

static const char *
get_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static gboolean
read_compounds (IsoDesignDialog *self, IsoDesignChoices *choices, const IsoUnit **units, GError **error)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      IsoIc50Row *row = self->rows->pdata[i];

      if (!iso_ic50_row_get_chosen (row))
        continue;
      if (choices->n_drugs == ISO_MAX_DRUGS)
        return refuse (error, N_("Three compounds at the most are combined. Choose fewer."), NULL);
      units[choices->n_drugs] = iso_ic50_row_get_unit (row);
      choices->drugs[choices->n_drugs] = i;
      choices->ic50[choices->n_drugs++] = iso_ic50_row_get_ic50 (row);
    }
  return TRUE;
}

static gboolean
read_combination (IsoDesignDialog *self, IsoDesignChoices *choices, const IsoUnit **units, GError **error)
{
  guint n;

  choices->kind = adw_combo_row_get_selected (self->kind);
  choices->shape = adw_combo_row_get_selected (self->shape);
  choices->ratio_kind = adw_combo_row_get_selected (self->ratio_kind);
  choices->alone = gtk_switch_get_active (self->alone);
  if (!iso_bench_numbers (get_text (self->multiples), choices->multiples, ISO_MAX_MULTIPLES, &choices->n_multiples))
    return refuse (error, N_("The multiples of the IC50 cannot be “{1}”. Write up to 24 numbers, such as 0.25 0.5 1 2 4."),
                   get_text (self->multiples));
  if (choices->kind != ISO_COMBINE_RAY || choices->ratio_kind != ISO_RATIO_GIVEN)
    return TRUE;
  if (!iso_bench_numbers (get_text (self->ratio), choices->ratio, ISO_MAX_DRUGS, &n) || n != choices->n_drugs)
    return refuse (error, N_("The ratio cannot be “{1}”. Write a number for each compound, with colons between: 1:40."), get_text (self->ratio));
  for (guint i = 1; i < n; i++)
    {
      if (units[i]->dimension != units[0]->dimension)
        return refuse (error, N_("Doses by mass and by amount have no ratio. Choose an equipotent one."), NULL);
    }
  return TRUE;
}

static gboolean
read_count (IsoDesignDialog *self, Count which, guint64 *value, GError **error)
{
  const char *text = get_text (self->counts[which]);

  if (g_ascii_string_to_unsigned (text, 10, counts[which].low, counts[which].high, value, NULL))
    return TRUE;
  iso_error_set (error, ISO_ERROR_RANGE, NULL, N_("“{1}” cannot be “{2}”. Write a whole number."), _(counts[which].title), text, NULL);
  return FALSE;
}

static gboolean
read_plates (IsoDesignDialog *self, IsoDesignChoices *choices, GError **error)
{
  guint64 values[N_COUNTS];
  IsoPlating *plating = &choices->plating;

  for (Count i = 0; i < N_COUNTS; i++)
    {
      if (!read_count (self, i, &values[i], error))
        return FALSE;
    }
  plating->format = iso_plate_format_nth (adw_combo_row_get_selected (self->format));
  plating->ring = choices->layout.ring = adw_combo_row_get_selected (self->edge);
  plating->replicates = (guint) values[COUNT_REPLICATES];
  plating->runs = (guint) values[COUNT_RUNS];
  plating->samples = MAX (g_list_model_get_n_items (G_LIST_MODEL (iso_project_get_list (self->project, ISO_ENTITY_SAMPLE))), 1);
  plating->controls[ISO_ROLE_VEHICLE] = (guint) values[COUNT_VEHICLE];
  plating->controls[ISO_ROLE_POSITIVE_CONTROL] = (guint) values[COUNT_POSITIVE];
  plating->controls[ISO_ROLE_BLANK] = (guint) values[COUNT_BLANK];
  plating->controls[ISO_ROLE_UNTREATED] = (guint) values[COUNT_UNTREATED];
  choices->layout.seed = values[COUNT_SEED];
  return TRUE;
}

/* ---- counting ---- */

static char *
join_messages (const GPtrArray *messages)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < messages->len; i++)
    {
      g_autofree char *sentence = iso_message_to_user_text (messages->pdata[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", sentence);
    }
  return g_string_free (text, FALSE);
}

static void
say (IsoDesignDialog *self, const char *count, const char *remarks, gboolean wrong)
{
  gtk_label_set_text (self->count, count);
  gtk_label_set_text (self->remarks, remarks);
  gtk_widget_set_visible (GTK_WIDGET (self->count), *count != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->remarks), *remarks != '\0');
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->remarks), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->remarks), "error");
}

/* Treatments, wells and plates; and what else could be done where one plate does not do. */
static void
say_count (IsoDesignDialog *self, const IsoDesignChoices *choices)
{
  g_autoptr (GPtrArray) messages = iso_message_list_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *remarks = NULL;
  IsoPlatingCount count;

  if (!iso_design_choices_count (choices, &count, messages, &error))
    {
      g_ptr_array_add (messages, iso_message_copy (iso_error_get_message (error)));
      remarks = join_messages (messages);
      say (self, "", remarks, !g_error_matches (error, ISO_ERROR, ISO_ERROR_NO_DATA));
      gtk_widget_set_sensitive (GTK_WIDGET (self->make), FALSE);
      return;
    }
  /* Translators: how much a design takes: treatments, wells, plates, and how many wells each of them offers. */
  text = g_strdup_printf (ngettext ("%u treatments, %u wells: %u plate with %u wells to use", "%u treatments, %u wells: %u plates with %u wells"
                                    " to use", count.plates), count.treatments, count.wells, count.plates, count.usable);
  remarks = join_messages (messages);
  say (self, text, remarks, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->make), self->cancellable == NULL);
}

static void
update (IsoDesignDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  IsoDesignChoices choices;
  guint kind;

  if (self->counts[N_COUNTS - 1] == NULL)
    return;   /* rows are being made */
  kind = adw_combo_row_get_selected (self->kind);
  gtk_widget_set_visible (GTK_WIDGET (self->shape), kind == ISO_COMBINE_MATRIX);
  gtk_widget_set_visible (GTK_WIDGET (self->ratio_kind), kind == ISO_COMBINE_RAY);
  gtk_widget_set_visible (GTK_WIDGET (self->alone_row), kind == ISO_COMBINE_RAY);
  gtk_widget_set_visible (GTK_WIDGET (self->ratio),
                          kind == ISO_COMBINE_RAY && adw_combo_row_get_selected (self->ratio_kind) == ISO_RATIO_GIVEN);
  if (iso_design_dialog_read (self, &choices, &error))
    {
      say_count (self, &choices);
      return;
    }
  text = iso_error_to_user_text (error);
  say (self, "", text, TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->make), FALSE);
}

/* ---- IC50s of experiments ---- */

static void
offer (IsoDesignDialog *self, gboolean pick)
{
  const IsoAnalysis *own = self->analyser != NULL ? iso_analyser_get_analysis (self->analyser) : NULL;
  GListModel *drugs = G_LIST_MODEL (iso_project_get_list (self->project, ISO_ENTITY_DRUG));

  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autoptr (IsoProjectItem) drug = g_list_model_get_item (drugs, i);
      const IsoUnit *unit = iso_ic50_row_get_unit (self->rows->pdata[i]);
      g_autoptr (GPtrArray) others = NULL;
      GPtrArray *choices;

      if (unit == NULL)
        continue;
      choices = iso_earlier_list (own, _("this project"), iso_project_item_get_name (drug), unit);
      others = iso_earlier_list (self->other, self->other_name, iso_project_item_get_name (drug), unit);
      g_ptr_array_extend_and_steal (choices, g_steal_pointer (&others));
      iso_ic50_row_offer (self->rows->pdata[i], choices, pick);
    }
}

static void
set_busy (IsoDesignDialog *self, gboolean busy)
{
  g_clear_object (&self->cancellable);
  if (busy)
    self->cancellable = g_cancellable_new ();
  gtk_spinner_set_spinning (self->spinner, busy);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IsoDesignDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  IsoAnalysis *analysis = iso_earlier_load_finish (result, &error);

  set_busy (self, FALSE);
  update (self);
  if (analysis == NULL)
    {
      text = iso_error_to_user_text (error);
      say (self, "", text, TRUE);
      return;
    }
  g_clear_pointer (&self->other, iso_analysis_unref);
  self->other = analysis;
  offer (self, TRUE);
}

static void
files_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IsoDesignDialog) self = data;
  g_autoptr (GListModel) files = iso_compat_open_finish (GTK_WINDOW (source), result);
  g_autoptr (GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;

  if (file != NULL)
    iso_design_dialog_load (self, file);
}

static void
ask_file_cb (IsoDesignDialog *self)
{
  iso_compat_open_async (GTK_WINDOW (self), NULL, NULL, files_chosen_cb, g_object_ref (self));
}

/* ---- making ---- */

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IsoDesignDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = iso_project_make_plates_finish (ISO_PROJECT (source), result, &error);
  g_autofree char *text = NULL;

  set_busy (self, FALSE);
  if (id == NULL)
    {
      update (self);
      text = iso_error_to_user_text (error);
      say (self, "", text, TRUE);
      return;
    }
  g_signal_emit (self, made_signal, 0, id);
  gtk_window_close (GTK_WINDOW (self));
}

static void
make_cb (IsoDesignDialog *self)
{
  IsoDesignChoices choices;

  if (self->cancellable != NULL || !iso_design_dialog_read (self, &choices, NULL))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  set_busy (self, TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->make), FALSE);
  iso_project_make_plates_async (self->project, &choices, self->cancellable, made_cb, g_object_ref (self));
}

static gboolean
iso_design_dialog_close_request (GtkWindow *window)
{
  IsoDesignDialog *self = ISO_DESIGN_DIALOG (window);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  return GTK_WINDOW_CLASS (iso_design_dialog_parent_class)->close_request (window);
}

static void
iso_design_dialog_dispose (GObject *object)
{
  IsoDesignDialog *self = ISO_DESIGN_DIALOG (object);

  if (self->analyser != NULL)
    g_signal_handlers_disconnect_by_data (self->analyser, self);
  g_clear_object (&self->analyser);
  g_clear_object (&self->project);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (iso_design_dialog_parent_class)->dispose (object);
}

static void
iso_design_dialog_finalize (GObject *object)
{
  IsoDesignDialog *self = ISO_DESIGN_DIALOG (object);

  g_clear_pointer (&self->other, iso_analysis_unref);
  g_free (self->other_name);
  G_OBJECT_CLASS (iso_design_dialog_parent_class)->finalize (object);
}

static void
iso_design_dialog_class_init (IsoDesignDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = iso_design_dialog_dispose;
  object_class->finalize = iso_design_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = iso_design_dialog_close_request;
  made_signal = g_signal_new ("made", ISO_TYPE_DESIGN_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-design-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, IsoDesignDialog, compounds);
  gtk_widget_class_bind_template_child (widget_class, IsoDesignDialog, combination);
  gtk_widget_class_bind_template_child (widget_class, IsoDesignDialog, plates);
  gtk_widget_class_bind_template_child (widget_class, IsoDesignDialog, make);
  gtk_widget_class_bind_template_child (widget_class, IsoDesignDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, IsoDesignDialog, count);
  gtk_widget_class_bind_template_child (widget_class, IsoDesignDialog, remarks);
  gtk_widget_class_bind_template_callback (widget_class, make_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

/* ---- rows ---- */

static AdwComboRow *
add_combo (IsoDesignDialog *self, AdwPreferencesGroup *group, const char *title, const char *const *names, guint n)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (list, _(names[i]));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  adw_preferences_group_add (group, row);
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (update), self);
  return ADW_COMBO_ROW (row);
}

static AdwEntryRow *
add_entry (IsoDesignDialog *self, AdwPreferencesGroup *group, const char *title, const char *text)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  adw_preferences_group_add (group, row);
  iso_accessible_name_editable (GTK_EDITABLE (row), title);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (update), self);
  return ADW_ENTRY_ROW (row);
}

static void
add_alone (IsoDesignDialog *self)
{
  self->alone_row = adw_action_row_new ();
  self->alone = GTK_SWITCH (gtk_switch_new ());
  gtk_switch_set_active (self->alone, TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->alone), GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->alone_row), _("Each compound alone, too"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->alone_row), _("At the same multiples, as combination indices need it"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->alone_row), GTK_WIDGET (self->alone));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self->alone_row), GTK_WIDGET (self->alone));
  adw_preferences_group_add (self->combination, self->alone_row);
  g_signal_connect_swapped (self->alone, "notify::active", G_CALLBACK (update), self);
}

static void
add_formats (IsoDesignDialog *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint usual = 0;

  for (guint i = 0; iso_plate_format_nth (i) != NULL; i++)
    {
      g_autofree char *name = g_strdup_printf (_("%u wells"), iso_plate_format_nth (i)->wells);

      gtk_string_list_append (list, name);
      usual = iso_plate_format_nth (i)->wells == 96 ? i : usual;
    }
  self->format = add_combo (self, self->plates, _("Plate"), NULL, 0);
  adw_combo_row_set_model (self->format, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->format, usual);
}

static void
add_compounds (IsoDesignDialog *self)
{
  GListModel *drugs = G_LIST_MODEL (iso_project_get_list (self->project, ISO_ENTITY_DRUG));
  guint n = g_list_model_get_n_items (drugs);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (IsoProjectDrug) drug = g_list_model_get_item (drugs, i);
      GtkWidget *row = iso_ic50_row_new (drug, n <= ISO_MAX_DRUGS || i < 2);

      adw_preferences_group_add (self->compounds, row);
      g_ptr_array_add (self->rows, row);
      g_signal_connect_swapped (row, "changed", G_CALLBACK (update), self);
      g_signal_connect_swapped (row, "ask-file", G_CALLBACK (ask_file_cb), self);
    }
}

static void
iso_design_dialog_init (IsoDesignDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
}

static void
add_rows (IsoDesignDialog *self)
{
  add_compounds (self);
  self->kind = add_combo (self, self->combination, _("What is tested"), kinds, G_N_ELEMENTS (kinds));
  self->shape = add_combo (self, self->combination, _("Which combinations"), shapes, G_N_ELEMENTS (shapes));
  self->ratio_kind = add_combo (self, self->combination, _("Ratio"), ratios, G_N_ELEMENTS (ratios));
  adw_combo_row_set_use_subtitle (self->kind, TRUE);
  adw_combo_row_set_use_subtitle (self->shape, TRUE);
  adw_combo_row_set_use_subtitle (self->ratio_kind, TRUE);
  self->ratio = add_entry (self, self->combination, _("Ratio of doses, such as 1:40"), "1:1");
  self->multiples = add_entry (self, self->combination, _("Multiples of the IC50"), "0.25 0.5 1 2 4");
  add_alone (self);
  add_formats (self);
  self->edge = add_combo (self, self->plates, _("Edge"), edges, G_N_ELEMENTS (edges));
  adw_combo_row_set_selected (self->edge, 1);
  for (Count i = 0; i < N_COUNTS; i++)
    self->counts[i] = add_entry (self, self->plates, _(counts[i].title), counts[i].start);
}

static void
analysis_changed_cb (IsoDesignDialog *self)
{
  offer (self, FALSE);
}

IsoDesignDialog *
iso_design_dialog_new (GtkWindow *parent, IsoProject *project, IsoAnalyser *analyser)
{
  IsoDesignDialog *self = g_object_new (ISO_TYPE_DESIGN_DIALOG, "transient-for", parent, "modal", TRUE, NULL);

  self->project = g_object_ref (project);
  g_set_object (&self->analyser, analyser);
  add_rows (self);
  offer (self, TRUE);
  if (analyser != NULL)
    g_signal_connect_object (analyser, "notify::analysis", G_CALLBACK (analysis_changed_cb), self, G_CONNECT_SWAPPED);
  update (self);
  return self;
}

void
iso_design_dialog_load (IsoDesignDialog *self, GFile *file)
{
  g_return_if_fail (ISO_IS_DESIGN_DIALOG (self));

  if (self->cancellable != NULL)
    return;
  g_free (self->other_name);
  self->other_name = g_file_get_basename (file);
  set_busy (self, TRUE);
  iso_earlier_load_async (file, self->cancellable, loaded_cb, g_object_ref (self));
}

gboolean
iso_design_dialog_read (IsoDesignDialog *self, IsoDesignChoices *choices, GError **error)
{
  const IsoUnit *units[ISO_MAX_DRUGS] = { NULL };

  g_return_val_if_fail (ISO_IS_DESIGN_DIALOG (self), FALSE);

  iso_design_choices_init (choices);
  return read_compounds (self, choices, units, error) && read_combination (self, choices, units, error)
         && read_plates (self, choices, error);
}
