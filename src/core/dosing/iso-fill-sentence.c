/* iso-fill-sentence.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-fill-sentence.h"

#include "base/iso-number.h"
#include "dosing/iso-fill-words.h"

#include <math.h>
#include <string.h>

/* What the next dose is. */
typedef enum
{
  DOSE_FROM,
  DOSE_TO,
  DOSE_BY,
  DOSE_AT,
} DoseKind;

/* A series while it is read. */
typedef struct
{
  guint          n_drugs;                /* begun */
  int            drugs[ISO_MAX_DRUGS];   /* -1: not named */
  double         from[ISO_MAX_DRUGS];    /* NaN: not said; in `units` */
  double         to;
  const IsoUnit *units[ISO_MAX_DRUGS];   /* NULL: not said */
  const IsoUnit *to_unit;
  const IsoUnit *by_unit;
  guint          n;                      /* 0: not said */
  double         factor;                 /* NaN: not said */
  double         by;
  gboolean       linear;
  GArray        *list;
  int            direction;              /* -1: not said */
} Draft;

typedef struct
{
  const char        *text;
  const char        *at;
  const IsoFillDrug *drugs;
  guint              n_drugs;
  IsoFillTranslate   translate;
  Draft              drafts[2];
  guint              n_drafts;
  DoseKind           next;
  gboolean           with_zero;
  IsoFillOrder       order;
  guint              replicates;
} Parser;

static gboolean
refuse (const Parser *parser, const char *at, IsoErrorCode code, GError **error, const char *sentence, const char *argument)
{
  IsoPlace place = { .column = (guint) g_utf8_pointer_to_offset (parser->text, at) + 1 };

  iso_error_set (error, code, &place, sentence, argument, NULL);
  return FALSE;
}

static Draft *
draft (Parser *parser)
{
  return &parser->drafts[parser->n_drafts - 1];
}

static void
begin_draft (Parser *parser)
{
  Draft *new = &parser->drafts[parser->n_drafts++];

  *new = (Draft) { .n_drugs = 1, .to = NAN, .factor = NAN, .by = NAN, .direction = -1 };
  for (guint i = 0; i < ISO_MAX_DRUGS; i++)
    {
      new->drugs[i] = -1;
      new->from[i] = NAN;
    }
  parser->next = DOSE_FROM;
}

static gboolean
take_word (Parser *parser, IsoFillWord *word)
{
  gsize length = iso_fill_word_find (parser->at, parser->translate, word);

  parser->at += length;
  return length > 0;
}

static gboolean
take_this_word (Parser *parser, IsoFillWord word)
{
  const char *before = parser->at;
  IsoFillWord found;

  while (g_ascii_isspace (*parser->at))
    parser->at++;
  if (take_word (parser, &found) && found == word)
    return TRUE;
  parser->at = before;
  return FALSE;
}

/* A comma between two digits is a decimal sign. */
static gboolean
take_number (Parser *parser, double *value)
{
  const char *end = parser->at;
  gboolean point = FALSE;
  g_autofree char *number = NULL;

  while (g_ascii_isdigit (*end) || (!point && (*end == '.' || *end == ',') && g_ascii_isdigit (end[1])))
    {
      point = point || !g_ascii_isdigit (*end);
      end++;
    }
  if ((*end == 'e' || *end == 'E') && (g_ascii_isdigit (end[1]) || ((end[1] == '-' || end[1] == '+') && g_ascii_isdigit (end[2]))))
    {
      end += 2;
      while (g_ascii_isdigit (*end))
        end++;
    }
  number = g_strndup (parser->at, (gsize) (end - parser->at));
  g_strdelimit (number, ",", '.');
  if (!iso_number_parse (number, ISO_DECIMAL_POINT, value))
    return FALSE;
  parser->at = end;
  return TRUE;
}

/* A unit of concentration, as far as letters and slashes go. */
static const IsoUnit *
take_unit (Parser *parser)
{
  const char *p = parser->at;
  const char *end;
  g_autofree char *text = NULL;
  const IsoUnit *unit;

  while (*p == ' ' || strncmp (p, "\302\240", 2) == 0)
    p += *p == ' ' ? 1 : 2;
  for (end = p; g_unichar_isalpha (g_utf8_get_char (end)) || *end == '/'; end = g_utf8_next_char (end))
    ;
  text = g_strndup (p, (gsize) (end - p));
  unit = *text != '\0' ? iso_unit_find (text) : NULL;
  if (unit == NULL || (unit->dimension != ISO_DIMENSION_MOLAR && unit->dimension != ISO_DIMENSION_MASS_CONCENTRATION))
    return NULL;
  parser->at = end;
  return unit;
}

