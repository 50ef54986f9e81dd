/* iso-question-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-question-page.h"

#include "iso-resources.h"

struct _IsoQuestionPage
{
  AdwBin parent_instance;

  IsoSession *session;   /* (owned) (nullable) */
  GtkLabel   *title;
  GtkLabel   *file;
  GtkLabel   *text;
  GtkListBox *choices;
};

G_DEFINE_FINAL_TYPE (IsoQuestionPage, iso_question_page, ADW_TYPE_BIN)

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
  gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, meaning->title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, meaning->text,
                                  -1);
  return row;
}

static void
question_changed_cb (IsoQuestionPage *self)
{
  const IsoQuestion *question = iso_session_get_question (self->session);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->choices))) != NULL)
    gtk_list_box_remove (self->choices, row);
  if (question == NULL)
    return;

  gtk_label_set_text (self->title, question->title);
  gtk_label_set_text (self->file, question->file);
  gtk_label_set_text (self->text, question->text);
  for (guint i = 0; i < question->choices->len; i++)
    gtk_list_box_append (self->choices, create_row (&g_array_index (question->choices, IsoMeaning, i)));
}

static void
row_activated_cb (IsoQuestionPage *self, GtkListBoxRow *row)
{
  const IsoQuestion *question = iso_session_get_question (self->session);
  guint index = (guint) gtk_list_box_row_get_index (row);

  if (question != NULL && index < question->choices->len)
    {
      const IsoMeaning *meaning = &g_array_index (question->choices, IsoMeaning, index);

      iso_session_answer (self->session, meaning->response, meaning->scale);
    }
}

static void
iso_question_page_dispose (GObject *object)
{
  g_clear_object (&ISO_QUESTION_PAGE (object)->session);
  G_OBJECT_CLASS (iso_question_page_parent_class)->dispose (object);
}

static void
iso_question_page_class_init (IsoQuestionPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = iso_question_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-question-page.ui");
  gtk_widget_class_bind_template_child (widget_class, IsoQuestionPage, title);
  gtk_widget_class_bind_template_child (widget_class, IsoQuestionPage, file);
  gtk_widget_class_bind_template_child (widget_class, IsoQuestionPage, text);
  gtk_widget_class_bind_template_child (widget_class, IsoQuestionPage, choices);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
iso_question_page_init (IsoQuestionPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
iso_question_page_set_session (IsoQuestionPage *self, IsoSession *session)
{
  g_return_if_fail (ISO_IS_QUESTION_PAGE (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::question", G_CALLBACK (question_changed_cb), self, G_CONNECT_SWAPPED);
}
