/* iso-rule-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-rule-list.h"

#include "iso-accessible.h"
#include "iso-project-layout.h"
#include "iso-user-text.h"

#include <glib/gi18n.h>

typedef enum
{
  STATE_KEPT,
  STATE_BROKEN,
  STATE_OFF,
} State;

/* How each is shown: sign, style, and what a row says first. */
static const struct
{
  const char *icon;
  const char *style;
} looks[] = {
  [STATE_KEPT] = { "object-select-symbolic", "success" },
  [STATE_BROKEN] = { "dialog-warning-symbolic", "error" },
  [STATE_OFF] = { "action-unavailable-symbolic", "dim-label" },
};

struct _IsoRuleList
{
  AdwBin parent_instance;

  IsoProject       *project;     /* (owned) (nullable) */
  IsoWellSelection *selection;   /* (owned) (nullable) */
  guint             ring;
  GArray           *findings;    /* (owned) (nullable) of IsoRuleFinding */
  IsoOutline       *outline;     /* (owned) (nullable) what is off, and why */
  GtkLabel         *summary;
  GtkLabel         *problem;
  GtkListBox       *list;
};

G_DEFINE_FINAL_TYPE (IsoRuleList, iso_rule_list, ADW_TYPE_BIN)

static const IsoRuleFinding *
get_finding (IsoRuleList *self, guint rule)
{
  return &g_array_index (self->findings, IsoRuleFinding, rule);
}

static State
get_state (IsoRuleList *self, guint rule)
{
  if ((self->outline->layout.off >> rule & 1) != 0)
    return STATE_OFF;
  return get_finding (self, rule)->kept ? STATE_KEPT : STATE_BROKEN;
}

/* What was found, in words; to be freed. */
static char *
describe (IsoRuleList *self, guint rule)
{
  guint n = get_finding (self, rule)->wells->len;
  const char *reason = self->outline->reasons->pdata[rule];

  switch (get_state (self, rule))
    {
    case STATE_OFF:
      /* Translators: a rule of the plate map does not count, and why. */
      return g_strdup_printf (_("Switched off: %s"), reason != NULL ? reason : "");
    case STATE_BROKEN:
      return n == 0 ? g_strdup (_("Not kept")) : g_strdup_printf (ngettext ("Not kept: %u well", "Not kept: %u wells", n), n);
    case STATE_KEPT:
    default:
      return g_strdup (_("Kept"));
    }
}

static void
set_rule (IsoRuleList *self, guint rule, const char *reason)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!iso_project_set_rule_off (self->project, (IsoLayoutRule) rule, reason, &error))
    text = iso_error_to_user_text (error);
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static guint
get_rule (gpointer widget)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "rule"));
}

static void
on_cb (GtkButton *button, gpointer self)
{
  set_rule (self, get_rule (button), NULL);
}

/* The list is made anew: the popover may not go while it is still shown. */
static void
reason_cb (GtkEntry *entry, gpointer self)
{
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (entry), GTK_TYPE_POPOVER);

  if (*reason == '\0')
    {
      gtk_widget_error_bell (GTK_WIDGET (entry));
      return;
    }
  gtk_popover_popdown (GTK_POPOVER (popover));
  set_rule (self, get_rule (entry), reason);
}

static void
switch_clicked_cb (GtkButton *button, gpointer self)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER);

  reason_cb (GTK_ENTRY (g_object_get_data (G_OBJECT (popover), "entry")), self);
}

static GtkWidget *
create_off_popover (IsoRuleList *self, guint rule)
{
  GtkWidget *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new (_("Why does this rule not count here?")), *entry = gtk_entry_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_("Switch _Off"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("The reason is kept with the project"));
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 28);
  iso_accessible_name_editable (GTK_EDITABLE (entry), _("Why does this rule not count here?"));
  gtk_widget_add_css_class (button, "suggested-action");
  g_object_set_data (G_OBJECT (entry), "rule", GUINT_TO_POINTER (rule));
  g_object_set_data (G_OBJECT (popover), "entry", entry);
  g_signal_connect (entry, "activate", G_CALLBACK (reason_cb), self);
  g_signal_connect (button, "clicked", G_CALLBACK (switch_clicked_cb), self);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), button);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  return popover;
}

