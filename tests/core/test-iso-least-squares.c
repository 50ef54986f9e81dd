/* test-iso-least-squares.c - the solver on problems that are not its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-least-squares.h"

#include "iso-test.h"
#include "nist-problems.h"

#define MOST NIST_MOST_PARAMETERS

/* A number with its first and second derivatives by the parameters, carried through every operation. */
typedef struct
{
  double v;
  double d[MOST];
  double dd[MOST][MOST];
} Jet;

static Jet
number (double v)
{
  return (Jet) { .v = v };
}

static Jet
parameter (const double *b, guint p)
{
  Jet jet = { .v = b[p] };

  jet.d[p] = 1;
  return jet;
}

/* f (a) with f' and f''. */
static Jet
chain (Jet a, double f, double f1, double f2)
{
  Jet jet = { .v = f };

  for (guint p = 0; p < MOST; p++)
    {
      jet.d[p] = f1 * a.d[p];
      for (guint q = 0; q < MOST; q++)
        jet.dd[p][q] = f1 * a.dd[p][q] + f2 * a.d[p] * a.d[q];
    }
  return jet;
}

static Jet
add (Jet a, Jet b)
{
  a.v += b.v;
  for (guint p = 0; p < MOST; p++)
    {
      a.d[p] += b.d[p];
      for (guint q = 0; q < MOST; q++)
        a.dd[p][q] += b.dd[p][q];
    }
  return a;
}

static Jet
scale (Jet a, double by)
{
  return chain (a, a.v * by, by, 0);
}

static Jet
sub (Jet a, Jet b)
{
  return add (a, scale (b, -1));
}

static Jet
mul (Jet a, Jet b)
{
  Jet jet = { .v = a.v * b.v };

  for (guint p = 0; p < MOST; p++)
    {
      jet.d[p] = a.d[p] * b.v + a.v * b.d[p];
      for (guint q = 0; q < MOST; q++)
        jet.dd[p][q] = a.dd[p][q] * b.v + a.d[p] * b.d[q] + a.d[q] * b.d[p] + a.v * b.dd[p][q];
    }
  return jet;
}

static Jet
jet_pow (Jet a, double power)
{
  return chain (a, pow (a.v, power), power * pow (a.v, power - 1), power * (power - 1) * pow (a.v, power - 2));
}

static Jet
divide (Jet a, Jet b)
{
  return mul (a, chain (b, 1 / b.v, -1 / (b.v * b.v), 2 / (b.v * b.v * b.v)));
}

static Jet
jet_exp (Jet a)
{
  double e = exp (a.v);

  return chain (a, e, e, e);
}

static Jet
jet_log (Jet a)
{
  return chain (a, log (a.v), 1 / a.v, -1 / (a.v * a.v));
}

static Jet
jet_cos (Jet a)
{
  return chain (a, cos (a.v), -sin (a.v), -cos (a.v));
}

static Jet
jet_sin (Jet a)
{
  return chain (a, sin (a.v), cos (a.v), -sin (a.v));
}

static Jet
jet_atan (Jet a)
{
  double one = 1 + a.v * a.v;

  return chain (a, atan (a.v), 1 / one, -2 * a.v / (one * one));
}

/* b[first] + b[first + 1] x + ... */
static Jet
polynomial (const double *b, guint first, guint n, double x)
{
  Jet sum = parameter (b, first);

  for (guint i = 1; i < n; i++)
    sum = add (sum, scale (parameter (b, first + i), pow (x, i)));
  return sum;
}

/* b[a] exp (-b[r] x) */
static Jet
decay (const double *b, guint a, guint r, double x)
{
  return mul (parameter (b, a), jet_exp (scale (parameter (b, r), -x)));
}

/* b[a] exp (-(x - b[m])^2 / b[w]^2) */
static Jet
peak (const double *b, guint a, guint m, guint w, double x)
{
  Jet z = divide (sub (number (x), parameter (b, m)), parameter (b, w));

  return mul (parameter (b, a), jet_exp (scale (mul (z, z), -1)));
}

