/* iso-project-left.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-project-left.h"
#include "iso-project-private.h"

#include <glib/gi18n.h>

struct _IsoProjectLeft
{
  GObject parent_instance;

  char   *uri;        /* (owned) */
  char   *path;       /* (owned) */
  char   *title;      /* (owned) */
  gint64  changed;
};

G_DEFINE_FINAL_TYPE (IsoProjectLeft, iso_project_left, G_TYPE_OBJECT)

typedef enum
{
  PROP_TITLE = 1,
  PROP_PATH,
  PROP_CHANGED,
} IsoProjectLeftProperty;

static GParamSpec *properties[PROP_CHANGED + 1];

/* What a worker looks through, or throws away. It knows nothing of the project. */
typedef struct
{
  char           *root;    /* (owned) */
  IsoProjectLeft *left;    /* (owned) (nullable) what to throw away */
  GPtrArray      *found;   /* (owned) (nullable) of IsoWorkLeft */
  GError         *error;   /* (owned) (nullable) */
  GTask          *answer;  /* (owned) */
} Search;

static gboolean
is_untitled (const char *uri)
{
  return g_str_has_prefix (uri, ISO_PROJECT_UNTITLED);
}

static char *
make_title (const IsoWorkLeft *row)
{
  if (*row->title != '\0')
    return g_strdup (row->title);
  return is_untitled (row->uri) ? g_strdup (_("Untitled Experiment")) : g_filename_display_basename (row->path);
}

static IsoProjectLeft *
new_left (const IsoWorkLeft *row)
{
  IsoProjectLeft *self = g_object_new (ISO_TYPE_PROJECT_LEFT, NULL);

  self->uri = g_strdup (row->uri);
  self->path = g_strdup (row->path);
  self->title = make_title (row);
  self->changed = row->changed;
  return self;
}

static void
free_search (Search *search)
{
  g_free (search->root);
  g_clear_object (&search->left);
  g_clear_pointer (&search->found, g_ptr_array_unref);
  g_clear_error (&search->error);
  g_object_unref (search->answer);
  g_free (search);
}

static void
list (Search *search, const IsoWorkPlace *place)
{
  search->found = iso_work_list_left (place);
  for (guint i = search->found->len; i-- > 0;)
    {
      const IsoWorkLeft *row = g_ptr_array_index (search->found, i);

      if (is_untitled (row->uri) && row->changed == 0)
        {
          iso_work_discard (place, row->path, row->uri, NULL);
          g_ptr_array_remove_index (search->found, i);
        }
    }
}

static void
work_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Search *search = data;
  const IsoWorkPlace place = { &iso_schema, search->root };

  if (search->left != NULL)
    iso_work_discard (&place, search->left->path, search->left->uri, &search->error);
  else
    list (search, &place);
  g_task_return_boolean (task, TRUE);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Search *search = data;
  GListStore *lefts;

  if (search->error != NULL)
    g_task_return_error (search->answer, g_steal_pointer (&search->error));
  else if (search->left != NULL)
    g_task_return_boolean (search->answer, TRUE);
  else
    {
      lefts = g_list_store_new (ISO_TYPE_PROJECT_LEFT);
      for (guint i = 0; i < search->found->len; i++)
        {
          g_autoptr (IsoProjectLeft) left = new_left (g_ptr_array_index (search->found, i));

          g_list_store_append (lefts, left);
        }
      g_task_return_pointer (search->answer, lefts, g_object_unref);
    }
  free_search (search);
}

/* No source object: the worker may be the last to hold the task, and must not be the last to hold the project. */
static void
send (IsoProject *project, IsoProjectLeft *left, GTask *answer)
{
  g_autoptr (GTask) task = NULL;
  Search *search = g_new0 (Search, 1);

  search->root = g_strdup (project->root);
  search->left = left != NULL ? g_object_ref (left) : NULL;
  search->answer = answer;
  task = g_task_new (NULL, NULL, done_cb, search);
  g_task_set_source_tag (task, send);
  g_task_set_task_data (task, search, NULL);
  g_task_run_in_thread (task, work_cb);
}

static GTask *
new_answer (IsoProject *project, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data, gpointer tag)
{
  GTask *task = g_task_new (project, cancellable, callback, data);

  g_task_set_source_tag (task, tag);
  return task;
}

static void
iso_project_left_finalize (GObject *object)
{
  IsoProjectLeft *self = ISO_PROJECT_LEFT (object);

  g_free (self->uri);
  g_free (self->path);
  g_free (self->title);
  G_OBJECT_CLASS (iso_project_left_parent_class)->finalize (object);
}

static void
iso_project_left_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IsoProjectLeft *self = ISO_PROJECT_LEFT (object);

  switch ((IsoProjectLeftProperty) id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_PATH:
      g_value_set_string (value, iso_project_left_get_path (self));
      break;
    case PROP_CHANGED:
      g_value_set_int64 (value, self->changed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
iso_project_left_class_init (IsoProjectLeftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = iso_project_left_finalize;
  object_class->get_property = iso_project_left_get_property;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, NULL, flags);
  properties[PROP_CHANGED] = g_param_spec_int64 ("changed", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
iso_project_left_init (IsoProjectLeft *self)
{
}

const char *
iso_project_left_get_title (IsoProjectLeft *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_LEFT (self), NULL);
  return self->title;
}

const char *
iso_project_left_get_path (IsoProjectLeft *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_LEFT (self), NULL);
  return is_untitled (self->uri) ? NULL : self->path;
}

gint64
iso_project_left_get_changed (IsoProjectLeft *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_LEFT (self), 0);
  return self->changed;
}

void
iso_project_list_left_async (IsoProject *project, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (ISO_IS_PROJECT (project));

  send (project, NULL, new_answer (project, cancellable, callback, data, iso_project_list_left_async));
}

GListModel *
iso_project_list_left_finish (IsoProject *project, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, project), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
iso_project_open_left_async (IsoProject *project, IsoProjectLeft *left, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer data)
{
  g_autoptr (GFile) file = NULL;

  g_return_if_fail (ISO_IS_PROJECT (project));
  g_return_if_fail (ISO_IS_PROJECT_LEFT (left));
  g_return_if_fail (!iso_project_is_open (project));

  if (!is_untitled (left->uri))
    file = g_file_new_for_path (left->path);
  iso_project_open_work (project, file, left->path, left->uri,
                         new_answer (project, cancellable, callback, data, iso_project_open_left_async));
}

gboolean
iso_project_open_left_finish (IsoProject *project, GAsyncResult *result, GError **error)
{
  return iso_project_open_finish (project, result, error);
}

void
iso_project_discard_left_async (IsoProject *project, IsoProjectLeft *left, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer data)
{
  g_return_if_fail (ISO_IS_PROJECT (project));
  g_return_if_fail (ISO_IS_PROJECT_LEFT (left));

  send (project, left, new_answer (project, cancellable, callback, data, iso_project_discard_left_async));
}

gboolean
iso_project_discard_left_finish (IsoProject *project, GAsyncResult *result, GError **error)
{
  return iso_project_open_finish (project, result, error);
}
