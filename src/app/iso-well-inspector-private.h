/* iso-well-inspector-private.h - what the files of the inspector of wells share
 *
 * iso-well-inspector.c       what a person chooses and types
 * iso-well-inspector-show.c  from the wells to the widgets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-well-inspector.h"

G_BEGIN_DECLS

/* One line of the compounds: which, and how much. The last is for a compound to be added. */
typedef struct
{
  GtkWidget   *box;
  GtkDropDown *drug;
  GtkEntry    *dose;
  char        *id;      /* (owned) (nullable) the drug that stands there now */
} IsoDoseRow;

struct _IsoWellInspector
{
  AdwBin parent_instance;

  IsoProject       *project;     /* (owned) (nullable) */
  IsoWellSelection *selection;   /* (owned) (nullable) */
  IsoDoseRow        rows[ISO_MAX_DRUGS];
  IsoProjectPlate  *plate;       /* (owned) (nullable) what the widgets speak of, until they follow another selection */
  guint            *wells;       /* (owned) */
  guint             n;
  gboolean          following;   /* widgets are being made to follow the wells */
  guint             later;       /* source that follows once a choice is through: lists must not change under it */

  GtkStack         *stack;
  GtkLabel         *heading;
  GtkLabel         *content;
  GtkDropDown      *role;
  GtkDropDown      *sample;
  GtkEntry         *replicate;
  GtkBox           *doses;
  GtkEntry         *reason;
  GtkLabel         *problem;
};

/* The widgets say what the wells have in common; there is a plate and a well. */
void iso_well_inspector_show_wells (IsoWellInspector *self);

G_END_DECLS
