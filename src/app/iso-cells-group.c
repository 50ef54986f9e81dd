/* iso-cells-group.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-cells-group.h"

#include "base/iso-error.h"
#include "base/iso-number.h"
#include "iso-accessible.h"
#include "iso-bench-text.h"
#include "iso-value-row.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

typedef struct
{
  IsoCellsGroup  *group;
  IsoProjectItem *sample;   /* (owned) */
  GtkWidget      *expander;
  GPtrArray      *rows;     /* of IsoValueRow */
} Cells;

struct _IsoCellsGroup
{
  AdwBin parent_instance;

  IsoProject          *project;   /* (owned) (nullable) */
  GPtrArray           *samples;   /* (owned) of Cells */
  AdwPreferencesGroup *group;
};

G_DEFINE_FINAL_TYPE (IsoCellsGroup, iso_cells_group, ADW_TYPE_BIN)

static const struct { const char *key; const char *title; const char *hint; } fields[] = {
  { "per-well", N_("Cells a well"), N_("Living ones") },
  { "count", N_("Cells per mL"), N_("Of the culture, as counted") },
  { "viability", N_("Alive"), N_("In %") },
  { "passage", N_("Passage"), NULL },
};

static void
free_cells (gpointer data)
{
  Cells *cells = data;

  g_clear_object (&cells->sample);
  g_ptr_array_unref (cells->rows);
  g_free (cells);
}

static gboolean
set_field (IsoCells *cells, const char *key, const char *text, GError **error)
{
  g_autofree char *share = NULL;
  double value;

  if (strcmp (key, "passage") == 0)
    {
      g_free (cells->passage);
      cells->passage = g_strdup (text);
      return TRUE;
    }
  if (strcmp (key, "viability") == 0)
    text = share = iso_bench_share (text, error);
  if (text == NULL || !iso_bench_number (text, N_("“{1}” is no number. Write one such as 20000 or 1.25e6."), &value, error))
    return FALSE;
  *(strcmp (key, "per-well") == 0 ? &cells->per_well : strcmp (key, "count") == 0 ? &cells->count : &cells->viability) = value;
  return TRUE;
}

static gboolean
take (gpointer owner, const char *key, const char *text, GError **error)
{
  Cells *cells = owner;
  const char *sample = iso_project_item_get_id (cells->sample);
  const IsoCells *known = iso_project_get_cells (cells->group->project, sample);
  g_auto (IsoCells) changed = { 0 };

  if (known != NULL)
    iso_cells_copy (known, &changed);
  else
    iso_cells_init (&changed);
  return set_field (&changed, key, text, error) && iso_project_set_cells (cells->group->project, sample, &changed, error);
}

static char *
print_field (const IsoCells *cells, const char *key)
{
  double value = strcmp (key, "per-well") == 0 ? cells->per_well : strcmp (key, "count") == 0 ? cells->count : 100 * cells->viability;
  g_autofree char *number = NULL;

  if (strcmp (key, "passage") == 0)
    return g_strdup (cells->passage);
  if (isnan (value))
    return g_strdup ("");
  number = iso_bench_shown (iso_number_format (value, 6));
  return strcmp (key, "viability") == 0 ? g_strdup_printf ("%s %%", number) : g_steal_pointer (&number);
}

static void
show_cells (IsoCellsGroup *self, Cells *cells)
{
  const IsoCells *known = iso_project_get_cells (self->project, iso_project_item_get_id (cells->sample));
  g_auto (IsoCells) nothing = { 0 };
  g_autofree char *text = NULL;
  g_autofree char *title = g_markup_escape_text (iso_project_item_get_name (cells->sample), -1);
  g_autofree char *markup = NULL;

  iso_cells_init (&nothing);
  text = iso_bench_describe_cells (known != NULL ? known : &nothing);
  markup = g_markup_escape_text (*text != '\0' ? text : _("Nothing is known of the cells yet."), -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (cells->expander), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (cells->expander), markup);
  for (guint i = 0; i < cells->rows->len; i++)
    {
      g_autofree char *value = print_field (known != NULL ? known : &nothing, fields[i].key);

      iso_value_row_show (cells->rows->pdata[i], value);
    }
}