/* b[c] cos (2 pi x / period) + b[s] sin (2 pi x / period) */
static Jet
wave (const double *b, guint c, guint s, Jet period, double x)
{
  Jet angle = divide (number (2 * G_PI * x), period);

  return add (mul (parameter (b, c), jet_cos (angle)), mul (parameter (b, s), jet_sin (angle)));
}

static Jet
rational (const double *b, guint above, guint below, double x)
{
  return divide (polynomial (b, 0, above, x), add (number (1), scale (polynomial (b, above, below, x), x)));
}

static Jet
get_value (NistModel model, const double *b, double x, double x2)
{
  const Jet one = number (1), b1 = parameter (b, 0), b2 = parameter (b, 1), b3 = parameter (b, 2), b4 = parameter (b, 3);

  switch (model)
    {
    case NIST_MISRA_A:
      return mul (b1, sub (one, jet_exp (scale (b2, -x))));
    case NIST_MISRA_B:
      return mul (b1, sub (one, jet_pow (add (one, scale (b2, x / 2)), -2)));
    case NIST_MISRA_C:
      return mul (b1, sub (one, jet_pow (add (one, scale (b2, 2 * x)), -0.5)));
    case NIST_MISRA_D:
      return divide (scale (mul (b1, b2), x), add (one, scale (b2, x)));
    case NIST_CHWIRUT:
      return divide (jet_exp (scale (b1, -x)), polynomial (b, 1, 2, x));
    case NIST_LANCZOS:
      return add (decay (b, 0, 1, x), add (decay (b, 2, 3, x), decay (b, 4, 5, x)));
    case NIST_GAUSS:
      return add (decay (b, 0, 1, x), add (peak (b, 2, 3, 4, x), peak (b, 5, 6, 7, x)));
    case NIST_POWER:
      return mul (b1, jet_exp (scale (b2, log (x))));
    case NIST_QUADRATICS:
      return rational (b, 3, 2, x);
    case NIST_CUBICS:
      return rational (b, 4, 3, x);
    case NIST_NELSON:
      return sub (b1, scale (mul (b2, jet_exp (scale (b3, -x2))), x));
    case NIST_MGH17:
      return add (b1, add (decay (b, 1, 3, x), decay (b, 2, 4, x)));
    case NIST_ROSZMAN:
      return sub (sub (b1, scale (b2, x)), scale (jet_atan (divide (b3, sub (number (x), b4))), 1 / G_PI));
    case NIST_ENSO:
      return add (add (b1, wave (b, 1, 2, number (12), x)), add (wave (b, 4, 5, b4, x), wave (b, 7, 8, parameter (b, 6), x)));
    case NIST_MGH09:
      return divide (mul (b1, add (number (x * x), scale (b2, x))), add (number (x * x), add (scale (b3, x), b4)));
    case NIST_RAT42:
      return divide (b1, add (one, jet_exp (sub (b2, scale (b3, x)))));
    case NIST_MGH10:
      return mul (b1, jet_exp (divide (b2, add (number (x), b3))));
    case NIST_ECKERLE:
      return divide (mul (b1, jet_exp (scale (jet_pow (divide (sub (number (x), b3), b2), 2), -0.5))), b2);
    case NIST_RAT43:
      return mul (b1, jet_exp (scale (divide (jet_log (add (one, jet_exp (sub (b2, scale (b3, x))))), b4), -1)));
    case NIST_BENNETT:
      return mul (b1, jet_exp (scale (divide (jet_log (add (b2, number (x))), b3), -1)));
    default:
      g_assert_not_reached ();
    }
}

