/* iso-package.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-package.h"

#include <string.h>
#include <zip.h>

/* All parts together, unpacked; a sheet of a million cells has about 40 MB. */
#define MAX_UNPACKED ((guint64) 512 * 1024 * 1024)
#define MAX_PARTS 10000
#define BLOCK 65536

struct _IsoPackage
{
  char    *name;
  zip_t   *zip;
  guint64  left;   /* bytes that may still be unpacked */
};

typedef struct
{
  const IsoPackageParser *parser;
  gpointer                data;
  XML_Parser              xml;
} Parse;

static void
set_error (const char *name, IsoErrorCode code, GError **error, const char *sentence, const char *part)
{
  if (error == NULL || *error == NULL)
    iso_error_set (error, code, &(IsoPlace) { .file = (char *) name }, sentence, part, NULL);
}

static void
set_broken (const char *name, const char *part, GError **error)
{
  set_error (name, ISO_ERROR_CORRUPT, error,
             N_("The workbook is damaged or not whole (in {1}). Open it in Excel or LibreOffice, save it once more, and open that."),
             part);
}

static const char *
bare (const char *name)
{
  const char *bar = strrchr (name, ':');

  return bar != NULL ? bar + 1 : name;
}

static void
start_cb (void *user_data, const XML_Char *name, const XML_Char **attributes)
{
  Parse *parse = user_data;

  if (!parse->parser->start (parse->data, bare (name), attributes))
    XML_StopParser (parse->xml, XML_FALSE);
}

static void
end_cb (void *user_data, const XML_Char *name)
{
  Parse *parse = user_data;

  if (parse->parser->end != NULL && !parse->parser->end (parse->data, bare (name)))
    XML_StopParser (parse->xml, XML_FALSE);
}

static void
text_cb (void *user_data, const XML_Char *text, int length)
{
  Parse *parse = user_data;

  if (parse->parser->text != NULL && !parse->parser->text (parse->data, text, length))
    XML_StopParser (parse->xml, XML_FALSE);
}

static void
doctype_cb (void *user_data, const XML_Char *name, const XML_Char *system, const XML_Char *public_id, int internal)
{
  XML_StopParser (((Parse *) user_data)->xml, XML_FALSE);
}

/* Checks what the archive says of itself; what it then unpacks is counted too. */
static gboolean
check_sizes (IsoPackage *package, GError **error)
{
  zip_int64_t n = zip_get_num_entries (package->zip, 0);
  guint64 total = 0;

  for (zip_int64_t i = 0; i < MIN (n, MAX_PARTS); i++)
    {
      zip_stat_t stat;

      if (zip_stat_index (package->zip, (zip_uint64_t) i, 0, &stat) == 0 && stat.valid & ZIP_STAT_SIZE)
        total += MIN (stat.size, MAX_UNPACKED + 1);
    }
  if (n <= MAX_PARTS && total <= MAX_UNPACKED)
    return TRUE;
  set_error (package->name, ISO_ERROR_TOO_LARGE, error,
             N_("The workbook unpacks to more than 512 MB. Save the sheet with the readings as a workbook of its own."), NULL);
  return FALSE;
}

IsoPackage *
iso_package_open (const IsoSource *source, GError **error)
{
  gsize size;
  const void *bytes = g_bytes_get_data (iso_source_bytes (source), &size);
  g_autoptr (IsoPackage) package = g_new0 (IsoPackage, 1);
  zip_source_t *buffer = zip_source_buffer_create (bytes, size, 0, NULL);

  package->name = g_strdup (iso_source_name (source));
  package->left = MAX_UNPACKED;
  package->zip = buffer != NULL ? zip_open_from_source (buffer, ZIP_RDONLY, NULL) : NULL;
  if (package->zip == NULL)
    {
      if (buffer != NULL)
        zip_source_free (buffer);
      set_broken (package->name, "zip", error);
      return NULL;
    }
  return check_sizes (package, error) ? g_steal_pointer (&package) : NULL;
}

void
iso_package_close (IsoPackage *package)
{
  if (package->zip != NULL)
    zip_discard (package->zip);
  g_free (package->name);
  g_free (package);
}

