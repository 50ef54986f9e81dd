/* iso-plate-look.h - how a planned well looks: what its colours and its shape say, on screen and on paper
 *
 * A look is a plain value that is worked out from what is planned in a well; it is drawn by one function, whatever the surface.
 * Colour alone never says anything: vehicle is a ring, untreated a ring with a dot, blank an outline, a positive control a cross, a
 * compound blank a small disc in an outline, time zero a triangle, nothing planned a point, an excluded well is struck through.
 *
 * A drug has the colour of its place in the experiment; the strength of the colour is the dose, on a logarithmic scale between the
 * lowest and the highest dose of this drug on the plate.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-figure-style.h"
#include "plate/iso-layout.h"

#include <cairo.h>

G_BEGIN_DECLS

typedef enum
{
  ISO_LAYER_DOSES,       /* all drugs */
  ISO_LAYER_DOSE,        /* one drug */
  ISO_LAYER_ROLE,
  ISO_LAYER_SAMPLE,
  ISO_LAYER_REPLICATE,
  ISO_LAYER_DEVIATION,   /* achieved against requested dose: white is the same, full colour 10 % and more */
} IsoPlateLayer;
#define ISO_N_LAYERS (ISO_LAYER_DEVIATION + 1)

const char *iso_plate_layer_word (IsoPlateLayer layer);   /* stable: "doses" */
const char *iso_plate_layer_name (IsoPlateLayer layer);   /* to be translated */

/* The doses of each drug on a plate, from low to high: what strengths and codes are relative to. */
typedef struct
{
  guint    n_drugs;
  GArray **levels;        /* of double, for each drug */
  guint    n_samples;     /* used: the highest index and one */
  guint    n_replicates;  /* the highest */
} IsoPlateKey;

IsoPlateKey *iso_plate_key_new  (const IsoLayout *layout, guint n_drugs);
void         iso_plate_key_free (IsoPlateKey *key);

/* The place of a dose among those of its drug, from 1; 0 if it is none of them. Doses closer than a millionth are one. */
guint        iso_plate_key_level (const IsoPlateKey *key, guint drug, double dose);

#define ISO_WELL_CODE_SIZE 24

/* Two looks that are the same have the same bytes. */
typedef struct
{
  IsoRole   role;
  gboolean  struck;
  gboolean  open;             /* treated, and no dose is known */
  guint     n_parts;          /* colours that share the well */
  IsoColour parts[ISO_MAX_DRUGS];
  IsoColour ink;              /* of its signs */
  char      code[ISO_WELL_CODE_SIZE];   /* "A3 B2", "V": drugs by letter, doses from low to high by number; "" for none */
} IsoPlateLook;

/* `drug` counts for ISO_LAYER_DOSE alone. */
void iso_plate_look_init (IsoPlateLook *look, const IsoPlateKey *key, const IsoLayoutWell *well, gboolean excluded, IsoPlateLayer layer,
                          guint drug, gboolean with_code, const IsoFigureStyle *style);

/* Draws it into a square. */
void iso_plate_look_draw (const IsoPlateLook *look, cairo_t *cr, const IsoFigureStyle *style, double x, double y, double side,
                          gboolean round);

/* The colour of a drug at the highest dose. */
IsoColour iso_plate_drug_colour (const IsoFigureStyle *style, guint drug);

/* "A" to "Z", then "AA", ... */
const char *iso_plate_drug_letter (guint drug, char letter[ISO_WELL_CODE_SIZE]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoPlateKey, iso_plate_key_free)

G_END_DECLS
