/* make-example.c - writes the example experiment: ixazomib + lenalidomide on MM.1S, MTT after 72 h
 *
 *   make-example FOLDER PROJECT
 *
 * The exports of a reader and their layout into the folder, and all of it once more as the text of one project.
 *
 * Three independent experiments, a plate each: single agents and a 1:40 ray, three replicates, laid out by the solver in the inner
 * wells. The numbers are simulated: a seeded stream of chance around curves written down here. Lenalidomide alone levels off at 55 % effect,
 * and makes ixazomib more potent. What this program writes is what stands in the tree; a test compares them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-random.h"
#include "curve/iso-curve-model.h"
#include "dosing/iso-placing.h"
#include "reader/iso-reader.h"
#include "reader/iso-table-layout.h"
#include "writer/iso-content-json.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define SEED 20260312
#define RUNS 3
#define REPLICATES 3
#define LEVELS 5
#define WELLS 60   /* all but the edge */

/* Optical densities at 570 nm. */
#define VEHICLE_SIGNAL 1.05
#define BLANK_SIGNAL 0.062
#define KILLED_SIGNAL 0.085
#define MEDIUM_SIGNAL 0.048
#define WELL_CV 0.035
#define READER_SD 0.006

/* How much lenalidomide strengthens ixazomib at the most, and the µM that give half of it. */
#define MOST_POTENTIATION 1.2
#define HALF_POTENTIATION 1.5

typedef struct
{
  const char *role;
  double      ixazomib;       /* nM */
  double      lenalidomide;   /* µM */
  guint       replicate;
} Item;

typedef struct
{
  double ixazomib[ISO_CURVE_N_PARAMETERS];
  double lenalidomide[ISO_CURVE_N_PARAMETERS];
  double vehicle;
} Truth;

typedef struct
{
  IsoLayout        *layout;
  IsoLayoutSolution solution;
} Map;

static void
list_items (Item items[WELLS])
{
  static const double fold[LEVELS] = { 0.25, 0.5, 1, 2, 4 };
  guint n = 0;

  for (guint replicate = 1; replicate <= REPLICATES; replicate++)
    {
      for (guint i = 0; i < LEVELS; i++)
        items[n++] = (Item) { "treated", 50 * fold[i], 0, replicate };
      for (guint i = 0; i < LEVELS; i++)
        items[n++] = (Item) { "treated", 0, 2 * fold[i], replicate };
      for (guint i = 0; i < LEVELS; i++)
        items[n++] = (Item) { "treated", 50 * fold[i], 2 * fold[i], replicate };
      items[n++] = (Item) { "positive control", 0, 0, replicate };
      items[n++] = (Item) { "blank", 0, 0, replicate };
    }
  for (guint replicate = 1; replicate <= 9; replicate++)
    items[n++] = (Item) { "vehicle", 0, 0, replicate };
  g_assert (n == WELLS);
}

/* Each experiment has cells of its own: potencies and growth differ by some per cent. */
static Truth
draw_truth (IsoRandom *random)
{
  Truth truth = {
    .ixazomib = { 1.8, 0.02, 1, 45 },
    .lenalidomide = { 1.2, 0.45, 1, 1.0 },
    .vehicle = VEHICLE_SIGNAL * exp (0.08 * iso_random_normal (random)),
  };

  truth.ixazomib[ISO_PARAMETER_SCALE] *= exp (0.07 * iso_random_normal (random));
  truth.lenalidomide[ISO_PARAMETER_SCALE] *= exp (0.10 * iso_random_normal (random));
  truth.lenalidomide[ISO_PARAMETER_LOWER] += 0.01 * iso_random_normal (random);
  return truth;
}

static double
draw_signal (const Truth *truth, const Item *item, IsoRandom *random)
{
  double gain = 1 + MOST_POTENTIATION * item->lenalidomide / (item->lenalidomide + HALF_POTENTIATION);
  double viability = iso_curve_value (truth->ixazomib, item->ixazomib * gain)
                     * iso_curve_value (truth->lenalidomide, item->lenalidomide);
  double signal = BLANK_SIGNAL + viability * (truth->vehicle - BLANK_SIGNAL) * exp (WELL_CV * iso_random_normal (random));

  if (strcmp (item->role, "blank") == 0)
    signal = BLANK_SIGNAL;
  else if (strcmp (item->role, "positive control") == 0)
    signal = KILLED_SIGNAL;
  return MAX (0, signal + READER_SD * iso_random_normal (random));
}

