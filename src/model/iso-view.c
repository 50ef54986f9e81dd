/* iso-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-view.h"

#include "iso-well-map.h"

#include <string.h>

struct _IsoView
{
  GObject parent_instance;

  IsoAnalyser      *analyser;     /* (owned) */
  char             *page;         /* (owned) */
  guint             treatment;
  guint             plate;
  double            level;
  guint             reference;
  gboolean          score;
  guint             layer;
  gboolean          show_runs;
  gboolean          show_table;
  GArray           *selection;    /* (owned) of guint */
  GArray           *pointed;      /* (owned) of guint */
  GPtrArray        *keys;         /* (owned) of char *: what is selected, in whatever analysis */
  IsoWellSelection *wells;        /* (owned) */
  gboolean          translating;  /* from one selection to the other */
};

G_DEFINE_FINAL_TYPE (IsoView, iso_view, G_TYPE_OBJECT)

typedef enum
{
  PROP_ANALYSER = 1,
  PROP_PAGE,
  PROP_TREATMENT,
  PROP_PLATE,
  PROP_LEVEL,
  PROP_REFERENCE,
  PROP_SCORE,
  PROP_LAYER,
  PROP_SHOW_RUNS,
  PROP_SHOW_TABLE,
} IsoViewProperty;

static GParamSpec *properties[PROP_SHOW_TABLE + 1];
static guint selection_changed, pointed_changed;

static void
clamp (IsoView *self, guint *position, GListModel *list, IsoViewProperty property)
{
  guint n = g_list_model_get_n_items (list);

  if (*position == 0 || *position < n)
    return;
  *position = n > 0 ? n - 1 : 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* The project's plate of this name; NULL if there is none. */
static IsoProjectPlate *
find_plate (IsoView *self, const char *name)
{
  GListModel *plates = G_LIST_MODEL (iso_project_get_list (iso_analyser_get_project (self->analyser), ISO_ENTITY_PLATE));

  for (guint i = 0; name != NULL && i < g_list_model_get_n_items (plates); i++)
    {
      g_autoptr (IsoProjectItem) plate = g_list_model_get_item (plates, i);

      if (strcmp (iso_project_item_get_name (plate), name) == 0)
        return ISO_PROJECT_PLATE (plate);   /* the list holds it */
    }
  return NULL;
}

static void
take_selection (IsoView *self, GArray *observations)
{
  const IsoAnalysis *analysis = iso_analyser_get_analysis (self->analyser);

  if (observations != self->selection)
    {
      g_array_set_size (self->selection, 0);
      g_array_append_vals (self->selection, observations->data, observations->len);
    }
  g_ptr_array_set_size (self->keys, 0);
  for (guint i = 0; analysis != NULL && i < self->selection->len; i++)
    g_ptr_array_add (self->keys, iso_observation_key (analysis, g_array_index (self->selection, guint, i)));
  g_signal_emit (self, selection_changed, 0);
}

/* What is selected on the plate becomes the selected wells; another plate if there is nothing on this one. */
static void
translate_to_wells (IsoView *self)
{
  const IsoAnalysis *analysis = iso_analyser_get_analysis (self->analyser);
  const guint *observations = (const guint *) (gpointer) self->selection->data;
  g_autoptr (GArray) wells = NULL;

  if (self->translating || analysis == NULL)
    return;
  self->translating = TRUE;
  wells = iso_observations_to_wells (analysis, iso_well_selection_get_plate (self->wells), observations, self->selection->len);
  if (wells->len == 0 && self->selection->len > 0)
    {
      IsoProjectPlate *plate = find_plate (self, iso_observation_plate (analysis, observations[0]));

      if (plate != NULL)
        {
          g_array_unref (wells);
          iso_well_selection_set_plate (self->wells, plate);
          wells = iso_observations_to_wells (analysis, plate, observations, self->selection->len);
        }
    }
  iso_well_selection_select (self->wells, (const guint *) (gpointer) wells->data, wells->len, ISO_SELECT_ONLY);
  self->translating = FALSE;
}

static void
wells_changed_cb (IsoView *self)
{
  g_autofree guint *wells = NULL;
  g_autoptr (GArray) observations = NULL;
  guint n;

  if (self->translating)
    return;
  wells = iso_well_selection_get_wells (self->wells, &n);
  observations = iso_wells_to_observations (iso_analyser_get_analysis (self->analyser), iso_well_selection_get_plate (self->wells), wells, n);
  if (observations->len == 0 && self->selection->len == 0)
    return;
  self->translating = TRUE;
  take_selection (self, observations);
  self->translating = FALSE;
}

/* What is selected stays so, under the numbers that it has now. */
static void
find_again (IsoView *self)
{
  const IsoAnalysis *analysis = iso_analyser_get_analysis (self->analyser);
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean had = self->selection->len > 0;

  g_array_set_size (self->selection, 0);
  for (guint i = 0; i < self->keys->len; i++)
    g_hash_table_add (keys, g_ptr_array_index (self->keys, i));
  for (guint i = 0; analysis != NULL && self->keys->len > 0 && i < analysis->dataset->observations->len; i++)
    {
      g_autofree char *key = iso_observation_key (analysis, i);

      if (g_hash_table_contains (keys, key))
        g_array_append_val (self->selection, i);
    }
  if (had || self->selection->len > 0)
    g_signal_emit (self, selection_changed, 0);
}

static void
analysis_changed_cb (IsoView *self)
{
  iso_view_point (self, NULL, 0);
  find_again (self);
  clamp (self, &self->treatment, iso_analyser_get_treatments (self->analyser), PROP_TREATMENT);
  clamp (self, &self->plate, iso_analyser_get_plates (self->analyser), PROP_PLATE);
  if (self->selection->len == 0)
    wells_changed_cb (self);
}

/* Nothing of a project is selected in another. */
static void
open_changed_cb (IsoView *self)
{
  if (iso_project_is_open (iso_analyser_get_project (self->analyser)))
    return;
  iso_well_selection_set_plate (self->wells, NULL);
  iso_view_select (self, NULL, 0);
  g_ptr_array_set_size (self->keys, 0);
}

/* The plate that is shown as a figure is the one on which wells are selected, if it was measured. */
static void
plate_changed_cb (IsoView *self)
{
  GListModel *subjects = iso_analyser_get_plates (self->analyser);
  IsoProjectPlate *plate = iso_well_selection_get_plate (self->wells);
  const char *name = plate != NULL ? iso_project_item_get_name (ISO_PROJECT_ITEM (plate)) : NULL;

  for (guint i = 0; name != NULL && i < g_list_model_get_n_items (subjects); i++)
    {
      g_autoptr (IsoSubject) subject = g_list_model_get_item (subjects, i);

      if (strcmp (iso_subject_get_name (subject), name) == 0 && i != self->plate)
        {
          self->plate = i;
          g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLATE]);
        }
    }
}

