/* iso-fcs.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-fcs.h"

#include "reader/iso-fcs-text.h"

#include <math.h>
#include <string.h>

/* The header: "FCS3.1", four blanks, and six numbers of eight characters. */
#define HEADER_SIZE 58
#define VERSION_AT 3
#define VERSION_SIZE 3
#define PLACES_AT 10
#define PLACE_SIZE 8

/* A text longer than this is none. */
#define MAX_TEXT ((guint64) 16 * 1024 * 1024)

/* How many channels a sentence names. */
#define NAMED_CHANNELS 8

/* From its first byte to its last, counted from the start of the data set; both 0 if unknown. */
typedef struct
{
  guint64 first;
  guint64 last;
} Extent;

/* One data set while it is read. */
typedef struct
{
  const char *name;      /* of the file */
  const char *bytes;     /* of the data set, to the end of the file */
  gsize       size;
  GPtrArray  *messages;
  Extent      text, data;
  IsoFcsSet  *set;
} Opening;

static void
free_channel (gpointer data)
{
  IsoFcsChannel *channel = data;

  g_free (channel->name);
  g_free (channel->stain);
}

static void
free_set (gpointer data)
{
  IsoFcsSet *set = data;

  g_free (set->version);
  g_free (set->cytometer);
  g_hash_table_unref (set->keywords);
  g_array_unref (set->channels);
  g_free (set);
}

static IsoFcsSet *
new_set (void)
{
  IsoFcsSet *set = g_new0 (IsoFcsSet, 1);

  set->keywords = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  set->channels = g_array_new (FALSE, TRUE, sizeof (IsoFcsChannel));
  g_array_set_clear_func (set->channels, free_channel);
  return set;
}

static gboolean
refuse (const Opening *opening, IsoErrorCode code, GError **error, const char *sentence, const char *argument, const char *other)
{
  iso_error_set (error, code, &(IsoPlace) { .file = (char *) opening->name }, sentence, argument, argument != NULL ? other : NULL, NULL);
  return FALSE;
}

static void
tell (const Opening *opening, const char *code, const char *sentence, const char *argument, const char *other)
{
  g_ptr_array_add (opening->messages, iso_message_new (code, &(IsoPlace) { .file = (char *) opening->name }, sentence, argument,
                                                       argument != NULL ? other : NULL, NULL));
}

/* Digits between blanks; nothing but blanks is 0. */
static gboolean
parse_count (const char *text, gsize size, guint64 *value)
{
  g_autofree char *own = g_strndup (text, size);
  char *digits = g_strstrip (own);

  *value = 0;
  return *digits == '\0' || g_ascii_string_to_unsigned (digits, 10, 0, G_MAXINT64, value, NULL);
}

static const char *
get_keyword (const Opening *opening, const char *name)
{
  return g_hash_table_lookup (opening->set->keywords, name);
}

/* A number that is there and not nothing. */
static gboolean
get_count (const Opening *opening, const char *name, guint64 *value)
{
  const char *text = get_keyword (opening, name);

  *value = 0;
  return text != NULL && *text != '\0' && parse_count (text, strlen (text), value);
}

static const char *
get_of_channel (const Opening *opening, guint channel, char what)
{
  g_autofree char *name = g_strdup_printf ("$P%u%c", channel + 1, what);

  return get_keyword (opening, name);
}

static gboolean
read_header (Opening *opening, GError **error)
{
  guint64 places[4];

  if (opening->size < HEADER_SIZE - 2 * PLACE_SIZE || memcmp (opening->bytes, "FCS", VERSION_AT) != 0)
    return refuse (opening, ISO_ERROR_CORRUPT, error,
                   N_("This should be a flow cytometry file, and it ends before its header does. Copy it once more."), NULL, NULL);
  opening->set->version = g_strndup (opening->bytes + VERSION_AT, VERSION_SIZE);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (!parse_count (opening->bytes + PLACES_AT + i * PLACE_SIZE, PLACE_SIZE, &places[i]))
      places[i] = 0;
  opening->text = (Extent) { places[0], places[1] };
  opening->data = (Extent) { places[2], places[3] };
  if (opening->text.first < PLACES_AT || opening->text.last <= opening->text.first || opening->text.last >= opening->size)
    return refuse (opening, ISO_ERROR_CORRUPT, error,
                   N_("This is a flow cytometry file, and the part of it that says what was measured is not where it should be. It was "
                      "cut off or damaged on its way; copy it once more."), NULL, NULL);
  return TRUE;
}

