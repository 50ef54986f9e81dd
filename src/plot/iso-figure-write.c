/* iso-figure-write.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-write.h"

#include "base/iso-error.h"
#include "iso-figure-parts.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>
#include <string.h>

#define LARGEST_SIDE 32767   /* dots; what cairo can do */

/* PDF wants a date of creation; one that does not change keeps the bytes the same. */
#define FIXED_DATE "2000-01-01T00:00:00Z"

static const IsoFigureFormat formats[] = {
  { "pdf", N_("PDF document"), "application/pdf", TRUE },
  { "svg", N_("SVG image"), "image/svg+xml", TRUE },
  { "png", N_("PNG image"), "image/png", FALSE },
};

static cairo_status_t
append_cb (void *data, const unsigned char *bytes, unsigned int length)
{
  g_byte_array_append (data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
new_surface (const IsoFigure *figure, const IsoFigureFormat *format, double dpi, GByteArray *bytes)
{
  cairo_surface_t *surface;

  if (strcmp (format->id, "pdf") == 0)
    {
      surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, figure->width, figure->height);
      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, figure->title);
      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Isobole");
      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, FIXED_DATE);
    }
  else if (strcmp (format->id, "svg") == 0)
    {
      surface = cairo_svg_surface_create_for_stream (append_cb, bytes, figure->width, figure->height);
      cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PT);
    }
  else
    {
      surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) ceil (figure->width * dpi / 72 - 1e-6),
                                            (int) ceil (figure->height * dpi / 72 - 1e-6));
    }
  return surface;
}

static gboolean
rename_cb (const GMatchInfo *match, GString *result, gpointer data)
{
  GHashTable *names = data;
  g_autofree char *before = g_match_info_fetch (match, 1);
  g_autofree char *id = g_match_info_fetch (match, 2);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (names, id));

  if (number == 0)
    {
      number = g_hash_table_size (names) + 1;
      g_hash_table_insert (names, g_steal_pointer (&id), GUINT_TO_POINTER (number));
    }
  g_string_append_printf (result, "%si%u", before, number);
  return FALSE;
}

/* cairo numbers its surfaces through the life of a program, and the number goes into ids: they are numbered anew, in
 * order. */
static void
number_ids (GByteArray *svg)
{
  g_autoptr(GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GRegex) regex = g_regex_new ("(\\bid=\"|=\"#|\\(#)([A-Za-z][A-Za-z0-9_-]*)", G_REGEX_OPTIMIZE, 0, NULL);
  g_autofree char *text = g_regex_replace_eval (regex, (const char *) svg->data, (gssize) svg->len, 0, 0, rename_cb,
                                                names, NULL);

  if (text == NULL)
    return;
  g_byte_array_set_size (svg, 0);
  g_byte_array_append (svg, (const guint8 *) text, (guint) strlen (text));
}

static void
append_crc (GByteArray *bytes, const guint8 *data, gsize length)
{
  guint32 crc = 0xffffffffu;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= data[i];
      for (guint k = 0; k < 8; k++)
        crc = crc & 1 ? (crc >> 1) ^ 0xedb88320u : crc >> 1;
    }
  crc = GUINT32_TO_BE (~crc);
  g_byte_array_append (bytes, (const guint8 *) &crc, sizeof crc);
}

/* A pHYs chunk, so that the picture has its size in millimetres: right behind the header, which takes 33 bytes. */
static void
insert_resolution (GByteArray *png, double dpi)
{
  static const guint8 length[] = { 0, 0, 0, 9 };
  guint8 chunk[] = { 'p', 'H', 'Y', 's', 0, 0, 0, 0, 0, 0, 0, 0, 1 };
  guint32 per_metre = GUINT32_TO_BE ((guint32) round (dpi / 0.0254));
  g_autoptr(GByteArray) rest = g_byte_array_new ();

  if (png->len < 33)
    return;
  memcpy (chunk + 4, &per_metre, 4);
  memcpy (chunk + 8, &per_metre, 4);
  g_byte_array_append (rest, png->data + 33, png->len - 33);
  g_byte_array_set_size (png, 33);
  g_byte_array_append (png, length, sizeof length);
  g_byte_array_append (png, chunk, sizeof chunk);
  append_crc (png, chunk, sizeof chunk);
  g_byte_array_append (png, rest->data, rest->len);
}

