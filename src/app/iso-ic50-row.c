/* iso-ic50-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-ic50-row.h"

#include "dosing/iso-amount.h"
#include "iso-accessible.h"
#include "iso-bench-text.h"
#include "iso-earlier-source.h"
#include "iso-user-text.h"

#include <glib/gi18n.h>
#include <math.h>

struct _IsoIc50Row
{
  AdwActionRow parent_instance;

  const IsoUnit    *unit;       /* (nullable) */
  GPtrArray        *choices;    /* (owned) (nullable) of IsoEarlierChoice */
  double            picked;     /* exactly; NaN while something else is typed */
  gboolean          picking;
  GtkCheckButton   *check;
  GtkEntry         *entry;
  GtkMenuButton    *button;
  GtkListBox       *list;
};

G_DEFINE_FINAL_TYPE (IsoIc50Row, iso_ic50_row, ADW_TYPE_ACTION_ROW)

typedef enum
{
  SIGNAL_CHANGED,
  SIGNAL_ASK_FILE,
} IsoIc50RowSignal;

static guint signals[SIGNAL_ASK_FILE + 1];

/* NaN with an error for what is no IC50. */
static double
read_entry (IsoIc50Row *self, GError **error)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *text = iso_bench_amount (typed, self->unit != NULL ? self->unit->symbol : "", error);
  const IsoUnit *unit;
  double value;

  if (text == NULL)
    return NAN;
  if (self->unit != NULL && iso_amount_parse (text, &value, &unit) && unit->dimension == self->unit->dimension && value > 0)
    return iso_unit_to_inside (unit, value);
  iso_error_set (error, ISO_ERROR_UNITS, NULL, N_("Write a number and a unit, such as 50 nM."), NULL);
  return NAN;
}

static void
say_typed (IsoIc50Row *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr (GError) error = NULL;
  gboolean wrong = *typed != '\0' && isnan (read_entry (self, &error));
  g_autofree char *text = wrong ? iso_error_to_user_text (error) : g_strdup (*typed == '\0' ? "" : _("Typed"));
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), markup);
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
changed_cb (IsoIc50Row *self)
{
  if (!self->picking)
    {
      self->picked = NAN;
      say_typed (self);
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
pick (IsoIc50Row *self, const IsoEarlierChoice *choice)
{
  g_autofree char *subtitle = g_markup_escape_text (choice->detail, -1);

  self->picking = TRUE;
  self->picked = choice->ic50;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), choice->value);
  say_typed (self);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  self->picking = FALSE;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
choice_activated_cb (IsoIc50Row *self, GtkListBoxRow *row)
{
  const IsoEarlierChoice *choice = self->choices->pdata[gtk_list_box_row_get_index (row)];

  gtk_menu_button_popdown (self->button);
  if (isnan (choice->ic50))
    gtk_widget_error_bell (GTK_WIDGET (self));
  else
    pick (self, choice);
}

static void
file_clicked_cb (IsoIc50Row *self)
{
  gtk_menu_button_popdown (self->button);
  g_signal_emit (self, signals[SIGNAL_ASK_FILE], 0);
}

static GtkWidget *
create_choice (const IsoEarlierChoice *choice)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (choice->value, -1);
  g_autofree char *subtitle = g_markup_escape_text (choice->detail, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

static GtkWidget *
create_popover (IsoIc50Row *self)
{
  GtkWidget *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *empty = gtk_label_new (_("No curve of this compound alone is known here."));
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Another Project…"));

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_label_set_wrap (GTK_LABEL (empty), TRUE);
  gtk_widget_add_css_class (empty, "table-placeholder");
  gtk_list_box_set_placeholder (self->list, empty);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("IC50s of earlier experiments"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (choice_activated_cb), self);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (file_clicked_cb), self);
  gtk_widget_set_size_request (box, 300, -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), button);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  return popover;
}

static void
iso_ic50_row_finalize (GObject *object)
{
  g_clear_pointer (&ISO_IC50_ROW (object)->choices, g_ptr_array_unref);
  G_OBJECT_CLASS (iso_ic50_row_parent_class)->finalize (object);
}

static void
iso_ic50_row_class_init (IsoIc50RowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = iso_ic50_row_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", ISO_TYPE_IC50_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ASK_FILE] = g_signal_new ("ask-file", ISO_TYPE_IC50_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
iso_ic50_row_init (IsoIc50Row *self)
{
  self->picked = NAN;
  self->check = GTK_CHECK_BUTTON (gtk_check_button_new ());
  self->entry = GTK_ENTRY (gtk_entry_new ());
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->entry), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 10);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 12);
  gtk_menu_button_set_icon_name (self->button, "document-open-recent-symbolic");
  gtk_menu_button_set_popover (self->button, create_popover (self));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _("From an Earlier Experiment"));
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->check));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->entry));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 3);
  g_signal_connect_swapped (self->check, "toggled", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (changed_cb), self);
}

static void
name_parts (IsoIc50Row *self, const char *name)
{
  g_autofree char *entry = g_strdup_printf (_("IC50 of %s"), name);
  g_autofree char *button = g_strdup_printf (_("IC50 of %s from an Earlier Experiment"), name);

  iso_accessible_name_editable (GTK_EDITABLE (self->entry), entry);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, button, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

GtkWidget *
iso_ic50_row_new (IsoProjectDrug *drug, gboolean chosen)
{
  IsoIc50Row *self = g_object_new (ISO_TYPE_IC50_ROW, NULL);
  const char *name = iso_project_item_get_name (ISO_PROJECT_ITEM (drug));
  g_autofree char *title = g_markup_escape_text (name, -1);
  g_autofree char *example = NULL;

  self->unit = iso_unit_find (iso_project_drug_get_unit (drug));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 2);
  gtk_check_button_set_active (self->check, chosen);
  example = g_strdup_printf (_("IC50 in %s"), self->unit != NULL ? self->unit->symbol : "–");
  gtk_entry_set_placeholder_text (self->entry, example);
  if (self->unit == NULL)
    {
      gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self), _("Give its doses a unit on the Compounds page first."));
    }
  name_parts (self, name);
  return GTK_WIDGET (self);
}

gboolean
iso_ic50_row_get_chosen (IsoIc50Row *self)
{
  g_return_val_if_fail (ISO_IS_IC50_ROW (self), FALSE);
  return self->unit != NULL && gtk_check_button_get_active (self->check);
}

const IsoUnit *
iso_ic50_row_get_unit (IsoIc50Row *self)
{
  g_return_val_if_fail (ISO_IS_IC50_ROW (self), NULL);
  return self->unit;
}

double
iso_ic50_row_get_ic50 (IsoIc50Row *self)
{
  g_return_val_if_fail (ISO_IS_IC50_ROW (self), NAN);
  return isnan (self->picked) ? read_entry (self, NULL) : self->picked;
}

void
iso_ic50_row_offer (IsoIc50Row *self, GPtrArray *choices, gboolean pick_first)
{
  GtkWidget *row;

  g_return_if_fail (ISO_IS_IC50_ROW (self));

  g_clear_pointer (&self->choices, g_ptr_array_unref);
  self->choices = choices;
  while ((row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < choices->len; i++)
    gtk_list_box_append (self->list, create_choice (choices->pdata[i]));
  for (guint i = 0; pick_first && i < choices->len && *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0'; i++)
    {
      if (!isnan (((IsoEarlierChoice *) choices->pdata[i])->ic50))
        pick (self, choices->pdata[i]);
    }
}

void
iso_ic50_row_type (IsoIc50Row *self, const char *text)
{
  g_return_if_fail (ISO_IS_IC50_ROW (self));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}
