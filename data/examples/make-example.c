/* make-example.c - writes the example experiment: ixazomib + lenalidomide on MM.1S, MTT after 72 h
 *
 *   make-example FOLDER
 *
 * Three independent experiments, a plate each: single agents and a 1:40 ray, three replicates, in randomised inner wells. The
 * numbers are simulated: a seeded stream of chance around curves written down here. Lenalidomide alone levels off at 55 % effect,
 * and makes ixazomib more potent. What this program writes is what stands in the tree; a test compares them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-random.h"
#include "curve/iso-curve-model.h"
#include "plate/iso-plate-format.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define SEED 20260312
#define RUNS 3
#define REPLICATES 3
#define LEVELS 5
#define INNER_ROWS 6
#define INNER_COLUMNS 10
#define WELLS (INNER_ROWS * INNER_COLUMNS)

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

static guint
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
  return n;
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

static void
make_run (guint run, FILE *layout, FILE *export)
{
  Item items[WELLS];
  guint places[WELLS], n = list_items (items);
  double signals[8][12];
  const Item *at[WELLS] = { NULL };
  IsoRandom random;
  Truth truth;

  g_assert (n == WELLS);
  iso_random_init (&random, SEED, run);
  truth = draw_truth (&random);
  for (guint i = 0; i < n; i++)
    places[i] = i;
  iso_random_shuffle (&random, places, n);
  for (guint i = 0; i < n; i++)
    at[places[i]] = &items[i];

  for (guint row = 0; row < 8; row++)
    for (guint column = 0; column < 12; column++)
      signals[row][column] = MEDIUM_SIGNAL + READER_SD * iso_random_normal (&random);
  for (guint i = 0; i < n; i++)
    {
      IsoWell well = { (guint8) (1 + i / INNER_COLUMNS), (guint8) (1 + i % INNER_COLUMNS) };

      signals[well.row][well.column] = draw_signal (&truth, at[i], &random);
      write_row (layout, run, well, at[i]);
    }
  write_export (export, run, signals);
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

int
main (int argc, char **argv)
{
  FILE *layout;

  if (argc != 2)
    {
      fputs ("usage: make-example FOLDER\n", stderr);
      return 2;
    }
  layout = open_in (argv[1], "layout.csv");
  fputs ("# title: Ixazomib + lenalidomide, MM.1S, MTT 72 h\n# note: Simulated data\n"
         "plate,experiment,well,role,sample,drug1,dose1,unit1,drug2,dose2,unit2,replicate\n", layout);
  for (guint run = 1; run <= RUNS; run++)
    {
      g_autofree char *name = g_strdup_printf ("plate-%u.txt", run);
      FILE *export = open_in (argv[1], name);

      make_run (run, layout, export);
      fclose (export);
    }
  return fclose (layout) == 0 ? 0 : 2;
}
