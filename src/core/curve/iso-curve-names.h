/* iso-curve-names.h - the parameters by short names, for files in which every other line reckons with them
 *
 * Private to the curve folder, and for its .c files alone, which include it after everything else: other headers have such names, too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "curve/iso-curve-model.h"

#define N ISO_CURVE_N_PARAMETERS
#define HILL ISO_PARAMETER_HILL
#define LOWER ISO_PARAMETER_LOWER
#define UPPER ISO_PARAMETER_UPPER
#define SCALE ISO_PARAMETER_SCALE
#define EXTRA ISO_PARAMETER_EXTRA