static void
evaluate_cb (gconstpointer user_data, const double *b, IsoNormalEquations *e)
{
  const NistProblem *problem = user_data;
  guint columns = problem->model == NIST_NELSON ? 3 : 2;

  e->rss = 0;
  for (guint p = 0; p < problem->n_parameters; p++)
    {
      e->gradient[p] = 0;
      for (guint q = 0; q <= p; q++)
        e->gauss_newton[p][q] = e->observed[p][q] = 0;
    }
  for (guint i = 0; i < problem->n; i++)
    {
      const double *row = problem->data + columns * i;
      Jet fitted = get_value (problem->model, b, row[1], columns == 3 ? row[2] : 0);
      double residual = (problem->model == NIST_NELSON ? log (row[0]) : row[0]) - fitted.v;

      e->rss += residual * residual;
      for (guint p = 0; p < problem->n_parameters; p++)
        {
          e->gradient[p] += residual * fitted.d[p];
          for (guint q = 0; q <= p; q++)
            {
              e->gauss_newton[p][q] += fitted.d[p] * fitted.d[q];
              e->observed[p][q] += fitted.d[p] * fitted.d[q] - residual * fitted.dd[p][q];
            }
        }
    }
}

/* Digits in which two numbers agree, and 11 at most, as many as are certified. */
static double
count_digits (double found, double certified)
{
  double digits = found == certified ? 11 : -log10 (fabs (found - certified) / fabs (certified));

  return isfinite (digits) ? CLAMP (digits, 0, 11) : 0;
}

static double
get_se_digits (const NistProblem *problem, const double *b)
{
  IsoNormalEquations equations;
  IsoSquareMatrix inverse;
  double least = 11;

  evaluate_cb (problem, b, &equations);
  if (!iso_square_matrix_invert (equations.gauss_newton, problem->n_parameters, NULL, inverse))
    return 0;
  for (guint p = 0; p < problem->n_parameters; p++)
    {
      double se = sqrt (equations.rss / (problem->n - problem->n_parameters) * inverse[p][p]);

      least = MIN (least, count_digits (se, problem->se[p]));
    }
  return least;
}

/* The two of the 54 from which one descent alone ends elsewhere: BoxBOD from (1, 1) runs out to where the curve is flat, with 9771.5
 * instead of 1168.0, and MGH17 from (50, 150, -100, 1, 2) into another optimum. This is why a fit of a curve searches for its starts. */
static gboolean
is_out_of_reach (const NistProblem *problem, guint start)
{
  return start == 0 && (strcmp (problem->name, "BoxBOD") == 0 || strcmp (problem->name, "MGH17") == 0);
}

static void
test_problem (gconstpointer data)
{
  const NistProblem *problem = data;

  for (guint start = 0; start < 2; start++)
    {
      IsoLeastSquares squares = { .n = problem->n_parameters, .evaluate = evaluate_cb, .user_data = problem, .most_steps = 10000 };
      IsoLeastSquaresEnd end;
      double b[MOST], least = 11;

      memcpy (b, problem->starts[start], sizeof b);
      end = iso_least_squares_descend (&squares, b);
      for (guint p = 0; p < problem->n_parameters; p++)
        least = MIN (least, count_digits (b[p], problem->certified[p]));
      g_test_message ("%s, start %u: %.1f digits of the parameters, %.1f of the standard errors, %.1f of the sum of squares, "
                      "%u evaluations, %s", problem->name, start + 1, least, get_se_digits (problem, b),
                      count_digits (end.rss, problem->rss), end.evaluations, end.converged ? "converged" : "NOT converged");
      if (is_out_of_reach (problem, start))
        g_assert_cmpfloat (end.rss, >, 1.5 * problem->rss);
      else
        g_assert_cmpfloat (least, >=, 9);
    }
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  for (guint i = 0; i < NIST_PROBLEMS; i++)
    {
      g_autofree char *path = g_strconcat ("/least-squares/nist/", nist_problems[i].name, NULL);

      g_test_add_data_func (path, &nist_problems[i], test_problem);
    }
  return g_test_run ();
}
