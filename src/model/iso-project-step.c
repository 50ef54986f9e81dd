/* iso-project-step.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-project-step.h"

#include "iso-history-label.h"
#include "iso-user-text.h"

struct _IsoProjectStep
{
  GObject parent_instance;

  gint64          seq;
  IsoHistoryKind  kind;
  gint64          target;
  gint64          at;
  char           *zone;   /* (owned) */
  char           *who;    /* (owned) */
  char           *verb;   /* (owned) */
  char          **args;   /* (owned) */
  char           *label;  /* (owned) */
};

G_DEFINE_FINAL_TYPE (IsoProjectStep, iso_project_step, G_TYPE_OBJECT)

typedef enum
{
  PROP_SEQ = 1,
  PROP_KIND,
  PROP_TARGET,
  PROP_AT,
  PROP_ZONE,
  PROP_WHO,
  PROP_LABEL,
} IsoProjectStepProperty;

static GParamSpec *properties[PROP_LABEL + 1];

static void
iso_project_step_finalize (GObject *object)
{
  IsoProjectStep *self = ISO_PROJECT_STEP (object);

  g_free (self->zone);
  g_free (self->who);
  g_free (self->verb);
  g_strfreev (self->args);
  g_free (self->label);
  G_OBJECT_CLASS (iso_project_step_parent_class)->finalize (object);
}

static void
iso_project_step_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IsoProjectStep *self = ISO_PROJECT_STEP (object);

  switch ((IsoProjectStepProperty) id)
    {
    case PROP_SEQ:
      g_value_set_int64 (value, self->seq);
      break;
    case PROP_KIND:
      g_value_set_static_string (value, iso_history_kind_word (self->kind));
      break;
    case PROP_TARGET:
      g_value_set_int64 (value, self->target);
      break;
    case PROP_AT:
      g_value_set_int64 (value, self->at);
      break;
    case PROP_ZONE:
      g_value_set_string (value, self->zone);
      break;
    case PROP_WHO:
      g_value_set_string (value, self->who);
      break;
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
iso_project_step_class_init (IsoProjectStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = iso_project_step_finalize;
  object_class->get_property = iso_project_step_get_property;
  properties[PROP_SEQ] = g_param_spec_int64 ("seq", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, NULL, flags);
  properties[PROP_TARGET] = g_param_spec_int64 ("target", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_AT] = g_param_spec_int64 ("at", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_ZONE] = g_param_spec_string ("zone", NULL, NULL, NULL, flags);
  properties[PROP_WHO] = g_param_spec_string ("who", NULL, NULL, NULL, flags);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
iso_project_step_init (IsoProjectStep *self)
{
}

IsoProjectStep *
iso_project_step_new (const IsoHistoryRow *row)
{
  IsoProjectStep *self = g_object_new (ISO_TYPE_PROJECT_STEP, NULL);
  g_autoptr (IsoMessage) message = iso_history_describe (row);

  self->seq = row->seq;
  self->kind = row->kind;
  self->target = row->target;
  self->at = row->at;
  self->zone = g_strdup (row->zone);
  self->who = g_strdup (row->who);
  self->verb = g_strdup (row->verb);
  self->args = g_strdupv (row->args);
  self->label = iso_message_to_user_text (message);
  return self;
}

gint64
iso_project_step_get_seq (IsoProjectStep *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_STEP (self), 0);
  return self->seq;
}

IsoHistoryKind
iso_project_step_get_kind (IsoProjectStep *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_STEP (self), ISO_HISTORY_DO);
  return self->kind;
}

gint64
iso_project_step_get_target (IsoProjectStep *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_STEP (self), 0);
  return self->target;
}

gint64
iso_project_step_get_at (IsoProjectStep *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_STEP (self), 0);
  return self->at;
}

const char *
iso_project_step_get_zone (IsoProjectStep *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_STEP (self), NULL);
  return self->zone;
}

const char *
iso_project_step_get_who (IsoProjectStep *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_STEP (self), NULL);
  return self->who;
}

const char *
iso_project_step_get_verb (IsoProjectStep *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_STEP (self), NULL);
  return self->verb;
}

const char *const *
iso_project_step_get_args (IsoProjectStep *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_STEP (self), NULL);
  return (const char *const *) self->args;
}

const char *
iso_project_step_get_label (IsoProjectStep *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_STEP (self), NULL);
  return self->label;
}
