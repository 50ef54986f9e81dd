/* iso-fcs.h - the container of a flow cytometry file: what it says about itself, and where its events are
 *
 * ISAC's Data File Standard for Flow Cytometry, FCS 2.0 to 3.2, and what cytometers make of it. A file is a header, a text of
 * keywords, and events: one record a cell, one number a channel. Nothing in it is trusted: each place is checked against the file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "reader/iso-source.h"

G_BEGIN_DECLS

#define ISO_FCS_MAX_CHANNELS 4096
#define ISO_FCS_MAX_SETS 16

typedef enum
{
  ISO_FCS_INTEGERS,   /* without sign */
  ISO_FCS_FLOATS,
  ISO_FCS_DOUBLES,
} IsoFcsNumbers;

typedef struct
{
  char    *name;    /* $PnN: "FL1-H"; "" if the file does not say it. Not always another one for each channel */
  char    *stain;   /* $PnS: "Annexin V-FITC", or "" */
  guint    bits;    /* $PnB: 8, 16, ..., 64 */
  double   range;   /* $PnR: values lie below; 0 if the file does not say it */
} IsoFcsChannel;

/* What was measured in one go; most files have one. */
typedef struct
{
  char          *version;      /* "3.1" */
  char          *cytometer;    /* $CYT, or "" */
  GHashTable    *keywords;     /* name in capitals -> value; see iso_fcs_text_parse () */
  GArray        *channels;     /* of IsoFcsChannel; at least one */
  IsoFcsNumbers  numbers;
  gboolean       big_endian;
  guint64        begin;        /* of its events in the file, in bytes; 0 without events */
  guint          size;         /* of one event, in bytes */
  guint64        n_events;     /* that are whole in the file */
} IsoFcsSet;

typedef struct
{
  GBytes    *bytes;
  GPtrArray *sets;       /* of IsoFcsSet, as they stand in the file; at least one */
  GPtrArray *messages;   /* of IsoMessage: what is odd about it */
} IsoFcs;

/* Whether it is a flow cytometry file is in iso_signature_find (). Errors, with the file as their place: CORRUPT (cut off; places
 * outside of the file; no events where they should be), SYNTAX (keywords missing or without sense), UNSUPPORTED (histograms, numbers
 * written as text, odd sizes), TOO_LARGE. Data sets behind the first that cannot be read are left out, with a message. */
IsoFcs *iso_fcs_open (const IsoSource *source, GError **error);
void    iso_fcs_free (IsoFcs *fcs);

/* The one that a person means: of the newest version, which is how some cytometers write the same events a second time. */
const IsoFcsSet *iso_fcs_main_set (const IsoFcs *fcs);

/* The numbers as they stand in the file, not scaled: `values` holds as many events as asked for, channel by channel each, from the
 * event `first` on; they must be there. Integers lose the bits above their range. */
void iso_fcs_read_events (const IsoFcs *fcs, const IsoFcsSet *set, guint64 first, guint64 n, double *values);

/* "Annexin V-FITC (FL1-H), PI (FL3-H), …": at most `n` channels; to be freed. */
char *iso_fcs_set_list_channels (const IsoFcsSet *set, guint n);

/* Refuses a flow cytometry file where readings of plates are expected: always FALSE, and the error tells what it is. */
gboolean iso_fcs_refuse (const IsoSource *source, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoFcs, iso_fcs_free)

G_END_DECLS