static gboolean
take_name (Parser *parser, GError **error)
{
  Draft *now = draft (parser);
  gsize longest = 0;
  guint found = 0;

  for (guint i = 0; i < parser->n_drugs; i++)
    {
      gsize length = iso_fill_match (parser->at, parser->drugs[i].name, strchr (parser->drugs[i].name, '\0'));

      if (length > longest)
        {
          longest = length;
          found = i;
        }
    }
  if (longest == 0)
    return FALSE;
  for (guint i = 0; i < now->n_drugs; i++)
    {
      if (now->drugs[i] == (int) found)
        return refuse (parser, parser->at, ISO_ERROR_RANGE, error, N_("“{1}” is named twice. Name each compound once."),
                       parser->drugs[found].name);
    }
  if (now->drugs[now->n_drugs - 1] >= 0)
    return refuse (parser, parser->at, ISO_ERROR_SYNTAX, error, N_("Put a + before “{1}”, or an x for a checkerboard."),
                   parser->drugs[found].name);
  now->drugs[now->n_drugs - 1] = (int) found;
  parser->at += longest;
  return TRUE;
}

static gboolean
begin_drug (Parser *parser, const char *at, GError **error)
{
  if (draft (parser)->n_drugs == ISO_MAX_DRUGS)
    return refuse (parser, at, ISO_ERROR_TOO_LARGE, error, N_("A well holds three compounds at the most."), NULL);
  draft (parser)->n_drugs++;
  parser->next = DOSE_FROM;
  return TRUE;
}

static gboolean
begin_second (Parser *parser, const char *at, GError **error)
{
  if (parser->n_drafts == 2)
    return refuse (parser, at, ISO_ERROR_SYNTAX, error, N_("A checkerboard has two sides, so there can be one x only."), NULL);
  begin_draft (parser);
  return TRUE;
}

static gboolean
take_dose (Parser *parser, const char *at, double value, GError **error)
{
  Draft *now = draft (parser);
  const IsoUnit *unit = take_unit (parser);
  guint drug = now->n_drugs - 1;

  if (value <= 0 && parser->next != DOSE_AT && parser->next != DOSE_TO)
    return refuse (parser, at, ISO_ERROR_RANGE, error, N_("A dose must be above zero."), NULL);
  switch (parser->next)
    {
    case DOSE_FROM:
      if (!isnan (now->from[drug]))
        return refuse (parser, at, ISO_ERROR_SYNTAX, error,
                       N_("There are two first doses. Write “to” before the last one, or a + before that of another compound."), NULL);
      now->from[drug] = value;
      now->units[drug] = unit;
      break;
    case DOSE_TO:
      now->to = value;
      now->to_unit = unit;
      parser->next = DOSE_FROM;
      break;
    case DOSE_BY:
      now->by = value;
      now->by_unit = unit;
      now->linear = TRUE;
      parser->next = DOSE_FROM;
      break;
    case DOSE_AT:
      if (now->list == NULL)
        now->list = g_array_new (FALSE, FALSE, sizeof (double));
      g_array_append_val (now->list, value);
      if (unit != NULL)
        now->units[0] = unit;
      break;
    }
  return TRUE;
}

static gboolean
take_count (Parser *parser, const char *at, double value, guint most, guint *count, GError **error)
{
  if (value != floor (value) || value < 1 || value > most)
    {
      g_autofree char *limit = g_strdup_printf ("%u", most);

      return refuse (parser, at, ISO_ERROR_RANGE, error, N_("Give a whole number from 1 to {1} here."), limit);
    }
  *count = (guint) value;
  return TRUE;
}

static gboolean
take_ratio (Parser *parser, const char *at, double first, GError **error)
{
  double second;

  parser->at++;
  if (!take_number (parser, &second) || first <= 0 || second <= 0 || first == second)
    return refuse (parser, at, ISO_ERROR_SYNTAX, error, N_("Write the factor as 1:3, with two numbers that differ."), NULL);
  draft (parser)->factor = second / first;
  return TRUE;
}

