/* iso-details-dialog.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-details-dialog.h"

#include "iso-accessible.h"
#include "iso-resources.h"
#include "iso-user-text.h"

#include <glib/gi18n.h>

struct _IsoDetailsDialog
{
  AdwWindow parent_instance;

  IsoProject    *project;   /* (owned) (nullable) */

  AdwEntryRow   *title;
  GtkTextView   *note;
  GtkTextBuffer *text;
  GtkLabel      *problem;
};

G_DEFINE_FINAL_TYPE (IsoDetailsDialog, iso_details_dialog, ADW_TYPE_WINDOW)

static void
save_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoDetailsDialog *self = ISO_DETAILS_DIALOG (widget);
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title))));
  g_autofree char *note = NULL;
  g_autofree char *problem = NULL;
  g_autoptr (GError) error = NULL;

  g_object_get (self->text, "text", &note, NULL);
  g_strchomp (note);
  if (self->project == NULL || !iso_project_is_open (self->project)
      || iso_project_set_experiment (self->project, title, note, iso_project_get_response (self->project),
                                     iso_project_get_scale (self->project), &error))
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  problem = iso_error_to_user_text (error);
  gtk_label_set_text (self->problem, problem);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}

static void
apply_cb (IsoDetailsDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "details.save", NULL);
}

static void
iso_details_dialog_dispose (GObject *object)
{
  g_clear_object (&ISO_DETAILS_DIALOG (object)->project);
  G_OBJECT_CLASS (iso_details_dialog_parent_class)->dispose (object);
}

static void
iso_details_dialog_class_init (IsoDetailsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = iso_details_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-details-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, IsoDetailsDialog, title);
  gtk_widget_class_bind_template_child (widget_class, IsoDetailsDialog, note);
  gtk_widget_class_bind_template_child (widget_class, IsoDetailsDialog, text);
  gtk_widget_class_bind_template_child (widget_class, IsoDetailsDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_install_action (widget_class, "details.save", NULL, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "details.save", NULL);
}

static void
iso_details_dialog_init (IsoDetailsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  iso_accessible_name_editable (GTK_EDITABLE (self->title), _("Title"));
}

IsoDetailsDialog *
iso_details_dialog_new (GtkWindow *parent, IsoProject *project)
{
  IsoDetailsDialog *self = g_object_new (ISO_TYPE_DETAILS_DIALOG, "transient-for", parent, NULL);
  const char *note = iso_project_get_note (project);

  self->project = g_object_ref (project);
  gtk_editable_set_text (GTK_EDITABLE (self->title), iso_project_get_experiment_title (project));
  gtk_text_buffer_set_text (self->text, note != NULL ? note : "", -1);
  return self;
}
