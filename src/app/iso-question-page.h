/* iso-question-page.h - what a table leaves open, as a choice with its consequences
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_QUESTION_PAGE (iso_question_page_get_type ())
G_DECLARE_FINAL_TYPE (IsoQuestionPage, iso_question_page, ISO, QUESTION_PAGE, AdwBin)

/* Shows the session's question, and gives it the answer. */
void iso_question_page_set_session (IsoQuestionPage *self, IsoSession *session);

G_END_DECLS
