/* test-iso-worklist.c - every list is read back by code of its own and carried out drop by drop: the wells must hold what the map says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-test.h"
#include "plan-maker.h"
#include "writer/iso-worklist.h"

#include <stdlib.h>
#include <string.h>

/* A well on the way: volume, and drugs as concentration times volume. */
typedef struct
{
  double volume;
  double drugs[ISO_MAX_DRUGS];
} Content;

typedef struct
{
  const IsoDosingPlan     *plan;
  const IsoDosingSettings *settings;
  double                  *found;      /* of carry_out_plan (): what tubes hold */
  Content                 *wells;      /* by plate and well, seeded */
  Content                 *mothers;    /* of 96 wells each, empty */
  GHashTable              *tubes;      /* "1 D1" -> name, from the comments of a gwl */
} Bench;

static Bench
new_bench (const IsoDosingPlan *plan, const IsoDosingSettings *settings)
{
  Bench bench = { plan, settings, carry_out_plan (plan, settings), NULL, NULL, NULL };
  guint n = 0;

  for (guint i = 0; i < plan->layouts->len; i++)
    n += ((IsoLayout *) plan->layouts->pdata[i])->format->wells;
  bench.wells = g_new0 (Content, n);
  bench.mothers = g_new0 (Content, plan->mothers->len * 96);
  for (guint i = 0, k = 0; i < plan->layouts->len; i++)
    {
      const IsoLayout *layout = plan->layouts->pdata[i];

      for (guint j = 0; j < layout->format->wells; j++, k++)
        bench.wells[k].volume = layout->wells[j].role != ISO_ROLE_EMPTY ? settings->seed_volume : 0;
    }
  bench.tubes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return bench;
}

static void
clear_bench (Bench *bench)
{
  g_free (bench->found);
  g_free (bench->wells);
  g_free (bench->mothers);
  g_hash_table_unref (bench->tubes);
}

static Content *
get_well (const Bench *bench, const char *plate, const char *name)
{
  guint before = 0;
  IsoWell well;

  g_assert_true (iso_well_parse (name, &well));
  if (g_str_has_prefix (plate, "Mother "))
    return &bench->mothers[(atoi (plate + strlen ("Mother ")) - 1) * 96 + well.row * 12 + well.column];
  for (guint i = 0; i < bench->plan->layouts->len; i++)
    {
      const IsoLayout *layout = bench->plan->layouts->pdata[i];

      if (strcmp (layout->plate, plate) == 0)
        return &bench->wells[before + well.row * layout->format->columns + well.column];
      before += layout->format->wells;
    }
  g_error ("no plate %s", plate);
}

/* A bought thing as the plan has it; a made one as it came out of the tubes. */
static void
move (const Bench *bench, const char *source, Content *to, double volume)
{
  g_assert_cmpfloat (volume, >, 0);
  to->volume += volume;
  if (strcmp (source, "Medium") == 0 || strcmp (source, "Positive control") == 0)
    return;
  for (guint i = 0; i < bench->plan->vessels->len; i++)
    {
      const IsoVessel *vessel = iso_dosing_vessel (bench->plan, i);

      if (strcmp (vessel->name, source) != 0 || vessel->kind == ISO_VESSEL_WELL)
        continue;
      for (guint k = 0; k < bench->settings->n_drugs; k++)
        to->drugs[k] += volume * (vessel->kind <= ISO_VESSEL_POISON ? vessel->doses[k] : bench->found[i * 5 + k]);
      return;
    }
  g_error ("no source %s", source);
}

/* Doses within a millionth of the map, and the same volume everywhere but for drops. */
static void
check_wells (const Bench *bench)
{
  guint checked = 0;

  for (guint i = 0, k = 0; i < bench->plan->layouts->len; i++)
    {
      const IsoLayout *layout = bench->plan->layouts->pdata[i];

      for (guint j = 0; j < layout->format->wells; j++, k++)
        {
          const Content *content = &bench->wells[k];

          if (layout->wells[j].role == ISO_ROLE_EMPTY)
            {
              g_assert_cmpfloat (content->volume, ==, 0);
              continue;
            }
          iso_assert_close (content->volume, bench->plan->well_volume, 2e-3);
          for (guint d = 0; d < layout->wells[j].n_doses; d++, checked++)
            iso_assert_close (content->drugs[layout->wells[j].doses[d].drug] / content->volume, layout->wells[j].doses[d].achieved, 1e-6);
          for (guint d = layout->wells[j].n_doses; d == 0 && d < bench->settings->n_drugs; d++)
            g_assert_cmpfloat (content->drugs[d], ==, 0);
        }
    }
  g_assert_cmpuint (checked, >=, 60);
}

