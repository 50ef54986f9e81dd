/* iso-reader-tecan-xml.h - the XML export of Tecan i-control
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "reader/iso-reader.h"

G_BEGIN_DECLS

extern const IsoReader iso_reader_tecan_xml;

G_END_DECLS
