/* iso-project-source.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-project-source.h"

#include "iso-project-step.h"

struct _IsoProjectSource
{
  GObject parent_instance;

  char   *sha256;   /* (owned) */
  char   *name;     /* (owned) */
  char   *reader;   /* (owned) */
  gint64  size;
  gint64  at;
};

struct _IsoProjectRead
{
  GObject parent_instance;

  char     *id;            /* (owned) */
  char     *source;        /* (owned) */
  char     *source_name;   /* (owned) */
  char     *reader;        /* (owned) */
  char     *label;         /* (owned) */
  char     *plate_name;    /* (owned) */
  guint     wells;
  guint     readings;
  gboolean  calculated;
};

G_DEFINE_FINAL_TYPE (IsoProjectSource, iso_project_source, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (IsoProjectRead, iso_project_read, G_TYPE_OBJECT)

#define FLAGS (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY)

typedef enum
{
  PROP_SHA256 = 1,
  PROP_NAME,
  PROP_SOURCE_READER,
  PROP_SIZE,
  PROP_AT,
} IsoProjectSourceProperty;

typedef enum
{
  PROP_ID = 1,
  PROP_SOURCE,
  PROP_SOURCE_NAME,
  PROP_READER,
  PROP_LABEL,
  PROP_PLATE_NAME,
  PROP_WELLS,
  PROP_READINGS,
  PROP_CALCULATED,
} IsoProjectReadProperty;

static GParamSpec *source_properties[PROP_AT + 1];
static GParamSpec *read_properties[PROP_CALCULATED + 1];

/* When each file was imported first, by its name, as the history says: an import has the names one by one after what its label says, and
 * in older projects in the label, "a.csv, b.txt". */
static GHashTable *
list_times (GListModel *history)
{
  GHashTable *times = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = g_list_model_get_n_items (history); i-- > 0;)
    {
      g_autoptr (IsoProjectStep) step = g_list_model_get_item (history, i);
      const char *verb = iso_project_step_get_verb (step);
      const char *const *args = iso_project_step_get_args (step);
      gint64 at = iso_project_step_get_at (step);
      g_auto (GStrv) names = NULL;

      if (args == NULL || args[0] == NULL || !(g_str_has_prefix (verb, "import") || g_str_equal (verb, "add-experiment")))
        continue;
      names = g_strsplit (args[0], ", ", -1);
      for (guint k = 0; names[k] != NULL; k++)
        g_hash_table_insert (times, g_strdup (names[k]), g_memdup2 (&at, sizeof at));
      for (guint k = 1; args[k] != NULL; k++)
        g_hash_table_insert (times, g_strdup (args[k]), g_memdup2 (&at, sizeof at));
    }
  return times;
}

static IsoProjectSource *
new_source (const IsoSourceRow *row, const char *reader, gint64 at)
{
  IsoProjectSource *self = g_object_new (ISO_TYPE_PROJECT_SOURCE, NULL);

  self->sha256 = g_strdup (row->sha256);
  self->name = g_strdup (row->name);
  self->reader = g_strdup (reader);
  self->size = row->size;
  self->at = at;
  return self;
}

static IsoProjectRead *
new_read (const IsoReadRow *row, const char *source_name)
{
  IsoProjectRead *self = g_object_new (ISO_TYPE_PROJECT_READ, NULL);

  self->id = g_strdup (row->id);
  self->source = g_strdup (row->source);
  self->source_name = g_strdup (source_name);
  self->reader = g_strdup (row->reader);
  self->label = g_strdup (row->label);
  self->plate_name = g_strdup (row->plate_name);
  self->wells = row->wells;
  self->readings = row->readings;
  self->calculated = row->calculated;
  return self;
}

static void
iso_project_source_finalize (GObject *object)
{
  IsoProjectSource *self = ISO_PROJECT_SOURCE (object);

  g_free (self->sha256);
  g_free (self->name);
  g_free (self->reader);
  G_OBJECT_CLASS (iso_project_source_parent_class)->finalize (object);
}

