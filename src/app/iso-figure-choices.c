/* iso-figure-choices.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-figure-choices.h"

#include "iso-user-text.h"

#include <glib/gi18n.h>
#include <math.h>

/* A list that says the same is not put in place of what is there: the drop-down would make all its rows anew. */
static void
set_choices (GtkDropDown *choices, GtkStringList *list)
{
  GListModel *old = gtk_drop_down_get_model (choices);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));
  gboolean same = GTK_IS_STRING_LIST (old) && g_list_model_get_n_items (old) == n;

  for (guint i = 0; i < n && same; i++)
    same = g_str_equal (gtk_string_list_get_string (list, i), gtk_string_list_get_string (GTK_STRING_LIST (old), i));
  if (!same)
    gtk_drop_down_set_model (choices, G_LIST_MODEL (list));
}

static const IsoAnalysis *
get_analysis (IsoView *view)
{
  return iso_analyser_get_analysis (iso_view_get_analyser (view));
}

void
iso_level_choices_show (GtkDropDown *choices, IsoView *view)
{
  const IsoAnalysis *analysis = get_analysis (view);
  g_autoptr (GtkStringList) list = gtk_string_list_new ((const char *[]) { _("All effect levels"), NULL });
  guint chosen = 0;

  for (guint i = 0; analysis != NULL && i < analysis->settings.n_effect_levels; i++)
    {
      g_autofree char *number = iso_user_number (100 * analysis->settings.effect_levels[i]);

      gtk_string_list_take (list, g_strdup_printf (_("%s\u00a0%% effect"), number));
      if (fabs (analysis->settings.effect_levels[i] - iso_view_get_level (view)) < 1e-9)
        chosen = i + 1;
    }
  set_choices (choices, list);
  gtk_drop_down_set_selected (choices, chosen);
}

void
iso_level_choices_take (GtkDropDown *choices, IsoView *view)
{
  const IsoAnalysis *analysis = get_analysis (view);
  guint chosen = gtk_drop_down_get_selected (choices);

  if (analysis != NULL && chosen <= analysis->settings.n_effect_levels)
    g_object_set (view, "level", chosen > 0 ? analysis->settings.effect_levels[chosen - 1] : 0.0, NULL);
}

void
iso_score_choices_show (GtkDropDown *choices, IsoView *view)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new ((const char *[]) { _("Response"), NULL });

  for (guint i = 0; i < ISO_N_REFERENCES; i++)
    gtk_string_list_take (list, g_strdup_printf (_("Score: %s"), gettext (iso_reference_nth (i)->name)));
  set_choices (choices, list);
  gtk_drop_down_set_selected (choices, iso_view_get_score (view) ? iso_view_get_reference (view) + 1 : 0);
}

void
iso_score_choices_take (GtkDropDown *choices, IsoView *view)
{
  guint chosen = gtk_drop_down_get_selected (choices);

  if (chosen > ISO_N_REFERENCES)
    return;
  if (chosen > 0)
    g_object_set (view, "reference", chosen - 1, NULL);
  g_object_set (view, "score", chosen > 0, NULL);
}
