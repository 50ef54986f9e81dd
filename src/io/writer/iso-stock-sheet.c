/* iso-stock-sheet.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "writer/iso-stock-sheet.h"

#include "reader/iso-stock-table.h"

static void
add_stock (IsoSheet *sheet, const IsoContent *content, const IsoContentStock *stock)
{
  const IsoContentEntity *drug = &g_array_index (content->drugs, IsoContentEntity, stock->drug);
  const IsoBottle *bottle = &stock->bottle;

  iso_sheet_add_text (sheet, drug->name);
  iso_sheet_add_text (sheet, drug->unit);
  iso_sheet_add_text (sheet, stock->used ? "yes" : "no");
  iso_sheet_add_text (sheet, bottle->form_name);
  iso_sheet_add_number (sheet, bottle->form.form_weight);
  iso_sheet_add_number (sheet, bottle->form.active_weight);
  iso_sheet_add_number (sheet, bottle->form.active_per_form);
  iso_sheet_add_number (sheet, bottle->form.purity);
  iso_sheet_add_number (sheet, iso_unit_from_inside (bottle->unit, bottle->concentration));
  iso_sheet_add_text (sheet, bottle->unit->symbol);
  iso_sheet_add_text (sheet, bottle->solvent);
  iso_sheet_add_text (sheet, bottle->lot);
  iso_sheet_add_text (sheet, bottle->supplier);
  iso_sheet_add_text (sheet, bottle->expiry);
  iso_sheet_add_text (sheet, bottle->in_spite);
  iso_sheet_add_count (sheet, bottle->thaws);
  iso_sheet_end_row (sheet);
}

IsoSheet *
iso_stock_sheet (const IsoContent *content)
{
  IsoSheet *sheet = iso_sheet_new ("stocks", iso_stock_table_header (0), iso_stock_table_header (1), iso_stock_table_header (2),
                                   iso_stock_table_header (3), iso_stock_table_header (4), iso_stock_table_header (5),
                                   iso_stock_table_header (6), iso_stock_table_header (7), iso_stock_table_header (8),
                                   iso_stock_table_header (9), iso_stock_table_header (10), iso_stock_table_header (11),
                                   iso_stock_table_header (12), iso_stock_table_header (13), iso_stock_table_header (14),
                                   iso_stock_table_header (15), NULL);

  for (guint i = 0; i < content->stocks->len; i++)
    add_stock (sheet, content, &g_array_index (content->stocks, IsoContentStock, i));
  return sheet;
}
