/* iso-sidebar.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-sidebar.h"

#include "iso-figure-pane.h"
#include "iso-page.h"
#include "iso-resources.h"
#include "iso-tooltip.h"

#include <glib/gi18n.h>

#define TITLE_CHARS 17

struct _IsoSidebar
{
  AdwBin parent_instance;

  IsoProject *project;     /* (owned) (nullable) */
  IsoView    *view;        /* (owned) (nullable) */
  GtkListBox *pages;
  GtkListBox *subjects;
  GtkLabel   *heading;
  GListModel *shown;       /* (owned) (nullable) what the lower list is about */

  gboolean    filling;     /* rows are being selected from the view */
};

G_DEFINE_FINAL_TYPE (IsoSidebar, iso_sidebar, ADW_TYPE_BIN)

static guint chosen;

static const char *const verdict_classes[] = {
  [ISO_VERDICT_NOT_DECIDED] = "dim-label",
  [ISO_VERDICT_SYNERGISTIC] = "synergistic",
  [ISO_VERDICT_ADDITIVE] = "additive",
  [ISO_VERDICT_ANTAGONISTIC] = "antagonistic",
};

static GtkWidget *
create_label (const char *text, const char *css_class, gboolean wrap)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (wrap)
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_lines (GTK_LABEL (label), 3);
    }
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
create_page_row (const IsoPage *page)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name (page->icon);
  GtkWidget *badge = gtk_label_new (NULL);
  GtkWidget *label = create_label (gettext (page->title), NULL, FALSE);

  /* The sidebar grows with the size of text. */
  gtk_label_set_width_chars (GTK_LABEL (label), TITLE_CHARS);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (badge, "note-pill");
  gtk_widget_set_visible (badge, FALSE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), badge);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, gettext (page->title), -1);
  g_object_set_data (G_OBJECT (row), "page", (gpointer) page);
  return row;
}

static GtkWidget *
create_subject_row (gpointer item, gpointer data)
{
  IsoSubject *subject = item;
  const char *remark = iso_subject_get_remark (subject);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *name = g_strdup_printf ("%s, %s, %s", iso_subject_get_name (subject), iso_subject_get_detail (subject),
                                           remark != NULL ? remark : "");

  gtk_box_append (GTK_BOX (box), create_label (iso_subject_get_name (subject), NULL, TRUE));
  gtk_box_append (GTK_BOX (box), create_label (iso_subject_get_detail (subject), "subject-detail", FALSE));
  if (remark != NULL)
    {
      GtkWidget *label = create_label (remark, "subject-remark", FALSE);

      gtk_widget_add_css_class (label, verdict_classes[iso_subject_get_verdict (subject)]);
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  iso_tooltip_set (row, iso_subject_get_name (subject));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

static const IsoPage *
get_page (IsoSidebar *self)
{
  return self->view != NULL ? iso_page_find (iso_view_get_page (self->view)) : NULL;
}

/* A page that only waits is there as well, if it says what for. */
static gboolean
has_page (IsoSidebar *self, const IsoPage *page)
{
  if (page->type != NULL)
    return iso_project_is_open (self->project);
  if (iso_analyser_get_analysis (iso_view_get_analyser (self->view)) != NULL
      && iso_analyser_get_error (iso_view_get_analyser (self->view)) == NULL)
    return iso_figure_pane_applies (page->id, self->view);
  return page->waiting != NULL;
}

static gboolean
shows_its_pages (IsoSidebar *self)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->pages));
  const IsoPage *page;

  for (guint i = 0; (page = iso_page_nth (i)) != NULL; i++)
    if (has_page (self, page))
      {
        if (row == NULL || g_object_get_data (G_OBJECT (row), "page") != page)
          return FALSE;
        row = gtk_widget_get_next_sibling (row);
      }
  return row == NULL;
}

static void
fill_pages (IsoSidebar *self)
{
  GtkWidget *row;
  const IsoPage *page;

  if (shows_its_pages (self))
    return;
  self->filling = TRUE;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->pages))) != NULL)
    gtk_list_box_remove (self->pages, row);
  for (guint i = 0; (page = iso_page_nth (i)) != NULL; i++)
    if (has_page (self, page))
      gtk_list_box_append (self->pages, create_page_row (page));
  self->filling = FALSE;
}

static void
show_subjects (IsoSidebar *self, GListModel *list, const char *heading)
{
  gtk_label_set_text (self->heading, heading);
  if (list == self->shown)
    return;
  g_set_object (&self->shown, list);
  gtk_list_box_bind_model (self->subjects, list, create_subject_row, NULL, NULL);
}

static void
select_rows (IsoSidebar *self)
{
  const IsoPage *page = get_page (self);
  guint position = page != NULL && page->of_plate ? iso_view_get_plate (self->view) : iso_view_get_treatment (self->view);

  self->filling = TRUE;
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->pages)); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (g_object_get_data (G_OBJECT (row), "page") == page)
      gtk_list_box_select_row (self->pages, GTK_LIST_BOX_ROW (row));
  gtk_list_box_select_row (self->subjects, gtk_list_box_get_row_at_index (self->subjects, (int) position));
  self->filling = FALSE;
}

