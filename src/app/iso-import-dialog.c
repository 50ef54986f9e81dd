/* iso-import-dialog.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-import-dialog.h"

#include "iso-accessible.h"
#include "iso-compat.h"
#include "iso-figure-view.h"
#include "iso-paste.h"
#include "iso-resources.h"
#include "iso-user-text.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define MANY_FILES 20

/* A line of the list: a plate, or a file without one. */
typedef struct
{
  guint    file;
  gboolean has_plate;
  guint    plate;
} Line;

struct _IsoImportDialog
{
  AdwWindow parent_instance;

  IsoImportPlan  *plan;           /* (owned) */
  GFile          *folder;         /* (owned) (nullable) */
  GArray         *lines;          /* (owned) of Line, as in the list */
  GtkStringList  *rows;           /* (owned) what each line says: its title, what is below it, and whether it needs a look */
  GtkSingleSelection *selection;  /* (owned) */
  GPtrArray      *reads;          /* (owned) of char *: labels, as in the row "read" */
  GArray         *picks;          /* (owned) of IsoReadPick, as in the row "pick" */
  GPtrArray      *references;     /* (owned) of char *: labels, as in the row "reference" after the first */
  GCancellable   *taking;         /* (owned) (nullable) while it is being imported */
  gboolean        updating;       /* the choices are shown, not made */
  gboolean        ended;

  AdwLeaflet          *leaflet;
  GtkListView         *list;
  GtkScrolledWindow   *details;
  GtkButton           *take;
  GtkSpinner          *spinner;
  GtkLabel            *file_problem;
  IsoFigureView       *preview;
  GtkBox              *notices;
  AdwPreferencesGroup *plate_group;
  AdwPreferencesGroup *file_group;
  AdwPreferencesGroup *reason_group;
  AdwComboRow         *read;
  AdwComboRow         *reference;
  AdwComboRow         *target;
  AdwEntryRow         *run;
  AdwComboRow         *reader;
  AdwComboRow         *separator;
  AdwComboRow         *decimal;
  AdwComboRow         *wells;
  AdwComboRow         *pick;
  GtkProgressBar      *progress;
  GtkLabel            *marks;
  AdwActionRow        *turned_row;
  GtkSwitch           *turned;
  GtkLabel            *reasons;
  GtkLabel            *outcome;
  GtkLabel            *problem;
};

G_DEFINE_FINAL_TYPE (IsoImportDialog, iso_import_dialog, ADW_TYPE_WINDOW)

static guint ended;

/* --- what is chosen in the list --------------------------------------------------------------------------------------------------- */

static const Line *
get_line (IsoImportDialog *self)
{
  guint index = gtk_single_selection_get_selected (self->selection);

  return index < self->lines->len ? &g_array_index (self->lines, Line, index) : NULL;
}

static const IsoImportPlate *
get_plate (IsoImportDialog *self)
{
  const Line *line = get_line (self);

  return line != NULL && line->has_plate ? iso_import_plan_get_plate (self->plan, line->plate) : NULL;
}

static GArray *
list_lines (IsoImportDialog *self)
{
  GArray *lines = g_array_new (FALSE, TRUE, sizeof (Line));
  guint plate = 0;

  for (guint i = 0; i < iso_import_plan_get_n_files (self->plan); i++)
    {
      Line line = { i, FALSE, 0 };

      while (plate < iso_import_plan_get_n_plates (self->plan) && iso_import_plan_get_plate (self->plan, plate)->file == i)
        {
          line.has_plate = TRUE;
          line.plate = plate++;
          g_array_append_val (lines, line);
        }
      if (!line.has_plate)
        g_array_append_val (lines, line);
    }
  return lines;
}

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

static char *
plate_title (const IsoImportPlate *plate)
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

/* Sentences, one a line. */
static char *
join_messages (const GPtrArray *messages, const GPtrArray *more)
{
  GString *text = g_string_new (NULL);

  for (guint k = 0; k < 2; k++)
    {
      const GPtrArray *list = k == 0 ? messages : more;

      for (guint i = 0; i < list->len; i++)
        {
          g_autofree char *sentence = iso_message_to_user_text (g_ptr_array_index (list, i));

          g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", sentence);
        }
    }
  return g_string_free (text, FALSE);
}

/* With its place, which says where to look. */
static void
show_error (GtkLabel *label, const GError *error)
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