static void
set_flag (IsoView *self, gboolean *flag, gboolean value, IsoViewProperty property)
{
  if (*flag == value)
    return;
  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_position (IsoView *self, guint *position, guint value, IsoViewProperty property)
{
  if (*position == value)
    return;
  *position = value;
  iso_view_select (self, NULL, 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_layer (IsoView *self, guint layer)
{
  if (self->layer == layer)
    return;
  self->layer = layer;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAYER]);
}

static void
set_level (IsoView *self, double level)
{
  if (self->level == level)
    return;
  self->level = level;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LEVEL]);
}

static void
listen_to_wells (IsoView *self)
{
  g_signal_connect_object (self->wells, "changed", G_CALLBACK (wells_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->wells, "notify::plate", G_CALLBACK (plate_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
iso_view_constructed (GObject *object)
{
  IsoView *self = ISO_VIEW (object);

  G_OBJECT_CLASS (iso_view_parent_class)->constructed (object);
  g_signal_connect_object (self->analyser, "notify::analysis", G_CALLBACK (analysis_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (iso_analyser_get_project (self->analyser), "notify::open", G_CALLBACK (open_changed_cb), self,
                           G_CONNECT_SWAPPED);
  listen_to_wells (self);
}

static void
iso_view_finalize (GObject *object)
{
  IsoView *self = ISO_VIEW (object);

  g_clear_object (&self->analyser);
  g_clear_object (&self->wells);
  g_free (self->page);
  g_array_unref (self->selection);
  g_array_unref (self->pointed);
  g_ptr_array_unref (self->keys);
  G_OBJECT_CLASS (iso_view_parent_class)->finalize (object);
}

static void
iso_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IsoView *self = ISO_VIEW (object);

  switch ((IsoViewProperty) id)
    {
    case PROP_ANALYSER:
      g_value_set_object (value, self->analyser);
      break;
    case PROP_PAGE:
      g_value_set_string (value, self->page);
      break;
    case PROP_TREATMENT:
      g_value_set_uint (value, self->treatment);
      break;
    case PROP_PLATE:
      g_value_set_uint (value, self->plate);
      break;
    case PROP_LEVEL:
      g_value_set_double (value, self->level);
      break;
    case PROP_REFERENCE:
      g_value_set_uint (value, self->reference);
      break;
    case PROP_SCORE:
      g_value_set_boolean (value, self->score);
      break;
    case PROP_LAYER:
      g_value_set_uint (value, self->layer);
      break;
    case PROP_SHOW_RUNS:
      g_value_set_boolean (value, self->show_runs);
      break;
    case PROP_SHOW_TABLE:
      g_value_set_boolean (value, self->show_table);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
iso_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  IsoView *self = ISO_VIEW (object);

  switch ((IsoViewProperty) id)
    {
    case PROP_ANALYSER:
      self->analyser = g_value_dup_object (value);
      break;
    case PROP_PAGE:
      iso_view_set_page (self, g_value_get_string (value));
      break;
    case PROP_TREATMENT:
      iso_view_set_treatment (self, g_value_get_uint (value));
      break;
    case PROP_PLATE:
      iso_view_set_plate (self, g_value_get_uint (value));
      break;
    case PROP_LEVEL:
      set_level (self, g_value_get_double (value));
      break;
    case PROP_REFERENCE:
      set_position (self, &self->reference, g_value_get_uint (value), PROP_REFERENCE);
      break;
    case PROP_SCORE:
      set_flag (self, &self->score, g_value_get_boolean (value), PROP_SCORE);
      break;
    case PROP_LAYER:
      set_layer (self, g_value_get_uint (value));
      break;
    case PROP_SHOW_RUNS:
      set_flag (self, &self->show_runs, g_value_get_boolean (value), PROP_SHOW_RUNS);
      break;
    case PROP_SHOW_TABLE:
      set_flag (self, &self->show_table, g_value_get_boolean (value), PROP_SHOW_TABLE);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
iso_view_class_init (IsoViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->constructed = iso_view_constructed;
  object_class->finalize = iso_view_finalize;
  object_class->get_property = iso_view_get_property;
  object_class->set_property = iso_view_set_property;

  properties[PROP_ANALYSER] = g_param_spec_object ("analyser", NULL, NULL, ISO_TYPE_ANALYSER,
                                                  G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PAGE] = g_param_spec_string ("page", NULL, NULL, "", flags);
  properties[PROP_TREATMENT] = g_param_spec_uint ("treatment", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_PLATE] = g_param_spec_uint ("plate", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_LEVEL] = g_param_spec_double ("level", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_REFERENCE] = g_param_spec_uint ("reference", NULL, NULL, 0, ISO_N_REFERENCES - 1, 0, flags);
  properties[PROP_SCORE] = g_param_spec_boolean ("score", NULL, NULL, FALSE, flags);
  properties[PROP_LAYER] = g_param_spec_uint ("layer", NULL, NULL, 0, ISO_N_DATA_LAYERS - 1, 0, flags);
  properties[PROP_SHOW_RUNS] = g_param_spec_boolean ("show-runs", NULL, NULL, FALSE, flags);
  properties[PROP_SHOW_TABLE] = g_param_spec_boolean ("show-table", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  selection_changed = g_signal_new ("selection-changed", ISO_TYPE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  pointed_changed = g_signal_new ("pointed-changed", ISO_TYPE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
iso_view_init (IsoView *self)
{
  self->page = g_strdup ("");
  self->selection = g_array_new (FALSE, FALSE, sizeof (guint));
  self->pointed = g_array_new (FALSE, FALSE, sizeof (guint));
  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->wells = iso_well_selection_new (NULL);
}

IsoView *
iso_view_new (IsoAnalyser *analyser)
{
  return g_object_new (ISO_TYPE_VIEW, "analyser", analyser, NULL);
}

IsoAnalyser *
iso_view_get_analyser (IsoView *self)
{
  g_return_val_if_fail (ISO_IS_VIEW (self), NULL);
  return self->analyser;
}

const char *
iso_view_get_page (IsoView *self)
{
  g_return_val_if_fail (ISO_IS_VIEW (self), NULL);
  return self->page;
}

guint
iso_view_get_treatment (IsoView *self)
{
  g_return_val_if_fail (ISO_IS_VIEW (self), 0);
  return self->treatment;
}

guint
iso_view_get_plate (IsoView *self)
{
  g_return_val_if_fail (ISO_IS_VIEW (self), 0);
  return self->plate;
}

double
iso_view_get_level (IsoView *self)
{
  g_return_val_if_fail (ISO_IS_VIEW (self), 0);
  return self->level;
}

guint
iso_view_get_reference (IsoView *self)
{
  g_return_val_if_fail (ISO_IS_VIEW (self), 0);
  return self->reference;
}

gboolean
iso_view_get_score (IsoView *self)
{
  g_return_val_if_fail (ISO_IS_VIEW (self), FALSE);
  return self->score;
}

IsoDataLayer
iso_view_get_layer (IsoView *self)
{
  g_return_val_if_fail (ISO_IS_VIEW (self), ISO_DATA_LAYER_VIABILITY);
  return (IsoDataLayer) self->layer;
}

gboolean
iso_view_get_show_runs (IsoView *self)
{
  g_return_val_if_fail (ISO_IS_VIEW (self), FALSE);
  return self->show_runs;
}

gboolean
iso_view_get_show_table (IsoView *self)
{
  g_return_val_if_fail (ISO_IS_VIEW (self), FALSE);
  return self->show_table;
}

void
iso_view_set_page (IsoView *self, const char *page)
{
  g_return_if_fail (ISO_IS_VIEW (self));
  g_return_if_fail (page != NULL);

  if (g_str_equal (page, self->page))
    return;
  g_free (self->page);
  self->page = g_strdup (page);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
}

void
iso_view_set_treatment (IsoView *self, guint treatment)
{
  g_return_if_fail (ISO_IS_VIEW (self));
  set_position (self, &self->treatment, treatment, PROP_TREATMENT);
}

void
iso_view_set_plate (IsoView *self, guint plate)
{
  IsoSubject *subject;
  IsoProjectPlate *shown;

  g_return_if_fail (ISO_IS_VIEW (self));

  set_position (self, &self->plate, plate, PROP_PLATE);
  subject = iso_view_get_plate_subject (self);
  shown = subject != NULL ? find_plate (self, iso_subject_get_name (subject)) : NULL;
  if (shown != NULL)
    iso_well_selection_set_plate (self->wells, shown);
}

IsoSubject *
iso_view_get_treatment_subject (IsoView *self)
{
  g_autoptr (IsoSubject) subject = NULL;

  g_return_val_if_fail (ISO_IS_VIEW (self), NULL);
  subject = g_list_model_get_item (iso_analyser_get_treatments (self->analyser), self->treatment);
  return subject;   /* the list holds it */
}

IsoSubject *
iso_view_get_plate_subject (IsoView *self)
{
  g_autoptr (IsoSubject) subject = NULL;

  g_return_val_if_fail (ISO_IS_VIEW (self), NULL);
  subject = g_list_model_get_item (iso_analyser_get_plates (self->analyser), self->plate);
  return subject;   /* the list holds it */
}

const guint *
iso_view_get_selection (IsoView *self, guint *n)
{
  g_return_val_if_fail (ISO_IS_VIEW (self), NULL);
  *n = self->selection->len;
  return (const guint *) (gpointer) self->selection->data;
}

void
iso_view_select (IsoView *self, const guint *observations, guint n)
{
  g_autoptr (GArray) selected = NULL;

  g_return_if_fail (ISO_IS_VIEW (self));

  if (n == 0 && self->selection->len == 0)
    return;
  selected = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_vals (selected, observations, n);
  take_selection (self, selected);
  translate_to_wells (self);
}

const guint *
iso_view_get_pointed (IsoView *self, guint *n)
{
  g_return_val_if_fail (ISO_IS_VIEW (self), NULL);
  *n = self->pointed->len;
  return (const guint *) (gpointer) self->pointed->data;
}

void
iso_view_point (IsoView *self, const guint *observations, guint n)
{
  g_return_if_fail (ISO_IS_VIEW (self));

  if (n == self->pointed->len && (n == 0 || memcmp (observations, self->pointed->data, n * sizeof *observations) == 0))
    return;
  g_array_set_size (self->pointed, 0);
  if (n > 0)
    g_array_append_vals (self->pointed, observations, n);
  g_signal_emit (self, pointed_changed, 0);
}

IsoWellSelection *
iso_view_get_wells (IsoView *self)
{
  g_return_val_if_fail (ISO_IS_VIEW (self), NULL);
  return self->wells;
}

void
iso_view_set_wells (IsoView *self, IsoWellSelection *wells)
{
  g_return_if_fail (ISO_IS_VIEW (self));
  g_return_if_fail (ISO_IS_WELL_SELECTION (wells));

  if (wells == self->wells)
    return;
  g_signal_handlers_disconnect_by_data (self->wells, self);
  g_set_object (&self->wells, wells);
  listen_to_wells (self);
  if (self->selection->len > 0)
    translate_to_wells (self);
  else
    wells_changed_cb (self);
}
