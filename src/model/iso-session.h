/* iso-session.h - what one window has open: an experiment with its analysis, or the way there
 *
 * Files are read and analysed in a worker thread; everything else, and every signal, belongs to the main thread. What was
 * open stays until the next one is ready, so that a cancelled or failed opening loses nothing.
 *
 * Properties, all read-only: "analysis" (pointer; notify is the moment to drop what was made of the old one), "busy",
 * "progress" (0 to 1), "error" and "question" (pointers to what iso_session_get_error () and _question () return).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-load.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define ISO_TYPE_SESSION (iso_session_get_type ())
G_DECLARE_FINAL_TYPE (IsoSession, iso_session, ISO, SESSION, GObject)

IsoSession *iso_session_new (void);

/* Opens the files together as one experiment; what was being opened is cancelled. */
void iso_session_open         (IsoSession *self, GFile *const *files, guint n_files);

/* Opens what was opened last once more, with the numbers taken to be what the person says. */
void iso_session_answer       (IsoSession *self, IsoResponse response, IsoScale scale);

/* Stops opening. What was open before stays. */
void iso_session_cancel       (IsoSession *self);

/* Forgets an error or a question and goes back to what was open before, if anything. */
void iso_session_dismiss      (IsoSession *self);

const IsoAnalysis *iso_session_get_analysis (IsoSession *self);   /* NULL while nothing is open */
gboolean           iso_session_get_busy     (IsoSession *self);
double             iso_session_get_progress (IsoSession *self);
const GError      *iso_session_get_error    (IsoSession *self);   /* of the last opening; NULL if it went well */
const IsoQuestion *iso_session_get_question (IsoSession *self);   /* NULL unless the files need an answer first */

/* The files that were asked for last: a list of GFile. */
GListModel        *iso_session_get_files    (IsoSession *self);

/* "" while nothing is open. */
char              *iso_session_dup_title    (IsoSession *self);
char              *iso_session_dup_subtitle (IsoSession *self);
const char        *iso_session_get_note     (IsoSession *self);

GListModel        *iso_session_get_treatments (IsoSession *self);   /* of IsoSubject: combinations, samples without any */
GListModel        *iso_session_get_plates     (IsoSession *self);   /* of IsoSubject */
GListModel        *iso_session_get_findings   (IsoSession *self);   /* of IsoFinding */

/* "57 of 60 wells used, 3 experiments": for the status line; "" while nothing is open. */
char              *iso_session_dup_summary  (IsoSession *self);

G_END_DECLS