static IsoFigure *
build_cb (const IsoFigureStyle *style, double width_pt, double height_pt, gpointer data)
{
  const IsoImportPlate *plate = get_plate (data);
  g_autoptr (IsoReadout) readout = NULL;
  g_autofree char *title = NULL;
  const IsoReadPlate *shown;

  if (plate == NULL)
    return NULL;
  title = plate_title (plate);
  if (plate->reference != NULL)
    readout = subtract (plate);
  shown = readout != NULL ? g_ptr_array_index (readout->plates, 0) : plate->plate;
  return iso_figure_of_read (shown, readout != NULL ? g_ptr_array_index (shown->reads, 0) : plate->read,
                             get_target (plate)->to == ISO_IMPORT_TO_EMPTY ? NULL : plate->layout, title, NULL, style, width_pt, height_pt);
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
}

static void
show_notices (IsoImportDialog *self, const GPtrArray *notices)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->notices))) != NULL)
    gtk_box_remove (self->notices, child);
  gtk_widget_set_visible (GTK_WIDGET (self->notices), notices != NULL && notices->len > 0);
  for (guint i = 0; notices != NULL && i < notices->len; i++)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
      GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
      g_autofree char *text = iso_message_to_user_text (g_ptr_array_index (notices, i));
      GtkWidget *label = gtk_label_new (text);

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
static const guint sizes[] = { 6, 12, 24, 48, 96, 384, 1536 };

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

static void
show_details (IsoImportDialog *self)
{
  const Line *line = get_line (self);
  const IsoImportPlate *plate = get_plate (self);
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
  if (sight != NULL)
    {
      g_autofree char *text = join_messages (sight->reasons, sight->messages);
      g_autofree char *name = g_markup_escape_text (sight->name, -1);

      gtk_label_set_text (self->reasons, sight->table ? _("A table: what stood in the wells.") : text);
      adw_preferences_group_set_description (self->reason_group, name);
      gtk_widget_set_visible (GTK_WIDGET (self->file_group), !sight->table);
      show_error (self->file_problem, sight->table ? iso_import_plan_get_layout_error (self->plan) : sight->error);
      show_readers (self, sight);
      gtk_widget_set_visible (GTK_WIDGET (self->separator), sight->text);
      gtk_widget_set_visible (GTK_WIDGET (self->decimal), sight->text);
      adw_combo_row_set_selected (self->separator, sight->separator);
      adw_combo_row_set_selected (self->decimal, sight->decimal);
      gtk_switch_set_active (self->turned, sight->turned);
      adw_combo_row_set_selected (self->wells, 0);
      for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
        if (sizes[i] == sight->wells)
          adw_combo_row_set_selected (self->wells, i + 1);
      show_picks (self, sight);
    }
  iso_figure_view_invalidate (self->preview);
  self->updating = FALSE;
}

/* "title\nsubtitle\n1": with the mark, it needs a look. */
static char *
make_row (IsoImportDialog *self, const Line *line)
{
  const IsoImportSight *sight = iso_import_plan_get_file (self->plan, line->file);
  const IsoImportPlate *plate = line->has_plate ? iso_import_plan_get_plate (self->plan, line->plate) : NULL;
  g_autofree char *title = plate != NULL ? plate_title (plate) : g_strdup (sight->name);
  const char *subtitle = sight->error != NULL ? _("Could not be read") : sight->table ? _("Table") : sight->name;
  gboolean warns = sight->error != NULL || (sight->table && iso_import_plan_get_layout_error (self->plan) != NULL)
                   || (plate != NULL && plate->notices->len > 0);

  g_strdelimit (title, "\n", ' ');
  return g_strdup_printf ("%s\n%s\n%s", title, subtitle, warns ? "1" : "");
}

static GtkWidget *
create_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
setup_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  GtkWidget *subtitle = create_label ("dim-label");

  gtk_widget_add_css_class (subtitle, "caption");
  gtk_box_append (GTK_BOX (texts), create_label (NULL));
  gtk_box_append (GTK_BOX (texts), subtitle);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_margin_top (texts, 6);
  gtk_widget_set_margin_bottom (texts, 6);
  gtk_widget_add_css_class (icon, "warning");
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Needs a look"), -1);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_list_item_set_child (item, box);
}

