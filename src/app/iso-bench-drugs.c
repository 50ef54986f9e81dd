/* iso-bench-drugs.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-bench-drugs.h"

#include "iso-accessible.h"
#include "iso-bench-text.h"
#include "iso-user-text.h"
#include "iso-value-row.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  IsoBenchDrugs  *group;
  IsoProjectItem *drug;       /* (owned) */
  GtkWidget      *expander;
  GtkWidget      *delay;
  GtkWidget      *intermediate;
} Drug;

struct _IsoBenchDrugs
{
  AdwBin parent_instance;

  IsoProject          *project;   /* (owned) (nullable) */
  GPtrArray           *drugs;     /* (owned) of Drug */
  AdwPreferencesGroup *group;
};

G_DEFINE_FINAL_TYPE (IsoBenchDrugs, iso_bench_drugs, ADW_TYPE_BIN)

static void
free_drug (gpointer data)
{
  g_object_unref (((Drug *) data)->drug);
  g_free (data);
}

static gboolean
take (gpointer owner, const char *key, const char *text, GError **error)
{
  Drug *drug = owner;
  g_autofree char *value = strcmp (key, "intermediate") == 0 ? iso_bench_amount (text, "µM", error) : iso_bench_plain (text, error);

  return value != NULL
         && iso_project_set_preparation (drug->group->project, iso_project_item_get_id (drug->drug), key, *value != '\0' ? value : NULL, error);
}

static void
show_drug (IsoBenchDrugs *self, Drug *drug)
{
  const char *id = iso_project_item_get_id (drug->drug);
  IsoProjectStock *stock = iso_project_get_used_stock (self->project, id);
  const char *delay = iso_project_get_preparation (self->project, id, "delay");
  const char *intermediate = iso_project_get_preparation (self->project, id, "intermediate");
  const char *method = iso_project_get_preparation (self->project, NULL, "method");
  g_autofree char *text = stock != NULL ? iso_bench_describe_bottle (iso_project_stock_get_bottle (stock))
                                        : g_strdup (_("No bottle yet: add one on the Compounds page."));
  g_autofree char *hours = iso_user_amount (delay != NULL ? delay : "0");
  g_autofree char *strength = iso_user_amount (intermediate != NULL ? intermediate : "");
  g_autofree char *title = g_markup_escape_text (iso_project_item_get_name (drug->drug), -1);
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (drug->expander), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (drug->expander), markup);
  iso_value_row_show (ISO_VALUE_ROW (drug->delay), hours);
  iso_value_row_show (ISO_VALUE_ROW (drug->intermediate), strength);
  gtk_widget_set_visible (drug->delay, g_strcmp0 (method, "separate") == 0);
}

static void
add_drug (IsoBenchDrugs *self, IsoProjectItem *item)
{
  Drug *drug = g_new0 (Drug, 1);
  GtkWidget *button = gtk_button_new_from_icon_name ("go-next-symbolic");

  *drug = (Drug) { .group = self, .drug = g_object_ref (item), .expander = adw_expander_row_new () };
  drug->delay = iso_value_row_new (_("Hours after the first addition"), NULL, "delay", take, drug);
  drug->intermediate = iso_value_row_new (_("Intermediate in vehicle"), _("Such as 200 µM; left empty, one is chosen where it is needed"),
                                          "intermediate", take, drug);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (drug->expander), drug->delay);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (drug->expander), drug->intermediate);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Bottles on the Compounds Page"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Bottles on the Compounds page"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-page");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", "compounds");
  adw_expander_row_add_action (ADW_EXPANDER_ROW (drug->expander), button);
  adw_preferences_group_add (self->group, drug->expander);
  iso_accessible_name_lists (drug->expander, iso_project_item_get_name (item));
  g_ptr_array_add (self->drugs, drug);
}

static gboolean
is_same (IsoBenchDrugs *self, GListModel *list)
{
  gboolean same = g_list_model_get_n_items (list) == self->drugs->len;

  for (guint i = 0; same && i < self->drugs->len; i++)
    {
      g_autoptr (IsoProjectItem) drug = g_list_model_get_item (list, i);

      same = ((Drug *) self->drugs->pdata[i])->drug == drug;
    }
  return same;
}

static void
clear (IsoBenchDrugs *self)
{
  for (guint i = 0; i < self->drugs->len; i++)
    adw_preferences_group_remove (self->group, ((Drug *) self->drugs->pdata[i])->expander);
  g_ptr_array_set_size (self->drugs, 0);
}

static void
update (IsoBenchDrugs *self)
{
  GListModel *list;

  if (self->project == NULL || !iso_project_is_open (self->project))
    return;
  list = G_LIST_MODEL (iso_project_get_list (self->project, ISO_ENTITY_DRUG));
  if (!is_same (self, list))
    {
      clear (self);
      for (guint i = 0; i < g_list_model_get_n_items (list); i++)
        {
          g_autoptr (IsoProjectItem) drug = g_list_model_get_item (list, i);

          add_drug (self, drug);
        }
    }
  for (guint i = 0; i < self->drugs->len; i++)
    show_drug (self, self->drugs->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self), self->drugs->len > 0);
}

static void
iso_bench_drugs_dispose (GObject *object)
{
  IsoBenchDrugs *self = ISO_BENCH_DRUGS (object);

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (iso_bench_drugs_parent_class)->dispose (object);
}

static void
iso_bench_drugs_finalize (GObject *object)
{
  g_ptr_array_unref (ISO_BENCH_DRUGS (object)->drugs);
  G_OBJECT_CLASS (iso_bench_drugs_parent_class)->finalize (object);
}

static void
iso_bench_drugs_class_init (IsoBenchDrugsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = iso_bench_drugs_dispose;
  G_OBJECT_CLASS (klass)->finalize = iso_bench_drugs_finalize;
}

static void
iso_bench_drugs_init (IsoBenchDrugs *self)
{
  self->drugs = g_ptr_array_new_with_free_func (free_drug);
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _("Compounds"));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
}

void
iso_bench_drugs_set_project (IsoBenchDrugs *self, IsoProject *project)
{
  g_return_if_fail (ISO_IS_BENCH_DRUGS (self));

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  clear (self);
  g_set_object (&self->project, project);
  if (project != NULL)
    g_signal_connect_object (project, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

GtkWidget *
iso_bench_drugs_get_row (IsoBenchDrugs *self, guint drug, const char *key)
{
  g_return_val_if_fail (ISO_IS_BENCH_DRUGS (self), NULL);
  if (drug >= self->drugs->len)
    return NULL;
  return strcmp (key, "delay") == 0 ? ((Drug *) self->drugs->pdata[drug])->delay : ((Drug *) self->drugs->pdata[drug])->intermediate;
}
