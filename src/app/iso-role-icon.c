/* iso-role-icon.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-role-icon.h"

#include "iso-compat.h"
#include "iso-plate-look.h"

#define SIDE 18

struct _IsoRoleIcon
{
  GtkWidget parent_instance;

  IsoRole   role;
};

G_DEFINE_FINAL_TYPE (IsoRoleIcon, iso_role_icon, GTK_TYPE_WIDGET)

static void
iso_role_icon_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                       int *natural_baseline)
{
  *minimum = *natural = SIDE;
}

static void
iso_role_icon_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (widget));
  gboolean dark = adw_style_manager_get_dark (manager);
  IsoFigureStyle style = *iso_figure_style_find (dark ? "screen-dark" : "screen");
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  IsoPlateLook look = { .role = ISO_ROLE_ICON (widget)->role };
  GdkRGBA colour;
  cairo_t *cr;

  iso_compat_get_named_color (widget, "window_fg_color", &colour);
  look.ink = (IsoColour) { colour.red, colour.green, colour.blue, gtk_widget_is_sensitive (widget) ? 0.85 : 0.4 };
  if (look.role == ISO_ROLE_TREATED || look.role == ISO_ROLE_COMPOUND_BLANK)
    {
      look.n_parts = 1;
      look.parts[0] = style.palette[0];
    }
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  iso_plate_look_draw (&look, cr, &style, (width - SIDE) / 2.0, (height - SIDE) / 2.0, SIDE, TRUE);
  cairo_destroy (cr);
}

static void
iso_role_icon_class_init (IsoRoleIconClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = iso_role_icon_measure;
  widget_class->snapshot = iso_role_icon_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
iso_role_icon_init (IsoRoleIcon *self)
{
}

GtkWidget *
iso_role_icon_new (IsoRole role)
{
  IsoRoleIcon *self = g_object_new (ISO_TYPE_ROLE_ICON, NULL);

  self->role = role;
  return GTK_WIDGET (self);
}
