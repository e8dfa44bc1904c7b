package dev.offprint.archive;

import dev.offprint.engine.Archives;
import dev.offprint.session.RepoFile;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Tree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * Zip files that depend on their content only: sorted, one time for all entries, regular files of
 * mode 0644, scripts 0755. Paths are checked again, so that no archive of ours can write outside
 * its folder.
 */
public final class ZipArchives implements Archives {
  /** Files in one archive at most. */
  public static final int MOST_FILES = 600;

  /** Bytes of all files together at most. */
  public static final long MOST_BYTES = 100_000_000;

  private static final Pattern ROOT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,79}");

  // Written as local time, so given as local time; a month after the first time that a zip can
  // say, which in some zones lies before it and would be written in another form.
  private static final LocalDateTime FIRST = LocalDateTime.of(1980, 2, 1, 0, 0);

  @Override
  public byte[] zip(String root, Tree tree, Map<RepoPath, byte[]> beside) {
    if (!ROOT.matcher(root).matches() || root.endsWith(".")) {
      throw new IllegalArgumentException("not a name for the archive's folder: " + root);
    }
    SortedMap<String, byte[]> files = new TreeMap<>();
    Map<String, String> folds = new HashMap<>();
    long bytes = 0;
    for (RepoFile file : tree.files()) {
      bytes += add(files, folds, file.path(), file.text().getBytes(StandardCharsets.UTF_8));
    }
    for (Map.Entry<RepoPath, byte[]> file : beside.entrySet()) {
      bytes += add(files, folds, file.getKey(), file.getValue());
    }
    folds.keySet().forEach(fold -> checkFolders(fold, folds));
    if (files.size() > MOST_FILES || bytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "too much for one archive: " + files.size() + " files, " + bytes + " bytes");
    }
    return written(root, files);
  }

  private static long add(
      Map<String, byte[]> files, Map<String, String> folds, RepoPath path, byte[] content) {
    String safe = new RepoPath(path.value()).value();
    if (files.put(safe, content) != null || folds.put(path.fold(), safe) != null) {
      throw new IllegalArgumentException("two files with one name: " + safe);
    }
    return content.length;
  }

  private static void checkFolders(String fold, Map<String, String> folds) {
    for (int at = fold.indexOf('/'); at > 0; at = fold.indexOf('/', at + 1)) {
      if (folds.containsKey(fold.substring(0, at))) {
        throw new IllegalArgumentException(folds.get(fold) + " lies below a file, not a folder");
      }
    }
  }

  private static byte[] written(String root, SortedMap<String, byte[]> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long time = FIRST.atZone(ZoneId.systemDefault()).toInstant().toEpochMilli();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
      zip.setLevel(Deflater.BEST_COMPRESSION);
      zip.setEncoding("UTF-8");
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipArchiveEntry entry = new ZipArchiveEntry(root + "/" + file.getKey());
        entry.setTime(time);
        entry.setUnixMode(file.getKey().endsWith(".sh") ? 0100755 : 0100644);
        entry.setSize(file.getValue().length);
        zip.putArchiveEntry(entry);
        zip.write(file.getValue());
        zip.closeArchiveEntry();
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("an archive in memory cannot fail", impossible);
    }
    return bytes.toByteArray();
  }
}
