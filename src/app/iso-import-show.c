/* iso-import-show.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-import-dialog-private.h"

#include "iso-user-text.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

static const IsoImportTarget *
get_target (const IsoImportPlate *plate)
{
  return &g_array_index (plate->targets, IsoImportTarget, plate->target);
}

/* --- texts ------------------------------------------------------------------------------------------------------------------------ */

static char *
target_text (const IsoImportTarget *target)
{
  switch (target->to)
    {
    case ISO_IMPORT_TO_PLATE:
      return g_strdup_printf (target->measured ? _("Plate “%s”, measured before") : _("Plate “%s”"), target->name);
    case ISO_IMPORT_TO_LAYOUT:
      return *target->name != '\0' ? g_strdup_printf (_("New plate, by layout “%s”"), target->name) : g_strdup (_("New plate, by the layout"));
    case ISO_IMPORT_TO_COPY:
      return g_strdup_printf (_("New plate like “%s”"), target->name);
    case ISO_IMPORT_TO_EMPTY:
      return g_strdup (_("New plate, wells filled in later"));
    case ISO_IMPORT_TO_NONE:
    default:
      return g_strdup (_("Leave out"));
    }
}

char *
iso_import_plate_title (const IsoImportPlate *plate)
{
  const IsoImportTarget *target = get_target (plate);

  return g_strdup (target->to == ISO_IMPORT_TO_PLATE ? target->name : plate->name);
}

static const char *
get_reader_name (const char *id)
{
  for (guint i = 0; id != NULL && iso_import_reader_id (i) != NULL; i++)
    if (strcmp (iso_import_reader_id (i), id) == 0)
      return iso_import_reader_name (i);
  return NULL;
}

/* Sentences, one a line, each once: what a reader says of every sheet it says in the same words. */
static char *
join_messages (const GPtrArray *messages, const GPtrArray *more)
{
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GString *text = g_string_new (NULL);

  for (guint k = 0; k < 2; k++)
    {
      const GPtrArray *list = k == 0 ? messages : more;

      for (guint i = 0; i < list->len; i++)
        {
          g_autofree char *sentence = iso_message_to_user_text (g_ptr_array_index (list, i));

          if (!g_hash_table_contains (said, sentence))
            g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", sentence);
          g_hash_table_add (said, g_steal_pointer (&sentence));
        }
    }
  return g_string_free (text, FALSE);
}

