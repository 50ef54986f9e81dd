/* iso-window-private.h - what the files of the window share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-figure-host.h"
#include "iso-figure-page.h"
#include "iso-import-plan.h"
#include "iso-inspector.h"
#include "iso-question-page.h"
#include "iso-reason-popover.h"
#include "iso-sidebar.h"
#include "iso-start-page.h"
#include "iso-status-line.h"
#include "iso-well-inspector.h"
#include "iso-window.h"

G_BEGIN_DECLS

struct _IsoWindow
{
  AdwApplicationWindow parent_instance;

  IsoProject      *project;    /* (owned) the same for as long as the window is there, open or not */
  IsoAnalyser     *analyser;   /* (owned) */
  IsoView         *view;       /* (owned) */
  GSettings       *settings;   /* (owned) */
  GtkStringList   *recent;     /* (owned) URIs */
  GMenu           *recent_menu;   /* (owned) */

  AdwToastOverlay *toasts;
  AdwHeaderBar    *header;
  AdwWindowTitle  *title;
  GtkButton       *back;
  GtkToggleButton *inspector_button;
  GtkMenuButton   *new_button;
  AdwSplitButton  *open;
  GtkButton       *undo;
  GtkButton       *redo;
  GtkRevealer     *banner;
  GtkLabel        *banner_text;
  GtkWidget       *banner_apart;
  GtkRevealer     *state_banner;
  GtkLabel        *state_text;
  GtkButton       *state_first;
  GtkButton       *state_second;
  GtkButton       *state_third;
  GtkStack        *stack;
  IsoStartPage    *start;
  IsoQuestionPage *question_page;
  AdwStatusPage   *problem;
  AdwLeaflet      *leaflet;
  AdwFlap         *flap;
  IsoSidebar      *sidebar;
  GtkStack        *pages;
  IsoFigurePage   *figure_page;
  AdwStatusPage   *waiting;
  GtkStack        *inspectors;
  IsoInspector    *inspector;
  IsoWellInspector *well_inspector;
  IsoStatusLine   *status;
  IsoReasonPopover *reason_popover;   /* (nullable) on the figure that it was asked at last */

  /* The way to an open project. */
  GCancellable    *cancellable;   /* (owned) (nullable) while there is something to wait for */
  GError          *error;         /* (owned) (nullable) of the last opening, importing or saving */
  char            *failure;   /* (owned) (nullable) why nothing can be changed any more */
  GPtrArray       *apart;         /* (owned) (nullable) of GFile: what cannot go into this project, and may become one of its own */
  guint            read_before;   /* values that the project had when an import began */
  IsoQuestion     *question;      /* (owned) (nullable) */
  GPtrArray       *files;         /* (owned) (nullable) of GFile: being imported */
  IsoImportPlan   *plan;          /* (owned) (nullable) while the files are looked at, and nothing is shown of it yet */
  gboolean         fresh;         /* the project was made for what is being imported, and goes with it */

  AdwToast        *toast;         /* (nullable) of the last edit */
  gint64           toast_at;      /* µs: when it was shown */
  char            *toast_text;    /* (owned) (nullable) what is to be said next */
  gboolean         toast_undo;
  guint            toast_timer;   /* until that is said, or the toast goes */
  char            *step;          /* (owned) (nullable) what is said when the undo or redo is done that a worker is at */
  gboolean         closing;       /* nothing more is asked */
  gboolean         state_dismissed;
  guint            patience;      /* source: a short opening shows no progress */
  guint            folding;       /* source: the sidebar came or went */
};

/* iso-window.c */
void iso_window_update            (IsoWindow *self);
void iso_window_set_error         (IsoWindow *self, const GError *error);   /* NULL: forget it */
void iso_window_show_toast        (IsoWindow *self, const char *text, gboolean undo);
void iso_window_hide_toast        (IsoWindow *self);
void iso_window_begin_wait        (IsoWindow *self);
void iso_window_end_wait          (IsoWindow *self);

/* iso-window-import.c: files into a project, through the assistant or straight. */
void iso_window_install_import_actions (GtkWidgetClass *widget_class);
void iso_window_begin_import         (IsoWindow *self, GPtrArray *files);
void iso_window_answer               (IsoWindow *self, guint choice);
void iso_window_dismiss              (IsoWindow *self);

/* iso-window-files.c: opening, recent files, dropping */
void iso_window_install_file_actions (GtkWidgetClass *widget_class);
void iso_window_init_files           (IsoWindow *self);
void iso_window_remember_file        (IsoWindow *self, GFile *file);
void iso_window_begin_work           (IsoWindow *self);   /* brings the page where the work goes on to the front */
gboolean iso_window_is_working       (IsoWindow *self);   /* there is something that "Cancel" would end */
gboolean iso_window_is_gone          (IsoWindow *self);   /* nobody waits for an answer any more */

/* Where a file dialog begins; NULL for no idea. */
GFile *iso_window_dup_last_folder    (IsoWindow *self);
void   iso_window_set_last_folder    (IsoWindow *self, GFile *file);

/* iso-window-save.c: saving, what others did to the file */
void iso_window_install_save_actions (GtkWidgetClass *widget_class);
void iso_window_update_save_actions  (IsoWindow *self);
void iso_window_update_state_banner  (IsoWindow *self);

/* iso-window-edit.c: undo, redo, and saying what was done */
void iso_window_install_edit_actions (GtkWidgetClass *widget_class);
void iso_window_init_edit            (IsoWindow *self);
void iso_window_update_edit_actions  (IsoWindow *self);

/* iso-window-exclude.c: leaving wells out of the results */
void iso_window_install_exclude_actions (GtkWidgetClass *widget_class);
void iso_window_init_exclude            (IsoWindow *self);
void iso_window_update_exclude_actions  (IsoWindow *self);

/* iso-window-go.c: from one page to another, and to wells */
void iso_window_install_go_actions   (GtkWidgetClass *widget_class);

/* iso-window-results.c: the tables of the analysis to a file */
void iso_window_install_results_actions (GtkWidgetClass *widget_class);
void iso_window_update_results_actions  (IsoWindow *self);

/* iso-window-figure.c: pages, copying, export */
void iso_window_install_figure_actions (GtkWidgetClass *widget_class);
void iso_window_update_figure_actions  (IsoWindow *self);

/* The figure that is copied, exported, and asked about; NULL if the page shows none. */
IsoFigurePane *iso_window_get_pane     (IsoWindow *self);

/* Brings the page that the view names to the front. */
void iso_window_show_page              (IsoWindow *self);

G_END_DECLS
