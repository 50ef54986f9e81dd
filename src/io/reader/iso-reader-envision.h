/* iso-reader-envision.h - CSV and text exports of the PerkinElmer EnVision workstation
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "reader/iso-reader.h"

G_BEGIN_DECLS

extern const IsoReader iso_reader_envision;

G_END_DECLS
