/* iso-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-view.h"

struct _IsoView
{
  GObject parent_instance;

  IsoSession *session;      /* (owned) */
  char       *page;         /* (owned) */
  guint       treatment;
  guint       plate;
  double      level;
  guint       reference;
  gboolean    score;
  gboolean    signal;
  gboolean    show_runs;
  gboolean    show_table;
  GArray     *selection;    /* (owned) of guint */
};

G_DEFINE_FINAL_TYPE (IsoView, iso_view, G_TYPE_OBJECT)

typedef enum
{
  PROP_SESSION = 1,
  PROP_PAGE,
  PROP_TREATMENT,
  PROP_PLATE,
  PROP_LEVEL,
  PROP_REFERENCE,
  PROP_SCORE,
  PROP_SIGNAL,
  PROP_SHOW_RUNS,
  PROP_SHOW_TABLE,
} IsoViewProperty;

static GParamSpec *properties[PROP_SHOW_TABLE + 1];
static guint selection_changed;

static void
clamp (IsoView *self, guint *position, GListModel *list, IsoViewProperty property)
{
  guint n = g_list_model_get_n_items (list);

  if (*position == 0 || *position < n)
    return;
  *position = n > 0 ? n - 1 : 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
analysis_changed_cb (IsoView *self)
{
  iso_view_select (self, NULL, 0);
  clamp (self, &self->treatment, iso_session_get_treatments (self->session), PROP_TREATMENT);
  clamp (self, &self->plate, iso_session_get_plates (self->session), PROP_PLATE);
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
set_level (IsoView *self, double level)
{
  if (self->level == level)
    return;
  self->level = level;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LEVEL]);
}

static void
iso_view_constructed (GObject *object)
{
  IsoView *self = ISO_VIEW (object);

  G_OBJECT_CLASS (iso_view_parent_class)->constructed (object);
  g_signal_connect_object (self->session, "notify::analysis", G_CALLBACK (analysis_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
iso_view_finalize (GObject *object)
{
  IsoView *self = ISO_VIEW (object);

  g_clear_object (&self->session);
  g_free (self->page);
  g_array_unref (self->selection);
  G_OBJECT_CLASS (iso_view_parent_class)->finalize (object);
}

static void
iso_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IsoView *self = ISO_VIEW (object);

  switch ((IsoViewProperty) id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
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
    case PROP_SIGNAL:
      g_value_set_boolean (value, self->signal);
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
    case PROP_SESSION:
      self->session = g_value_dup_object (value);
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
    case PROP_SIGNAL:
      set_flag (self, &self->signal, g_value_get_boolean (value), PROP_SIGNAL);
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

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, ISO_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PAGE] = g_param_spec_string ("page", NULL, NULL, "", flags);
  properties[PROP_TREATMENT] = g_param_spec_uint ("treatment", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_PLATE] = g_param_spec_uint ("plate", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_LEVEL] = g_param_spec_double ("level", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_REFERENCE] = g_param_spec_uint ("reference", NULL, NULL, 0, ISO_N_REFERENCES - 1, 0, flags);
  properties[PROP_SCORE] = g_param_spec_boolean ("score", NULL, NULL, FALSE, flags);
  properties[PROP_SIGNAL] = g_param_spec_boolean ("signal", NULL, NULL, FALSE, flags);
  properties[PROP_SHOW_RUNS] = g_param_spec_boolean ("show-runs", NULL, NULL, FALSE, flags);
  properties[PROP_SHOW_TABLE] = g_param_spec_boolean ("show-table", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  selection_changed = g_signal_new ("selection-changed", ISO_TYPE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
iso_view_init (IsoView *self)
{
  self->page = g_strdup ("");
  self->selection = g_array_new (FALSE, FALSE, sizeof (guint));
}

IsoView *
iso_view_new (IsoSession *session)
{
  return g_object_new (ISO_TYPE_VIEW, "session", session, NULL);
}

IsoSession *
iso_view_get_session (IsoView *self)
{
  g_return_val_if_fail (ISO_IS_VIEW (self), NULL);
  return self->session;
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

gboolean
iso_view_get_signal (IsoView *self)
{
  g_return_val_if_fail (ISO_IS_VIEW (self), FALSE);
  return self->signal;
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
  iso_view_select (self, NULL, 0);
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
  g_return_if_fail (ISO_IS_VIEW (self));
  set_position (self, &self->plate, plate, PROP_PLATE);
}

IsoSubject *
iso_view_get_treatment_subject (IsoView *self)
{
  g_autoptr (IsoSubject) subject = NULL;

  g_return_val_if_fail (ISO_IS_VIEW (self), NULL);
  subject = g_list_model_get_item (iso_session_get_treatments (self->session), self->treatment);
  return subject;   /* the list holds it */
}

IsoSubject *
iso_view_get_plate_subject (IsoView *self)
{
  g_autoptr (IsoSubject) subject = NULL;

  g_return_val_if_fail (ISO_IS_VIEW (self), NULL);
  subject = g_list_model_get_item (iso_session_get_plates (self->session), self->plate);
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
  g_return_if_fail (ISO_IS_VIEW (self));

  if (n == 0 && self->selection->len == 0)
    return;
  g_array_set_size (self->selection, 0);
  g_array_append_vals (self->selection, observations, n);
  g_signal_emit (self, selection_changed, 0);
}
