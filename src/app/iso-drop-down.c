/* iso-drop-down.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-drop-down.h"

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer characters)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), GPOINTER_TO_INT (characters));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  GtkDropDown *drop_down = GTK_DROP_DOWN (gtk_widget_get_ancestor (label, GTK_TYPE_DROP_DOWN));
  GtkExpression *words = drop_down != NULL ? gtk_drop_down_get_expression (drop_down) : NULL;
  GtkExpressionWatch *watch;

  words = words != NULL ? gtk_expression_ref (words) : gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  watch = gtk_expression_bind (words, label, "label", gtk_list_item_get_item (item));
  g_object_set_data_full (G_OBJECT (item), "watch", gtk_expression_watch_ref (watch), (GDestroyNotify) gtk_expression_watch_unref);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkExpressionWatch *watch = g_object_get_data (G_OBJECT (item), "watch");

  if (watch != NULL)
    gtk_expression_watch_unwatch (watch);
  g_object_set_data (G_OBJECT (item), "watch", NULL);
}

void
iso_drop_down_shorten (GtkDropDown *drop_down, int characters)
{
  GtkListItemFactory *usual = gtk_drop_down_get_factory (drop_down);
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_return_if_fail (GTK_IS_DROP_DOWN (drop_down));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GINT_TO_POINTER (characters));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_drop_down_set_list_factory (drop_down, usual);
  gtk_drop_down_set_factory (drop_down, factory);
}

void
iso_drop_down_set_expression (GtkDropDown *drop_down, GtkExpression *expression)
{
  GtkListItemFactory *factory = gtk_drop_down_get_factory (drop_down), *list_factory = gtk_drop_down_get_list_factory (drop_down);
  g_autoptr (GtkListItemFactory) kept = factory != NULL ? g_object_ref (factory) : NULL;
  g_autoptr (GtkListItemFactory) list_kept = list_factory != NULL ? g_object_ref (list_factory) : NULL;

  g_return_if_fail (GTK_IS_DROP_DOWN (drop_down));

  gtk_drop_down_set_expression (drop_down, expression);
  gtk_drop_down_set_factory (drop_down, kept);
  gtk_drop_down_set_list_factory (drop_down, list_kept);
}
