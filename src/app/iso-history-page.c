/* iso-history-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-history-page.h"

#include "iso-accessible.h"
#include "iso-project-history.h"
#include "iso-resources.h"
#include "iso-scroll-start.h"
#include "iso-user-text.h"

#include <glib/gi18n.h>
#include <string.h>

/* A step and whether it was undone, for the list. */
#define ISO_TYPE_HISTORY_LINE (iso_history_line_get_type ())
G_DECLARE_FINAL_TYPE (IsoHistoryLine, iso_history_line, ISO, HISTORY_LINE, GObject)

struct _IsoHistoryLine
{
  GObject parent_instance;

  IsoProjectStep *step;     /* (owned) */
  gboolean        undone;
};

struct _IsoHistoryPage
{
  AdwBin parent_instance;

  IsoProject         *project;     /* (owned) (nullable) */
  GListStore         *lines;       /* (owned) of IsoHistoryLine, the newest first */
  GtkFilter          *filter;      /* (owned) */
  GtkSingleSelection *selection;   /* (owned) */
  char               *words;       /* (owned) (nullable) what is searched, case folded */

  GtkStack           *stack;
  GtkColumnView      *view;
  GtkSearchEntry     *search;
  GtkLabel           *title;
  GtkLabel           *changes;
  GtkLabel           *problem;
};

enum { LINE_PROP_UNDONE = 1 };
enum { PROP_PROJECT = 1 };

G_DEFINE_FINAL_TYPE (IsoHistoryLine, iso_history_line, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (IsoHistoryPage, iso_history_page, ADW_TYPE_BIN)

static GParamSpec *undone_property;
static GParamSpec *project_property;

static void
iso_history_line_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, ISO_HISTORY_LINE (object)->undone);
}

static void
iso_history_line_finalize (GObject *object)
{
  g_clear_object (&ISO_HISTORY_LINE (object)->step);
  G_OBJECT_CLASS (iso_history_line_parent_class)->finalize (object);
}

static void
iso_history_line_class_init (IsoHistoryLineClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = iso_history_line_get_property;
  G_OBJECT_CLASS (klass)->finalize = iso_history_line_finalize;
  undone_property = g_param_spec_boolean ("undone", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_property (G_OBJECT_CLASS (klass), LINE_PROP_UNDONE, undone_property);
}

static void
iso_history_line_init (IsoHistoryLine *self)
{
}

/* Where the step was made, that is how the clock stood there. */
static char *
format_time (IsoProjectStep *step)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (iso_project_step_get_zone (step));
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (iso_project_step_get_at (step) / 1000);
  g_autoptr (GDateTime) local = NULL;

  if (utc == NULL)
    return g_strdup ("–");
  local = zone != NULL ? g_date_time_to_timezone (utc, zone) : g_date_time_to_local (utc);
  return g_date_time_format (local, _("%e %b %Y, %H:%M"));
}

static GtkWidget *
create_cell (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  return label;
}

static void
show_undone (IsoHistoryLine *line, GParamSpec *pspec, GtkWidget *box)
{
  GtkWidget *label = gtk_widget_get_first_child (box);
  g_autoptr (PangoAttrList) attributes = line->undone ? pango_attr_list_new () : NULL;

  if (line->undone)
    {
      pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
      gtk_widget_add_css_class (label, "dim-label");
    }
  else
    gtk_widget_remove_css_class (label, "dim-label");
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  gtk_widget_set_visible (gtk_widget_get_last_child (box), line->undone);
}

static void
setup_step_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = create_cell ();
  GtkWidget *mark = gtk_label_new (_("undone"));

  gtk_widget_add_css_class (mark, "note-pill");
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_list_item_set_child (item, box);
}

static void
bind_step_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  IsoHistoryLine *line = gtk_list_item_get_item (item);
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *label = gtk_widget_get_first_child (box);

  gtk_label_set_text (GTK_LABEL (label), iso_project_step_get_label (line->step));
  gtk_widget_set_tooltip_text (label, iso_project_step_get_label (line->step));
  g_signal_connect_object (line, "notify::undone", G_CALLBACK (show_undone), box, 0);
  show_undone (line, NULL, box);
}