/* With its place, which says where to look. */
void
iso_import_show_error (GtkLabel *label, const GError *error)
{
  g_autofree char *sentence = error != NULL ? iso_error_to_user_text (error) : NULL;
  g_autofree char *place = error != NULL ? iso_error_to_user_place (error) : NULL;
  g_autofree char *text = place != NULL ? g_strdup_printf ("%s\n%s", place, sentence) : g_strdup (sentence);

  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

/* --- the preview ------------------------------------------------------------------------------------------------------------------ */

/* What the dataset will hold: the read, less its reference. */
static IsoReadout *
subtract (const IsoImportPlate *plate)
{
  IsoReadout *readout = iso_readout_new (plate->readout->file, plate->readout->reader, plate->readout->reader_version);
  IsoReadPlate *made = iso_readout_add_plate (readout, plate->plate->name);
  g_autofree char *label = g_strdup_printf ("%s \u2212 %s", plate->read->label, plate->reference->label);
  IsoRead *read = iso_read_plate_add (made, label, TRUE);

  made->format = plate->plate->format;
  for (guint i = 0; i < plate->read->readings->len; i++)
    {
      const IsoReading *one = &g_array_index (plate->read->readings, IsoReading, i);
      const IsoReading *other = iso_read_get (plate->reference, one->well);
      IsoReadingFlag flag = one->flag != ISO_FLAG_NONE ? one->flag : other != NULL ? other->flag : ISO_FLAG_MISSING;

      iso_read_add (read, one->well, other != NULL ? one->value - other->value : one->value, flag, NULL, one->line);
    }
  iso_read_sort (read);
  return readout;
}

IsoFigure *
iso_import_build_preview (const IsoFigureStyle *style, double width_pt, double height_pt, gpointer data)
{
  const IsoImportPlate *plate = iso_import_dialog_get_plate (data);
  g_autoptr (IsoReadout) readout = NULL;
  g_autofree char *title = NULL;
  const IsoLayout *layout = NULL;
  const IsoReadPlate *shown;

  if (plate == NULL)
    return NULL;
  title = iso_import_plate_title (plate);
  if (plate->reference != NULL)
    readout = subtract (plate);
  shown = readout != NULL ? g_ptr_array_index (readout->plates, 0) : plate->plate;
  if (plate->stand != NULL && get_target (plate)->to != ISO_IMPORT_TO_EMPTY)
    layout = plate->stand->layout;
  return iso_figure_of_read (shown, readout != NULL ? g_ptr_array_index (shown->reads, 0) : plate->read, layout, title, NULL, style, width_pt,
                             height_pt);
}

/* --- showing the plan ------------------------------------------------------------------------------------------------------------- */

/* A list that is the same stays, and with it what is open of it. */
static void
set_choices (AdwComboRow *row, GPtrArray *texts, guint selected)
{
  GListModel *old = adw_combo_row_get_model (row);
  gboolean same = old != NULL && g_list_model_get_n_items (old) == texts->len;

  for (guint i = 0; same && i < texts->len; i++)
    same = strcmp (gtk_string_list_get_string (GTK_STRING_LIST (old), i), g_ptr_array_index (texts, i)) == 0;
  if (!same)
    {
      g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

      for (guint i = 0; i < texts->len; i++)
        gtk_string_list_append (list, g_ptr_array_index (texts, i));
      adw_combo_row_set_model (row, G_LIST_MODEL (list));
    }
  adw_combo_row_set_selected (row, selected);
}

static char *
read_text (const IsoRead *read)
{
  if (*read->label == '\0')
    return g_strdup (_("The only one"));
  return read->calculated ? g_strdup_printf (_("%s, calculated by the reader"), read->label) : g_strdup (read->label);
}

/* Measured ones first. */
static void
show_reads (IsoImportDialog *self, const IsoImportPlate *plate)
{
  g_autoptr (GPtrArray) read_texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) reference_texts = g_ptr_array_new_with_free_func (g_free);
  guint read_index = 0, reference_index = 0;

  g_ptr_array_set_size (self->reads, 0);
  g_ptr_array_set_size (self->references, 0);
  g_ptr_array_add (reference_texts, g_strdup (_("Nothing")));
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < plate->plate->reads->len; i++)
      {
        const IsoRead *read = g_ptr_array_index (plate->plate->reads, i);

        if (read->calculated != (pass == 1))
          continue;
        if (read == plate->read)
          read_index = read_texts->len;
        g_ptr_array_add (read_texts, read_text (read));
        g_ptr_array_add (self->reads, g_strdup (read->label));
        if (read == plate->read)
          continue;
        if (read == plate->reference)
          reference_index = reference_texts->len;
        g_ptr_array_add (reference_texts, read_text (read));
        g_ptr_array_add (self->references, g_strdup (read->label));
      }
  set_choices (self->read, read_texts, read_index);
  set_choices (self->reference, reference_texts, reference_index);
  gtk_widget_set_visible (GTK_WIDGET (self->reference), reference_texts->len > 1);
}

/* The experiments that a plate can be of, to be chosen instead of typed. */
static void
show_runs (IsoImportDialog *self)
{
  g_autoptr (GPtrArray) runs = iso_import_plan_list_runs (self->plan);
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < runs->len; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);
      const char *name = g_ptr_array_index (runs, i);

      /* No mnemonics in names. */
      g_auto (GStrv) parts = g_strsplit (name, "_", -1);
      g_autofree char *label = g_strjoinv ("__", parts);

      g_menu_item_set_label (item, label);
      g_menu_item_set_action_and_target (item, "import.choose-run", "s", name);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->runs, G_MENU_MODEL (menu));
  gtk_widget_set_sensitive (GTK_WIDGET (self->runs), runs->len > 0);
}

static void
show_targets (IsoImportDialog *self, const IsoImportPlate *plate)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  IsoImportTo to = get_target (plate)->to;

  for (guint i = 0; i < plate->targets->len; i++)
    g_ptr_array_add (texts, target_text (&g_array_index (plate->targets, IsoImportTarget, i)));
  set_choices (self->target, texts, plate->target);
  gtk_widget_set_visible (GTK_WIDGET (self->run), to != ISO_IMPORT_TO_NONE && to != ISO_IMPORT_TO_PLATE);
  if (strcmp (gtk_editable_get_text (GTK_EDITABLE (self->run)), plate->run) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->run), plate->run);
  show_runs (self);
}

/* The box is always shown: GTK 4.8 forgets to ask a box anew that was hidden, and gives wrapped labels in it the height of one line. */
static void
show_notices (IsoImportDialog *self, const GPtrArray *notices)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->notices))) != NULL)
    gtk_box_remove (self->notices, child);
  for (guint i = 0; notices != NULL && i < notices->len; i++)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
      GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
      g_autofree char *text = iso_message_to_user_text (g_ptr_array_index (notices, i));
      GtkWidget *label = gtk_label_new (text);

      gtk_widget_set_margin_top (box, 12);
      gtk_widget_add_css_class (icon, "warning");
      gtk_widget_set_valign (icon, GTK_ALIGN_START);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_set_hexpand (label, TRUE);
      gtk_box_append (GTK_BOX (box), icon);
      gtk_box_append (GTK_BOX (box), label);
      gtk_box_append (self->notices, box);
    }
}