static double
number (const char *text)
{
  char *end;
  double value = g_ascii_strtod (text, &end);

  g_assert_true (end != text && *end == '\0');
  return value;
}

static char *
write_list (const char *id, const IsoDosingPlan *plan, const IsoDosingSettings *settings)
{
  g_autoptr (GError) error = NULL;
  char *text = iso_worklist_write (iso_worklist_find (id), plan, settings, &error);

  g_assert_no_error (error);
  return text;
}

/* ---- a machine for each ---- */

static void
run_gwl (Bench *bench, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);
  g_autofree char *held = NULL;
  double in_tip = 0;

  for (char **line = lines; *line != NULL; line++)
    {
      g_auto (GStrv) fields = g_strsplit (*line, ";", -1);

      if (**line == '\0')
        continue;
      g_assert_null (strchr (*line, '\n'));
      if (strcmp (fields[0], "C") == 0)
        {
          char *colon = strstr (fields[1], ": ");

          *colon = '\0';
          g_assert_true (g_str_has_prefix (fields[1], "Tubes"));
          g_hash_table_insert (bench->tubes, g_strdup (fields[1] + 5), g_strdup (colon + 2));
        }
      else if (strcmp (fields[0], "A") == 0)
        {
          guint position = (guint) number (fields[4]) - 1;
          g_autofree char *place = g_strdup_printf ("%s %c%u", fields[1] + 5, 'A' + position % 4, position / 4 + 1);

          g_assert_cmpuint (g_strv_length (fields), ==, 11);
          g_free (held);
          held = g_strdup (g_hash_table_lookup (bench->tubes, place));
          g_assert_nonnull (held);
          in_tip = number (fields[6]) * UL;
        }
      else if (strcmp (fields[0], "D") == 0)
        {
          guint position = (guint) number (fields[4]) - 1;
          g_autofree char *well = g_strdup_printf ("%c%u", 'A' + position % 8, position / 8 + 1);

          g_assert_cmpuint (g_strv_length (fields), ==, 11);
          iso_assert_close (number (fields[6]) * UL, in_tip, 1e-12);
          move (bench, held, get_well (bench, fields[1], well), in_tip);
        }
      else
        {
          g_assert_cmpstr (*line, ==, "W1;");
        }
    }
}

/* Rack, source, plate, well, volume in µL; the rest of the line is for the machine. */
static void
run_rows (Bench *bench, const char *text, const char *header)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_cmpstr (lines[0], ==, header);
  for (char **line = lines + 1; *line != NULL && **line != '\0'; line++)
    {
      g_auto (GStrv) cells = g_strsplit (*line, ",", -1);
      g_autofree char *place = g_strdup_printf ("%s %s", cells[0], cells[1]);
      guint to = (guint) number (cells[2]) - 1;
      const char *plate = bench->plan->mothers->len > 0 ? g_array_index (bench->plan->mothers, IsoMother, to).name
                                                        : ((IsoLayout *) bench->plan->layouts->pdata[to])->plate;

      move (bench, g_hash_table_lookup (bench->tubes, place), get_well (bench, plate, cells[3]), number (cells[4]) * UL);
    }
}

static void
run_echo (Bench *bench, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GHashTable) sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  g_assert_null (strchr (text, '"'));
  for (char **line = lines + 1; *line != NULL && **line != '\0'; line++)
    {
      g_auto (GStrv) cells = g_strsplit (*line, ",", -1);
      double volume = number (cells[4]);
      const char *there;

      g_assert_cmpuint (g_strv_length (cells), ==, 7);
      iso_assert_close (volume / 2.5, round (volume / 2.5), 1e-12);
      there = g_hash_table_lookup (sources, cells[2]);
      if (there != NULL)
        g_assert_cmpstr (there, ==, cells[3]);
      else
        g_hash_table_insert (sources, g_strdup (cells[2]), g_strdup (cells[3]));
      move (bench, cells[3], get_well (bench, cells[5], cells[6]), volume);
    }
}

