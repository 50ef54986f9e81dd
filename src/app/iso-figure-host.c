/* iso-figure-host.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-figure-host.h"

G_DEFINE_INTERFACE (IsoFigureHost, iso_figure_host, GTK_TYPE_WIDGET)

static void
iso_figure_host_default_init (IsoFigureHostInterface *iface)
{
}

void
iso_figure_host_set_view (IsoFigureHost *self, IsoView *view)
{
  g_return_if_fail (ISO_IS_FIGURE_HOST (self));
  ISO_FIGURE_HOST_GET_IFACE (self)->set_view (self, view);
}

IsoFigurePane *
iso_figure_host_get_pane (IsoFigureHost *self)
{
  g_return_val_if_fail (ISO_IS_FIGURE_HOST (self), NULL);
  return ISO_FIGURE_HOST_GET_IFACE (self)->get_pane (self);
}