static void
write_dose (FILE *layout, const char *drug, double dose, const char *unit)
{
  if (dose > 0)
    fprintf (layout, ",%s,%g,%s", drug, dose, unit);
}

static void
write_row (FILE *layout, guint run, IsoWell well, const Item *item)
{
  char name[ISO_WELL_NAME_SIZE];
  guint drugs = (item->ixazomib > 0) + (item->lenalidomide > 0);

  fprintf (layout, "Plate %u,Experiment %u,%s,%s,%s", run, run, iso_well_name (well, name), item->role,
           strcmp (item->role, "blank") == 0 ? "" : "MM.1S");
  write_dose (layout, "Ixazomib", item->ixazomib, "nM");
  write_dose (layout, "Lenalidomide", item->lenalidomide, "µM");
  for (; drugs < 2; drugs++)
    fputs (",,,", layout);
  fprintf (layout, ",%u\n", item->replicate);
}

static void
write_export (FILE *export, guint run, double signals[8][12])
{
  fprintf (export,
           "Software Version\tsimulated\n\nExperiment File Path:\tSimulated data, made by make-example; no instrument was read\n"
           "Protocol File Path:\tMTT 570 nm\n\nPlate Number\tPlate %u\nDate\t%u/12/2026\nTime\t2:%02u:00 PM\n"
           "Reader Type:\tnone\nReader Serial Number:\tnone\nReading Type\tSimulation\n\nProcedure Details\n\n"
           "Plate Type\t96 WELL PLATE\nRead\tAbsorbance Endpoint\n\tFull Plate\n\tWavelengths:  570\n\n"
           "Results\nActual Temperature:\t37.0\n\n", run, run + 2, 10 + run);
  for (guint column = 1; column <= 12; column++)
    fprintf (export, "\t%u", column);
  fputc ('\n', export);
  for (guint row = 0; row < 8; row++)
    {
      fputc ('A' + (int) row, export);
      for (guint column = 0; column < 12; column++)
        fprintf (export, "\t%.3f", signals[row][column]);
      fputs ("\t570\n", export);
    }
}

/* An item as the solver sees it. */
static IsoLayoutWell
make_content (const Item *item)
{
  IsoLayoutWell content = { .sample = strcmp (item->role, "blank") == 0 ? -1 : 0, .replicate = item->replicate };

  if (!iso_role_parse (item->role, &content.role))
    g_error ("%s is no role", item->role);
  if (item->ixazomib > 0)
    content.doses[content.n_doses++] = (IsoDose) { 0, item->ixazomib, item->ixazomib, item->ixazomib };
  if (item->lenalidomide > 0)
    content.doses[content.n_doses++] = (IsoDose) { 1, item->lenalidomide, item->lenalidomide, item->lenalidomide };
  return content;
}

/* Places the items on each plate, unlike on those before it. */
static void
place_all (const Item items[WELLS], Map maps[RUNS])
{
  g_autoptr (GArray) contents = g_array_new (FALSE, FALSE, sizeof (IsoLayoutWell));
  g_autoptr (GPtrArray) before = g_ptr_array_new ();

  for (guint i = 0; i < WELLS; i++)
    {
      IsoLayoutWell content = make_content (&items[i]);

      g_array_append_val (contents, content);
    }
  for (guint run = 0; run < RUNS; run++)
    {
      IsoLayoutSettings settings = { .mode = ISO_LAYOUT_RANDOM, .ring = 1, .seed = SEED, .stream = run + 1 };

      maps[run].layout = iso_layout_new ("", "", iso_plate_format_find (96));
      if (!iso_layout_solve (maps[run].layout, contents, &settings, before, &maps[run].solution, NULL))
        g_error ("the items have no place");
      g_ptr_array_add (before, maps[run].layout);
    }
}

/* The item whose content this is. */
static guint
find_item (const Item items[WELLS], const IsoLayoutWell *well)
{
  guint i = 0;

  for (; i < WELLS; i++)
    {
      IsoLayoutWell content = make_content (&items[i]);

      if (content.replicate == well->replicate && iso_layout_well_same (&content, well))
        break;
    }
  g_assert (i < WELLS);
  return i;
}

/* Chance comes to the items in an order of its own, so that it has nothing to do with their places. */
static void
draw_signals (guint run, const Item items[WELLS], double medium[8][12], double signals[WELLS])
{
  guint order[WELLS], at[WELLS];
  IsoRandom random;
  Truth truth;

  iso_random_init (&random, SEED, run);
  truth = draw_truth (&random);
  for (guint i = 0; i < WELLS; i++)
    order[i] = i;
  iso_random_shuffle (&random, order, WELLS);
  for (guint row = 0; row < 8; row++)
    for (guint column = 0; column < 12; column++)
      medium[row][column] = MEDIUM_SIGNAL + READER_SD * iso_random_normal (&random);
  for (guint i = 0; i < WELLS; i++)
    at[order[i]] = i;
  for (guint i = 0; i < WELLS; i++)
    signals[at[i]] = draw_signal (&truth, &items[at[i]], &random);
}

