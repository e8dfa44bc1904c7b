package dev.offprint.store;

import dev.offprint.session.BlobId;
import dev.offprint.session.SessionId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/**
 * Who names which blob. Every stored text is searched for blob ids when it is written, so that an
 * erase need not read what is stored. A blob that is itself a stored document names others; they
 * were put before it, so that what a session names is known in full when it names the document.
 */
final class Names {
  private static final Pattern ID = Pattern.compile("\"([0-9a-f]{64})\"");
  private static final byte[] DOCUMENT = "{\"format\":".getBytes(StandardCharsets.US_ASCII);

  private Names() {}

  /** Notes that the session names what is named in this stored text. */
  static void in(Handle handle, SessionId session, String stored, long now) {
    for (String id : ids(stored)) {
      named(handle, session, new BlobId(id), now);
    }
  }

  /** Notes that the session names the blob and all that it leads to; since when stays. */
  static void named(Handle handle, SessionId session, BlobId blob, long now) {
    handle
        .createUpdate(
            """
            with recursive reached(id) as (
              select cast(:blob as text)
              union
              select link.target from blob_link link join reached on link.blob = reached.id)
            insert into blob_use (session, blob, at)
            select cast(:session as text), id, cast(:now as bigint) from reached where true
            on conflict (session, blob) do nothing
            """)
        .bind("blob", blob.value())
        .bind("session", session.value())
        .bind("now", now)
        .execute();
  }

  /** Notes what the bytes name, where they are a stored document. */
  static void links(Handle handle, BlobId blob, byte[] bytes) {
    for (String target : document(bytes) ? ids(text(bytes)) : Set.<String>of()) {
      handle
          .createUpdate(
              "insert into blob_link (blob, target) values (:blob, :target) on conflict do nothing")
          .bind("blob", blob.value())
          .bind("target", target)
          .execute();
    }
  }

  /**
   * Deletes the blobs that only this session names, then forgets that it named any. One that was
   * put again later, for nobody in particular, is about to be named by somebody else: it stays, and
   * so does anything that was put a short while ago and that nobody names yet.
   *
   * @param orphans what nobody names and was put before then goes as well
   */
  static void erase(Handle handle, SessionId session, long orphans) {
    handle
        .createUpdate(
            """
            delete from blob where id in (
              select mine.blob from blob_use mine join blob on blob.id = mine.blob
              where mine.session = :session and blob.at <= mine.at and not exists (
                select 1 from blob_use other
                where other.blob = mine.blob and other.session <> :session))
            """)
        .bind("session", session.value())
        .execute();
    handle
        .createUpdate("delete from blob_use where session = :session")
        .bind("session", session.value())
        .execute();
    handle
        .createUpdate(
            """
            delete from blob where at < :orphans
            and not exists (select 1 from blob_use where blob_use.blob = blob.id)
            """)
        .bind("orphans", orphans)
        .execute();
    handle.execute(
        "delete from blob_link where not exists"
            + " (select 1 from blob where blob.id = blob_link.blob)");
    JdbcShelf.erase(handle);
  }

  private static boolean document(byte[] bytes) {
    return bytes.length > DOCUMENT.length
        && Arrays.equals(bytes, 0, DOCUMENT.length, DOCUMENT, 0, DOCUMENT.length);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static Set<String> ids(String stored) {
    Set<String> found = new LinkedHashSet<>();
    Matcher matcher = ID.matcher(stored);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
