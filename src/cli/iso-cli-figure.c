/* iso-cli-figure.c - "isobole-cli figure"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-cli-input.h"
#include "iso-cli-output.h"
#include "iso-cli-text.h"
#include "iso-cli.h"

#include "iso-figure-kind.h"
#include "iso-figure-write.h"

#include <math.h>
#include <string.h>

static const IsoFigureKind *
find_kind (const IsoCliOptions *options, GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  const IsoFigureKind *kind;
  int found;

  for (guint i = 0; (kind = iso_figure_kind_nth (i)) != NULL; i++)
    g_ptr_array_add (words, (char *) kind->id);
  g_ptr_array_add (words, NULL);
  found = iso_cli_options_get_word (options, ISO_CLI_KIND, (const char *const *) words->pdata, error);
  if (found == -2)
    {
      g_autofree char *list = g_strjoinv (", ", (char **) words->pdata);

      iso_error_set (error, ISO_ERROR_SYNTAX, NULL, N_("Which figure? Name one with --kind: {1}."), list, NULL);
    }
  return found >= 0 ? iso_figure_kind_nth ((guint) found) : NULL;
}

static const IsoFigureStyle *
find_style (const IsoCliOptions *options, GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  const IsoFigureStyle *style;
  int found;

  for (guint i = 0; (style = iso_figure_style_nth (i)) != NULL; i++)
    g_ptr_array_add (words, (char *) style->id);
  g_ptr_array_add (words, NULL);
  found = iso_cli_options_get_word (options, ISO_CLI_STYLE, (const char *const *) words->pdata, error);
  if (found == -2)
    return iso_figure_style_find ("default");
  return found >= 0 ? iso_figure_style_nth ((guint) found) : NULL;
}

/* What is wanted of the file: its format, how wide, how high. */
typedef struct
{
  const IsoFigureKind  *kind;
  const IsoFigureStyle *style;
  const char           *format;
  double                width_pt;
  double                height_pt;   /* 0: what suits it */
  double                dpi;
} Wish;

static gboolean
find_format (const IsoCliOptions *options, Wish *wish, GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  const IsoFigureFormat *format;
  int found;

  if (options->values[ISO_CLI_OUTPUT] == NULL)
    {
      iso_error_set (error, ISO_ERROR_SYNTAX, NULL, N_("Where to? Name a file with --output, such as figure.pdf."),
                     NULL);
      return FALSE;
    }
  for (guint i = 0; (format = iso_figure_format_nth (i)) != NULL; i++)
    g_ptr_array_add (words, (char *) format->id);
  g_ptr_array_add (words, NULL);
  found = iso_cli_options_get_word (options, ISO_CLI_FORMAT, (const char *const *) words->pdata, error);
  wish->format = found >= 0 ? iso_figure_format_nth ((guint) found)->id : NULL;
  return found != -1;
}

static gboolean
get_wish (const IsoCliOptions *options, Wish *wish, GError **error)
{
  wish->kind = find_kind (options, error);
  wish->style = wish->kind != NULL ? find_style (options, error) : NULL;
  if (wish->style == NULL || !find_format (options, wish, error))
    return FALSE;
  wish->width_pt = (wish->style->single_mm > 0 ? wish->style->single_mm : 85) * ISO_POINTS_PER_MM;
  wish->height_pt = 0;
  wish->dpi = 300;
  return iso_cli_options_get_length (options, ISO_CLI_WIDTH, &wish->width_pt, error)
         && iso_cli_options_get_length (options, ISO_CLI_HEIGHT, &wish->height_pt, error)
         && iso_cli_options_get_number (options, ISO_CLI_DPI, 36, 2400, &wish->dpi, error);
}

static gboolean
choose_sample (const IsoCliOptions *options, const IsoExperiment *experiment, IsoFigureSubject *subject, GError **error)
{
  const char *name = options->values[ISO_CLI_SAMPLE];
  g_autoptr (GString) names = g_string_new (NULL);

  if (name == NULL)
    return TRUE;
  for (guint i = 0; i < experiment->samples->len; i++)
    {
      const char *own = iso_experiment_sample (experiment, (int) i);

      if (strcmp (own, name) == 0)
        {
          subject->sample = (int) i;
          return TRUE;
        }
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", own);
    }
  iso_error_set (error, ISO_ERROR_RANGE, NULL, N_("There is no sample “{1}”. There are: {2}."), name, names->str,
                 NULL);
  return FALSE;
}

static gboolean
choose_plate (const IsoCliOptions *options, const IsoExperiment *experiment, IsoFigureSubject *subject, GError **error)
{
  const char *name = options->values[ISO_CLI_PLATE];
  g_autoptr (GString) names = g_string_new (NULL);

  if (name == NULL)
    return TRUE;
  for (guint i = 0; i < experiment->plates->len; i++)
    {
      const char *own = iso_experiment_plate (experiment, (int) i)->name;

      if (strcmp (own, name) == 0)
        {
          subject->plate = (int) i;
          return TRUE;
        }
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", own);
    }
  iso_error_set (error, ISO_ERROR_RANGE, NULL, N_("There is no plate “{1}”. There are: {2}."), name, names->str, NULL);
  return FALSE;
}

static gboolean
choose_combination (const IsoCliOptions *options, const IsoAnalysis *analysis, IsoFigureSubject *subject,
                    GError **error)
{
  double number = 0;

  if (options->values[ISO_CLI_COMBINATION] == NULL)
    return TRUE;
  if (!iso_cli_options_get_number (options, ISO_CLI_COMBINATION, 1, MAX (analysis->combinations->len, 1), &number,
                                   error))
    return FALSE;
  subject->combination = (int) number - 1;
  return TRUE;
}