/* A number is a count, a factor or a dose, as what follows says. */
static gboolean
take_number_part (Parser *parser, GError **error)
{
  const char *at = parser->at;
  double value;

  if (!take_number (parser, &value))
    return FALSE;
  if (*parser->at == ':')
    return take_ratio (parser, at, value, error);
  if (take_this_word (parser, ISO_FILL_WORD_STEPS))
    return take_count (parser, at, value, ISO_SERIES_MAX_STEPS, &draft (parser)->n, error);
  if (take_this_word (parser, ISO_FILL_WORD_REPLICATES))
    return take_count (parser, at, value, ISO_SERIES_MAX_STEPS, &parser->replicates, error);
  return take_dose (parser, at, value, error);
}

static gboolean
apply_word (Parser *parser, const char *at, IsoFillWord word, GError **error)
{
  switch (word)
    {
    case ISO_FILL_WORD_FROM:
      parser->next = DOSE_FROM;
      return TRUE;
    case ISO_FILL_WORD_TO:
      parser->next = DOSE_TO;
      return TRUE;
    case ISO_FILL_WORD_BY:
      parser->next = DOSE_BY;
      return TRUE;
    case ISO_FILL_WORD_AT:
      parser->next = DOSE_AT;
      return TRUE;
    case ISO_FILL_WORD_LINEAR:
      draft (parser)->linear = TRUE;
      return TRUE;
    case ISO_FILL_WORD_HALF_LOG:
      draft (parser)->factor = sqrt (10);
      return TRUE;
    case ISO_FILL_WORD_AND:
      return begin_drug (parser, at, error);
    case ISO_FILL_WORD_DUPLICATE:
    case ISO_FILL_WORD_TRIPLICATE:
      parser->replicates = word == ISO_FILL_WORD_DUPLICATE ? 2 : 3;
      return TRUE;
    case ISO_FILL_WORD_DOWN:
    case ISO_FILL_WORD_UP:
    case ISO_FILL_WORD_ACROSS:
    case ISO_FILL_WORD_BACK:
      draft (parser)->direction = (int) (ISO_FILL_DOWN + (word - ISO_FILL_WORD_DOWN));
      return TRUE;
    case ISO_FILL_WORD_SNAKE:
      parser->order = ISO_FILL_SNAKE;
      return TRUE;
    case ISO_FILL_WORD_INTERLEAVED:
      parser->order = ISO_FILL_INTERLEAVED;
      return TRUE;
    case ISO_FILL_WORD_TIMES:
      return begin_second (parser, at, error);
    case ISO_FILL_WORD_ZERO:
      parser->with_zero = TRUE;
      return TRUE;
    case ISO_FILL_WORD_FILLING:
      return TRUE;
    case ISO_FILL_WORD_STEPS:
    case ISO_FILL_WORD_REPLICATES:
      return refuse (parser, at, ISO_ERROR_SYNTAX, error, N_("A number is missing here, as in “8 steps, 3 replicates”."), NULL);
    case ISO_N_FILL_WORDS:
      break;
    }
  return FALSE;
}

static gboolean
take_part (Parser *parser, GError **error)
{
  GError *problem = NULL;
  const char *at = parser->at;
  g_autofree char *rest = NULL;
  IsoFillWord word;

  if (take_name (parser, &problem))
    return TRUE;
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  if (strncmp (at, "×", 2) == 0 || *at == '*')
    {
      parser->at += *at == '*' ? 1 : 2;
      return begin_second (parser, at, error);
    }
  if (*at == '+')
    {
      parser->at++;
      return begin_drug (parser, at, error);
    }
  if (take_number_part (parser, &problem))
    return TRUE;
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  if (take_word (parser, &word))
    return apply_word (parser, at, word, error);
  rest = g_strndup (at, MAX (strcspn (at, " ,;"), 1));
  return refuse (parser, at, ISO_ERROR_SYNTAX, error,
                 N_("“{1}” is not understood. A sentence looks like “8 steps, 1:3 from 10 µM, down, 3 replicates”."), rest);
}

static gboolean
check_unit (Parser *parser, const IsoUnit *unit, guint drug, GError **error)
{
  const IsoUnit *own = parser->drugs[drug].unit;

  if (unit->dimension == own->dimension)
    return TRUE;
  return refuse (parser, parser->at, ISO_ERROR_UNITS, error, N_("The unit does not suit “{1}”, whose doses are of another kind."),
                 parser->drugs[drug].name);
}

