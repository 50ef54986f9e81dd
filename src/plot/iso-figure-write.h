/* iso-figure-write.h - figures as PDF, SVG and PNG files
 *
 * The same figure gives the same bytes, always: no date, no random number, fonts embedded as subsets.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-figure.h"

G_BEGIN_DECLS

/* A file format: its id is also the ending of its files. */
typedef struct
{
  const char *id;          /* "pdf" */
  const char *name;        /* "PDF document": to be translated */
  const char *mime_type;
  gboolean    vector;      /* has no use for dots per inch */
} IsoFigureFormat;

const IsoFigureFormat *iso_figure_format_find (const char *id);    /* case does not count; NULL if there is none */
const IsoFigureFormat *iso_figure_format_nth  (guint index);       /* NULL past the last */

/* `dpi` counts for PNG alone, 36 to 2400. Errors: UNSUPPORTED for an unknown format or a figure in a dark style, RANGE
 * for dpi, TOO_LARGE for a picture beyond 32,767 dots a side. */
GBytes *iso_figure_to_bytes (const IsoFigure *figure, const char *format, double dpi, GError **error);

/* Writes to a file beside `path` and renames it, so that the old file stays whole if something fails. `format` NULL:
 * by the ending of `path`. Errors as above, and IO. */
gboolean iso_figure_write (const IsoFigure *figure, const char *path, const char *format, double dpi, GError **error);

G_END_DECLS
