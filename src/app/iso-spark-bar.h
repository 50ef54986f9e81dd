/* iso-spark-bar.h - everything a matrix can show, small and beside each other: pressing one shows it large
 *
 * # Accessibility
 * Toggle buttons, one of them pressed; each says what it shows and the mean score with its interval.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_SPARK_BAR (iso_spark_bar_get_type ())
G_DECLARE_FINAL_TYPE (IsoSparkBar, iso_spark_bar, ISO, SPARK_BAR, AdwBin)

void iso_spark_bar_set_view (IsoSparkBar *self, IsoView *view);   /* once */

/* The combination, its numbers, or what is shown large changed. */
void iso_spark_bar_update   (IsoSparkBar *self);

G_END_DECLS