static void
bind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *texts = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *title = gtk_widget_get_first_child (texts);
  GtkWidget *row = gtk_widget_get_parent (gtk_list_item_get_child (item));
  g_auto (GStrv) parts = g_strsplit (gtk_string_object_get_string (gtk_list_item_get_item (item)), "\n", 3);

  /* The focus is on what GTK puts around it. */
  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, parts[0], GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    *parts[2] != '\0' ? _("Needs a look") : parts[1], -1);
  gtk_label_set_text (GTK_LABEL (title), parts[0]);
  gtk_widget_set_tooltip_text (title, parts[0]);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (title)), parts[1]);
  gtk_widget_set_visible (gtk_widget_get_next_sibling (texts), *parts[2] != '\0');
}

/* A row that says the same stays. */
static void
show_list (IsoImportDialog *self)
{
  g_autoptr (GArray) lines = list_lines (self);
  guint had = g_list_model_get_n_items (G_LIST_MODEL (self->rows));

  g_array_set_size (self->lines, 0);
  g_array_append_vals (self->lines, lines->data, lines->len);
  if (lines->len != had)
    {
      g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

      for (guint i = 0; i < lines->len; i++)
        g_ptr_array_add (texts, make_row (self, &g_array_index (lines, Line, i)));
      g_ptr_array_add (texts, NULL);
      gtk_string_list_splice (self->rows, 0, had, (const char *const *) texts->pdata);
      return;
    }
  for (guint i = 0; i < lines->len; i++)
    {
      g_autofree char *text = make_row (self, &g_array_index (lines, Line, i));

      if (strcmp (gtk_string_list_get_string (self->rows, i), text) != 0)
        gtk_string_list_splice (self->rows, i, 1, (const char *const[]) { text, NULL });
    }
}

static void
append_sentence (GString *text, char *sentence)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", sentence);
  g_free (sentence);
}

static void
show_outcome (IsoImportDialog *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *label = NULL;
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
  gtk_label_set_text (self->outcome, text->len > 0 ? text->str : _("Nothing will change."));
}

/* A few files are read before anybody could see how far. */
static void
show_progress (IsoImportDialog *self)
{
  g_autofree char *text = NULL;
  guint done = 0, total = 0;
  gboolean shown = iso_import_plan_get_busy (self->plan) && iso_import_plan_get_progress (self->plan, &done, &total) && total >= MANY_FILES;

  gtk_widget_set_visible (GTK_WIDGET (self->progress), shown);
  if (!shown)
    return;
  text = g_strdup_printf (_("Reading: %u of %u files"), done, total);
  gtk_progress_bar_set_text (self->progress, text);
  gtk_progress_bar_set_fraction (self->progress, (double) done / total);
}

static void
update (IsoImportDialog *self)
{
  gboolean busy = iso_import_plan_get_busy (self->plan) || self->taking != NULL;

  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.take", !busy && iso_import_plan_get_problem (self->plan) == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.add", self->taking == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->leaflet), self->taking == NULL);
  show_progress (self);
  self->updating = TRUE;
  show_list (self);
  self->updating = FALSE;
  show_details (self);
  show_outcome (self);
  show_error (self->problem, busy ? NULL : iso_import_plan_get_problem (self->plan));
}

/* --- choices ---------------------------------------------------------------------------------------------------------------------- */

static void
row_selected_cb (IsoImportDialog *self)
{
  if (self->plan != NULL && !self->updating)
    show_details (self);
}

static void
row_activated_cb (IsoImportDialog *self)
{
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->details));
}

static void
read_chosen_cb (IsoImportDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->read);

  if (!self->updating && get_plate (self) != NULL && selected < self->reads->len)
    iso_import_plan_set_read (self->plan, get_line (self)->plate, g_ptr_array_index (self->reads, selected));
}

static void
reference_chosen_cb (IsoImportDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->reference);

  if (!self->updating && get_plate (self) != NULL && selected <= self->references->len)
    iso_import_plan_set_reference (self->plan, get_line (self)->plate,
                                   selected > 0 ? g_ptr_array_index (self->references, selected - 1) : NULL);
}

static void
target_chosen_cb (IsoImportDialog *self)
{
  const IsoImportPlate *plate = self->updating ? NULL : get_plate (self);
  guint selected = adw_combo_row_get_selected (self->target);

  if (plate != NULL && selected < plate->targets->len)
    iso_import_plan_set_target (self->plan, get_line (self)->plate, selected);
}