static gboolean
read_segment (Opening *opening, Extent extent, GError **error)
{
  if (extent.last - extent.first < MAX_TEXT
      && iso_fcs_text_parse (opening->bytes + extent.first, (gsize) (extent.last - extent.first + 1), opening->set->keywords))
    return TRUE;
  return refuse (opening, ISO_ERROR_TOO_LARGE, error,
                 N_("This is a flow cytometry file with more keywords than any cytometer writes. It is damaged; copy it once more."), NULL, NULL);
}

/* Some writers name the first part a second time as the one that supplements it. */
static gboolean
read_keywords (Opening *opening, GError **error)
{
  Extent more;

  if (!read_segment (opening, opening->text, error))
    return FALSE;
  if (!get_count (opening, "$BEGINSTEXT", &more.first) || !get_count (opening, "$ENDSTEXT", &more.last) || more.first == 0
      || more.first == opening->text.first || more.last <= more.first)
    return TRUE;
  if (more.last < opening->size)
    return read_segment (opening, more, error);
  tell (opening, "fcs-text", N_("The second part of its keywords lies outside of the file and was left out."), NULL, NULL);
  return TRUE;
}

static gboolean
read_numbers (Opening *opening, GError **error)
{
  const char *type = get_keyword (opening, "$DATATYPE");
  const char *mode = get_keyword (opening, "$MODE");
  const char *order = get_keyword (opening, "$BYTEORD");

  if (mode != NULL && g_ascii_strcasecmp (mode, "L") != 0 && *mode != '\0')
    return refuse (opening, ISO_ERROR_UNSUPPORTED, error,
                   N_("This is a flow cytometry file of histograms ($MODE is “{1}”), without single events. Export the events (list mode)."),
                   mode, NULL);
  if (g_strcmp0 (type, "I") == 0)
    opening->set->numbers = ISO_FCS_INTEGERS;
  else if (g_strcmp0 (type, "F") == 0)
    opening->set->numbers = ISO_FCS_FLOATS;
  else if (g_strcmp0 (type, "D") == 0)
    opening->set->numbers = ISO_FCS_DOUBLES;
  else
    return refuse (opening, ISO_ERROR_UNSUPPORTED, error,
                   N_("This is a flow cytometry file that writes its numbers in a way that is not read here ($DATATYPE is “{1}”). Export it once "
                      "more as FCS 3.0 or 3.1."), type != NULL ? type : "", NULL);
  if (g_strcmp0 (order, "1,2,3,4") != 0 && g_strcmp0 (order, "1,2") != 0 && g_strcmp0 (order, "4,3,2,1") != 0 && g_strcmp0 (order, "2,1") != 0)
    return refuse (opening, ISO_ERROR_UNSUPPORTED, error,
                   N_("This is a flow cytometry file with an order of bytes that is not known here ($BYTEORD is “{1}”). Export it once more as "
                      "FCS 3.0 or 3.1."), order != NULL ? order : "", NULL);
  opening->set->big_endian = *order != '1';
  return TRUE;
}