/* Off with a reason, on at once. */
static GtkWidget *
create_switch (IsoRuleList *self, guint rule, const char *sentence)
{
  gboolean off = get_state (self, rule) == STATE_OFF;
  GtkWidget *button = off ? gtk_button_new () : gtk_menu_button_new ();
  g_autofree char *name = g_strdup_printf (off ? _("Switch On: %s") : _("Switch Off: %s"), sentence);

  if (off)
    {
      gtk_button_set_icon_name (GTK_BUTTON (button), "edit-undo-symbolic");
      g_object_set_data (G_OBJECT (button), "rule", GUINT_TO_POINTER (rule));
      g_signal_connect (button, "clicked", G_CALLBACK (on_cb), self);
    }
  else
    {
      gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "action-unavailable-symbolic");
      gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), create_off_popover (self, rule));
    }
  gtk_widget_set_tooltip_text (button, off ? _("Let This Rule Count Again") : _("Switch This Rule Off"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  return button;
}

static GtkWidget *
create_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

/* sign   rule            switch
 *        what was found         */
static GtkWidget *
create_row (IsoRuleList *self, guint rule)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  State state = get_state (self, rule);
  GtkWidget *sign = gtk_image_new_from_icon_name (looks[state].icon), *found;
  const char *sentence = gettext (iso_layout_rule_sentence ((IsoLayoutRule) rule));
  g_autofree char *text = describe (self, rule);
  g_autofree char *name = g_strdup_printf ("%s. %s", text, sentence);

  gtk_widget_add_css_class (sign, looks[state].style);
  gtk_widget_set_valign (sign, GTK_ALIGN_START);
  found = create_label (text, "caption");
  gtk_widget_add_css_class (found, looks[state].style);
  gtk_box_append (GTK_BOX (words), create_label (sentence, NULL));
  gtk_box_append (GTK_BOX (words), found);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), sign);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), create_switch (self, rule, sentence));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (row, "rule-row");
  return row;
}

static void
say_summary (IsoRuleList *self)
{
  guint on = 0, kept = 0;
  g_autofree char *text = NULL;

  for (guint rule = 0; rule < self->findings->len; rule++)
    {
      State state = get_state (self, rule);

      on += state != STATE_OFF;
      kept += state == STATE_KEPT;
    }
  /* Translators: how many rules of the plate map are kept, of how many that count. */
  text = g_strdup_printf (_("Rules: %u of %u kept"), kept, on);
  gtk_label_set_text (self->summary, text);
}

static void
refresh (IsoRuleList *self)
{
  IsoProjectPlate *plate = self->selection != NULL ? iso_well_selection_get_plate (self->selection) : NULL;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  g_clear_pointer (&self->findings, g_array_unref);
  g_clear_pointer (&self->outline, iso_outline_free);
  if (self->project != NULL && plate != NULL)
    self->findings = iso_project_check_layout (self->project, plate, self->ring);
  gtk_widget_set_visible (GTK_WIDGET (self), self->findings != NULL);
  if (self->findings == NULL)
    return;
  self->outline = iso_project_get_layout_outline (self->project);
  for (guint rule = 0; rule < self->findings->len; rule++)
    gtk_list_box_append (self->list, create_row (self, rule));
  say_summary (self);
}

static void
row_activated_cb (IsoRuleList *self, GtkListBoxRow *row)
{
  const IsoRuleFinding *finding = get_finding (self, (guint) gtk_list_box_row_get_index (row));
  const IsoPlateFormat *format = iso_project_plate_get_format (iso_well_selection_get_plate (self->selection));
  g_autofree guint *wells = g_new (guint, MAX (finding->wells->len, 1));

  for (guint i = 0; i < finding->wells->len; i++)
    wells[i] = iso_plate_format_index (format, g_array_index (finding->wells, IsoWell, i));
  iso_well_selection_select (self->selection, wells, finding->wells->len, ISO_SELECT_ONLY);
}

static void
iso_rule_list_dispose (GObject *object)
{
  IsoRuleList *self = ISO_RULE_LIST (object);

  g_clear_object (&self->project);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->findings, g_array_unref);
  g_clear_pointer (&self->outline, iso_outline_free);
  G_OBJECT_CLASS (iso_rule_list_parent_class)->dispose (object);
}

static void
iso_rule_list_class_init (IsoRuleListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = iso_rule_list_dispose;
}

static void
iso_rule_list_init (IsoRuleList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->summary = GTK_LABEL (create_label ("", "heading"));
  self->problem = GTK_LABEL (create_label ("", "error"));
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Rules of the plate map"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->summary));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->problem));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  adw_bin_set_child (ADW_BIN (self), box);
}

void
iso_rule_list_show (IsoRuleList *self, IsoProject *project, IsoWellSelection *selection, guint ring)
{
  g_return_if_fail (ISO_IS_RULE_LIST (self));

  g_set_object (&self->project, project);
  g_set_object (&self->selection, selection);
  self->ring = ring;
  refresh (self);
}