static void
unbind_step_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), show_undone, gtk_list_item_get_child (item));
}

static void
setup_text_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, create_cell ());
}

static void
bind_number_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  IsoHistoryLine *line = gtk_list_item_get_item (item);
  GtkLabel *label = GTK_LABEL (gtk_list_item_get_child (item));
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, iso_project_step_get_seq (line->step));

  gtk_label_set_text (label, number);
  gtk_label_set_xalign (label, 1);
  gtk_widget_add_css_class (GTK_WIDGET (label), "numeric");
}

static void
bind_time_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  IsoHistoryLine *line = gtk_list_item_get_item (item);
  g_autofree char *text = format_time (line->step);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text);
  gtk_widget_add_css_class (gtk_list_item_get_child (item), "numeric");
}

static void
bind_who_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  IsoHistoryLine *line = gtk_list_item_get_item (item);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), iso_project_step_get_who (line->step));
}

static int
compare_seq (gconstpointer one, gconstpointer other, gpointer data)
{
  gint64 first = iso_project_step_get_seq (ISO_HISTORY_LINE ((gpointer) one)->step);
  gint64 second = iso_project_step_get_seq (ISO_HISTORY_LINE ((gpointer) other)->step);

  return first < second ? -1 : first > second;
}

static int
compare_who (gconstpointer one, gconstpointer other, gpointer data)
{
  return g_utf8_collate (iso_project_step_get_who (ISO_HISTORY_LINE ((gpointer) one)->step),
                         iso_project_step_get_who (ISO_HISTORY_LINE ((gpointer) other)->step));
}

static gboolean
match_cb (gpointer item, gpointer data)
{
  IsoHistoryPage *self = data;
  IsoProjectStep *step = ISO_HISTORY_LINE (item)->step;
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;

  if (self->words == NULL)
    return TRUE;
  time = format_time (step);
  text = g_strjoin ("\n", iso_project_step_get_label (step), iso_project_step_get_who (step), time, NULL);
  folded = g_utf8_casefold (text, -1);
  return strstr (folded, self->words) != NULL;
}

static IsoHistoryLine *
get_selected (IsoHistoryPage *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

static void
show_problem (IsoHistoryPage *self, const GError *error)
{
  g_autofree char *text = error != NULL ? iso_error_to_user_text (error) : NULL;

  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static void
show_selected (IsoHistoryPage *self)
{
  IsoHistoryLine *line = get_selected (self);
  g_autoptr (IsoHistoryLine) newest = g_list_model_get_item (G_LIST_MODEL (self->lines), 0);
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.restore", line != NULL && line != newest);
  gtk_label_set_text (self->title, line != NULL ? iso_project_step_get_label (line->step) : "");
  if (line != NULL && self->project != NULL && iso_project_is_open (self->project))
    changes = iso_project_describe_step (self->project, iso_project_step_get_seq (line->step), &error);
  if (changes != NULL)
    {
      g_ptr_array_add (changes, NULL);
      text = g_strjoinv ("\n", (char **) changes->pdata);
    }
  gtk_label_set_text (self->changes, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->changes), text != NULL && *text != '\0');
  show_problem (self, error);
}

static void
choose_child (IsoHistoryPage *self)
{
  GListModel *shown = G_LIST_MODEL (self->selection);
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->lines)) == 0;

  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : g_list_model_get_n_items (shown) == 0 ? "nothing" : "list");
  gtk_widget_set_sensitive (GTK_WIDGET (self->search), !empty);
}

