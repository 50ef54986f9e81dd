/* iso-probe.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-probe.h"

#include <time.h>

#define LEAST_US 1000   /* shorter rounds are not kept */

typedef struct
{
  GSource  source;
  GString *lines;    /* (owned) */
  gint64   woken;    /* µs: when the round began; 0 while the loop waits */
  gint64   work;     /* µs: what this thread had computed by then */
} Probe;

static Probe *probe;

/* µs that this thread computed: what other programs do meanwhile does not count. */
static gint64
get_work (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/* The loop is about to wait: the round is over. */
static gboolean
prepare_cb (GSource *source, int *timeout)
{
  Probe *self = (Probe *) source;
  gint64 now = g_get_monotonic_time ();

  if (self->woken != 0 && now - self->woken >= LEAST_US)
    g_string_append_printf (self->lines, "round %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", now, now - self->woken,
                            get_work () - self->work);
  self->woken = 0;
  *timeout = -1;
  return FALSE;
}

static gboolean
check_cb (GSource *source)
{
  Probe *self = (Probe *) source;

  self->woken = g_get_monotonic_time ();
  self->work = get_work ();
  return FALSE;
}

static gboolean
dispatch_cb (GSource *source, GSourceFunc callback, gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
finalize_cb (GSource *source)
{
  g_string_free (((Probe *) source)->lines, TRUE);
}

static void
note (const char *word)
{
  if (probe != NULL)
    g_string_append_printf (probe->lines, "%s %" G_GINT64_FORMAT "\n", word, g_get_monotonic_time ());
}

static void
painted_cb (GdkFrameClock *clock)
{
  note ("frame");
}

static void
realized_cb (GtkWidget *window)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb), NULL);
}

static void
window_added_cb (GtkApplication *application, GtkWindow *window)
{
  g_signal_connect (window, "realize", G_CALLBACK (realized_cb), NULL);
}

void
iso_probe_begin (GtkApplication *application)
{
  static GSourceFuncs functions = { prepare_cb, check_cb, dispatch_cb, finalize_cb, NULL, NULL };

  if (g_getenv ("ISOBOLE_PROBE") == NULL)
    return;
  probe = (Probe *) g_source_new (&functions, sizeof (Probe));
  probe->lines = g_string_new (NULL);
  g_source_set_priority (&probe->source, G_MININT);   /* asked before and after all others */
  g_source_attach (&probe->source, NULL);
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), NULL);
}

void
iso_probe_end (void)
{
  g_autoptr (GError) error = NULL;

  if (probe == NULL)
    return;
  if (!g_file_set_contents (g_getenv ("ISOBOLE_PROBE"), probe->lines->str, (gssize) probe->lines->len, &error))
    g_warning ("%s", error->message);
  g_source_destroy (&probe->source);
  g_source_unref (&probe->source);
  probe = NULL;
}

void
iso_probe_painted (gboolean beside)
{
  note (beside ? "beside" : "here");
}
