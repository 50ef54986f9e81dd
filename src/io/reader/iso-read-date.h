/* iso-read-date.h - the day on which a file says that it was read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "reader/iso-text.h"

G_BEGIN_DECLS

/* Where day and month cannot be told apart ("4/11/2024"), both stand in the order of the file. */
typedef struct
{
  guint    year;      /* 0: the file does not say */
  guint    month;     /* or the first of the two */
  guint    day;
  gboolean certain;   /* which of them is the month */
} IsoReadDate;

/* Behind "Date", "Date:", "Measured on" and the like near the beginning, or below "Measurement date". The day on which a file was saved
 * is another. FALSE, and year 0, if there is none. */
gboolean iso_read_date_find  (const IsoText *text, IsoReadDate *date);

/* "4/11/2024", "29.02.2016", "2025-05-12 17:30", "12 May 2024", "May 12, 2024". */
gboolean iso_read_date_parse (const char *text, IsoReadDate *date);

/* TRUE if both are known and cannot be the same day. */
gboolean iso_read_date_differ (const IsoReadDate *one, const IsoReadDate *other);

/* "2024-11-04", or "4/11/2024" if that is uncertain. To be freed. */
char    *iso_read_date_text  (const IsoReadDate *date);

G_END_DECLS
