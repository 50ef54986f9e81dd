/* iso-reason-popover.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-reason-popover.h"

#include "iso-accessible.h"
#include "iso-resources.h"

#include <glib/gi18n.h>

struct _IsoReasonPopover
{
  GtkPopover parent_instance;

  GtkLabel   *question;
  GtkEntry   *entry;
  GtkListBox *list;
  GtkButton  *exclude;
};

G_DEFINE_FINAL_TYPE (IsoReasonPopover, iso_reason_popover, GTK_TYPE_POPOVER)

static guint chosen;

static void
choose (IsoReasonPopover *self, const char *text)
{
  g_autofree char *reason = g_strstrip (g_strdup (text));

  if (*reason == '\0')
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, chosen, 0, reason);
}

static void
typed_cb (IsoReasonPopover *self)
{
  choose (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
row_cb (IsoReasonPopover *self, GtkListBoxRow *row)
{
  choose (self, gtk_label_get_text (GTK_LABEL (gtk_list_box_row_get_child (row))));
}

static void
changed_cb (IsoReasonPopover *self)
{
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  gtk_widget_set_sensitive (GTK_WIDGET (self->exclude), *reason != '\0');
}

static void
add_row (IsoReasonPopover *self, const char *reason)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (reason);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, reason, -1);
  gtk_list_box_append (self->list, row);
}

static void
iso_reason_popover_class_init (IsoReasonPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-reason-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, IsoReasonPopover, question);
  gtk_widget_class_bind_template_child (widget_class, IsoReasonPopover, entry);
  gtk_widget_class_bind_template_child (widget_class, IsoReasonPopover, list);
  gtk_widget_class_bind_template_child (widget_class, IsoReasonPopover, exclude);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);

  chosen = g_signal_new ("chosen", ISO_TYPE_REASON_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
iso_reason_popover_init (IsoReasonPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
iso_reason_popover_new (void)
{
  return g_object_new (ISO_TYPE_REASON_POPOVER, NULL);
}

void
iso_reason_popover_ask (IsoReasonPopover *self, guint n_wells, const char *const *reasons)
{
  g_autofree char *question = g_strdup_printf (ngettext ("Why Is %u Well Excluded?", "Why Are %u Wells Excluded?", n_wells), n_wells);
  GtkListBoxRow *row;

  g_return_if_fail (ISO_IS_REASON_POPOVER (self));

  gtk_label_set_text (self->question, question);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, question, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, question, -1);
  iso_accessible_name_editable (GTK_EDITABLE (self->entry), question);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; reasons[i] != NULL; i++)
    add_row (self, reasons[i]);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