/* A head of 96 tips: from every mother plate onto every plate of 96 wells. */
static void
stamp (Bench *bench)
{
  for (guint mother = 0; mother < bench->plan->mothers->len; mother++)
    {
      for (guint i = 0; i < bench->plan->layouts->len * 96; i++)
        {
          Content *from = &bench->mothers[mother * 96 + i % 96], *to = &bench->wells[i];
          double share = from->volume > 0 ? bench->settings->add_volume / from->volume : 0;

          g_assert_cmpfloat (share, <=, 1);
          to->volume += share * from->volume;
          for (guint k = 0; k < bench->settings->n_drugs; k++)
            to->drugs[k] += share * from->drugs[k];
          for (guint k = 0; k < bench->settings->n_drugs; k++)
            from->drugs[k] *= 1 - share;
          from->volume *= 1 - share;
        }
    }
  for (guint i = 0; i < bench->plan->mothers->len * 96; i++)
    g_assert_true (bench->mothers[i].volume == 0 || bench->mothers[i].volume >= bench->settings->mother_dead * (1 - 1e-9));
}

/* An hpdd on the way. */
typedef struct
{
  Bench   *bench;
  double   stocks[ISO_MAX_DRUGS];
  double   vehicle[96];
  double   assay;
  guint    fluid;
  guint    row;
  guint    column;
  char    *element;
  gboolean in_fluids;
  gboolean in_backfill;
  guint    n_backfilled;
} Dispenser;

static const char *
attribute (const char **names, const char **values, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (strcmp (names[i], name) == 0)
        return values[i];
    }
  g_error ("no attribute %s", name);
}

static void
start_cb (GMarkupParseContext *context, const char *element, const char **names, const char **values, gpointer data, GError **error)
{
  Dispenser *dispenser = data;

  g_free (dispenser->element);
  dispenser->element = g_strdup (element);
  if (strcmp (element, "Fluids") == 0)
    dispenser->in_fluids = TRUE;
  else if (strcmp (element, "Plates") == 0)
    dispenser->in_fluids = FALSE;
  else if (strcmp (element, "Backfill") == 0)
    dispenser->in_backfill = TRUE;
  else if (strcmp (element, "Fluid") == 0)
    dispenser->fluid = (guint) number (attribute (names, values, "ID"));
  else if (strcmp (element, "Well") == 0 && !dispenser->in_backfill)
    {
      dispenser->row = (guint) number (attribute (names, values, "Row"));
      dispenser->column = (guint) number (attribute (names, values, "Col"));
    }
  else if (strcmp (element, "Well") == 0)
    {
      guint well = (guint) number (attribute (names, values, "R")) * 12 + (guint) number (attribute (names, values, "C"));
      double most = 0;

      for (guint i = 0; i < 96; i++)
        most = MAX (most, dispenser->vehicle[i]);
      g_assert_cmpuint ((guint) number (attribute (names, values, "P")), ==, 0);
      dispenser->bench->wells[well].volume += most - dispenser->vehicle[well];
      dispenser->n_backfilled++;
    }
}

static void
text_cb (GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  Dispenser *dispenser = data;
  g_autofree char *value = g_strstrip (g_strndup (text, length));

  if (*value == '\0')
    return;
  if (strcmp (dispenser->element, "Concentration") == 0)
    dispenser->stocks[dispenser->fluid] = number (value) * UM;
  else if (strcmp (dispenser->element, "ConcentrationUnit") == 0)
    g_assert_cmpstr (value, ==, "µM");
  else if (strcmp (dispenser->element, "AssayVolume") == 0)
    dispenser->assay = number (value);
  else if (strcmp (dispenser->element, "Fluid") == 0 && !dispenser->in_fluids)
    {
      double drops = round (number (value) * UM * dispenser->assay / dispenser->stocks[dispenser->fluid] / 2.5) * 2.5;
      guint well = dispenser->row * 12 + dispenser->column;

      dispenser->vehicle[well] += drops;
      dispenser->bench->wells[well].volume += drops;
      dispenser->bench->wells[well].drugs[dispenser->fluid] += drops * dispenser->stocks[dispenser->fluid];
    }
}