static void
show_readers (IsoImportDialog *self, const IsoImportSight *sight)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  const char *name = get_reader_name (sight->reader);
  guint selected = 0;

  g_ptr_array_add (texts, sight->chosen == NULL && name != NULL ? g_strdup_printf (_("As it looks: %s"), name) : g_strdup (_("As It Looks")));
  for (guint i = 0; iso_import_reader_id (i) != NULL; i++)
    {
      if (g_strcmp0 (iso_import_reader_id (i), sight->chosen) == 0)
        selected = texts->len;
      g_ptr_array_add (texts, g_strdup (iso_import_reader_name (i)));
    }
  set_choices (self->reader, texts, selected);
}

/* Sizes as in the row "wells", after the first. */
const guint iso_import_sizes[ISO_IMPORT_N_SIZES] = { 6, 12, 24, 48, 96, 384, 1536 };

static void
add_pick (IsoImportDialog *self, GPtrArray *texts, char *text, IsoPickHow how, double time, double wavelength)
{
  const IsoReadPick pick = { how, time, wavelength };

  g_array_append_val (self->picks, pick);
  g_ptr_array_add (texts, text);
}

static gboolean
is_same (double one, double two)
{
  return one == two || (isnan (one) && isnan (two));
}

/* What can be picked: all, an end, the largest, how fast it rises, and each time or wavelength. */
static void
show_picks (IsoImportDialog *self, const IsoImportSight *sight)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  gboolean kinetic = sight->times != NULL && sight->times->len > 1;
  guint selected = 0;

  gtk_widget_set_visible (GTK_WIDGET (self->pick), sight->series);
  if (!sight->series)
    return;
  g_array_set_size (self->picks, 0);
  add_pick (self, texts, g_strdup (_("Every Reading")), ISO_PICK_ALL, NAN, NAN);
  add_pick (self, texts, g_strdup (_("The First")), ISO_PICK_FIRST, NAN, NAN);
  add_pick (self, texts, g_strdup (_("The Last")), ISO_PICK_LAST, NAN, NAN);
  add_pick (self, texts, g_strdup (_("The Largest of Each Well")), ISO_PICK_MAXIMUM, NAN, NAN);
  if (kinetic)
    add_pick (self, texts, g_strdup (_("The Slope of Each Well, per Hour")), ISO_PICK_SLOPE, NAN, NAN);
  for (guint i = 0; sight->times != NULL && i < sight->times->len; i++)
    {
      double time = g_array_index (sight->times, double, i);

      add_pick (self, texts, g_strdup_printf (_("At %g s"), time), ISO_PICK_NEAREST, time, NAN);
    }
  for (guint i = 0; sight->wavelengths != NULL && i < sight->wavelengths->len; i++)
    {
      double wavelength = g_array_index (sight->wavelengths, double, i);

      add_pick (self, texts, g_strdup_printf (_("At %g nm"), wavelength), ISO_PICK_NEAREST, NAN, wavelength);
    }
  for (guint i = 0; i < self->picks->len; i++)
    {
      const IsoReadPick *pick = &g_array_index (self->picks, IsoReadPick, i);

      if (pick->how == sight->pick.how && is_same (pick->time, sight->pick.time) && is_same (pick->wavelength, sight->pick.wavelength))
        selected = i;
    }
  set_choices (self->pick, texts, selected);
}

static void
add_count (GString *text, char *sentence, guint n)
{
  if (n > 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", sentence);
  g_free (sentence);
}

/* In words what the preview shows by its marks. */
static void
show_marks (IsoImportDialog *self, const IsoImportPlate *plate)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint beyond = 0, masked = 0, without = 0, unread;

  gtk_widget_set_visible (GTK_WIDGET (self->marks), plate != NULL);
  if (plate == NULL)
    return;
  for (guint i = 0; i < plate->read->readings->len; i++)
    {
      IsoReadingFlag flag = g_array_index (plate->read->readings, IsoReading, i).flag;

      beyond += flag == ISO_FLAG_OVERFLOW || flag == ISO_FLAG_UNDERFLOW;
      masked += flag == ISO_FLAG_MASKED;
      without += flag == ISO_FLAG_EMPTY || flag == ISO_FLAG_MISSING || flag == ISO_FLAG_ERROR;
    }
  unread = plate->plate->format->wells - plate->read->readings->len;
  add_count (text, g_strdup_printf (ngettext ("%u well is beyond the range.", "%u wells are beyond the range.", beyond), beyond), beyond);
  add_count (text, g_strdup_printf (ngettext ("%u well was masked at the reader.", "%u wells were masked at the reader.", masked), masked), masked);
  add_count (text, g_strdup_printf (ngettext ("%u well has no number.", "%u wells have no number.", without), without), without);
  add_count (text, g_strdup_printf (ngettext ("%u well was not read.", "%u wells were not read.", unread), unread), unread);
  gtk_label_set_text (self->marks, text->len > 0 ? text->str : _("Every well has a number."));
}

