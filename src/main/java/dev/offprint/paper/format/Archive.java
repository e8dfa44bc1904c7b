package dev.offprint.paper.format;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The files of an archive, in memory. Only regular files with a path that stays inside count;
 * links, devices, second files of one name and what no paper needs are left out, and caps end every
 * bomb.
 *
 * @param notes what was left out and why
 */
record Archive(Map<String, byte[]> files, List<String> notes) {
  private static final int MOST_ENTRIES = 5_000;
  private static final long MOST_BYTES = 100L * 1024 * 1024;

  /** What is passed over on the way costs time only. */
  private static final long MOST_UNPACKED = 400L * 1024 * 1024;

  private static final int LARGEST = 60 * 1024 * 1024;
  private static final int LONGEST_PATH = 300;
  private static final int MOST_NAMED = 3;
  private static final Pattern NEEDED =
      Pattern.compile(
          "(?i).*\\.(tex|ltx|latex|bbl|bib|md|markdown|txt|rst|html?|xhtml|docx|pdf|xml|rels|zip|gz|tgz|tar|xxx)|[^.]*|(?s).*/[^./]*");

  /** An archive cannot be opened; the words are for people. */
  static final class Broken extends Exception {
    private static final long serialVersionUID = 1;

    Broken(String words) {
      super(words);
    }
  }

  Archive {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    notes = List.copyOf(notes);
  }