static void
run_hpdd (Bench *bench, const char *text)
{
  static const GMarkupParser parser = { start_cb, NULL, text_cb, NULL, NULL };
  Dispenser dispenser = { .bench = bench };
  GMarkupParseContext *context = g_markup_parse_context_new (&parser, 0, &dispenser, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_markup_parse_context_parse (context, text, -1, &error));
  g_assert_true (g_markup_parse_context_end_parse (context, &error));
  g_assert_no_error (error);
  g_markup_parse_context_free (context);
  g_free (dispenser.element);
  g_assert_cmpuint (dispenser.n_backfilled, ==, 54);
}

/* ---- tests ---- */

static void
check_pipetted (const IsoDosingSettings *settings, const GPtrArray *plates)
{
  static const struct
  {
    const char *id;
    const char *header;
  } lists[] = {
    { "gwl", NULL }, { "epmotion", "Rack,Source,Rack,Destination,Volume,Tool" },
    { "opentrons-csv", "source_rack,source_well,plate,well,volume_ul" },
    { "opentrons", "source_rack,source_well,plate,well,volume_ul" },
  };
  g_autoptr (IsoDosingPlan) plan = iso_dosing_plan_new (settings, plates, NULL);
  g_autofree char *gwl = write_list ("gwl", plan, settings);

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      Bench bench = new_bench (plan, settings);
      g_autofree char *text = write_list (lists[i].id, plan, settings);
      const char *rows = lists[i].header != NULL ? strstr (text, lists[i].header) : NULL;

      run_gwl (&bench, gwl);   /* its comments say where the tubes are */
      if (rows != NULL)
        {
          char *end = strstr (rows, "'''");
          Bench other = new_bench (plan, settings);

          if (end != NULL)
            *end = '\0';
          g_hash_table_unref (other.tubes);
          other.tubes = g_hash_table_ref (bench.tubes);
          run_rows (&other, rows, lists[i].header);
          stamp (&other);
          check_wells (&other);
          clear_bench (&other);
        }
      g_assert_true (lists[i].header == NULL || rows != NULL);
      stamp (&bench);
      check_wells (&bench);
      clear_bench (&bench);
    }
}

static void
test_premixed (void)
{
  IsoDosingSettings settings = make_settings ();
  g_autoptr (GPtrArray) plates = make_ray_plates ();

  check_pipetted (&settings, plates);
}

static void
test_separate (void)
{
  IsoDosingSettings settings = make_settings ();
  g_autoptr (GPtrArray) plates = make_matrix_plates (2);

  settings.method = ISO_DOSING_SEPARATE;
  settings.add_volume = 50 * UL;
  check_pipetted (&settings, plates);
}

/* A robot fills the mother plates; stamping them gives every plate its doses. */
static void
test_mother (void)
{
  IsoDosingSettings settings = make_settings ();
  g_autoptr (GPtrArray) plates = make_matrix_plates (3);

  settings.mother = TRUE;
  check_pipetted (&settings, plates);
  settings.method = ISO_DOSING_SEPARATE;
  settings.add_volume = 50 * UL;
  check_pipetted (&settings, plates);
}

static IsoDosingSettings
make_drops (void)
{
  IsoDosingSettings settings = make_settings ();

  settings.method = ISO_DOSING_DISPENSED;
  settings.seed_volume = 200 * UL;
  settings.drugs[0].stock = 1 * MM;
  return settings;
}

static void
test_drops (void)
{
  IsoDosingSettings settings = make_drops ();
  g_autoptr (GPtrArray) plates = make_ray_plates ();
  g_autoptr (IsoDosingPlan) plan = iso_dosing_plan_new (&settings, plates, NULL);
  g_autofree char *echo = write_list ("echo", plan, &settings);
  g_autofree char *hpdd = write_list ("hpdd", plan, &settings);
  Bench one = new_bench (plan, &settings), other = new_bench (plan, &settings);

  run_echo (&one, echo);
  check_wells (&one);
  run_hpdd (&other, hpdd);
  check_wells (&other);
  clear_bench (&one);
  clear_bench (&other);
}

