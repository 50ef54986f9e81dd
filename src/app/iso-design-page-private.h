/* iso-design-page-private.h - what the files of the Design page share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-design-page.h"
#include "iso-layout-panel.h"
#include "iso-plate-grid.h"

#include "dosing/iso-fill-sentence.h"

G_BEGIN_DECLS

struct _IsoDesignPage
{
  AdwBin parent_instance;

  IsoProject       *project;       /* (owned) (nullable) */
  IsoWellSelection *selection;     /* (owned) */
  GListModel       *plate_list;    /* (owned) (nullable) plates with a format */
  char             *plate_names;   /* (owned) as they are in the list: they are read once */
  IsoWellEdit      *planned;       /* (owned) (nullable) what the sentence would do */
  guint             n_planned;
  char             *said;          /* (owned) (nullable) the sentence in its usual form */
  char             *gone;          /* (owned) (nullable) the plate that was looked at when it was removed */
  guint            *gone_wells;    /* (owned) (nullable) what was selected on it */
  guint             n_gone_wells;
  GPtrArray        *findings;      /* (owned) (nullable) of IsoDesignFinding */
  gboolean          following;     /* widgets are being made to follow the data */
  guint             follow_source; /* the list of samples follows later */
  gboolean          choosing;      /* a sample is being chosen from its list, which may not become another one meanwhile */
  gboolean          mixed;         /* the selected wells have different samples, and the list of samples says so in front */

  GtkStack         *stack;
  GtkDropDown      *plates;
  GtkPopover       *add_popover;
  GtkEntry         *add_name;
  GtkDropDown      *add_format;
  GtkPopover       *rename_popover;
  GtkEntry         *rename_name;
  GtkSearchEntry   *find;
  GtkBox           *roles;
  GtkDropDown      *samples;
  GtkDropDown      *layers;
  GtkToggleButton  *codes;
  GtkDropDown      *drugs;
  GtkEntry         *sentence;
  GtkButton        *fill;
  GtkLabel         *hint;
  IsoPlateGrid     *grid;
  GtkLabel         *count;
  GtkMenuButton    *remarks;
  GtkPopover       *remarks_popover;
  GtkListBox       *remark_list;
  GMenuModel       *well_menu;
  IsoLayoutPanel   *layout_panel;
};

IsoProjectPlate *iso_design_page_get_plate (IsoDesignPage *self);   /* NULL: none */

/* iso-design-follow.c: what stands around the plate. */
void  iso_design_page_follow        (IsoDesignPage *self);
void  iso_design_page_follow_sample (IsoDesignPage *self);                   /* of the selected wells */
guint iso_design_page_find_plate    (IsoDesignPage *self, const char *id);   /* its place in the list; GTK_INVALID_LIST_POSITION */

/* Keeps in mind what was selected on a plate that is not there any more: undo may bring it back. */
void  iso_design_page_remember_gone (IsoDesignPage *self);

/* iso-design-fill.c: the sentence above the plate. */
void iso_design_page_plan      (IsoDesignPage *self);   /* reads the sentence and shows what it would do */
void iso_design_page_fill      (IsoDesignPage *self);   /* and does it */

/* iso-design-actions.c */
void iso_design_page_install_actions (GtkWidgetClass *klass);
void iso_design_page_update_actions  (IsoDesignPage *self);

/* iso-design-export.c */
void     iso_design_page_export (IsoDesignPage *self);                                    /* asks where to */
gboolean iso_design_page_write  (IsoDesignPage *self, GFile *file, GError **error);       /* what, says the ending of its name */
gboolean iso_design_page_print  (IsoDesignPage *self, const char *path, GError **error);  /* `path`: to this PDF; NULL: asks for a printer */

/* Says below the sentence what is wrong; takes the error. NULL: nothing. */
void iso_design_page_refuse    (IsoDesignPage *self, GError *error);

/* "12 wells cleared": the window says it, with a button that takes it back until the next step if `undo`. Takes the text. */
void iso_design_page_tell      (IsoDesignPage *self, char *text, gboolean undo);

void iso_design_page_set_role  (IsoDesignPage *self, IsoRole role);
void iso_design_page_clear     (IsoDesignPage *self);
void iso_design_page_move      (IsoDesignPage *self, int rows, int columns);
void iso_design_page_add_plate (IsoDesignPage *self, const char *name, guint wells);   /* NULL name: a free one */

G_END_DECLS
