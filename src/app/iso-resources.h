/* iso-resources.h - where the program's templates and pictures are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

/* The same for the development version, whose id differs. */
#define ISO_RESOURCES "/io/github/isobole/Isobole/"
