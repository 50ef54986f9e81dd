/* iso-bottle-expander.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-bottle-expander.h"

#include "base/iso-error.h"
#include "base/iso-number.h"
#include "dosing/iso-amount.h"
#include "iso-bench-text.h"
#include "iso-user-text.h"
#include "iso-value-row.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

struct _IsoBottleExpander
{
  AdwExpanderRow parent_instance;

  IsoProject      *project;   /* (owned) */
  IsoProjectStock *stock;     /* (owned) */
  GPtrArray       *rows;      /* (owned) of IsoValueRow, in the order of the fields */
  GtkCheckButton  *used;
  GtkWidget       *warning;
  gboolean         filling;   /* widgets are being made to follow the project */
};

G_DEFINE_FINAL_TYPE (IsoBottleExpander, iso_bottle_expander, ADW_TYPE_EXPANDER_ROW)

typedef enum
{
  FIELD_CONCENTRATION,
  FIELD_TEXT,
  FIELD_WEIGHT,    /* NaN: not known */
  FIELD_NUMBER,
  FIELD_PERCENT,
  FIELD_COUNT,
} FieldKind;

static const struct
{
  const char *key;
  FieldKind   kind;
  gsize       offset;
  const char *title;
  const char *hint;
} fields[] = {
  { "concentration", FIELD_CONCENTRATION, 0, N_("Strength"), N_("Such as 10 mM or 5 mg/mL") },
  { "solvent", FIELD_TEXT, G_STRUCT_OFFSET (IsoBottle, solvent), N_("Solvent"), NULL },
  { "lot", FIELD_TEXT, G_STRUCT_OFFSET (IsoBottle, lot), N_("Lot"), NULL },
  { "supplier", FIELD_TEXT, G_STRUCT_OFFSET (IsoBottle, supplier), N_("Supplier"), NULL },
  { "expiry", FIELD_TEXT, G_STRUCT_OFFSET (IsoBottle, expiry), N_("Expires"), N_("Year, month and day: 2027-03-31") },
  { "in-spite", FIELD_TEXT, G_STRUCT_OFFSET (IsoBottle, in_spite), N_("Why it is used after that day"), NULL },
  { "thaws", FIELD_COUNT, 0, N_("Thawed so often"), NULL },
  { "form-name", FIELD_TEXT, G_STRUCT_OFFSET (IsoBottle, form_name), N_("Form"), N_("What was weighed, such as ixazomib citrate") },
  { "form-weight", FIELD_WEIGHT, G_STRUCT_OFFSET (IsoBottle, form.form_weight), N_("Weight of the form"), N_("In g/mol") },
  { "active-weight", FIELD_WEIGHT, G_STRUCT_OFFSET (IsoBottle, form.active_weight), N_("Weight of what acts"), N_("In g/mol") },
  { "active-per-form", FIELD_NUMBER, G_STRUCT_OFFSET (IsoBottle, form.active_per_form), N_("What acts in one of the form"), NULL },
  { "purity", FIELD_PERCENT, G_STRUCT_OFFSET (IsoBottle, form.purity), N_("Purity"), NULL },
};

static gboolean
refuse (GError **error, int code, const char *sentence, const char *text)
{
  iso_error_set (error, code, NULL, sentence, text, NULL);
  return FALSE;
}

static gboolean
set_concentration (IsoBottle *bottle, const char *text, GError **error)
{
  g_autofree char *amount = iso_bench_amount (text, "mM", error);
  const IsoUnit *unit;
  double typed;

  if (amount == NULL)
    return FALSE;
  if (!iso_amount_parse (amount, &typed, &unit)
      || (unit->dimension != ISO_DIMENSION_MOLAR && unit->dimension != ISO_DIMENSION_MASS_CONCENTRATION))
    return refuse (error, ISO_ERROR_UNITS, N_("“{1}” is no strength of a stock. Write a number and a unit, such as 10 mM or 5 mg/mL."), text);
  bottle->unit = unit;
  bottle->concentration = iso_unit_to_inside (unit, typed);
  return TRUE;
}

static gboolean
set_count (IsoBottle *bottle, const char *text, GError **error)
{
  static const char refusal[] = N_("“{1}” is no count. Write how often it was thawed, such as 3.");
  double value;

  if (!iso_bench_number (text, refusal, &value, error))
    return FALSE;
  if (value < 0 || value > 10000 || (!isnan (value) && value != floor (value)))
    return refuse (error, ISO_ERROR_SYNTAX, refusal, text);
  bottle->thaws = isnan (value) ? 0 : (guint) value;
  return TRUE;
}

