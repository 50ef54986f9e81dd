/* test-iso-source.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-io-test.h"
#include "reader/iso-signature.h"
#include "reader/iso-source.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *folder;

static char *
write_file (const char *name, const char *contents)
{
  char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, contents, -1, NULL));
  return path;
}

static void
refused (const char *path, IsoErrorCode code, const char *words)
{
  g_autoptr (GError) error = NULL;
  IsoSource *source = iso_source_load (path, &error);

  g_assert_null (source);
  iso_io_test_error (error, code, 0, words);
  g_assert_cmpstr (iso_error_get_message (error)->place.file, ==, path);
}

static void
test_load (void)
{
  g_autofree char *path = write_file ("plate ä.txt", "abc");
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoSource) source = iso_source_load (path, &error);
  gsize size;
  const char *data;

  g_assert_no_error (error);
  data = g_bytes_get_data (iso_source_bytes (source), &size);
  g_assert_cmpmem (data, size, "abc", 3);
  g_assert_cmpstr (iso_source_name (source), ==, path);
  /* FIPS 180-2, appendix B.1 */
  g_assert_cmpstr (iso_source_sha256 (source), ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void
test_refusals (void)
{
  g_autofree char *missing = g_build_filename (folder, "missing.txt", NULL);
  g_autofree char *below = write_file ("file.txt", "x");
  g_autofree char *inside = g_build_filename (below, "inside.txt", NULL);
  g_autofree char *empty = write_file ("empty.txt", "");
  g_autofree char *pipe_path = g_build_filename (folder, "pipe", NULL);

  refused (missing, ISO_ERROR_IO, "no such file");
  refused (inside, ISO_ERROR_IO, "no such file");
  refused (folder, ISO_ERROR_UNSUPPORTED, "This is a folder");
  refused (empty, ISO_ERROR_NO_DATA, "The file is empty");
  refused ("/dev/null", ISO_ERROR_UNSUPPORTED, "not an ordinary file");
  g_assert_cmpint (mkfifo (pipe_path, 0600), ==, 0);
  refused (pipe_path, ISO_ERROR_UNSUPPORTED, "not an ordinary file");
}

static void
test_permission (void)
{
  g_autofree char *path = write_file ("secret.txt", "x");
  gboolean root = geteuid () == 0;

  g_assert_cmpint (g_chmod (path, 0), ==, 0);
  /* Nothing is forbidden to root; as somebody else it is. */
  if (root && (chmod (folder, 0755) != 0 || seteuid (65534) != 0))
    {
      g_test_skip ("cannot become another user");
      return;
    }
  if (access (folder, X_OK) == 0)
    refused (path, ISO_ERROR_IO, "not allowed to read");
  else
    g_test_skip ("the folder of the test is closed to others");
  if (root)
    g_assert_cmpint (seteuid (0), ==, 0);
}

static void
test_too_large (void)
{
  g_autofree char *path = write_file ("large.txt", "x");
  g_autoptr (GError) error = NULL;

  /* Sparse: it takes no room, and must not be read. */
  g_assert_cmpint (truncate (path, (off_t) ISO_SOURCE_MAX_BYTES + 1), ==, 0);
  refused (path, ISO_ERROR_TOO_LARGE, "257 MB");
  g_remove (path);
}

static void
test_memory (void)
{
  g_autoptr (GBytes) none = g_bytes_new (NULL, 0);
  g_autoptr (GError) error = NULL;

  g_assert_null (iso_source_new ("clipboard", none, &error));
  iso_io_test_error (error, ISO_ERROR_NO_DATA, 0, "nothing in it");
}

static void
check_signature (const char *bytes, gsize size, IsoSignature signature, const char *words)
{
  g_autoptr (IsoSource) source = iso_io_test_bytes (bytes, size);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (iso_signature_find (source), ==, signature);
  g_assert_cmpint (iso_signature_expect_text (source, &error), ==, signature == ISO_SIGNATURE_TEXT);
  if (words != NULL)
    iso_io_test_error (error, ISO_ERROR_UNSUPPORTED, 0, words);
  else
    g_assert_no_error (error);
}

#define check_literal(literal, signature, words) check_signature (literal, sizeof (literal) - 1, signature, words)

static void
test_signatures (void)
{
  check_literal ("PK\003\004....xl/workbook.xml", ISO_SIGNATURE_XLSX, "Excel workbook");
  check_literal ("PK\003\004....mimetypeapplication/vnd.oasis.opendocument.spreadsheet", ISO_SIGNATURE_ODS,
                 "OpenDocument");
  check_literal ("PK\003\004....[Content_Types].xml....word/document.xml....xl/workbook.xml", ISO_SIGNATURE_DOCUMENT, "word processor");
  check_literal ("PK\003\004....xl/workbook.xml....word/document.xml", ISO_SIGNATURE_XLSX, "Excel workbook");
  check_literal ("PK\003\004....mimetypeapplication/vnd.oasis.opendocument.text", ISO_SIGNATURE_DOCUMENT, "paste it");
  check_literal ("PK\003\004....ppt/presentation.xml", ISO_SIGNATURE_SLIDES, "presentation");
  check_literal ("PK\003\004....Index/Document.iwa", ISO_SIGNATURE_IWORK, "Numbers");
  check_literal ("\320\317\021\340\241\261\032\341....W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0", ISO_SIGNATURE_DOCUMENT, "word processor");
  check_literal ("\320\317\021\340\241\261\032\341....W\0o\0r\0k\0b\0o\0o\0k\0W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0",
                 ISO_SIGNATURE_XLS, "old Excel");
  check_literal ("<?xml version=\"1.0\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\">", ISO_SIGNATURE_HTML, "web page");
  check_literal ("PK\003\004....readme.txt", ISO_SIGNATURE_ZIP, "zip archive");
  check_literal ("\320\317\021\340\241\261\032\341....", ISO_SIGNATURE_XLS, "old Excel workbook");
  check_literal ("\320\317\021\340\241\261\032\341..E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",
                 ISO_SIGNATURE_ENCRYPTED_XLSX,
                 "with a password");
  check_literal ("%PDF-1.4", ISO_SIGNATURE_PDF, "PDF document");
  check_literal ("\211PNG\r\n", ISO_SIGNATURE_IMAGE, "picture");
  check_literal ("\377\330\377\340", ISO_SIGNATURE_IMAGE, "picture");
  check_literal ("II*\0\010\0", ISO_SIGNATURE_IMAGE, "picture");
  check_literal ("FCS3.1    58", ISO_SIGNATURE_FCS, "flow cytometry");
  check_literal ("\037\213\010", ISO_SIGNATURE_COMPRESSED, "compressed");
  check_literal ("\357\273\277<?xml version=\"1.0\"?>", ISO_SIGNATURE_XML, "XML");
  check_literal ("<MeasurementResultData>", ISO_SIGNATURE_XML, "XML");
  check_literal ("  <HTML><body>", ISO_SIGNATURE_HTML, "web page");
  check_literal ("{\\rtf1", ISO_SIGNATURE_RTF, "RTF");
  check_literal ("SQLite format 3\0", ISO_SIGNATURE_SQLITE, "database");
  check_literal ("A\0B\0\0\1\2", ISO_SIGNATURE_BINARY, "not text");
  check_literal ("\1\2\3\4\5\6\7\10", ISO_SIGNATURE_BINARY, "not text");
  check_literal ("<>\t1\t2\t3\n", ISO_SIGNATURE_TEXT, NULL);
  check_literal ("\377\376A\0\t\0", ISO_SIGNATURE_TEXT, NULL);
  check_literal ("\0A\0\t\0" "1\0\n\0A\0\t\0" "1\0\n", ISO_SIGNATURE_TEXT, NULL);
  check_literal ("P", ISO_SIGNATURE_TEXT, NULL);
  /* A zero in the middle of a long text: a disk that lost a block. */
  check_literal ("A\t1\t2\t3\nB\t1\t2\0\0\0\0\t3\nC\t1\t2\t3\n", ISO_SIGNATURE_BINARY, "not text");
}

int
main (int argc, char *argv[])
{
  int result;

  iso_test_init (&argc, &argv);
  folder = g_dir_make_tmp ("isobole-source-XXXXXX", NULL);
  g_test_add_func ("/source/load", test_load);
  g_test_add_func ("/source/refusals", test_refusals);
  g_test_add_func ("/source/permission", test_permission);
  g_test_add_func ("/source/too-large", test_too_large);
  g_test_add_func ("/source/memory", test_memory);
  g_test_add_func ("/source/signatures", test_signatures);
  result = g_test_run ();
  g_free (folder);
  return result;
}
