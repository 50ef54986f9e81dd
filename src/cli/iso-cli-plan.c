/* iso-cli-plan.c - "isobole-cli plan": from a design, or a project's plates, to tubes and lists for robots
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-outline-content.h"
#include "iso-bench-sheet.h"
#include "iso-cli-earlier.h"
#include "iso-cli-output.h"
#include "iso-cli-plan-text.h"
#include "iso-cli-project.h"
#include "iso-cli.h"
#include "iso-content-store.h"
#include "reader/iso-content-reader.h"
#include "reader/iso-outline-reader.h"
#include "writer/iso-content-json.h"
#include "writer/iso-plan-json.h"
#include "writer/iso-worklist.h"

#include <string.h>

#define ENDING ".isobole"   /* of a project; not of its name */

/* What is planned, and, of a project, what stands in it. */
typedef struct
{
  IsoOutline *outline;
  IsoContent *content;   /* NULL: a design, whose plates are still to be made */
} Design;

static void
clear_design (Design *design)
{
  g_clear_pointer (&design->outline, iso_outline_free);
  g_clear_pointer (&design->content, iso_content_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Design, clear_design)

static IsoOutline *
read_text (const IsoCliOptions *options, IsoSource *source, GError **error)
{
  g_autoptr (IsoCliEarlier) earlier = NULL;

  if (options->values[ISO_CLI_EARLIER] == NULL)
    return iso_outline_read_json (source, NULL, NULL, error);
  earlier = iso_cli_earlier_new (options, error);
  return earlier != NULL ? iso_outline_read_json (source, iso_cli_earlier_ic50, earlier, error) : NULL;
}

/* Plates are named one after the other, with commas between; a name that holds one can be meant alone. */
static gboolean
keep_plates (const IsoCliOptions *options, IsoContent *content, GError **error)
{
  const char *names = options->values[ISO_CLI_PLATE];
  g_auto (GStrv) list = g_strsplit (names != NULL ? names : "", ",", -1);

  if (names == NULL || iso_content_keep_plates (content, (const char *const[]) { names, NULL }, NULL))
    return TRUE;
  for (guint i = 0; list[i] != NULL; i++)
    g_strstrip (list[i]);
  return iso_content_keep_plates (content, (const char *const *) list, error);
}

static IsoContent *
load_project (const char *path, GError **error)
{
  g_autoptr (IsoCliProject) project = iso_cli_project_read (path, error);

  return project != NULL ? iso_content_load_planned (iso_cli_project_store (project), error) : NULL;
}

/* What has no title of its own is headed by the name of its file. */
static void
name_sheet (IsoOutline *outline, char *name)
{
  if (*outline->title != '\0')
    return;
  if (g_str_has_suffix (name, ENDING))
    name[strlen (name) - strlen (ENDING)] = '\0';
  g_free (outline->title);
  outline->title = g_strdup (name);
}

/* Takes the contents; NULL is an error that was set already. */
static gboolean
take_project (const IsoCliOptions *options, IsoContent *content, Design *design, GError **error)
{
  g_autofree char *name = g_filename_display_basename (g_ptr_array_index (options->files, 0));
  GError *reason = NULL;

  design->content = content;
  if (content == NULL)
    return FALSE;
  design->outline = keep_plates (options, design->content, &reason) ? iso_outline_from_content (design->content, &reason) : NULL;
  if (design->outline != NULL)
    {
      name_sheet (design->outline, name);
      return TRUE;
    }
  iso_error_set_file (reason, name);
  g_propagate_error (error, reason);
  return FALSE;
}

/* A project's text says so near its beginning. */
static gboolean
is_project_text (IsoSource *source)
{
  gsize size;
  const char *text = g_bytes_get_data (iso_source_bytes (source), &size);

  return g_strstr_len (text, (gssize) MIN (size, 4096), "\"" ISO_CONTENT_SCHEMA) != NULL;
}

static gboolean
read_design (const IsoCliOptions *options, Design *design, GError **error)
{
  g_autoptr (IsoSource) source = NULL;
  const char *path;

  if (options->files->len != 1)
    {
      iso_error_set (error, ISO_ERROR_SYNTAX, NULL,
                     N_("Name one design or project to plan. “isobole-cli help design” shows what a design looks like."), NULL);
      return FALSE;
    }
  path = g_ptr_array_index (options->files, 0);
  if (iso_cli_is_project (path))
    return take_project (options, load_project (path, error), design, error);
  source = iso_source_load (path, error);
  if (source == NULL)
    return FALSE;
  if (is_project_text (source))
    return take_project (options, iso_content_read_json (source, error), design, error);
  design->outline = read_text (options, source, error);
  return design->outline != NULL;
}

static char *
write_worklist (const IsoCliOptions *options, const char *what, const IsoOutline *outline, const IsoOutlinePlan *plan, GError **error)
{
  const IsoWorklist *worklist = iso_worklist_find (what);
  double run = 1;

  if (worklist == NULL)
    {
      iso_error_set (error, ISO_ERROR_UNSUPPORTED, NULL, N_("“{1}” is nothing that can be written. Choose one of: {2}."), what,
                     "plan, project, sheet, labels, csv, echo, hpdd, gwl, opentrons, opentrons-csv, epmotion", NULL);
      return NULL;
    }
  if (!iso_cli_options_get_number (options, ISO_CLI_RUN, 1, plan->plans->len, &run, error))
    return NULL;
  return iso_worklist_write (worklist, plan->plans->pdata[(guint) run - 1], &outline->dosing, error);
}

static char *
write_plan (const IsoCliOptions *options, const IsoOutline *outline, const IsoOutlinePlan *plan, GError **error)
{
  static const char *const formats[] = { "text", "json", NULL };
  int format = iso_cli_find_format (options, formats, error);

  if (format < 0)
    return NULL;
  return format == 1 ? iso_plan_json (outline, plan, iso_cli_program ()) : iso_cli_plan_text (outline, plan);
}

static char *
write_project (const IsoCliOptions *options, const IsoOutline *outline, const IsoOutlinePlan *plan, GError **error)
{
  g_autoptr (IsoContent) content = iso_outline_content (outline, plan);

  return iso_content_write_json (content, g_ptr_array_index (options->files, 0), error);
}

/* The sheet is a picture of pages, and goes to a file. */
static gboolean
write_sheet (const IsoCliOptions *options, const IsoOutline *outline, const IsoOutlinePlan *plan, GError **error)
{
  const char *path = options->values[ISO_CLI_OUTPUT];
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) reason = NULL;
  double run = 1;
  gsize size;

  if (path == NULL)
    {
      iso_error_set (error, ISO_ERROR_SYNTAX, NULL, N_("Name the file that the sheet is written to: -o FILE.pdf."), NULL);
      return FALSE;
    }
  if (!iso_cli_options_get_number (options, ISO_CLI_RUN, 1, plan->plans->len, &run, error))
    return FALSE;
  bytes = iso_bench_sheet (outline, plan, (guint) run - 1);
  if (g_file_set_contents_full (path, g_bytes_get_data (bytes, &size), (gssize) g_bytes_get_size (bytes), G_FILE_SET_CONTENTS_CONSISTENT, 0666,
                                &reason))
    return TRUE;
  iso_error_set (error, ISO_ERROR_IO, &(IsoPlace) { .file = (char *) path }, N_("The sheet cannot be written: {1}"), reason->message, NULL);
  return FALSE;
}