static void
iso_project_source_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IsoProjectSource *self = ISO_PROJECT_SOURCE (object);

  switch ((IsoProjectSourceProperty) id)
    {
    case PROP_SHA256:
      g_value_set_string (value, self->sha256);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_SOURCE_READER:
      g_value_set_string (value, self->reader);
      break;
    case PROP_SIZE:
      g_value_set_int64 (value, self->size);
      break;
    case PROP_AT:
      g_value_set_int64 (value, self->at);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
iso_project_source_class_init (IsoProjectSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = iso_project_source_finalize;
  object_class->get_property = iso_project_source_get_property;
  source_properties[PROP_SHA256] = g_param_spec_string ("sha256", NULL, NULL, NULL, FLAGS);
  source_properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, FLAGS);
  source_properties[PROP_SOURCE_READER] = g_param_spec_string ("reader", NULL, NULL, NULL, FLAGS);
  source_properties[PROP_SIZE] = g_param_spec_int64 ("size", NULL, NULL, 0, G_MAXINT64, 0, FLAGS);
  source_properties[PROP_AT] = g_param_spec_int64 ("at", NULL, NULL, G_MININT64, G_MAXINT64, 0, FLAGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (source_properties), source_properties);
}

static void
iso_project_source_init (IsoProjectSource *self)
{
}

static void
iso_project_read_finalize (GObject *object)
{
  IsoProjectRead *self = ISO_PROJECT_READ (object);

  g_free (self->id);
  g_free (self->source);
  g_free (self->source_name);
  g_free (self->reader);
  g_free (self->label);
  g_free (self->plate_name);
  G_OBJECT_CLASS (iso_project_read_parent_class)->finalize (object);
}

static void
iso_project_read_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IsoProjectRead *self = ISO_PROJECT_READ (object);

  switch ((IsoProjectReadProperty) id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_SOURCE:
      g_value_set_string (value, self->source);
      break;
    case PROP_SOURCE_NAME:
      g_value_set_string (value, self->source_name);
      break;
    case PROP_READER:
      g_value_set_string (value, self->reader);
      break;
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case PROP_PLATE_NAME:
      g_value_set_string (value, self->plate_name);
      break;
    case PROP_WELLS:
      g_value_set_uint (value, self->wells);
      break;
    case PROP_READINGS:
      g_value_set_uint (value, self->readings);
      break;
    case PROP_CALCULATED:
      g_value_set_boolean (value, self->calculated);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
iso_project_read_class_init (IsoProjectReadClass *klass)
{
  static const struct { IsoProjectReadProperty property; const char *name; } texts[] = {
    { PROP_ID, "id" }, { PROP_SOURCE, "source" }, { PROP_SOURCE_NAME, "source-name" }, { PROP_READER, "reader" }, { PROP_LABEL, "label" },
    { PROP_PLATE_NAME, "plate-name" },
  };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = iso_project_read_finalize;
  object_class->get_property = iso_project_read_get_property;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    read_properties[texts[i].property] = g_param_spec_string (texts[i].name, NULL, NULL, NULL, FLAGS);
  read_properties[PROP_WELLS] = g_param_spec_uint ("wells", NULL, NULL, 0, G_MAXUINT, 0, FLAGS);
  read_properties[PROP_READINGS] = g_param_spec_uint ("readings", NULL, NULL, 0, G_MAXUINT, 0, FLAGS);
  read_properties[PROP_CALCULATED] = g_param_spec_boolean ("calculated", NULL, NULL, FALSE, FLAGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (read_properties), read_properties);
}

static void
iso_project_read_init (IsoProjectRead *self)
{
}

/* The items of a list by what `get_key` says of them. */
static GHashTable *
index_items (GListStore *list, const char *(*get_key) (gpointer item))
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      gpointer item = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_hash_table_insert (index, (char *) get_key (item), item);
    }
  return index;
}

static const char *
get_source_key (gpointer item)
{
  return ((IsoProjectSource *) item)->sha256;
}

