/* iso-question-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-question-page.h"

#include "iso-resources.h"

#include <glib/gi18n.h>

struct _IsoQuestionPage
{
  AdwBin parent_instance;

  IsoQuestion *question;   /* (owned) (nullable) */
  GtkLabel    *title;
  GtkLabel    *file;
  GtkLabel    *text;
  GtkListBox  *choices;
  GtkButton   *leave;
};

G_DEFINE_FINAL_TYPE (IsoQuestionPage, iso_question_page, ADW_TYPE_BIN)

static guint answered;

static GtkWidget *
create_row (const IsoMeaning *meaning)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), meaning->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), meaning->text);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), icon);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, meaning->text, -1);
  return row;
}

static void
row_activated_cb (IsoQuestionPage *self, GtkListBoxRow *row)
{
  guint index = (guint) gtk_list_box_row_get_index (row);

  if (self->question != NULL && index < self->question->choices->len)
    g_signal_emit (self, answered, 0, index);
}

static void
iso_question_page_dispose (GObject *object)
{
  g_clear_pointer (&ISO_QUESTION_PAGE (object)->question, iso_question_free);
  G_OBJECT_CLASS (iso_question_page_parent_class)->dispose (object);
}

static void
iso_question_page_class_init (IsoQuestionPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = iso_question_page_dispose;

  answered = g_signal_new ("answered", ISO_TYPE_QUESTION_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                           1, G_TYPE_UINT);

  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-question-page.ui");
  gtk_widget_class_bind_template_child (widget_class, IsoQuestionPage, title);
  gtk_widget_class_bind_template_child (widget_class, IsoQuestionPage, file);
  gtk_widget_class_bind_template_child (widget_class, IsoQuestionPage, text);
  gtk_widget_class_bind_template_child (widget_class, IsoQuestionPage, choices);
  gtk_widget_class_bind_template_child (widget_class, IsoQuestionPage, leave);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
iso_question_page_init (IsoQuestionPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
iso_question_page_set_question (IsoQuestionPage *self, const IsoQuestion *question, gboolean into_project)
{
  GtkWidget *row;

  g_return_if_fail (ISO_IS_QUESTION_PAGE (self));

  g_clear_pointer (&self->question, iso_question_free);
  self->question = iso_question_copy (question);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->choices))) != NULL)
    gtk_list_box_remove (self->choices, row);
  if (question == NULL)
    return;

  gtk_button_set_label (self->leave, into_project ? _("_Do Not Import It") : _("_Do Not Open It"));
  gtk_label_set_text (self->title, question->title);
  gtk_label_set_text (self->file, question->file);
  gtk_label_set_text (self->text, question->text);
  for (guint i = 0; i < question->choices->len; i++)
    gtk_list_box_append (self->choices, create_row (&g_array_index (question->choices, IsoMeaning, i)));
}
