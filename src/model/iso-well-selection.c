/* iso-well-selection.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-well-selection.h"

#include <string.h>

struct _IsoWellSelection
{
  GObject parent_instance;

  IsoProjectPlate *plate;      /* (owned) (nullable) */
  guint8          *selected;   /* (owned) a byte for each well */
  guint8          *before;     /* (owned) (nullable) what it was when a rectangle was begun */
  guint8          *next;       /* (owned) what a call makes of it */
  guint            n_wells;
  guint            n;
  IsoSelectMode    rect_mode;
};

G_DEFINE_FINAL_TYPE (IsoWellSelection, iso_well_selection, G_TYPE_OBJECT)

typedef enum
{
  PROP_PLATE = 1,
  PROP_N_SELECTED,
} IsoWellSelectionProperty;

static GParamSpec *properties[PROP_N_SELECTED + 1];
static guint changed;

static void
apply (guint8 *well, IsoSelectMode mode)
{
  *well = mode == ISO_SELECT_TOGGLE ? !*well : mode != ISO_SELECT_REMOVE;
}

/* Makes `next` the selection, and says so if it is another one. */
static void
commit (IsoWellSelection *self)
{
  guint n = 0;

  if (self->n_wells == 0 || memcmp (self->selected, self->next, self->n_wells) == 0)
    return;
  memcpy (self->selected, self->next, self->n_wells);
  for (guint i = 0; i < self->n_wells; i++)
    n += self->selected[i];
  if (n != self->n)
    {
      self->n = n;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_SELECTED]);
    }
  g_signal_emit (self, changed, 0);
}

static void
start (IsoWellSelection *self, IsoSelectMode mode)
{
  if (self->n_wells == 0)
    return;
  if (mode == ISO_SELECT_ONLY)
    memset (self->next, 0, self->n_wells);
  else
    memcpy (self->next, self->selected, self->n_wells);
}

static void
apply_block (IsoWellSelection *self, guint first_row, guint last_row, guint first_column, guint last_column, IsoSelectMode mode)
{
  guint columns = self->plate != NULL ? iso_project_plate_get_columns (self->plate) : 1;

  for (guint row = first_row; row <= last_row && row * columns < self->n_wells; row++)
    for (guint column = first_column; column <= last_column && column < columns; column++)
      {
        if (row * columns + column < self->n_wells)
          apply (&self->next[row * columns + column], mode);
      }
}

static void
apply_rect (IsoWellSelection *self, guint corner, guint opposite, IsoSelectMode mode)
{
  guint columns = self->plate != NULL ? iso_project_plate_get_columns (self->plate) : 1;
  guint row = corner / columns, column = corner % columns;
  guint other_row = opposite / columns, other_column = opposite % columns;

  apply_block (self, MIN (row, other_row), MAX (row, other_row), MIN (column, other_column), MAX (column, other_column), mode);
}

static void
resize (IsoWellSelection *self)
{
  guint n = self->plate != NULL ? iso_project_plate_get_n_wells (self->plate) : 0;

  if (n == self->n_wells)
    return;
  self->selected = g_realloc (self->selected, n);
  self->next = g_realloc (self->next, n);
  if (n > self->n_wells)
    memset (self->selected + self->n_wells, 0, n - self->n_wells);
  self->n_wells = n;
  g_clear_pointer (&self->before, g_free);
}

/* A list of the rows of a table becomes longer and shorter; wells that are gone are not selected any more. */
static void
wells_changed_cb (IsoWellSelection *self)
{
  guint n = 0;

  resize (self);
  for (guint i = 0; i < self->n_wells; i++)
    n += self->selected[i];
  if (n == self->n)
    return;
  self->n = n;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_SELECTED]);
  g_signal_emit (self, changed, 0);
}

static void
iso_well_selection_dispose (GObject *object)
{
  IsoWellSelection *self = ISO_WELL_SELECTION (object);

  if (self->plate != NULL)
    g_signal_handlers_disconnect_by_data (self->plate, self);
  g_clear_object (&self->plate);
  G_OBJECT_CLASS (iso_well_selection_parent_class)->dispose (object);
}

static void
iso_well_selection_finalize (GObject *object)
{
  IsoWellSelection *self = ISO_WELL_SELECTION (object);

  g_free (self->selected);
  g_free (self->before);
  g_free (self->next);
  G_OBJECT_CLASS (iso_well_selection_parent_class)->finalize (object);
}

