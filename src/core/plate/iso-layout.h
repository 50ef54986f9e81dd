/* iso-layout.h - what was put where: the roles, samples and doses of one plate
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "plate/iso-plate-format.h"

G_BEGIN_DECLS

#define ISO_MAX_DRUGS 3   /* in one well */

typedef enum
{
  ISO_ROLE_EMPTY,             /* nothing planned here */
  ISO_ROLE_TREATED,           /* cells with one drug or more */
  ISO_ROLE_VEHICLE,           /* cells with the drugs' solvent: 100 % viability */
  ISO_ROLE_UNTREATED,         /* cells with medium alone */
  ISO_ROLE_BLANK,             /* no cells: 0 % viability */
  ISO_ROLE_COMPOUND_BLANK,    /* drug without cells, for drugs that colour or quench */
  ISO_ROLE_POSITIVE_CONTROL,  /* cells that a known poison kills */
  ISO_ROLE_TIME_ZERO,         /* cells read when the drugs were added */
} IsoRole;
#define ISO_N_ROLES (ISO_ROLE_TIME_ZERO + 1)

const char *iso_role_word (IsoRole role);                    /* "compound blank": stable, for files */
const char *iso_role_name (IsoRole role);                    /* "Compound blank": to be translated */
gboolean    iso_role_parse (const char *text, IsoRole *role);  /* also "control", "dmso", "medium", ...; case and - _ blanks do not count */

/* Three concentrations of one drug, never collapsed; mol/L or g/L as the drug's unit says. Unknown ones are NaN. */
typedef struct
{
  guint  drug;        /* index into the experiment's drugs */
  double requested;   /* what the design asks for */
  double planned;     /* after intermediate tubes */
  double achieved;    /* after rounding to what the pipette can do; what fits use */
} IsoDose;

typedef struct
{
  IsoRole role;
  int     sample;       /* index into the experiment's samples; -1 for none */
  guint   n_doses;
  IsoDose doses[ISO_MAX_DRUGS];
  guint   replicate;    /* from 1; 0 if not told apart */
} IsoLayoutWell;

typedef struct
{
  char                 *plate;        /* name a person gave it */
  char                 *experiment;   /* independent experiment it belongs to */
  const IsoPlateFormat *format;
  IsoLayoutWell        *wells;        /* format->wells of them, row-major */
} IsoLayout;

IsoLayout     *iso_layout_new  (const char *plate, const char *experiment, const IsoPlateFormat *format);
IsoLayout     *iso_layout_copy (const IsoLayout *layout);
void           iso_layout_free (IsoLayout *layout);
IsoLayoutWell *iso_layout_well (IsoLayout *layout, IsoWell well);   /* NULL outside the plate */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoLayout, iso_layout_free)

G_END_DECLS