static gboolean
read_channel (Opening *opening, guint index, GError **error)
{
  static const guint expected[] = { [ISO_FCS_FLOATS] = 32, [ISO_FCS_DOUBLES] = 64 };
  g_autofree char *number = g_strdup_printf ("%u", index + 1);
  const char *bits = get_of_channel (opening, index, 'B');
  const char *range = get_of_channel (opening, index, 'R');
  const char *name = get_of_channel (opening, index, 'N');
  const char *stain = get_of_channel (opening, index, 'S');
  IsoFcsChannel channel = { NULL };
  guint64 n = 0;

  if (bits == NULL || !parse_count (bits, strlen (bits), &n) || n == 0 || n % 8 != 0 || n > 64
      || (opening->set->numbers != ISO_FCS_INTEGERS && n != expected[opening->set->numbers]))
    return refuse (opening, ISO_ERROR_UNSUPPORTED, error,
                   N_("This is a flow cytometry file whose channel {1} has numbers of “{2}” bits, which are not read here. Export it once more as "
                      "FCS 3.0 or 3.1."), number, bits != NULL ? bits : "");
  channel.bits = (guint) n;
  channel.range = range != NULL ? g_ascii_strtod (range, NULL) : 0;
  if (!isfinite (channel.range) || channel.range < 0)
    channel.range = 0;
  channel.name = g_strdup (name != NULL ? name : "");
  channel.stain = g_strdup (stain != NULL ? stain : "");
  g_array_append_val (opening->set->channels, channel);
  opening->set->size += channel.bits / 8;
  return TRUE;
}

static gboolean
read_channels (Opening *opening, GError **error)
{
  const char *cytometer = get_keyword (opening, "$CYT");
  guint64 n;

  opening->set->cytometer = g_strdup (cytometer != NULL ? cytometer : "");
  if (!get_count (opening, "$PAR", &n) || n == 0 || n > ISO_FCS_MAX_CHANNELS)
    return refuse (opening, ISO_ERROR_SYNTAX, error,
                   N_("This is a flow cytometry file, and it does not say how many channels it has ($PAR). It is damaged; copy it once more, or "
                      "export it once more."), NULL, NULL);
  for (guint i = 0; i < n; i++)
    if (!read_channel (opening, i, error))
      return FALSE;
  return TRUE;
}

static gboolean
is_known (Extent extent)
{
  return extent.first > 0 && extent.last >= extent.first;
}

static guint64
get_size (Extent extent)
{
  return is_known (extent) ? extent.last - extent.first + 1 : 0;
}

/* Header and keywords both say where the events are, and either may be wrong: the one of the right size, then the one that is a byte
 * too long, as many write it; between equals the keywords, since the header has no room for large numbers. */
static Extent
choose_extent (const Opening *opening, Extent said, guint64 need)
{
  const Extent extents[] = { said, opening->data };

  for (guint64 excess = 0; excess <= 1; excess++)
    for (guint i = 0; i < G_N_ELEMENTS (extents); i++)
      if (is_known (extents[i]) && get_size (extents[i]) == need + excess && extents[i].first + need <= opening->size)
        return extents[i];
  for (guint i = 0; i < G_N_ELEMENTS (extents); i++)
    if (extents[i].first > 0 && extents[i].first + need <= opening->size)
      return extents[i];
  return said.first > 0 ? said : opening->data;
}

static gboolean
find_events (Opening *opening, gsize offset, GError **error)
{
  IsoFcsSet *set = opening->set;
  guint64 promised, need;
  Extent said, chosen;

  if (!get_count (opening, "$BEGINDATA", &said.first) || !get_count (opening, "$ENDDATA", &said.last))
    said = (Extent) { 0, 0 };
  if (!get_count (opening, "$TOT", &promised))
    promised = get_size (is_known (said) ? said : opening->data) / set->size;
  if (promised > G_MAXINT64 / set->size)
    return refuse (opening, ISO_ERROR_SYNTAX, error,
                   N_("This is a flow cytometry file that claims to hold more events than any file can ($TOT). It is damaged; copy it once more."),
                   NULL, NULL);
  need = promised * set->size;
  chosen = choose_extent (opening, said, need);
  set->n_events = chosen.first > 0 && chosen.first < opening->size ? MIN (promised, (opening->size - chosen.first) / set->size) : 0;
  set->begin = set->n_events > 0 ? offset + chosen.first : 0;
  if (set->n_events == 0 && promised > 0)
    return refuse (opening, ISO_ERROR_CORRUPT, error,
                   N_("This is a flow cytometry file, and its events are not in it: it ends before. Copy it once more."), NULL, NULL);
  if (set->n_events < promised)
    {
      g_autofree char *there = g_strdup_printf ("%" G_GUINT64_FORMAT, set->n_events);
      g_autofree char *all = g_strdup_printf ("%" G_GUINT64_FORMAT, promised);

      tell (opening, "fcs-short", N_("The file ends after {1} of its {2} events."), there, all);
    }
  if (is_known (said) && is_known (opening->data) && said.first != opening->data.first)
    tell (opening, "fcs-places", N_("Its header and its keywords disagree about where the events are."), NULL, NULL);
  return TRUE;
}