static void
make_run (guint run, const Item items[WELLS], const IsoLayout *map, FILE *layout, FILE *export)
{
  double plate[8][12], signals[WELLS];

  draw_signals (run, items, plate, signals);
  for (guint i = 0; i < map->format->wells; i++)
    {
      IsoWell well = iso_plate_format_well (map->format, i);
      guint item;

      if (map->wells[i].role == ISO_ROLE_EMPTY)
        continue;
      item = find_item (items, &map->wells[i]);
      plate[well.row][well.column] = signals[item];
      write_row (layout, run, well, &items[item]);
    }
  write_export (export, run, plate);
}

static FILE *
open_in (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  FILE *file = fopen (path, "wb");

  if (file == NULL)
    {
      perror (path);
      exit (2);
    }
  return file;
}

static IsoSource *
load (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  IsoSource *source = iso_source_load (path, NULL);

  g_assert (source != NULL);
  return source;
}

static IsoContentEntity
make_entity (const char *kind, const char *name, guint position, const char *unit)
{
  return (IsoContentEntity) {
    .id = iso_content_make_id (kind, name, position), .position = position, .name = g_strdup (name), .unit = g_strdup (unit),
  };
}

/* What stands on a plate. */
static void
add_plate (IsoContent *content, const IsoLayout *layout, guint run, const char *read)
{
  IsoContentPlate *plate = iso_content_add_plate (content);
  IsoContentLink link = { g_strdup ("signal"), g_strdup (read) };
  IsoContentEntity made = make_entity ("run", layout->experiment, run, NULL);

  g_array_append_val (content->runs, made);
  plate->id = iso_content_make_id ("plate", layout->plate, run);
  plate->position = run;
  plate->name = g_strdup (layout->plate);
  plate->run = run;
  plate->format = layout->format->wells;
  g_array_append_val (plate->links, link);
  for (guint i = 0; i < layout->format->wells; i++)
    {
      const IsoLayoutWell *planned = &layout->wells[i];
      IsoWell place = iso_plate_format_well (layout->format, i);
      IsoContentWell well = {
        .row = place.row, .column = place.column, .role = planned->role, .sample = planned->sample,
        .replicate = planned->replicate, .n_doses = planned->n_doses,
      };

      memcpy (well.doses, planned->doses, sizeof well.doses);
      if (well.role != ISO_ROLE_EMPTY)
        g_array_append_val (plate->wells, well);
    }
}

/* The export of a plate, and what is read in it; returns the id of the read. */
static const char *
add_export (IsoContent *content, const IsoSource *source)
{
  g_autoptr (IsoReadout) readout = iso_reader_load (source, NULL, NULL);
  IsoContentSource *file = iso_content_add_source (content);
  IsoContentRead *read = iso_content_add_read (file);
  const IsoReadPlate *plate = g_ptr_array_index (readout->plates, 0);
  const IsoRead *found = g_ptr_array_index (plate->reads, 0);

  file->sha256 = g_strdup (readout->sha256);
  file->name = g_path_get_basename (readout->file);
  file->bytes = g_bytes_ref (iso_source_bytes (source));
  read->id = iso_content_make_read_id (readout->sha256, readout->reader, readout->reader_version, 0, 0);
  read->reader = g_strdup (readout->reader);
  read->version = readout->reader_version;
  read->plate_name = g_strdup (plate->name);
  read->barcode = g_strdup (plate->barcode);
  read->wells = plate->format->wells;
  read->label = g_strdup (found->label);
  read->calculated = found->calculated;
  for (guint i = 0; i < found->readings->len; i++)
    {
      const IsoReading *reading = &g_array_index (found->readings, IsoReading, i);
      IsoContentReading kept = { reading->well.row, reading->well.column, reading->value, reading->flag, g_strdup (reading->token),
                                 reading->line };

      g_array_append_val (read->readings, kept);
    }
  return read->id;
}

static int
compare_sources (gconstpointer a, gconstpointer b)
{
  return strcmp (((const IsoContentSource *) a)->sha256, ((const IsoContentSource *) b)->sha256);
}