static void
iso_well_selection_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IsoWellSelection *self = ISO_WELL_SELECTION (object);

  switch ((IsoWellSelectionProperty) id)
    {
    case PROP_PLATE:
      g_value_set_object (value, self->plate);
      break;
    case PROP_N_SELECTED:
      g_value_set_uint (value, self->n);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
iso_well_selection_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((IsoWellSelectionProperty) id)
    {
    case PROP_PLATE:
      iso_well_selection_set_plate (ISO_WELL_SELECTION (object), g_value_get_object (value));
      break;
    case PROP_N_SELECTED:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
iso_well_selection_class_init (IsoWellSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = iso_well_selection_dispose;
  object_class->finalize = iso_well_selection_finalize;
  object_class->get_property = iso_well_selection_get_property;
  object_class->set_property = iso_well_selection_set_property;

  properties[PROP_PLATE] = g_param_spec_object ("plate", NULL, NULL, ISO_TYPE_PROJECT_PLATE, G_PARAM_READWRITE | flags);
  properties[PROP_N_SELECTED] = g_param_spec_uint ("n-selected", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  changed = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
iso_well_selection_init (IsoWellSelection *self)
{
}

IsoWellSelection *
iso_well_selection_new (IsoProjectPlate *plate)
{
  return g_object_new (ISO_TYPE_WELL_SELECTION, "plate", plate, NULL);
}

IsoProjectPlate *
iso_well_selection_get_plate (IsoWellSelection *self)
{
  g_return_val_if_fail (ISO_IS_WELL_SELECTION (self), NULL);
  return self->plate;
}

void
iso_well_selection_set_plate (IsoWellSelection *self, IsoProjectPlate *plate)
{
  gboolean had_wells;

  g_return_if_fail (ISO_IS_WELL_SELECTION (self));

  if (self->plate == plate)
    return;
  if (self->plate != NULL)
    g_signal_handlers_disconnect_by_data (self->plate, self);
  g_set_object (&self->plate, plate);
  if (plate != NULL)
    g_signal_connect_swapped (plate, "wells-changed", G_CALLBACK (wells_changed_cb), self);

  had_wells = self->n > 0;
  self->n = 0;
  resize (self);
  if (self->n_wells > 0)
    memset (self->selected, 0, self->n_wells);
  g_clear_pointer (&self->before, g_free);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLATE]);
  if (!had_wells)
    return;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_SELECTED]);
  g_signal_emit (self, changed, 0);
}

guint
iso_well_selection_get_n (IsoWellSelection *self)
{
  g_return_val_if_fail (ISO_IS_WELL_SELECTION (self), 0);
  return self->n;
}

gboolean
iso_well_selection_is_selected (IsoWellSelection *self, guint well)
{
  g_return_val_if_fail (ISO_IS_WELL_SELECTION (self), FALSE);
  return well < self->n_wells && self->selected[well];
}

guint *
iso_well_selection_get_wells (IsoWellSelection *self, guint *n)
{
  guint *wells;
  guint found = 0;

  g_return_val_if_fail (ISO_IS_WELL_SELECTION (self), NULL);

  wells = g_new (guint, self->n);
  for (guint i = 0; i < self->n_wells; i++)
    {
      if (self->selected[i])
        wells[found++] = i;
    }
  *n = found;
  return wells;
}

void
iso_well_selection_select_none (IsoWellSelection *self)
{
  g_return_if_fail (ISO_IS_WELL_SELECTION (self));

  start (self, ISO_SELECT_ONLY);
  commit (self);
}

void
iso_well_selection_select_all (IsoWellSelection *self)
{
  g_return_if_fail (ISO_IS_WELL_SELECTION (self));

  if (self->n_wells > 0)
    memset (self->next, 1, self->n_wells);
  commit (self);
}

void
iso_well_selection_invert (IsoWellSelection *self)
{
  g_return_if_fail (ISO_IS_WELL_SELECTION (self));

  for (guint i = 0; i < self->n_wells; i++)
    self->next[i] = !self->selected[i];
  commit (self);
}

void
iso_well_selection_select (IsoWellSelection *self, const guint *wells, guint n, IsoSelectMode mode)
{
  g_return_if_fail (ISO_IS_WELL_SELECTION (self));

  start (self, mode);
  for (guint i = 0; i < n; i++)
    {
      if (wells[i] < self->n_wells)
        apply (&self->next[wells[i]], mode);
    }
  commit (self);
}

void
iso_well_selection_select_rect (IsoWellSelection *self, guint corner, guint opposite, IsoSelectMode mode)
{
  g_return_if_fail (ISO_IS_WELL_SELECTION (self));

  start (self, mode);
  apply_rect (self, corner, opposite, mode);
  commit (self);
}

void
iso_well_selection_select_rows (IsoWellSelection *self, guint first, guint last, IsoSelectMode mode)
{
  g_return_if_fail (ISO_IS_WELL_SELECTION (self));

  start (self, mode);
  apply_block (self, MIN (first, last), MAX (first, last), 0, ISO_MAX_COLUMNS, mode);
  commit (self);
}

void
iso_well_selection_select_columns (IsoWellSelection *self, guint first, guint last, IsoSelectMode mode)
{
  g_return_if_fail (ISO_IS_WELL_SELECTION (self));

  start (self, mode);
  apply_block (self, 0, self->n_wells, MIN (first, last), MAX (first, last), mode);
  commit (self);
}

void
iso_well_selection_begin_rect (IsoWellSelection *self, IsoSelectMode mode)
{
  g_return_if_fail (ISO_IS_WELL_SELECTION (self));

  g_clear_pointer (&self->before, g_free);
  start (self, mode);
  self->before = g_memdup2 (self->next, self->n_wells);
  self->rect_mode = mode;
}

void
iso_well_selection_draw_rect (IsoWellSelection *self, guint corner, guint opposite)
{
  g_return_if_fail (ISO_IS_WELL_SELECTION (self));

  if (self->before == NULL)
    return;
  memcpy (self->next, self->before, self->n_wells);
  apply_rect (self, corner, opposite, self->rect_mode);
  commit (self);
}