/* NULL: it cannot be read. */
static IsoFcsSet *
read_set (Opening *opening, gsize offset, GError **error)
{
  opening->set = new_set ();
  if (read_header (opening, error) && read_keywords (opening, error) && read_numbers (opening, error) && read_channels (opening, error)
      && find_events (opening, offset, error))
    return g_steal_pointer (&opening->set);
  g_clear_pointer (&opening->set, free_set);
  return NULL;
}

/* Where the next data set begins; 0 if there is none. */
static gsize
find_next (const Opening *opening, const IsoFcsSet *set)
{
  const char *text = g_hash_table_lookup (set->keywords, "$NEXTDATA");
  guint64 next;

  if (text == NULL || !parse_count (text, strlen (text), &next) || next == 0)
    return 0;
  if (next >= HEADER_SIZE && next < opening->size && opening->size - next >= HEADER_SIZE && memcmp (opening->bytes + next, "FCS", VERSION_AT) == 0)
    return (gsize) next;
  tell (opening, "fcs-next", N_("It names another data set where there is none."), NULL, NULL);
  return 0;
}

IsoFcs *
iso_fcs_open (const IsoSource *source, GError **error)
{
  g_autoptr (IsoFcs) fcs = g_new0 (IsoFcs, 1);
  gsize size, offset = 0, next;
  const char *bytes = g_bytes_get_data (iso_source_bytes (source), &size);

  fcs->bytes = g_bytes_ref (iso_source_bytes (source));
  fcs->sets = g_ptr_array_new_with_free_func (free_set);
  fcs->messages = iso_message_list_new ();
  do
    {
      Opening opening = { iso_source_name (source), bytes + offset, size - offset, fcs->messages };
      IsoFcsSet *set = read_set (&opening, offset, fcs->sets->len == 0 ? error : NULL);

      if (set == NULL && fcs->sets->len == 0)
        return NULL;
      if (set == NULL)
        {
          tell (&opening, "fcs-set", N_("A further data set of the file cannot be read and was left out."), NULL, NULL);
          break;
        }
      g_ptr_array_add (fcs->sets, set);
      next = find_next (&opening, set);
      offset += next;
    }
  while (next > 0 && fcs->sets->len < ISO_FCS_MAX_SETS);
  return g_steal_pointer (&fcs);
}

void
iso_fcs_free (IsoFcs *fcs)
{
  g_ptr_array_unref (fcs->sets);
  g_ptr_array_unref (fcs->messages);
  g_bytes_unref (fcs->bytes);
  g_free (fcs);
}

const IsoFcsSet *
iso_fcs_main_set (const IsoFcs *fcs)
{
  const IsoFcsSet *main_set = g_ptr_array_index (fcs->sets, 0);

  for (guint i = 1; i < fcs->sets->len; i++)
    {
      const IsoFcsSet *set = g_ptr_array_index (fcs->sets, i);

      if (strcmp (set->version, main_set->version) > 0)
        main_set = set;
    }
  return main_set;
}