static void
add_sample (IsoCellsGroup *self, IsoProjectItem *sample)
{
  Cells *cells = g_new0 (Cells, 1);

  cells->group = self;
  cells->sample = g_object_ref (sample);
  cells->expander = adw_expander_row_new ();
  cells->rows = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      GtkWidget *row = iso_value_row_new (gettext (fields[i].title), fields[i].hint != NULL ? gettext (fields[i].hint) : NULL,
                                          fields[i].key, take, cells);

      adw_expander_row_add_row (ADW_EXPANDER_ROW (cells->expander), row);
      g_ptr_array_add (cells->rows, row);
    }
  adw_preferences_group_add (self->group, cells->expander);
  iso_accessible_name_lists (cells->expander, iso_project_item_get_name (sample));
  g_ptr_array_add (self->samples, cells);
}

/* The samples are those that have rows, in that order. */
static gboolean
is_same (IsoCellsGroup *self, GListModel *list)
{
  gboolean same = g_list_model_get_n_items (list) == self->samples->len;

  for (guint i = 0; same && i < self->samples->len; i++)
    {
      g_autoptr (IsoProjectItem) sample = g_list_model_get_item (list, i);

      same = ((Cells *) self->samples->pdata[i])->sample == sample;
    }
  return same;
}

static void
clear (IsoCellsGroup *self)
{
  for (guint i = 0; i < self->samples->len; i++)
    adw_preferences_group_remove (self->group, ((Cells *) self->samples->pdata[i])->expander);
  g_ptr_array_set_size (self->samples, 0);
}

static void
update (IsoCellsGroup *self)
{
  GListModel *list;

  if (self->project == NULL || !iso_project_is_open (self->project))
    return;
  list = G_LIST_MODEL (iso_project_get_list (self->project, ISO_ENTITY_SAMPLE));
  if (!is_same (self, list))
    {
      clear (self);
      for (guint i = 0; i < g_list_model_get_n_items (list); i++)
        {
          g_autoptr (IsoProjectItem) sample = g_list_model_get_item (list, i);

          add_sample (self, sample);
        }
    }
  for (guint i = 0; i < self->samples->len; i++)
    show_cells (self, self->samples->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self), self->samples->len > 0);
}

static void
iso_cells_group_dispose (GObject *object)
{
  IsoCellsGroup *self = ISO_CELLS_GROUP (object);

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (iso_cells_group_parent_class)->dispose (object);
}

static void
iso_cells_group_finalize (GObject *object)
{
  g_ptr_array_unref (ISO_CELLS_GROUP (object)->samples);
  G_OBJECT_CLASS (iso_cells_group_parent_class)->finalize (object);
}

static void
iso_cells_group_class_init (IsoCellsGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = iso_cells_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = iso_cells_group_finalize;
}

static void
iso_cells_group_init (IsoCellsGroup *self)
{
  self->samples = g_ptr_array_new_with_free_func (free_cells);
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _("Cells"));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
}

void
iso_cells_group_set_project (IsoCellsGroup *self, IsoProject *project)
{
  g_return_if_fail (ISO_IS_CELLS_GROUP (self));

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  clear (self);
  g_set_object (&self->project, project);
  if (project != NULL)
    g_signal_connect_object (project, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

GtkWidget *
iso_cells_group_get_row (IsoCellsGroup *self, guint sample, const char *key)
{
  g_return_val_if_fail (ISO_IS_CELLS_GROUP (self), NULL);

  for (guint i = 0; sample < self->samples->len && i < G_N_ELEMENTS (fields); i++)
    {
      if (strcmp (fields[i].key, key) == 0)
        return ((Cells *) self->samples->pdata[sample])->rows->pdata[i];
    }
  return NULL;
}
