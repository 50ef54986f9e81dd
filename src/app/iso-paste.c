/* iso-paste.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-paste.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#define FOLDER "isobole-paste-XXXXXX"

static GListModel *
list_files (GSList *files)
{
  GListStore *list = g_list_store_new (G_TYPE_FILE);

  for (GSList *item = files; item != NULL; item = item->next)
    g_list_store_append (list, item->data);
  return G_LIST_MODEL (list);
}

static void
files_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);

  if (value == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    {
      g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

      g_task_return_pointer (task, list_files (files), g_object_unref);
    }
}

/* A folder of its own, as the file has the name that a person sees. */
static GFile *
write_text (const char *text, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp (FOLDER, error);
  g_autofree char *name = g_strconcat (_("Pasted Table"), ".txt", NULL);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;

  if (path == NULL || !g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, error))
    return NULL;
  return g_file_new_for_path (path);
}

static void
text_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, &error);
  g_autoptr (GFile) file = NULL;

  if (text == NULL || text[strspn (text, " \t\r\n")] == '\0')
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }
  file = write_text (text, &error);
  if (file == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    {
      g_autoptr (GSList) files = g_slist_prepend (NULL, file);

      g_task_return_pointer (task, list_files (files), g_object_unref);
    }
}

void
iso_paste_async (GtkWidget *widget, GAsyncReadyCallback callback, gpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (widget);
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);
  GTask *task = g_task_new (NULL, NULL, callback, data);

  g_task_set_source_tag (task, iso_paste_async);
  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST) || gdk_content_formats_contain_mime_type (formats, "text/uri-list"))
    gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL, files_cb, task);
  else
    gdk_clipboard_read_text_async (clipboard, NULL, text_cb, task);
}

GListModel *
iso_paste_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
iso_paste_made (GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *name = folder != NULL ? g_file_get_basename (folder) : NULL;

  return name != NULL && g_str_has_prefix (name, "isobole-paste-");
}

void
iso_paste_forget (const GPtrArray *files)
{
  for (guint i = 0; i < files->len; i++)
    {
      GFile *file = g_ptr_array_index (files, i);
      g_autoptr (GFile) folder = g_file_get_parent (file);

      if (!iso_paste_made (file))
        continue;
      g_file_delete (file, NULL, NULL);
      g_file_delete (folder, NULL, NULL);
    }
}
