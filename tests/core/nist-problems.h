/* nist-problems.h - the 27 problems of nonlinear regression of the Statistical Reference Datasets
 *
 * National Institute of Standards and Technology, https://www.itl.nist.gov/div898/strd/nls/nls_main.shtml: data, two starts, and values
 * certified to eleven digits.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#define NIST_PROBLEMS 27
#define NIST_MOST_PARAMETERS 9

typedef enum
{
  NIST_MISRA_A,      /* b1 (1 - exp (-b2 x)) */
  NIST_MISRA_B,      /* b1 (1 - (1 + b2 x / 2)^-2) */
  NIST_MISRA_C,      /* b1 (1 - (1 + 2 b2 x)^-1/2) */
  NIST_MISRA_D,      /* b1 b2 x / (1 + b2 x) */
  NIST_CHWIRUT,      /* exp (-b1 x) / (b2 + b3 x) */
  NIST_LANCZOS,      /* b1 exp (-b2 x) + b3 exp (-b4 x) + b5 exp (-b6 x) */
  NIST_GAUSS,        /* b1 exp (-b2 x) + b3 exp (-(x - b4)^2 / b5^2) + b6 exp (-(x - b7)^2 / b8^2) */
  NIST_POWER,        /* b1 x^b2 */
  NIST_QUADRATICS,   /* (b1 + b2 x + b3 x^2) / (1 + b4 x + b5 x^2) */
  NIST_CUBICS,       /* (b1 + b2 x + b3 x^2 + b4 x^3) / (1 + b5 x + b6 x^2 + b7 x^3) */
  NIST_NELSON,       /* log y = b1 - b2 x1 exp (-b3 x2) */
  NIST_MGH17,        /* b1 + b2 exp (-x b4) + b3 exp (-x b5) */
  NIST_ROSZMAN,      /* b1 - b2 x - arctan (b3 / (x - b4)) / pi */
  NIST_ENSO,         /* b1 + b2 cos (2 pi x / 12) + b3 sin (2 pi x / 12) + b5 cos (2 pi x / b4) + b6 sin (2 pi x / b4)
                        + b8 cos (2 pi x / b7) + b9 sin (2 pi x / b7) */
  NIST_MGH09,        /* b1 (x^2 + x b2) / (x^2 + x b3 + b4) */
  NIST_RAT42,        /* b1 / (1 + exp (b2 - b3 x)) */
  NIST_MGH10,        /* b1 exp (b2 / (x + b3)) */
  NIST_ECKERLE,      /* b1 / b2 exp (-((x - b3) / b2)^2 / 2) */
  NIST_RAT43,        /* b1 / (1 + exp (b2 - b3 x))^(1 / b4) */
  NIST_BENNETT,      /* b1 (b2 + x)^(-1 / b3) */
} NistModel;

typedef struct
{
  const char   *name;
  NistModel     model;
  guint         n_parameters;
  guint         n;
  const double *data;                              /* y, x, ...; of Nelson y, x1, x2, ... */
  double        starts[2][NIST_MOST_PARAMETERS];
  double        certified[NIST_MOST_PARAMETERS];
  double        se[NIST_MOST_PARAMETERS];          /* Gauss-Newton */
  double        rss;
} NistProblem;

extern const NistProblem nist_problems[NIST_PROBLEMS];
