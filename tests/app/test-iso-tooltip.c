/* test-iso-tooltip.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-app-test.h"
#include "iso-test.h"

#include "iso-tooltip.h"

static gboolean
ask (GtkWidget *widget)
{
  g_autoptr (GtkTooltip) tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);
  gboolean shown = FALSE;

  g_signal_emit_by_name (widget, "query-tooltip", 0, 0, FALSE, tooltip, &shown);
  return shown;
}

static void
test_set (void)
{
  g_autoptr (GtkWidget) label = g_object_ref_sink (gtk_label_new ("well"));

  iso_tooltip_set (label, "one");
  iso_tooltip_set (label, "two");
  g_assert_cmpstr (iso_tooltip_get (label), ==, "two");
  g_assert_true (gtk_widget_get_has_tooltip (label));
  g_assert_true (ask (label));

  iso_tooltip_set (label, NULL);
  g_assert_null (iso_tooltip_get (label));
  g_assert_false (gtk_widget_get_has_tooltip (label));
  g_assert_false (ask (label));
}

int
main (int argc, char **argv)
{
  g_autoptr (IsoApplication) application = NULL;

  iso_test_init (&argc, &argv);
  application = app_test_begin ();
  g_test_add_func ("/tooltip/set", test_set);
  return g_test_run ();
}