static const char *
get_read_key (gpointer item)
{
  return ((IsoProjectRead *) item)->id;
}

static void
replace (GListStore *list, GPtrArray *items)
{
  g_list_store_splice (list, 0, g_list_model_get_n_items (G_LIST_MODEL (list)), items->pdata, items->len);
}

static void
fill_sources (GListStore *sources, GListModel *history, const GPtrArray *source_rows, const GPtrArray *read_rows)
{
  g_autoptr (GHashTable) there = index_items (sources, get_source_key);
  g_autoptr (GHashTable) readers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) times = list_times (history);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < read_rows->len; i++)
    {
      const IsoReadRow *row = g_ptr_array_index (read_rows, i);

      g_hash_table_insert (readers, row->source, row->reader);
    }
  for (guint i = 0; i < source_rows->len; i++)
    {
      const IsoSourceRow *row = g_ptr_array_index (source_rows, i);
      IsoProjectSource *source = g_hash_table_lookup (there, row->sha256);
      const gint64 *at = g_hash_table_lookup (times, row->name);

      g_ptr_array_add (items, source != NULL ? g_object_ref (source)
                                             : new_source (row, g_hash_table_lookup (readers, row->sha256), at != NULL ? *at : 0));
    }
  replace (sources, items);
}

static void
fill_reads (GListStore *reads, const GPtrArray *source_rows, const GPtrArray *read_rows)
{
  g_autoptr (GHashTable) there = index_items (reads, get_read_key);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < source_rows->len; i++)
    {
      const IsoSourceRow *row = g_ptr_array_index (source_rows, i);

      g_hash_table_insert (names, row->sha256, row->name);
    }
  for (guint i = 0; i < read_rows->len; i++)
    {
      const IsoReadRow *row = g_ptr_array_index (read_rows, i);
      IsoProjectRead *read = g_hash_table_lookup (there, row->id);

      g_ptr_array_add (items, read != NULL ? g_object_ref (read) : new_read (row, g_hash_table_lookup (names, row->source)));
    }
  replace (reads, items);
}

void
iso_project_sources_fill (GListStore *sources, GListStore *reads, GListModel *history, const GPtrArray *source_rows,
                          const GPtrArray *read_rows)
{
  fill_sources (sources, history, source_rows, read_rows);
  fill_reads (reads, source_rows, read_rows);
}

const char *
iso_project_source_get_sha256 (IsoProjectSource *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_SOURCE (self), NULL);
  return self->sha256;
}

const char *
iso_project_source_get_name (IsoProjectSource *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_SOURCE (self), NULL);
  return self->name;
}

const char *
iso_project_source_get_reader (IsoProjectSource *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_SOURCE (self), NULL);
  return self->reader;
}

gint64
iso_project_source_get_size (IsoProjectSource *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_SOURCE (self), 0);
  return self->size;
}

gint64
iso_project_source_get_at (IsoProjectSource *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_SOURCE (self), 0);
  return self->at;
}

const char *
iso_project_read_get_id (IsoProjectRead *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_READ (self), NULL);
  return self->id;
}

const char *
iso_project_read_get_source (IsoProjectRead *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_READ (self), NULL);
  return self->source;
}

const char *
iso_project_read_get_source_name (IsoProjectRead *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_READ (self), NULL);
  return self->source_name;
}

const char *
iso_project_read_get_reader (IsoProjectRead *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_READ (self), NULL);
  return self->reader;
}

const char *
iso_project_read_get_label (IsoProjectRead *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_READ (self), NULL);
  return self->label;
}

const char *
iso_project_read_get_plate_name (IsoProjectRead *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_READ (self), NULL);
  return self->plate_name;
}

guint
iso_project_read_get_wells (IsoProjectRead *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_READ (self), 0);
  return self->wells;
}

guint
iso_project_read_get_readings (IsoProjectRead *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_READ (self), 0);
  return self->readings;
}

gboolean
iso_project_read_get_calculated (IsoProjectRead *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_READ (self), FALSE);
  return self->calculated;
}