static gboolean
choose_score (const IsoCliOptions *options, IsoFigureSubject *subject, GError **error)
{
  const char *words[ISO_N_REFERENCES + 1] = { NULL };
  int found;

  for (guint i = 0; i < ISO_N_REFERENCES; i++)
    words[i] = iso_reference_nth (i)->id;
  found = iso_cli_options_get_word (options, ISO_CLI_SCORE, words, error);
  if (found >= 0)
    {
      subject->reference = found;
      subject->quantity = ISO_QUANTITY_SCORE;
    }
  return found != -1;
}

/* The plate and read that are drawn without a layout. */
static IsoFigure *
draw_read (const IsoCliOptions *options, const Wish *wish, GError **error)
{
  g_autoptr (GPtrArray) readouts = iso_cli_load_readouts (options, error);
  const char *wanted = options->values[ISO_CLI_PLATE];
  const char *label = options->values[ISO_CLI_READ];
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; readouts != NULL && i < readouts->len; i++)
    {
      const IsoReadout *readout = g_ptr_array_index (readouts, i);

      for (guint j = 0; j < readout->plates->len; j++)
        {
          const IsoReadPlate *plate = g_ptr_array_index (readout->plates, j);
          const IsoRead *read = iso_read_plate_find (plate, label);

          for (guint k = 0; k < plate->reads->len; k++)
            g_string_append_printf (names, "%s%s %s", names->len > 0 ? ", " : "", plate->name,
                                    ((const IsoRead *) g_ptr_array_index (plate->reads, k))->label);
          if (read != NULL && (wanted == NULL || strcmp (plate->name, wanted) == 0))
            {
              g_autofree char *title =
                g_strdup_printf ("%s, %s", *plate->name != '\0' ? plate->name : readout->file, read->label);

              return iso_figure_of_read (plate, read, NULL, title, NULL, wish->style, wish->width_pt, wish->height_pt);
            }
        }
    }
  if (readouts != NULL)
    iso_error_set (error, ISO_ERROR_NO_DATA, NULL,
                   N_("No plate with that name and read is in these files. There are: {1}."), names->str, NULL);
  return NULL;
}

static IsoFigure *
draw_analysis (const IsoCliOptions *options, const Wish *wish, GError **error)
{
  g_autoptr (IsoAnalysis) analysis = iso_cli_load_analysis (options, error);
  IsoFigureSubject subject;

  iso_figure_subject_init (&subject);
  if (analysis == NULL || !choose_sample (options, analysis->dataset->experiment, &subject, error)
      || !choose_plate (options, analysis->dataset->experiment, &subject, error)
      || !choose_combination (options, analysis, &subject, error) || !choose_score (options, &subject, error))
    return NULL;
  if (options->values[ISO_CLI_FA] != NULL && analysis->settings.n_effect_levels == 1)
    subject.fa = analysis->settings.effect_levels[0];
  return wish->kind->build (analysis, &subject, wish->style, wish->width_pt, wish->height_pt);
}

/* A plate can be drawn from a reader's export alone; everything else needs to know what the wells held. */
static gboolean
is_bare_plate (const IsoCliOptions *options, const Wish *wish)
{
  if (strcmp (wish->kind->id, "plate") != 0 || options->values[ISO_CLI_LAYOUT] != NULL || options->files->len == 0)
    return FALSE;
  return options->values[ISO_CLI_READER] != NULL || options->files->len > 1
         || iso_cli_is_export (g_ptr_array_index (options->files, 0));
}

/* A height that was asked for is exceeded rather than plots drawn that nobody can read. */
static void
tell_height (const IsoFigure *figure, const Wish *wish)
{
  g_autoptr (GPtrArray) messages = iso_message_list_new ();
  g_autofree char *asked = iso_cli_number (wish->height_pt / ISO_POINTS_PER_MM), *shown = NULL;
  double width, height;

  iso_figure_get_size (figure, &width, &height);
  shown = iso_cli_number (height / ISO_POINTS_PER_MM);
  if (!(wish->height_pt > 0) || height < wish->height_pt + 0.5)
    return;
  g_ptr_array_add (messages, iso_message_new ("height", NULL, N_("The figure is {1} mm high, and not {2} mm: with less its plots could not be "
                                                                 "read. Ask for a wider one, or for fewer curves."), shown, asked, NULL));
  iso_cli_tell_messages (messages);
}

int
iso_cli_run_figure (const IsoCliOptions *options)
{
  const char *path = options->values[ISO_CLI_OUTPUT];
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoFigure) figure = NULL;
  Wish wish;

  if (!get_wish (options, &wish, &error))
    return iso_cli_tell_error (error);
  figure = is_bare_plate (options, &wish) ? draw_read (options, &wish, &error) : draw_analysis (options, &wish, &error);
  if (figure != NULL && iso_figure_get_empty_reason (figure) != NULL)
    iso_error_set (&error, ISO_ERROR_NO_DATA, NULL, N_("There is nothing to draw: {1}"),
                   iso_figure_get_empty_reason (figure), NULL);
  if (error != NULL || !iso_figure_write (figure, path, wish.format, wish.dpi, &error))
    return iso_cli_tell_error (error);
  tell_height (figure, &wish);
  return ISO_CLI_DONE;
}