/* FALSE if the part breaks off, is larger than it says, is no XML, or a callback had enough. */
static gboolean
feed (IsoPackage *package, const char *part, zip_file_t *file, XML_Parser xml)
{
  zip_stat_t stat;
  gboolean says = zip_stat (package->zip, part, ZIP_FL_NOCASE, &stat) == 0 && (stat.valid & ZIP_STAT_SIZE) != 0;
  guint64 left = says ? MIN (stat.size, package->left) : package->left;

  for (;;)
    {
      void *block = XML_GetBuffer (xml, BLOCK);
      zip_int64_t n = block != NULL ? zip_fread (file, block, BLOCK) : -1;

      if (n < 0 || (guint64) n > left)
        return FALSE;
      left -= (guint64) n;
      package->left -= (guint64) n;
      if (XML_ParseBuffer (xml, (int) n, n == 0) != XML_STATUS_OK)
        return FALSE;
      if (n == 0)
        return TRUE;
    }
}

gboolean
iso_package_parse (IsoPackage *package, const char *part, const IsoPackageParser *parser, gpointer data, GError **error)
{
  zip_file_t *file = zip_fopen (package->zip, part, ZIP_FL_NOCASE);
  Parse parse = { parser, data, XML_ParserCreate (NULL) };
  gboolean good = FALSE;

  if (file != NULL && parse.xml != NULL)
    {
      XML_SetUserData (parse.xml, &parse);
      XML_SetElementHandler (parse.xml, start_cb, end_cb);
      XML_SetCharacterDataHandler (parse.xml, text_cb);
      XML_SetStartDoctypeDeclHandler (parse.xml, doctype_cb);
      good = feed (package, part, file, parse.xml);
    }
  if (parse.xml != NULL)
    XML_ParserFree (parse.xml);
  if (file != NULL)
    zip_fclose (file);
  if (!good)
    set_broken (package->name, part, error);
  return good;
}

static void
free_relation (gpointer data)
{
  IsoRelation *relation = data;

  g_free (relation->type);
  g_free (relation->part);
  g_free (relation);
}

typedef struct
{
  GHashTable *table;
  char       *folder;   /* "xl/", "" */
} Relations;

/* "../media/x" seldom, "/xl/worksheets/sheet1.xml" or "worksheets/sheet1.xml" mostly. */
static char *
resolve (const char *folder, const char *target)
{
  g_autofree char *from = g_strdup (folder);

  if (*target == '/')
    return g_strdup (target + 1);
  while (g_str_has_prefix (target, "../"))
    {
      gsize length = strlen (from);

      if (length > 0)
        from[length - 1] = '\0';
      *(strrchr (from, '/') != NULL ? strrchr (from, '/') + 1 : from) = '\0';
      target += 3;
    }
  return g_strconcat (from, target, NULL);
}

static gboolean
start_relation (gpointer data, const char *name, const char **attributes)
{
  Relations *relations = data;
  const char *id = iso_package_attribute (attributes, "Id");
  const char *type = iso_package_attribute (attributes, "Type");
  const char *target = iso_package_attribute (attributes, "Target");
  IsoRelation *relation;

  if (strcmp (name, "Relationship") != 0 || id == NULL || type == NULL || target == NULL)
    return TRUE;
  relation = g_new0 (IsoRelation, 1);
  relation->type = g_strdup (strrchr (type, '/') != NULL ? strrchr (type, '/') + 1 : type);
  relation->part = resolve (relations->folder, target);
  g_hash_table_replace (relations->table, g_strdup (id), relation);
  return TRUE;
}

GHashTable *
iso_package_relations (IsoPackage *package, const char *part, GError **error)
{
  static const IsoPackageParser parser = { start_relation, NULL, NULL };
  const char *slash = strrchr (part, '/');
  const char *file = slash != NULL ? slash + 1 : part;
  g_autofree char *folder = g_strndup (part, (gsize) (file - part));
  g_autofree char *path = g_strdup_printf ("%s_rels/%s.rels", folder, file);
  g_autoptr (GHashTable) table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_relation);
  Relations relations = { table, folder };

  if (zip_name_locate (package->zip, path, ZIP_FL_NOCASE) >= 0
      && !iso_package_parse (package, path, &parser, &relations, error))
    return NULL;
  return g_steal_pointer (&table);
}

const char *
iso_package_find (GHashTable *relations, const char *type)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, relations);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      if (strcmp (((IsoRelation *) value)->type, type) == 0)
        return ((IsoRelation *) value)->part;
    }
  return NULL;
}

const char *
iso_package_attribute (const char **attributes, const char *name)
{
  for (; attributes[0] != NULL; attributes += 2)
    {
      if (strcmp (bare (attributes[0]), name) == 0)
        return attributes[1];
    }
  return NULL;
}