static gboolean
check (const IsoFigure *figure, const IsoFigureFormat *format, double dpi, GError **error)
{
  if (figure->style.dark)
    {
      iso_error_set (error, ISO_ERROR_UNSUPPORTED, NULL,
                     N_("A figure in the dark style is for the screen only. Build it in a light style to export it."),
                       NULL);
      return FALSE;
    }
  if (format->vector)
    return TRUE;
  if (!(dpi >= 36 && dpi <= 2400))
    {
      iso_error_set (error, ISO_ERROR_RANGE, NULL,
                     N_("A picture has 36 to 2400 dots per inch. Choose a number between them."), NULL);
      return FALSE;
    }
  if (MAX (figure->width, figure->height) * dpi / 72 > LARGEST_SIDE)
    {
      iso_error_set (error, ISO_ERROR_TOO_LARGE, NULL,
                     N_("The picture would have more than 32,767 dots on one side. Choose fewer dots per inch or a "
                        "smaller size."), NULL);
      return FALSE;
    }
  return TRUE;
}

static gboolean
write_all (const char *path, GBytes *bytes, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autoptr(GError) reason = NULL;

  /* Writes beside the path and renames. */
  if (g_file_set_contents_full (path, data, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0666, &reason))
    return TRUE;
  iso_error_set (error, ISO_ERROR_IO, &(IsoPlace) { .file = (char *) path },
                 N_("The figure cannot be written: {1}"), reason->message, NULL);
  return FALSE;
}

const IsoFigureFormat *
iso_figure_format_find (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      if (g_ascii_strcasecmp (formats[i].id, id) == 0)
        return &formats[i];
    }
  return NULL;
}

const IsoFigureFormat *
iso_figure_format_nth (guint index)
{
  return index < G_N_ELEMENTS (formats) ? &formats[index] : NULL;
}

GBytes *
iso_figure_to_bytes (const IsoFigure *figure, const char *format_id, double dpi, GError **error)
{
  const IsoFigureFormat *format = iso_figure_format_find (format_id);
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface;
  cairo_status_t status;
  cairo_t *cr;

  if (format == NULL)
    {
      iso_error_set (error, ISO_ERROR_UNSUPPORTED, NULL,
                     N_("Figures cannot be written as “{1}”. Choose PDF, SVG or PNG."), format_id, NULL);
      return NULL;
    }
  if (!check (figure, format, dpi, error))
    return NULL;

  surface = new_surface (figure, format, dpi, bytes);
  cr = cairo_create (surface);
  if (!format->vector)
    {
      cairo_set_source_rgb (cr, 1, 1, 1);
      cairo_paint (cr);
      cairo_scale (cr, dpi / 72, dpi / 72);
    }
  iso_figure_draw (figure, cr);
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (status == CAIRO_STATUS_SUCCESS && !format->vector)
    {
      status = cairo_surface_write_to_png_stream (surface, append_cb, bytes);
      insert_resolution (bytes, dpi);
    }
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      iso_error_set (error, ISO_ERROR_IO, NULL, N_("The figure cannot be drawn: {1}"), cairo_status_to_string (status),
                     NULL);
      return NULL;
    }
  if (strcmp (format->id, "svg") == 0)
    number_ids (bytes);
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

gboolean
iso_figure_write (const IsoFigure *figure, const char *path, const char *format, double dpi, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  const char *ending = strrchr (name, '.');
  g_autoptr(GBytes) bytes = NULL;

  if (format == NULL && ending == NULL)
    {
      iso_error_set (error, ISO_ERROR_UNSUPPORTED, &(IsoPlace) { .file = (char *) path },
                     N_("The name of the file has no ending that tells its format. End it in .pdf, .svg or .png."),
                       NULL);
      return FALSE;
    }
  bytes = iso_figure_to_bytes (figure, format != NULL ? format : ending + 1, dpi, error);
  return bytes != NULL && write_all (path, bytes, error);
}
