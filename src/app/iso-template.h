/* iso-template.h - what a new project may begin with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  const char *id;
  const char *title;   /* to be translated, in Header Capitals */
  const char *text;    /* what is on its plate, a sentence, to be translated */
} IsoTemplate;

const IsoTemplate *iso_template_nth  (guint index);       /* NULL past the last */
const IsoTemplate *iso_template_find (const char *id);    /* NULL if there is none */

/* The project as a text, for iso_project_create_from_text_async (). */
GBytes            *iso_template_load (const IsoTemplate *self);

G_END_DECLS
