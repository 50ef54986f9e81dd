/* iso-figure-host.h - a page that shows figures
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-figure-pane.h"

G_BEGIN_DECLS

#define ISO_TYPE_FIGURE_HOST (iso_figure_host_get_type ())
G_DECLARE_INTERFACE (IsoFigureHost, iso_figure_host, ISO, FIGURE_HOST, GtkWidget)

struct _IsoFigureHostInterface
{
  GTypeInterface parent_interface;

  void           (*set_view) (IsoFigureHost *self, IsoView *view);   /* once */
  IsoFigurePane *(*get_pane) (IsoFigureHost *self);
};

void           iso_figure_host_set_view (IsoFigureHost *self, IsoView *view);

/* The figure that is copied, exported, and asked about: the one that was used last. */
IsoFigurePane *iso_figure_host_get_pane (IsoFigureHost *self);

G_END_DECLS
