/* iso-design-fill.c - the sentence above the plate: what it would do is shown in place before it is done
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-design-page-private.h"

#include "iso-design-edit.h"
#include "iso-user-text.h"

#include <glib/gi18n.h>

static const char *
translate (const char *text)
{
  return _(text);
}

static void
forget_plan (IsoDesignPage *self)
{
  g_clear_pointer (&self->planned, g_free);
  g_clear_pointer (&self->said, g_free);
  self->n_planned = 0;
  iso_plate_grid_set_preview (self->grid, NULL, 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->fill), FALSE);
}

static void
say (IsoDesignPage *self, const char *text, gboolean wrong)
{
  gtk_label_set_text (self->hint, text);
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->hint), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->hint), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->sentence), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/* Where in the sentence it is, counted in characters, and what. */
static void
say_error (IsoDesignPage *self, const GError *error)
{
  const IsoMessage *message = iso_error_get_message (error);
  g_autofree char *text = iso_error_to_user_text (error);
  g_autofree char *whole = NULL;

  if (message == NULL || message->place.column == 0)
    {
      say (self, text, TRUE);
      return;
    }
  /* Translators: a place in the sentence that a person types, and what is wrong there. */
  whole = g_strdup_printf (_("At letter %u: %s"), message->place.column, text);
  say (self, whole, TRUE);
}

/* The first and the last dose of the first compound, so that a slip of a factor is seen. */
static char *
summarise (const IsoFillSentence *sentence, const GArray *drugs, guint n)
{
  const IsoFillSeries *series = &sentence->series[0];
  g_auto (IsoFill) fill = { 0 };
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (!iso_fill_sentence_resolve (sentence, &fill, NULL))
    return g_strdup ("");
  first = iso_user_dose (fill.axes[0].doses[0][0], series->units[0]);
  last = iso_user_dose (fill.axes[0].doses[0][series->n - 1], series->units[0]);
  return g_strdup_printf (ngettext ("%u well: %s from %s to %s. Press Enter to fill it.", "%u wells: %s from %s to %s. Press Enter to fill them.",
                                    n), n, g_array_index (drugs, IsoFillDrug, series->drugs[0]).name, first, last);
}

void
iso_design_page_plan (IsoDesignPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->sentence));
  IsoProjectPlate *plate = iso_design_page_get_plate (self);
  g_auto (IsoFillSentence) sentence = { 0 };
  g_autoptr (GArray) drugs = NULL;
  g_autofree guint *wells = NULL;
  g_autofree char *summary = NULL;
  g_autoptr (GError) error = NULL;
  guint n;

  forget_plan (self);
  if (self->project == NULL || plate == NULL || *text == '\0')
    {
      say (self, "", FALSE);
      return;
    }
  drugs = iso_design_list_drugs (self->project);
  wells = iso_well_selection_get_wells (self->selection, &n);
  if (iso_fill_sentence_parse (text, (const IsoFillDrug *) (void *) drugs->data, drugs->len, gtk_drop_down_get_selected (self->drugs),
                               translate, &sentence, &error))
    self->planned = iso_design_plan_fill (self->project, plate, wells, n, &sentence, &self->n_planned, &error);
  if (self->planned == NULL)
    {
      say_error (self, error);
      return;
    }
  self->said = iso_fill_sentence_format (&sentence, (const IsoFillDrug *) (void *) drugs->data, TRUE, NULL);
  summary = summarise (&sentence, drugs, self->n_planned);
  say (self, summary, FALSE);
  iso_plate_grid_set_preview (self->grid, self->planned, self->n_planned);
  gtk_widget_set_sensitive (GTK_WIDGET (self->fill), TRUE);
}

void
iso_design_page_fill (IsoDesignPage *self)
{
  IsoProjectPlate *plate = iso_design_page_get_plate (self);
  g_autofree IsoWellEdit *edits = NULL;
  g_autofree char *said = NULL;
  GError *error = NULL;
  guint n = self->n_planned;

  if (plate == NULL || self->planned == NULL)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  edits = g_steal_pointer (&self->planned);
  said = g_steal_pointer (&self->said);
  gtk_editable_set_text (GTK_EDITABLE (self->sentence), "");
  if (iso_design_apply (self->project, plate, "fill-wells", said, edits, n, &error))
    {
      iso_design_page_tell (self, g_strdup_printf (ngettext ("%u well filled", "%u wells filled", n), n), TRUE);
      gtk_widget_grab_focus (GTK_WIDGET (self->grid));
    }
  iso_design_page_refuse (self, error);
}