static void
run_chosen_cb (IsoImportDialog *self)
{
  if (!self->updating && get_plate (self) != NULL)
    iso_import_plan_set_run (self->plan, get_line (self)->plate, gtk_editable_get_text (GTK_EDITABLE (self->run)));
}

static void
reader_chosen_cb (IsoImportDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->reader);

  if (!self->updating && get_line (self) != NULL && selected != GTK_INVALID_LIST_POSITION)
    iso_import_plan_set_reader (self->plan, get_line (self)->file, selected > 0 ? iso_import_reader_id (selected - 1) : NULL);
}

static void
separator_chosen_cb (IsoImportDialog *self)
{
  if (!self->updating && get_line (self) != NULL)
    iso_import_plan_set_separator (self->plan, get_line (self)->file, (IsoImportSeparator) adw_combo_row_get_selected (self->separator));
}

static void
decimal_chosen_cb (IsoImportDialog *self)
{
  if (!self->updating && get_line (self) != NULL)
    iso_import_plan_set_decimal (self->plan, get_line (self)->file, (IsoImportDecimal) adw_combo_row_get_selected (self->decimal));
}

static void
turned_chosen_cb (IsoImportDialog *self)
{
  if (!self->updating && get_line (self) != NULL)
    iso_import_plan_set_turned (self->plan, get_line (self)->file, gtk_switch_get_active (self->turned));
}

static void
wells_chosen_cb (IsoImportDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->wells);

  if (!self->updating && get_line (self) != NULL && selected <= G_N_ELEMENTS (sizes))
    iso_import_plan_set_wells (self->plan, get_line (self)->file, selected > 0 ? sizes[selected - 1] : 0);
}

static void
pick_chosen_cb (IsoImportDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->pick);

  if (!self->updating && get_line (self) != NULL && selected < self->picks->len)
    iso_import_plan_set_pick (self->plan, get_line (self)->file, &g_array_index (self->picks, IsoReadPick, selected));
}

static void
back_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  adw_leaflet_navigate (ISO_IMPORT_DIALOG (widget)->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  IsoImportDialog *self = ISO_IMPORT_DIALOG (source);
  g_autoptr (GListModel) files = iso_compat_open_finish (GTK_WINDOW (self), result);

  if (files != NULL && self->plan != NULL)
    iso_import_plan_add_files (self->plan, files);
}

static void
add_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (all, _("All Files"));
  gtk_file_filter_add_pattern (all, "*");
  g_list_store_append (filters, all);
  iso_compat_open_async (GTK_WINDOW (widget), G_LIST_MODEL (filters), ISO_IMPORT_DIALOG (widget)->folder, added_cb, NULL);
}

static gboolean
drop_cb (IsoImportDialog *self, const GValue *value)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GSList) dropped = gdk_file_list_get_files (g_value_get_boxed (value));

  for (GSList *item = dropped; item != NULL; item = item->next)
    g_list_store_append (files, item->data);
  if (dropped == NULL || self->taking != NULL)
    return FALSE;
  iso_import_plan_add_files (self->plan, G_LIST_MODEL (files));
  return TRUE;
}

/* What was copied in a spreadsheet, or in a file manager, is looked at too. */
static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IsoImportDialog) self = data;
  g_autoptr (GListModel) files = iso_paste_finish (result, NULL);

  if (files != NULL && self->plan != NULL && self->taking == NULL)
    iso_import_plan_add_files (self->plan, files);
}

static void
paste_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  iso_paste_async (widget, pasted_cb, g_object_ref (widget));
}

/* --- the end ---------------------------------------------------------------------------------------------------------------------- */

static void
end (IsoImportDialog *self, gboolean taken)
{
  g_autoptr (GPtrArray) files = NULL;

  if (self->ended)
    return;
  self->ended = TRUE;
  files = iso_import_plan_list_files (self->plan);
  iso_paste_forget (files);
  g_signal_emit (self, ended, 0, taken);
}

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IsoImportDialog) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = iso_import_plan_take_finish (ISO_IMPORT_PLAN (source), result, &error);

  g_clear_object (&self->taking);
  if (self->plan == NULL)
    return;
  if (done)
    {
      end (self, TRUE);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  update (self);
  if (!g_error_matches (error, ISO_ERROR, ISO_ERROR_CANCELLED))
    show_error (self->problem, error);
}

static void
take_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  IsoImportDialog *self = ISO_IMPORT_DIALOG (widget);

  /* What is still being typed counts. */
  run_chosen_cb (self);
  self->taking = g_cancellable_new ();
  update (self);
  iso_import_plan_take_async (self->plan, self->taking, taken_cb, g_object_ref (self));
}

