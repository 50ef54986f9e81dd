/* iso-layout-contents.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "plate/iso-layout-contents.h"

#include "plate/iso-layout-rules.h"

static int
compare (double one, double other)
{
  return (one > other) - (one < other);
}

static int
compare_doses (const IsoLayoutWell *one, const IsoLayoutWell *other)
{
  int order = compare (one->n_doses, other->n_doses);

  for (guint i = 0; order == 0 && i < one->n_doses; i++)
    order = compare (one->doses[i].drug, other->doses[i].drug);
  for (guint i = 0; order == 0 && i < one->n_doses; i++)
    order = compare (one->doses[i].requested, other->doses[i].requested);
  return order;
}

static int
compare_wells_cb (gconstpointer a, gconstpointer b)
{
  const IsoLayoutWell *one = a, *other = b;
  int order = iso_role_is_control (one->role) - iso_role_is_control (other->role);

  if (order == 0)
    order = compare (one->sample, other->sample);
  if (order == 0)
    order = compare (one->role, other->role);
  if (order == 0)
    order = compare (one->replicate, other->replicate);
  return order != 0 ? order : compare_doses (one, other);
}

GArray *
iso_layout_contents_sort (const GArray *contents)
{
  GArray *sorted = g_array_sized_new (FALSE, FALSE, sizeof (IsoLayoutWell), contents->len);

  g_array_append_vals (sorted, contents->data, contents->len);
  g_array_sort (sorted, compare_wells_cb);   /* stable */
  return sorted;
}

GArray *
iso_layout_contents_new (const IsoLayout *layout, const guint8 *fixed)
{
  g_autoptr (GArray) contents = g_array_new (FALSE, FALSE, sizeof (IsoLayoutWell));

  for (guint i = 0; i < layout->format->wells; i++)
    {
      if (layout->wells[i].role != ISO_ROLE_EMPTY && (fixed == NULL || fixed[i] == 0))
        g_array_append_val (contents, layout->wells[i]);
    }
  return iso_layout_contents_sort (contents);
}