/* Drugs and units that were not said. */
static gboolean
fill_drugs (Parser *parser, const Draft *from, guint chosen, IsoFillSeries *series, GError **error)
{
  series->n_drugs = from->n_drugs;
  for (guint i = 0; i < from->n_drugs; i++)
    {
      int drug = from->drugs[i];

      if (drug < 0 && (i > 0 || parser->n_drafts > 1))
        return refuse (parser, parser->at, ISO_ERROR_SYNTAX, error, N_("Name the compound of each dose."), NULL);
      series->drugs[i] = drug >= 0 ? (guint) drug : chosen;
      series->from[i] = from->from[i];
      series->units[i] = from->units[i] != NULL ? from->units[i] : parser->drugs[series->drugs[i]].unit;
      if (from->units[i] == NULL && i == 0 && from->to_unit != NULL)
        series->units[i] = from->to_unit;
      if (!check_unit (parser, series->units[i], series->drugs[i], error))
        return FALSE;
      if (from->list == NULL && isnan (from->from[i]))
        return refuse (parser, parser->at, ISO_ERROR_SYNTAX, error, N_("Say where the series begins, as in “from 10 µM”."), NULL);
    }
  if (from->list != NULL && from->n_drugs > 1)
    return refuse (parser, parser->at, ISO_ERROR_UNSUPPORTED, error, N_("Doses one by one can be given for one compound only."), NULL);
  return TRUE;
}

static double
convert (double value, const IsoUnit *from, const IsoUnit *to)
{
  return from == NULL || from == to ? value : iso_unit_from_inside (to, iso_unit_to_inside (from, value));
}

/* Of steps, factor and last dose two are enough. */
static gboolean
fill_steps (Parser *parser, const Draft *from, IsoFillSeries *series, GError **error)
{
  const IsoUnit *unit = series->units[0];
  double to = convert (from->to, from->to_unit, unit), by = convert (from->by, from->by_unit, unit), first = from->from[0];

  series->kind = from->linear ? ISO_SERIES_LINEAR : ISO_SERIES_GEOMETRIC;
  series->n = from->n;
  series->change = from->factor;
  if (from->linear && !isnan (by))
    series->change = !isnan (to) && to > first ? by : -by;
  else if (from->linear)
    series->change = NAN;
  if (series->kind == ISO_SERIES_GEOMETRIC && to <= 0)
    return refuse (parser, parser->at, ISO_ERROR_RANGE, error, N_("A series of equal factors never reaches zero. Write “linear”, or a last"
                                                                  " dose above zero."), NULL);
  if (isnan (series->change) && series->n > 1 && !isnan (to))
    series->change = iso_dose_series_change (series->kind, first, to, series->n);
  if (series->n == 0 && !isnan (series->change) && !isnan (to))
    {
      if (series->kind == ISO_SERIES_GEOMETRIC && (to > first) == (series->change > 1))
        series->change = 1 / series->change;
      series->n = iso_dose_series_count (series->kind, first, to, series->change);
    }
  if (series->n == 0)
    return refuse (parser, parser->at, ISO_ERROR_SYNTAX, error, N_("Say how many steps there are, as in “8 steps”."), NULL);
  if (isnan (series->change) && series->n > 1)
    return refuse (parser, parser->at, ISO_ERROR_SYNTAX, error, N_("Say how the doses change, as in “1:3” or “to 10 nM”."), NULL);
  return TRUE;
}

static gboolean
fill_series (Parser *parser, Draft *from, guint chosen, IsoFillSeries *series, GError **error)
{
  if (!fill_drugs (parser, from, chosen, series, error))
    return FALSE;
  if (from->list == NULL)
    return fill_steps (parser, from, series, error);
  series->list = g_steal_pointer (&from->list);
  series->n = series->list->len;
  return TRUE;
}

static gboolean
is_upright (IsoFillDirection direction)
{
  return direction == ISO_FILL_DOWN || direction == ISO_FILL_UP;
}

static gboolean
fill_directions (Parser *parser, IsoFillSentence *sentence, GError **error)
{
  const Draft *first = &parser->drafts[0], *second = &parser->drafts[1];
  gboolean two = sentence->n_series == 2;

  sentence->direction = first->direction >= 0 ? (IsoFillDirection) first->direction : two ? ISO_FILL_ACROSS : ISO_FILL_DOWN;
  sentence->second = is_upright (sentence->direction) ? ISO_FILL_ACROSS : ISO_FILL_DOWN;
  if (!two)
    return TRUE;
  if (second->direction >= 0)
    sentence->second = (IsoFillDirection) second->direction;
  if (first->direction < 0 && is_upright (sentence->second) == is_upright (sentence->direction))
    sentence->direction = is_upright (sentence->second) ? ISO_FILL_ACROSS : ISO_FILL_DOWN;
  if (is_upright (sentence->second) == is_upright (sentence->direction))
    return refuse (parser, parser->at, ISO_ERROR_SYNTAX, error, N_("The two sides of a checkerboard cannot run in the same direction."), NULL);
  for (guint i = 0; i < sentence->series[0].n_drugs; i++)
    for (guint j = 0; j < sentence->series[1].n_drugs; j++)
      {
        if (sentence->series[0].drugs[i] == sentence->series[1].drugs[j])
          return refuse (parser, parser->at, ISO_ERROR_RANGE, error, N_("“{1}” is named twice. Name each compound once."),
                         parser->drugs[sentence->series[1].drugs[j]].name);
      }
  return TRUE;
}

