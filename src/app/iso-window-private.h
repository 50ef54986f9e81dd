/* iso-window-private.h - what the files of the window share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-figure-page.h"
#include "iso-inspector.h"
#include "iso-question-page.h"
#include "iso-sidebar.h"
#include "iso-start-page.h"
#include "iso-status-line.h"
#include "iso-window.h"

G_BEGIN_DECLS

struct _IsoWindow
{
  AdwApplicationWindow parent_instance;

  IsoSession      *session;    /* (owned) */
  IsoView         *view;       /* (owned) */
  GSettings       *settings;   /* (owned) */
  GtkStringList   *recent;     /* (owned) URIs */
  GMenu           *recent_menu;   /* (owned) */

  AdwToastOverlay *toasts;
  AdwWindowTitle  *title;
  GtkButton       *back;
  GtkToggleButton *inspector_button;
  AdwSplitButton  *open;
  GtkRevealer     *banner;
  GtkLabel        *banner_text;
  GtkStack        *stack;
  IsoStartPage    *start;
  IsoQuestionPage *question;
  AdwStatusPage   *problem;
  AdwStatusPage   *loading;
  GtkProgressBar  *loading_progress;
  AdwLeaflet      *leaflet;
  AdwFlap         *flap;
  IsoSidebar      *sidebar;
  IsoFigurePage   *page;
  IsoInspector    *inspector;
  IsoStatusLine   *status;

  gboolean         example;    /* what is being opened is the example */
  guint            patience;   /* source: a short opening shows no progress */
  guint            folding;    /* source: the sidebar came or went */
};

/* iso-window-files.c: opening, recent files, dropping */
void iso_window_install_file_actions (GtkWidgetClass *widget_class);
void iso_window_init_files           (IsoWindow *self);
void iso_window_remember_files       (IsoWindow *self);

/* Where a file dialog begins; NULL for no idea. */
GFile *iso_window_dup_last_folder    (IsoWindow *self);
void   iso_window_set_last_folder    (IsoWindow *self, GFile *file);

/* iso-window-figure.c: pages, copying, export */
void iso_window_install_figure_actions (GtkWidgetClass *widget_class);
void iso_window_update_figure_actions  (IsoWindow *self);

G_END_DECLS
