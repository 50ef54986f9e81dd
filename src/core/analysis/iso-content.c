/* iso-content.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-content.h"

#include <string.h>

#define READ_ID_LENGTH 32   /* hexadecimal digits of a SHA-256: 128 bits tell apart all reads there will ever be */

/* The name space of our ids. */
static const guint8 name_space[16] = {
  0x6d, 0x3b, 0x1f, 0x52, 0x90, 0x47, 0x4e, 0x0a, 0x8c, 0x15, 0x2f, 0xe0, 0x74, 0x9b, 0xd6, 0x21,
};

static void
clear_setting (gpointer data)
{
  IsoContentSetting *setting = data;

  g_free (setting->name);
  g_free (setting->value);
}

static void
clear_entity (gpointer data)
{
  IsoContentEntity *entity = data;

  g_free (entity->id);
  g_free (entity->name);
  g_free (entity->unit);
  g_free (entity->kind);
  g_free (entity->read_on);
  g_clear_pointer (&entity->settings, g_array_unref);
}

static void
clear_stock (gpointer data)
{
  IsoContentStock *stock = data;

  g_free (stock->id);
  iso_bottle_clear (&stock->bottle);
}

static void
clear_cells (gpointer data)
{
  iso_cells_clear (&((IsoContentCells *) data)->cells);
}

static void
clear_well (gpointer data)
{
  g_free (((IsoContentWell *) data)->exclusion);
}

static void
clear_link (gpointer data)
{
  IsoContentLink *link = data;

  g_free (link->purpose);
  g_free (link->read);
}

static void
clear_plate (gpointer data)
{
  IsoContentPlate *plate = data;

  g_free (plate->id);
  g_free (plate->name);
  g_array_unref (plate->wells);
  g_array_unref (plate->links);
}

static void
clear_reading (gpointer data)
{
  g_free (((IsoContentReading *) data)->token);
}

static void
clear_read (gpointer data)
{
  IsoContentRead *read = data;

  g_free (read->id);
  g_free (read->reader);
  g_free (read->plate_name);
  g_free (read->barcode);
  g_free (read->label);
  g_array_unref (read->readings);
}

static void
clear_source (gpointer data)
{
  IsoContentSource *source = data;

  g_free (source->sha256);
  g_free (source->name);
  g_clear_pointer (&source->bytes, g_bytes_unref);
  g_array_unref (source->reads);
}

static void
clear_result (gpointer data)
{
  IsoContentResult *result = data;

  g_free (result->input);
  g_free (result->program);
  g_free (result->kind);
  g_free (result->content);
}

static GArray *
new_array (gsize size, GDestroyNotify clear)
{
  GArray *array = g_array_new (FALSE, TRUE, (guint) size);

  g_array_set_clear_func (array, clear);
  return array;
}

/* One more element, all zero. */
static gpointer
add (GArray *array)
{
  g_array_set_size (array, array->len + 1);
  return array->data + (array->len - 1) * g_array_get_element_size (array);
}

IsoContent *
iso_content_new (void)
{
  IsoContent *content = g_new0 (IsoContent, 1);

  content->drugs = new_array (sizeof (IsoContentEntity), clear_entity);
  content->samples = new_array (sizeof (IsoContentEntity), clear_entity);
  content->runs = new_array (sizeof (IsoContentEntity), clear_entity);
  content->figures = new_array (sizeof (IsoContentEntity), clear_entity);
  content->plates = new_array (sizeof (IsoContentPlate), clear_plate);
  content->settings = new_array (sizeof (IsoContentSetting), clear_setting);
  content->stocks = new_array (sizeof (IsoContentStock), clear_stock);
  content->cells = new_array (sizeof (IsoContentCells), clear_cells);
  content->preparation = new_array (sizeof (IsoContentSetting), clear_setting);
  content->sources = new_array (sizeof (IsoContentSource), clear_source);
  content->results = new_array (sizeof (IsoContentResult), clear_result);
  return content;
}

void
iso_content_free (IsoContent *content)
{
  g_free (content->id);
  g_free (content->title);
  g_free (content->note);
  g_free (content->response);
  g_free (content->scale);
  g_array_unref (content->drugs);
  g_array_unref (content->samples);
  g_array_unref (content->runs);
  g_array_unref (content->figures);
  g_array_unref (content->plates);
  g_array_unref (content->settings);
  g_array_unref (content->stocks);
  g_array_unref (content->cells);
  g_array_unref (content->preparation);
  g_array_unref (content->sources);
  g_array_unref (content->results);
  g_free (content);
}