static void
expect_refused (const char *id, const IsoDosingSettings *settings, const GPtrArray *plates, int code)
{
  g_autoptr (IsoDosingPlan) plan = iso_dosing_plan_new (settings, plates, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = iso_worklist_write (iso_worklist_find (id), plan, settings, &error);

  g_assert_null (text);
  g_assert_error (error, ISO_ERROR, code);
}

/* What a machine cannot do is not written. */
static void
test_refused (void)
{
  IsoDosingSettings tubes = make_settings (), drops = make_drops (), bad;
  g_autoptr (GPtrArray) plates = make_ray_plates ();
  g_autoptr (GPtrArray) many = make_matrix_plates (9);
  IsoLayout *layout = plates->pdata[0];

  expect_refused ("echo", &tubes, plates, ISO_ERROR_UNSUPPORTED);
  expect_refused ("gwl", &drops, plates, ISO_ERROR_UNSUPPORTED);
  expect_refused ("epmotion", &tubes, many, ISO_ERROR_TOO_LARGE);
  expect_refused ("opentrons", &tubes, many, ISO_ERROR_TOO_LARGE);
  bad = drops;
  bad.droplet = 1;
  expect_refused ("echo", &bad, plates, ISO_ERROR_RANGE);
  bad = drops;
  bad.drugs[0].intermediate = 10 * UM;
  expect_refused ("hpdd", &bad, plates, ISO_ERROR_UNSUPPORTED);
  bad = tubes;
  bad.well_capacity = 150 * UL;
  expect_refused ("gwl", &bad, plates, ISO_ERROR_UNSUPPORTED);
  g_free (layout->plate);
  layout->plate = g_strdup ("Plate; 1");
  expect_refused ("gwl", &tubes, plates, ISO_ERROR_RANGE);
}

/* Names with what the formats use as marks. */
static void
test_names (void)
{
  IsoDosingSettings settings = make_drops ();
  g_autoptr (GPtrArray) plates = make_ray_plates ();
  IsoLayout *layout = plates->pdata[0];
  g_autoptr (IsoDosingPlan) plan = NULL;
  g_autofree char *echo = NULL;
  g_autofree char *hpdd = NULL;

  g_free (layout->plate);
  layout->plate = g_strdup ("P,1 \"a\"");
  settings.drugs[0].name = "A, B <&> \"C\"";
  plan = iso_dosing_plan_new (&settings, plates, NULL);
  echo = write_list ("echo", plan, &settings);
  hpdd = write_list ("hpdd", plan, &settings);
  g_assert_null (strchr (echo, '"'));
  g_assert_nonnull (strstr (hpdd, "A, B &lt;&amp;&gt;"));
  for (char **lines = g_strsplit (echo, "\n", -1), **line = lines; ; line++)
    {
      g_auto (GStrv) cells = NULL;

      if (*line == NULL || **line == '\0')
        {
          g_strfreev (lines);
          break;
        }
      cells = g_strsplit (*line, ",", -1);
      g_assert_cmpuint (g_strv_length (cells), ==, 7);
    }
}

static void
test_table (void)
{
  for (guint i = 0; iso_worklist_nth (i) != NULL; i++)
    {
      g_assert_true (iso_worklist_find (iso_worklist_nth (i)->id) == iso_worklist_nth (i));
      g_assert_cmpstr (iso_worklist_nth (i)->ending, !=, "");
    }
  g_assert_null (iso_worklist_find ("nothing"));
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/worklist/premixed", test_premixed);
  g_test_add_func ("/worklist/separate", test_separate);
  g_test_add_func ("/worklist/mother", test_mother);
  g_test_add_func ("/worklist/drops", test_drops);
  g_test_add_func ("/worklist/refused", test_refused);
  g_test_add_func ("/worklist/names", test_names);
  g_test_add_func ("/worklist/table", test_table);
  return g_test_run ();
}