/* A drug, and the bottle its doses come from: 10 mM in DMSO. */
static void
add_drug (IsoContent *content, const IsoDrug *drug, guint position)
{
  IsoContentEntity *made = iso_content_add_drug (content);
  IsoContentStock *stock = iso_content_add_stock (content);

  made->id = iso_content_make_id ("drug", drug->name, position);
  made->position = position;
  made->name = g_strdup (drug->name);
  made->unit = g_strdup (drug->unit->symbol);
  stock->id = iso_content_make_id ("stock", drug->name, position);
  stock->position = position;
  stock->drug = position;
  stock->used = TRUE;
  stock->bottle.concentration = 0.01;
}

/* The cells, and what is added to them at the end. */
static void
add_supplies (IsoContent *content)
{
  IsoCells *cells = &iso_content_add_cells (content)->cells;

  cells->per_well = 20000;
  cells->count = 1.1e6;
  cells->viability = 0.96;
  iso_content_add_setting (content->preparation, "reagents", "MTT=20 µL@5 mg/mL; DMSO=150 µL, removes");
}

/* How the plates were laid out. */
static void
add_maps (IsoContent *content, const Map maps[RUNS])
{
  g_autoptr (GArray) records = iso_map_records_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < RUNS; i++)
    {
      const IsoMapRecord record = {
        .plate = g_array_index (content->plates, IsoContentPlate, i).id, .mode = ISO_LAYOUT_RANDOM, .ring = 1,
        .version = ISO_LAYOUT_SOLVER_VERSION, .seed = SEED, .stream = i + 1, .score = maps[i].solution.score,
      };

      iso_map_records_put (records, &record);
    }
  text = iso_map_records_format (records);
  iso_content_add_setting (content->preparation, "maps", text);
}

/* The files in the folder as one project. */
static char *
make_project (const char *folder, const Map maps[RUNS])
{
  g_autoptr (IsoContent) content = iso_content_new ();
  g_autoptr (IsoSource) table = load (folder, "layout.csv");
  g_autoptr (IsoExperiment) experiment = iso_experiment_new ();
  g_autoptr (GPtrArray) layouts = iso_table_layout_read (table, &(IsoTableOptions) { 0 }, experiment, NULL);

  g_assert (layouts != NULL && layouts->len == RUNS);
  content->id = iso_content_make_id ("experiment", experiment->title, 0);
  content->title = g_strdup (experiment->title);
  content->note = g_strdup (experiment->note);
  content->response = g_strdup (iso_response_word (ISO_RESPONSE_SIGNAL));
  content->scale = g_strdup ("");
  for (guint i = 0; i < experiment->drugs->len; i++)
    add_drug (content, iso_experiment_drug (experiment, i), i);
  for (guint i = 0; i < experiment->samples->len; i++)
    {
      IsoContentEntity made = make_entity ("sample", iso_experiment_sample (experiment, (int) i), i, NULL);

      g_array_append_val (content->samples, made);
    }
  for (guint i = 0; i < RUNS; i++)
    {
      g_autofree char *name = g_strdup_printf ("plate-%u.txt", i + 1);
      g_autoptr (IsoSource) export = load (folder, name);

      add_plate (content, g_ptr_array_index (layouts, i), i, add_export (content, export));
    }
  add_maps (content, maps);
  add_supplies (content);
  g_array_sort (content->sources, compare_sources);
  return iso_content_write_json (content, folder, NULL);
}

int
main (int argc, char **argv)
{
  g_autofree char *project = NULL;
  Item items[WELLS];
  Map maps[RUNS];
  FILE *layout;

  if (argc != 3)
    {
      fputs ("usage: make-example FOLDER PROJECT\n", stderr);
      return 2;
    }
  layout = open_in (argv[1], "layout.csv");
  fputs ("# title: Ixazomib + lenalidomide, MM.1S, MTT 72 h\n# note: Simulated data\n"
         "plate,experiment,well,role,sample,drug1,dose1,unit1,drug2,dose2,unit2,replicate\n", layout);
  list_items (items);
  place_all (items, maps);
  for (guint run = 1; run <= RUNS; run++)
    {
      g_autofree char *name = g_strdup_printf ("plate-%u.txt", run);
      FILE *export = open_in (argv[1], name);

      make_run (run, items, maps[run - 1].layout, layout, export);
      fclose (export);
    }
  if (fclose (layout) != 0)
    return 2;
  project = make_project (argv[1], maps);
  for (guint i = 0; i < RUNS; i++)
    iso_layout_free (maps[i].layout);
  return project != NULL && g_file_set_contents (argv[2], project, -1, NULL) ? 0 : 2;
}