static gboolean
finish (Parser *parser, guint chosen, IsoFillSentence *sentence, GError **error)
{
  sentence->n_series = parser->n_drafts;
  sentence->with_zero = parser->with_zero;
  sentence->order = parser->order;
  sentence->replicates = parser->replicates;
  for (guint i = 0; i < parser->n_drafts; i++)
    {
      if (!fill_series (parser, &parser->drafts[i], chosen, &sentence->series[i], error))
        return FALSE;
    }
  return fill_directions (parser, sentence, error);
}

void
iso_fill_sentence_clear (IsoFillSentence *sentence)
{
  for (guint i = 0; i < G_N_ELEMENTS (sentence->series); i++)
    g_clear_pointer (&sentence->series[i].list, g_array_unref);
  memset (sentence, 0, sizeof *sentence);
}

gboolean
iso_fill_sentence_parse (const char *text, const IsoFillDrug *drugs, guint n_drugs, guint chosen, IsoFillTranslate translate,
                         IsoFillSentence *sentence, GError **error)
{
  Parser parser = { .text = text, .at = text, .drugs = drugs, .n_drugs = n_drugs, .translate = translate };
  gboolean done = TRUE;

  memset (sentence, 0, sizeof *sentence);
  begin_draft (&parser);
  if (n_drugs == 0)
    return refuse (&parser, text, ISO_ERROR_NO_DATA, error, N_("There is no compound yet. Add one first."), NULL);
  while (done)
    {
      parser.at += strspn (parser.at, " \t\n,;.:()");
      if (strncmp (parser.at, "\302\240", 2) == 0)
        parser.at += 2;
      else if (*parser.at == '\0')
        break;
      else
        done = take_part (&parser, error);
    }
  done = done && finish (&parser, MIN (chosen, n_drugs - 1), sentence, error);
  for (guint i = 0; i < parser.n_drafts; i++)
    g_clear_pointer (&parser.drafts[i].list, g_array_unref);
  if (!done)
    iso_fill_sentence_clear (sentence);
  return done;
}

static gboolean
resolve_series (const IsoFillSeries *series, IsoFillAxis *axis, GError **error)
{
  axis->n_steps = series->n;
  axis->n_drugs = series->n_drugs;
  for (guint i = 0; i < series->n_drugs; i++)
    {
      IsoDoseSeries doses = { series->kind, series->n, series->from[i], series->change };

      axis->drugs[i] = series->drugs[i];
      axis->doses[i] = g_new (double, series->n);
      if (i > 0 && series->kind == ISO_SERIES_LINEAR)
        doses.change *= series->from[i] / series->from[0];   /* the ratio stays */
      if (series->list != NULL)
        memcpy (axis->doses[i], series->list->data, series->n * sizeof (double));
      else if (!iso_dose_series_fill (&doses, axis->doses[i], error))
        return FALSE;
      for (guint j = 0; j < series->n; j++)
        axis->doses[i][j] = iso_unit_to_inside (series->units[i], axis->doses[i][j]);
    }
  return TRUE;
}

gboolean
iso_fill_sentence_resolve (const IsoFillSentence *sentence, IsoFill *fill, GError **error)
{
  memset (fill, 0, sizeof *fill);
  fill->n_axes = sentence->n_series;
  fill->with_zero = sentence->with_zero;
  fill->direction = sentence->direction;
  fill->second = sentence->second;
  fill->order = sentence->order;
  fill->replicates = sentence->replicates;
  for (guint i = 0; i < sentence->n_series; i++)
    {
      if (resolve_series (&sentence->series[i], &fill->axes[i], error))
        continue;
      iso_fill_clear (fill);
      return FALSE;
    }
  return TRUE;
}