  static Archive zip(byte[] bytes) throws Broken {
    Filling filling = new Filling();
    try (ZipFile zip = ZipFile.builder().setByteArray(bytes).get()) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        if (entry.isDirectory()) {
          continue;
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
          throw new Broken(
              "The archive is protected with a password. Pack it without one, or attach the PDF.");
        }
        boolean link = entry.isUnixSymlink() || (entry.getUnixMode() & 0xF000) == 0xA000;
        int type = entry.getUnixMode() & 0xF000;
        boolean regular = !link && (type == 0 || type == 0x8000);
        if (!regular) {
          filling.leave(link ? "links" : "no regular files", entry.getName());
        } else if (!zip.canReadEntryData(entry)) {
          filling.leave("packed in a way that is not read here", entry.getName());
        } else if (filling.takes(entry.getName())) {
          try (InputStream in = zip.getInputStream(entry)) {
            filling.add(entry.getName(), in);
          }
        }
      }
    } catch (IOException | IllegalArgumentException broken) {
      throw damaged();
    }
    return filling.done();
  }

  static Archive tar(InputStream packed) throws Broken {
    Filling filling = new Filling();
    try (TarArchiveInputStream tar = new TarArchiveInputStream(filling.counted(packed))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.isDirectory()) {
          continue;
        }
        if (entry.isSymbolicLink() || entry.isLink()) {
          filling.leave("links", entry.getName());
        } else if (!entry.isFile() || entry.isSparse() || special(entry)) {
          filling.leave("no regular files", entry.getName());
        } else if (filling.takes(entry.getName())) {
          filling.add(entry.getName(), tar);
        }
      }
    } catch (Filling.Full full) {
      throw new Broken(full.getMessage());
    } catch (IOException | IllegalArgumentException | ArithmeticException broken) {
      if (filling.files.isEmpty()) {
        throw damaged();
      }
      filling.notes.add("The archive is cut off or damaged; it was read up to there.");
    }
    return filling.done();
  }

  private static boolean special(TarArchiveEntry entry) {
    return entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO();
  }

  /** The single stream in a gzip file. */
  static InputStream gunzip(byte[] bytes) throws Broken {
    try {
      return GzipCompressorInputStream.builder()
          .setInputStream(new ByteArrayInputStream(bytes))
          .setDecompressConcatenated(true)
          .get();
    } catch (IOException broken) {
      throw damaged();
    }
  }

  /** All of a stream, as long as it is no bomb. */
  static byte[] whole(InputStream in) throws Broken {
    try (in) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw tooMuch();
      }
      return bytes;
    } catch (IOException broken) {
      throw damaged();
    }
  }

  private static Broken damaged() {
    return new Broken(
        "The archive is damaged or cut off and cannot be opened. Pack it again, or attach the PDF.");
  }

  private static Broken tooMuch() {
    return new Broken(
        "The archive unpacks to far more than a paper needs. Attach the LaTeX alone, or the PDF.");
  }

  private static final class Filling {
    /** A cap is met while the stream is read. */
    private static final class Full extends IOException {
      private static final long serialVersionUID = 1;

      Full(String words) {
        super(words);
      }

      @Override
      public String getMessage() {
        return String.valueOf(super.getMessage());
      }
    }

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Set<String> folds = new HashSet<>();
    private final Map<String, List<String>> left = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();
    private long bytes;
    private int entries;

    /** Whether a file is wanted; what is not safe or comes twice is noted. */
    boolean takes(String name) throws Broken {
      if (++entries > MOST_ENTRIES) {
        throw new Broken(
            "The archive has more than "
                + MOST_ENTRIES
                + " files. Attach the LaTeX alone, or the PDF.");
      }
      if (name.matches("(?s)(.*/)?(__MACOSX/.*|\\._[^/]*|\\.DS_Store)")) {
        return false;
      }
      if (!safe(name)) {
        leave("paths that lead out of it or are no paths", name);
        return false;
      }
      if (!NEEDED.matcher(name).matches()) {
        return false;
      }
      if (!folds.add(path(name).toLowerCase(Locale.ROOT))) {
        leave("second files of one name", name);
        return false;
      }
      return true;
    }

    private static boolean safe(String name) {
      return name.length() <= LONGEST_PATH
          && !name.isBlank()
          && !name.startsWith("/")
          && !name.startsWith("\\")
          && !name.matches("(?s)[A-Za-z]:.*")
          && !name.matches("(?s)(.*[/\\\\])?\\.\\.([/\\\\].*)?")
          && name.chars().noneMatch(c -> c < ' ' || c == 0x7f);
    }

    private static String path(String name) {
      return Normalizer.normalize(name, Normalizer.Form.NFC)
          .replace('\\', '/')
          .replaceFirst("^(\\./)+", "")
          .replaceAll("/(\\./)+|/+", "/");
    }

    void add(String name, InputStream in) throws IOException, Broken {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] piece = new byte[32 * 1024];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        bytes += read;
        if (bytes > MOST_BYTES || out.size() + read > LARGEST) {
          throw tooMuch();
        }
        out.write(piece, 0, read);
      }
      files.put(path(name), out.toByteArray());
    }

    void leave(String why, String name) throws Broken {
      if (++entries > MOST_ENTRIES) {
        throw new Broken(
            "The archive has more than "
                + MOST_ENTRIES
                + " files. Attach the LaTeX alone, or the PDF.");
      }
      String shown = name.replaceAll("[^\\p{L}\\p{N} ./_-]", "?");
      left.computeIfAbsent(why, reason -> new ArrayList<>())
          .add(shown.length() > 60 ? shown.substring(0, 60) + "…" : shown);
    }

    InputStream counted(InputStream in) {
      return new InputStream() {
        private long read;

        @Override
        public int read() throws IOException {
          byte[] one = new byte[1];
          return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
          int now = in.read(to, offset, length);
          read += Math.max(0, now);
          if (read > MOST_UNPACKED) {
            throw new Full(String.valueOf(tooMuch().getMessage()));
          }
          return now;
        }

        @Override
        public void close() throws IOException {
          in.close();
        }
      };
    }

    Archive done() {
      left.forEach(
          (why, names) ->
              notes.add(
                  "Left out of the archive, "
                      + why
                      + ": "
                      + String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())))
                      + (names.size() > MOST_NAMED
                          ? " and " + (names.size() - MOST_NAMED) + " more"
                          : "")
                      + "."));
      return new Archive(files, notes);
    }
  }
}
