/* main.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-application.h"

#include <glib/gi18n.h>
#include <gsl/gsl_errno.h>
#include <locale.h>

int
main (int argc, char **argv)
{
  g_autoptr (IsoApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain ("isobole", ISO_LOCALE_DIR);
  bind_textdomain_codeset ("isobole", "UTF-8");
  textdomain ("isobole");
  gsl_set_error_handler_off ();

  application = iso_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
