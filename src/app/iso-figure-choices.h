/* iso-figure-choices.h - drop-downs that choose what a figure shows: an effect level, a score
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-view.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* All effect levels of the analysis, or one of them; shows which the view has chosen. */
void iso_level_choices_show (GtkDropDown *choices, IsoView *view);
void iso_level_choices_take (GtkDropDown *choices, IsoView *view);

/* The response, or its score against one of the references. */
void iso_score_choices_show (GtkDropDown *choices, IsoView *view);
void iso_score_choices_take (GtkDropDown *choices, IsoView *view);

G_END_DECLS
