/* iso-test.h - what every test program needs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <math.h>

G_BEGIN_DECLS

/* First call in main (): g_test_init, the locale of the environment, GSL errors as return values. In a run that wants a
 * decimal comma and has no such locale the whole program is skipped, with a message. */
void iso_test_init (int *argc, char ***argv);

/* The path of a file below the folder of reference numbers, such as "oracle/drc_ED.csv". When it is not there the running
 * test is marked as skipped, and NULL is returned: the test returns at once. Free with g_free (). */
char *iso_test_reference (const char *relative);

/* The path of a file of the source tree, relative to its root. Free with g_free (). */
char *iso_test_source (const char *relative);

/* Fails unless the two agree within `relative` times the size of the expected one (or within `relative`, around 0).
 * Two NaNs agree. */
#define iso_assert_close(actual, expected, relative)                                                        \
  G_STMT_START                                                                                              \
    {                                                                                                       \
      double iso_a_ = (actual), iso_e_ = (expected), iso_r_ = (relative);                                   \
      double iso_size_ = iso_e_ != 0 ? fabs (iso_e_) : 1.0;                                                 \
      if (!(fabs (iso_a_ - iso_e_) <= iso_r_ * iso_size_) && iso_a_ != iso_e_ && !(isnan (iso_a_) && isnan (iso_e_))) \
        iso_test_fail_close (__FILE__, __LINE__, G_STRFUNC, #actual, iso_a_, iso_e_, iso_r_);               \
    }                                                                                                       \
  G_STMT_END

void iso_test_fail_close (const char *file, int line, const char *function, const char *what,
                          double actual, double expected, double relative);

G_END_DECLS
