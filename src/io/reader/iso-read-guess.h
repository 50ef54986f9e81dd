/* iso-read-guess.h - what a file seems to be, and why, for a person to confirm or correct
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "reader/iso-reader.h"

G_BEGIN_DECLS

typedef struct
{
  const IsoReader *reader;      /* (nullable) the surest; NULL if none knows the file, or two are equally sure */
  guint            score;       /* how sure it is; ISO_READER_NO if `reader` is NULL */
  GPtrArray       *others;      /* of const IsoReader: who else could read it, surest first */
  char             delimiter;   /* '\0' if the file is no text */
  IsoNumbers       numbers;
  GPtrArray       *reasons;     /* of IsoMessage: what was seen, and what was concluded from it; in the order of reading */
} IsoReadGuess;

/* What the file looks like under these choices (nullable). Errors: as iso_text_new (). */
IsoReadGuess *iso_read_guess_new  (const IsoSource *source, const IsoReadChoices *choices, GError **error);
void          iso_read_guess_free (IsoReadGuess *guess);

/* What was taken from the file, after reading: how many plates of which size, which read comes first, what is marked. Of IsoMessage; the
 * caller owns the list. */
GPtrArray    *iso_readout_explain (const IsoReadout *readout);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoReadGuess, iso_read_guess_free)

G_END_DECLS
