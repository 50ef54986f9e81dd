/* iso-question-page.h - what a table leaves open, as a choice with its consequences
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-question.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_QUESTION_PAGE (iso_question_page_get_type ())
G_DECLARE_FINAL_TYPE (IsoQuestionPage, iso_question_page, ISO, QUESTION_PAGE, AdwBin)

/* Copied; NULL for none. Signal "answered" (guint): which of its choices the person took. It is about files
 * that are opened, or that go into a project that is open already. */
void iso_question_page_set_question (IsoQuestionPage *self, const IsoQuestion *question, gboolean into_project);

G_END_DECLS
