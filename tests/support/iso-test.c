/* iso-test.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-test.h"

#include <gsl/gsl_errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
iso_test_init (int *argc, char ***argv)
{
  setlocale (LC_ALL, "");
  if (g_getenv ("ISOBOLE_DECIMAL_COMMA") != NULL && strcmp (localeconv ()->decimal_point, ",") != 0)
    {
      printf ("1..0 # SKIP there is no locale %s here (Debian: package locales)\n", g_getenv ("LC_ALL"));
      exit (0);
    }

  gsl_set_error_handler_off ();
  g_test_init (argc, argv, NULL);
}

char *
iso_test_reference (const char *relative)
{
  const char *folder = g_getenv ("ISOBOLE_REFERENCE_DIR");
  g_autofree char *path = g_build_filename (folder != NULL ? folder : "", relative, NULL);
  g_autofree char *message = NULL;

  if (folder != NULL && g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);

  message = g_strdup_printf ("no reference data: %s is not there (meson option reference-dir)", path);
  g_test_skip (message);
  return NULL;
}

char *
iso_test_source (const char *relative)
{
  return g_build_filename (g_getenv ("ISOBOLE_SOURCE_DIR"), relative, NULL);
}

void
iso_test_fail_close (const char *file, int line, const char *function, const char *what,
                     double actual, double expected, double relative)
{
  g_autofree char *message = g_strdup_printf ("%s: %.17g is not within %g of %.17g", what, actual, relative, expected);

  g_assertion_message (G_LOG_DOMAIN, file, line, function, message);
}