void
iso_import_dialog_show_details (IsoImportDialog *self)
{
  const Line *line = iso_import_dialog_get_line (self);
  const IsoImportPlate *plate = iso_import_dialog_get_plate (self);
  const IsoImportSight *sight = line != NULL ? iso_import_plan_get_file (self->plan, line->file) : NULL;

  self->updating = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->details), sight != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->preview), plate != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->plate_group), plate != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->turned_row), plate != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->wells), plate != NULL || (sight != NULL && sight->wells > 0));
  show_notices (self, plate != NULL ? plate->notices : NULL);
  show_marks (self, plate);
  if (plate != NULL)
    {
      show_reads (self, plate);
      show_targets (self, plate);
    }
  iso_import_dialog_show_columns (self, sight);
  if (sight != NULL)
    {
      g_autofree char *text = join_messages (sight->reasons, sight->messages);
      g_autofree char *name = g_markup_printf_escaped ("<span insert_hyphens=\"false\">%s</span>", sight->name);

      gtk_label_set_text (self->reasons, sight->table ? _("A table: what stood in the wells.") : text);
      adw_preferences_group_set_description (self->reason_group, name);
      gtk_widget_set_visible (GTK_WIDGET (self->file_group), !sight->table);
      iso_import_show_error (self->file_problem, sight->table ? iso_import_plan_get_layout_error (self->plan) : sight->error);
      show_readers (self, sight);
      gtk_widget_set_visible (GTK_WIDGET (self->separator), sight->text);
      gtk_widget_set_visible (GTK_WIDGET (self->decimal), sight->text);
      adw_combo_row_set_selected (self->separator, sight->separator);
      adw_combo_row_set_selected (self->decimal, sight->decimal);
      gtk_switch_set_active (self->turned, sight->turned);
      adw_combo_row_set_selected (self->wells, 0);
      for (guint i = 0; i < G_N_ELEMENTS (iso_import_sizes); i++)
        if (iso_import_sizes[i] == sight->wells)
          adw_combo_row_set_selected (self->wells, i + 1);
      show_picks (self, sight);
    }
  iso_figure_view_invalidate (self->preview);
  self->updating = FALSE;
}

/* Plates that will be taken in spite of what is said of them. */
static guint
count_noticed (IsoImportPlan *plan)
{
  guint n = 0;

  for (guint i = 0; i < iso_import_plan_get_n_plates (plan); i++)
    {
      const IsoImportPlate *plate = iso_import_plan_get_plate (plan, i);

      n += plate->notices->len > 0 && get_target (plate)->to != ISO_IMPORT_TO_NONE;
    }
  return n;
}

static void
append_sentence (GString *text, char *sentence)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", sentence);
  g_free (sentence);
}

void
iso_import_dialog_show_outcome (IsoImportDialog *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *label = NULL;
  guint noticed = count_noticed (self->plan);
  IsoImportOutcome outcome;

  iso_import_plan_get_outcome (self->plan, &outcome);
  label = g_strdup_printf (ngettext ("_Import %u Plate", "_Import %u Plates", outcome.plates), outcome.plates);
  gtk_button_set_label (self->take, outcome.plates > 0 ? label : _("_Import"));
  if (outcome.plates > 0)
    append_sentence (text, g_strdup_printf (ngettext ("%u reading is taken.", "%u readings are taken.", outcome.readings), outcome.readings));
  if (outcome.made > 0)
    append_sentence (text, g_strdup_printf (ngettext ("%u plate is new.", "%u plates are new.", outcome.made), outcome.made));
  if (outcome.plates > outcome.made)
    append_sentence (text, g_strdup_printf (ngettext ("%u plate of the experiment gets its readings.",
                                                      "%u plates of the experiment get their readings.", outcome.plates - outcome.made),
                                            outcome.plates - outcome.made));
  if (outcome.replaced > 0)
    append_sentence (text, g_strdup_printf (ngettext ("What was read from %u of them before is replaced.",
                                                      "What was read from %u of them before is replaced.", outcome.replaced),
                                            outcome.replaced));
  if (outcome.left_out > 0)
    append_sentence (text, g_strdup_printf (ngettext ("%u plate is left out.", "%u plates are left out.", outcome.left_out),
                                            outcome.left_out));
  if (noticed > 0)
    append_sentence (text, g_strdup_printf (ngettext ("%u plate has a warning: look at it first.",
                                                      "%u plates have a warning: look at them first.", noticed), noticed));
  gtk_label_set_text (self->outcome, text->len > 0 ? text->str : _("Nothing will change."));
}