/* The bits that a value below the range can have; all of them for ranges that say nothing. */
static guint64
get_mask (const IsoFcsChannel *channel)
{
  guint64 all = channel->bits < 64 ? ((guint64) 1 << channel->bits) - 1 : G_MAXUINT64;
  guint64 mask = 1;

  if (channel->range <= 1 || channel->range > (double) all)
    return all;
  while ((double) mask < channel->range)
    mask <<= 1;
  return mask - 1;
}

/* As bits, whatever they mean. */
static guint64
read_number (const guint8 *bytes, guint size, gboolean big_endian)
{
  guint64 number = 0;

  for (guint i = 0; i < size; i++)
    number = number << 8 | bytes[big_endian ? i : size - 1 - i];
  return number;
}

static double
read_value (const IsoFcsSet *set, const IsoFcsChannel *channel, const guint8 *bytes)
{
  guint64 number = read_number (bytes, channel->bits / 8, set->big_endian);
  guint32 half = (guint32) number;
  float single;
  double value;

  if (set->numbers == ISO_FCS_INTEGERS)
    return (double) (number & get_mask (channel));
  memcpy (&single, &half, sizeof single);
  memcpy (&value, &number, sizeof value);
  return set->numbers == ISO_FCS_FLOATS ? (double) single : value;
}

void
iso_fcs_read_events (const IsoFcs *fcs, const IsoFcsSet *set, guint64 first, guint64 n, double *values)
{
  const guint8 *bytes = g_bytes_get_data (fcs->bytes, NULL);

  g_return_if_fail (first <= set->n_events && n <= set->n_events - first);

  bytes += set->begin + first * set->size;
  for (guint64 i = 0; i < n; i++)
    for (guint j = 0; j < set->channels->len; j++)
      {
        const IsoFcsChannel *channel = &g_array_index (set->channels, IsoFcsChannel, j);

        *values++ = read_value (set, channel, bytes);
        bytes += channel->bits / 8;
      }
}

char *
iso_fcs_set_list_channels (const IsoFcsSet *set, guint n)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < MIN (n, set->channels->len); i++)
    {
      const IsoFcsChannel *channel = &g_array_index (set->channels, IsoFcsChannel, i);
      gboolean both = *channel->stain != '\0' && strcmp (channel->stain, channel->name) != 0;

      g_string_append (list, i > 0 ? ", " : "");
      if (both)
        g_string_append_printf (list, "%s (%s)", channel->stain, channel->name);
      else
        g_string_append (list, channel->name);
    }
  if (n < set->channels->len)
    g_string_append (list, ", …");
  return g_string_free (list, FALSE);
}

gboolean
iso_fcs_refuse (const IsoSource *source, GError **error)
{
  g_autoptr (IsoFcs) fcs = iso_fcs_open (source, error);
  const IsoFcsSet *set = fcs != NULL ? iso_fcs_main_set (fcs) : NULL;
  g_autofree char *events = set != NULL ? g_strdup_printf ("%" G_GUINT64_FORMAT, set->n_events) : NULL;
  g_autofree char *n = set != NULL ? g_strdup_printf ("%u", set->channels->len) : NULL;
  g_autofree char *channels = set != NULL ? iso_fcs_set_list_channels (set, NAMED_CHANNELS) : NULL;
  const IsoPlace place = { .file = (char *) iso_source_name (source) };

  if (set != NULL && *set->cytometer != '\0')
    iso_error_set (error, ISO_ERROR_UNSUPPORTED, &place,
                   N_("This is a flow cytometry file, which holds no plate readings. Cytometer: {1}. Events: {2}. Channels: {3} ({4})."),
                   set->cytometer, events, n, channels, NULL);
  else if (set != NULL)
    iso_error_set (error, ISO_ERROR_UNSUPPORTED, &place,
                   N_("This is a flow cytometry file, which holds no plate readings. Events: {1}. Channels: {2} ({3})."), events, n, channels,
                   NULL);
  return FALSE;
}