/* While it is being imported, Cancel stops that and no more. */
static gboolean
close_request_cb (IsoImportDialog *self)
{
  if (self->taking != NULL)
    {
      g_cancellable_cancel (self->taking);
      return TRUE;
    }
  iso_import_plan_cancel (self->plan);
  end (self, FALSE);
  return FALSE;
}

static void
iso_import_dialog_dispose (GObject *object)
{
  IsoImportDialog *self = ISO_IMPORT_DIALOG (object);

  if (self->preview != NULL)
    iso_figure_view_set_build (self->preview, NULL, NULL);
  if (self->taking != NULL)
    g_cancellable_cancel (self->taking);
  if (self->plan != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->plan, self);
      iso_import_plan_cancel (self->plan);
    }
  g_clear_object (&self->plan);
  g_clear_object (&self->folder);
  G_OBJECT_CLASS (iso_import_dialog_parent_class)->dispose (object);
}

static void
iso_import_dialog_finalize (GObject *object)
{
  IsoImportDialog *self = ISO_IMPORT_DIALOG (object);

  g_array_unref (self->lines);
  g_object_unref (self->rows);
  g_object_unref (self->selection);
  g_ptr_array_unref (self->reads);
  g_ptr_array_unref (self->references);
  g_array_unref (self->picks);
  G_OBJECT_CLASS (iso_import_dialog_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, leaflet);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, list);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, details);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, take);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, file_problem);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, notices);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, plate_group);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, file_group);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, reason_group);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, read);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, reference);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, target);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, run);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, reader);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, separator);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, decimal);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, wells);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, pick);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, marks);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, turned_row);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, turned);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, reasons);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, outcome);
  gtk_widget_class_bind_template_child (widget_class, IsoImportDialog, problem);
}

static void
iso_import_dialog_class_init (IsoImportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = iso_import_dialog_dispose;
  object_class->finalize = iso_import_dialog_finalize;

  ended = g_signal_new ("ended", ISO_TYPE_IMPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  gtk_widget_class_install_action (widget_class, "import.take", NULL, take_cb);
  gtk_widget_class_install_action (widget_class, "import.add", NULL, add_cb);
  gtk_widget_class_install_action (widget_class, "import.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "import.paste", NULL, paste_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "import.paste", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  g_type_ensure (ISO_TYPE_FIGURE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-import-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, read_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, reference_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, target_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, run_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, reader_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, separator_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, decimal_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, turned_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, wells_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, pick_chosen_cb);
}

/* Only rows that are seen are made: there may be thousands. */
static void
init_list (IsoImportDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->rows = gtk_string_list_new (NULL);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->rows)));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), NULL);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (row_selected_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (click, "released", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (click));
}

static void
iso_import_dialog_init (IsoImportDialog *self)
{
  self->lines = g_array_new (FALSE, TRUE, sizeof (Line));
  self->reads = g_ptr_array_new_with_free_func (g_free);
  self->references = g_ptr_array_new_with_free_func (g_free);
  self->picks = g_array_new (FALSE, TRUE, sizeof (IsoReadPick));
  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  init_list (self);
  self->updating = FALSE;
  iso_accessible_name_editable (GTK_EDITABLE (self->run), _("Independent Experiment"));
}

IsoImportDialog *
iso_import_dialog_new (GtkWindow *parent, IsoImportPlan *plan, GFile *folder)
{
  IsoImportDialog *self = g_object_new (ISO_TYPE_IMPORT_DIALOG, "transient-for", parent, "modal", TRUE, "destroy-with-parent", TRUE, NULL);
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->plan = g_object_ref (plan);
  g_set_object (&self->folder, folder);
  iso_figure_view_set_build (self->preview, build_cb, self);
  g_signal_connect_swapped (drop, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
  g_signal_connect (self, "close-request", G_CALLBACK (close_request_cb), NULL);
  g_signal_connect_object (plan, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (plan, "progress", G_CALLBACK (show_progress), self, G_CONNECT_SWAPPED);
  update (self);
  return self;
}

IsoImportPlan *
iso_import_dialog_get_plan (IsoImportDialog *self)
{
  g_return_val_if_fail (ISO_IS_IMPORT_DIALOG (self), NULL);

  return self->plan;
}