/* 1 if something stands in the way of carrying it out. */
static int
status_of (const IsoOutlinePlan *plan)
{
  for (guint i = 0; i < plan->plans->len; i++)
    {
      if (!((IsoDosingPlan *) plan->plans->pdata[i])->feasible)
        return ISO_CLI_FINDINGS;
    }
  return ISO_CLI_DONE;
}

static IsoOutlinePlan *
make_plan (const Design *design, GError **error)
{
  IsoOutline *outline = design->outline;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");
  g_autoptr (GPtrArray) messages = iso_message_list_new ();
  IsoOutlinePlan *plan;

  if (!iso_outline_check_lots (outline, today, messages, error))
    return NULL;
  plan = design->content != NULL ? iso_outline_plan_content (outline, design->content, error) : iso_outline_plan (outline, error);
  if (plan != NULL)
    g_ptr_array_extend_and_steal (plan->messages, g_steal_pointer (&messages));
  return plan;
}

int
iso_cli_run_plan (const IsoCliOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_auto (Design) design = { NULL };
  g_autoptr (IsoOutlinePlan) plan = read_design (options, &design, &error) ? make_plan (&design, &error) : NULL;
  const IsoOutline *outline = design.outline;
  const char *what = options->values[ISO_CLI_WRITE] != NULL ? options->values[ISO_CLI_WRITE] : "plan";
  g_autofree char *text = NULL;

  if (plan != NULL && strcmp (what, "sheet") == 0)
    return write_sheet (options, outline, plan, &error) ? status_of (plan) : iso_cli_tell_error (error);
  if (plan != NULL)
    text = strcmp (what, "plan") == 0      ? write_plan (options, outline, plan, &error)
           : strcmp (what, "project") == 0 ? write_project (options, outline, plan, &error)
                                           : write_worklist (options, what, outline, plan, &error);
  if (text == NULL)
    return iso_cli_tell_error (error);
  if (strcmp (what, "plan") != 0)
    iso_cli_tell_messages (((IsoDosingPlan *) plan->plans->pdata[0])->messages);
  return iso_cli_write (options, text) ? status_of (plan) : ISO_CLI_CANNOT;
}