void
iso_content_set_title (IsoContent *content, const char *title)
{
  g_free (content->title);
  content->title = g_strdup (title);
  if (content->id != NULL)
    return;
  content->id = iso_content_make_id ("experiment", title, 0);
  content->note = g_strdup ("");
  content->response = g_strdup ("");
  content->scale = g_strdup ("");
}

static IsoContentEntity *
add_with_settings (GArray *list)
{
  IsoContentEntity *entity = add (list);

  entity->settings = new_array (sizeof (IsoContentSetting), clear_setting);
  return entity;
}

IsoContentEntity *
iso_content_add_drug (IsoContent *content)
{
  return add_with_settings (content->drugs);
}

IsoContentEntity *
iso_content_add_figure (IsoContent *content)
{
  return add_with_settings (content->figures);
}

IsoContentStock *
iso_content_add_stock (IsoContent *content)
{
  IsoContentStock *stock = add (content->stocks);

  iso_bottle_init (&stock->bottle);
  return stock;
}

IsoContentCells *
iso_content_add_cells (IsoContent *content)
{
  IsoContentCells *cells = add (content->cells);

  iso_cells_init (&cells->cells);
  return cells;
}

static gboolean
has_plate (const IsoContent *content, const char *name)
{
  for (guint i = 0; i < content->plates->len; i++)
    {
      if (strcmp (g_array_index (content->plates, IsoContentPlate, i).name, name) == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
iso_content_keep_plates (IsoContent *content, const char *const *names, GError **error)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (has_plate (content, names[i]))
        continue;
      iso_error_set (error, ISO_ERROR_RANGE, NULL, N_("The project has no plate called “{1}”. Correct the name."), names[i], NULL);
      return FALSE;
    }
  for (guint i = content->plates->len; i-- > 0;)
    {
      if (!g_strv_contains (names, g_array_index (content->plates, IsoContentPlate, i).name))
        g_array_remove_index (content->plates, i);
    }
  return TRUE;
}

void
iso_content_add_setting (GArray *settings, const char *name, const char *value)
{
  IsoContentSetting setting = { g_strdup (name), g_strdup (value) };

  g_array_append_val (settings, setting);
}

IsoContentPlate *
iso_content_add_plate (IsoContent *content)
{
  IsoContentPlate *plate = add (content->plates);

  plate->wells = new_array (sizeof (IsoContentWell), clear_well);
  plate->links = new_array (sizeof (IsoContentLink), clear_link);
  return plate;
}

IsoContentSource *
iso_content_add_source (IsoContent *content)
{
  IsoContentSource *source = add (content->sources);

  source->reads = new_array (sizeof (IsoContentRead), clear_read);
  return source;
}

IsoContentRead *
iso_content_add_read (IsoContentSource *source)
{
  IsoContentRead *read = add (source->reads);

  read->readings = new_array (sizeof (IsoContentReading), clear_reading);
  return read;
}

char *
iso_content_make_id (const char *kind, const char *name, guint position)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  g_autofree char *text = g_strdup_printf ("%s\n%s\n%u", kind, name, position);
  guint8 digest[20];
  gsize length = sizeof digest;
  GString *id = g_string_new (NULL);

  g_checksum_update (checksum, name_space, sizeof name_space);
  g_checksum_update (checksum, (const guint8 *) text, (gssize) strlen (text));
  g_checksum_get_digest (checksum, digest, &length);
  digest[6] = (guint8) ((digest[6] & 0x0f) | 0x50);
  digest[8] = (guint8) ((digest[8] & 0x3f) | 0x80);
  for (guint i = 0; i < 16; i++)
    g_string_append_printf (id, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", digest[i]);
  return g_string_free (id, FALSE);
}

char *
iso_content_make_read_id (const char *sha256, const char *reader, guint version, guint plate, guint position)
{
  g_autofree char *text = g_strdup_printf ("%s/%s/%u/%u/%u", sha256, reader, version, plate, position);
  char *id = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  id[READ_ID_LENGTH] = '\0';
  return id;
}