static void
mark_undone (IsoHistoryPage *self)
{
  GListModel *history = iso_project_get_history (self->project);
  g_autoptr (GArray) in_effect = iso_steps_in_effect (history);

  for (guint i = 0; i < in_effect->len; i++)
    {
      g_autoptr (IsoHistoryLine) line = g_list_model_get_item (G_LIST_MODEL (self->lines), in_effect->len - 1 - i);
      gboolean undone = iso_project_step_get_kind (line->step) == ISO_HISTORY_DO && !g_array_index (in_effect, gboolean, i);

      if (undone != line->undone)
        {
          line->undone = undone;
          g_object_notify_by_pspec (G_OBJECT (line), undone_property);
        }
    }
}

static void
history_changed_cb (IsoHistoryPage *self, guint position, guint removed, guint added, GListModel *history)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->lines));
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean follow = gtk_single_selection_get_selected (self->selection) == 0;

  for (guint i = position + added; i-- > position;)
    {
      IsoHistoryLine *line = g_object_new (ISO_TYPE_HISTORY_LINE, NULL);

      line->step = g_list_model_get_item (history, i);
      g_ptr_array_add (lines, line);
    }
  g_list_store_splice (self->lines, n - position - removed, removed, lines->pdata, lines->len);
  mark_undone (self);
  choose_child (self);
  if (follow)
    gtk_single_selection_set_selected (self->selection, 0);
  show_selected (self);
}

static void
search_changed_cb (IsoHistoryPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  g_clear_pointer (&self->words, g_free);
  if (*text != '\0')
    self->words = g_utf8_casefold (text, -1);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  choose_child (self);
}

static void
stop_search_cb (IsoHistoryPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
find_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (ISO_HISTORY_PAGE (widget)->search));
}

static void
end_restore (IsoHistoryPage *self, gboolean done, const GError *error)
{
  if (done)
    gtk_single_selection_set_selected (self->selection, 0);
  else
    show_problem (self, error);
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IsoHistoryPage) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = iso_project_step_finish (ISO_PROJECT (source), result, &error);

  if (self->project != NULL)
    gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
  if (self->project == NULL || g_error_matches (error, ISO_ERROR, ISO_ERROR_CANCELLED))
    return;
  end_restore (self, done, error);
}

/* Back to before thousands of plates is the work of a worker. */
static void
restore_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoHistoryPage *self = ISO_HISTORY_PAGE (widget);
  IsoHistoryLine *line = get_selected (self);
  gint64 seq = line != NULL ? iso_project_step_get_seq (line->step) : 0;
  g_autoptr (GError) error = NULL;

  if (line != NULL && iso_project_is_large_step (self->project, ISO_HISTORY_RESTORE, seq))
    {
      gtk_widget_set_cursor_from_name (widget, "progress");
      iso_project_step_async (self->project, ISO_HISTORY_RESTORE, seq, restored_cb, g_object_ref (self));
    }
  else if (line != NULL)
    {
      gboolean done = iso_project_restore (self->project, seq, &error);

      end_restore (self, done, error);
    }
}

static void
add_column (IsoHistoryPage *self, const char *title, GCallback setup, GCallback bind, GCallback unbind, GCompareDataFunc compare,
            gboolean expand)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_signal_connect (factory, "setup", setup, NULL);
  g_signal_connect (factory, "bind", bind, NULL);
  if (unbind != NULL)
    g_signal_connect (factory, "unbind", unbind, NULL);
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_expand (column, expand);
  gtk_column_view_column_set_resizable (column, TRUE);
  if (compare != NULL)
    {
      g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare, NULL, NULL));

      gtk_column_view_column_set_sorter (column, sorter);
    }
  gtk_column_view_append_column (self->view, column);
}