static gboolean
set_number (double *into, FieldKind kind, const char *text, GError **error)
{
  static const char refusal[] = N_("“{1}” is no number. Write one such as 517.12.");
  g_autofree char *plain = kind == FIELD_PERCENT ? iso_bench_share (text, error) : g_strdup (text);

  if (plain == NULL || !iso_bench_number (plain, refusal, into, error))
    return FALSE;
  return isnan (*into) && kind != FIELD_WEIGHT ? refuse (error, ISO_ERROR_SYNTAX, refusal, text) : TRUE;
}

static char *
print_value (const IsoBottle *bottle, guint field)
{
  switch (fields[field].kind)
    {
    case FIELD_CONCENTRATION:
      return iso_bench_shown (iso_amount_concentration (bottle->concentration, bottle->unit->dimension));
    case FIELD_TEXT:
      return g_strdup (G_STRUCT_MEMBER (char *, bottle, fields[field].offset));
    case FIELD_PERCENT:
      return iso_bench_shown (iso_amount_percent (G_STRUCT_MEMBER (double, bottle, fields[field].offset)));
    case FIELD_COUNT:
      return g_strdup_printf ("%u", bottle->thaws);
    case FIELD_WEIGHT:
    case FIELD_NUMBER:
    default:
      return isnan (G_STRUCT_MEMBER (double, bottle, fields[field].offset))
             ? g_strdup ("") : iso_bench_shown (iso_number_format (G_STRUCT_MEMBER (double, bottle, fields[field].offset), 8));
    }
}

static gboolean
take (gpointer owner, const char *key, const char *text, GError **error)
{
  IsoBottleExpander *self = owner;
  g_auto (IsoBottle) changed = { 0 };

  iso_bottle_copy (iso_project_stock_get_bottle (self->stock), &changed);
  return iso_bottle_expander_set_value (&changed, key, text, error)
         && iso_project_change_stock (self->project, iso_project_stock_get_id (self->stock), &changed, error);
}

static void
used_toggled_cb (IsoBottleExpander *self)
{
  if (!self->filling && gtk_check_button_get_active (self->used))
    iso_project_use_stock (self->project, iso_project_stock_get_id (self->stock), NULL);
  else if (!self->filling)
    iso_bottle_expander_update (self);
}

static void
remove_cb (IsoBottleExpander *self)
{
  g_object_ref (self);
  if (iso_project_remove_stock (self->project, iso_project_stock_get_id (self->stock), NULL))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "(sb)", _("Bottle removed"), TRUE);
  g_object_unref (self);
}

static char *
tell_day (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%Y-%m-%d");
}

/* The trap of salt forms, and a day that has gone by; "" for nothing. */
static char *
find_warnings (IsoBottleExpander *self, const char *name)
{
  const IsoBottle *bottle = iso_project_stock_get_bottle (self->stock);
  g_autoptr (GPtrArray) messages = iso_message_list_new ();
  g_autofree char *today = tell_day ();
  GString *text = g_string_new (NULL);

  if (iso_project_stock_is_expired (self->stock, today) && *bottle->in_spite == '\0')
    g_string_append_printf (text, _("It expired on %s. Take another one, or write down why it is used in spite of that."), bottle->expiry);
  iso_form_warn (&bottle->form, *bottle->form_name != '\0' ? bottle->form_name : name, iso_bottle_by_weight (bottle), messages);
  for (guint i = 0; i < messages->len; i++)
    {
      g_autofree char *sentence = iso_message_to_user_text (messages->pdata[i]);

      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", sentence);
    }
  return g_string_free (text, FALSE);
}