static void
update (IsoSidebar *self)
{
  const IsoPage *page = get_page (self);
  IsoAnalyser *analyser = iso_view_get_analyser (self->view);
  GListModel *list = page != NULL && page->of_plate ? iso_analyser_get_plates (analyser) : iso_analyser_get_treatments (analyser);
  gboolean about = page != NULL && (page->type == NULL || page->of_treatment) && iso_analyser_get_analysis (analyser) != NULL
                   && g_list_model_get_n_items (list) > 0;

  gtk_widget_set_visible (GTK_WIDGET (self->heading), about);
  gtk_widget_set_visible (GTK_WIDGET (self->subjects), about);
  show_subjects (self, list, page != NULL && page->of_plate ? _("Plates") : _("Treatments"));
  select_rows (self);
}

static void
analysis_changed_cb (IsoSidebar *self)
{
  iso_sidebar_update (self);
}

static void
page_selected_cb (IsoSidebar *self, GtkListBoxRow *row)
{
  const IsoPage *page = row != NULL ? g_object_get_data (G_OBJECT (row), "page") : NULL;

  if (!self->filling && page != NULL)
    iso_view_set_page (self->view, page->id);
}

static void
subject_selected_cb (IsoSidebar *self, GtkListBoxRow *row)
{
  const IsoPage *page = get_page (self);

  if (self->filling || row == NULL || page == NULL)
    return;
  if (page->of_plate)
    iso_view_set_plate (self->view, (guint) gtk_list_box_row_get_index (row));
  else
    iso_view_set_treatment (self->view, (guint) gtk_list_box_row_get_index (row));
}

static void
row_activated_cb (IsoSidebar *self)
{
  g_signal_emit (self, chosen, 0);
}

static gboolean
focus_list (GtkListBox *list)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (list);

  if (row == NULL)
    row = gtk_list_box_get_row_at_index (list, 0);
  return row != NULL && gtk_widget_get_mapped (GTK_WIDGET (list)) && gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* The Tab key stops once at each list; in it the arrows rove. */
static gboolean
iso_sidebar_focus (GtkWidget *widget, GtkDirectionType direction)
{
  IsoSidebar *self = ISO_SIDEBAR (widget);
  GtkListBox *lists[] = { self->pages, self->subjects };
  int n = G_N_ELEMENTS (lists), step = direction == GTK_DIR_TAB_BACKWARD ? -1 : 1, at = step > 0 ? -1 : n;

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (iso_sidebar_parent_class)->focus (widget, direction);
  for (int i = 0; i < n; i++)
    if (gtk_widget_get_state_flags (GTK_WIDGET (lists[i])) & GTK_STATE_FLAG_FOCUS_WITHIN)
      at = i;
  for (at += step; at >= 0 && at < n; at += step)
    if (focus_list (lists[at]))
      return TRUE;
  return FALSE;
}

static void
iso_sidebar_dispose (GObject *object)
{
  IsoSidebar *self = ISO_SIDEBAR (object);

  g_clear_object (&self->project);
  g_clear_object (&self->view);
  g_clear_object (&self->shown);
  G_OBJECT_CLASS (iso_sidebar_parent_class)->dispose (object);
}

static void
iso_sidebar_class_init (IsoSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = iso_sidebar_dispose;
  widget_class->focus = iso_sidebar_focus;

  chosen = g_signal_new ("chosen", ISO_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, IsoSidebar, pages);
  gtk_widget_class_bind_template_child (widget_class, IsoSidebar, subjects);
  gtk_widget_class_bind_template_child (widget_class, IsoSidebar, heading);
  gtk_widget_class_bind_template_callback (widget_class, page_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, subject_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
iso_sidebar_init (IsoSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
iso_sidebar_set_view (IsoSidebar *self, IsoProject *project, IsoView *view)
{
  g_return_if_fail (ISO_IS_SIDEBAR (self));
  g_return_if_fail (self->view == NULL);

  self->project = g_object_ref (project);
  self->view = g_object_ref (view);
  g_signal_connect_object (view, "notify::page", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::treatment", G_CALLBACK (select_rows), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::plate", G_CALLBACK (select_rows), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (iso_view_get_analyser (view), "notify::analysis", G_CALLBACK (analysis_changed_cb), self, G_CONNECT_SWAPPED);
}

gboolean
iso_sidebar_go_to (IsoSidebar *self, guint index)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (ISO_IS_SIDEBAR (self), FALSE);

  row = gtk_list_box_get_row_at_index (self->pages, (int) index);
  if (row == NULL)
    return FALSE;
  gtk_list_box_select_row (self->pages, row);
  return TRUE;
}

void
iso_sidebar_set_badge (IsoSidebar *self, const char *page, guint n, const char *text)
{
  g_return_if_fail (ISO_IS_SIDEBAR (self));

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->pages)); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      const IsoPage *own = g_object_get_data (G_OBJECT (row), "page");
      GtkWidget *badge = gtk_widget_get_last_child (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)));
      g_autofree char *number = g_strdup_printf ("%u", n);
      g_autofree char *label = NULL;

      if (!g_str_equal (own->id, page))
        continue;
      label = n > 0 ? g_strdup_printf ("%s, %s", gettext (own->title), text) : g_strdup (gettext (own->title));
      gtk_label_set_text (GTK_LABEL (badge), number);
      gtk_widget_set_visible (badge, n > 0);
      iso_tooltip_set (row, n > 0 ? text : NULL);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
    }
}

void
iso_sidebar_update (IsoSidebar *self)
{
  const IsoPage *page;

  g_return_if_fail (ISO_IS_SIDEBAR (self));

  page = get_page (self);
  fill_pages (self);
  if (page == NULL || !has_page (self, page))
    iso_sidebar_go_to (self, 0);
  update (self);
}