static void
fill_view (IsoHistoryPage *self)
{
  GListModel *filtered, *sorted;

  self->filter = GTK_FILTER (gtk_custom_filter_new (match_cb, self, NULL));
  filtered = G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->lines)), g_object_ref (self->filter)));
  sorted = G_LIST_MODEL (gtk_sort_list_model_new (filtered, g_object_ref (gtk_column_view_get_sorter (self->view))));
  self->selection = gtk_single_selection_new (sorted);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (show_selected), self, G_CONNECT_SWAPPED);

  add_column (self, _("Step"), G_CALLBACK (setup_text_cb), G_CALLBACK (bind_number_cb), NULL, compare_seq, FALSE);
  add_column (self, _("What Was Done"), G_CALLBACK (setup_step_cb), G_CALLBACK (bind_step_cb), G_CALLBACK (unbind_step_cb), NULL, TRUE);
  add_column (self, _("When"), G_CALLBACK (setup_text_cb), G_CALLBACK (bind_time_cb), NULL, compare_seq, FALSE);
  add_column (self, _("Who"), G_CALLBACK (setup_text_cb), G_CALLBACK (bind_who_cb), NULL, compare_who, FALSE);
}

static void
iso_history_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, ISO_HISTORY_PAGE (object)->project);
}

static void
iso_history_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  iso_history_page_set_project (ISO_HISTORY_PAGE (object), g_value_get_object (value));
}

static void
iso_history_page_dispose (GObject *object)
{
  IsoHistoryPage *self = ISO_HISTORY_PAGE (object);

  g_clear_object (&self->project);
  g_clear_object (&self->selection);
  g_clear_object (&self->filter);
  g_clear_object (&self->lines);
  g_clear_pointer (&self->words, g_free);
  G_OBJECT_CLASS (iso_history_page_parent_class)->dispose (object);
}

static void
iso_history_page_class_init (IsoHistoryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = iso_history_page_get_property;
  G_OBJECT_CLASS (klass)->set_property = iso_history_page_set_property;
  G_OBJECT_CLASS (klass)->dispose = iso_history_page_dispose;
  project_property = g_param_spec_object ("project", NULL, NULL, ISO_TYPE_PROJECT,
                                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_property (G_OBJECT_CLASS (klass), PROP_PROJECT, project_property);

  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-history-page.ui");
  gtk_widget_class_bind_template_child (widget_class, IsoHistoryPage, stack);
  gtk_widget_class_bind_template_child (widget_class, IsoHistoryPage, view);
  gtk_widget_class_bind_template_child (widget_class, IsoHistoryPage, search);
  gtk_widget_class_bind_template_child (widget_class, IsoHistoryPage, title);
  gtk_widget_class_bind_template_child (widget_class, IsoHistoryPage, changes);
  gtk_widget_class_bind_template_child (widget_class, IsoHistoryPage, problem);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_install_action (widget_class, "page.find", NULL, find_cb);
  gtk_widget_class_install_action (widget_class, "page.restore", NULL, restore_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "page.find", NULL);
}

static void
iso_history_page_init (IsoHistoryPage *self)
{
  self->lines = g_list_store_new (ISO_TYPE_HISTORY_LINE);
  gtk_widget_init_template (GTK_WIDGET (self));
  iso_scroll_from_start (GTK_WIDGET (self->view));
  iso_accessible_name_editable (GTK_EDITABLE (self->search), _("Search the history"));
  fill_view (self);
  choose_child (self);
  show_selected (self);
}

void
iso_history_page_set_project (IsoHistoryPage *self, IsoProject *project)
{
  g_return_if_fail (ISO_IS_HISTORY_PAGE (self));
  g_return_if_fail (project == NULL || ISO_IS_PROJECT (project));

  if (project == self->project)
    return;
  if (self->project != NULL)
    {
      g_signal_handlers_disconnect_by_func (iso_project_get_history (self->project), history_changed_cb, self);
      g_list_store_remove_all (self->lines);
    }
  g_set_object (&self->project, project);
  if (project != NULL)
    {
      GListModel *history = iso_project_get_history (project);

      g_signal_connect_object (history, "items-changed", G_CALLBACK (history_changed_cb), self, G_CONNECT_SWAPPED);
      history_changed_cb (self, 0, 0, g_list_model_get_n_items (history), history);
    }
  choose_child (self);
  g_object_notify_by_pspec (G_OBJECT (self), project_property);
}
