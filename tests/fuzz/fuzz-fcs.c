/* fuzz-fcs.c - any bytes as a flow cytometry file: its container, its first and last event, and what a person is told (libFuzzer)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-io-test.h"
#include "reader/iso-fcs.h"

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

#define BYTES "\1\2\3\4\5\6\7\10\11\12\13\14\15\16\17\20"

/* Header and keywords of different kinds; the places are those of the bytes behind them. */
static const char *const samples[] = {
  "FCS3.0          58     177     178     193       0       0"
  "/$DATATYPE/I/$MODE/L/$BYTEORD/4,3,2,1/$PAR/2/$TOT/4/$P1B/16/$P1R/1024/$P1N/FSC/$P2B/16/$P2R/65536/$P2N/F/$P2S/Annexin V/" BYTES,
  "FCS3.1          58     176       0       0       0       0"
  "|$DATATYPE|F|$BYTEORD|1,2,3,4|$PAR|1|$TOT|2|$P1B|32|$P1R|0|$P1N|a||b|$BEGINDATA|177|$ENDDATA|192|$NEXTDATA|0|$CYT|x|$P1S|||z|q|" BYTES,
  "FCS2.0          58     150     151     166       0       0"
  "!$DATATYPE!D!$BYTEORD!2,1!$PAR!1!$P1B!64!$P1R!1!$NEXTDATA!167!$BEGINSTEXT!58!$ENDSTEXT!150!$CYT!!k!v!!!w!" BYTES
  "FCS3.2          58     120     121     122       0       0"
  "/$DATATYPE/I/$BYTEORD/1,2/$PAR/1/$P1B/8/$P1R/9/$TOT/2/         " BYTES,
};

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  const char *folder = (*argv)[*argc - 1];

  if (*argc < 2 || folder[0] == '-')
    return 0;
  g_mkdir_with_parents (folder, 0700);
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *name = g_strdup_printf ("sample-%u", (guint) i);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_file_set_contents (path, samples[i], -1, NULL);
    }
  return 0;
}

static void
read_set (const IsoFcs *fcs, const IsoFcsSet *set, gsize size)
{
  g_autofree double *values = g_new (double, set->channels->len);
  g_autofree char *names = iso_fcs_set_list_channels (set, 8);

  if (set->begin + set->n_events * set->size > size || !g_utf8_validate (names, -1, NULL))
    abort ();
  if (set->n_events == 0)
    return;
  iso_fcs_read_events (fcs, set, 0, 1, values);
  iso_fcs_read_events (fcs, set, set->n_events - 1, 1, values);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (IsoSource) source = iso_source_new ("fuzz", bytes, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) refusal = NULL;
  g_autoptr (IsoFcs) fcs = source != NULL ? iso_fcs_open (source, &error) : NULL;

  if (source == NULL)
    return 0;
  if ((fcs == NULL) != (error != NULL) || iso_fcs_refuse (source, &refusal) || refusal == NULL)
    abort ();
  for (guint i = 0; fcs != NULL && i < fcs->sets->len; i++)
    read_set (fcs, g_ptr_array_index (fcs->sets, i), size);
  return 0;
}