static void
create_last_row (IsoBottleExpander *self)
{
  GtkWidget *row = adw_action_row_new (), *button = gtk_button_new_with_mnemonic (_("_Remove"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_focusable (row, FALSE);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
iso_bottle_expander_dispose (GObject *object)
{
  IsoBottleExpander *self = ISO_BOTTLE_EXPANDER (object);

  g_clear_object (&self->project);
  g_clear_object (&self->stock);
  G_OBJECT_CLASS (iso_bottle_expander_parent_class)->dispose (object);
}

static void
iso_bottle_expander_finalize (GObject *object)
{
  g_ptr_array_unref (ISO_BOTTLE_EXPANDER (object)->rows);
  G_OBJECT_CLASS (iso_bottle_expander_parent_class)->finalize (object);
}

static void
iso_bottle_expander_class_init (IsoBottleExpanderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = iso_bottle_expander_dispose;
  G_OBJECT_CLASS (klass)->finalize = iso_bottle_expander_finalize;
}

static void
iso_bottle_expander_init (IsoBottleExpander *self)
{
  self->rows = g_ptr_array_new ();
  self->used = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->used), GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->used), _("In Use"));
  g_signal_connect_object (self->used, "toggled", G_CALLBACK (used_toggled_cb), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->used));
  self->warning = adw_action_row_new ();
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self->warning), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self->warning), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->warning);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      GtkWidget *row = iso_value_row_new (gettext (fields[i].title), fields[i].hint != NULL ? gettext (fields[i].hint) : NULL, fields[i].key,
                                          take, self);

      if (fields[i].kind == FIELD_TEXT)
        iso_value_row_set_wide (ISO_VALUE_ROW (row));
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
      g_ptr_array_add (self->rows, row);
    }
  create_last_row (self);
}

GtkWidget *
iso_bottle_expander_new (IsoProject *project, IsoProjectStock *stock)
{
  IsoBottleExpander *self = g_object_new (ISO_TYPE_BOTTLE_EXPANDER, NULL);

  self->project = g_object_ref (project);
  self->stock = g_object_ref (stock);
  iso_bottle_expander_update (self);
  return GTK_WIDGET (self);
}

IsoProjectStock *
iso_bottle_expander_get_stock (IsoBottleExpander *self)
{
  g_return_val_if_fail (ISO_IS_BOTTLE_EXPANDER (self), NULL);
  return self->stock;
}

void
iso_bottle_expander_update (IsoBottleExpander *self)
{
  const IsoBottle *bottle = iso_project_stock_get_bottle (self->stock);
  IsoProjectItem *drug = iso_project_list_find (iso_project_get_list (self->project, ISO_ENTITY_DRUG), iso_project_stock_get_drug (self->stock));
  const char *name = drug != NULL ? iso_project_item_get_name (drug) : "";
  g_autofree char *text = iso_bench_describe_bottle (bottle);
  g_autofree char *warnings = find_warnings (self, name);
  g_autofree char *first = g_markup_escape_text (name, -1);
  g_autofree char *markup = g_markup_escape_text (text, -1);
  g_autofree char *warning = g_markup_escape_text (warnings, -1);
  g_autofree char *label = g_strdup_printf (_("%s, %s: in use"), name, text);

  self->filling = TRUE;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), first);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), markup);
  gtk_check_button_set_active (self->used, iso_project_stock_get_used (self->stock));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->used), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->warning), warning);
  gtk_widget_set_visible (self->warning, *warning != '\0');
  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autofree char *value = print_value (bottle, i);

      iso_value_row_show (self->rows->pdata[i], value);
    }
  self->filling = FALSE;
}

GtkWidget *
iso_bottle_expander_get_value_row (IsoBottleExpander *self, const char *key)
{
  g_return_val_if_fail (ISO_IS_BOTTLE_EXPANDER (self), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (strcmp (fields[i].key, key) == 0)
        return self->rows->pdata[i];
    }
  return NULL;
}

gboolean
iso_bottle_expander_set_value (IsoBottle *bottle, const char *key, const char *text, GError **error)
{
  guint field = 0;

  while (strcmp (fields[field].key, key) != 0)
    field++;
  switch (fields[field].kind)
    {
    case FIELD_CONCENTRATION:
      return set_concentration (bottle, text, error);
    case FIELD_COUNT:
      return set_count (bottle, text, error);
    case FIELD_TEXT:
      g_free (G_STRUCT_MEMBER (char *, bottle, fields[field].offset));
      G_STRUCT_MEMBER (char *, bottle, fields[field].offset) = g_strdup (text);
      return TRUE;
    case FIELD_WEIGHT:
    case FIELD_NUMBER:
    case FIELD_PERCENT:
    default:
      return set_number (&G_STRUCT_MEMBER (double, bottle, fields[field].offset), fields[field].kind, text, error);
    }
}
